"""What is missing to reach a target: how many, how fast, and which named rows would do it soonest.

Nothing here judges; the state of an indicator is `egovdesk.domain.indicators`' to say. Every count
holds the denominator as it is; what a flow will have come to by the milestone is a projection that
says what it assumes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from egovdesk.domain.indicators import (
    ChangeMode,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    Milestone,
    RowsBehind,
)
from egovdesk.domain.measures import (
    Facts,
    Measure,
    MeasureRow,
    MeasureSource,
    totals_by_code,
)
from egovdesk.domain.pace import Pace, paces
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload

_WHOLE = Fraction(100)


class Outlook(StrEnum):
    """How the way to a target stands.

    UNREACHABLE means that not even every row of the denominator would be enough; PAST that the
    last milestone is over and was missed; NO_FIGURES that there is nothing to reckon with, for
    which the result's state has the reason.
    """

    NO_TARGET = "no_target"
    NO_FIGURES = "no_figures"
    REACHED = "reached"
    SHORT = "short"
    UNREACHABLE = "unreachable"
    PAST = "past"


class Basis(StrEnum):
    """What an indicator's counts are, and so what is assumed of the way to its target.

    STOCK: what there is on the day, and the denominator stays as it is. FLOW: sums over the closed
    months of the year; both grow with every month. MONTH: the last closed month alone. ANSWER: yes
    or no. NUMBER: a figure without a denominator.
    """

    STOCK = "stock"
    FLOW = "flow"
    MONTH = "month"
    ANSWER = "answer"
    NUMBER = "number"


@value
class Candidate:
    """A row of the denominator that is not in the numerator, or not wholly.

    `gain` is what the numerator gains once it is. `missing` are the attributes that a procedure
    does not have yet as the numerator asks for; a row of counts has none.
    """

    code: str
    label: str
    counted: int
    gain: int
    missing: tuple[ProcedureAttribute, ...] = ()


@value
class Projection:
    """What a flow comes to by a milestone, if each month to come is like the average one so far.

    `denominator` is its size by then; `needed` the least numerator that reaches the target of it,
    `more` of which must come from now on, or be made up for what was counted already.
    """

    months: int
    monthly: Fraction
    denominator: Fraction
    needed: int
    more: int

    @property
    def per_month(self) -> Fraction:
        """What each month to come must bring."""
        return Fraction(self.more, self.months)

    @property
    def share(self) -> Fraction | None:
        """The percentage of the coming months' items that must count; None where none come."""
        return _WHOLE * self.per_month / self.monthly if self.monthly else None

    @property
    def is_enough(self) -> bool:
        """Say whether the coming months alone can bring what is missing."""
        return self.more <= self.monthly * self.months


@value
class Plan:
    """The way from an indicator's counts to its next milestone.

    `needed` is the least numerator that reaches the target with the denominator as it is, None
    where there is none to be had. `best` is the value if the whole denominator were in the
    numerator. `months_left` counts the reporting months that close by the milestone. Of the
    `candidates`, those that bring most come first, and those that lack least before others. Of a
    unit that answers yes when another indicator is complete, the counts are those of that one.
    """

    indicator: str
    outlook: Outlook
    basis: Basis
    milestone: Milestone | None = None
    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    needed: int | None = None
    best: Fraction | None = None
    months_left: int = 0
    candidates: tuple[Candidate, ...] = ()
    projection: Projection | None = None
    pace: Pace | None = None

    @property
    def more(self) -> int:
        """How many more the numerator needs; 0 where it is enough or nothing can be said."""
        if self.needed is None or self.numerator is None:
            return 0
        return max(0, self.needed - self.numerator)

    @property
    def per_month(self) -> Fraction | None:
        """How many more each month left must bring; None where no month is left."""
        return Fraction(self.more, self.months_left) if self.months_left else None

    @property
    def points_short(self) -> Fraction:
        """How far the value is from the target, in percentage points."""
        if self.value is None or self.milestone is None:
            return Fraction(0)
        return max(Fraction(0), self.milestone.target - self.value)

    @property
    def enough(self) -> tuple[Candidate, ...]:
        """The fewest candidates that reach the target; all of them where that is not enough.

        Gains only add up, so taking the largest first needs no more of them than any other choice.
        """
        taken, gained = 0, 0
        for candidate in self.candidates:
            if gained >= self.more:
                break
            gained += candidate.gain
            taken += 1
        return self.candidates[:taken]

    def value_with(self, gained: int) -> Fraction | None:
        """Return the value if the numerator gained so many; None where there is no share."""
        if self.value is None or not self.denominator or self.basis is Basis.ANSWER:
            return None
        if self.best is None or self.numerator is None:
            return None
        left = self.denominator - self.numerator
        if not left:
            return self.value
        return self.value + (self.best - self.value) * Fraction(gained, left)


