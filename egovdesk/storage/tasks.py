"""Tasks and their events on disk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskPriority, TaskRecord
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
# Every duty of the directives that were in hand on a day: issued by then, and not yet succeeded.
_DUTIES = (
    "SELECT d.id, d.number, c.label FROM directive d JOIN directive_clause c "
    "ON c.directive_id = d.id WHERE c.is_duty AND (d.issued_on IS NULL OR d.issued_on <= ?1) "
    "AND NOT EXISTS (SELECT 1 FROM directive newer WHERE newer.replaces = d.number "
    "AND (newer.issued_on IS NULL OR newer.issued_on <= ?1)) ORDER BY d.id, c.place"
)
_TASKS = (
    "SELECT id, code, clause, title, kind, lead, focal_point, deliverable, priority, directive_id, "
    "recurrence FROM task ORDER BY id"
)
_EVENTS = (
    "SELECT id, task_id, kind, on_day, due, percent, document, note FROM task_event ORDER BY id"
)
_INSERT_LINK = insert(schema.task_event_evidence)
_EVENT_KINDS = {kind.value: kind for kind in TaskEventKind}


class TaskRepository:
    """Reads whole histories; a task's events are few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[TaskRecord, ...]:
        """Return every task with its history, in the order of assignment."""
        coordinators = self._coordinators()
        events = self._events()
        try:
            return tuple(
                TaskRecord(
                    task=_task(row, coordinators.get(row[0], ())),
                    events=tuple(events.get(row[0], ())),
                )
                for row in engine.run(self._connection, _TASKS, ())
            )
        except ValueError as error:
            raise schema.DamagedTextError from error

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

    def duties(self, day: date) -> dict[int, tuple[str, list[str]]]:
        """Return the number and the labels of what is to be done, of each directive in hand."""
        found: dict[int, tuple[str, list[str]]] = {}
        rows = engine.run(self._connection, _DUTIES, (day.isoformat(),))
        for directive, number, label in rows:
            found.setdefault(directive, (number, []))[1].append(label)
        return found

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
        """Read every event as the driver gives it: the start page waits for thousands."""
        attached: dict[int, list[int]] = defaultdict(list)
        links = schema.task_event_evidence.c
        for event_id, evidence_id in self._connection.execute(
            select(links.task_event_id, links.evidence_id).order_by(links.id)
        ):
            attached[event_id].append(evidence_id)
        found: dict[int, list[TaskEvent]] = defaultdict(list)
        days = _Days()
        try:
            for id_, task_id, kind, on, due, percent, document, note in engine.run(
                self._connection, _EVENTS, ()
            ):
                found[task_id].append(
                    TaskEvent(
                        kind=_EVENT_KINDS[kind],
                        on=days[on],
                        due=None if due is None else days[due],
                        percent=percent,
                        document=document,
                        note=note,
                        evidence=tuple(attached[id_]) if id_ in attached else (),
                    )
                )
        except (ValueError, KeyError) as error:
            raise schema.DamagedTextError from error
        return found


class _Days(dict[str, date]):
    """Days by their ISO text, each read once: the same few hundred come again and again."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


def _task(row: Sequence[Any], coordinating: Iterable[str]) -> Task:
    """Make a task of a row of `_TASKS`."""
    id_, code, clause, title, kind, lead, focal_point, deliverable, *rest = row
    priority, directive, recurrence = rest
    return Task(
        id=id_,
        code=code,
        clause=clause,
        title=title,
        kind=TaskKind(kind),
        lead=lead,
        coordinating=tuple(coordinating),
        focal_point=focal_point,
        deliverable=deliverable,
        priority=TaskPriority(priority),
        directive=directive,
        recurrence=None if recurrence is None else Recurrence(recurrence),
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
