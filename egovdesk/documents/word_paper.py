"""The paper of a Word document by Decree 30/2020/NĐ-CP: page, styles, fields, tables.

Real styles, so that an office changes a look in one place; the names of Word's own styles where
it has one, so that its outline and its navigation know them.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle

from egovdesk.domain.text import clean

FACE = "Times New Roman"
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
SHORT, LONG = Mm(210), Mm(297)
_TWIPS_PER_MM = 1440 / 25.4
_LONG_TEXT = 600
_PROPERTY = 255
"""Letters that a property of a file holds."""
_JUSTIFIED, _CENTRED = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a style looks; sizes and distances in points, the indent in millimetres."""

    size: float
    align: WD_ALIGN_PARAGRAPH = _LEFT
    bold: bool = False
    italic: bool = False
    before: float = 0
    line: float = 1.0
    first_indent: float = 0
    keeps_with_next: bool = False


BODY, HEADING_1, HEADING_2 = "Body Text", "Heading 1", "Heading 2"
TITLE, SUBTITLE, ANNEX = "Title", "Subtitle", "Heading 3"
PARENT, NAME, MOTTO, CENTRED, DATE = "Parent", "Unit", "Motto", "Centred", "Date"
RECIPIENTS_LABEL, RECIPIENTS, SIGNED = "Recipients label", "Recipients", "Signed"
CELL, CELL_CENTRED, CELL_RIGHT = "Cell", "Cell centred", "Cell right"
CELL_HEAD, CELL_BOLD, CELL_NOTE, NOTE, NOTE_HEAD = (
    *("Cell head", "Cell bold", "Cell note", "Note", "Note head"),
)
CAPTION = "Caption"
NUMBER, FORCE = "Header", "Footer"

_LOOKS = {
    "Normal": Look(size=13.5),
    BODY: Look(size=13.5, align=_JUSTIFIED, before=6, line=1.1, first_indent=10),
    HEADING_1: Look(
        size=13.5, bold=True, before=6, line=1.1, first_indent=10, keeps_with_next=True
    ),
    HEADING_2: Look(
        size=13.5, bold=True, before=6, line=1.1, first_indent=10, keeps_with_next=True
    ),
    TITLE: Look(size=14, align=_CENTRED, bold=True, before=14),
    SUBTITLE: Look(size=14, align=_CENTRED, bold=True),
    ANNEX: Look(size=14, align=_CENTRED, bold=True, keeps_with_next=True),
    PARENT: Look(size=12, align=_CENTRED),
    NAME: Look(size=12, align=_CENTRED, bold=True),
    MOTTO: Look(size=13, align=_CENTRED, bold=True),
    CENTRED: Look(size=13, align=_CENTRED),
    DATE: Look(size=13, align=_CENTRED, italic=True),
    RECIPIENTS_LABEL: Look(size=12, bold=True, italic=True),
    RECIPIENTS: Look(size=11),
    SIGNED: Look(size=14, align=_CENTRED, bold=True),
    CELL: Look(size=11),
    CELL_CENTRED: Look(size=11, align=_CENTRED),
    CELL_RIGHT: Look(size=11, align=_RIGHT),
    CELL_HEAD: Look(size=11, align=_CENTRED, bold=True),
    CELL_BOLD: Look(size=11, bold=True),
    CELL_NOTE: Look(size=10, italic=True),
    NOTE: Look(size=11, before=2),
    NOTE_HEAD: Look(size=11, bold=True, before=6, keeps_with_next=True),
    CAPTION: Look(size=12, align=_CENTRED, bold=True, before=14, keeps_with_next=True),
    NUMBER: Look(size=13, align=_CENTRED),
    FORCE: Look(size=10, align=_CENTRED, italic=True),
}


def new_document(*, title: str, author: str, subject: str, moment: datetime) -> Document:
    """Begin a document on its paper, dated by the report and not by the clock.

    `moment` is UTC without zone.
    """
    document = docx.Document()
    about = document.core_properties
    about.title, about.subject = (clean(text)[:_PROPERTY] for text in (title, subject))
    about.author = about.last_modified_by = clean(author)[:_PROPERTY]
    about.comments, about.language = "", "vi-VN"
    about.created = about.modified = moment
    about.revision = 1
    _set_defaults(document)
    for name, look in _LOOKS.items():
        _style(document, name, look)
    _lay_page(document.sections[0], is_landscape=False)
    _number_pages(document.sections[0])
    return document


