"""What asks to be done soon, or should have been done already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from egovdesk.domain.signers import SignerStatus
from egovdesk.domain.tasks import TaskRecord

TASK_DAYS = 7
"""How long before its due date a task or a report is reminded of."""
CERTIFICATE_DAYS = 30
"""How long before its end a certificate is reminded of: a new one takes weeks to issue."""
REPORT_LATE_DAYS = 30
"""How long after its due date a report that was not exported is reminded of."""


class ReminderKind(StrEnum):
    """What a reminder is about; each has words in `egovdesk.wording`."""

    TASK_OVERDUE = "task_overdue"
    TASK_DUE = "task_due"
    REPORT_OVERDUE = "report_overdue"
    REPORT_DUE = "report_due"
    CERTIFICATES = "certificates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Something that is due on a day; `days` are left until then, negative when it has passed.

    `key` is a task's code or a report's period, `title` a task's words. Certificates are counted
    and never named: a reminder also shows where others look.
    """

    kind: ReminderKind
    on: date
    days: int
    key: str = ""
    title: str = ""
    count: int = 1


def of_tasks(records: Iterable[TaskRecord], today: date) -> list[Reminder]:
    """Remind of open tasks that are overdue, or due within a week."""
    found = []
    for record in records:
        status = record.as_of(today)
        if status.due is None or status.days_left is None or status.days_left > TASK_DAYS:
            continue
        is_over = status.days_left < 0
        found.append(
            Reminder(
                kind=ReminderKind.TASK_OVERDUE if is_over else ReminderKind.TASK_DUE,
                on=status.due,
                days=status.days_left,
                key=record.task.code,
                title=record.task.title,
            )
        )
    return found


def of_report(period: str, due_on: date, today: date) -> list[Reminder]:
    """Remind of a report that was not exported, from a week before it is due to a month after."""
    days = (due_on - today).days
    if not -REPORT_LATE_DAYS <= days <= TASK_DAYS:
        return []
    kind = ReminderKind.REPORT_OVERDUE if days < 0 else ReminderKind.REPORT_DUE
    return [Reminder(kind=kind, on=due_on, days=days, key=period)]


def of_certificates(statuses: Iterable[SignerStatus], today: date) -> list[Reminder]:
    """Remind once of all certificates that end within a month."""
    ends = [
        status.valid_to
        for status in statuses
        if status.valid_to is not None and status.expires_within(today, CERTIFICATE_DAYS)
    ]
    if not ends:
        return []
    first = min(ends)
    return [
        Reminder(
            kind=ReminderKind.CERTIFICATES, on=first, days=(first - today).days, count=len(ends)
        )
    ]
