"""Templates: empty workbooks for a list, which help and check while somebody fills them in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from egovdesk.documents import sheets
from egovdesk.documents.columns import Column, ColumnKind
from egovdesk.documents.table_writer import sheet_name
from egovdesk.files import replacing
from egovdesk.wording import N_, _

REQUIRED_MARK = " *"
"""Stands behind the title of a column that must be filled in."""

_LAST_ROW = 1_048_576
_PROMPT_TITLE, _PROMPT = 32, 255
_DAYS = (date(1900, 3, 1), date(9998, 12, 31))

_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.CHOICE: "@",
    ColumnKind.YES_NO: "@",
    ColumnKind.WHOLE: sheets.COUNT,
    ColumnKind.PERCENT: sheets.PERCENT,
    ColumnKind.DATE: sheets.DATE,
    ColumnKind.MONTH: sheets.MONTH,
}

_TAKES = {
    ColumnKind.TEXT: N_("Text"),
    ColumnKind.WHOLE: N_("A whole number, 0 or more"),
    ColumnKind.DATE: N_("A date such as 24/02/2021"),
    ColumnKind.PERCENT: N_("A percentage such as 80,2%"),
    ColumnKind.CHOICE: N_("One of the values in the list"),
    ColumnKind.YES_NO: N_("Yes or no"),
    ColumnKind.MONTH: N_("A month such as 09/2021"),
}


def write_template(path: Path, title: str, fields: Sequence[Column]) -> None:
    """Write a template: a sheet to fill in, a sheet that explains it, and the lists to choose from.

    The head stands in the first row. Whatever is typed is checked as its column asks, and each
    cell shows the column's help when it is entered.

    Raises:
        RefusedError: a text is longer than a cell holds (`place` is the cell).
        InputError: the file cannot be written.
    """
    book = sheets.new_book(title=title, creator="eGovDesk")
    heads = [(_head(column), column.drawn_width) for column in fields]
    sheet = sheets.add_sheet(book, sheet_name(title), heads, [])
    _add_guide(book, fields)
    lists = _add_lists(book, fields)
    for number, column in enumerate(fields, start=1):
        _prepare(sheet, number, column, lists.get(number, ""))
    with replacing(path) as target:
        book.save(target)


def _head(column: Column) -> str:
    return column.title + (REQUIRED_MARK if column.is_required else "")


def _add_guide(book: Workbook, fields: Sequence[Column]) -> None:
    """Explain every column on a sheet of its own."""
    heads = [
        (_("Column"), 28),
        (_("Required"), 12),
        (_("What it takes"), 28),
        (_("Values to choose from"), 36),
        (_("Explanation"), 64),
    ]
    rows: list[sheets.Row] = [
        [
            column.title,
            _("Yes") if column.is_required else _("No"),
            _(_TAKES[column.kind]),
            "\n".join(_choices(column)),
            column.help,
        ]
        for column in fields
    ]
    rows.append([_("The columns marked with * must be filled in.")])
    sheets.add_sheet(book, _("Guide"), heads, [row + [None] * (5 - len(row)) for row in rows])


def _choices(column: Column) -> tuple[str, ...]:
    return (_("Yes"), _("No")) if column.kind is ColumnKind.YES_NO else column.choices


def _add_lists(book: Workbook, fields: Sequence[Column]) -> dict[int, str]:
    """Put the values to choose from on a hidden sheet; return the area of each column's list.

    Lists inside a validation end at 255 letters and cannot hold a comma.
    """
    chosen = {number: _choices(column) for number, column in enumerate(fields, start=1)}
    chosen = {number: choices for number, choices in chosen.items() if choices}
    if not chosen:
        return {}
    sheet = book.create_sheet(_("Lists"))
    sheet.sheet_state = "hidden"
    areas: dict[int, str] = {}
    for place, (number, choices) in enumerate(chosen.items(), start=1):
        letter = get_column_letter(place)
        for row, choice in enumerate(choices, start=1):
            sheets.set_value(sheet.cell(row, place), choice)
        areas[number] = f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(choices)}"
    return areas


def _prepare(sheet: Worksheet, number: int, column: Column, area: str) -> None:
    """Give the cells below a head their format, their check and their help."""
    letter = get_column_letter(number)
    # Otherwise Excel makes a number of a code such as 1.004242.
    sheet.column_dimensions[letter].number_format = _FORMATS[column.kind]
    check = _check(column.kind, area)
    check.allow_blank = True
    takes = _(_TAKES[column.kind])
    check.showInputMessage = True
    check.promptTitle = column.title[:_PROMPT_TITLE]
    check.prompt = (column.help or takes)[:_PROMPT]
    if check.type:
        check.showErrorMessage = True
        check.errorTitle = column.title[:_PROMPT_TITLE]
        check.error = takes[:_PROMPT]
    check.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(check)


def _check(kind: ColumnKind, area: str) -> DataValidation:
    """Return what a column's cells take."""
    match kind:
        case ColumnKind.CHOICE | ColumnKind.YES_NO if area:
            return DataValidation(type="list", formula1=area)
        case ColumnKind.WHOLE:
            return DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
        case ColumnKind.PERCENT:
            return DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
        case ColumnKind.DATE | ColumnKind.MONTH:
            first, last = (f"DATE({day.year},{day.month},{day.day})" for day in _DAYS)
            return DataValidation(type="date", operator="between", formula1=first, formula2=last)
        case _:
            return DataValidation(type=None)
