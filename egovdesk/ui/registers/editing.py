"""What changes records from a grid: planned first, and shown where it is more than a cell."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from egovdesk.domain.cells import Raw
from egovdesk.domain.clipboard_table import parse_html, parse_tsv
from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.plans import Draft, Plan, Verdict
from egovdesk.domain.registers import RegisterRow
from egovdesk.ui.registers.plan_preview import PlanPreview
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

if TYPE_CHECKING:
    from egovdesk.ui.registers.panel import RegisterPanel

MOST_SELECTED = 20_000


class Editing:
    """Plans what is typed, pasted, filled and emptied, and carries it out."""

    def __init__(self, panel: "RegisterPanel") -> None:
        self._panel = panel
        self._context = panel.context
        self._model = panel.model
        self._view = panel.view
        self._model.edited.connect(self.type_into)
        self._view.paste_requested.connect(self.paste)
        self._view.fill_requested.connect(self.fill_down)
        self._view.clear_requested.connect(self.clear_cells)

    def open_form(self, row: RegisterRow | None, preset: Mapping[str, str] | None = None) -> None:
        """Ask for a record's fields in a form."""
        panel = self._panel
        dialog = RecordDialog(self._context, panel.kind, row, self._model.labels, panel)
        dialog.set_holds_from(panel.toolbar.holds_from)
        dialog.preset(preset or {})
        if dialog.exec() and dialog.change is not None:
            self.tell(dialog.change)
        dialog.deleteLater()

    def delete_selected(self) -> None:
        """Put the selected records into the trash; undo and the trash bring them back."""
        ids = self._view.selected_ids()
        if self.is_selection_small(len(ids)):
            registers, kind = self._context.desk.registers, self._panel.kind
            self.run(lambda: registers.delete(kind, ids))

    def is_selection_small(self, count: int) -> bool:
        """Say whether so many records can be changed at once, and tell the person if not."""
        if count > MOST_SELECTED:
            said = _("At most {count} records can be changed at once. Select fewer.")
            self._context.notifier.show_refusal(said.format(count=formats.number(MOST_SELECTED)))
        return 0 < count <= MOST_SELECTED

    def save(self, planned: Plan, use_case: UseCase) -> None:
        """Do what a plan says, then tell it with a way back."""
        registers, on = self._context.desk.registers, self._panel.toolbar.holds_from
        self.run(lambda: registers.apply(planned, use_case=use_case, on=on))

    def plan(self, drafts: Sequence[Draft], then: Callable[[Plan], None]) -> None:
        """Make a plan of what was entered, off the GUI thread."""
        registers, kind = self._context.desk.registers, self._panel.kind
        as_of = self._context.as_of
        self._context.jobs.run(
            lambda: registers.plan(kind, drafts, as_of), then, self._context.notifier.show_error
        )

    def type_into(self, row_id: int, key: str, typed: object) -> None:
        """Save a cell at once; what cannot be saved stays in the cell with the reason."""
        text = str(typed or "")
        kind, model = self._panel.kind, self._model
        registers, as_of = self._context.desk.registers, self._context.as_of
        on = self._panel.toolbar.holds_from
        draft = Draft((model.line_of(row_id) or 0) + 1, {key: text}, row_id)
        model.hold(row_id, key, text, None)

        def show(outcome: tuple[Plan, Change | None]) -> None:
            planned, change = outcome
            row = planned.rows[0]
            is_latest = model.holds(row_id, key, text)
            if row.verdict is Verdict.REFUSED and is_latest:
                told = row.issues.get(key) or next(iter(row.issues.values()))
                model.hold(row_id, key, text, told)
                self._context.notifier.show_refusal(words.issue(kind, told))
            elif is_latest:
                model.let_go(row_id, key, once_read=change is not None)
            if change is not None:
                self.tell(change)

        def give_up(error: EGovDeskError) -> None:
            model.let_go(row_id, key)
            self._context.notifier.show_error(error)

        # Planned and saved in one job: nothing that is typed meanwhile comes between.
        self._context.jobs.run(
            lambda: registers.enter(kind, draft, as_of, use_case=UseCase.EDIT_RECORD, on=on),
            show,
            give_up,
        )

    def paste(self) -> None:
        """Show what the clipboard would do from the current cell on, before anything is saved."""
        data = QGuiApplication.clipboard().mimeData()
        text, html = data.text(), data.html()
        self._context.jobs.run(
            lambda: parse_tsv(text) if text else parse_html(html),
            self._place,
            self._context.notifier.show_error,
        )

    def fill_down(self) -> None:
        """Repeat the first row of the selection in the others."""
        lines, chosen = self._view.block()
        if len(lines) > 1:
            texts = {column: self._model.text(lines[0], column) for column in chosen}
            self.put(texts, list(lines)[1:], UseCase.EDIT_RECORDS)

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        lines, chosen = self._view.block()
        self.put(dict.fromkeys(chosen, ""), list(lines), UseCase.EDIT_RECORDS)

    def put(self, texts: Mapping[int, str], lines: Sequence[int], use_case: UseCase) -> None:
        """Enter the same texts on several lines; one cell is saved at once, more are shown."""
        raw: dict[str, Raw] = {
            self._model.columns[column].field.key: text
            for column, text in texts.items()
            if self._model.can_edit(column)
        }
        if not raw or not self.is_selection_small(len(lines)):
            return
        if len(lines) == 1 and len(raw) == 1:
            ((key, text),) = raw.items()
            self.type_into(self._model.ids[lines[0]], key, text)
            return
        drafts = [Draft(line + 1, raw, self._model.ids[line]) for line in lines]
        self._preview(drafts, use_case)

    def change_together(self, ids: Sequence[int], raw: Mapping[str, Raw]) -> None:
        """Show what entering the same values in many records would do, then do it."""
        drafts = [Draft((self._model.line_of(each) or 0) + 1, raw, each) for each in ids]
        self._preview(drafts, UseCase.EDIT_RECORDS)

    def run(self, work: Callable[[], Change]) -> None:
        """Carry out a use case and tell what was done."""
        self._context.jobs.run(work, self.tell, self._context.notifier.show_error)

    def tell(self, change: Change) -> None:
        """Say what was done, with a way back, and let every page that shows it refresh."""
        said = _("Saved: {what}.").format(what=words.change_words(change))
        self._context.notifier.show_success(said, action=_("Undo"), on_action=self._context.undo)
        self._context.announce(change.nouns)

    def _place(self, cells: tuple[tuple[str, ...], ...]) -> None:
        """Plan what each cell of a block would do from the current cell on."""
        lines, chosen = self._view.block()
        if len(cells) == len(cells[0]) == 1 and len(lines) * len(chosen) > 1:
            texts = dict.fromkeys(chosen, cells[0][0])
            self.put(texts, list(lines), UseCase.PASTE_RECORDS)
            return
        shown = self._view.shown_columns()
        start = shown.index(chosen[0]) if chosen else 0
        targets = shown[start:][: len(cells[0])]
        first = lines[0] if lines else self._model.rowCount()
        drafts = [self._pasted(first + n, targets, texts) for n, texts in enumerate(cells)]
        self._preview(drafts, UseCase.PASTE_RECORDS, lost=len(cells[0]) - len(targets))

    def _pasted(self, line: int, targets: Sequence[int], texts: Sequence[str]) -> Draft:
        """Return the draft of a pasted row; below the last line it is a new record."""
        is_new = line >= self._model.rowCount()
        raw: dict[str, Raw] = {
            self._model.columns[column].field.key: text
            for column, text in zip(targets, texts, strict=False)
            if self._model.can_edit(column)
            or (is_new and self._model.columns[column].field.is_typed)
        }
        return Draft(line + 1, raw, None if is_new else self._model.ids[line])

    def _preview(self, drafts: Sequence[Draft], use_case: UseCase, *, lost: int = 0) -> None:
        def show(planned: Plan) -> None:
            preview = PlanPreview(planned, self._model.labels, self._panel)
            preview.set_lost_columns(lost)
            if preview.exec():
                self.save(planned, use_case)
            preview.deleteLater()

        self.plan(drafts, show)
