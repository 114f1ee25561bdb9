"""Words for reminders: one by one, and all of them in a line."""

from collections import Counter
from collections.abc import Sequence

from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reminders import TASK_DAYS, Reminder, ReminderKind
from egovdesk.wording import _, formats


def sentence(reminder: Reminder) -> str:
    """Return what a reminder says."""
    day = formats.day(reminder.on)
    match reminder.kind:
        case ReminderKind.TASK_OVERDUE:
            words = _("Task {code} is overdue since {day}: {title}")
            return words.format(code=reminder.key, day=day, title=reminder.title)
        case ReminderKind.TASK_DUE:
            words = _("Task {code} is due on {day}: {title}")
            return words.format(code=reminder.key, day=day, title=reminder.title)
        case ReminderKind.REPORT_OVERDUE:
            words = _("The report of {period} was due on {day} and is not exported yet")
            return words.format(period=_period(reminder), day=day)
        case ReminderKind.REPORT_DUE:
            words = _("The report of {period} is due on {day}")
            return words.format(period=_period(reminder), day=day)
        case ReminderKind.CERTIFICATES:
            words = _("Certificates that end soon: {count}, the first on {day}")
            return words.format(count=formats.number(reminder.count), day=day)


def summary(reminders: Sequence[Reminder]) -> str:
    """Return all reminders in a line: how many tasks, the report, how many certificates."""
    counts = Counter(reminder.kind for reminder in reminders)
    parts = []
    if overdue := counts[ReminderKind.TASK_OVERDUE]:
        parts.append(_("Tasks overdue today: {count}").format(count=formats.number(overdue)))
    if due := counts[ReminderKind.TASK_DUE]:
        words = _("Tasks due within {days} days: {count}")
        parts.append(words.format(days=TASK_DAYS, count=formats.number(due)))
    others = (r for r in reminders if not r.title)
    return " · ".join([*parts, *(sentence(reminder) for reminder in others)])


def _period(reminder: Reminder) -> str:
    return formats.quarter(Quarter.parse(reminder.key))
