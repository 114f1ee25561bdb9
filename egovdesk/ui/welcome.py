"""What there is to do while no workspace is open."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.ui import theme
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.new_workspace import NewWorkspaceDialog
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.file_choice import ask_folder
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _

_START, _FIRST_REGISTER = "overview", "services"


class Welcome(QWidget):
    """Three ways in, and a place to verify a file: that needs no workspace."""

    workspace_chosen = Signal(object, str)
    """A workspace should be opened (its folder), on a page."""

    def __init__(self, jobs: JobRunner, notifier: Notifier) -> None:
        super().__init__()
        self._jobs = jobs
        self._notifier = notifier
        grid = QGridLayout()
        grid.setSpacing(16)
        ways = (
            (
                "folder",
                _("Open a workspace"),
                _("Continue where you left off: choose the folder that holds workspace.db."),
                _("Open…"),
                self._on_open,
            ),
            (
                "plus",
                _("Make a workspace"),
                _("Choose your unit; the directive's tasks and indicators are filled in."),
                _("Make…"),
                self._on_make,
            ),
            (
                "search",
                _("Look around"),
                _("A sample unit with sample figures, to try everything without risk."),
                _("Make a sample…"),
                self._on_sample,
            ),
        )
        for position, (icon, title, words, action, slot) in enumerate(ways):
            card = Card(title)
            card.body.addWidget(Glyph(icon, "primary", 32))
            hint = QLabel(words, wordWrap=True)
            hint.setProperty("role", "muted")
            hint.setAlignment(Qt.AlignmentFlag.AlignTop)
            card.body.addWidget(hint, stretch=1)
            button = QPushButton(action)
            if position == 0:
                button.setProperty("kind", "primary")
            button.clicked.connect(slot)
            card.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
            card.setMinimumHeight(theme.px(200))
            grid.addWidget(card, 0, position)
        note = QLabel(
            _(
                "Do not enter state secrets, and no personal data beyond what a field asks for. "
                "Everything stays on this computer."
            ),
            wordWrap=True,
        )
        note.setProperty("role", "muted")
        self.verify = DropArea(
            _("Drop a package or a signed PDF here to see whether it is genuine."),
            (".asice", ".pdf"),
            several=False,
            compact=True,
        )
        self.verify.button.setText(_("Verify a file…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addWidget(self.verify)
        column.addWidget(note)
        column.addStretch()

    def _on_open(self) -> None:
        if folder := ask_folder(self, _("Open a workspace")):
            self.workspace_chosen.emit(folder, _START)

    def _on_make(self) -> None:
        dialog = NewWorkspaceDialog(self._jobs, self)
        if dialog.exec():
            page = _FIRST_REGISTER if dialog.imports_first() else _START
            self.workspace_chosen.emit(dialog.folder(), page)

    def _on_sample(self) -> None:
        if chosen := ask_folder(self, _("Folder for the sample")):
            folder = chosen / "egovdesk-sample"
            self._jobs.run(
                lambda: _make_sample(folder),
                lambda made: self.workspace_chosen.emit(made, _START),
                self._notifier.show_error,
            )


def _make_sample(folder: Path) -> Path:
    from egovdesk import bootstrap

    bootstrap.make_sample(folder)
    return folder
