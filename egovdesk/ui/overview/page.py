"""The overview: what is due, how it stands, what asks for attention."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.values import value
from egovdesk.services.overview import Overview
from egovdesk.services.reports import PeriodState
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.link import Link
from egovdesk.ui.overview.columns import OPTIONAL, columns
from egovdesk.ui.overview.deadline import DeadlineCard
from egovdesk.ui.overview.figures import Figures
from egovdesk.ui.overview.missing import MissingCard
from egovdesk.ui.page import Page
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.wording import _

if TYPE_CHECKING:
    from egovdesk.ui.overview.beginning import BeginningCard
    from egovdesk.ui.overview.rest import Rest

_FOLD = 900
_HEIGHT = 1500
"""What the whole page takes, about: the scroll bar is there before the lower part is."""


@value
class Start:
    """What the start page shows: the figures, and where the period's report stands."""

    overview: Overview
    state: PeriodState


class OverviewPage(Page[Start]):
    """The start page; everything on it opens what is behind it.

    What does not fit on the first screen is made and read after that is painted, below it.
    """

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun) - {Noun.SETTINGS}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: tuple[IndicatorLine, ...] = ()
        self._wanted = ""
        self._overview: Overview | None = None
        self._is_painted = False
        self.beginning: BeginningCard | None = None
        self.rest: Rest | None = None
        self.deadline = DeadlineCard()
        self.figures = Figures()
        self.indicators: CompactTable[IndicatorLine] = CompactTable(
            columns(), name=_("Indicators"), whole=True, optional=OPTIONAL
        )
        self.missing = MissingCard()
        self._lay_out()
        self.indicators.row_activated.connect(self._open_line)
        self.deadline.reports.clicked.connect(lambda: self._follow(Link(page="reports")))
        for part in (self.figures, self.missing.list):
            part.opened.connect(self._follow)

    def loader(self) -> Callable[[], Start]:
        """Read everything for the period that the desk looks at."""
        desk, period = self.context.desk, self.context.period

        def load() -> Start:
            overview = desk.overviews.of(period)
            return Start(overview=overview, state=desk.reports.state(period, overview.findings))

        return load

    def show_data(self, data: Start) -> None:
        """Show a period."""
        overview = self._overview = data.overview
        self._lines = overview.lines
        official = [line for line in overview.lines if line.indicator.number is not None]
        self.deadline.show_overview(overview, data.state)
        self._show_beginning(is_bare=overview.is_bare)
        self.figures.show_overview(overview)
        self.indicators.set_rows(official)
        self._indicator_card.set_title(
            _("The directive's {count} indicators").format(count=len(official))
        )
        self.missing.show_overview(overview)
        self._show_rest()
        if self._wanted:
            self.open_record(self._wanted)

    def open_record(self, key: str) -> None:
        """Open an indicator's card by its id, now or once the figures have come."""
        found = [line for line in self._lines if line.indicator.id == key]
        self._wanted = "" if found or self._lines else key
        for line in found:
            self._open_line(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Make the rest once the figures are painted, when the event loop comes by again."""
        super().paintEvent(event)
        if self._overview is not None and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._add_rest)

    def _lay_out(self) -> None:
        column = self._column = self._scrolled()
        column.addWidget(self.deadline)
        column.addWidget(self.figures)
        self._both = FoldingRow(_FOLD)
        column.addWidget(self._both)
        self._indicator_card = Card()
        self._both.add_widget(self._indicator_card, stretch=13)
        self._indicator_card.body.addWidget(self.indicators)
        self.compare = self._compare_button()
        self._indicator_card.header.addWidget(self.compare)
        self._indicator_card.body.addStretch()
        self._both.add_widget(self.missing, stretch=6)
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
        self._sheet = QWidget()
        self._sheet.setMinimumHeight(theme.px(_HEIGHT))
        area.setWidget(self._sheet)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 16, 20)
        column.setSpacing(14)
        return column

    def _add_rest(self) -> None:
        from egovdesk.ui.overview.rest import Rest

        self.rest = Rest(self._sheet)
        self._column.insertWidget(self._column.count() - 1, self.rest)
        self.rest.opened.connect(self._follow)
        self._show_rest()
        self._sheet.setMinimumHeight(0)

    def _show_rest(self) -> None:
        """Show what is below the first screen, and read what was done last."""
        rest, overview = self.rest, self._overview
        if rest is None or overview is None:
            return
        rest.show_overview(overview)
        history = self.context.desk.history
        self.context.jobs.run(history.latest, rest.show_latest, self.context.notifier.show_error)

    def _show_beginning(self, *, is_bare: bool) -> None:
        """Say how to begin while there is no figure at all, in the place of the figures."""
        if is_bare and self.beginning is None:
            from egovdesk.ui.overview.beginning import BeginningCard

            self.beginning = BeginningCard()
            self.beginning.opened.connect(self._follow)
            self._column.insertWidget(1, self.beginning)
        if self.beginning is not None:
            self.beginning.setVisible(is_bare)
        for part in (self.figures, self._both):
            part.setVisible(not is_bare)

    def _follow(self, link: Link) -> None:
        self.context.follow(link)

    def _open_line(self, line: IndicatorLine) -> None:
        from egovdesk.ui.indicators.card import open_card

        open_card(self.context, line.indicator.id, self)


def make(context: Context) -> OverviewPage:
    """Make the page."""
    return OverviewPage(context)
