"""One task beside the views: what was ordered, how it stands, what happened, what comes next."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.evidence import Evidence
from egovdesk.domain.tasks import TaskEventKind
from egovdesk.services.tasks import TaskRow
from egovdesk.ui.context import Context
from egovdesk.ui.evidence.file_list import EvidenceList
from egovdesk.ui.tasks import history, steps
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.widgets.badge import Badge
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


class TaskDetail(Card):
    """Shows the task that is chosen in a view, with buttons for its next steps."""

    step_requested = Signal(TaskEventKind)
    """A step should be taken."""
    evidence_opened = Signal(Evidence)
    """A file should be opened."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._natural: TaskEventKind | None = None
        self._nothing = EmptyState("tasks")
        self._nothing.set_words(
            _("No task selected"), _("Choose a task in the list to see its history.")
        )
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("History of the task"))
        self.progress = QPushButton()
        self.progress.setProperty("kind", "primary")
        self.progress.clicked.connect(lambda: self.step_requested.emit(TaskEventKind.PROGRESS))
        self.next = QPushButton()
        self.next.clicked.connect(lambda: self.step_requested.emit(self._natural))
        self.menu = QMenu(self)
        self.more = QPushButton(_("Other steps"))
        self.more.setMenu(self.menu)
        self.more.setShortcut(QKeySequence("Ctrl+Shift+P"))
        self.more.setToolTip(_("Everything that can happen next (Ctrl+Shift+P)"))
        self._buttons = QWidget()
        row = QVBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self.progress, self.next, self.more):
            row.addWidget(button)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._area, stretch=1)
        self.body.addWidget(self._buttons)
        self.show_task(None)

    def show_task(
        self, row: TaskRow | None, labels: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        """Show a task, or that none is selected; `labels` name the units by their codes."""
        self._nothing.setVisible(row is None)
        self._area.setVisible(row is not None)
        self._buttons.setVisible(row is not None)
        if row is None:
            self.set_title("")
            return
        clause = _("clause {label}").format(label=row.clause_label)
        self.set_title(f"{row.task.code} · {clause}" if row.clause_label else row.task.code)
        self._offer(row)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(history.text(row.task.title, "heading"))
        column.addLayout(_state(row))
        column.addLayout(self._facts(row, labels or {}))
        for title, lines in history.sections(row):
            column.addSpacing(4)
            column.addWidget(history.text(title, "label"))
            for line in lines:
                column.addWidget(line)
        if row.evidence:
            column.addSpacing(4)
            column.addWidget(history.text(_("Evidence"), "label"))
            files = EvidenceList(row.evidence, row.lost)
            files.opened.connect(self.evidence_opened)
            column.addWidget(files)
        column.addStretch()
        self._area.setWidget(content)
        # QScrollArea fills its contents with the window's colour; the card's shall show through.
        content.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)

    def focus_steps(self) -> None:
        """Go to the first button that can be pressed."""
        for button in (self.progress, self.next, self.more):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _offer(self, row: TaskRow) -> None:
        """Show what can happen next: progress, what usually follows, and everything else."""
        offered = steps.offered(row)
        self._natural = steps.natural(row)
        self.progress.setVisible(TaskEventKind.PROGRESS in offered)
        words = steps.step_words(TaskEventKind.PROGRESS, row)
        self.progress.setText(_("{step} (Ctrl+P)").format(step=words))
        self.next.setVisible(self._natural is not None)
        if self._natural is not None:
            self.next.setText(steps.step_words(self._natural, row))
        steps.fill_menu(self.menu, row, self.step_requested.emit)

    def _facts(self, row: TaskRow, labels: Mapping[str, Mapping[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (name, value) in enumerate(self._pairs(row, labels)):
            title = history.text(name, "muted")
            grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(history.text(value, ""), line, 1)
        return grid

    def _pairs(
        self, row: TaskRow, labels: Mapping[str, Mapping[str, str]]
    ) -> list[tuple[str, str]]:
        task, status = row.task, row.status
        units = labels.get("lead", {})
        found = self._context.desk.session.catalogue.clauses.get(task.clause)
        former = ", ".join(formats.day(day) for day in status.former_dues)
        pairs = [
            (_("Due"), formats.day(status.due) if status.due else ""),
            (_("Earlier deadlines"), former),
            (_("Progress"), f"{status.percent}%"),
            (_("Completed on"), formats.day(status.completed_on) if status.completed_on else ""),
            (_("Kind"), label(task.kind)),
            (_("Recurs"), label(task.recurrence) if task.recurrence else ""),
            (_("Lead unit"), units.get(task.lead, task.lead)),
            (_("Co-ordinating"), ", ".join(units.get(code, code) for code in task.coordinating)),
            (_("Focal point"), task.focal_point),
            (_("Deliverable"), task.deliverable),
            (_("Directive"), row.directive),
            (_("Clause"), formats.words(found.text) if found else ""),
        ]
        return [(name, value) for name, value in pairs if value]


def _state(row: TaskRow) -> FlowLayout:
    line = FlowLayout(8)
    line.addWidget(Badge(timeliness_words(row.status), timeliness_tone(row.status)))
    state = history.text(label(row.status.state), "muted")
    state.setWordWrap(False)  # whole below the badge rather than in pieces beside it
    line.addWidget(state)
    return line
