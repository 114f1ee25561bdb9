import hashlib
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from egovdesk.documents.catalogue import (
    SCHEMA,
    builtin_catalogue_bytes,
    read_catalogue,
    trusted_catalogue,
)
from egovdesk.domain.agencies import AgencyType, LineageKind
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.findings import Rule, Severity
from egovdesk.domain.indicators import (
    ChangeMode,
    Evaluator,
    FormulaType,
    IndicatorState,
    Unit,
)
from egovdesk.domain.measures import EnteredValue, Facts, MeasureSource, WorkloadField
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureFigures
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskKind, Timeliness

OTHER_YEAR = Path(__file__).parents[1] / "data" / "catalogue-2031.json"

Path_ = tuple[str | int, ...]


@pytest.fixture
def document() -> dict[str, Any]:
    return json.loads(builtin_catalogue_bytes())


def put(document: dict[str, Any], path: Path_, value: object) -> None:
    *parents, last = path
    found: Any = document
    for step in parents:
        found = found[step]
    found[last] = value


def refused(document: object) -> InputError:
    with pytest.raises(InputError) as caught:
        read_catalogue(json.dumps(document).encode(), source="next.json")
    assert caught.value.data["file"] == "next.json"
    return caught.value


def test_built_in_catalogue_passes_every_check() -> None:
    data = builtin_catalogue_bytes()
    catalogue = read_catalogue(data, source="bgtvt-2021.json")
    assert catalogue == trusted_catalogue(data, source="bgtvt-2021.json")
    assert catalogue.digest == hashlib.sha256(data).hexdigest()
    assert catalogue.documents[catalogue.directive].number == "1478/BGTVT-TTCNTT"
    assert catalogue.documents[catalogue.directive].date == date(2021, 2, 24)


def test_built_in_text_is_composed_unicode() -> None:
    text = builtin_catalogue_bytes().decode()
    assert unicodedata.is_normalized("NFC", text)


def test_trusted_catalogue_does_not_load_the_schema_library() -> None:
    program = (
        "import sys\n"
        "from egovdesk.documents.catalogue import builtin_catalogue_bytes, trusted_catalogue\n"
        "trusted_catalogue(builtin_catalogue_bytes(), source='')\n"
        "sys.exit('jsonschema' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("path", "value", "place", "cause"),
    [
        (("version",), True, "version", "type"),
        (("version",), "1", "version", "type"),
        (("format",), "another", "format", "const"),
        (("indicators", 2, "formula", "type"), "script", "indicators/2/formula/type", "const"),
        (
            ("indicators", 2, "formula", "denominator"),
            5,
            "indicators/2/formula/denominator",
            "type",
        ),
        (
            ("indicators", 4, "formula", "of", "type"),
            "ratio",
            "indicators/4/formula/of/type",
            "const",
        ),
        (
            ("indicators", 1, "formula", "code"),
            "a / b",
            "indicators/1/formula/code",
            "additionalProperties",
        ),
        (
            ("indicators", 0, "milestones", 0, "target"),
            20,
            "indicators/0/milestones/0/target",
            "type",
        ),
        (
            ("indicators", 0, "milestones", 0, "target"),
            "1e5",
            "indicators/0/milestones/0/target",
            "pattern",
        ),
        (("effective", "from"), "2021-02-30", "effective/from", "format"),
        (("calendar", "off", 0, "date"), "01/01/2021", "calendar/off/0/date", "format"),
        (("documents", 0, "date"), "2021-2-4", "documents/0/date", "format"),
        (("tasks", 0, "due"), "2021-12-31", "tasks/0/due", "type"),
        (("tasks", 3, "due"), None, "tasks/3/due", "type"),
        (("agencies", 0, "code"), "../DKVN", "agencies/0/code", "pattern"),
        (("agencies", 0, "code"), "DKVN\n", "agencies/0/code", "pattern"),
        (("agencies", 0, "name"), "bell\x07", "agencies/0/name", "not"),
        (("agencies", 0, "type"), "cong_ty", "agencies/0/type", "enum"),
        (("reporting", "month_closes_on"), 31, "reporting/month_closes_on", "maximum"),
        (("measures", 0, "source"), "sql", "measures/0/source", "const"),
        (("measures", 1, "where", "portal"), ["yes"], "measures/1/where/portal/0", "enum"),
        (("findings", 0, "rule"), "made-up", "findings/0/rule", "enum"),
        (("surplus",), 1, "surplus", "additionalProperties"),
    ],
)
def test_wrong_form_is_refused_with_place_and_cause(
    document: dict[str, Any], path: Path_, value: object, place: str, cause: str
) -> None:
    put(document, path, value)
    error = refused(document)
    assert error.code is ErrorCode.CATALOGUE_SCHEMA
    assert (error.data["place"], error.data["cause"]) == (place, cause)


def test_missing_part_is_named(document: dict[str, Any]) -> None:
    del document["indicators"][3]["short"]
    error = refused(document)
    assert (error.data["place"], error.data["cause"]) == ("indicators/3/short", "required")


@pytest.mark.parametrize("data", [b"[]", b"1", b'"text"', b"null"])
def test_json_that_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_catalogue(data, source="next.json")
    assert caught.value.code is ErrorCode.CATALOGUE_SCHEMA


