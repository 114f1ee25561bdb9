"""Importing a register from somebody's own file: file, columns, preview, and only then saving."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.importing import Layout
from egovdesk.domain.plans import OnMatch, OnTwice, Plan, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.renderings import Rendering
from egovdesk.services.imports import Choices, OnLegacy, Source
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.importing.columns_step import ColumnsStep, Recognised, recognised
from egovdesk.ui.jobs import Job
from egovdesk.ui.registers.plan_preview import PlanTable
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_target
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words
from egovdesk.wording.labels import label
from egovdesk.wording.messages import explain

_FILES = "*.xlsx *.csv *.txt *.tsv"
_SUFFIXES = (".xlsx", ".csv", ".txt", ".tsv")
_FILE, _COLUMNS, _PREVIEW = range(3)


class ImportWizard(JobDialog):
    """Three steps; nothing is written before the last button. `change` is what was saved."""

    def __init__(self, context: Context, kind: RegisterKind, parent: QWidget) -> None:
        super().__init__(context.jobs, parent)
        self._context = context
        self._kind = kind
        self._source: Source | None = None
        self._plan: Plan | None = None
        self.change: Change | None = None
        self.setWindowTitle(_("Import: {register}").format(register=words.name(kind)))
        self.resize(theme.px(1080), theme.px(640))
        self._steps = QStackedWidget()
        self.file = DropArea(
            _("Drop a workbook or a CSV file here, or press Enter to choose one"),
            _SUFFIXES,
            several=False,
        )
        self._file_row = FieldRow(_("&File"), self.file)
        self.template = QPushButton(_("Save a template to fill in…"))
        self.columns = ColumnsStep(context, kind)
        self.table = PlanTable(context.labels(kind))
        self.on_match = QComboBox()
        self.on_twice = QComboBox()
        self._note = QLabel(wordWrap=True)
        self._note.setMinimumWidth(theme.px(200))  # a long path may not widen the window
        self.back = QPushButton(_("Back"))
        self.onward = QPushButton(_("Continue"))
        self.refused = QPushButton(_("Save refused rows with their causes…"))
        self._lay_out()
        self._connect()
        self._show_step(_FILE)

    def read_file(self, path: Path) -> None:
        """Read a file and go on to its columns."""
        self._file_row.set_error("")
        imports, kind = self._context.desk.imports, self._kind

        def work(job: Job, _report: object) -> tuple[Source, Recognised]:
            source = imports.open(path, job.check)
            return source, recognised(imports, kind, source.sheets[source.likeliest])

        self.start_job(
            _("Reading {file}…").format(file=path.name),
            work,
            self._on_read,
            self._on_failed,
            lambda _progress: None,
        )

    def _lay_out(self) -> None:
        hint = QLabel(
            _(
                "Titles above the list, heads of two rows, totals and hidden columns are "
                "recognised. Nothing is saved before you have seen what would change. "
                "Files with state secrets do not belong on this computer."
            ),
            wordWrap=True,
        )
        hint.setProperty("role", "muted")
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(hint)
        column.addWidget(self._file_row, stretch=1)
        column.addWidget(self.template, alignment=Qt.AlignmentFlag.AlignLeft)
        self._steps.addWidget(first)
        self._steps.addWidget(self.columns)
        self._steps.addWidget(self._preview_step())
        self.onward.setProperty("kind", "primary")
        self.onward.setDefault(True)
        line = QHBoxLayout()
        self._note.setProperty("role", "muted")
        line.addWidget(self._note, stretch=1)
        line.addWidget(self.refused)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        for button in (self.back, self.onward, cancel):
            line.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self._steps, stretch=1)
        whole.addWidget(self.progress)
        whole.addLayout(line)

    def _preview_step(self) -> QWidget:
        for words_, choice in (
            (_("Update the record"), OnMatch.UPDATE),
            (_("Leave the record as it is"), OnMatch.LEAVE),
        ):
            self.on_match.addItem(words_, choice)
        for words_, twice in (
            (_("Refuse all of them"), OnTwice.REFUSE),
            (_("Take the first"), OnTwice.FIRST),
            (_("Take the last"), OnTwice.LAST),
        ):
            self.on_twice.addItem(words_, twice)
        step = QWidget()
        questions = QHBoxLayout()
        for words_, box in (
            (_("Rows whose record exists already:"), self.on_match),
            (_("Rows that speak of the same record:"), self.on_twice),
        ):
            form = QFormLayout()
            form.addRow(words_, box)
            questions.addLayout(form)
        questions.addStretch()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(questions)
        column.addWidget(self.table, stretch=1)
        return step

    def _connect(self) -> None:
        self.file.files_dropped.connect(lambda paths: self.read_file(Path(paths[0])))
        self.template.clicked.connect(self._on_template)
        self.back.clicked.connect(self._on_back)
        self.onward.clicked.connect(self._on_onward)
        self.refused.clicked.connect(self._on_refused)
        self.columns.changed.connect(self._show_columns_state)
        for box in (self.on_match, self.on_twice):
            box.currentIndexChanged.connect(lambda _place: self._make_plan())

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.back.setVisible(step != _FILE)
        self.onward.setVisible(step != _FILE)
        self.refused.setVisible(step == _PREVIEW and self._count(Verdict.REFUSED) > 0)
        self._note.setText("")
        if step == _COLUMNS:
            self.onward.setText(_("Preview"))
            self._show_columns_state()
        elif step == _PREVIEW:
            effective = self._plan.effective if self._plan is not None else 0
            what = words.counted(self._kind, effective)
            self.onward.setText(_("Save {what}").format(what=what))
            self.onward.setEnabled(effective > 0)
            self._note.setText(self._plan_note())
        (self.file.button if step == _FILE else self.onward).setFocus()

    def _plan_note(self) -> str:
        if self._count(Verdict.REFUSED):
            return _("Refused rows are left out; the others can be saved now.")
        return "" if self._plan is None or self._plan.effective else _("There is nothing to save.")

    def _count(self, verdict: Verdict) -> int:
        return self._plan.counts[verdict] if self._plan is not None else 0

    def _show_columns_state(self) -> None:
        if self._steps.currentIndex() == _COLUMNS:
            lacking = self.columns.lacking()
            self.onward.setEnabled(not lacking)
            said = _("Choose the columns of: {fields}")
            self._note.setText(said.format(fields=", ".join(lacking)) if lacking else "")

    def _on_read(self, read: tuple[Source, Recognised]) -> None:
        self._source, likeliest = read
        self.columns.show_source(self._source, likeliest)
        self._show_step(_COLUMNS)

    def _on_onward(self) -> None:
        if self._steps.currentIndex() == _COLUMNS:
            self._make_plan()
        elif self._plan is not None:
            self._save(self._plan)

    def _on_back(self) -> None:
        self._show_step(self._steps.currentIndex() - 1)

    def _make_plan(self) -> None:
        chosen = self.columns.chosen()
        if chosen is None or self.is_running:
            return
        sheet, layout = chosen
        choices = Choices(
            on_match=self.on_match.currentData(),
            on_twice=self.on_twice.currentData(),
            on_legacy=OnLegacy.CONVERT if self.columns.converts_legacy() else OnLegacy.KEEP,
        )
        imports, kind, as_of = self._context.desk.imports, self._kind, self._context.as_of
        self.start_job(
            _("Checking {count} rows…").format(count=formats.number(len(sheet.as_read))),
            lambda job, _report: imports.plan(kind, sheet, layout, as_of, choices, job.check),
            self._on_planned,
            self._on_failed,
            lambda _progress: None,
        )

    def _on_planned(self, planned: Plan) -> None:
        self._plan = planned
        self.table.set_plan(planned)
        self._show_step(_PREVIEW)

    def _save(self, planned: Plan) -> None:
        registers = self._context.desk.registers
        on = min(self._context.as_of, self._context.desk.session.today)
        self.start_job(
            _("Saving…"),
            lambda job, _report: registers.apply(
                planned, use_case=UseCase.IMPORT_RECORDS, on=on, check=job.check
            ),
            self._on_saved,
            self._on_failed,
            lambda _progress: None,
        )

    def _on_saved(self, change: Change) -> None:
        self.change = change
        self.accept()

    def _on_template(self) -> None:
        proposed = self._context.preferences.export_folder / f"{words.name(self._kind)}.xlsx"
        if target := ask_target(self, _("Save a template"), proposed, label(Rendering.XLSX)):
            lists, kind = self._context.desk.lists, self._kind
            said = _("The template was saved: {file}").format(file=target)
            self._write(partial(lists.write_template, kind, target), said)

    def _on_refused(self) -> None:
        source, planned, chosen = self._source, self._plan, self.columns.chosen()
        if source is None or planned is None or chosen is None:
            return
        refused = _("refused")
        proposed = source.path.with_name(f"{source.path.stem}-{refused}.xlsx")
        if target := ask_target(self, _("Save refused rows"), proposed, label(Rendering.XLSX)):
            layout: Layout = chosen[1]
            imports, place = self._context.desk.imports, self.columns.sheet_place()
            said = _("The refused rows were saved with their causes: {file}").format(file=target)
            work = partial(imports.return_refused, source, place, layout, planned, target)
            self._write(work, said)

    def _write(self, work: "partial[None]", said: str) -> None:
        self.start_job(
            _("Writing the file…"),
            lambda _job, _report: work(),
            lambda _none: self._note.setText(said),
            self._on_failed,
            lambda _progress: None,
        )

    def _on_failed(self, error: EGovDeskError) -> None:
        if self._steps.currentIndex() == _FILE:
            self._file_row.set_error(str(explain(error)))
        else:
            self._note.setText(str(explain(error)))


def import_file(context: Context, kind: RegisterKind, parent: QWidget) -> Change | None:
    """Ask for a file and import it; return what was saved, None where nothing was."""
    wizard = ImportWizard(context, kind, parent)
    wizard.exec()
    return wizard.change
