"""What happened to a task, in words: extensions, settled periods, and the log of its events."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from egovdesk.domain.task_steps import Extension, extensions
from egovdesk.domain.tasks import SettledPeriod, TaskEvent, TaskEventKind
from egovdesk.services.tasks import TaskRow
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


def text(words: str, role: str) -> QLabel:
    """Return a label that wraps and can be selected, with a role of the style sheet."""
    made = QLabel(words, wordWrap=True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setProperty("role", role)
    return made


def sections(row: TaskRow) -> Iterator[tuple[str, list[QWidget]]]:
    """Yield what there is to tell, each part under its title; the latest comes first."""
    asked = extensions(row.events)
    if asked:
        yield _("Extensions"), [text(extension_words(each), "") for each in reversed(asked)]
    if row.now.settled:
        settled = reversed(row.now.settled)
        yield _("Periods"), [text(period_words(each), "") for each in settled]
    # By the day it happened, whatever the order of typing.
    by_day = sorted(row.events, key=lambda event: event.on)
    as_of = row.status.as_of
    yield _("History"), [text(event_words(event, as_of), "") for event in reversed(by_day)]


def event_words(event: TaskEvent, as_of: date) -> str:
    """Return an event with its day, document and note; one that is still ahead says so."""
    words = f"{formats.day(event.on)} · {label(event.kind)}"
    if event.percent is not None and event.kind is TaskEventKind.PROGRESS:
        words += f" {event.percent}%"
    if event.due is not None:
        words += " · " + _("due {due}").format(due=formats.day(event.due))
    if event.document:
        words += f" · {event.document}"
    if event.note:
        words += f"\n{event.note}"
    if event.on > as_of:
        words += "\n" + _("(after the day that this page shows)")
    return words


def extension_words(extension: Extension) -> str:
    """Return a request with what it asks for, and its answer or that none has come."""
    request, answer = extension.request, extension.answer
    lines = [
        _("{day} · asked for {due}").format(
            day=formats.day(request.on), due=formats.day(request.due)
        )
        + (f" · {request.document}" if request.document else "")
    ]
    if request.note:
        lines.append(request.note)
    if answer is None:
        lines.append(_("Not answered yet: the deadline stays."))
    else:
        words = f"{formats.day(answer.on)} · {label(answer.kind)}"
        if answer.due is not None:
            words += " · " + _("due {due}").format(due=formats.day(answer.due))
        lines.append(words + (f" · {answer.document}" if answer.document else ""))
    return "\n".join(lines)


def period_words(period: SettledPeriod) -> str:
    """Return when a period was due, when it was done, and whether that was late."""
    words = _("due {due}, done late on {on}") if period.is_late else _("due {due}, done on {on}")
    return words.format(due=formats.day(period.due), on=formats.day(period.on))
