"""The open workspace: where it lies, by which catalogue it works, whether its journal is whole."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.reports import JournalStamp
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import Job
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.file_choice import ask_file, ask_folder
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.wording import _, formats

_SHORT_DIGEST = 16


class WorkspaceCard(Card):
    """What is open, and the way to something else."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Workspace"))
        self._context = context
        session = context.desk.session
        catalogue = session.catalogue
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._add_line(_("Folder"), str(session.workspace.folder.resolve()))
        self._add_line(_("Unit"), f"{session.agency.name} ({session.agency.code})")
        said = _("{id}, version {version}")
        self._add_line(_("Catalogue"), said.format(id=catalogue.id, version=catalogue.version))
        self._add_line("SHA-256", _short(catalogue.digest)).setToolTip(catalogue.digest)
        self.journal = self._add_line(_("Journal"), formats.EMPTY)
        self.state = Badge()
        self.state.hide()
        self.check = QPushButton(icons.icon("verify"), _("Check the journal"))
        self.check.clicked.connect(self._on_check)
        self.other = QPushButton(icons.icon("folder"), _("Open another workspace…"))
        self.other.clicked.connect(self._on_open)
        self.install = QPushButton(icons.icon("import"), _("Install a catalogue…"))
        self.install.clicked.connect(self._on_install)
        self.body.addLayout(self._grid)
        for widgets in ((self.check, self.state), (self.other, self.install)):
            row = FoldingRow(460, spacing=10)
            for widget in widgets:
                row.add_widget(widget)
            row.add_stretch()
            self.body.addWidget(row)
        self.body.addStretch()

    def show_stamp(self, stamp: JournalStamp) -> None:
        """Show the journal's length and head."""
        said = _("{count} entries, the last {head}")
        self.journal.setText(
            said.format(count=formats.number(stamp.count), head=_short(stamp.head))
        )
        self.journal.setToolTip(stamp.head)

    def install_catalogue(self, file: Path) -> None:
        """Work by another catalogue; the workspace opens again with it."""
        context = self._context
        context.jobs.run(
            lambda: context.desk.catalogues.install(file),
            lambda _change: context.workspace_requested.emit(context.desk.session.workspace.folder),
            context.notifier.show_error,
        )

    def _add_line(self, words: str, value: str) -> QLabel:
        row = self._grid.rowCount()
        caption = QLabel(words)
        caption.setProperty("role", "muted")
        shown = QLabel(value, wordWrap=True)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(words)
        shown.setAccessibleDescription(value)
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, row, 1)
        return shown

    def _on_check(self) -> None:
        self.check.setEnabled(False)
        self._show_state(_("Checking…"), Tone.NEUTRAL)
        history = self._context.desk.history

        def work(_job: Job, _report: Callable[[object], None]) -> int | None:
            return history.first_break()

        self._context.jobs.run_long(
            work, self._on_checked, self._on_check_failed, lambda _progress: None
        )

    def _on_check_failed(self, error: EGovDeskError) -> None:
        self.check.setEnabled(True)
        self.state.hide()
        self._context.notifier.show_error(error)

    def _on_checked(self, broken: int | None) -> None:
        self.check.setEnabled(True)
        if broken is None:
            self._show_state(_("Whole: nothing was changed afterwards"), Tone.GOOD)
        else:
            said = _("Broken at entry {number}: go back to a backup")
            self._show_state(said.format(number=formats.number(broken)), Tone.BAD)

    def _show_state(self, words: str, tone: Tone) -> None:
        self.state.set_badge(words, tone)
        self.state.updateGeometry()
        self.state.show()

    def _on_open(self) -> None:
        above = str(self._context.desk.session.workspace.folder.parent)
        if chosen := ask_folder(self, _("Open a workspace"), above):
            self._context.workspace_requested.emit(chosen)

    def _on_install(self) -> None:
        kinds = _("Catalogues ({patterns})").format(patterns="*.json")
        if file := ask_file(self, _("Install a catalogue"), kinds):
            self.install_catalogue(file)


def _short(digest: str) -> str:
    return f"{digest[:_SHORT_DIGEST]}…"
