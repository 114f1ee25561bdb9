"""Numbers, dates and periods in both languages."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from egovdesk.domain.indicators import (
    Applicability,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    IndicatorState,
    Milestone,
    Unit,
)
from egovdesk.domain.quarter import Quarter
from egovdesk.wording import Language, formats, in_language

CUT_OFF = date(2021, 9, 14)
YEAR_END = date(2021, 12, 31)
_RATIO = Formula(type=FormulaType.RATIO, numerator="gd_cong", denominator="gd")
_SHARE = Formula(
    type=FormulaType.SHARE_OF_UNITS, of=Formula(type=FormulaType.YES_NO, numerator="tren_mang")
)


def _indicator(formula: Formula, unit: Unit = Unit.PERCENT) -> Indicator:
    return Indicator(
        id="2",
        number=2,
        clause="2.c",
        title={"vi": "Tỷ lệ thanh toán trực tuyến", "en": "Share of online payments"},
        short={"vi": "Thanh toán", "en": "Payments"},
        unit=unit,
        formula=formula,
        applies=Applicability(groups=("all",)),
        milestones=(Milestone(on=YEAR_END, target=Fraction(25)),),
        starts_on=date(2020, 12, 31),
    )


def _result(value: Fraction | None, target: Fraction | None = None) -> IndicatorResult:
    return IndicatorResult(
        indicator="2", as_of=CUT_OFF, state=IndicatorState.TRACKED, value=value, target=target
    )


@pytest.mark.parametrize(("language", "shown"), [("vi", "114.629"), ("en", "114,629")])
def test_thousands_are_grouped(language: str, shown: str) -> None:
    with in_language(Language(language)):
        assert formats.number(114_629) == shown


@pytest.mark.parametrize(("language", "shown"), [("vi", "80,2%"), ("en", "80.2%")])
def test_percentages_have_one_decimal(language: str, shown: str) -> None:
    with in_language(Language(language)):
        assert formats.percent(Fraction(8015, 100)) == shown


def test_nothing_is_a_dash_and_zero_is_zero() -> None:
    assert formats.number(None) == formats.day(None) == formats.EMPTY
    assert formats.amount(None, Unit.PERCENT) == formats.EMPTY
    assert formats.number(0) == "0"
    assert formats.amount(Fraction(0), Unit.PERCENT) == "0,0%"


@pytest.mark.parametrize("language", Language)
def test_days_and_months_are_written_alike_in_both_languages(language: Language) -> None:
    with in_language(language):
        assert formats.day(date(2021, 2, 24)) == "24/02/2021"
        assert formats.month("2021-09") == "09/2021"


def test_moments_are_those_of_the_computers_clock() -> None:
    here = datetime(2021, 2, 24, 14, 5).astimezone()

    assert formats.moment(here.astimezone(UTC)) == "24/02/2021 14:05"


@pytest.mark.parametrize(
    ("language", "shown"), [("vi", "Quý III/2021"), ("en", "Quarter III/2021")]
)
def test_quarters_are_roman(language: str, shown: str) -> None:
    with in_language(Language(language)):
        assert formats.quarter(Quarter(2021, 3)) == shown


def test_a_quarter_reads_back_as_it_is_shown() -> None:
    period = Quarter(2022, 4)

    assert Quarter.parse(formats.quarter(period)) == period


@pytest.mark.parametrize(("language", "shown"), [("vi", "+27,5 điểm"), ("en", "+27.5 points")])
def test_differences_are_points(language: str, shown: str) -> None:
    with in_language(Language(language)):
        assert formats.amount(Fraction(55, 2), Unit.POINTS) == shown


@pytest.mark.parametrize(("language", "yes", "no"), [("vi", "Có", "Không"), ("en", "Yes", "No")])
def test_a_unit_answers_yes_or_no(language: str, yes: str, no: str) -> None:
    indicator = _indicator(_SHARE)

    with in_language(Language(language)):
        assert formats.result(indicator, _result(Fraction(100))) == yes
        assert formats.result(indicator, _result(Fraction(0))) == no
        assert formats.target(indicator, _result(None, Fraction(100))) == yes


def test_an_answer_that_is_missing_is_neither_yes_nor_no() -> None:
    indicator = _indicator(_SHARE)

    assert formats.result(indicator, _result(None)) == formats.EMPTY
    assert formats.target(indicator, _result(None)) == formats.EMPTY


def test_shares_are_shown_in_their_unit() -> None:
    found = _result(Fraction(1234, 100), Fraction(25))

    assert formats.result(_indicator(_RATIO), found) == "12,3%"
    assert formats.target(_indicator(_RATIO), found) == "25,0%"
    assert formats.target(_indicator(_RATIO, Unit.POINTS), found) == "+25,0 điểm"


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        ([], ""),
        (["2021-10", "2021-11", "2021-12"], "10/2021, 11/2021, 12/2021"),
        (["2021-12", "2022-01", "2022-02", "2022-03"], "12/2021 – 03/2022"),
        (["2021-01", "2021-03", "2021-04"], "01/2021, 03/2021, 04/2021"),
    ],
)
def test_months_in_a_row_are_drawn_together(months: list[str], shown: str) -> None:
    assert formats.months(months) == shown
    assert formats.months(months[::-1]) == shown