def test_newer_format_is_told_from_a_damaged_one(document: dict[str, Any]) -> None:
    document["format_version"] = 2
    document["unheard_of"] = {}
    error = refused(document)
    assert (error.code, error.data["version"]) == (ErrorCode.CATALOGUE_NEWER, 2)


def test_json_is_read_strictly() -> None:
    data = builtin_catalogue_bytes().replace(b'"version": 1,', b'"version": 1, "version": 2,', 1)
    with pytest.raises(InputError) as caught:
        read_catalogue(data, source="next.json")
    assert caught.value.code is ErrorCode.JSON_INVALID


def test_reference_that_contradicts_is_refused_after_the_form(document: dict[str, Any]) -> None:
    document["tasks"][0]["leads"] = {"groups": [], "agencies": ["NOBODY"]}
    error = refused(document)
    assert error.code is ErrorCode.CATALOGUE_UNKNOWN
    assert error.data["place"] == "tasks/1.a/leads/agencies"


def test_task_needs_someone_to_lead_it(document: dict[str, Any]) -> None:
    document["tasks"][0]["leads"] = {"groups": [], "agencies": []}
    assert refused(document).data["place"].startswith("tasks/0/leads")


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (lambda d: d["agency"]["properties"]["type"]["enum"], AgencyType),
        (lambda d: d["lineageEvent"]["properties"]["kind"]["enum"], LineageKind),
        (lambda d: d["task"]["properties"]["kind"]["enum"], TaskKind),
        (lambda d: d["finding"]["properties"]["rule"]["enum"], Rule),
        (lambda d: {*d["finding"]["properties"]["severity"]["enum"]} - {"off"}, Severity),
        (lambda d: d["indicator"]["properties"]["unit"]["enum"], Unit),
        (lambda d: d["scoring"]["properties"]["task_points"]["properties"], Timeliness),
        (lambda d: {"in_force", *d["where"]["properties"]}, ProcedureAttribute),
        (
            lambda d: {b["properties"]["source"]["const"] for b in d["measure"]["oneOf"]},
            MeasureSource,
        ),
        (lambda d: {b["properties"]["type"]["const"] for b in d["formula"]["oneOf"]}, FormulaType),
        (lambda d: _branch(d, "formula", "change")["mode"]["enum"], ChangeMode),
        (lambda d: _branch(d, "measure", "counts")["count"]["enum"], CountField),
        (lambda d: _branch(d, "measure", "workload")["workload"]["enum"], WorkloadField),
        (lambda d: _branch(d, "measure", "signers")["stage"]["enum"], SignerStage),
    ],
)
def test_schema_lists_what_the_program_knows(
    listed: Callable[[dict[str, Any]], Any], known: type[StrEnum]
) -> None:
    definitions = json.loads(SCHEMA.read_bytes())["$defs"]
    assert set(listed(definitions)) == {member.value for member in known}


def _branch(definitions: dict[str, Any], name: str, kind: str) -> dict[str, Any]:
    branches = [branch["properties"] for branch in definitions[name]["oneOf"]]
    return next(b for b in branches if {"const": kind} in b.values())


def test_schema_is_a_valid_schema() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads(SCHEMA.read_bytes()))


# Another year: other directive, other units, no new code


def test_another_year_needs_no_code() -> None:
    catalogue = read_catalogue(OTHER_YEAR.read_bytes(), source=OTHER_YEAR.name)
    quarter = Quarter(2031, 2)
    assert catalogue.id == "test-2031"
    assert catalogue.reporting.cut_off(quarter) == date(2031, 6, 30)
    assert catalogue.reporting.due_on(quarter) == date(2031, 6, 20)
    assert [task.id for task in catalogue.tasks_of("CUCA")] == ["I.1", "I.2"]
    assert catalogue.rules[Rule.JUMP].threshold == 10


def test_another_year_is_computed_by_the_same_formulas() -> None:
    catalogue = read_catalogue(OTHER_YEAR.read_bytes(), source=OTHER_YEAR.name)
    figures = ProcedureFigures(
        procedure=Procedure(id=1, code="P1", name="P1", field=""),
        attributes={ProcedureAttribute.IN_FORCE: "1"},
        counts={CountField.RECEIVED: 60, CountField.RESULTS: 40, CountField.RECEIVED_ONLINE: 21},
    )
    facts = Facts(
        agency="CUCA",
        as_of=date(2031, 6, 30),
        procedures=(figures,),
        counted_months=frozenset({"2031-06"}),
        entered={"open_data": EnteredValue(measure="open_data", on=date(2031, 5, 1), value=1)},
    )
    results = Evaluator(
        catalogue.indicators, catalogue.measures, catalogue.groups_of("CUCA"), facts
    ).all()
    online, open_data = results
    assert (online.value, online.target, online.state) == (21, Fraction("20.5"), IndicatorState.MET)
    assert (open_data.value, open_data.state) == (100, IndicatorState.ON_TRACK)


def test_both_catalogues_differ_in_everything_that_a_year_may_change(
    document: dict[str, Any],
) -> None:
    other = json.loads(OTHER_YEAR.read_bytes())
    same = {key for key in document if document[key] == other[key]}
    assert same == {"format", "format_version"}
