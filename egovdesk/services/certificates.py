"""Certificates for the register of signers, read from files and tokens instead of typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from egovdesk.domain.cells import Raw
from egovdesk.domain.certificates import CertificateFacts, TokenCertificate, TokenDriver
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.holders import HolderMatch, Holders
from egovdesk.domain.plans import Draft, Plan
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.registers import Registers
from egovdesk.services.session import Session
from egovdesk.signing.certificate_files import read_certificates
from egovdesk.signing.tokens import find_drivers, token_certificates


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A certificate that the officer takes over; `signer_id` is None for a new signer."""

    facts: CertificateFacts
    signer_id: int | None


class Certificates:
    """Reads certificates, finds whose they are, and enters them."""

    def __init__(self, session: Session, registers: Registers) -> None:
        self._session = session
        self._registers = registers

    def read_file(self, path: Path, passphrase: str | None = None) -> tuple[CertificateFacts, ...]:
        """Read every certificate of a file; the passphrase is used once and not kept.

        Raises:
            InputError: it holds none, or needs another passphrase.
        """
        return read_certificates(path, passphrase.encode() if passphrase else None)

    def drivers(self) -> tuple[TokenDriver, ...]:
        """Return the token drivers that are installed on this computer."""
        return find_drivers()

    def read_token(self, driver: Path, waiting: Callable[[], None]) -> tuple[TokenCertificate, ...]:
        """Read the certificates of the tokens that are plugged in; `waiting` may raise to cancel.

        Raises:
            InputError: the driver does not work, or does not answer.
        """
        return token_certificates(driver, waiting)

    def match(self, found: Iterable[CertificateFacts]) -> tuple[HolderMatch, ...]:
        """Return whose each certificate may be."""
        holders = self._holders()
        return tuple(map(holders.match, found))

    def plan(self, taken: Sequence[Taken], as_of: date) -> Plan:
        """Say what taking certificates over would do to the register of signers."""
        holders = self._holders()
        drafts = [
            Draft(place, _raw(one, holders), one.signer_id) for place, one in enumerate(taken, 1)
        ]
        return self._registers.plan(RegisterKind.SIGNERS, drafts, as_of)

    def enter(self, planned: Plan, on: date) -> Change:
        """Enter what was planned, in one use case; new signers are entitled from the day.

        Raises:
            RefusedError: nothing in the plan can be saved.
        """
        return self._registers.apply(planned, use_case=UseCase.READ_CERTIFICATES, on=on)

    def _holders(self) -> Holders:
        with self._session.workspace.reading() as unit:
            return Holders(unit.signers.histories())


def _raw(taken: Taken, holders: Holders) -> dict[str, Raw]:
    """Return the cells of a certificate; one that is recorded keeps its number as written."""
    facts = taken.facts
    raw: dict[str, Raw] = {
        "issuer": facts.issuer,
        "valid_from": facts.valid_from,
        "valid_to": facts.valid_to,
    }
    if taken.signer_id is None:
        raw |= {"full_name": facts.subject, "position": facts.title, "department": facts.unit}
    if taken.signer_id is None or not holders.has_latest(taken.signer_id, facts.serial):
        raw["serial"] = facts.serial
    return raw
