"""One task beside the list: what was ordered, how it stands, and all that happened to it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from egovdesk.domain.tasks import TaskEvent, TaskState
from egovdesk.services.tasks import TaskRow
from egovdesk.ui.tasks.columns import timeliness_tone, timeliness_words
from egovdesk.ui.widgets.badge import Badge
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


class TaskDetail(Card):
    """Shows the task that is selected; the button asks for a new entry in its history."""

    progress_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._nothing = EmptyState("tasks")
        self._nothing.set_words(
            _("No task selected"), _("Choose a task in the list to see its history.")
        )
        self._button = QPushButton(_("Record progress… (Ctrl+P)"))
        self._button.setProperty("kind", "primary")
        self._button.clicked.connect(self.progress_requested)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("History of the task"))
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._area, stretch=1)
        self.body.addWidget(self._button)
        self.show_task(None)

    def show_task(self, row: TaskRow | None) -> None:
        """Show a task, or that none is selected."""
        self._nothing.setVisible(row is None)
        self._area.setVisible(row is not None)
        self._button.setVisible(row is not None)
        if row is None:
            self.set_title("")
            return
        clause = _("clause {label}").format(label=row.clause_label)
        self.set_title(f"{row.task.code} · {clause}")
        self._button.setEnabled(row.status.state is not TaskState.CANCELLED)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(_words(row.task.title, "heading"))
        column.addWidget(
            Badge(timeliness_words(row), timeliness_tone(row)),
            alignment=Qt.AlignmentFlag.AlignLeft,
        )
        for words in _facts(row):
            column.addWidget(_words(words, "muted"))
        column.addSpacing(4)
        column.addWidget(_words(_("History"), "label"))
        # By the day it happened, whatever the order of typing; the latest first.
        by_day = sorted(row.events, key=lambda event: event.on)
        for event in reversed(by_day):
            column.addWidget(_event(event, row.status.as_of))
        if row.evidence:
            column.addWidget(_words(_("Evidence"), "label"))
        for item in row.evidence:
            document = f"{item.document_number} · " if item.document_number else ""
            column.addWidget(_words(f"{document}{item.subject or item.name}", "muted"))
        column.addStretch()
        self._area.setWidget(content)
        # QScrollArea fills its contents with the window's colour; the card's shall show through.
        content.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)


def _facts(row: TaskRow) -> list[str]:
    task, status = row.task, row.status
    facts = [
        _("State: {state}, {percent}%").format(state=label(status.state), percent=status.percent)
    ]
    if status.due:
        facts.append(_("Due: {due}").format(due=formats.day(status.due)))
    if status.former_dues:
        former = ", ".join(formats.day(day) for day in status.former_dues)
        facts.append(_("Extended; earlier deadlines: {former}").format(former=former))
    if task.deliverable:
        facts.append(_("Deliverable: {deliverable}").format(deliverable=task.deliverable))
    if task.focal_point:
        facts.append(_("Focal point: {name}").format(name=task.focal_point))
    if task.coordinating:
        facts.append(_("Co-ordinating: {units}").format(units=", ".join(task.coordinating)))
    return facts


def _event(event: TaskEvent, as_of: date) -> QLabel:
    words = f"{formats.day(event.on)} · {label(event.kind)}"
    if event.percent is not None:
        words += f" {event.percent}%"
    if event.due is not None:
        words += " · " + _("due {due}").format(due=formats.day(event.due))
    if event.note:
        words += f"\n{event.note}"
    if event.on > as_of:
        words += "\n" + _("(after the day that this page shows)")
    return _words(words, "")


def _words(text: str, role: str) -> QLabel:
    words = QLabel(text, wordWrap=True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setProperty("role", role)
    return words
