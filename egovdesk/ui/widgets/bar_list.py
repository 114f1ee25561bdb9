"""A few figures under one another, each with its name, a bar and its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from egovdesk.ui import theme
from egovdesk.ui.widgets.charts import Chart
from egovdesk.wording import formats

_LINE = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure; None where there is none. The one that matters `stands_out`."""

    label: str
    value: int | None
    stands_out: bool = False


class BarList(Chart):
    """Shows bars in the order given, the longest as wide as there is room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these figures."""
        self._bars = tuple(bars)
        self._describe([f"{bar.label} {self._words(bar)}" for bar in self._bars])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room of every line."""
        return QSize(theme.px(220), theme.px(_LINE) * max(3, len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which every line can be read."""
        return QSize(theme.px(160), theme.px(16) * max(3, len(self._bars)))

    def _has_data(self) -> bool:
        return any(bar.value is not None for bar in self._bars)

    def _words(self, bar: Bar) -> str:
        return formats.EMPTY if bar.value is None else self._format(bar.value)

    def _line(self) -> float:
        return min(float(theme.px(_LINE)), self.height() / max(1, len(self._bars)))

    def _words_at(self, point: QPointF) -> str:
        place = int(point.y() // self._line())
        if not 0 <= place < len(self._bars):
            return ""
        return f"{self._bars[place].label}: {self._words(self._bars[place])}"

    def _paint(self, painter: QPainter) -> None:
        metrics = QFontMetrics(theme.font(12, QFont.Weight.DemiBold))
        names = max(metrics.horizontalAdvance(bar.label) for bar in self._bars)
        numbers = max(metrics.horizontalAdvance(self._words(bar)) for bar in self._bars)
        left = names + theme.px(10)
        longest = max(1.0, self.width() - left - numbers - theme.px(8))
        highest = max([1, *(bar.value for bar in self._bars if bar.value is not None)])
        line = self._line()
        for place, bar in enumerate(self._bars):
            room = QRectF(0, place * line, self.width(), line)
            weight = QFont.Weight.DemiBold if bar.stands_out else QFont.Weight.Normal
            painter.setFont(theme.font(12, weight))
            painter.setPen(theme.color("text" if bar.stands_out else "text_muted"))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, middle, bar.label)
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._words(bar))
            if bar.value:
                height = line * 0.5
                width = max(1.0, longest * bar.value / highest)
                shown = QRectF(left, room.center().y() - height / 2, width, height)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("primary" if bar.stands_out else "edge"))
                painter.drawRoundedRect(shown, 2, 2)
