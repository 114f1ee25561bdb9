"""The overview: what is due, how it stands, what is missing, what has moved."""

from collections.abc import Iterable
from datetime import date, timedelta

from egovdesk.domain.calendar import Rest
from egovdesk.domain.findings import Finding
from egovdesk.domain.indicators import IndicatorResult, IndicatorState
from egovdesk.domain.procedures import ProcedureFigures
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.register_queries import Comparison, Filter
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerStage, SignerStatus, count_by_stage
from egovdesk.domain.tasks import TaskRecord, TaskStatus, Timeliness, count_by_timeliness
from egovdesk.domain.values import value
from egovdesk.services import facts
from egovdesk.services.findings import Computed, answered, findings_of, surroundings
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

EXPIRY_WARNING_DAYS = 90

_Tasks = tuple[tuple[TaskRecord, TaskStatus], ...]


@value
class Gaps:
    """What is missing from a period's figures.

    `months` have closed and have no counts, `workload_months` no work online; `left_out` are the
    months that have counts, each with the code of a procedure in force that has none; `indicators`
    are the ids of those without figures; `idle` are the codes of open tasks of which nothing was
    recorded in the data window; `unproven` tasks are done without evidence.
    """

    months: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    workload_months: tuple[str, ...]
    indicators: tuple[str, ...]
    idle: tuple[str, ...]
    unproven: int


@value
class LevelMove:
    """A procedure whose level changed, with the ids of the levels."""

    code: str
    before: str
    after: str


@value
class Moves:
    """What has changed after the day `since`, the cut-off of the quarter before.

    Tasks were `finished` after it; others became `overdue` because their due date has passed.
    """

    since: date
    finished: int
    overdue: int
    levels: tuple[LevelMove, ...]


@value
class Overview:
    """Everything on the start page, for one period as of one day.

    `days_left` until the report is due are negative once the day has passed; `rests` are the days
    off among them, holidays only where `knows_holidays`. `trend` holds, for each indicator, its
    results at the cut-offs of up to four quarters, the period itself last. `monthly` holds all
    procedures' counts for each closed month.
    """

    period: Quarter
    window: DateRange
    as_of: date
    today: date
    due_on: date
    last_working_day: date
    days_left: int
    working_days_left: int
    rests: tuple[Rest, ...]
    knows_holidays: bool
    lines: tuple[IndicatorLine, ...]
    trend: dict[str, tuple[IndicatorResult, ...]]
    timeliness: dict[Timeliness, int]
    attention: _Tasks
    signers: dict[SignerStage, int]
    expiring: tuple[SignerStatus, ...]
    monthly: dict[str, dict[str, int]]
    gaps: Gaps
    moves: Moves
    findings: tuple[Finding, ...]

    @property
    def is_bare(self) -> bool:
        """Say whether there is no figure at all: then the page says how to begin."""
        computed = any(line.result.value is not None for line in self.lines)
        return not computed and not self.monthly


