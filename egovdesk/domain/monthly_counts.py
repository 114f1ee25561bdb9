"""The counts of one reporting month, beside those of the twelve months before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from egovdesk.domain.procedures import CountField, Procedure
from egovdesk.domain.quarter import DateRange, shifted_month

HISTORY_MONTHS = 12
"""How many months before it a figure is compared with."""

JUMP_FACTOR = 3
"""From above so many times the usual figure, or below that part of it, a figure is a jump."""

Counts = tuple[int, ...]
"""A month's counts of a procedure, in the order of `CountField`."""

_PLACES = {count: place for place, count in enumerate(CountField)}


def months_before(month: str) -> tuple[str, ...]:
    """Return the months that a month is compared with, the oldest first."""
    return tuple(shifted_month(month, -back) for back in range(HISTORY_MONTHS, 0, -1))


def usual(past: Sequence[int]) -> Fraction | None:
    """Return the median of earlier figures; None where there are none."""
    if not past:
        return None
    ranked = sorted(past)
    middle = len(ranked) // 2
    return Fraction(ranked[middle] + ranked[-middle - 1], 2)


def is_jump(value: int, past: Sequence[int]) -> bool:
    """Say whether a figure is far from what is usual: worth a second look, never forbidden."""
    middle = usual(past)
    if middle is None:
        return False
    return value > JUMP_FACTOR * middle or JUMP_FACTOR * value < middle


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A procedure in a month's sheet.

    `record_id` and `counts` are None while nothing is recorded for the month; `history` holds the
    counts of those earlier months for which there are some.
    """

    procedure: Procedure
    record_id: int | None
    counts: Counts | None
    history: Mapping[str, Counts] = field(default_factory=dict)

    def value(self, count: CountField) -> int | None:
        """Return a count of the month; None while nothing is recorded."""
        return None if self.counts is None else self.counts[_PLACES[count]]

    def past(self, count: CountField) -> dict[str, int]:
        """Return a count in the earlier months that have one, the oldest first."""
        place = _PLACES[count]
        return {month: counts[place] for month, counts in sorted(self.history.items())}

    @property
    def jumps(self) -> frozenset[CountField]:
        """The counts of the month that are far from what is usual for the procedure."""
        if self.counts is None or not self.history:
            return frozenset()
        columns = zip(*self.history.values(), strict=True)
        return frozenset(
            count
            for count, value, past in zip(CountField, self.counts, columns, strict=True)
            if is_jump(value, past)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """What a reporting month's sheet shows: the procedures in force in it, by code."""

    month: str
    days: DateRange
    is_closed: bool
    rows: tuple[CountRow, ...]
    jumps: Mapping[int, frozenset[CountField]]
    """The counts worth a second look, by the procedure's id."""

    @property
    def recorded(self) -> int:
        """How many procedures have counts in the month."""
        return sum(row.counts is not None for row in self.rows)
