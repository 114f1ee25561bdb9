"""What comes back: how often, and on which days."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from egovdesk.domain.values import value


class Recurrence(StrEnum):
    """How often a periodic duty comes round."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS: Mapping[Recurrence, int] = {
    Recurrence.MONTH: 1,
    Recurrence.QUARTER: 3,
    Recurrence.HALF_YEAR: 6,
    Recurrence.YEAR: 12,
}
_WEEK = timedelta(weeks=1)
_FRIDAY = 4


@value
class Series:
    """The days on which something is due: its first one, and every so often afterwards."""

    first: date
    every: Recurrence

    def next(self, after: date) -> date:
        """Return the first day of the series after a day.

        A month that is too short has its last day instead.
        """
        if self.every is Recurrence.WEEK:
            return self.first + max(0, (after - self.first) // _WEEK + 1) * _WEEK
        length = _MONTHS[self.every]
        passed = (after.year - self.first.year) * 12 + after.month - self.first.month
        steps = max(0, passed // length)
        while (day := self._months_later(steps * length)) <= after:
            steps += 1
        return day

    def _months_later(self, months: int) -> date:
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + months, 12)
        return day_of_month(year, month + 1, self.first.day)


def next_due(day: date, every: Recurrence, due_day: int) -> date:
    """Return the first day on or after `day` on which something is due that comes back so often.

    That is the `due_day` of the last month of each month, quarter, half year or year, and the
    Friday of each week.
    """
    if every is Recurrence.WEEK:
        return day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    length = _MONTHS[every]
    last_month = -(-day.month // length) * length
    due = day_of_month(day.year, last_month, due_day)
    if day <= due:
        return due
    years, month = divmod(last_month + length - 1, 12)
    return day_of_month(day.year + years, month + 1, due_day)


def day_of_month(year: int, month: int, day: int) -> date:
    """Return a day of a month, or its last one where the month is too short."""
    return date(year, month, min(day, monthrange(year, month)[1]))
