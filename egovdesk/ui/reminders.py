"""Reminders on the screen: a bell with a list, the message bar, and the system's notifications.

They are read when a desk is opened, when the day changes while the program runs, and, without a
word, whenever something was recorded.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QToolButton, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.reminders import Reminder, ReminderKind
from egovdesk.ui import icons, theme
from egovdesk.ui.context import Context
from egovdesk.wording import _, formats
from egovdesk.wording import reminders as words

NOUNS = frozenset({Noun.TASKS, Noun.REPORTS, Noun.SIGNERS, Noun.CATALOGUE})
_HOUR_MS = 3_600_000
_SHOWN_MS = 10_000
_MOST = 12
_LONGEST = 90
_PAGES = {
    ReminderKind.TASK_OVERDUE: "tasks",
    ReminderKind.TASK_DUE: "tasks",
    ReminderKind.REPORT_OVERDUE: "reports",
    ReminderKind.REPORT_DUE: "reports",
    ReminderKind.CERTIFICATES: "signatures",
}
_ICONS = {
    ReminderKind.TASK_OVERDUE: ("error", "bad"),
    ReminderKind.REPORT_OVERDUE: ("error", "bad"),
    ReminderKind.TASK_DUE: ("warning", "warning"),
    ReminderKind.REPORT_DUE: ("warning", "warning"),
    ReminderKind.CERTIFICATES: ("warning", "warning"),
}


class Bell(QToolButton):
    """How much is due; pressed, it lists what, and each line opens its page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.reminders: tuple[Reminder, ...] = ()
        self.tray: QSystemTrayIcon | None = None
        self._list = QMenu(self)
        self.setIcon(icons.icon("bell"))
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMenu(self._list)
        self.hide()
        self._hourly = QTimer(self, interval=_HOUR_MS)
        self._hourly.timeout.connect(self._on_hour)
        self._hourly.start()
        context.changed.connect(self._on_changed)

    def check(self) -> None:
        """Read what is due today."""
        reminders, today = self._context.desk.reminders, self._context.desk.session.today
        self._context.jobs.run(
            lambda: reminders.due(today),
            partial(self._show, today),
            self._context.notifier.show_error,
        )

    def _on_hour(self) -> None:
        if self._context.desk.reminders.told_on != self._context.desk.session.today:
            self.check()

    def _on_changed(self, nouns: frozenset[Noun]) -> None:
        if nouns & NOUNS:
            self.check()

    def _show(self, today: date, found: Sequence[Reminder]) -> None:
        self.reminders = tuple(found)
        self.setVisible(bool(found))
        self.setText(formats.number(len(found)))
        self.setShortcut("Ctrl+B")  # a new text takes it away
        said = _("Reminders: {count} (Ctrl+B)").format(count=formats.number(len(found)))
        self.setToolTip(said)
        self.setAccessibleName(said)
        self._fill()
        service = self._context.desk.reminders
        if service.told_on != today:
            service.told_on = today
            if found:
                self._tell()

    def _fill(self) -> None:
        self._list.clear()
        for reminder in self.reminders[:_MOST]:
            name, color = _ICONS[reminder.kind]
            text = words.sentence(reminder)
            shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            action = self._list.addAction(icons.icon(name, color), shown.replace("&", "&&"))
            action.triggered.connect(partial(self._open, reminder))
        if len(self.reminders) > _MOST:
            more = formats.number(len(self.reminders) - _MOST)
            self._list.addSeparator()
            rest = self._list.addAction(_("And {count} more…").format(count=more))
            rest.triggered.connect(lambda: self._context.page_requested.emit("tasks", ""))

    def _open(self, reminder: Reminder, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        key = reminder.key if _PAGES[reminder.kind] == "tasks" else ""
        self._context.page_requested.emit(_PAGES[reminder.kind], key)

    def _tell(self) -> None:
        said = words.summary(self.reminders)
        self._context.notifier.show_notice(said, action=_("Show"), on_action=self.showMenu)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = self.tray or self._made_tray()
            self.tray.showMessage(
                "eGovDesk", said, QSystemTrayIcon.MessageIcon.Information, _SHOWN_MS
            )

    def _made_tray(self) -> QSystemTrayIcon:
        tray = QSystemTrayIcon(icons.icon("reports", "#1b66e0"), self)
        tray.setToolTip("eGovDesk")
        tray.messageClicked.connect(self._come_forward)
        tray.activated.connect(lambda _reason: self._come_forward())
        tray.show()
        return tray

    def _come_forward(self) -> None:
        """Bring the window to the front with the list open."""
        window = self.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.activateWindow()
        self.showMenu()
