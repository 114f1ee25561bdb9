"""The provisional export for QCVN 125: what is assumed is said, what is said is the report's."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from jsonschema import Draft202012Validator

from egovdesk.documents.qcvn125 import (
    ASSUMED,
    DATA,
    INDICATORS,
    OUTLINE,
    SCHEMA,
    STATUS,
    to_qcvn125,
)
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from tests import builders


@pytest.fixture
def report() -> QuarterlyReport:
    return builders.a_report()


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_file_has_the_form_of_its_schema(
    report: QuarterlyReport, validator: Draft202012Validator
) -> None:
    document = json.loads(to_qcvn125(report))
    validator.validate(document)
    document["packages"][DATA]["values"][0]["state"] = "fine"
    assert not validator.is_valid(document)


def test_the_file_says_itself_that_it_is_provisional(report: QuarterlyReport) -> None:
    document = json.loads(to_qcvn125(report))
    assert document["regulation"] == "QCVN 125:2021/BTTTT"
    assert document["conformity"] == "provisional"
    assert document["assumed"] == list(ASSUMED)
    assert any("tên và kiểu" in words for words in ASSUMED)


def test_every_indicator_can_be_computed_again(report: QuarterlyReport) -> None:
    packages = json.loads(to_qcvn125(report))["packages"]
    assert [each["code"] for each in packages[INDICATORS]] == [
        line.indicator.id for line in report.indicators
    ]
    computed = 0
    for line, value in zip(report.indicators, packages[DATA]["values"], strict=True):
        assert value["indicator"] == line.indicator.id
        if line.indicator.formula.type == "ratio" and value["value"] is not None:
            share = Fraction(100 * value["numerator"], value["denominator"])
            assert Fraction(value["value"]) == share == line.result.value
            computed += 1
    assert computed >= 4


def test_outline_and_status_are_the_report_s(report: QuarterlyReport) -> None:
    corrected = replace(report, revision=2, action=ReportAction.REPLACE, reason="Nhầm số.")
    packages = json.loads(to_qcvn125(corrected))["packages"]
    assert packages[STATUS]["reason"] == "Nhầm số."
    assert packages[STATUS]["revision"] == 2
    assert [section["number"] for section in packages[OUTLINE]][:3] == ["I.", "II.", "1."]


def test_equal_reports_give_equal_bytes_and_name_nobody(report: QuarterlyReport) -> None:
    assert to_qcvn125(report) == to_qcvn125(builders.a_report())
    assert builders.FOCAL_POINT not in to_qcvn125(report).decode()
