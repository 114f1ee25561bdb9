"""The letter's annexes drawn: long tables whose head is repeated, remarks, charts."""

from functools import cache
from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Spacer, TableStyle

from egovdesk.documents import fonts
from egovdesk.documents.annex_text import Align, Annex, Cell, Column, Row, attached_to
from egovdesk.documents.annex_text import heading as title_of
from egovdesk.documents.stationery import (
    CENTRED_ITALIC,
    NOTE,
    NOTE_HEAD,
    TITLE,
    heading,
    paragraph,
    style,
    with_blank,
)
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.text import clean

_SIZE, _LANDSCAPE_SIZE = 11.0, 10.0
_PADDING = 3
_ALIGNMENTS: dict[Align, Literal[0, 1, 2]] = {
    Align.LEFT: TA_LEFT,
    Align.CENTRED: TA_CENTER,
    Align.RIGHT: TA_RIGHT,
}
_GRID = (
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # else Helvetica is listed, not embedded
    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ("VALIGN", (0, 1), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
)


class _Line(Flowable):
    """A text that fits on one line: most cells, and a paragraph costs five times as much."""

    def __init__(self, text: str, look: ParagraphStyle) -> None:
        super().__init__()
        self._text = text
        self._look = look

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Take the whole width, so that the text can stand in it as its style says."""
        self.width = availWidth
        return availWidth, self._look.leading

    def draw(self) -> None:
        """Draw it where a paragraph of the same style would."""
        canvas: Canvas = self.canv
        look = self._look
        canvas.setFont(look.fontName, look.fontSize, look.leading)
        baseline = look.leading - look.fontSize
        match look.alignment:
            case 2:
                canvas.drawRightString(self.width, baseline, self._text)
            case 1:
                canvas.drawCentredString(self.width / 2, baseline, self._text)
            case _:
                canvas.drawString(0, baseline, self._text)


def drawn(annex: Annex, report: QuarterlyReport) -> list[Flowable]:
    """Compose an annex without its charts."""
    explained: list[Flowable] = []
    if annex.explanations:
        explained = [
            heading("Cảnh báo và giải trình", NOTE_HEAD, level=1),
            *(paragraph(text, NOTE) for text in annex.explanations),
        ]
    return [
        heading(annex.name, TITLE),
        paragraph(title_of(annex, report), TITLE),
        with_blank(*attached_to(report), CENTRED_ITALIC, blank=8),
        Spacer(0, 10),
        _table(annex),
        Spacer(0, 6),
        *(paragraph(text, NOTE) for text in annex.notes),
        *explained,
    ]


def _table(annex: Annex) -> Flowable:
    size = _LANDSCAPE_SIZE if annex.is_landscape else _SIZE
    columns = annex.columns
    head = [paragraph(column.title, _look(size, Align.CENTRED, fonts.BOLD)) for column in columns]
    spans = [
        ("SPAN", (1, place), (-1, place))
        for place, row in enumerate(annex.rows, start=1)
        if row.is_group
    ]
    return LongTable(
        [head, *(_drawn_row(row, columns, size) for row in annex.rows)],
        colWidths=[column.width * mm for column in columns],
        repeatRows=1,
        splitInRow=1,
        style=TableStyle([*_GRID, *spans]),
    )


def _drawn_row(row: Row, columns: tuple[Column, ...], size: float) -> list[list[Flowable] | str]:
    if row.is_group:
        letter, title = (cell.lines[0] for cell in row.cells)
        return [
            [paragraph(letter, _look(size, Align.CENTRED, fonts.BOLD))],
            [paragraph(title, _look(size, Align.LEFT, fonts.BOLD))],
            *[""] * (len(columns) - 2),
        ]
    face = fonts.BOLD if row.is_total else fonts.REGULAR
    return [
        _drawn_cell(cell, column, size, face)
        for cell, column in zip(row.cells, columns, strict=True)
    ]


def _drawn_cell(cell: Cell, column: Column, size: float, face: str) -> list[Flowable]:
    width = column.width * mm - 2 * _PADDING
    look, small = _look(size, column.align, face), _look(size - 1, Align.LEFT, fonts.ITALIC)
    return [
        *(_drawn_text(text, width, look) for text in cell.main),
        *(_drawn_text(text, width, small) for text in cell.remarks),
    ]


def _drawn_text(text: str, width: float, look: ParagraphStyle) -> Flowable:
    shown = clean(text)
    if fonts.text_width(shown, look.fontName, look.fontSize) <= width:
        return _Line(shown, look)
    return paragraph(shown, look)


@cache
def _look(size: float, align: Align, face: str) -> ParagraphStyle:
    return style(f"cell {size} {align} {face}", size, face, _ALIGNMENTS[align])
