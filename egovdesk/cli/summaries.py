"""Words for people: the tables and verdicts that commands print."""

from collections.abc import Sequence

from egovdesk.cli.output import Output
from egovdesk.domain.findings import Finding, Severity, is_blocking
from egovdesk.domain.packages import NOTICES, Verdict, VerdictStatus
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.tasks import Timeliness
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import finding_message, problem_message

_VERDICT_SIGNS = {
    VerdictStatus.VALID: "✔",
    VerdictStatus.INDETERMINATE: "?",
    VerdictStatus.INVALID: "✘",
}
_SEVERITY_SIGNS = {Severity.ERROR: "✘", Severity.WARNING: "!", Severity.NOTICE: "·"}


def print_indicators(output: Output, lines: Sequence[IndicatorLine]) -> None:
    """Print indicators with numerator and denominator always beside the value."""
    rows = [
        (
            str(line.indicator.number or "·"),
            formats.words(line.indicator.short),
            formats.number(line.result.numerator),
            formats.number(line.result.denominator),
            formats.result(line.indicator, line.result),
            formats.target(line.indicator, line.result),
            label(line.result.state),
        )
        for line in lines
    ]
    head = (
        _("No."),
        _("Indicator"),
        _("Numerator"),
        _("Denominator"),
        _("Value"),
        _("Target"),
        _("State"),
    )
    output.table(head, rows, right="0 2 3 4 5")


def print_timeliness(output: Output, counts: dict[Timeliness, int]) -> None:
    """Print tasks by timeliness."""
    total = sum(counts.values())
    output.title(_("Tasks: {total}").format(total=total))
    for timeliness, count in counts.items():
        bar = "█" * count
        output.line(f"  {label(timeliness):<22} {count:>3}  {bar}")


def print_findings(output: Output, findings: Sequence[Finding]) -> None:
    """Print the rules' findings and the one verdict above them."""
    if is_blocking(tuple(findings)):
        output.title("✘ " + _("Not ready: errors must be corrected first."))
    elif findings:
        output.title("✔ " + _("Ready; warnings and notices to read:"))
    else:
        output.title("✔ " + _("Ready: the rules found nothing."))
    for finding in findings:
        message = finding_message(finding)
        output.line(f"  {_SEVERITY_SIGNS[finding.severity]} {label(finding.severity)}: {message}")


def print_verdict(output: Output, verdict: Verdict) -> None:
    """Print a verdict: the one word, what was signed, by whom, and each problem with its cure."""
    output.title(f"{_VERDICT_SIGNS[verdict.status]} {label(verdict.status)} · {verdict.file}")
    if summary := verdict.summary:
        said = _("Report of {unit} for {period}, revision {revision}")
        output.line(
            "  "
            + said.format(unit=summary.agency, period=summary.period, revision=summary.revision)
        )
    for member in verdict.members:
        output.line(f"  {label(member.status):<12} {member.name}")
    for signer in verdict.signers:
        when = f"{signer.claimed_time:%d/%m/%Y %H:%M}" if signer.claimed_time else formats.EMPTY
        said = _("Signed by {subject} ({status}); time stated by the signer: {when}")
        output.line(
            "  " + said.format(subject=signer.subject, status=label(signer.status), when=when)
        )
    for problem in verdict.problems:
        sign = "·" if problem.code in NOTICES else "✘"
        output.line(f"  {sign} {problem_message(problem)}")
