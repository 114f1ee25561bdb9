"""What there is to do while no workspace is open."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui import theme
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _
from egovdesk.wording.messages import explain


class Welcome(QWidget):
    """Three ways in: open a workspace, make one, or look around in a sample."""

    workspace_chosen = Signal(object)

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
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addWidget(note)
        column.addStretch()

    def _on_open(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, _("Open a workspace")):
            self.workspace_chosen.emit(Path(folder))

    def _on_make(self) -> None:
        dialog = NewWorkspaceDialog(self._jobs, self)
        if dialog.exec():
            self.workspace_chosen.emit(dialog.folder())

    def _on_sample(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the sample"))
        if chosen:
            folder = Path(chosen) / "egovdesk-sample"
            self._jobs.run(
                lambda: _make_sample(folder), self.workspace_chosen.emit, self._notifier.show_error
            )


class NewWorkspaceDialog(QDialog):
    """Asks for the unit and the folder; errors show below the field they concern."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(_("Make a workspace"))
        self.setMinimumWidth(theme.px(460))
        self.unit = QComboBox()
        for code, name in _units():
            self.unit.addItem(name, code)
        self.place = QLineEdit(str(Path.home() / "eGovDesk"))
        self._unit_row = FieldRow(_("&Unit"), self.unit)
        self._place_row = FieldRow(
            _("&Folder"), self.place, hint=_("A new folder; it can later be copied to a stick.")
        )
        browse = QPushButton(_("Browse…"))
        browse.clicked.connect(self._on_browse)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        make = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        make.setText(_("Make"))
        make.setProperty("kind", "primary")
        self._buttons.accepted.connect(self._on_make)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addWidget(self._unit_row)
        column.addWidget(self._place_row)
        column.addWidget(browse, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._buttons)

    def folder(self) -> Path:
        """Return the folder of the new workspace."""
        return Path(self.place.text().strip()).expanduser()

    def _on_browse(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("Folder for the workspace")):
            self.place.setText(str(Path(chosen) / "eGovDesk"))

    def _on_make(self) -> None:
        self._place_row.set_error("")
        if not self.place.text().strip():
            self._place_row.set_error(_("Name a folder for the workspace."))
            self.place.setFocus()
            return
        self._buttons.setEnabled(False)
        folder, unit = self.folder(), str(self.unit.currentData())
        self._jobs.run(lambda: _make(folder, unit), lambda _: self.accept(), self._on_failed)

    def _on_failed(self, error: EGovDeskError) -> None:
        self._buttons.setEnabled(True)
        self._place_row.set_error(str(explain(error)))


def _units() -> list[tuple[str, str]]:
    from egovdesk import bootstrap
    from egovdesk.domain.text import collation_key

    agencies = bootstrap.catalogue(None).agencies.values()
    named = [(agency.code, agency.name) for agency in agencies]
    return sorted(named, key=lambda unit: collation_key(unit[1]))


def _make(folder: Path, unit: str) -> None:
    from egovdesk import bootstrap

    bootstrap.workspaces().create(folder, unit).workspace.close()


def _make_sample(folder: Path) -> Path:
    from egovdesk import bootstrap

    bootstrap.make_sample(folder)
    return folder
