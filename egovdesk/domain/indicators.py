"""Indicators: what the directive measures, computed exactly.

Every result keeps numerator and denominator; a percentage is a fraction until it is shown.
The readings of the appendix to directive 1478/BGTVT-TTCNTT are data of the catalogue.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from egovdesk.domain.measures import Facts, Measure, MeasureRow, rows_of, value_of
from egovdesk.domain.values import value


class FormulaType(StrEnum):
    """The closed set of formulas."""

    RATIO = "ratio"
    CHANGE = "change"
    YES_NO = "yes_no"
    SHARE_OF_UNITS = "share_of_units"
    ENTERED = "entered"


class ChangeMode(StrEnum):
    """How a change against a baseline is expressed."""

    POINTS = "points"
    RELATIVE = "relative"


class IndicatorState(StrEnum):
    """What can be said of an indicator; none of the empty states is 0%."""

    NOT_APPLICABLE = "not_applicable"
    NONE_AROSE = "none_arose"
    MISSING = "missing"
    TRACKED = "tracked"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MET = "met"
    NOT_MET = "not_met"


class Unit(StrEnum):
    """What an indicator's value counts."""

    PERCENT = "percent"
    POINTS = "points"


@value
class Formula:
    """How measures become a value.

    RATIO and CHANGE relate the measures `numerator` and `denominator`; CHANGE compares with the
    locked baseline of `baseline_on`. YES_NO asks the measure `numerator`, or whether the indicator
    `full` has numerator and denominator equal. SHARE_OF_UNITS is the share of units for which
    `of` is yes: a unit answers `of`, only the Centre computes the share. ENTERED takes the
    measure `numerator` as the value itself.
    """

    type: FormulaType
    numerator: str = ""
    denominator: str = ""
    baseline_on: date | None = None
    mode: ChangeMode = ChangeMode.POINTS
    full: str = ""
    of: "Formula | None" = None

    @property
    def of_unit(self) -> "Formula":
        """What one unit answers: of a share of units, the question put to each."""
        return self if self.of is None else self.of


@value
class Milestone:
    """The value to reach by the end of a day."""

    on: date
    target: Fraction


@value
class Applicability:
    """To whom an indicator applies.

    `groups` are the groups of units it is meant for. Where `measure` is set it applies only to a
    unit that recorded more than 0 there; `default` holds while nothing is recorded.
    """

    groups: tuple[str, ...]
    measure: str = ""
    default: bool = True


@value
class Indicator:
    """An indicator of a directive, with its official wording and its dated targets.

    `number` is its place in the official appendix, or None for one that is only tracked.
    `starts_on` and `starts_at` are where the straight line to the first milestone begins.
    """

    id: str
    number: int | None
    clause: str
    title: Mapping[str, str]
    short: Mapping[str, str]
    unit: Unit
    formula: Formula
    applies: Applicability
    milestones: tuple[Milestone, ...]
    starts_on: date
    starts_at: Fraction = Fraction(0)

    def target_on(self, day: date) -> Fraction | None:
        """Return the target of the nearest milestone on or after the day, else of the last."""
        ahead = [m for m in self.milestones if m.on >= day] or list(self.milestones[-1:])
        return ahead[0].target if ahead else None

    def expected_on(self, day: date) -> Fraction | None:
        """Return where the straight line between milestones stands on the day."""
        start_on, start_at = self.starts_on, self.starts_at
        for milestone in self.milestones:
            if day <= milestone.on:
                span = (milestone.on - start_on).days
                if span <= 0:
                    return milestone.target
                elapsed = Fraction(max(0, (day - start_on).days), span)
                return start_at + (milestone.target - start_at) * elapsed
            start_on, start_at = milestone.on, milestone.target
        return start_at if self.milestones else None


@value
class IndicatorResult:
    """An indicator's value for one unit as of one day.

    `value` is exact and in the indicator's unit (80 means 80%); None in the three empty states.
    """

    indicator: str
    as_of: date
    state: IndicatorState
    numerator: int | None = None
    denominator: int | None = None
    baseline_numerator: int | None = None
    baseline_denominator: int | None = None
    value: Fraction | None = None
    target: Fraction | None = None
    expected: Fraction | None = None


@value
class RowsBehind:
    """The rows that make up an indicator's numerator and denominator."""

    numerator: tuple[MeasureRow, ...]
    denominator: tuple[MeasureRow, ...]


