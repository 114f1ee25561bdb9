"""The card of an indicator: its official wording, how it stands, and everything behind it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.indicators import FormulaType, Indicator
from egovdesk.domain.measures import MeasureRow, MeasureSource
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import IndicatorLine
from egovdesk.services.indicators import IndicatorDetail, Proof, ProofKind
from egovdesk.ui.context import Context
from egovdesk.ui.indicators.columns import measure_columns, proof_columns
from egovdesk.ui.indicators.formulas import counted_formula, formula_words, part_words
from egovdesk.ui.indicators.history_view import HistoryView
from egovdesk.ui.indicators.plan_view import PlanView
from egovdesk.ui.indicators.sheet import Sheet, quiet
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.widgets.badge import Badge
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.wording import Language, _, current_language, formats
from egovdesk.wording.labels import label

_REGISTERS = {
    MeasureSource.WORKLOAD: ("signatures", RegisterKind.WORKLOAD.value),
    MeasureSource.SIGNERS: ("signatures", RegisterKind.SIGNERS.value),
}
"""Where the register of a count is that has no rows of its own."""


class IndicatorCard(Sheet):
    """Everything there is to know of one indicator in one quarter; Escape closes it.

    A tab is made when it is first looked at. A row opens what it speaks of, and closes the card.
    """

    help_page = "indicator"

    def __init__(
        self, context: Context, detail: IndicatorDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, formats.words(detail.line.indicator.short), parent)
        self._detail = detail
        self._line = detail.line
        self._catalogue = context.desk.session.catalogue
        self._makers: list[Callable[[], QWidget] | None] = []
        self._places: list[QVBoxLayout] = []
        self._tables: dict[int, DataTable[Any]] = {}
        self.tabs = QTabWidget()
        self._lay_out()
        self._add_tabs()
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(0)
        self.tabs.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(8)
        column.addLayout(self._heading())
        column.addWidget(quiet(formula_words(self._line.indicator, self._catalogue)))
        column.addLayout(self._facts())
        column.addWidget(self.tabs, stretch=1)
        column.addLayout(self.below)

    def _heading(self) -> QVBoxLayout:
        indicator, result = self._line.indicator, self._line.result
        line = QHBoxLayout()
        line.addWidget(quiet(self._reference()), stretch=1)
        line.addWidget(Badge(label(result.state), state_tone(result.state)))
        wording = QLabel(formats.words(indicator.title), wordWrap=True)
        wording.setProperty("role", "heading")
        wording.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(wording)
        if current_language() is not Language.VI:
            column.addWidget(quiet(indicator.title[Language.VI]))
        return column

    def _reference(self) -> str:
        """Say where the directive asks for it, and for which quarter the card speaks."""
        indicator, catalogue = self._line.indicator, self._catalogue
        directive = catalogue.documents[catalogue.directive]
        facts = {
            "number": indicator.number,
            "clause": catalogue.clause_label(indicator.clause),
            "document": directive.number,
            "day": formats.day(directive.date),
            "quarter": formats.quarter(self._detail.period),
        }
        words = (
            _(
                "Tracked beside the directive's indicators · clause {clause} of {document} "
                "of {day} · {quarter}"
            )
            if indicator.number is None
            else _("Indicator {number} · clause {clause} of {document} of {day} · {quarter}")
        )
        return words.format(**facts)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        for place, (name, value) in enumerate(_facts_of(self._line)):
            figure = QLabel(value)
            figure.setProperty("role", "heading")
            figure.setAccessibleName(f"{name}: {value}")
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(_note(name), 0, place)
            grid.addWidget(figure, 1, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _add_tabs(self) -> None:
        rows, result = self._line.rows, self._line.result
        formula = counted_formula(self._line.indicator, self._catalogue)
        own = self._line.indicator.formula.of_unit
        self._add_tab(_("Plan"), self._make_plan)
        self._add_tab(_("History"), self._make_history)
        numerator = _total(rows.numerator) if own.full else result.numerator
        self._add_rows(_("Numerator"), numerator, formula.numerator, rows.numerator)
        if formula.denominator:
            denominator = _total(rows.denominator) if own.full else result.denominator
            self._add_rows(_("Denominator"), denominator, formula.denominator, rows.denominator)
        count = formats.number(len(self._detail.proofs))
        self._add_tab(_("Evidence: {count}").format(count=count), self._make_proofs)

    def _add_rows(
        self, name: str, count: int | None, measure_id: str, rows: Sequence[MeasureRow]
    ) -> None:
        self._add_tab(
            f"{name}: {formats.number(count)}", lambda: self._make_rows(name, measure_id, rows)
        )

    def _add_tab(self, name: str, make: Callable[[], QWidget]) -> None:
        self._makers.append(make)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 12, 0, 0)
        self._places.append(column)
        self.tabs.addTab(place, name)

    def _on_tab(self, place: int) -> None:
        make = self._makers[place]
        if make is not None:
            self._makers[place] = None
            made = make()
            self._places[place].addWidget(made)
            if table := made if isinstance(made, DataTable) else made.findChild(DataTable):
                self._tables[place] = table
        self.save.setEnabled(place in self._tables)

    def _make_plan(self) -> QWidget:
        plan = PlanView(self._detail, self._catalogue)
        plan.procedure_requested.connect(lambda code: self.open_page("services", code))
        return plan

    def _make_history(self) -> QWidget:
        history = HistoryView(self._detail)
        history.quarter_requested.connect(self._compare_with)
        return history

    def _make_rows(self, name: str, measure_id: str, rows: Sequence[MeasureRow]) -> QWidget:
        table: DataTable[MeasureRow] = DataTable(
            measure_columns(self._catalogue), key=lambda row: row.code, name=name
        )
        table.set_empty(
            _("No rows behind this figure"),
            _("Nothing was recorded for it by this day, or everything recorded is 0."),
        )
        table.set_rows(rows)
        table.row_activated.connect(self._open_row)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(quiet(part_words(measure_id, self._catalogue)))
        column.addWidget(table, stretch=1)
        return inside

    def _make_proofs(self) -> QWidget:
        table: DataTable[Proof] = DataTable(
            proof_columns(self._catalogue), key=lambda row: row, name=_("Evidence")
        )
        table.set_empty(
            _("Nothing proves these figures yet"),
            _("Attach documents to a task of the same clause; they are listed here."),
        )
        table.set_rows(self._detail.proofs)
        table.row_activated.connect(self._open_proof)
        return table

    def _open_row(self, row: MeasureRow) -> None:
        measure = self._catalogue.measures.get(row.code)
        if measure is None:
            self.open_page("services", row.code)
        elif measure.source in _REGISTERS:
            self.open_page(*_REGISTERS[measure.source])

    def _open_proof(self, proof: Proof) -> None:
        if proof.kind is ProofKind.TASK:
            self.open_page("tasks", proof.key)

    def _compare_with(self, quarter: Quarter) -> None:
        from egovdesk.ui.indicators.compare_dialog import open_comparison

        period = self._detail.period
        earlier = quarter if quarter != period else period.previous
        open_comparison(self.context, earlier, period, self, self._line.indicator.id)

    def shown_list(self) -> tuple[DataTable[Any], str] | None:
        """Return the list of the tab that is open."""
        place = self.tabs.currentIndex()
        table = self._tables.get(place)
        tab = self.tabs.tabText(place).partition(":")[0]
        return None if table is None else (table, f"{self.windowTitle()} - {tab}")


def open_card(context: Context, indicator: str, parent: QWidget) -> None:
    """Read an indicator in the period that the desk looks at, and open its card over a page."""
    period, indicators = context.period, context.desk.indicators

    def show(detail: IndicatorDetail) -> None:
        if not any(card.isVisible() for card in parent.findChildren(IndicatorCard)):
            IndicatorCard(context, detail, parent).open()

    context.jobs.run(
        lambda: indicators.detail(indicator, period), show, context.notifier.show_error
    )


def _facts_of(line: IndicatorLine) -> list[tuple[str, str]]:
    """Return names and figures; what an indicator does not have is left out."""
    indicator, result = line.indicator, line.result
    facts = [
        (
            _("Value on {day}").format(day=formats.day(result.as_of)),
            formats.result(indicator, result),
        )
    ]
    if indicator.formula.of is None:
        facts.append(
            (_("Numerator / denominator"), _parts(indicator, result.numerator, result.denominator))
        )
    if result.target is not None:
        day = _target_day(line)
        facts.append((_("Target by {day}").format(day=day), formats.target(indicator, result)))
    if result.expected is not None and indicator.formula.of is None:
        facts.append(
            (_("Expected by now"), formats.amount(result.expected, indicator.unit)),
        )
    if line.previous is not None:
        facts.append((_("Previous quarter"), formats.result(indicator, line.previous)))
    if result.baseline_denominator is not None:
        name = _("Baseline of {day}").format(day=formats.day(indicator.formula.baseline_on))
        facts.append(
            (name, _parts(indicator, result.baseline_numerator, result.baseline_denominator))
        )
    return facts


def _target_day(line: IndicatorLine) -> str:
    milestones = line.indicator.milestones
    ahead = (m.on for m in milestones if m.on >= line.result.as_of)
    return formats.day(next(ahead, milestones[-1].on))


def _parts(indicator: Indicator, numerator: int | None, denominator: int | None) -> str:
    """Return both counts; a change needs their share as well, for that is what it compares."""
    words = f"{formats.number(numerator)} / {formats.number(denominator)}"
    if indicator.formula.type is FormulaType.CHANGE and numerator is not None and denominator:
        return f"{words} · {formats.percent(Fraction(100 * numerator, denominator))}"
    return words


def _total(rows: Sequence[MeasureRow]) -> int:
    return sum(row.value for row in rows)


def _note(text: str) -> QLabel:
    result = QLabel(text)
    result.setProperty("role", "note")
    return result
