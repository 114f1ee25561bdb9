"""Steps of tasks: where each leads, when it may lie, and extensions with their answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.task_steps import earliest_day, extensions, step_towards
from egovdesk.domain.tasks import (
    SettledPeriod,
    Task,
    TaskEvent,
    TaskEventKind,
    TaskKind,
    TaskRecord,
    TaskState,
    Timeliness,
    possible_events,
    status_as_of,
)

Kind = TaskEventKind
ASSIGNED_ON = date(2021, 2, 24)
DUE = date(2021, 3, 24)


def record(
    *events: TaskEvent, kind: TaskKind = TaskKind.DEADLINE, every: Recurrence | None = None
) -> TaskRecord:
    task = Task(
        id=1,
        code="2.đ",
        clause="2.đ",
        title="Báo cáo quý",
        kind=kind,
        lead="DKVN",
        recurrence=every,
    )
    assigned = TaskEvent(kind=Kind.ASSIGNED, on=ASSIGNED_ON, due=DUE)
    return TaskRecord(task=task, events=(assigned, *events))


def event(kind: TaskEventKind, month: int, day: int, **more: object) -> TaskEvent:
    return TaskEvent(kind=kind, on=date(2021, month, day), **more)


def test_a_periodic_task_is_due_for_the_oldest_period_that_is_not_settled():
    told = record(
        event(Kind.PERIOD_DONE, 3, 22), event(Kind.PERIOD_DONE, 6, 30), kind=TaskKind.PERIODIC
    )
    first = told.as_of(date(2021, 3, 1))
    assert (first.due, first.timeliness) == (DUE, Timeliness.OPEN_IN_TIME)
    second = told.as_of(date(2021, 6, 29))
    assert (second.due, second.timeliness) == (date(2021, 6, 24), Timeliness.OPEN_OVERDUE)
    third = told.as_of(date(2021, 9, 14))
    assert (third.due, third.state) == (date(2021, 9, 24), TaskState.IN_PROGRESS)
    assert third.settled == (
        SettledPeriod(due=DUE, on=date(2021, 3, 22)),
        SettledPeriod(due=date(2021, 6, 24), on=date(2021, 6, 30)),
    )
    assert [period.is_late for period in third.settled] == [False, True]
    assert third.former_dues == ()


@pytest.mark.parametrize(
    ("every", "dues"),
    [
        (Recurrence.MONTH, [date(2021, 4, 24), date(2021, 5, 24), date(2021, 6, 24)]),
        (Recurrence.QUARTER, [date(2021, 6, 24), date(2021, 9, 24), date(2021, 12, 24)]),
        (Recurrence.HALF_YEAR, [date(2021, 9, 24), date(2022, 3, 24), date(2022, 9, 24)]),
        (Recurrence.YEAR, [date(2022, 3, 24), date(2023, 3, 24), date(2024, 3, 24)]),
        (None, [date(2021, 6, 24), date(2021, 9, 24), date(2021, 12, 24)]),
    ],
)
def test_set_up_once_a_periodic_task_is_due_every_time(every: Recurrence | None, dues: list[date]):
    done = [event(Kind.PERIOD_DONE, 3, 20 + number) for number in range(3)]
    told = [record(*done[:n], kind=TaskKind.PERIODIC, every=every) for n in (1, 2, 3)]
    assert [each.now.due for each in told] == dues


def test_a_note_settles_no_period():
    told = record(event(Kind.PROGRESS, 3, 10, percent=50), kind=TaskKind.PERIODIC)
    assert told.now.due == DUE
    assert Kind.PERIOD_DONE in possible_events(told.now)


def test_an_extension_moves_one_period_only():
    told = record(
        event(Kind.EXTENSION_GRANTED, 3, 20, due=date(2021, 3, 31)),
        event(Kind.PERIOD_DONE, 3, 30),
        kind=TaskKind.PERIODIC,
    )
    assert told.as_of(date(2021, 3, 29)).former_dues == (DUE,)
    assert told.now.due == date(2021, 6, 24)
    assert told.now.settled == (SettledPeriod(due=date(2021, 3, 31), on=date(2021, 3, 30)),)
    assert told.now.former_dues == ()


def test_a_periodic_task_that_was_assigned_without_a_day_is_never_due():
    assigned = TaskEvent(kind=Kind.ASSIGNED, on=ASSIGNED_ON)
    bare = TaskRecord(task=record(kind=TaskKind.PERIODIC).task, events=(assigned,))
    assert bare.now.timeliness is Timeliness.NO_DEADLINE
    assert Kind.PERIOD_DONE not in possible_events(bare.now)


def test_a_task_with_one_deadline_does_not_recur():
    assert Kind.PERIOD_DONE not in possible_events(record().now)
    assert record(event(Kind.PERIOD_DONE, 3, 1)).now.due == DUE


# Where steps lead


@pytest.mark.parametrize(
    ("events", "state", "expected"),
    [
        ([], TaskState.IN_PROGRESS, Kind.PROGRESS),
        ([], TaskState.AWAITING_CONFIRMATION, Kind.COMPLETED),
        ([], TaskState.DONE, None),
        ([], TaskState.SUSPENDED, Kind.SUSPENDED),
        ([], TaskState.NOT_STARTED, None),
        ([Kind.SUSPENDED], TaskState.IN_PROGRESS, Kind.RESUMED),
        ([Kind.COMPLETED], TaskState.DONE, Kind.CONFIRMED),
        ([Kind.COMPLETED], TaskState.IN_PROGRESS, Kind.RETURNED),
        ([Kind.COMPLETED], TaskState.RETURNED, Kind.RETURNED),
        ([Kind.COMPLETED, Kind.CONFIRMED], TaskState.IN_PROGRESS, Kind.RETURNED),
        ([Kind.PROGRESS], TaskState.IN_PROGRESS, None),
        ([Kind.CANCELLED], TaskState.DONE, None),
    ],
)
def test_the_step_that_leads_to_a_state(
    events: list[TaskEventKind], state: TaskState, expected: TaskEventKind | None
):
    now = record(*(event(kind, 3, 1) for kind in events)).now
    assert step_towards(now, state) is expected


@given(
    st.lists(st.sampled_from(TaskEventKind), max_size=6),
    st.sampled_from(TaskState),
)
def test_a_step_is_possible_and_leads_where_it_says(kinds: list[TaskEventKind], state: TaskState):
    events = [event(kind, 3, 1) for kind in kinds if kind is not Kind.ASSIGNED]
    now = record(*events).now
    step = step_towards(now, state)
    if step is None:
        return
    assert step in possible_events(now)
    after = record(*events, event(step, 3, 2)).now
    is_return = step is Kind.RETURNED and state is TaskState.IN_PROGRESS
    assert after.state is (TaskState.RETURNED if is_return else state)


# When steps may lie


def test_progress_may_be_noted_for_any_day_since_the_assignment():
    told = record(event(Kind.COMPLETED, 3, 20))
    assert earliest_day(told, Kind.PROGRESS) == ASSIGNED_ON


def test_a_step_does_not_lie_before_the_one_that_made_it_possible():
    told = record(event(Kind.COMPLETED, 3, 20), event(Kind.PROGRESS, 3, 25))
    assert earliest_day(told, Kind.CONFIRMED) == date(2021, 3, 20)
    assert earliest_day(record(), Kind.COMPLETED) == ASSIGNED_ON


@pytest.mark.parametrize(
    "kind", [Kind.EXTENSION_GRANTED, Kind.TIME_STRETCHED, Kind.EXTENSION_REFUSED]
)
def test_an_answer_does_not_come_before_its_request(kind: TaskEventKind):
    told = record(event(Kind.EXTENSION_REQUESTED, 3, 10), event(Kind.COMPLETED, 3, 20))
    assert earliest_day(told, kind) == date(2021, 3, 10)


def test_a_period_is_not_done_before_it_began():
    told = record(event(Kind.PERIOD_DONE, 3, 22), kind=TaskKind.PERIODIC)
    assert earliest_day(told, Kind.PERIOD_DONE) == date(2021, 3, 25)


def test_without_a_history_no_day_is_too_early():
    bare = TaskRecord(task=record().task)
    assert earliest_day(bare, Kind.PROGRESS) is None
    assert earliest_day(bare, Kind.COMPLETED) is None
    assert status_as_of((), ASSIGNED_ON).state is TaskState.NOT_STARTED


# Extensions


def test_requests_are_paired_with_their_answers():
    asked = event(Kind.EXTENSION_REQUESTED, 3, 1, due=date(2021, 4, 30), note="Chờ kinh phí")
    refused = event(Kind.EXTENSION_REFUSED, 3, 5, document="12/TTCNTT")
    again = event(Kind.EXTENSION_REQUESTED, 3, 8)
    granted = event(Kind.TIME_STRETCHED, 3, 15, due=date(2021, 4, 15))
    third = event(Kind.EXTENSION_REQUESTED, 4, 1)
    found = extensions((asked, refused, again, granted, third))
    assert [(one.request, one.answer) for one in found] == [
        (asked, refused),
        (again, granted),
        (third, None),
    ]


def test_withdrawing_the_task_answers_the_request():
    asked, gone = event(Kind.EXTENSION_REQUESTED, 3, 1), event(Kind.CANCELLED, 3, 5)
    (found,) = extensions((asked, gone))
    assert found.answer == gone
    assert extensions((gone,)) == ()
