"""The course of a value over time, beside the straight line to what it should become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from egovdesk.ui import theme
from egovdesk.ui.widgets.charts import Chart, NumberFormat, nice_step, whole_number
from egovdesk.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPoint:
    """A value on a day, None where there was none; `color` names a colour of the theme.

    `label` stands below it, `words` tell it whole.
    """

    day: date
    value: float | None
    label: str
    words: str
    color: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A corner of the line to the target; only one with a `label` is marked as a goal."""

    day: date
    value: float
    label: str = ""


class TrackChart(Chart):
    """Points joined by a line; a broken one leads from goal to goal."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._points: tuple[TrackPoint, ...] = ()
        self._goals: tuple[Goal, ...] = ()

    def set_data(
        self,
        points: Sequence[TrackPoint],
        goals: Sequence[Goal] = (),
        number: NumberFormat = whole_number,
    ) -> None:
        """Show points and goals, each in the order of their days."""
        self._points, self._goals, self._format = tuple(points), tuple(goals), number
        told = [point.words for point in self._points]
        self._describe(told + [goal.label for goal in self._goals if goal.label])

    def sizeHint(self) -> QSize:
        """Return the room in which twelve quarters read well."""
        return QSize(theme.px(640), theme.px(220))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which points can still be told apart."""
        return QSize(theme.px(280), theme.px(140))

    def _has_data(self) -> bool:
        return any(point.value is not None for point in self._points)

    def _words_at(self, point: QPointF) -> str:
        if not self._has_data():
            return ""
        plot = self._plot()
        near = min(self._points, key=lambda one: abs(self._x(plot, one.day) - point.x()))
        return near.words

    def _values(self) -> list[float]:
        held = [point.value for point in self._points if point.value is not None]
        return [0.0, *held, *(goal.value for goal in self._goals)]

    def _ticks(self) -> list[float]:
        low, high = min(self._values()), max(self._values())
        lines = max(2, min(5, self.height() // theme.px(36)))
        step = nice_step((high - low) / lines)
        return [step * count for count in range(floor(low / step), ceil(high / step) + 1)]

    def _plot(self) -> QRectF:
        """Return where the line runs: right of the numbers, under the legend, above the names."""
        metrics = QFontMetrics(theme.font(11))
        left = max(metrics.horizontalAdvance(self._format(tick)) for tick in self._ticks())
        half = max(metrics.horizontalAdvance(point.label) for point in self._points) / 2
        top, bottom = metrics.height() + theme.px(16), metrics.height() + theme.px(10)
        return QRectF(self.rect()).adjusted(
            left + theme.px(8) + half / 2, top, -half - theme.px(8), -bottom
        )

    def _x(self, plot: QRectF, day: date) -> float:
        days = [point.day for point in self._points] + [goal.day for goal in self._goals]
        first, span = min(days), (max(days) - min(days)).days
        return plot.left() + plot.width() * ((day - first).days / span if span else 0.5)

    def _y(self, plot: QRectF, value: float) -> float:
        ticks = self._ticks()
        span = ticks[-1] - ticks[0] or 1
        return plot.bottom() - plot.height() * (value - ticks[0]) / span

    def _paint(self, painter: QPainter) -> None:
        plot = self._plot()
        self._paint_grid(painter, plot)
        self._paint_goals(painter, plot)
        self._paint_points(painter, plot)
        self._paint_legend(painter, plot)

    def _paint_grid(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(theme.font(11))
        for tick in self._ticks():
            y = round(self._y(plot, tick)) + 0.5
            painter.setPen(theme.color("border" if tick else "outline"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("text_muted"))
            room = QRectF(0, y - theme.px(9), plot.left() - theme.px(8), theme.px(18))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, self._format(tick))

    def _paint_goals(self, painter: QPainter, plot: QRectF) -> None:
        corners = [QPointF(self._x(plot, g.day), self._y(plot, g.value)) for g in self._goals]
        painter.setPen(QPen(theme.color("text_muted"), theme.px(2), Qt.PenStyle.DashLine))
        for start, end in pairwise(corners):
            painter.drawLine(start, end)
        for goal, corner in zip(self._goals, corners, strict=True):
            if goal.label:
                self._paint_goal(painter, plot, goal, corner)

    @staticmethod
    def _paint_goal(painter: QPainter, plot: QRectF, goal: Goal, corner: QPointF) -> None:
        """Paint a diamond with its words, to its left so that they stay inside."""
        size = theme.px(5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        painter.drawPolygon(
            [corner + QPointF(x, y) for x, y in ((0, -size), (size, 0), (0, size), (-size, 0))]
        )
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(11, QFont.Weight.DemiBold))
        metrics = painter.fontMetrics()
        x = max(plot.left(), corner.x() - metrics.horizontalAdvance(goal.label) - theme.px(10))
        y = max(plot.top() - metrics.descent(), corner.y() - theme.px(6))
        painter.drawText(QPointF(x, y), goal.label)

    def _paint_points(self, painter: QPainter, plot: QRectF) -> None:
        places = [self._place(plot, point) for point in self._points]
        painter.setPen(QPen(theme.color("primary"), theme.px(2)))
        for start, end in pairwise(places):
            if start is not None and end is not None:
                painter.drawLine(start, end)
        self._paint_names(painter, plot)
        for point, place in zip(self._points, places, strict=True):
            if place is not None:
                painter.setPen(QPen(theme.color("surface"), theme.px(2)))
                painter.setBrush(theme.color(point.color))
                painter.drawEllipse(place, theme.px(5), theme.px(5))

    def _place(self, plot: QRectF, point: TrackPoint) -> QPointF | None:
        if point.value is None:
            return None
        return QPointF(self._x(plot, point.day), self._y(plot, point.value))

    def _paint_names(self, painter: QPainter, plot: QRectF) -> None:
        """Name as many points as there is room for, the last one always."""
        painter.setPen(theme.color("text_muted"))
        painter.setFont(theme.font(11))
        metrics = painter.fontMetrics()
        edge = plot.right() + plot.width()
        for point in reversed(self._points):
            width = metrics.horizontalAdvance(point.label)
            x = self._x(plot, point.day)
            if x + width / 2 < edge - theme.px(6):
                y = plot.bottom() + metrics.ascent() + theme.px(7)
                painter.drawText(QPointF(x - width / 2, y), point.label)
                edge = x - width / 2

    def _paint_legend(self, painter: QPainter, plot: QRectF) -> None:
        metrics = QFontMetrics(theme.font(11))
        x, y = plot.left(), metrics.height() / 2
        parts = [(_("Value"), QPen(theme.color("primary"), theme.px(2)))]
        if self._goals:
            dashed = QPen(theme.color("text_muted"), theme.px(2), Qt.PenStyle.DashLine)
            parts.append((_("Straight line to the target"), dashed))
        painter.setFont(theme.font(11))
        for words, pen in parts:
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + theme.px(20), y))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(QPointF(x + theme.px(26), metrics.ascent() + 1), words)
            x += theme.px(26) + metrics.horizontalAdvance(words) + theme.px(18)
