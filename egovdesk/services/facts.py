"""Everything recorded about the unit as of one day, and the indicators computed from it."""

from datetime import date

from egovdesk.domain.indicators import Evaluator, IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import count_by_stage
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit


def gather(unit: Unit, session: Session, as_of: date) -> Facts:
    """Read the facts from which every figure of the day is computed."""
    months = session.catalogue.reporting.closed_months(as_of)
    signers = unit.signers.statuses(as_of)
    closed = [w for w in unit.workload.all() if w.month in months]
    return Facts(
        agency=session.agency.code,
        as_of=as_of,
        procedures=unit.procedures.figures(as_of, months),
        counted_months=unit.procedures.counted_months(months),
        workload=closed[-1] if closed else None,
        signers=count_by_stage(signers) if signers else None,
        entered=unit.measures.entered(as_of),
        baselines=unit.measures.baselines(),
    )


def evaluator(session: Session, facts: Facts) -> Evaluator:
    """Return what computes the catalogue's indicators from the facts."""
    return Evaluator(
        session.catalogue.indicators,
        session.catalogue.measures,
        session.catalogue.groups_of(session.agency.code),
        facts,
    )


def lines(
    session: Session,
    current: Evaluator,
    results: tuple[IndicatorResult, ...],
    previous: tuple[IndicatorResult, ...],
) -> tuple[IndicatorLine, ...]:
    """Set each indicator's result beside that of an earlier day, with the rows behind it."""
    return tuple(
        IndicatorLine(
            indicator=indicator,
            result=result,
            previous=past,
            rows=current.rows_behind(indicator),
        )
        for indicator, result, past in zip(
            session.catalogue.indicators.values(), results, previous, strict=True
        )
    )
