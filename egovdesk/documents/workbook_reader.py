"""Workbooks from outside, read as sheets, rows and cells.

`read_workbook` trusts nothing that the file claims: see `workbook_zip`, `workbook_check` and
`workbook_cells`. All reading is done in Python, in short steps on the calling thread. A hostile
file can neither hang it nor fill the memory, so no other process is needed to be killed; `check`
is asked between the steps and may raise to cancel.

What a spreadsheet program can save but no figure can be taken from (`#REF!`, a formula that was
never computed, a day that does not exist) is a `Flaw` of its cell; what no spreadsheet program
saves refuses the file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, NoReturn

from egovdesk.documents import workbook_cells, workbook_values
from egovdesk.documents.tables import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Flaw,
    Percent,
    Sheet,
    Value,
    Workbook,
    coordinate,
)
from egovdesk.documents.workbook_cells import COLUMNS, Frame, RawRow
from egovdesk.documents.workbook_check import (
    Check,
    NotPlainError,
    Package,
    SheetPart,
    open_package,
)
from egovdesk.documents.workbook_parts import (
    Kind,
    Strings,
    Style,
    read_strings,
    read_styles,
    text_of,
)
from egovdesk.documents.workbook_values import BadValueError
from egovdesk.documents.workbook_zip import damaged, shown, too_large
from egovdesk.domain.errors import ErrorCode, InputError


def read_workbook(path: Path, *, check: Check = lambda: None) -> Workbook:
    """Read every worksheet of an .xlsx.

    Raises:
        InputError: FILE_MISSING, FILE_UNREADABLE, or WORKBOOK_... with `file`, `place`, `cause`.
    """
    with open_package(path, check) as package:
        values = _Values(package, read_styles(package), read_strings(package))
        sheets = tuple(values.sheet(part) for part in package.sheets)
    if not any(sheet.rows for sheet in sheets):
        raise InputError(ErrorCode.WORKBOOK_EMPTY, file=str(path))
    return Workbook(str(path), sheets)


_ATTRIBUTE = re.compile(rb'\s([a-z]{1,2})="([A-Za-z0-9]*+)"')
_INDEX_DIGITS = 10
_NOT_CALCULATED = Flaw(ErrorCode.CELL_NOT_CALCULATED)
_KEPT = 20_000


class _Found(dict[bytes, "Value | Flaw"]):
    """Values by how they are written; the first ones are kept, for most columns repeat them."""

    def __init__(self, convert: Callable[[bytes], "Value | Flaw"]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, written: bytes) -> "Value | Flaw":
        value = self._convert(written)
        if len(self) < _KEPT:
            self[written] = value
        return value


class _Numbers(_Found):
    """Numbers; the usual whole ones are computed as quickly as they would be found again."""

    def __missing__(self, written: bytes) -> "Value | Flaw":
        if written.isdigit() and len(written) <= workbook_values.EXACT_DIGITS:
            return int(written)
        return super().__missing__(written)


class _Shared(_Found):
    """Shared texts by their number."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(lambda _: None)
        self._texts = texts

    def __missing__(self, written: bytes) -> "Value | Flaw":
        try:
            if written.isdigit() and len(written) < _INDEX_DIGITS:
                return self._texts[int(written)] or None
        except IndexError:
            pass
        raise BadValueError("text-index")


class _Reading(NamedTuple):
    """How cells with the same attributes are read."""

    values: _Found
    font: str | None
    """The legacy font of their texts; "" where the text's own runs must be asked, else None."""
    is_text: bool


class _Readings(dict[bytes, _Reading]):
    """How cells are read, by their attributes as they are written."""

    def __init__(self, make: Callable[[bytes], _Reading]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, attributes: bytes) -> _Reading:
        made = self[attributes] = self._make(attributes)
        return made


