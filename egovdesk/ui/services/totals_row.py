"""The sums of a month's counts, pinned below the grid and under its columns."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from egovdesk.domain.monthly_counts import CountRow
from egovdesk.ui import theme
from egovdesk.ui.services.month_grid import COUNTS, MonthGrid
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_HEIGHT = 36


class TotalsRow(QWidget):
    """Follows the columns of a grid."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__()
        self._grid = grid
        self._title = ""
        self.sums: tuple[int | None, ...] = (None,) * len(COUNTS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Total"))
        header = grid.horizontalHeader()
        header.sectionResized.connect(lambda *_sizes: self.update())
        grid.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())

    def show_rows(self, rows: Sequence[CountRow]) -> None:
        """Add up the rows that are shown; nothing is recorded where none has counts."""
        counted = [row.counts for row in rows if row.counts is not None]
        self.sums = (
            tuple(map(sum, zip(*counted, strict=True))) if counted else (None,) * len(COUNTS)
        )
        self._title = _("Total of {count} procedures").format(count=formats.number(len(rows)))
        said = (
            f"{label(count)}: {formats.number(total)}"
            for count, total in zip(COUNTS, self.sums, strict=True)
        )
        self.setAccessibleDescription(f"{self._title}; {'; '.join(said)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of one line."""
        return QSize(theme.px(400), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sums, those that are scrolled under the names not at all."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface_alt"))
        painter.setPen(theme.color("edge"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        names = self._grid.names_width
        room = QRectF(theme.px(10), 0, names - theme.px(18), self.height())
        shown = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setClipRect(names, 0, self._grid.viewport().width(), self.height())
        header = self._grid.horizontalHeader()
        for column, total in enumerate(self.sums):
            left = names + header.sectionViewportPosition(column)
            width = header.sectionSize(column) - theme.px(10)
            cell = QRectF(left, 0, width, self.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(cell, flags, formats.number(total))
        painter.end()
