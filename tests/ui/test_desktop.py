"""The window as a whole: starting, refusing, changing periods and looks, surviving bugs."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from egovdesk.domain.quarter import Quarter
from egovdesk.ui import sidebar
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.new_workspace import NewWorkspaceDialog
from egovdesk.ui.registers.grid_view import GridView
from egovdesk.ui.theme import Theme
from egovdesk.ui.welcome import Welcome
from egovdesk.wording import Language
from tests.ui.dialogs import taken_reports

WaitIdle = Callable[[], None]


def test_without_a_workspace_there_is_a_welcome(bare_desktop: Desktop):
    bare_desktop.start(None)
    assert bare_desktop.window.findChild(Welcome) is not None
    assert bare_desktop.context is None


def test_a_workspace_that_cannot_be_opened_says_why_and_the_window_lives(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle
):
    (tmp_path / "thư mục khác").mkdir()
    bare_desktop.start(tmp_path / "thư mục khác")
    wait_idle()
    assert "thư mục khác" in bare_desktop.window.messages.accessibleName()
    assert bare_desktop.window.findChild(Welcome) is not None


def test_a_workspace_is_made_and_opened(
    bare_desktop: Desktop, tmp_path: Path, qtbot: QtBot, wait_idle: WaitIdle
):
    dialog = NewWorkspaceDialog(bare_desktop.jobs)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.place.setText(str(tmp_path / "mới"))
    dialog._on_make()
    assert dialog._unit_row.error  # nobody gets the first unit of the list by accident
    qtbot.keyClicks(dialog.unit.lineEdit(), "hang hai viet")  # Vietnamese typing is uneven
    qtbot.keyClick(dialog.unit.completer().popup(), Qt.Key.Key_Down)
    qtbot.keyClick(dialog.unit.completer().popup(), Qt.Key.Key_Return)
    assert dialog.unit.currentData() == "CHHVN"
    dialog._on_make()
    assert dialog._agreed_row.error  # nothing is made before the notice was read
    assert not (tmp_path / "mới").exists()
    dialog.agreed.setChecked(True)
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog._on_make()
    bare_desktop.open(dialog.folder())
    wait_idle()
    assert bare_desktop.context is not None
    assert bare_desktop.context.desk.session.agency.code == "CHHVN"


def test_a_folder_that_is_taken_is_said_below_the_field(
    bare_desktop: Desktop, tmp_path: Path, qtbot: QtBot
):
    (tmp_path / "x.txt").touch()
    dialog = NewWorkspaceDialog(bare_desktop.jobs)
    qtbot.addWidget(dialog)
    dialog.place.setText(str(tmp_path))
    dialog.unit.setCurrentIndex(0)
    dialog.agreed.setChecked(True)
    dialog._on_make()
    qtbot.waitUntil(lambda: dialog._place_row.error != "", timeout=10_000)
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == ["x.txt"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("theme", list(Theme))
def test_every_page_opens_in_every_language_and_look(
    desktop: Desktop, wait_idle: WaitIdle, language: Language, theme: Theme
):
    assert desktop.context is not None
    desktop.preferences.language = language
    desktop.preferences.theme = theme
    desktop.context.preferences_changed.emit()
    for name in sidebar.page_titles():
        desktop.window.open_page(name)
        wait_idle()
        assert desktop.window.page_name == name
        assert not desktop.window.messages.isVisible()


def test_no_button_waits_for_an_accidental_key_at_the_start(desktop: Desktop, wait_idle: WaitIdle):
    wait_idle()
    assert not isinstance(desktop.window.focusWidget(), QAbstractButton)


@pytest.mark.parametrize("language", list(Language))
def test_every_page_fits_an_old_screen_enlarged(
    desktop: Desktop, wait_idle: WaitIdle, language: Language
):
    assert desktop.context is not None
    desktop.preferences.language = language
    desktop.preferences.zoom = 125
    desktop.context.preferences_changed.emit()
    desktop.window.showNormal()
    desktop.window.resize(1366, 768)
    for name in sidebar.page_titles():
        desktop.window.open_page(name)
        wait_idle()
        page = desktop.window._pages[name]
        assert page.minimumSizeHint().width() <= desktop.window._stack.width(), name


@pytest.mark.parametrize("name", list(sidebar.page_titles()))
def test_every_page_of_an_empty_unit_says_what_to_do(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, name: str
):
    from egovdesk.bootstrap import workspaces

    workspaces().create(tmp_path / "w", "VKHDT").workspace.close()
    bare_desktop.open(tmp_path / "w")
    wait_idle()
    bare_desktop.window.open_page(name)
    wait_idle()
    assert not bare_desktop.window.messages.isVisible()


def test_pages_open_by_keyboard(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    for number, name in enumerate(sidebar.page_titles(), start=1):
        key = Qt.Key(Qt.Key.Key_0 + number)
        activate()
        qtbot.keyClick(desktop.window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda wanted=name: desktop.window.page_name == wanted)
    wait_idle()


def test_a_page_that_is_opened_has_the_keyboard_in_its_list(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    wait_idle()
    activate()
    for number in (2, 3, 4, 5, 6):
        key = Qt.Key(Qt.Key.Key_0 + number)
        qtbot.keyClick(desktop.window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: isinstance(desktop.window.focusWidget(), GridView))
        wait_idle()
    page = desktop.window.page_name
    qtbot.keyClick(desktop.window.focusWidget(), Qt.Key.Key_Down)
    assert desktop.window.page_name == page
    button = desktop.window.findChild(sidebar.Sidebar)._buttons["tasks"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_idle()
    assert isinstance(desktop.window.focusWidget(), GridView)
    activate()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Down)  # who walks along the sidebar stays there
    wait_idle()
    assert desktop.window.page_name == "signatures"
    assert not isinstance(desktop.window.focusWidget(), GridView)


def test_a_message_moves_nothing_under_the_pointer(desktop: Desktop, wait_idle: WaitIdle):
    assert desktop.context is not None
    desktop.window.resize(1366, 768)
    wait_idle()
    stack, title = desktop.window._stack, desktop.window._title
    before = stack.geometry()
    long = "The disk is full or broken, so workspace.db was not written. Free some space on it, or "
    bar = desktop.window.messages
    for text in ("Saved: add 4507/BGTVT-TTCNTT.", long + "choose another disk.", long * 4, "Saved"):
        desktop.context.notifier.show_success(text, action="Undo", on_action=lambda: None)
        wait_idle()
        assert stack.geometry() == before
        assert bar.isVisible()
        words = bar._text
        assert words.text() == text
        assert words.height() >= words.heightForWidth(words.width())
        assert bar.visibleRegion().boundingRect() == bar.rect()
    assert bar.height() < 60  # no longer than its words once they are short again
    desktop.window.resize(1500, 800)
    wait_idle()
    assert bar.geometry().right() < desktop.window._find_button.x()
    assert bar.width() > 700
    desktop.window.resize(1366, 768)
    wait_idle()
    desktop.context.notifier.clear()
    wait_idle()
    assert title.isVisible()
    assert stack.geometry() == before


def test_a_message_that_finds_the_window_too_narrow_goes_above_everything(
    desktop: Desktop, wait_idle: WaitIdle
):
    assert desktop.context is not None
    window, notifier = desktop.window, desktop.context.notifier
    bar = window.messages
    words = "The report is recalled; correct the records, then freeze its next revision."
    window.resize(1366, 768)
    notifier.show_success(words)
    wait_idle()
    assert bar.y() < window._find_button.y() < bar.geometry().bottom()
    window.resize(960, 600)  # while it is shown
    wait_idle()
    assert bar.geometry().bottom() < window._find_button.y()
    assert window._title.isVisible()
    assert bar.width() > 700
    notifier.clear()
    notifier.show_success(words)
    wait_idle()
    assert bar.isVisible()
    assert bar.geometry().bottom() < window._find_button.y()
    notifier.clear()
    window.resize(1366, 768)
    wait_idle()
    notifier.show_success(words)
    wait_idle()
    assert bar.y() < window._find_button.y() < bar.geometry().bottom()
    assert bar.geometry().right() < window._find_button.x()


def test_ctrl_s_says_that_everything_is_saved(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    desktop.window.open_page("assets")
    wait_idle()
    activate()
    grid = desktop.window.focusWidget()
    assert isinstance(grid, GridView)
    grid.go_to(0, grid.grid.column_of("name"))
    qtbot.keyClick(grid, "X")
    qtbot.keyClick(desktop.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert "saved already" in desktop.window.messages.accessibleName()
    assert not grid.is_editing
    assert grid.grid.text(0, grid.grid.column_of("name")) == "X"
    grid.go_to(0, grid.grid.column_of("records"))
    qtbot.keyClick(grid, "y")
    qtbot.keyClick(desktop.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert "not saved" in desktop.window.messages.accessibleName()


def test_the_period_is_kept_for_the_next_start(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    assert desktop.context is not None
    assert desktop.context.period == Quarter(2021, 3)
    activate()
    qtbot.keyClick(desktop.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    context = desktop.context
    qtbot.waitUntil(lambda: context.period == Quarter(2021, 2))
    wait_idle()
    assert desktop.context.desk.periods.chosen() == Quarter(2021, 2)


def test_enter_presses_the_focused_button(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    activate()
    button = desktop.window.findChild(sidebar.Sidebar)._buttons["settings"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window.page_name == "settings")
    wait_idle()


def test_the_same_bug_again_and_again_leaves_one_report(desktop: Desktop, tmp_path: Path):
    for error in (ZeroDivisionError(), ZeroDivisionError(), KeyError()):
        desktop._on_bug(error)
    assert len(taken_reports(tmp_path)) == 2


def test_a_bug_in_a_job_is_reported_and_the_window_lives(
    desktop: Desktop, wait_idle: WaitIdle, tmp_path: Path
):
    def broken() -> None:
        raise ZeroDivisionError("Nguyễn Mẫu Tên")

    desktop.jobs.run(broken, lambda _: None, lambda _: None)
    wait_idle()
    ((report, text),) = taken_reports(tmp_path).items()
    assert str(report) in desktop.window.messages.accessibleName()
    assert "Nguyễn" not in text


def test_every_outcome_is_delivered_on_the_gui_thread(desktop: Desktop, wait_idle: WaitIdle):
    from PySide6.QtCore import QThread

    gui = QThread.currentThread()
    seen: list[bool] = []
    for _ in range(300):
        desktop.jobs.run(
            lambda: None, lambda _: seen.append(QThread.currentThread() is gui), lambda _: None
        )
    wait_idle()
    assert seen == [True] * 300


def test_no_display_is_said_plainly():
    code = "import sys; from egovdesk.ui.app import main; sys.exit(main([]))"
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/tmp"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    if sys.platform == "linux":
        assert done.returncode == 3
        assert "DISPLAY" in done.stderr
