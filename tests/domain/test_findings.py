"""Findings: each rule speaks up on its cause and only then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.examination import _CHECKS, examine
from egovdesk.domain.examined import CatalogueVersion, Examined
from egovdesk.domain.findings import (
    DEFAULTS,
    Finding,
    Rule,
    RuleSetting,
    Severity,
    Subject,
    clause_key,
    clause_of_key,
    count_key,
    count_of_key,
    fingerprint,
    is_blocking,
)
from egovdesk.domain.indicators import (
    Applicability,
    ChangeMode,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    IndicatorState,
    Milestone,
    Unit,
)
from egovdesk.domain.measures import Baseline, EnteredValue, Facts
from egovdesk.domain.monthly_counts import CountedProcedure, is_jump, months_before
from egovdesk.domain.procedures import CountField, ProcedureAttribute, ProcedureFigures
from egovdesk.domain.quarter import DateRange, ReportingRules
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskRecord
from egovdesk.domain.workload import MonthlyWorkload

CUT_OFF = date(2021, 9, 14)
WINDOW = DateRange(first=date(2021, 6, 15), last=CUT_OFF)
REPORTING = ReportingRules(month_closes_on=14, due_day=24)
YEAR = REPORTING.closed_months(CUT_OFF)
MONTHS, MONTHS_BEFORE = YEAR[-3:], YEAR[-6:-3]
JUMP_POINTS = 20
LEAST_COPIED = 5
THRESHOLDS = {Rule.JUMP: JUMP_POINTS, Rule.COPIED_REPORT: LEAST_COPIED}
EVERY_RULE = {
    rule: RuleSetting(rule=rule, severity=Severity.WARNING, threshold=THRESHOLDS.get(rule, 0))
    for rule in Rule
}
RESULT = IndicatorResult(
    indicator="ct6",
    as_of=CUT_OFF,
    state=IndicatorState.ON_TRACK,
    numerator=40,
    denominator=80,
    value=Fraction(50),
)
TASK = Task(
    id=1, code="2.a", clause="2.a", title="Văn bản điện tử", kind=TaskKind.DEADLINE, lead="DKVN"
)
CODE = "1.001023"
USUAL = (100, 60, 80, 20, 90, 85, 70, 70)
"""A month's counts in the order of `CountField`: more results than dossiers received may be."""
CATALOGUE = CatalogueVersion(id="bgtvt-2021", version=1)
INDICATOR_1 = Indicator(
    id="ct1",
    number=1,
    clause="2.c",
    title={"vi": "Tỷ lệ tăng thêm so với năm 2020", "en": "Gain since 2020"},
    short={"vi": "Tăng thêm", "en": "Gain"},
    unit=Unit.POINTS,
    formula=Formula(
        type=FormulaType.CHANGE,
        numerator="truc_tuyen",
        denominator="tthc",
        baseline_on=date(2020, 12, 31),
        mode=ChangeMode.POINTS,
    ),
    applies=Applicability(groups=("specialised",)),
    milestones=(Milestone(on=date(2021, 12, 31), target=Fraction(20)),),
    starts_on=date(2020, 12, 31),
)


def event(kind: TaskEventKind, on: date, **more: object) -> TaskEvent:
    return TaskEvent(kind=kind, on=on, **more)


ASSIGNED = event(TaskEventKind.ASSIGNED, date(2021, 2, 24), due=date(2021, 12, 31))
PROGRESS = event(TaskEventKind.PROGRESS, date(2021, 9, 1), percent=60)
DONE = event(TaskEventKind.COMPLETED, date(2021, 9, 1), evidence=(7,))
ASKED = event(TaskEventKind.EXTENSION_REQUESTED, date(2021, 9, 2))
OVERDUE = replace(ASSIGNED, due=date(2021, 9, 4))


def with_task(seen: Examined, *events: TaskEvent) -> Examined:
    record = TaskRecord(task=TASK, events=events)
    return replace(seen, tasks=((record, record.as_of(CUT_OFF)),))


