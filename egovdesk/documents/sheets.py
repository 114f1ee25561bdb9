"""Sheets of a workbook: cells that keep their kind, ready to read, filter and print.

Text from data never becomes a formula, and the saved bytes do not depend on the clock.
"""

import io
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any, BinaryIO
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from egovdesk.documents.office_zip import repack
from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.text import clean, clean_multiline

CELL_LIMIT = 32_767
"""Letters that a cell holds, in UTF-16 units."""

PERCENT, POINTS, COUNT = "0.0%", "+0.0;-0.0;0.0", "#,##0"
DATE, MOMENT, MONTH = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "mm/yyyy"

_HAZARDOUS = ("=", "+", "-", "@")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_A4 = 9
LINE_HEIGHT, _ROW_HEIGHT_LIMIT = 15.0, 405.0

FONT = Font(name="Times New Roman", size=11)
HEAD_FONT = Font(name="Times New Roman", size=11, bold=True)
HEAD_FILL = PatternFill("solid", fgColor="E8EEF4")
_LINE = Side(style="thin", color="9AA5B1")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
TEXT_ALIGNMENT = Alignment(vertical="top", wrap_text=True)
NUMBER_ALIGNMENT = Alignment(vertical="top")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of our own making; text from data is never one."""

    text: str
    number_format: str


@dataclass(frozen=True, slots=True)
class Share:
    """A number with the format in which it is shown."""

    value: float
    number_format: str = PERCENT


Value = str | int | date | Formula | Share | None
Row = list[Value]


def new_book(*, title: str, creator: str) -> Workbook:
    """Begin a workbook without sheets; the title is printed above every page."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties = DocumentProperties(creator=clean(creator), title=clean(title), language="vi")
    # Without cached results a reader must compute the formulas when it opens the file.
    book.calculation.fullCalcOnLoad = True
    return book


def add_sheet(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Row],
) -> Worksheet:
    """Add a sheet: a frozen header with filters, then the rows, ready for A4 landscape.

    `columns` are names and widths in letters.

    Raises:
        RefusedError: a text is longer than a cell holds (`place` is the cell).
    """
    sheet: Worksheet = book.create_sheet(title)
    for number, (name, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        set_value(cell, name)
        cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD_FILL, HEAD_ALIGNMENT
        sheet.column_dimensions[get_column_letter(number)].width = width
    widths = [width for _, width in columns]
    sheet.row_dimensions[1].height = height_of([name for name, _ in columns], widths)
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            set_value(sheet.cell(row, column), value)
        sheet.row_dimensions[row].height = height_of(values, widths)
    freeze(sheet, head_row=1)
    arrange(sheet, head_row=1, area=sheet.dimensions)
    sheet.HeaderFooter.oddHeader = _centred(f"{book.properties.title}: {title}".replace("&", "&&"))
    return sheet


def freeze(sheet: Worksheet, *, head_row: int) -> None:
    """Keep the head in sight; before any row is written where rows cannot be written again."""
    sheet.freeze_panes = f"A{head_row + 1}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def arrange(sheet: Worksheet, *, head_row: int, area: str) -> None:
    """Offer filters over the area and set A4 landscape pages up, each with the head."""
    sheet.auto_filter.ref = area
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.HeaderFooter.oddFooter = _centred("&P/&N")


def _centred(text: str) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.center.text = text
    return item


def height_of(values: Sequence[Value], widths: Sequence[int]) -> float:
    """Return a row's height in points, since not every reader fits rows to wrapped text."""
    lines = max(
        sum(max(1, ceil(len(line) / width)) for line in value.split("\n"))
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    )
    return min(_ROW_HEIGHT_LIMIT, LINE_HEIGHT * lines)


def set_value(cell: Cell | MergedCell, value: Value) -> None:
    """Put a value into a cell with the look of its kind."""
    match value:
        case None:
            _dress(cell, "General")
        case str():
            _set_text(cell, value)
        case Formula():
            cell.value = value.text
            _dress(cell, value.number_format)
        case Share():
            cell.value = value.value
            _dress(cell, value.number_format)
        case int():
            cell.value = value
            _dress(cell, COUNT)
        case _:
            cell.value = value
            _dress(cell, MOMENT if isinstance(value, datetime) else DATE)


def _set_text(cell: Cell | MergedCell, text: str) -> None:
    shown = shown_text(text, f"{cell.parent.title}!{cell.coordinate}")
    cell.value = shown
    cell.data_type = "s"
    _dress(cell, "General", TEXT_ALIGNMENT)
    if is_hazardous(shown):
        cell.quotePrefix = True


def _dress(
    cell: Cell | MergedCell, number_format: str, alignment: Alignment = NUMBER_ALIGNMENT
) -> None:
    """Give a cell its look; what a book has dressed once alike is only copied.

    Each property that is set asks openpyxl whether it has seen the like: five times as slow.
    """
    dressed: Any = cell  # its types leave out `_style`, by which openpyxl itself copies looks
    wardrobe = _wardrobe(dressed.parent.parent)
    key = number_format, alignment is TEXT_ALIGNMENT
    if key in wardrobe:
        dressed._style = copy(wardrobe[key])  # noqa: SLF001
        return
    cell.font, cell.border, cell.alignment = FONT, BORDER, alignment
    cell.number_format = number_format
    wardrobe[key] = copy(dressed._style)  # noqa: SLF001


_WARDROBES: WeakKeyDictionary[Workbook, dict[tuple[str, bool], Any]] = WeakKeyDictionary()


def _wardrobe(book: Workbook) -> dict[tuple[str, bool], Any]:
    return _WARDROBES.setdefault(book, {})


def shown_text(text: str, place: str) -> str:
    """Return a text as a cell holds it.

    Raises:
        RefusedError: it is longer than a cell holds.
    """
    shown = _ESCAPE_LOOKALIKE.sub("_x005F_", clean_multiline(text))
    # No letter takes more than two units, so short texts need not be encoded to be counted.
    length = len(shown) if 2 * len(shown) <= CELL_LIMIT else len(shown.encode("utf-16-le")) // 2
    if length > CELL_LIMIT:
        raise RefusedError(ErrorCode.TEXT_TOO_LONG, place=place, length=length, limit=CELL_LIMIT)
    return shown


def is_hazardous(shown: str) -> bool:
    """Say whether a text would become a formula as soon as somebody edits its cell in Excel."""
    return shown.startswith(_HAZARDOUS)


def add_totals(sheet: Worksheet, *, first: int, last: int) -> None:
    """Add sums that follow the filter below the columns `first` to `last`."""
    below = sheet.max_row + 1
    set_value(sheet.cell(below, 1), "Cộng")
    for column in range(first, last + 1):
        letter = get_column_letter(column)
        total = Formula(f"=SUBTOTAL(109,{letter}2:{letter}{below - 1})", COUNT)
        set_value(sheet.cell(below, column), total)
    for column in range(1, last + 1):
        cell = sheet.cell(below, column)
        cell.font, cell.border = HEAD_FONT, BORDER


def save(book: Workbook, target: BinaryIO, moment: datetime) -> None:
    """Write the workbook as if it had been saved at the moment (UTC, without zone).

    openpyxl puts the clock's time into the properties and into every member of the container.
    """
    saved = io.BytesIO()
    book.save(saved)
    book.properties.created = book.properties.modified = moment
    properties = tostring(book.properties.to_tree())
    repack(saved, target, moment, {"docProps/core.xml": properties})
