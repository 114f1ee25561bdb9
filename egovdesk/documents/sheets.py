"""Sheets of a workbook: cells that keep their kind, ready to read, filter and print.

Text from data never becomes a formula, and the saved bytes do not depend on the clock.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.text import clean, clean_multiline

CELL_LIMIT = 32_767
"""Letters that a cell holds, in UTF-16 units."""

PERCENT, POINTS, COUNT = "0.0%", "+0.0;-0.0;0.0", "#,##0"

_DATE, _MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_HAZARDOUS = ("=", "+", "-", "@")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_A4 = 9
_LINE_HEIGHT, _ROW_HEIGHT_LIMIT = 15.0, 405.0

_FONT = Font(name="Times New Roman", size=11)
_HEAD_FONT = Font(name="Times New Roman", size=11, bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E8EEF4")
_LINE = Side(style="thin", color="9AA5B1")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT_ALIGNMENT = Alignment(vertical="top", wrap_text=True)
_NUMBER_ALIGNMENT = Alignment(vertical="top")


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
        _set(cell, name)
        cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_ALIGNMENT
        sheet.column_dimensions[get_column_letter(number)].width = width
    widths = [width for _, width in columns]
    sheet.row_dimensions[1].height = _height([name for name, _ in columns], widths)
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            _set(sheet.cell(row, column), value)
        sheet.row_dimensions[row].height = _height(values, widths)
    _arrange(sheet, f"{book.properties.title}: {title}")
    return sheet


def _arrange(sheet: Worksheet, heading: str) -> None:
    """Freeze the header, offer filters and set the pages up."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.HeaderFooter.oddHeader = _centred(heading.replace("&", "&&"))
    sheet.HeaderFooter.oddFooter = _centred("&P/&N")


def _centred(text: str) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.center.text = text
    return item


def _height(values: Sequence[Value], widths: Sequence[int]) -> float:
    """Return a row's height in points, since not every reader fits rows to wrapped text."""
    lines = max(
        sum(max(1, ceil(len(line) / width)) for line in value.split("\n"))
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    )
    return min(_ROW_HEIGHT_LIMIT, _LINE_HEIGHT * lines)


def _set(cell: Cell | MergedCell, value: Value) -> None:
    """Put a value into a cell with the look of its kind."""
    cell.font, cell.border, cell.alignment = _FONT, _BORDER, _NUMBER_ALIGNMENT
    match value:
        case None:
            return
        case str():
            _set_text(cell, value)
        case Formula():
            cell.value = value.text
            cell.number_format = value.number_format
        case Share():
            cell.value = value.value
            cell.number_format = value.number_format
        case int():
            cell.value = value
            cell.number_format = COUNT
        case _:
            cell.value = value
            cell.number_format = _MOMENT if isinstance(value, datetime) else _DATE


def _set_text(cell: Cell | MergedCell, text: str) -> None:
    shown = _ESCAPE_LOOKALIKE.sub("_x005F_", clean_multiline(text))
    length = len(shown.encode("utf-16-le")) // 2
    if length > CELL_LIMIT:
        raise RefusedError(
            ErrorCode.TEXT_TOO_LONG,
            place=f"{cell.parent.title}!{cell.coordinate}",
            length=length,
            limit=CELL_LIMIT,
        )
    cell.value = shown
    cell.data_type = "s"
    cell.alignment = _TEXT_ALIGNMENT
    if shown.startswith(_HAZARDOUS):
        # Keeps the text a text when somebody edits the cell in Excel.
        cell.quotePrefix = True


def add_totals(sheet: Worksheet, *, first: int, last: int) -> None:
    """Add sums that follow the filter below the columns `first` to `last`."""
    below = sheet.max_row + 1
    _set(sheet.cell(below, 1), "Cộng")
    for column in range(first, last + 1):
        letter = get_column_letter(column)
        total = Formula(f"=SUBTOTAL(109,{letter}2:{letter}{below - 1})", COUNT)
        _set(sheet.cell(below, column), total)
    for column in range(1, last + 1):
        cell = sheet.cell(below, column)
        cell.font, cell.border = _HEAD_FONT, _BORDER


def save(book: Workbook, target: BinaryIO, moment: datetime) -> None:
    """Write the workbook as if it had been saved at the moment (UTC, without zone).

    openpyxl puts the clock's time into the properties and into every member of the container.
    """
    saved = io.BytesIO()
    book.save(saved)
    book.properties.created = book.properties.modified = moment
    properties = tostring(book.properties.to_tree())
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            after.writestr(member, properties if name == "docProps/core.xml" else before.read(name))
