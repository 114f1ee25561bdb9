"""Cards: rounded surfaces that hold one thought each."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.ui.widgets.charts import paint_sparkline
from egovdesk.ui.widgets.painted_button import PaintedButton

_RADIUS = 10
_PADDING = 18


def paint_surface(painter: QPainter, rect: QRectF, border: str = "border", width: int = 1) -> None:
    """Paint a card's rounded ground; `border` names a colour of the theme."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(border), width))
    painter.setBrush(theme.color("surface"))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
    painter.restore()


class Card(QWidget):
    """A surface with a title; put contents into `body` and small buttons into `header`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title)
        self._title.setProperty("role", "heading")
        self.header = QHBoxLayout()
        self.header.addWidget(self._title)
        self.header.addStretch()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 14, _PADDING, _PADDING - 2)
        column.setSpacing(10)
        column.addLayout(self.header)
        column.addLayout(self.body, stretch=1)
        # Only now: shown without a parent it would be a window of its own for a moment.
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    @property
    def heading(self) -> str:
        """What the card is about."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()))
        painter.end()


class FigureCard(PaintedButton):
    """One figure with its note and its course; opens what is behind it, by mouse or keyboard."""

    wanted_width, least_width, fixed_height = 240, 150, 134

    activated = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = "–"
        self._note = ""
        self._detail = ""
        self._tone = Tone.NEUTRAL
        self._series: tuple[float, ...] = ()
        self.setText(title)
        self.setToolTip(title)
        self.setAccessibleName(title)
        self.clicked.connect(self.activated)

    def set_figure(
        self,
        value: str,
        note: str = "",
        tone: Tone = Tone.NEUTRAL,
        series: Sequence[float] | None = None,
        detail: str = "",
    ) -> None:
        """Show a value as written, a note in the colour and icon of its tone, and its course.

        A figure without a course may have a line of detail in its place.
        """
        self._value, self._note, self._tone = value, note, tone
        self._series, self._detail = tuple(series or ()), detail
        self.setAccessibleName(f"{self.text()}: {value}")
        self.setAccessibleDescription("; ".join(filter(None, (note, detail))))
        self.setToolTip("\n".join(filter(None, (self.text(), note, detail))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        if self.hasFocus():
            paint_surface(painter, QRectF(self.rect()), "primary", 2)
        else:
            paint_surface(
                painter, QRectF(self.rect()), "outline" if self.underMouse() else "border"
            )
        room = QRectF(self.rect()).adjusted(_PADDING, theme.px(14), -_PADDING, -theme.px(12))
        y = _paint_line(painter, room, room.top(), self.text(), (12, "text_muted"))
        y = _paint_line(painter, room, y + theme.px(2), self._value, (27, "text"))
        if self._note:
            glyph = theme.px(14)
            icon = QRectF(room.left(), y + theme.px(3), glyph, glyph)
            icons.paint_icon(painter, TONE_ICONS[self._tone], icon, theme.color(self._tone))
            beside = room.adjusted(glyph + theme.px(5), 0, 0, 0)
            y = _paint_line(painter, beside, y + theme.px(2), self._note, (12, str(self._tone)))
        if self._detail:
            _paint_line(painter, room, y + theme.px(8), self._detail, (12, "text_muted"))
        course = QRectF(QPointF(room.left(), y + theme.px(4)), room.bottomRight())
        paint_sparkline(painter, course, self._series, self._tone)
        painter.end()


def _paint_line(
    painter: QPainter, room: QRectF, top: float, text: str, look: tuple[int, str]
) -> float:
    """Paint one line of a size and colour, elided to the room; return where it ends."""
    size, color = look
    weight = QFont.Weight.Bold if size > 20 else QFont.Weight.Medium
    chosen = theme.font(size, weight)
    metrics = QFontMetrics(chosen)
    painter.setFont(chosen)
    painter.setPen(theme.color(color))
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(QPointF(room.left(), top + metrics.ascent()), words)
    return top + metrics.height()
