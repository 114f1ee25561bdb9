"""Tasks: what is assigned, how it stands, and recording progress on it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskStatus
from egovdesk.domain.text import clean, clean_multiline, secrecy_marking
from egovdesk.services.session import Session
from egovdesk.storage.evidence import keep_file

MAX_NOTE = 4000
MAX_EVIDENCE_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task, how it stands on the day asked for, and its whole history."""

    task: Task
    clause_label: str
    status: TaskStatus
    events: tuple[TaskEvent, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """A file that the officer attaches, and the document that it holds."""

    path: Path
    document_number: str = ""
    document_date: date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressEntry:
    """What the officer typed: a percentage (0 to 100), or that the task is complete."""

    on: date
    percent: int
    note: str = ""
    completed: bool = False
    evidence: tuple[NewEvidence, ...] = ()


class Tasks:
    """The unit's tasks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, as_of: date) -> tuple[TaskRow, ...]:
        """Return every task as it stood at the end of a day, in the directive's order."""
        with self._session.workspace.reading() as unit:
            records = unit.tasks.all()
            used = {i for r in records for e in r.events for i in e.evidence}
            evidence = unit.evidence.by_ids(used)
        rows = []
        for record in records:
            status = record.as_of(as_of)
            rows.append(
                TaskRow(
                    task=record.task,
                    clause_label=self._session.catalogue.clause_label(record.task.clause),
                    status=status,
                    events=record.events,
                    evidence=tuple(evidence[i] for i in status.evidence if i in evidence),
                )
            )
        return tuple(rows)

    def record_progress(self, code: str, entry: ProgressEntry) -> Change:
        """Append progress, or completion, to a task's history; evidence is kept first.

        Raises:
            UsageError: a field cannot be saved; `field` in its data names it.
            InputError: an evidence file cannot be read or kept.
        """
        session = self._session
        now = session.clock()
        entry = _checked(entry, now.date())
        folder = session.workspace.folder
        kept = [(keep_file(folder / "evidence", new.path), new) for new in entry.evidence]
        use_case = UseCase.COMPLETE_TASK if entry.completed else UseCase.RECORD_PROGRESS
        with session.workspace.changing(use_case, at=now, subject=code) as unit:
            ids = tuple(
                unit.evidence.add(
                    file,
                    Evidence(
                        id=0,
                        digest=file.digest,
                        name=new.path.name,
                        size=file.size,
                        document_number=clean(new.document_number),
                        document_date=new.document_date,
                        subject=clean(new.subject),
                    ),
                )
                for file, new in kept
            )
            if not unit.tasks.append_event(code, _event(entry, ids)):
                raise _refusal("on", f"{entry.on:%d/%m/%Y}")
        return unit.change


def _event(entry: ProgressEntry, evidence: tuple[int, ...]) -> TaskEvent:
    return TaskEvent(
        kind=TaskEventKind.COMPLETED if entry.completed else TaskEventKind.PROGRESS,
        on=entry.on,
        percent=100 if entry.completed else entry.percent,
        note=clean_multiline(entry.note),
        evidence=evidence,
    )


def _refusal(field: str, value: str) -> UsageError:
    return UsageError(ErrorCode.FIELD_INVALID, field=field, value=value)


def _check_secrecy(field: str, text: str) -> None:
    if marking := secrecy_marking(text):
        raise UsageError(ErrorCode.TEXT_SECRET, field=field, value=marking)


def _checked(entry: ProgressEntry, today: date) -> ProgressEntry:
    """Refuse what cannot be true before anything is kept."""
    if not 0 <= entry.percent <= 100:  # noqa: PLR2004 - a percentage
        raise _refusal("percent", str(entry.percent))
    if entry.on > today:
        raise _refusal("on", f"{entry.on:%d/%m/%Y}")
    if len(entry.note) > MAX_NOTE:
        raise _refusal("note", f"{len(entry.note)} > {MAX_NOTE}")
    _check_secrecy("note", entry.note)
    for new in entry.evidence:
        for text in (new.document_number, new.subject, new.path.stem):
            _check_secrecy("evidence", text)
        if not new.path.is_file():
            raise _refusal("evidence", new.path.name)
        if not 0 < new.path.stat().st_size <= MAX_EVIDENCE_BYTES:
            raise _refusal("evidence", new.path.name)
    return entry
