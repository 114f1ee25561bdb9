"""What the registers hold, the facts of a day, and the indicators computed from them."""

from dataclasses import dataclass
from datetime import date

from egovdesk.domain.indicators import Evaluator, IndicatorResult
from egovdesk.domain.measures import Baseline, EnteredValue, Facts
from egovdesk.domain.procedures import ProcedureFigures
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerRecord, count_by_stage
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """What the registers hold, each read once; the facts of several days are computed from it.

    `months` names the days and the months of the year that have closed by each. Procedures and
    their counts are too many to be read whole: the database sums them up for each of the days.
    """

    agency: str
    months: dict[date, tuple[str, ...]]
    procedures: dict[date, tuple[ProcedureFigures, ...]]
    counted_months: frozenset[str]
    workload: tuple[MonthlyWorkload, ...]
    signers: tuple[SignerRecord, ...]
    entered: tuple[EnteredValue, ...]
    baselines: dict[str, Baseline]

    def facts(self, as_of: date) -> Facts:
        """Return the facts from which every figure of the day is computed."""
        months = self.months[as_of]
        closed = [month for month in self.workload if month.month in months]
        signers = [record.as_of(as_of) for record in self.signers]
        return Facts(
            agency=self.agency,
            as_of=as_of,
            procedures=self.procedures[as_of],
            counted_months=self.counted_months.intersection(months),
            workload=closed[-1] if closed else None,
            signers=count_by_stage(signers) if signers else None,
            entered={value.measure: value for value in self.entered if value.on <= as_of},
            baselines=self.baselines,
        )


def read(unit: Unit, session: Session, *days: date) -> Registers:
    """Read every register for the days whose facts are wanted."""
    months = {day: session.catalogue.reporting.closed_months(day) for day in days}
    return Registers(
        agency=session.agency.code,
        months=months,
        procedures=unit.procedures.figures(months),
        counted_months=unit.procedures.counted_months(sorted(set().union(*months.values()))),
        workload=unit.workload.all(),
        signers=unit.signers.all(),
        entered=unit.measures.entered(),
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
