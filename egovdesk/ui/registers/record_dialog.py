"""A record as a form: every field with its help, errors below the field that they concern."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.cells import Raw, empty_value
from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.plans import Draft, Plan, Verdict
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import (
    LINE,
    Access,
    Field,
    FieldKind,
    RegisterKind,
    RegisterRow,
    Value,
)
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.evidence.paste import EvidencePaste
from egovdesk.ui.evidence.record_files import RecordFilesView
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _
from egovdesk.wording import registers as words
from egovdesk.wording.messages import explain

_Editor = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox


class _Outcome(NamedTuple):
    """What saving came to: the plan, what was done if it could be, the id of a new record."""

    plan: Plan
    change: Change | None = None
    added: int | None = None


class RecordDialog(QDialog):
    """Asks for the fields of a record; `change` is what was saved."""

    def __init__(
        self,
        context: Context,
        kind: RegisterKind,
        row: RegisterRow | None,
        labels: Mapping[str, Mapping[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._register = REGISTERS[kind]
        self._row = row
        self._labels = labels
        self._holds_from = min(context.as_of, context.desk.session.today)
        self.change: Change | None = None
        self.added: int | None = None
        """The id of the record that was added."""
        self._is_warned = False
        name = words.name(kind)
        self.setWindowTitle(
            _("New record: {register}").format(register=name)
            if row is None
            else f"{name}: {self._title()}"
        )
        self.resize(theme.px(760), theme.px(600))
        self.editors: dict[str, _Editor] = {}
        self.rows: dict[str, FieldRow] = {}
        self._error = FieldRow("", QWidget())
        self._error.hide()
        self._day = DateEdit()
        self.files = (
            RecordFilesView(context, kind, row.id)
            if row is not None and self._register.keeps_evidence
            else None
        )
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setProperty("kind", "primary")
        self._buttons.accepted.connect(self._on_save)
        self._buttons.rejected.connect(self.reject)
        press_with_ctrl_return(self, self.save)
        self._lay_out()
        self._begun = self._typed()

    def reject(self) -> None:
        """Close; what was typed is given up only when it is asked for twice."""
        if self._typed() != self._begun and not self._is_warned:
            self._is_warned = True
            self._say(_("What you typed is not saved. Press Escape again to discard it."))
            return
        super().reject()

    def set_holds_from(self, day: date) -> None:
        """Choose from which day changes of dated fields hold."""
        self._holds_from = day
        self._day.set_day(day)

    def preset(self, values: Mapping[str, str]) -> None:
        """Fill fields of a new record, for instance from a certificate."""
        for key, text in values.items():
            if key in self.editors:
                _write(self.editors[key], text)
        self._begun = self._typed()

    def _title(self) -> str:
        assert self._row is not None
        record = self._register.record(self._row)
        field = self._register.field(self._register.title)
        return words.value(field, record[field.key], self._labels.get(field.key))

    def _lay_out(self) -> None:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(20, 16, 20, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        line = side = 0
        for field in self._register.typed:
            if field.access is Access.ONCE and self._row is not None:
                continue
            row = self._field_row(field)
            if _is_wide(field):
                line, side = line + (side > 0), 0
                grid.addWidget(row, line, 0, 1, 2)
                line += 1
                continue
            grid.addWidget(row, line, side)
            line, side = line + side, 1 - side
        if self._register.has_dated_fields:
            self._day.set_day(self._holds_from)
            hint = _("What was recorded before stays true until that day.")
            grid.addWidget(FieldRow(_("Changes hold from"), self._day, hint=hint), line + 1, 0)
        if self.files is not None:
            grid.addWidget(self.files, line + 2, 0, 1, 2)
        grid.setRowStretch(line + 3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(scrolling(sheet), stretch=1)
        if not self.editors:
            column.addWidget(QLabel(_("Nothing here can be changed.")))
        self._error.setContentsMargins(20, 0, 20, 0)
        column.addWidget(self._error)
        self._buttons.setContentsMargins(20, 0, 20, 16)
        column.addWidget(self._buttons)
        if self.files is not None:
            EvidencePaste(self._context, self, self.files.attach)

    def _field_row(self, field: Field) -> FieldRow:
        kind = self._register.kind
        held = self._held(field)
        editor = self._editor(field, held)
        self.editors[field.key] = editor
        title = words.title(kind, field.key)
        marked = f"{title} *" if field.is_required else title
        row = FieldRow(marked, editor, hint=words.form_help(kind, field))
        self.rows[field.key] = row
        return row

    def _held(self, field: Field) -> Value:
        if self._row is None:
            return empty_value(field)
        return self._register.record(self._row)[field.key]

    def _editor(self, field: Field, held: Value) -> _Editor:
        text = words.value(field, held, self._labels.get(field.key))
        if field.kind is FieldKind.YES_NO:
            box = QCheckBox(_("Yes"))
            box.setChecked(bool(held))
            return box
        if field.kind is FieldKind.CHOICE:
            choices = QComboBox()
            if not field.is_required or not held:
                choices.addItem("")
            choices.addItems(list(self._labels.get(field.key, {}).values()))
            choices.setCurrentIndex(max(0, choices.findText(text)))
            choices.setMinimumContentsLength(12)
            choices.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            return choices
        if field.kind is FieldKind.DAY:
            day = DateEdit()
            day.set_day(held if isinstance(held, date) else None)
            return day
        if field.kind is FieldKind.LONG_TEXT:
            pad = QPlainTextEdit(text)
            pad.setTabChangesFocus(True)
            pad.setFixedHeight(theme.px(72))
            return pad
        return QLineEdit(text)

    def _on_save(self) -> None:
        raw = self._typed()
        if not self._day.is_acceptable():
            return
        on = self._day.day() or self._holds_from
        row_id = None if self._row is None else self._row.id
        registers, kind = self._context.desk.registers, self._register.kind
        as_of = self._context.as_of
        use_case = UseCase.ADD_RECORD if row_id is None else UseCase.EDIT_RECORD
        self.save.setEnabled(False)

        def work() -> _Outcome:
            planned = registers.plan(kind, [Draft(1, raw, row_id)], as_of)
            verdict = planned.rows[0].verdict
            if row_id is None and planned.rows[0].record_id is not None:
                return _Outcome(planned)
            if verdict not in (Verdict.NEW, Verdict.CHANGED):
                return _Outcome(planned)
            change = registers.apply(planned, use_case=use_case, on=on)
            if row_id is not None:
                return _Outcome(planned, change)
            again = registers.plan(kind, [Draft(1, raw)], as_of)  # now it finds what it made
            return _Outcome(planned, change, again.rows[0].record_id)

        self._context.jobs.run(work, self._on_saved, self._on_failed)

    def _typed(self) -> dict[str, Raw]:
        return {key: _read(editor) for key, editor in self.editors.items()}

    def _on_saved(self, outcome: _Outcome) -> None:
        planned, self.change, self.added = outcome
        row = planned.rows[0]
        self.save.setEnabled(True)
        if self.change is not None or (row.verdict is Verdict.SAME and self._row is not None):
            self.accept()
            return
        kind = self._register.kind
        for key, field_row in self.rows.items():
            found = row.issues.get(key)
            field_row.set_error(words.issue(kind, found) if found and found.blocks else "")
        if self._row is None and row.record_id is not None and not row.issues:
            first = self._register.key[0]
            self.rows[first].set_error(_("There is a record with these values already."))
        wrong = [key for key in self.rows if self.rows[key].error]
        if wrong:
            self.editors[wrong[0]].setFocus()

    def _on_failed(self, error: EGovDeskError) -> None:
        self.save.setEnabled(True)
        self._say(str(explain(error)))

    def _say(self, said: str) -> None:
        self._error.set_error(said)
        self._error.show()


def _is_wide(field: Field) -> bool:
    is_long = field.kind is FieldKind.TEXT and field.most > LINE
    return field.kind in (FieldKind.LONG_TEXT, FieldKind.MANY) or is_long


def _read(editor: _Editor) -> Raw:
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()


def _write(editor: _Editor, text: str) -> None:
    if isinstance(editor, QCheckBox):
        editor.setChecked(bool(text))
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)
