"""The reports page: the guided path from recorded facts to a signed file."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar, Protocol, cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.findings import Finding
from egovdesk.domain.history import Noun
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import IndicatorLine, QuarterlyReport
from egovdesk.services.packages import Exported
from egovdesk.services.reports import Closing, ReportRow, thawed
from egovdesk.services.signing import Countersigned
from egovdesk.ui.context import Context
from egovdesk.ui.page import Page
from egovdesk.ui.reports.documents_step import DocumentsStep
from egovdesk.ui.reports.figures_step import FiguresStep
from egovdesk.ui.reports.file_step import FileStep
from egovdesk.ui.reports.findings_step import FindingsStep
from egovdesk.ui.reports.narrative_step import NarrativeStep
from egovdesk.ui.reports.period_step import PeriodStep
from egovdesk.ui.reports.places import place_of
from egovdesk.ui.reports.readiness import ReadinessCard
from egovdesk.ui.reports.reason_dialog import ReasonDialog
from egovdesk.ui.reports.signature_step import SignatureStep
from egovdesk.ui.reports.step_list import StepList
from egovdesk.ui.reports.steps import TITLES, Step, next_step, states_of
from egovdesk.ui.reports.verdict_view import VerdictDialog
from egovdesk.ui.widgets.file_choice import open_folder
from egovdesk.ui.widgets.focus import focus_list
from egovdesk.wording import _
from egovdesk.wording.messages import explain


class _StepView(Protocol):
    """What every step's view can do."""

    def show_closing(self, closing: Closing) -> None: ...


