"""Where the desk shows what a finding speaks of: the page, and the key of the very cell."""

from egovdesk.domain.findings import Finding, Subject

_PLACES = {
    Subject.INDICATOR: ("overview", "{key}"),
    Subject.BASELINE: ("assets", "baselines/numerator:indicator={key}"),
    Subject.PROCEDURE: ("services", "procedures/{field}:code={key}"),
    Subject.MONTH: ("services", "{key}"),
    Subject.COUNT: ("services", "{key}"),
    Subject.WORKLOAD: ("signatures", "workload/online:month={key}"),
    Subject.SIGNERS: ("signatures", "signers"),
    Subject.TASK: ("tasks", "{key}"),
    Subject.CLAUSE: ("directives", "{key}"),
    Subject.CATALOGUE: ("settings", ""),
    Subject.REPORT: ("overview", ""),
}


def place_of(finding: Finding) -> tuple[str, str]:
    """Return the page's name and the key by which `open_record` finds the thing there."""
    page, key = _PLACES[finding.subject]
    return page, key.format(key=finding.key, field=finding.data.get("field", ""))
