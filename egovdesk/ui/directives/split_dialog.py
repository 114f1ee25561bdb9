"""A directive's text becomes clauses and tasks: paste it, look at what was read, save it whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.cells import CellIssue, IssueCode
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import Change
from egovdesk.domain.plans import Draft, OnMatch, Plan, PlannedRow, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.directives import MAX_LABEL, MAX_TEXT, ClauseProposal, DirectiveSheet
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.directives.proposal_table import ProposalRow, ProposalTable
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words
from egovdesk.wording.messages import explain

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Read:
    proposals: tuple[ClauseProposal, ...]
    labels: Labels


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What saving came to: the change, or the plan that has faults."""

    plan: Plan
    change: Change | None


class SplitDialog(QDialog):
    """Asks for the text, then shows its clauses; `change` is what was saved."""

    def __init__(
        self, context: Context, sheet: DirectiveSheet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._sheet = sheet
        self._is_warned = False
        self.change: Change | None = None
        number = sheet.directive.number
        self.setWindowTitle(_("Split {number} into clauses and tasks").format(number=number))
        self.resize(theme.px(1180), theme.px(660))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.table = ProposalTable()
        self.whole = QPlainTextEdit()
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(theme.px(92))
        self._text_row = FieldRow(
            _("&Text of the document"),
            self.text,
            hint=_("Copy it whole from Word or PDF; lines may be broken, page numbers may stay."),
        )
        self.count = Badge()
        self._replaced = Badge()
        self.error = QLabel(wordWrap=True)
        self.error.setProperty("role", "error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton(_("&Back"))
        self.next = QPushButton(_("&Next"))
        self.save = QPushButton(_("&Save"))
        self.cancel = QPushButton(_("Cancel"))
        self._lay_out()
        self._connect()
        self._show_step(0)

    def reject(self) -> None:
        """Close; a text is given up only when it is asked for twice."""
        if self.text.toPlainText().strip() and not self._is_warned:
            self._is_warned = True
            self.error.setText(_("The text is not saved. Press Escape again to discard it."))
            return
        super().reject()

    def _lay_out(self) -> None:
        self._steps = QStackedWidget()
        self._steps.addWidget(self._text_row)
        self._text_row.layout().setStretch(1, 1)  # type: ignore[union-attr]
        preview = QWidget()
        column = QVBoxLayout(preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.count)
        top.addWidget(self._replaced)
        top.addStretch()
        column.addLayout(top)
        column.addWidget(self.table, stretch=1)
        column.addWidget(FieldRow(_("Whole te&xt of the clause"), self.whole))
        self._steps.addWidget(preview)
        below = QHBoxLayout()
        below.addWidget(self.error, stretch=1)
        for button in (self.back, self.next, self.save, self.cancel):
            below.addWidget(button)
            button.setAutoDefault(False)
        for button in (self.next, self.save):
            button.setProperty("kind", "primary")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self._steps, stretch=1)
        whole.addLayout(below)

    def _connect(self) -> None:
        self.next.clicked.connect(self._on_next)
        self.back.clicked.connect(lambda: self._show_step(0))
        self.save.clicked.connect(self._on_save)
        press_with_ctrl_return(self, self.save)
        self.cancel.clicked.connect(self.reject)
        self.text.textChanged.connect(self._on_text_changed)
        self.table.model_of.changed.connect(self._show_counts)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_whole())
        self.whole.textChanged.connect(self._on_whole_changed)

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.back.setVisible(step == 1)
        self.save.setVisible(step == 1)
        self.next.setVisible(step == 0)
        self.error.clear()
        self._on_text_changed()
        (self.table if step else self.text).setFocus()

    def _on_text_changed(self) -> None:
        self.next.setEnabled(bool(self.text.toPlainText().strip()))
        self._text_row.set_error("")

    def _on_next(self) -> None:
        desk, directive_id = self._context.desk, self._sheet.directive.id
        text = self.text.toPlainText()
        self._set_busy(busy=True)

        def read() -> _Read:
            proposals = desk.directives.read(directive_id, text)
            return _Read(proposals, desk.registers.labels(RegisterKind.TASKS))

        self._context.jobs.run(read, self._on_read, self._on_not_read)

    def _on_read(self, read: _Read) -> None:
        self._set_busy(busy=False)
        if not read.proposals:
            self._text_row.set_error(
                _("No clause was found: clauses begin with 1., a), Điều 1 or a dash.")
            )
            return
        tasked = {found.task.clause for found in self._sheet.tasks.values()}
        rows = [
            ProposalRow.of(proposal, read.labels, has_task=proposal.label in tasked)
            for proposal in read.proposals
        ]
        self.table.model_of.set_rows(rows, read.labels)
        held = len(self._sheet.clauses)
        self._replaced.setVisible(held > 0)
        said = _("The {count} clauses recorded now are replaced")
        self._replaced.set_badge(said.format(count=formats.number(held)), Tone.WARNING)
        self._show_step(1)
        self.table.go_to(0, "is_task")

    def _on_not_read(self, error: EGovDeskError) -> None:
        self._set_busy(busy=False)
        if error.code is ErrorCode.FIELD_INVALID:
            self._text_row.set_error(_field_words(error))
        else:
            self._text_row.set_error(str(explain(error)))
        self.text.setFocus()

    def _show_counts(self) -> None:
        rows = self.table.model_of.rows
        said = _("{clauses} clauses, {duties} duties, {tasks} tasks to be made").format(
            clauses=formats.number(len(rows)),
            duties=formats.number(sum(row.is_duty for row in rows)),
            tasks=formats.number(sum(row.is_task for row in rows)),
        )
        self.count.set_badge(said, Tone.INFO)
        self.count.updateGeometry()

    def _show_whole(self) -> None:
        line = self.table.currentIndex().row()
        rows = self.table.model_of.rows
        text = rows[line].text if 0 <= line < len(rows) else ""
        if text != self.whole.toPlainText():
            self.whole.setPlainText(text)

    def _on_whole_changed(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        model = self.table.model_of
        text = self.whole.toPlainText()
        if text != model.rows[index.row()].text:
            model.setData(model.index(index.row(), model.keys.index("text")), text)

    def _on_save(self) -> None:
        self.error.clear()
        if self._lacks_labels():
            return
        desk, directive, as_of = self._context.desk, self._sheet.directive, self._context.as_of
        on = directive.issued_on or desk.session.today
        rows = self.table.model_of.rows
        clauses = [row.clause() for row in rows]
        drafts = [
            Draft(
                place,
                {**row.raw(), "directive": directive.number, "assigned_on": formats.day(on)},
            )
            for place, row in enumerate(rows)
            if row.is_task
        ]

        def work() -> _Outcome:
            plan = desk.registers.plan(RegisterKind.TASKS, drafts, as_of, on_match=OnMatch.LEAVE)
            if any(row.verdict is not Verdict.NEW for row in plan.rows):
                return _Outcome(plan, None)
            return _Outcome(plan, desk.directives.split(directive.id, clauses, plan, on))

        self._set_busy(busy=True)
        self._context.jobs.run(work, self._on_outcome, self._on_not_saved)

    def _lacks_labels(self) -> bool:
        """Point at the first clause whose label cannot be kept."""
        seen: set[str] = set()
        for place, row in enumerate(self.table.model_of.rows):
            name = " ".join(row.label.split())
            if not name or len(name) > MAX_LABEL or name in seen:
                code = IssueCode.TWICE if name in seen else IssueCode.REQUIRED
                if len(name) > MAX_LABEL:
                    code = IssueCode.TOO_LONG
                value = str(len(name)) if code is IssueCode.TOO_LONG else name
                found = CellIssue(code, value, str(MAX_LABEL))
                self._point_at({place: {"label": words.issue(RegisterKind.TASKS, found)}})
                return True
            seen.add(name)
        return False

    def _on_outcome(self, outcome: _Outcome) -> None:
        self._set_busy(busy=False)
        self.change = outcome.change
        if outcome.change is not None:
            self.accept()
            return
        self._point_at(
            {row.place: _faults(row) for row in outcome.plan.rows if row.verdict is not Verdict.NEW}
        )

    def _point_at(self, faults: Mapping[int, Mapping[str, str]]) -> None:
        """Mark the faults, say the first, and go there."""
        model = self.table.model_of
        model.set_issues(faults)
        place = min(faults)
        key, said = next(iter(faults[place].items()))
        count = sum(map(len, faults.values()))
        more = _(" ({count} faults in all)").format(count=formats.number(count))
        clause = model.rows[place].label
        self.error.setText(f"{clause}: {said}{more if count > 1 else ''}")
        self.table.go_to(place, key)

    def _on_not_saved(self, error: EGovDeskError) -> None:
        self._set_busy(busy=False)
        if error.code is ErrorCode.FIELD_INVALID:
            self.error.setText(_field_words(error))
        else:
            self.error.setText(str(explain(error)))

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.next, self.back, self.save):
            button.setEnabled(not busy)


def _faults(row: PlannedRow) -> dict[str, str]:
    """Say what keeps a planned task from being made; a code of another task is taken."""
    kind = RegisterKind.TASKS
    if row.record_id is not None:
        taken = CellIssue(IssueCode.TAKEN, str(row.values.get("code", "")))
        return {"code": words.issue(kind, taken)}
    places = {"clause": "label", "directive": "title", "assigned_on": "due"}
    return {
        places.get(key, key): words.issue(kind, found)
        for key, found in row.issues.items()
        if found.blocks
    }


def _field_words(error: EGovDeskError) -> str:
    """Say why a text or a label cannot be kept."""
    value = str(error.data["value"])
    codes = {
        "length": CellIssue(IssueCode.TOO_LONG, value, str(MAX_TEXT)),
        "label": CellIssue(IssueCode.TWICE, value),
    }
    return words.issue(RegisterKind.TASKS, codes[str(error.data["field"])])
