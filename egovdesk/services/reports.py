"""Reports: what a quarter's report would say now, freezing it, and recalling what was frozen."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import egovdesk
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.errors import ErrorCode, RefusedError, UsageError
from egovdesk.domain.findings import DESK_ONLY, Finding, Severity, fingerprint, is_blocking
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.reports import (
    CatalogueStamp,
    JournalStamp,
    ProcedureLine,
    QuarterlyReport,
    ReportAction,
    TaskLine,
)
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.domain.text import clean
from egovdesk.domain.values import value
from egovdesk.services.findings import (
    LONGEST_REASON,
    Computed,
    answered,
    check_reason,
    findings_of,
    surroundings,
)
from egovdesk.services.narrative import SectionState, compose
from egovdesk.services.quarter import QuarterFacts, gather
from egovdesk.services.session import Session
from egovdesk.storage.reports import AttachedLetter, FrozenReport, Recall, SentPackage
from egovdesk.storage.unit import Unit


@value
class ReportRow:
    """A frozen revision of a period's report, its recall, and the package that carried it.

    `letter` was signed elsewhere and takes the place of the one that the program makes.
    """

    report: FrozenReport
    recall: Recall | None
    package: SentPackage | None
    letter: AttachedLetter | None = None

    @property
    def is_signed(self) -> bool:
        """Say whether it was signed and packed, by somebody who answers for it.

        What a trial key signed is for trying out, and gives way to the first real signature.
        """
        return self.package is not None and not self.package.is_trial


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
    def live(self) -> ReportRow | None:
        """The frozen revision that stands: the last one, unless it was recalled."""
        return _live(self.history)

    @property
    def is_ready(self) -> bool:
        """Say whether the figures may be frozen: they have closed and no finding forbids it."""
        return self.is_closed and not is_blocking(self.findings)


@value
class Closing:
    """A period's report on its way out: where it stands, and what it would say now."""

    state: PeriodState
    draft: QuarterlyReport
    narrative: tuple[SectionState, ...]

    @property
    def has_changed(self) -> bool:
        """Say whether the records say something else now than what stands frozen."""
        live = self.state.live
        return live is not None and live.report.figures_digest != digest_of(self.draft)


class Reports:
    """The unit's quarterly reports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def state(self, period: Quarter, findings: tuple[Finding, ...]) -> PeriodState:
        """Return a period's dates, what the rules found, and its revisions."""
        with self._session.workspace.reading() as unit:
            return self._state(period, findings, _history(unit, period))

    def closing(self, period: Quarter) -> Closing:
        """Return everything about a period's report: what it would say now, too."""
        with self._session.workspace.reading() as unit:
            history = _history(unit, period)
            gathered = gather(unit, self._session, period)
            found = _found(unit, self._session, period, gathered)
            narrative = compose(unit, self._session, period, gathered.material)
            draft = _drafted(unit, self._session, period, gathered, history)
        travelling = tuple(finding for finding in found if finding.rule not in DESK_ONLY)
        sections = tuple(each.section for each in narrative)
        draft = replace(draft, findings=travelling, narrative=sections)
        state = self._state(period, found, history)
        return Closing(state=state, draft=draft, narrative=narrative)

    def draft(self, period: Quarter) -> QuarterlyReport:
        """Return what the report would say now, ready or not."""
        return self.closing(period).draft

    def live(self, period: Quarter) -> ReportRow | None:
        """Return the frozen revision that stands, or None."""
        with self._session.workspace.reading() as unit:
            return _live(_history(unit, period))

    def freeze(self, period: Quarter) -> FrozenReport:
        """Compute the next revision of a period's report, once and for good.

        Raises:
            UsageError: the period's figures have not closed yet.
            RefusedError: a rule found an error, a warning has no reason, or a revision stands.
        """
        closing = self.closing(period)
        _check_ready(closing.state)
        return self._freeze(closing.draft)

    def recall(self, period: Quarter, reason: str) -> Change:
        """Take back the revision that stands, so that the next one can correct it.

        Both stay on record; the reason travels with the next one, which needs a new signature.

        Raises:
            UsageError: there is no reason, or it is too long or a state secret.
            RefusedError: no revision stands.
        """
        words = clean(reason)
        if not words:
            raise UsageError(ErrorCode.REASON_NEEDED, limit=LONGEST_REASON)
        check_reason(words)
        at = self._session.clock()
        with self._session.workspace.changing(
            UseCase.RECALL_REPORT, at=at, subject=str(period)
        ) as unit:
            live = _live(_history(unit, period))
            if live is None:
                raise RefusedError(ErrorCode.REPORT_NOT_FROZEN, period=str(period))
            unit.reports.recall(Recall(report_id=live.report.id, at=at, reason=words))
        return unit.change

    def _state(
        self, period: Quarter, findings: tuple[Finding, ...], history: tuple[ReportRow, ...]
    ) -> PeriodState:
        catalogue, reporting = self._session.catalogue, self._session.catalogue.reporting
        due_on, cut_off = reporting.due_on(period), reporting.cut_off(period)
        return PeriodState(
            period=period,
            window=reporting.window(period),
            cut_off=cut_off,
            due_on=due_on,
            last_working_day=catalogue.calendar.last_working_day(due_on),
            is_closed=cut_off <= self._session.today,
            findings=findings,
            history=history,
        )

    def _freeze(self, draft: QuarterlyReport) -> FrozenReport:
        from egovdesk.documents.payload import to_payload

        frozen = FrozenReport(
            id=0,
            period=str(draft.period),
            revision=draft.revision,
            action=draft.action.value,
            cut_off=draft.cut_off,
            frozen_at=draft.frozen_at,
            payload=to_payload(draft).decode(),
            figures_digest=digest_of(draft),
        )
        with self._session.workspace.changing(
            UseCase.FREEZE_REPORT, at=draft.frozen_at, subject=str(draft.period)
        ) as unit:
            return replace(frozen, id=unit.reports.add(frozen))


