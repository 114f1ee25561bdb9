"""Work handled online: its months, and the milestones on the way to all of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.ui import theme
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.signatures.columns import month_columns
from egovdesk.ui.widgets.badge import Badge
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.charts import Series, StackedBars
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_CHART_MONTHS = 8


class WorkOnlineCard(Card):
    """The months as bars and as numbers."""

    details_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Work handled online"))
        self.state = Badge()
        self.details = QPushButton(_("Details"))
        self.details.setProperty("kind", "quiet")
        self.details.clicked.connect(self.details_requested)
        self.header.addWidget(self.details)
        self.track = QLabel(wordWrap=True)
        self.track.setProperty("role", "muted")
        self.chart = StackedBars(_("Work handled online by month"))
        self.months: CompactTable[MonthlyWorkload] = CompactTable(
            month_columns(), name=_("Months of work handled online"), optional=("total",)
        )
        self.months.setMinimumHeight(theme.px(110))
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chart, stretch=1)
        column.addWidget(self.months, stretch=1)
        nothing = EmptyState("chart")
        nothing.set_words(
            _("No month is recorded yet"),
            _("Each month needs two counts: all files and work that are not secret, and online."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(both)
        self.stack.addWidget(nothing)
        self.body.setSpacing(8)
        self.body.addWidget(self.state)
        self.body.addWidget(self.track)
        self.body.addWidget(self.stack, stretch=1)

    def show_work(self, months: Sequence[MonthlyWorkload], line: IndicatorLine | None) -> None:
        """Show the months, newest first in numbers and last in the chart, and the milestones."""
        self.stack.setCurrentIndex(0 if months else 1)
        self.months.set_rows(months[::-1])
        shown = months[-_CHART_MONTHS:]
        online = [float(month.online) for month in shown]
        other = [float(max(0, month.total - month.online)) for month in shown]
        self.chart.set_data(
            [_short_month(month.month) for month in shown],
            [
                Series(label=_("Online"), values=online, color="primary"),
                Series(label=_("Not online"), values=other, color="neutral"),
            ],
        )
        for widget in (self.state, self.details, self.track):
            widget.setVisible(line is not None)
        if line is not None:
            self.state.set_badge(label(line.result.state), state_tone(line.result.state))
            self.state.updateGeometry()
            self.track.setText(_track_words(line))


def _short_month(month: str) -> str:
    """Return a month such as 2021-09 as 09/21: bars stand close."""
    return f"{month[5:]}/{month[2:4]}"


def _track_words(line: IndicatorLine) -> str:
    """Return the dated targets, and where the straight line to the next one stands."""
    indicator, result = line.indicator, line.result
    target = _("{value} by {day}")
    targets = [
        target.format(value=formats.amount(m.target, indicator.unit), day=formats.day(m.on))
        for m in indicator.milestones
    ]
    if result.value is None:
        return _("Targets: {targets}.").format(targets=", ".join(targets))
    words = _("Targets: {targets}. Expected by {day}: {expected}; reached: {value}.")
    return words.format(
        targets=", ".join(targets),
        day=formats.day(result.as_of),
        expected=formats.amount(result.expected, indicator.unit),
        value=formats.result(indicator, result),
    )
