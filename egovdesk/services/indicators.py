"""Indicators: the values of a day, and everything that is behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.indicators import Evaluator, Indicator, IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.targets import Plan, Planner
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.domain.values import value
from egovdesk.services import facts
from egovdesk.services.facts import Registers
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

HISTORY_QUARTERS = 12


class ProofKind(StrEnum):
    """What speaks for an indicator's figures."""

    TASK = "task"
    BASELINE = "baseline"
    ENTERED = "entered"


@value
class Proof:
    """Something that an indicator's figures rest on: a task of its clause, or what was typed.

    `key` is the code of the task, the id of the indicator that has the baseline, or of the measure
    that was entered; `title` what the task is, or the figure. A task that no document proves yet
    is here all the same; then `document` and `file` are empty.
    """

    kind: ProofKind
    key: str
    title: str
    status: TaskStatus | None = None
    document: str = ""
    on: date | None = None
    file: str = ""


@value
class QuarterPoint:
    """An indicator at a quarter's cut-off; the quarter that is still open, as of today."""

    quarter: Quarter
    result: IndicatorResult


@value
class IndicatorDetail:
    """Everything there is to know of one indicator; `history` has the oldest quarter first."""

    period: Quarter
    line: IndicatorLine
    plan: Plan
    history: tuple[QuarterPoint, ...]
    proofs: tuple[Proof, ...]


class Indicators:
    """Computes the catalogue's indicators from what was recorded."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self, as_of: date, previous: date) -> tuple[IndicatorLine, ...]:
        """Return every indicator as of a day, with its value on an earlier day and its rows."""
        session = self._session
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, as_of, previous)
        now = facts.evaluator(session, registers.facts(as_of))
        before = facts.evaluator(session, registers.facts(previous))
        return facts.lines(session, now, now.all(), before.all())

    def plans(self, as_of: date) -> dict[str, Plan]:
        """Return, by indicator, what is missing to reach its next target as of a day."""
        session = self._session
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, as_of)
        gathered = registers.facts(as_of)
        evaluator = facts.evaluator(session, gathered)
        planner = _planner(session.catalogue, gathered, registers)
        return {
            indicator.id: _planned(planner, evaluator, indicator)
            for indicator in session.catalogue.indicators.values()
        }

    def detail(self, indicator_id: str, period: Quarter) -> IndicatorDetail:
        """Return an indicator in a period, with its plan, its last quarters and its evidence."""
        session = self._session
        catalogue = session.catalogue
        indicator = catalogue.indicators[indicator_id]
        quarters = _quarters_to(period)
        days = {quarter: catalogue.reporting.cut_off(quarter) for quarter in quarters}
        days[period] = session.as_of(period)
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, *days.values())
            proofs = _proofs(unit, session, indicator, days[period])
        gathered = registers.facts(days[period])
        evaluator = facts.evaluator(session, gathered)
        earlier = [
            facts.evaluator(session, registers.facts(days[quarter])).result(indicator)
            for quarter in quarters[:-1]
        ]
        result = evaluator.result(indicator)
        return IndicatorDetail(
            period=period,
            line=IndicatorLine(
                indicator=indicator,
                result=result,
                previous=earlier[-1],
                rows=evaluator.rows_behind(indicator),
            ),
            plan=_planned(_planner(catalogue, gathered, registers), evaluator, indicator),
            history=tuple(
                QuarterPoint(quarter=quarter, result=found)
                for quarter, found in zip(quarters, (*earlier, result), strict=True)
            ),
            proofs=proofs,
        )

    def save_table(
        self, target: Path, title: str, head: Sequence[str], rows: Sequence[Sequence[str | int]]
    ) -> None:
        """Write a list of a card as a workbook; columns of whole numbers are numbers there.

        Raises:
            InputError: the file cannot be written; nothing is left behind.
        """
        from egovdesk.documents.columns import Column, ColumnKind
        from egovdesk.documents.table_writer import write_table

        held = list(zip(*rows, strict=True)) or [()] * len(head)
        columns = [
            Column(title=name, kind=ColumnKind.WHOLE if _is_whole(column) else ColumnKind.TEXT)
            for name, column in zip(head, held, strict=True)
        ]
        write_table(target, title, columns, rows)


def _is_whole(column: Sequence[str | int]) -> bool:
    return all(isinstance(entry, int) for entry in column)


def _quarters_to(period: Quarter) -> list[Quarter]:
    """Return the quarters of a card's history, a period's own last."""
    quarters = [period]
    while len(quarters) < HISTORY_QUARTERS:
        quarters.insert(0, quarters[0].previous)
    return quarters


def _planner(catalogue: Catalogue, gathered: Facts, registers: Registers) -> Planner:
    limit = max(registers.months[gathered.as_of], default=f"{gathered.as_of.year - 1}-12")
    return Planner(
        catalogue.indicators,
        catalogue.measures,
        catalogue.reporting,
        gathered,
        tuple(month for month in registers.workload if month.month <= limit),
    )


def _planned(planner: Planner, evaluator: Evaluator, indicator: Indicator) -> Plan:
    rows = evaluator.rows_behind(indicator)
    return planner.plan(indicator, evaluator.result(indicator), rows)


def _proofs(unit: Unit, session: Session, indicator: Indicator, as_of: date) -> tuple[Proof, ...]:
    tasks = [record for record in unit.tasks.all() if _is_about(record, indicator)]
    return (
        *_task_proofs(unit, tasks, as_of),
        *_entered_proofs(unit, session.catalogue, indicator, as_of),
    )


def _is_about(record: TaskRecord, indicator: Indicator) -> bool:
    """Say whether a task is on the indicator's clause, or on a point of it."""
    clause = record.task.clause
    return clause == indicator.clause or clause.startswith(f"{indicator.clause}-")


