"""Tasks: as a list, a board, a calendar and a timeline, with the chosen task beside them."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import Noun
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind, RegisterRow
from egovdesk.domain.tasks import TaskEventKind, Timeliness
from egovdesk.services.tasks import TaskRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.evidence.preview import show_evidence
from egovdesk.ui.page import Page
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.registers.telling import tell
from egovdesk.ui.tasks.board import Board
from egovdesk.ui.tasks.calendar_view import CalendarView
from egovdesk.ui.tasks.detail import TaskDetail
from egovdesk.ui.tasks.progress_dialog import ProgressDialog
from egovdesk.ui.tasks.states import SOON_DAYS
from egovdesk.ui.tasks.step_dialog import StepDialog
from egovdesk.ui.tasks.timeline import Timeline
from egovdesk.ui.tasks.view import TaskView
from egovdesk.ui.widgets.focus import focus_list
from egovdesk.wording import _, formats

_IN_PROGRESS_DIALOG = frozenset(
    {TaskEventKind.PROGRESS, TaskEventKind.COMPLETED, TaskEventKind.PERIOD_DONE}
)


class TasksPage(Page[tuple[TaskRow, ...]]):
    """The unit's tasks as they stand on the day that the desk looks at."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.TASKS, Noun.EVIDENCE, Noun.DIRECTIVES, Noun.REMARKS, Noun.CATALOGUE}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: dict[int, TaskRow] = {}
        self._current: int | None = None
        self._wanted = ""
        self.panel = RegisterPanel(context, RegisterKind.TASKS)
        self.panel.set_empty(
            _("No tasks yet"),
            _("The catalogue assigns none to this unit; install the year's catalogue."),
            _("Add a record"),
        )
        self.panel.view.fill_with("title", 220)
        session = context.desk.session
        reporting = session.catalogue.reporting if session.agency.must_report else None
        self.board = Board()
        self.calendar = CalendarView(session.catalogue.calendar, reporting, session.today)
        self.timeline = Timeline()
        self.detail = TaskDetail(context)
        self.record = QAction(_("Record progress…"), self)
        self.record.setShortcut(QKeySequence("Ctrl+P"))
        self.record.triggered.connect(lambda: self.take_step(TaskEventKind.PROGRESS))
        self.addAction(self.record)
        self._add_presets()
        self._lay_out()
        self.panel.row_changed.connect(self._on_row_changed)
        self.panel.row_opened.connect(lambda _id: self.take_step(TaskEventKind.PROGRESS))
        for view in self._views:
            view.chosen.connect(self._choose)
            view.opened.connect(lambda _id: self.take_step(TaskEventKind.PROGRESS))
        self.board.step_requested.connect(self._on_board_step)
        self.board.refused.connect(context.notifier.show_refusal)
        self.detail.step_requested.connect(self.take_step)
        self.detail.evidence_opened.connect(self._open_evidence)
        self.tabs.currentChanged.connect(self._on_view)
        self.panel.filled.connect(self._show_view)
        self.panel.model.rowsInserted.connect(self._show_view)
        self._show_all.clicked.connect(self.panel.show_everything)

    def rows(self) -> tuple[TaskRow, ...]:
        """Return the tasks as they were read last."""
        return tuple(self._rows.values())

    def loader(self) -> Callable[[], tuple[TaskRow, ...]]:
        """Read the tasks as of the day that the desk looks at."""
        tasks, as_of = self.context.desk.tasks, self.context.as_of
        return lambda: tasks.all(as_of)

    def refresh(self) -> None:
        """Read the tasks, and the list of the register beside them."""
        super().refresh()
        self.panel.refresh()

    def show_data(self, data: tuple[TaskRow, ...]) -> None:
        """Show the tasks; the chosen one stays chosen."""
        self._rows = {row.task.id: row for row in data}
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.open_record(wanted)
        if self._current not in self._rows:
            self._current = data[0].task.id if data else None
        self._show_view()
        self._show_detail()

    def open_record(self, key: str) -> None:
        """Choose a task by its code, or by `tasks:id`, now or once the tasks are read."""
        _kind, _mark, number = key.partition(f"{RegisterKind.TASKS.value}:")
        for row in self._rows.values():
            if row.task.code == key or (number and str(row.task.id) == number):
                self._choose(row.task.id)
                self.panel.select(row.task.id)
                return
        self._wanted = key

    def open_list(self, query: ListQuery) -> None:
        """Show the list, narrowed to what a figure counts."""
        self.tabs.setCurrentIndex(0)
        self.panel.apply_query(query)

    def take_step(self, kind: TaskEventKind) -> None:
        """Ask for what the chosen task's next step needs, and record it."""
        row = self._rows.get(self._current or 0)
        if row is None or kind not in row.possible:
            return
        dialog = (
            ProgressDialog(self.context, row, self, kind=kind)
            if kind in _IN_PROGRESS_DIALOG
            else StepDialog(self.context, row, kind, self)
        )
        if dialog.exec() and dialog.change is not None:
            tell(self.context, dialog.change)
        dialog.deleteLater()

    def shown_rows(self) -> tuple[TaskRow, ...]:
        """Return the tasks that the list shows: its search and filters hold in every view."""
        if not self._is_filtered:
            return self.rows()
        ids = frozenset(self.panel.model.ids)
        return tuple(row for id_, row in self._rows.items() if id_ in ids)

    @property
    def _is_filtered(self) -> bool:
        return bool(self.panel.query.words or self.panel.query.filters)

    @property
    def _views(self) -> tuple[TaskView, ...]:
        return self.board, self.calendar, self.timeline

    def _add_presets(self) -> None:
        panel = self.panel
        for words, timeliness in (
            (_("Overdue"), Timeliness.OPEN_OVERDUE),
            (_("In time"), Timeliness.OPEN_IN_TIME),
            (_("Done late"), Timeliness.DONE_LATE),
        ):
            panel.add_preset(words, Filter("timeliness", Comparison.ANY_OF, (timeliness.value,)))
        panel.add_preset(
            _("Due within {days} days").format(days=SOON_DAYS),
            Filter("days_left", Comparison.AT_LEAST, (0,)),
            Filter("days_left", Comparison.AT_MOST, (SOON_DAYS,)),
        )
        panel.add_preset(
            _("Done without evidence"),
            Filter("completed_on", Comparison.FILLED),
            Filter("evidence", Comparison.AT_MOST, (0,)),
        )

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)  # beside a corner it would be drawn too high
        for title, view in (
            (_("List"), self.panel),
            (_("Board"), self.board),
            (_("Calendar"), self.calendar),
            (_("Timeline"), self.timeline),
        ):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 12, 0, 0)
            column.addWidget(view)
            self.tabs.addTab(holder, title)
        self.tabs.setCornerWidget(self._make_filter_note())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.tabs)
        split.addWidget(self.detail)
        self.detail.setMinimumWidth(theme.px(280))
        split.setSizes([theme.px(800), theme.px(300)])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(12))
        self.column.addWidget(split, stretch=1)

    def _on_view(self) -> None:
        self._show_view()
        if self.isVisible() and not self.tabs.tabBar().hasFocus():
            focus_list(self.tabs.currentWidget())

    def _make_filter_note(self) -> QWidget:
        """Say beside the tabs that the list's filters hold, with a way to drop them."""
        self.filter_note = QWidget()
        self._filter_words = QLabel()
        self._filter_words.setProperty("role", "muted")
        self._show_all = QPushButton(_("Show everything"))
        self._show_all.setProperty("kind", "quiet")
        line = QHBoxLayout(self.filter_note)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._filter_words)
        line.addWidget(self._show_all)
        return self.filter_note

    def _show_view(self) -> None:
        """Give the view that is seen its tasks."""
        place, rows = self.tabs.currentIndex() - 1, self.shown_rows()
        self.filter_note.setVisible(place >= 0 and self._is_filtered)
        said = _("Filtered as in the list: {shown} of {total}")
        self._filter_words.setText(
            said.format(shown=formats.number(len(rows)), total=formats.number(len(self._rows)))
        )
        if place >= 0:
            view = self._views[place]
            view.show_rows(rows, self.context.as_of)
            view.select(self._current)

    def _show_detail(self) -> None:
        row = self._rows.get(self._current or 0)
        self.detail.show_task(row, self.context.labels(RegisterKind.TASKS))
        self.record.setEnabled(row is not None and TaskEventKind.PROGRESS in row.possible)

    def _choose(self, task_id: int) -> None:
        self._current = task_id
        self._show_detail()

    def _on_row_changed(self, row: RegisterRow | None) -> None:
        if row is not None:
            self._choose(row.id)

    def _on_board_step(self, task_id: int, kind: TaskEventKind) -> None:
        self._choose(task_id)
        self.take_step(kind)

    def _open_evidence(self, evidence: Evidence) -> None:
        show_evidence(self.context, evidence, self)


def make(context: Context) -> TasksPage:
    """Make the page."""
    return TasksPage(context)
