"""Typing into a month's sheet: drafts of monthly counts, also for procedures that have none yet."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from egovdesk.domain.cells import Raw
from egovdesk.domain.count_blocks import SheetPlace, place_block
from egovdesk.domain.history import UseCase
from egovdesk.domain.monthly_counts import CountRow, MonthSheet
from egovdesk.domain.plans import Draft
from egovdesk.domain.procedures import CountField
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.text import fold
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.registers.grid_entry import Cells, GridEntry
from egovdesk.ui.services.month_grid import COUNTS, MonthGrid
from egovdesk.wording import Language, _, in_language
from egovdesk.wording import registers as words
from egovdesk.wording.labels import label


class MonthEntry(GridEntry):
    """Every edit of a sheet goes to the register of monthly counts."""

    def __init__(self, context: Context, grid: MonthGrid) -> None:
        super().__init__(context, grid, self.draft, lambda: context.as_of)
        self._grid = grid
        self._sheet: MonthSheet | None = None
        self._by_code: dict[str, CountRow] = {}
        self.remove = QAction(icons.icon("trash"), _("Remove the counts of these procedures"), grid)
        self.remove.setShortcut(QKeySequence("Ctrl+Delete"))
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.remove.triggered.connect(self.remove_rows)
        grid.addAction(self.remove)

    def show_sheet(self, sheet: MonthSheet) -> None:
        """Take what is typed for this sheet from now on."""
        if self._sheet is None or sheet.month != self._sheet.month:
            self.forget()
        self._sheet = sheet
        self._by_code = {fold(row.procedure.code): row for row in sheet.rows}

    def draft(self, line: int, raw: Mapping[str, Raw]) -> Draft:
        """Make the draft of a line."""
        row = self._grid.sheet.rows[line]
        return self._draft_of(line + 1, row.procedure.code, raw)

    def edit(self, row_id: int, key: str, typed: object) -> None:
        """Save a cell; emptying one of a procedure without counts leaves it without."""
        line = self.model.line_of(row_id)
        if line is None:
            return
        if not str(typed or "").strip() and self._grid.sheet.rows[line].record_id is None:
            self.model.let_go(row_id, key)
            return
        super().edit(row_id, key, typed)

    def block_drafts(self, cells: Cells) -> tuple[list[Draft], int]:
        """Return a draft for each row of a block that holds anything."""
        lines, _chosen = self.view.block()
        targets = self.targets(len(COUNTS))
        place = SheetPlace(
            codes=[row.procedure.code for row in self._grid.sheet.rows],
            counts=COUNTS,
            line=lines[0] if lines else 0,
            column=targets[0],
            titles=_titles(),
        )
        block = place_block(cells, place)
        drafts = [
            self._draft_of(row.place, row.code, {count.value: t for count, t in row.texts.items()})
            for row in block.rows
        ]
        return drafts, block.lost

    def clear_cells(self) -> None:
        """Set the selected counts to 0 where there are any."""
        lines, chosen = self.view.block()
        counted = [line for line in lines if self._grid.sheet.rows[line].record_id is not None]
        self._put(dict.fromkeys(chosen, ""), counted, UseCase.EDIT_RECORDS)

    def remove_rows(self) -> None:
        """Take away the month's counts of the selected procedures, as if none had been entered."""
        rows = [self._grid.sheet.rows[line] for line in self._grid.selected_lines()]
        ids = [row.record_id for row in rows if row.record_id is not None]
        registers, kind = self._context.desk.registers, self.kind
        if ids:
            self.run(lambda: registers.delete(kind, ids))

    def _draft_of(self, place: int, code: str, raw: Mapping[str, Raw]) -> Draft:
        """Make a draft; the key of a record that is there need not be read again."""
        row = self._by_code.get(fold(code))
        if row is not None and row.record_id is not None:
            return Draft(place, raw, row.record_id)
        assert self._sheet is not None
        return Draft(place, {"procedure": code, "month": self._sheet.month, **raw})


def _titles() -> dict[str, CountField]:
    """Return what heads a count in either language, folded."""
    found: dict[str, CountField] = {}
    for language in Language:
        with in_language(language):
            for count in COUNTS:
                for title in (words.title(RegisterKind.PROCEDURE_COUNTS, count), label(count)):
                    found[fold(title)] = count
    return found
