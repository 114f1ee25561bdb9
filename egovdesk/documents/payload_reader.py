"""report.json read back into the frozen value, so that it can be rendered again years later."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from egovdesk.domain.agencies import Agency, AgencyType
from egovdesk.domain.catalogue import Recipient
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.findings import Finding, Rule, Severity, Subject
from egovdesk.domain.indicators import (
    Applicability,
    ChangeMode,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    IndicatorState,
    Milestone,
    RowsBehind,
    Unit,
)
from egovdesk.domain.measures import MeasureRow
from egovdesk.domain.narrative import Quote, Section
from egovdesk.domain.procedures import Procedure, ProcedureFigures
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.reports import (
    CatalogueStamp,
    IndicatorLine,
    JournalStamp,
    ProcedureLine,
    QuarterlyReport,
    ReportAction,
    TaskLine,
)
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import SettledPeriod, Task, TaskKind, TaskState, TaskStatus
from egovdesk.domain.workload import MonthlyWorkload

Raw = Mapping[str, Any]


def from_payload(document: Raw) -> QuarterlyReport:
    """Return the report of a checked payload; rendering it gives the payload's bytes again.

    What a payload does not carry, because it stays in the workspace or speaks of it only, is
    empty: focal points, ids of rows, applicability of indicators.
    """
    return QuarterlyReport(
        **_identity(document),
        **_provenance(document),
        indicators=tuple(_indicator_line(raw) for raw in document["indicators"]),
        tasks=tuple(_task_line(raw) for raw in document["tasks"]),
        procedures=tuple(_procedure_line(raw) for raw in document["procedures"]),
        counted_months=tuple(document["counted_months"]),
        signers={SignerStage(stage): count for stage, count in document["adoption"].items()},
        workload=tuple(MonthlyWorkload(**raw) for raw in document["workload"]),
        findings=tuple(_finding(raw) for raw in document["findings"]),
        narrative=tuple(_section(raw) for raw in document["narrative"]),
    )


def _identity(document: Raw) -> dict[str, Any]:
    agency = document["agency"]
    return {
        "agency": Agency(
            code=agency["code"],
            name=agency["name"],
            name_en=agency["name_en"],
            abbreviation=agency["abbreviation"],
            type=AgencyType(agency["type"]),
            parent_name=agency["parent_name"],
            place=agency["place"],
            head_title=agency["head_title"],
            must_report=True,
            has_seal=agency["has_seal"],
            exists_from=None,
            exists_to=None,
        ),
        "recipient": Recipient(**document["recipient"]),
        "period": Quarter.parse(document["period"]),
        "window": DateRange(
            first=date.fromisoformat(document["window"]["first"]),
            last=date.fromisoformat(document["window"]["last"]),
        ),
        "cut_off": date.fromisoformat(document["cut_off"]),
        "due_on": date.fromisoformat(document["due_on"]),
        "revision": document["revision"],
        "action": ReportAction(document["action"]),
        "reason": document["reason"],
        "is_sample": document["sample"],
    }


def _provenance(document: Raw) -> dict[str, Any]:
    catalogue = document["catalogue"]
    return {
        "program_version": document["program_version"],
        "frozen_at": datetime.fromisoformat(document["frozen_at"]),
        "sequence": document["sequence"],
        "previous_package": document["previous_package"],
        "journal": JournalStamp(**document["journal"]),
        "catalogue": CatalogueStamp(
            **{**catalogue, "directive_date": _day(catalogue["directive_date"])}
        ),
        "rules_fingerprint": document["rules_fingerprint"],
    }


def _indicator_line(raw: Raw) -> IndicatorLine:
    indicator = Indicator(
        id=raw["id"],
        number=raw["number"],
        clause=raw["clause"],
        title=raw["title"],
        short=raw["short"],
        unit=Unit(raw["unit"]),
        formula=_formula(raw["formula"]),
        applies=Applicability(groups=()),
        milestones=tuple(
            Milestone(on=date.fromisoformat(each["on"]), target=Fraction(each["target"]))
            for each in raw["milestones"]
        ),
        starts_on=date.fromisoformat(raw["starts"]["on"]),
        starts_at=Fraction(raw["starts"]["at"]),
    )
    previous = raw["previous"]
    return IndicatorLine(
        indicator=indicator,
        result=_result(raw["id"], raw["result"]),
        previous=None if previous is None else _result(raw["id"], previous),
        rows=RowsBehind(
            numerator=tuple(MeasureRow(**row) for row in raw["rows"]["numerator"]),
            denominator=tuple(MeasureRow(**row) for row in raw["rows"]["denominator"]),
        ),
    )


def _formula(raw: Raw) -> Formula:
    return Formula(
        type=FormulaType(raw["type"]),
        numerator=raw["numerator"],
        denominator=raw["denominator"],
        baseline_on=_day(raw["baseline_on"]),
        mode=ChangeMode(raw["mode"]),
        full=raw["full"],
        of=None if raw["of"] is None else _formula(raw["of"]),
    )


def _result(indicator: str, raw: Raw) -> IndicatorResult:
    return IndicatorResult(
        indicator=indicator,
        as_of=date.fromisoformat(raw["as_of"]),
        state=IndicatorState(raw["state"]),
        numerator=raw["numerator"],
        denominator=raw["denominator"],
        baseline_numerator=raw["baseline_numerator"],
        baseline_denominator=raw["baseline_denominator"],
        value=_exact(raw["value"]),
        target=_exact(raw["target"]),
        expected=_exact(raw["expected"]),
    )


def _task_line(raw: Raw) -> TaskLine:
    task = Task(
        id=0,
        code=raw["code"],
        clause=raw["clause"],
        title=raw["title"],
        kind=TaskKind(raw["kind"]),
        lead=raw["lead"],
        coordinating=tuple(raw["coordinating"]),
        deliverable=raw["deliverable"],
    )
    status = TaskStatus(
        as_of=date.fromisoformat(raw["as_of"]),
        state=TaskState(raw["state"]),
        percent=raw["percent"],
        due=_day(raw["due"]),
        former_dues=tuple(map(date.fromisoformat, raw["former_dues"])),
        period_from=_day(raw["period_from"]),
        settled=tuple(
            SettledPeriod(due=date.fromisoformat(each["due"]), on=date.fromisoformat(each["on"]))
            for each in raw["settled"]
        ),
        completed_on=_day(raw["completed_on"]),
        extension_pending=raw["extension_pending"],
        last_note=raw["note"],
        last_change=_day(raw["last_change"]),
    )
    return TaskLine(
        task=task,
        clause_label=raw["clause_label"],
        status=status,
        evidence=tuple(_evidence(each) for each in raw["evidence"]),
    )


def _evidence(raw: Raw) -> Evidence:
    return Evidence(
        id=0,
        digest=raw["digest"],
        name=raw["member"].partition("-")[2],
        size=raw["size"],
        document_number=raw["document_number"],
        document_date=_day(raw["document_date"]),
        subject=raw["subject"],
    )


def _procedure_line(raw: Raw) -> ProcedureLine:
    procedure = Procedure(id=0, code=raw["code"], name=raw["name"], field=raw["field"])
    return ProcedureLine(
        figures=ProcedureFigures(
            procedure=procedure, attributes=raw["attributes"], counts=raw["counts"]
        ),
        level_label=raw["level_label"],
    )


def _finding(raw: Raw) -> Finding:
    return Finding(
        rule=Rule(raw["rule"]),
        severity=Severity(raw["severity"]),
        subject=Subject(raw["subject"]),
        key=raw["key"],
        data=raw["data"],
        reason=raw["reason"],
    )


def _section(raw: Raw) -> Section:
    return Section(
        id=raw["id"],
        level=raw["level"],
        title=raw["title"],
        text=raw["text"],
        quotes=tuple(Quote(**each) for each in raw["quotes"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
