"""Working days: weekends, public holidays and the Saturdays worked in exchange."""

from dataclasses import field
from datetime import date, timedelta

from egovdesk.domain.values import value

_SATURDAY = 5


@value
class WorkingCalendar:
    """The days off and make-up days that the Prime Minister announces each year (data)."""

    days_off: frozenset[date] = field(default_factory=frozenset)
    make_up_days: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Say whether offices are open on the day."""
        if day in self.make_up_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def last_working_day(self, day: date) -> date:
        """Return the day itself, or the nearest working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; 0 if end is earlier."""
        return sum(
            self.is_working_day(start + timedelta(days=offset))
            for offset in range(1, (end - start).days + 1)
        )