class ReportsPage(Page[Closing]):
    """One period's report on its way out, step by step."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun) - {Noun.SETTINGS}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._closing: Closing | None = None
        self._is_new_period = True
        self.readiness = ReadinessCard()
        self.steps = StepList()
        self.period_step = PeriodStep()
        self.figures_step = FiguresStep()
        self.findings_step = FindingsStep()
        self.narrative_step = NarrativeStep()
        self.documents_step = DocumentsStep(context)
        self.signature_step = SignatureStep(context.preferences.export_folder)
        self.file_step = FileStep(context.preferences.export_folder)
        self._views: Mapping[Step, QWidget] = {
            Step.PERIOD: self.period_step,
            Step.FIGURES: self.figures_step,
            Step.FINDINGS: self.findings_step,
            Step.NARRATIVE: self.narrative_step,
            Step.DOCUMENTS: self.documents_step,
            Step.SIGNATURE: self.signature_step,
            Step.FILE: self.file_step,
        }
        self.stack = QStackedWidget()
        self.back, self.forward = QPushButton(), QPushButton()
        self._lay_out()
        self._connect()

    def loader(self) -> Callable[[], Closing]:
        """Return the work that examines the period."""
        desk, period = self.context.desk, self.context.period
        return lambda: desk.reports.closing(period)

    def show_data(self, data: Closing) -> None:
        """Show where the period stands; a period that was just chosen opens at its next step."""
        self._is_new_period |= (
            self._closing is None or self._closing.state.period != data.state.period
        )
        self._closing = data
        states = states_of(data)
        self.readiness.show_state(data.state)
        self.steps.show_states(states)
        for view in self._views.values():
            cast("_StepView", view).show_closing(data)
        if self._is_new_period:
            self._is_new_period = False
            self.steps.choose(next_step(states))
        self._show_buttons()

    def open_record(self, key: str) -> None:
        """Open a step by its name."""
        if key in list(Step):
            self._is_new_period = False
            self.steps.choose(Step(key))

    @property
    def has_refused(self) -> bool:
        """Say whether a section of the narrative could not be saved."""
        return self.narrative_step.has_refused

    def end_typing(self) -> None:
        """Save the section that is being written."""
        self.narrative_step.save()

    def save_as(self) -> bool:
        """Ask in which form to save the letter where it is shown."""
        is_letter = self.steps.step is Step.DOCUMENTS
        if is_letter:
            self.documents_step.preview.save_as()
        return is_letter

    def verify(self, file: Path, *, is_kept: bool = False) -> VerdictDialog:
        """Verify a package and show the verdict; one that is kept here is signed in its step."""
        dialog = VerdictDialog(self.context, file, self, offers_signing=not is_kept)
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        for step in Step:
            self.stack.addWidget(self._views[step])
        self.forward.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.forward)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.stack, stretch=1)
        right.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.steps)
        row.addLayout(right, stretch=1)
        self.column.addWidget(self.readiness)
        self.column.addLayout(row, stretch=1)

    def _connect(self) -> None:
        self.steps.step_chosen.connect(self._on_step)
        self.back.clicked.connect(lambda: self._move(-1))
        self.forward.clicked.connect(lambda: self._move(1))
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._move, by))
        for leaving in (self.context.leaving, self.context.period_changed):
            leaving.connect(self.narrative_step.save)
        self.figures_step.line_activated.connect(self._on_line)
        self.figures_step.quarters_asked.connect(self._on_quarters)
        self.figures_step.changes_asked.connect(self._on_changes)
        self.file_step.comparison_asked.connect(
            lambda earlier, later: self._compare(
                lambda: (thawed(earlier.report), thawed(later.report))
            )
        )
        self.findings_step.finding_opened.connect(self._on_finding)
        self.findings_step.answered.connect(self._on_answered)
        self.narrative_step.written.connect(self._on_written)
        self.narrative_step.asked.connect(self._on_narrative_asked)
        self.documents_step.freeze_asked.connect(self._on_freeze)
        for step in (self.documents_step, self.signature_step):
            step.recall_asked.connect(self._on_recall)
        self.signature_step.sign_asked.connect(self._on_export)
        self.signature_step.second_asked.connect(self._on_second)
        self.signature_step.copy_asked.connect(self._on_copy)
        self.signature_step.file_returned.connect(self._on_returned)
        self.signature_step.letter_signed.connect(self._on_letter)
        self.signature_step.letter_unwanted.connect(self._on_letter_unwanted)
        self.file_step.file_returned.connect(self._on_returned)
        self.file_step.verify_asked.connect(self._verify_row)
        self.file_step.folder_asked.connect(self._open_folder_of)
        self.file_step.documents_asked.connect(self._show_documents)
        self.file_step.file_dropped.connect(self.verify)

    def _on_step(self, step: Step) -> None:
        if step is not Step.NARRATIVE:
            self.narrative_step.save()
        was_inside = self._focused_inside() is not None
        self.stack.setCurrentWidget(self._views[step])
        if was_inside:
            self._focus_step()
        self._show_buttons()

    def _focused_inside(self) -> QWidget | None:
        """Return what has the focus if it belongs to the step that is shown."""
        focused: QWidget | None = self.window().focusWidget()
        return focused if focused is not None and self.stack.isAncestorOf(focused) else None

    def _focus_step(self) -> None:
        """Give the focus to the step's own list, or to the steps: never to a button by chance."""
        if not focus_list(self._views[self.steps.step]):
            self.steps.setFocus()

    def _move(self, by: int) -> None:
        place = list(Step).index(self.steps.step) + by
        if 0 <= place < len(Step):
            self.steps.choose(list(Step)[place])

    def _show_buttons(self) -> None:
        order = list(Step)
        place = order.index(self.steps.step)
        for button, leads in ((self.back, place > 0), (self.forward, place + 1 < len(order))):
            was_pressed = button.hasFocus()
            button.setVisible(leads)
            if was_pressed and not leads:
                self._focus_step()  # Qt would give the focus to the sidebar
        if place:
            self.back.setText(_("Back: {step}").format(step=_(TITLES[order[place - 1]])))
            self.back.setToolTip("Ctrl+PgUp")
        if place + 1 < len(order):
            self.forward.setText(_("Next: {step}").format(step=_(TITLES[order[place + 1]])))
            self.forward.setToolTip("Ctrl+PgDn")

    def _do(
        self,
        work: Callable[[], object],
        said: str = "",
        on_failed: Callable[[EGovDeskError], None] | None = None,
    ) -> None:
        """Run a use case of this period and let everybody refresh."""

        def done(_result: object) -> None:
            if said:
                self.context.notifier.show_success(said)
            if isinstance(self._focused_inside(), QPushButton):
                self._focus_step()  # the button that was pressed may go away
            self.context.announce(frozenset({Noun.REPORTS}))

        self.context.jobs.run(work, done, on_failed or self.context.notifier.show_error)

    def _on_line(self, line: IndicatorLine) -> None:
        from egovdesk.ui.indicators.card import open_card

        open_card(self.context, line.indicator.id, self)

    def _on_quarters(self) -> None:
        from egovdesk.ui.indicators.compare_dialog import open_comparison

        period = self._period_shown()
        open_comparison(self.context, period.previous, period, self)

    def _on_changes(self) -> None:
        closing = self._closing
        if closing is not None and (live := closing.state.live) is not None:
            self._compare(lambda: (thawed(live.report), closing.draft))

    def _compare(self, sides: Callable[[], tuple[QuarterlyReport, QuarterlyReport]]) -> None:
        """Set two revisions of the period side by side."""
        from egovdesk.domain.comparison import Comparison, compare

        def show(found: Comparison) -> None:
            from egovdesk.ui.indicators.compare_dialog import ComparisonDialog

            dialog = ComparisonDialog(self.context, self)
            dialog.show_comparison(found)
            dialog.open()

        self.context.jobs.run(lambda: compare(*sides()), show, self.context.notifier.show_error)

    def _on_finding(self, finding: Finding) -> None:
        self.context.page_requested.emit(*place_of(finding))

    def _on_answered(self, findings: Iterable[Finding], reason: str) -> None:
        desk, period = self.context.desk, self.context.period
        self._do(lambda: desk.findings.answer(period, findings, reason))

    def _on_written(self, section: str, text: str) -> None:
        desk, period = self.context.desk, self._period_shown()

        def refused(error: EGovDeskError) -> None:
            self.narrative_step.refuse(section, text, str(explain(error)))
            self.context.notifier.show_error(error)

        self._do(lambda: desk.narratives.write(period, section, text), on_failed=refused)

    def _on_narrative_asked(self, request: str, section: str) -> None:
        narratives, period = self.context.desk.narratives, self._period_shown()
        if request == "adopt":
            self._do(lambda: narratives.adopt(period))
            return
        work = {
            "renew": narratives.renew,
            "confirm": narratives.confirm,
            "redraft": narratives.redraft,
        }[request]
        self._do(lambda: work(period, section))

    def _period_shown(self) -> Quarter:
        """Return the period whose narrative stands in the editor, whichever is chosen since."""
        return self.context.period if self._closing is None else self._closing.state.period

    def _on_freeze(self) -> None:
        desk, period = self.context.desk, self.context.period
        self._do(
            lambda: desk.reports.freeze(period),
            _("The report is frozen; its figures and words will not change any more."),
        )

    def _on_recall(self) -> None:
        dialog = ReasonDialog(
            _("Recall the report"),
            _(
                "The frozen revision stays on record. The next one can say something else, carries "
                "this reason, and needs a new signature."
            ),
            _("Recall"),
            self,
        )
        desk, period = self.context.desk, self.context.period
        said = _("The report is recalled; correct the records, then freeze its next revision.")
        dialog.accepted.connect(
            lambda: self._do(partial(desk.reports.recall, period, dialog.reason), said)
        )
        dialog.open()

    def _on_export(self) -> None:
        from egovdesk.ui.signing.export_dialog import ExportDialog

        live = None if self._closing is None else self._closing.state.live
        has_letter = live is not None and live.letter is not None
        dialog = ExportDialog(self.context, self, has_letter=has_letter)
        dialog.exported.connect(self._on_exported)
        dialog.open()

    def _on_exported(self, exported: Exported) -> None:
        said = _("Revision {revision} was written to {file}.")
        if exported.is_copy:
            said = _("Revision {revision} was signed before; its package was copied to {file}.")
        text = said.format(revision=exported.revision, file=exported.file)
        if exported.is_waiting:
            waits = _("It waits for the signature of who approves it.")
            text = f"{text} {waits}"
        if exported.is_trial:
            trial = _("TRIAL: signed with a trial key; this is a seal without legal force.")
            text = f"{text} {trial}"
        self._tell_written(text, exported.file)
        self.steps.choose(Step.SIGNATURE if exported.is_waiting else Step.FILE)
        self.context.announce(frozenset({Noun.REPORTS}))

    def _tell_written(self, text: str, file: Path) -> None:
        self.context.notifier.show_written(text, file)
        self.file_step.drop.folder = str(file.parent)

    def _on_copy(self, folder: Path) -> None:
        packages, period = self.context.desk.packages, self._period_shown()

        def done(file: Path) -> None:
            self.context.preferences.export_folder = folder
            self._tell_written(_("The package was copied to {file}.").format(file=file), file)

        copy = partial(packages.copy, period, folder)
        self.context.jobs.run(copy, done, self.context.notifier.show_error)

    def _on_second(self) -> None:
        from egovdesk.ui.signing.countersign_dialog import countersign_here

        closing = self._closing
        if closing is not None and (live := closing.state.live) is not None:
            dialog = countersign_here(self.context, live, self)
            dialog.signed.connect(self._on_second_signature)

    def _on_returned(self, file: Path) -> None:
        self.context.jobs.run(
            partial(self.context.desk.second_signatures.receive, file),
            self._on_second_signature,
            self.context.notifier.show_error,
        )

    def _on_letter(self, file: Path) -> None:
        letters, period = self.context.desk.letters, self._period_shown()
        said = _("The signed letter is attached; now sign and pack the report.")
        self._do(partial(letters.attach, period, file), said)

    def _on_letter_unwanted(self) -> None:
        letters, period = self.context.desk.letters, self._period_shown()
        self._do(partial(letters.detach, period))

    def _on_second_signature(self, signed: Countersigned) -> None:
        from egovdesk.ui.signing.countersign_dialog import with_trial

        said = _(
            "The second signature is kept; its certificate names “{name}”. "
            "Verify it, then write the package again to send it."
        )
        self.context.notifier.show_success(
            with_trial(said.format(name=signed.signer), signed),
            action=_("Verify"),
            on_action=partial(self._verify_kept, signed.file),
        )
        self.context.announce(frozenset({Noun.REPORTS}))

    def _verify_row(self, row: ReportRow) -> None:
        if row.package is not None:
            self._verify_kept(self.context.desk.packages.kept_file(row.package))

    def _verify_kept(self, file: Path) -> None:
        self.verify(file, is_kept=True)

    def _show_documents(self, row: ReportRow) -> None:
        from egovdesk.ui.reports.revision_dialog import RevisionDialog

        RevisionDialog(self.context, row, self).show()  # what is said of saving stays in reach

    def _open_folder_of(self, row: ReportRow) -> None:
        if row.package is not None:
            open_folder(self.context.desk.packages.kept_file(row.package).parent)


def make(context: Context) -> ReportsPage:
    """Make the page."""
    return ReportsPage(context)
