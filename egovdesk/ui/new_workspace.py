"""Making a workspace: unit, catalogue, folder, and what may not be kept in it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui import theme
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _
from egovdesk.wording.messages import explain

_Units = list[tuple[str, str]]


class NewWorkspaceDialog(QDialog):
    """Asks for everything a workspace begins with; errors show below the field they concern."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue: Path | None = None
        self.setWindowTitle(_("Make a workspace"))
        self.setMinimumWidth(theme.px(540))
        self.unit = QComboBox(editable=True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.unit.model(), self.unit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.unit.setCompleter(completer)
        self.catalogue = QLineEdit(readOnly=True)
        self.place = QLineEdit(str(Path.home() / "eGovDesk"))
        self._unit_row = FieldRow(
            _("&Unit"), self.unit, hint=_("Type a part of its name, or choose from the list.")
        )
        self._catalogue_row = FieldRow(
            _("&Catalogue"),
            self.catalogue,
            hint=_(
                "The year's directive as the IT Centre sent it; without a file, directive 1478."
            ),
        )
        self._place_row = FieldRow(
            _("&Folder"), self.place, hint=_("A new folder; it can later be copied to a stick.")
        )
        self.agreed = QCheckBox(_("I have &read this"))
        self._agreed_row = FieldRow("", self.agreed)
        self.empty = QRadioButton(_("Start with &empty registers"))
        self.importing = QRadioButton(_("Then &import what I have in Excel"))
        self.empty.setChecked(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        make = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        make.setText(_("Make"))
        make.setProperty("kind", "primary")
        self._buttons.accepted.connect(self._on_make)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._show_units(_units(None))

    def folder(self) -> Path:
        """Return the folder of the new workspace."""
        return Path(self.place.text().strip()).expanduser()

    def imports_first(self) -> bool:
        """Say whether the officer wants to begin by importing."""
        return self.importing.isChecked()

    def _lay_out(self) -> None:
        notice = QLabel(
            _(
                "This program is no place for state secrets: what is marked MẬT, TỐI MẬT or "
                "TUYỆT MẬT may not be typed, imported or attached, nor counted. Of people it "
                "keeps name, position, department and certificate; nothing of them leaves the "
                "unit in a report."
            ),
            wordWrap=True,
        )
        notice.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._unit_row)
        column.addLayout(_beside(self._catalogue_row, self._on_catalogue))
        column.addLayout(_beside(self._place_row, self._on_browse))
        column.addWidget(self.empty)
        column.addWidget(self.importing)
        column.addWidget(notice)
        column.addWidget(self._agreed_row)
        column.addWidget(self._buttons)

    def _show_units(self, units: _Units) -> None:
        self.unit.clear()
        for code, name in units:
            self.unit.addItem(name, code)

    def _on_catalogue(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Catalogue"), "", "*.json")
        if chosen:
            path = Path(chosen)
            self._jobs.run(
                lambda: _units(path),
                lambda units: self._on_units(path, units),
                lambda error: self._catalogue_row.set_error(str(explain(error))),
            )

    def _on_units(self, path: Path, units: _Units) -> None:
        self._catalogue = path
        self._catalogue_row.set_error("")
        self.catalogue.setText(str(path))
        self._show_units(units)

    def _on_browse(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("Folder for the workspace")):
            self.place.setText(str(Path(chosen) / "eGovDesk"))

    def _on_make(self) -> None:
        place = self.unit.findText(self.unit.currentText())
        lacks_folder = not self.place.text().strip()
        for row, wrong, said in (
            (self._unit_row, place < 0, _("Choose a unit from the list.")),
            (self._place_row, lacks_folder, _("Name a folder for the workspace.")),
            (self._agreed_row, not self.agreed.isChecked(), _("Read the notice and tick this.")),
        ):
            row.set_error(said if wrong else "")
            if wrong:
                row.editor.setFocus()
                return
        self._buttons.setEnabled(False)
        folder, unit, catalogue = self.folder(), str(self.unit.itemData(place)), self._catalogue
        self._jobs.run(
            lambda: _make(folder, unit, catalogue), lambda _: self.accept(), self._on_failed
        )

    def _on_failed(self, error: EGovDeskError) -> None:
        self._buttons.setEnabled(True)
        self._place_row.set_error(str(explain(error)))


def _beside(row: FieldRow, slot: object) -> QHBoxLayout:
    """Put a button for choosing beside a field."""
    browse = QPushButton(_("Browse…"))
    browse.clicked.connect(slot)
    line = QHBoxLayout()
    line.addWidget(row, stretch=1)
    line.addWidget(browse, alignment=Qt.AlignmentFlag.AlignVCenter)
    return line


def _units(catalogue: Path | None) -> _Units:
    from egovdesk import bootstrap
    from egovdesk.domain.text import collation_key

    agencies = bootstrap.catalogue(catalogue).agencies.values()
    named = [(agency.code, agency.name) for agency in agencies]
    return sorted(named, key=lambda unit: collation_key(unit[1]))


def _make(folder: Path, unit: str, catalogue: Path | None) -> None:
    from egovdesk import bootstrap

    made = bootstrap.workspaces().create(folder, unit, catalogue_file=catalogue)
    made.workspace.close()
