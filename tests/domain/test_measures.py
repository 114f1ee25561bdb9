"""Measures: counts from registers, monthly counts and entered values."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.measures import (
    EnteredValue,
    Facts,
    Measure,
    MeasureRow,
    MeasureSource,
    WorkloadField,
    rows_of,
    value_of,
)
from egovdesk.domain.procedures import CountField, ProcedureAttribute, ProcedureFigures
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.workload import MonthlyWorkload

TITLE = {"vi": "Số lượng", "en": "Number"}
ALL = Measure(id="tthc", title=TITLE, source=MeasureSource.PROCEDURES)
ONLINE = replace(
    ALL,
    id="truc_tuyen",
    where={
        ProcedureAttribute.LEVEL: frozenset({"muc3", "muc4"}),
        ProcedureAttribute.PORTAL: frozenset({"1"}),
    },
)
PAYMENTS = Measure(id="gd", title=TITLE, source=MeasureSource.COUNTS, count=CountField.PAYMENTS)
RECEIVED = replace(PAYMENTS, id="ho_so", count=CountField.RECEIVED)
ITEMS = Measure(
    id="van_ban", title=TITLE, source=MeasureSource.WORKLOAD, workload=WorkloadField.TOTAL
)
ITEMS_ONLINE = replace(ITEMS, id="van_ban_mang", workload=WorkloadField.ONLINE)
ENTITLED = Measure(
    id="duoc_cap", title=TITLE, source=MeasureSource.SIGNERS, stage=SignerStage.ENTITLED
)
TAXES = Measure(id="khoan_thue", title=TITLE, source=MeasureSource.ENTERED)
TOTAL = Measure(id="tong", title=TITLE, source=MeasureSource.SUM, terms=("tthc", "khoan_thue"))
MEASURES = {
    measure.id: measure
    for measure in (
        ALL, ONLINE, PAYMENTS, RECEIVED, ITEMS, ITEMS_ONLINE, ENTITLED, TAXES, TOTAL,
    )
}  # fmt: skip
EMPTY = Facts(agency="DKVN", as_of=date(2021, 9, 14))


@pytest.fixture(scope="session")
def facts(figures: Callable[..., ProcedureFigures]) -> Facts:
    online = {ProcedureAttribute.LEVEL: "muc4", ProcedureAttribute.PORTAL: "1"}
    return replace(
        EMPTY,
        procedures=(
            figures("A", online, {CountField.PAYMENTS: 30, CountField.RECEIVED: 40}),
            figures("B", online | {ProcedureAttribute.PORTAL: "0"}),
            figures("C"),
            figures("D", online | {ProcedureAttribute.IN_FORCE: "0"}, {CountField.PAYMENTS: 5}),
        ),
        counted_months=frozenset({"2021-08", "2021-09"}),
        workload=MonthlyWorkload(month="2021-09", total=1000, online=802),
        signers={SignerStage.ENTITLED: 52, SignerStage.SIGNING: 45},
        entered={"khoan_thue": EnteredValue(measure="khoan_thue", on=EMPTY.as_of, value=7)},
    )


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES.keys())
def test_without_records_every_measure_is_missing_not_0(measure: Measure):
    assert value_of(measure, MEASURES, EMPTY) is None
    assert list(rows_of(measure, MEASURES, EMPTY)) == []


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (ALL, 3),
        (ONLINE, 1),
        (PAYMENTS, 35),
        (RECEIVED, 40),
        (ITEMS, 1000),
        (ITEMS_ONLINE, 802),
        (ENTITLED, 52),
        (TAXES, 7),
        (TOTAL, 10),
    ],
    ids=lambda each: each.id if isinstance(each, Measure) else str(each),
)
def test_each_source_gives_its_number_and_the_rows_behind_it(
    measure: Measure, value: int, facts: Facts
):
    assert value_of(measure, MEASURES, facts) == value
    assert sum(row.value for row in rows_of(measure, MEASURES, facts)) == value


def test_an_abolished_procedure_is_no_procedure_but_its_payments_were_made(facts: Facts):
    assert [row.code for row in rows_of(ALL, MEASURES, facts)] == ["A", "B", "C"]
    assert [row.code for row in rows_of(PAYMENTS, MEASURES, facts)] == ["A", "D"]


def test_a_recorded_0_is_a_number_with_no_rows(facts: Facts):
    none_online = replace(facts, workload=MonthlyWorkload(month="2021-09", total=5, online=0))
    assert value_of(ITEMS_ONLINE, MEASURES, none_online) == 0
    assert list(rows_of(ITEMS_ONLINE, MEASURES, none_online)) == []
    assert list(rows_of(ITEMS, MEASURES, none_online)) == [MeasureRow("van_ban", "Số lượng", 5)]


def test_an_attribute_never_recorded_is_no(figures: Callable[..., ProcedureFigures]):
    without_fee = replace(ALL, where={ProcedureAttribute.FEE: frozenset({"0"})})
    assert value_of(without_fee, {}, replace(EMPTY, procedures=(figures("A"),))) == 1


def test_a_sum_with_an_unknown_term_is_unknown(facts: Facts):
    assert value_of(TOTAL, MEASURES, replace(facts, entered={})) is None


def test_signers_without_a_stage_are_unknown(facts: Facts):
    assert value_of(replace(ENTITLED, stage=None), MEASURES, facts) is None


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 5)), max_size=12))
def test_rows_add_up_to_the_measure(
    figures: Callable[..., ProcedureFigures], register: list[tuple[bool, bool, int]]
):
    facts = replace(
        EMPTY,
        procedures=tuple(
            figures(
                f"{number}",
                {
                    ProcedureAttribute.IN_FORCE: "01"[in_force],
                    ProcedureAttribute.LEVEL: "muc3",
                    ProcedureAttribute.PORTAL: "01"[portal],
                },
                {CountField.PAYMENTS: payments},
            )
            for number, (in_force, portal, payments) in enumerate(register)
        ),
        counted_months=frozenset({"2021-09"}),
    )
    for measure in (ALL, ONLINE, PAYMENTS):
        rows = list(rows_of(measure, MEASURES, facts))
        assert sum(row.value for row in rows) == (value_of(measure, MEASURES, facts) or 0)
        assert all(row.value for row in rows)
