"""The desktop as a whole: one window, one open workspace, the look that the person chose."""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.quarter import Quarter
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.main_window import MainWindow
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.theme import apply_theme
from egovdesk.ui.translator import WordingTranslator
from egovdesk.wording import set_language

if TYPE_CHECKING:
    from egovdesk.bootstrap import Desk


class Desktop(QObject):
    """Owns the window and the open workspace."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.preferences = Preferences()
        self.jobs = JobRunner(self._on_bug, self)
        self.context: Context | None = None
        app.setApplicationName("eGovDesk")
        app.installTranslator(WordingTranslator(self))
        sys.excepthook = self._on_unhandled
        self._dress()
        self.window = self._new_window()

    def show(self) -> None:
        """Show the window; there is nothing in it yet but its shell."""
        self.window.show()

    def start(self, named: Path | None) -> None:
        """Open the workspace that was named, else the one opened last, else say welcome."""
        folder = named or self.preferences.workspace
        if folder is None or (named is None and not folder.is_dir()):
            self._welcome()
        else:
            self.open(folder)

    def open(self, folder: Path) -> None:
        """Open a workspace; one that cannot be opened leaves the welcome page and its reason."""
        self.jobs.run(lambda: _open_desk(folder), self._on_opened, self._on_not_opened)

    def close(self) -> None:
        """Let everything end, and release the workspace."""
        self.jobs.wait()
        if self.context is not None:
            self.context.desk.close()
            self.context = None

    def _new_window(self) -> MainWindow:
        window = MainWindow(self.preferences)
        window.closing.connect(self.close)
        self._notifier = Notifier(window.messages)
        return window

    def _dress(self) -> None:
        set_language(self.preferences.language)
        apply_theme(self._app, self.preferences.theme, zoom=self.preferences.zoom / 100)

    def _welcome(self) -> None:
        from egovdesk.ui.welcome import Welcome

        welcome = Welcome(self.jobs, self._notifier)
        welcome.workspace_chosen.connect(self.open)
        self.window.show_welcome(welcome)

    def _on_opened(self, opened: "tuple[Desk, Quarter]") -> None:
        desk, period = opened
        self.preferences.workspace = desk.session.workspace.folder.resolve()
        self._show_desk(desk, period, "overview")

    def _on_not_opened(self, error: EGovDeskError) -> None:
        self._welcome()
        self._notifier.show_error(error)

    def _show_desk(self, desk: "Desk", period: Quarter, page: str) -> None:
        self.context = Context(desk, period, self.jobs, self._notifier, self.preferences)
        self.context.preferences_changed.connect(self._on_preferences_changed)
        self.window.show_desk(self.context, page)

    def _on_preferences_changed(self) -> None:
        """Make the window anew: every word and every size is set when a widget is made."""
        old, context = self.window, self.context
        assert context is not None
        self.jobs.wait()
        self._dress()
        old.closing.disconnect(self.close)
        self.window = self._new_window()
        self.window.setGeometry(old.geometry())
        self._show_desk(context.desk, context.period, old.page_name)
        self.window.show()
        old.close()
        old.deleteLater()

    def _on_bug(self, error: BaseException) -> None:
        self._notifier.show_bug(error)

    def _on_unhandled(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        self._on_bug(error.with_traceback(trace))


def _open_desk(folder: Path) -> "tuple[Desk, Quarter]":
    """Open the desk off the GUI thread; what it is made of is imported here, after painting."""
    from egovdesk.bootstrap import open_desk

    desk = open_desk(folder)
    return desk, desk.periods.chosen()
