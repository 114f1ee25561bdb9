"""The clauses of a directive as a tree: each with the tasks that cover it, and its state."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from egovdesk.domain.directives import CoverageState, DirectiveClause
from egovdesk.services.directives import DirectiveSheet, DirectiveTask
from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import TONE_ROLE, BadgeDelegate, Tone
from egovdesk.wording import _
from egovdesk.wording.labels import label

STATE_TONES = {
    CoverageState.TASK: Tone.GOOD,
    CoverageState.POINTS: Tone.GOOD,
    CoverageState.ABOVE: Tone.WARNING,
    CoverageState.NONE: Tone.BAD,
}

_OBJECT = Qt.ItemDataRole.UserRole + 10
_HAS_TASKS = Qt.ItemDataRole.UserRole + 11
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_LABEL_WIDTH = 140
_STATE_WIDTH = 170


class _TreeDelegate(BadgeDelegate):
    """Puts the sign of a task before its code, to tell it from a clause."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a cell."""
        if isinstance(index.data(_OBJECT), DirectiveTask):
            self._paint_ground(painter, option, index)
            size = theme.px(13)
            left = option.rect.left() + theme.px(9)
            place = QRectF(left, option.rect.center().y() - size / 2, size, size)
            icons.paint_icon(painter, "tasks", place, theme.color("text_muted"))
            option.rect.setLeft(option.rect.left() + theme.px(17))
        super().paint(painter, option, index)


class ClauseTree(QTreeView):
    """Clauses and tasks; Enter or a double click opens a task, or makes one for a bare clause."""

    clause_chosen = Signal(object)
    """Another clause is the current one; None where it is a task, or nothing."""
    task_opened = Signal(str)
    """A task should be opened (its code)."""
    task_wanted = Signal(object)
    """A clause that has no task should get one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Clauses and tasks"))
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([_("Clause"), _("What it says"), _("Covered")])
        self.setModel(self._model)
        self.setItemDelegate(_TreeDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setIndentation(theme.px(16))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, theme.px(_LABEL_WIDTH))
        header.resizeSection(2, theme.px(_STATE_WIDTH))
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(lambda *_: self._announce())

    def show_sheet(self, sheet: DirectiveSheet, *, only_uncovered: bool = False) -> None:
        """Show clauses with their tasks; the current clause stays the current one."""
        current = self.current_clause()
        self._model.removeRows(0, self._model.rowCount())
        states = {duty.clause.id: duty.state for duty in sheet.coverage.duties}
        places: dict[str, QStandardItem] = {}
        root = self._model.invisibleRootItem()
        for clause in sheet.clauses:
            state = states.get(clause.id)
            if only_uncovered and state is not CoverageState.NONE:
                continue
            item = _clause_row(places.get(clause.parent or "", root), clause, state)
            places[clause.label] = item
            for found in sheet.tasks_of(clause):
                _task_row(item, found)
        orphans = [] if only_uncovered else [sheet.tasks[t.id] for t in sheet.coverage.orphans]
        if orphans:
            _orphans(root, orphans, has_clauses=bool(sheet.clauses))
        self.expandAll()
        self._go_to(places.get(current.label) if current is not None else None)
        self._announce()

    def select_clause(self, wanted: str) -> None:
        """Make a clause the current one."""
        found = self._model.findItems(
            wanted, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        self._go_to(found[0] if found else None)

    def current_clause(self) -> DirectiveClause | None:
        """Return the clause that is chosen."""
        found = self._object(self.currentIndex())
        return found if isinstance(found, DirectiveClause) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _go_to(self, item: QStandardItem | None) -> None:
        index = item.index() if item is not None else self._model.index(0, 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def _object(self, index: QModelIndex) -> object:
        return index.siblingAtColumn(0).data(_OBJECT) if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        found = self._object(index)
        if isinstance(found, DirectiveTask):
            self.task_opened.emit(found.task.code)
        elif isinstance(found, DirectiveClause):
            if self._model.itemFromIndex(index.siblingAtColumn(0)).data(_HAS_TASKS):
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self.task_wanted.emit(found)

    def _announce(self) -> None:
        self.clause_chosen.emit(self.current_clause())


def _clause_row(
    above: QStandardItem, clause: DirectiveClause, state: CoverageState | None
) -> QStandardItem:
    words = "" if state is None else label(state)
    items = [QStandardItem(text) for text in (clause.label, _line(clause.text), words)]
    items[0].setData(clause, _OBJECT)
    items[1].setToolTip(clause.text)
    if state is None:
        items[2].setToolTip(_("No duty of this unit"))
        items[2].setData(_("No duty of this unit"), _ACCESSIBLE)
    else:
        items[2].setData(STATE_TONES[state].value, TONE_ROLE)
    above.appendRow(items)
    return items[0]


def _task_row(above: QStandardItem, found: DirectiveTask) -> None:
    texts = (found.task.code, _line(found.task.title), label(found.status.state))
    items = [QStandardItem(text) for text in texts]
    items[0].setData(found, _OBJECT)
    items[0].setData(_("Task {code}").format(code=found.task.code), _ACCESSIBLE)
    items[0].setToolTip(_("Press Enter to open the task {code}").format(code=found.task.code))
    items[1].setToolTip(found.task.title)
    above.setData(True, _HAS_TASKS)  # noqa: FBT003 - Qt
    above.appendRow(items)


def _orphans(root: QStandardItem, tasks: list[DirectiveTask], *, has_clauses: bool) -> None:
    words = (
        _("Tasks whose clause is not in this directive") if has_clauses else _("Tasks, no clauses")
    )
    items = [QStandardItem(text) for text in ("?", words, _("Correct the clause"))]
    items[2].setData((Tone.WARNING if has_clauses else Tone.NEUTRAL).value, TONE_ROLE)
    if not has_clauses:
        items[2].setText(_("No clauses yet"))
    root.appendRow(items)
    for found in tasks:
        _task_row(items[0], found)


def _line(text: str) -> str:
    return " ".join(text.split())
