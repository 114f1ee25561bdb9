"""Working days, with the holidays and exchanges that the Prime Minister announced."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.calendar import Rest, WorkingCalendar

TET_2021 = frozenset(date(2021, 2, 10) + timedelta(days=offset) for offset in range(7))
VIETNAM = WorkingCalendar(
    days_off=TET_2021 | {date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)},
    make_up_days=frozenset({date(2024, 5, 4)}),
)
DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 2, 9), True),
        (date(2021, 2, 10), False),
        (date(2021, 2, 16), False),
        (date(2021, 2, 17), True),
        (date(2021, 9, 24), True),
        (date(2021, 9, 25), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
    ],
)
def test_holidays_weekends_and_exchanged_saturdays(day: date, works: bool):
    assert VIETNAM.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2021, 2, 17), date(2021, 2, 17)),
        (date(2021, 2, 16), date(2021, 2, 9)),
        (date(2022, 9, 24), date(2022, 9, 23)),
        (date(2024, 3, 24), date(2024, 3, 22)),
        (date(2024, 5, 1), date(2024, 4, 26)),
        (date(2024, 5, 5), date(2024, 5, 4)),
    ],
)
def test_last_working_day_before_a_deadline(day: date, last: date):
    assert VIETNAM.last_working_day(day) == last


def test_working_days_across_the_exchange():
    assert VIETNAM.working_days_between(date(2024, 4, 26), date(2024, 5, 6)) == 4
    assert VIETNAM.working_days_between(date(2024, 5, 6), date(2024, 5, 6)) == 0
    assert VIETNAM.working_days_between(date(2024, 5, 6), date(2024, 4, 26)) == 0


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_working_days_add_up(start: date, first: int, second: int):
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    assert VIETNAM.working_days_between(start, end) == (
        VIETNAM.working_days_between(start, middle) + VIETNAM.working_days_between(middle, end)
    )


@given(DAYS)
def test_no_working_day_is_skipped(day: date):
    last = VIETNAM.last_working_day(day)
    assert VIETNAM.is_working_day(last)
    assert VIETNAM.working_days_between(last, day) == 0


NATIONAL_DAY = {"vi": "Quốc khánh", "en": "National Day"}
NAMED = WorkingCalendar(
    days_off=frozenset({date(2021, 9, 2), date(2021, 9, 3)}),
    names={date(2021, 9, 2): NATIONAL_DAY, date(2021, 9, 3): NATIONAL_DAY},
)


def test_days_off_in_a_row_are_one_rest_and_holidays_have_their_names():
    assert NAMED.rests_between(date(2021, 8, 31), date(2021, 9, 12)) == (
        Rest(first=date(2021, 9, 2), last=date(2021, 9, 3), name=NATIONAL_DAY),
        Rest(first=date(2021, 9, 4), last=date(2021, 9, 5)),
        Rest(first=date(2021, 9, 11), last=date(2021, 9, 12)),
    )


def test_the_first_day_does_not_count_and_the_last_one_does():
    assert NAMED.rests_between(date(2021, 9, 4), date(2021, 9, 5)) == (
        Rest(first=date(2021, 9, 5), last=date(2021, 9, 5)),
    )
    assert NAMED.rests_between(date(2021, 9, 5), date(2021, 9, 5)) == ()
    assert NAMED.rests_between(date(2021, 9, 5), date(2021, 9, 1)) == ()


def test_a_saturday_worked_in_exchange_is_no_rest():
    rests = VIETNAM.rests_between(date(2024, 5, 1), date(2024, 5, 6))
    assert rests == (Rest(first=date(2024, 5, 5), last=date(2024, 5, 5)),)


@given(DAYS, st.integers(0, 60))
def test_every_day_is_a_rest_or_a_working_day(start: date, length: int):
    end = start + timedelta(days=length)
    rests = VIETNAM.rests_between(start, end)
    off = sum((rest.last - rest.first).days + 1 for rest in rests)
    assert off + VIETNAM.working_days_between(start, end) == length


def test_a_year_without_any_day_off_is_not_known():
    assert NAMED.knows(2021)
    assert not NAMED.knows(2022)
