"""report.json: the frozen report as data, from which anyone can recompute every value.

The bytes are canonical (RFC 8785: UTF-8, sorted keys, no white space), whole numbers only;
exact values are fractions in text, `55/2`. No member of staff is named: what a task's focal
point is called stays in the workspace.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from egovdesk import paths
from egovdesk.documents import strict_json
from egovdesk.domain.errors import Cause, ErrorCode, InputError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.findings import Finding
from egovdesk.domain.indicators import Formula, IndicatorResult
from egovdesk.domain.measures import MeasureRow
from egovdesk.domain.narrative import Section
from egovdesk.domain.packages import PackageSummary
from egovdesk.domain.quarter import DateRange
from egovdesk.domain.reports import IndicatorLine, ProcedureLine, QuarterlyReport, TaskLine
from egovdesk.domain.workload import MonthlyWorkload

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

FORMAT = "egovdesk-report"
FORMAT_VERSION = 1
KIND = "report"
SCHEMA = paths.RESOURCES / "schemas" / "report-1.schema.json"


def to_payload(report: QuarterlyReport) -> bytes:
    """Render the report as canonical JSON; equal reports give equal bytes."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "kind": KIND,
        **_identity(report),
        **_provenance(report),
        "indicators": [_indicator(line) for line in report.indicators],
        "tasks": [_task(line) for line in report.tasks],
        "task_totals": {kind.value: count for kind, count in report.timeliness.items()},
        "procedures": [_procedure(line) for line in report.procedures],
        "counted_months": list(report.counted_months),
        "adoption": {stage.value: count for stage, count in report.signers.items()},
        "workload": [_workload(month) for month in report.workload],
        "findings": [_finding(finding) for finding in report.findings],
        "narrative": [_section(section) for section in report.narrative],
    }
    text = json.dumps(
        document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def read_payload(data: bytes, *, source: str) -> Mapping[str, Any]:
    """Read a report.json and check its form.

    Args:
        data: the file's bytes.
        source: the file's name, for error messages.

    Raises:
        InputError: no JSON, a newer format, or a form that the schema refuses; then `place` is
            the path of the value and `cause` the rule of the schema that it breaks.
    """
    document = strict_json.loads(data, source=source)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError(ErrorCode.PAYLOAD_SCHEMA, file=source, place="format", cause=Cause.CONST)
    version = document.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise InputError(ErrorCode.PAYLOAD_NEWER, file=source, version=version)
    from jsonschema.exceptions import best_match

    problem = best_match(_validator().iter_errors(document))
    if problem is not None:
        place = "/".join(map(str, problem.absolute_path))
        raise InputError(
            ErrorCode.PAYLOAD_SCHEMA, file=source, place=place, cause=str(problem.validator)
        )
    return document


def summary(payload: Mapping[str, Any]) -> PackageSummary:
    """Return what a checked payload says of itself."""
    return PackageSummary(
        kind=payload["kind"],
        agency=payload["agency"]["code"],
        period=payload["period"],
        revision=payload["revision"],
    )


@cache
def _validator() -> "Validator":
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_bytes())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _identity(report: QuarterlyReport) -> dict[str, Any]:
    agency = report.agency
    return {
        "agency": {
            "code": agency.code,
            "name": agency.name,
            "name_en": agency.name_en,
            "abbreviation": agency.abbreviation,
            "type": agency.type.value,
            "parent_name": agency.parent_name,
            "place": agency.place,
            "head_title": agency.head_title,
            "has_seal": agency.has_seal,
        },
        "recipient": {"addressee": report.recipient.addressee, "through": report.recipient.through},
        "period": str(report.period),
        "window": _range(report.window),
        "cut_off": report.cut_off.isoformat(),
        "due_on": report.due_on.isoformat(),
        "revision": report.revision,
        "action": report.action.value,
        "reason": report.reason,
        "sample": report.is_sample,
    }


def _provenance(report: QuarterlyReport) -> dict[str, Any]:
    catalogue = report.catalogue
    return {
        "program_version": report.program_version,
        "frozen_at": report.frozen_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sequence": report.sequence,
        "previous_package": report.previous_package,
        "journal": {"head": report.journal.head, "count": report.journal.count},
        "catalogue": {
            "id": catalogue.id,
            "version": catalogue.version,
            "digest": catalogue.digest,
            "directive_number": catalogue.directive_number,
            "directive_date": _day(catalogue.directive_date),
        },
        "rules_fingerprint": report.rules_fingerprint,
    }


