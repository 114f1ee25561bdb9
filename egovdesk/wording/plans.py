"""The way to a target, in sentences."""

from fractions import Fraction
from math import ceil, floor

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.indicators import FormulaType, Indicator, IndicatorResult, IndicatorState
from egovdesk.domain.pace import Pace
from egovdesk.domain.targets import Basis, Outlook, Plan, Projection
from egovdesk.domain.text import format_points
from egovdesk.wording import _, current_language, formats


def plan_sentences(
    plan: Plan, indicator: Indicator, result: IndicatorResult, catalogue: Catalogue
) -> tuple[str, ...]:
    """Say what is missing to the next target, at what pace, and what that assumes.

    The first sentence is the verdict; the others explain it.
    """
    match plan.outlook:
        case Outlook.NO_TARGET:
            return (_("No target is set for it; it is tracked all the same."),)
        case Outlook.NO_FIGURES:
            return (_missing_words(indicator, result),)
        case Outlook.REACHED:
            return (_reached_words(plan, indicator), *_explained(plan))
        case Outlook.PAST:
            return (_past_words(plan, indicator),)
        case Outlook.UNREACHABLE:
            return (_unreachable_words(plan, indicator, result),)
        case Outlook.SHORT:
            return (_short_words(plan, indicator, catalogue), *_explained(plan))


def pace_words(pace: Pace) -> str:
    """Say what must still be done each month to reach a milestone, or that it is settled."""
    target, on = formats.percent(pace.target), formats.day(pace.on)
    if pace.is_met:
        words = _("{target} by {day}: reached already, {value} now.")
        return words.format(target=target, day=on, value=formats.percent(pace.current))
    if pace.points_per_month is None or pace.items_per_month is None:
        words = _(
            "{target} by {day} can no longer be reached: no month closes before then. "
            "{items} items of an average month are not online yet."
        )
        return words.format(target=target, day=on, items=_least(pace.items_short))
    words = (
        _(
            "To reach {target} by {day}, 1 month left: {points} points, that is {items} items more "
            "than in the last month."
        )
        if pace.months_left == 1
        else _(
            "To reach {target} by {day}, {months} months left: {points} points a month, that is "
            "{items} items a month more."
        )
    )
    return words.format(
        target=target,
        day=on,
        months=formats.number(pace.months_left),
        points=format_points(pace.points_per_month, current_language().value),
        items=_least(pace.items_per_month),
    )


def _missing_words(indicator: Indicator, result: IndicatorResult) -> str:
    match result.state:
        case IndicatorState.NOT_APPLICABLE:
            return _("It does not apply to this unit, so there is nothing to reach.")
        case IndicatorState.NONE_AROSE:
            return _("Nothing arose that could be counted: the denominator is 0, which is not 0%.")
        case _ if result.numerator is not None and result.denominator:
            words = _("The baseline of {day} is missing: without it no change can be told.")
            return words.format(day=formats.day(indicator.formula.of_unit.baseline_on))
        case _:
            return _("Nothing is recorded for it by this day.")


def _reached_words(plan: Plan, indicator: Indicator) -> str:
    if plan.basis is Basis.ANSWER:
        return _("The answer is yes, as the target of {day} asks.").format(day=_day(plan))
    words = _("The target of {target} by {day} is reached: {value}.")
    value = formats.amount(plan.value, indicator.unit)
    return words.format(target=_target(plan, indicator), day=_day(plan), value=value)


def _past_words(plan: Plan, indicator: Indicator) -> str:
    if plan.basis is Basis.ANSWER:
        return _("The target of {day} was missed: the answer was not yes.").format(day=_day(plan))
    words = _("The target of {target} by {day} was missed: {more} were missing to {needed}.")
    return words.format(**_counts(plan), target=_target(plan, indicator), day=_day(plan))


def _unreachable_words(plan: Plan, indicator: Indicator, result: IndicatorResult) -> str:
    best = formats.amount(plan.best, indicator.unit)
    if indicator.formula.type is FormulaType.CHANGE and result.baseline_denominator:
        words = _(
            "The target of {target} by {day} cannot be reached: it was {base} on {since} already, "
            "so {best} is the most, with all {denominator}. Ask the IT Centre for a ruling."
        )
        base = Fraction(100 * (result.baseline_numerator or 0), result.baseline_denominator)
        return words.format(
            **_counts(plan),
            target=_target(plan, indicator),
            day=_day(plan),
            base=formats.percent(base),
            since=formats.day(indicator.formula.baseline_on),
            best=best,
        )
    words = _("The target of {target} by {day} cannot be reached: {best} is the most.")
    return words.format(target=_target(plan, indicator), day=_day(plan), best=best)


