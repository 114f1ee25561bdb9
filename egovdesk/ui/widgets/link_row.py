"""A line that leads somewhere: what it is, a note below, and how it stands as a pill."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from egovdesk.ui import theme
from egovdesk.ui.widgets.badge import Tone, paint_pill, pill_size
from egovdesk.ui.widgets.painted_button import PaintedButton

_PADDING = 8


class LinkRow(PaintedButton):
    """Two lines of words with a pill at the right; opens by mouse, Space or Enter."""

    wanted_width, least_width, fixed_height = 320, 200, 46

    def __init__(
        self, title: str, note: str, state: str, tone: Tone, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._note = note
        self._state = state
        self._tone = tone
        self.setText(title)
        self.setToolTip(f"{title}\n{note}")
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{note}; {state}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, words and pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(
            QPen(theme.color("primary"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen)
        )
        painter.setBrush(theme.color("neutral_soft" if self.underMouse() else "surface"))
        painter.drawRoundedRect(ground, theme.px(6), theme.px(6))
        pill = pill_size(self._state)
        room = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        paint_pill(
            painter,
            QRectF(room.right() - pill.width(), room.top(), pill.width(), room.height()),
            self._tone,
            self._state,
        )
        words = room.adjusted(0, theme.px(5), -pill.width() - theme.px(12), -theme.px(5))
        half = words.height() / 2
        self._paint_line(painter, words.adjusted(0, 0, 0, -half), self.text(), (13, "text"))
        self._paint_line(painter, words.adjusted(0, half, 0, 0), self._note, (12, "text_muted"))
        painter.end()

    @staticmethod
    def _paint_line(painter: QPainter, room: QRectF, text: str, look: tuple[int, str]) -> None:
        size, color = look
        chosen = theme.font(size, QFont.Weight.Normal)
        painter.setFont(chosen)
        painter.setPen(theme.color(color))
        shown = QFontMetrics(chosen).elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
