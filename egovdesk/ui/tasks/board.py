"""The board: tasks as cards in columns by state; moving a card takes the step that leads there."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.task_steps import step_towards
from egovdesk.domain.tasks import TaskEventKind, TaskState
from egovdesk.services.tasks import TaskRow
from egovdesk.ui import theme
from egovdesk.ui.tasks.card_delegate import ROW_ROLE, CardDelegate, card_words
from egovdesk.ui.tasks.view import TaskView
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_ORDER = (
    TaskState.NOT_STARTED,
    TaskState.IN_PROGRESS,
    TaskState.RETURNED,
    TaskState.AWAITING_CONFIRMATION,
    TaskState.DONE,
    TaskState.SUSPENDED,
    TaskState.WITHDRAWAL_PROPOSED,
    TaskState.CANCELLED,
)
_RARE = frozenset({TaskState.RETURNED, TaskState.WITHDRAWAL_PROPOSED, TaskState.CANCELLED})
"""Columns that show only while they hold a card."""
_COLUMN_WIDTH = 190
_LEFT, _RIGHT = -1, 1


class Column(QListWidget):
    """The cards of one state."""

    moved_across = Signal(int)
    """Left (-1) or Right (1) was pressed: the focus should go to a neighbouring column."""
    move_requested = Signal(int)
    """The current card should be moved one way: Ctrl and Left (-1) or Right (1)."""
    dropped = Signal(object)
    """A card was dropped here (its row)."""
    entered = Signal()
    """The keyboard is here now."""

    def __init__(self, state: TaskState) -> None:
        super().__init__()
        self.task_state = state
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(CardDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def set_rows(self, rows: Sequence[TaskRow]) -> None:
        """Show these cards."""
        self.clear()
        for row in rows:
            item = QListWidgetItem(card_words(row))
            item.setData(ROW_ROLE, row)
            item.setToolTip(card_words(row))
            self.addItem(item)
        self.setAccessibleName(f"{label(self.task_state)}: {formats.number(len(rows))}")

    def current(self) -> TaskRow | None:
        """Return the row of the current card."""
        return _row_of(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another column, move the card, or open it."""
        ways = {Qt.Key.Key_Left: _LEFT, Qt.Key.Key_Right: _RIGHT}
        way = ways.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.move_requested.emit(way)
        elif way is not None:
            self.moved_across.emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current() is not None:
                self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the current card is one of this column now."""
        super().focusInEvent(event)
        self.entered.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome cards of other columns."""
        if isinstance(event.source(), Column) and event.source() is not self:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Welcome cards of other columns anywhere."""
        event.setAccepted(isinstance(event.source(), Column) and event.source() is not self)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the step; the card itself moves once the step is recorded."""
        source = event.source()
        if isinstance(source, Column) and (row := source.current()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)  # the source keeps the card meanwhile
            event.accept()
            # A dialog opened inside of a drop would keep the pointer grabbed.
            QTimer.singleShot(0, lambda: self.dropped.emit(row))


