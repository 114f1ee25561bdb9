"""Where the message bar stands: in the window's first line, hanging over the page if it is long."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from egovdesk.ui import theme
from egovdesk.ui.widgets.message_bar import MessageBar

_LEAST_WIDTH = 460


class MessagePlace(QWidget):
    """Keeps the room of one line in a layout and lays the bar over it, as high as its words need.

    The bar is no part of the layout: however long a message is, nothing below it moves.
    """

    squeezed = Signal()
    """The line is too narrow for words: the owner has to find another place for the bar."""

    def __init__(self, bar: MessageBar, window: QWidget) -> None:
        """Lay the bar over `window`, of which this place will be a part."""
        super().__init__(window)
        self._bar, self._window = bar, window
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        bar.opened.connect(self._hold)
        bar.installEventFilter(self)

    def take(self) -> None:
        """Take the bar from where it was."""
        self._bar.setParent(self._window)
        self.show()
        if (layout := self._window.layout()) is not None:
            layout.activate()  # buttons may have come into the line
        self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window."""
        super().resizeEvent(event)
        self._hold()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Follow the window."""
        super().moveEvent(event)
        self._hold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the words more room when they need it."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._hold()
        return super().eventFilter(watched, event)

    def _hold(self) -> None:
        if self.isHidden():
            return
        if self.width() < theme.px(_LEAST_WIDTH):
            self.squeezed.emit()
            return
        room = QRect(self.mapTo(self._window, QPoint()), self.size())
        room.setHeight(max(room.height(), self._bar.heightForWidth(room.width())))
        self._bar.setGeometry(room)
        self._bar.raise_()
