"""Starting the desktop: paint the shell first, load everything else after."""

import ctypes.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from egovdesk.wording import _

_UNREADABLE = 3
_XCB_LIBRARIES = ("xcb-cursor", "xcb-icccm", "xcb-keysyms", "xcb-shape", "xkbcommon-x11")


def main(arguments: Sequence[str]) -> int:
    """Open the desktop, on a workspace if one is named; return the exit code."""
    if missing := _missing_display():
        sys.stderr.write(missing + "\n")
        return _UNREADABLE
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from egovdesk.ui.desktop import Desktop

    app = QApplication(sys.argv[:1])
    desktop = Desktop(app)
    desktop.show()
    named = Path(arguments[0]) if arguments else None
    QTimer.singleShot(0, lambda: desktop.start(named))
    return app.exec()


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
    lacking = [f"lib{name}" for name in _XCB_LIBRARIES if not ctypes.util.find_library(name)]
    if lacking:
        return _(
            "The system libraries {names} are missing, without which no window can open. "
            "Install them with “make run”, or ask your administrator."
        ).format(names=", ".join(lacking))
    return ""
