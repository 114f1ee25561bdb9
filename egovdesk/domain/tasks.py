"""Assigned tasks: dated events, and what they amount to on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Any

from egovdesk.domain.recurrence import Recurrence, Series
from egovdesk.domain.values import value


class TaskKind(StrEnum):
    """Whether and how a task ends."""

    DEADLINE = "deadline"
    PERIODIC = "periodic"
    STANDING = "standing"
    OPEN = "open"


class TaskPriority(StrEnum):
    """How pressing a task is beside its deadline."""

    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TaskState(StrEnum):
    """Where the work stands, independent of the calendar."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    DONE = "done"
    SUSPENDED = "suspended"
    RETURNED = "returned"
    WITHDRAWAL_PROPOSED = "withdrawal_proposed"
    CANCELLED = "cancelled"


class Timeliness(StrEnum):
    """The classes of official task statistics; late stays late."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"
    NO_DEADLINE = "no_deadline"


class TaskEventKind(StrEnum):
    """What can happen to a task."""

    ASSIGNED = "assigned"
    PROGRESS = "progress"
    PERIOD_DONE = "period_done"
    """A periodic task is done for the period that was due; the next one begins."""
    EXTENSION_REQUESTED = "extension_requested"
    EXTENSION_GRANTED = "extension_granted"
    """The deadline is put off ("lùi thời hạn")."""
    TIME_STRETCHED = "time_stretched"
    """The work may take longer ("giãn thời gian"); the deadline moves all the same."""
    EXTENSION_REFUSED = "extension_refused"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    WITHDRAWAL_PROPOSED = "withdrawal_proposed"
    CANCELLED = "cancelled"


@value
class TaskEvent:
    """Something that happened to a task on a day.

    `due` is set by an assignment and by a granted extension, and names the day that a request
    asks for; `percent` (0 to 100) by progress; `document` is the number of the document by which
    it happened. A completion is dated by the document that proves it, not by the day of typing.
    """

    kind: TaskEventKind
    on: date
    due: date | None = None
    percent: int | None = None
    document: str = ""
    note: str = ""
    evidence: tuple[int, ...] = ()


@value
class Task:
    """A task as it was assigned; what became of it is in its events.

    Only a periodic task has a `recurrence`; one without comes back every quarter, which is all
    that earlier versions knew.
    """

    id: int
    code: str
    clause: str
    title: str
    kind: TaskKind
    lead: str
    coordinating: tuple[str, ...] = ()
    focal_point: str = ""
    deliverable: str = ""
    priority: TaskPriority = TaskPriority.NORMAL
    directive: int | None = None
    recurrence: Recurrence | None = None


@value
class SettledPeriod:
    """A period of a periodic task: when it was due, and when it was done."""

    due: date
    on: date

    @property
    def is_late(self) -> bool:
        """Say whether it was done after its due date."""
        return self.on > self.due


@value
class TaskStatus:
    """What a task's events amount to at the end of a day.

    A periodic task is due for the oldest period that is not settled; `period_from` is the day
    after the due date of the one before, None where the task does not recur.
    """

    as_of: date
    state: TaskState = TaskState.NOT_STARTED
    percent: int = 0
    due: date | None = None
    former_dues: tuple[date, ...] = ()
    period_from: date | None = None
    settled: tuple[SettledPeriod, ...] = ()
    completed_on: date | None = None
    extension_pending: bool = False
    last_note: str = ""
    last_change: date | None = None
    evidence: tuple[int, ...] = ()

    @property
    def is_done(self) -> bool:
        """Say whether the unit has declared the task complete."""
        return self.completed_on is not None

    @property
    def timeliness(self) -> Timeliness | None:
        """The statistical class; None for a cancelled task, which is counted nowhere."""
        if self.state is TaskState.CANCELLED:
            return None
        if self.due is None:
            return Timeliness.NO_DEADLINE
        if self.completed_on is not None:
            on_time = self.completed_on <= self.due
            return Timeliness.DONE_ON_TIME if on_time else Timeliness.DONE_LATE
        return Timeliness.OPEN_IN_TIME if self.as_of <= self.due else Timeliness.OPEN_OVERDUE

    def is_idle_since(self, day: date) -> bool:
        """Say whether the task is open and nothing was recorded on or after a day."""
        is_open = self.timeliness in (Timeliness.OPEN_IN_TIME, Timeliness.OPEN_OVERDUE)
        return is_open and (self.last_change is None or self.last_change < day)

    @property
    def days_left(self) -> int | None:
        """Days from `as_of` to the due date, negative when overdue; None once done or undated."""
        if self.due is None or self.is_done or self.state is TaskState.CANCELLED:
            return None
        return (self.due - self.as_of).days


STATE_AFTER: Mapping[TaskEventKind, TaskState] = {
    TaskEventKind.COMPLETED: TaskState.AWAITING_CONFIRMATION,
    TaskEventKind.CONFIRMED: TaskState.DONE,
    TaskEventKind.RETURNED: TaskState.RETURNED,
    TaskEventKind.SUSPENDED: TaskState.SUSPENDED,
    TaskEventKind.RESUMED: TaskState.IN_PROGRESS,
    TaskEventKind.WITHDRAWAL_PROPOSED: TaskState.WITHDRAWAL_PROPOSED,
    TaskEventKind.CANCELLED: TaskState.CANCELLED,
}
"""The steps that change where the work stands, with the state that each leads to."""


def status_as_of(
    events: Iterable[TaskEvent], as_of: date, *, series: Series | None = None
) -> TaskStatus:
    """Fold the events, in the order they were recorded, up to and including `as_of`.

    Events of the same day keep their recorded order; a later day always counts as later,
    whatever the order of typing. Only a return reopens a completed task: a completion bears the
    date of its document, which may lie before progress that was noted on the way. A task that
    has a `series` is due again on each of its days.
    """
    held = dict(_AT_FIRST)
    for event in sorted([e for e in events if e.on <= as_of], key=_day_of):
        _fold(held, event, series)
    return TaskStatus(as_of=as_of, **held)


_day_of = attrgetter("on")


_AT_FIRST: Mapping[str, Any] = {
    "state": TaskState.NOT_STARTED,
    "percent": 0,
    "due": None,
    "former_dues": (),
    "completed_on": None,
    "extension_pending": False,
    "last_note": "",
    "last_change": None,
    "evidence": (),
    "period_from": None,
    "settled": (),
}
"""What a task amounts to before anything happened, by the fields of `TaskStatus`."""


def _fold(held: dict[str, Any], event: TaskEvent, series: Series | None) -> None:
    """Let an event change what a task amounts to."""
    is_done = held["completed_on"] is not None
    held["state"] = STATE_AFTER.get(event.kind, held["state"])
    held["last_note"] = event.note or held["last_note"]
    held["last_change"] = event.on
    held["evidence"] += event.evidence
    match event.kind:
        case TaskEventKind.ASSIGNED:
            held |= {"due": event.due, "period_from": event.on if series else None}
        case TaskEventKind.PROGRESS if not is_done:
            percent = held["percent"] if event.percent is None else event.percent
            held |= {"state": TaskState.IN_PROGRESS, "percent": percent}
        case TaskEventKind.PERIOD_DONE if not is_done:
            _settle(held, event.on, series)
        case TaskEventKind.EXTENSION_REQUESTED:
            held["extension_pending"] = True
        case TaskEventKind.EXTENSION_GRANTED | TaskEventKind.TIME_STRETCHED:
            _extend(held, event.due)
        case TaskEventKind.EXTENSION_REFUSED | TaskEventKind.CANCELLED:
            held["extension_pending"] = False
        case TaskEventKind.COMPLETED | TaskEventKind.CONFIRMED if (
            not is_done or event.kind is TaskEventKind.COMPLETED
        ):
            # A confirmation dates no completion anew.
            held |= {"percent": 100, "completed_on": event.on}
        case TaskEventKind.RETURNED:
            held["completed_on"] = None
        case _:
            pass


def _extend(held: dict[str, Any], due: date | None) -> None:
    """Move the deadline; an answer that came after the completion moves nothing: late is late."""
    held["extension_pending"] = False
    if held["completed_on"] is None:
        if held["due"] is not None:
            held["former_dues"] = (*held["former_dues"], held["due"])
        held["due"] = due


def _settle(held: dict[str, Any], on: date, series: Series | None) -> None:
    due = held["due"]
    if due is None or series is None:
        return
    held |= {
        "state": TaskState.IN_PROGRESS,
        "due": series.next(due),
        "former_dues": (),
        "period_from": due + timedelta(days=1),
        "settled": (*held["settled"], SettledPeriod(due=due, on=on)),
    }


@value
class TaskRecord:
    """A task together with its whole history."""

    task: Task
    events: tuple[TaskEvent, ...] = field(default=())

    def as_of(self, day: date) -> TaskStatus:
        """Return what the history amounts to at the end of the day."""
        return status_as_of(self.events, day, series=self._series)

    @property
    def now(self) -> TaskStatus:
        """What everything that was recorded amounts to, whatever day a page shows."""
        return self.as_of(max((event.on for event in self.events), default=date.min))

    @property
    def is_never_due(self) -> bool:
        """Say whether the task was assigned without a due date, and never got one since."""
        return all(event.due is None for event in self.events)

    @property
    def _series(self) -> Series | None:
        """The days on which a periodic task is due, from that of its assignment on."""
        if self.task.kind is not TaskKind.PERIODIC:
            return None
        dues = (e.due for e in self.events if e.kind is TaskEventKind.ASSIGNED)
        first = next(dues, None)
        if first is None:
            return None
        return Series(first=first, every=self.task.recurrence or Recurrence.QUARTER)


_OPEN = frozenset({TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.RETURNED})
ANSWERS = frozenset(
    {
        TaskEventKind.EXTENSION_GRANTED,
        TaskEventKind.TIME_STRETCHED,
        TaskEventKind.EXTENSION_REFUSED,
    }
)
"""What can be answered to a request for an extension, beside withdrawing the task."""
_POSSIBLE_WHILE_OPEN = {
    TaskEventKind.PROGRESS,
    TaskEventKind.COMPLETED,
    TaskEventKind.SUSPENDED,
    TaskEventKind.WITHDRAWAL_PROPOSED,
    TaskEventKind.CANCELLED,
}
_POSSIBLE_IN = {
    **dict.fromkeys(_OPEN, _POSSIBLE_WHILE_OPEN),
    TaskState.AWAITING_CONFIRMATION: {
        TaskEventKind.PROGRESS,
        TaskEventKind.CONFIRMED,
        TaskEventKind.RETURNED,
    },
    TaskState.DONE: {TaskEventKind.PROGRESS, TaskEventKind.RETURNED},
    TaskState.SUSPENDED: {
        TaskEventKind.RESUMED,
        TaskEventKind.WITHDRAWAL_PROPOSED,
        TaskEventKind.CANCELLED,
    },
    TaskState.WITHDRAWAL_PROPOSED: {TaskEventKind.RESUMED, TaskEventKind.CANCELLED},
    TaskState.CANCELLED: {TaskEventKind.RETURNED},
}


def possible_events(status: TaskStatus) -> frozenset[TaskEventKind]:
    """Return what can happen next to a task that stands like this.

    Progress on a completed task adds a note or evidence and reopens nothing. An extension can be
    asked for while there is a deadline to move, also while the work rests, once at a time; it can
    be answered only while an answer is awaited.
    """
    possible = set(_POSSIBLE_IN[status.state])
    is_running = not status.is_done and status.state is not TaskState.CANCELLED
    if is_running and status.due is not None and not status.extension_pending:
        possible.add(TaskEventKind.EXTENSION_REQUESTED)
    if status.extension_pending:
        possible |= ANSWERS
    if status.state in _OPEN and status.period_from is not None and status.due is not None:
        possible.add(TaskEventKind.PERIOD_DONE)
    return frozenset(possible)


def count_by_timeliness(statuses: Iterable[TaskStatus]) -> dict[Timeliness, int]:
    """Count tasks in each class, every class present; cancelled tasks are left out."""
    counts = dict.fromkeys(Timeliness, 0)
    for status in statuses:
        if status.timeliness is not None:
            counts[status.timeliness] += 1
    return counts
