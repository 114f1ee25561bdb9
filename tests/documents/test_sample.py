"""The sample unit: reproducible, marked as sample, and interesting at Quý III/2021."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from egovdesk import paths
from egovdesk.documents.catalogue import builtin_catalogue_bytes, trusted_catalogue
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.indicators import Evaluator, IndicatorResult
from egovdesk.domain.indicators import IndicatorState as State
from egovdesk.domain.measures import Baseline, EnteredValue, Facts
from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureFigures,
)
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signers import (
    Signer,
    SignerEvent,
    SignerEventKind,
    SignerStage,
    count_by_stage,
)
from egovdesk.domain.signers import status_as_of as signer_as_of
from egovdesk.domain.tasks import (
    Task,
    TaskEvent,
    TaskEventKind,
    TaskKind,
    TaskRecord,
    TaskState,
    Timeliness,
    count_by_timeliness,
)
from egovdesk.domain.workload import MonthlyWorkload

FOLDER = paths.RESOURCES / "sample"
UNIT = "DKVN"
QUARTER = Quarter(2021, 3)
CUT_OFF = date(2021, 9, 14)


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return json.loads((FOLDER / "dkvn.json").read_bytes())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return trusted_catalogue(builtin_catalogue_bytes(), source="")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def figures(sample: dict[str, Any], as_of: date, months: tuple[str, ...]) -> list[ProcedureFigures]:
    return [
        ProcedureFigures(
            procedure=Procedure(id=id_, code=raw["code"], name=raw["name"], field=raw["field"]),
            attributes={
                event["attribute"]: event["value"]
                for event in sorted(raw["events"], key=lambda event: event["on"])
                if date.fromisoformat(event["on"]) <= as_of
            },
            counts={
                name: sum(row[name] for row in raw["counts"] if row["month"] in months)
                for name in CountField
            },
        )
        for id_, raw in enumerate(sample["procedures"], start=1)
    ]


def signer_counts(sample: dict[str, Any], as_of: date) -> dict[SignerStage, int]:
    statuses = []
    for id_, raw in enumerate(sample["signers"], start=1):
        signer = Signer(
            id=id_,
            full_name=raw["full_name"],
            position=raw["position"],
            department=raw["department"],
        )
        events = [
            SignerEvent(
                kind=SignerEventKind(e["kind"]),
                on=date.fromisoformat(e["on"]),
                serial=e.get("serial", ""),
                issuer=e.get("issuer", ""),
                valid_from=_day(e.get("valid_from")),
                valid_to=_day(e.get("valid_to")),
            )
            for e in raw["events"]
        ]
        statuses.append(signer_as_of(signer, events, as_of))
    return count_by_stage(statuses)


def facts(sample: dict[str, Any], catalogue: Catalogue, as_of: date) -> Facts:
    months = catalogue.reporting.closed_months(as_of)
    workload = [row for row in sample["workload"] if row["month"] in months]
    entered = {
        row["measure"]: EnteredValue(
            measure=row["measure"], on=date.fromisoformat(row["on"]), value=row["value"]
        )
        for row in sample["entered"]
        if date.fromisoformat(row["on"]) <= as_of
    }
    return Facts(
        agency=UNIT,
        as_of=as_of,
        procedures=tuple(figures(sample, as_of, months)),
        counted_months=frozenset(
            row["month"]
            for raw in sample["procedures"]
            for row in raw["counts"]
            if row["month"] in months
        ),
        workload=MonthlyWorkload(**workload[-1]),
        signers=signer_counts(sample, as_of),
        entered=entered,
        baselines={
            row["indicator"]: Baseline(**{**row, "on": date.fromisoformat(row["on"])})
            for row in sample["baselines"]
        },
    )


def results(
    sample: dict[str, Any], catalogue: Catalogue, quarter: Quarter
) -> tuple[IndicatorResult, ...]:
    as_of = catalogue.reporting.cut_off(quarter)
    evaluator = Evaluator(
        catalogue.indicators,
        catalogue.measures,
        catalogue.groups_of(UNIT),
        facts(sample, catalogue, as_of),
    )
    return evaluator.all()


def _task_events(raw: list[dict[str, Any]]) -> tuple[TaskEvent, ...]:
    return tuple(
        TaskEvent(
            kind=TaskEventKind(event["kind"]),
            on=date.fromisoformat(event["on"]),
            due=_day(event.get("due")),
            percent=event.get("percent"),
            note=event["note"],
            evidence=tuple(event["evidence"]),
        )
        for event in raw
    )


def task_records(sample: dict[str, Any], catalogue: Catalogue) -> list[TaskRecord]:
    histories = {raw["task"]: raw["events"] for raw in sample["tasks"]}
    assigned_on = catalogue.documents[catalogue.directive].date
    assert assigned_on is not None
    records = []
    for task in catalogue.tasks_of(UNIT):
        due = task.due
        if task.kind is TaskKind.PERIODIC:
            due = catalogue.reporting.next_due(assigned_on)
        assignment = TaskEvent(kind=TaskEventKind.ASSIGNED, on=assigned_on, due=due)
        events = (assignment, *_task_events(histories[task.id]))
        records.append(_record(task.id, task.clause, task.kind, events))
    records.extend(
        _record(raw["code"], raw["clause"], TaskKind(raw["kind"]), _task_events(raw["events"]))
        for raw in sample["own_tasks"]
    )
    return records


def _record(code: str, clause: str, kind: TaskKind, events: tuple[TaskEvent, ...]) -> TaskRecord:
    task = Task(id=0, code=code, clause=clause, title=code, kind=kind, lead=UNIT)
    return TaskRecord(task=task, events=events)


def test_script_writes_the_stored_file(tmp_path: Path) -> None:
    for script in FOLDER.glob("*.py"):
        shutil.copy(script, tmp_path)
    subprocess.run([sys.executable, "-B", str(tmp_path / "make_sample.py")], check=True)
    assert (tmp_path / "dkvn.json").read_bytes() == (FOLDER / "dkvn.json").read_bytes()


def test_notice_says_that_it_is_sample_data(sample: dict[str, Any]) -> None:
    assert "mẫu" in sample["notice"]
    assert "Sample data" in sample["notice"]
    assert all(found["text"].startswith("TÀI LIỆU MẪU") for found in sample["evidence"])


def test_people_are_invented(sample: dict[str, Any]) -> None:
    names = [signer["full_name"] for signer in sample["signers"]]
    assert len(set(names)) == len(names) == 60
    assert all(re.fullmatch(r"\w+ Mẫu \w+", name) for name in names)
    assert len({name.split()[0] for name in names}) > 8


def test_online_dossiers_of_the_first_half_of_2020_are_those_reported(
    sample: dict[str, Any],
) -> None:
    months = tuple(f"2020-{month:02d}" for month in range(1, 7))
    counted = figures(sample, date(2020, 6, 30), months)
    assert sum(row.counts[CountField.RECEIVED_ONLINE] for row in counted) == 23_000


def test_no_part_is_larger_than_its_whole(sample: dict[str, Any]) -> None:
    for raw in sample["procedures"]:
        for row in raw["counts"]:
            assert row["received_online"] <= row["received"]
            assert row["payments_portal"] <= row["payments"]
            assert row["results_synced"] <= row["results"]
            assert row["one_stop_synced"] <= row["one_stop"]


def test_two_years_of_months_up_to_the_reporting_month(sample: dict[str, Any]) -> None:
    months = [row["month"] for row in sample["workload"]]
    assert (months[0], months[-1], len(months)) == ("2019-10", "2021-09", 24)
    assert {row["month"] for raw in sample["procedures"] for row in raw["counts"]} == set(months)
    assert all(row["online"] <= row["total"] for row in sample["workload"])


def test_baseline_is_what_the_register_gives_on_that_day(
    sample: dict[str, Any], catalogue: Catalogue
) -> None:
    (baseline,) = sample["baselines"]
    day = date.fromisoformat(baseline["on"])
    evaluator = Evaluator(
        catalogue.indicators,
        catalogue.measures,
        catalogue.groups_of(UNIT),
        facts(sample, catalogue, day),
    )
    result = evaluator.result(catalogue.indicators[baseline["indicator"]])
    assert (result.numerator, result.denominator) == (
        baseline["numerator"],
        baseline["denominator"],
    )


def test_third_quarter_shows_a_mix_of_states(sample: dict[str, Any], catalogue: Catalogue) -> None:
    states = {r.indicator: r.state for r in results(sample, catalogue, QUARTER)}
    assert states == {
        "1": State.ON_TRACK,
        "2": State.BEHIND,
        "3": State.ON_TRACK,
        "4": State.NOT_APPLICABLE,
        "5": State.BEHIND,
        "6": State.ON_TRACK,
        "7": State.BEHIND,
        "8": State.ON_TRACK,
        "work_online": State.ON_TRACK,
        "digital_signatures": State.TRACKED,
    }


def test_tasks_show_every_state_and_every_class(
    sample: dict[str, Any], catalogue: Catalogue
) -> None:
    statuses = [record.as_of(CUT_OFF) for record in task_records(sample, catalogue)]
    assert {status.state for status in statuses} == set(TaskState)
    counted = count_by_timeliness(statuses)
    assert all(counted[kind] > 0 for kind in Timeliness)
    assert any(status.former_dues for status in statuses)
    assert any(status.extension_pending for status in statuses)


def test_every_task_of_the_unit_is_told_once(sample: dict[str, Any], catalogue: Catalogue) -> None:
    told = [raw["task"] for raw in sample["tasks"]]
    assert told == [task.id for task in catalogue.tasks_of(UNIT)]
    own = [raw["code"] for raw in sample["own_tasks"]]
    assert len(set(own)) == len(own)
    assert {raw["clause"] for raw in sample["own_tasks"]} <= set(catalogue.clauses)
    assert all(raw["events"][0]["kind"] == "assigned" for raw in sample["own_tasks"])


def test_every_piece_of_evidence_is_used(sample: dict[str, Any]) -> None:
    used = {
        index
        for raw in (*sample["tasks"], *sample["own_tasks"])
        for event in raw["events"]
        for index in event["evidence"]
    }
    assert used == set(range(len(sample["evidence"])))


def test_adoption_loses_signers_at_every_stage(sample: dict[str, Any]) -> None:
    counts = signer_counts(sample, CUT_OFF)
    stages = [counts[stage] for stage in SignerStage]
    assert stages == sorted(set(stages), reverse=True)
