"""Reminders on the sample unit: tasks, the report until it was exported, certificates."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from egovdesk.bootstrap import Desk
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reminders import ReminderKind
from egovdesk.domain.signing import KeyChoice, SignerRole, SigningOptions
from egovdesk.services.tasks import ProgressEntry
from tests.services.conftest import answer_warnings

TODAY = date(2021, 9, 20)


def told(desk: Desk, today: date = TODAY) -> list[tuple[ReminderKind, str, int]]:
    return [(each.kind, each.key, each.days) for each in desk.reminders.due(today)]


def test_what_is_due_comes_with_the_most_pressing_first(desk: Desk):
    assert told(desk) == [
        (ReminderKind.TASK_OVERDUE, "DK-04", -51),
        (ReminderKind.TASK_OVERDUE, "DK-06", -10),
        (ReminderKind.TASK_DUE, "2.đ", 4),
        (ReminderKind.REPORT_DUE, "2021-Q3", 4),
    ]


def test_certificates_that_end_soon_are_one_reminder(desk: Desk):
    today = date(2022, 1, 5)
    (found,) = [e for e in desk.reminders.due(today) if e.kind is ReminderKind.CERTIFICATES]
    assert (found.count, found.on, found.days) == (3, date(2022, 1, 10), 5)


def test_what_was_done_is_no_longer_reminded_of(desk: Desk):
    desk.tasks.record_progress("DK-04", ProgressEntry(on=TODAY, percent=100, completed=True))
    desk.tasks.record_progress("2.đ", ProgressEntry(on=TODAY, percent=0, period_done=True))
    assert [key for _kind, key, _days in told(desk)] == ["DK-06", "2021-Q3"]


def test_an_exported_report_is_no_longer_reminded_of(desk: Desk, tmp_path: Path, key: KeyChoice):
    late = date(2021, 10, 5)
    answer_warnings(desk, Quarter(2021, 3))
    overdue = (ReminderKind.REPORT_OVERDUE, "2021-Q3", -11)
    desk.packages.export(Quarter(2021, 3), tmp_path / "trial", KeyChoice())
    assert overdue in told(desk, late)
    desk.packages.export(Quarter(2021, 3), tmp_path, key)
    assert "2021-Q3" not in [key for _kind, key, _days in told(desk, late)]


def test_a_report_that_waits_for_its_approver_is_still_due(desk: Desk, tmp_path: Path):
    answer_warnings(desk, Quarter(2021, 3))
    options = SigningOptions(role=SignerRole.PREPARER)
    desk.packages.export(Quarter(2021, 3), tmp_path, KeyChoice(), options=options)
    assert (ReminderKind.REPORT_DUE, "2021-Q3", 4) in told(desk)


def test_a_unit_that_does_not_report_is_not_reminded_to(make_desk: Callable[..., Desk]):
    desk = make_desk("VPB", now=datetime(2021, 9, 20, tzinfo=UTC))
    assert not desk.session.agency.must_report
    kinds = {kind for kind, _key, _days in told(desk)}
    assert kinds.isdisjoint({ReminderKind.REPORT_DUE, ReminderKind.REPORT_OVERDUE})
