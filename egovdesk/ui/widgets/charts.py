"""Charts painted by the program itself: sparkline, stacked bars and donut, without animation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHelpEvent,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from egovdesk.domain.text import format_number
from egovdesk.ui import theme
from egovdesk.wording import _, current_language

NumberFormat = Callable[[float], str]
"""Writes a number of a chart the way people read it."""


def whole_number(value: float) -> str:
    """Write a count with its thousands grouped, in the current language."""
    return format_number(round(value), current_language())


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One layer of the bars: a value per category; `color` names a colour of the theme."""

    label: str
    values: Sequence[float]
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part of a donut; `color` names a colour of the theme."""

    label: str
    value: float
    color: str


def paint_sparkline(painter: QPainter, rect: QRectF, values: Sequence[float], color: str) -> None:
    """Paint the course of a few values, softly filled underneath, the last one marked."""
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    inner = rect.adjusted(2, 3, -4, -2)
    step = inner.width() / (len(values) - 1)
    points = []
    for place, value in enumerate(values):
        height = (value - low) / (high - low) if high > low else 0.5
        points.append(
            QPointF(inner.left() + place * step, inner.bottom() - height * inner.height())
        )
    line = QPainterPath(points[0])
    for point in points[1:]:
        line.lineTo(point)
    area = QPainterPath(line)
    area.lineTo(inner.right(), rect.bottom())
    area.lineTo(inner.left(), rect.bottom())
    fill = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    shade = theme.color(color)
    shade.setAlphaF(0.22)
    fill.setColorAt(0, shade)
    shade.setAlphaF(0.0)
    fill.setColorAt(1, shade)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(area, fill)
    painter.setPen(QPen(theme.color(color), theme.px(2)))
    painter.drawPath(line)
    painter.setBrush(theme.color(color))
    painter.drawEllipse(points[-1], 1.5, 1.5)
    painter.restore()


class Chart(QWidget):
    """What charts share: a name, words when there is nothing to show, tooltips where they have."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = _("No data yet")
        self._format: NumberFormat = whole_number
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_empty_text(self, text: str) -> None:
        """Say something of one's own when there is nothing to show."""
        self._empty = text
        self.update()

    def event(self, event: QEvent) -> bool:
        """Show the numbers under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, or the words for its absence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._has_data():
            self._paint(painter)
        else:
            painter.setPen(theme.color("text_muted"))
            painter.setFont(theme.font(13))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, self._empty)
        painter.end()

    def _describe(self, words: Sequence[str]) -> None:
        self.setAccessibleDescription("; ".join(words) if self._has_data() else self._empty)
        self.update()

    def _has_data(self) -> bool:
        raise NotImplementedError

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _words_at(self, _point: QPointF) -> str:
        return ""


class StackedBars(Chart):
    """One bar per category, its layers one above the other, with a legend and gridlines."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._categories: Sequence[str] = ()
        self._series: Sequence[Series] = ()

    def set_data(
        self,
        categories: Sequence[str],
        series: Sequence[Series],
        number: NumberFormat = whole_number,
    ) -> None:
        """Show these series, the first at the bottom; every one has a value per category."""
        self._categories, self._series, self._format = tuple(categories), tuple(series), number
        self._describe([self._words_of(place) for place in range(len(self._categories))])

    def sizeHint(self) -> QSize:
        """Return the room in which eight bars read well."""
        return QSize(theme.px(480), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which bars can still be told apart."""
        return QSize(theme.px(220), theme.px(160))

    def _has_data(self) -> bool:
        return any(value for layer in self._series for value in layer.values)

    def _words_of(self, place: int) -> str:
        parts = [f"{layer.label} {self._format(layer.values[place])}" for layer in self._series]
        return f"{self._categories[place]}: {', '.join(parts)}"

    def _words_at(self, point: QPointF) -> str:
        plot = self._plot()
        if not self._has_data() or not plot.left() <= point.x() < plot.right():
            return ""
        return self._words_of(int((point.x() - plot.left()) / plot.width() * len(self._categories)))

    def _ticks(self) -> list[float]:
        highest = max(
            sum(layer.values[place] for layer in self._series)
            for place in range(len(self._categories))
        )
        lines = max(2, min(5, self.height() // theme.px(36)))
        step = nice_step(highest / lines)
        return [step * count for count in range(ceil(highest / step) + 1)]

    def _plot(self) -> QRectF:
        """Return where the bars stand: right of the numbers, under the legend, above the names."""
        if not self._has_data():
            return QRectF()
        metrics = QFontMetrics(theme.font(11))
        left = max(metrics.horizontalAdvance(self._format(tick)) for tick in self._ticks())
        top = metrics.height() + theme.px(14)
        bottom = metrics.height() + theme.px(8)
        return QRectF(self.rect()).adjusted(left + theme.px(8), top, -theme.px(4), -bottom)

    def _paint(self, painter: QPainter) -> None:
        plot, ticks = self._plot(), self._ticks()
        painter.setFont(theme.font(11))
        for tick in ticks:
            y = round(plot.bottom() - tick / ticks[-1] * plot.height()) + 0.5
            painter.setPen(theme.color("border"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("text_muted"))
            label = QRectF(0, y - 10, plot.left() - theme.px(8), 20)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(label, flags, self._format(tick))
        for place in range(len(self._categories)):
            self._paint_bar(painter, plot, place, ticks[-1])
        self._paint_legend(painter, plot)

    def _paint_bar(self, painter: QPainter, plot: QRectF, place: int, highest: float) -> None:
        slot = plot.width() / len(self._categories)
        width = min(slot * 0.5, theme.px(36))
        left = plot.left() + slot * place + (slot - width) / 2
        base = plot.bottom()
        painter.setPen(Qt.PenStyle.NoPen)
        for layer in self._series:
            height = layer.values[place] / highest * plot.height()
            if height <= 0:
                continue
            # One pixel of ground between layers keeps them apart without relying on colour.
            shown = QRectF(left, base - height, width, max(height - 1, 1))
            painter.setBrush(theme.color(layer.color))
            radius = min(theme.px(2), shown.height() / 2)
            painter.drawRoundedRect(shown, radius, radius)
            base -= height
        painter.setPen(theme.color("text_muted"))
        name = QRectF(plot.left() + slot * place, plot.bottom() + theme.px(6), slot, theme.px(18))
        words = painter.fontMetrics().elidedText(
            self._categories[place], Qt.TextElideMode.ElideRight, int(slot)
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def _paint_legend(self, painter: QPainter, plot: QRectF) -> None:
        metrics = painter.fontMetrics()
        x = plot.left()
        for layer in self._series:
            square = QRectF(x, metrics.height() / 2 - theme.px(4), theme.px(9), theme.px(9))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(layer.color))
            painter.drawRoundedRect(square, 2, 2)
            painter.setPen(theme.color("text_muted"))
            x = square.right() + theme.px(6)
            painter.drawText(QPointF(x, metrics.ascent() + 1), layer.label)
            x += metrics.horizontalAdvance(layer.label) + theme.px(16)


class Donut(Chart):
    """Parts of a whole, with the whole in the middle and a legend that gives every number.

    Without the legend it is for places that have the numbers beside it.
    """

    def __init__(
        self, name: str, parent: QWidget | None = None, *, has_legend: bool = True
    ) -> None:
        super().__init__(name, parent)
        self._has_legend = has_legend
        self._slices: Sequence[Slice] = ()
        self._centre = ""
        self._caption = ""

    def set_data(
        self,
        slices: Sequence[Slice],
        centre: str,
        caption: str = "",
        number: NumberFormat = whole_number,
    ) -> None:
        """Show these parts, clockwise from the top; `centre` is the figure in the middle."""
        self._slices, self._format = tuple(slices), number
        self._centre, self._caption = centre, caption
        parts = [f"{part.label} {number(part.value)}" for part in self._slices]
        self._describe([f"{centre} {caption}".strip(), *parts])

    def sizeHint(self) -> QSize:
        """Return the room for ring and legend side by side."""
        return QSize(theme.px(360 if self._has_legend else 170), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which ring and legend stand side by side."""
        return QSize(theme.px(240 if self._has_legend else 120), theme.px(120))

    def _has_data(self) -> bool:
        return any(part.value > 0 for part in self._slices)

    def _paint(self, painter: QPainter) -> None:
        side = min(self.height(), self.width()) - 4.0
        left = (self.width() - side) / 2
        if self._has_legend:
            # The legend's words matter more than a large ring.
            side = min(side, self.width() * 0.46, self.width() - self._legend_width())
            side, left = max(side, self.width() * 0.3), 2.0
        thickness = max(theme.px(8), side * 0.09)
        ring = QRectF(left, (self.height() - side) / 2, side, side)
        inner = ring.adjusted(*(thickness / 2 * sign for sign in (1, 1, -1, -1)))
        total = sum(part.value for part in self._slices)
        start = 90.0
        gap = 1.5 if sum(part.value > 0 for part in self._slices) > 1 else 0
        for part in self._slices:
            sweep = part.value / total * 360
            pen = QPen(theme.color(part.color), thickness)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            if sweep > gap:
                painter.drawArc(inner, round((start - gap / 2) * 16), -round((sweep - gap) * 16))
            start -= sweep
        self._paint_centre(painter, ring)
        if self._has_legend:
            self._paint_legend(painter, ring.right() + theme.px(24))

    def _paint_centre(self, painter: QPainter, ring: QRectF) -> None:
        up = theme.px(9) if self._caption else 0
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(22, QFont.Weight.Bold))
        painter.drawText(ring.translated(0, -up), Qt.AlignmentFlag.AlignCenter, self._centre)
        painter.setPen(theme.color("text_muted"))
        painter.setFont(theme.font(11))
        painter.drawText(
            ring.translated(0, theme.px(13)), Qt.AlignmentFlag.AlignCenter, self._caption
        )

    def _legend_width(self) -> float:
        """Return the room of the longest line of the legend, with the gap before it."""
        words, numbers = (
            QFontMetrics(theme.font(12, weight))
            for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold)
        )
        lines = (
            words.horizontalAdvance(part.label)
            + numbers.horizontalAdvance(self._format(part.value))
            for part in self._slices
        )
        return max(lines, default=0) + theme.px(24 + 16 + 8) + 6

    def _paint_legend(self, painter: QPainter, left: float) -> None:
        line = theme.px(24)
        y = (self.height() - line * len(self._slices)) / 2
        numbers = QFontMetrics(theme.font(12, QFont.Weight.DemiBold))
        for part in self._slices:
            number = self._format(part.value)
            room = QRectF(left, y, self.width() - left - 2, line)
            dot = QRectF(left, room.center().y() - theme.px(4), theme.px(8), theme.px(8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(part.color))
            painter.drawEllipse(dot)
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font(12))
            label = room.adjusted(theme.px(16), 0, -numbers.horizontalAdvance(number) - 8, 0)
            words = painter.fontMetrics().elidedText(
                part.label, Qt.TextElideMode.ElideRight, floor(label.width())
            )
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, words)
            painter.setFont(theme.font(12, QFont.Weight.DemiBold))
            x = label.left() + painter.fontMetrics().horizontalAdvance(words) + theme.px(8)
            painter.drawText(
                QRectF(x, y, room.right() - x, line), Qt.AlignmentFlag.AlignVCenter, number
            )
            y += line


def nice_step(least: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 25, 50, … that is not less: files have no halves."""
    if least <= 1:
        return 1
    scale = 10.0 ** floor(log10(least))
    steps = (1, 2, 5, 10) if scale == 1 else (1, 2, 2.5, 5, 10)
    return next(step * scale for step in steps if step * scale >= least)
