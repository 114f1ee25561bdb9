"""Room for what does not fit: rows that fold, and sheets that scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from egovdesk.ui import theme

_FOLDED_SPACING = 14


class FoldingRow(QWidget):
    """Widgets beside one another, or under one another where the row is narrow.

    `fold_below` is a width in pixels at zoom 1.
    """

    def __init__(self, fold_below: int, *, spacing: int = 14) -> None:
        super().__init__()
        self._fold_below = fold_below
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._spacing = spacing
        self._box.setSpacing(spacing)

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the row."""
        self._box.addWidget(widget, stretch)

    def add_stretch(self) -> None:
        """Keep what was added so far together."""
        self._box.addStretch()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the folded row: it may become that narrow."""
        items = [item for at in range(self._box.count()) if (item := self._box.itemAt(at))]
        width = max((item.minimumSize().width() for item in items), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(self._fold_below)
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._box.setSpacing(min(self._spacing, _FOLDED_SPACING) if is_narrow else self._spacing)


def scrolling(sheet: QWidget) -> QScrollArea:
    """Return the sheet in an area that scrolls where a large zoom leaves too little room."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(sheet)
    return area
