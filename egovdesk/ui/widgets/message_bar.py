"""The bar in which the program tells how something went, without stopping anybody's work."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone, soft
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _

_SUCCESS_STAYS_MS = 6000
_A_LETTER_TAKES_MS = 70


class MessageBar(QWidget):
    """One message at a time; good news leaves once it was read, everything else waits for that."""

    opened = Signal()
    """A message is about to show: the owner makes room."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self._on_action: Callable[[], None] | None = None
        self._glyph = Glyph(TONE_ICONS[self._tone], self._tone)
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.clicked.connect(self._on_action_clicked)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName(_("Close the message"))
        self._close.setToolTip(_("Close the message"))
        self._close.clicked.connect(self.clear)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 10, 6)
        line.setSpacing(12)
        for widget in (self._glyph, self._text, self._action, self._close):
            line.addWidget(widget)
        self.hide()

    def show_message(
        self,
        tone: Tone,
        text: str,
        *,
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Replace the message; `on_action` is called when the button `action` is pressed."""
        self._tone, self._on_action = tone, on_action
        self._glyph.set_glyph(TONE_ICONS[tone], tone)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._timer.stop()
        if tone is Tone.GOOD:
            self._timer.start(max(_SUCCESS_STAYS_MS, len(text) * _A_LETTER_TAKES_MS))
        self.opened.emit()
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the soft ground of the tone, with an edge in its full colour.

        A thin line goes round it, because it may hang over a page of the same ground.
        """
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.px(6), theme.px(6))
        painter.setClipPath(shape)
        painter.fillPath(shape, theme.color(soft(self._tone)))
        painter.setPen(QPen(theme.color("border"), 2))  # half of it is clipped away
        painter.drawPath(shape)
        painter.fillRect(QRectF(0, 0, theme.px(4), self.height()), theme.color(self._tone))
        painter.end()

    def _on_action_clicked(self) -> None:
        act = self._on_action
        self.clear()
        if act is not None:
            act()
