"""Everything behind an indicator: its quarters from one reading, its plan, and its evidence."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from egovdesk.bootstrap import Desk
from egovdesk.documents.payload import to_payload
from egovdesk.documents.payload_reader import from_payload
from egovdesk.domain.comparison import compare
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.targets import Basis, Outlook
from egovdesk.services.indicators import HISTORY_QUARTERS, ProofKind

PERIOD = Quarter(2021, 3)
INDICATORS = ("1", "2", "3", "4", "5", "6", "7", "8", "work_online", "digital_signatures")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_each_quarter_of_the_history_is_as_if_it_was_read_alone(desk: Desk, indicator: str):
    detail = desk.indicators.detail(indicator, PERIOD)
    assert len(detail.history) == HISTORY_QUARTERS
    assert detail.history[-1].quarter == PERIOD
    assert detail.history[0].quarter == Quarter(2018, 4)
    cut_off = desk.session.catalogue.reporting.cut_off
    for point in detail.history[-4:]:
        day = cut_off(point.quarter)
        alone = {line.indicator.id: line for line in desk.indicators.lines(day, day)}[indicator]
        assert point.result == alone.result
    assert detail.line.result == detail.history[-1].result
    assert detail.line.previous == detail.history[-2].result
    assert detail.line.rows == alone.rows


def test_the_plan_of_the_sample_names_procedures(desk: Desk):
    plan = desk.indicators.detail("1", PERIOD).plan
    assert (plan.outlook, plan.basis, plan.numerator, plan.denominator) == (
        Outlook.SHORT,
        Basis.STOCK,
        26,
        39,
    )
    # 19 of 38 before: 70% of 39 are needed, which 27.3 are.
    assert (plan.needed, plan.more, plan.months_left) == (28, 2, 3)
    assert len(plan.enough) == 2
    behind = desk.indicators.detail("1", PERIOD).line.rows
    online = {row.code for row in behind.numerator}
    assert not online & {row.code for row in plan.candidates}
    assert len(plan.candidates) == 39 - 26


def test_carrying_out_the_plan_reaches_the_target(desk: Desk):
    plans = desk.indicators.plans(date(2021, 9, 14))
    for indicator in ("1", "2", "3", "5", "6", "7"):
        plan = plans[indicator]
        gained = sum(row.gain for row in plan.enough)
        assert gained >= plan.more > 0
        assert plan.milestone is not None
        assert (plan.value_with(gained) or Fraction(0)) >= plan.milestone.target
        last = plan.enough[-1].gain
        assert (plan.value_with(gained - last) or Fraction(0)) < plan.milestone.target


def test_the_plans_of_a_day_are_those_of_the_cards(desk: Desk):
    plans = desk.indicators.plans(date(2021, 9, 14))
    assert plans == {name: desk.indicators.detail(name, PERIOD).plan for name in INDICATORS}
    assert plans["4"].outlook is Outlook.NO_FIGURES
    assert plans["digital_signatures"].outlook is Outlook.NO_TARGET
    assert plans["8"].outlook is Outlook.REACHED


def test_the_evidence_has_the_clauses_tasks_and_the_baseline(desk: Desk):
    proofs = desk.indicators.detail("1", PERIOD).proofs
    assert {proof.kind for proof in proofs} == {ProofKind.TASK, ProofKind.BASELINE}
    baseline = next(proof for proof in proofs if proof.kind is ProofKind.BASELINE)
    assert (baseline.title, baseline.on) == ("19 / 38", date(2020, 12, 31))
    assert baseline.document
    assert "2.c" in {proof.key for proof in proofs}
    answered = desk.indicators.detail("8", PERIOD).proofs
    assert [(proof.kind, proof.key, proof.title) for proof in answered] == [
        (ProofKind.ENTERED, "work_online_confirmed", "1")
    ]


def test_a_quarter_long_ago_has_no_figures_and_breaks_nothing(desk: Desk):
    detail = desk.indicators.detail("6", Quarter(2016, 1))
    assert {point.result.state for point in detail.history} == {IndicatorState.MISSING}
    assert detail.plan.outlook is Outlook.NO_FIGURES


def test_a_list_of_a_card_is_saved_with_real_numbers(desk: Desk, tmp_path: Path):
    target = tmp_path / "tử số.xlsx"
    desk.indicators.save_table(
        target, "Tử số", ("Mã", "Số lượng"), (("1.000001", 7171), ("1.000002", 3))
    )
    sheet = load_workbook(target).active
    assert sheet is not None
    values = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert ["1.000001", 7171] in values
    assert ["Mã", "Số lượng"] in values


def test_two_quarters_of_the_sample_differ_by_the_rows_that_are_named(desk: Desk):
    found = desk.comparisons.of(Quarter(2021, 2), PERIOD)
    first = found.indicators[0]
    assert first.earlier is not None
    assert first.later is not None
    assert (first.earlier.numerator, first.later.numerator) == (22, 26)
    assert sum(row.moved for row in first.numerator) == 4
    assert all(row.reasons for row in first.numerator)
    assert first.difference == first.later.value - first.earlier.value  # type: ignore[operator]
    assert found.later.as_of == date(2021, 9, 14)
    assert found.tasks


def test_an_open_quarter_is_compared_as_of_today(desk: Desk):
    today = desk.session.today
    quarter = Quarter.containing(today)
    found = desk.comparisons.of(quarter.previous, quarter)
    assert found.later.as_of == desk.session.as_of(quarter) <= today


def test_a_frozen_report_compares_with_what_the_records_say_now(desk: Desk):
    draft = desk.reports.draft(PERIOD)
    frozen = from_payload(json.loads(to_payload(draft)))
    found = compare(frozen, draft)
    assert not [each for each in found.indicators if each.is_changed]
    assert found.tasks == ()
    assert (found.earlier.period, found.earlier.revision) == (PERIOD, 1)