class _Values:
    """Turns the cells of one workbook into values."""

    def __init__(self, package: Package, styles: Sequence[Style], strings: Strings) -> None:
        self._package = package
        self._styles = styles
        self._strings = strings
        self._readings = _Readings(self._reading)
        self._cells = 0

    def sheet(self, part: SheetPart) -> Sheet:
        """Read a sheet: the quick way, or with a whole parser where that is needed."""
        before = self._cells
        try:
            return self._sheet(part, workbook_cells.plain_rows)
        except NotPlainError:
            self._cells = before
            try:
                return self._sheet(part, workbook_cells.parsed_rows)
            except NotPlainError:
                raise damaged(self._package.file, part.name, "xml") from None

    def _sheet(
        self, part: SheetPart, rows: Callable[[Package, str, Frame], Iterator[RawRow]]
    ) -> Sheet:
        grid = _Grid(self._package.file, part.name)
        frame = Frame()
        last = 0
        for row in rows(self._package, part.part, frame):
            if row.number <= last:
                raise damaged(self._package.file, f"{part.name}!{row.number}", "twice")
            last = row.number
            self._cells += len(row.cells)
            if self._cells > MAX_CELLS:
                raise too_large(self._package.file, part.name, "cells", MAX_CELLS)
            self._read(row, grid)
        return grid.sheet(part, frame)

    def _read(self, row: RawRow, grid: "_Grid") -> None:
        line: list[Value] = []
        number, digits, cells = row.number, row.digits, row.cells
        readings, letters, last, filled = self._readings, b"", 0, 0
        try:
            for letters, named_row, attributes, formula, value, text in cells:
                column = COLUMNS[letters]
                if column <= last or named_row != digits:
                    _refuse_place(column, last)
                last = column
                values, font, is_text = readings[attributes]
                if value or text:
                    found = values[value or text]
                elif formula and not is_text:
                    found = _NOT_CALCULATED
                else:
                    continue
                if found is None:
                    continue
                filled += 1
                if filled < column:
                    line.extend([None] * (column - filled))
                    filled = column
                if isinstance(found, Flaw):
                    grid.flaws[number, column] = found
                    found = None
                elif font is not None:
                    grid.note_font(number, column, font or self._run_font(value))
                line.append(found)
        except BadValueError as error:
            place = f"{grid.name}!{letters.decode()}{number}"
            raise damaged(self._package.file, place, str(error)) from error
        grid.add(row, line)

    def _run_font(self, written: bytes) -> str:
        return self._strings.fonts.get(int(written), "") if self._strings.fonts else ""

    def _reading(self, attributes: bytes) -> _Reading:
        """Find out how cells with these attributes are read."""
        named = dict(_ATTRIBUTE.findall(attributes))
        if _ATTRIBUTE.sub(b"", attributes).strip():
            raise NotPlainError
        number = named.get(b"s", b"0")
        if not number.isdigit() or len(number) > len(b"65536") or int(number) >= len(self._styles):
            raise BadValueError("style")
        style = self._styles[int(number)]
        type_ = named.get(b"t", b"n")
        is_text = type_ in {b"s", b"str", b"inlineStr"}
        asks_runs = type_ == b"s" and bool(self._strings.fonts)
        font = style.font or ("" if asks_runs else None)
        values = self._values(type_, style.kind)
        return _Reading(values, font if is_text else None, is_text)

    def _values(self, type_: bytes, kind: Kind) -> _Found:
        known: dict[bytes, Callable[[bytes], Value | Flaw]] = {
            b"str": workbook_values.text,
            b"inlineStr": workbook_values.text,
            b"b": workbook_values.boolean,
            b"e": lambda written: Flaw(ErrorCode.CELL_ERROR, shown(text_of(written))),
            b"d": workbook_values.iso_day,
        }
        if type_ == b"s":
            return _Shared(self._strings.texts)
        if type_ in known:
            return _Found(known[type_])
        if type_ != b"n":
            raise BadValueError("type")
        if kind is Kind.NUMBER:
            return _Numbers(workbook_values.number)
        if kind is Kind.PERCENT:
            return _Found(lambda written: Percent(Decimal(workbook_values.number(written)) * 100))
        shift = workbook_values.DAYS_TO_1904 if self._package.is_1904 else 0
        return _Found(
            lambda written: workbook_values.moment(workbook_values.number(written), shift, kind)
        )


def _refuse_place(column: int, last: int) -> NoReturn:
    """Refuse a cell that stands in another row, before its neighbour or where none can be."""
    if not column:
        raise NotPlainError
    raise BadValueError("twice" if column <= last else "reference")


class _Grid:
    """The rows of a sheet while they are read."""

    def __init__(self, file: str, name: str) -> None:
        self.file = file
        self.name = name
        self.flaws: dict[tuple[int, int], Flaw] = {}
        self.fonts: dict[tuple[int, int], str] = {}
        self._lines: list[tuple[Value, ...]] = []
        self._hidden: list[int] = []
        self._width = 0

    def add(self, row: RawRow, line: list[Value]) -> None:
        """Put a row in its place, if anything is in it."""
        if row.is_hidden:
            self._hidden.append(row.number)
        if not line:
            return
        used, number = len(line), row.number
        self._width = max(self._width, used)
        if used > MAX_COLUMNS or number > MAX_ROWS or self._width * number > MAX_CELLS:
            raise self._beyond(number, used)
        self._lines.extend([()] * (number - 1 - len(self._lines)))
        # A tuple of plain values, unlike a list, is nothing that the garbage collector must watch.
        self._lines.append(tuple(line))

    def _beyond(self, row: int, column: int) -> InputError:
        """Say which limit a used cell is beyond."""
        what, limit = "cells", MAX_CELLS
        if column > MAX_COLUMNS:
            what, limit = "columns", MAX_COLUMNS
        elif row > MAX_ROWS:
            what, limit = "rows", MAX_ROWS
        return too_large(self.file, f"{self.name}!{coordinate(row, column)}", what, limit)

    def note_font(self, row: int, column: int, font: str) -> None:
        """Keep the legacy font of a text."""
        if font:
            self.fonts[row, column] = font

    def sheet(self, part: SheetPart, frame: Frame) -> Sheet:
        """Return what was read."""
        width, height = self._width, len(self._lines)
        blank = (None,) * width
        columns = {
            column
            for first, last in frame.hidden_columns
            for column in range(first, min(last, width) + 1)
        }
        merged = sorted(
            area._replace(
                last_row=min(area.last_row, height), last_column=min(area.last_column, width)
            )
            for area in frame.merged
            if area.first_row <= height and area.first_column <= width
        )
        return Sheet(
            name=part.name,
            rows=tuple(
                line if len(line) == width else line + blank[len(line) :] for line in self._lines
            ),
            is_hidden=part.is_hidden,
            hidden_rows=frozenset(row for row in self._hidden if row <= height),
            hidden_columns=frozenset(columns),
            merged=tuple(merged),
            fonts=self.fonts,
            flaws=self.flaws,
        )
