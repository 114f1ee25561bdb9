"""Working days: weekends, public holidays and the Saturdays worked in exchange."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from itertools import groupby

from egovdesk.domain.values import value

_SATURDAY = 5


@value
class Rest:
    """Days without work in a row; `name` is that of the holiday, by language, None: a weekend."""

    first: date
    last: date
    name: Mapping[str, str] | None = None


@value
class WorkingCalendar:
    """The days off and make-up days that the Prime Minister announces each year (data).

    `names` has the words for a day off, by language.
    """

    days_off: frozenset[date] = field(default_factory=frozenset)
    make_up_days: frozenset[date] = field(default_factory=frozenset)
    names: Mapping[date, Mapping[str, str]] = field(default_factory=dict)

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

    def rests_between(self, start: date, end: date) -> tuple[Rest, ...]:
        """Return the days off after `start` up to and including `end`, holidays by their names."""
        days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
        off = [day for day in days if not self.is_working_day(day)]
        # Days in a row have the same distance from their places in the list.
        places = {day: day.toordinal() - place for place, day in enumerate(off)}
        runs = groupby(off, key=lambda day: (places[day], self.names.get(day)))
        return tuple(
            Rest(first=found[0], last=found[-1], name=name)
            for (_place, name), found in ((key, list(run)) for key, run in runs)
        )

    def knows(self, year: int) -> bool:
        """Say whether the holidays of a year have been announced here."""
        return any(day.year == year for day in self.days_off)
