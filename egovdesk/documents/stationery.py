"""The paper of an official document: page, type and furniture by Decree 30/2020/NĐ-CP.

A4, upright or, for wide tables, on its side; margins 20/20/30/15 mm; page numbers stand in the top
margin, are hidden on the first page, and begin anew in each annex.
"""

from dataclasses import dataclass
from html import escape
from typing import Any, BinaryIO, Literal

from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary
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
from egovdesk.domain.text import clean

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
WIDTH = A4[0] - LEFT - RIGHT
BODY_SIZE = 13.5

_NUMBER_SIZE = 13
_SIGNATURE_HEIGHT, _SIGNATURE_WIDTH, _SIGNATURE_ROOM = 38 * mm, 50 * mm, 24 * mm
_SEAL = 36 * mm
_PLACE_GRAY = 0.55
_WATERMARK_SIZE = 78
_WATERMARK_GRAY = 0.92


# Streams as bytes, not as text: a fifth less of a file, and of the time to write it.
rl_config.useA85 = 0


def style(
    name: str, size: float, face: str = fonts.REGULAR, alignment: Literal[0, 1, 2, 4] = TA_LEFT
) -> ParagraphStyle:
    """Make a paragraph's look from its size in points and a face of `fonts`."""
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


CENTRED = style("centred", 13, alignment=TA_CENTER)
CENTRED_BOLD = style("centred bold", 13, fonts.BOLD, alignment=TA_CENTER)
CENTRED_ITALIC = style("centred italic", 13, fonts.ITALIC, alignment=TA_CENTER)
LETTERHEAD = style("letterhead", 12, alignment=TA_CENTER)
LETTERHEAD_BOLD = style("letterhead bold", 12, fonts.BOLD, alignment=TA_CENTER)
TITLE = style("title", 14, fonts.BOLD, alignment=TA_CENTER)
BODY = style("body", BODY_SIZE, alignment=TA_JUSTIFY).clone(
    "body", leading=BODY_SIZE * 1.28, firstLineIndent=10 * mm, spaceBefore=6
)
SECTION = BODY.clone("section", fontName=fonts.BOLD, alignment=TA_LEFT, keepWithNext=1)
RECIPIENTS_LABEL = style("recipients label", 12, fonts.BOLD_ITALIC)
RECIPIENTS = style("recipients", 11)
NOTE = style("note", 11).clone("note", spaceBefore=2)
NOTE_HEAD = style("note head", 11, fonts.BOLD).clone("note head", spaceBefore=6, keepWithNext=1)
CAPTION = style("caption", 12, fonts.BOLD, alignment=TA_CENTER)


def paragraph(text: str, look: ParagraphStyle) -> Paragraph:
    """Set text that comes from data: composed letters, nothing invisible, no markup."""
    return Paragraph(escape(clean(text), quote=False), look)


def with_blank(before: str, after: str, look: ParagraphStyle, *, blank: int) -> Paragraph:
    """Set a line with room for so many letters, which the records office fills."""
    parts = (escape(clean(text), quote=False) for text in (before, after))
    return Paragraph(("&nbsp;" * blank).join(parts), look)


def rule(length: float) -> Flowable:
    """Draw the centred line that official documents put below a name or a title."""
    return HRFlowable(width=length, thickness=0.75, color="black", spaceBefore=3, spaceAfter=0)


