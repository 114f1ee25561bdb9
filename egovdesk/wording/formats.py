"""Numbers, dates and periods as people read them in the current language."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from egovdesk.domain import text
from egovdesk.domain.indicators import Indicator, IndicatorResult, Unit
from egovdesk.domain.quarter import Quarter, shifted_month
from egovdesk.wording import N_, _, current_language

EMPTY = "–"

_KILOBYTE = 1 << 10
_MEGABYTE = 1 << 20

_LISTED = 3
"""So many months in a row are named one by one."""


def number(value: int | None) -> str:
    """Return a whole number with its thousands grouped, or a dash for none."""
    return EMPTY if value is None else text.format_number(value, current_language().value)


def decimal(value: Fraction) -> str:
    """Return a number with one decimal, rounded half up, or with none where it is whole."""
    return text.format_fixed(value, int(value.denominator != 1), current_language().value)


def file_size(size: int) -> str:
    """Return a number of bytes as 14 KB or 2,5 MB, rounded half up; a kilobyte is 1,024 of them."""
    if size < _MEGABYTE:
        return _("{size} KB").format(size=number(max(1, round(size / _KILOBYTE))))
    return _("{size} MB").format(size=decimal(Fraction(size, _MEGABYTE)))


def percent(value: Fraction) -> str:
    """Return a percentage with one decimal, rounded half up."""
    return text.format_percent(value, current_language().value)


def day(value: date | None) -> str:
    """Return a date as 24/02/2021, or a dash for none."""
    return EMPTY if value is None else text.format_date(value)


_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def weekday(value: date) -> str:
    """Return the name of a date's day of the week."""
    return _(_WEEKDAYS[value.weekday()])


def span(first: date, last: date) -> str:
    """Return days in a row as 02/09 – 03/09, or one day as 02/09; the year is known."""
    days = [f"{each:%d/%m}" for each in (first, last)]
    return days[0] if first == last else " – ".join(days)


def day_text(iso: str) -> str:
    """Return a stored day, 2021-02-24, as 24/02/2021; anything else as it is."""
    try:
        return text.format_date(date.fromisoformat(iso))
    except ValueError:
        return iso


_GROUP = 8


def moment(value: datetime) -> str:
    """Return a moment in the computer's time zone as 24/02/2021 14:05."""
    local = value.astimezone()
    return f"{text.format_date(local.date())} {local:%H:%M}"


def zoned_moment(value: datetime) -> str:
    """Return a moment as `moment` does, with its distance from UTC: 24/02/2021 14:05 (+07:00)."""
    offset = f"{value.astimezone():%z}"
    return f"{moment(value)} ({offset[:3]}:{offset[3:5]})"


def fingerprint(digits: str | None) -> str:
    """Return a fingerprint in groups of eight, as people compare it."""
    if digits is None:
        return EMPTY
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def month(value: str) -> str:
    """Return a reporting month such as `2021-09` as 09/2021."""
    return f"{value[5:]}/{value[:4]}"


def months(values: Sequence[str]) -> str:
    """Return months in a line, those that follow one another from the first to the last."""
    runs: list[list[str]] = []
    for value in sorted(values):
        if runs and value == shifted_month(runs[-1][-1], 1):
            runs[-1].append(value)
        else:
            runs.append([value])
    parts: list[str] = []
    for run in runs:
        is_short = len(run) <= _LISTED
        parts += map(month, run) if is_short else [f"{month(run[0])} – {month(run[-1])}"]
    return ", ".join(parts)


def quarter(period: Quarter) -> str:
    """Return a period as lists show it: Quý III/2021."""
    return _("Quarter {roman}/{year}").format(roman=period.roman, year=period.year)


def amount(value: Fraction | None, unit: Unit) -> str:
    """Return an indicator's value or target in its unit, or a dash for none."""
    if value is None:
        return EMPTY
    if unit is Unit.POINTS:
        points = text.format_points(value, current_language().value)
        return _("{points} points").format(points=points)
    return percent(value)


def difference(value: Fraction | None) -> str:
    """Return a difference of percentage points with its sign, or a dash for none."""
    return EMPTY if value is None else text.format_points(value, current_language().value)


def result(indicator: Indicator, found: IndicatorResult) -> str:
    """Return an indicator's value; a unit answers yes or no where only the Centre has a share."""
    if found.value is None:
        return EMPTY
    if indicator.formula.of is not None:
        return _("Yes") if found.value else _("No")
    return amount(found.value, indicator.unit)


def target(indicator: Indicator, found: IndicatorResult) -> str:
    """Return an indicator's target as it is shown beside its value."""
    if found.target is not None and indicator.formula.of is not None:
        return _("Yes")
    return amount(found.target, indicator.unit)


def words(entry: Mapping[str, str]) -> str:
    """Return a catalogue's bilingual entry in the current language."""
    return entry[current_language().value]
