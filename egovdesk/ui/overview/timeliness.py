"""Tasks by timeliness: a ring, and a line for each class that opens its tasks."""

from PySide6.QtWidgets import QHBoxLayout

from egovdesk.domain.tasks import Timeliness
from egovdesk.services.overview import Overview
from egovdesk.ui import theme
from egovdesk.ui.link import timeliness_link
from egovdesk.ui.tasks.states import TIMELINESS_TONES
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.charts import Donut, Slice
from egovdesk.ui.widgets.figure_row import Figure, FigureList
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_RING = 128


class TimelinessCard(Card):
    """How many tasks are in each class of the official statistics."""

    def __init__(self) -> None:
        super().__init__(_("Tasks by timeliness"))
        self.ring = Donut(_("Tasks by timeliness"), has_legend=False)
        self.ring.setFixedSize(theme.px(_RING), theme.px(_RING))
        self.list = FigureList()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.ring)
        row.addWidget(self.list, stretch=1)
        self.body.addLayout(row)

    def show_overview(self, overview: Overview) -> None:
        """Show a period's classes."""
        counts = overview.timeliness
        total = sum(counts.values())
        slices = [
            Slice(label=label(kind), value=count, color=_color(kind))
            for kind, count in counts.items()
        ]
        self.ring.set_data(slices, formats.number(total), _("tasks"))
        self.list.set_figures(
            [
                Figure(
                    title=label(kind),
                    number=formats.number(count),
                    link=timeliness_link(kind),
                    tone=TIMELINESS_TONES[kind],
                )
                for kind, count in counts.items()
            ]
        )


def _color(kind: Timeliness) -> str:
    tone = TIMELINESS_TONES[kind]
    return "primary" if tone is Tone.INFO else tone
