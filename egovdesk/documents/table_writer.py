"""Lists as workbooks: one sheet, ready to read, filter and print, written row by row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from egovdesk.documents import sheets, tables
from egovdesk.documents.columns import Column, ColumnKind, Entry
from egovdesk.documents.tables import Percent, Sheet, coordinate
from egovdesk.domain.text import clean
from egovdesk.files import replacing
from egovdesk.wording import _

Check = Callable[[], None]
"""Raises where the person cancelled; asked between steps."""

_HEAD_ROW = 3
_STEP = 500
_AS_TYPED = "General"
_SHEET_NAME_LENGTH = 31
_NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")
_TITLE_FONT = Font(name="Times New Roman", size=14, bold=True)
_PROBLEM_WIDTH, _PLAIN_WIDTH, _ROW_WIDTH = 48, 20, 8


def write_table(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Entry]],
    *,
    check: Check = lambda: None,
) -> None:
    """Write a list as it stands: title, head, and a row for each of `rows`.

    Raises:
        RefusedError: a text is longer than a cell holds (`place` is the cell).
        InputError: the file cannot be written.
    """
    heads = [(column.title, column.drawn_width) for column in columns]
    kinds = [column.kind for column in columns]
    lines = (
        [_presented(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows
    )
    with replacing(path) as target:
        book = _write(title, heads, lines, check)
        book.save(target)


def write_refused_rows(
    path: Path,
    title: str,
    sheet: Sheet,
    problems: Mapping[tuple[int, int], str],
    *,
    check: Check = lambda: None,
) -> None:
    """Write only the rows of a sheet in which cells were refused, each with its number and causes.

    For text tables, and for workbooks that are too large for `annotate_copy`. `problems` are
    sentences by row and column; a refused cell is named in front of its sentence.

    Raises:
        RefusedError: a text is longer than a cell holds (`place` is the cell).
        InputError: the file cannot be written.
    """
    causes: dict[int, list[str]] = {}
    for (row, column), sentence in sorted(problems.items()):
        causes.setdefault(row, []).append(f"{coordinate(row, column)}: {sentence}")
    heads = [(_("Row"), _ROW_WIDTH), (_("What is wrong"), _PROBLEM_WIDTH)]
    heads += [(tables.letters(column), _PLAIN_WIDTH) for column in range(1, sheet.width + 1)]
    lines = (
        [row, "\n".join(sentences), *map(_as_read, _row(sheet, row))]
        for row, sentences in causes.items()
    )
    with replacing(path) as target:
        _write(title, heads, lines, check).save(target)


def _row(sheet: Sheet, number: int) -> tuple[tables.Value, ...]:
    return sheet.rows[number - 1] if number <= len(sheet.rows) else (None,) * sheet.width


def sheet_name(title: str) -> str:
    """Return a title as the name of a sheet."""
    return clean(title).translate(_NOT_IN_SHEET_NAMES)[:_SHEET_NAME_LENGTH].strip() or "Sheet1"


def _presented(value: Entry, kind: ColumnKind) -> sheets.Value:
    """Return a list's value as a sheet shows it."""
    match kind, value:
        case _, None:
            return None
        case ColumnKind.PERCENT, int() | Decimal() | Fraction():
            return sheets.Share(float(Fraction(value) / 100))
        case ColumnKind.YES_NO, bool():
            return _("Yes") if value else _("No")
        case ColumnKind.MONTH, str():
            return _Month.fromisoformat(f"{value}-01")
        case ((ColumnKind.TEXT | ColumnKind.CHOICE), str()):
            return value
        case ColumnKind.DATE, date():
            return value
        case ColumnKind.WHOLE, int():
            return value
        case _:
            raise TypeError(f"{kind} column cannot hold {type(value).__name__}")


