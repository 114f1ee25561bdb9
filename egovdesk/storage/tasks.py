"""Tasks and their events on disk."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskPriority, TaskRecord
from egovdesk.storage import schema

_INSERT_EVENT = insert(schema.task_event)
_INSERT_LINK = insert(schema.task_event_evidence)
_TASK_WITH_CODE = select(schema.task).where(schema.task.c.code == bindparam("code"))


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

    def record(self, code: str) -> TaskRecord:
        """Return one task with its history.

        Raises:
            UsageError: no task has the code.
        """
        row = self._connection.execute(_TASK_WITH_CODE, {"code": code}).first()
        if row is None:
            raise UsageError(ErrorCode.RECORD_MISSING, value=code)
        coordinators, events = self._coordinators(row.id), self._events(row.id)
        return TaskRecord(
            task=_task(row, coordinators.get(row.id, ())), events=tuple(events.get(row.id, ()))
        )

    def directives(self) -> dict[int, str]:
        """Return the numbers of the directives by their ids."""
        columns = schema.directive.c
        rows = self._connection.execute(select(columns.id, columns.number))
        return {row.id: row.number for row in rows}

    def add(self, task: Task) -> int:
        """Keep a new task and return its id; the id inside `task` is ignored."""
        key = self._connection.execute(
            insert(schema.task).values(
                code=task.code,
                clause=task.clause,
                title=task.title,
                kind=task.kind.value,
                lead=task.lead,
                focal_point=task.focal_point,
                deliverable=task.deliverable,
                priority=task.priority.value,
                directive_id=task.directive,
            )
        ).inserted_primary_key
        assert key is not None
        for agency in task.coordinating:
            self._connection.execute(
                insert(schema.task_coordinator).values(task_id=key[0], agency=agency)
            )
        return int(key[0])

    def add_event(self, task_id: int, event: TaskEvent) -> None:
        """Append an event to a task's history."""
        row = {
            "task_id": task_id,
            "kind": event.kind.value,
            "on_day": event.on,
            "due": event.due,
            "percent": event.percent,
            "document": event.document,
            "note": event.note,
        }
        event_id = self._connection.execute(_INSERT_EVENT, row).lastrowid
        for evidence_id in event.evidence:
            link = {"task_event_id": event_id, "evidence_id": evidence_id}
            self._connection.execute(_INSERT_LINK, link)

    def _coordinators(self, task_id: int | None = None) -> dict[int, list[str]]:
        columns = schema.task_coordinator.c
        found: dict[int, list[str]] = defaultdict(list)
        statement = select(columns.task_id, columns.agency).order_by(columns.id)
        if task_id is not None:
            statement = statement.where(columns.task_id == task_id)
        for owner, agency in self._connection.execute(statement):
            found[owner].append(agency)
        return found

    def _events(self, task_id: int | None = None) -> dict[int, list[TaskEvent]]:
        attached: dict[int, list[int]] = defaultdict(list)
        links, columns = schema.task_event_evidence.c, schema.task_event.c
        of_events = select(links.task_event_id, links.evidence_id).order_by(links.id)
        of_tasks = select(schema.task_event).order_by(columns.id)
        if task_id is not None:
            of_tasks = of_tasks.where(columns.task_id == task_id)
            of_events = of_events.join(schema.task_event).where(columns.task_id == task_id)
        for event_id, evidence_id in self._connection.execute(of_events):
            attached[event_id].append(evidence_id)
        found: dict[int, list[TaskEvent]] = defaultdict(list)
        for row in self._connection.execute(of_tasks):
            found[row.task_id].append(
                TaskEvent(
                    kind=TaskEventKind(row.kind),
                    on=row.on_day,
                    due=row.due,
                    percent=row.percent,
                    document=row.document,
                    note=row.note,
                    evidence=tuple(attached.get(row.id, ())),
                )
            )
        return found


def _task(row: Row[Any], coordinating: Iterable[str]) -> Task:
    return Task(
        id=row.id,
        code=row.code,
        clause=row.clause,
        title=row.title,
        kind=TaskKind(row.kind),
        lead=row.lead,
        coordinating=tuple(coordinating),
        focal_point=row.focal_point,
        deliverable=row.deliverable,
        priority=TaskPriority(row.priority),
        directive=row.directive_id,
    )
