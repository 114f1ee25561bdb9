"""Adoption by department: figures and bars, and the way to a department's signers."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import QPushButton, QStackedWidget, QStyleOptionViewItem

from egovdesk.domain.clipboard_table import to_tsv
from egovdesk.domain.signers import SignerStatus
from egovdesk.ui import theme
from egovdesk.ui.signatures.columns import DepartmentRow, department_columns, department_rows
from egovdesk.ui.widgets.badge import BadgeDelegate
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.wording import _

_Index = QModelIndex | QPersistentModelIndex
_FIGURE = 66
_BAR = 150


class _DepartmentDelegate(BadgeDelegate):
    """Paints all departments together in bold, and the share as figure and bar."""

    def __init__(self, table: CompactTable[DepartmentRow]) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell, and the bar beside the share."""
        row = self._table.rows.row_at(index.row())
        if row.name is None:
            option.font = theme.font(13, QFont.Weight.DemiBold)
        super().paint(painter, option, index)
        if index.column() != self._table.rows.columnCount() - 1:
            return
        share = row.share
        room = QRectF(option.rect).adjusted(theme.px(_FIGURE), 0, -theme.px(10), -1)
        if share is None or room.width() <= 0:
            return
        bar = QRectF(room.left(), room.center().y() - theme.px(4), room.width(), theme.px(8))
        radius = bar.height() / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("neutral_soft"))
        painter.drawRoundedRect(bar, radius, radius)
        if share:
            bar.setWidth(max(bar.height(), bar.width() * float(share) / 100))
            painter.setBrush(theme.color("good"))
            painter.drawRoundedRect(bar, radius, radius)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Leave room for the bar, and for bold figures."""
        size = super().sizeHint(option, index)
        is_share = index.column() == self._table.rows.columnCount() - 1
        return QSize(theme.px(_FIGURE + _BAR) if is_share else size.width() + 4, size.height())


class DepartmentsCard(Card):
    """A table that can be copied; a click on a department asks for its signers."""

    department_chosen = Signal(object)
    """The name of a department; None for all of them."""

    def __init__(self) -> None:
        super().__init__(_("Adoption by department"))
        self.table: CompactTable[DepartmentRow] = CompactTable(
            department_columns(), name=_("Adoption by department")
        )
        self.table.setItemDelegate(_DepartmentDelegate(self.table))
        self.table.row_activated.connect(lambda row: self.department_chosen.emit(row.name))
        self.table.setToolTip(_("Click a department to see its signers."))
        self.copy = QPushButton(_("Copy the table"))
        self.copy.setProperty("kind", "quiet")
        self.copy.clicked.connect(self._on_copy)
        self.header.addWidget(self.copy)
        copy = QAction(self.copy.text(), self.table)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy)
        self.table.addAction(copy)
        nothing = EmptyState("signatures")
        nothing.set_words(
            _("No signers are recorded in this workspace"),
            _("Enter the department of each signer: adoption is then counted for each of them."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(nothing)
        self.body.addWidget(self.stack)

    def show_signers(self, statuses: Sequence[SignerStatus]) -> None:
        """Count signers by department."""
        rows = department_rows(statuses)
        self.table.set_rows(rows)
        self.stack.setCurrentIndex(0 if rows else 1)
        self.copy.setEnabled(bool(rows))

    def _on_copy(self) -> None:
        """Copy the whole table as spreadsheets understand it, with its titles and totals."""
        model = self.table.rows
        titles = [column.title for column in model.columns]
        lines = [model.texts(line) for line in range(model.rowCount())]
        QGuiApplication.clipboard().setText(to_tsv([titles, *lines]))
