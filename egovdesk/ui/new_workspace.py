"""Making a workspace: unit, catalogue, folder, and what may not be kept in it."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.text import collation_key, fold
from egovdesk.ui import theme
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.reports.path_row import PathRow
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_file, ask_folder
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.wording import _
from egovdesk.wording.messages import explain

_Units = list[tuple[str, str]]
_WIDTH = 540
_FOLDED = Qt.ItemDataRole.UserRole + 1


class _UnitCompleter(QCompleter):
    """Finds units by a part of their name, whatever its marks."""

    def __init__(self, units: QComboBox) -> None:
        super().__init__(units.model(), units)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 - Qt's
        """Return what was typed as it is looked for."""
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - Qt's
        """Return what is written once a unit is chosen."""
        return str(index.data())


class NewWorkspaceDialog(QDialog):
    """Asks for everything a workspace begins with; errors show below the field they concern."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue: Path | None = None
        self.setWindowTitle(_("Make a workspace"))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.unit = QComboBox(editable=True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.setCompleter(_UnitCompleter(self.unit))
        self._unit_row = FieldRow(
            _("&Unit"), self.unit, hint=_("Type a part of its name, or choose from the list.")
        )
        self._catalogue_row = PathRow(
            _("&Catalogue"),
            lambda _now: self._choose_catalogue(),
            hint=_(
                "The year's directive as the IT Centre sent it; without a file, directive 1478."
            ),
        )
        self._catalogue_row.line.setReadOnly(True)
        self._place_row = PathRow(
            _("&Folder"),
            lambda _now: self._choose_folder(),
            hint=_("A new folder; it can later be copied to a stick."),
        )
        self.place = self._place_row.line
        self._place_row.set_path(Path.home() / "eGovDesk")
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
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(20, 16, 20, 4)
        inner.setSpacing(12)
        inner.addWidget(self._unit_row)
        inner.addWidget(self._catalogue_row)
        inner.addWidget(self._place_row)
        inner.addWidget(self.empty)
        inner.addWidget(self.importing)
        inner.addWidget(notice)
        inner.addWidget(self._agreed_row)
        inner.addStretch()
        self._buttons.setContentsMargins(20, 0, 20, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(sheet), stretch=1)
        column.addWidget(self._buttons)
        sheet.ensurePolished()
        width = theme.px(_WIDTH)
        height = sheet.heightForWidth(width) + self._buttons.sizeHint().height() + theme.px(60)
        self.resize(width, min(height, self.screen().availableSize().height() - theme.px(48)))

    def _show_units(self, units: _Units) -> None:
        self.unit.clear()
        for place, (code, name) in enumerate(units):
            self.unit.addItem(name, code)
            self.unit.setItemData(place, fold(name), _FOLDED)
        self.unit.setCurrentIndex(-1)  # a workspace is for good: nobody gets a unit by accident

    def _choose_catalogue(self) -> None:
        """Ask for a catalogue; it is named in its field once its units were read."""
        if path := ask_file(self, _("Catalogue"), "*.json"):
            self._jobs.run(
                lambda: _units(path),
                lambda units: self._on_units(path, units),
                lambda error: self._catalogue_row.set_error(str(explain(error))),
            )

    def _on_units(self, path: Path, units: _Units) -> None:
        self._catalogue = path
        self._catalogue_row.set_error("")
        self._catalogue_row.set_path(path)
        self._show_units(units)

    def _choose_folder(self) -> Path | None:
        chosen = ask_folder(self, _("Folder for the workspace"))
        return chosen / "eGovDesk" if chosen else None

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


def _units(catalogue: Path | None) -> _Units:
    from egovdesk import bootstrap

    agencies = bootstrap.catalogue(catalogue).agencies.values()
    named = [(agency.code, agency.name) for agency in agencies]
    return sorted(named, key=lambda unit: collation_key(unit[1]))


def _make(folder: Path, unit: str, catalogue: Path | None) -> None:
    from egovdesk import bootstrap

    made = bootstrap.workspaces().create(folder, unit, catalogue_file=catalogue)
    made.workspace.close()
