"""Findings: what the rules say of a period before it is reported."""

from egovdesk.domain.findings import Examined, Finding, examine
from egovdesk.domain.indicators import IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.services import facts
from egovdesk.services.session import Session


class Findings:
    """Runs the catalogue's rules."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, period: Quarter) -> tuple[Finding, ...]:
        """Return what the rules find for a period, errors first."""
        session = self._session
        as_of = session.as_of(period)
        before = session.catalogue.reporting.cut_off(period.previous)
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, as_of, before)
            tasks = unit.tasks.all()
        now = registers.facts(as_of)
        return findings_of(
            session,
            period,
            now,
            results=facts.evaluator(session, now).all(),
            previous=facts.evaluator(session, registers.facts(before)).all(),
            tasks=tuple((record, record.as_of(as_of)) for record in tasks),
        )


def findings_of(
    session: Session,
    period: Quarter,
    now: Facts,
    *,
    results: tuple[IndicatorResult, ...],
    previous: tuple[IndicatorResult, ...],
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...],
) -> tuple[Finding, ...]:
    """Run the rules on what was read and computed already."""
    reporting = session.catalogue.reporting
    return examine(
        Examined(
            facts=now,
            results=results,
            previous=previous,
            tasks=tasks,
            due_months=reporting.closed_months(now.as_of),
            window_first=reporting.window(period).first,
        ),
        session.catalogue.rules,
    )
