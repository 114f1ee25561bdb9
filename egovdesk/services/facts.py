"""What the registers hold, the facts of a day, and the indicators computed from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from egovdesk.domain.history import Noun
from egovdesk.domain.indicators import Evaluator, IndicatorResult
from egovdesk.domain.measures import Baseline, EnteredValue, Facts
from egovdesk.domain.procedures import ProcedureFigures
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerRecord, count_by_stage
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

Read = TypeVar("Read")


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


class Known:
    """What was read of the large registers and has not been written to since.

    An edit touches one of them; the start page, which shows all, then reads that one again.
    """

    _MOST = 40
    """So many readings of one noun are kept, as of different days."""

    def __init__(self) -> None:
        self._seen = 0
        self._held: dict[Noun, dict[object, Any]] = {}

    def catch_up(self, unit: Unit) -> None:
        """Forget what was written to since the last time."""
        self._seen, touched = unit.touched_since(self._seen)
        for noun in touched:
            self._held.pop(noun, None)

    def get(self, noun: Noun, key: object, read: Callable[[], Read]) -> Read:
        """Return what belongs to a noun and was read under a key, or read it now."""
        held = self._held.setdefault(noun, {})
        if key not in held:
            if len(held) >= self._MOST:
                held.clear()
            held[key] = read()
        found: Read = held[key]
        return found

    def figures(
        self, unit: Unit, months: Mapping[date, tuple[str, ...]]
    ) -> dict[date, tuple[ProcedureFigures, ...]]:
        """Return every procedure at the end of each day; the days that are not known are read."""
        held: dict[Any, Any] = self._held.setdefault(Noun.PROCEDURES, {})
        wanted = {day: span for day, span in months.items() if day not in held}
        if len(held) + len(wanted) > self._MOST:
            held.clear()
            wanted = dict(months)
        held.update(unit.procedures.figures(wanted))
        return {day: held[day] for day in months}


def read(unit: Unit, session: Session, *days: date, known: Known | None = None) -> Registers:
    """Read every register for the days whose facts are wanted, but what is known already."""
    known = known or Known()
    months = {day: session.catalogue.reporting.closed_months(day) for day in days}
    every = tuple(sorted(set().union(*months.values())))
    return Registers(
        agency=session.agency.code,
        months=months,
        procedures=known.figures(unit, months),
        counted_months=known.get(
            Noun.PROCEDURES, every, lambda: unit.procedures.counted_months(every)
        ),
        workload=unit.workload.all(),
        signers=known.get(Noun.SIGNERS, "", unit.signers.all),
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
