"""What comes back: the days of a series, and the first day on which something is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.recurrence import Recurrence, Series

R = Recurrence
LENGTH = {R.MONTH: 1, R.QUARTER: 3, R.HALF_YEAR: 6, R.YEAR: 12}
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("every", "first", "after", "expected"),
    [
        (R.QUARTER, date(2021, 3, 24), date(2021, 3, 23), date(2021, 3, 24)),
        (R.QUARTER, date(2021, 3, 24), date(2021, 3, 24), date(2021, 6, 24)),
        (R.QUARTER, date(2021, 3, 24), date(2021, 12, 31), date(2022, 3, 24)),
        (R.QUARTER, date(2021, 3, 24), date(2020, 1, 1), date(2021, 3, 24)),
        (R.QUARTER, date(2020, 11, 30), date(2020, 12, 1), date(2021, 2, 28)),
        (R.QUARTER, date(2020, 11, 30), date(2021, 3, 1), date(2021, 5, 30)),
        (R.WEEK, date(2021, 9, 3), date(2021, 9, 3), date(2021, 9, 10)),
        (R.WEEK, date(2021, 9, 3), date(2021, 9, 18), date(2021, 9, 24)),
        (R.WEEK, date(2021, 9, 3), date(2021, 1, 1), date(2021, 9, 3)),
        (R.MONTH, date(2021, 1, 31), date(2021, 1, 31), date(2021, 2, 28)),
        (R.MONTH, date(2021, 1, 31), date(2021, 2, 28), date(2021, 3, 31)),
        (R.HALF_YEAR, date(2021, 6, 24), date(2021, 6, 24), date(2021, 12, 24)),
        (R.YEAR, date(2020, 2, 29), date(2020, 2, 29), date(2021, 2, 28)),
        (R.YEAR, date(2020, 2, 29), date(2023, 12, 31), date(2024, 2, 29)),
    ],
)
def test_the_next_day_of_a_series(every: R, first: date, after: date, expected: date):
    assert Series(first=first, every=every).next(after) == expected


@given(st.sampled_from(Recurrence), DAYS, DAYS)
def test_the_next_day_is_later_and_no_other_lies_between(every: R, first: date, after: date):
    series = Series(first=first, every=every)
    found = series.next(after)
    assert found > after
    assert found >= first
    assert series.next(found - timedelta(days=1)) == found
    if every is R.WEEK:
        assert (found - first).days % 7 == 0
        assert found == first or (found - after).days <= 7
    else:
        assert (found.month - first.month) % LENGTH[every] % 12 == 0
        assert found == first or (found - after).days <= 31 * LENGTH[every]


@pytest.mark.parametrize(
    ("every", "day", "expected"),
    [
        (R.WEEK, date(2021, 9, 20), date(2021, 9, 24)),
        (R.WEEK, date(2021, 9, 24), date(2021, 9, 24)),
        (R.WEEK, date(2021, 9, 25), date(2021, 10, 1)),
        (R.MONTH, date(2021, 9, 24), date(2021, 9, 24)),
        (R.MONTH, date(2021, 12, 25), date(2022, 1, 24)),
        (R.QUARTER, date(2021, 2, 24), date(2021, 3, 24)),
        (R.QUARTER, date(2021, 12, 25), date(2022, 3, 24)),
        (R.HALF_YEAR, date(2021, 2, 24), date(2021, 6, 24)),
        (R.HALF_YEAR, date(2021, 6, 25), date(2021, 12, 24)),
        (R.YEAR, date(2021, 2, 24), date(2021, 12, 24)),
        (R.YEAR, date(2021, 12, 25), date(2022, 12, 24)),
    ],
)
def test_what_comes_back_is_due_on_the_day_on_which_reports_are(
    every: R, day: date, expected: date
):
    assert ReportingRules(month_closes_on=14, due_day=24).next_due(day, every) == expected


def test_a_month_without_the_day_ends_earlier():
    rules = ReportingRules(month_closes_on=None, due_day=30)
    assert rules.next_due(date(2021, 2, 1), R.MONTH) == date(2021, 2, 28)
    assert rules.next_due(date(2021, 1, 31), R.MONTH) == date(2021, 2, 28)
