"""The way to the milestones of work online, in words."""

from datetime import date
from fractions import Fraction

import pytest

from egovdesk.domain.indicators import Milestone
from egovdesk.domain.pace import paces
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.ui.signatures.pace_words import pace_sentence, past_sentences
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import Language, in_language

RULES = ReportingRules(month_closes_on=14, due_day=24)
ALL = Milestone(on=date(2021, 12, 31), target=Fraction(100))
HALF = Milestone(on=date(2021, 7, 31), target=Fraction(50))


def months(last: str, online: int) -> list[MonthlyWorkload]:
    return [MonthlyWorkload(month=last, total=1000, online=online)]


@pytest.mark.parametrize(
    ("last", "online", "tone", "said"),
    [
        (
            "2021-09",
            727,
            Tone.INFO,
            (
                "To reach 100.0% by 31/12/2021, 3 months left: "
                "+9.1 points a month, that is 91 items "
                "a month more."
            ),
        ),
        (
            "2021-11",
            999,
            Tone.INFO,
            (
                "To reach 100.0% by 31/12/2021, 1 month left: "
                "+0.1 points, that is 1 items more than "
                "in the last month."
            ),
        ),
        (
            "2021-12",
            900,
            Tone.BAD,
            (
                "100.0% by 31/12/2021 can no longer be reached: "
                "no month closes before then. 100 items "
                "of an average month are not online yet."
            ),
        ),
        ("2021-12", 1000, Tone.GOOD, "100.0% by 31/12/2021: reached already, 100.0% now."),
    ],
)
def test_each_outcome_has_its_words(last: str, online: int, tone: Tone, said: str):
    (pace,) = paces(months(last, online), [ALL], RULES, date(2021, 12, 14))
    with in_language(Language.EN):
        assert pace_sentence(pace) == (tone, said)


@pytest.mark.parametrize(
    ("online", "tone", "said"),
    [
        (500, Tone.GOOD, "50.0% by 31/07/2021 was reached: 50.0% in 07/2021."),
        (499, Tone.BAD, "50.0% by 31/07/2021 was missed: 49.9% in 07/2021."),
    ],
)
def test_the_last_month_closed_by_a_past_milestone_decides(online: int, tone: Tone, said: str):
    recorded = [*months("2021-07", online), *months("2021-08", 999)]
    with in_language(Language.EN):
        assert past_sentences(recorded, [HALF], RULES) == [(tone, said)]


def test_a_past_milestone_of_which_nothing_is_recorded_is_left_out():
    assert past_sentences(months("2021-08", 1), [HALF], RULES) == []
