"""The timeline: each task as a bar from its assignment to its deadline or completion."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from egovdesk.services.tasks import TaskRow
from egovdesk.ui import theme
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.tasks.view import TaskView
from egovdesk.wording import _, formats

_LINE, _HEAD, _NAME = 30, 28, 210
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Bars(QWidget):
    """Paints the bars; the current one is chosen by mouse and keyboard."""

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
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the pointer."""
        self._go_to(int((event.position().y() - theme.px(_HEAD)) // theme.px(_LINE)))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the chosen task."""
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; Enter opens."""
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self._go_to(self.current + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.current = place
            self._tell()
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
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text"))
        name = QRectF(theme.px(8), top, theme.px(_NAME - 20), theme.px(_LINE))
        words = painter.fontMetrics().elidedText(
            f"{row.task.code}  {row.task.title}", Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
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

    def _paint_mark(
        self, painter: QPainter, day: date, color: str, top: float, height: float
    ) -> None:
        painter.setPen(QPen(theme.color(color), 2))
        painter.drawLine(QPointF(self._x(day), top), QPointF(self._x(day), top + height))


class Timeline(TaskView):
    """Tasks as bars over the months, former deadlines as ticks, the day shown as a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = _Bars(self)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def show_rows(self, rows: Sequence[TaskRow], as_of: date) -> None:
        """Show tasks as they stood at the end of a day."""
        self.bars.set_rows(rows, as_of)

    def select(self, task_id: int | None) -> None:
        """Make a task the current one, if it is shown."""
        places = {row.task.id: place for place, row in enumerate(self.bars.rows)}
        if task_id in places:
            self.bars.current = places[task_id]
            self.bars.update()
