"""What comes back every quarter, on the same day of the month."""

from datetime import date

from egovdesk.domain.quarter import month_end

_QUARTER = 3


def next_quarterly(first: date, after: date) -> date:
    """Return the first day after `after` in the series that begins with `first`.

    A month that is too short has its last day instead.
    """
    passed = (after.year - first.year) * 12 + after.month - first.month
    steps = max(0, passed // _QUARTER)
    while (day := _months_later(first, steps * _QUARTER)) <= after:
        steps += 1
    return day


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=1).replace(
        day=min(day.day, month_end(year, month + 1).day)
    )
