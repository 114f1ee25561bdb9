"""One step of a task beside its progress: an extension, an answer, another state."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from egovdesk.domain.history import Change
from egovdesk.domain.task_steps import extensions
from egovdesk.domain.tasks import ANSWERS, TaskEventKind
from egovdesk.services.tasks import StepEntry, TaskRow
from egovdesk.ui.context import Context
from egovdesk.ui.tasks.entry_dialog import EntryDialog
from egovdesk.ui.tasks.steps import step_words
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _, formats

_GRANTED = (TaskEventKind.EXTENSION_GRANTED, TaskEventKind.TIME_STRETCHED)
_ANSWERED_BY = (*_GRANTED, TaskEventKind.EXTENSION_REFUSED, TaskEventKind.CANCELLED)


class StepDialog(EntryDialog):
    """Asks for the day and number of the document, the reason, and what else the step needs."""

    def __init__(
        self, context: Context, row: TaskRow, kind: TaskEventKind, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, row, parent)
        self._kind = kind
        title = step_words(kind, row).rstrip("…")
        self.setWindowTitle(f"{title}: {row.task.code}")
        self.answer = QComboBox()
        for each in _ANSWERED_BY:
            self.answer.addItem(_answer_words(each), each)
        self.due = DateEdit()
        self.rows = {
            "on": FieldRow(_("&Day"), self.day, hint=_("The day of the document.")),
            "document": FieldRow(_("Document n&umber"), self.number),
            "note": FieldRow(_("&Note"), self.note, hint=_note_hint(kind)),
            "evidence": FieldRow(_("&Evidence"), self.evidence),
        }
        if self._is_answer:
            self.rows["answer"] = FieldRow(_("&Answer"), self.answer)
            self.rows["due"] = FieldRow(_("New dead&line"), self.due, hint=self._due_hint())
            self.due.set_day(self._requested())
            self.answer.currentIndexChanged.connect(self._on_answer)
        elif kind is TaskEventKind.EXTENSION_REQUESTED:
            self.rows["due"] = FieldRow(_("Dead&line asked for"), self.due, hint=self._due_hint())
        self._lay_out()
        first = self.answer if self._is_answer else self.due if "due" in self.rows else self.number
        first.setFocus()

    def work(self, day: date) -> Callable[[], Change]:
        """Return the use case that saves what was typed."""
        tasks, code, kind = self.context.desk.tasks, self.row.task.code, self._kind
        entry = StepEntry(
            on=day,
            document=self.number.text(),
            due=self.due.day() if "due" in self.rows else None,
            note=self.note.toPlainText(),
            evidence=self.new_evidence(day),
        )
        if self._is_answer:
            answer = TaskEventKind(self.answer.currentData())
            return lambda: tasks.answer_extension(code, answer, entry)
        if kind is TaskEventKind.EXTENSION_REQUESTED:
            return lambda: tasks.request_extension(code, entry)
        return lambda: tasks.change_state(code, kind, entry)

    def is_complete(self) -> bool:
        """Refuse a deadline that is no day."""
        if "due" in self.rows and not self.due.is_acceptable():
            self.refuse("due", _("Write the day as 24/02/2021."))
            return False
        return True

    @property
    def _is_answer(self) -> bool:
        return self._kind in ANSWERS

    def _lay_out(self) -> None:
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        line = 0
        if "due" in self.rows:
            wide = 1 if self._is_answer else 2
            if self._is_answer:
                grid.addWidget(self.rows["answer"], line, 0)
            grid.addWidget(self.rows["due"], line, 2 - wide, 1, wide)
            line += 1
        grid.addWidget(self.rows["on"], line, 0)
        grid.addWidget(self.rows["document"], line, 1)
        for name in ("note", "evidence"):
            line += 1
            grid.addWidget(self.rows[name], line, 0, 1, 2)
        grid.addWidget(self.file_line, line + 1, 0, 1, 2)
        self.lay_out(fields)

    def _due_hint(self) -> str:
        return _("The deadline now: {day}").format(day=formats.day(self.row.now.due))

    def _requested(self) -> date | None:
        """Return the day that the pending request asks for."""
        asked = extensions(self.row.events)
        return asked[-1].request.due if asked else None

    def _on_answer(self) -> None:
        self.due.setEnabled(self.answer.currentData() in _GRANTED)


def _answer_words(kind: TaskEventKind) -> str:
    return {
        TaskEventKind.EXTENSION_GRANTED: _("The deadline is put off"),
        TaskEventKind.TIME_STRETCHED: _("More time is granted"),
        TaskEventKind.EXTENSION_REFUSED: _("Refused"),
        TaskEventKind.CANCELLED: _("The task is withdrawn"),
    }[kind]


def _note_hint(kind: TaskEventKind) -> str:
    return {
        TaskEventKind.EXTENSION_REQUESTED: _("Why more time is needed."),
        TaskEventKind.RETURNED: _("What is still to be done."),
        TaskEventKind.SUSPENDED: _("Why the work rests, and until when."),
        TaskEventKind.WITHDRAWAL_PROPOSED: _("Why the task should be withdrawn."),
        TaskEventKind.CANCELLED: _("Why, and by whose decision."),
    }.get(kind, "")
