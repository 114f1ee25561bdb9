"""What a paste, a bulk edit or an import would do, cell by cell, before anything is saved."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.plans import Plan, PlannedRow, Verdict
from egovdesk.domain.registers import RegisterKind, Value
from egovdesk.ui import theme
from egovdesk.ui.registers.grid_delegate import GridDelegate
from egovdesk.ui.registers.grid_model import ISSUE_ROLE
from egovdesk.ui.registers.legacy_box import LegacyBox
from egovdesk.ui.widgets.badge import TONE_ROLE, Badge, Tone
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words
from egovdesk.wording.labels import label

VERDICT_TONES = {
    Verdict.NEW: Tone.GOOD,
    Verdict.CHANGED: Tone.INFO,
    Verdict.SAME: Tone.NEUTRAL,
    Verdict.REFUSED: Tone.BAD,
    Verdict.LEFT_OUT: Tone.NEUTRAL,
}

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_FIXED = 3


class PlanModel(QAbstractTableModel):
    """The rows of a plan: line, verdict, what is to be said, then every field that was given."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__()
        self._labels = labels
        self._rows: Sequence[PlannedRow] = ()
        self._fields: list[str] = []
        self._plan: Plan | None = None
        self._only: Verdict | None = None

    def set_plan(self, plan: Plan) -> None:
        """Show a plan."""
        self.beginResetModel()
        self._plan = plan
        given = {key for row in plan.rows for key in (*row.values, *row.issues)}
        given.add(plan.register.title)  # without it nobody knows what a row speaks of
        self._fields = [f.key for f in plan.register.fields if f.key in given]
        self._choose()
        self.endResetModel()

    def show_only(self, verdict: Verdict | None) -> None:
        """Show the rows of one verdict, or all."""
        self.beginResetModel()
        self._only = verdict
        self._choose()
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count line, verdict, sentence and fields."""
        return 0 if parent.isValid() else _FIXED + len(self._fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return the titles."""
        if orientation is not Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        if section < _FIXED:
            return (_("Row"), _("Verdict"), _("What is to be done"))[section]
        assert self._plan is not None
        return words.title(self._plan.register.kind, self._fields[section - _FIXED])

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows."""
        row = self._rows[index.row()]
        if index.column() < _FIXED:
            return self._said(row, index.column(), role)
        key = self._fields[index.column() - _FIXED]
        issue = row.issues.get(key)
        if role == ISSUE_ROLE:
            return issue is not None and issue.blocks
        if role == TONE_ROLE:
            return Tone.WARNING if issue is not None and not issue.blocks else None
        if role == _Role.ToolTipRole:
            if issue is not None:
                return words.issue(self._register_kind(), issue)
            before = self._text(key, row.before.get(key))
            return _("Before: {value}").format(value=before) if row.before else None
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            if issue is not None and key not in row.values:
                return issue.value
            return self._text(key, row.values.get(key, row.before.get(key)))
        return None

    def _register_kind(self) -> RegisterKind:
        assert self._plan is not None
        return self._plan.register.kind

    def _said(self, row: PlannedRow, column: int, role: int) -> object:
        if role == TONE_ROLE and column == 1:
            return VERDICT_TONES[row.verdict]
        if role not in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return None
        if column == 0:
            return str(row.place)
        if column == 1:
            return label(row.verdict)
        return self._sentence(row)

    def _sentence(self, row: PlannedRow) -> str:
        kind = self._register_kind()
        if row.issues:
            return " ".join(
                f"{words.title(kind, key)}: {words.issue(kind, found)}"
                for key, found in row.issues.items()
            )
        if row.verdict is Verdict.CHANGED:
            return "; ".join(
                f"{words.title(kind, key)}: {self._text(key, row.before.get(key)) or '–'} → "
                f"{self._text(key, value) or '–'}"
                for key, value in row.changes.items()
            )
        return ""

    def _text(self, key: str, held: Value) -> str:
        assert self._plan is not None
        field = self._plan.register.field(key)
        return words.value(field, held, self._labels.get(key))

    def _choose(self) -> None:
        rows = self._plan.rows if self._plan is not None else ()
        self._rows = [row for row in rows if self._only in (None, row.verdict)]


class PlanTable(QWidget):
    """A plan's rows with a count of each verdict; pressing a count shows these rows alone."""

    def __init__(
        self, labels: Mapping[str, Mapping[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = PlanModel(labels)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(GridDelegate(self.view))
        self.view.setAccessibleName(_("What would be done, row by row"))
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(theme.px(32))
        self._chips: dict[Verdict, QPushButton] = {}
        row = FlowLayout()
        for verdict in Verdict:
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            chip.clicked.connect(lambda on, one=verdict: self._on_chip(one, on=on))
            self._chips[verdict] = chip
            row.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.view, stretch=1)

    def set_plan(self, plan: Plan) -> None:
        """Show a plan, what is refused first."""
        self.model.set_plan(plan)
        for verdict, count in plan.counts.items():
            chip = self._chips[verdict]
            chip.setText(f"{label(verdict)}: {formats.number(count)}")
            chip.setVisible(bool(count))
            chip.setChecked(False)
        widths = (56, 130, 380)
        for column in range(self.model.columnCount()):
            self.view.setColumnWidth(column, theme.px(widths[column] if column < _FIXED else 150))
        self.model.show_only(None)

    def _on_chip(self, verdict: Verdict, *, on: bool) -> None:
        for other, chip in self._chips.items():
            chip.setChecked(on and other is verdict)
        self.model.show_only(verdict if on else None)


class PlanPreview(QDialog):
    """Shows a plan and asks whether to carry it out.

    Of text in an old encoding it shows before and after; `legacy.convert` says what is wanted.
    """

    def __init__(
        self, plan: Plan, labels: Mapping[str, Mapping[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        kind = plan.register.kind
        self.plan = plan
        self.setWindowTitle(_("Check before saving: {register}").format(register=words.name(kind)))
        self.resize(theme.px(1080), theme.px(560))
        self.table = PlanTable(labels)
        self.legacy = LegacyBox()
        self._lost = Badge()
        self._lost.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        press_with_ctrl_return(self, self.save)
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        below = QHBoxLayout()
        below.addWidget(self._note)
        below.addWidget(self._lost)
        below.addStretch()
        below.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self.legacy)
        column.addLayout(below)
        self.set_plan(plan)
        (self.save if plan.effective else self.table.view).setFocus()

    def set_plan(self, plan: Plan) -> None:
        """Show another plan of the same rows."""
        self.plan = plan
        self.table.set_plan(plan)
        what = words.counted(plan.register.kind, plan.effective)
        self.save.setText(_("Save {what}").format(what=what))
        self.save.setEnabled(bool(plan.effective))
        refused = plan.counts[Verdict.REFUSED]
        self._note.setText(
            _("Refused rows are left out; correct them and paste them again.") if refused else ""
        )

    def set_lost_columns(self, count: int) -> None:
        """Warn that the block is wider than the grid to the right of the current cell."""
        self._lost.setVisible(count > 0)
        said = _("{count} columns of the block have no place here").format(
            count=formats.number(count)
        )
        self._lost.set_badge(said, Tone.WARNING)
