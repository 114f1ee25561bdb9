"""The clauses that were read from a text, with the tasks they propose: all of it can be edited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from egovdesk.domain.cells import Raw
from egovdesk.services.directives import ClauseProposal, KeptClause
from egovdesk.ui import theme
from egovdesk.ui.widgets.badge import BadgeDelegate
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.wording import _, formats

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_CHECKS = ("is_task", "is_duty")
_CHOICES = ("kind", "lead")
_WIDTHS = {
    "is_task": 72,
    "is_duty": 82,
    "label": 104,
    "text": 220,
    "code": 100,
    "title": 250,
    "kind": 120,
    "due": 104,
    "lead": 150,
    "coordinating": 170,
}
_ISSUE = Qt.ItemDataRole.UserRole + 2


def _titles() -> dict[str, str]:
    return {
        "is_task": _("Task?"),
        "is_duty": _("Duty?"),
        "label": _("Clause"),
        "text": _("What it says"),
        "code": _("Code"),
        "title": _("Task"),
        "kind": _("Kind"),
        "due": _("Due"),
        "lead": _("Lead unit"),
        "coordinating": _("Co-ordinating units"),
    }


@dataclass(slots=True)
class ProposalRow:
    """A clause as the person sees and changes it: texts as typed, in the words of the screen."""

    is_task: bool
    is_duty: bool
    label: str
    text: str
    code: str
    title: str
    kind: str
    recurrence: str
    due: str
    lead: str
    coordinating: str
    issues: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        proposal: ClauseProposal,
        labels: Mapping[str, Mapping[str, str]],
        *,
        has_task: bool = False,
    ) -> "ProposalRow":
        """Write a proposal in the words of the screen; a clause with a task needs no other."""
        task = proposal.task
        units = labels["coordinating"]
        return cls(
            is_task=proposal.is_duty and not has_task,
            is_duty=proposal.is_duty,
            label=proposal.label,
            text=proposal.text,
            code=task.code,
            title=task.title,
            kind=labels["kind"][task.kind.value],
            recurrence=labels["recurrence"].get(task.recurrence or "", ""),
            due="" if task.due is None else formats.day(task.due),
            lead=labels["lead"].get(task.lead, task.lead),
            coordinating="; ".join(units.get(code, code) for code in task.coordinating),
        )

    def clause(self) -> KeptClause:
        """Return the clause as it is to be kept."""
        return KeptClause(label=self.label, text=self.text, is_duty=self.is_duty)

    def raw(self) -> dict[str, Raw]:
        """Return the task's fields as they were typed."""
        names = ("code", "title", "kind", "recurrence", "due", "lead", "coordinating")
        return {"clause": self.label, **{name: getattr(self, name) for name in names}}


