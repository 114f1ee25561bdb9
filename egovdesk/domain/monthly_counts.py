"""The counts of one reporting month, beside those of the twelve months before it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from egovdesk.domain.procedures import CountField, Procedure
from egovdesk.domain.quarter import DateRange, shifted_month

HISTORY_MONTHS = 12
"""How many months before it a figure is compared with."""

JUMP_FACTOR = 3
"""From above so many times the usual figure, or below that part of it, a figure is a jump."""

Counts = tuple[int, ...]
"""A month's counts of a procedure, in the order of `CountField`."""

_FIELDS = tuple(CountField)
_PARTS = tuple(
    (_FIELDS.index(part), _FIELDS.index(whole))
    for part, whole in (
        (CountField.RECEIVED_ONLINE, CountField.RECEIVED),
        (CountField.PAYMENTS_PORTAL, CountField.PAYMENTS),
        (CountField.RESULTS_SYNCED, CountField.RESULTS),
        (CountField.ONE_STOP_SYNCED, CountField.ONE_STOP),
    )
)
_PLACES = {count: place for place, count in enumerate(_FIELDS)}


@lru_cache(maxsize=64)
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
    if not past or (value <= JUMP_FACTOR * min(past) and JUMP_FACTOR * value >= max(past)):
        return False  # whatever lies between the smallest and the largest, the median does
    middle = usual(past)
    assert middle is not None
    return value > JUMP_FACTOR * middle or JUMP_FACTOR * value < middle


def jumps(counts: Counts, history: Collection[Counts]) -> frozenset[CountField]:
    """Return those of a month's counts that are far from what is usual in earlier months."""
    if not history:
        return frozenset()
    columns = zip(*history, strict=True)
    return frozenset(
        count
        for count, value, past in zip(_FIELDS, counts, columns, strict=True)
        if is_jump(value, past)
    )


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
        return frozenset() if self.counts is None else jumps(self.counts, self.history.values())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedProcedure:
    """A procedure's counts by month, and from which day on it was in force or not.

    `in_force` holds the answers by the day from which they hold, the oldest first.
    """

    code: str
    counts: Mapping[str, Counts] = field(default_factory=dict)
    in_force: Mapping[date, bool] = field(default_factory=dict)

    @property
    def is_steady(self) -> bool:
        """Say whether no count can jump, since it never was three times what it was before."""
        columns = zip(*self.counts.values(), strict=True)
        return all(max(column) <= JUMP_FACTOR * min(column) for column in columns)

    def value(self, month: str, count: CountField) -> int:
        """Return a count of a month; what was not recorded counts 0."""
        counts = self.counts.get(month)
        return 0 if counts is None else counts[_PLACES[count]]

    def excesses(self, month: str) -> tuple[tuple[CountField, CountField], ...]:
        """The counts of a month that are above the count that they are a part of, with it."""
        counts = self.counts.get(month)
        if counts is None:
            return ()
        above = [(part, whole) for part, whole in _PARTS if counts[part] > counts[whole]]
        return tuple((_FIELDS[part], _FIELDS[whole]) for part, whole in above)

    def is_in_force(self, days: DateRange) -> bool:
        """Say whether the procedure was in force at the end of any of the days."""
        held = False
        for on, answer in self.in_force.items():
            if on <= days.first:
                held = answer
            elif on <= days.last:
                held = held or answer
        return held

    def jumps(self, month: str) -> frozenset[CountField]:
        """The counts of a month that are far from those of the twelve months before."""
        counts = self.counts.get(month)
        if counts is None:
            return frozenset()
        past = [self.counts[one] for one in months_before(month) if one in self.counts]
        return jumps(counts, past)

    def usual(self, month: str, count: CountField) -> Fraction | None:
        """Return the median of a count in the twelve months before one."""
        place = _PLACES[count]
        past = [self.counts[one][place] for one in months_before(month) if one in self.counts]
        return usual(past)
