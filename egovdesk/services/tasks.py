"""Tasks: what is assigned, how it stands, and recording what happens to it."""

from dataclasses import replace
from datetime import date

from egovdesk.domain.errors import ErrorCode, RefusedError, UsageError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.task_steps import earliest_day
from egovdesk.domain.tasks import (
    ANSWERS,
    Task,
    TaskEvent,
    TaskEventKind,
    TaskRecord,
    TaskStatus,
    possible_events,
)
from egovdesk.domain.text import clean, clean_multiline, secrecy_marking
from egovdesk.domain.values import value
from egovdesk.services import evidence as evidence_files
from egovdesk.services.evidence import NewEvidence
from egovdesk.services.session import Session

MAX_NOTE = 4000
MAX_DOCUMENT = 60

_NEEDS_DOCUMENT = ANSWERS | {TaskEventKind.EXTENSION_REQUESTED}
_NEEDS_REASON = frozenset(
    {
        TaskEventKind.EXTENSION_REQUESTED,
        TaskEventKind.RETURNED,
        TaskEventKind.SUSPENDED,
        TaskEventKind.WITHDRAWAL_PROPOSED,
        TaskEventKind.CANCELLED,
    }
)
_MOVES_DUE = frozenset(
    {
        TaskEventKind.EXTENSION_REQUESTED,
        TaskEventKind.EXTENSION_GRANTED,
        TaskEventKind.TIME_STRETCHED,
    }
)
_STATE_STEPS = frozenset(
    {
        TaskEventKind.CONFIRMED,
        TaskEventKind.RETURNED,
        TaskEventKind.SUSPENDED,
        TaskEventKind.RESUMED,
        TaskEventKind.WITHDRAWAL_PROPOSED,
        TaskEventKind.CANCELLED,
    }
)


@value
class TaskRow:
    """A task, how it stands on the day asked for, and its whole history.

    `now` is how it stands by everything that was recorded, whatever day is shown; `directive` is
    the number of the document that orders it; `lost` are the ids of evidence whose file is no
    longer in the workspace as it was attached.
    """

    task: Task
    clause_label: str
    status: TaskStatus
    now: TaskStatus
    events: tuple[TaskEvent, ...]
    evidence: tuple[Evidence, ...]
    directive: str
    lost: frozenset[int]

    @property
    def possible(self) -> frozenset[TaskEventKind]:
        """What can happen to it next."""
        return possible_events(self.now)


@value
class ProgressEntry:
    """What the officer typed: a percentage (0 to 100), or that the task is complete.

    Of a periodic task, `period_done` says that it is done for the period that was due.
    """

    on: date
    percent: int
    note: str = ""
    document: str = ""
    completed: bool = False
    period_done: bool = False
    evidence: tuple[NewEvidence, ...] = ()


@value
class StepEntry:
    """What the officer typed about a step: the day and number of its document, and why.

    `due` is the deadline that is asked for or granted.
    """

    on: date
    document: str = ""
    due: date | None = None
    note: str = ""
    evidence: tuple[NewEvidence, ...] = ()


