"""Reporting periods: quarters, their data windows and their due dates."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.recurrence import Recurrence, next_due
from egovdesk.domain.text import clean
from egovdesk.domain.values import value

_ROMAN = ("I", "II", "III", "IV")
_PATTERNS = (
    re.compile(r"(?P<year>\d{4})\s*[-/ ]?\s*q(?P<number>[1-4])"),
    re.compile(r"q(?P<number>[1-4])\s*[-/ ]?\s*(?P<year>\d{4})"),
    re.compile(r"qu[ýyíi]\s*(?P<number>[1-4]|iv|i{1,3})\s*(?:[-/,]|năm)?\s*(?P<year>\d{4})"),
)


@value
class DateRange:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, written `2021-Q3` in data and `Quý III/2021` in lists."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read what people write: 2021-Q3, Q3/2021, Quý III/2021, quí 3 năm 2021.

        Raises:
            UsageError: the text names no quarter.
        """
        folded = clean(text).lower()
        for pattern in _PATTERNS:
            if match := pattern.fullmatch(folded):
                number = match["number"]
                index = int(number) if number.isdigit() else _ROMAN.index(number.upper()) + 1
                if MINYEAR < int(match["year"]) < MAXYEAR:
                    return cls(int(match["year"]), index)
        raise UsageError(ErrorCode.PERIOD_INVALID, value=text)

    @classmethod
    def containing(cls, day: date) -> "Quarter":
        """Return the calendar quarter in which the day lies."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def roman(self) -> str:
        """The quarter's number as official documents write it: I to IV."""
        return _ROMAN[self.number - 1]

    @property
    def last_month(self) -> int:
        """The month, 1 to 12, in which the quarter ends."""
        return self.number * 3

    @property
    def previous(self) -> "Quarter":
        """The quarter before this one."""
        return (
            Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
        )

    @property
    def next(self) -> "Quarter":
        """The quarter after this one."""
        is_last = self.number == len(_ROMAN)
        return Quarter(self.year + 1, 1) if is_last else Quarter(self.year, self.number + 1)

    @property
    def days(self) -> DateRange:
        """The calendar quarter."""
        return DateRange(
            first=date(self.year, self.last_month - 2, 1),
            last=month_end(self.year, self.last_month),
        )

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"


@value
class ReportingRules:
    """When figures close and when the report must have arrived.

    `month_closes_on` is the last day that a reporting month covers: 14 under Decree 09/2019/NĐ-CP
    (from the 15th of the month before to the 14th), or None for calendar months.
    `due_day` is the last day, in the quarter's last month, on which a report is on time: 24 for
    directive 1478, which says "before the 25th".
    """

    month_closes_on: int | None
    due_day: int

    def window(self, quarter: Quarter) -> DateRange:
        """Return the days whose facts the quarter's report covers."""
        if self.month_closes_on is None:
            return quarter.days
        before = quarter.previous
        return DateRange(
            first=date(before.year, before.last_month, self.month_closes_on) + timedelta(days=1),
            last=date(quarter.year, quarter.last_month, self.month_closes_on),
        )

    def cut_off(self, quarter: Quarter) -> date:
        """Return the day at whose end the quarter's figures are taken."""
        return self.window(quarter).last

    def due_on(self, quarter: Quarter) -> date:
        """Return the last day on which the quarter's report is on time."""
        return date(quarter.year, quarter.last_month, self.due_day)

    def next_due(self, day: date, every: Recurrence = Recurrence.QUARTER) -> date:
        """Return the first due date on or after a day of what comes back so often."""
        return next_due(day, every, self.due_day)

    def closed_months(self, as_of: date) -> tuple[str, ...]:
        """Return the months of the year of `as_of` that have closed by then, as `2021-09`."""
        return tuple(
            f"{as_of.year:04d}-{month:02d}"
            for month in range(1, 13)
            if self._closes(as_of.year, month) <= as_of
        )

    def months_closing(self, after: date, until: date) -> int:
        """Return how many reporting months close after a day and by the end of another."""
        months = 12 * (until.year - after.year)
        return max(0, months + len(self.closed_months(until)) - len(self.closed_months(after)))

    def month_days(self, month: str) -> DateRange:
        """Return the days that a reporting month such as `2021-09` covers."""
        before = shifted_month(month, -1)
        return DateRange(
            first=self._closes(*_year_and_month(before)) + timedelta(days=1),
            last=self._closes(*_year_and_month(month)),
        )

    def running_month(self, day: date) -> str:
        """Return the reporting month that covers a day."""
        month = f"{day.year:04d}-{day.month:02d}"
        return month if day in self.month_days(month) else shifted_month(month, 1)

    def last_closed_month(self, day: date) -> str:
        """Return the latest reporting month that has closed at the end of a day."""
        running = self.running_month(day)
        return running if self.month_days(running).last == day else shifted_month(running, -1)

    def _closes(self, year: int, month: int) -> date:
        last = month_end(year, month)
        return last if self.month_closes_on is None else last.replace(day=self.month_closes_on)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def shifted_month(month: str, by: int) -> str:
    """Return the month so many months after one such as `2021-09`, or before it."""
    year, number = _year_and_month(month)
    years, place = divmod(number - 1 + by, 12)
    return f"{year + years:04d}-{place + 1:02d}"


def _year_and_month(month: str) -> tuple[int, int]:
    return int(month[:4]), int(month[5:])
