"""The overview: what is due, how it stands, what asks for attention."""

from datetime import date

from egovdesk.domain.findings import Finding
from egovdesk.domain.indicators import IndicatorResult
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerStage, SignerStatus, count_by_stage
from egovdesk.domain.tasks import TaskRecord, TaskStatus, Timeliness, count_by_timeliness
from egovdesk.domain.values import value
from egovdesk.services import facts
from egovdesk.services.findings import Computed, answered, findings_of, surroundings
from egovdesk.services.session import Session

EXPIRY_WARNING_DAYS = 90


@value
class Overview:
    """Everything on the start page, for one period as of one day.

    `trend` holds, for each indicator, its results at the cut-offs of up to four quarters, the
    period itself last. `monthly` holds all procedures' counts for each closed month.
    """

    period: Quarter
    as_of: date
    due_on: date
    days_left: int
    working_days_left: int
    lines: tuple[IndicatorLine, ...]
    trend: dict[str, tuple[IndicatorResult, ...]]
    timeliness: dict[Timeliness, int]
    attention: tuple[tuple[TaskRecord, TaskStatus], ...]
    signers: dict[SignerStage, int]
    expiring: tuple[SignerStatus, ...]
    monthly: dict[str, dict[str, int]]
    findings: tuple[Finding, ...]


class Overviews:
    """Reads the start page in one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, period: Quarter) -> Overview:
        """Return the overview of a period."""
        session = self._session
        catalogue = session.catalogue
        reporting = catalogue.reporting
        as_of = session.as_of(period)
        due_on = reporting.due_on(period)
        days = _trend_days(session, period)
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, *days)
            tasks = tuple((record, record.as_of(as_of)) for record in unit.tasks.all())
            around = surroundings(unit, session, period, registers, tasks, as_of)
            reasons = unit.answers.of(str(period))
            monthly = unit.procedures.monthly_totals(reporting.closed_months(as_of))
        gathered = [registers.facts(day) for day in days]
        evaluators = [facts.evaluator(session, each) for each in gathered]
        results = [evaluator.all() for evaluator in evaluators]
        before, now = (
            Computed(facts=each, results=found)
            for each, found in zip(gathered[-2:], results[-2:], strict=True)
        )
        statuses = [record.as_of(as_of) for record in registers.signers]
        return Overview(
            period=period,
            as_of=as_of,
            due_on=due_on,
            days_left=(due_on - session.today).days,
            working_days_left=catalogue.calendar.working_days_between(session.today, due_on),
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
            findings=answered(reasons, findings_of(session, period, around, now, before)),
        )


def _trend_days(session: Session, period: Quarter) -> list[date]:
    cut_off = session.catalogue.reporting.cut_off
    quarters = [period.previous]
    for _ in range(2):
        quarters.insert(0, quarters[0].previous)
    return [*(cut_off(quarter) for quarter in quarters), session.as_of(period)]


def _attention(
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...],
) -> tuple[tuple[TaskRecord, TaskStatus], ...]:
    """Return the open tasks that have a deadline, the most pressing first."""
    pressing = [
        (status.days_left, record, status)
        for record, status in tasks
        if status.days_left is not None
    ]
    pressing.sort(key=lambda item: item[0])
    return tuple((record, status) for _, record, status in pressing)
