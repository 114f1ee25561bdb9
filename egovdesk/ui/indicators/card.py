"""The card of an indicator: its official wording, how it is computed, and what is behind it."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.indicators import FormulaType, Indicator
from egovdesk.domain.measures import MeasureRow
from egovdesk.domain.reports import IndicatorLine
from egovdesk.ui import theme
from egovdesk.ui.indicators.formulas import counted_formula, formula_words, part_words
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.widgets.badge import Badge
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import Language, _, current_language, formats
from egovdesk.wording.labels import label

_FACTS_PER_ROW = 3


class IndicatorCard(QDialog):
    """Everything there is to know of one indicator on one day; Escape closes it."""

    def __init__(
        self, line: IndicatorLine, catalogue: Catalogue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._catalogue = catalogue
        indicator = line.indicator
        self.setWindowTitle(formats.words(indicator.short))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(820), theme.px(640))
        self.tabs = QTabWidget()
        self._add_tabs()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addLayout(self._heading())
        column.addLayout(self._facts())
        column.addWidget(_quiet(formula_words(indicator, catalogue)))
        column.addWidget(self.tabs, stretch=1)
        column.addWidget(buttons)
        self.tabs.setFocus()

    def _heading(self) -> QVBoxLayout:
        indicator, result = self._line.indicator, self._line.result
        line = QHBoxLayout()
        line.addWidget(_quiet(self._reference()), stretch=1)
        line.addWidget(Badge(label(result.state), state_tone(result.state)))
        wording = QLabel(formats.words(indicator.title), wordWrap=True)
        wording.setProperty("role", "heading")
        wording.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(wording)
        if current_language() is not Language.VI:
            column.addWidget(_quiet(indicator.title[Language.VI]))
        return column

    def _reference(self) -> str:
        """Say where the directive asks for it."""
        indicator = self._line.indicator
        clause = self._catalogue.clause_label(indicator.clause)
        if indicator.number is None:
            words = _("Tracked beside the directive's indicators · clause {clause}")
            return words.format(clause=clause)
        words = _("Indicator {number} · clause {clause}")
        return words.format(number=indicator.number, clause=clause)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(2)
        for place, (name, value) in enumerate(_facts_of(self._line)):
            row, column = divmod(place, _FACTS_PER_ROW)
            title, figure = _quiet(name), QLabel(value)
            figure.setProperty("role", "heading")
            figure.setAccessibleName(f"{name}: {value}")
            grid.addWidget(title, row * 2, column)
            grid.addWidget(figure, row * 2 + 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _add_tabs(self) -> None:
        rows, result = self._line.rows, self._line.result
        formula = counted_formula(self._line.indicator, self._catalogue)
        own = self._line.indicator.formula.of_unit
        numerator = _total(rows.numerator) if own.full else result.numerator
        self._add_tab(_("Numerator"), numerator, formula.numerator, rows.numerator)
        if formula.denominator:
            denominator = _total(rows.denominator) if own.full else result.denominator
            self._add_tab(_("Denominator"), denominator, formula.denominator, rows.denominator)

    def _add_tab(
        self, name: str, count: int | None, measure_id: str, rows: Sequence[MeasureRow]
    ) -> None:
        table: DataTable[MeasureRow] = DataTable(
            self._columns(), key=lambda row: row.code, name=name
        )
        table.set_empty(
            _("No rows behind this figure"),
            _("Nothing was recorded for it by this day, or everything recorded is 0."),
        )
        table.set_rows(rows)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(_quiet(part_words(measure_id, self._catalogue)))
        column.addWidget(table, stretch=1)
        self.tabs.addTab(inside, f"{name}: {formats.number(count)}")

    def _columns(self) -> list[Column[MeasureRow]]:
        measures = self._catalogue.measures
        return [
            Column(
                key="code",
                title=_("Code"),
                text=lambda row: "" if row.code in measures else row.code,
                width=96,
            ),
            Column(
                key="label",
                title=_("What is counted"),
                text=lambda row: part_words(row.code, self._catalogue) or row.label,
                stretch=True,
            ),
            Column(
                key="value",
                title=_("Count"),
                text=lambda row: formats.number(row.value),
                sort_key=lambda row: row.value,
                align=Qt.AlignmentFlag.AlignRight,
                width=96,
            ),
        ]


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


def _quiet(text: str) -> QLabel:
    result = QLabel(text, wordWrap=True)
    result.setProperty("role", "muted")
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def open_card(line: IndicatorLine, catalogue: Catalogue, parent: QWidget) -> IndicatorCard:
    """Open an indicator's card over a page; it is gone once it is closed."""
    card = IndicatorCard(line, catalogue, parent)
    card.open()
    return card
