"""Findings: each rule speaks up on its cause and only then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from egovdesk.domain.findings import (
    Examined,
    Finding,
    Rule,
    RuleSetting,
    Severity,
    Subject,
    examine,
    fingerprint,
    is_blocking,
)
from egovdesk.domain.indicators import IndicatorResult, IndicatorState
from egovdesk.domain.measures import Facts
from egovdesk.domain.procedures import CountField, ProcedureFigures
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskRecord

CUT_OFF = date(2021, 9, 14)
WINDOW_FIRST = date(2021, 6, 15)
JUMP_POINTS = 20
EVERY_RULE = {
    rule: RuleSetting(
        rule=rule, severity=Severity.WARNING, threshold=JUMP_POINTS if rule is Rule.JUMP else 0
    )
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


def event(kind: TaskEventKind, on: date, **more: object) -> TaskEvent:
    return TaskEvent(kind=kind, on=on, **more)


ASSIGNED = event(TaskEventKind.ASSIGNED, date(2021, 2, 24), due=date(2021, 12, 31))
PROGRESS = event(TaskEventKind.PROGRESS, date(2021, 9, 1), percent=60)
OVERDUE = replace(ASSIGNED, due=date(2021, 9, 4))


def with_task(seen: Examined, *events: TaskEvent) -> Examined:
    record = TaskRecord(task=TASK, events=events)
    return replace(seen, tasks=((record, record.as_of(CUT_OFF)),))


@pytest.fixture
def sound(figures: Callable[..., ProcedureFigures]) -> Examined:
    """A report to which no rule objects."""
    counts = {
        CountField.RECEIVED: 10,
        CountField.RECEIVED_ONLINE: 10,
        CountField.PAYMENTS: 8,
        CountField.PAYMENTS_PORTAL: 3,
    }
    seen = Examined(
        facts=Facts(
            agency="DKVN",
            as_of=CUT_OFF,
            procedures=(figures("1.001023", counts=counts),),
            counted_months=frozenset({"2021-08", "2021-09"}),
        ),
        results=(RESULT,),
        previous=(replace(RESULT, value=Fraction(50 - JUMP_POINTS)),),
        tasks=(),
        due_months=("2021-08", "2021-09"),
        window_first=WINDOW_FIRST,
    )
    return with_task(seen, ASSIGNED, PROGRESS)


def with_result(seen: Examined, **changed: object) -> Examined:
    return replace(seen, results=(replace(RESULT, **changed),))


def with_counts(
    figures: Callable[..., ProcedureFigures], seen: Examined, **counts: int
) -> Examined:
    register = (figures("1.001023", counts={CountField(name): n for name, n in counts.items()}),)
    return replace(seen, facts=replace(seen.facts, procedures=register))


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
        lambda seen, figures: with_counts(figures, seen, payments=2, payments_portal=3),
        (Subject.PROCEDURE, "1.001023"),
        {"part": "payments_portal", "whole": "payments", "numerator": 3, "denominator": 2},
    ),
    (
        Rule.PART_ABOVE_WHOLE,
        lambda seen, figures: with_counts(figures, seen, results_synced=1),
        (Subject.PROCEDURE, "1.001023"),
        {"part": "results_synced", "whole": "results", "numerator": 1, "denominator": 0},
    ),
    (
        Rule.BASELINE_MISSING,
        lambda seen, _: with_result(seen, **missing(numerator=40, denominator=80)),
        (Subject.INDICATOR, "ct6"),
        {},
    ),
    (
        Rule.INDICATOR_MISSING,
        lambda seen, _: with_result(seen, **missing(numerator=40)),
        (Subject.INDICATOR, "ct6"),
        {},
    ),
    (
        Rule.MONTH_MISSING,
        lambda seen, _: replace(
            seen, facts=replace(seen.facts, counted_months=frozenset({"2021-09"}))
        ),
        (Subject.MONTH, "2021-08"),
        {},
    ),
    (
        Rule.TASK_OVERDUE,
        lambda seen, _: with_task(seen, OVERDUE, PROGRESS),
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
        Rule.NO_CHANGE_SINCE,
        lambda seen, _: with_task(seen, ASSIGNED),
        (Subject.TASK, "2.a"),
        {},
    ),
    (
        Rule.JUMP,
        lambda seen, _: with_result(seen, value=Fraction(501, 10)),
        (Subject.INDICATOR, "ct6"),
        {"threshold": JUMP_POINTS, "moved": 20},
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


def test_all_of_the_whole_is_no_more_than_the_whole(sound: Examined):
    full = with_result(sound, numerator=80, value=Fraction(50))
    assert examine(full, EVERY_RULE) == ()


def test_an_empty_report_is_noticed(sound: Examined):
    empty = replace(
        sound,
        facts=Facts(agency="DKVN", as_of=CUT_OFF),
        results=(replace(RESULT, **missing(state=IndicatorState.NOT_APPLICABLE)),),
        tasks=(),
    )
    assert [finding.rule for finding in examine(empty, EVERY_RULE)] == [Rule.NOTHING_RECORDED]


def test_a_unit_without_procedures_owes_no_monthly_counts(sound: Examined):
    without = replace(sound, facts=Facts(agency="VPC", as_of=CUT_OFF))
    assert examine(without, EVERY_RULE) == ()


def test_a_pending_request_is_waited_for(sound: Examined):
    asked = event(TaskEventKind.EXTENSION_REQUESTED, date(2021, 9, 2))
    assert examine(with_task(sound, OVERDUE, asked), EVERY_RULE) == ()


@pytest.mark.parametrize(
    "events",
    [
        [ASSIGNED, event(TaskEventKind.COMPLETED, date(2021, 5, 4), evidence=(7,))],
        [replace(ASSIGNED, due=None)],
        [ASSIGNED, event(TaskEventKind.CANCELLED, date(2021, 5, 4))],
        [ASSIGNED, event(TaskEventKind.PROGRESS, WINDOW_FIRST)],
    ],
)
def test_tasks_at_rest_for_a_reason_are_left_alone(sound: Examined, events: list[TaskEvent]):
    assert examine(with_task(sound, *events), EVERY_RULE) == ()


@pytest.mark.parametrize("changed", [{"value": None}, {"indicator": "moi"}])
def test_a_jump_needs_two_values_of_one_indicator(sound: Examined, changed: dict[str, object]):
    seen = replace(sound, previous=(replace(RESULT, value=Fraction(0)),))
    assert examine(with_result(seen, **changed), EVERY_RULE) == ()


def test_errors_come_first_and_block():
    seen = Examined(
        facts=Facts(agency="DKVN", as_of=CUT_OFF),
        results=(replace(RESULT, **missing()), replace(RESULT, indicator="ct7", numerator=81)),
        previous=(),
        tasks=(),
        due_months=(),
        window_first=WINDOW_FIRST,
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
