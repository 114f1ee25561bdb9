"""Reports: computing a quarter once, and the list of what was reported."""

from datetime import date

import egovdesk
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.errors import ErrorCode, RefusedError, UsageError
from egovdesk.domain.findings import Finding, Severity, fingerprint, is_blocking
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.reports import (
    CatalogueStamp,
    ProcedureLine,
    QuarterlyReport,
    ReportAction,
    TaskLine,
)
from egovdesk.domain.signers import count_by_stage
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.domain.values import value
from egovdesk.services import facts
from egovdesk.services.findings import findings_of
from egovdesk.services.session import Session
from egovdesk.storage.reports import FrozenReport, SentPackage
from egovdesk.storage.unit import Unit


@value
class ReportRow:
    """A frozen revision of a period's report, and the package that carried it."""

    report: FrozenReport
    package: SentPackage | None


@value
class PeriodState:
    """Where a period's report stands; `window` are the days whose facts it covers."""

    period: Quarter
    window: DateRange
    cut_off: date
    due_on: date
    last_working_day: date
    is_closed: bool
    findings: tuple[Finding, ...]
    history: tuple[ReportRow, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether the report may be made: the figures have closed and no error blocks."""
        return self.is_closed and not is_blocking(self.findings)


class Reports:
    """The unit's quarterly reports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def state(self, period: Quarter, findings: tuple[Finding, ...]) -> PeriodState:
        """Return a period's dates, what the rules found, and its revisions."""
        catalogue = self._session.catalogue
        due_on = catalogue.reporting.due_on(period)
        cut_off = catalogue.reporting.cut_off(period)
        with self._session.workspace.reading() as unit:
            packages = {package.report_id: package for package in unit.reports.packages()}
            frozen = unit.reports.of_period(str(period))
        return PeriodState(
            period=period,
            window=catalogue.reporting.window(period),
            cut_off=cut_off,
            due_on=due_on,
            last_working_day=catalogue.calendar.last_working_day(due_on),
            is_closed=cut_off <= self._session.today,
            findings=findings,
            history=tuple(ReportRow(report=r, package=packages.get(r.id)) for r in frozen),
        )

    def compute(self, period: Quarter) -> QuarterlyReport:
        """Compute the next revision of a period's report.

        Raises:
            UsageError: the period's figures have not closed yet.
            RefusedError: a rule found an error.
        """
        session = self._session
        cut_off = session.catalogue.reporting.cut_off(period)
        if cut_off > session.today:
            raise UsageError(
                ErrorCode.PERIOD_FUTURE, value=str(period), cut_off=f"{cut_off:%d/%m/%Y}"
            )
        with session.workspace.reading() as unit:
            report = _computed(unit, session, period)
        if is_blocking(report.findings):
            from egovdesk.wording.messages import finding_message

            errors = [f for f in report.findings if f.severity is Severity.ERROR]
            raise RefusedError(
                ErrorCode.REPORT_BLOCKED,
                period=str(period),
                count=len(errors),
                first=finding_message(errors[0]).cause,
            )
        return report


def _computed(unit: Unit, session: Session, period: Quarter) -> QuarterlyReport:
    catalogue = session.catalogue
    reporting = catalogue.reporting
    cut_off = reporting.cut_off(period)
    months = reporting.closed_months(cut_off)
    before = reporting.cut_off(period.previous)
    registers = facts.read(unit, session, cut_off, before)
    now = registers.facts(cut_off)
    current = facts.evaluator(session, now)
    earlier = facts.evaluator(session, registers.facts(before))
    results, previous = current.all(), earlier.all()
    revisions = unit.reports.of_period(str(period))
    packages = unit.reports.packages()
    tasks = tuple((record, record.as_of(cut_off)) for record in unit.tasks.all())
    return QuarterlyReport(
        agency=session.agency,
        recipient=catalogue.recipient,
        period=period,
        window=reporting.window(period),
        cut_off=cut_off,
        due_on=reporting.due_on(period),
        revision=len(revisions) + 1,
        action=ReportAction.REPLACE if revisions else ReportAction.NEW,
        sequence=len(packages) + 1,
        previous_package=packages[-1].digest if packages else None,
        journal=unit.history.stamp(),
        catalogue=_stamp(catalogue),
        rules_fingerprint=fingerprint(catalogue.rules),
        program_version=egovdesk.__version__,
        frozen_at=session.clock(),
        is_sample=session.is_sample,
        indicators=facts.lines(session, current, results, previous),
        tasks=_task_lines(unit, session, tasks),
        procedures=tuple(
            ProcedureLine(figures=figures, level_label=_level_label(session, figures.level))
            for figures in now.procedures
        ),
        counted_months=tuple(month for month in months if month in now.counted_months),
        signers=count_by_stage(record.as_of(cut_off) for record in registers.signers),
        workload=tuple(month for month in registers.workload if month.month in months),
        findings=findings_of(session, period, now, results=results, previous=previous, tasks=tasks),
        narrative=(),
    )


def _stamp(catalogue: Catalogue) -> CatalogueStamp:
    directive = catalogue.documents[catalogue.directive]
    return CatalogueStamp(
        id=catalogue.id,
        version=catalogue.version,
        digest=catalogue.digest,
        directive_number=directive.number,
        directive_date=directive.date,
    )


def _task_lines(
    unit: Unit, session: Session, tasks: tuple[tuple[TaskRecord, TaskStatus], ...]
) -> tuple[TaskLine, ...]:
    evidence = unit.evidence.by_ids({i for _, status in tasks for i in status.evidence})
    return tuple(
        TaskLine(
            task=record.task,
            clause_label=session.catalogue.clause_label(record.task.clause),
            status=status,
            evidence=tuple(evidence[i] for i in status.evidence if i in evidence),
        )
        for record, status in tasks
    )


def _level_label(session: Session, level: str) -> str:
    found = session.catalogue.levels.get(level)
    return found.label["vi"] if found else ""
