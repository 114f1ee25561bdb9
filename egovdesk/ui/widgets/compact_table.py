"""A short list inside a card: no search line, as wide as its words, perhaps as tall as its rows."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from egovdesk.ui import theme
from egovdesk.ui.widgets.badge import BadgeDelegate
from egovdesk.ui.widgets.rows_model import Column, Row, RowsModel

_ROW_HEIGHT = 33


class CompactTable(QTableView, Generic[Row]):
    """Shows rows in the order given; a click or Enter opens one, Tab leaves the list.

    Where the stretched column would get less than its width, the columns named in `optional` go,
    one after the other.
    """

    row_activated = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        name: str,
        whole: bool = False,
        optional: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: RowsModel[Row] = RowsModel(columns, self)
        self._whole = whole
        keys = [column.key for column in columns]
        self._optional = [keys.index(key) for key in optional]
        self._widths = [theme.px(column.width) for column in columns]
        self._room = 0
        self.setModel(self.rows)
        self.setItemDelegate(BadgeDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self._set_up_headers(columns)
        self.clicked.connect(self._open)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; a list that is shown whole takes the height of them."""
        self.rows.set_rows(rows)
        if self._whole:
            header = self.horizontalHeader().sizeHint().height()
            self.setFixedHeight(header + len(rows) * theme.px(_ROW_HEIGHT) + 2)
        self._measure()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._room = event.size().width()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _set_up_headers(self, columns: Sequence[Column[Row]]) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        if self._whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(36))
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, mode.Stretch if column.stretch else mode.Fixed)

    def _measure(self) -> None:
        """Give each column what it wants, once for these rows.

        Left to itself, Qt measures every cell again in each step of laying out, and lays out once
        more while it paints.
        """
        header = self.horizontalHeader()
        for place in self._optional:
            self.setColumnHidden(place, False)  # noqa: FBT003 - Qt
        for place, column in enumerate(self.rows.columns):
            self._widths[place] = (
                theme.px(column.width)
                if column.stretch
                else max(self.sizeHintForColumn(place), header.sectionSizeHint(place))
            )
            if not column.stretch:
                header.resizeSection(place, self._widths[place])

    def _fit(self) -> None:
        wanted = sum(self._widths)
        for place in self._optional:
            too_wide = wanted > self._room
            self.setColumnHidden(place, too_wide)
            wanted -= self._widths[place] if too_wide else 0

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_activated.emit(self.rows.row_at(index.row()))
