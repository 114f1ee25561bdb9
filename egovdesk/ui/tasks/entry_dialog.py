"""What every dialog about a task asks for: a day, a document, a note and evidence.

It is saved at once; what cannot be saved is said below the field that it concerns.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import Change
from egovdesk.services.evidence import NewEvidence
from egovdesk.services.tasks import TaskRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.evidence.paste import EvidencePaste
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _
from egovdesk.wording.messages import explain

_WIDTH = 560


class EntryDialog(QDialog):
    """The part that is common; `change` is what was saved."""

    def __init__(self, context: Context, row: TaskRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.row = row
        self.change: Change | None = None
        self._files: list[Path] = []
        self._is_warned = False
        self.setMinimumWidth(theme.px(_WIDTH))
        self.day = DateEdit()
        self.day.set_day(min(context.as_of, context.desk.session.today))
        self.number = QLineEdit()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.px(84))
        self.evidence = DropArea(
            _("Drop or paste files here (Ctrl+V): documents, pictures"), (), compact=True
        )
        self.evidence.files_dropped.connect(self._on_files)
        self.file_name = QLabel(wordWrap=True)
        self.file_name.setTextFormat(Qt.TextFormat.PlainText)
        self.file_name.setProperty("role", "muted")
        self.no_file = QPushButton(_("Take all away"))
        self.no_file.setProperty("kind", "quiet")
        self.no_file.clicked.connect(self._on_no_file)
        self.file_line = QWidget()
        line = QHBoxLayout(self.file_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.file_name, stretch=1)
        line.addWidget(self.no_file)
        self._show_files()
        self.rows: dict[str, FieldRow] = {}
        self._error = FieldRow("", QWidget())
        self._error.hide()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setProperty("kind", "primary")
        self._buttons.accepted.connect(self._on_save)
        self._buttons.rejected.connect(self.reject)
        press_with_ctrl_return(self, self.save)

    def work(self, day: date) -> Callable[[], Change]:
        """Return the use case that saves what was typed."""
        raise NotImplementedError

    def is_complete(self) -> bool:
        """Check what only the dialog can; say below the field what is wrong with it."""
        return True

    def new_evidence(self, document_date: date | None) -> tuple[NewEvidence, ...]:
        """Return the files that were dropped, with the number of the document that they hold."""
        number = self.number.text()
        return tuple(
            NewEvidence(path=path, document_number=number, document_date=document_date)
            for path in self._files
        )

    @property
    def has_file(self) -> bool:
        """Say whether a file was dropped, pasted or chosen."""
        return bool(self._files)

    def lay_out(self, fields: QWidget) -> None:
        """Put the task's title above the fields and the buttons below; `fields` scroll."""
        title = QLabel(self.row.task.title, wordWrap=True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "heading")
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(20, 16, 20, 4)
        inner.setSpacing(12)
        inner.addWidget(title)
        inner.addWidget(fields)
        inner.addWidget(self._error)
        inner.addStretch()
        self._buttons.setContentsMargins(20, 0, 20, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(scrolling(sheet), stretch=1)
        column.addWidget(self._buttons)
        EvidencePaste(self.context, self, self._on_files)
        self._fit(sheet)

    def refuse(self, field: str, words: str) -> None:
        """Say what is wrong with a field, and go there."""
        row = self.rows.get(field)
        if row is None:
            self._say(words)
            return
        row.set_error(words)
        row.editor.setFocus()

    def reject(self) -> None:
        """Close; what was typed is given up only when it is asked for twice."""
        if self.note.toPlainText().strip() and not self._is_warned:
            self._is_warned = True
            self._say(_("Your note is not saved. Press Escape again to discard it."))
            return
        super().reject()

    def _fit(self, sheet: QWidget) -> None:
        """Be as high as the fields with an error need, but no higher than the screen."""
        width = theme.px(_WIDTH)
        sheet.ensurePolished()
        height = sheet.heightForWidth(width) + self._buttons.sizeHint().height() + theme.px(40)
        self.resize(width, min(height, self.screen().availableSize().height() - theme.px(48)))

    def _say(self, words: str) -> None:
        self._error.show()
        self._error.set_error(words)

    def _on_files(self, files: list[Path]) -> None:
        self._files += [path for path in files if path not in self._files]
        self._show_files()
        self.rows["evidence"].set_error("")

    def _on_no_file(self) -> None:
        self._files.clear()
        self._show_files()
        self.rows["evidence"].set_error("")
        self.evidence.button.setFocus()

    def _show_files(self) -> None:
        names = ", ".join(path.name for path in self._files)
        self.file_name.setText(names or _("No file yet"))
        self.no_file.setVisible(bool(self._files))

    def _on_save(self) -> None:
        for row in self.rows.values():
            row.set_error("")
        self._error.hide()
        day = self.day.day()
        if day is None:
            self.refuse("on", _("Write the day as 24/02/2021."))
        elif self.is_complete():
            self._buttons.setEnabled(False)
            self.context.jobs.run(self.work(day), self._on_saved, self._on_failed)

    def _on_saved(self, change: Change) -> None:
        self.change = change
        self.accept()

    def _on_failed(self, error: EGovDeskError) -> None:
        self._buttons.setEnabled(True)
        if error.code is ErrorCode.FIELD_INVALID:
            self.refuse(str(error.data["field"]), _field_words(error))
        elif error.code is ErrorCode.TEXT_SECRET:
            self.refuse(str(error.data["field"]), str(explain(error)))
        elif error.code in (ErrorCode.FILE_UNREADABLE, ErrorCode.FILE_MISSING):
            self.refuse("evidence", str(explain(error)))
        else:
            self._say(str(explain(error)))


def _field_words(error: EGovDeskError) -> str:
    """Say what is wrong with one field in words of its own."""
    data = error.data
    if not data["value"]:
        return _("This is needed. Fill it in.")
    if "earliest" in data:
        early = {
            "on": _("{value} is too early: what must come first is of {earliest}."),
            "due": _("{value} is not later than the deadline now, {earliest}."),
        }
        return early[str(data["field"])].format(**data)
    words_of = {
        "on": _("{value} is after today."),
        "percent": _("{value} is not a percentage from 0 to 100."),
        "note": _("The note is too long ({value} characters)."),
        "document": _("The number is too long ({value} characters)."),
        "evidence": _("{value} is missing, empty or larger than 50 MB."),
    }
    return words_of[str(data["field"])].format(value=data["value"])
