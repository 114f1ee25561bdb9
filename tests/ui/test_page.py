"""What all pages share: when they are first painted."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.ui import page as pages
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.page import Page

WaitIdle = Callable[[], None]


class _Sheet(QWidget):
    def __init__(self, painted: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.words = "empty"
        self._painted = painted

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._painted.append(self.words)


class _SheetPage(Page[str]):
    """Reads one word and shows it."""

    def __init__(self, desktop: Desktop, load: Callable[[], str]) -> None:
        assert desktop.context is not None
        super().__init__(desktop.context)
        self.painted: list[str] = []
        self.sheet = _Sheet(self.painted, self)
        self.column.addWidget(self.sheet)
        self._load = load

    def loader(self) -> Callable[[], str]:
        return self._load

    def show_data(self, data: str) -> None:
        self.sheet.words = data


def shown(desktop: Desktop, qtbot: QtBot, load: Callable[[], str]) -> _SheetPage:
    page = _SheetPage(desktop, load)
    page.resize(400, 300)
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_page_is_first_painted_with_what_it_has_read(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pages, "_BLINK_MS", 60_000)
    read = threading.Event()

    def load() -> str:
        read.wait(10)
        return "filled"

    page = shown(desktop, qtbot, load)
    qtbot.wait(50)
    assert page.painted == []
    read.set()
    wait_idle()
    qtbot.waitUntil(lambda: page.painted != [])
    assert set(page.painted) == {"filled"}


def test_a_page_that_cannot_read_is_painted_all_the_same(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
):
    def fail() -> str:
        raise InputError(ErrorCode.WORKSPACE_DAMAGED, file=str(tmp_path))

    page = shown(desktop, qtbot, fail)
    qtbot.waitUntil(lambda: "empty" in page.painted)


def test_the_window_tells_once_that_it_is_on_the_screen(bare_desktop: Desktop, qtbot: QtBot):
    told: list[None] = []
    window = bare_desktop._new_window()
    qtbot.addWidget(window)
    window.painted.connect(lambda: told.append(None))
    with qtbot.waitSignal(window.painted):
        window.show()
    window.repaint()
    qtbot.wait(10)
    assert told == [None]
