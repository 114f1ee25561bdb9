"""A grid that behaves as spreadsheets do: type to edit, Enter, Tab, copy, paste, fill down."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from egovdesk.domain.clipboard_table import to_tsv
from egovdesk.domain.registers import FieldKind
from egovdesk.ui import theme
from egovdesk.ui.registers.grid_delegate import GridDelegate
from egovdesk.ui.registers.grid_model import VALUE_ROLE, GridModel
from egovdesk.ui.registers.line_numbers import LineNumbers
from egovdesk.wording import _

_MOST_COPIED = 200_000
_STEPS = {
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_ENDS = {
    Qt.Key.Key_Home: (-1, -1),
    Qt.Key.Key_End: (1, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""Towards which end of lines and columns a key goes with Ctrl."""


class GridView(QTableView):
    """The cells of a register."""

    paste_requested = Signal()
    """Something on the clipboard should go where the current cell is."""
    fill_requested = Signal()
    """The first row of the selection should be repeated in the others."""
    clear_requested = Signal()
    """The selected cells should be emptied."""
    new_row_finished = Signal()
    """Enter left the blank last row: the next record should begin below it."""
    new_row_dropped = Signal()
    """What was typed into the blank last row should be given up."""
    editor_closed = Signal()
    """Nobody is typing into a cell any more."""
    row_opened = Signal(int)
    """Enter was pressed on a record that cannot be typed into there, or it was double-clicked."""

    def __init__(self, model: GridModel, name: str, delegate: GridDelegate | None = None) -> None:
        super().__init__()
        self.grid = model
        self._anchor = QPersistentModelIndex()
        self._tabbed = (-1, -1, -1)
        self.setModel(model)
        self._delegate = delegate or GridDelegate(self)
        self._delegate.left.connect(self._on_left)
        self.setItemDelegate(self._delegate)
        self._delegate.closeEditor.connect(lambda *_: self.editor_closed.emit())
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setVerticalHeader(LineNumbers(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(theme.px(48))
        # A header asks of each column whether all its cells are selected, one call a cell; ours
        # does not show it, and with 100,000 records selected the window would stand still.
        header.setSelectionModel(QItemSelectionModel(model, self))
        self.setSortingEnabled(True)
        self._filler: tuple[int, int, tuple[int, ...]] | None = None
        self._is_filling = False
        header.sectionResized.connect(lambda *_sizes: self._fill())
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, theme.px(column.width))
            self.setColumnHidden(place, column.is_hidden)

    def fill_with(self, key: str, least: int, optional: Sequence[str] = ()) -> None:
        """Let a column have the room that the others leave, but not less than so many pixels.

        The optional columns show where there is room for them, too; the first matters most.
        """
        places = tuple(self.grid.column_of(one) for one in optional)
        self._filler = (self.grid.column_of(key), theme.px(least), places)
        self._fill()

    def wrap_titles(self, height: int) -> None:
        """Let long titles break into lines, in a header so many pixels high."""
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setFixedHeight(theme.px(height))
        self.setProperty("titles", "wrapped")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave no room unused."""
        super().resizeEvent(event)
        self._fill()

    @property
    def is_editing(self) -> bool:
        """Say whether somebody is typing into a cell."""
        return self.state() is QAbstractItemView.State.EditingState

    def selected_count(self) -> int:
        """Return on how many lines any cell is selected, without listing them."""
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        count = below = 0
        for top, bottom in sorted((part.top(), part.bottom()) for part in parts):
            count += max(0, bottom + 1 - max(top, below))
            below = max(below, bottom + 1)
        return count

    def selected_lines(self) -> list[int]:
        """Return the lines on which any cell is selected, from top to bottom."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({line for part in ranges for line in range(part.top(), part.bottom() + 1)})

    def selected_ids(self) -> list[int]:
        """Return the records on which any cell is selected."""
        lines = self.selected_lines()
        if lines and self.grid.is_blank(lines[-1]):
            del lines[-1]
        return [self.grid.ids[line] for line in lines]

    def block(self) -> tuple[range, list[int]]:
        """Return the selection as one block: its lines, and its visible columns as shown."""
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        if not parts:
            current = self.currentIndex()
            if not current.isValid():
                return range(0), []
            return range(current.row(), current.row() + 1), [current.column()]
        lines = range(min(p.top() for p in parts), max(p.bottom() for p in parts) + 1)
        chosen = {c for p in parts for c in range(p.left(), p.right() + 1)}
        return lines, [column for column in self.shown_columns() if column in chosen]

    def shown_columns(self) -> list[int]:
        """Return the visible columns from left to right."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not self.isColumnHidden(column)]

    def copy(self) -> None:
        """Copy the selected block as spreadsheets understand it."""
        lines, columns = self.block()
        if not columns or len(lines) * len(columns) > _MOST_COPIED:
            return
        rows = tuple(
            tuple(self._copied(line, column) for column in columns)
            for line in lines
            if not self.grid.is_blank(line)
        )
        QGuiApplication.clipboard().setText(to_tsv(rows))

    def go_to(self, line: int, column: int | None = None) -> None:
        """Make a cell the current one and bring it into view."""
        shown = self.shown_columns()
        place = column if column is not None else (shown[0] if shown else 0)
        index = self.grid.index(line, place)
        self._anchor = QPersistentModelIndex(index)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, copy, paste, fill and clear as spreadsheets do."""
        current = self.currentIndex()
        if self._asks(event) or (current.isValid() and self._enters_or_moves(event, current)):
            return
        self._leave_anchor(event.modifiers())
        super().keyPressEvent(event)

    def _asks(self, event: QKeyEvent) -> bool:
        """Copy, paste, fill or clear; False if the key asks for none of it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif self._is_plain_ctrl(event, Qt.Key.Key_D):
            self.fill_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_requested.emit()
        else:
            return False
        return True

    def _enters_or_moves(self, event: QKeyEvent, current: QModelIndex) -> bool:
        """Open the cell or its record, or go to another cell; False if the key does neither."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(current)
            return True
        if key == Qt.Key.Key_Escape and self.grid.is_blank(current.row()):
            self.new_row_dropped.emit()
            return True
        if self._is_plain_ctrl(event, *_ENDS):
            self._go_to_end(key)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._step(key)
        return key == Qt.Key.Key_Space and self._toggle(current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection where the mouse is pressed."""
        self._leave_anchor(event.modifiers())
        super().mousePressEvent(event)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Extend a selection from where `go_to` went: Qt knows only of its own keys and clicks."""
        if self._anchor.isValid() and command & QItemSelectionModel.SelectionFlag.Current:
            ends = (self.visualRect(self._anchor), self.visualRect(self.currentIndex()))
            rect = QRect(ends[0].center(), ends[1].center()).normalized()
        super().setSelection(rect, command)

    def _leave_anchor(self, modifiers: Qt.KeyboardModifier) -> None:
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = QPersistentModelIndex()

    def _fill(self) -> None:
        if self._filler is None or self._is_filling:
            return
        self._is_filling = True
        filler, needed, optional = self._filler
        others = [one for one in self.shown_columns() if one != filler and one not in optional]
        room = self.viewport().width() - sum(map(self.columnWidth, others))
        for column in optional:
            width = theme.px(self.grid.columns[column].width)
            self.setColumnHidden(column, room - width < needed)
            room -= width if room - width >= needed else 0
        self.setColumnWidth(filler, max(needed, room))
        self._is_filling = False

    def _step(self, key: Qt.Key, *, begin: int | None = None) -> bool:
        """Go to the neighbouring cell; False where there is none.

        Up and down go from the column `begin`, if one is given.
        """
        current = self.currentIndex()
        down, right = _STEPS[key]
        shown = self.shown_columns()
        column = current.column() if begin is None else begin
        if column not in shown:
            return False
        place = shown.index(column) + right
        line = current.row() + down
        if not (0 <= place < len(shown) and 0 <= line < self.grid.rowCount()):
            return False
        first = self._first_tabbed()
        self.go_to(line, shown[place])
        if right:
            self._tabbed = (line, shown[place], first)
        return True

    def _first_tabbed(self) -> int:
        """Return the column in which going to the current cell by Tab alone began."""
        current = self.currentIndex()
        line, column, first = self._tabbed
        return first if (line, column) == (current.row(), current.column()) else current.column()

    def _enter(self, current: QModelIndex) -> None:
        if self.grid.can_edit(current.column()):
            self.edit(current)
        elif not self.grid.is_blank(current.row()):
            self.row_opened.emit(self.grid.ids[current.row()])

    def _go_to_end(self, key: Qt.Key) -> None:
        """Go to the first or last cell; Qt would leave the selection behind, and a paste with it.

        Qt keeps Ctrl for moving without selecting.
        """
        current, shown = self.currentIndex(), self.shown_columns()
        down, right = _ENDS[key]
        lines = {-1: 0, 0: current.row(), 1: self.grid.rowCount() - 1}
        columns = {-1: shown[0], 0: current.column(), 1: shown[-1]}
        self.go_to(lines[down], columns[right])

    def _on_left(self, key: int, by_enter: bool) -> None:  # noqa: FBT001 - a signal's
        """Go on from an editor; Enter after Tab begins the next line where Tab began this one."""
        is_last = not self._step(Qt.Key(key), begin=self._first_tabbed() if by_enter else None)
        self.setFocus()
        if (
            is_last
            and key == Qt.Key.Key_Down.value
            and self.grid.is_blank(self.currentIndex().row())
        ):
            self.new_row_finished.emit()

    def _toggle(self, index: QModelIndex) -> bool:
        """Answer yes where no stood, and the other way round."""
        if not index.isValid() or not self.grid.can_edit(index.column()):
            return False
        if self.grid.columns[index.column()].field.kind is not FieldKind.YES_NO:
            return False
        now = self.grid.text(index.row(), index.column()) == _("Yes")
        self.grid.setData(index, _("No") if now else _("Yes"))
        return True

    def _copied(self, line: int, column: int) -> str:
        """Return a cell for another program: ungrouped, so that numbers stay numbers."""
        held = self.grid.data(self.grid.index(line, column), VALUE_ROLE)
        is_number = isinstance(held, int) and not isinstance(held, bool)
        return str(held) if is_number else self.grid.text(line, column)

    @staticmethod
    def _is_plain_ctrl(event: QKeyEvent, *keys: Qt.Key) -> bool:
        return event.key() in keys and event.modifiers() == Qt.KeyboardModifier.ControlModifier
