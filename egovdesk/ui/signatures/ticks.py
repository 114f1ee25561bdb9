"""Lists in which the officer ticks rows before anything is saved."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import BadgeDelegate

_CHECK = Qt.ItemDataRole.CheckStateRole

_ROW_HEIGHT = 36
_BOX = 16
_ROOM = 26
_Index = QModelIndex | QPersistentModelIndex


class _TickDelegate(BadgeDelegate):
    """Paints the boxes of the first column, which Qt's own style hides on dark grounds."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell, in the first column with its box."""
        if index.column() > 0:
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_ground(painter, option, index)
        box = _box(option.rect)
        can_tick = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        is_ticked = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("outline" if can_tick else "border"))
        painter.setBrush(theme.color("primary") if is_ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if is_ticked:
            icons.paint_icon(painter, "check", box, theme.color("primary_text"))
        beside = QStyleOptionViewItem(option)
        beside.rect = option.rect.adjusted(theme.px(_ROOM), 0, 0, 0)
        self._paint_content(painter, beside, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Leave room for the box."""
        room = theme.px(_ROOM) if index.column() == 0 else 0
        return super().sizeHint(option, index) + QSize(room, 0)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Tick by a click on the box, or by Space."""
        can_tick = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        clicked = (
            isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and _box(option.rect).adjusted(-8, -8, 8, 8).contains(event.position())
        )
        if not can_tick or not (pressed or clicked):
            return False
        is_ticked = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked
        return model.setData(index, new, _CHECK)


def _box(cell: QRect) -> QRectF:
    size = theme.px(_BOX)
    room = QRectF(cell)
    return QRectF(room.left() + theme.px(10), room.center().y() - size / 2, size, size)


class TickTable(QTableWidget):
    """Rows with a box in the first column; Space ticks the current one."""

    def __init__(self, titles: Sequence[str], stretched: int, name: str) -> None:
        super().__init__(0, len(titles))
        self.setHorizontalHeaderLabels(list(titles))
        self.setAccessibleName(name)
        self.setItemDelegate(_TickDelegate(self))
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place in range(len(titles)):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                place, mode.Stretch if place == stretched else mode.ResizeToContents
            )

    def set_width(self, column: int, width: int) -> None:
        """Give a column a width, in pixels at zoom 1, whatever is in it."""
        mode = QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(column, mode)
        self.setColumnWidth(column, theme.px(width))

    def add_row(self, texts: Sequence[str], *, is_ticked: bool, can_tick: bool = True) -> int:
        """Append a row and return its line."""
        line = self.rowCount()
        self.insertRow(line)
        for place, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            if place == 0:
                if can_tick:
                    flags |= Qt.ItemFlag.ItemIsUserCheckable
                ticked = is_ticked and can_tick
                cell.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            cell.setFlags(flags)
            self.setItem(line, place, cell)
        return line

    def is_ticked(self, line: int) -> bool:
        """Say whether a row is ticked."""
        cell = self.item(line, 0)
        return cell is not None and cell.checkState() is Qt.CheckState.Checked

    def tick(self, line: int, *, is_ticked: bool) -> None:
        """Tick a row, or take the tick away."""
        cell = self.item(line, 0)
        if cell is not None and cell.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            cell.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
