"""The sample unit: plausible figures, marked as sample, to look around in."""

import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from egovdesk import paths
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import UseCase
from egovdesk.domain.measures import Baseline, EnteredValue
from egovdesk.domain.procedures import Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import FieldKind, RegisterKind
from egovdesk.domain.signers import Signer, SignerEvent, SignerEventKind
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session
from egovdesk.storage.evidence import keep_file
from egovdesk.storage.settings import SettingName
from egovdesk.storage.workspace import Changing

AGENCY = "DKVN"
PERIOD = "2021-Q3"
REASON = "Số liệu mẫu, dùng để giới thiệu chương trình."
FILE = paths.RESOURCES / "sample" / "dkvn.json"


def load(session: Session) -> None:
    """Fill a new workspace of the sample unit, in one use case."""
    data = json.loads(FILE.read_bytes())
    with session.workspace.changing(
        UseCase.LOAD_SAMPLE, at=session.clock(), subject=AGENCY
    ) as unit:
        unit.settings.put(SettingName.PERIOD, PERIOD)
        evidence = _evidence(unit, session.workspace.folder / "evidence", data["evidence"])
        _procedures(unit, data["procedures"])
        _tasks(unit, data, evidence)
        for raw in data["signers"]:
            signer = Signer(
                id=0,
                full_name=raw["full_name"],
                position=raw["position"],
                department=raw["department"],
            )
            unit.signers.add(signer, [_signer_event(event) for event in raw["events"]])
        for kind, records in data["assets"].items():
            _register(unit, RegisterKind(kind), records, session.today)
        for raw in data["workload"]:
            unit.workload.add(MonthlyWorkload(**raw))
        for raw in data["entered"]:
            unit.measures.enter(EnteredValue(**raw | {"on": date.fromisoformat(raw["on"])}))
        for raw in data["baselines"]:
            unit.measures.lock_baseline(Baseline(**raw | {"on": date.fromisoformat(raw["on"])}))


def _register(unit: Changing, kind: RegisterKind, raws: list[dict[str, Any]], today: date) -> None:
    days = {field.key for field in REGISTERS[kind].fields if field.kind is FieldKind.DAY}
    records = [
        {key: date.fromisoformat(value) if key in days else value for key, value in raw.items()}
        for raw in raws
    ]
    unit.registers.insert(kind, records, today)


def _evidence(unit: Changing, folder: Path, raws: list[dict[str, Any]]) -> list[int]:
    ids = []
    with tempfile.TemporaryDirectory() as scratch:
        for raw in raws:
            file = Path(scratch) / raw["name"]
            file.write_text(raw["text"], "utf-8")
            item = Evidence(
                id=0,
                digest="",
                name=raw["name"],
                size=0,
                document_number=raw["document_number"],
                document_date=_day(raw["document_date"]),
                subject=raw["subject"],
            )
            ids.append(unit.evidence.add(keep_file(folder, file), item))
    return ids


def _procedures(unit: Changing, raws: list[dict[str, Any]]) -> None:
    for raw in raws:
        procedure = Procedure(id=0, code=raw["code"], name=raw["name"], field=raw["field"])
        procedure_id = unit.procedures.add(procedure)
        unit.procedures.add_events(
            procedure_id,
            [
                ProcedureEvent(
                    ProcedureAttribute(event["attribute"]),
                    date.fromisoformat(event["on"]),
                    event["value"],
                )
                for event in raw["events"]
            ],
        )
        counts = {count["month"]: _without(count, "month") for count in raw["counts"]}
        unit.procedures.add_counts(procedure_id, counts)


def _tasks(unit: Changing, data: Mapping[str, Any], evidence: list[int]) -> None:
    assigned = unit.tasks.all()
    ids = {record.task.code: record.task.id for record in assigned}
    directive = assigned[0].task.directive
    for raw in data["own_tasks"]:
        task = Task(
            id=0,
            code=raw["code"],
            clause=raw["clause"],
            title=raw["title"],
            kind=TaskKind(raw["kind"]),
            lead=AGENCY,
            deliverable=raw["deliverable"],
            directive=directive,
        )
        _task_events(unit, unit.tasks.add(task), raw["events"], evidence)
    for raw in data["tasks"]:
        _task_events(unit, ids[raw["task"]], raw["events"], evidence)


def _task_events(
    unit: Changing, task_id: int, raws: list[dict[str, Any]], evidence: list[int]
) -> None:
    for raw in raws:
        unit.tasks.add_event(
            task_id,
            TaskEvent(
                kind=TaskEventKind(raw["kind"]),
                on=date.fromisoformat(raw["on"]),
                due=_day(raw.get("due")),
                percent=raw.get("percent"),
                document=raw.get("document", ""),
                note=raw.get("note", ""),
                evidence=tuple(evidence[index] for index in raw.get("evidence", ())),
            ),
        )


def _signer_event(raw: Mapping[str, Any]) -> SignerEvent:
    return SignerEvent(
        kind=SignerEventKind(raw["kind"]),
        on=date.fromisoformat(raw["on"]),
        serial=raw.get("serial") or "",
        issuer=raw.get("issuer") or "",
        valid_from=_day(raw.get("valid_from")),
        valid_to=_day(raw.get("valid_to")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _without(raw: dict[str, Any], name: str) -> dict[str, int]:
    return {key: value for key, value in raw.items() if key != name}
