"""Correcting an entry of a procedure's history: its day, or what was recorded."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from egovdesk.domain.catalogue import ServiceLevel
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.procedures import ProcedureAttribute, ProcedureEvent
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.services.change_dialog import ChangeDialog
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import explain


def entry_words(event: ProcedureEvent, levels: Mapping[str, ServiceLevel]) -> str:
    """Return what an entry says; a level's name says that it is one."""
    said = _choices(event.attribute, levels).get(event.value, event.value)
    return (
        said if event.attribute is ProcedureAttribute.LEVEL else f"{label(event.attribute)}: {said}"
    )


class HistoryDialog(ChangeDialog):
    """Asks for the day and the value that an entry should have; `change` is what was saved."""

    def __init__(
        self, context: Context, event: ProcedureEvent, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._event = event
        self.setWindowTitle(_("Correct: {what}").format(what=label(event.attribute)))
        self.setMinimumWidth(theme.px(420))
        self.day = DateEdit()
        self.day.set_day(event.on)
        self.value = QComboBox()
        for value, words in _choices(
            event.attribute, context.desk.session.catalogue.levels
        ).items():
            self.value.addItem(words, value)
        self.value.setCurrentIndex(max(0, self.value.findData(event.value)))
        self._rows = {
            "value": FieldRow(_("&Value"), self.value),
            "on": FieldRow(_("Holds &from"), self.day),
        }
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setProperty("kind", "primary")
        buttons.accepted.connect(self._on_save)
        press_with_ctrl_return(self, self.save)
        buttons.rejected.connect(self.reject)
        note = QLabel(
            _("Figures of all days that the entry holds follow; a sent report stays as it was."),
            wordWrap=True,
        )
        note.setProperty("role", "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for widget in (*self._rows.values(), note, buttons):
            column.addWidget(widget)
        self.value.setFocus()

    def _on_save(self) -> None:
        for row in self._rows.values():
            row.set_error("")
        day = self.day.day()
        if day is None:
            self._refuse("on", _("Write the day as 24/02/2021."))
            return
        procedures, id_ = self._context.desk.procedures, self._event.id
        value = str(self.value.currentData())
        self.run(lambda: procedures.correct_entry(id_, on=day, value=value))

    def show_failure(self, error: EGovDeskError) -> None:
        """Say below the field what is wrong with it."""
        if error.code is ErrorCode.FIELD_INVALID and error.data["field"] == "on":
            words = _("There is another entry of {day}. Correct or remove that one instead.")
            self._refuse("on", words.format(day=error.data["value"]))
        else:
            self._refuse("value", str(explain(error)))

    def _refuse(self, field: str, words: str) -> None:
        self._rows[field].set_error(words)
        self._rows[field].editor.setFocus()


def _choices(attribute: ProcedureAttribute, levels: Mapping[str, ServiceLevel]) -> dict[str, str]:
    if attribute is ProcedureAttribute.LEVEL:
        return {level.id: formats.words(level.label) for level in levels.values()}
    return {"1": _("Yes"), "0": _("No")}
