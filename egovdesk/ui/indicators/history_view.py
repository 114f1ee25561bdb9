"""An indicator over the last quarters: the course beside its track, and every figure."""

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from egovdesk.domain.indicators import Indicator, Unit
from egovdesk.domain.targets import Basis
from egovdesk.domain.text import format_fixed
from egovdesk.services.indicators import IndicatorDetail
from egovdesk.ui.indicators.columns import (
    HistoryRow,
    history_columns,
    history_rows,
    state_words,
)
from egovdesk.ui.indicators.sheet import quiet
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.widgets.charts import NumberFormat
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.track_chart import Goal, TrackChart, TrackPoint
from egovdesk.wording import _, current_language, formats


class HistoryView(QWidget):
    """Twelve quarters, newest first; a row compares its quarter with the card's own."""

    quarter_requested = Signal(object)

    def __init__(self, detail: IndicatorDetail) -> None:
        super().__init__()
        indicator = detail.line.indicator
        rows = history_rows(detail.history, indicator)
        self.chart = TrackChart(_("Course over the quarters"))
        self.chart.set_empty_text(_("No quarter has a value yet"))
        self.chart.set_data(_points(rows), _goals(indicator), _number(indicator))
        self.table: DataTable[HistoryRow] = DataTable(
            history_columns(), key=lambda row: row.point.quarter, name=_("History")
        )
        self.table.hide_search()
        self.table.set_rows(rows)
        self.table.row_activated.connect(lambda row: self.quarter_requested.emit(row.point.quarter))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.chart, stretch=4)
        column.addWidget(self.table, stretch=5)
        if detail.plan.basis is Basis.FLOW:
            column.addWidget(quiet(_("Sums over the months of a year begin anew each January.")))


def _points(rows: list[HistoryRow]) -> list[TrackPoint]:
    """Return the quarters from the first that has a value, oldest first.

    A change against a day says nothing of the quarters before it.
    """
    shown = [row for row in reversed(rows) if not _is_before_baseline(row)]
    while shown and shown[0].point.result.value is None:
        del shown[0]
    return [_point(row) for row in shown]


def _is_before_baseline(row: HistoryRow) -> bool:
    since = row.indicator.formula.of_unit.baseline_on
    return since is not None and row.point.result.as_of < since


def _point(row: HistoryRow) -> TrackPoint:
    result, quarter = row.point.result, row.point.quarter
    parts = [formats.quarter(quarter), formats.result(row.indicator, result)]
    if result.numerator is not None and result.denominator is not None:
        parts.append(f"{formats.number(result.numerator)} / {formats.number(result.denominator)}")
    return TrackPoint(
        day=result.as_of,
        value=None if result.value is None else float(result.value),
        label=f"{quarter.roman}/{quarter.year % 100:02}",
        words=" · ".join((*parts, state_words(row))),
        color=state_tone(result.state) if row.is_asked else "outline",
    )


def _goals(indicator: Indicator) -> list[Goal]:
    """Return where the straight line begins, and each milestone with its words."""
    if not indicator.milestones:
        return []
    words = _("{target} by {day}")
    return [
        Goal(indicator.starts_on, float(indicator.starts_at)),
        *(
            Goal(
                each.on,
                float(each.target),
                words.format(
                    target=formats.amount(each.target, indicator.unit), day=formats.day(each.on)
                ),
            )
            for each in indicator.milestones
        ),
    ]


def _number(indicator: Indicator) -> NumberFormat:
    def write(value: float) -> str:
        text = format_fixed(Fraction(value), 0, current_language().value)
        return text if indicator.unit is Unit.POINTS else f"{text}%"

    return write
