"""The calendar: a month of tasks on the days on which they are due, with days off and reports."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.calendar import WorkingCalendar
from egovdesk.domain.quarter import Quarter, ReportingRules
from egovdesk.services.tasks import TaskRow
from egovdesk.ui import icons, theme
from egovdesk.ui.tasks.day_delegate import DAY_ROLE, DayDelegate
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.tasks.view import TaskView, icon_button
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.ui.widgets.date_edit import screen_locale
from egovdesk.wording import _, formats

_WEEKS = 6
_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line on a day: a task, or the report's due date where `task_id` is None."""

    text: str
    tone: Tone
    hint: str
    task_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the calendar; `note` says why offices are closed, or open on a Saturday."""

    on: date
    is_in_month: bool
    is_working: bool
    is_today: bool
    note: str
    entries: tuple[Entry, ...]


class MonthGrid(QTableWidget):
    """Six weeks; arrows go by days, Page Up, Page Down and the wheel by months."""

    months_passed = Signal(int)
    """So many months forward (1) or back (-1)."""
    entry_chosen = Signal(Entry)
    """A line was clicked."""
    day_opened = Signal(Day)
    """Enter was pressed on a day, or more was asked for than it shows."""

    def __init__(self) -> None:
        super().__init__(_WEEKS, _DAYS)
        self._turned = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(DayDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(theme.px(44))
        self.horizontalHeader().setHighlightSections(False)
        locale = screen_locale()
        names = [locale.dayName(n, locale.FormatType.ShortFormat) for n in range(1, _DAYS + 1)]
        self.setHorizontalHeaderLabels(names)
        self.setAccessibleName(_("Tasks by the day on which they are due"))

    def day_at(self, row: int, column: int) -> Day | None:
        """Return a day of the grid."""
        item = self.item(row, column)
        found = item.data(DAY_ROLE) if item is not None else None
        return found if isinstance(found, Day) else None

    def show_days(self, days: Sequence[Day]) -> None:
        """Show the weeks from top to bottom; the current day stays if it is among them."""
        current = self.day_at(self.currentRow(), self.currentColumn())
        for place, day in enumerate(days):
            item = QTableWidgetItem()
            item.setData(DAY_ROLE, day)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, day_words(day))
            item.setToolTip(day_words(day) if day.entries or day.note else "")
            self.setItem(*divmod(place, _DAYS), item)
        wanted = current.on if current is not None else None
        places = {day.on: place for place, day in enumerate(days) if day.is_in_month}
        today = next((day.on for day in days if day.is_today and day.is_in_month), None)
        first = min(places)
        self.go_to(wanted if wanted in places else today or first)

    def go_to(self, day: date) -> None:
        """Make a day that is shown the current one."""
        for row in range(_WEEKS):
            for column in range(_DAYS):
                found = self.day_at(row, column)
                if found is not None and found.on == day:
                    self.setCurrentCell(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a day, or turn to another month."""
        day = self.day_at(self.currentRow(), self.currentColumn())
        match event.key():
            case Qt.Key.Key_PageDown:
                self.months_passed.emit(1)
            case Qt.Key.Key_PageUp:
                self.months_passed.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if day is not None:
                self.day_opened.emit(day)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn a month for each notch."""
        self._turned += event.angleDelta().y()
        notch = 120
        while abs(self._turned) >= notch:
            way = 1 if self._turned < 0 else -1
            self._turned += notch * way
            self.months_passed.emit(way)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the line that was clicked, or show all lines of a day that has more."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        day = self.day_at(index.row(), index.column())
        if day is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        line = DayDelegate.line_at(self.visualRect(index), event.position(), len(day.entries))
        if line is None:
            return
        if line < len(day.entries):
            self.entry_chosen.emit(day.entries[line])
        else:
            self.day_opened.emit(day)


class CalendarView(TaskView):
    """A month of tasks."""

    def __init__(
        self,
        calendar: WorkingCalendar,
        reporting: ReportingRules | None,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._calendar, self._reporting, self._today = calendar, reporting, today
        self._rows: tuple[TaskRow, ...] = ()
        self._month: date | None = None
        self.grid = MonthGrid()
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.back = icon_button("previous", _("Previous month"))
        self.forward = icon_button("next", _("Next month"))
        self.home = QPushButton(_("This month"))
        self.home.setProperty("kind", "quiet")
        self._lay_out()
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        self.home.clicked.connect(lambda: self.show_month(self._today))
        self.grid.months_passed.connect(self._turn)
        self.grid.entry_chosen.connect(self._choose)
        self.grid.day_opened.connect(self._open_day)

    def show_rows(self, rows: Sequence[TaskRow], as_of: date) -> None:
        """Show tasks on their days; at first the month of the day that the desk looks at."""
        self._rows = tuple(rows)
        self.show_month(self._month or as_of)

    def select(self, task_id: int | None) -> None:
        """Show the month in which a task is due, and its day."""
        due = next((row.status.due for row in self._rows if row.task.id == task_id), None)
        if due is not None:
            self.show_month(due)
            self.grid.go_to(due)

    def show_month(self, day: date) -> None:
        """Show the month in which a day lies."""
        self._month = month = day.replace(day=1)
        words = _("Month {month}/{year}").format(month=month.month, year=month.year)
        self.title.setText(words)
        self.grid.setAccessibleDescription(words)
        first = month - timedelta(days=month.weekday())
        entries = self._entries(first, first + timedelta(days=_WEEKS * _DAYS - 1))
        self.grid.show_days(
            [self._day(first + timedelta(days=n), entries) for n in range(_WEEKS * _DAYS)]
        )

    def _day(self, on: date, entries: Mapping[date, Sequence[Entry]]) -> Day:
        assert self._month is not None
        note = ""
        if on in self._calendar.days_off:
            note = _("Day off")
        elif on in self._calendar.make_up_days:
            note = _("Worked in exchange")
        return Day(
            on=on,
            is_in_month=(on.year, on.month) == (self._month.year, self._month.month),
            is_working=self._calendar.is_working_day(on),
            is_today=on == self._today,
            note=note,
            entries=tuple(entries.get(on, ())),
        )

    def _entries(self, first: date, last: date) -> dict[date, list[Entry]]:
        found: dict[date, list[Entry]] = defaultdict(list)
        quarter = Quarter.containing(first)
        while self._reporting is not None and (due := self._reporting.due_on(quarter)) <= last:
            words = _("Report of {period}").format(period=formats.quarter(quarter))
            found[due].append(Entry(text=words, tone=Tone.INFO, hint=words))
            quarter = quarter.next
        for row in self._rows:
            status = row.status
            if status.due is not None and status.timeliness is not None:
                found[status.due].append(
                    Entry(
                        text=f"{row.task.code} {row.task.title}",
                        tone=timeliness_tone(status),
                        hint=f"{row.task.code} {row.task.title} ({timeliness_words(status)})",
                        task_id=row.task.id,
                    )
                )
        return found

    def _turn(self, months: int) -> None:
        assert self._month is not None
        number = self._month.year * 12 + self._month.month - 1 + months
        year, month = divmod(number, 12)
        if date.min.year < year < date.max.year:
            self.show_month(date(year, month + 1, 1))

    def _choose(self, entry: Entry) -> None:
        if entry.task_id is not None:
            self.chosen.emit(entry.task_id)

    def _open_day(self, day: Day) -> None:
        """Open the task of a day; where there are several, ask which one."""
        tasks = [entry for entry in day.entries if entry.task_id is not None]
        if len(tasks) == 1:
            self._open(tasks[0])
        elif tasks:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for entry in tasks:
                icon = icons.icon(TONE_ICONS[entry.tone], entry.tone)
                action = menu.addAction(icon, entry.hint.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, one=entry: self._open(one))
            place = self.grid.visualItemRect(self.grid.currentItem()).bottomLeft()
            menu.popup(self.grid.viewport().mapToGlobal(place))

    def _open(self, entry: Entry) -> None:
        if entry.task_id is not None:
            self.chosen.emit(entry.task_id)
            self.opened.emit(entry.task_id)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        for widget in (self.back, self.forward, self.title):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.grid, stretch=1)


def day_words(day: Day) -> str:
    """Return a day with everything on it."""
    lines = [" · ".join(filter(None, (formats.day(day.on), day.note)))]
    return "\n".join([*lines, *(entry.hint for entry in day.entries)])