@pytest.fixture
def sound(figures: Callable[..., ProcedureFigures]) -> Examined:
    """A report to which no rule objects."""
    facts = Facts(
        agency="DKVN",
        as_of=CUT_OFF,
        procedures=(figures(CODE, attributes={ProcedureAttribute.LEVEL: "4"}),),
        counted_months=frozenset(YEAR),
        signers=dict.fromkeys(SignerStage, 45),
    )
    seen = Examined(
        facts=facts,
        before=replace(facts, as_of=date(2021, 6, 14), counted_months=frozenset(YEAR[:-3])),
        results=(RESULT,),
        previous=(replace(RESULT, value=Fraction(50 - JUMP_POINTS)),),
        indicators={"ct1": INDICATOR_1},
        tasks=(),
        window=WINDOW,
        today=date(2021, 9, 20),
        months=MONTHS,
        months_before=MONTHS_BEFORE,
        due_months={month: REPORTING.month_days(month) for month in YEAR},
        work_due=YEAR,
        counts=(counted(),),
        workload={
            month: MonthlyWorkload(month=month, total=500 + place, online=300 + place)
            for place, month in enumerate(YEAR)
        },
        catalogue=CATALOGUE,
        catalogue_before=CATALOGUE,
        uncovered=(),
        later=0,
    )
    return with_task(seen, ASSIGNED, PROGRESS)


def counted(**changed: tuple[int, ...] | None) -> CountedProcedure:
    """Return two years of counts, each month another; m09=(…) changes a month, None drops it."""
    months = {f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)}
    counts = {
        month: tuple(count + place for count in USUAL)
        for place, month in enumerate(sorted(months))
        if month <= YEAR[-1]
    }
    for name, given_counts in changed.items():
        month = f"2021-{name[1:]}"
        del counts[month]
        if given_counts is not None:
            counts[month] = given_counts
    return CountedProcedure(code=CODE, counts=counts, in_force={date(2018, 1, 1): True})


def cell(month: str, count: CountField = CountField.RECEIVED, code: str = CODE) -> str:
    return count_key(month, count, code)


def with_counts(seen: Examined, *procedures: CountedProcedure) -> Examined:
    return replace(seen, counts=procedures)


def with_facts(seen: Examined, **changed: object) -> Examined:
    return replace(seen, facts=replace(seen.facts, **changed))


def with_attributes(
    figures: Callable[..., ProcedureFigures], seen: Examined, **attributes: str
) -> Examined:
    named = {ProcedureAttribute(name): held for name, held in attributes.items()}
    return with_facts(seen, procedures=(figures(CODE, attributes=named),))


def with_baseline(seen: Examined, numerator: int, denominator: int) -> Examined:
    """Indicator 1 against a figure of 31/12/2020."""
    baseline = Baseline(
        indicator="ct1",
        on=date(2020, 12, 31),
        numerator=numerator,
        denominator=denominator,
    )
    result = replace(RESULT, indicator="ct1", numerator=62, denominator=80)
    return replace(with_facts(seen, baselines={"ct1": baseline}), results=(result,))


def with_work(seen: Examined, month: str, total: int, online: int) -> Examined:
    work = MonthlyWorkload(month=month, total=total, online=online)
    return replace(seen, workload={**seen.workload, month: work})


def without_work(seen: Examined, month: str) -> Examined:
    kept = {name: work for name, work in seen.workload.items() if name != month}
    return replace(seen, workload=kept)


def copied(seen: Examined) -> Examined:
    """Enter the counts and the work of April to June again for July to September."""
    procedure, work = seen.counts[0], dict(seen.workload)
    counts = dict(procedure.counts)
    for month, before in zip(MONTHS, MONTHS_BEFORE, strict=True):
        counts[month] = counts[before]
        work[month] = replace(work[before], month=month)
    return replace(seen, counts=(replace(procedure, counts=counts),), workload=work)


def at_rest(seen: Examined) -> Examined:
    """Nothing was recorded since the cut-off before: no counts, no work, no progress."""
    still = replace(
        seen,
        counts=(counted(m07=None, m08=None, m09=None),),
        workload={month: seen.workload[month] for month in YEAR[:-3]},
        due_months={month: seen.due_months[month] for month in YEAR[:-3]},
        work_due=YEAR[:-3],
    )
    done = event(TaskEventKind.COMPLETED, date(2021, 5, 4), evidence=(7,))
    return with_facts(with_task(still, ASSIGNED, done), counted_months=frozenset(YEAR[:-3]))


