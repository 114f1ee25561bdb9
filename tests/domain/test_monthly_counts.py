"""What is usual for a count, and when a figure is worth a second look."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.monthly_counts import CountRow, is_jump, months_before, usual
from egovdesk.domain.procedures import CountField, Procedure

COUNTS = st.integers(0, 10**9)
PAST = st.lists(COUNTS, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("value", "past", "jumps"),
    [
        (100, [], False),
        (300, [100], False),
        (301, [100], True),
        (34, [100], False),
        (33, [100], True),
        (0, [0, 0, 0], False),
        (1, [0, 0, 0], True),
        (0, [1, 1], True),
        (451, [100, 200], True),
        (450, [100, 200], False),
        (1000, [10, 1000, 1000], False),
    ],
)
def test_more_than_three_times_the_usual_or_less_than_a_third(
    value: int, past: list[int], jumps: bool
):
    assert is_jump(value, past) is jumps


@given(PAST)
def test_what_is_usual_is_the_median(past: list[int]):
    assert usual(past) == median(past)


@given(COUNTS, PAST)
def test_the_order_of_the_months_makes_no_difference(value: int, past: list[int]):
    assert is_jump(value, past) == is_jump(value, past[::-1])


@given(PAST)
def test_the_usual_figure_itself_is_no_jump(past: list[int]):
    middle = usual(past)
    assert middle is not None
    if middle.denominator == 1:
        assert not is_jump(int(middle), past)


@given(COUNTS, PAST, st.integers(1, 1000))
def test_counting_in_other_units_makes_no_difference(value: int, past: list[int], factor: int):
    scaled = [factor * one for one in past]
    assert is_jump(value, past) == is_jump(factor * value, scaled)


@given(COUNTS, PAST)
def test_what_lies_between_two_figures_that_are_no_jumps_is_none(value: int, past: list[int]):
    middle = usual(past)
    assert middle is not None
    inside = middle <= 3 * value and value <= 3 * middle
    assert is_jump(value, past) is not inside


def test_the_twelve_months_before_cross_the_year():
    found = months_before("2021-03")
    assert (found[0], found[9], found[-1]) == ("2020-03", "2020-12", "2021-02")
    assert len(found) == 12
    assert sorted(found) == list(found)


def row(counts: tuple[int, ...] | None, **history: int) -> CountRow:
    return CountRow(
        procedure=Procedure(id=1, code="DK.001", name="Cấp Giấy chứng nhận", field=""),
        record_id=None if counts is None else 7,
        counts=counts,
        history={f"2021-{month[1:]}": (number,) * 8 for month, number in history.items()},
    )


def test_a_row_tells_its_figures_by_count():
    counted = row((5, 4, 3, 2, 1, 0, 9, 8), m08=10, m07=20)
    assert counted.value(CountField.RECEIVED_ONLINE) == 4
    assert counted.value(CountField.ONE_STOP_SYNCED) == 8
    assert list(counted.past(CountField.RESULTS).items()) == [("2021-07", 20), ("2021-08", 10)]
    assert row(None).value(CountField.RECEIVED) is None


def test_a_row_names_the_counts_that_jump():
    counted = row((10, 31, 3, 30, 10, 10, 10, 10), m08=10, m07=10)
    assert counted.jumps == {CountField.RECEIVED_ONLINE, CountField.PAYMENTS}
    assert row(None, m08=10).jumps == frozenset()
    assert row((1,) * 8).jumps == frozenset()
