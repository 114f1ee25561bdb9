"""Words for people: the tables and verdicts that commands print."""

from collections.abc import Mapping, Sequence

from egovdesk.cli.output import Output
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.findings import Severity
from egovdesk.domain.indicators import Indicator
from egovdesk.domain.packages import NOTICES, SignerVerdictLine, Verdict, VerdictStatus
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.targets import Plan
from egovdesk.domain.tasks import Timeliness
from egovdesk.services.reports import PeriodState
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import finding_message, problem_message
from egovdesk.wording.plans import plan_sentences

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


def print_plans(
    output: Output, plans: Mapping[str, Plan], lines: Sequence[IndicatorLine], catalogue: Catalogue
) -> None:
    """Print what is missing to each target, and the fewest procedures that are enough."""
    for line in lines:
        plan = plans.get(line.indicator.id)
        if plan is None:
            continue
        output.line()
        number = "·" if line.indicator.number is None else f"{line.indicator.number}."
        output.title(f"{number} {formats.words(line.indicator.short)}")
        for sentence in plan_sentences(plan, line.indicator, line.result, catalogue):
            output.line(f"   {sentence}")
        for candidate in plan.enough:
            gain = formats.number(candidate.gain)
            output.line(f"   {candidate.code}  +{gain}  {candidate.label}")


def print_timeliness(output: Output, counts: dict[Timeliness, int]) -> None:
    """Print tasks by timeliness."""
    total = sum(counts.values())
    output.title(_("Tasks: {total}").format(total=total))
    width = max(len(label(timeliness)) for timeliness in counts)
    for timeliness, count in counts.items():
        output.line(f"  {label(timeliness):<{width}} {count:>3}  {'█' * count}".rstrip())


def print_readiness(output: Output, state: PeriodState) -> None:
    """Print the one verdict, ready or not and why, and the rules' findings below it."""
    if not state.is_closed:
        said = _("The figures close on {day}; from that day on the report can be made.")
        output.title("✘ " + said.format(day=formats.day(state.cut_off)))
    elif not state.is_ready:
        output.title("✘ " + _("Not ready: errors must be corrected first."))
    elif state.findings:
        output.title("✔ " + _("Ready; warnings and notices to read:"))
    else:
        output.title("✔ " + _("Ready: the rules found nothing."))
    for finding in state.findings:
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
        output.line(f"  {_signer_words(signer)}")
    for signer in verdict.letter_signers:
        output.line(f"  report.pdf: {_signer_words(signer)}")
    for problem in verdict.problems:
        sign = "·" if problem.code in NOTICES else "✘"
        output.line(f"  {sign} {problem_message(problem)}")


def _signer_words(signer: SignerVerdictLine) -> str:
    """Say who signed, as what, and when; a proven time goes before a stated one."""
    said = _("Signed by {subject} ({status}); time stated by the signer: {when}")
    time = signer.claimed_time
    if signer.trusted_time is not None:
        said = _("Signed by {subject} ({status}); time proven by a time stamp: {when}")
        time = signer.trusted_time
    role = "" if signer.role is None else f"{label(signer.role)}, "
    return said.format(
        subject=signer.subject or "?",
        status=f"{role}{label(signer.status)}",
        when=formats.EMPTY if time is None else formats.zoned_moment(time),
    )


def print_catalogue(output: Output, catalogue: Catalogue) -> None:
    """Print what a catalogue asks for: indicators with their targets, tasks with their dates."""
    output.title(f"{catalogue.id} · {formats.words(catalogue.title)}")
    said = _("Version {version}, in force from {first}, SHA-256 {digest}")
    output.line(
        said.format(
            version=catalogue.version,
            first=formats.day(catalogue.effective_from),
            digest=catalogue.digest,
        )
    )
    output.line()
    output.table(
        (_("No."), _("Indicator"), _("Clause"), _("Target")),
        [
            (
                str(indicator.number or "·"),
                formats.words(indicator.short),
                indicator.clause,
                _targets(indicator),
            )
            for indicator in catalogue.indicators.values()
        ],
        right="0",
    )
    output.line()
    output.table(
        (_("Clause"), _("Task"), _("Due"), _("Lead")),
        [
            (
                task.clause,
                formats.words(task.title),
                formats.day(task.due),
                ", ".join(sorted(task.leads)),
            )
            for task in catalogue.tasks
        ],
    )


def _targets(indicator: Indicator) -> str:
    milestones = (
        f"{formats.amount(milestone.target, indicator.unit)} ({formats.day(milestone.on)})"
        for milestone in indicator.milestones
    )
    return ", ".join(milestones) or formats.EMPTY
