"""Findings: what the rules say of a period before it is reported, and what officers answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.examination import examine
from egovdesk.domain.examined import CatalogueVersion, Examined
from egovdesk.domain.findings import Finding, Severity
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.indicators import IndicatorResult, IndicatorState
from egovdesk.domain.measures import Facts, MeasureSource
from egovdesk.domain.monthly_counts import CountedProcedure, months_before
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.tasks import Task, TaskRecord, TaskState, TaskStatus
from egovdesk.domain.text import clean, secrecy_marking
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services import facts
from egovdesk.services.catalogues import clause_labels
from egovdesk.services.facts import Known, Registers
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

if TYPE_CHECKING:
    from egovdesk.storage.findings import Answers

LONGEST_REASON = 500

Tasks = tuple[tuple[TaskRecord, TaskStatus], ...]


@value
class Computed:
    """The facts of a day and the indicators computed from them."""

    facts: Facts
    results: tuple[IndicatorResult, ...]


@value
class Surroundings:
    """What the rules look at beside the facts of two days, read together with them."""

    tasks: Tasks
    counts: tuple[CountedProcedure, ...]
    workload: Mapping[str, MonthlyWorkload]
    catalogue_before: CatalogueVersion | None
    uncovered: tuple[tuple[str, str], ...]
    later: int


class Findings:
    """Runs the catalogue's rules."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, period: Quarter) -> tuple[Finding, ...]:
        """Return what the rules find for a period, errors first, with the reasons given."""
        session = self._session
        as_of = session.as_of(period)
        day_before = session.catalogue.reporting.cut_off(period.previous)
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, as_of, day_before)
            tasks = tuple((record, record.as_of(as_of)) for record in unit.tasks.all())
            around = surroundings(unit, session, period, registers, tasks, as_of)
            reasons = unit.answers.of(str(period))
        now, before = (_computed(session, registers, day) for day in (as_of, day_before))
        return answered(reasons, findings_of(session, period, around, now, before))

    def answer(self, period: Quarter, findings: Iterable[Finding], reason: str) -> Change:
        """Give one reason to warnings of a period; an empty one takes their reasons back.

        A reason holds as long as the figures that the warning quotes; once they change, the
        warning asks again.

        Raises:
            UsageError: a finding is no warning, or the reason is too long or a state secret.
        """
        words = clean(reason)
        chosen = tuple(findings)
        if any(finding.severity is not Severity.WARNING for finding in chosen):
            raise UsageError(ErrorCode.NOT_A_WARNING)
        check_reason(words)
        subject = chosen[0].key if len(chosen) == 1 else str(len(chosen))
        with self._session.workspace.changing(
            UseCase.ANSWER_FINDING, at=self._session.clock(), subject=subject
        ) as unit:
            for finding in chosen:
                unit.answers.put(str(period), finding, words)
        return unit.change


def check_reason(words: str) -> None:
    """Refuse what no report may carry as a reason.

    Raises:
        UsageError: it is too long, or marked as a state secret.
    """
    if marking := secrecy_marking(words):
        raise UsageError(ErrorCode.TEXT_SECRET, field="reason", value=marking)
    if len(words) > LONGEST_REASON:
        raise UsageError(ErrorCode.REASON_NEEDED, limit=LONGEST_REASON)