def _as_read(value: tables.Value) -> sheets.Value:
    """Return a value that was read as a sheet shows it again."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Percent(value=share):
            return sheets.Share(float(share / 100))
        case int():
            return sheets.Share(value, _AS_TYPED)
        case Decimal():
            return sheets.Share(float(value), _AS_TYPED)
        case time():
            return value.isoformat()
        case _:
            return value


class _Month(date):
    """The first day of a month, shown as the month."""


class _Pen:
    """Writes the rows of one sheet.

    Styling a cell costs more than writing it, so each column has one cell for each look, which is
    filled and written again and again.
    """

    def __init__(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        self._sheet = sheet
        self._widths = widths
        self._row = 0
        self._cells: dict[tuple[int, str], Cell] = {}

    def write(self, values: Sequence[sheets.Value]) -> None:
        """Append a row."""
        self._row += 1
        cells = [self._filled(column, value) for column, value in enumerate(values, start=1)]
        height = sheets.height_of(["", *values], [1, *self._widths])
        if height > sheets.LINE_HEIGHT:
            self._sheet.row_dimensions[self._row].height = height
        self._sheet.append(cells)

    def write_head(self, title: str, names: Sequence[str]) -> None:
        """Append the title, an empty row and the names of the columns."""
        cell = WriteOnlyCell(self._sheet, sheets.shown_text(title, self._place(1)))
        cell.data_type, cell.font = "s", _TITLE_FONT
        self._sheet.append([cell])
        self._sheet.append([])
        heads = []
        for name in names:
            head = WriteOnlyCell(self._sheet, sheets.shown_text(name, self._sheet.title))
            head.data_type, head.font, head.fill = "s", sheets.HEAD_FONT, sheets.HEAD_FILL
            head.alignment, head.border = sheets.HEAD_ALIGNMENT, sheets.BORDER
            heads.append(head)
        height = sheets.height_of(names, self._widths)
        self._sheet.row_dimensions[_HEAD_ROW].height = height
        self._sheet.append(heads)
        self._row = _HEAD_ROW

    def end(self) -> None:
        """Set up filters and pages once the last row is known."""
        area = f"A{_HEAD_ROW}:{get_column_letter(len(self._widths))}{self._row}"
        sheets.arrange(self._sheet, head_row=_HEAD_ROW, area=area)

    def _place(self, column: int) -> str:
        return f"{self._sheet.title}!{get_column_letter(column)}{self._row}"

    def _filled(self, column: int, value: sheets.Value) -> Cell:
        match value:
            case str():
                shown = sheets.shown_text(value, self._place(column))
                cell = self._cell(column, "quoted" if sheets.is_hazardous(shown) else "text")
                cell.value = shown
                cell.data_type = "s"
                return cell
            case sheets.Share(value=amount, number_format=look):
                cell = self._cell(column, look)
                cell.value = amount
            case _Month():
                cell = self._cell(column, sheets.MONTH)
                cell.value = value
            case date():
                is_moment = isinstance(value, datetime)
                cell = self._cell(column, sheets.MOMENT if is_moment else sheets.DATE)
                cell.value = value
            case int():
                cell = self._cell(column, sheets.COUNT)
                cell.value = value
            case _:
                cell = self._cell(column, "empty")
        return cell

    def _cell(self, column: int, look: str) -> Cell:
        cell = self._cells.get((column, look))
        if cell is None:
            cell = self._cells[column, look] = WriteOnlyCell(self._sheet)
            cell.font, cell.border = sheets.FONT, sheets.BORDER
            is_text = look in {"text", "quoted"}
            cell.alignment = sheets.TEXT_ALIGNMENT if is_text else sheets.NUMBER_ALIGNMENT
            if look == "quoted":
                cell.quotePrefix = True
            elif look not in {"text", "empty"}:
                cell.number_format = look
        return cell


def _write(
    title: str,
    heads: Sequence[tuple[str, int]],
    lines: Iterable[Sequence[sheets.Value]],
    check: Check,
) -> Workbook:
    """Write a workbook of one sheet, without putting it into its file yet."""
    book = Workbook(write_only=True)
    book.properties.title = clean(title)
    book.properties.creator = "eGovDesk"
    with _sheet_of(book, title) as sheet:
        sheets.freeze(sheet, head_row=_HEAD_ROW)
        for number, (_name, width) in enumerate(heads, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        pen = _Pen(sheet, [width for _name, width in heads])
        pen.write_head(title, [name for name, _width in heads])
        for count, line in enumerate(lines):
            if count % _STEP == 0:
                check()
            pen.write(line)
        pen.end()
    return book


@contextmanager
def _sheet_of(book: Workbook, title: str) -> Iterator[Worksheet]:
    """Begin the sheet; if it is not finished, its temporary file goes at once."""
    sheet = cast("Worksheet", book.create_sheet(sheet_name(title)))
    try:
        yield sheet
    except BaseException:
        sheet.close()  # type: ignore[attr-defined]
        sheet._writer.cleanup()  # type: ignore[attr-defined]  # noqa: SLF001 - nothing public does it
        raise
