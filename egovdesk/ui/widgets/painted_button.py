"""A button that paints itself: what the cards and rows that open something have in common."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from egovdesk.ui import theme


class PaintedButton(QAbstractButton):
    """As wide as there is room, pressed by mouse, Space or Enter; `paintEvent` is the subclass's.

    The sizes are in pixels of the design: the width it likes, the least one in which its words
    still say something, and its height.
    """

    wanted_width, least_width, fixed_height = 240, 150, 46

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room that it likes."""
        return QSize(theme.px(self.wanted_width), theme.px(self.fixed_height))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(theme.px(self.least_width), theme.px(self.fixed_height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, too, as list rows do; a dialog's own button is not meant."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
