"""Starting the desktop: paint the shell first, load everything else after."""

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from egovdesk.wording import _

_UNREADABLE = 3
_START_IS_OVER_MS = 10_000
_GARBAGE_THRESHOLD = 50_000
_REPORT_START = "--report-start"
XCB_LIBRARIES = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxkbcommon-x11.so.0",
)
"""What a window on an X screen needs besides what any Qt program does."""


def main(arguments: Sequence[str]) -> int:
    """Open the desktop, on a workspace or with a file's verdict; return the exit code."""
    if missing := _missing_display():
        sys.stderr.write(missing + "\n")
        return _UNREADABLE
    gc.disable()  # until the start is over: almost all that it makes stays
    load_qt()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from egovdesk.ui.desktop import Desktop

    app = QApplication(sys.argv[:1])
    desktop = Desktop(app)
    if _REPORT_START in arguments:
        from egovdesk.ui.start_report import StartReport

        StartReport(app, desktop)
    paths = [Path(each) for each in arguments if each != _REPORT_START]
    named = paths[0] if paths else None
    desktop.window.painted.connect(lambda: desktop.start(named))
    desktop.show()
    QTimer.singleShot(_START_IS_OVER_MS, _collect_garbage)
    return app.exec()


def load_qt() -> None:
    """Import Qt, and take back what that does to every later import.

    PySide replaces `__import__` by one that reads the source of each module, to learn whether the
    module may ask for `__feature__`; nothing here does, and it would take an eighth of the start.
    """
    plain_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain_import


def _collect_garbage() -> None:
    """Look for garbage now and then, but never among what the start has made: it stays."""
    gc.freeze()
    gc.set_threshold(_GARBAGE_THRESHOLD)
    gc.enable()


def _missing_display() -> str:
    """Say what a window needs and this computer lacks; empty where nothing is missing."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not os.environ.get("DISPLAY"):
        return _(
            "There is no display on which a window could open: neither DISPLAY nor "
            "WAYLAND_DISPLAY is set. Start the desktop in a graphical session; the commands of "
            "“egovdesk --help” work without one."
        )
    if lacking := _lacking_libraries():
        return _(
            "The system libraries {names} are missing, without which no window can open. "
            "Install them with “make run”, or ask your administrator."
        ).format(names=", ".join(lacking))
    return ""


def _lacking_libraries() -> list[str]:
    if hasattr(sys, "frozen"):
        return []  # the packaged program brings its own
    import ctypes

    lacking = []
    for name in XCB_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            lacking.append(name)
    return lacking
