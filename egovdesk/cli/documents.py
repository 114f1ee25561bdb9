"""The JSON that commands answer with `--json`."""

from typing import Any

from egovdesk.domain.findings import Finding
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.targets import Plan
from egovdesk.wording.messages import finding_message


def indicator(line: IndicatorLine) -> dict[str, Any]:
    """Return an indicator; exact values are fractions in text."""
    found = line.result
    return {
        "id": line.indicator.id,
        "number": line.indicator.number,
        "title": line.indicator.title["vi"],
        "numerator": found.numerator,
        "denominator": found.denominator,
        "value": None if found.value is None else str(found.value),
        "target": None if found.target is None else str(found.target),
        "expected": None if found.expected is None else str(found.expected),
        "unit": line.indicator.unit.value,
        "state": found.state.value,
    }


def plan(found: Plan) -> dict[str, Any]:
    """Return the way to an indicator's target; exact values are fractions in text."""
    milestone, grown = found.milestone, found.projection
    return {
        "indicator": found.indicator,
        "outlook": found.outlook.value,
        "basis": found.basis.value,
        "milestone": milestone
        and {"on": milestone.on.isoformat(), "target": str(milestone.target)},
        "needed": found.needed,
        "more": found.more,
        "months_left": found.months_left,
        "projection": grown
        and {
            "denominator": str(grown.denominator),
            "needed": grown.needed,
            "more": grown.more,
            "per_month": str(grown.per_month),
        },
        "enough": [
            {"code": row.code, "label": row.label, "gain": row.gain} for row in found.enough
        ],
    }


def finding(found: Finding) -> dict[str, Any]:
    """Return a finding with its sentence."""
    message = finding_message(found)
    return {
        "rule": found.rule.value,
        "severity": found.severity.value,
        "subject": found.subject.value,
        "key": found.key,
        "data": dict(found.data),
        "reason": found.reason,
        "message": message.cause,
        "cure": message.cure,
    }
