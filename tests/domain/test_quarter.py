"""Quarters, their data windows and their due dates."""

from datetime import date, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.quarter import (
    DateRange,
    Quarter,
    ReportingRules,
    month_end,
    shifted_month,
)

DECREE_09 = ReportingRules(month_closes_on=14, due_day=24)
CALENDAR = ReportingRules(month_closes_on=None, due_day=24)
QUARTERS = st.builds(Quarter, st.integers(2, 9998), st.integers(1, 4))


@pytest.mark.parametrize(
    "written",
    [
        "2021-Q3",
        "2021q3",
        "2021/Q3",
        "Q3/2021",
        "q3 2021",
        "Quý III/2021",
        "QUÝ III NĂM 2021",
        "quí 3 năm 2021",
        "quy 3/2021",
        "  Quý\u00a0 III, 2021 ",
        normalize("NFD", "Quý III/2021"),
    ],
)
def test_what_people_write_is_read(written: str):
    assert Quarter.parse(written) == Quarter(2021, 3)


@pytest.mark.parametrize(
    "written",
    ["", "2021", "Q3", "2021-Q5", "Q0/2021", "Quý V/2021", "0000-Q1", "0001-Q1", "9999-Q4", "III"],
)
def test_what_names_no_quarter_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        Quarter.parse(written)
    assert caught.value.code is ErrorCode.PERIOD_INVALID
    assert caught.value.data["value"] == written


@given(QUARTERS)
def test_every_form_reads_back(quarter: Quarter):
    year = f"{quarter.year:04d}"
    for written in (
        str(quarter),
        f"Quý {quarter.roman}/{year}",
        f"quí {quarter.number} năm {year}",
    ):
        assert Quarter.parse(written) == quarter


@given(QUARTERS)
def test_the_quarter_before(quarter: Quarter):
    assert quarter.previous < quarter
    assert quarter.previous.days.last + timedelta(days=1) == quarter.days.first
    assert quarter.previous.next == quarter


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_a_day_lies_in_its_quarter(day: date):
    quarter = Quarter.containing(day)
    assert day in quarter.days
    assert day not in quarter.previous.days


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2020, 12, 15), date(2021, 3, 14)),
        (2, date(2021, 3, 15), date(2021, 6, 14)),
        (3, date(2021, 6, 15), date(2021, 9, 14)),
        (4, date(2021, 9, 15), date(2021, 12, 14)),
    ],
)
def test_windows_of_decree_09(number: int, first: date, last: date):
    quarter = Quarter(2021, number)
    assert DECREE_09.window(quarter) == DateRange(first=first, last=last)
    assert DECREE_09.cut_off(quarter) == last
    assert CALENDAR.window(quarter) == quarter.days


@given(QUARTERS, st.sampled_from([DECREE_09, CALENDAR]))
def test_windows_leave_no_day_out_and_count_none_twice(quarter: Quarter, rules: ReportingRules):
    before = rules.window(quarter.previous)
    assert before.last + timedelta(days=1) == rules.window(quarter).first


@pytest.mark.parametrize(
    ("number", "due"),
    [
        (1, date(2021, 3, 24)),
        (2, date(2021, 6, 24)),
        (3, date(2021, 9, 24)),
        (4, date(2021, 12, 24)),
    ],
)
def test_due_before_the_25th(number: int, due: date):
    assert DECREE_09.due_on(Quarter(2021, number)) == due


def test_months_close_one_by_one():
    assert DECREE_09.closed_months(date(2021, 1, 13)) == ()
    assert DECREE_09.closed_months(date(2021, 1, 14)) == ("2021-01",)
    assert DECREE_09.closed_months(date(2021, 9, 13))[-1] == "2021-08"
    assert DECREE_09.closed_months(date(2021, 9, 14))[-1] == "2021-09"
    assert len(DECREE_09.closed_months(date(2021, 12, 31))) == 12
    assert CALENDAR.closed_months(date(2021, 2, 27)) == ("2021-01",)
    assert CALENDAR.closed_months(date(2021, 2, 28)) == ("2021-01", "2021-02")


@given(QUARTERS)
def test_all_months_of_the_quarter_have_closed_at_its_cut_off(quarter: Quarter):
    closed = DECREE_09.closed_months(DECREE_09.cut_off(quarter))
    assert len(closed) == quarter.last_month
    assert closed[-1] == f"{quarter.year:04d}-{quarter.last_month:02d}"


def test_month_end_in_leap_years():
    assert month_end(2020, 2) == date(2020, 2, 29)
    assert month_end(2021, 2) == date(2021, 2, 28)
    assert month_end(2021, 12) == date(2021, 12, 31)


def test_the_days_of_a_reporting_month():
    first, last = date(2020, 12, 15), date(2021, 1, 14)
    assert DECREE_09.month_days("2021-01") == DateRange(first=first, last=last)
    assert CALENDAR.month_days("2020-02") == DateRange(
        first=date(2020, 2, 1), last=date(2020, 2, 29)
    )


@pytest.mark.parametrize(
    ("day", "running", "closed"),
    [
        (date(2021, 9, 13), "2021-09", "2021-08"),
        (date(2021, 9, 14), "2021-09", "2021-09"),
        (date(2021, 9, 15), "2021-10", "2021-09"),
        (date(2021, 1, 1), "2021-01", "2020-12"),
        (date(2020, 12, 20), "2021-01", "2020-12"),
    ],
)
def test_the_month_that_runs_and_the_last_that_has_closed(day: date, running: str, closed: str):
    assert DECREE_09.running_month(day) == running
    assert DECREE_09.last_closed_month(day) == closed


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS, st.sampled_from([DECREE_09, CALENDAR]))
def test_every_day_lies_in_one_reporting_month(day: date, rules: ReportingRules):
    month = rules.running_month(day)
    assert day in rules.month_days(month)
    following = rules.month_days(shifted_month(month, 1))
    assert rules.month_days(month).last + timedelta(days=1) == following.first


@given(DAYS, st.sampled_from([DECREE_09, CALENDAR]))
def test_the_last_closed_month_agrees_with_the_closed_months(day: date, rules: ReportingRules):
    closed = rules.closed_months(day)
    if closed:
        assert rules.last_closed_month(day) == closed[-1]
    else:
        assert rules.last_closed_month(day) == f"{day.year - 1}-12"


@given(DAYS, st.integers(-500, 500))
def test_going_back_as_many_months_as_forth(day: date, by: int):
    month = f"{day.year:04d}-{day.month:02d}"
    assert shifted_month(shifted_month(month, by), -by) == month


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2021, 2, 24), date(2021, 3, 24)),
        (date(2021, 3, 24), date(2021, 3, 24)),
        (date(2021, 3, 25), date(2021, 6, 24)),
        (date(2021, 12, 25), date(2022, 3, 24)),
    ],
)
def test_the_next_due_date(day: date, due: date):
    assert DECREE_09.next_due(day) == due
