"""Levels that another vocabulary replaced: proposed, confirmed one by one, converted at once."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.procedures import LevelHeld
from egovdesk.domain.registers import Access, Field, FieldKind, RegisterKind, RegisterRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.registers.columns import GridColumn
from egovdesk.ui.registers.grid_model import GridModel
from egovdesk.ui.registers.grid_view import GridView
from egovdesk.ui.services.change_dialog import ChangeDialog
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain

_K = FieldKind
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class _Choice:
    """A procedure with its old level, the new one, and whether the officer confirmed it."""

    held: LevelHeld
    level: str
    is_confirmed: bool = False


class ConversionModel(GridModel):
    """Shows what is proposed; nothing is saved here."""

    def __init__(self, held: Sequence[LevelHeld], catalogue: Catalogue, on: date) -> None:
        super().__init__(RegisterKind.PROCEDURES, _columns())
        new = {level.id: formats.words(level.label) for level in catalogue.new_levels}
        old = {id_: formats.words(catalogue.levels[id_].label) for id_ in catalogue.old_levels}
        self.labels = {"level": old, "new_level": new}
        self._titles = (
            _("Confirmed"),
            _("Code"),
            _("Procedure"),
            _("Level until now"),
            _("New level"),
            _("Holds from"),
        )
        self._on = on
        self._choices = {
            one.procedure.id: _Choice(one, catalogue.old_levels[one.level]) for one in held
        }
        self.edited.connect(self.take)
        self._show()

    @property
    def confirmed(self) -> dict[int, str]:
        """The new levels that the officer confirmed, by procedure."""
        return {id_: one.level for id_, one in self._choices.items() if one.is_confirmed}

    def set_day(self, day: date) -> None:
        """Let the new levels hold from another day."""
        self._on = day
        self._show()

    def take(self, row_id: int, key: str, text: object) -> None:
        """Take an answer; choosing another level is an answer, too."""
        choice = self._choices[row_id]
        if key == "confirmed":
            choice = replace(choice, is_confirmed=text == _("Yes"))
        else:
            found = [id_ for id_, words in self.labels["new_level"].items() if words == text]
            if found:
                choice = replace(choice, level=found[0], is_confirmed=True)
        self._choices[row_id] = choice
        self._show()

    def confirm(self, row_ids: Sequence[int]) -> None:
        """Confirm several procedures as they are shown."""
        for row_id in row_ids:
            self._choices[row_id] = replace(self._choices[row_id], is_confirmed=True)
        self._show()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a column's title, or a line's number."""
        shown = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)
        if orientation is Qt.Orientation.Horizontal and role in shown:
            return self._titles[section]
        return super().headerData(section, orientation, role)

    def _show(self) -> None:
        rows = [
            RegisterRow(
                id_,
                (
                    one.is_confirmed,
                    one.held.procedure.code,
                    one.held.procedure.name,
                    one.held.level,
                    one.level,
                    one.held.replaced_on(self._on),
                ),
            )
            for id_, one in self._choices.items()
        ]
        self.set_list(array("q", self._choices), rows)


class ConvertDialog(ChangeDialog):
    """Asks which levels take the place of the old ones, and since when; `change` is the outcome."""

    def __init__(
        self, context: Context, held: Sequence[LevelHeld], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        catalogue = context.desk.session.catalogue
        assert catalogue.new_levels_from is not None
        self.setWindowTitle(_("Convert levels"))
        self.resize(theme.px(980), theme.px(600))
        self.day = DateEdit()
        self.day.set_day(catalogue.new_levels_from)
        self.day.setFixedWidth(theme.px(160))
        self._since = FieldRow(
            _("The new levels hold &from"),
            self.day,
            hint=_("A level that is younger is replaced on its own day."),
        )
        self.model = ConversionModel(held, catalogue, catalogue.new_levels_from)
        self.grid = GridView(self.model, _("Procedures with old levels"))
        self.grid.setSortingEnabled(False)
        self.everything = QPushButton(_("Confirm every proposal"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        self._lay_out()
        self.grid.fill_with("name", 200)
        self.everything.clicked.connect(lambda: self.model.confirm(list(self.model.ids)))
        self.grid.fill_requested.connect(lambda: self.model.confirm(self.grid.selected_ids()))
        self.day.date_changed.connect(self._on_day)
        self.buttons.accepted.connect(self._on_save)
        self.buttons.rejected.connect(self.reject)
        press_with_ctrl_return(self, self.save)
        self.model.dataChanged.connect(lambda *_cells: self._count())
        self._count()
        self.grid.go_to(0)
        self.grid.setFocus()

    def _lay_out(self) -> None:
        told = QLabel(
            _(
                "Levels 1 to 4 were replaced. The level beside each procedure is only a proposal: "
                "confirm it (Space) or choose another. What held before stays in the history."
            ),
            wordWrap=True,
        )
        top = QHBoxLayout()
        top.addWidget(self._since, stretch=1)
        top.addWidget(self.everything, alignment=Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(top)
        column.addWidget(self.grid, stretch=1)
        column.addWidget(self.buttons)

    def _count(self) -> None:
        count = len(self.model.confirmed)
        self.save.setText(_("Convert {count} procedures").format(count=formats.number(count)))
        self.save.setEnabled(bool(count))

    def _on_day(self, day: date | None) -> None:
        self._since.set_error("" if day else _("Write the day as 24/02/2021."))
        if day is not None:
            self.model.set_day(day)

    def _on_save(self) -> None:
        day, chosen = self.day.day(), self.model.confirmed
        if day is None or not chosen:
            self.day.setFocus()
            return
        procedures, as_of = self._context.desk.procedures, self._context.as_of
        self.run(lambda: procedures.convert_levels(chosen, on=day, as_of=as_of))

    def show_failure(self, error: EGovDeskError) -> None:
        """Say below the day why the levels cannot be converted."""
        said = str(explain(error))
        if error.code is ErrorCode.FIELD_INVALID and error.data["field"] == "on":
            since = self._context.desk.session.catalogue.new_levels_from
            words = _("The new levels are in force from {day}; choose that day or a later one.")
            said = words.format(day=formats.day(since))
        self._since.set_error(said)
        self.day.setFocus()


def _columns() -> tuple[GridColumn, ...]:
    computed = Access.COMPUTED
    fields = (
        (Field(key="confirmed", kind=_K.YES_NO), 104),
        (Field(key="code", access=computed), 90),
        (Field(key="name", access=computed), 240),
        (Field(key="level", kind=_K.CHOICE, access=computed), 130),
        (Field(key="new_level", kind=_K.CHOICE, is_required=True), 190),
        (Field(key="holds_from", kind=_K.DAY, access=computed), 110),
    )
    return tuple(
        GridColumn(
            field=field,
            width=width,
            is_hidden=False,
            tone=_answer_tone if field.kind is _K.YES_NO else None,
        )
        for field, width in fields
    )


def _answer_tone(held: object) -> Tone:
    return Tone.GOOD if held else Tone.NEUTRAL
