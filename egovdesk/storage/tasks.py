"""Tasks and their events on disk."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.tasks import Task, TaskEvent, TaskRecord
from egovdesk.storage import engine, schema

# Built once, as the driver takes them: an officer waits for these.
_INSERT_EVENT = (
    "INSERT INTO task_event(task_id, kind, on_day, due, percent, note) VALUES (?, ?, ?, ?, ?, ?)"
)
_APPEND_EVENT = (
    "INSERT INTO task_event(task_id, kind, on_day, due, percent, note) "
    "SELECT id, ?, ?, ?, ?, ? FROM task WHERE code = ? AND ("
    "EXISTS (SELECT 1 FROM task_event WHERE task_id = task.id AND on_day <= ?) OR "
    "NOT EXISTS (SELECT 1 FROM task_event WHERE task_id = task.id))"
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
                task=Task(
                    id=row.id,
                    code=row.code,
                    clause=row.clause,
                    title=row.title,
                    kind=row.kind,
                    lead=row.lead,
                    coordinating=tuple(coordinators.get(row.id, ())),
                    focal_point=row.focal_point,
                    deliverable=row.deliverable,
                    priority=row.priority,
                    directive=row.directive_id,
                ),
                events=tuple(events.get(row.id, ())),
            )
            for row in rows
        )

    def add(self, task: Task) -> int:
        """Keep a new task and return its id; the id inside `task` is ignored."""
        key = self._connection.execute(
            insert(schema.task).values(
                code=task.code,
                clause=task.clause,
                title=task.title,
                kind=task.kind,
                lead=task.lead,
                focal_point=task.focal_point,
                deliverable=task.deliverable,
                priority=task.priority,
                directive_id=task.directive,
            )
        ).inserted_primary_key
        assert key is not None
        for agency in task.coordinating:
            self._connection.execute(
                insert(schema.task_coordinator).values(task_id=key[0], agency=agency)
            )
        return int(key[0])

    def link(self, task_id: int, directive_id: int) -> None:
        """Say which directive ordered a task."""
        self._connection.execute(
            update(schema.task).where(schema.task.c.id == task_id).values(directive_id=directive_id)
        )

    def add_event(self, task_id: int, event: TaskEvent) -> None:
        """Keep an event of a task's history."""
        row = (task_id, *_row(event))
        inserted = self._connection.exec_driver_sql(_INSERT_EVENT, row)
        self._link(inserted.lastrowid, event.evidence)

    def append_event(self, code: str, event: TaskEvent) -> bool:
        """Keep an event of the history of the task with the code.

        Return whether it was kept: nothing can happen before a history begins.

        Raises:
            UsageError: no task has the code.
        """
        row = _row(event)
        inserted = engine.run(self._connection, _APPEND_EVENT, (*row, code, row[1]))
        if not inserted.rowcount:
            known = select(schema.task.c.id).where(schema.task.c.code == code)
            if self._connection.execute(known).first() is None:
                raise UsageError(ErrorCode.RECORD_MISSING, value=code)
            return False
        self._link(inserted.lastrowid, event.evidence)
        return True

    def _link(self, event_id: int, evidence: Iterable[int]) -> None:
        for evidence_id in evidence:
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
            found[row.task_id].append(
                TaskEvent(
                    kind=row.kind,
                    on=row.on_day,
                    due=row.due,
                    percent=row.percent,
                    note=row.note,
                    evidence=tuple(attached.get(row.id, ())),
                )
            )
        return found


def _row(event: TaskEvent) -> tuple[str, str, str | None, int | None, str]:
    due = None if event.due is None else event.due.isoformat()
    return event.kind.value, event.on.isoformat(), due, event.percent, event.note
