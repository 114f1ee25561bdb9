"""The reports page: is the period ready, what is still wrong, and the packages made of it."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from egovdesk.domain.findings import Finding, Subject
from egovdesk.domain.history import Noun
from egovdesk.services.packages import Exported
from egovdesk.services.reports import PeriodState, ReportRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.page import Page
from egovdesk.ui.reports.columns import finding_columns, revision_columns
from egovdesk.ui.reports.export_dialog import ExportDialog
from egovdesk.ui.reports.readiness import ReadinessCard
from egovdesk.ui.reports.verdict_view import VerdictDialog
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.folding_row import FoldingRow, scrolling
from egovdesk.wording import _

_PAGES = {
    Subject.TASK: "tasks",
    Subject.PROCEDURE: "services",
    Subject.MONTH: "services",
    Subject.INDICATOR: "overview",
    Subject.REPORT: "overview",
}
"""The page that shows what a finding speaks of."""


class ReportsPage(Page[PeriodState]):
    """One period's report."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun) - {Noun.SETTINGS}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.readiness = ReadinessCard()
        self.readiness.export.clicked.connect(self._on_export)
        self.findings: DataTable[Finding] = DataTable(
            finding_columns(), key=_finding_key, name=_("Findings")
        )
        self.findings.set_empty(
            _("Nothing to object to"), _("No rule found anything in this period.")
        )
        self.findings.row_activated.connect(self._on_finding)
        self.revisions: DataTable[ReportRow] = DataTable(
            revision_columns(), key=lambda row: row.report.id, name=_("Packages of this period")
        )
        self.revisions.hide_search()
        self.revisions.set_empty(_("No package yet"), _("Export the report to make the first one."))
        self.revisions.row_activated.connect(self._verify_row)
        self.revision_buttons = (
            self._add_action(_("Verify"), self._verify_row),
            self._add_action(_("Open folder"), self._open_folder_of),
        )
        self.revisions.selection_changed.connect(self._on_selected)
        self.drop = DropArea(
            _("Drop a package here to see whether it is genuine."), (".asice",), several=False
        )
        self.drop.folder = str(context.preferences.export_folder)
        self.drop.button.setText(_("Verify a package…"))
        self.drop.files_dropped.connect(lambda files: self.verify(files[0]))
        self._lay_out()

    def loader(self) -> Callable[[], PeriodState]:
        """Return the work that examines the period."""
        desk, period = self.context.desk, self.context.period
        return lambda: desk.reports.closing(period).state

    def show_data(self, data: PeriodState) -> None:
        """Show where the period stands."""
        self.readiness.show_state(data)
        self.findings.set_rows(data.findings)
        self.revisions.set_rows(tuple(reversed(data.history)))

    def verify(self, file: Path) -> VerdictDialog:
        """Verify a package and show the verdict."""
        dialog = VerdictDialog(self.context, file, self)
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        found = Card(_("Findings"))
        found.body.addWidget(self.findings)
        kept = Card(_("Packages of this period"))
        kept.body.addWidget(self.revisions)
        for button in self.revision_buttons:
            kept.header.addWidget(button)
        check = Card(_("Verify a package"))
        check.body.addWidget(self.drop)
        for card in (found, kept, check):
            card.setMinimumHeight(theme.px(200))
        for table in (self.findings, self.revisions):
            # The lists share what the rest leaves; only below their minimum the page scrolls.
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        below = FoldingRow(700)
        below.add_widget(kept, stretch=5)
        below.add_widget(check, stretch=2)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.readiness)
        column.addWidget(found, stretch=5)
        column.addWidget(below, stretch=4)
        self.column.addWidget(scrolling(sheet))

    def _add_action(self, words: str, act: Callable[[ReportRow], None]) -> QPushButton:
        """Offer an action on the selected package, in the context menu and as a button."""
        action, button = QAction(words, self), QPushButton(words)
        button.setEnabled(False)

        def for_selected() -> None:
            for row in self.revisions.selected_rows()[:1]:
                act(row)

        action.triggered.connect(for_selected)
        button.clicked.connect(for_selected)
        self.revisions.add_action(action)
        return button

    def _on_selected(self, row: ReportRow | None) -> None:
        for button in self.revision_buttons:
            button.setEnabled(row is not None)

    def _on_export(self) -> None:
        dialog = ExportDialog(self.context, self)
        dialog.exported.connect(self._on_exported)
        dialog.open()

    def _on_exported(self, exported: Exported) -> None:
        said = _("Revision {revision} was written to {file}.")
        if exported.is_copy:
            said = _("Nothing changed since revision {revision}; its package was copied to {file}.")
        text = said.format(revision=exported.revision, file=exported.file)
        if exported.is_trial:
            trial = _("TRIAL: signed with a trial key; this is a seal without legal force.")
            text = f"{text} {trial}"
        self.context.notifier.show_success(
            text, action=_("Open folder"), on_action=lambda: open_folder(exported.file.parent)
        )
        self.drop.folder = str(exported.file.parent)
        self.context.announce(frozenset({Noun.REPORTS}))

    def _on_finding(self, finding: Finding) -> None:
        key = "" if finding.subject is Subject.REPORT else finding.key
        self.context.page_requested.emit(_PAGES[finding.subject], key)

    def _verify_row(self, row: ReportRow) -> None:
        if row.package is not None:
            self.verify(self.context.desk.packages.kept_file(row.package.file_name))

    def _open_folder_of(self, row: ReportRow) -> None:
        if row.package is not None:
            open_folder(self.context.desk.packages.kept_file(row.package.file_name).parent)


def make(context: Context) -> ReportsPage:
    """Make the page."""
    return ReportsPage(context)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _finding_key(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.key, *sorted(finding.data.items()))
