"""Saying how far a start has come, for whoever measures it or proves a package.

`egovdesk desktop --report-start WORKSPACE` is not for people and not in the help: it prints
`painted` once the empty window is on the screen and `filled` once the first page shows its data,
then it leaves; with exit code 1 where that does not come to pass.
"""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from egovdesk.ui.desktop import Desktop

_PATIENCE_MS = 45_000


class StartReport(QObject):
    """Watches one start of the desktop."""

    def __init__(self, app: QApplication, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._app = app
        self._desktop = desktop
        desktop.window.installEventFilter(self)
        desktop.page_filled.connect(self._on_filled)
        QTimer.singleShot(_PATIENCE_MS, lambda: app.exit(1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first painting; it is done when the event loop comes by again."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: _say("painted"))
        return False

    def _on_filled(self) -> None:
        """Lay out and paint what the page was given, then leave as the person would."""
        self._app.sendPostedEvents()
        self._desktop.window.repaint()
        _say("filled")
        self._app.quit()


def _say(moment: str) -> None:
    print(moment, flush=True)  # noqa: T201 - this is what the option is for
