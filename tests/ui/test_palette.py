"""One box for everything (Ctrl+K), and the help of a page (F1)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from egovdesk.ui.desktop import Desktop
from egovdesk.ui.help_dialog import HelpDialog
from egovdesk.ui.palette import Palette
from tests.ui.dialogs import answering

WaitIdle = Callable[[], None]


@pytest.fixture(autouse=True)
def _ready(desktop: Desktop, wait_idle: WaitIdle, activate: Callable[[], None]) -> None:
    wait_idle()
    activate()


def in_palette(desktop: Desktop, qtbot: QtBot, act: Callable[[Palette], None]) -> None:
    """Press Ctrl+K, act on the box, and leave it."""
    seen: list[Palette] = []

    def look() -> None:
        shown = QApplication.activePopupWidget()
        if isinstance(shown, Palette) and not seen:
            seen.append(shown)
            try:
                act(shown)
            finally:
                if shown.isVisible():
                    shown.reject()

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    qtbot.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    timer.stop()
    assert seen


def texts(palette: Palette) -> list[str]:
    return [palette.list.item(n).text() for n in range(palette.list.count())]


def test_a_record_is_found_and_opened(desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle):
    def act(palette: Palette) -> None:
        qtbot.keyClicks(palette.line, "dk.001")
        wait_idle()
        assert any("DK.001" in text for text in texts(palette))
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    in_palette(desktop, qtbot, act)
    wait_idle()
    assert desktop.window.page_name == "services"


def test_a_command_is_found_without_case_and_run(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    def act(palette: Palette) -> None:
        qtbot.keyClicks(palette.line, "settings")
        wait_idle()
        lines = texts(palette)
        place = next(n for n, text in enumerate(lines) if "Settings" in text)
        for _step in range(place):
            qtbot.keyClick(palette.line, Qt.Key.Key_Down)
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    in_palette(desktop, qtbot, act)
    wait_idle()
    assert desktop.window.page_name == "settings"


def test_nothing_is_found_in_words_and_enter_does_nothing(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    def act(palette: Palette) -> None:
        qtbot.keyClicks(palette.line, "zzzzzz")
        wait_idle()
        assert texts(palette) == ["Nothing was found; try fewer words."]
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
        assert palette.isVisible()
        qtbot.keyClick(palette.line, Qt.Key.Key_Escape)

    before = desktop.window.page_name
    in_palette(desktop, qtbot, act)
    assert desktop.window.page_name == before


def test_the_last_text_decides_what_is_shown(desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle):
    def act(palette: Palette) -> None:
        for text in ("dk.0", "zzzz", "dk.002", "zzzzzz"):
            palette.line.setText(text)
        wait_idle()
        assert texts(palette) == ["Nothing was found; try fewer words."]

    in_palette(desktop, qtbot, act)


@pytest.mark.parametrize(
    "page", ["overview", "tasks", "signatures", "services", "assets", "reports"]
)
def test_every_page_has_help(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None], page: str
):
    desktop.window.open_page(page)
    wait_idle()
    activate()

    def look(dialog: HelpDialog) -> None:
        said = dialog.text.toPlainText()
        assert "Ctrl+K" in said
        assert len(said) > 300

    with answering(HelpDialog, look):
        qtbot.keyClick(desktop.window, Qt.Key.Key_F1)