def an_examined(**given_parts: object) -> Examined:
    """A unit of which nothing is known but what is given."""
    nothing: dict[str, object] = {
        "facts": Facts(agency="DKVN", as_of=CUT_OFF),
        "before": Facts(agency="DKVN", as_of=date(2021, 6, 14)),
        "results": (),
        "previous": (),
        "indicators": {},
        "tasks": (),
        "window": WINDOW,
        "today": CUT_OFF,
        "months": MONTHS,
        "months_before": MONTHS_BEFORE,
        "due_months": {month: REPORTING.month_days(month) for month in YEAR},
        "work_due": (),
        "counts": (),
        "workload": {},
        "catalogue": CATALOGUE,
        "catalogue_before": None,
        "uncovered": (),
        "later": 0,
    }
    return Examined(**{**nothing, **given_parts})  # type: ignore[arg-type]


def only(*rules: Rule) -> dict[Rule, RuleSetting]:
    return {rule: EVERY_RULE[rule] for rule in rules}


def with_result(seen: Examined, **changed: object) -> Examined:
    return replace(seen, results=(replace(RESULT, **changed),))


def missing(**known: object) -> dict[str, object]:
    nothing = {"numerator": None, "denominator": None, "value": None}
    return {"state": IndicatorState.MISSING, **nothing, **known}