class Planner:
    """Reckons the plans of one unit on one day, from the facts that its results came from.

    `worked` are the closed months of work handled online, in their order.
    """

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        measures: Mapping[str, Measure],
        reporting: ReportingRules,
        facts: Facts,
        worked: Sequence[MonthlyWorkload] = (),
    ) -> None:
        self._indicators = indicators
        self._measures = measures
        self._reporting = reporting
        self._facts = facts
        self._worked = worked

    def plan(self, indicator: Indicator, result: IndicatorResult, rows: RowsBehind) -> Plan:
        """Return the plan of an indicator from its result and the rows behind it."""
        asked = indicator.formula.of_unit
        counted = self._indicators[asked.full].formula.of_unit if asked.full else asked
        basis = self._basis(asked, counted)
        bare = Plan(indicator=indicator.id, outlook=Outlook.NO_TARGET, basis=basis)
        if not indicator.milestones:
            return bare
        milestone = next_milestone(indicator, result.as_of)
        if result.value is None:
            return replace(bare, outlook=Outlook.NO_FIGURES, milestone=milestone)
        reached, numerator, denominator = result.value, result.numerator, result.denominator
        if asked.full:
            numerator, denominator = _total(rows.numerator), _total(rows.denominator)
            reached = Fraction(100 * numerator, denominator)
        share = _WHOLE if asked.full else needed_share(counted, milestone.target, result)
        needed = _needed(share, basis, denominator)
        plan = replace(
            bare,
            milestone=milestone,
            value=reached,
            numerator=numerator,
            denominator=denominator,
            needed=needed,
            best=_best(counted, result) if basis in _SHARES else None,
            months_left=self._reporting.months_closing(result.as_of, milestone.on),
            candidates=self._candidates(counted, rows) if basis in _SHARES else (),
            projection=self._projection(share, milestone, numerator, denominator)
            if basis is Basis.FLOW
            else None,
            pace=self._pace(milestone) if basis is Basis.MONTH else None,
        )
        return replace(plan, outlook=_outlook(plan, result.as_of))

    def _basis(self, asked: Formula, counted: Formula) -> Basis:
        if counted.type is FormulaType.ENTERED:
            return Basis.NUMBER
        if asked.type is FormulaType.YES_NO and not asked.full:
            return Basis.ANSWER
        match self._source(counted.denominator):
            case MeasureSource.COUNTS:
                return Basis.FLOW
            case MeasureSource.WORKLOAD:
                return Basis.MONTH
            case _:
                return Basis.STOCK

    def _source(self, measure_id: str) -> MeasureSource:
        """Return where a measure comes from; a sum comes from where its first term does."""
        measure = self._measures[measure_id]
        return self._source(measure.terms[0]) if measure.terms else measure.source

    def _candidates(self, counted: Formula, rows: RowsBehind) -> tuple[Candidate, ...]:
        if self._source(counted.denominator) not in _NAMED:
            return ()
        held = totals_by_code(rows.numerator)
        labels = {row.code: row.label for row in rows.denominator}
        lacking = self._lacking(counted.numerator)
        found = [
            Candidate(
                code=code,
                label=labels[code],
                counted=whole,
                gain=whole - held.get(code, 0),
                missing=lacking.get(code, ()),
            )
            for code, whole in totals_by_code(rows.denominator).items()
            if whole > held.get(code, 0)
        ]
        return tuple(sorted(found, key=lambda row: (-row.gain, len(row.missing), row.code)))

    def _lacking(self, measure_id: str) -> dict[str, tuple[ProcedureAttribute, ...]]:
        """Return, by code, the attributes in which a procedure is not as the measure asks."""
        where = self._measures[measure_id].where
        return {
            row.procedure.code: tuple(
                name for name, accepted in where.items() if row.value_of(name) not in accepted
            )
            for row in self._facts.procedures
        }

    def _projection(
        self, share: Fraction, milestone: Milestone, numerator: int | None, denominator: int | None
    ) -> Projection | None:
        """Return what the sums come to; those of another year begin at nothing."""
        as_of, counted = self._facts.as_of, len(self._facts.counted_months)
        if not counted or numerator is None or denominator is None:
            return None
        monthly = Fraction(denominator, counted)
        if milestone.on.year != as_of.year:
            numerator = denominator = 0
        after = max(as_of, date(milestone.on.year - 1, 12, 31))
        months = self._reporting.months_closing(after, milestone.on)
        if not months:
            return None
        by_then = denominator + monthly * months
        needed = max(0, ceil(share * by_then / 100))
        return Projection(
            months=months,
            monthly=monthly,
            denominator=by_then,
            needed=needed,
            more=max(0, needed - numerator),
        )

    def _pace(self, milestone: Milestone) -> Pace | None:
        found = paces(self._worked, (milestone,), self._reporting, self._facts.as_of)
        return found[0] if found else None


