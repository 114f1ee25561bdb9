"""Signatures and work online: who signs, and how much work is handled online."""

from datetime import date

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signers import (
    HeldCertificate,
    SignerEvent,
    SignerEventKind,
    SignerHistory,
    SignerStage,
    SignerStatus,
    certificates_of,
    count_by_stage,
    status_as_of,
)
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session


@value
class Adoption:
    """Signers and work handled online, as of a day; `workload` has the closed months only.

    `missing_months` are the months of the year that have closed and were not recorded.
    """

    signers: tuple[SignerStatus, ...]
    counts: dict[SignerStage, int]
    workload: tuple[MonthlyWorkload, ...]
    missing_months: tuple[str, ...]


@value
class SignerDossier:
    """One signer as of a day: how he or she stands, and every certificate, the latest first."""

    status: SignerStatus
    certificates: tuple[HeldCertificate, ...]


class Signers:
    """The register of signers and the monthly counts of clause 2.a."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def adoption(self, as_of: date) -> Adoption:
        """Return signers and workload as of a day."""
        closed = self._session.catalogue.reporting.closed_months(as_of)
        with self._session.workspace.reading() as unit:
            statuses = tuple(record.as_of(as_of) for record in unit.signers.all())
            recorded = unit.workload.all()
        limit = max(closed, default=f"{as_of.year - 1}-12")
        known = {month.month for month in recorded}
        return Adoption(
            signers=statuses,
            counts=count_by_stage(statuses),
            workload=tuple(month for month in recorded if month.month <= limit),
            missing_months=tuple(month for month in closed if month not in known),
        )

    def dossier(self, signer_id: int, as_of: date) -> SignerDossier:
        """Return what is known of a signer as of a day.

        Raises:
            UsageError: there is no such signer.
        """
        with self._session.workspace.reading() as unit:
            signer, events = _known(unit.signers.history(signer_id), signer_id)
        return SignerDossier(
            status=status_as_of(signer, events, as_of),
            certificates=certificates_of(event for event in events if event.on <= as_of),
        )

    def revoke(self, signer_id: int, serial: str, on: date) -> Change:
        """Record that one of a signer's certificates was revoked.

        Raises:
            UsageError: there is no such certificate in force, or the day cannot be.
        """
        event = SignerEvent(kind=SignerEventKind.REVOKED, on=on, serial=serial)
        return self._happened(UseCase.REVOKE_CERTIFICATE, signer_id, event)

    def leave(self, signer_id: int, on: date) -> Change:
        """Record that a signer left service: nobody is entitled after that.

        Raises:
            UsageError: there is no such signer in service, or the day cannot be.
        """
        event = SignerEvent(kind=SignerEventKind.LEFT, on=on)
        return self._happened(UseCase.LEAVE_SERVICE, signer_id, event)

    def come_back(self, signer_id: int, on: date) -> Change:
        """Record that a signer is in service again, and entitled to a new certificate.

        Raises:
            UsageError: there is no such signer out of service, or the day cannot be.
        """
        event = SignerEvent(kind=SignerEventKind.ENTITLED, on=on)
        return self._happened(UseCase.RETURN_TO_SERVICE, signer_id, event)

    def _happened(self, use_case: UseCase, signer_id: int, event: SignerEvent) -> Change:
        session = self._session
        with session.workspace.reading() as unit:
            signer, events = _known(unit.signers.history(signer_id), signer_id)
        if event.on > session.today or not _can_be((signer, events), event):
            raise UsageError(ErrorCode.FIELD_INVALID, field="on", value=f"{event.on:%d/%m/%Y}")
        subject = f"{RegisterKind.SIGNERS.value}={signer.full_name}"
        with session.workspace.changing(use_case, at=session.clock(), subject=subject) as unit:
            unit.signers.add_event(signer_id, event)
        return unit.change


def _known(found: SignerHistory | None, signer_id: int) -> SignerHistory:
    if found is None:
        raise UsageError(ErrorCode.RECORD_MISSING, value=str(signer_id))
    return found


def _can_be(history: SignerHistory, event: SignerEvent) -> bool:
    """Say whether the event may follow on what was recorded, and nothing later speaks against it.

    Leaving and coming back are one after the other, so nothing of the kind may lie later.
    """
    signer, events = history
    if event.kind is SignerEventKind.REVOKED:
        return any(
            one.serial == event.serial and one.revoked_on is None and one.issued_on <= event.on
            for one in certificates_of(events)
        )
    turns = (SignerEventKind.LEFT, SignerEventKind.ENTITLED)
    if any(one.kind in turns and one.on >= event.on for one in events):
        return False
    is_entitled = SignerStage.ENTITLED in status_as_of(signer, events, event.on).stages
    return is_entitled is (event.kind is SignerEventKind.LEFT)
