"""Findings: what the rules have to say about a report before it is sent.

Rules are code with fixed names; whether a rule is on, how severe it is and where its threshold
lies are data of the catalogue. The unit and the Centre run the same rules. What each rule looks
for is in `figure_rules`, `month_rules`, `task_rules` and `report_rules`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from egovdesk.domain.values import value


class Severity(StrEnum):
    """An error blocks the report, a warning asks for a reason, a notice only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Rule(StrEnum):
    """The rules, each with words in `egovdesk.wording`."""

    NOTHING_RECORDED = "nothing-recorded"
    NUMERATOR_ABOVE_DENOMINATOR = "numerator-above-denominator"
    PART_ABOVE_WHOLE = "part-above-whole"
    BASELINE_MISSING = "baseline-missing"
    BASELINE_TOO_HIGH = "baseline-too-high"
    INDICATOR_MISSING = "indicator-missing"
    MONTH_MISSING = "month-missing"
    MONTH_PARTLY_MISSING = "month-partly-missing"
    WORKLOAD_MISSING = "workload-missing"
    PORTAL_WITHOUT_LEVEL = "portal-without-level"
    PAYMENT_WITHOUT_FEE = "payment-without-fee"
    JUMP = "jump"
    COUNT_JUMP = "count-jump"
    TASK_OVERDUE = "task-overdue"
    EXTENSION_UNANSWERED = "extension-unanswered"
    DONE_WITHOUT_EVIDENCE = "done-without-evidence"
    DONE_BEFORE_ASSIGNED = "done-before-assigned"
    DONE_IN_FUTURE = "done-in-future"
    NO_CHANGE_SINCE = "no-change-since"
    CLAUSE_UNCOVERED = "clause-uncovered"
    COPIED_REPORT = "copied-report"
    NOTHING_NEW = "nothing-new"
    TARGET_DATE_PASSED = "target-date-passed"
    CATALOGUE_CHANGED = "catalogue-changed"
    RECORDS_AFTER_CUT_OFF = "records-after-cut-off"


class Subject(StrEnum):
    """What kind of thing a finding speaks of, so that it can be opened; and what its key is."""

    INDICATOR = "indicator"
    """An indicator, by its id."""
    BASELINE = "baseline"
    """The locked figure of an earlier year, by the indicator's id."""
    PROCEDURE = "procedure"
    """A procedure, by its code; `field` in the data names the attribute."""
    MONTH = "month"
    """The counts of a reporting month such as `2021-09`."""
    COUNT = "count"
    """A cell of a month's counts: month, count and procedure, by `count_key`."""
    WORKLOAD = "workload"
    """The work of a reporting month such as `2021-09`, all of it and online."""
    SIGNERS = "signers"
    """The signers at a stage of adoption, which is the key; never one of them."""
    TASK = "task"
    """A task, by its code."""
    CLAUSE = "clause"
    """A clause of a directive: the number and the label, by `clause_key`."""
    CATALOGUE = "catalogue"
    """The catalogue that the report is computed by, by its id."""
    REPORT = "report"
    """The report as a whole; the key is `report`."""


def count_key(month: str, count: str, procedure: str) -> str:
    """Return the key of a cell: `2021-09/payments/1.001023`."""
    return f"{month}/{count}/{procedure}"


def count_of_key(key: str) -> tuple[str, str, str]:
    """Return the month, the count and the procedure's code that a cell's key names."""
    month, count, procedure = key.split("/", 2)
    return month, count, procedure


def clause_key(number: str, label: str) -> str:
    """Return the key of a clause: `1478/BGTVT-TTCNTT#2.d-6`."""
    return f"{number}#{label}"


def clause_of_key(key: str) -> tuple[str, str]:
    """Return the directive's number and the clause's label that a clause's key names."""
    number, _mark, label = key.rpartition("#")
    return number, label


@value
class Finding:
    """What a rule found: where, and the figures that its sentence quotes.

    `key` tells the one meant from all others of its `subject`. Days and months in `data` are
    written as 2021-09-14 and 2021-09. `reason` is what the officer answered to a warning; it
    travels with the report.
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


_DEFAULTS = (
    (Rule.NOTHING_RECORDED, Severity.ERROR, 0),
    (Rule.NUMERATOR_ABOVE_DENOMINATOR, Severity.ERROR, 0),
    (Rule.PART_ABOVE_WHOLE, Severity.ERROR, 0),
    (Rule.BASELINE_MISSING, Severity.ERROR, 0),
    (Rule.BASELINE_TOO_HIGH, Severity.WARNING, 0),
    (Rule.INDICATOR_MISSING, Severity.WARNING, 0),
    (Rule.MONTH_MISSING, Severity.WARNING, 0),
    (Rule.MONTH_PARTLY_MISSING, Severity.WARNING, 0),
    (Rule.WORKLOAD_MISSING, Severity.WARNING, 0),
    (Rule.PORTAL_WITHOUT_LEVEL, Severity.WARNING, 0),
    (Rule.PAYMENT_WITHOUT_FEE, Severity.WARNING, 0),
    (Rule.JUMP, Severity.WARNING, 25),
    (Rule.COUNT_JUMP, Severity.NOTICE, 0),
    (Rule.TASK_OVERDUE, Severity.WARNING, 0),
    (Rule.EXTENSION_UNANSWERED, Severity.WARNING, 0),
    (Rule.DONE_WITHOUT_EVIDENCE, Severity.WARNING, 0),
    (Rule.DONE_BEFORE_ASSIGNED, Severity.WARNING, 0),
    (Rule.DONE_IN_FUTURE, Severity.NOTICE, 0),
    (Rule.NO_CHANGE_SINCE, Severity.NOTICE, 0),
    (Rule.CLAUSE_UNCOVERED, Severity.WARNING, 0),
    (Rule.COPIED_REPORT, Severity.WARNING, 5),
    (Rule.NOTHING_NEW, Severity.WARNING, 0),
    (Rule.TARGET_DATE_PASSED, Severity.NOTICE, 0),
    (Rule.CATALOGUE_CHANGED, Severity.NOTICE, 0),
    (Rule.RECORDS_AFTER_CUT_OFF, Severity.NOTICE, 0),
)
DEFAULTS: Mapping[Rule, RuleSetting] = {
    rule: RuleSetting(rule=rule, severity=severity, threshold=threshold)
    for rule, severity, threshold in _DEFAULTS
}
"""What holds for a rule of which a catalogue says nothing: it may be older than the rule."""

DESK_ONLY = frozenset({Rule.DONE_IN_FUTURE, Rule.RECORDS_AFTER_CUT_OFF})
"""Rules on records that no figure of the report is computed from. What they find changes while
the report does not, so it stands on the desk and travels with no report."""


def is_blocking(findings: Iterable[Finding]) -> bool:
    """Say whether any finding forbids sending the report: an error, or an unanswered warning."""
    return any(f.severity is Severity.ERROR or f.needs_reason for f in findings)


RULES_VERSION = 2
"""Raised whenever a rule is added or changes what it finds."""


def fingerprint(settings: Mapping[Rule, RuleSetting]) -> str:
    """Return the SHA-256 (hex) over the rules as they ran: code version and settings.

    The unit and the Centre compare it: "it passed here" then holds there.
    """
    lines = [f"{s.rule}:{s.severity}:{s.threshold}" for s in settings.values()]
    text = "\n".join([str(RULES_VERSION), *sorted(lines)])
    return hashlib.sha256(text.encode()).hexdigest()