class Board(TaskView):
    """Columns by state, from what has not begun to what is done or rests."""

    step_requested = Signal(int, object)
    """A card was moved: the task's id and the step that leads there."""
    refused = Signal(str)
    """A card cannot go there in one step; says why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = {state: Column(state) for state in _ORDER}
        self._frames: dict[TaskState, QWidget] = {}
        self._titles: dict[TaskState, QLabel] = {}
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for state, column in self.columns.items():
            line.addWidget(self._framed(state, column), stretch=1)
            self._connect(column)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_rows(self, rows: Sequence[TaskRow], as_of: date) -> None:  # noqa: ARG002 - in the rows
        """Show the cards; the one that was current stays it, wherever it went."""
        current = self._current()
        # Of the window and not of the program: the dialog of a step may still be the active one.
        has_focus = self.window().focusWidget() in self.columns.values()
        for state, column in self.columns.items():
            cards = [row for row in rows if row.status.state is state]
            column.set_rows(cards)
            count = formats.number(len(cards))
            self._titles[state].setText(f"{label(state)} ({count})")
            self._frames[state].setVisible(bool(cards) or state not in _RARE)
        if current is not None:
            column_now = self._select(current.task.id)
            if has_focus and column_now is not None:
                column_now.setFocus()

    def select(self, task_id: int | None) -> None:
        """Make a card the current one."""
        if task_id is not None:
            self._select(task_id)

    def _framed(self, state: TaskState, column: Column) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "lane")
        frame.setMinimumWidth(theme.px(_COLUMN_WIDTH))
        title = QLabel()
        title.setProperty("role", "label")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(8, 6, 4, 8)
        inside.setSpacing(6)
        inside.addWidget(title)
        inside.addWidget(column)
        self._titles[state], self._frames[state] = title, frame
        return frame

    def _connect(self, column: Column) -> None:
        column.currentItemChanged.connect(lambda _now, _old: self._announce(column))
        column.entered.connect(lambda: self._announce(column))
        column.itemActivated.connect(lambda item: self.opened.emit(item.data(ROW_ROLE).task.id))
        column.moved_across.connect(lambda way: self._go(column, way))
        column.move_requested.connect(lambda way: self._move(column, way))
        column.dropped.connect(lambda row: self._ask(row, column.task_state))

    def _announce(self, column: Column) -> None:
        """Tell which card is current: that of the column with the keyboard."""
        row = column.current()
        if row is None or not column.hasFocus():
            return
        for other in self.columns.values():
            if other is not column:
                other.clearSelection()
        column.setCurrentItem(
            column.currentItem(), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.chosen.emit(row.task.id)

    def _current(self) -> TaskRow | None:
        for column in self.columns.values():
            if column.selectedItems():
                return column.current()
        return None

    def _select(self, task_id: int) -> Column | None:
        found = None
        for column in self.columns.values():
            column.blockSignals(True)  # noqa: FBT003 - Qt's own
            column.clearSelection()
            for place in range(column.count()):
                item = column.item(place)
                if item.data(ROW_ROLE).task.id == task_id:
                    column.setCurrentItem(item)
                    column.scrollToItem(item)
                    found = column
            column.blockSignals(False)  # noqa: FBT003 - Qt's own
        return found

    def _shown(self) -> list[Column]:
        return [c for state, c in self.columns.items() if not self._frames[state].isHidden()]

    def _go(self, column: Column, way: int) -> None:
        """Give the keyboard to the next column that holds a card, at the same height."""
        shown = self._shown()
        place = shown.index(column) + way
        while 0 <= place < len(shown) and not shown[place].count():
            place += way
        if 0 <= place < len(shown):
            target = shown[place]
            target.setCurrentRow(min(max(0, column.currentRow()), target.count() - 1))
            target.setFocus()

    def _move(self, column: Column, way: int) -> None:
        """Take the step that leads to the nearest state on that side."""
        row = column.current()
        if row is None:
            return
        place = _ORDER.index(row.now.state)
        states = _ORDER[place + 1 :] if way == _RIGHT else reversed(_ORDER[:place])
        for state in states:
            step = step_towards(row.now, state)
            if step is not None and step is not TaskEventKind.CANCELLED:
                self.step_requested.emit(row.task.id, step)
                return
        self.refused.emit(
            _("{code} cannot be moved further to this side.").format(code=row.task.code)
        )

    def _ask(self, row: TaskRow, state: TaskState) -> None:
        step = step_towards(row.now, state)
        if step is not None:
            self.step_requested.emit(row.task.id, step)
            return
        words = _("{code} is “{now}” and cannot become “{then}” in one step.")
        self.refused.emit(
            words.format(code=row.task.code, now=label(row.now.state), then=label(state))
        )


def _row_of(item: QListWidgetItem | None) -> TaskRow | None:
    row = None if item is None else item.data(ROW_ROLE)
    return row if isinstance(row, TaskRow) else None
