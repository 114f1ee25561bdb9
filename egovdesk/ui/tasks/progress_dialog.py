"""Recording progress on a task: saved at once, errors below the field they concern."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import Change
from egovdesk.services.tasks import NewEvidence, ProgressEntry, TaskRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.wording import _
from egovdesk.wording.messages import explain

_STEP = 5


class ProgressDialog(QDialog):
    """Asks for day, percentage or completion, note and evidence."""

    def __init__(self, context: Context, row: TaskRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._row = row
        self._file: Path | None = None
        self._is_warned = False
        self.change: Change | None = None
        self.setWindowTitle(_("Record progress: {code}").format(code=row.task.code))
        self.setMinimumWidth(theme.px(560))
        self.day = DateEdit()
        self.day.set_day(min(context.as_of, context.desk.session.today))
        self.percent = QSpinBox(minimum=0, maximum=100, singleStep=_STEP, suffix=" %")
        self.percent.setValue(row.status.percent)
        self.completed = QCheckBox(_("The task is &complete"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(84))
        self.number = QLineEdit()
        self.document_day = DateEdit()
        self.evidence = DropArea(
            _("Drop the evidence here: a document, a picture"), (), several=False, compact=True
        )
        self.file_name = QLabel(_("No file yet"))
        self.file_name.setProperty("role", "muted")
        self._rows = {
            "on": FieldRow(
                _("&Day"), self.day, hint=_("For a completion: the day of the document.")
            ),
            "percent": FieldRow(_("&Progress"), self.percent),
            "note": FieldRow(_("&Note"), self.note),
            "number": FieldRow(_("Document n&umber"), self.number),
            "document_day": FieldRow(_("D&ated"), self.document_day),
            "evidence": FieldRow(_("&Evidence"), self.evidence),
        }
        self._error = FieldRow("", QWidget())
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setProperty("kind", "primary")
        self._buttons.accepted.connect(self._on_save)
        self._buttons.rejected.connect(self.reject)
        self.completed.toggled.connect(self._on_completed)
        self.evidence.files_dropped.connect(self._on_file)
        self._lay_out()
        self.note.setFocus()

    def _lay_out(self) -> None:
        title = QLabel(self._row.task.title, wordWrap=True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "heading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addWidget(self._rows["on"], 0, 0)
        grid.addWidget(self._rows["percent"], 0, 1)
        grid.addWidget(self.completed, 1, 0, 1, 2)
        grid.addWidget(self._rows["note"], 2, 0, 1, 2)
        grid.addWidget(self._rows["evidence"], 3, 0, 1, 2)
        grid.addWidget(self.file_name, 4, 0, 1, 2)
        grid.addWidget(self._rows["number"], 5, 0)
        grid.addWidget(self._rows["document_day"], 5, 1)
        sheet = QWidget()
        fields = QVBoxLayout(sheet)
        fields.setContentsMargins(20, 16, 20, 4)
        fields.setSpacing(12)
        fields.addWidget(title)
        fields.addLayout(grid)
        fields.addWidget(self._error)
        fields.addStretch()
        self._buttons.setContentsMargins(20, 0, 20, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(scrolling(sheet), stretch=1)
        column.addWidget(self._buttons)
        self._error.hide()
        self._fit(sheet)

    def _fit(self, sheet: QWidget) -> None:
        """Be as high as the fields with an error need, but no higher than the screen."""
        width = theme.px(560)
        sheet.ensurePolished()
        height = sheet.heightForWidth(width) + self._buttons.sizeHint().height() + theme.px(40)
        self.resize(width, min(height, self.screen().availableSize().height() - theme.px(48)))

    def _on_completed(self, completed: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.percent.setEnabled(not completed)
        if completed:
            self.percent.setValue(100)

    def _on_file(self, files: list[Path]) -> None:
        self._file = files[0]
        self.file_name.setText(self._file.name)
        self._rows["evidence"].set_error("")

    def reject(self) -> None:
        """Close; what was typed is given up only when it is asked for twice."""
        if self.note.toPlainText().strip() and not self._is_warned:
            self._is_warned = True
            self._error.show()
            self._error.set_error(_("Your note is not saved. Press Escape again to discard it."))
            return
        super().reject()

    def _on_save(self) -> None:
        for row in self._rows.values():
            row.set_error("")
        self._error.hide()
        day = self.day.day()
        if day is None:
            self._refuse("on", _("Write the day as 24/02/2021."))
            return
        if not self.document_day.is_acceptable():
            self._refuse("document_day", _("Write the day as 24/02/2021."))
            return
        entry = self._entry(day)
        code, tasks = self._row.task.code, self._context.desk.tasks
        self._buttons.setEnabled(False)
        self._context.jobs.run(
            lambda: tasks.record_progress(code, entry), self._on_saved, self._on_failed
        )

    def _entry(self, day: date) -> ProgressEntry:
        evidence: tuple[NewEvidence, ...] = ()
        if self._file is not None:
            document_day = self.document_day.day()
            evidence = (
                NewEvidence(
                    path=self._file,
                    document_number=self.number.text(),
                    document_date=document_day,
                ),
            )
        return ProgressEntry(
            on=day,
            percent=self.percent.value(),
            note=self.note.toPlainText(),
            completed=self.completed.isChecked(),
            evidence=evidence,
        )

    def _on_saved(self, change: Change) -> None:
        self.change = change
        self.accept()

    def _on_failed(self, error: EGovDeskError) -> None:
        self._buttons.setEnabled(True)
        if error.code is ErrorCode.FIELD_INVALID:
            self._refuse(str(error.data["field"]), _field_words(error))
        elif error.code is ErrorCode.TEXT_SECRET:
            self._refuse(str(error.data["field"]), str(explain(error)))
        elif error.code in (ErrorCode.FILE_UNREADABLE, ErrorCode.FILE_MISSING):
            self._refuse("evidence", str(explain(error)))
        else:
            self._error.show()
            self._error.set_error(str(explain(error)))

    def _refuse(self, field: str, words: str) -> None:
        self._rows[field].set_error(words)
        self._rows[field].editor.setFocus()


def _field_words(error: EGovDeskError) -> str:
    """Say what is wrong with one field in words of its own."""
    words = {
        "on": _("{value} is before the task was assigned or after today."),
        "percent": _("{value} is not a percentage from 0 to 100."),
        "note": _("The note is too long ({value} characters)."),
        "evidence": _("{value} is missing, empty or larger than 50 MB."),
    }
    return words[str(error.data["field"])].format(value=error.data["value"])