def thawed(frozen: FrozenReport) -> QuarterlyReport:
    """Return the report that was frozen, to render it or to compare with it."""
    from egovdesk.documents.payload_reader import from_payload

    return from_payload(json.loads(frozen.payload))


def digest_of(report: QuarterlyReport) -> str:
    """Return the SHA-256 (hex) of what the report says, whatever its number, time and reason."""
    from egovdesk.documents.payload import to_payload

    bare = replace(
        report,
        revision=0,
        action=ReportAction.NEW,
        reason="",
        sequence=0,
        previous_package=None,
        journal=JournalStamp(head="", count=0),
        frozen_at=datetime(1970, 1, 1, tzinfo=UTC),
        program_version="",
    )
    return hashlib.sha256(to_payload(bare)).hexdigest()


def _check_ready(state: PeriodState) -> None:
    period = str(state.period)
    if not state.is_closed:
        cut_off = f"{state.cut_off:%d/%m/%Y}"
        raise UsageError(ErrorCode.PERIOD_FUTURE, value=period, cut_off=cut_off)
    if state.live is not None:
        revision = state.live.report.revision
        raise RefusedError(ErrorCode.REPORT_FROZEN, period=period, revision=revision)
    errors = [f for f in state.findings if f.severity is Severity.ERROR]
    open_warnings = [f for f in state.findings if f.needs_reason]
    for found, code in (
        (errors, ErrorCode.REPORT_BLOCKED),
        (open_warnings, ErrorCode.REPORT_UNANSWERED),
    ):
        if found:
            from egovdesk.wording.messages import finding_message

            first = finding_message(found[0]).cause
            raise RefusedError(code, period=period, count=len(found), first=first)


def _history(unit: Unit, period: Quarter) -> tuple[ReportRow, ...]:
    recalls = unit.reports.recalls()
    packages = {package.report_id: package for package in unit.reports.packages()}
    letters = unit.reports.letters()
    return tuple(
        ReportRow(
            report=r,
            recall=recalls.get(r.id),
            package=packages.get(r.id),
            letter=letters.get(r.id),
        )
        for r in unit.reports.of_period(str(period))
    )


def _live(history: tuple[ReportRow, ...]) -> ReportRow | None:
    return history[-1] if history and history[-1].recall is None else None


def _found(
    unit: Unit, session: Session, period: Quarter, gathered: QuarterFacts
) -> tuple[Finding, ...]:
    """Return what the rules find as of the cut-off, with the reasons given."""
    around = surroundings(
        unit, session, period, gathered.registers, gathered.tasks, gathered.now.as_of
    )
    now = Computed(facts=gathered.now, results=gathered.results)
    before = Computed(facts=gathered.before, results=gathered.previous)
    found = findings_of(session, period, around, now, before)
    return answered(unit.answers.of(str(period)), found)


def _drafted(
    unit: Unit,
    session: Session,
    period: Quarter,
    gathered: QuarterFacts,
    history: tuple[ReportRow, ...],
) -> QuarterlyReport:
    """Return the report without findings and narrative."""
    catalogue = session.catalogue
    reporting = catalogue.reporting
    months = reporting.closed_months(reporting.cut_off(period))
    recalled = history[-1].recall if history else None
    return QuarterlyReport(
        agency=session.agency,
        recipient=catalogue.recipient,
        period=period,
        window=reporting.window(period),
        cut_off=reporting.cut_off(period),
        due_on=reporting.due_on(period),
        revision=len(history) + 1,
        action=ReportAction.REPLACE if any(row.is_signed for row in history) else ReportAction.NEW,
        reason=recalled.reason if recalled else "",
        sequence=0,
        previous_package=None,
        journal=unit.history.stamp(),
        catalogue=_stamp(catalogue),
        rules_fingerprint=fingerprint(catalogue.rules),
        program_version=egovdesk.__version__,
        frozen_at=session.clock(),
        is_sample=session.is_sample,
        indicators=gathered.lines,
        tasks=_task_lines(unit, session, gathered.tasks),
        procedures=tuple(
            ProcedureLine(figures=figures, level_label=_level_label(session, figures.level))
            for figures in gathered.now.procedures
        ),
        counted_months=tuple(month for month in months if month in gathered.now.counted_months),
        signers=gathered.signers,
        workload=gathered.workload,
        findings=(),
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
