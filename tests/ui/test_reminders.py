"""Reminders on the screen: at the start, when the day changes, after an edit, and switched off."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.services.tasks import ProgressEntry
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.reminders import Bell
from egovdesk.ui.settings.page import SettingsPage

WaitIdle = Callable[[], None]


class Clock:
    """A clock that the test sets."""

    now = datetime(2021, 9, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(bootstrap, "clock", made)
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the system's notifications say; this screen has none of its own."""
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _self, _title, text, *_rest: said.append(text)
    )
    return said


@pytest.fixture
def bell(
    bare_desktop: Desktop,
    workspace_copy: Path,
    clock: Clock,
    told: list[str],
    qtbot: QtBot,
    wait_idle: WaitIdle,
) -> Bell:
    bare_desktop.preferences.reminders = True
    bare_desktop.start(workspace_copy)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    wait_idle()
    return bell_of(bare_desktop)


def bell_of(desktop: Desktop) -> Bell:
    found = desktop.window.findChild(Bell)
    assert found is not None
    return found


def lines(bell: Bell) -> list[QAction]:
    menu = bell.menu()
    assert isinstance(menu, QMenu)
    return menu.actions()


def test_at_the_start_the_bar_the_bell_and_the_system_tell_what_is_due(
    bare_desktop: Desktop, bell: Bell, told: list[str]
):
    said = (
        "Tasks overdue today: 2 · Tasks due within 7 days: 1 · "
        "The report of Quarter III/2021 is due on 24/09/2021"
    )
    assert told == [said]
    assert bare_desktop.window.messages.accessibleName() == said
    assert bell.isVisible()
    assert bell.accessibleName() == "Reminders: 4 (Ctrl+B)"
    assert [line.text().split(":")[0] for line in lines(bell)] == [
        "Task DK-04 is overdue since 31/07/2021",
        "Task DK-06 is overdue since 10/09/2021",
        "Task 2.đ is due on 24/09/2021",
        "The report of Quarter III/2021 is due on 24/09/2021",
    ]


def test_each_line_opens_its_page(bare_desktop: Desktop, bell: Bell):
    assert bare_desktop.context is not None
    opened: list[tuple[str, str]] = []
    bare_desktop.context.page_requested.connect(lambda *to: opened.append(to))
    lines(bell)[0].trigger()
    lines(bell)[3].trigger()
    assert opened == [("tasks", "DK-04"), ("reports", "")]
    assert bare_desktop.window.page_name == "reports"


def test_the_list_opens_by_keyboard(
    bell: Bell, qtbot: QtBot, bare_desktop: Desktop, activate: Callable[[], None]
):
    seen: list[object] = []

    def look() -> None:
        seen.append(QApplication.activePopupWidget())
        bell.menu().close()

    activate()
    QTimer.singleShot(300, look)
    qtbot.keyClick(bare_desktop.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [bell.menu()]


def test_what_was_done_leaves_the_list_without_a_word(
    bare_desktop: Desktop, bell: Bell, told: list[str], wait_idle: WaitIdle
):
    assert bare_desktop.context is not None
    desk = bare_desktop.context.desk
    entry = ProgressEntry(on=desk.session.today, percent=100, completed=True)
    change = desk.tasks.record_progress("DK-04", entry)
    bare_desktop.context.announce(change.nouns)
    wait_idle()
    assert bell.accessibleName() == "Reminders: 3 (Ctrl+B)"
    assert len(told) == 1


def test_a_new_day_is_told_once(bell: Bell, told: list[str], clock: Clock, wait_idle: WaitIdle):
    bell._hourly.timeout.emit()
    wait_idle()
    assert len(told) == 1
    clock.now = datetime(2021, 9, 25, 0, 30, tzinfo=UTC)
    for _hour in range(2):
        bell._hourly.timeout.emit()
        wait_idle()
    assert len(told) == 2
    assert "was due on 24/09/2021 and is not exported yet" in told[1]


def test_a_message_that_waits_to_be_read_is_not_taken_away(
    bare_desktop: Desktop, bell: Bell, clock: Clock, wait_idle: WaitIdle
):
    assert bare_desktop.context is not None
    bare_desktop.window.messages.clear()
    bare_desktop.context.notifier.show_refusal("Something went wrong.")
    clock.now = datetime(2021, 9, 21, tzinfo=UTC)
    bell._hourly.timeout.emit()
    wait_idle()
    assert bare_desktop.window.messages.accessibleName() == "Something went wrong."


def test_reminders_are_switched_off_and_on_in_the_settings(
    bare_desktop: Desktop, bell: Bell, told: list[str], qtbot: QtBot, wait_idle: WaitIdle
):
    def switch() -> None:
        bare_desktop.window.open_page("settings")
        wait_idle()
        page = bare_desktop.window.findChild(SettingsPage)
        assert page is not None
        qtbot.keyClick(page.look.reminders, Qt.Key.Key_Space)
        wait_idle()

    switch()
    assert not bare_desktop.preferences.reminders
    assert bare_desktop.window.findChild(Bell) is None
    switch()
    assert bare_desktop.preferences.reminders
    assert bell_of(bare_desktop).isVisible()
    assert len(told) == 1  # the window is another one, the day is not


def test_more_than_the_list_can_hold(
    bell: Bell, clock: Clock, bare_desktop: Desktop, wait_idle: WaitIdle
):
    clock.now = datetime(2026, 1, 10, tzinfo=UTC)
    bell.check()
    wait_idle()
    assert len(bell.reminders) > 12
    last = lines(bell)[-1]
    assert last.text() == f"And {len(bell.reminders) - 12} more…"
    last.trigger()
    assert bare_desktop.window.page_name == "tasks"


def test_a_click_on_the_notification_brings_the_window_forward(
    bare_desktop: Desktop, bell: Bell, qtbot: QtBot
):
    bare_desktop.window.showMinimized()
    assert bell.tray is not None
    QTimer.singleShot(300, bell.menu().close)
    bell.tray.messageClicked.emit()
    assert not bare_desktop.window.isMinimized()
