"""Work handled online: its months, and the milestones on the way to all of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.ui import theme
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.signatures.columns import MonthRow, month_columns, month_rows
from egovdesk.ui.signatures.pace_words import Sentence
from egovdesk.ui.widgets.badge import TONE_ICONS, Badge
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.charts import Series, StackedBars
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.glyph import Glyph
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
        self.paces = QVBoxLayout()
        self.paces.setSpacing(4)
        self._pace_lines: list[QLabel] = []
        self.months: CompactTable[MonthRow] = CompactTable(
            month_columns(), name=_("Months of work handled online"), optional=("change",)
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
        self.body.addLayout(self.paces)
        self.body.addWidget(self.stack, stretch=1)

    def show_paces(self, sentences: Sequence[Sentence]) -> None:
        """Say how far the way to each milestone is."""
        while (item := self.paces.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._pace_lines.clear()
        for tone, words in sentences:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(Glyph(TONE_ICONS[tone], tone, 16), alignment=Qt.AlignmentFlag.AlignTop)
            self._pace_lines.append(QLabel(words, wordWrap=True))
            row.addWidget(self._pace_lines[-1], stretch=1)
            self.paces.addWidget(line)

    def pace_texts(self) -> list[str]:
        """Return what is said about the way to the milestones."""
        return [line.text() for line in self._pace_lines]

    def show_work(self, months: Sequence[MonthlyWorkload], line: IndicatorLine | None) -> None:
        """Show the months, newest first in numbers and last in the chart, and the milestones."""
        self.stack.setCurrentIndex(0 if months else 1)
        self.months.set_rows(month_rows(months))
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
