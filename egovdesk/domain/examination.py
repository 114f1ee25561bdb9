"""Examining a report: every rule that the catalogue switches on, one after another."""

from collections.abc import Callable, Iterator, Mapping

from egovdesk.domain import figure_rules, month_rules, report_rules, task_rules
from egovdesk.domain.examined import Examined
from egovdesk.domain.findings import Finding, Rule, RuleSetting, Severity

Check = Callable[[Examined, RuleSetting], Iterator[Finding]]


def examine(examined: Examined, settings: Mapping[Rule, RuleSetting]) -> tuple[Finding, ...]:
    """Run every rule that the catalogue switches on; errors first, then by rule."""
    found = [
        finding
        for rule, check in _CHECKS.items()
        if rule in settings
        for finding in check(examined, settings[rule])
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


_CHECKS: Mapping[Rule, Check] = {
    Rule.NOTHING_RECORDED: report_rules.nothing_recorded,
    Rule.NOTHING_NEW: report_rules.nothing_new,
    Rule.COPIED_REPORT: report_rules.copied_report,
    Rule.NUMERATOR_ABOVE_DENOMINATOR: figure_rules.numerator_above_denominator,
    Rule.PART_ABOVE_WHOLE: figure_rules.part_above_whole,
    Rule.BASELINE_MISSING: figure_rules.baseline_missing,
    Rule.BASELINE_TOO_HIGH: figure_rules.baseline_too_high,
    Rule.INDICATOR_MISSING: figure_rules.indicator_missing,
    Rule.MONTH_MISSING: month_rules.month_missing,
    Rule.MONTH_PARTLY_MISSING: month_rules.month_partly_missing,
    Rule.WORKLOAD_MISSING: month_rules.workload_missing,
    Rule.PORTAL_WITHOUT_LEVEL: figure_rules.portal_without_level,
    Rule.PAYMENT_WITHOUT_FEE: figure_rules.payment_without_fee,
    Rule.TASK_OVERDUE: task_rules.task_overdue,
    Rule.EXTENSION_UNANSWERED: task_rules.extension_unanswered,
    Rule.DONE_WITHOUT_EVIDENCE: task_rules.done_without_evidence,
    Rule.DONE_BEFORE_ASSIGNED: task_rules.done_before_assigned,
    Rule.DONE_IN_FUTURE: task_rules.done_in_future,
    Rule.CLAUSE_UNCOVERED: task_rules.clause_uncovered,
    Rule.JUMP: figure_rules.jump,
    Rule.COUNT_JUMP: month_rules.count_jump,
    Rule.NO_CHANGE_SINCE: task_rules.no_change_since,
    Rule.TARGET_DATE_PASSED: figure_rules.target_date_passed,
    Rule.CATALOGUE_CHANGED: report_rules.catalogue_changed,
    Rule.RECORDS_AFTER_CUT_OFF: report_rules.records_after_cut_off,
}
