"""Tasks and their events on disk."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, bindparam, func, insert, select, update

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskPriority, TaskRecord
from egovdesk.storage import schema

_INSERT_EVENT = insert(schema.task_event)
_INSERT_LINK = insert(schema.task_event_evidence)
_BEGINNING = (
    select(schema.task.c.id, func.min(schema.task_event.c.on_day, type_=schema.Day))
    .outerjoin(schema.task_event)
    .where(schema.task.c.code == bindparam("code"))
    .group_by(schema.task.c.id)
)


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
                    kind=TaskKind(row.kind),
                    lead=row.lead,
                    coordinating=tuple(coordinators.get(row.id, ())),
                    focal_point=row.focal_point,
                    deliverable=row.deliverable,
                    priority=TaskPriority(row.priority),
                    directive=row.directive_id,
                ),
                events=tuple(events.get(row.id, ())),
            )
            for row in rows
        )

    def beginning(self, code: str) -> tuple[int, date | None]:
        """Return a task's id and the day its history begins, None where it has none.

        Raises:
            UsageError: no task has the code.
        """
        found = self._connection.execute(_BEGINNING, {"code": code}).first()
        if found is None:
            raise UsageError(ErrorCode.RECORD_MISSING, value=code)
        return found[0], found[1]

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

    def link(self, task_id: int, directive_id: int) -> None:
        """Say which directive ordered a task."""
        self._connection.execute(
            update(schema.task).where(schema.task.c.id == task_id).values(directive_id=directive_id)
        )

    def add_event(self, task_id: int, event: TaskEvent) -> None:
        """Append an event to a task's history."""
        row = {
            "task_id": task_id,
            "kind": event.kind.value,
            "on_day": event.on,
            "due": event.due,
            "percent": event.percent,
            "note": event.note,
        }
        event_id = self._connection.execute(_INSERT_EVENT, row).lastrowid
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
            found[row.task_id].append(
                TaskEvent(
                    kind=TaskEventKind(row.kind),
                    on=row.on_day,
                    due=row.due,
                    percent=row.percent,
                    note=row.note,
                    evidence=tuple(attached.get(row.id, ())),
                )
            )
        return found
