"""The part of the overview below the first screen; it is made once that is painted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from egovdesk.domain.latest import Latest
from egovdesk.domain.procedures import CountField
from egovdesk.services.overview import Overview
from egovdesk.ui.overview.attention import AttentionCard
from egovdesk.ui.overview.latest import LatestCard
from egovdesk.ui.overview.moved import MovedCard
from egovdesk.ui.overview.timeliness import TimelinessCard
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.charts import Series, StackedBars
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.wording import _, formats

_FOLD = 820


class Rest(QWidget):
    """What moved, tasks by timeliness, what presses, what was done last, dossiers by month."""

    opened = Signal(object)
    """A figure was chosen; carries its `Link`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        both = FoldingRow(_FOLD)
        column.addWidget(both)
        left, right = _side(), _side()
        both.add_widget(left, stretch=4)
        both.add_widget(right, stretch=3)
        self.moved, self.attention = MovedCard(), AttentionCard()
        _fill(left, self.moved, self.attention)
        self.timeliness, self.latest = TimelinessCard(), LatestCard()
        _fill(right, self.timeliness, self.latest)
        self.latest.hide()
        self.dossiers = StackedBars(_("Dossiers by month"))
        self.dossiers.set_empty_text(_("No counts of dossiers for this year yet"))
        self._dossiers = Card(_("Dossiers by month"))
        column.addWidget(self._dossiers)
        self._dossiers.body.addWidget(self.dossiers)
        for part in (self.moved.list, self.timeliness.list, self.attention, self.latest.list):
            part.opened.connect(self.opened)

    def show_overview(self, overview: Overview) -> None:
        """Show a period; without any figure there is nothing that could have moved."""
        for card in (self.moved, self._dossiers):
            card.setVisible(not overview.is_bare)
        self.moved.show_overview(overview)
        self.timeliness.show_overview(overview)
        self.attention.show_overview(overview)
        self._show_dossiers(overview)

    def show_latest(self, latest: Latest) -> None:
        """Show what was done last."""
        self.latest.setVisible(bool(latest.changes or latest.flags))
        self.latest.show_latest(latest)

    def _show_dossiers(self, overview: Overview) -> None:
        months = [overview.monthly[month] for month in sorted(overview.monthly)]
        online = [float(month[CountField.RECEIVED_ONLINE]) for month in months]
        other = [
            float(max(0, month[CountField.RECEIVED] - month[CountField.RECEIVED_ONLINE]))
            for month in months
        ]
        self.dossiers.set_data(
            [formats.month(month) for month in sorted(overview.monthly)],
            [
                Series(label=_("Received online"), values=online, color="primary"),
                Series(label=_("Not online"), values=other, color="neutral"),
            ],
        )


def _side() -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return whole


def _fill(side: QWidget, *cards: Card) -> None:
    column = side.layout()
    assert isinstance(column, QVBoxLayout)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)  # more than the cards, which would share what is left
