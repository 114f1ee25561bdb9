"""How fast work must still move online to reach the milestones of clause 2.a."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from egovdesk.domain.indicators import Milestone
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.workload import MonthlyWorkload

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The straight way from the last month recorded to a milestone.

    `current` is that month's share online, in percent like `target`; `months_left` counts the
    reporting months after it that close in time. In each of them the share must be
    `points_per_month` percentage points, which in an average month are `items_per_month` items,
    above the month before. Both are 0 once the target is met, and None when it was missed: no
    month is left. `items_short` is the distance still to go, in items of an average month.
    """

    target: Fraction
    on: date
    current: Fraction
    months_left: int
    points_per_month: Fraction | None
    items_per_month: Fraction | None
    items_short: Fraction

    @property
    def is_met(self) -> bool:
        """Whether the last month recorded is at the target already."""
        return self.current >= self.target

    @property
    def is_reachable(self) -> bool:
        """Whether the target is met, or a month is left in which it can be."""
        return self.points_per_month is not None


def required_pace(
    last: MonthlyWorkload, milestone: Milestone, *, months_left: int, monthly_total: Fraction
) -> Pace:
    """Return the pace from a month with work in it to a milestone.

    Each month is judged by itself, so what was on paper in earlier months need not be made up.
    """
    current = Fraction(100 * last.online, last.total)
    short = max(Fraction(0), milestone.target - current)
    points: Fraction | None = None
    if months_left > 0 or short == 0:
        points = short / max(1, months_left)
    return Pace(
        target=milestone.target,
        on=milestone.on,
        current=current,
        months_left=months_left,
        points_per_month=points,
        items_per_month=None if points is None else points / 100 * monthly_total,
        items_short=short / 100 * monthly_total,
    )


def paces(
    recorded: Sequence[MonthlyWorkload],
    milestones: Iterable[Milestone],
    reporting: ReportingRules,
    as_of: date,
) -> tuple[Pace, ...]:
    """Return the pace to every milestone that is not past; none while no work is recorded.

    `recorded` are the closed months in their order. The average month is that of the last twelve
    with work in them.
    """
    busy = [month for month in recorded if month.total > 0][-_YEAR:]
    if not busy:
        return ()
    last = busy[-1]
    year, month = map(int, last.month.split("-"))
    average = Fraction(sum(month.total for month in busy), len(busy))
    return tuple(
        required_pace(
            last,
            milestone,
            months_left=max(0, _last_closed(reporting, milestone.on) - (_YEAR * year + month)),
            monthly_total=average,
        )
        for milestone in milestones
        if milestone.on >= as_of
    )


def _last_closed(reporting: ReportingRules, day: date) -> int:
    """Return the last reporting month that has closed by the day, months counted from year 0."""
    return _YEAR * day.year + len(reporting.closed_months(day))
