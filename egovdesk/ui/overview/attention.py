"""What asks for attention: the most pressing tasks, and certificates that end soon."""

from PySide6.QtCore import Signal

from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.services.overview import EXPIRY_WARNING_DAYS, Overview
from egovdesk.ui.overview.words import left_words
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.link_row import LinkRow
from egovdesk.wording import _, formats

_MOST_TASKS = 5


class AttentionCard(Card):
    """A few lines, each of which opens the record that it speaks of."""

    page_requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("Needs attention"))
        self.body.setSpacing(2)
        self.rows: list[LinkRow] = []

    def show_overview(self, overview: Overview) -> None:
        """Show the lines of a period anew."""
        while (item := self.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = []
        for record, status in overview.attention[:_MOST_TASKS]:
            self._add(_task_row(record, status), "tasks", record.task.code)
        self._add(_certificates_row(overview), "signatures")
        self.body.addStretch()

    def _add(self, row: LinkRow, page: str, key: str = "") -> None:
        row.clicked.connect(lambda: self.page_requested.emit(page, key))
        self.rows.append(row)
        self.body.addWidget(row)


def _task_row(record: TaskRecord, status: TaskStatus) -> LinkRow:
    assert status.due is not None  # what has no due date presses nobody
    state, tone = left_words(status.due, status.as_of)
    note = _("{code} · due on {day}").format(code=record.task.code, day=formats.day(status.due))
    return LinkRow(record.task.title, note, state, tone)


def _certificates_row(overview: Overview) -> LinkRow:
    count = len(overview.expiring)
    return LinkRow(
        _("Certificates that end soon"),
        _("within {days} days").format(days=EXPIRY_WARNING_DAYS),
        formats.number(count),
        Tone.WARNING if count else Tone.GOOD,
    )
