"""The pace of work moving online; every figure is worked by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.indicators import Milestone
from egovdesk.domain.pace import paces, required_pace
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.workload import MonthlyWorkload

DECREE_09 = ReportingRules(month_closes_on=14, due_day=24)
CALENDAR = ReportingRules(month_closes_on=None, due_day=24)
HALF = Milestone(on=date(2021, 7, 31), target=Fraction(50))
ALL = Milestone(on=date(2021, 12, 31), target=Fraction(100))


def month(name: str, total: int, online: int) -> MonthlyWorkload:
    return MonthlyWorkload(month=name, total=total, online=online)


RECORDED = [
    month("2021-07", 400, 180),  # 45%
    month("2021-08", 500, 275),  # 55%
    month("2021-09", 600, 390),  # 65%
]


def test_the_way_from_september_to_everything_online():
    """35 points in months 10, 11 and 12; an average month has 500 items."""
    (pace,) = paces(RECORDED, [HALF, ALL], DECREE_09, date(2021, 9, 22))

    assert (pace.target, pace.on, pace.current) == (100, date(2021, 12, 31), 65)
    assert pace.months_left == 3
    assert pace.points_per_month == Fraction(35, 3)
    assert pace.items_per_month == Fraction(175, 3)
    assert pace.items_short == 175
    assert (pace.is_met, pace.is_reachable) == (False, True)


def test_both_milestones_are_ahead_in_june():
    """2021-05 is at 30% of 200: 20 points in two months, 70 points in seven."""
    half, everything = paces([month("2021-05", 200, 60)], [HALF, ALL], DECREE_09, date(2021, 6, 1))

    assert (half.months_left, half.points_per_month, half.items_per_month) == (2, 10, 20)
    assert (everything.months_left, everything.points_per_month) == (7, 10)
    assert (half.items_short, everything.items_short) == (40, 140)


def test_a_milestone_whose_month_has_closed_below_it_is_missed():
    """Month 07 closed on 14/07 at 45%; nothing after it counts by 31/07."""
    half, everything = paces(RECORDED[:1], [HALF, ALL], DECREE_09, date(2021, 7, 20))

    assert half.months_left == 0
    assert (half.points_per_month, half.items_per_month) == (None, None)
    assert not half.is_reachable
    assert half.items_short == 20
    assert (everything.months_left, everything.points_per_month) == (5, 11)


def test_calendar_months_close_later():
    (half, _) = paces([month("2021-06", 100, 40)], [HALF, ALL], CALENDAR, date(2021, 7, 20))

    assert (half.months_left, half.points_per_month, half.items_per_month) == (1, 10, 10)


def test_a_closed_month_that_is_not_recorded_yet_can_still_bring_it():
    (pace,) = paces([month("2021-11", 100, 90)], [ALL], DECREE_09, date(2021, 12, 20))

    assert (pace.months_left, pace.points_per_month) == (1, 10)


def test_a_target_that_is_met_asks_for_nothing_more():
    (pace,) = paces([month("2021-12", 90, 90)], [ALL], DECREE_09, ALL.on)

    assert (pace.months_left, pace.points_per_month, pace.items_short) == (0, 0, 0)
    assert pace.is_met
    assert pace.is_reachable


def test_above_the_target_is_not_below_zero():
    pace = required_pace(
        month("2021-05", 3, 2), HALF, months_left=2, monthly_total=Fraction(1000, 3)
    )
    assert pace.current == Fraction(200, 3)
    assert (pace.points_per_month, pace.items_per_month, pace.items_short) == (0, 0, 0)


def test_months_without_work_are_no_share():
    idle = [month("2021-10", 0, 0), month("2021-11", 0, 0)]
    assert paces(idle, [ALL], DECREE_09, date(2021, 11, 20)) == ()
    assert paces([], [ALL], DECREE_09, date(2021, 11, 20)) == ()

    (pace,) = paces([*RECORDED, *idle], [ALL], DECREE_09, date(2021, 11, 20))
    assert (pace.current, pace.months_left) == (65, 3)
    assert pace.items_short == 175


def test_the_average_month_is_of_the_last_twelve():
    year = [month(f"2020-{n:02d}", 100, 50) for n in range(1, 13)]
    (pace,) = paces([month("2019-12", 10**6, 0), *year], [ALL], DECREE_09, date(2020, 12, 20))

    assert (pace.months_left, pace.items_short) == (12, 50)


@given(
    total=st.integers(1, 10**6),
    share=st.fractions(0, 1),
    target=st.integers(0, 100),
    months=st.integers(0, 24),
)
def test_whoever_keeps_the_pace_arrives(total: int, share: Fraction, target: int, months: int):
    last = month("2021-01", total, int(total * share))
    pace = required_pace(
        last,
        Milestone(on=date(2022, 12, 31), target=Fraction(target)),
        months_left=months,
        monthly_total=Fraction(total),
    )
    assert pace.is_reachable == (months > 0 or pace.is_met)
    if pace.points_per_month is not None and months:
        arrival = pace.current + months * pace.points_per_month
        assert arrival == max(pace.current, target)
        assert pace.items_per_month == pace.items_short / months


@pytest.mark.parametrize("rules", [DECREE_09, CALENDAR])
def test_the_next_year_is_counted_on(rules: ReportingRules):
    later = Milestone(on=date(2022, 12, 31), target=Fraction(100))
    (pace,) = paces([month("2021-12", 10, 4)], [later], rules, date(2022, 1, 10))

    assert (pace.months_left, pace.points_per_month) == (12, 5)
