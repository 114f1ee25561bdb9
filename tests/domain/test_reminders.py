"""Reminders: what is due within a week, overdue, or ends within a month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.reminders import ReminderKind, of_certificates, of_report, of_tasks
from egovdesk.domain.signers import Signer, SignerStage, SignerStatus
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind, TaskRecord

TODAY = date(2021, 9, 20)


def task(due: date | None, *more: TaskEventKind) -> TaskRecord:
    assigned = date(2021, 2, 24)
    events = [TaskEvent(kind=TaskEventKind.ASSIGNED, on=assigned, due=due)]
    events += [TaskEvent(kind=kind, on=date(2021, 3, 1)) for kind in more]
    return TaskRecord(
        task=Task(id=1, code="2.c", clause="2.c", title="DVCTT", kind=TaskKind.OPEN, lead="DKVN"),
        events=tuple(events),
    )


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (-40, ReminderKind.TASK_OVERDUE),
        (-1, ReminderKind.TASK_OVERDUE),
        (0, ReminderKind.TASK_DUE),
        (7, ReminderKind.TASK_DUE),
        (8, None),
    ],
)
def test_tasks_that_are_due(days: int, kind: ReminderKind | None):
    found = of_tasks([task(TODAY + timedelta(days=days))], TODAY)
    assert [(each.kind, each.days, each.key) for each in found] == (
        [(kind, days, "2.c")] if kind else []
    )


@pytest.mark.parametrize("after", [TaskEventKind.COMPLETED, TaskEventKind.CANCELLED])
def test_nobody_is_reminded_of_what_is_done_cancelled_or_never_due(after: TaskEventKind):
    assert of_tasks([task(TODAY, after), task(None)], TODAY) == []


@given(st.integers(-400, 400))
def test_a_report_is_reminded_of_around_its_due_date(days: int):
    due_on = TODAY + timedelta(days=days)
    found = of_report("2021-Q3", due_on, TODAY)
    assert bool(found) == (-30 <= days <= 7)
    for each in found:
        assert (each.on, each.days, each.key) == (due_on, days, "2021-Q3")
        assert each.kind is (ReminderKind.REPORT_OVERDUE if days < 0 else ReminderKind.REPORT_DUE)


def signer(valid_to: date | None, *stages: SignerStage) -> SignerStatus:
    person = Signer(id=1, full_name="Nguyễn Thị Minh Khuê", position="", department="")
    return SignerStatus(signer=person, stages=frozenset(stages), valid_to=valid_to)


def test_certificates_are_counted_and_nobody_is_named():
    valid = (SignerStage.ENTITLED, SignerStage.ISSUED, SignerStage.VALID)
    (found,) = of_certificates(
        [
            signer(TODAY + timedelta(days=30), *valid),
            signer(TODAY + timedelta(days=3), *valid),
            signer(TODAY + timedelta(days=31), *valid),
            signer(TODAY - timedelta(days=1), SignerStage.ENTITLED, SignerStage.ISSUED),
            signer(None, *valid),
        ],
        TODAY,
    )
    assert (found.kind, found.count, found.days) == (ReminderKind.CERTIFICATES, 2, 3)
    assert "Khuê" not in repr(found)
    assert of_certificates([], TODAY) == []
