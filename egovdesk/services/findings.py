"""Findings: what the rules say of a period before it is reported."""

from egovdesk.domain.findings import Examined, Finding, examine
from egovdesk.domain.indicators import IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.quarter import Quarter
from egovdesk.services import facts
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit


class Findings:
    """Runs the catalogue's rules."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, period: Quarter) -> tuple[Finding, ...]:
        """Return what the rules find for a period, errors first."""
        session = self._session
        reporting = session.catalogue.reporting
        with session.workspace.reading() as unit:
            now = facts.gather(unit, session, session.as_of(period))
            before = facts.gather(unit, session, reporting.cut_off(period.previous))
            return findings_of(
                unit,
                session,
                period,
                now,
                facts.evaluator(session, now).all(),
                facts.evaluator(session, before).all(),
            )


def findings_of(
    unit: Unit,
    session: Session,
    period: Quarter,
    now: Facts,
    results: tuple[IndicatorResult, ...],
    previous: tuple[IndicatorResult, ...],
) -> tuple[Finding, ...]:
    """Run the rules within a unit of work that is already open."""
    reporting = session.catalogue.reporting
    records = unit.tasks.all()
    return examine(
        Examined(
            facts=now,
            results=results,
            previous=previous,
            tasks=tuple((record, record.as_of(now.as_of)) for record in records),
            due_months=reporting.closed_months(now.as_of),
            window_first=reporting.window(period).first,
        ),
        session.catalogue.rules,
    )