class Overviews:
    """Reads the start page in one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = facts.Known()

    def of(self, period: Quarter) -> Overview:
        """Return the overview of a period."""
        session, known = self._session, self._known
        catalogue, today = session.catalogue, session.today
        reporting, calendar = catalogue.reporting, catalogue.calendar
        as_of, window = session.as_of(period), reporting.window(period)
        due_on = reporting.due_on(period)
        days = _trend_days(session, period)
        closed = reporting.closed_months(as_of)
        spans = {month: reporting.month_days(month) for month in closed}
        with session.workspace.reading() as unit:
            known.catch_up(unit)
            registers = facts.read(unit, session, *days, known=known)
            tasks = known.get(RegisterKind.TASKS, as_of, lambda: _tasks(unit, known, as_of))
            counts, counted = RegisterKind.PROCEDURE_COUNTS, unit.procedures
            monthly = known.get(counts, ("totals", closed), lambda: counted.monthly_totals(closed))
            left_out = known.get(counts, ("left out", closed), lambda: counted.left_out(spans))
            around = surroundings(unit, session, period, registers, tasks, as_of, known)
            reasons = unit.answers.of(str(period))
        gathered = [registers.facts(day) for day in days]
        evaluators = [facts.evaluator(session, each) for each in gathered]
        results = [evaluator.all() for evaluator in evaluators]
        before, now = (
            Computed(facts=each, results=found)
            for each, found in zip(gathered[-2:], results[-2:], strict=True)
        )
        statuses = [record.as_of(as_of) for record in registers.signers]
        recorded = {month.month for month in registers.workload}
        return Overview(
            period=period,
            window=window,
            as_of=as_of,
            today=today,
            due_on=due_on,
            last_working_day=calendar.last_working_day(due_on),
            days_left=(due_on - today).days,
            working_days_left=calendar.working_days_between(today, due_on),
            rests=calendar.rests_between(today, due_on),
            knows_holidays=all(calendar.knows(year) for year in {today.year, due_on.year}),
            lines=facts.lines(session, evaluators[-1], results[-1], results[-2]),
            trend={
                name: tuple(quarter[index] for quarter in results)
                for index, name in enumerate(catalogue.indicators)
            },
            timeliness=count_by_timeliness(status for _, status in tasks),
            attention=_attention(tasks),
            signers=count_by_stage(statuses),
            expiring=tuple(s for s in statuses if s.expires_within(as_of, EXPIRY_WARNING_DAYS)),
            monthly=monthly,
            gaps=Gaps(
                months=tuple(month for month in closed if month not in monthly),
                left_out=left_out,
                workload_months=tuple(month for month in closed if month not in recorded),
                indicators=_missing(session, results[-1]),
                idle=tuple(r.task.code for r, s in tasks if s.is_idle_since(window.first)),
                unproven=sum(s.is_done and not s.evidence for _, s in tasks),
            ),
            moves=_moves(days[-2], tasks, registers.procedures[days[-2]], gathered[-1].procedures),
            findings=answered(reasons, findings_of(session, period, around, now, before)),
        )


def ending_filters(as_of: date) -> tuple[Filter, ...]:
    """Return what lets through the certificates that are valid on a day and end soon after."""
    valid = (SignerStage.VALID.value, SignerStage.SIGNING.value)
    last = as_of + timedelta(days=EXPIRY_WARNING_DAYS)
    return (
        Filter("stage", Comparison.ANY_OF, valid),
        Filter("valid_to", Comparison.AT_LEAST, (as_of,)),
        Filter("valid_to", Comparison.AT_MOST, (last,)),
    )


def _trend_days(session: Session, period: Quarter) -> list[date]:
    cut_off = session.catalogue.reporting.cut_off
    quarters = [period.previous]
    for _ in range(2):
        quarters.insert(0, quarters[0].previous)
    return [*(cut_off(quarter) for quarter in quarters), session.as_of(period)]


def _tasks(unit: Unit, known: facts.Known, as_of: date) -> _Tasks:
    records = known.get(RegisterKind.TASKS, "", unit.tasks.all)
    return tuple((record, record.as_of(as_of)) for record in records)


def _attention(tasks: _Tasks) -> _Tasks:
    """Return the open tasks that have a deadline, the most pressing first."""
    pressing = [
        (status.days_left, record, status)
        for record, status in tasks
        if status.days_left is not None
    ]
    pressing.sort(key=lambda item: item[0])
    return tuple((record, status) for _, record, status in pressing)


def _missing(session: Session, results: Iterable[IndicatorResult]) -> tuple[str, ...]:
    """Return the directive's own indicators that have no figures, or no baseline."""
    indicators = session.catalogue.indicators
    return tuple(
        result.indicator
        for result in results
        if result.state is IndicatorState.MISSING
        and indicators[result.indicator].number is not None
    )


def _moves(
    since: date,
    tasks: _Tasks,
    before: tuple[ProcedureFigures, ...],
    now: tuple[ProcedureFigures, ...],
) -> Moves:
    return Moves(
        since=since,
        finished=sum(s.completed_on is not None and s.completed_on > since for _, s in tasks),
        overdue=sum(
            status.timeliness is Timeliness.OPEN_OVERDUE
            and status.due is not None
            and status.due >= since
            for _, status in tasks
        ),
        # Both list every procedure in the same order, whatever it was on the day.
        levels=tuple(
            LevelMove(code=new.procedure.code, before=old.level, after=new.level)
            for old, new in zip(before, now, strict=True)
            if old.level and new.level and old.level != new.level
        ),
    )
