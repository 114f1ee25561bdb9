"""Closing a quarter: answering warnings, freezing, recalling."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, RefusedError, UsageError
from egovdesk.domain.findings import Severity
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import ReportAction
from egovdesk.domain.signing import KeyChoice
from egovdesk.services.findings import LONGEST_REASON
from egovdesk.services.reports import thawed
from egovdesk.services.tasks import ProgressEntry
from egovdesk.services.workspaces import Workspaces
from tests.services.conftest import MakeDesk, answer_warnings

PERIOD = Quarter(2021, 3)


def warnings(desk: Desk):
    return [f for f in desk.findings.check(PERIOD) if f.severity is Severity.WARNING]


def test_a_warning_needs_a_reason_before_the_figures_are_frozen(desk: Desk):
    with pytest.raises(RefusedError) as caught:
        desk.reports.freeze(PERIOD)
    assert caught.value.code is ErrorCode.REPORT_UNANSWERED
    assert caught.value.data["count"] == len(warnings(desk))
    answer_warnings(desk, PERIOD)
    frozen = desk.reports.freeze(PERIOD)
    assert {f.reason for f in thawed(frozen).findings if f.severity is Severity.WARNING} == {
        "Đã rà soát, số liệu đúng."
    }


def test_an_answer_is_taken_back_with_undo_and_with_an_empty_reason(desk: Desk):
    first = warnings(desk)[0]
    desk.findings.answer(PERIOD, [first], "Đúng thực tế.")
    assert warnings(desk)[0].reason == "Đúng thực tế."
    desk.history.undo()
    assert warnings(desk)[0].needs_reason
    desk.history.redo()
    desk.findings.answer(PERIOD, [warnings(desk)[0]], "")
    assert warnings(desk)[0].needs_reason


def test_a_reason_holds_only_for_the_figures_that_it_answered(make_desk: MakeDesk, desk: Desk):
    overdue = next(f for f in warnings(desk) if f.rule == "task-overdue")
    desk.findings.answer(PERIOD, [overdue], "Đang xin gia hạn.")
    folder = desk.session.workspace.folder
    desk.close()
    # A quarter later the same task is overdue by other days: it asks again.
    later = Desk(Workspaces(lambda: datetime(2021, 12, 20, tzinfo=UTC)).open(folder))
    try:
        found = next(f for f in later.findings.check(Quarter(2021, 4)) if f.key == overdue.key)
        assert found.needs_reason
        assert not next(f for f in warnings(later) if f.key == overdue.key).needs_reason
    finally:
        later.close()


def test_only_warnings_are_answered_and_reasons_have_a_limit(desk: Desk):
    notice = next(f for f in desk.findings.check(PERIOD) if f.severity is Severity.NOTICE)
    for found, reason, code in (
        (notice, "x", ErrorCode.NOT_A_WARNING),
        (warnings(desk)[0], "x" * (LONGEST_REASON + 1), ErrorCode.REASON_NEEDED),
        (warnings(desk)[0], "TỐI MẬT", ErrorCode.TEXT_SECRET),
    ):
        with pytest.raises(UsageError) as caught:
            desk.findings.answer(PERIOD, [found], reason)
        assert caught.value.code is code


def test_what_is_frozen_does_not_move_and_says_that_the_records_did(desk: Desk):
    answer_warnings(desk, PERIOD)
    frozen = desk.reports.freeze(PERIOD)
    assert not desk.reports.closing(PERIOD).has_changed
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 10), percent=77))
    closing = desk.reports.closing(PERIOD)
    assert closing.has_changed
    assert closing.state.live is not None
    assert closing.state.live.report == frozen
    desk.history.undo()
    assert not desk.reports.closing(PERIOD).has_changed


def test_a_frozen_report_stands_until_it_is_recalled_with_a_reason(desk: Desk):
    answer_warnings(desk, PERIOD)
    desk.reports.freeze(PERIOD)
    with pytest.raises(RefusedError) as caught:
        desk.reports.freeze(PERIOD)
    assert caught.value.code is ErrorCode.REPORT_FROZEN
    with pytest.raises(UsageError) as no_reason:
        desk.reports.recall(PERIOD, "  ")
    assert no_reason.value.code is ErrorCode.REASON_NEEDED
    desk.reports.recall(PERIOD, "Thiếu số liệu tháng 8.")
    with pytest.raises(RefusedError) as nothing:
        desk.reports.recall(PERIOD, "Lần nữa.")
    assert nothing.value.code is ErrorCode.REPORT_NOT_FROZEN
    second = thawed(desk.reports.freeze(PERIOD))
    assert (second.revision, second.reason) == (2, "Thiếu số liệu tháng 8.")
    assert second.action is ReportAction.NEW, "the first revision never left the unit"


def test_what_was_sent_is_replaced(desk: Desk, tmp_path: Path, key: KeyChoice):
    answer_warnings(desk, PERIOD)
    desk.packages.export(PERIOD, tmp_path, key)
    desk.reports.recall(PERIOD, "Sửa số liệu.")
    assert thawed(desk.reports.freeze(PERIOD)).action is ReportAction.REPLACE


def test_neither_freezing_nor_recalling_is_undone(desk: Desk):
    answer_warnings(desk, PERIOD)
    desk.reports.freeze(PERIOD)
    desk.history.undo()
    assert desk.reports.live(PERIOD) is not None
    assert warnings(desk)[0].needs_reason
