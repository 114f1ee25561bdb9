"""The list that every page uses: search line, filter chips, count, table, empty state."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import BadgeDelegate
from egovdesk.ui.widgets.charts import whole_number
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.ui.widgets.rows_model import Column, Row, RowsModel
from egovdesk.wording import _

__all__ = ["Column", "DataTable", "RowsModel"]

_ROW_HEIGHT = 36
_LINE_HEIGHT = 4
"""What a further line of text adds; a row of one line is airy."""
_MOST_RANGES = 500
_SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class _SearchLine(QLineEdit):
    """A search line that Escape clears and that Enter or Down leaves for the list."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class DataTable(QWidget, Generic[Row]):
    """A searchable, sortable list; `key` tells which row is which when the rows are replaced."""

    row_activated = Signal(object)
    """The row on which somebody pressed Enter or double-clicked."""
    selection_changed = Signal(object)
    """The selected row; None when no row or more than one is selected."""
    empty_action_requested = Signal()
    """The button of the empty state was pressed."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        name: str,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """Make the list; in rows of two `lines` words wrap where their column is narrow."""
        super().__init__(parent)
        self._key = key
        self._lines = lines
        self._kept: tuple[set[Hashable], Hashable | None, int] = (set(), None, 0)
        self._announced: Row | None = None
        self._zoom = 0
        self._chips: dict[QPushButton, Callable[[Row], bool]] = {}
        self.model: RowsModel[Row] = RowsModel(columns, self)
        self.search = self._build_search()
        self.view = self._build_view(name)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._nothing = EmptyState()
        self._no_match = EmptyState("search", kind="plain")
        self._lay_out()
        self._connect()
        self.set_empty(_("Nothing here yet"))
        self._no_match.set_words(
            _("Nothing matches"),
            _("Try fewer words, or show everything again."),
            _("Show everything"),
        )
        self._measure()
        self._show_state()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; sorting, filters, scroll position and selection stay."""
        self.model.set_rows(rows)

    def set_empty(self, title: str, hint: str = "", action: str = "") -> None:
        """Say what belongs here while there are no rows, with a button for the next step."""
        self._nothing.set_words(title, hint, action)

    def hide_search(self) -> None:
        """Leave out the search line and the count: for lists of a few rows."""
        self.search.hide()
        self._count.hide()

    def take_search(self) -> QLineEdit:
        """Give the search line away, to where a short list leaves room for it."""
        self._count.hide()
        return self.search

    def add_filter(self, label: str, wanted: Callable[[Row], bool]) -> QPushButton:
        """Add a chip that narrows the list; pressed chips hold together (all must be true)."""
        chip = QPushButton(label)
        chip.setCheckable(True)
        chip.setProperty("kind", "chip")
        chip.toggled.connect(self._on_chip_toggled)
        self._chips[chip] = wanted
        self._chip_row.addWidget(chip)
        return chip

    def add_widget(self, widget: QWidget) -> None:
        """Put a button of the page at the right end of the search line."""
        self._tools.addWidget(widget)

    def add_action(self, action: QAction) -> None:
        """Offer an action in the context menu, with its shortcut while the list has focus."""
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view.addAction(action)

    def sort_by(self, column_key: str, *, descending: bool = False) -> None:
        """Sort by a column, as a click on its header does."""
        place = [column.key for column in self.model.columns].index(column_key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(place, order)

    def selected_rows(self) -> list[Row]:
        """Return the selected rows, from top to bottom."""
        return [self.model.row_at(line) for line in self._selected_lines()]

    def select(self, key: Hashable) -> bool:
        """Select the row with this key and bring it into view; drop filters that hide it."""
        if not any(self._key(row) == key for row in self.model.all_rows()):
            return False
        line = self._line_of(key)
        if line is None:
            self.show_everything()
            line = self._line_of(key)
        if line is not None:
            self._select_line(line)
            self.view.scrollTo(self.model.index(line, 0))
        return line is not None

    def show_everything(self) -> None:
        """Clear the search line and every chip."""
        self.search.clear()
        for chip in self._chips:
            chip.setChecked(False)

    def hasHeightForWidth(self) -> bool:
        """Take what room there is, however high the words of the empty state would wrap."""
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure()

    def _build_search(self) -> _SearchLine:
        search = _SearchLine()
        search.setPlaceholderText(_("Search"))
        search.setAccessibleName(_("Search in this list"))
        search.setClearButtonEnabled(True)
        search.addAction(
            icons.icon("search", "text_muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        return search

    def _build_view(self, name: str) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setItemDelegate(BadgeDelegate(view))
        view.setAccessibleName(name)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.setAlternatingRowColors(True)
        view.setMouseTracking(True)
        view.setShowGrid(False)
        view.setWordWrap(self._lines > 1)
        view.setCornerButtonEnabled(False)
        # Tab leaves the list instead of walking through every cell.
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for place, column in enumerate(self.model.columns):
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        view.setSortingEnabled(True)
        return view

    def _lay_out(self) -> None:
        self._chip_row = FlowLayout()
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.search, stretch=1)
        line.addStretch()
        line.addWidget(self._count)
        line.addLayout(self._tools)
        self._stack = QStackedLayout()
        for widget in (self.view, self._nothing, self._no_match):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(line)
        # A row of their own: beside the search line they would be cut off on a small screen.
        column.addLayout(self._chip_row)
        column.addLayout(self._stack, stretch=1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.model.set_search)
        self.search.left_downwards.connect(self._enter_list)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().selectionChanged.connect(self._announce_selection)
        self.model.modelAboutToBeReset.connect(self._keep_selection)
        self.model.modelReset.connect(self._restore_selection)
        self._nothing.action_requested.connect(self.empty_action_requested)
        self._no_match.action_requested.connect(self._on_everything_requested)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        for pressed in (find.activated, find.activatedAmbiguously):
            pressed.connect(self._focus_search)
        copy = QAction(_("Copy"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.triggered.connect(self._copy)
        self.add_action(copy)

    def _measure(self) -> None:
        zoom = theme.px(100)
        if zoom == self._zoom:
            return
        self._zoom = zoom
        self.search.setMinimumWidth(theme.px(140))
        self.search.setMaximumWidth(theme.px(280))
        self.view.verticalHeader().setDefaultSectionSize(
            theme.px(_ROW_HEIGHT + (self._lines - 1) * _LINE_HEIGHT)
        )
        self.view.horizontalHeader().setMinimumSectionSize(theme.px(56))
        for place, column in enumerate(self.model.columns):
            self.view.setColumnWidth(place, theme.px(column.width))

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self._selected_lines():
                self._select_line(0)

    def _select_line(self, line: int) -> None:
        """Select one line alone; selectRow would toggle it while somebody holds Ctrl."""
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(
            self.model.index(line, 0), flags.ClearAndSelect | flags.Rows
        )

    def _on_chip_toggled(self) -> None:
        self.model.set_filters([wanted for chip, wanted in self._chips.items() if chip.isChecked()])

    def _on_everything_requested(self) -> None:
        self.show_everything()
        self._focus_search()

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(self.model.row_at(index.row()))

    def _copy(self) -> None:
        """Copy the selected rows the way a spreadsheet pastes them."""
        lines = (
            "\t".join(" ".join(text.split()) for text in self.model.texts(line))
            for line in self._selected_lines()
        )
        if copied := "\n".join(lines):
            QGuiApplication.clipboard().setText(copied)

    def _selected_lines(self) -> list[int]:
        selection = self.view.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({line for part in ranges for line in range(part.top(), part.bottom() + 1)})

    def _line_of(self, key: Hashable) -> int | None:
        lines = (line for line, row in enumerate(self.model.rows()) if self._key(row) == key)
        return next(lines, None)

    def _keep_selection(self) -> None:
        current = self.view.currentIndex()
        self._kept = (
            {self._key(row) for row in self.selected_rows()},
            self._key(self.model.row_at(current.row())) if current.isValid() else None,
            self.view.verticalScrollBar().value(),
        )

    def _restore_selection(self) -> None:
        selected, current, scroll = self._kept
        chosen = self.view.selectionModel()
        if current is not None and (line := self._line_of(current)) is not None:
            index = self.model.index(line, 0)
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if selected:
            rows = enumerate(self.model.rows())
            chosen.select(
                self._ranges([line for line, row in rows if self._key(row) in selected]),
                _SELECT_ROW,
            )
        self.view.verticalScrollBar().setValue(scroll)
        self._show_state()
        self._announce_selection()

    def _ranges(self, lines: Sequence[int]) -> QItemSelection:
        """Select lines range by range; Qt takes minutes for thousands, so then none are kept."""
        result = QItemSelection()
        starts = [
            line for place, line in enumerate(lines) if not place or lines[place - 1] != line - 1
        ]
        if len(starts) > _MOST_RANGES:
            return result
        ends = [
            line for place, line in enumerate(lines) if lines[place + 1 : place + 2] != [line + 1]
        ]
        for start, end in zip(starts, ends, strict=True):
            result.select(self.model.index(start, 0), self.model.index(end, 0))
        return result

    def _announce_selection(self) -> None:
        """Tell of the selection only where it, or what its row says, has changed."""
        rows = self.selected_rows()
        row = rows[0] if len(rows) == 1 else None
        if row != self._announced:
            self._announced = row
            self.selection_changed.emit(row)

    def _show_state(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        numbers = {"shown": whole_number(shown), "total": whole_number(total)}
        self._count.setText("{shown} / {total}".format(**numbers))
        self._count.setAccessibleName(_("{shown} of {total} rows shown").format(**numbers))
        current = self.view if shown else self._no_match if total else self._nothing
        self._stack.setCurrentWidget(current)