class ProposalModel(QAbstractTableModel):
    """The rows of the preview; every cell can be changed."""

    changed = Signal()
    """A tick or a text was changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ProposalRow] = []
        self.choices: Mapping[str, Sequence[str]] = {}
        self._titles = _titles()
        self.keys = tuple(self._titles)

    def set_rows(
        self, rows: Sequence[ProposalRow], labels: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.choices = {key: list(labels[key].values()) for key in _CHOICES}
        self.endResetModel()
        self.changed.emit()

    def set_issues(self, issues: Mapping[int, Mapping[str, str]]) -> None:
        """Mark what cannot be saved: sentences by field, by row."""
        for place, row in enumerate(self.rows):
            row.issues = dict(issues.get(place, {}))
        if self.rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self.rows) - 1, len(self.keys) - 1)
            )

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the clauses."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the fields."""
        return 0 if parent.isValid() else len(self.keys)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say what can be ticked, and what can be typed into: a task's fields if it is one."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        key = self.keys[index.column()]
        if key in _CHECKS:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if key in ("label", "text") or self.rows[index.row()].is_task:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows, and what is wrong with it."""
        row, key = self.rows[index.row()], self.keys[index.column()]
        held = getattr(row, key)
        if key in _CHECKS:
            if role == _Role.CheckStateRole:
                return Qt.CheckState.Checked if held else Qt.CheckState.Unchecked
            if role == _Role.AccessibleTextRole:
                answer = _("Yes") if held else _("No")
                return f"{self._titles[key]} {answer}"
            return None
        is_idle = not row.is_task and key not in ("label", "text")
        match role:
            case _Role.DisplayRole:
                return "" if is_idle else " ".join(held.split())
            case _Role.EditRole | _Role.AccessibleTextRole:
                return held
            case _Role.ToolTipRole:
                return row.issues.get(key) or held
            case _ if role == _ISSUE:
                return row.is_task and key in row.issues
            case _:
                return None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        """Change a tick or a text; what becomes a task is a duty, too."""
        row, key = self.rows[index.row()], self.keys[index.column()]
        if role == _Role.CheckStateRole and key in _CHECKS:
            setattr(row, key, Qt.CheckState(value) is Qt.CheckState.Checked)
            if key == "is_task" and row.is_task:
                row.is_duty = True
            elif key == "is_duty" and not row.is_duty:
                row.is_task = False
        elif role == _Role.EditRole and key not in _CHECKS:
            setattr(row, key, str(value))
            if key == "kind":
                row.recurrence = ""  # what the clause said of it was said of another kind
            row.issues.pop(key, None)
        else:
            return False
        line = index.row()
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.keys) - 1))
        self.changed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a field's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return self._titles[self.keys[section]]
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class ProposalDelegate(BadgeDelegate):
    """Paints ticks and faults; edits with what suits the field."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell, its tick, and a frame where it is the current one or at fault."""
        super().paint(painter, option, index)
        painter.save()
        tick = index.data(_Role.CheckStateRole)
        if tick is not None:
            _paint_tick(painter, option, is_on=Qt.CheckState(tick) is Qt.CheckState.Checked)
        if index.data(_ISSUE):
            painter.setPen(theme.color("bad"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.fillRect(
                option.rect.adjusted(0, 0, theme.px(3) - option.rect.width(), 0),
                theme.color("bad"),
            )
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        if is_current and view.hasFocus():
            painter.setPen(theme.color("primary"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        """Return a list for choices, a line for a day, a line for everything else."""
        model = index.model()
        assert isinstance(model, ProposalModel)
        key = model.keys[index.column()]
        if key in model.choices:
            box = QComboBox(parent)
            box.addItems(list(model.choices[key]))
            return box
        line = DateEdit(parent) if key == "due" else QLineEdit(parent)
        line.setProperty("kind", "cell")
        line.setFrame(False)
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with what the cell holds."""
        text = str(index.data(_Role.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text.replace("\n", " "))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Pass on what was typed; a text of several lines stays as it is if nobody changed it."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            held = str(index.data(_Role.EditRole) or "")
            if editor.text() != held.replace("\n", " "):
                model.setData(index, editor.text())

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Turn a tick by a click anywhere in its cell."""
        tick = index.data(_Role.CheckStateRole)
        if tick is None:
            return super().editorEvent(event, model, option, index)
        if event.type() is not QEvent.Type.MouseButtonRelease:
            return False
        return _turn(model, index)


class ProposalTable(QTableView):
    """The preview's table; Space turns a tick, Enter or typing edits a cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_of = ProposalModel(self)
        self.setModel(self.model_of)
        self.setItemDelegate(ProposalDelegate(self))
        self.setAccessibleName(_("Clauses and the tasks they propose"))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.horizontalHeader().setHighlightSections(False)
        for place, key in enumerate(self.model_of.keys):
            self.setColumnWidth(place, theme.px(_WIDTHS[key]))

    def go_to(self, line: int, key: str) -> None:
        """Make a cell the current one and bring it into view."""
        index = self.model_of.index(line, self.model_of.keys.index(key))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn ticks by Space, edit by Enter."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.data(_Role.CheckStateRole) is not None:
            _turn(self.model_of, index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if index.data(_Role.CheckStateRole) is not None:
                _turn(self.model_of, index)
            elif self.model_of.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        else:
            super().keyPressEvent(event)


def _paint_tick(painter: QPainter, option: QStyleOptionViewItem, *, is_on: bool) -> None:
    box = QStyleOptionButton()
    size = theme.px(16)
    top = option.rect.center().y() - size // 2
    box.rect = QRect(option.rect.left() + theme.px(12), top, size, size)
    # Whose frame can be seen in the dark; the stub asks for bytes, which PySide refuses.
    box.palette = QApplication.palette("QCheckBox")  # type: ignore[call-overload]
    state = QStyle.StateFlag
    box.state = state.State_Enabled | (state.State_On if is_on else state.State_Off)
    indicator = QStyle.PrimitiveElement.PE_IndicatorCheckBox
    option.widget.style().drawPrimitive(indicator, box, painter)


def _turn(model: QAbstractItemModel, index: _Index) -> bool:
    is_on = Qt.CheckState(index.data(_Role.CheckStateRole)) is Qt.CheckState.Checked
    turned = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
    return model.setData(index, turned, _Role.CheckStateRole)