def _indicator(line: IndicatorLine) -> dict[str, Any]:
    indicator = line.indicator
    return {
        "id": indicator.id,
        "number": indicator.number,
        "clause": indicator.clause,
        "title": dict(indicator.title),
        "short": dict(indicator.short),
        "unit": indicator.unit.value,
        "formula": _formula(indicator.formula),
        "milestones": [
            {"on": milestone.on.isoformat(), "target": str(milestone.target)}
            for milestone in indicator.milestones
        ],
        "starts": {"on": indicator.starts_on.isoformat(), "at": str(indicator.starts_at)},
        "result": _result(line.result),
        "previous": None if line.previous is None else _result(line.previous),
        "rows": {
            "numerator": [_row(row) for row in line.rows.numerator],
            "denominator": [_row(row) for row in line.rows.denominator],
        },
    }


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "type": formula.type.value,
        "numerator": formula.numerator,
        "denominator": formula.denominator,
        "baseline_on": _day(formula.baseline_on),
        "mode": formula.mode.value,
        "full": formula.full,
        "of": None if formula.of is None else _formula(formula.of),
    }


def _result(result: IndicatorResult) -> dict[str, Any]:
    return {
        "as_of": result.as_of.isoformat(),
        "state": result.state.value,
        "numerator": result.numerator,
        "denominator": result.denominator,
        "baseline_numerator": result.baseline_numerator,
        "baseline_denominator": result.baseline_denominator,
        "value": _exact(result.value),
        "target": _exact(result.target),
        "expected": _exact(result.expected),
    }


def _row(row: MeasureRow) -> dict[str, Any]:
    return {"code": row.code, "label": row.label, "value": row.value}


def _task(line: TaskLine) -> dict[str, Any]:
    task, status = line.task, line.status
    return {
        "code": task.code,
        "clause": task.clause,
        "clause_label": line.clause_label,
        "title": task.title,
        "kind": task.kind.value,
        "lead": task.lead,
        "coordinating": list(task.coordinating),
        "deliverable": task.deliverable,
        "as_of": status.as_of.isoformat(),
        "state": status.state.value,
        "timeliness": None if status.timeliness is None else status.timeliness.value,
        "percent": status.percent,
        "due": _day(status.due),
        "former_dues": [due.isoformat() for due in status.former_dues],
        "extension_pending": status.extension_pending,
        "completed_on": _day(status.completed_on),
        "last_change": _day(status.last_change),
        "period_from": _day(status.period_from),
        "settled": [
            {"due": period.due.isoformat(), "on": period.on.isoformat()}
            for period in status.settled
        ],
        "note": status.last_note,
        "evidence": [_evidence(evidence) for evidence in line.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "digest": evidence.digest,
        "member": evidence.member_name,
        "size": evidence.size,
        "document_number": evidence.document_number,
        "document_date": _day(evidence.document_date),
        "subject": evidence.subject,
    }


def _procedure(line: ProcedureLine) -> dict[str, Any]:
    procedure = line.figures.procedure
    return {
        "code": procedure.code,
        "name": procedure.name,
        "field": procedure.field,
        "level_label": line.level_label,
        "attributes": {str(name): value for name, value in line.figures.attributes.items()},
        "counts": {str(name): value for name, value in line.figures.counts.items()},
    }


def _workload(month: MonthlyWorkload) -> dict[str, Any]:
    return {"month": month.month, "total": month.total, "online": month.online}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.value,
        "severity": finding.severity.value,
        "subject": finding.subject.value,
        "key": finding.key,
        "data": dict(finding.data),
        "reason": finding.reason,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "level": section.level,
        "title": section.title,
        "text": section.text,
        "quotes": [{"figure": quote.figure, "shown": quote.shown} for quote in section.quotes],
    }


def _range(days: DateRange) -> dict[str, str]:
    return {"first": days.first.isoformat(), "last": days.last.isoformat()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
