"""Tables from outside as the program sees them: workbooks of sheets of rows of cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from egovdesk.domain.errors import ErrorCode

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 200_000, 500, 5_000_000


class Area(NamedTuple):
    """Cells that belong together, all bounds included and counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that the sheet shows as a percentage: 80,2% has the value 80.2."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a cell has no value: an error code with words, and what the cell shows instead."""

    code: ErrorCode
    shown: str = ""


Value = None | str | bool | int | Decimal | Percent | date | datetime | time
"""What a cell holds.

Text is raw (not NFC, not stripped); empty text is None. Numbers are exact as the sheet shows them
(15 digits): int where whole, otherwise Decimal. A day without a time is a `date`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's cells. Rows and columns count from 1, so `rows[0][0]` is A1.

    Every row is as long as the widest; empty rows and columns at the end are left out. `hidden_*`,
    `merged`, `fonts` and `flaws` speak of the cells in `rows` only. A cell with a flaw is None.
    `fonts` names the font of texts in legacy Vietnamese fonts (.Vn..., VNI-...).
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    flaws: Mapping[tuple[int, int], Flaw] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns are used."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file, in its order."""

    file: str
    sheets: tuple[Sheet, ...]


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, place = divmod(column - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def coordinate(row: int, column: int) -> str:
    """Return a cell's name such as B12."""
    return f"{letters(column)}{row}"
