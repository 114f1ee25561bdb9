"""Tasks and their events on disk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskRecord
from egovdesk.storage import engine, schema
from egovdesk.storage.journal import next_id

# Built once, as the driver takes it: an officer waits for it.
_INSERT_EVENT = (
    "INSERT INTO task_event(task_id, kind, on_day, due, percent, document, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_HISTORY = (
    "SELECT t.id, t.kind, t.title, t.clause, t.recurrence, t.lead, t.focal_point, t.deliverable, "
    "e.kind, e.on_day, e.due, e.percent, e.document FROM task t "
    "LEFT JOIN task_event e ON e.task_id = t.id "
    "WHERE t.code = ? ORDER BY e.id"
)
_INSERT_LINK = insert(schema.task_event_evidence)


class TaskRepository:
    """Reads whole histories; a task's events are few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[TaskRecord, ...]:
        """Return every task with its history, in the order of assignment."""
        coordinators = self._coordinators()
        events = self._events()
        rows = self._connection.execute(select(schema.task).order_by(schema.task.c.id))
        return tuple(
            TaskRecord(
                task=_task(row, coordinators.get(row.id, ())), events=tuple(events.get(row.id, ()))
            )
            for row in rows
        )

    def history(self, code: str) -> TaskRecord:
        """Return one task with what happened to it, without its evidence and other units.

        Read as the driver gives it: an officer waits for it.

        Raises:
            UsageError: no task has the code.
        """
        rows = engine.run(self._connection, _HISTORY, (code,)).fetchall()
        if not rows:
            raise UsageError(ErrorCode.RECORD_MISSING, value=code)
        try:
            return TaskRecord(task=_task_of(code, rows[0]), events=tuple(_events_of(rows)))
        except ValueError as error:
            raise schema.DamagedTextError from error

    def directives(self) -> dict[int, str]:
        """Return the numbers of the directives by their ids."""
        columns = schema.directive.c
        rows = self._connection.execute(select(columns.id, columns.number))
        return {row.id: row.number for row in rows}

    def add(self, task: Task) -> int:
        """Keep a new task and return its id; the id inside `task` is ignored."""
        id_ = next_id(self._connection, schema.task.name)
        self._connection.execute(
            insert(schema.task).values(
                id=id_,
                code=task.code,
                clause=task.clause,
                title=task.title,
                kind=task.kind,
                lead=task.lead,
                focal_point=task.focal_point,
                deliverable=task.deliverable,
                priority=task.priority,
                directive_id=task.directive,
                recurrence=task.recurrence,
            )
        )
        for agency in task.coordinating:
            self._connection.execute(
                insert(schema.task_coordinator).values(task_id=id_, agency=agency)
            )
        return id_

    def link(self, task_id: int, directive_id: int) -> None:
        """Say which directive ordered a task."""
        self._connection.execute(
            update(schema.task).where(schema.task.c.id == task_id).values(directive_id=directive_id)
        )

    def date_series(self, code: str, *, recurrence: Recurrence, due: date) -> None:
        """Say how often a task is due that was assigned without a due date, and when first."""
        columns, events = schema.task.c, schema.task_event.c
        named = columns.code == code
        self._connection.execute(update(schema.task).where(named).values(recurrence=recurrence))
        self._connection.execute(
            update(schema.task_event)
            .where(
                events.task_id == select(columns.id).where(named).scalar_subquery(),
                events.kind == TaskEventKind.ASSIGNED,
            )
            .values(due=due)
        )

    def add_event(self, task_id: int, event: TaskEvent) -> None:
        """Keep an event of a task's history."""
        due = None if event.due is None else event.due.isoformat()
        row = (
            task_id,
            event.kind.value,
            event.on.isoformat(),
            due,
            event.percent,
            event.document,
            event.note,
        )
        event_id = engine.run(self._connection, _INSERT_EVENT, row).lastrowid
        for evidence_id in event.evidence:
            link = {"task_event_id": event_id, "evidence_id": evidence_id}
            self._connection.execute(_INSERT_LINK, link)

    def _coordinators(self) -> dict[int, list[str]]:
        columns = schema.task_coordinator.c
        found: dict[int, list[str]] = defaultdict(list)
        for task_id, agency in self._connection.execute(
            select(columns.task_id, columns.agency).order_by(columns.id)
        ):
            found[task_id].append(agency)
        return found

    def _events(self) -> dict[int, list[TaskEvent]]:
        attached: dict[int, list[int]] = defaultdict(list)
        links = schema.task_event_evidence.c
        for event_id, evidence_id in self._connection.execute(
            select(links.task_event_id, links.evidence_id).order_by(links.id)
        ):
            attached[event_id].append(evidence_id)
        found: dict[int, list[TaskEvent]] = defaultdict(list)
        for row in self._connection.execute(
            select(schema.task_event).order_by(schema.task_event.c.id)
        ):
            found[row.task_id].append(_event(row, attached.get(row.id, ())))
        return found


def _event(row: Row[Any], evidence: Iterable[int]) -> TaskEvent:
    return TaskEvent(
        kind=row.kind,
        on=row.on_day,
        due=row.due,
        percent=row.percent,
        document=row.document,
        note=row.note,
        evidence=tuple(evidence),
    )


def _task(row: Row[Any], coordinating: Iterable[str]) -> Task:
    return Task(
        id=row.id,
        code=row.code,
        clause=row.clause,
        title=row.title,
        kind=row.kind,
        lead=row.lead,
        coordinating=tuple(coordinating),
        focal_point=row.focal_point,
        deliverable=row.deliverable,
        priority=row.priority,
        directive=row.directive_id,
        recurrence=row.recurrence,
    )


def _task_of(code: str, row: Sequence[Any]) -> Task:
    """Make a task of a row of `_HISTORY`."""
    id_, kind, title, clause, every, lead, focal_point, deliverable = row[:8]
    return Task(
        id=id_,
        code=code,
        clause=clause,
        title=title,
        kind=TaskKind(kind),
        lead=lead,
        focal_point=focal_point,
        deliverable=deliverable,
        recurrence=None if every is None else Recurrence(every),
    )


def _events_of(rows: Iterable[Sequence[Any]]) -> Iterator[TaskEvent]:
    """Make the events of the rows of `_HISTORY`; a task without any has one row of nothing."""
    for *_task_fields, kind, on, due, percent, document in rows:
        if kind is not None:
            yield TaskEvent(
                kind=TaskEventKind(kind),
                on=date.fromisoformat(on),
                due=None if due is None else date.fromisoformat(due),
                percent=percent,
                document=document,
            )
