"""Columns of the lists and templates that the program writes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class ColumnKind(StrEnum):
    """What a column holds; `Entry` says as which values."""

    TEXT = "text"
    WHOLE = "whole"
    DATE = "date"
    PERCENT = "percent"
    CHOICE = "choice"
    YES_NO = "yes-no"
    MONTH = "month"


Entry = str | int | date | Fraction | Decimal | bool | None
"""A value of a list: text and choices are `str`, a percentage of 80,2% is 80.2, a month is
`2021-09`, and None leaves the cell empty."""

_WIDTHS = {
    ColumnKind.TEXT: 32,
    ColumnKind.WHOLE: 12,
    ColumnKind.DATE: 13,
    ColumnKind.PERCENT: 11,
    ColumnKind.CHOICE: 20,
    ColumnKind.YES_NO: 11,
    ColumnKind.MONTH: 11,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its title and what it holds; the rest is for templates.

    `choices` are the only texts that a CHOICE takes, `help` explains the column to the person who
    fills it in, and `width` (in letters; 0 for the kind's own) is how wide it is drawn.
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    choices: tuple[str, ...] = ()
    help: str = ""
    is_required: bool = False
    width: int = 0

    @property
    def drawn_width(self) -> int:
        """How wide the column is drawn, in letters."""
        return self.width or _WIDTHS[self.kind]
