"""One directive on the screen: what it is, its file, its clauses and what covers them."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.directives import CoverageState, Directive, DirectiveClause
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.directives import DirectiveSheet
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.directives.clause_tree import ClauseTree
from egovdesk.ui.directives.task_maker import make_task
from egovdesk.ui.evidence.attach import attach
from egovdesk.ui.evidence.paste import EvidencePaste
from egovdesk.ui.evidence.preview import show_evidence
from egovdesk.ui.registers.telling import tell
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


class DirectiveSheetView(Card):
    """Shows the chosen directive, and offers what can be done with it."""

    split_requested = Signal(object)
    """The directive's text should be split (its sheet)."""
    compare_requested = Signal(object)
    """The directive should be compared with another (its sheet)."""
    filled = Signal()
    """The directive that was asked for is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asked = 0
        self._wanted = ("", "")
        self.sheet: DirectiveSheet | None = None
        self._title = QLabel(wordWrap=True)
        self._title.setProperty("role", "heading")
        self._origin = QLabel(wordWrap=True)
        self._origin.setProperty("role", "muted")
        self._subject = QLabel(wordWrap=True)
        self._files = FlowLayout()
        self.drop = DropArea(
            _("Drop or paste the document here (Ctrl+V): PDF, Word, a picture"), (), compact=True
        )
        self.summary = Badge()
        self.orphans = Badge()
        self.only_uncovered = QPushButton(_("Uncovered only"))
        self.only_uncovered.setCheckable(True)
        self.only_uncovered.setProperty("kind", "chip")
        self.split = QPushButton(_("&Split text into clauses and tasks…"))
        self.compare = QPushButton(_("Com&pare with…"))
        self.make_task = QPushButton(_("&Make a task…"))
        self.duty = QPushButton(_("No duty of ours"))
        self.tree = ClauseTree()
        self._no_clauses = EmptyState("directives")
        self._no_clauses.set_words(
            _("No clauses yet"),
            _("Paste the document's text: it is split into clauses, and clauses into tasks."),
            _("Split text into clauses and tasks…"),
        )
        self._add_task_action()
        self._lay_out()
        self._connect()
        self.show_nothing()

    def show_directive(self, directive_id: int) -> None:
        """Read a directive and show it; readings that are overtaken are dropped."""
        self._asked += 1
        asked = self._asked
        directives = self._context.desk.directives

        def show(sheet: DirectiveSheet) -> None:
            if asked == self._asked:
                self._show(sheet)

        def fail(error: EGovDeskError) -> None:
            if asked == self._asked:
                self._on_not_read(error)

        self._context.jobs.run(lambda: directives.sheet(directive_id), show, fail)

    def select_clause(self, number: str, label: str) -> None:
        """Make a clause the current one, now or once the directive with the number is shown."""
        self._wanted = (number, label)
        self._go_to_wanted()

    def show_nothing(self) -> None:
        """Show that no directive is chosen."""
        self._asked += 1
        self.sheet = None
        self._whole.setCurrentWidget(self._no_directive)

    def refresh(self) -> None:
        """Read the shown directive anew."""
        if self.sheet is not None:
            self.show_directive(self.sheet.directive.id)

    def _add_task_action(self) -> None:
        for button in (self.make_task, self.duty):
            action = QAction(button.text().replace("&", ""), self.tree)
            action.triggered.connect(button.click)
            self.tree.addAction(action)
            button.setProperty("action", action)

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for words in (self._title, self._origin, self._subject):
            column.addWidget(words)
        column.addLayout(self._files)
        column.addWidget(self.drop)
        actions = FlowLayout(8)
        for button in (self.split, self.compare):
            actions.addWidget(button)
        column.addLayout(actions)
        self._states = QWidget()
        states = FlowLayout(8)
        self._states.setLayout(states)
        for widget in (self.summary, self.only_uncovered, self.make_task, self.duty):
            states.addWidget(widget)
        column.addWidget(self._states)
        column.addWidget(self.orphans)
        self._lower = QStackedLayout()
        self._lower.addWidget(self.tree)
        self._lower.addWidget(self._no_clauses)
        column.addLayout(self._lower, stretch=1)
        self._no_directive = EmptyState("directives")
        self._no_directive.set_words(
            _("No directive is chosen"), _("Choose one in the list, or add one there.")
        )
        self._whole = QStackedLayout()
        self._whole.addWidget(sheet)
        self._whole.addWidget(self._no_directive)
        self.body.addLayout(self._whole, stretch=1)

    def _connect(self) -> None:
        self.drop.files_dropped.connect(self._on_files)
        EvidencePaste(self._context, self, self._on_files)
        self.only_uncovered.toggled.connect(lambda _on: self._show_clauses())
        self.split.clicked.connect(lambda: self.split_requested.emit(self.sheet))
        self._no_clauses.action_requested.connect(lambda: self.split_requested.emit(self.sheet))
        self.compare.clicked.connect(lambda: self.compare_requested.emit(self.sheet))
        self.make_task.clicked.connect(self._on_make_task)
        self.duty.clicked.connect(self._on_duty)
        self.tree.clause_chosen.connect(self._on_clause)
        self.tree.task_wanted.connect(lambda _clause: self._on_make_task())
        self.tree.task_opened.connect(lambda code: self._context.page_requested.emit("tasks", code))

    def _show(self, sheet: DirectiveSheet) -> None:
        is_other = self.sheet is None or self.sheet.directive.id != sheet.directive.id
        self.sheet = sheet
        if is_other:
            self.only_uncovered.setChecked(False)
        directive = sheet.directive
        self._title.setText(f"{label(directive.type)} {directive.number}")
        self._origin.setText(_origin(directive))
        self._origin.setVisible(bool(self._origin.text()))
        self._subject.setText(directive.subject)
        self.setAccessibleName(self._title.text())
        self._show_files(sheet.files)
        self._show_summary(sheet)
        self._show_clauses()
        self._whole.setCurrentIndex(0)
        self._go_to_wanted()
        self.filled.emit()

    def _go_to_wanted(self) -> None:
        number, label = self._wanted
        if self.sheet is not None and self.sheet.directive.number == number:
            self._wanted = ("", "")
            self.tree.select_clause(label)

    def _show_files(self, files: tuple[Evidence, ...]) -> None:
        while (item := self._files.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for evidence in files:
            button = QPushButton(icons.icon("file", "primary"), evidence.name)
            button.setProperty("kind", "quiet")
            button.setAccessibleName(_("Open {file}").format(file=evidence.name))
            button.setToolTip(_("Open {file}").format(file=evidence.name))
            button.clicked.connect(lambda _checked, chosen=evidence: self._open_file(chosen))
            self._files.addWidget(button)

    def _show_summary(self, sheet: DirectiveSheet) -> None:
        duties, missing = len(sheet.coverage.duties), len(sheet.coverage.uncovered)
        weak = any(duty.state is CoverageState.ABOVE for duty in sheet.coverage.duties)
        said = _("{covered} of {total} duties covered").format(
            covered=formats.number(duties - missing), total=formats.number(duties)
        )
        tone = Tone.BAD if missing else Tone.WARNING if weak else Tone.GOOD
        self.summary.set_badge(said, tone if duties else Tone.NEUTRAL)
        self.summary.updateGeometry()
        strays = len(sheet.coverage.orphans) if sheet.clauses else 0
        said = _("{count} tasks without their clause").format(count=formats.number(strays))
        self.orphans.set_badge(said, Tone.WARNING)
        self.orphans.setVisible(strays > 0)
        self.only_uncovered.setEnabled(missing > 0 or self.only_uncovered.isChecked())
        self._states.setVisible(bool(sheet.clauses))
        self.duty.setVisible(bool(sheet.clauses))

    def _show_clauses(self) -> None:
        if self.sheet is None:
            return
        is_bare = not self.sheet.clauses and not self.sheet.tasks
        self.tree.show_sheet(self.sheet, only_uncovered=self.only_uncovered.isChecked())
        self._lower.setCurrentWidget(self._no_clauses if is_bare else self.tree)

    def _on_clause(self, clause: DirectiveClause | None) -> None:
        self.make_task.setEnabled(clause is not None)
        self.duty.setEnabled(clause is not None)
        is_duty = clause is None or clause.is_duty
        self.duty.setText(_("No duty of ours") if is_duty else _("A duty of ours"))
        for button in (self.make_task, self.duty):
            action = button.property("action")
            action.setText(button.text().replace("&", ""))
            action.setEnabled(button.isEnabled())

    def _on_make_task(self) -> None:
        clause = self.tree.current_clause()
        if clause is not None and self.sheet is not None:
            make_task(self._context, self.sheet.directive, clause, self)

    def _on_duty(self) -> None:
        clause = self.tree.current_clause()
        if clause is None:
            return
        directives = self._context.desk.directives
        self._context.jobs.run(
            lambda: directives.set_duty(clause, is_duty=not clause.is_duty),
            lambda change: tell(self._context, change),
            self._context.notifier.show_error,
        )

    def _on_files(self, files: list[Path]) -> None:
        if self.sheet is not None:
            attach(self._context, RegisterKind.DIRECTIVES, self.sheet.directive.id, files)

    def _open_file(self, evidence: Evidence) -> None:
        show_evidence(self._context, evidence, self)

    def _on_not_read(self, error: EGovDeskError) -> None:
        self.show_nothing()
        if error.code is not ErrorCode.RECORD_MISSING:  # the list says so itself
            self._context.notifier.show_error(error)


def _origin(directive: Directive) -> str:
    """Say who issued a directive and when, as far as it is known."""
    if directive.issued_on is None:
        return directive.issuer
    day = formats.day(directive.issued_on)
    if not directive.issuer:
        return day
    return _("{issuer}, {day}").format(issuer=directive.issuer, day=day)
