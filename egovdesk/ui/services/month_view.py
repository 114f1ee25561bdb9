"""Monthly counts: the sheet of one reporting month, with what it is compared with."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QScrollBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import UsageError
from egovdesk.domain.history import Noun
from egovdesk.domain.monthly_counts import CountRow, MonthSheet
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.text import fold, matches, parse_number
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.registers.toolbar import SearchLine
from egovdesk.ui.services.count_panel import CountPanel
from egovdesk.ui.services.month_entry import MonthEntry
from egovdesk.ui.services.month_grid import COUNTS, MonthGrid, MonthModel
from egovdesk.ui.services.totals_row import TotalsRow
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.ui.widgets.step_picker import StepPicker
from egovdesk.wording import _, formats

_PANEL = 240
_FOLDED = 860
_STEPS = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1}


@dataclass(frozen=True, slots=True)
class _Loaded:
    sheet: MonthSheet
    months: dict[str, bool]
    remarked: dict[int, frozenset[str]]


class MonthView(QWidget):
    """The counts of a month as a sheet to type into; it begins at the last closed month."""

    nouns = frozenset({Noun.PROCEDURES, Noun.REMARKS, Noun.CATALOGUE})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._as_of = context.as_of
        self.month = self._last_closed()
        self._asked = 0
        self._folded: dict[int, str] = {}
        self._wanted = ""
        self.sheet: MonthSheet | None = None
        self.picker = StepPicker(
            _("Reporting month"), _("Earlier month (Alt+Left)"), _("Later month (Alt+Right)")
        )
        self.days = QLabel()
        self.days.setProperty("role", "muted")
        self.done = QLabel()
        self.done.setProperty("role", "muted")
        self.last = QCheckBox(_("Last month beside"))
        self.search = SearchLine()
        self.search.setFixedWidth(theme.px(180))
        self.model = MonthModel()
        self.grid = MonthGrid(self.model, _("Counts of the month"))
        self.entry = MonthEntry(context, self.grid)
        self.totals = TotalsRow(self.grid)
        self.panel = CountPanel()
        self.panel.setFixedWidth(theme.px(_PANEL))
        self._across = QScrollBar(Qt.Orientation.Horizontal)
        self._nothing = EmptyState("services")
        self._nothing.set_words(
            _("No procedure is in force in this month"),
            _("Record the unit's procedures first, with the day since which they are in force."),
        )
        self._lay_out()
        self._connect()

    def open_month(self, month: str, code: str = "") -> None:
        """Show a month such as 2021-09, now or once the view is seen, perhaps on a procedure."""
        self.grid.setFocus()  # whatever is being typed belongs to the month that is shown
        self._as_of, self.month = self.context.as_of, month
        self._wanted = code
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the month; another period begins at its own last month."""
        if self.context.as_of != self._as_of:
            self._as_of = self.context.as_of
            self.month = self._last_closed()
        self._asked += 1
        asked, month, desk = self._asked, self.month, self.context.desk

        def load() -> _Loaded:
            return _Loaded(
                desk.procedures.month_sheet(month),
                desk.procedures.months(),
                desk.remarks.marked(RegisterKind.PROCEDURE_COUNTS),
            )

        def show(loaded: _Loaded) -> None:
            if asked == self._asked:
                self._show(loaded)

        self.context.jobs.run(load, show, self.context.notifier.show_error)

    def event(self, event: QEvent) -> bool:
        """Take Alt with an arrow before the choice of the quarter does."""
        if event.type() is QEvent.Type.ShortcutOverride and _step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the month before or after."""
        by = _step(event)
        if by:
            self.picker.step(by)
        else:
            super().keyPressEvent(event)

    def _last_closed(self) -> str:
        return self.context.desk.session.catalogue.reporting.last_closed_month(self._as_of)

    def _show(self, loaded: _Loaded) -> None:
        sheet = self.sheet = loaded.sheet
        offered = {**dict.fromkeys([sheet.month], False), **loaded.months}
        self.picker.set_choices(
            [(_month_words(one, has=offered[one]), one) for one in sorted(offered, reverse=True)],
            sheet.month,
        )
        days = f"{formats.day(sheet.days.first)} – {formats.day(sheet.days.last)}"
        running = _("{days}, still running").format(days=days)
        self.days.setText(days if sheet.is_closed else running)
        self._folded = {
            row.procedure.id: fold(f"{row.procedure.code} {row.procedure.name}")
            for row in sheet.rows
        }
        self.done.setText(
            _("{done} of {total} have counts").format(
                done=formats.number(sheet.recorded), total=formats.number(len(sheet.rows))
            )
        )
        self._stack.setCurrentIndex(0 if sheet.rows else 1)
        self.entry.show_sheet(sheet)
        self.panel.show_sheet(sheet)
        self._show_rows()
        self.model.set_remarked(
            {
                row.procedure.id: loaded.remarked[row.record_id]
                for row in sheet.rows
                if row.record_id in loaded.remarked
            }
        )
        if wanted := self._wanted:
            self._wanted = ""
            self._go_to_next(lambda row, column: row.procedure.code == wanted and column == 0)
        self.context.page_filled.emit()

    def _show_rows(self) -> None:
        """Show the rows in which every word of the search line occurs."""
        if self.sheet is None:
            return
        needle = self.search.text()
        rows = [row for row in self.sheet.rows if matches(needle, self._folded[row.procedure.id])]
        self.model.show_sheet(self.sheet, rows)
        self.totals.show_rows(rows)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.go_to(0)
        self._show_cell()

    def _show_cell(self) -> None:
        index = self.grid.currentIndex()
        row = self.model.rows[index.row()] if index.isValid() else None
        self.panel.show_cell(row, COUNTS[index.column()] if index.isValid() else COUNTS[0])

    def _go_to_next(self, wanted: Callable[[CountRow, int], bool]) -> None:
        """Go to the next cell after the current one that is wanted, from the top if need be."""
        if self.search.text():
            self.search.clear()
        width = len(COUNTS)
        current = self.grid.currentIndex()
        start = current.row() * width + current.column() + 1 if current.isValid() else 0
        cells = len(self.model.rows) * width
        for place in (*range(start, cells), *range(min(start, cells))):
            line, column = divmod(place, width)
            if wanted(self.model.rows[line], column):
                self.grid.go_to(line, column)
                self.grid.setFocus()
                return

    def _lay_out(self) -> None:
        top = FoldingRow(_FOLDED)
        top.add_widget(_beside(self.picker, self.days, self.done))
        top.add_stretch()
        top.add_widget(_beside(self.last, self.search))
        sheet = QVBoxLayout()
        sheet.setSpacing(0)
        for widget in (self.grid, self.totals, self._across):
            sheet.addWidget(widget)
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._across.hide()
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(sheet, stretch=1)
        row.addWidget(self.panel)
        self._stack = QStackedLayout()
        self._stack.addWidget(both)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(top)
        column.addLayout(self._stack, stretch=1)

    def _connect(self) -> None:
        self.picker.chosen.connect(self.open_month)
        self.last.toggled.connect(self._on_last_toggled)
        self.search.textChanged.connect(lambda _text: self._show_rows())
        self.search.left_downwards.connect(self.grid.setFocus)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        for pressed in (find.activated, find.activatedAmbiguously):
            pressed.connect(self.search.setFocus)
        self.grid.selectionModel().currentChanged.connect(lambda *_cells: self._show_cell())
        self.grid.cells.typing.connect(self._on_typing)
        self.grid.cells.closeEditor.connect(lambda *_editor: self._show_cell())
        self.panel.next_empty_requested.connect(
            lambda: self._go_to_next(lambda row, column: row.counts is None and column == 0)
        )
        self.panel.next_jump_requested.connect(
            lambda: self._go_to_next(lambda row, column: COUNTS[column] in row.jumps)
        )
        inner = self.grid.horizontalScrollBar()
        inner.rangeChanged.connect(self._on_range_changed)
        inner.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(inner.setValue)

    def _on_range_changed(self, low: int, high: int) -> None:
        """Let the scroll bar below the totals stand for the one that the grid would have above."""
        self._across.setRange(low, high)
        self._across.setPageStep(self.grid.horizontalScrollBar().pageStep())
        self._across.setVisible(high > low)

    def _on_last_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.model.shows_last = on
        self.grid.share_out()
        self.grid.viewport().update()

    def _on_typing(self, text: str) -> None:
        try:
            read = parse_number(text).value
        except UsageError:
            self.panel.show_value(None)
        else:
            self.panel.show_value(int(read) if read.denominator == 1 else None)


def _beside(*widgets: QWidget) -> QWidget:
    together = QWidget()
    row = QHBoxLayout(together)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return together


def _step(event: QEvent) -> int:
    """Return by how many lines of the picker a key goes; 0 for any other key."""
    if isinstance(event, QKeyEvent) and event.modifiers() == Qt.KeyboardModifier.AltModifier:
        return _STEPS.get(Qt.Key(event.key()), 0)
    return 0


def _month_words(month: str, *, has: bool) -> str:
    words = formats.month(month)
    return words if has else _("{month}: no counts").format(month=words)