class Tasks:
    """The unit's tasks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, as_of: date) -> tuple[TaskRow, ...]:
        """Return every task as it stood at the end of a day, in the directive's order."""
        with self._session.workspace.reading() as unit:
            records = unit.tasks.all()
            directives = unit.tasks.directives()
            used = {i for r in records for e in r.events for i in e.evidence}
            evidence = unit.evidence.by_ids(used)
            lost = frozenset(
                key
                for key, item in evidence.items()
                if evidence_files.is_lost(unit.evidence.path_of(item), item)
            )
        rows = []
        for record in records:
            status = record.as_of(as_of)
            rows.append(
                TaskRow(
                    task=record.task,
                    clause_label=self._session.catalogue.clause_label(record.task.clause),
                    status=status,
                    now=record.now,
                    events=record.events,
                    evidence=tuple(evidence[i] for i in status.evidence if i in evidence),
                    directive=directives.get(record.task.directive or 0, ""),
                    lost=lost.intersection(status.evidence),
                )
            )
        return tuple(rows)

    def record_progress(self, code: str, entry: ProgressEntry) -> Change:
        """Append progress, completion, or a settled period to a task's history.

        Raises:
            UsageError: a field cannot be saved; `field` in its data names it.
            RefusedError: the task cannot take the step as it stands.
            InputError: an evidence file cannot be read or kept.
        """
        if not 0 <= entry.percent <= 100:  # noqa: PLR2004 - a percentage
            raise _refusal("percent", str(entry.percent))
        kind, percent = TaskEventKind.PROGRESS, entry.percent
        if entry.completed:
            kind, percent = TaskEventKind.COMPLETED, 100
        elif entry.period_done:
            kind = TaskEventKind.PERIOD_DONE
        event = TaskEvent(
            kind=kind,
            on=entry.on,
            percent=percent,
            document=clean(entry.document),
            note=entry.note,
        )
        use_case = UseCase.COMPLETE_TASK if entry.completed else UseCase.RECORD_PROGRESS
        return self._append(use_case, code, event, entry.evidence)

    def request_extension(self, code: str, entry: StepEntry) -> Change:
        """Record that a later deadline was asked for by an outgoing document.

        Raises: as `record_progress`.
        """
        kind = TaskEventKind.EXTENSION_REQUESTED
        return self._append(UseCase.REQUEST_EXTENSION, code, _event(kind, entry), entry.evidence)

    def answer_extension(self, code: str, answer: TaskEventKind, entry: StepEntry) -> Change:
        """Record the written answer to the pending request: put off, more time, refused.

        The third thing that may be granted is that the task is withdrawn: it is then cancelled.

        Raises: as `record_progress`.
        """
        event = _event(answer, entry)
        if answer not in ANSWERS | {TaskEventKind.CANCELLED}:
            raise _impossible(code)
        if not event.document:
            raise _refusal("document", "")
        return self._append(
            UseCase.ANSWER_EXTENSION, code, event, entry.evidence, needs_pending=True
        )

    def change_state(self, code: str, step: TaskEventKind, entry: StepEntry) -> Change:
        """Record what moved the task: confirmed, returned, suspended, resumed, cancelled...

        Raises: as `record_progress`.
        """
        if step not in _STATE_STEPS:
            raise _impossible(code)
        return self._append(UseCase.CHANGE_TASK_STATE, code, _event(step, entry), entry.evidence)

    def _append(
        self,
        use_case: UseCase,
        code: str,
        event: TaskEvent,
        evidence: tuple[NewEvidence, ...],
        *,
        needs_pending: bool = False,
    ) -> Change:
        """Check the step, keep its evidence, and append it; refused, it leaves no trace."""
        session = self._session
        now = session.clock()
        event = _checked(event, now.date())
        evidence_files.check(evidence)
        if evidence:  # files are kept before the use case opens, so look first
            with session.workspace.reading() as unit:
                _check_step(unit.tasks.history(code), event, needs_pending=needs_pending)
        kept = evidence_files.keep(session, evidence)
        with session.workspace.changing(use_case, at=now, subject=code) as unit:
            record = unit.tasks.history(code)
            _check_step(record, event, needs_pending=needs_pending)
            ids = evidence_files.add(unit, kept)
            unit.tasks.add_event(record.task.id, replace(event, evidence=ids))
        return unit.change


def _event(kind: TaskEventKind, entry: StepEntry) -> TaskEvent:
    return TaskEvent(
        kind=kind,
        on=entry.on,
        due=entry.due if kind in _MOVES_DUE else None,
        document=clean(entry.document),
        note=entry.note,
    )


def _refusal(field: str, value: str, **more: str) -> UsageError:
    return UsageError(ErrorCode.FIELD_INVALID, field=field, value=value, **more)


def _impossible(code: str) -> RefusedError:
    return RefusedError(ErrorCode.STEP_IMPOSSIBLE, value=code)


def _checked(event: TaskEvent, today: date) -> TaskEvent:
    """Refuse what cannot be true of any task, before anything is kept."""
    if event.on > today:
        raise _refusal("on", f"{event.on:%d/%m/%Y}")
    if len(event.note) > MAX_NOTE:
        raise _refusal("note", f"{len(event.note)} > {MAX_NOTE}")
    if len(event.document) > MAX_DOCUMENT:
        raise _refusal("document", f"{len(event.document)} > {MAX_DOCUMENT}")
    event = replace(event, note=clean_multiline(event.note))
    for field, text in (("note", event.note), ("document", event.document)):
        if marking := secrecy_marking(text):
            raise UsageError(ErrorCode.TEXT_SECRET, field=field, value=marking)
    if event.kind in _NEEDS_DOCUMENT and not event.document:
        raise _refusal("document", "")
    if event.kind in _NEEDS_REASON and not event.note:
        raise _refusal("note", "")
    if event.kind in _MOVES_DUE and event.due is None:
        raise _refusal("due", "")
    return event


def _check_step(record: TaskRecord, event: TaskEvent, *, needs_pending: bool) -> None:
    """Refuse a step that this task cannot take, or not on that day."""
    now = record.now
    if event.kind not in possible_events(now) or (needs_pending and not now.extension_pending):
        raise _impossible(record.task.code)
    earliest = earliest_day(record, event.kind)
    if earliest is not None and event.on < earliest:
        raise _refusal("on", f"{event.on:%d/%m/%Y}", earliest=f"{earliest:%d/%m/%Y}")
    if event.due is not None and now.due is not None and event.due <= now.due:
        raise _refusal("due", f"{event.due:%d/%m/%Y}", earliest=f"{now.due:%d/%m/%Y}")
