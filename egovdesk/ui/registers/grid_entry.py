"""What is done in a grid becomes drafts: one cell is saved at once, a block is shown first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from egovdesk.domain.cells import CellIssue, IssueCode, Raw
from egovdesk.domain.clipboard_table import parse_html, parse_tsv
from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.legacy_text import LegacyCells, LegacyText, legacy_cells
from egovdesk.domain.plans import Draft, Plan, Verdict
from egovdesk.ui.context import Context
from egovdesk.ui.evidence.attach import attach
from egovdesk.ui.evidence.paste import copied, holds_evidence, paste_evidence
from egovdesk.ui.registers.blank_row import BlankRow
from egovdesk.ui.registers.grid_model import BLANK
from egovdesk.ui.registers.grid_view import GridView
from egovdesk.ui.registers.plan_preview import PlanPreview
from egovdesk.ui.registers.telling import tell
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

MOST_SELECTED = 20_000
"""How many records may be changed or deleted by one key."""
_SHOWN = 60

Cells = Sequence[Sequence[str]]


@dataclass(slots=True)
class _Pasted:
    """A block of cells as it was copied, and what of it is in an encoding from before Unicode."""

    cells: Cells
    legacy: LegacyCells = field(init=False)

    def __post_init__(self) -> None:
        self.legacy = legacy_cells(
            (row, column, text, "")
            for row, texts in enumerate(self.cells)
            for column, text in enumerate(texts)
        )

    @property
    def in_unicode(self) -> Cells:
        """The cells with text in old encodings converted."""
        if not self.legacy.found:
            return self.cells
        rows = [list(texts) for texts in self.cells]
        for (row, column), text in self.legacy.unicode.items():
            rows[row][column] = text
        return rows

    def repeated(self, lines: int, columns: int) -> "_Pasted":
        """Return a block so large in which every cell is the first of this one."""
        return _Pasted([[self.cells[0][0]] * columns] * lines)


class GridEntry(QObject):
    """Takes what is typed, pasted, filled and cleared in a grid to the register.

    `draft` makes the draft of a line from the texts of its fields, also for a line below the last;
    `holds_from` says from which day changes of dated fields hold.
    """

    def __init__(
        self,
        context: Context,
        view: GridView,
        draft: Callable[[int, Mapping[str, Raw]], Draft],
        holds_from: Callable[[], date],
    ) -> None:
        super().__init__(view)
        self._context = context
        self._draft = draft
        self._holds_from = holds_from
        self._epoch = 0
        self.view = view
        self.model = view.grid
        self.kind = view.grid.kind
        self.blank = BlankRow(context, view, holds_from)
        self.model.edited.connect(self._on_edited)
        view.paste_requested.connect(self.paste)
        view.fill_requested.connect(self.fill_down)
        view.clear_requested.connect(self.clear_cells)

    def forget(self) -> None:
        """Give up what was typed and is not saved: the grid is about to show something else."""
        self._epoch += 1
        self.blank.forget()
        self.model.forget_typed()

    def edit(self, row_id: int, key: str, typed: object) -> None:
        """Save a cell at once; what cannot be saved stays in the cell with the reason.

        What was refused in the row before is tried again with it: one may have been right all
        along, and only the other wrong.
        """
        line = self.model.line_of(row_id)
        if line is None:
            return
        text = str(typed or "")
        alone = self._draft(line, {key: text})
        refused = self.model.refused(row_id) - {key}
        together = {one: self.model.typed_text(row_id, one) for one in refused}
        drafts = [self._draft(line, {**together, key: text}), alone] if together else [alone]
        self.model.hold(row_id, key, text, None)
        registers, kind, epoch = self._context.desk.registers, self.kind, self._epoch
        as_of, on = self._context.as_of, self._holds_from()

        # Planned and saved in one job: nothing that is typed meanwhile comes between.
        def work() -> tuple[Draft, Plan, Change | None]:
            for draft in drafts:
                planned, change = registers.enter(
                    kind, draft, as_of, use_case=UseCase.EDIT_RECORD, on=on
                )
                if planned.rows[0].verdict is not Verdict.REFUSED:
                    break
            return draft, planned, change

        def show(outcome: tuple[Draft, Plan, Change | None]) -> None:
            draft, planned, change = outcome
            if epoch == self._epoch:
                self._show_outcome(row_id, key, draft, planned)
            if change is not None:
                self.tell(change)

        def fail(error: EGovDeskError) -> None:
            if epoch == self._epoch and self.model.holds(row_id, key, text):
                self.model.hold(row_id, key, text, CellIssue(IssueCode.NOT_SAVED, text[:_SHOWN]))
            self._context.notifier.show_error(error)

        self._context.jobs.run(work, show, fail)

    def _on_edited(self, row_id: int, key: str, typed: object) -> None:
        if row_id == BLANK:
            self.blank.enter({key: str(typed or "")})
        else:
            self.edit(row_id, key, typed)

    def paste(self) -> None:
        """Show what the clipboard would do from the current cell on, before anything is saved."""
        if holds_evidence():
            paste_evidence(self._context, self._attach)
            return
        data = copied()
        text, html = ("", "") if data is None else (data.text(), data.html())
        self._context.jobs.run(
            lambda: _Pasted(parse_tsv(text) if text else parse_html(html)),
            self.place,
            self._context.notifier.show_error,
        )

    def _attach(self, files: list[Path]) -> None:
        current = self.view.currentIndex()
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row is None:
            self._context.notifier.show_refusal(_("Choose the record that the files belong to."))
        else:
            attach(self._context, self.kind, row.id, files)

    def place(self, pasted: "_Pasted") -> None:
        """Show what a block of cells would do from the current cell on."""
        cells = pasted.cells
        lines, chosen = self.view.block()
        is_one = len(cells) == len(cells[0]) == 1
        if is_one and (len(lines) * len(chosen) > 1 or self._is_new(lines)):
            if not self.is_selection_small(len(lines)):
                return
            if not pasted.legacy.found:
                self._put(dict.fromkeys(chosen, cells[0][0]), list(lines), UseCase.PASTE_RECORDS)
                return
            pasted = pasted.repeated(len(lines), len(chosen))
        drafts, lost = self.block_drafts(pasted.in_unicode)
        self.preview(
            drafts,
            UseCase.PASTE_RECORDS,
            lost=lost,
            legacy=pasted.legacy.found,
            as_read=self.block_drafts(pasted.cells)[0] if pasted.legacy.found else (),
        )

    def block_drafts(self, cells: Cells) -> tuple[list[Draft], int]:
        """Return a draft for each row of a block, and how many of its columns have no place.

        Rows below a head of their own are a list: its columns go where the head says, and none of
        them into a record that is there, whatever is chosen.
        """
        imports = self._context.desk.imports
        fields = imports.named_fields(self.kind, cells[0]) if len(cells) > 1 else ()
        lines, _chosen = self.view.block()
        first = lines[0] if lines else len(self.model.ids)
        if fields:
            cells = cells[1:]
            first = len(self.model.ids) + 1  # the blank row keeps what is typed in it
        else:
            targets = self.targets(len(cells[0]))
            fields = tuple(self.model.columns[column].field.key for column in targets)
        drafts = []
        for line, texts in enumerate(cells, start=first):
            raw: dict[str, Raw] = {
                key: text
                for key, text in zip(fields, texts, strict=False)
                if key and self._takes(line, self.model.column_of(key))
            }
            if self.model.is_blank(line):
                raw = {**self.model.typed_of(BLANK), **raw}
            drafts.append(self._draft(line, raw))
        return drafts, max(map(len, cells), default=0) - sum(map(bool, fields))

    def _takes(self, line: int, column: int) -> bool:
        """Say whether a cell can be filled; a new record also takes what is set only once."""
        is_new = line >= len(self.model.ids)
        return self.model.can_edit(column) or (is_new and self.model.columns[column].field.is_typed)

    def change_together(self, ids: Mapping[int, int], raw: Mapping[str, Raw]) -> None:
        """Show what entering the same values in many records, by line, would do, then do it."""
        drafts = [Draft(line + 1, raw, each) for line, each in ids.items()]
        self.preview(drafts, UseCase.EDIT_RECORDS)

    def targets(self, width: int) -> list[int]:
        """Return the columns that a block so wide goes into, from the current cell on."""
        _lines, chosen = self.view.block()
        shown = self.view.shown_columns()
        current = self.view.currentIndex()
        start = chosen[0] if chosen else (current.column() if current.isValid() else shown[0])
        return shown[shown.index(start) :][:width]

    def fill_down(self) -> None:
        """Repeat the first row of the selection in the others."""
        lines, chosen = self.view.block()
        if len(lines) < 2 or not chosen:
            return
        texts = {column: self.model.text(lines[0], column) for column in chosen}
        self._put(texts, lines[1:], UseCase.EDIT_RECORDS)

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        lines, chosen = self.view.block()
        self._put(dict.fromkeys(chosen, ""), lines, UseCase.EDIT_RECORDS)

    def is_selection_small(self, count: int) -> bool:
        """Say whether so many records can be changed at once, and tell the person if not."""
        if count > MOST_SELECTED:
            said = _("At most {count} records can be changed at once. Select fewer.")
            self._context.notifier.show_refusal(said.format(count=formats.number(MOST_SELECTED)))
        return 0 < count <= MOST_SELECTED

    def plan(self, drafts: Sequence[Draft], then: Callable[[Plan], None]) -> None:
        """Make a plan of what was entered, off the GUI thread."""
        registers, kind, as_of = self._context.desk.registers, self.kind, self._context.as_of
        self._context.jobs.run(
            lambda: registers.plan(kind, drafts, as_of), then, self._context.notifier.show_error
        )

    def preview(
        self,
        drafts: Sequence[Draft],
        use_case: UseCase,
        *,
        lost: int = 0,
        legacy: Sequence[LegacyText] = (),
        as_read: Sequence[Draft] = (),
    ) -> None:
        """Show what drafts would do, and do it if the officer agrees.

        Where they hold text that was converted from an old encoding, the drafts `as_read` are
        planned instead if the officer wants it left as it is.
        """

        def show(planned: Plan) -> None:
            dialog = PlanPreview(planned, self.model.labels, self.view.window())
            dialog.set_lost_columns(lost)
            dialog.legacy.show_legacy(legacy)
            dialog.legacy.convert.toggled.connect(lambda on: plan_again(dialog, on=on))
            if dialog.exec():
                self.save(dialog.plan, use_case, with_new=with_new)
            dialog.deleteLater()

        def plan_again(dialog: PlanPreview, *, on: bool) -> None:
            dialog.save.setEnabled(False)  # until what is shown is what would be saved
            self.plan(drafts if on else as_read, dialog.set_plan)

        with_new = any(self.model.is_blank(draft.place - 1) for draft in drafts)
        self.plan(drafts, show)

    def save(self, planned: Plan, use_case: UseCase, *, with_new: bool = False) -> None:
        """Do what a plan says, then tell it with a way back; `with_new` takes the blank row in."""
        registers, on = self._context.desk.registers, self._holds_from()

        def show(change: Change) -> None:
            if with_new:
                self.blank.drop()
            self.tell(change)

        self._context.jobs.run(
            lambda: registers.apply(planned, use_case=use_case, on=on),
            show,
            self._context.notifier.show_error,
        )

    def run(self, work: Callable[[], Change]) -> None:
        """Run a use case off the GUI thread, then tell it with a way back."""
        self._context.jobs.run(work, self.tell, self._context.notifier.show_error)

    def tell(self, change: Change) -> None:
        """Say what was done, with a way back, and let every page refresh that shows it."""
        tell(self._context, change)

    def _put(self, texts: Mapping[int, str], lines: Sequence[int], use_case: UseCase) -> None:
        """Plan the same texts for several lines; one cell is saved at once, more are shown."""
        raw = {
            self.model.columns[column].field.key: text
            for column, text in texts.items()
            if self.model.can_edit(column)
        }
        if not raw or not self.is_selection_small(len(lines)):
            return
        if any(self.model.is_blank(line) for line in lines):
            self.blank.enter(raw)
            lines = [line for line in lines if not self.model.is_blank(line)]
            if not lines:
                return
        if len(lines) == 1 and len(raw) == 1:
            ((key, text),) = raw.items()
            self.edit(self.model.ids[lines[0]], key, text)
            return
        self.preview([self._draft(line, raw) for line in lines], use_case)

    def _is_new(self, lines: Sequence[int]) -> bool:
        return len(lines) == 1 and self.model.is_blank(lines[0])

    def _show_outcome(self, row_id: int, key: str, draft: Draft, planned: Plan) -> None:
        """Show what became of a cell, unless something else was typed into it meanwhile."""
        row = planned.rows[0]
        latest = [one for one, text in draft.raw.items() if self.model.holds(row_id, one, text)]
        if row.verdict is Verdict.REFUSED:
            blocking = {one: issue for one, issue in row.issues.items() if issue.blocks}
            where = key if key in blocking else next(iter(blocking))
            if key in latest:
                self.model.hold(row_id, key, draft.raw[key], blocking[where])
                said = words.issue(self.kind, blocking[where])
                if where != key:
                    said = f"{words.title(self.kind, where)}: {said}"
                self._context.notifier.show_refusal(said)
            return
        for one in latest:
            if planned.effective:
                self.model.settle(row_id, one)
            else:
                self.model.let_go(row_id, one)
