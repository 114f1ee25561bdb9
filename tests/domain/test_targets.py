"""What is missing to reach a target, held against what reaching it means and brute force."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

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
    IndicatorState,
    Milestone,
    Unit,
)
from egovdesk.domain.measures import (
    Baseline,
    EnteredValue,
    Facts,
    Measure,
    MeasureSource,
    WorkloadField,
)
from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureAttribute,
    ProcedureFigures,
)
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.targets import Basis, Outlook, Plan, Planner
from egovdesk.domain.workload import MonthlyWorkload

CUT_OFF = date(2021, 9, 14)
YEAR_END = date(2021, 12, 31)
BASE_ON = date(2020, 12, 31)
REPORTING = ReportingRules(month_closes_on=14, due_day=24)
TITLE = {"vi": "Chỉ tiêu", "en": "Indicator"}
NINE_MONTHS = frozenset(REPORTING.closed_months(CUT_OFF))

PORTAL, LEVEL = ProcedureAttribute.PORTAL, ProcedureAttribute.LEVEL
MEASURES = {
    measure.id: measure
    for measure in (
        Measure(id="tthc", title=TITLE, source=MeasureSource.PROCEDURES),
        Measure(
            id="muc34",
            title=TITLE,
            source=MeasureSource.PROCEDURES,
            where={LEVEL: frozenset({"3", "4"}), PORTAL: frozenset({"1"})},
        ),
        Measure(id="kq", title=TITLE, source=MeasureSource.COUNTS, count=CountField.RESULTS),
        Measure(
            id="kq_db", title=TITLE, source=MeasureSource.COUNTS, count=CountField.RESULTS_SYNCED
        ),
        Measure(id="hs", title=TITLE, source=MeasureSource.WORKLOAD, workload=WorkloadField.TOTAL),
        Measure(
            id="hs_mang", title=TITLE, source=MeasureSource.WORKLOAD, workload=WorkloadField.ONLINE
        ),
        Measure(id="tu", title=TITLE, source=MeasureSource.ENTERED),
        Measure(id="mau", title=TITLE, source=MeasureSource.ENTERED),
        Measure(id="co", title=TITLE, source=MeasureSource.ENTERED, yes_no=True),
        Measure(id="tong", title=TITLE, source=MeasureSource.SUM, terms=("kq", "kq")),
        Measure(id="tong_db", title=TITLE, source=MeasureSource.SUM, terms=("kq_db", "kq_db")),
    )
}
ONLINE = Formula(type=FormulaType.RATIO, numerator="muc34", denominator="tthc")
CHANGE = replace(ONLINE, type=FormulaType.CHANGE, baseline_on=BASE_ON)
SYNCED = Formula(type=FormulaType.RATIO, numerator="kq_db", denominator="kq")
ENTERED = Formula(type=FormulaType.RATIO, numerator="tu", denominator="mau")


def indicator(formula: Formula, target: object = 100, *, on: date = YEAR_END) -> Indicator:
    return Indicator(
        id="ct",
        number=1,
        clause="2.c",
        title=TITLE,
        short=TITLE,
        unit=Unit.PERCENT,
        formula=formula,
        applies=Applicability(groups=("cuc",)),
        milestones=() if target is None else (Milestone(on=on, target=Fraction(str(target))),),
        starts_on=BASE_ON,
    )


def procedures(*rows: tuple[str, str, str]) -> tuple[ProcedureFigures, ...]:
    """Build procedures from code, level and portal."""
    return tuple(
        ProcedureFigures(
            procedure=Procedure(id=1, code=code, name=f"Thủ tục {code}", field="Đăng kiểm"),
            attributes={
                ProcedureAttribute.IN_FORCE: "1",
                **({LEVEL: level} if level else {}),
                PORTAL: portal,
            },
        )
        for code, level, portal in rows
    )


def counted(rows: Mapping[str, tuple[int, int]]) -> tuple[ProcedureFigures, ...]:
    """Build procedures from results issued and synchronised."""
    return tuple(
        ProcedureFigures(
            procedure=Procedure(id=1, code=code, name=f"Thủ tục {code}", field="Đăng kiểm"),
            attributes={ProcedureAttribute.IN_FORCE: "1"},
            counts={CountField.RESULTS: issued, CountField.RESULTS_SYNCED: synced},
        )
        for code, (issued, synced) in rows.items()
    )


def facts(as_of: date = CUT_OFF, **given_: object) -> Facts:
    entered = {
        name: EnteredValue(measure=name, on=as_of, value=int(str(given_.pop(name))))
        for name in list(given_)
        if name in MEASURES
    }
    return Facts(**{"agency": "DKVN", "as_of": as_of, "entered": entered, **given_})


def plan_of(
    judged: Indicator,
    recorded: Facts,
    *others: Indicator,
    worked: tuple[MonthlyWorkload, ...] = (),
) -> Plan:
    known = {each.id: each for each in (judged, *others)}
    evaluator = Evaluator(known, MEASURES, frozenset({"cuc"}), recorded)
    return Planner(known, MEASURES, REPORTING, recorded, worked).plan(
        judged, evaluator.result(judged), evaluator.rows_behind(judged)
    )


# How many more


@given(
    denominator=st.integers(1, 400),
    numerator=st.integers(0, 400),
    target=st.fractions(0, 100, max_denominator=1000),
)
def test_the_least_numerator_reaches_the_target_and_one_less_does_not(
    denominator: int, numerator: int, target: Fraction
):
    judged = indicator(ENTERED, target)
    plan = plan_of(judged, facts(tu=numerator, mau=denominator))
    assert plan.needed is not None
    reached = Fraction(100 * plan.needed, denominator)
    assert reached >= target
    assert plan.needed == 0 or Fraction(100 * (plan.needed - 1), denominator) < target
    assert plan.more == max(0, plan.needed - numerator)
    assert (plan.outlook is Outlook.REACHED) == (Fraction(100 * numerator, denominator) >= target)


@given(
    size=st.integers(1, 60),
    online=st.integers(0, 60),
    base=st.tuples(st.integers(0, 60), st.integers(1, 60)),
    target=st.fractions(0, 60, max_denominator=50),
    mode=st.sampled_from(ChangeMode),
)
def test_a_change_needs_what_its_own_formula_says(
    size: int, online: int, base: tuple[int, int], target: Fraction, mode: ChangeMode
):
    before = Baseline(
        indicator="ct", on=BASE_ON, numerator=min(base), denominator=max(base[1], min(base))
    )
    formula = replace(ENTERED, type=FormulaType.CHANGE, baseline_on=BASE_ON, mode=mode)
    judged = indicator(formula, target)

    def value(numerator: int) -> Fraction | None:
        now = facts(tu=numerator, mau=size, baselines={"ct": before})
        return Evaluator({"ct": judged}, MEASURES, frozenset({"cuc"}), now).result(judged).value

    online = min(online, size)
    plan = plan_of(judged, facts(tu=online, mau=size, baselines={"ct": before}))
    if value(online) is None:
        assert plan.outlook is Outlook.NO_FIGURES
        return
    reaching = [count for count in range(size + 1) if (value(count) or 0) >= target]
    if not reaching:
        assert plan.outlook is Outlook.UNREACHABLE
        assert plan.best == value(size) < target
    else:
        assert plan.needed == reaching[0]
        assert plan.value_with(plan.more) == value(max(online, reaching[0]))


def test_a_baseline_above_eighty_makes_twenty_points_unreachable():
    before = Baseline(indicator="ct", on=BASE_ON, numerator=17, denominator=20)
    rows = procedures(*((f"{n}", "4", "1") for n in range(9)), ("9", "2", "1"))
    plan = plan_of(indicator(CHANGE, 20), facts(procedures=rows, baselines={"ct": before}))
    assert (plan.outlook, plan.best) == (Outlook.UNREACHABLE, 15)
    assert plan.needed == 11  # of 10


def test_without_a_baseline_there_is_no_plan():
    plan = plan_of(indicator(CHANGE, 20), facts(procedures=procedures(("1", "4", "1"))))
    assert (plan.outlook, plan.needed, plan.more) == (Outlook.NO_FIGURES, None, 0)


def test_without_a_target_there_is_no_plan():
    plan = plan_of(indicator(ENTERED, None), facts(tu=1, mau=2))
    assert (plan.outlook, plan.milestone) == (Outlook.NO_TARGET, None)


# When


@pytest.mark.parametrize(
    ("as_of", "outlook", "months"),
    [
        (CUT_OFF, Outlook.SHORT, 3),
        (date(2021, 12, 13), Outlook.SHORT, 1),
        (date(2021, 12, 14), Outlook.SHORT, 0),
        (YEAR_END, Outlook.PAST, 0),
        (date(2022, 3, 14), Outlook.PAST, 0),
    ],
)
def test_the_months_left_are_those_that_close_by_the_milestone(
    as_of: date, outlook: Outlook, months: int
):
    plan = plan_of(indicator(ENTERED), facts(as_of, tu=1, mau=10))
    assert (plan.outlook, plan.months_left, plan.more) == (outlook, months, 9)
    assert plan.per_month == (Fraction(9, months) if months else None)
    assert plan.points_short == 90


def test_the_plan_looks_to_the_milestone_that_is_next():
    judged = replace(
        indicator(ENTERED),
        milestones=(
            Milestone(on=date(2021, 7, 31), target=Fraction(50)),
            Milestone(on=YEAR_END, target=Fraction(100)),
        ),
    )
    before, on = date(2021, 7, 30), date(2021, 7, 31)
    assert [plan_of(judged, facts(day, tu=6, mau=10)).more for day in (before, on)] == [0, 4]


# Which rows


def test_procedures_that_lack_least_come_first_and_say_what_they_lack():
    rows = procedures(
        ("1.001", "2", "0"), ("1.002", "4", "0"), ("1.003", "4", "1"), ("1.004", "", "1")
    )
    plan = plan_of(indicator(ONLINE, 75), facts(procedures=rows))
    assert (plan.basis, plan.more) == (Basis.STOCK, 2)
    assert [(row.code, row.missing) for row in plan.candidates] == [
        ("1.002", (PORTAL,)),
        ("1.004", (LEVEL,)),
        ("1.001", (LEVEL, PORTAL)),
    ]
    assert [row.code for row in plan.enough] == ["1.002", "1.004"]
    assert plan.value_with(1) == 50


GAPS = st.dictionaries(
    st.sampled_from([f"1.{number:03}" for number in range(9)]),
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (max(pair), min(pair))),
    min_size=1,
)


@given(rows=GAPS, target=st.integers(1, 100))
def test_no_smaller_set_of_rows_would_reach_the_target(
    rows: dict[str, tuple[int, int]], target: int
):
    now = facts(procedures=counted(rows), counted_months=NINE_MONTHS)
    plan = plan_of(indicator(SYNCED, target), now)
    if plan.outlook is Outlook.NO_FIGURES:
        assert not sum(issued for issued, _ in rows.values())
        return
    gaps = [issued - synced for issued, synced in rows.values()]
    short = [
        size
        for size in range(len(gaps) + 1)
        if any(sum(chosen) >= plan.more for chosen in combinations(gaps, size))
    ]
    assert len(plan.enough) == short[0]
    assert sum(row.gain for row in plan.enough) >= plan.more
    gains = [row.gain for row in plan.candidates]
    assert gains == sorted(gains, reverse=True)
    assert all(gains)


def test_rows_of_a_sum_are_added_up_by_procedure():
    twice = replace(SYNCED, numerator="tong_db", denominator="tong")
    now = facts(procedures=counted({"1.001": (10, 4)}), counted_months=NINE_MONTHS)
    plan = plan_of(indicator(twice), now)
    assert plan.basis is Basis.FLOW
    assert [(row.counted, row.gain) for row in plan.candidates] == [(20, 12)]


# Flows


def test_a_flow_grows_to_the_milestone_as_it_did_so_far():
    now = facts(
        procedures=counted({"1.001": (600, 60), "1.002": (300, 30)}), counted_months=NINE_MONTHS
    )
    plan = plan_of(indicator(SYNCED, 25), now)
    grown = plan.projection
    assert grown is not None
    assert (plan.needed, plan.more) == (225, 135)  # of the 900 counted so far
    assert (grown.monthly, grown.months, grown.denominator) == (100, 3, 1200)
    assert (grown.needed, grown.more, grown.per_month) == (300, 210, 70)
    assert (grown.share, grown.is_enough) == (70, True)


def test_coming_months_alone_may_not_be_enough():
    now = facts(procedures=counted({"1.001": (900, 0)}), counted_months=NINE_MONTHS)
    grown = plan_of(indicator(SYNCED), now).projection
    assert grown is not None
    assert (grown.share, grown.is_enough) == (400, False)


def test_a_milestone_of_next_year_begins_at_nothing():
    now = facts(procedures=counted({"1.001": (900, 0)}), counted_months=NINE_MONTHS)
    grown = plan_of(indicator(SYNCED, 50, on=date(2022, 3, 31)), now).projection
    assert grown is not None
    assert (grown.months, grown.denominator, grown.more, grown.share) == (3, 300, 150, 50)


def test_no_month_left_means_no_projection():
    now = facts(
        date(2021, 12, 20),
        procedures=counted({"1.001": (900, 0)}),
        counted_months=frozenset(REPORTING.closed_months(date(2021, 12, 20))),
    )
    assert plan_of(indicator(SYNCED), now).projection is None


# Yes or no, single months, plain figures


def test_an_answer_lacks_itself():
    yes_no = Formula(type=FormulaType.YES_NO, numerator="co")
    plans = [plan_of(indicator(yes_no), facts(co=said)) for said in (0, 1)]
    assert [(plan.basis, plan.outlook, plan.more) for plan in plans] == [
        (Basis.ANSWER, Outlook.SHORT, 1),
        (Basis.ANSWER, Outlook.REACHED, 0),
    ]


def test_a_unit_that_must_be_complete_lacks_what_is_unequal():
    full = indicator(replace(SYNCED, type=FormulaType.YES_NO, numerator="", full="6"))
    asked = replace(full, formula=Formula(type=FormulaType.SHARE_OF_UNITS, of=full.formula))
    other = replace(indicator(SYNCED), id="6")
    now = facts(procedures=counted({"1.001": (10, 4), "1.002": (5, 5)}), counted_months=NINE_MONTHS)
    plan = plan_of(asked, now, other)
    assert (plan.outlook, plan.numerator, plan.denominator) == (Outlook.SHORT, 9, 15)
    assert (plan.needed, plan.more, plan.value) == (15, 6, 60)
    assert [row.code for row in plan.enough] == ["1.001"]


def test_work_of_single_months_has_a_pace():
    months = tuple(
        MonthlyWorkload(month=month, total=200, online=100) for month in sorted(NINE_MONTHS)
    )
    work = Formula(type=FormulaType.RATIO, numerator="hs_mang", denominator="hs")
    plan = plan_of(indicator(work, 80), facts(workload=months[-1]), worked=months)
    assert (plan.basis, plan.more, plan.candidates) == (Basis.MONTH, 60, ())
    assert plan.pace is not None
    assert (plan.pace.months_left, plan.pace.points_per_month) == (3, 10)


def test_a_plain_figure_lacks_the_rest():
    plan = plan_of(indicator(Formula(type=FormulaType.ENTERED, numerator="tu"), 7), facts(tu=3))
    assert (plan.basis, plan.more, plan.best) == (Basis.NUMBER, 4, None)


@pytest.mark.parametrize("recorded", [{}, {"tu": 1, "mau": 0}])
def test_an_empty_state_has_no_plan(recorded: dict[str, int]):
    judged = indicator(ENTERED)
    now = facts(**recorded)
    result = Evaluator({"ct": judged}, MEASURES, frozenset({"cuc"}), now).result(judged)
    assert result.state in (IndicatorState.MISSING, IndicatorState.NONE_AROSE)
    assert plan_of(judged, now).outlook is Outlook.NO_FIGURES
