"""The way to the milestones of work online, in words."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from egovdesk.domain.indicators import Milestone
from egovdesk.domain.pace import Pace
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import _, formats
from egovdesk.wording.plans import pace_words

Sentence = tuple[Tone, str]


def pace_sentence(pace: Pace) -> Sentence:
    """Say what must still be done each month to reach a milestone, or that it is settled."""
    if pace.is_met:
        return Tone.GOOD, pace_words(pace)
    return Tone.INFO if pace.is_reachable else Tone.BAD, pace_words(pace)


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
