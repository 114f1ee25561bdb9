"""The desktop as a whole: one window, one open workspace, the look that the person chose."""

import gc
import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.main_window import SIGNED_FILES, MainWindow
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.theme import apply_theme
from egovdesk.ui.translator import WordingTranslator
from egovdesk.wording import _, set_language

if TYPE_CHECKING:
    from egovdesk.bootstrap import Desk
    from egovdesk.domain.quarter import Quarter
    from egovdesk.ui.context import Context


class Desktop(QObject):
    """Owns the window and the open workspace."""

    page_filled = Signal()
    """A page shows what it read."""

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
        """Open the workspace that was named, else the one opened last, else say welcome.

        A signed file that was named is verified; that needs no workspace, which may be open in
        another window.
        """
        if named is not None and (named.is_file() or named.suffix.lower() in SIGNED_FILES):
            self._welcome()
            self.verify(named)
            return
        folder = named or self.preferences.workspace
        if folder is None or (named is None and not folder.is_dir()):
            self._welcome()
        else:
            self.open(folder)

    def open(self, folder: Path, page: str = "overview") -> None:
        """Open a workspace on a page.

        Where it cannot be opened the reason is said, and the one that is open stays; where none
        is, the welcome page shows.
        """
        self.jobs.run(
            lambda: _open_desk(folder), partial(self._on_opened, page), self._on_not_opened
        )

    def verify(self, file: Path) -> None:
        """Verify a file and show the verdict."""
        from egovdesk.ui.reports.verdict_view import VerdictDialog

        VerdictDialog(self, file, self.window).open()

    def close(self) -> None:
        """Leave open dialogs, let everything end, and release the workspace."""
        if self.context is not None:
            self.context.leaving.emit()
        shown = [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in shown:
            dialog.reject()  # long work is asked to stop
        self.jobs.settle()
        for dialog in shown:
            if dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)
        if self.context is not None:
            self.context.close()
            self.context = None

    def _new_window(self) -> MainWindow:
        window = MainWindow(self.preferences)
        window.closing.connect(self.close)
        window.file_offered.connect(self.verify)
        self._notifier = Notifier(lambda: window.messages)
        return window

    def _dress(self) -> None:
        set_language(self.preferences.language)
        apply_theme(self._app, self.preferences.theme, zoom=self.preferences.zoom / 100)

    def _welcome(self) -> None:
        from egovdesk.ui.welcome import Welcome

        welcome = Welcome(self.jobs, self._notifier)
        welcome.workspace_chosen.connect(self.open)
        welcome.verify.files_dropped.connect(lambda files: self.verify(files[0]))
        self.window.show_welcome(welcome)

    def _on_opened(self, page: str, opened: "tuple[Desk, Quarter]") -> None:
        desk, period = opened
        self.preferences.workspace = desk.session.workspace.folder.resolve()
        is_change = bool(self.window.page_name)
        self.close()
        self._renew_window()
        gc.freeze()  # what was loaded for good need not be looked through again and again
        self._show_desk(desk, period, page)
        if is_change:
            said = _("The workspace {folder} is open.")
            self._notifier.show_success(said.format(folder=self.preferences.workspace))

    def _on_not_opened(self, error: EGovDeskError) -> None:
        if self.context is None:
            self._renew_window()
            self._welcome()
        self._notifier.show_error(error)

    def _on_workspace_requested(self, folder: Path) -> None:
        """Open another workspace; only one can have the same folder open, so it is closed first."""
        assert self.context is not None
        if folder.resolve() == self.context.desk.session.workspace.folder.resolve():
            self.window.setEnabled(False)
            self.close()
            self.open(folder, self.window.page_name)
        else:
            self.open(folder)

    def _show_desk(self, desk: "Desk", period: "Quarter", page: str) -> None:
        from egovdesk.ui.context import Context

        self.context = Context(desk, period, self.jobs, self._notifier, self.preferences)
        self.context.page_filled.connect(self.page_filled)
        self.context.preferences_changed.connect(self._on_preferences_changed)
        self.context.workspace_requested.connect(self._on_workspace_requested)
        self.window.show_desk(self.context, page)

    def _on_preferences_changed(self) -> None:
        """Make the window anew: every word and every size is set when a widget is made."""
        assert self.context is not None
        self.context.leaving.emit()
        self.jobs.settle()
        desk, period, page = self.context.desk, self.context.period, self.window.page_name
        focused = self.window.focusWidget()
        self._dress()
        self._renew_window()
        self._show_desk(desk, period, page)
        # The stub does not know of a window in which nothing has the focus.
        name = focused.objectName() if focused is not None else ""  # type: ignore[redundant-expr]
        if name and (again := self.window.findChild(QWidget, name)) is not None:
            again.setFocus()

    def _renew_window(self) -> None:
        """Put an empty window in the place of one that shows a desk."""
        old = self.window
        if not old.page_name:
            return
        old.closing.disconnect(self.close)
        self.window = self._new_window()
        self.window.restoreGeometry(old.saveGeometry())
        self.window.show()
        self.window.activateWindow()
        old.hide()
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
