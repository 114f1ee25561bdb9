"""Assigned tasks: dated events, and what they amount to on a day."""

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

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
    EXTENSION_REQUESTED = "extension_requested"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    WITHDRAWAL_PROPOSED = "withdrawal_proposed"
    CANCELLED = "cancelled"


@value
class TaskEvent:
    """Something that happened to a task on a day.

    `due` is set by an assignment and by a granted extension; `percent` (0 to 100) by progress.
    A completion is dated by the document that proves it, not by the day of typing.
    """

    kind: TaskEventKind
    on: date
    due: date | None = None
    percent: int | None = None
    note: str = ""
    evidence: tuple[int, ...] = ()


@value
class Task:
    """A task as it was assigned; what became of it is in its events."""

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


@value
class TaskStatus:
    """What a task's events amount to at the end of a day."""

    as_of: date
    state: TaskState = TaskState.NOT_STARTED
    percent: int = 0
    due: date | None = None
    former_dues: tuple[date, ...] = ()
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

    @property
    def days_left(self) -> int | None:
        """Days from `as_of` to the due date, negative when overdue; None once done or undated."""
        if self.due is None or self.is_done or self.state is TaskState.CANCELLED:
            return None
        return (self.due - self.as_of).days


_STATE_AFTER = {
    TaskEventKind.COMPLETED: TaskState.AWAITING_CONFIRMATION,
    TaskEventKind.CONFIRMED: TaskState.DONE,
    TaskEventKind.RETURNED: TaskState.RETURNED,
    TaskEventKind.SUSPENDED: TaskState.SUSPENDED,
    TaskEventKind.WITHDRAWAL_PROPOSED: TaskState.WITHDRAWAL_PROPOSED,
    TaskEventKind.CANCELLED: TaskState.CANCELLED,
}


def status_as_of(events: Iterable[TaskEvent], as_of: date) -> TaskStatus:
    """Fold the events, in the order they were recorded, up to and including `as_of`.

    Events of the same day keep their recorded order; a later day always counts as later,
    whatever the order of typing. Only a return reopens a completed task: a completion bears the
    date of its document, which may lie before progress that was noted on the way.
    """
    status = TaskStatus(as_of=as_of)
    for event in sorted((e for e in events if e.on <= as_of), key=lambda e: e.on):
        status = _after(status, event)
    return status


def _after(status: TaskStatus, event: TaskEvent) -> TaskStatus:
    status = replace(
        status,
        state=_STATE_AFTER.get(event.kind, status.state),
        last_note=event.note or status.last_note,
        last_change=event.on,
        evidence=status.evidence + event.evidence,
    )
    match event.kind:
        case TaskEventKind.ASSIGNED:
            return replace(status, due=event.due)
        case TaskEventKind.PROGRESS if not status.is_done:
            percent = status.percent if event.percent is None else event.percent
            return replace(status, state=TaskState.IN_PROGRESS, percent=percent)
        case TaskEventKind.EXTENSION_REQUESTED:
            return replace(status, extension_pending=True)
        case TaskEventKind.EXTENSION_GRANTED:
            former = status.former_dues + ((status.due,) if status.due else ())
            return replace(status, due=event.due, former_dues=former, extension_pending=False)
        case TaskEventKind.EXTENSION_REFUSED:
            return replace(status, extension_pending=False)
        case TaskEventKind.COMPLETED:
            return replace(status, percent=100, completed_on=event.on)
        case TaskEventKind.CONFIRMED if not status.is_done:
            return replace(status, percent=100, completed_on=event.on)
        case TaskEventKind.RETURNED:
            return replace(status, completed_on=None)
        case _:
            return status


@value
class TaskRecord:
    """A task together with its whole history."""

    task: Task
    events: tuple[TaskEvent, ...] = field(default=())

    def as_of(self, day: date) -> TaskStatus:
        """Return what the history amounts to at the end of the day."""
        return status_as_of(self.events, day)


def count_by_timeliness(statuses: Iterable[TaskStatus]) -> dict[Timeliness, int]:
    """Count tasks in each class, every class present; cancelled tasks are left out."""
    counts = dict.fromkeys(Timeliness, 0)
    for status in statuses:
        if status.timeliness is not None:
            counts[status.timeliness] += 1
    return counts
