"""What is missing from a period's figures or ends soon; each line opens where it is mended."""

from collections import Counter
from collections.abc import Iterable

from egovdesk.domain.findings import count_key
from egovdesk.domain.procedures import CountField
from egovdesk.domain.register_queries import Comparison, Filter
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.overview import EXPIRY_WARNING_DAYS, Gaps, Overview, ending_filters
from egovdesk.ui.link import Link, codes_link, list_link
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.figure_row import Figure, FigureList
from egovdesk.wording import _, formats

_DONE = (
    Filter("completed_on", Comparison.FILLED),
    Filter("evidence", Comparison.AT_MOST, (0,)),
)


class MissingCard(Card):
    """What there is to fill in, however little: a line that counts 0 says that it is complete."""

    def __init__(self) -> None:
        super().__init__(_("Missing, or ending soon"))
        self.list = FigureList()
        self.body.addWidget(self.list)
        self.body.addStretch()

    def show_overview(self, overview: Overview) -> None:
        """Show what a period lacks."""
        gaps = overview.gaps
        numbers = {line.indicator.id: line.indicator.number for line in overview.lines}
        self.list.set_figures(
            [
                _figure(
                    _("Months without counts"),
                    len(gaps.months),
                    Link(page="services", key=next(iter(gaps.months), "")),
                    formats.months(gaps.months),
                ),
                _figure(
                    _("Procedures left out"),
                    len(gaps.left_out),
                    Link(page="services", key=_first_cell(gaps)),
                    _by_month(gaps),
                ),
                _figure(
                    _("Months of work online"),
                    len(gaps.workload_months),
                    Link(page="signatures", key=RegisterKind.WORKLOAD.value),
                    formats.months(gaps.workload_months),
                ),
                _figure(
                    _("Indicators without figures"),
                    len(gaps.indicators),
                    Link(page="overview", key=next(iter(gaps.indicators), "")),
                    _numbers(numbers[id_] for id_ in gaps.indicators),
                ),
                _figure(
                    _("Tasks without progress this quarter"),
                    len(gaps.idle),
                    codes_link("tasks", RegisterKind.TASKS, gaps.idle)
                    if gaps.idle
                    else Link(page="tasks"),
                ),
                _figure(
                    _("Tasks done without evidence"),
                    gaps.unproven,
                    list_link("tasks", RegisterKind.TASKS, *_DONE),
                ),
                _figure(
                    _("Certificates ending within {days} days").format(days=EXPIRY_WARNING_DAYS),
                    len(overview.expiring),
                    list_link("signatures", RegisterKind.SIGNERS, *ending_filters(overview.as_of)),
                ),
            ]
        )


def _figure(title: str, count: int, link: Link, note: str = "") -> Figure:
    return Figure(
        title=title,
        number=formats.number(count),
        link=link,
        note=note,
        tone=Tone.WARNING if count else Tone.GOOD,
    )


def _first_cell(gaps: Gaps) -> str:
    """Return the key of the first count that is left out."""
    for month, code in gaps.left_out:
        return count_key(month, CountField.RECEIVED, code)
    return ""


def _by_month(gaps: Gaps) -> str:
    counts = Counter(month for month, _code in gaps.left_out)
    return ", ".join(
        f"{formats.month(month)}: {formats.number(count)}" for month, count in counts.items()
    )


def _numbers(numbers: Iterable[int | None]) -> str:
    said = ", ".join(map(formats.number, numbers))
    return _("no. {numbers}").format(numbers=said) if said else ""