# rule, what to change in a sound report, subject and key of the finding, its figures
CAUSES: list[tuple[Rule, Callable[..., Examined], tuple[Subject, str], dict[str, object]]] = [
    (
        Rule.NUMERATOR_ABOVE_DENOMINATOR,
        lambda seen, _: with_result(seen, numerator=81),
        (Subject.INDICATOR, "ct6"),
        {"numerator": 81, "denominator": 80},
    ),
    (
        Rule.PART_ABOVE_WHOLE,
        lambda seen, _: with_counts(seen, counted(m08=(107, 67, 87, 88, 97, 92, 77, 77))),
        (Subject.COUNT, cell("2021-08", CountField.PAYMENTS_PORTAL)),
        {"part": "payments_portal", "whole": "payments", "numerator": 88, "denominator": 87},
    ),
    (
        Rule.PART_ABOVE_WHOLE,
        lambda seen, _: with_work(seen, "2021-09", 520, 521),
        (Subject.WORKLOAD, "2021-09"),
        {"part": "online", "whole": "total", "numerator": 521, "denominator": 520},
    ),
    (
        Rule.PART_ABOVE_WHOLE,  # 45 of 52 units use signatures (article of 10/08/2021)
        lambda seen, _: with_facts(
            seen, signers={**dict.fromkeys(SignerStage, 45), SignerStage.SIGNING: 52}
        ),
        (Subject.SIGNERS, "signing"),
        {"part": "signing", "whole": "valid", "numerator": 52, "denominator": 45},
    ),
    (
        Rule.BASELINE_MISSING,
        lambda seen, _: with_result(seen, **missing(numerator=40, denominator=80)),
        (Subject.BASELINE, "ct6"),
        {},
    ),
    (
        Rule.BASELINE_TOO_HIGH,  # 290 of 312 procedures online (Bộ Xây dựng, 12/2025): 92,9%
        lambda seen, _: with_baseline(seen, 290, 312),
        (Subject.BASELINE, "ct1"),
        {"numerator": 290, "denominator": 312, "most": "275/39", "target": "20"},
    ),
    (
        Rule.INDICATOR_MISSING,
        lambda seen, _: with_result(seen, **missing(numerator=40)),
        (Subject.INDICATOR, "ct6"),
        {},
    ),
    (
        Rule.MONTH_MISSING,
        lambda seen, _: with_facts(
            with_counts(seen, counted(m08=None)), counted_months=frozenset(YEAR) - {"2021-08"}
        ),
        (Subject.MONTH, "2021-08"),
        {},
    ),
    (
        Rule.MONTH_PARTLY_MISSING,
        lambda seen, _: with_counts(seen, counted(m08=None)),
        (Subject.COUNT, cell("2021-08")),
        {"count": 1},
    ),
    (
        Rule.WORKLOAD_MISSING,
        lambda seen, _: without_work(seen, "2021-05"),
        (Subject.WORKLOAD, "2021-05"),
        {},
    ),
    (
        Rule.PORTAL_WITHOUT_LEVEL,
        lambda seen, figures: with_attributes(figures, seen, portal="1"),
        (Subject.PROCEDURE, CODE),
        {"field": "level"},
    ),
    (
        Rule.PAYMENT_WITHOUT_FEE,
        lambda seen, figures: with_attributes(figures, seen, payment="1", fee="0"),
        (Subject.PROCEDURE, CODE),
        {"field": "fee"},
    ),
    (
        Rule.JUMP,
        lambda seen, _: with_result(seen, value=Fraction(501, 10)),
        (Subject.INDICATOR, "ct6"),
        {"threshold": JUMP_POINTS, "moved": 20},
    ),
    (
        Rule.COUNT_JUMP,  # 114.629 typed for 114
        lambda seen, _: with_counts(seen, counted(m09=(114_629, 80, 100, 40, 110, 105, 90, 90))),
        (Subject.COUNT, cell("2021-09")),
        {"count": 1, "value": 114_629, "usual": "227/2"},
    ),
    (
        Rule.TASK_OVERDUE,
        lambda seen, _: with_task(seen, OVERDUE, PROGRESS),
        (Subject.TASK, "2.a"),
        {"days": 10},
    ),
    (
        Rule.EXTENSION_UNANSWERED,
        lambda seen, _: with_task(seen, OVERDUE, ASKED),
        (Subject.TASK, "2.a"),
        {"days": 10},
    ),
    (
        Rule.DONE_WITHOUT_EVIDENCE,
        lambda seen, _: with_task(seen, ASSIGNED, event(TaskEventKind.COMPLETED, date(2021, 9, 1))),
        (Subject.TASK, "2.a"),
        {},
    ),
    (
        Rule.DONE_BEFORE_ASSIGNED,
        lambda seen, _: with_task(seen, ASSIGNED, replace(DONE, on=date(2021, 1, 24))),
        (Subject.TASK, "2.a"),
        {"day": "2021-01-24", "assigned": "2021-02-24"},
    ),
    (
        Rule.DONE_IN_FUTURE,
        lambda seen, _: with_task(seen, ASSIGNED, PROGRESS, replace(DONE, on=date(2021, 9, 21))),
        (Subject.TASK, "2.a"),
        {"day": "2021-09-21"},
    ),
    (
        Rule.NO_CHANGE_SINCE,
        lambda seen, _: with_task(seen, ASSIGNED),
        (Subject.TASK, "2.a"),
        {},
    ),
    (
        Rule.CLAUSE_UNCOVERED,
        lambda seen, _: replace(seen, uncovered=(("1478/BGTVT-TTCNTT", "2.d-6"),)),
        (Subject.CLAUSE, "1478/BGTVT-TTCNTT#2.d-6"),
        {},
    ),
    (
        Rule.COPIED_REPORT,
        lambda seen, _: copied(seen),
        (Subject.REPORT, "report"),
        {"count": 3 * (len(CountField) + 2)},
    ),
    (
        Rule.NOTHING_NEW,
        lambda seen, _: at_rest(seen),
        (Subject.REPORT, "report"),
        {},
    ),
    (
        Rule.TARGET_DATE_PASSED,
        lambda seen, _: replace(
            seen,
            indicators={
                "ct6": replace(
                    INDICATOR_1,
                    id="ct6",
                    milestones=(Milestone(on=date(2021, 6, 14), target=Fraction(50)),),
                )
            },
        ),
        (Subject.INDICATOR, "ct6"),
        {"day": "2021-06-14"},
    ),
    (
        Rule.CATALOGUE_CHANGED,
        lambda seen, _: replace(seen, catalogue=replace(CATALOGUE, version=2)),
        (Subject.CATALOGUE, "bgtvt-2021"),
        {"version": 2, "before": "bgtvt-2021", "version_before": 1},
    ),
    (
        Rule.RECORDS_AFTER_CUT_OFF,
        lambda seen, _: replace(seen, later=3),
        (Subject.REPORT, "report"),
        {"count": 3, "day": "2021-09-14"},
    ),
]