def _task_proofs(unit: Unit, tasks: Sequence[TaskRecord], as_of: date) -> list[Proof]:
    statuses = {record.task.code: record.as_of(as_of) for record in tasks}
    kept = unit.evidence.by_ids({i for status in statuses.values() for i in status.evidence})
    found: list[Proof] = []
    for record in tasks:
        status = statuses[record.task.code]
        bare = Proof(
            kind=ProofKind.TASK,
            key=record.task.code,
            title=record.task.title,
            status=status,
            on=status.completed_on,
        )
        documents = [kept[i] for i in status.evidence if i in kept]
        found += [_documented(bare, each) for each in documents] or [bare]
    return found


def _documented(task: Proof, evidence: Evidence) -> Proof:
    document = " · ".join(filter(None, (evidence.document_number, evidence.subject)))
    return replace(task, document=document, on=evidence.document_date, file=evidence.name)


def _entered_proofs(
    unit: Unit, catalogue: Catalogue, indicator: Indicator, as_of: date
) -> list[Proof]:
    """Return where the figures come from that were typed: the baseline, and entered measures."""
    found = []
    if baseline := unit.measures.baselines().get(indicator.id):
        found.append(
            Proof(
                kind=ProofKind.BASELINE,
                key=indicator.id,
                title=f"{baseline.numerator} / {baseline.denominator}",
                document=baseline.source,
                on=baseline.on,
            )
        )
    entered = {each.measure: each for each in unit.measures.entered() if each.on <= as_of}
    found += [
        Proof(
            kind=ProofKind.ENTERED,
            key=measure,
            title=f"{entered[measure].value}",
            document=entered[measure].note,
            on=entered[measure].on,
        )
        for measure in _measures_of(indicator, catalogue.indicators)
        if measure in entered
    ]
    return found


def _measures_of(indicator: Indicator, known: Mapping[str, Indicator]) -> list[str]:
    formula = indicator.formula.of_unit
    if formula.full:
        formula = known[formula.full].formula.of_unit
    named = (formula.numerator, formula.denominator, indicator.applies.measure)
    return [measure for measure in dict.fromkeys(named) if measure]