_SHARES = frozenset({Basis.STOCK, Basis.FLOW, Basis.MONTH})
"""Bases on which a numerator is a part of a denominator."""
_NAMED = frozenset({MeasureSource.PROCEDURES, MeasureSource.COUNTS})
"""Sources whose rows are procedures, so that the rows of two measures are of one another."""


def next_milestone(indicator: Indicator, day: date) -> Milestone:
    """Return the first milestone after a day, or the last where none is left.

    Raises:
        IndexError: the indicator has none.
    """
    ahead = [milestone for milestone in indicator.milestones if milestone.on > day]
    return ahead[0] if ahead else indicator.milestones[-1]


def needed_share(formula: Formula, target: Fraction, result: IndicatorResult) -> Fraction:
    """Return the share of the denominator, in percent, with which a formula's value is the target.

    A change needs it on top of the baseline: in points, or in percent of it.
    """
    if formula.type is not FormulaType.CHANGE:
        return target
    before = _baseline_share(result)
    if formula.mode is ChangeMode.POINTS:
        return before + target
    return before * (1 + target / 100)


def _needed(share: Fraction, basis: Basis, denominator: int | None) -> int | None:
    match basis:
        case Basis.ANSWER:
            return int(share > 0)
        case Basis.NUMBER:
            return ceil(share)
        case _:
            return None if denominator is None else max(0, ceil(share * denominator / 100))


def _best(formula: Formula, result: IndicatorResult) -> Fraction:
    """Return the value of a formula whose whole denominator is in its numerator."""
    if formula.type is not FormulaType.CHANGE:
        return _WHOLE
    before = _baseline_share(result)
    if formula.mode is ChangeMode.POINTS:
        return _WHOLE - before
    return (_WHOLE - before) / before * 100


def _baseline_share(result: IndicatorResult) -> Fraction:
    return Fraction(100 * (result.baseline_numerator or 0), result.baseline_denominator or 1)


def _outlook(plan: Plan, as_of: date) -> Outlook:
    assert plan.milestone is not None
    if not plan.more:
        return Outlook.REACHED
    if plan.milestone.on <= as_of:
        return Outlook.PAST
    if plan.denominator is not None and plan.basis in _SHARES and plan.needed is not None:
        return Outlook.UNREACHABLE if plan.needed > plan.denominator else Outlook.SHORT
    return Outlook.SHORT


def _total(rows: Sequence[MeasureRow]) -> int:
    return sum(row.value for row in rows)