def add_part(document: Document, *, is_landscape: bool) -> Section:
    """Begin a part on a new page, whose pages are numbered anew."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    _lay_page(section, is_landscape=is_landscape)
    return section


def set_footer(section: Section, text: str) -> None:
    """Say something at the foot of every page."""
    for footer in (section.footer, section.first_page_footer):
        _write_footer(footer, text)


def add_rule(cell_or_document: Any, *, share: float, width: float) -> None:  # noqa: ANN401 - either
    """Draw a centred line below what stands above it.

    Args:
        cell_or_document: where it goes.
        share: how much of the width it takes.
        width: the width in millimetres.
    """
    line = cell_or_document.add_paragraph(style=CENTRED)
    line.paragraph_format.line_spacing = Pt(3)
    inset = Mm(width * (1 - share) / 2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = inset
    border: Any = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        "</w:pBdr>"
    )
    line.paragraph_format.element.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def add_columns(document: Document, *widths: float, rows: int = 1) -> list[tuple[Any, ...]]:
    """Lay columns without lines side by side; return the cells of each row.

    Widths are millimetres. A cell has to get a paragraph at least.
    """
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    found = [row.cells for row in table.rows]
    for cells in found:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
            first = cell.paragraphs[0]._p  # noqa: SLF001 - every cell begins with one
            first.getparent().remove(first)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCell:
    """A cell: texts with the names of their styles, and how many columns it spans."""

    texts: tuple[tuple[str, str], ...]
    span: int = 1


def add_table(
    document: Document,
    widths: Sequence[float],
    head: Sequence[WordCell],
    rows: Iterable[Sequence[WordCell]],
    *,
    size: float | None = None,
) -> None:
    """Add a table with lines whose head is repeated on every page; widths are millimetres.

    It is written as text and read at once: cell by cell a long one takes seconds.
    """
    twips = [round(width * _TWIPS_PER_MM) for width in widths]
    ids = {name: document.styles[name].style_id for name in _LOOKS}
    shrunk = "" if size is None else f'<w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr>'
    written = [_row(head, twips, ids, shrunk, repeated=True)]
    written += [_row(row, twips, ids, shrunk) for row in rows]
    look = document.styles["Table Grid"].style_id
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{look}"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
    )
    document.element.body.insert_element_before(table, "w:sectPr")


def add_picture(document: Document, caption: str, picture: bytes, width: float) -> None:
    """Add a picture so many millimetres wide below its caption, which is also what it is called."""
    document.add_paragraph(caption, CAPTION)
    drawn = document.add_picture(io.BytesIO(picture), Mm(width))
    document.paragraphs[-1].alignment = _CENTRED
    inline = drawn._inline  # noqa: SLF001 - python-docx has no other way
    inline.docPr.set("descr", caption)
    for side in "TBLR":  # LibreOffice takes 3 mm where none is said, and the picture is pushed out
        inline.set(f"dist{side}", "0")


def _row(
    cells: Sequence[WordCell],
    twips: Sequence[int],
    ids: dict[str, str],
    run_look: str,
    *,
    repeated: bool = False,
) -> str:
    written, place = [], 0
    for cell in cells:
        width = sum(twips[place : place + cell.span])
        place += cell.span
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        paragraphs = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{ids[style]}"/></w:pPr>'
            f'<w:r>{run_look}<w:t xml:space="preserve">{escape(clean(text), quote=False)}</w:t>'
            "</w:r></w:p>"
            for text, style in cell.texts
        )
        written.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{paragraphs}</w:tc>'
        )
    longest = max((len(text) for cell in cells for text, _ in cell.texts), default=0)
    whole = "<w:cantSplit/>" if longest < _LONG_TEXT else ""  # more may not fit on one page
    head = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{''.join(written)}</w:tr>"


def _set_defaults(document: Document) -> None:
    """Say Vietnamese and the decree's typeface for all that no style says otherwise."""
    styles = document.styles.element
    run = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_face(run)
    language = run.find(qn("w:lang"))
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")


def _set_face(run: Any) -> None:  # noqa: ANN401 - an element
    """Name the typeface for every script; a theme's typeface would come before it."""
    for old in run.findall(qn("w:rFonts")):
        run.remove(old)
    face = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        face.set(qn(f"w:{script}"), FACE)
    run.insert(0, face)


def _style(document: Document, name: str, look: Look) -> None:
    styles = document.styles
    known = name in styles
    style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if not known:
        style.base_style = styles["Normal"]
        style.quick_style = True
    element = style.element
    for old in (element.pPr, element.rPr):
        if old is not None:
            outline = old.find(qn("w:outlineLvl"))
            for child in list(old):
                if child is not outline:
                    old.remove(child)
    _set_face(element.get_or_add_rPr())
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    form = style.paragraph_format
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(0)
    form.line_spacing = look.line
    form.first_line_indent = Mm(look.first_indent)
    form.keep_with_next = look.keeps_with_next
    form.widow_control = True


def _lay_page(section: Section, *, is_landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    width, height = (LONG, SHORT) if is_landscape else (SHORT, LONG)
    section.page_width, section.page_height = Length(width), Length(height)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    properties = section._sectPr  # noqa: SLF001 - page numbers are not in its interface
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbers: Any = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")


def _number_pages(section: Section) -> None:
    """Put the page number into the head of every page but the first of each part."""
    line = section.header.paragraphs[0]
    line.style = NUMBER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()._r  # noqa: SLF001 - fields are not in its interface
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run.append(part)


def _write_footer(footer: _Footer, text: str) -> None:
    footer.is_linked_to_previous = False
    footer.paragraphs[0].style = FORCE
    footer.paragraphs[0].text = text
