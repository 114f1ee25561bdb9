"""A window for the benchmarks: lists on the screen, and how long the GUI thread does not answer."""

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from egovdesk.bootstrap import Desk
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.widgets.message_bar import MessageBar

FRAME = 1 / 60
_PATIENCE = 600.0
_RESTS = 5
_SIZE = (1142, 700)
"""What a window of 1366x768 leaves to a list."""


class Heartbeat(QObject):
    """Ticks every millisecond on the GUI thread; a gap is a time in which nothing could react."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self._longest = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._longest, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """Return the longest time between two ticks since `start`, in seconds."""
        self._tick()
        self._timer.stop()
        return self._longest

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now


class Painted(QObject):
    """Notes when a widget was painted for the first time since it was asked to look."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.at: float | None = None
        self._looks = False
        watched.installEventFilter(self)

    def look(self) -> None:
        """Note the next painting."""
        self.at, self._looks = None, True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a painting once the event loop has come back from it."""
        if self._looks and event.type() == QEvent.Type.Paint:
            self._looks = False
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = time.perf_counter()


class Screen:
    """Shows registers of a desk, as the program does."""

    def __init__(self, desk: Desk, home: Path) -> None:
        os.environ["EGOVDESK_HOME"] = str(home)
        self.app = QApplication.instance() or QApplication([])
        assert isinstance(self.app, QApplication)
        theme.apply_theme(self.app, theme.Theme.LIGHT)
        gc.freeze()  # as the desktop does once a workspace is open
        self.bugs: list[BaseException] = []
        self.jobs = JobRunner(self.bugs.append)
        self._messages = MessageBar()
        notifier = Notifier(lambda: self._messages)
        self._window = QWidget()
        self._window.resize(*_SIZE)
        self._window.show()
        self.context = Context(desk, desk.periods.chosen(), self.jobs, notifier, Preferences())

    def panel(self, kind: RegisterKind) -> RegisterPanel:
        """Show an empty list at the size of a common screen."""
        panel = RegisterPanel(self.context, kind, self._window)
        panel.resize(*_SIZE)
        panel.show()
        self.spin_for(0.05)
        return panel

    def drop(self, panel: RegisterPanel) -> None:
        """Take a list off the screen."""
        panel.hide()
        panel.deleteLater()
        self.app.sendPostedEvents(panel, QEvent.Type.DeferredDelete)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Let the event loop run until something is so."""
        ends = time.perf_counter() + _PATIENCE
        while not is_so():
            self.app.processEvents()
            time.sleep(0.0001)  # lets the worker have the interpreter, as a waiting loop does
            if self.bugs:
                raise self.bugs[0]
            if time.perf_counter() > ends:
                raise TimeoutError("the window does not come to rest")

    def spin_for(self, seconds: float) -> None:
        """Let the event loop run for some time."""
        ends = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= ends)

    def settle(self) -> None:
        """Let the event loop run until every job has ended and its outcome is on the screen."""
        rested = 0
        while rested < _RESTS:  # some work starts by timers, after what came before it is painted
            self.until(lambda: not self.jobs.is_busy)
            self.spin_for(0.002)
            rested = 0 if self.jobs.is_busy else rested + 1


def refreshed(screen: Screen, panel: RegisterPanel) -> None:
    """Read a list anew, to its end."""
    panel.refresh()
    screen.settle()


def watched(
    screen: Screen, panel: RegisterPanel, act: Callable[[], object]
) -> tuple[float, float, float]:
    """Act on a list; return when it was painted, when it came to rest, and the longest gap."""
    painted, heart = Painted(panel.view.viewport()), Heartbeat()
    panel.filled.connect(painted.look)
    heart.start()
    began = time.perf_counter()
    act()
    screen.until(lambda: painted.at is not None)
    at = painted.at
    assert at is not None
    screen.settle()
    whole = time.perf_counter() - began
    gap = heart.stop()
    panel.filled.disconnect(painted.look)
    return at - began, whole, gap
