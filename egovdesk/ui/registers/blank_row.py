"""The blank last row of a grid: what is typed there becomes a record once nothing is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, Signal

from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.plans import Draft, Plan, Verdict
from egovdesk.domain.registers import RegisterRow
from egovdesk.ui.context import Context
from egovdesk.ui.registers.grid_model import BLANK
from egovdesk.ui.registers.grid_view import GridView
from egovdesk.ui.registers.telling import tell
from egovdesk.wording import _
from egovdesk.wording import registers as words


@dataclass(slots=True)
class _NewRow:
    """What is typed into the blank last row: the record it became, set where that is saved.

    Cells that were typed while it was being saved are of that record; `goes_on` says that Enter
    has left the row, so that the next one begins.
    """

    made: int | None = None
    goes_on: bool = False


class BlankRow(QObject):
    """Takes what is typed into the blank last row to the register.

    `holds_from` says from which day the values of dated fields hold.
    """

    made = Signal(int)
    """The blank row became a record (its id)."""

    def __init__(self, context: Context, view: GridView, holds_from: Callable[[], date]) -> None:
        super().__init__(view)
        self._context = context
        self._holds_from = holds_from
        self._epoch = 0
        self._new = _NewRow()
        self.view = view
        self.model = view.grid
        self.kind = view.grid.kind
        view.new_row_dropped.connect(self.drop)
        view.new_row_finished.connect(self._on_finished)
        view.selectionModel().currentChanged.connect(self._on_current_changed)

    def enter(self, texts: Mapping[str, str]) -> None:
        """Type into the blank last row; it becomes a record as soon as nothing is missing."""
        for key, text in texts.items():
            self.model.hold(BLANK, key, text, None)
        raw = self.model.typed_of(BLANK)
        if not raw:
            self.drop()
            return
        registers, kind, epoch, row = (
            self._context.desk.registers,
            self.kind,
            self._epoch,
            self._new,
        )
        as_of, on = self._context.as_of, self._holds_from()

        def work() -> tuple[Plan, Change | None]:
            if row.made is not None:
                draft = Draft(1, raw, row.made)
                return registers.enter(kind, draft, as_of, use_case=UseCase.EDIT_RECORD, on=on)
            planned, change, row.made = registers.enter_new(kind, Draft(1, raw), as_of, on=on)
            return planned, change

        def show(outcome: tuple[Plan, Change | None]) -> None:
            planned, change = outcome
            if epoch == self._epoch and row is self._new and row.made is not None:
                self._adopt(row, planned)
            if epoch == self._epoch:
                self._show_new(row, raw, planned)
            if change is not None:
                tell(self._context, change)

        self._context.jobs.run(work, show, self._context.notifier.show_error)

    def drop(self) -> None:
        """Give up what was typed into the blank last row."""
        self._new = _NewRow()
        self.model.drop(BLANK)

    def forget(self) -> None:
        """Give up what was typed and what is being saved: the grid shows something else."""
        self._epoch += 1
        self._new = _NewRow()

    def _adopt(self, row: _NewRow, planned: Plan) -> None:
        """Let the blank row be the record that it became, with a new blank row below."""
        assert row.made is not None
        values, fields = planned.rows[0].values, planned.register.fields
        stays = self.model.is_blank(self.view.currentIndex().row())
        self._new = _NewRow()
        self.model.adopt(RegisterRow(row.made, tuple(values.get(field.key) for field in fields)))
        self.made.emit(row.made)
        if row.goes_on and stays:
            self.view.go_to(len(self.model.ids))

    def _show_new(self, row: _NewRow, raw: Mapping[str, str], planned: Plan) -> None:
        """Show what became of the cells of a new row that were not typed into meanwhile."""
        owner = BLANK if row.made is None else row.made
        latest = [key for key, text in raw.items() if self.model.holds(owner, key, text)]
        if planned.rows[0].verdict is not Verdict.REFUSED:
            for key in latest:
                self.model.settle(owner, key)
            return
        issues = {key: one for key, one in planned.rows[0].issues.items() if one.blocks}
        for key in latest:
            self.model.hold(owner, key, raw[key], issues.get(key))
        if owner == BLANK and row is self._new:
            for key in self.model.issues_of(BLANK).keys() - self.model.typed_of(BLANK).keys():
                self.model.let_go(BLANK, key)
            for key in issues.keys() - self.model.typed_of(BLANK).keys():
                self.model.hold(BLANK, key, "", issues[key])
        wrong = next((key for key in latest if key in issues), None)
        if wrong is not None:
            self._context.notifier.show_refusal(words.issue(self.kind, issues[wrong]))
        elif not self.model.is_blank(self.view.currentIndex().row()):
            self._say_what_is_missing()

    def _on_finished(self) -> None:
        self._new.goes_on = True

    def _on_current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if self.model.is_blank(before.row()) and now.isValid() and now.row() != before.row():
            self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        """Say why the new row is no record yet, once it was left."""
        for key, issue in self.model.issues_of(BLANK).items():
            said = _("The new row is not saved yet. {field}: {cause}")
            field, cause = words.title(self.kind, key), words.issue(self.kind, issue)
            self._context.notifier.show_refusal(said.format(field=field, cause=cause))
            return
