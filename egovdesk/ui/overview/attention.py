"""What asks for attention: the most pressing tasks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.services.overview import Overview
from egovdesk.ui.link import Link
from egovdesk.ui.overview.words import left_words
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.link_row import LinkRow
from egovdesk.wording import _, formats

_MOST_TASKS = 5


class AttentionCard(Card):
    """A few lines, each of which opens the record that it speaks of."""

    opened = Signal(object)
    """A line was chosen; carries its `Link`."""

    def __init__(self) -> None:
        super().__init__(_("Most pressing tasks"))
        self.rows: list[LinkRow] = []
        self._list = QWidget()
        self.body.addWidget(self._list)

    def show_overview(self, overview: Overview) -> None:
        """Show the lines of a period anew.

        They come in a widget of their own, all at once: Qt lays out the whole page anew for each
        widget that comes into view.
        """
        old, self._list, self.rows = self._list, QWidget(), []
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for record, status in overview.attention[:_MOST_TASKS]:
            column.addWidget(
                self._row(_task_row(record, status), Link(page="tasks", key=record.task.code))
            )
        column.addStretch()
        self.body.replaceWidget(old, self._list)
        old.hide()
        old.deleteLater()

    def _row(self, row: LinkRow, link: Link) -> LinkRow:
        row.clicked.connect(lambda: self.opened.emit(link))
        self.rows.append(row)
        return row


def _task_row(record: TaskRecord, status: TaskStatus) -> LinkRow:
    assert status.due is not None  # what has no due date presses nobody
    state, tone = left_words(status.due, status.as_of)
    note = _("{code} · due on {day}").format(code=record.task.code, day=formats.day(status.due))
    return LinkRow(record.task.title, note, state, tone)
