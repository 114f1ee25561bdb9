"""report.docx: the letter and its annexes for offices that edit in Word before they sign.

It says what the PDF says, with the charts as pictures. What is edited here no longer comes from
the frozen report: the signed file is the PDF.
"""

import io
from datetime import UTC
from typing import BinaryIO

from docx.document import Document
from docx.shared import Pt

from egovdesk.documents import annex_text, fonts, letter_text
from egovdesk.documents import word_paper as word
from egovdesk.documents.annex_text import Align, Annex, Column, Row
from egovdesk.documents.chart_pictures import picture_of
from egovdesk.documents.charts import charts_of
from egovdesk.documents.letter_text import Blank
from egovdesk.documents.office_zip import repack
from egovdesk.documents.word_paper import WordCell
from egovdesk.domain.narrative import numbered
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.signatory import UNNAMED, Signatory
from egovdesk.domain.text import clean
from egovdesk.wording import Language, in_language

_LEFT_WIDTH, _WIDTH = 68.0, 165.0
_NAME_RULE, _TITLE_RULE = 0.42, 0.42
_LANDSCAPE_SIZE = 10.0
_SIGNATURE_LINES = 5
_STYLES = {
    Align.LEFT: word.CELL,
    Align.CENTRED: word.CELL_CENTRED,
    Align.RIGHT: word.CELL_RIGHT,
}
_POINTS_PER_MM = 72 / 25.4


def write_editable_letter(
    report: QuarterlyReport,
    target: BinaryIO,
    *,
    draft: bool = False,
    signatory: Signatory = UNNAMED,
) -> None:
    """Write the letter with its three annexes as DOCX; equal reports give equal bytes."""
    moment = report.frozen_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    with in_language(Language.VI):
        document = word.new_document(
            title=letter_text.title(report),
            author=report.agency.name,
            subject=letter_text.keywords(report),
            moment=moment,
        )
        _head(document, report, draft=draft)
        _body(document, report)
        _ending(document, report, signatory)
        for annex, chart in zip(annex_text.annexes(report), charts_of(report), strict=True):
            word.add_part(document, is_landscape=annex.is_landscape)
            _annex(document, annex, report)
            if chart is not None:
                caption, bars = chart
                word.add_picture(document, caption, picture_of(bars), bars.width / _POINTS_PER_MM)
        if said := letter_text.footer(report, trial=False, draft=draft):
            for section in document.sections:
                word.set_footer(section, said)
    saved = io.BytesIO()
    document.save(saved)
    repack(saved, target, moment, {})


def _head(document: Document, report: QuarterlyReport, *, draft: bool) -> None:
    agency = report.agency
    name = clean(agency.name).upper()
    room = _WIDTH - _LEFT_WIDTH
    (left, right), (numbered_by, dated) = word.add_columns(document, _LEFT_WIDTH, room, rows=2)
    left.add_paragraph(clean(agency.parent_name).upper(), word.PARENT)
    left.add_paragraph(name, word.NAME)
    word.add_rule(left, share=_share(name, 12, _LEFT_WIDTH) * _NAME_RULE, width=_LEFT_WIDTH - 4)
    right.add_paragraph(letter_text.NATION, word.NAME)
    right.add_paragraph(letter_text.MOTTO, word.MOTTO)
    word.add_rule(right, share=_share(letter_text.MOTTO, 13, room), width=room - 4)
    for cell, line, letters, style in (
        (numbered_by, letter_text.number_line(report), 12, word.CENTRED),
        (dated, letter_text.date_line(report), 9, word.DATE),
    ):
        cell.add_paragraph(_blank(line, letters), style).paragraph_format.space_before = Pt(6)
    if draft:
        numbered_by.add_paragraph(letter_text.DRAFT_MARK, word.NAME)
    title = letter_text.subject(report.period)
    document.add_paragraph(letter_text.KIND, word.TITLE)
    document.add_paragraph(title, word.SUBTITLE)
    word.add_rule(document, share=_share(title, 14, _WIDTH) * _TITLE_RULE, width=_WIDTH)
    addressee = document.add_paragraph(clean(letter_text.addressee(report)), word.CENTRED)
    addressee.paragraph_format.space_before = addressee.paragraph_format.space_after = Pt(10)


def _body(document: Document, report: QuarterlyReport) -> None:
    for text in letter_text.opening(report):
        document.add_paragraph(clean(text), word.BODY)
    for number, section in numbered(report.narrative):
        title = section.title.upper() if section.level == 1 else section.title
        style = word.HEADING_1 if section.level == 1 else word.HEADING_2
        document.add_paragraph(clean(f"{number} {title}"), style)
        for text in section.paragraphs:
            document.add_paragraph(clean(text), word.BODY)
    document.add_paragraph(letter_text.ANNEXES, word.BODY)
    last = document.add_paragraph(clean(letter_text.closing(report)), word.BODY)
    last.paragraph_format.keep_with_next = True
    last.paragraph_format.space_after = Pt(14)


def _ending(document: Document, report: QuarterlyReport, signatory: Signatory) -> None:
    ((copies, signed),) = word.add_columns(document, _WIDTH / 2, _WIDTH / 2)
    copies.add_paragraph(letter_text.RECIPIENTS_LABEL, word.RECIPIENTS_LABEL)
    for text in letter_text.recipients(report):
        copies.add_paragraph(clean(text), word.RECIPIENTS)
    above = signatory.lines(report.agency.head_title)
    for text in (*above, *[""] * _SIGNATURE_LINES, clean(signatory.name)):
        signed.add_paragraph(text, word.SIGNED)


def _annex(document: Document, annex: Annex, report: QuarterlyReport) -> None:
    document.add_paragraph(annex.name, word.ANNEX)
    document.add_paragraph(annex_text.heading(annex, report), word.SUBTITLE)
    belongs = document.add_paragraph(_blank(annex_text.attached_to(report), 8), word.DATE)
    belongs.paragraph_format.space_after = Pt(10)
    word.add_table(
        document,
        [column.width for column in annex.columns],
        [WordCell(texts=((column.title, word.CELL_HEAD),)) for column in annex.columns],
        [_cells(row, annex.columns) for row in annex.rows],
        size=_LANDSCAPE_SIZE if annex.is_landscape else None,
    )
    for text in annex.notes:
        document.add_paragraph(clean(text), word.NOTE)
    if annex.explanations:
        document.add_paragraph("Cảnh báo và giải trình", word.NOTE_HEAD)
    for text in annex.explanations:
        document.add_paragraph(clean(text), word.NOTE)


def _cells(row: Row, columns: tuple[Column, ...]) -> list[WordCell]:
    if row.is_group:
        letter, title = (cell.lines[0] for cell in row.cells)
        return [
            WordCell(texts=((letter, word.CELL_HEAD),)),
            WordCell(texts=((title, word.CELL_BOLD),), span=len(columns) - 1),
        ]
    return [
        WordCell(
            texts=(
                *((text, _STYLES[column.align]) for text in cell.main),
                *((text, word.CELL_NOTE) for text in cell.remarks),
            )
        )
        for cell, column in zip(row.cells, columns, strict=True)
    ]


def _blank(line: Blank, letters: int) -> str:
    """Join a line's words around room for a pen."""
    before, after = (clean(words) for words in line)
    return before + "\N{NO-BREAK SPACE}" * letters + after


def _share(text: str, size: float, width: float) -> float:
    """Return how much of a width in millimetres a bold text takes."""
    return min(1.0, fonts.text_width(text, fonts.BOLD, size) / _POINTS_PER_MM / width)
