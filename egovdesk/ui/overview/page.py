"""The overview: what is due, how it stands, what asks for attention."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.history import Noun
from egovdesk.domain.procedures import CountField
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.tasks import Timeliness
from egovdesk.domain.values import value
from egovdesk.services.overview import Overview
from egovdesk.services.reports import PeriodState
from egovdesk.ui.context import Context
from egovdesk.ui.overview.attention import AttentionCard
from egovdesk.ui.overview.columns import OPTIONAL, columns
from egovdesk.ui.overview.figures import Figures
from egovdesk.ui.overview.words import period_words, sent_words
from egovdesk.ui.page import Page
from egovdesk.ui.tasks.states import TIMELINESS_TONES
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.charts import Donut, Series, Slice, StackedBars
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


@value
class Start:
    """What the start page shows: the figures, and where the period's report stands."""

    overview: Overview
    state: PeriodState


class OverviewPage(Page[Start]):
    """The start page; everything on it opens what is behind it."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun) - {Noun.SETTINGS}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: tuple[IndicatorLine, ...] = ()
        self._wanted = ""
        self.when = QLabel(wordWrap=True)
        self.when.setProperty("role", "muted")
        self.sent = Badge()
        self.figures = Figures()
        self.indicators: CompactTable[IndicatorLine] = CompactTable(
            columns(), name=_("Indicators"), whole=True, optional=OPTIONAL
        )
        self.attention = AttentionCard()
        self.tasks = Donut(_("Tasks by timeliness"))
        self.dossiers = StackedBars(_("Dossiers by month"))
        self.dossiers.set_empty_text(_("No counts of dossiers for this year yet"))
        self.beginning = Card()
        self.beginning.hide()
        self._lay_out()
        self.indicators.row_activated.connect(self._open_line)
        for part in (self.figures, self.attention):
            part.page_requested.connect(context.page_requested)

    def loader(self) -> Callable[[], Start]:
        """Read everything for the period that the desk looks at."""
        desk, period = self.context.desk, self.context.period

        def load() -> Start:
            overview = desk.overviews.of(period)
            return Start(overview=overview, state=desk.reports.state(period, overview.findings))

        return load

    def show_data(self, data: Start) -> None:
        """Show a period."""
        overview = data.overview
        self._lines = overview.lines
        official = [line for line in overview.lines if line.indicator.number is not None]
        self.when.setText(period_words(overview, data.state))
        self.sent.set_badge(*sent_words(overview, data.state))
        self.sent.updateGeometry()
        self._show_beginning(overview)
        self.figures.show_overview(overview)
        self.indicators.set_rows(official)
        self._indicator_card.set_title(
            _("The directive's {count} indicators").format(count=len(official))
        )
        self.attention.show_overview(overview)
        self._show_tasks(overview)
        self._show_dossiers(overview)
        if self._wanted:
            self.open_record(self._wanted)

    def open_record(self, key: str) -> None:
        """Open an indicator's card by its id, now or once the figures have come."""
        found = [line for line in self._lines if line.indicator.id == key]
        self._wanted = "" if found or self._lines else key
        for line in found:
            self._open_line(line)

    def _lay_out(self) -> None:
        column = self._scrolled()
        top = QHBoxLayout()
        top.setSpacing(12)
        column.addLayout(top)
        top.addWidget(self.when, stretch=1)
        top.addWidget(self.sent, alignment=Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self.beginning)
        column.addWidget(self.figures)
        self._indicator_card = Card()
        column.addWidget(self._indicator_card)
        self._indicator_card.body.addWidget(self.indicators)
        self._indicator_card.header.addWidget(self._compare_button())
        middle = QHBoxLayout()
        middle.setSpacing(14)
        column.addLayout(middle)
        middle.addWidget(self.attention, stretch=3)
        timeliness = Card(_("Tasks by timeliness"))
        middle.addWidget(timeliness, stretch=2)
        timeliness.body.addWidget(self.tasks)
        dossiers = Card(_("Dossiers by month"))
        column.addWidget(dossiers)
        dossiers.body.addWidget(self.dossiers)
        column.addStretch()

    def _compare_button(self) -> QPushButton:
        """Make the button that sets two quarters side by side; the palette knows it as well."""
        action = QAction(_("Compare with another quarter"), self)
        action.setShortcut("Ctrl+Shift+Q")
        action.triggered.connect(self._compare)
        self.addAction(action)
        button = QPushButton(_("Compare quarters…"))
        button.setProperty("kind", "quiet")
        button.clicked.connect(self._compare)
        return button

    def _compare(self) -> None:
        from egovdesk.ui.indicators.compare_dialog import open_comparison

        period = self.context.period
        open_comparison(self.context, period.previous, period, self)

    def _scrolled(self) -> QVBoxLayout:
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.setContentsMargins(24, 4, 8, 0)
        self.column.addWidget(area)
        whole = QWidget()
        area.setWidget(whole)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 16, 20)
        column.setSpacing(14)
        return column

    def _show_beginning(self, overview: Overview) -> None:
        """Say how to begin while there is no figure at all."""
        is_bare = _is_bare(overview)
        if is_bare and not self.beginning.body.count():
            from egovdesk.ui.widgets.empty_state import EmptyState

            words = EmptyState("tasks")
            words.set_words(
                _("No figures are recorded for this period yet"),
                _("Begin with the tasks: record how far each one is and attach what proves it."),
                _("Open the tasks"),
            )
            words.action_requested.connect(lambda: self.context.page_requested.emit("tasks", ""))
            self.beginning.body.addWidget(words)
        self.beginning.setVisible(is_bare)

    def _open_line(self, line: IndicatorLine) -> None:
        from egovdesk.ui.indicators.card import open_card

        open_card(self.context, line.indicator.id, self)

    def _show_tasks(self, overview: Overview) -> None:
        slices = [
            Slice(label=label(kind), value=count, color=_slice_color(kind))
            for kind, count in overview.timeliness.items()
        ]
        total = sum(overview.timeliness.values())
        self.tasks.set_data(slices, formats.number(total), _("tasks"))

    def _show_dossiers(self, overview: Overview) -> None:
        months = list(overview.monthly.values())
        online = [float(month[CountField.RECEIVED_ONLINE]) for month in months]
        other = [
            float(max(0, month[CountField.RECEIVED] - month[CountField.RECEIVED_ONLINE]))
            for month in months
        ]
        self.dossiers.set_data(
            [formats.month(month) for month in overview.monthly],
            [
                Series(label=_("Received online"), values=online, color="primary"),
                Series(label=_("Not online"), values=other, color="neutral"),
            ],
        )


def _slice_color(kind: Timeliness) -> str:
    tone = TIMELINESS_TONES[kind]
    return "primary" if tone is Tone.INFO else tone


def _is_bare(overview: Overview) -> bool:
    """Say whether there is no figure at all: then the page says how to begin."""
    computed = any(line.result.value is not None for line in overview.lines)
    return not computed and not overview.monthly


def make(context: Context) -> OverviewPage:
    """Make the page."""
    return OverviewPage(context)
