"""The reports page, used the way a person uses it: ready or not, export, verify."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QMimeData,
    QObject,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    QUrl,
    Slot,
)
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QFontMetrics, QTextCursor
from PySide6.QtWidgets import QFileDialog, QPushButton, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.findings import Finding, Severity
from egovdesk.domain.packages import VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.services.tasks import ProgressEntry
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.indicators.compare_dialog import ComparisonDialog
from egovdesk.ui.jobs import Job
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.reports.page import ReportsPage
from egovdesk.ui.reports.reason_dialog import ReasonDialog
from egovdesk.ui.reports.revision_dialog import RevisionDialog
from egovdesk.ui.reports.steps import Step
from egovdesk.ui.reports.verdict_view import VerdictDialog
from egovdesk.ui.signing.export_dialog import ExportDialog
from egovdesk.ui.signing.key_cards import KeyKind
from egovdesk.ui.widgets.badge import fitting_lines
from tests.ui.dialogs import taken_reports
from tests.ui.reports import PASSPHRASE, open_export, shown_page, words

WaitIdle = Callable[[], None]

PACKAGE = "BC_DKVN_2021-Q3_v1.asice"


@pytest.fixture
def page(reports_page: ReportsPage) -> ReportsPage:
    return reports_page


def press_export(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)


def export(page: ReportsPage, qtbot: QtBot, folder: Path) -> Path:
    dialog = open_export(page, qtbot, folder)
    with qtbot.waitSignal(dialog.exported, timeout=30_000) as done:
        press_export(dialog, qtbot)
    return done.args[0].file


def open_key_file(dialog: ExportDialog, qtbot: QtBot, file: Path, passphrase: str) -> None:
    """Choose the card of key files by keyboard, type the path and the password, and open it."""
    pane = dialog.keys.file
    card = dialog.keys.cards.cards[KeyKind.FILE]
    qtbot.keyClick(card, Qt.Key.Key_Return)
    pane.file.setText(str(file))
    pane.password.clear()
    pane.password.insert(passphrase)  # as an input method types Vietnamese
    qtbot.keyClick(pane.password, Qt.Key.Key_Return)
    wait_for_answer(dialog, qtbot)


def wait_for_answer(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running and dialog.buttons.isVisible(), timeout=30_000)


def verdict(dialog: VerdictDialog, qtbot: QtBot) -> VerdictStatus:
    qtbot.waitUntil(lambda: dialog.verdict is not None, timeout=30_000)
    assert dialog.verdict is not None
    return dialog.verdict.status


def finding_rows(page: ReportsPage) -> list[Finding]:
    return list(page.findings_step.table.model.all_rows())


def notes(page: ReportsPage) -> list[str]:
    texts = [page.steps.item(row).text() for row in range(page.steps.count())]
    return [text.partition("\n")[2] for text in texts]


def test_the_page_opens_on_the_first_step_that_is_not_done(page: ReportsPage):
    assert page.readiness.badge.text() == "Not ready"
    assert page.readiness.reason.text() == "Warnings that need a reason: 4."
    assert page.steps.step is Step.FINDINGS
    assert notes(page)[:3] == ["closed on 14/09/2021", "8 indicators", "4 without a reason"]


def test_the_period_step_says_which_days_count_and_when_it_is_due(
    page: ReportsPage, wait_idle: WaitIdle
):
    page.steps.choose(Step.PERIOD)
    values = page.period_step.values
    assert values["window"].text() == "15/06/2021 – 14/09/2021"
    assert values["cut_off"].text() == "14/09/2021"
    page.context.choose_period(Quarter(2022, 3))
    wait_idle()
    assert "24/09/2022" in values["due"].text()  # a Saturday
    assert "23/09/2022" in values["due"].text()


def test_a_period_that_has_not_closed_says_when_it_will(page: ReportsPage, wait_idle: WaitIdle):
    page.context.choose_period(Quarter(2099, 1))
    wait_idle()
    assert page.readiness.badge.text() == "Not closed yet"
    assert page.steps.step is Step.PERIOD
    assert not page.documents_step.freeze.isEnabled()
    assert "14/03/2099" in page.documents_step.said.text()


def test_errors_forbid_freezing_and_say_why(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle
):
    bootstrap.workspaces().create(tmp_path / "w", "CHHVN").workspace.close()
    bare_desktop.start(tmp_path / "w")
    wait_idle()
    assert bare_desktop.context is not None
    bare_desktop.context.choose_period(Quarter(2021, 3))
    bare_desktop.window.open_page("reports")
    wait_idle()
    page = shown_page(bare_desktop)
    assert page.readiness.badge.text() == "Not ready"
    assert not page.documents_step.freeze.isEnabled()
    assert "Errors to correct first" in page.readiness.reason.text()


def test_findings_can_be_read_whole_in_the_list_on_a_small_screen(
    desktop: Desktop, page: ReportsPage, wait_idle: WaitIdle
):
    desktop.window.resize(1366, 768)
    wait_idle()
    view, place = page.findings_step.table.view, 1
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    assert page.findings_step.table.model.rowCount() == 8
    for row in range(8):
        index = page.findings_step.table.model.index(row, place)
        room = QRectF(view.visualRect(index)).adjusted(10, 0, -10, -1)
        lines = fitting_lines(option, room, index.data())
        assert " ".join(lines) == index.data()
    narrow = view.columnWidth(2)
    desktop.window.resize(1900, 1000)
    wait_idle()
    assert view.columnWidth(2) > 2 * narrow
    desktop.window.resize(960, 700)
    wait_idle()
    assert view.columnWidth(1) > view.columnWidth(2)


def test_a_finding_opens_what_it_speaks_of(desktop: Desktop, page: ReportsPage, qtbot: QtBot):
    table = page.findings_step.table
    finding = next(row for row in table.model.rows() if row.subject == "task")
    asked: list[tuple[str, str]] = []
    page.context.page_requested.connect(lambda name, key: asked.append((name, key)))
    table.view.setFocus()
    table.view.selectRow(table.model.rows().index(finding))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert asked == [("tasks", finding.key)]
    assert desktop.window.page_name == "tasks"


def test_a_reason_is_given_to_several_warnings_undone_and_taken_back(
    desktop: Desktop,
    page: ReportsPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
):
    activate()
    table = page.findings_step.table
    table.view.setFocus()
    table.view.selectAll()
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    dialog = desktop.window.findChild(ReasonDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "a reason is needed"
    qtbot.keyClicks(dialog.text, "Dang cho y kien")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    warnings = [row for row in finding_rows(page) if row.severity is Severity.WARNING]
    assert {row.reason for row in warnings} == {"Dang cho y kien"}
    assert page.readiness.badge.text() == "Ready"
    page.context.undo()
    wait_idle()
    assert page.readiness.badge.text() == "Not ready"


def test_the_whole_path_by_keyboard(page: ReportsPage, qtbot: QtBot, activate: Callable[[], None]):
    activate()
    seen = []
    page.steps.choose(Step.PERIOD)
    for _step in Step:
        seen.append(page.steps.step)
        qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == list(Step)
    qtbot.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.steps.step is Step.SIGNATURE


def test_what_is_typed_is_saved_by_itself_and_flagged_once_a_figure_changes(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    step = page.narrative_step
    page.steps.choose(Step.NARRATIVE)
    rows = {step.outline.item(r).toolTip(): r for r in range(step.outline.count())}
    row = next(r for tip, r in rows.items() if "chữ ký số" in tip)
    step.outline.setCurrentRow(row)
    step.text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(step.text, " Them.")
    page.steps.choose(Step.FINDINGS)
    wait_idle()
    desk, period = page.context.desk, page.context.period
    (written,) = [s for s in desk.narratives.of(period) if s.is_written]
    assert written.section.text.endswith(" Them.")
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 12), percent=80))
    page.steps.choose(Step.NARRATIVE)
    page.refresh()
    wait_idle()
    assert notes(page)[3] == "old figures: 1"
    assert "“70%” is now “80%”" in step.old.text()
    qtbot.mouseClick(step.renew, Qt.MouseButton.LeftButton)
    wait_idle()
    assert "đạt 80% khối lượng" in step.text.toPlainText()
    assert step.text.toPlainText().endswith(" Them.")
    assert not step.old.isVisible()


def test_typing_is_kept_when_the_window_is_closed_in_the_middle(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot
):
    page.steps.choose(Step.NARRATIVE)
    qtbot.keyClicks(page.narrative_step.text, "Dang viet do. ")
    folder, period = page.context.desk.session.workspace.folder, page.context.period
    desktop.window.close()
    desk = bootstrap.open_desk(folder)
    try:
        texts = [s.section.text for s in desk.narratives.of(period) if s.is_written]
    finally:
        desk.close()
    assert len(texts) == 1
    assert "Dang viet do. " in texts[0]


def write(page: ReportsPage, qtbot: QtBot, text: str) -> None:
    """Type at the end of the section that is shown."""
    editor = page.narrative_step.text
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, text)


def test_typing_without_a_pause_is_saved_all_the_same(
    page: ReportsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    step = page.narrative_step
    step._latest.setInterval(200)
    page.steps.choose(Step.NARRATIVE)
    saved: list[str] = []
    step.written.connect(lambda _section, text: saved.append(text))
    while not saved:
        qtbot.keyClicks(step.text, "a")  # a key every now and then, and never a pause
        qtbot.wait(20)
    assert saved[0].startswith("aa")


def test_a_space_at_the_end_stays_for_the_next_word(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.steps.choose(Step.NARRATIVE)
    write(page, qtbot, " Them ")
    page.narrative_step.save()  # as it does after a pause
    wait_idle()
    write(page, qtbot, "sau")
    assert page.narrative_step.text.toPlainText().endswith(" Them sau")


def test_saving_by_key_ends_typing(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, activate: WaitIdle
):
    activate()
    page.steps.choose(Step.NARRATIVE)
    write(page, qtbot, " Them.")
    qtbot.keyClick(page.narrative_step.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert "saved already" in desktop.window.messages.accessibleName()
    desk, period = page.context.desk, page.context.period
    (written,) = [s for s in desk.narratives.of(period) if s.is_written]
    assert written.section.text.endswith(" Them.")


@pytest.mark.parametrize(
    ("text", "why"), [("Phương án TỐI MẬT.", "marked"), ("a" * 20_001, "20001 characters")]
)
def test_what_is_refused_stays_on_the_screen_and_holds_the_window(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, text: str, why: str
):
    step = page.narrative_step
    page.steps.choose(Step.NARRATIVE)
    step.text.selectAll()
    step.text.insertPlainText(text)  # as an input method or a paste does
    section = step.outline.currentRow()
    step.outline.setCurrentRow(section + 2)
    wait_idle()
    step.outline.setCurrentRow(section)
    page.refresh()
    wait_idle()
    assert step.text.toPlainText() == text
    assert why in step.refused.text()
    desktop.window.close()
    assert desktop.window.isVisible()
    assert "refused and not saved" in desktop.window.messages.accessibleName()
    step.text.selectAll()
    step.text.insertPlainText("Phương án đã duyệt.")
    step.save()
    wait_idle()
    assert not step.refused.isVisible()
    assert not page.has_refused


def test_the_button_that_was_pressed_leaves_the_focus_to_a_list(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, activate: WaitIdle
):
    """Otherwise the next Enter or Space would press whatever button comes after it."""
    activate()
    page.steps.choose(Step.NARRATIVE)
    page.narrative_step.adopt.setFocus()
    qtbot.keyClick(page.narrative_step.adopt, Qt.Key.Key_Space)
    wait_idle()
    assert not page.narrative_step.adopt.isVisible()
    assert page.narrative_step.outline.hasFocus()


def test_going_on_by_key_puts_the_focus_into_the_list_of_the_step(
    page: ReportsPage, qtbot: QtBot, activate: WaitIdle
):
    activate()
    page.steps.choose(Step.FINDINGS)
    page.findings_step.table.view.setFocus()
    focused = []
    for _step in range(3):
        focused.append(page.window().focusWidget())
        qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert focused == [page.findings_step.table.view, page.narrative_step.outline, page.steps]


def test_the_finding_that_stands_in_the_way_is_chosen_first(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    (chosen,) = page.findings_step.table.selected_rows()
    assert chosen.needs_reason
    assert page.findings_step.answer.isEnabled()


def test_figures_are_searched_by_key(page: ReportsPage, qtbot: QtBot, activate: WaitIdle):
    activate()
    page.steps.choose(Step.FIGURES)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    table = page.figures_step.table
    assert table.search.hasFocus()
    qtbot.keyClicks(table.search, "payment")
    assert 0 < table.model.rowCount() < table.model.total


def test_no_heading_of_the_figures_is_cut(page: ReportsPage):
    page.steps.choose(Step.FIGURES)
    header = page.figures_step.table.view.horizontalHeader()
    metrics = QFontMetrics(header.font())
    for place, column in enumerate(page.figures_step.table.model.columns):
        widest = max(metrics.horizontalAdvance(line) for line in column.title.splitlines())
        assert widest + 20 <= header.sectionSize(place), column.title
        room = header.sectionSize(place) - 20
        assert metrics.elidedText(column.title, header.textElideMode(), room) == column.title


@pytest.mark.parametrize("is_inside", [False, True])
def test_the_letter_is_saved_by_key_from_the_steps_and_from_the_letter(
    frozen: ReportsPage, qtbot: QtBot, activate: WaitIdle, *, is_inside: bool
):
    activate()
    frozen.steps.choose(Step.DOCUMENTS)
    preview = frozen.documents_step.preview
    qtbot.waitUntil(preview.save_button.isEnabled, timeout=30_000)
    place = preview.words if is_inside else frozen.steps
    place.setFocus()
    QTimer.singleShot(200, preview.forms.close)  # the menu waits for a choice
    with qtbot.waitSignal(preview.forms.aboutToShow, timeout=5_000):
        qtbot.keyClick(place, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_a_frozen_report_is_recalled_from_the_step_that_says_so(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    step = frozen.signature_step
    frozen.steps.choose(Step.SIGNATURE)
    assert not step.changed.isVisible()
    frozen.context.desk.tasks.record_progress(
        "2.a", ProgressEntry(on=date(2021, 9, 12), percent=80)
    )
    frozen.refresh()
    wait_idle()
    assert step.changed.isVisible()
    qtbot.mouseClick(step.recall, Qt.MouseButton.LeftButton)
    dialog = frozen.findChild(ReasonDialog)
    qtbot.keyClicks(dialog.text, "Thieu so lieu")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    wait_idle()
    assert frozen.context.desk.reports.live(frozen.context.period) is None
    assert not step.recall.isVisible()


def test_the_revision_that_stands_is_chosen_once_the_former_is_recalled(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    desk, period = frozen.context.desk, frozen.context.period
    desk.reports.recall(period, "Thiếu số liệu.")
    desk.reports.freeze(period)
    frozen.refresh()
    wait_idle()
    revisions, detail = frozen.file_step.revisions, frozen.file_step.detail
    (chosen,) = revisions.selected_rows()
    assert (chosen.report.revision, chosen.recall) == (2, None)
    assert detail.isHidden()
    qtbot.keyClick(revisions.view, Qt.Key.Key_Down)
    assert detail.text().startswith("Recalled on")
    assert detail.text().endswith("Thiếu số liệu.")


def test_two_revisions_are_compared_where_they_differ_with_the_reason(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    desk, period = frozen.context.desk, frozen.context.period
    desk.reports.recall(period, "Thiếu tiến độ của 2.a.")
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 12), percent=80))
    desk.reports.freeze(period)
    frozen.refresh()
    wait_idle()
    frozen.steps.choose(Step.FILE)
    qtbot.mouseClick(frozen.file_step.compare, Qt.MouseButton.LeftButton)
    wait_idle()
    dialog = frozen.findChild(ComparisonDialog)
    assert dialog is not None
    assert "Recalled because: Thiếu tiến độ của 2.a." in dialog.note.text()
    assert dialog.view is not None
    assert dialog.view.shown is dialog.view.tasks  # no indicator differs
    assert dialog.focusWidget() is dialog.view.tasks.view
    assert [row.task.code for row in dialog.view.tasks.model.rows()] == ["2.a"]


def test_the_path_is_walked_to_its_end_by_one_button(
    frozen: ReportsPage, qtbot: QtBot, activate: Callable[[], None]
):
    activate()
    frozen.steps.choose(Step.DOCUMENTS)
    frozen.forward.setFocus()
    qtbot.keyClick(frozen.forward, Qt.Key.Key_Space)
    assert frozen.steps.step is Step.SIGNATURE
    assert frozen.forward.hasFocus()
    qtbot.keyClick(frozen.forward, Qt.Key.Key_Space)
    assert frozen.steps.step is Step.FILE
    assert frozen.window().focusWidget() is frozen.file_step.revisions.view


def test_a_path_with_drafts_left_says_how_many(page: ReportsPage, wait_idle: WaitIdle):
    desk, period = page.context.desk, page.context.period
    drafts = [state for state in desk.narratives.of(period) if state.section.paragraphs]
    item = page.steps.item(list(Step).index(Step.NARRATIVE))
    assert "a draft to read" in item.text()
    desk.narratives.write(period, drafts[0].section.id, "Đã viết lại.")
    page.refresh()
    wait_idle()
    assert f"drafts left to read: {len(drafts) - 1}" in item.text()
    desk.narratives.adopt(period)
    page.refresh()
    wait_idle()
    assert item.text().endswith("written")


def test_the_newest_revision_is_chosen_and_the_letter_searched_from_the_steps(
    frozen: ReportsPage, qtbot: QtBot, activate: Callable[[], None]
):
    (chosen,) = frozen.file_step.revisions.selected_rows()
    assert chosen.report.revision == 1
    activate()
    frozen.steps.choose(Step.DOCUMENTS)
    preview = frozen.documents_step.preview
    qtbot.waitUntil(preview.words.isEnabled, timeout=30_000)
    frozen.steps.setFocus()
    qtbot.keyClick(frozen.steps, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert preview.words.hasFocus()


def test_freezing_and_recalling_with_a_reason(page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle):
    desk, period = page.context.desk, page.context.period
    warnings = [f for f in desk.findings.check(period) if f.needs_reason]
    desk.findings.answer(period, warnings, "Đúng.")
    page.refresh()
    wait_idle()
    page.steps.choose(Step.DOCUMENTS)
    qtbot.mouseClick(page.documents_step.freeze, Qt.MouseButton.LeftButton)
    wait_idle()
    assert page.readiness.badge.text() == "Frozen"
    assert notes(page)[4] == "revision 1 frozen"
    assert page.narrative_step.text.isReadOnly()
    assert "recall it" in page.narrative_step.state.text()
    qtbot.mouseClick(page.documents_step.recall, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ReasonDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.text, "Thieu so lieu")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    wait_idle()
    assert page.readiness.badge.text() == "Ready"
    assert "recalled" in page.window().messages.accessibleName()
    page.steps.choose(Step.FILE)
    (row,) = page.file_step.revisions.model.rows()
    assert row.recall is not None
    assert row.recall.reason == "Thieu so lieu"


def test_a_recalled_revision_can_still_be_read(
    desktop: Desktop, frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    desktop.context.desk.reports.recall(frozen.context.period, "Nhầm số hồ sơ.")
    frozen.refresh()
    wait_idle()
    frozen.steps.choose(Step.FILE)
    qtbot.mouseClick(frozen.file_step.documents, Qt.MouseButton.LeftButton)
    dialog = frozen.findChild(RevisionDialog)
    assert dialog is not None
    assert dialog.windowTitle().endswith("and recalled")
    qtbot.waitUntil(lambda: dialog.preview.is_ready, timeout=30_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_figures_say_that_the_records_have_moved_on(frozen: ReportsPage, wait_idle: WaitIdle):
    assert notes(frozen)[1] == "8 indicators"
    desk = frozen.context.desk
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 12), percent=80))
    frozen.refresh()
    wait_idle()
    assert notes(frozen)[1] == "changed since the freeze"
    assert "recall the report" in frozen.figures_step.note.text()


def test_an_export_with_the_trial_key_is_kept_listed_and_verified(
    desktop: Desktop, frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    page = frozen
    file = export(page, qtbot, tmp_path / "gửi đi")
    assert file == tmp_path / "gửi đi" / PACKAGE
    assert file.is_file()
    assert str(file) in desktop.window.messages.accessibleName()
    assert "TRIAL" in desktop.window.messages.accessibleName()
    assert desktop.preferences.export_folder == tmp_path / "gửi đi"
    wait_idle()
    (row,) = page.file_step.revisions.model.rows()
    assert row.package is not None
    assert row.package.file_name == PACKAGE
    assert page.file_step.detail.text().startswith("Approver: THỬ NGHIỆM Cục Đăng kiểm Việt Nam")
    page.file_step.revisions.view.setFocus()
    page.file_step.revisions.view.selectRow(0)
    qtbot.keyClick(page.file_step.revisions.view, Qt.Key.Key_Return)
    dialog = page.findChild(VerdictDialog)
    assert dialog is not None
    assert verdict(dialog, qtbot) is VerdictStatus.VALID
    said = words(dialog)
    for expected in ("TRIAL", "Valid", "Yes: all", "Cục Đăng kiểm Việt Nam", "no time stamp"):
        assert expected in said


def test_a_trial_is_not_ready_to_send_and_a_real_key_takes_its_place(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path, key_file: Path
):
    page = frozen
    export(page, qtbot, tmp_path)
    wait_idle()
    assert page.readiness.badge.text() == "Trial"
    assert notes(page)[5:] == ["for trying out", "for trying out"]
    page.steps.choose(Step.SIGNATURE)
    assert "with a trial key" in page.signature_step.said.text()
    dialog = open_export(page, qtbot, tmp_path)
    open_key_file(dialog, qtbot, key_file, PASSPHRASE)
    with qtbot.waitSignal(dialog.exported, timeout=30_000):
        press_export(dialog, qtbot)
    wait_idle()
    assert page.readiness.badge.text() == "Signed"
    assert notes(page)[6] == "ready to send"
    assert not page.signature_step.sign.isVisibleTo(page.signature_step)
    (row,) = page.file_step.revisions.model.rows()
    assert row.report.revision == 1


def test_a_signed_package_is_written_again_without_a_key(
    desktop: Desktop,
    frozen: ReportsPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    page = frozen
    first = export(page, qtbot, tmp_path / "a")
    wait_idle()
    page.steps.choose(Step.SIGNATURE)
    chosen = str(tmp_path / "b")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen)
    qtbot.mouseClick(page.signature_step.copy, Qt.MouseButton.LeftButton)
    wait_idle()
    assert (tmp_path / "b" / PACKAGE).read_bytes() == first.read_bytes()
    assert "copied" in desktop.window.messages.accessibleName()
    assert len(page.file_step.revisions.model.rows()) == 1


def test_the_message_opens_the_folder_of_the_package(
    desktop: Desktop, frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    page = frozen

    class FileManager(QObject):
        opened: list[str] = []  # noqa: RUF012

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.opened.append(url.toLocalFile())

    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "open")
    try:
        export(page, qtbot, tmp_path / "out")
        buttons = desktop.window.messages.findChildren(QPushButton)
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert manager.opened == [str(tmp_path / "out")]


def test_a_wrong_passphrase_is_said_below_its_field_and_can_be_mended(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path, key_file: Path
):
    dialog = open_export(frozen, qtbot, tmp_path / "out")
    pane = dialog.keys.file
    open_key_file(dialog, qtbot, key_file, "sai")
    assert "password" in pane.password_row.error
    assert (dialog.folder.error, pane.file_row.error) == ("", "")
    assert not dialog.sign_button.isEnabled()
    assert not (tmp_path / "out").exists()
    open_key_file(dialog, qtbot, key_file, PASSPHRASE)
    assert pane.password_row.error == ""
    with qtbot.waitSignal(dialog.exported, timeout=30_000) as done:
        press_export(dialog, qtbot)
    assert pane.password.text() == ""
    assert not done.args[0].is_trial
    assert done.args[0].file.is_file()


def test_another_password_is_another_key_that_is_looked_at_first(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path, key_file: Path
):
    dialog = open_export(frozen, qtbot, tmp_path)
    open_key_file(dialog, qtbot, key_file, PASSPHRASE)
    assert dialog.sign_button.isEnabled()
    qtbot.keyClicks(dialog.keys.file.password, "x")
    assert not dialog.sign_button.isEnabled()


def test_a_missing_passphrase_is_asked_for(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path, key_file: Path
):
    dialog = open_export(frozen, qtbot, tmp_path)
    open_key_file(dialog, qtbot, key_file, "")
    assert "needs a password" in dialog.keys.file.password_row.error


def test_a_file_that_is_no_key_is_said_below_the_key(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    (tmp_path / "note.p12").write_text("no key")
    for name in ("note.p12", "missing.p12"):
        dialog = open_export(frozen, qtbot, tmp_path / "out")
        open_key_file(dialog, qtbot, tmp_path / name, "")
        assert name in dialog.keys.file.file_row.error
        assert (dialog.folder.error, dialog.keys.file.password_row.error) == ("", "")
        with qtbot.waitSignal(dialog.destroyed):
            dialog.reject()


def test_a_folder_that_cannot_be_written_is_said_below_the_folder(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    (tmp_path / "file").touch()
    dialog = open_export(frozen, qtbot, tmp_path / "file" / "out")
    press_export(dialog, qtbot)
    wait_for_answer(dialog, qtbot)
    assert "cannot be written" in dialog.folder.error
    (row,) = frozen.context.desk.reports.state(Quarter(2021, 3), ()).history
    assert row.package is None


def test_an_empty_folder_and_a_wrong_address_are_said_before_any_work(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    dialog = open_export(frozen, qtbot, tmp_path)
    dialog.folder.line.clear()
    press_export(dialog, qtbot)
    assert not dialog.is_running
    assert dialog.folder.error
    dialog.folder.line.setText(str(tmp_path))
    dialog.time_stamp.setText("ftp://tsa.example")
    press_export(dialog, qtbot)
    assert not dialog.is_running
    assert "http://" in dialog.time_stamp_row.error


def test_a_cancelled_export_leaves_nothing(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    page = frozen
    dialog = open_export(page, qtbot, tmp_path / "out")
    press_export(dialog, qtbot)
    cancel = dialog.progress.findChild(QPushButton)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    wait_for_answer(dialog, qtbot)
    desk = page.context.desk
    assert not (tmp_path / "out").exists()
    assert list((desk.session.workspace.folder / "packages").iterdir()) == []
    (row,) = desk.reports.state(Quarter(2021, 3), ()).history
    assert row.package is None
    assert "Cancelled" in words(dialog)


def test_escape_stops_the_export_before_it_closes_the_dialog(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    page = frozen
    dialog = open_export(page, qtbot, tmp_path / "out")
    press_export(dialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    wait_for_answer(dialog, qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not (tmp_path / "out").exists()


def test_a_tampered_copy_is_invalid_and_names_the_file(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    page = frozen
    genuine = export(page, qtbot, tmp_path / "out")
    forged = tmp_path / "forged.asice"
    with zipfile.ZipFile(genuine) as source, zipfile.ZipFile(forged, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "report.json":
                data = data.replace(b'"2021-Q3"', b'"2021-Q4"', 1)
            target.writestr(entry, data)
    drop(page, [forged])
    dialog = page.findChild(VerdictDialog)
    assert dialog is not None
    assert verdict(dialog, qtbot) is VerdictStatus.INVALID
    said = words(dialog)
    assert "Invalid" in said
    assert "No: 1 of" in said
    assert "report.json was changed after signing." in said


def test_a_file_that_is_no_package_is_invalid(page: ReportsPage, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "thư.asice").write_bytes(b"not a container")
    dialog = page.verify(tmp_path / "thư.asice")
    assert verdict(dialog, qtbot) is VerdictStatus.INVALID
    assert "neither a report package nor a PDF" in words(dialog)


def test_a_package_that_has_gone_says_so(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    dialog = page.verify(tmp_path / "gone.asice")
    wait_idle()
    assert dialog.verdict is None
    assert "gone.asice" in dialog.messages.accessibleName()


def test_other_files_are_not_taken(page: ReportsPage, tmp_path: Path):
    (tmp_path / "letter.docx").touch()
    drop(page, [tmp_path / "letter.docx"])
    assert page.findChild(VerdictDialog) is None


def test_a_verification_can_be_cancelled(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    page = frozen
    genuine = export(page, qtbot, tmp_path / "out")
    copy = shutil.copy(genuine, tmp_path / PACKAGE)
    dialog = page.verify(Path(copy))
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()
    wait_idle()
    assert dialog.verdict is None


def test_a_bug_in_long_work_locks_nobody_in(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    def broken(_job: Job, _report: Callable[[object], None]) -> None:
        raise ZeroDivisionError

    dialog = JobDialog(desktop.jobs, page)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        dialog.start_job("Working", broken, lambda _: None, lambda _: None, lambda _: None)
    wait_idle()
    assert "made a mistake" in desktop.window.messages.accessibleName()
    assert len(taken_reports(tmp_path)) == 1


def drop(page: ReportsPage, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    centre = page.file_step.drop.rect().center()
    entering = QDragEnterEvent(centre, action, data, button, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(page.file_step.drop, entering)
    if entering.isAccepted():
        dropping = QDropEvent(QPointF(centre), action, data, button, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(page.file_step.drop, dropping)