class SignaturePlace(Flowable):
    """Room for a signature, with the seal over its left third where the unit has one.

    The room can be found in the file under its names; only a draft shows where it is.
    """

    SIGNATURE, SEAL = "signature", "seal"

    def __init__(self, width: float, *, has_seal: bool, is_shown: bool) -> None:
        super().__init__()
        self.width, self.height = width, _SIGNATURE_HEIGHT
        self._has_seal = has_seal
        self._is_shown = is_shown

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size, which nothing changes."""
        return self.width, self.height

    def draw(self) -> None:
        """Name the places, and outline them in a draft."""
        canvas: Canvas = self.canv
        left = (self.width - _SIGNATURE_WIDTH) / 2
        inset = (self.height - _SIGNATURE_ROOM) / 2
        self._name_place(self.SIGNATURE, left, inset, _SIGNATURE_WIDTH, _SIGNATURE_ROOM)
        middle = left + _SIGNATURE_WIDTH / 3 - _SEAL / 2, self.height / 2
        if self._has_seal:
            bottom = middle[1] - _SEAL / 2
            self._name_place(self.SEAL, middle[0] - _SEAL / 2, bottom, _SEAL, _SEAL)
        if not self._is_shown:
            return
        canvas.saveState()
        canvas.setDash(2, 2)
        canvas.setStrokeGray(_PLACE_GRAY)
        canvas.setFillGray(_PLACE_GRAY)
        canvas.setFont(fonts.ITALIC, 9)
        canvas.rect(left, inset, _SIGNATURE_WIDTH, _SIGNATURE_ROOM)
        canvas.drawCentredString(left + _SIGNATURE_WIDTH * 2 / 3, self.height / 2, "(chữ ký)")
        if self._has_seal:
            canvas.circle(*middle, _SEAL / 2)
            canvas.drawCentredString(middle[0], middle[1], "(dấu)")
        canvas.restoreState()

    def _name_place(self, name: str, x: float, y: float, width: float, height: float) -> None:
        canvas: Any = self.canv  # its types leave out what is needed here
        left, bottom = canvas.absolutePosition(x, y)
        canvas.bookmarkPage(
            name, "FitR", left=left, bottom=bottom, right=left + width, top=bottom + height
        )
        # reportlab keeps the names of places to itself unless the catalogue lists them.
        catalog = canvas._doc.Catalog  # noqa: SLF001
        if not hasattr(catalog, "Dests"):
            catalog.Dests = PDFDictionary()
        catalog.Dests[name] = canvas._bookmarkReference(name)  # noqa: SLF001


class Heading(Paragraph):
    """A line that the document's outline lists: its words, and its level below the report."""

    outline: tuple[str, int] | None = None


def heading(text: str, look: ParagraphStyle, level: int = 0) -> Heading:
    """Set a line that the document's outline lists as well."""
    made = Heading(escape(clean(text), quote=False), look)
    made.outline = (clean(text), level)
    return made


@dataclass(frozen=True, slots=True)
class Part:
    """Pages with numbers of their own."""

    name: str
    is_landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """The size of its pages in points."""
        return landscape(A4) if self.is_landscape else A4


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says of itself; `moment` is a PDF date, so that the clock has no part in it."""

    title: str
    author: str
    subject: str
    program: str
    moment: str


def new_part(part: Part) -> list[Flowable]:
    """Begin a part on a new page."""
    return [NextPageTemplate(part.name), PageBreak()]


class Letter(BaseDocTemplate):
    """An official document on its paper; the same report gives the same bytes."""

    def __init__(
        self,
        target: BinaryIO,
        about: About,
        parts: tuple[Part, ...],
        *,
        watermarks: tuple[str, ...] = (),
        footer: str = "",
    ) -> None:
        fonts.register()
        super().__init__(
            target,
            pagesize=A4,
            title=clean(about.title),
            author=clean(about.author),
            subject=clean(about.subject),
            creator=clean(about.program),
            producer=clean(about.program),
            lang="vi",
            displayDocTitle=True,
            invariant=1,
            initialFontName=fonts.REGULAR,
        )
        self._moment = about.moment
        self._watermarks = watermarks
        self._footer = footer
        self._part = ""
        self._page_of_part = 0
        self._entries = 0
        self.addPageTemplates([self._template(part) for part in parts])

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

    def _template(self, part: Part) -> PageTemplate:
        width, height = part.size
        frame = Frame(
            LEFT,
            BOTTOM,
            width - LEFT - RIGHT,
            height - TOP - BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(id=part.name, frames=[frame], pagesize=part.size, onPage=self._furnish)

    def _furnish(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw what lies below the text: watermark, page number, footer."""
        template = document.pageTemplate
        part, (width, height) = template.id or "", template.pagesize
        middle = LEFT + (width - LEFT - RIGHT) / 2
        self._page_of_part = self._page_of_part + 1 if part == self._part else 1
        self._part = part
        canvas.saveState()
        self._draw_watermarks(canvas, width, height)
        if self._page_of_part > 1:
            canvas.setFont(fonts.REGULAR, _NUMBER_SIZE)
            baseline = height - TOP / 2 - _NUMBER_SIZE / 2
            canvas.drawCentredString(middle, baseline, str(self._page_of_part))
        if self._footer:
            canvas.setFont(fonts.ITALIC, 10)
            canvas.drawCentredString(middle, BOTTOM / 2, self._footer)
        canvas.restoreState()

    def _draw_watermarks(self, canvas: Canvas, width: float, height: float) -> None:
        canvas.saveState()
        canvas.setFillGray(_WATERMARK_GRAY)
        canvas.setFont(fonts.BOLD, _WATERMARK_SIZE)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52 if height > width else 32)
        line = _WATERMARK_SIZE * 1.4
        top = line * (len(self._watermarks) - 1) / 2 - _WATERMARK_SIZE / 3
        for place, words in enumerate(self._watermarks):
            canvas.drawCentredString(0, top - place * line, words)
        canvas.restoreState()
