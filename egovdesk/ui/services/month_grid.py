"""The grid of a month: procedures down, counts across; who a line belongs to stays in view."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from egovdesk.domain.clipboard_table import to_tsv
from egovdesk.domain.monthly_counts import CountRow, MonthSheet
from egovdesk.domain.procedures import CountField
from egovdesk.domain.quarter import shifted_month
from egovdesk.domain.registers import RegisterKind, RegisterRow
from egovdesk.ui import icons, theme
from egovdesk.ui.registers.columns import columns
from egovdesk.ui.registers.grid_delegate import GridDelegate
from egovdesk.ui.registers.grid_model import GridModel
from egovdesk.ui.registers.grid_view import GridView
from egovdesk.wording import _, formats

JUMP_ROLE = Qt.ItemDataRole.UserRole + 10
"""Under this role a cell says whether its figure is far from what is usual."""
BESIDE_ROLE = Qt.ItemDataRole.UserRole + 11
"""Under this role a cell gives the figure of the month before, where that is to be shown."""

COUNTS = tuple(CountField)
_KIND = RegisterKind.PROCEDURE_COUNTS
_NARROW, _WIDE = 80, 112
_CODE = 84
_NAMES = (180, 420)
_HEADER = 62

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class MonthModel(GridModel):
    """Shows the rows of a sheet; a line is known by its procedure."""

    def __init__(self) -> None:
        counted = [one for one in columns(_KIND) if one.field.key in COUNTS]
        super().__init__(_KIND, counted)
        self.shows_last = False
        self.rows: Sequence[CountRow] = ()
        self._jumps: Mapping[int, frozenset[CountField]] = {}
        self._last_month = ""

    def show_sheet(self, sheet: MonthSheet, rows: Sequence[CountRow]) -> None:
        """Show rows of a sheet."""
        self.rows, self._jumps = rows, sheet.jumps
        self._last_month = shifted_month(sheet.month, -1)
        ids = array("q", (row.procedure.id for row in rows))
        nothing = (None,) * len(COUNTS)
        self.set_list(ids, [RegisterRow(r.procedure.id, r.counts or nothing) for r in rows])
        if rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows, and beside what."""
        row, count = self.rows[index.row()], COUNTS[index.column()]
        if role == JUMP_ROLE:
            return count in self._jumps.get(row.procedure.id, ())
        if role == BESIDE_ROLE:
            return formats.number(row.past(count).get(self._last_month)) if self.shows_last else ""
        found = super().data(index, role)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole) and self.data(index, JUMP_ROLE):
            return _("{value}: far from what is usual").format(value=found)
        return found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a count's title, or whose counts stand on a line."""
        if orientation is Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        procedure = self.rows[section].procedure
        if role == _Role.DisplayRole:
            return procedure.code
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return f"{procedure.code} · {procedure.name}"
        return None


class MonthDelegate(GridDelegate):
    """Paints what a figure is beside, and a sign where it is far from that."""

    typing = Signal(str)
    """Somebody types into the current cell: the text so far."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell, then what stands at its left."""
        super().paint(painter, option, index)
        room = QRectF(option.rect).adjusted(theme.px(6), 0, -theme.px(6), 0)
        if index.data(JUMP_ROLE):
            size = theme.px(12)
            sign = QRectF(room.left(), room.center().y() - size / 2, size, size)
            icons.paint_icon(painter, "warning", sign, theme.color("warning"))
            room.setLeft(sign.right() + theme.px(4))
        if beside := index.data(BESIDE_ROLE):
            painter.save()
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(beside))
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return a line whose text is told while it is typed."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self.typing)
        return editor


class ProcedureHeader(QHeaderView):
    """Names the lines by code and procedure; it stays where it is when columns are scrolled."""

    def __init__(self, model: MonthModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._model = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, line: int) -> None:  # noqa: N802 - Qt's
        """Paint the code, and as much of the name as there is room for."""
        procedure = self._model.rows[line].procedure
        chosen = self.selectionModel().rowIntersectsSelection(line, QModelIndex())
        painter.save()
        painter.fillRect(rect, theme.color("selection" if chosen else "surface"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(theme.color("edge"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        room = QRectF(rect).adjusted(theme.px(10), 0, -theme.px(8), 0)
        metrics = QFontMetrics(theme.font())
        code = max(theme.px(_CODE - 18), metrics.horizontalAdvance(procedure.code) + theme.px(8))
        painter.setFont(theme.font(weight=QFont.Weight.Medium))
        painter.setPen(theme.color("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, procedure.code)
        room.setLeft(room.left() + code)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text_muted"))
        # Procedures begin alike and differ in their last words.
        name = metrics.elidedText(procedure.name, Qt.TextElideMode.ElideLeft, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class MonthGrid(GridView):
    """The cells of a month."""

    def __init__(self, model: MonthModel, name: str) -> None:
        self.cells = MonthDelegate()
        super().__init__(model, name, self.cells)
        self.cells.setParent(self)
        self.sheet = model
        self.setSortingEnabled(False)
        height = self.verticalHeader().defaultSectionSize()
        self.setVerticalHeader(ProcedureHeader(model))
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.wrap_titles(_HEADER)
        self._corner = QLabel(_("Procedure"), self)
        self._corner.setProperty("kind", "corner")

    @property
    def names_width(self) -> int:
        """How wide the part is that names the lines."""
        return self.verticalHeader().width()

    def share_out(self) -> None:
        """Divide the width between names and counts; where it is too small, counts scroll."""
        least = theme.px(_WIDE if self.sheet.shows_last else _NARROW)
        spare = self.width() - self.verticalScrollBar().sizeHint().width() - least * len(COUNTS)
        low, high = map(theme.px, _NAMES)
        names = max(low, min(high, spare))
        self.verticalHeader().setFixedWidth(names)
        each = max(least, (self.width() - names - theme.px(12)) // len(COUNTS))
        for column in range(len(COUNTS)):
            self.setColumnWidth(column, each)
        self._corner.setGeometry(0, 0, names, theme.px(_HEADER))
        self._corner.raise_()

    def copy(self) -> None:
        """Copy the selected block; whole lines with their codes, so that they find back."""
        lines, chosen = self.block()
        if len(chosen) < len(COUNTS):
            super().copy()
            return
        rows = tuple(
            (
                self.sheet.rows[line].procedure.code,
                *(self._copied(line, column) for column in chosen),
            )
            for line in lines
        )
        QGuiApplication.clipboard().setText(to_tsv(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Alt with an arrow to the choice of the month."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width."""
        super().resizeEvent(event)
        self.share_out()
