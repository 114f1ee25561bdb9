"""Measures: the counts that indicators relate to targets.

A measure is derived from a register as of a date, or entered. Its source is one of a closed set;
there is no scripting.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from egovdesk.domain.procedures import CountField, ProcedureAttribute, ProcedureFigures
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload


class MeasureSource(StrEnum):
    """Where a measure's number comes from.

    PROCEDURES counts procedures in force that match `where`; COUNTS sums a monthly count over the
    closed months of the year; WORKLOAD takes a field of the last closed month; SIGNERS counts
    signers at a stage; ENTERED is typed by the officer; SUM adds other measures.
    """

    PROCEDURES = "procedures"
    COUNTS = "counts"
    WORKLOAD = "workload"
    SIGNERS = "signers"
    ENTERED = "entered"
    SUM = "sum"


class WorkloadField(StrEnum):
    """The two counts of work handled online."""

    TOTAL = "total"
    ONLINE = "online"


@value
class Measure:
    """The definition of a count. Only the fields of its source are set.

    `where` maps attributes of a procedure to the values accepted; `terms` names measures to add.
    """

    id: str
    title: Mapping[str, str]
    source: MeasureSource
    where: Mapping[ProcedureAttribute, frozenset[str]] = field(default_factory=dict)
    count: CountField | None = None
    workload: WorkloadField | None = None
    stage: SignerStage | None = None
    yes_no: bool = False
    terms: tuple[str, ...] = ()


@value
class EnteredValue:
    """A value typed by the officer: a count, or 1 for yes and 0 for no; valid from `on`."""

    measure: str
    on: date
    value: int
    note: str = ""


@value
class Baseline:
    """A unit's locked figure of an earlier date, against which a change is measured."""

    indicator: str
    on: date
    numerator: int
    denominator: int
    source: str = ""


@value
class Facts:
    """Everything recorded about one unit, as of one day: what every figure is computed from.

    `procedures` holds counts summed over the closed months of the year of `as_of`;
    `workload` holds the last closed month that has a record, or None.
    """

    agency: str
    as_of: date
    procedures: tuple[ProcedureFigures, ...] = ()
    counted_months: frozenset[str] = frozenset()
    workload: MonthlyWorkload | None = None
    signers: Mapping[SignerStage, int] | None = None
    entered: Mapping[str, EnteredValue] = field(default_factory=dict)
    baselines: Mapping[str, Baseline] = field(default_factory=dict)


class MeasureRow(NamedTuple):
    """One row behind a measure: aggregates only, never a person."""

    code: str
    label: str
    value: int


def value_of(measure: Measure, measures: Mapping[str, Measure], facts: Facts) -> int | None:
    """Return the measure's number, or None when nothing was recorded that could give one."""
    match measure.source:
        case MeasureSource.PROCEDURES:
            return len(_matching(measure, facts)) if facts.procedures else None
        case MeasureSource.COUNTS:
            if not facts.counted_months:
                return None
            return sum(row.counts.get(measure.count or "", 0) for row in facts.procedures)
        case MeasureSource.WORKLOAD:
            return _workload(measure, facts)
        case MeasureSource.SIGNERS:
            return (
                None
                if facts.signers is None or measure.stage is None
                else facts.signers[measure.stage]
            )
        case MeasureSource.ENTERED:
            entered = facts.entered.get(measure.id)
            return None if entered is None else entered.value
        case MeasureSource.SUM:
            values = [value_of(measures[term], measures, facts) for term in measure.terms]
            known = [value for value in values if value is not None]
            return sum(known) if len(known) == len(values) else None


def rows_of(
    measure: Measure, measures: Mapping[str, Measure], facts: Facts
) -> Iterator[MeasureRow]:
    """Yield the rows behind the measure whose value is not 0; their values add up to it."""
    match measure.source:
        case MeasureSource.PROCEDURES:
            for row in _matching(measure, facts):
                yield MeasureRow(row.procedure.code, row.procedure.name, 1)
        case MeasureSource.COUNTS:
            for row in facts.procedures:
                if value := row.counts.get(measure.count or "", 0):
                    yield MeasureRow(row.procedure.code, row.procedure.name, value)
        case MeasureSource.SUM:
            for term in measure.terms:
                yield from rows_of(measures[term], measures, facts)
        case _:
            total = value_of(measure, measures, facts)
            if total:
                yield MeasureRow(measure.id, measure.title["vi"], total)


def totals_by_code(rows: Iterable[MeasureRow]) -> dict[str, int]:
    """Add up rows of the same code, as a sum of measures has them."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.code] = totals.get(row.code, 0) + row.value
    return totals


def _matching(measure: Measure, facts: Facts) -> list[ProcedureFigures]:
    """Return the procedures in force whose every attribute asked for has an accepted value."""
    # A property of 400 procedures, asked for every measure, is what the start page waits for.
    held = ProcedureAttribute.IN_FORCE
    rows = [row for row in facts.procedures if row.attributes.get(held) == "1"]
    for name, accepted in measure.where.items():
        rows = [row for row in rows if row.value_of(name) in accepted]
    return rows


def _workload(measure: Measure, facts: Facts) -> int | None:
    if facts.workload is None:
        return None
    return (
        facts.workload.online if measure.workload is WorkloadField.ONLINE else facts.workload.total
    )
