"""report.json: whoever has only the file can check every figure in it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest

from egovdesk.documents import payload
from egovdesk.documents.payload_reader import from_payload
from egovdesk.domain.agencies import AgencyType
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.findings import Severity, Subject
from egovdesk.domain.indicators import ChangeMode, FormulaType, IndicatorState, Unit
from egovdesk.domain.packages import PackageSummary
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskKind, TaskState, Timeliness
from tests import builders


@pytest.fixture
def report() -> QuarterlyReport:
    return builders.a_report()


@pytest.fixture
def document(report: QuarterlyReport) -> dict[str, Any]:
    return json.loads(payload.to_payload(report))


def read(document: object) -> Mapping[str, Any]:
    return payload.read_payload(json.dumps(document).encode(), source="report.json")


def recomputed(indicator: dict[str, Any]) -> Fraction | None:
    """Compute an indicator's value as a reader would who knows nothing but the file."""
    formula = indicator["formula"]["of"] or indicator["formula"]
    rows = {side: sum(row["value"] for row in rows) for side, rows in indicator["rows"].items()}
    match formula["type"]:
        case "ratio":
            return Fraction(100 * rows["numerator"], rows["denominator"])
        case "change":
            result = indicator["result"]
            now = Fraction(100 * rows["numerator"], rows["denominator"])
            before = Fraction(100 * result["baseline_numerator"], result["baseline_denominator"])
            return now - before if formula["mode"] == "points" else (now - before) / before * 100
        case "yes_no" if formula["full"]:
            return Fraction(100 * (rows["numerator"] == rows["denominator"]))
        case "yes_no":
            return Fraction(100 * (rows["numerator"] > 0))
        case _:
            return Fraction(rows["numerator"])


def on_the_line(indicator: dict[str, Any]) -> Fraction | None:
    """Compute where the straight line to the next milestone stands on the day of the result."""
    day = date.fromisoformat(indicator["result"]["as_of"])
    start, at = date.fromisoformat(indicator["starts"]["on"]), Fraction(indicator["starts"]["at"])
    for milestone in indicator["milestones"]:
        end, target = date.fromisoformat(milestone["on"]), Fraction(milestone["target"])
        if day <= end:
            return at + (target - at) * Fraction((day - start).days, (end - start).days)
        start, at = end, target
    return None


def test_every_value_can_be_recomputed_from_the_file_alone(document: dict[str, Any]) -> None:
    valued = [i for i in document["indicators"] if i["result"]["value"] is not None]

    assert len(valued) == 9
    for indicator in valued:
        assert Fraction(indicator["result"]["value"]) == recomputed(indicator), indicator["id"]


def test_rows_add_up_to_numerator_and_denominator(document: dict[str, Any]) -> None:
    compared = 0
    for indicator in document["indicators"]:
        if (indicator["formula"]["of"] or indicator["formula"])["type"] == "yes_no":
            continue
        for side in ("numerator", "denominator"):
            stated = indicator["result"][side]
            if stated is not None:
                assert stated == sum(row["value"] for row in indicator["rows"][side])
                compared += 1
    assert compared >= 14


def test_the_expected_line_can_be_recomputed_from_the_file_alone(document: dict[str, Any]) -> None:
    compared = 0
    for indicator in document["indicators"]:
        if indicator["result"]["expected"] is not None:
            assert Fraction(indicator["result"]["expected"]) == on_the_line(indicator)
            compared += 1
    assert compared == 9


def test_states_that_are_empty_have_no_value(document: dict[str, Any]) -> None:
    by_id = {indicator["id"]: indicator["result"] for indicator in document["indicators"]}

    assert (by_id["i4"]["state"], by_id["i4"]["value"]) == ("not_applicable", None)
    assert (by_id["i7"]["state"], by_id["i7"]["denominator"]) == ("none_arose", 0)
    assert by_id["i6"]["value"] == "19999/200"


def test_the_previous_quarter_stands_beside_this_one(document: dict[str, Any]) -> None:
    first = document["indicators"][0]

    assert first["previous"]["as_of"] == "2021-06-14"
    assert Fraction(first["previous"]["value"]) == Fraction(50)


def test_the_bytes_are_canonical(report: QuarterlyReport) -> None:
    data = payload.to_payload(report)
    document = json.loads(data, parse_float=lambda text: pytest.fail(f"a float: {text}"))

    assert data == payload.to_payload(builders.a_report())
    assert data == json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode("utf-8")
    assert "Cục Đăng kiểm Việt Nam".encode() in data


def test_no_member_of_staff_is_named(report: QuarterlyReport) -> None:
    assert report.tasks[0].task.focal_point == builders.FOCAL_POINT
    assert builders.FOCAL_POINT.encode() not in payload.to_payload(report)


def test_a_task_carries_its_dates_and_what_proves_it(document: dict[str, Any]) -> None:
    done, _, extended = document["tasks"][:3]

    assert done["timeliness"] == "done_on_time"
    assert done["evidence"] == [
        {
            "digest": f"{1:064x}",
            "member": "evidence/00000000-quyet-dinh.pdf",
            "size": 48213,
            "document_number": "601/QĐ-ĐKVN",
            "document_date": "2021-07-20",
            "subject": "Quy chế vận hành, cập nhật cơ sở dữ liệu phương tiện",
        }
    ]
    assert (extended["due"], extended["former_dues"]) == ("2021-07-31", ["2021-06-30"])
    assert document["task_totals"] == dict.fromkeys(map(str, Timeliness), 2)


