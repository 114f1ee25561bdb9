"""The paper of an official document: page, type and furniture by Decree 30/2020/NĐ-CP.

A4 portrait, margins 20/20/30/15 mm; page numbers stand in the top margin, are hidden on the first
page, and begin anew in each annex.
"""

from html import escape
from typing import BinaryIO, Literal

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
)

from egovdesk.documents import fonts
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.text import clean

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
WIDTH = A4[0] - LEFT - RIGHT
BODY_SIZE = 13.5

_NUMBER_SIZE = 13
_WATERMARK_SIZE = 78
_WATERMARK_GRAY = 0.92


def _style(
    name: str, size: float, face: str = fonts.REGULAR, alignment: Literal[0, 1, 2, 4] = TA_LEFT
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        fontSize=size,
        leading=size * 1.22,
        alignment=alignment,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


CENTRED = _style("centred", 13, alignment=TA_CENTER)
CENTRED_BOLD = _style("centred bold", 13, fonts.BOLD, alignment=TA_CENTER)
CENTRED_ITALIC = _style("centred italic", 13, fonts.ITALIC, alignment=TA_CENTER)
LETTERHEAD = _style("letterhead", 12, alignment=TA_CENTER)
LETTERHEAD_BOLD = _style("letterhead bold", 12, fonts.BOLD, alignment=TA_CENTER)
TITLE = _style("title", 14, fonts.BOLD, alignment=TA_CENTER)
BODY = _style("body", BODY_SIZE, alignment=TA_JUSTIFY).clone(
    "body", leading=BODY_SIZE * 1.28, firstLineIndent=10 * mm, spaceBefore=6
)
SECTION = BODY.clone("section", fontName=fonts.BOLD, alignment=TA_LEFT, keepWithNext=1)
RECIPIENTS_LABEL = _style("recipients label", 12, fonts.BOLD_ITALIC)
RECIPIENTS = _style("recipients", 11)
CELL = _style("cell", 11)
CELL_BOLD = _style("cell bold", 11, fonts.BOLD)
CELL_CENTRED = _style("cell centred", 11, alignment=TA_CENTER)
CELL_NUMBER = _style("cell number", 11, alignment=TA_RIGHT)
CELL_HEAD = _style("cell head", 11, fonts.BOLD, alignment=TA_CENTER)
CELL_NOTE = _style("cell note", 10, fonts.ITALIC)
NOTE = _style("note", 11).clone("note", spaceBefore=2)


def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """Set text that comes from data: composed letters, nothing invisible, no markup."""
    return Paragraph(escape(clean(text), quote=False), style)


def with_blank(before: str, blank: int, after: str, style: ParagraphStyle) -> Paragraph:
    """Set a line with room for so many letters, which the records office fills."""
    parts = (escape(clean(text), quote=False) for text in (before, after))
    return Paragraph(("&nbsp;" * blank).join(parts), style)


def rule(length: float) -> Flowable:
    """Draw the centred line that official documents put below a name or a title."""
    return HRFlowable(width=length, thickness=0.75, color="black", spaceBefore=3, spaceAfter=0)


class Heading(Paragraph):
    """A line that the document's outline lists: its words, and its level below the report."""

    outline: tuple[str, int] | None = None


def heading(text: str, style: ParagraphStyle, level: int = 0) -> Heading:
    """Set a line that the document's outline lists as well."""
    made = Heading(escape(clean(text), quote=False), style)
    made.outline = (clean(text), level)
    return made


def new_part(name: str) -> list[Flowable]:
    """Begin a part with page numbers of its own on a new page."""
    return [NextPageTemplate(name), PageBreak()]


class Letter(BaseDocTemplate):
    """An official document on its paper; the same report gives the same bytes."""

    def __init__(
        self,
        target: BinaryIO,
        report: QuarterlyReport,
        *,
        title: str,
        parts: tuple[str, ...],
        watermarks: tuple[str, ...] = (),
        footer: str = "",
    ) -> None:
        fonts.register()
        program = f"eGovDesk {clean(report.program_version)}"
        super().__init__(
            target,
            pagesize=A4,
            title=title,
            author=clean(report.agency.name),
            subject=f"{report.file_stem} {clean(report.catalogue.directive_number)}",
            creator=program,
            producer=program,
            lang="vi",
            displayDocTitle=True,
            invariant=1,
            initialFontName=fonts.REGULAR,
        )
        self._moment = report.frozen_at.strftime("D:%Y%m%d%H%M%S+00'00'")
        self._watermarks = watermarks
        self._footer = footer
        self._part = ""
        self._page_of_part = 0
        self._entries = 0
        frame = Frame(
            LEFT,
            BOTTOM,
            WIDTH,
            A4[1] - TOP - BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(
            [PageTemplate(id=part, frames=[frame], onPage=self._furnish) for part in parts]
        )

    def beforeDocument(self) -> None:  # noqa: N802 - reportlab's hook
        """Date the file by the report, not by the clock."""
        self.canv.setDateFormatter(lambda *_: self._moment)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's hook
        """List a heading in the outline."""
        if isinstance(flowable, Heading) and flowable.outline:
            words, level = flowable.outline
            self._entries += 1
            key = f"entry{self._entries}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(words, key, level=level)

    def _furnish(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw what lies below the text: watermark, page number, footer."""
        part = document.pageTemplate.id or ""
        self._page_of_part = self._page_of_part + 1 if part == self._part else 1
        self._part = part
        canvas.saveState()
        self._draw_watermarks(canvas)
        if self._page_of_part > 1:
            canvas.setFont(fonts.REGULAR, _NUMBER_SIZE)
            canvas.drawCentredString(
                LEFT + WIDTH / 2, A4[1] - TOP / 2 - _NUMBER_SIZE / 2, str(self._page_of_part)
            )
        if self._footer:
            canvas.setFont(fonts.ITALIC, 10)
            canvas.drawCentredString(LEFT + WIDTH / 2, BOTTOM / 2, self._footer)
        canvas.restoreState()

    def _draw_watermarks(self, canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(_WATERMARK_GRAY)
        canvas.setFont(fonts.BOLD, _WATERMARK_SIZE)
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(52)
        line = _WATERMARK_SIZE * 1.4
        top = line * (len(self._watermarks) - 1) / 2 - _WATERMARK_SIZE / 3
        for place, words in enumerate(self._watermarks):
            canvas.drawCentredString(0, top - place * line, words)
        canvas.restoreState()
