"""What the registers hold, the facts of a day, and the indicators computed from them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

from egovdesk.domain.indicators import Evaluator, IndicatorResult
from egovdesk.domain.measures import Baseline, EnteredValue, Facts
from egovdesk.domain.monthly_counts import CountedProcedure
from egovdesk.domain.procedures import ProcedureFigures, figures_of
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerRecord, count_by_stage
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

Read = TypeVar("Read")

_PROCEDURES, _COUNTS = RegisterKind.PROCEDURES, RegisterKind.PROCEDURE_COUNTS


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


@dataclass(slots=True)
class _ByProcedure:
    """Something that was read of every procedure's counts, and which have changed since."""

    found: dict[int, Any]
    stale: set[int] = field(default_factory=set)


class Known:
    """What was read of the large registers and has not been written to since.

    An edit touches one of them; the start page, which shows all, then reads that one again, and
    of the counts, which are the most, only those of the procedures that were counted anew.
    """

    _MOST = 40
    """So many readings of one register are kept, as of different days."""

    def __init__(self) -> None:
        self._seen = 0
        self._held: dict[RegisterKind, dict[object, Any]] = {}
        self._sums: dict[object, _ByProcedure] = {}

    def catch_up(self, unit: Unit) -> None:
        """Forget what was written to since the last time."""
        before = self._seen
        self._seen, touched = unit.touched_since(before)
        for kind in touched:
            self._held.pop(kind, None)
        if _PROCEDURES in touched:
            self._held.pop(_COUNTS, None)  # figures have both in them
            self._sums.clear()
        elif _COUNTS in touched and self._sums:
            counted = unit.counted_since(before)
            for each in self._sums.values():
                each.stale |= counted

    def get(self, kind: RegisterKind, key: object, read: Callable[[], Read]) -> Read:
        """Return what belongs to a register and was read under a key, or read it now."""
        held = self._held.setdefault(kind, {})
        if key not in held:
            if len(held) >= self._MOST:
                held.clear()
            held[key] = read()
        found: Read = held[key]
        return found

    def by_procedure(
        self, key: object, read: Callable[[Collection[int] | None], dict[int, Read]]
    ) -> Mapping[int, Read]:
        """Return something of the counts by the procedures' ids; `read` is told for which of them.

        What is returned is brought up to date in place the next time.
        """
        if key not in self._sums:
            if len(self._sums) >= self._MOST:
                self._sums.clear()
            self._sums[key] = _ByProcedure(read(None))
        held = self._sums[key]
        if held.stale:
            for id_ in held.stale:
                held.found.pop(id_, None)
            held.found.update(read(held.stale))
            held.stale.clear()
        return held.found

    def figures(
        self, unit: Unit, months: Mapping[date, tuple[str, ...]]
    ) -> dict[date, tuple[ProcedureFigures, ...]]:
        """Return every procedure at the end of each day, with its counts over the day's months."""
        days, repository = tuple(months), unit.procedures
        procedures = self.get(_PROCEDURES, "", repository.all)
        attributes = self.get(_PROCEDURES, days, lambda: repository.attributes(days))

        def on(day: date) -> tuple[ProcedureFigures, ...]:
            read = partial(repository.sums, months[day])
            sums = self.by_procedure(("sums", months[day]), read)
            return figures_of(procedures, attributes[day], sums)

        return {day: self.get(_COUNTS, day, partial(on, day)) for day in days}

    def counted(
        self, unit: Unit, first: str, last: str, as_of: date
    ) -> tuple[CountedProcedure, ...]:
        """Return every procedure's counts by month, and when it was in force up to a day."""
        repository = unit.procedures
        procedures = self.get(_PROCEDURES, "", repository.all)
        in_force = self.get(
            _PROCEDURES, ("in force", as_of), lambda: repository.in_force_days(as_of)
        )
        counts = self.by_procedure(
            ("months", first, last), partial(repository.month_counts, first, last)
        )
        return tuple(
            CountedProcedure(
                code=procedure.code,
                counts=counts.get(procedure.id, {}),
                in_force=in_force.get(procedure.id, {}),
            )
            for procedure in procedures
        )


def read(unit: Unit, session: Session, *days: date, known: Known | None = None) -> Registers:
    """Read every register for the days whose facts are wanted, but what is known already."""
    known = known or Known()
    months = {day: session.catalogue.reporting.closed_months(day) for day in days}
    every = tuple(sorted(set().union(*months.values())))
    return Registers(
        agency=session.agency.code,
        months=months,
        procedures=known.figures(unit, months),
        counted_months=known.get(_COUNTS, every, lambda: unit.procedures.counted_months(every)),
        workload=unit.workload.all(),
        signers=known.get(RegisterKind.SIGNERS, "", unit.signers.all),
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
