"""Recording progress on a task, that it is complete, or done for a period."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from egovdesk.domain.history import Change
from egovdesk.domain.tasks import TaskEventKind
from egovdesk.services.tasks import ProgressEntry, TaskRow
from egovdesk.ui.context import Context
from egovdesk.ui.tasks.entry_dialog import EntryDialog
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _, formats

_STEP = 5


class ProgressDialog(EntryDialog):
    """Asks for day, percentage or completion, note and evidence; `kind` is what is proposed."""

    def __init__(
        self,
        context: Context,
        row: TaskRow,
        parent: QWidget | None = None,
        *,
        kind: TaskEventKind = TaskEventKind.PROGRESS,
    ) -> None:
        super().__init__(context, row, parent)
        self.setWindowTitle(_("Record progress: {code}").format(code=row.task.code))
        self._is_day_typed = False
        self.percent = QSpinBox(minimum=0, maximum=100, singleStep=_STEP, suffix=" %")
        self.percent.setValue(row.now.percent)
        self.completed = QCheckBox(_("The task is &complete"))
        self.period_done = QCheckBox()
        self.document_day = DateEdit()
        if row.now.due is not None:
            words = _("Done for the pe&riod due on {day}")
            self.period_done.setText(words.format(day=formats.day(row.now.due)))
        self.rows = {
            "on": FieldRow(
                _("&Day"), self.day, hint=_("For a completion: the day of the document.")
            ),
            "percent": FieldRow(_("&Progress"), self.percent),
            "note": FieldRow(_("&Note"), self.note),
            "document": FieldRow(_("Document n&umber"), self.number),
            "document_day": FieldRow(_("Da&ted"), self.document_day),
            "evidence": FieldRow(_("&Evidence"), self.evidence),
        }
        self.completed.toggled.connect(self._on_completed)
        self.period_done.toggled.connect(self._on_period_done)
        self.document_day.date_changed.connect(self._on_document_day)
        self.day.textEdited.connect(self._on_day_typed)
        self._lay_out()
        possible = row.possible
        self.percent.setEnabled(not row.now.is_done)
        self.completed.setVisible(TaskEventKind.COMPLETED in possible)
        self.completed.setChecked(kind is TaskEventKind.COMPLETED)
        self.period_done.setVisible(TaskEventKind.PERIOD_DONE in possible)
        self.period_done.setChecked(kind is TaskEventKind.PERIOD_DONE)
        self.note.setFocus()

    def work(self, day: date) -> Callable[[], Change]:
        """Return the use case that saves what was typed."""
        tasks, code = self.context.desk.tasks, self.row.task.code
        entry = ProgressEntry(
            on=day,
            percent=self.percent.value(),
            note=self.note.toPlainText(),
            document=self.number.text(),
            completed=self.completed.isChecked(),
            period_done=self.period_done.isChecked(),
            evidence=self.new_evidence(self.document_day.day()),
        )
        return lambda: tasks.record_progress(code, entry)

    def is_complete(self) -> bool:
        """Refuse a document's day that is none, or that would be lost without a file."""
        if not self.document_day.is_acceptable():
            self.refuse("document_day", _("Write the day as 24/02/2021."))
            return False
        if self.document_day.day() is not None and not self.has_file:
            self.refuse("document_day", _("This is kept with a file only: attach the document."))
            return False
        return True

    def _lay_out(self) -> None:
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addWidget(self.rows["on"], 0, 0)
        grid.addWidget(self.rows["percent"], 0, 1)
        grid.addWidget(self.completed, 1, 0, 1, 2)
        grid.addWidget(self.period_done, 2, 0, 1, 2)
        grid.addWidget(self.rows["note"], 3, 0, 1, 2)
        grid.addWidget(self.rows["evidence"], 4, 0, 1, 2)
        grid.addWidget(self.file_line, 5, 0, 1, 2)
        grid.addWidget(self.rows["document"], 6, 0)
        grid.addWidget(self.rows["document_day"], 6, 1)
        self.lay_out(fields)

    def _on_completed(self, completed: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.percent.setEnabled(not completed)
        if completed:
            self.percent.setValue(100)
            self.period_done.setChecked(False)
            self._on_document_day(self.document_day.day())

    def _on_period_done(self, done: bool) -> None:  # noqa: FBT001 - Qt's signal
        if done:
            self.completed.setChecked(False)

    def _on_day_typed(self, _text: str) -> None:
        self._is_day_typed = True

    def _on_document_day(self, day: date | None) -> None:
        """Date a completion by its document, unless somebody typed another day."""
        if day is not None and self.completed.isChecked() and not self._is_day_typed:
            self.day.set_day(day)
