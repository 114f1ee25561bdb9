"""Recording progress as the officer does: by keyboard, saved at once, undone, errors in place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from egovdesk.domain.recurrence import Recurrence
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.overview.page import OverviewPage
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.tasks.page import TasksPage
from egovdesk.ui.tasks.progress_dialog import ProgressDialog
from tests.ui.dialogs import answering, in_dialog

WaitIdle = Callable[[], None]
Press = Callable[[Qt.Key], None]


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle, activate: Callable[[], None]) -> TasksPage:
    desktop.window.open_page("tasks")
    wait_idle()
    activate()
    page = desktop.window.findChild(TasksPage)
    assert page is not None
    return page


def percent(page: TasksPage, code: str) -> int:
    return next(row.status.percent for row in page.rows() if row.task.code == code)


@pytest.fixture
def press(desktop: Desktop, activate: Callable[[], None], qtbot: QtBot) -> Press:
    """Return what presses Ctrl and a key in the active window."""

    def press(key: Qt.Key) -> None:
        activate()
        qtbot.keyClick(desktop.window, key, Qt.KeyboardModifier.ControlModifier)

    return press


def record(page: TasksPage, qtbot: QtBot, press: Press, value: int) -> None:
    page.open_record("2.a")

    def fill(dialog: ProgressDialog) -> None:
        dialog.percent.setFocus()
        dialog.percent.selectAll()
        qtbot.keyClicks(dialog.percent, str(value))
        qtbot.keyClick(dialog.percent, Qt.Key.Key_Tab)
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    in_dialog(ProgressDialog, fill)
    press(Qt.Key.Key_P)


def test_progress_recorded_by_keyboard_shows_in_the_list_and_is_undone(
    desktop: Desktop, page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle, press: Press
):
    before = percent(page, "2.a")
    record(page, qtbot, press, 91)
    wait_idle()
    assert percent(page, "2.a") == 91
    assert "2.a" in desktop.window.messages.accessibleName()
    press(Qt.Key.Key_Z)
    wait_idle()
    assert percent(page, "2.a") == before
    press(Qt.Key.Key_Y)
    wait_idle()
    assert percent(page, "2.a") == 91


def test_other_pages_follow(
    desktop: Desktop, page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle, press: Press
):
    """The overview was read before the edit; opened again it is read anew."""
    desktop.window.open_page("overview")
    wait_idle()
    overview = desktop.window.findChild(OverviewPage)
    assert overview is not None
    seen: list[object] = []
    overview.show_data = seen.append
    desktop.window.open_page("tasks")
    record(page, qtbot, press, 12)
    wait_idle()
    desktop.window.open_page("overview")
    wait_idle()
    (data,) = seen
    assert [s.percent for r, s in data.overview.attention if r.task.code == "2.a"] == [12]


def test_a_wrong_day_is_said_below_the_field_and_nothing_is_saved(
    desktop: Desktop, page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.open_record("2.a")
    assert desktop.context is not None
    before = desktop.context.desk.history.changes()
    errors: list[str] = []

    def fill(dialog: ProgressDialog) -> None:
        dialog.day.clear()
        qtbot.keyClicks(dialog.day, "31/02/2021")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        errors.append(dialog.rows["on"].error)
        dialog.day.clear()
        qtbot.keyClicks(dialog.day, "1/1/2020")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.rows["on"].error not in ("", errors[0]))
        errors.append(dialog.rows["on"].error)
        assert dialog.isVisible()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    in_dialog(ProgressDialog, fill)
    page.record.trigger()
    wait_idle()
    assert len(errors) == 2
    assert all(errors)
    assert desktop.context.desk.history.changes() == before


def test_completion_with_a_dropped_file(
    page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    file = tmp_path / "Biên bản nghiệm thu.pdf"
    file.write_bytes(b"%PDF-1.7")
    page.open_record("2.c")

    def fill(dialog: ProgressDialog) -> None:
        dialog.evidence.files_dropped.emit([file])
        assert dialog.file_name.text() == file.name
        qtbot.keyClicks(dialog.number, "15/BB")
        dialog.completed.setChecked(True)
        assert not dialog.percent.isEnabled()
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    in_dialog(ProgressDialog, fill)
    page.record.trigger()
    wait_idle()
    row = next(row for row in page.rows() if row.task.code == "2.c")
    assert row.status.is_done
    assert [item.name for item in row.evidence][-1] == file.name


def test_a_task_opened_from_elsewhere_is_selected(desktop: Desktop, wait_idle: WaitIdle):
    assert desktop.context is not None
    desktop.context.page_requested.emit("tasks", "2.đ")
    wait_idle()
    page = desktop.window.findChild(TasksPage)
    assert page is not None
    row = page.panel.current_row()
    assert row is not None
    assert page.panel.register.record(row)["code"] == "2.đ"
    assert "2.đ" in page.detail.heading


def test_filters_and_search_without_diacritics(page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle):
    model, search = page.panel.model, page.panel.toolbar.search
    everything = model.rowCount()
    qtbot.keyClick(page.panel.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    qtbot.keyClicks(search, "an toan")
    QApplication.processEvents()
    wait_idle()
    assert 0 < model.rowCount() < everything
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    QApplication.processEvents()
    wait_idle()
    assert model.rowCount() == everything


def test_board_calendar_and_timeline_show_the_same_tasks(
    page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.open_record("2.c")
    wait_idle()
    for place in (1, 2, 3):
        page.tabs.setCurrentIndex(place)
        wait_idle()
        assert "2.c" in page.detail.heading
    bars = page.timeline.bars
    assert len(bars.rows) == len(page.rows())
    assert bars.rows[bars.current].task.code == "2.c"
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    chosen = bars.rows[bars.current].task.code
    assert chosen != "2.c"
    assert chosen in page.detail.heading


def test_a_typed_note_is_not_dropped_by_one_escape(
    page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.open_record("2.a")
    seen: list[bool] = []

    def fill(dialog: ProgressDialog) -> None:
        qtbot.keyClicks(dialog.note, "da lam xong")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        seen.append(dialog.isVisible())
        seen.append("Escape" in dialog._error.error)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        seen.append(dialog.isVisible())

    in_dialog(ProgressDialog, fill)
    page.record.trigger()
    wait_idle()
    assert seen == [True, True, False]


def test_a_monthly_task_is_set_up_once_in_the_form(
    desktop: Desktop, page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle, press: Press
):
    def fill_in(dialog: RecordDialog) -> None:
        def choose(key: str, words: str) -> None:
            box = dialog.editors[key]
            assert isinstance(box, QComboBox)
            box.setFocus()
            qtbot.keyClick(box, Qt.Key.Key_Home)
            while box.currentText() != words:
                qtbot.keyClick(box, Qt.Key.Key_Down)

        for key, words in (("code", "GB"), ("title", "Giao ban CNTT")):
            editor = dialog.editors[key]
            editor.setFocus()
            qtbot.keyClicks(editor, words)
        choose("lead", "Vietnam Register")
        choose("recurrence", "Monthly")
        choose("kind", "Standing")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()
        assert "Only a periodic task recurs" in dialog.rows["recurrence"].error
        choose("kind", "Periodic")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()

    with answering(RecordDialog, fill_in):
        press(Qt.Key.Key_N)
    wait_idle()
    (made,) = [row for row in page.rows() if row.task.code == "GB"]
    assert made.task.recurrence is Recurrence.MONTH
    assert made.status.due == date(2021, 9, 24)


def test_ctrl_return_saves_from_within_the_note(page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle):
    page.open_record("2.a")
    wait_idle()

    def fill(dialog: ProgressDialog) -> None:
        assert "Ctrl+Return" in dialog.save.toolTip()
        dialog.note.setFocus()
        qtbot.keyClicks(dialog.note, "line one")
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return)
        qtbot.keyClicks(dialog.note, "line two")
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    in_dialog(ProgressDialog, fill)
    page.record.trigger()
    wait_idle()
    row = next(row for row in page.rows() if row.task.code == "2.a")
    assert row.events[-1].note == "line one\nline two"