def test_a_sound_report_has_no_findings(sound: Examined):
    assert examine(sound, EVERY_RULE) == ()


@pytest.mark.parametrize(("rule", "cause", "where", "data"), CAUSES)
def test_a_rule_finds_its_cause_and_no_other_rule_does(
    sound: Examined,
    figures: Callable[..., ProcedureFigures],
    rule: Rule,
    cause: Callable[..., Examined],
    where: tuple[Subject, str],
    data: dict[str, object],
):
    assert examine(cause(sound, figures), EVERY_RULE) == (
        Finding(rule=rule, severity=Severity.WARNING, subject=where[0], key=where[1], data=data),
    )


@pytest.mark.parametrize(("rule", "cause"), [cause[:2] for cause in CAUSES])
def test_a_rule_that_is_switched_off_is_silent(
    sound: Examined,
    figures: Callable[..., ProcedureFigures],
    rule: Rule,
    cause: Callable[..., Examined],
):
    others = {name: setting for name, setting in EVERY_RULE.items() if name is not rule}
    assert examine(cause(sound, figures), others) == ()


def test_every_rule_is_carried_out_and_has_an_example():
    assert set(_CHECKS) == set(Rule) == set(DEFAULTS)
    shown = {cause[0] for cause in CAUSES}
    assert set(Rule) - shown == {Rule.NOTHING_RECORDED}  # below: no other rule may speak then


def test_keys_can_be_taken_apart_again():
    assert count_of_key(cell("2021-09", code="1.00/1#x")) == ("2021-09", "received", "1.00/1#x")
    assert clause_of_key(clause_key("91/TB-BGTVT#2", "I.1")) == ("91/TB-BGTVT#2", "I.1")


# Figures


def test_all_of_the_whole_is_no_more_than_the_whole(sound: Examined):
    full = with_result(sound, numerator=80, value=Fraction(50))
    assert examine(full, EVERY_RULE) == ()


def test_a_baseline_cannot_count_more_than_there_is(sound: Examined):
    found = examine(with_baseline(sound, 81, 80), EVERY_RULE)
    assert (Rule.NUMERATOR_ABOVE_DENOMINATOR, Subject.BASELINE, "ct1") in [
        (finding.rule, finding.subject, finding.key) for finding in found
    ]


def test_half_of_the_procedures_leave_room_for_twenty_points(sound: Examined):
    assert examine(with_baseline(sound, 40, 80), EVERY_RULE) == ()


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_baseline_is_too_high_exactly_above_80_per_cent(numerator: int, denominator: int):
    baseline = Baseline(
        indicator="ct1", on=date(2020, 12, 31), numerator=numerator, denominator=denominator
    )
    seen = an_examined(
        facts=Facts(agency="DKVN", as_of=CUT_OFF, baselines={"ct1": baseline}),
        results=(replace(RESULT, indicator="ct1"),),
        indicators={"ct1": INDICATOR_1},
    )
    found = examine(seen, only(Rule.BASELINE_TOO_HIGH))
    assert bool(found) == (Fraction(numerator, denominator) > Fraction(80, 100))


