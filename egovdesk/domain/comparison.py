"""Two reports side by side: what each indicator was and is, and which rows made the difference.

The two may be quarters, or two revisions of one quarter: all that is known of either is its
report, so that frozen ones compare as well as those just computed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from egovdesk.domain.indicators import Indicator, IndicatorResult
from egovdesk.domain.measures import MeasureRow
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import IndicatorLine, ProcedureLine, QuarterlyReport, TaskLine
from egovdesk.domain.tasks import Task, TaskStatus
from egovdesk.domain.values import value


@value
class Side:
    """Which report one side of a comparison is; `as_of` is the last day whose facts count."""

    period: Quarter
    as_of: date
    revision: int


@value
class AttributeChange:
    """An attribute of a procedure that is not what it was; empty where nothing was recorded."""

    attribute: ProcedureAttribute
    before: str
    after: str


@value
class RowChange:
    """A row behind a count that entered (`before` is None), left (`after` is None) or changed.

    `reasons` are the attributes of a procedure that changed meanwhile.
    """

    code: str
    label: str
    before: int | None
    after: int | None
    reasons: tuple[AttributeChange, ...] = ()

    @property
    def moved(self) -> int:
        """By how much the row moves the count that it stands behind."""
        return (self.after or 0) - (self.before or 0)


@value
class IndicatorChange:
    """An indicator on both sides, None on a side that does not have it.

    `numerator` and `denominator` are the rows that differ, those that move most first.
    """

    indicator: Indicator
    earlier: IndicatorResult | None
    later: IndicatorResult | None
    is_same_formula: bool
    numerator: tuple[RowChange, ...]
    denominator: tuple[RowChange, ...]

    @property
    def difference(self) -> Fraction | None:
        """By how much the value moved, in percentage points; None where a side has no value."""
        if self.earlier is None or self.later is None:
            return None
        if self.earlier.value is None or self.later.value is None:
            return None
        return self.later.value - self.earlier.value

    @property
    def is_changed(self) -> bool:
        """Say whether value, counts, state or any row differ."""
        if self.numerator or self.denominator or not self.is_same_formula:
            return True
        return _told(self.earlier) != _told(self.later)


@value
class TaskChange:
    """A task that does not stand as it did; None on a side that does not have it."""

    task: Task
    earlier: TaskStatus | None
    later: TaskStatus | None


@value
class Comparison:
    """What differs between two reports; the indicators are in the order of the later one."""

    earlier: Side
    later: Side
    indicators: tuple[IndicatorChange, ...]
    tasks: tuple[TaskChange, ...]


def compare(earlier: QuarterlyReport, later: QuarterlyReport) -> Comparison:
    """Set two reports of one unit side by side.

    Indicators are the same by their id, rows and tasks by their code.
    """
    before = {line.indicator.id: line for line in earlier.indicators}
    after = {line.indicator.id: line for line in later.indicators}
    reasons = _attribute_changes(earlier.procedures, later.procedures)
    return Comparison(
        earlier=_side(earlier),
        later=_side(later),
        indicators=tuple(
            _indicator_change(before.get(id_), after.get(id_), reasons)
            for id_ in dict.fromkeys((*after, *before))
        ),
        tasks=_task_changes(earlier.tasks, later.tasks),
    )


def _side(report: QuarterlyReport) -> Side:
    return Side(period=report.period, as_of=report.cut_off, revision=report.revision)


def _indicator_change(
    before: IndicatorLine | None,
    after: IndicatorLine | None,
    reasons: Mapping[str, tuple[AttributeChange, ...]],
) -> IndicatorChange:
    shown = after or before
    assert shown is not None  # one of the two reports named it
    return IndicatorChange(
        indicator=shown.indicator,
        earlier=None if before is None else before.result,
        later=None if after is None else after.result,
        is_same_formula=before is None
        or after is None
        or before.indicator.formula == after.indicator.formula,
        numerator=_row_changes(
            before.rows.numerator if before else (), after.rows.numerator if after else (), reasons
        ),
        denominator=_row_changes(
            before.rows.denominator if before else (),
            after.rows.denominator if after else (),
            reasons,
        ),
    )


def _row_changes(
    before: Sequence[MeasureRow],
    after: Sequence[MeasureRow],
    reasons: Mapping[str, tuple[AttributeChange, ...]],
) -> tuple[RowChange, ...]:
    was, now = _totals(before), _totals(after)
    labels = {row.code: row.label for row in (*before, *after)}
    found = [
        RowChange(
            code=code,
            label=label,
            before=was.get(code),
            after=now.get(code),
            reasons=reasons.get(code, ()),
        )
        for code, label in labels.items()
        if was.get(code) != now.get(code)
    ]
    return tuple(sorted(found, key=lambda row: (-abs(row.moved), row.code)))


def _totals(rows: Iterable[MeasureRow]) -> dict[str, int]:
    """Add up rows of the same code, as a sum of measures has them."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.code] = totals.get(row.code, 0) + row.value
    return totals


def _attribute_changes(
    earlier: Sequence[ProcedureLine], later: Sequence[ProcedureLine]
) -> dict[str, tuple[AttributeChange, ...]]:
    was = {line.figures.procedure.code: line.figures.attributes for line in earlier}
    now = {line.figures.procedure.code: line.figures.attributes for line in later}
    return {
        code: tuple(
            AttributeChange(
                attribute=name,
                before=was.get(code, {}).get(name, ""),
                after=now.get(code, {}).get(name, ""),
            )
            for name in ProcedureAttribute
            if was.get(code, {}).get(name, "") != now.get(code, {}).get(name, "")
        )
        for code in was | now
    }


def _task_changes(earlier: Sequence[TaskLine], later: Sequence[TaskLine]) -> tuple[TaskChange, ...]:
    was = {line.task.code: line for line in earlier}
    now = {line.task.code: line for line in later}
    found = []
    for code, line in (now | {c: each for c, each in was.items() if c not in now}).items():
        before, after = was.get(code), now.get(code)
        change = TaskChange(
            task=line.task,
            earlier=None if before is None else before.status,
            later=None if after is None else after.status,
        )
        if _stands(change.earlier) != _stands(change.later):
            found.append(change)
    return tuple(found)


def _told(result: IndicatorResult | None) -> object:
    """Return what a result says, without the day and the track, which move by themselves."""
    return result and (result.state, result.numerator, result.denominator, result.value)


def _stands(status: TaskStatus | None) -> object:
    """Return how a task stands, without the day."""
    return status and (status.state, status.timeliness, status.percent, status.due)