class Evaluator:
    """Computes indicators of one catalogue from one unit's facts."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        measures: Mapping[str, Measure],
        member_of: frozenset[str],
        facts: Facts,
    ) -> None:
        self._indicators = indicators
        self._measures = measures
        self._member_of = member_of
        self._facts = facts
        self._values: dict[str, int | None] = {}
        self._rows_behind: dict[str, tuple[MeasureRow, ...]] = {}

    def all(self) -> tuple[IndicatorResult, ...]:
        """Compute every indicator, in the catalogue's order."""
        return tuple(self.result(indicator) for indicator in self._indicators.values())

    def result(self, indicator: Indicator) -> IndicatorResult:
        """Compute one indicator."""
        facts = self._facts
        base = IndicatorResult(
            indicator=indicator.id,
            as_of=facts.as_of,
            state=IndicatorState.MISSING,
            target=indicator.target_on(facts.as_of),
            expected=indicator.expected_on(facts.as_of),
        )
        if not self._applies(indicator.applies):
            return replace(base, state=IndicatorState.NOT_APPLICABLE)
        return self._computed(base, indicator)

    def rows_behind(self, indicator: Indicator) -> RowsBehind:
        """Return the rows behind numerator and denominator."""
        formula = indicator.formula.of_unit
        if formula.full:
            return self.rows_behind(self._indicators[formula.full])
        return RowsBehind(
            numerator=self._rows(formula.numerator), denominator=self._rows(formula.denominator)
        )

    def measure(self, measure_id: str) -> int | None:
        """Return a measure's number; None when nothing was recorded."""
        if measure_id not in self._values:
            measure = self._measures[measure_id]
            self._values[measure_id] = value_of(measure, self._measures, self._facts)
        return self._values[measure_id]

    def _rows(self, measure_id: str) -> tuple[MeasureRow, ...]:
        if not measure_id:
            return ()
        if measure_id not in self._rows_behind:
            found = rows_of(self._measures[measure_id], self._measures, self._facts)
            self._rows_behind[measure_id] = tuple(found)
        return self._rows_behind[measure_id]

    def _applies(self, rule: Applicability) -> bool:
        if not self._member_of.intersection(rule.groups):
            return False
        if not rule.measure:
            return True
        recorded = self.measure(rule.measure)
        return rule.default if recorded is None else recorded > 0

    def _computed(self, base: IndicatorResult, indicator: Indicator) -> IndicatorResult:
        formula = indicator.formula.of_unit
        match formula.type:
            case FormulaType.RATIO | FormulaType.CHANGE:
                return self._related(base, indicator, formula)
            case FormulaType.ENTERED:
                entered = self.measure(formula.numerator)
                if entered is None:
                    return base
                return _judged(replace(base, numerator=entered, value=Fraction(entered)), indicator)
            case _:
                return self._answered(base, indicator, formula)

    def _related(
        self, base: IndicatorResult, indicator: Indicator, formula: Formula
    ) -> IndicatorResult:
        numerator, denominator = self.measure(formula.numerator), self.measure(formula.denominator)
        result = replace(base, numerator=numerator, denominator=denominator)
        if numerator is None or denominator is None:
            return result
        if denominator == 0:
            return replace(result, state=IndicatorState.NONE_AROSE)
        share = Fraction(100 * numerator, denominator)
        if formula.type is FormulaType.RATIO:
            return _judged(replace(result, value=share), indicator)
        baseline = self._facts.baselines.get(indicator.id)
        if baseline is None or baseline.denominator == 0:
            return result
        result = replace(
            result,
            baseline_numerator=baseline.numerator,
            baseline_denominator=baseline.denominator,
        )
        before = Fraction(100 * baseline.numerator, baseline.denominator)
        if formula.mode is ChangeMode.POINTS:
            return _judged(replace(result, value=share - before), indicator)
        if before == 0:
            return result
        return _judged(replace(result, value=(share - before) / before * 100), indicator)

    def _answered(
        self, base: IndicatorResult, indicator: Indicator, formula: Formula
    ) -> IndicatorResult:
        if formula.full:
            behind = self.result(self._indicators[formula.full])
            if behind.value is None:
                return replace(base, state=behind.state)
            yes = int(behind.numerator == behind.denominator)
        else:
            recorded = self.measure(formula.numerator)
            if recorded is None:
                return base
            yes = int(recorded > 0)
        answer = replace(base, numerator=yes, denominator=1, value=Fraction(100 * yes))
        return _judged(answer, indicator)


def _judged(result: IndicatorResult, indicator: Indicator) -> IndicatorResult:
    """Judge the unrounded value: at or after the last milestone finally, before it by the track."""
    if result.value is None or result.target is None or result.expected is None:
        return replace(result, state=IndicatorState.TRACKED)
    milestone_days = {milestone.on for milestone in indicator.milestones}
    final = result.as_of in milestone_days or result.as_of > max(milestone_days)
    if final:
        reached = result.value >= result.target
        return replace(result, state=IndicatorState.MET if reached else IndicatorState.NOT_MET)
    ahead = result.value >= result.expected
    return replace(result, state=IndicatorState.ON_TRACK if ahead else IndicatorState.BEHIND)