def test_the_file_says_where_it_comes_from(document: dict[str, Any]) -> None:
    assert document["frozen_at"] == "2021-09-15T02:30:00Z"
    assert document["journal"] == {"count": 412, "head": "cd" * 32}
    assert document["catalogue"]["digest"] == "ef" * 32
    assert document["sequence"] == 3
    assert document["previous_package"] == "ab" * 32
    assert document["rules_fingerprint"] == "12" * 32
    assert document["adoption"] == {"entitled": 52, "issued": 50, "valid": 48, "signing": 45}


def test_what_is_written_can_be_read(report: QuarterlyReport, document: dict[str, Any]) -> None:
    data = payload.to_payload(report)

    assert payload.read_payload(data, source="report.json") == document


def test_an_empty_report_can_be_read(report: QuarterlyReport) -> None:
    empty = replace(
        report,
        previous_package=None,
        indicators=(),
        tasks=(),
        procedures=(),
        counted_months=(),
        signers={},
        workload=(),
        findings=(),
        narrative=(),
        catalogue=replace(report.catalogue, directive_date=None),
    )

    assert read(json.loads(payload.to_payload(empty)))["indicators"] == []


def test_a_report_comes_back_from_its_file_and_renders_the_same(report: QuarterlyReport) -> None:
    document = read(json.loads(payload.to_payload(report)))

    assert payload.to_payload(from_payload(document)) == payload.to_payload(report)


def test_the_summary_is_what_the_package_says_of_itself(document: dict[str, Any]) -> None:
    assert payload.summary(read(document)) == PackageSummary(
        kind="report", agency="DKVN", period="2021-Q3", revision=1
    )


def test_a_newer_format_is_named_as_such(document: dict[str, Any]) -> None:
    document["format_version"] = 2
    document["unheard_of"] = True

    with pytest.raises(InputError) as refusal:
        read(document)

    assert refusal.value.code is ErrorCode.PAYLOAD_NEWER
    assert refusal.value.data == {"file": "report.json", "version": 2}


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("period",), "2021-Q5", "period"),
        (("cut_off",), "2021-02-30", "cut_off"),
        (("revision",), 0, "revision"),
        (("revision",), True, "revision"),
        (("agency",), [], "agency"),
        (("kind",), "receipt", "kind"),
        (("indicators", 0, "result", "value"), "55/0", "indicators/0/result/value"),
        (("indicators", 0, "result", "numerator"), -1, "indicators/0/result/numerator"),
        (("indicators", 0, "result", "state"), "fine", "indicators/0/result/state"),
        (("tasks", 1, "percent"), 101, "tasks/1/percent"),
        (("tasks", 1, "focal_point"), "Nguyễn Văn An", "tasks/1"),
        (("procedures", 0, "counts", "bribes"), 1, "procedures/0/counts"),
        (("previous_package",), "AB" * 32, "previous_package"),
    ],
)
def test_a_wrong_form_is_refused_at_its_place(
    document: dict[str, Any], path: tuple[str | int, ...], value: object, place: str
) -> None:
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value

    with pytest.raises(InputError) as refusal:
        read(document)

    assert refusal.value.code is ErrorCode.PAYLOAD_SCHEMA
    assert refusal.value.data["place"] == place


def test_a_missing_part_is_refused(document: dict[str, Any]) -> None:
    del document["findings"]

    with pytest.raises(InputError) as refusal:
        read(document)

    assert refusal.value.data == {"file": "report.json", "place": "", "cause": "required"}


@pytest.mark.parametrize("other", [[], "text", 1, None, {}, {"format": "egovdesk-catalogue"}])
def test_another_document_is_refused(other: object) -> None:
    with pytest.raises(InputError) as refusal:
        read(other)

    assert refusal.value.code is ErrorCode.PAYLOAD_SCHEMA


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'{"format": 1, "format": 2}'])
def test_what_is_no_strict_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as refusal:
        payload.read_payload(data, source="report.json")

    assert refusal.value.code is ErrorCode.JSON_INVALID


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("properties/action", ReportAction),
        ("properties/adoption/propertyNames", SignerStage),
        ("properties/agency/properties/type", AgencyType),
        ("properties/findings/items/properties/severity", Severity),
        ("properties/findings/items/properties/subject", Subject),
        ("$defs/formula/properties/type", FormulaType),
        ("$defs/formula/properties/mode", ChangeMode),
        ("$defs/result/properties/state", IndicatorState),
        ("$defs/indicator/properties/unit", Unit),
        ("$defs/timeliness", Timeliness),
        ("$defs/task/properties/kind", TaskKind),
        ("$defs/task/properties/state", TaskState),
        ("$defs/procedure/properties/counts/propertyNames", CountField),
    ],
)
def test_the_schema_knows_every_word_of_the_domain(place: str, words: type[StrEnum]) -> None:
    found: Any = json.loads(payload.SCHEMA.read_bytes())
    for step in place.split("/"):
        found = found[step]

    assert set(found["enum"]) == {word.value for word in words}


def test_the_schema_knows_every_attribute_of_a_procedure() -> None:
    schema = json.loads(payload.SCHEMA.read_bytes())
    attributes = schema["$defs"]["procedure"]["properties"]["attributes"]["properties"]

    assert set(attributes) == {attribute.value for attribute in ProcedureAttribute}


def test_the_schema_is_a_schema() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads(payload.SCHEMA.read_bytes()))
