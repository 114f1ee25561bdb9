"""A date as people here write it, typed or picked from a calendar."""

from contextlib import suppress
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from egovdesk.domain.errors import UsageError
from egovdesk.domain.text import format_date, parse_date
from egovdesk.ui import icons, theme
from egovdesk.wording import Language, _, current_language

_LOCALES = {
    Language.VI: QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam),
    Language.EN: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def screen_locale() -> QLocale:
    """Return the locale that names months and weekdays in the language of the screen."""
    return _LOCALES[current_language()]


class DateEdit(QLineEdit):
    """A line for dd/mm/yyyy; Alt+Down opens a calendar, Up and Down go by days."""

    date_changed = Signal(object)
    """The date after a change; None when the line is empty or no date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: date | None = None
        self.setPlaceholderText(_("dd/mm/yyyy"))
        self.setMaxLength(10)
        opener = self.addAction(
            icons.icon("calendar", "text_muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        opener.setToolTip(_("Choose from a calendar (Alt+Down)"))
        opener.triggered.connect(self.open_calendar)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._write_in_full)

    def day(self) -> date | None:
        """Return the date that is written, or None."""
        try:
            return parse_date(self.text())
        except UsageError:
            return None

    def set_day(self, day: date | None) -> None:
        """Write a date, or empty the line."""
        self.setText("" if day is None else format_date(day))

    def is_acceptable(self) -> bool:
        """Say whether the line is empty or a date of the calendar."""
        return not self.text().strip() or self.day() is not None

    def open_calendar(self) -> None:
        """Show a calendar under the line; Enter or a click takes the day, Escape leaves it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = _calendar()
        if day := self.day():
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def take(picked: QDate) -> None:
            self.set_day(date(picked.year(), picked.month(), picked.day()))
            menu.close()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by days, or open the calendar."""
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif day := self.day():
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            with suppress(OverflowError, UsageError):  # the calendar has a first and a last day
                self.set_day(parse_date(format_date(day + timedelta(days=step))))

    def changeEvent(self, event: QEvent) -> None:
        """Leave room for the longest date."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00/00/0000") + 60)

    def _on_text_changed(self) -> None:
        now = self.day()
        if now != self._last:
            self._last = now
            self.date_changed.emit(now)

    def _write_in_full(self) -> None:
        if day := self.day():
            self.set_day(day)


def _calendar() -> QCalendarWidget:
    calendar = QCalendarWidget()
    calendar.setLocale(screen_locale())
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    weekend = QTextCharFormat()
    weekend.setForeground(theme.color("bad"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    # Qt's own arrows are black in every theme.
    for way, words in (("prev", _("Previous month")), ("next", _("Next month"))):
        button = calendar.findChild(QToolButton, f"qt_calendar_{way}month")
        if button is not None:
            button.setIcon(icons.icon("previous" if way == "prev" else "next"))
            button.setAccessibleName(words)
    return calendar
