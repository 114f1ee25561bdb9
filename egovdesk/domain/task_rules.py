"""Rules on tasks and on the clauses that order them."""

from collections.abc import Iterator
from datetime import date

from egovdesk.domain.examined import Examined
from egovdesk.domain.findings import Finding, RuleSetting, Subject, clause_key
from egovdesk.domain.tasks import TaskEventKind, TaskRecord, Timeliness


def task_overdue(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A task is late, and nobody asked for more time."""
    for record, status in seen.tasks:
        if status.timeliness is Timeliness.OPEN_OVERDUE and not status.extension_pending:
            yield setting.finding(Subject.TASK, record.task.code, days=-(status.days_left or 0))


def extension_unanswered(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """More time was asked for, but the answer did not come before the deadline: it is late."""
    for record, status in seen.tasks:
        if status.timeliness is Timeliness.OPEN_OVERDUE and status.extension_pending:
            yield setting.finding(Subject.TASK, record.task.code, days=-(status.days_left or 0))


def done_without_evidence(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A task is declared complete, and nothing proves it."""
    for record, status in seen.tasks:
        if status.is_done and not status.evidence:
            yield setting.finding(Subject.TASK, record.task.code)


_ASSIGNED = frozenset({TaskEventKind.ASSIGNED})
_DONE = frozenset({TaskEventKind.COMPLETED, TaskEventKind.PERIOD_DONE})


def done_before_assigned(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A task was done on a day before it was assigned."""
    for record, status in seen.tasks:
        assigned, done = _first(record, _ASSIGNED), _first(record, _DONE)
        is_counted = status.timeliness is not None and assigned <= seen.facts.as_of
        if is_counted and done < assigned:
            yield setting.finding(
                Subject.TASK, record.task.code, day=done.isoformat(), assigned=assigned.isoformat()
            )


def done_in_future(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A task is said to be done on a day that has not come."""
    for record, _status in seen.tasks:
        days = [event.on for event in record.events if event.kind in _DONE]
        if days and max(days) > seen.today:
            yield setting.finding(Subject.TASK, record.task.code, day=max(days).isoformat())


def _first(record: TaskRecord, kinds: frozenset[TaskEventKind]) -> date:
    """Return the first day of such a step; the last of all days where there was none."""
    return min((event.on for event in record.events if event.kind in kinds), default=date.max)


def no_change_since(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """Nothing happened to an open task in the days that are reported."""
    for record, status in seen.tasks:
        open_task = status.timeliness in (Timeliness.OPEN_IN_TIME, Timeliness.OPEN_OVERDUE)
        if open_task and (status.last_change is None or status.last_change < seen.window.first):
            yield setting.finding(Subject.TASK, record.task.code)


def clause_uncovered(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A clause orders work of the unit, and no task answers it."""
    for number, label in seen.uncovered:
        yield setting.finding(Subject.CLAUSE, clause_key(number, label))
