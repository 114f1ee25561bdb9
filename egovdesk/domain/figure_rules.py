"""Rules on figures: parts above their wholes, indicators, baselines, procedures' attributes."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from egovdesk.domain.examined import Examined
from egovdesk.domain.findings import Finding, RuleSetting, Subject, count_key
from egovdesk.domain.indicators import ChangeMode, FormulaType, Indicator, IndicatorState
from egovdesk.domain.measures import WorkloadField
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.signers import SignerStage

_ALL = 100
"""No share is above so many per cent."""


def numerator_above_denominator(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """An indicator, or the baseline it is compared with, counts more than all there is."""
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
    for indicator, baseline in seen.facts.baselines.items():
        if baseline.numerator > baseline.denominator:
            yield setting.finding(
                Subject.BASELINE,
                indicator,
                numerator=baseline.numerator,
                denominator=baseline.denominator,
            )


def part_above_whole(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A part is more than its whole: in a month's counts, in its work, among the signers.

    Results may be more than what was received: dossiers are carried over from earlier months.
    """
    for procedure in seen.counts:
        for month in seen.due_months:
            for part, whole in procedure.excesses(month):
                key = count_key(month, part, procedure.code)
                some, every = procedure.value(month, part), procedure.value(month, whole)
                yield _above(setting, Subject.COUNT, key, (part, some), (whole, every))
    for month, work in seen.workload.items():
        if month in seen.due_months and work.online > work.total:
            online, total = (WorkloadField.ONLINE, work.online), (WorkloadField.TOTAL, work.total)
            yield _above(setting, Subject.WORKLOAD, month, online, total)
    signers = seen.facts.signers or {}
    for wider, stage in pairwise(SignerStage):
        some, every = signers.get(stage, 0), signers.get(wider, 0)
        if some > every:
            yield _above(setting, Subject.SIGNERS, stage, (stage, some), (wider, every))


def _above(
    setting: RuleSetting, subject: Subject, key: str, part: tuple[str, int], whole: tuple[str, int]
) -> Finding:
    return setting.finding(
        subject,
        str(key),
        part=str(part[0]),
        whole=str(whole[0]),
        numerator=part[1],
        denominator=whole[1],
    )


def indicator_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """An indicator has no figures."""
    for result in seen.results:
        computable = result.numerator is not None and result.denominator is not None
        if result.state is IndicatorState.MISSING and not computable:
            yield setting.finding(Subject.INDICATOR, result.indicator)


def baseline_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A change cannot be computed, for want of the figure that it is measured from."""
    for result in seen.results:
        computable = result.numerator is not None and result.denominator
        if result.state is IndicatorState.MISSING and computable:
            yield setting.finding(Subject.BASELINE, result.indicator)


def baseline_too_high(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """So much was reached before that the target cannot be gained any more (indicator 1)."""
    for result in seen.results:
        baseline = seen.facts.baselines.get(result.indicator)
        indicator = seen.indicators.get(result.indicator)
        if indicator is None or baseline is None or not baseline.denominator:
            continue
        target = _points_to_gain(indicator)
        share = Fraction(_ALL * baseline.numerator, baseline.denominator)
        if result.state is not IndicatorState.NOT_APPLICABLE and share + target > _ALL:
            yield setting.finding(
                Subject.BASELINE,
                result.indicator,
                numerator=baseline.numerator,
                denominator=baseline.denominator,
                most=str(_ALL - share),
                target=str(target),
            )


def _points_to_gain(indicator: Indicator) -> Fraction:
    formula = indicator.formula.of_unit
    is_change = formula.type is FormulaType.CHANGE and formula.mode is ChangeMode.POINTS
    if not is_change or not indicator.milestones:
        return Fraction(0)
    return indicator.milestones[-1].target


def target_date_passed(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """The last date of an indicator's targets lies before the days that are reported."""
    for result in seen.results:
        indicator = seen.indicators.get(result.indicator)
        if indicator is None or not indicator.milestones:
            continue
        last = indicator.milestones[-1].on
        if last < seen.window.first and result.state is not IndicatorState.NOT_APPLICABLE:
            yield setting.finding(Subject.INDICATOR, indicator.id, day=last.isoformat())


def jump(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """An indicator moved by more than the threshold, in its own unit, since the last quarter."""
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


def portal_without_level(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A procedure is on the national portal, and nobody said at which level."""
    for figures in seen.facts.procedures:
        if figures.in_force and figures.has(ProcedureAttribute.PORTAL) and not figures.level:
            yield setting.finding(
                Subject.PROCEDURE, figures.procedure.code, field=ProcedureAttribute.LEVEL.value
            )


def payment_without_fee(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A fee can be paid online for a procedure that has none."""
    for figures in seen.facts.procedures:
        payable = figures.in_force and figures.has(ProcedureAttribute.PAYMENT)
        if payable and not figures.has(ProcedureAttribute.FEE):
            yield setting.finding(
                Subject.PROCEDURE, figures.procedure.code, field=ProcedureAttribute.FEE.value
            )
