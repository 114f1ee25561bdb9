"""Indicators: exact values, three empty states, and the line to the target."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.indicators import (
    Applicability,
    ChangeMode,
    Evaluator,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    IndicatorState,
    Milestone,
    Unit,
)
from egovdesk.domain.measures import Baseline, EnteredValue, Facts, Measure, MeasureSource
from egovdesk.domain.procedures import ProcedureAttribute, ProcedureFigures
from egovdesk.domain.text import format_fixed

CUT_OFF = date(2021, 9, 14)
YEAR_END = date(2021, 12, 31)
MIDYEAR = date(2021, 7, 31)
YEAR_START = date(2020, 12, 31)
TITLE = {"vi": "Chỉ tiêu", "en": "Indicator"}

ENTERED = ("tu_so", "mau_so", "co_khong", "khoan_thue")
MEASURES = {id_: Measure(id=id_, title=TITLE, source=MeasureSource.ENTERED) for id_ in ENTERED} | {
    "tthc": Measure(id="tthc", title=TITLE, source=MeasureSource.PROCEDURES),
    "truc_tuyen": Measure(
        id="truc_tuyen",
        title=TITLE,
        source=MeasureSource.PROCEDURES,
        where={ProcedureAttribute.PORTAL: frozenset({"1"})},
    ),
}
RATIO = Formula(type=FormulaType.RATIO, numerator="tu_so", denominator="mau_so")
CHANGE = replace(RATIO, type=FormulaType.CHANGE, baseline_on=YEAR_START)
YES_NO = Formula(type=FormulaType.YES_NO, numerator="co_khong")
IS_FULL = Formula(type=FormulaType.YES_NO, full="ct6")
IN_FULL = (Milestone(on=YEAR_END, target=Fraction(100)),)


def indicator(
    formula: Formula, milestones: tuple[Milestone, ...] = IN_FULL, id_: str = "ct6", **more: object
) -> Indicator:
    return Indicator(
        id=id_,
        number=6,
        clause="1",
        title=TITLE,
        short=TITLE,
        unit=Unit.POINTS if formula.type is FormulaType.CHANGE else Unit.PERCENT,
        formula=formula,
        milestones=tuple(milestones),
        starts_on=YEAR_START,
        **{"applies": Applicability(groups=("cuc",)), **more},
    )


def facts(as_of: date = CUT_OFF, **entered: int) -> Facts:
    return Facts(
        agency="DKVN",
        as_of=as_of,
        entered={
            measure: EnteredValue(measure=measure, on=as_of, value=value)
            for measure, value in entered.items()
        },
    )


def evaluator(recorded: Facts, *indicators: Indicator, member_of: str = "cuc") -> Evaluator:
    return Evaluator(
        {each.id: each for each in indicators}, MEASURES, frozenset({member_of}), recorded
    )


def evaluate(judged: Indicator, recorded: Facts) -> IndicatorResult:
    return evaluator(recorded, judged).result(judged)


# Exact arithmetic


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "shown"),
    [
        (45, 52, 2, "86,54"),
        (85, 133, 1, "63,9"),
        (108, 112, 2, "96,43"),
        (291, 404, 2, "72,03"),
        (5, 63, 2, "7,94"),
        (313, 330, 1, "94,8"),
        (290, 312, 1, "92,9"),
        (16051, 16051 + 223, 2, "98,63"),
        (52, 52, 1, "100,0"),
    ],
)
def test_published_percentages(numerator: int, denominator: int, decimals: int, shown: str):
    result = evaluate(indicator(RATIO), facts(tu_so=numerator, mau_so=denominator))
    assert result.value == Fraction(100 * numerator, denominator)
    assert format_fixed(result.value, decimals, "vi") == shown


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_ratio_is_exact(numerator: int, denominator: int):
    result = evaluate(indicator(RATIO), facts(tu_so=numerator, mau_so=denominator))
    assert result.value == Fraction(100) * numerator / denominator
    assert (result.numerator, result.denominator) == (numerator, denominator)


@pytest.mark.parametrize(
    ("mode", "value"), [(ChangeMode.POINTS, Fraction(55, 2)), (ChangeMode.RELATIVE, Fraction(55))]
)
def test_40_of_80_to_62_of_80_in_points_and_relative(mode: ChangeMode, value: Fraction):
    recorded = replace(
        facts(tu_so=62, mau_so=80),
        baselines={"ct6": Baseline(indicator="ct6", on=YEAR_START, numerator=40, denominator=80)},
    )
    result = evaluate(indicator(replace(CHANGE, mode=mode)), recorded)
    assert result.value == value
    assert (result.baseline_numerator, result.baseline_denominator) == (40, 80)


@given(*[st.integers(0, 500), st.integers(1, 500)] * 2)
def test_each_date_has_its_own_denominator(before: int, of_before: int, now: int, of_now: int):
    baseline = Baseline(indicator="ct6", on=YEAR_START, numerator=before, denominator=of_before)
    recorded = replace(facts(tu_so=now, mau_so=of_now), baselines={"ct6": baseline})
    result = evaluate(indicator(CHANGE), recorded)
    assert result.value == Fraction(100 * now, of_now) - Fraction(100 * before, of_before)


# What is missing


@pytest.mark.parametrize("entered", [{}, {"tu_so": 5}, {"mau_so": 5}])
def test_what_was_not_recorded_is_missing_not_0(entered: dict[str, int]):
    result = evaluate(indicator(RATIO), facts(**entered))
    assert result.state is IndicatorState.MISSING
    assert result.value is None
    assert result.target == 100


def test_a_recorded_0_is_0_percent():
    result = evaluate(indicator(RATIO), facts(tu_so=0, mau_so=5))
    assert result.state is IndicatorState.BEHIND
    assert result.value == 0


def test_where_nothing_arose_there_is_no_percentage():
    result = evaluate(indicator(RATIO), facts(tu_so=0, mau_so=0))
    assert result.state is IndicatorState.NONE_AROSE
    assert result.value is None


@pytest.mark.parametrize(
    "baseline",
    [None, Baseline(indicator="ct6", on=YEAR_START, numerator=0, denominator=0)],
)
def test_a_change_without_a_baseline_is_missing(baseline: Baseline | None):
    recorded = replace(facts(tu_so=62, mau_so=80), baselines={"ct6": baseline} if baseline else {})
    result = evaluate(indicator(CHANGE), recorded)
    assert result.state is IndicatorState.MISSING
    assert (result.numerator, result.denominator) == (62, 80)


def test_nothing_can_be_related_to_a_baseline_of_0():
    baseline = Baseline(indicator="ct6", on=YEAR_START, numerator=0, denominator=80)
    recorded = replace(facts(tu_so=62, mau_so=80), baselines={"ct6": baseline})
    relative = evaluate(indicator(replace(CHANGE, mode=ChangeMode.RELATIVE)), recorded)
    assert relative.state is IndicatorState.MISSING
    in_points = evaluate(indicator(CHANGE), recorded)
    assert in_points.value == Fraction(155, 2)


# To whom it applies


def test_an_indicator_of_other_units_does_not_apply():
    judged = indicator(RATIO)
    outside = evaluator(facts(tu_so=1, mau_so=2), judged, member_of="vu").result(judged)
    assert outside.state is IndicatorState.NOT_APPLICABLE
    assert outside.value is None


@pytest.mark.parametrize(
    ("default", "items", "applies"),
    [
        (False, None, False),
        (True, None, True),
        (True, 0, False),
        (False, 1, True),
    ],
)
def test_tax_items_decide_whether_the_tax_indicator_applies(
    default: bool, items: int | None, applies: bool
):
    judged = indicator(
        RATIO,
        applies=Applicability(groups=("cuc",), measure="khoan_thue", default=default),
    )
    entered = {} if items is None else {"khoan_thue": items}
    result = evaluate(judged, facts(tu_so=1, mau_so=2, **entered))
    assert (result.state is not IndicatorState.NOT_APPLICABLE) == applies


# Targets in time

PIECEWISE = indicator(
    RATIO,
    [Milestone(on=MIDYEAR, target=Fraction(50)), Milestone(on=YEAR_END, target=Fraction(100))],
)


@pytest.mark.parametrize(
    ("day", "target", "expected"),
    [
        (date(2020, 1, 1), 50, Fraction(0)),
        (YEAR_START, 50, Fraction(0)),
        (YEAR_START + timedelta(days=106), 50, Fraction(25)),
        (MIDYEAR, 50, Fraction(50)),
        (MIDYEAR + timedelta(days=1), 100, 50 + Fraction(50, 153)),
        (YEAR_END, 100, Fraction(100)),
        (date(2022, 3, 1), 100, Fraction(100)),
    ],
)
def test_the_straight_line_from_milestone_to_milestone(day: date, target: int, expected: Fraction):
    assert PIECEWISE.target_on(day) == target
    assert PIECEWISE.expected_on(day) == expected


def test_a_milestone_on_the_first_day_is_expected_at_once():
    at_once = indicator(RATIO, [Milestone(on=YEAR_START, target=Fraction(50))])
    assert at_once.expected_on(YEAR_START) == 50
    next_day = YEAR_START + timedelta(days=1)
    soon = indicator(RATIO, [Milestone(on=next_day, target=Fraction(50))])
    assert (soon.expected_on(YEAR_START), soon.expected_on(next_day)) == (0, 50)


def test_a_line_may_begin_above_0():
    raised = indicator(RATIO, starts_at=Fraction(40))
    assert raised.expected_on(YEAR_START) == 40
    assert raised.expected_on(YEAR_END) == 100


@given(st.dates(min_value=YEAR_START, max_value=YEAR_END - timedelta(days=1)))
def test_the_line_never_falls_nor_passes_the_target(day: date):
    today, tomorrow = PIECEWISE.expected_on(day), PIECEWISE.expected_on(day + timedelta(days=1))
    assert 0 <= today < tomorrow <= 100
    assert today <= PIECEWISE.target_on(day)


HALFWAY = YEAR_START + timedelta(days=106)


@pytest.mark.parametrize(
    ("day", "numerator", "denominator", "state"),
    [
        (HALFWAY, 25, 100, IndicatorState.ON_TRACK),
        (HALFWAY, 24_999, 100_000, IndicatorState.BEHIND),
        (MIDYEAR, 50, 100, IndicatorState.MET),
        (MIDYEAR, 49_999, 100_000, IndicatorState.NOT_MET),
        (MIDYEAR + timedelta(days=1), 50, 100, IndicatorState.BEHIND),
        (YEAR_END - timedelta(days=1), 100, 100, IndicatorState.ON_TRACK),
        (YEAR_END, 100, 100, IndicatorState.MET),
        (YEAR_END, 99_996, 100_000, IndicatorState.NOT_MET),
        (date(2022, 3, 14), 99, 100, IndicatorState.NOT_MET),
    ],
)
def test_judged_by_the_line_before_a_milestone_and_finally_at_it(
    day: date, numerator: int, denominator: int, state: IndicatorState
):
    result = evaluate(PIECEWISE, facts(day, tu_so=numerator, mau_so=denominator))
    assert result.state is state


def test_what_has_no_milestones_is_only_tracked():
    result = evaluate(indicator(RATIO, []), facts(tu_so=1, mau_so=2))
    assert result.state is IndicatorState.TRACKED
    assert result.value == 50
    assert result.target is result.expected is None


# Yes and no, share of units, entered values


@pytest.mark.parametrize("share", [False, True])
@pytest.mark.parametrize(
    ("answer", "value", "state"),
    [(1, 100, IndicatorState.MET), (0, 0, IndicatorState.NOT_MET)],
)
def test_a_unit_answers_yes_or_no_also_where_the_centre_counts_units(
    answer: int | None, value: Fraction, state: IndicatorState, share: bool
):
    formula = Formula(type=FormulaType.SHARE_OF_UNITS, of=YES_NO) if share else YES_NO
    result = evaluate(indicator(formula), facts(YEAR_END, co_khong=answer))
    assert (result.numerator, result.denominator) == (answer, 1)
    assert result.value == value
    assert result.state is state


def test_an_answer_not_given_is_missing():
    assert evaluate(indicator(YES_NO), facts()).state is IndicatorState.MISSING


@pytest.mark.parametrize(
    ("entered", "answer", "state"),
    [
        ({"tu_so": 80, "mau_so": 80}, 1, IndicatorState.MET),
        ({"tu_so": 79, "mau_so": 80}, 0, IndicatorState.NOT_MET),
        ({"tu_so": 0, "mau_so": 0}, None, IndicatorState.NONE_AROSE),
        ({}, None, IndicatorState.MISSING),
    ],
)
def test_full_synchronisation_follows_the_indicator_behind_it(
    entered: dict[str, int], answer: int | None, state: IndicatorState
):
    synced = indicator(RATIO)
    full = indicator(Formula(type=FormulaType.SHARE_OF_UNITS, of=IS_FULL), id_="ct5")
    results = evaluator(facts(YEAR_END, **entered), synced, full).all()
    assert [result.indicator for result in results] == ["ct6", "ct5"]
    assert results[1].numerator == answer
    assert results[1].state is state


def test_an_entered_value_is_taken_as_it_is():
    judged = indicator(Formula(type=FormulaType.ENTERED, numerator="tu_so"))
    assert evaluate(judged, facts()).state is IndicatorState.MISSING
    result = evaluate(judged, facts(YEAR_END, tu_so=100))
    assert (result.value, result.numerator, result.denominator) == (100, 100, None)
    assert result.state is IndicatorState.MET


# The rows behind


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=15))
def test_the_rows_behind_add_up_to_numerator_and_denominator(
    figures: Callable[..., ProcedureFigures], register: list[tuple[bool, bool]]
):
    judged = indicator(Formula(type=FormulaType.RATIO, numerator="truc_tuyen", denominator="tthc"))
    full = indicator(IS_FULL, id_="ct5")
    recorded = replace(
        facts(),
        procedures=tuple(
            figures(
                f"{number}",
                {
                    ProcedureAttribute.IN_FORCE: "01"[in_force],
                    ProcedureAttribute.PORTAL: "01"[portal],
                },
            )
            for number, (in_force, portal) in enumerate(register)
        ),
    )
    computing = evaluator(recorded, judged, full)
    result, rows = computing.result(judged), computing.rows_behind(judged)
    assert sum(row.value for row in rows.numerator) == result.numerator
    assert sum(row.value for row in rows.denominator) == result.denominator
    assert set(rows.numerator) <= set(rows.denominator)
    assert computing.rows_behind(full) == rows


def test_an_answer_has_no_denominator_to_list():
    judged = indicator(YES_NO)
    rows = evaluator(facts(co_khong=1), judged).rows_behind(judged)
    assert [row.code for row in rows.numerator] == ["co_khong"]
    assert rows.denominator == ()


def test_a_measure_may_be_asked_for_alone():
    computing = evaluator(facts(tu_so=3))
    assert computing.measure("tu_so") == computing.measure("tu_so") == 3
    assert computing.measure("mau_so") is None
