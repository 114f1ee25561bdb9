"""What has moved since last quarter: indicators by points, tasks, levels of procedures."""

from fractions import Fraction

from egovdesk.domain.indicators import IndicatorResult, Unit
from egovdesk.domain.register_queries import Comparison, Filter
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.tasks import Timeliness
from egovdesk.services.overview import Moves, Overview
from egovdesk.ui.link import Link, codes_link, list_link
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.figure_row import Figure, FigureList
from egovdesk.wording import _, formats


class MovedCard(Card):
    """The indicators that moved, the farthest first, then tasks and procedures."""

    def __init__(self) -> None:
        super().__init__()
        self.list = FigureList()
        self.body.addWidget(self.list)

    def show_overview(self, overview: Overview) -> None:
        """Show what changed against the quarter before."""
        before = formats.quarter(overview.period.previous)
        self.set_title(_("Moved since {period}").format(period=before))
        moves = overview.moves
        self.list.set_figures(
            [
                *_indicators(overview.lines),
                Figure(
                    title=_("Tasks finished"),
                    number=formats.number(moves.finished),
                    link=_finished(overview),
                    tone=Tone.GOOD if moves.finished else Tone.NEUTRAL,
                ),
                Figure(
                    title=_("Tasks that became overdue"),
                    number=formats.number(moves.overdue),
                    link=_became_overdue(moves),
                    tone=Tone.BAD if moves.overdue else Tone.GOOD,
                ),
                Figure(
                    title=_("Procedures with another level"),
                    number=formats.number(len(moves.levels)),
                    link=_with_levels(moves),
                    note=", ".join(move.code for move in moves.levels),
                    tone=Tone.INFO if moves.levels else Tone.NEUTRAL,
                ),
            ]
        )


def _indicators(lines: tuple[IndicatorLine, ...]) -> list[Figure]:
    moved = []
    for line in lines:
        now, past = line.result.value, line.previous.value if line.previous else None
        if now is not None and past is not None and now != past:
            moved.append((now - past, line, line.previous))
    moved.sort(key=lambda each: -abs(each[0]))
    return [_indicator(by, line, previous) for by, line, previous in moved]


def _indicator(by: Fraction, line: IndicatorLine, previous: IndicatorResult | None) -> Figure:
    indicator, rises = line.indicator, by > 0
    before = formats.result(indicator, previous) if previous else formats.EMPTY
    words = _("up from {before}") if rises else _("down from {before}")
    is_answer = indicator.formula.of is not None
    return Figure(
        title=formats.words(indicator.short),
        number=formats.result(indicator, line.result) if is_answer else _points(by),
        link=Link(page="overview", key=indicator.id),
        note=words.format(before=before),
        tone=Tone.GOOD if rises else Tone.BAD,
        icon="up" if rises else "down",
    )


def _points(by: Fraction) -> str:
    return formats.amount(by, Unit.POINTS)


def _finished(overview: Overview) -> Link:
    return list_link(
        "tasks",
        RegisterKind.TASKS,
        Filter("completed_on", Comparison.AT_LEAST, (overview.window.first,)),
        Filter("completed_on", Comparison.AT_MOST, (overview.as_of,)),
    )


def _became_overdue(moves: Moves) -> Link:
    return list_link(
        "tasks",
        RegisterKind.TASKS,
        Filter("timeliness", Comparison.ANY_OF, (Timeliness.OPEN_OVERDUE.value,)),
        Filter("due", Comparison.AT_LEAST, (moves.since,)),
    )


def _with_levels(moves: Moves) -> Link:
    if not moves.levels:
        return Link(page="services")
    codes = (move.code for move in moves.levels)
    return codes_link("services", RegisterKind.PROCEDURES, codes)
