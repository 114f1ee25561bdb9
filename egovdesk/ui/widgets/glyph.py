"""An icon as a widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from egovdesk.ui import icons, theme


class Glyph(QWidget):
    """Shows an icon in a colour of the theme; decoration only, the words beside it say it too."""

    def __init__(
        self, name: str, color: str = "text", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._color = color
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_glyph(self, name: str, color: str) -> None:
        """Show another icon, or the same in another colour."""
        self._name, self._color = name, color
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square of the chosen size at the current zoom."""
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        icons.paint_icon(painter, self._name, QRectF(self.rect()), theme.color(self._color))
        painter.end()
