"""Who signs, counted from signed documents and recorded in the register of signers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.holders import Holders
from egovdesk.domain.plans import Draft
from egovdesk.domain.quarter import DateRange
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signed_documents import CertificateUse, FolderCount
from egovdesk.domain.signers import SignerStage, SignerStatus, status_as_of
from egovdesk.domain.text import name_key
from egovdesk.services.registers import Registers
from egovdesk.services.session import Session
from egovdesk.signing.container import Progress
from egovdesk.signing.signed_pdfs import count_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningEvidence:
    """How many documents a signer signed, by each certificate, and on which days."""

    status: SignerStatus
    documents: int
    days: tuple[date, ...]

    @property
    def signs(self) -> bool:
        """Whether the documents show that the signer signs."""
        return self.documents > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the documents of a folder say about the signers of the register.

    `signers` are those who could sign at the end of the period and those who did.
    """

    count: FolderCount
    signers: tuple[SigningEvidence, ...]
    unknown: tuple[CertificateUse, ...]


class SignedDocuments:
    """Evidence of signing; of the documents themselves nothing is kept."""

    def __init__(self, session: Session, registers: Registers) -> None:
        self._session = session
        self._registers = registers

    def count(self, folder: Path, period: DateRange, report: Progress) -> Counted:
        """Count a folder's documents that were signed in the period, by signer.

        `report` is called with the documents done and those in all; what it raises ends the work.

        Raises:
            InputError: the folder is missing or cannot be read.
        """
        count = count_folder(folder, report=report, since=period.first, until=period.last)
        with self._session.workspace.reading() as unit:
            histories = unit.signers.histories()
        known, unknown = Holders(histories).sort_uses(count.by_certificate)
        found = [
            _evidence(status_as_of(signer, events, period.last), known.get(signer.id, []))
            for signer, events in histories
        ]
        relevant = [one for one in found if one.signs or SignerStage.VALID in one.status.stages]
        relevant.sort(key=lambda one: (-one.documents, name_key(one.status.signer.full_name)))
        return Counted(count=count, signers=tuple(relevant), unknown=tuple(unknown))

    def record(self, decisions: Mapping[int, bool], on: date) -> Change:
        """Record who signs and who does not from a day on, in one use case.

        Raises:
            RefusedError: it is recorded like that already.
        """
        drafts = [
            Draft(place, {"signing": signs}, signer_id)
            for place, (signer_id, signs) in enumerate(decisions.items(), 1)
        ]
        planned = self._registers.plan(RegisterKind.SIGNERS, drafts, on)
        return self._registers.apply(planned, use_case=UseCase.RECORD_SIGNING, on=on)


def _evidence(status: SignerStatus, uses: list[CertificateUse]) -> SigningEvidence:
    return SigningEvidence(
        status=status,
        documents=sum(use.documents for use in uses),
        days=tuple(sorted({day for use in uses for day in use.days})),
    )
