"""The way to the milestones of work online, in words."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil

from egovdesk.domain.indicators import Milestone
from egovdesk.domain.pace import Pace
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.text import format_points
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import _, current_language, formats

Sentence = tuple[Tone, str]


def pace_sentence(pace: Pace) -> Sentence:
    """Say what must still be done each month to reach a milestone, or that it is settled."""
    target, on = formats.percent(pace.target), formats.day(pace.on)
    if pace.is_met:
        words = _("{target} by {day}: reached already, {value} now.")
        return Tone.GOOD, words.format(target=target, day=on, value=formats.percent(pace.current))
    if pace.points_per_month is None or pace.items_per_month is None:
        words = _(
            "{target} by {day} can no longer be reached: no month closes before then. "
            "{items} items of an average month are not online yet."
        )
        short = formats.number(ceil(pace.items_short))
        return Tone.BAD, words.format(target=target, day=on, items=short)
    words = (
        _(
            "To reach {target} by {day}, 1 month left: {points} points, that is {items} items more "
            "than in the last month."
        )
        if pace.months_left == 1
        else _(
            "To reach {target} by {day}, {months} months left: {points} points a month, that is "
            "{items} items a month more."
        )
    )
    return Tone.INFO, words.format(
        target=target,
        day=on,
        months=formats.number(pace.months_left),
        points=format_points(pace.points_per_month, current_language().value),
        items=formats.number(ceil(pace.items_per_month)),
    )


def past_sentences(
    months: Sequence[MonthlyWorkload], milestones: Iterable[Milestone], reporting: ReportingRules
) -> list[Sentence]:
    """Say how the milestones that are past were met: the last month closed by then decides."""
    found = []
    for milestone in milestones:
        closed = reporting.closed_months(milestone.on)
        decisive = [one for one in months if one.month in closed and one.total][-1:]
        for one in decisive:
            share = Fraction(100 * one.online, one.total)
            is_met = share >= milestone.target
            words = (
                _("{target} by {day} was reached: {value} in {month}.")
                if is_met
                else _("{target} by {day} was missed: {value} in {month}.")
            )
            said = words.format(
                target=formats.percent(milestone.target),
                day=formats.day(milestone.on),
                value=formats.percent(share),
                month=formats.month(one.month),
            )
            found.append((Tone.GOOD if is_met else Tone.BAD, said))
    return found
