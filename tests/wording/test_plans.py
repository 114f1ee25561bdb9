"""The way to a target in sentences: every outlook has its own, in both languages."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from egovdesk.domain.indicators import (
    FormulaType,
    Indicator,
    IndicatorResult,
    IndicatorState,
    Milestone,
    Unit,
)
from egovdesk.domain.targets import Basis, Outlook, Plan, Projection
from egovdesk.services.catalogues import builtin
from egovdesk.wording import Language, in_language
from egovdesk.wording.plans import plan_sentences

CUT_OFF = date(2021, 9, 14)
CATALOGUE = builtin()
YEAR_END = Milestone(on=date(2021, 12, 31), target=Fraction(20))
RESULT = IndicatorResult(
    indicator="1",
    as_of=CUT_OFF,
    state=IndicatorState.BEHIND,
    numerator=26,
    denominator=40,
    baseline_numerator=34,
    baseline_denominator=40,
    value=Fraction(5),
)
SHORT = Plan(
    indicator="1",
    outlook=Outlook.SHORT,
    basis=Basis.STOCK,
    milestone=YEAR_END,
    value=Fraction(5),
    numerator=26,
    denominator=40,
    needed=28,
    best=Fraction(15),
    months_left=3,
)
GROWN = Projection(
    months=3, monthly=Fraction(100), denominator=Fraction(1200), needed=300, more=210
)


def said(plan: Plan, indicator: str = "1", result: IndicatorResult = RESULT) -> dict[Language, str]:
    asked = CATALOGUE.indicators[indicator]
    sentences = {}
    for language in Language:
        with in_language(language):
            sentences[language] = " ".join(plan_sentences(plan, asked, result, CATALOGUE))
    return sentences


@pytest.mark.parametrize(
    ("plan", "english", "vietnamese"),
    [
        (SHORT, "2 more are missing to +20.0 points", "Còn thiếu 2 để đạt +20,0 điểm"),
        (replace(SHORT, months_left=1), "1 reporting month closes", "còn 1 tháng báo cáo"),
        (replace(SHORT, months_left=0), "No reporting month closes", "không còn tháng báo cáo"),
        (
            replace(SHORT, outlook=Outlook.UNREACHABLE, needed=42),
            "cannot be reached: it was 85.0% on 31/12/2020 already, so +15.0 points is the most",
            "không thể đạt: ngày 31/12/2020 đã là 85,0%, nên nhiều nhất chỉ +15,0 điểm",
        ),
        (replace(SHORT, outlook=Outlook.PAST), "was missed: 2 were missing", "Không đạt mục tiêu"),
        (replace(SHORT, outlook=Outlook.REACHED, needed=20), "is reached", "Đã đạt mục tiêu"),
        (replace(SHORT, outlook=Outlook.NO_TARGET), "No target is set", "Không đặt mục tiêu"),
    ],
)
def test_each_outlook_has_its_own_sentence(plan: Plan, english: str, vietnamese: str):
    sentences = said(plan)
    assert english in sentences[Language.EN]
    assert vietnamese in sentences[Language.VI]


@pytest.mark.parametrize(
    ("grown", "english"),
    [
        (GROWN, "210 more, 70 a month, which is 70.0% of what comes"),
        (replace(GROWN, more=400), "The months to come are not enough for that"),
        (replace(GROWN, more=0), "the numerator is enough for that already"),
    ],
)
def test_a_projection_says_what_it_asks_of_the_months_to_come(grown: Projection, english: str):
    plan = replace(SHORT, basis=Basis.FLOW, projection=grown)
    sentences = said(plan, "2")
    assert english in sentences[Language.EN]
    assert "3 tháng còn lại mỗi tháng phát sinh 100" in sentences[Language.VI]
    assert "1.200" in sentences[Language.VI]


@pytest.mark.parametrize(
    ("result", "english"),
    [
        (replace(RESULT, state=IndicatorState.NOT_APPLICABLE), "does not apply"),
        (replace(RESULT, state=IndicatorState.NONE_AROSE, denominator=0), "Nothing arose"),
        (replace(RESULT, state=IndicatorState.MISSING), "The baseline of 31/12/2020 is missing"),
        (replace(RESULT, state=IndicatorState.MISSING, numerator=None), "Nothing is recorded"),
    ],
)
def test_what_cannot_be_reckoned_says_why(result: IndicatorResult, english: str):
    plan = replace(SHORT, outlook=Outlook.NO_FIGURES, numerator=None, needed=None)
    assert english in said(plan, result=result)[Language.EN]


@pytest.mark.parametrize(
    ("outlook", "english"),
    [
        (Outlook.SHORT, "By 31/12/2021 the answer must be yes"),
        (Outlook.REACHED, "The answer is yes"),
        (Outlook.PAST, "the answer was not yes"),
    ],
)
def test_an_answer_is_spoken_of_as_one(outlook: Outlook, english: str):
    plan = replace(SHORT, outlook=outlook, basis=Basis.ANSWER, numerator=0, needed=1)
    assert english in said(plan, "8")[Language.EN]


def test_a_target_above_everything_has_no_baseline_to_blame():
    plan = replace(SHORT, outlook=Outlook.UNREACHABLE, best=Fraction(100))
    assert "100.0% is the most" in said(plan, "2")[Language.EN]


def test_a_plain_figure_says_how_much_is_missing():
    asked = CATALOGUE.indicators["2"]
    entered: Indicator = replace(
        asked, unit=Unit.PERCENT, formula=replace(asked.formula, type=FormulaType.ENTERED)
    )
    plan = replace(SHORT, basis=Basis.NUMBER, numerator=3, needed=7)
    with in_language(Language.EN):
        (sentence,) = plan_sentences(plan, entered, RESULT, CATALOGUE)
    assert sentence == "4 are missing to 7 by 31/12/2021."
