"""Findings: what the rules say of a period before it is reported, and what officers answer."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.findings import Examined, Finding, Severity, examine
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.indicators import IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.domain.text import clean, secrecy_marking
from egovdesk.services import facts
from egovdesk.services.session import Session

if TYPE_CHECKING:
    from egovdesk.storage.findings import Answers

LONGEST_REASON = 500


class Findings:
    """Runs the catalogue's rules."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, period: Quarter) -> tuple[Finding, ...]:
        """Return what the rules find for a period, errors first, with the reasons given."""
        session = self._session
        as_of = session.as_of(period)
        before = session.catalogue.reporting.cut_off(period.previous)
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, as_of, before)
            tasks = unit.tasks.all()
            now = registers.facts(as_of)
            found = findings_of(
                session,
                period,
                now,
                results=facts.evaluator(session, now).all(),
                previous=facts.evaluator(session, registers.facts(before)).all(),
                tasks=tuple((record, record.as_of(as_of)) for record in tasks),
            )
            return answered(unit.answers.of(str(period)), found)

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


def findings_of(
    session: Session,
    period: Quarter,
    now: Facts,
    *,
    results: tuple[IndicatorResult, ...],
    previous: tuple[IndicatorResult, ...],
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...],
) -> tuple[Finding, ...]:
    """Run the rules on what was read and computed already."""
    reporting = session.catalogue.reporting
    return examine(
        Examined(
            facts=now,
            results=results,
            previous=previous,
            tasks=tasks,
            due_months=reporting.closed_months(now.as_of),
            window_first=reporting.window(period).first,
        ),
        session.catalogue.rules,
    )