def answered(reasons: "Answers", found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Add the reasons that were given to warnings with these very figures."""
    if not reasons:
        return tuple(found)
    from egovdesk.storage.findings import key_of

    return tuple(
        replace(finding, reason=reasons.get(key_of(finding), ""))
        if finding.severity is Severity.WARNING
        else finding
        for finding in found
    )


def _computed(session: Session, registers: Registers, day: date) -> Computed:
    found = registers.facts(day)
    return Computed(facts=found, results=facts.evaluator(session, found).all())


def surroundings(  # noqa: PLR0913, PLR0917 - what was read already is not read again
    unit: Unit,
    session: Session,
    period: Quarter,
    registers: Registers,
    tasks: Tasks,
    as_of: date,
    known: Known | None = None,
) -> Surroundings:
    """Read what the rules look at beside the facts; `as_of` is one of the registers' days."""
    known = known or Known()
    reporting = session.catalogue.reporting
    window = reporting.window(period)
    oldest = months_before(reporting.running_month(window.first))[0]
    last = reporting.last_closed_month(as_of)
    return Surroundings(
        tasks=tasks,
        counts=known.counted(unit, oldest, last, as_of),
        workload={month.month: month for month in registers.workload},
        catalogue_before=unit.reports.catalogue_before(str(period)),
        uncovered=tuple(_uncovered(unit, session, tasks, as_of)),
        later=_later(unit, session, registers, tasks, window.last),
    )


def findings_of(
    session: Session, period: Quarter, around: Surroundings, now: Computed, before: Computed
) -> tuple[Finding, ...]:
    """Run the rules on what was read and computed already."""
    catalogue = session.catalogue
    reporting = catalogue.reporting
    due = {month: reporting.month_days(month) for month in reporting.closed_months(now.facts.as_of)}
    return examine(
        Examined(
            facts=now.facts,
            before=before.facts,
            results=now.results,
            previous=before.results,
            indicators=catalogue.indicators,
            tasks=around.tasks,
            window=reporting.window(period),
            today=session.today,
            months=_months_in(session, period, now.facts.as_of),
            months_before=_months_in(session, period.previous, before.facts.as_of),
            due_months=due,
            work_due=tuple(due) if _owes_work(catalogue, now.results) else (),
            counts=around.counts,
            workload=around.workload,
            catalogue=CatalogueVersion(id=catalogue.id, version=catalogue.version),
            catalogue_before=around.catalogue_before,
            uncovered=around.uncovered,
            later=around.later,
        ),
        catalogue.rules,
    )


def _months_in(session: Session, period: Quarter, as_of: date) -> tuple[str, ...]:
    """Return the reporting months that have closed in a period's window by a day."""
    reporting = session.catalogue.reporting
    window = reporting.window(period)
    closed = reporting.closed_months(as_of)
    return tuple(month for month in closed if reporting.month_days(month).last in window)


def _owes_work(catalogue: Catalogue, results: Sequence[IndicatorResult]) -> bool:
    """Say whether an indicator that applies to the unit asks for its monthly counts of work."""
    counted = {
        measure.id
        for measure in catalogue.measures.values()
        if measure.source is MeasureSource.WORKLOAD
    }
    formulas = (
        catalogue.indicators[result.indicator].formula.of_unit
        for result in results
        if result.state is not IndicatorState.NOT_APPLICABLE
    )
    return any({formula.numerator, formula.denominator} & counted for formula in formulas)


def _uncovered(
    unit: Unit, session: Session, tasks: Tasks, as_of: date
) -> Sequence[tuple[str, str]]:
    """Return the duties that nothing takes care of on a day: the directive's number, the label.

    Only where a duty has no task of its own are all clauses of its directive looked at.
    """
    labels = clause_labels(session.catalogue)
    ordered: dict[int, list[Task]] = {}
    for record, status in tasks:
        if record.task.directive is not None and status.state is not TaskState.CANCELLED:
            ordered.setdefault(record.task.directive, []).append(record.task)
    found = []
    for directive, (number, duties) in unit.tasks.duties(as_of).items():
        own = ordered.get(directive, [])
        named = {task.clause for task in own} | {labels.get(task.clause) for task in own}
        if not named.issuperset(duties):
            found += [(number, label) for label in _gaps(unit, directive, own, labels)]
    return found


def _gaps(
    unit: Unit, directive: int, tasks: Sequence[Task], labels: Mapping[str, str]
) -> list[str]:
    from egovdesk.domain.directives import coverage

    clauses = unit.directives.clauses(directive)
    known = {clause.label for clause in clauses}
    named = [
        task if task.clause in known else replace(task, clause=labels.get(task.clause, task.clause))
        for task in tasks
    ]
    return [clause.label for clause in coverage(clauses, named).uncovered]


def _later(unit: Unit, session: Session, registers: Registers, tasks: Tasks, cut_off: date) -> int:
    """Return how many records are dated after a cut-off."""
    month = session.catalogue.reporting.last_closed_month(cut_off)
    days = [
        *(event.on for record in registers.signers for event in record.events),
        *(event.on for record, _status in tasks for event in record.events),
        *(value.on for value in registers.entered),
    ]
    return (
        unit.procedures.later_than(cut_off, month)
        + sum(work.month > month for work in registers.workload)
        + sum(day > cut_off for day in days)
    )