@given(st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_parts_are_compared_with_their_own_wholes_only(counts: list[int]):
    months = {"2021-09": tuple(counts)}
    seen = an_examined(counts=(CountedProcedure(code=CODE, counts=months),))
    found = [finding.key for finding in examine(seen, only(Rule.PART_ABOVE_WHOLE))]
    fields = list(CountField)
    pairs = [(0, 1), (2, 3), (4, 5), (6, 7)]
    assert found == [
        cell("2021-09", fields[part]) for whole, part in pairs if counts[part] > counts[whole]
    ]


def test_months_that_have_not_closed_are_not_judged_yet():
    months = {"2021-10": (1, 2, 3, 4, 5, 6, 7, 8)}
    seen = an_examined(counts=(CountedProcedure(code=CODE, counts=months),))
    assert examine(seen, only(Rule.PART_ABOVE_WHOLE, Rule.COUNT_JUMP)) == ()


def test_a_procedure_that_is_not_in_force_needs_no_level(
    sound: Examined, figures: Callable[..., ProcedureFigures]
):
    gone = with_attributes(figures, sound, portal="1", payment="1", in_force="0")
    assert examine(gone, EVERY_RULE) == ()


def test_what_does_not_apply_has_no_target_to_miss(sound: Examined):
    passed = Milestone(on=date(2020, 12, 31), target=Fraction(50))
    old = replace(INDICATOR_1, id="ct6", milestones=(passed,))
    seen = replace(with_result(sound, state=IndicatorState.NOT_APPLICABLE), indicators={"ct6": old})
    assert examine(seen, EVERY_RULE) == ()


@pytest.mark.parametrize("changed", [{"value": None}, {"indicator": "moi"}])
def test_a_jump_needs_two_values_of_one_indicator(sound: Examined, changed: dict[str, object]):
    seen = replace(sound, previous=(replace(RESULT, value=Fraction(0)),))
    assert examine(with_result(seen, **changed), EVERY_RULE) == ()


# Months


def test_one_finding_names_the_first_of_the_procedures_that_a_month_lacks(sound: Examined):
    lacking = [replace(counted(m08=None), code=code) for code in ("1.002", "1.003")]
    (found,) = examine(with_counts(sound, counted(), *lacking), EVERY_RULE)
    assert (found.key, found.data) == (cell("2021-08", code="1.002"), {"count": 2})


@given(
    st.dates(date(2021, 1, 1), date(2021, 9, 30)),
    st.dates(date(2021, 1, 1), date(2021, 9, 30)),
    st.sets(st.sampled_from(YEAR)),
)
def test_a_month_lacks_the_counts_of_what_was_in_force_on_any_of_its_days(
    announced: date, abolished: date, recorded: set[str]
):
    held = dict(sorted([(announced, True), (abolished, False)], key=lambda one: one[0]))
    counts = dict.fromkeys(recorded, USUAL)
    seen = an_examined(
        facts=Facts(agency="DKVN", as_of=CUT_OFF, counted_months=frozenset(YEAR)),
        counts=(CountedProcedure(code=CODE, counts=counts, in_force=held),),
    )
    found = {count_of_key(f.key)[0] for f in examine(seen, only(Rule.MONTH_PARTLY_MISSING))}

    def was_in_force(day: date) -> bool:
        return next((answer for on, answer in reversed(held.items()) if on <= day), False)

    days = (date(2020, 12, 15) + timedelta(days=n) for n in range(274))
    in_force = {REPORTING.running_month(day) for day in days if was_in_force(day)}
    assert found == (in_force & set(YEAR)) - recorded


def test_a_unit_without_procedures_owes_no_monthly_counts(sound: Examined):
    without = with_facts(sound, procedures=(), counted_months=frozenset())
    seen = replace(without, counts=(), before=replace(sound.before, procedures=()))
    assert examine(seen, EVERY_RULE) == ()


def test_a_unit_that_is_asked_for_no_work_owes_none(sound: Examined):
    assert examine(replace(sound, workload={}, work_due=()), EVERY_RULE) == ()


def test_the_counts_that_jump_are_told_once_a_month(sound: Examined):
    odd = counted(m08=(900, 67, 87, 27, 97, 92, 77, 77), m09=(2, 2, 88, 28, 98, 93, 78, 78))
    found = examine(with_counts(sound, odd, replace(odd, code="1.9")), EVERY_RULE)
    assert [(f.rule, f.key, f.data["count"]) for f in found] == [
        (Rule.COUNT_JUMP, cell("2021-08"), 2),
        (Rule.COUNT_JUMP, cell("2021-09"), 4),
    ]


COUNTS = st.integers(0, 60)


@given(st.lists(st.tuples(*[COUNTS] * 8), min_size=1, max_size=15))
def test_the_finding_counts_what_the_sheet_of_the_month_marks(rows: list[tuple[int, ...]]):
    known = (*months_before("2021-07"), *MONTHS)[-len(rows) :]
    procedure = CountedProcedure(code=CODE, counts=dict(zip(known, rows, strict=True)))
    expected = {}
    for month in MONTHS:
        past = [procedure.counts[one] for one in months_before(month) if one in procedure.counts]
        marked = sum(
            is_jump(value, [row[place] for row in past])
            for place, value in enumerate(procedure.counts.get(month, ()))
        )
        if marked:
            expected[month] = marked
    found = examine(an_examined(counts=(procedure,)), only(Rule.COUNT_JUMP))
    assert {count_of_key(f.key)[0]: f.data["count"] for f in found} == expected


# The report as a whole


def test_an_empty_report_is_noticed(sound: Examined):
    empty = replace(
        sound,
        facts=Facts(agency="DKVN", as_of=CUT_OFF),
        before=Facts(agency="DKVN", as_of=date(2021, 6, 14)),
        results=(replace(RESULT, **missing(state=IndicatorState.NOT_APPLICABLE)),),
        counts=(),
        workload={},
        work_due=(),
        tasks=(),
    )
    assert [finding.rule for finding in examine(empty, EVERY_RULE)] == [Rule.NOTHING_RECORDED]
    assert examine(with_task(empty, ASSIGNED, PROGRESS), EVERY_RULE) == ()


@pytest.mark.parametrize(
    "news",
    [
        lambda seen: with_facts(seen, counted_months=frozenset(YEAR[:-2])),
        lambda seen: with_work(seen, "2021-09", 500, 400),
        lambda seen: with_task(seen, ASSIGNED, PROGRESS),
        lambda seen: with_facts(seen, signers=dict.fromkeys(SignerStage, 46)),
        lambda seen: with_facts(
            seen,
            entered={"m": EnteredValue(measure="m", on=date(2021, 7, 1), value=1)},
        ),
    ],
)
def test_anything_that_is_recorded_of_the_quarter_is_news(
    sound: Examined, news: Callable[[Examined], Examined]
):
    assert examine(at_rest(sound), only(Rule.NOTHING_NEW))
    assert examine(news(at_rest(sound)), only(Rule.NOTHING_NEW)) == ()


def test_a_quarter_that_is_still_running_may_yet_bring_news(sound: Examined):
    early = replace(at_rest(sound), today=date(2021, 7, 1))
    assert examine(early, only(Rule.NOTHING_NEW)) == ()


@given(
    st.lists(st.tuples(*[st.integers(0, 2)] * 8), min_size=6, max_size=6),
    st.lists(st.integers(0, 2), min_size=6, max_size=6),
)
def test_a_report_is_a_copy_if_every_month_repeats_the_one_three_before(
    rows: list[tuple[int, ...]], works: list[int]
):
    months = (*MONTHS_BEFORE, *MONTHS)
    seen = an_examined(
        counts=(CountedProcedure(code=CODE, counts=dict(zip(months, rows, strict=True))),),
        workload={
            month: MonthlyWorkload(month=month, total=2, online=online)
            for month, online in zip(months, works, strict=True)
        },
    )
    for repeated in (seen, copied(seen)):
        counts, work = repeated.counts[0].counts, repeated.workload
        is_copy = all(
            counts[month] == counts[before] and work[month].online == work[before].online
            for month, before in zip(MONTHS, MONTHS_BEFORE, strict=True)
        )
        figures = [count for month in MONTHS for count in counts[month]]
        figures += [count for month in MONTHS for count in (2, work[month].online)]
        not_0 = sum(count != 0 for count in figures)
        found = [f.data for f in examine(repeated, only(Rule.COPIED_REPORT))]
        assert found == ([{"count": not_0}] if is_copy and not_0 >= LEAST_COPIED else [])


def test_what_stands_as_it_stood_is_no_copy(sound: Examined):
    """Levels, portal and signers are those of the quarter before, and only they."""
    assert sound.facts.procedures == sound.before.procedures
    assert examine(sound, only(Rule.COPIED_REPORT)) == ()
    nothing_counted = replace(sound, counts=(), workload={})
    assert examine(nothing_counted, only(Rule.COPIED_REPORT)) == ()


def test_months_of_nothing_are_no_copy_of_months_of_nothing(sound: Examined):
    zeros = dict.fromkeys(YEAR, (0,) * 8)
    empty = with_counts(sound, CountedProcedure(code=CODE, counts=zeros))
    assert examine(replace(empty, workload={}), only(Rule.COPIED_REPORT)) == ()


def test_a_part_of_a_quarter_is_compared_with_no_whole_one(sound: Examined):
    seen = copied(sound)
    assert examine(replace(seen, months=MONTHS[:2]), only(Rule.COPIED_REPORT)) == ()


def test_a_first_report_follows_no_other_catalogue(sound: Examined):
    assert examine(replace(sound, catalogue_before=None), EVERY_RULE) == ()


# Tasks


@pytest.mark.parametrize(
    "events",
    [
        [ASSIGNED, event(TaskEventKind.COMPLETED, date(2021, 5, 4), evidence=(7,))],
        [replace(ASSIGNED, due=None)],
        [ASSIGNED, event(TaskEventKind.CANCELLED, date(2021, 5, 4))],
        [ASSIGNED, event(TaskEventKind.PROGRESS, WINDOW.first)],
        [ASSIGNED, replace(DONE, on=ASSIGNED.on)],
        [ASSIGNED, PROGRESS, replace(DONE, on=date(2021, 9, 20))],
        [replace(ASSIGNED, due=date(2021, 9, 14)), ASKED],
    ],
)
def test_tasks_at_rest_for_a_reason_are_left_alone(sound: Examined, events: list[TaskEvent]):
    assert examine(with_task(sound, *events), EVERY_RULE) == ()


def test_a_refused_extension_leaves_the_task_overdue(sound: Examined):
    refused = event(TaskEventKind.EXTENSION_REFUSED, date(2021, 9, 10))
    found = examine(with_task(sound, OVERDUE, ASKED, refused), EVERY_RULE)
    assert [finding.rule for finding in found] == [Rule.TASK_OVERDUE]


# Severity and fingerprint


def test_errors_come_first_and_block():
    seen = an_examined(
        results=(replace(RESULT, **missing()), replace(RESULT, indicator="ct7", numerator=81)),
    )
    settings = {
        Rule.INDICATOR_MISSING: RuleSetting(rule=Rule.INDICATOR_MISSING, severity=Severity.NOTICE),
        Rule.NUMERATOR_ABOVE_DENOMINATOR: RuleSetting(
            rule=Rule.NUMERATOR_ABOVE_DENOMINATOR, severity=Severity.ERROR
        ),
    }
    found = examine(seen, settings)
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.NOTICE]
    assert is_blocking(found)
    assert not is_blocking(found[1:])


def test_the_fingerprint_tells_settings_apart_whatever_their_order():
    jump = EVERY_RULE[Rule.JUMP]
    others = {rule: setting for rule, setting in EVERY_RULE.items() if rule is not Rule.JUMP}
    prints = {
        fingerprint(EVERY_RULE),
        fingerprint(others),
        fingerprint(others | {Rule.JUMP: replace(jump, threshold=21)}),
        fingerprint(others | {Rule.JUMP: replace(jump, severity=Severity.ERROR)}),
    }
    assert len(prints) == 4
    assert fingerprint({Rule.JUMP: jump} | others) == fingerprint(EVERY_RULE)


def test_the_defaults_block_only_what_must_not_pass():
    blocking = {rule for rule, setting in DEFAULTS.items() if setting.severity is Severity.ERROR}
    assert blocking == {
        Rule.NOTHING_RECORDED,
        Rule.NUMERATOR_ABOVE_DENOMINATOR,
        Rule.PART_ABOVE_WHOLE,
        Rule.BASELINE_MISSING,
    }
