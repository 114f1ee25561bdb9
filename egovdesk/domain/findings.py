"""Findings: what the rules have to say about a report before it is sent.

Rules are code with fixed names; whether a rule is on, how severe it is and where its threshold
lies are data of the catalogue. The unit and the Centre run the same rules.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from egovdesk.domain.indicators import IndicatorResult, IndicatorState
from egovdesk.domain.measures import Facts
from egovdesk.domain.procedures import CountField
from egovdesk.domain.tasks import TaskRecord, TaskStatus, Timeliness
from egovdesk.domain.values import value


class Severity(StrEnum):
    """An error blocks the report, a warning asks for a reason, a notice only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Rule(StrEnum):
    """The rules, each with words in `egovdesk.wording`."""

    NUMERATOR_ABOVE_DENOMINATOR = "numerator-above-denominator"
    PART_ABOVE_WHOLE = "part-above-whole"
    BASELINE_MISSING = "baseline-missing"
    INDICATOR_MISSING = "indicator-missing"
    MONTH_MISSING = "month-missing"
    TASK_OVERDUE = "task-overdue"
    DONE_WITHOUT_EVIDENCE = "done-without-evidence"
    NO_CHANGE_SINCE = "no-change-since"
    JUMP = "jump"
    NOTHING_RECORDED = "nothing-recorded"


class Subject(StrEnum):
    """What kind of thing a finding speaks of, so that it can be opened."""

    INDICATOR = "indicator"
    PROCEDURE = "procedure"
    TASK = "task"
    MONTH = "month"
    REPORT = "report"


@value
class Finding:
    """What a rule found: where, and the figures that its sentence quotes.

    `key` is the code of the task, procedure or indicator, or a month such as `2021-09`. `reason`
    is what the officer answered to a warning; it travels with the report.
    """

    rule: Rule
    severity: Severity
    subject: Subject
    key: str
    data: Mapping[str, str | int] = field(default_factory=dict)
    reason: str = ""

    @property
    def needs_reason(self) -> bool:
        """Say whether it is a warning that nobody has answered yet."""
        return self.severity is Severity.WARNING and not self.reason


@value
class RuleSetting:
    """What the catalogue says of a rule; the threshold's unit depends on the rule."""

    rule: Rule
    severity: Severity
    threshold: int = 0

    def finding(self, subject: Subject, key: str, **data: str | int) -> Finding:
        """Return what the rule found, as severe as the catalogue says."""
        return Finding(rule=self.rule, severity=self.severity, subject=subject, key=key, data=data)


@value
class Examined:
    """Everything the rules look at: one unit's facts and what was computed from them."""

    facts: Facts
    results: tuple[IndicatorResult, ...]
    previous: tuple[IndicatorResult, ...]
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...]
    due_months: tuple[str, ...]
    window_first: date


def examine(examined: Examined, settings: Mapping[Rule, RuleSetting]) -> tuple[Finding, ...]:
    """Run every rule that the catalogue switches on; errors first, then by rule."""
    found = [
        finding
        for setting in settings.values()
        for finding in _CHECKS[setting.rule](examined, setting)
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def is_blocking(findings: Iterable[Finding]) -> bool:
    """Say whether any finding forbids sending the report: an error, or an unanswered warning."""
    return any(f.severity is Severity.ERROR or f.needs_reason for f in findings)


def _numerator_above_denominator(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for result in seen.results:
        if result.numerator is None or result.denominator is None:
            continue
        if result.numerator > result.denominator:
            yield setting.finding(
                Subject.INDICATOR,
                result.indicator,
                numerator=result.numerator,
                denominator=result.denominator,
            )


_PARTS = (
    (CountField.RECEIVED_ONLINE, CountField.RECEIVED),
    (CountField.PAYMENTS_PORTAL, CountField.PAYMENTS),
    (CountField.RESULTS_SYNCED, CountField.RESULTS),
    (CountField.ONE_STOP_SYNCED, CountField.ONE_STOP),
)


def _part_above_whole(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for figures in seen.facts.procedures:
        if not figures.counts:
            continue
        for part, whole in _PARTS:
            if figures.counts.get(part, 0) > figures.counts.get(whole, 0):
                yield setting.finding(
                    Subject.PROCEDURE,
                    figures.procedure.code,
                    part=part.value,
                    whole=whole.value,
                    numerator=figures.counts.get(part, 0),
                    denominator=figures.counts.get(whole, 0),
                )


def _baseline_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for result in seen.results:
        computable = result.numerator is not None and result.denominator
        if result.state is IndicatorState.MISSING and computable:
            yield setting.finding(Subject.INDICATOR, result.indicator)


def _indicator_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for result in seen.results:
        computable = result.numerator is not None and result.denominator is not None
        if result.state is IndicatorState.MISSING and not computable:
            yield setting.finding(Subject.INDICATOR, result.indicator)


def _month_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    if not seen.facts.procedures:
        return
    for month in seen.due_months:
        if month not in seen.facts.counted_months:
            yield setting.finding(Subject.MONTH, month)


def _task_overdue(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for record, status in seen.tasks:
        if status.timeliness is Timeliness.OPEN_OVERDUE and not status.extension_pending:
            yield setting.finding(Subject.TASK, record.task.code, days=-(status.days_left or 0))


def _done_without_evidence(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for record, status in seen.tasks:
        if status.is_done and not status.evidence:
            yield setting.finding(Subject.TASK, record.task.code)


def _no_change_since(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    for record, status in seen.tasks:
        if status.is_idle_since(seen.window_first):
            yield setting.finding(Subject.TASK, record.task.code)


def _jump(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    before = {result.indicator: result.value for result in seen.previous}
    for result in seen.results:
        earlier = before.get(result.indicator)
        if result.value is None or earlier is None:
            continue
        moved = abs(result.value - earlier)
        if moved > Fraction(setting.threshold):
            yield setting.finding(
                Subject.INDICATOR,
                result.indicator,
                threshold=setting.threshold,
                moved=round(moved),
            )


def _nothing_recorded(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    if all(result.value is None for result in seen.results) and not seen.facts.counted_months:
        yield setting.finding(Subject.REPORT, "report")


_CHECKS: Mapping[Rule, Callable[[Examined, RuleSetting], Iterator[Finding]]] = {
    Rule.NUMERATOR_ABOVE_DENOMINATOR: _numerator_above_denominator,
    Rule.PART_ABOVE_WHOLE: _part_above_whole,
    Rule.BASELINE_MISSING: _baseline_missing,
    Rule.INDICATOR_MISSING: _indicator_missing,
    Rule.MONTH_MISSING: _month_missing,
    Rule.TASK_OVERDUE: _task_overdue,
    Rule.DONE_WITHOUT_EVIDENCE: _done_without_evidence,
    Rule.NO_CHANGE_SINCE: _no_change_since,
    Rule.JUMP: _jump,
    Rule.NOTHING_RECORDED: _nothing_recorded,
}

RULES_VERSION = 1
"""Raised whenever a rule in this module changes what it finds."""


def fingerprint(settings: Mapping[Rule, RuleSetting]) -> str:
    """Return the SHA-256 (hex) over the rules as they ran: code version and settings.

    The unit and the Centre compare it: "it passed here" then holds there.
    """
    lines = [f"{s.rule}:{s.severity}:{s.threshold}" for s in settings.values()]
    text = "\n".join([str(RULES_VERSION), *sorted(lines)])
    return hashlib.sha256(text.encode()).hexdigest()
