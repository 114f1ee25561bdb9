"""The timeline: each task as a bar from its assignment to its deadline or completion.

It can be looked at closer; the names stay in sight then.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from egovdesk.services.tasks import TaskRow
from egovdesk.ui import theme
from egovdesk.ui.tasks.card_delegate import card_words
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.tasks.view import TaskView, icon_button
from egovdesk.wording import _, formats

_LINE, _HEAD, _NAME = 30, 28, 210
_PAGE = 10
_FAR = 1_000_000
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}
_CLOSER = {
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Equal: 1,  # the key of "+" without Shift
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_0: -_FAR,
}
_ASIDE = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""How many times the visible width the whole period takes."""


class _Bars(QWidget):
    """Paints the bars; the current one is chosen by mouse and keyboard."""

    zoom_requested = Signal(int)
    """So many steps closer, or away."""
    aside_requested = Signal(int)
    """Later (1) or earlier (-1) days should come into sight."""

    def __init__(self, owner: "Timeline") -> None:
        super().__init__()
        self._owner = owner
        self._today = date.min
        self.rows: tuple[TaskRow, ...] = ()
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Tasks from assignment to deadline"))

    def set_rows(self, rows: Sequence[TaskRow], as_of: date) -> None:
        """Show tasks that have a first day, the earliest deadline first; `as_of` is the line."""
        self._today = as_of
        dated = [row for row in rows if row.events]
        self.rows = tuple(sorted(dated, key=lambda row: (row.status.due or date.max, row.task.id)))
        self.current = min(self.current, max(0, len(self.rows) - 1))
        self.setMinimumHeight(self.sizeHint().height())
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of all bars."""
        return QSize(theme.px(640), theme.px(_HEAD + _LINE * max(1, len(self.rows))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint months, bars, former deadlines and the day shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surface"))
        if self.rows:
            first, last = self._span()
            self._paint_months(painter, first, last)
            for place, row in enumerate(self.rows):
                self._paint_row(painter, place, row)
            self._paint_mark(painter, self._today, "primary", 0, self.height())
            self._paint_names(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say the whole of a task where the pointer rests on it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos().y())
            words = card_words(self.rows[place]) if 0 <= place < len(self.rows) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the pointer."""
        self._go_to(self._place_at(event.position().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the task under the pointer."""
        if 0 <= self._place_at(event.position().y()) < len(self.rows):
            self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer with Ctrl, as everywhere; without it the list scrolls."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down, look closer (+, -, 0) or aside; Enter opens."""
        key = Qt.Key(event.key())
        if (step := _STEPS.get(key)) is not None:
            self._go_to(min(max(0, self.current + step), len(self.rows) - 1))
        elif (steps := _CLOSER.get(key)) is not None:
            self.zoom_requested.emit(steps)
        elif (way := _ASIDE.get(key)) is not None:
            self.aside_requested.emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _place_at(self, y: float) -> int:
        return int((y - theme.px(_HEAD)) // theme.px(_LINE))

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.current = place
            self._tell()
            self._owner.show_current()
            self._owner.chosen.emit(self.rows[place].task.id)
            self.update()

    def _open(self) -> None:
        if self.rows:
            self._owner.opened.emit(self.rows[self.current].task.id)

    def _tell(self) -> None:
        if self.rows:
            row = self.rows[self.current]
            self.setAccessibleDescription(
                f"{row.task.code} {row.task.title}: {timeliness_words(row.status)}"
            )

    def _span(self) -> tuple[date, date]:
        days = [event.on for row in self.rows for event in row.events]
        days += [row.status.due for row in self.rows if row.status.due is not None]
        return min((*days, self._today)), max((*days, self._today))

    def _x(self, day: date) -> float:
        first, last = self._span()
        room = self.width() - theme.px(_NAME + 24)
        return theme.px(_NAME) + room * (day - first).days / max(1, (last - first).days)

    def _paint_months(self, painter: QPainter, first: date, last: date) -> None:
        painter.setFont(theme.font(11))
        month, step = first.replace(day=1), 1 if (last - first).days < 400 else 3
        written = -100.0
        while month <= last:
            if month >= first:
                x = self._x(month)
                painter.setPen(theme.color("border"))
                painter.drawLine(QPointF(x, theme.px(_HEAD)), QPointF(x, self.height()))
                if x - written > theme.px(56):
                    painter.setPen(theme.color("text_muted"))
                    text = formats.month(f"{month.year:04d}-{month.month:02d}")
                    painter.drawText(QPointF(x + 3, theme.px(_HEAD - 10)), text)
                    written = x
            years, place = divmod(month.month - 1 + step, 12)
            month = date(month.year + years, place + 1, 1)

    def _paint_row(self, painter: QPainter, place: int, row: TaskRow) -> None:
        top = theme.px(_HEAD + place * _LINE)
        whole = QRectF(0, top, self.width(), theme.px(_LINE))
        if place == self.current:
            painter.fillRect(whole, theme.color("selection"))
        status = row.status
        begins = self._x(min(event.on for event in row.events))
        end = status.completed_on or status.due
        tone = theme.color(timeliness_tone(status))
        middle, height = top + theme.px(_LINE) / 2, theme.px(10)
        ends = self._x(end) if end is not None else self._x(max(self._today, status.as_of))
        bar = QRectF(begins, middle - height / 2, max(4.0, ends - begins), height)
        painter.setPen(QPen(tone, 1, Qt.PenStyle.SolidLine if end else Qt.PenStyle.DashLine))
        painter.setBrush(tone if status.is_done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar, 4, 4)
        if not status.is_done:
            done = QRectF(bar)
            done.setWidth(bar.width() * status.percent / 100)
            painter.fillRect(done.adjusted(1, 1, -1, -1), tone)
        for day in status.former_dues:
            self._paint_mark(painter, day, "text_muted", top + 6, theme.px(_LINE) - 12)
        if status.due is not None:
            self._paint_mark(painter, status.due, "bad", top + 5, theme.px(_LINE) - 10)

    def _paint_names(self, painter: QPainter) -> None:
        """Paint the names over what was scrolled below them."""
        left = self.visibleRegion().boundingRect().left()
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text"))
        width, height = theme.px(_NAME - 6), theme.px(_LINE)
        painter.fillRect(QRectF(left, 0, width, theme.px(_HEAD)), theme.color("surface"))
        for place, row in enumerate(self.rows):
            ground = QRectF(left, theme.px(_HEAD + place * _LINE), width, height)
            is_current = place == self.current
            painter.fillRect(ground, theme.color("selection" if is_current else "surface"))
            name = ground.adjusted(theme.px(8), 0, -theme.px(6), 0)
            words = painter.fontMetrics().elidedText(
                f"{row.task.code}  {row.task.title}", Qt.TextElideMode.ElideRight, int(name.width())
            )
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_mark(
        self, painter: QPainter, day: date, color: str, top: float, height: float
    ) -> None:
        painter.setPen(QPen(theme.color(color), 2))
        painter.drawLine(QPointF(self._x(day), top), QPointF(self._x(day), top + height))


class Timeline(TaskView):
    """Tasks as bars over the months, former deadlines as ticks, the day shown as a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 0
        self.bars = _Bars(self)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.bars)
        self.closer = icon_button("plus", _("Look closer (+)"))
        self.away = icon_button("minus", _("Show more days (-)"))
        self.whole = QPushButton(_("Whole period"))
        self.whole.setProperty("kind", "quiet")
        self.whole.setToolTip(_("Show all days at once (0)"))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addStretch()
        for widget in (self.whole, self.away, self.closer):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.area, stretch=1)
        self.closer.clicked.connect(lambda: self.zoom_by(1))
        self.away.clicked.connect(lambda: self.zoom_by(-1))
        self.whole.clicked.connect(lambda: self.zoom_by(-_FAR))
        self.bars.zoom_requested.connect(self.zoom_by)
        self.bars.aside_requested.connect(self._go_aside)
        self.area.horizontalScrollBar().valueChanged.connect(lambda _value: self.bars.update())
        self.zoom_by(0)

    def show_rows(self, rows: Sequence[TaskRow], as_of: date) -> None:
        """Show tasks as they stood at the end of a day."""
        self.bars.set_rows(rows, as_of)

    def select(self, task_id: int | None) -> None:
        """Make a task the current one, if it is shown."""
        places = {row.task.id: place for place, row in enumerate(self.bars.rows)}
        if task_id in places:
            self.bars.current = places[task_id]
            self.bars.update()
            QTimer.singleShot(0, self, self.show_current)  # once the view has its size

    def show_current(self) -> None:
        """Scroll to the current task; the days stay."""
        line = theme.px(_LINE)
        middle = self.area.horizontalScrollBar().value() + self.area.viewport().width() // 2
        top = theme.px(_HEAD + self.bars.current * _LINE)
        self.area.ensureVisible(middle, top + line // 2, 0, line)

    def zoom_by(self, steps: int) -> None:
        """Look so many steps closer, or away; the days in the middle stay there."""
        bar, room = self.area.horizontalScrollBar(), self.area.viewport().width()
        middle = (bar.value() + room / 2) / max(1, self.bars.width())
        self._zoom = min(max(0, self._zoom + steps), len(_ZOOMS) - 1)
        self._fit()
        bar.setValue(round(middle * self.bars.width() - room / 2))
        self.closer.setEnabled(self._zoom < len(_ZOOMS) - 1)
        self.away.setEnabled(self._zoom > 0)
        self.whole.setVisible(self._zoom > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scale."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.area.viewport().width()
        width = int(room * _ZOOMS[self._zoom])
        self.bars.setMinimumWidth(width if self._zoom else 0)
        self.bars.resize(max(room, width), self.bars.height())

    def _go_aside(self, way: int) -> None:
        bar = self.area.horizontalScrollBar()
        bar.setValue(bar.value() + way * (self.area.viewport().width() // 4))
