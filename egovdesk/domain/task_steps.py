"""Steps of a task: which one leads where, when it may lie, and extensions with their answers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from egovdesk.domain.tasks import (
    ANSWERS,
    STATE_AFTER,
    TaskEvent,
    TaskEventKind,
    TaskRecord,
    TaskState,
    TaskStatus,
    possible_events,
)

_LEADS_TO = {TaskEventKind.PROGRESS: TaskState.IN_PROGRESS, **STATE_AFTER}


def step_towards(status: TaskStatus, state: TaskState) -> TaskEventKind | None:
    """Return what must happen for a task to reach a state in one step; None where nothing does.

    Work on a task that was completed or cancelled goes on by a return only.
    """
    possible = possible_events(status)
    if state is status.state:
        return None
    if state is TaskState.IN_PROGRESS and TaskEventKind.RETURNED in possible:
        return TaskEventKind.RETURNED
    return next((k for k, reached in _LEADS_TO.items() if reached is state and k in possible), None)


def earliest_day(record: TaskRecord, kind: TaskEventKind) -> date | None:
    """Return the first day on which such an event may lie; None where nothing happened yet.

    Progress may be noted afterwards for any day since the assignment. An answer does not come
    before its request, a period is not done before it began, and no other step lies before the
    one that made it possible.
    """
    if kind is TaskEventKind.PROGRESS:
        return min((event.on for event in record.events), default=None)
    if kind is TaskEventKind.PERIOD_DONE:
        return record.now.period_from
    before = (
        {TaskEventKind.EXTENSION_REQUESTED}
        if kind in ANSWERS
        else {TaskEventKind.ASSIGNED, *STATE_AFTER}
    )
    return max((event.on for event in record.events if event.kind in before), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An extension that was asked for, and the answer once there is one."""

    request: TaskEvent
    answer: TaskEvent | None = None


def extensions(events: Iterable[TaskEvent]) -> tuple[Extension, ...]:
    """Pair the requests for extensions with their answers, in the order of their days.

    A cancellation answers a pending request too: the task was withdrawn.
    """
    found: list[Extension] = []
    for event in sorted(events, key=lambda each: each.on):
        if event.kind is TaskEventKind.EXTENSION_REQUESTED:
            found.append(Extension(request=event))
        elif (
            (event.kind in ANSWERS or event.kind is TaskEventKind.CANCELLED)
            and found
            and found[-1].answer is None
        ):
            found[-1] = replace(found[-1], answer=event)
    return tuple(found)
