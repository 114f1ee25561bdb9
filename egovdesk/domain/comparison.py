"""Two reports side by side: what each indicator was and is, and which rows made the difference.

The two may be quarters, or two revisions of one quarter: all that is known of either is its
report, so that frozen ones compare as well as those just computed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from egovdesk.domain.indicators import Indicator, IndicatorResult
from egovdesk.domain.measures import MeasureRow, totals_by_code
from egovdesk.domain.procedures import ProcedureAttribute, ProcedureFigures
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import IndicatorLine, QuarterlyReport
from egovdesk.domain.tasks import Task, TaskStatus
from egovdesk.domain.values import value


@value
class Side:
    """Which report one side of a comparison is; `as_of` is the last day whose facts count.

    `reason` says why the revision before it was recalled.
    """

    period: Quarter
    as_of: date
    revision: int
    reason: str = ""


@value
class Figures:
    """What of a report is compared; that of a quarter which is still open has revision 0."""

    side: Side
    indicators: tuple[IndicatorLine, ...]
    procedures: tuple[ProcedureFigures, ...]
    tasks: tuple[tuple[Task, TaskStatus], ...]


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

    @property
    def first_changed(self) -> IndicatorChange | None:
        """The first indicator that differs; None where all are the same."""
        return next((each for each in self.indicators if each.is_changed), None)


def compare(earlier: QuarterlyReport, later: QuarterlyReport) -> Comparison:
    """Set two reports of one unit side by side, as `compare_figures` does."""
    return compare_figures(_figures_of(earlier), _figures_of(later))


def compare_figures(earlier: Figures, later: Figures) -> Comparison:
    """Set the figures of one unit side by side.

    Indicators are the same by their id, rows and tasks by their code.
    """
    before = {line.indicator.id: line for line in earlier.indicators}
    after = {line.indicator.id: line for line in later.indicators}
    reasons = _attribute_changes(earlier.procedures, later.procedures)
    return Comparison(
        earlier=earlier.side,
        later=later.side,
        indicators=tuple(
            _indicator_change(before.get(id_), after.get(id_), reasons)
            for id_ in dict.fromkeys((*after, *before))
        ),
        tasks=_task_changes(dict(_by_code(earlier.tasks)), dict(_by_code(later.tasks))),
    )


def _figures_of(report: QuarterlyReport) -> Figures:
    return Figures(
        side=Side(
            period=report.period,
            as_of=report.cut_off,
            revision=report.revision,
            reason=report.reason,
        ),
        indicators=report.indicators,
        procedures=tuple(line.figures for line in report.procedures),
        tasks=tuple((line.task, line.status) for line in report.tasks),
    )


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
    was, now = totals_by_code(before), totals_by_code(after)
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


def _attribute_changes(
    earlier: Sequence[ProcedureFigures], later: Sequence[ProcedureFigures]
) -> dict[str, tuple[AttributeChange, ...]]:
    was = {figures.procedure.code: figures.attributes for figures in earlier}
    now = {figures.procedure.code: figures.attributes for figures in later}
    nothing: Mapping[str, str] = {}
    return {code: _changed(was.get(code, nothing), now.get(code, nothing)) for code in was | now}


def _changed(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[AttributeChange, ...]:
    return tuple(
        AttributeChange(attribute=name, before=was.get(name, ""), after=now.get(name, ""))
        for name in ProcedureAttribute
        if was.get(name, "") != now.get(name, "")
    )


_Standing = tuple[Task, TaskStatus]


def _by_code(tasks: Sequence[_Standing]) -> Iterator[tuple[str, _Standing]]:
    return ((standing[0].code, standing) for standing in tasks)


def _task_changes(
    was: Mapping[str, _Standing], now: Mapping[str, _Standing]
) -> tuple[TaskChange, ...]:
    """Return the tasks that stand otherwise, those that are gone last."""
    found = []
    for code in dict.fromkeys((*now, *was)):
        task, _status = now.get(code) or was[code]
        before, after = was[code][1] if code in was else None, now[code][1] if code in now else None
        if _stands(before) != _stands(after):
            found.append(TaskChange(task=task, earlier=before, later=after))
    return tuple(found)


def _told(result: IndicatorResult | None) -> object:
    """Return what a result says, without the day and the track, which move by themselves."""
    return result and (result.state, result.numerator, result.denominator, result.value)


def _stands(status: TaskStatus | None) -> object:
    """Return how a task stands, without the day."""
    return status and (status.state, status.timeliness, status.percent, status.due)
