"""Tasks: what dated events amount to on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.recurrence import Recurrence, Series
from egovdesk.domain.tasks import (
    Task,
    TaskEvent,
    TaskEventKind,
    TaskKind,
    TaskRecord,
    TaskState,
    Timeliness,
    count_by_timeliness,
    possible_events,
    status_as_of,
)

ASSIGNED_ON = date(2021, 2, 24)
DUE = date(2021, 7, 31)
LATER_DUE = date(2021, 9, 30)
CUT_OFF = date(2021, 9, 14)

DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2021, 12, 31))
EVENTS = st.lists(
    st.builds(
        TaskEvent,
        kind=st.sampled_from(TaskEventKind),
        on=DAYS,
        due=st.none() | DAYS,
        percent=st.none() | st.integers(0, 100),
        note=st.sampled_from(["", "Đã gửi dự thảo"]),
        evidence=st.sampled_from([(), (1,)]),
    ),
    max_size=8,
)


def event(kind: TaskEventKind, day: int, month: int = 9, **more: object) -> TaskEvent:
    return TaskEvent(kind=kind, on=date(2021, month, day), **more)


def assigned(due: date | None = DUE) -> TaskEvent:
    return TaskEvent(kind=TaskEventKind.ASSIGNED, on=ASSIGNED_ON, due=due)


def test_nothing_has_happened_before_the_assignment():
    status = status_as_of([assigned()], ASSIGNED_ON - timedelta(days=1))
    assert status.state is TaskState.NOT_STARTED
    assert status.due is None
    assert status.last_change is None
    assert status.percent == 0
    assert not status.extension_pending


@pytest.mark.parametrize(
    ("due", "completed", "as_of", "expected"),
    [
        (DUE, DUE, CUT_OFF, Timeliness.DONE_ON_TIME),
        (DUE, DUE + timedelta(days=1), CUT_OFF, Timeliness.DONE_LATE),
        (DUE, None, DUE, Timeliness.OPEN_IN_TIME),
        (DUE, None, DUE + timedelta(days=1), Timeliness.OPEN_OVERDUE),
        (None, None, CUT_OFF, Timeliness.NO_DEADLINE),
        (None, DUE, CUT_OFF, Timeliness.NO_DEADLINE),
    ],
)
def test_classes_of_timeliness(
    due: date | None, completed: date | None, as_of: date, expected: Timeliness
):
    events = [assigned(due)]
    if completed:
        events.append(TaskEvent(kind=TaskEventKind.COMPLETED, on=completed))
    assert status_as_of(events, as_of).timeliness is expected


def test_late_stays_late():
    events = [assigned(), event(TaskEventKind.COMPLETED, 10)]
    for later in range(0, 400, 50):
        status = status_as_of(events, CUT_OFF + timedelta(days=later))
        assert status.timeliness is Timeliness.DONE_LATE


def test_a_completion_counts_from_the_day_of_its_document():
    typed_last = [
        assigned(),
        event(TaskEventKind.PROGRESS, 5, 8, percent=80),
        event(TaskEventKind.COMPLETED, 30, 7, note="Văn bản 1622/ĐKVN-CNTT", evidence=(7,)),
    ]
    status = status_as_of(typed_last, CUT_OFF)
    assert status.completed_on == date(2021, 7, 30)
    assert status.timeliness is Timeliness.DONE_ON_TIME
    assert status.state is TaskState.AWAITING_CONFIRMATION
    assert (status.percent, status.evidence) == (100, (7,))


def test_the_unit_proposes_completion_and_the_assigner_confirms():
    events = [
        assigned(),
        event(TaskEventKind.COMPLETED, 30, 7),
        event(TaskEventKind.CONFIRMED, 10, 8),
    ]
    status = status_as_of(events, CUT_OFF)
    assert status.state is TaskState.DONE
    assert status.completed_on == date(2021, 7, 30)


def test_a_task_confirmed_without_a_proposal_is_done_that_day():
    status = status_as_of([assigned(), event(TaskEventKind.CONFIRMED, 20, 7)], CUT_OFF)
    assert status.completed_on == date(2021, 7, 20)
    assert status.percent == 100
    assert status.timeliness is Timeliness.DONE_ON_TIME


def test_a_returned_task_is_open_again():
    events = [
        assigned(),
        event(TaskEventKind.COMPLETED, 30, 7),
        event(TaskEventKind.RETURNED, 5, 8, note="Thiếu biên bản nghiệm thu"),
    ]
    status = status_as_of(events, CUT_OFF)
    assert status.state is TaskState.RETURNED
    assert not status.is_done
    assert status.timeliness is Timeliness.OPEN_OVERDUE
    assert status.last_note == "Thiếu biên bản nghiệm thu"
    again = status_as_of([*events, event(TaskEventKind.PROGRESS, 6, 8)], CUT_OFF)
    assert again.state is TaskState.IN_PROGRESS


def test_a_task_is_overdue_until_the_extension_is_granted():
    asked = [assigned(), event(TaskEventKind.EXTENSION_REQUESTED, 28, 7)]
    pending = status_as_of(asked, date(2021, 8, 10))
    assert pending.extension_pending
    assert pending.timeliness is Timeliness.OPEN_OVERDUE
    granted = status_as_of(
        [*asked, event(TaskEventKind.EXTENSION_GRANTED, 15, 8, due=LATER_DUE)], CUT_OFF
    )
    assert not granted.extension_pending
    assert granted.timeliness is Timeliness.OPEN_IN_TIME
    assert granted.days_left == 16


def test_every_former_due_date_is_kept():
    last = date(2021, 11, 30)
    events = [
        assigned(),
        event(TaskEventKind.EXTENSION_GRANTED, 1, 7, due=LATER_DUE),
        event(TaskEventKind.EXTENSION_GRANTED, 1, 9, due=last),
    ]
    status = status_as_of(events, CUT_OFF)
    assert status.due == last
    assert status.former_dues == (DUE, LATER_DUE)


def test_an_extension_of_an_undated_task_leaves_no_former_due_date():
    events = [assigned(None), event(TaskEventKind.EXTENSION_GRANTED, 1, due=LATER_DUE)]
    status = status_as_of(events, CUT_OFF)
    assert (status.due, status.former_dues) == (LATER_DUE, ())


def test_a_refused_extension_changes_no_date():
    events = [
        assigned(),
        event(TaskEventKind.EXTENSION_REQUESTED, 28, 7),
        event(TaskEventKind.EXTENSION_REFUSED, 2, 8),
    ]
    status = status_as_of(events, CUT_OFF)
    assert (status.due, status.former_dues) == (DUE, ())
    assert not status.extension_pending


def test_progress_without_a_percentage_keeps_the_last_one():
    events = [
        assigned(),
        event(TaskEventKind.PROGRESS, 1, percent=40, note="Đã khảo sát"),
        event(TaskEventKind.PROGRESS, 2),
    ]
    status = status_as_of(events, CUT_OFF)
    assert (status.percent, status.state) == (40, TaskState.IN_PROGRESS)
    assert status.last_note == "Đã khảo sát"
    assert status.last_change == date(2021, 9, 2)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (TaskEventKind.SUSPENDED, TaskState.SUSPENDED),
        (TaskEventKind.WITHDRAWAL_PROPOSED, TaskState.WITHDRAWAL_PROPOSED),
    ],
)
def test_the_calendar_runs_on_while_work_rests(kind: TaskEventKind, state: TaskState):
    status = status_as_of([assigned(), event(kind, 1, 7)], CUT_OFF)
    assert status.state is state
    assert status.timeliness is Timeliness.OPEN_OVERDUE
    assert status.days_left == -45


def test_a_cancelled_task_is_counted_nowhere():
    cancelled = status_as_of([assigned(), event(TaskEventKind.CANCELLED, 1)], CUT_OFF)
    assert cancelled.timeliness is None
    assert cancelled.days_left is None
    assert sum(count_by_timeliness([cancelled]).values()) == 0


def test_no_days_are_left_once_done_or_without_a_date():
    done = status_as_of([assigned(), event(TaskEventKind.COMPLETED, 1, 7)], CUT_OFF)
    undated = status_as_of([assigned(None)], CUT_OFF)
    assert done.days_left is undated.days_left is None


def test_an_answer_after_the_completion_does_not_make_it_punctual():
    events = [
        assigned(),
        event(TaskEventKind.EXTENSION_REQUESTED, 28, 7),
        event(TaskEventKind.COMPLETED, 10, 8),
        event(TaskEventKind.EXTENSION_GRANTED, 15, 8, due=LATER_DUE),
    ]
    status = status_as_of(events, CUT_OFF)
    assert status.timeliness is Timeliness.DONE_LATE
    assert (status.due, status.former_dues, status.extension_pending) == (DUE, (), False)


def test_more_time_moves_the_deadline_as_putting_off_does():
    status = status_as_of(
        [assigned(), event(TaskEventKind.TIME_STRETCHED, 28, 7, due=LATER_DUE)], CUT_OFF
    )
    assert (status.due, status.former_dues) == (LATER_DUE, (DUE,))


def test_a_withdrawn_task_awaits_no_answer():
    events = [
        assigned(),
        event(TaskEventKind.EXTENSION_REQUESTED, 28, 7),
        event(TaskEventKind.CANCELLED, 2, 8),
    ]
    status = status_as_of(events, CUT_OFF)
    assert not status.extension_pending
    assert possible_events(status) == {TaskEventKind.RETURNED}


@pytest.mark.parametrize("kind", [TaskEventKind.SUSPENDED, TaskEventKind.WITHDRAWAL_PROPOSED])
def test_resumed_work_goes_on(kind: TaskEventKind):
    status = status_as_of([assigned(), event(kind, 1, 7), event(TaskEventKind.RESUMED, 5)], CUT_OFF)
    assert status.state is TaskState.IN_PROGRESS


def test_a_record_answers_for_any_day():
    task = Task(
        id=1, code="2.a", clause="2.a", title="Văn bản điện tử", kind=TaskKind.DEADLINE, lead="DKVN"
    )
    record = TaskRecord(task=task, events=(assigned(), event(TaskEventKind.COMPLETED, 1)))
    assert record.as_of(date(2021, 8, 31)).timeliness is Timeliness.OPEN_OVERDUE
    assert record.as_of(date(2021, 9, 1)).timeliness is Timeliness.DONE_LATE


@given(st.data(), EVENTS)
def test_the_order_of_recording_does_not_matter_across_days(
    data: st.DataObject, events: list[TaskEvent]
):
    one_a_day = list({each.on: each for each in events}.values())
    shuffled = data.draw(st.permutations(one_a_day))
    assert status_as_of(shuffled, CUT_OFF) == status_as_of(one_a_day, CUT_OFF)


@given(EVENTS, DAYS)
def test_what_comes_later_does_not_change_an_earlier_day(events: list[TaskEvent], day: date):
    until_then = [each for each in events if each.on <= day]
    assert status_as_of(events, day) == status_as_of(until_then, day)


@given(EVENTS, DAYS)
def test_a_task_is_done_or_has_days_left_that_agree_with_its_class(
    events: list[TaskEvent], day: date
):
    status = status_as_of(events, day)
    if status.state is TaskState.DONE:
        assert status.is_done
    if status.days_left is not None:
        overdue = status.timeliness is Timeliness.OPEN_OVERDUE
        assert overdue == (status.days_left < 0)


@given(st.lists(EVENTS, max_size=6))
def test_counts_add_up_to_the_tasks_that_are_not_cancelled(histories: list[list[TaskEvent]]):
    statuses = [status_as_of(events, CUT_OFF) for events in histories]
    counts = count_by_timeliness(statuses)
    assert list(counts) == list(Timeliness)
    assert sum(counts.values()) == sum(s.state is not TaskState.CANCELLED for s in statuses)


WORKING = {
    TaskEventKind.PROGRESS,
    TaskEventKind.COMPLETED,
    TaskEventKind.SUSPENDED,
    TaskEventKind.WITHDRAWAL_PROPOSED,
    TaskEventKind.CANCELLED,
}
ANSWERS = {
    TaskEventKind.EXTENSION_GRANTED,
    TaskEventKind.TIME_STRETCHED,
    TaskEventKind.EXTENSION_REFUSED,
}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], WORKING | {TaskEventKind.EXTENSION_REQUESTED}),
        (["progress"], WORKING | {TaskEventKind.EXTENSION_REQUESTED}),
        (["extension_requested"], WORKING | ANSWERS),
        (
            ["extension_requested", "extension_refused"],
            WORKING | {TaskEventKind.EXTENSION_REQUESTED},
        ),
        (
            ["completed"],
            {TaskEventKind.PROGRESS, TaskEventKind.CONFIRMED, TaskEventKind.RETURNED},
        ),
        (["completed", "confirmed"], {TaskEventKind.PROGRESS, TaskEventKind.RETURNED}),
        (
            ["completed", "confirmed", "returned"],
            WORKING | {TaskEventKind.EXTENSION_REQUESTED},
        ),
        (
            ["suspended"],
            {
                TaskEventKind.RESUMED,
                TaskEventKind.WITHDRAWAL_PROPOSED,
                TaskEventKind.CANCELLED,
                TaskEventKind.EXTENSION_REQUESTED,
            },
        ),
        (
            ["withdrawal_proposed"],
            {
                TaskEventKind.RESUMED,
                TaskEventKind.CANCELLED,
                TaskEventKind.EXTENSION_REQUESTED,
            },
        ),
        (["cancelled"], {TaskEventKind.RETURNED}),
    ],
)
def test_what_can_happen_next(kinds: list[str], expected: set[TaskEventKind]):
    events = [assigned(), *(event(TaskEventKind(kind), 1, 6) for kind in kinds)]
    assert possible_events(status_as_of(events, CUT_OFF)) == expected


def test_a_task_without_a_deadline_has_none_to_extend():
    possible = possible_events(status_as_of([assigned(None)], CUT_OFF))
    assert TaskEventKind.EXTENSION_REQUESTED not in possible


RECURRENCES = st.sampled_from(Recurrence)


@st.composite
def lives(draw: st.DrawFn) -> list[TaskEvent]:
    """Draw a history in which only what is possible happens."""
    series = draw(st.none() | st.builds(Series, first=st.just(DUE), every=RECURRENCES))
    due = series.first if series else draw(st.none() | st.just(DUE))
    events = [assigned(due)]
    day = ASSIGNED_ON
    for _ in range(draw(st.integers(0, 12))):
        day += timedelta(days=draw(st.integers(0, 60)))
        status = status_as_of(events, day, series=series)
        kind = draw(st.sampled_from(sorted(possible_events(status))))
        moved = status.due + timedelta(days=draw(st.integers(1, 90))) if status.due else None
        events.append(TaskEvent(kind=kind, on=day, due=moved, percent=draw(st.integers(0, 100))))
    return events


@given(lives(), st.none() | st.builds(Series, first=st.just(DUE), every=RECURRENCES))
def test_something_can_always_happen_next_and_an_answer_only_to_a_request(
    life: list[TaskEvent], series: Series | None
):
    pending = False
    for each in life:
        if each.kind in ANSWERS:
            assert pending
        pending = each.kind is TaskEventKind.EXTENSION_REQUESTED or (
            pending and each.kind not in {*ANSWERS, TaskEventKind.CANCELLED}
        )
    status = status_as_of(life, life[-1].on, series=series)
    assert status.extension_pending == pending
    possible = possible_events(status)
    assert possible
    assert TaskEventKind.ASSIGNED not in possible
    if status.is_done:
        assert TaskEventKind.COMPLETED not in possible
        assert TaskEventKind.RETURNED in possible


@given(lives(), st.integers(0, 500))
def test_done_late_stays_late_until_it_is_returned(life: list[TaskEvent], later: int):
    """Whatever else happens afterwards, an extension granted too late among it."""
    for count in range(1, len(life) + 1):
        status = status_as_of(life[:count], life[count - 1].on)
        if status.timeliness is not Timeliness.DONE_LATE:
            continue
        rest = life[count:]
        returned = next((n for n, e in enumerate(rest) if e.kind is TaskEventKind.RETURNED), None)
        for end in range(len(rest[:returned]) + 1):
            day = max(each.on for each in life[: count + end]) + timedelta(days=later)
            seen = status_as_of(life[: count + end], day)
            assert seen.timeliness is Timeliness.DONE_LATE
