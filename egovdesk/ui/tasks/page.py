"""Tasks: a list that can be searched, sorted and filtered, with the chosen task beside it."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter

from egovdesk.domain.history import Noun
from egovdesk.domain.tasks import Timeliness
from egovdesk.services.tasks import TaskRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.page import Page
from egovdesk.ui.tasks.columns import columns
from egovdesk.ui.tasks.detail import TaskDetail
from egovdesk.ui.tasks.progress_dialog import ProgressDialog
from egovdesk.ui.tasks.states import SOON_DAYS
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.wording import _

_WIDE = 1300


class TasksPage(Page[tuple[TaskRow, ...]]):
    """The unit's tasks as they stand on the day that the desk looks at."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.TASKS, Noun.EVIDENCE, Noun.CATALOGUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self.table: DataTable[TaskRow] = DataTable(
            columns(), key=lambda row: row.task.code, name=_("Tasks")
        )
        self.table.set_empty(
            _("No tasks yet"),
            _("The catalogue assigns none to this unit; install the year's catalogue."),
        )
        self._add_filters()
        self.detail = TaskDetail()
        self.record = QAction(_("Record progress…"), self)
        self.record.setShortcut(QKeySequence("Ctrl+P"))
        self.record.triggered.connect(self._on_record)
        self.addAction(self.record)
        frame = Card()
        frame.body.addWidget(self.table)
        self.detail.setMinimumWidth(theme.px(280))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(frame)
        split.addWidget(self.detail)
        split.setSizes([theme.px(800), theme.px(300)])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(12))
        self.column.addWidget(split, stretch=1)
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_activated.connect(self._on_activated)
        self.detail.progress_requested.connect(self._on_record)

    def loader(self) -> Callable[[], tuple[TaskRow, ...]]:
        """Read the tasks as of the day that the desk looks at."""
        tasks, as_of = self.context.desk.tasks, self.context.as_of
        return lambda: tasks.all(as_of)

    def show_data(self, data: tuple[TaskRow, ...]) -> None:
        """Show the tasks; the selection stays, and its detail is shown anew."""
        self.table.set_rows(data)
        if self._wanted:
            self.table.select(self._wanted)
            self._wanted = ""
        elif data and not self.table.selected_rows():
            self.table.select(data[0].task.code)
        self._on_selected(None)

    def open_record(self, key: str) -> None:
        """Select a task by its code, now or once the list has come."""
        if not self.table.select(key):
            self._wanted = key

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the state to the detail where the titles would have too little room."""
        super().resizeEvent(event)
        keys = [column.key for column in self.table.model.columns]
        narrow = self.width() < theme.px(_WIDE)
        self.table.view.setColumnHidden(keys.index("state"), narrow)

    def _add_filters(self) -> None:
        chips = (
            (_("Overdue"), Timeliness.OPEN_OVERDUE),
            (_("In time"), Timeliness.OPEN_IN_TIME),
            (_("Done late"), Timeliness.DONE_LATE),
        )
        for words, timeliness in chips:
            self.table.add_filter(words, partial(_has_timeliness, timeliness))
        self.table.add_filter(
            _("Due within {days} days").format(days=SOON_DAYS),
            lambda row: row.status.days_left is not None and 0 <= row.status.days_left <= SOON_DAYS,
        )
        self.table.add_filter(
            _("Done without evidence"), lambda row: row.status.is_done and not row.evidence
        )

    def _selected(self) -> TaskRow | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_selected(self, _row: TaskRow | None) -> None:
        selected = self._selected()
        self.detail.show_task(selected)
        self.record.setEnabled(selected is not None)

    def _on_activated(self, _row: TaskRow) -> None:
        self._on_record()

    def _on_record(self) -> None:
        row = self._selected()
        if row is None:
            return
        dialog = ProgressDialog(self.context, row, self)
        if dialog.exec() and dialog.change is not None:
            self.context.announce(dialog.change.nouns)
            said = _("Saved: progress on {code}.").format(code=row.task.code)
            self.context.notifier.show_success(said, action=_("Undo"), on_action=self.context.undo)
        dialog.deleteLater()


def _has_timeliness(timeliness: Timeliness, row: TaskRow) -> bool:
    return row.status.timeliness is timeliness


def make(context: Context) -> TasksPage:
    """Make the page."""
    return TasksPage(context)