def _short_words(plan: Plan, indicator: Indicator, catalogue: Catalogue) -> str:
    asked = indicator.formula.of_unit
    if plan.basis is Basis.ANSWER:
        words = _("By {day} the answer must be yes: “{question}”.")
        question = formats.words(catalogue.measures[asked.numerator].title)
        return words.format(day=_day(plan), question=question)
    if asked.full:
        words = _(
            "The answer becomes yes once all {denominator} are in the numerator: {more} are not."
        )
        return words.format(**_counts(plan))
    if plan.basis is Basis.NUMBER:
        words = _("{more} are missing to {needed} by {day}.")
        return words.format(**_counts(plan), day=_day(plan))
    words = _(
        "{more} more are missing to {target} by {day}: {needed} of {denominator} instead of "
        "{numerator}."
    )
    return words.format(**_counts(plan), target=_target(plan, indicator), day=_day(plan))


def _explained(plan: Plan) -> list[str]:
    match plan.basis:
        case Basis.STOCK if plan.more:
            return [_pace_of(plan), _("It is assumed that the denominator stays as it is.")]
        case Basis.FLOW if plan.projection is not None:
            counted = _("This is out of what has been counted so far.")
            return [counted, _projected(plan, plan.projection)]
        case Basis.MONTH if plan.pace is not None:
            return [_("Each month is judged by itself."), pace_words(plan.pace)]
        case _:
            return []


def _pace_of(plan: Plan) -> str:
    if plan.per_month is None:
        return _("No reporting month closes before then.")
    if plan.months_left == 1:
        return _("1 reporting month closes before then.")
    words = _("{months} reporting months close before then: {count} a month are enough.")
    return words.format(months=formats.number(plan.months_left), count=_least(plan.per_month))


def _projected(plan: Plan, grown: Projection) -> str:
    """Say what a flow comes to, and what that asks of the months to come."""
    facts = {
        "months": formats.number(grown.months),
        "monthly": formats.number(floor(grown.monthly + Fraction(1, 2))),
        "expected": formats.number(floor(grown.denominator + Fraction(1, 2))),
        "needed": formats.number(grown.needed),
        "more": formats.number(grown.more),
        "per_month": _least(grown.per_month),
        "day": _day(plan),
    }
    if not grown.more:
        words = _(
            "If the {months} months left bring {monthly} each, as the months so far did, it will "
            "be {expected} by {day}; the numerator is enough for that already."
        )
        return words.format(**facts)
    if not grown.is_enough:
        words = _(
            "If the {months} months left bring {monthly} each, as the months so far did, it will "
            "be {expected} by {day}, and {needed} must count: {more} more. The months to come are "
            "not enough for that: what was counted already must be made up as well."
        )
        return words.format(**facts)
    words = _(
        "If the {months} months left bring {monthly} each, as the months so far did, it will be "
        "{expected} by {day}, and {needed} must count: {more} more, {per_month} a month, which is "
        "{share} of what comes."
    )
    return words.format(**facts, share=formats.percent(grown.share or Fraction(0)))


def _counts(plan: Plan) -> dict[str, str]:
    return {
        "numerator": formats.number(plan.numerator),
        "denominator": formats.number(plan.denominator),
        "needed": formats.number(plan.needed),
        "more": formats.number(plan.more),
    }


def _target(plan: Plan, indicator: Indicator) -> str:
    return (
        formats.amount(plan.milestone.target, indicator.unit) if plan.milestone else formats.EMPTY
    )


def _value(plan: Plan, indicator: Indicator) -> str:
    return formats.amount(plan.value, indicator.unit)


def _day(plan: Plan) -> str:
    return formats.day(None if plan.milestone is None else plan.milestone.on)


def _least(count: Fraction) -> str:
    """Return how many whole ones are at least so many."""
    return formats.number(ceil(count))
