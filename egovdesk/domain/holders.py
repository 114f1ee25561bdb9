"""Whose certificate it is: what was read, put to the signers that the register knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from egovdesk.domain.certificates import CertificateFacts, serial_key
from egovdesk.domain.signed_documents import CertificateUse
from egovdesk.domain.signers import Signer, SignerHistory, certificates_of
from egovdesk.domain.text import fold


class MatchedBy(StrEnum):
    """By what a signer was found for a certificate."""

    SERIAL = "serial"
    NAME = "name"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderMatch:
    """Whose a certificate may be: the likeliest first, none where nobody is known.

    `is_former` says that the signer has had another certificate since this one.
    """

    facts: CertificateFacts
    by: MatchedBy
    candidates: tuple[Signer, ...] = ()
    is_former: bool = False


class Holders:
    """The signers of the register, found by serial numbers and by names."""

    def __init__(self, histories: Iterable[SignerHistory]) -> None:
        self._by_serial: dict[str, tuple[Signer, bool]] = {}
        self._by_name: dict[str, list[Signer]] = {}
        self._latest: dict[int, str] = {}
        for signer, events in histories:
            self._by_name.setdefault(fold(signer.full_name), []).append(signer)
            held = certificates_of(events)
            for place, certificate in enumerate(held):
                if key := serial_key(certificate.serial):
                    self._by_serial.setdefault(key, (signer, place > 0))
            if held:
                self._latest[signer.id] = serial_key(held[0].serial)

    def match(self, facts: CertificateFacts) -> HolderMatch:
        """Return whose a certificate is: by its serial number, else by the holder's name."""
        key = serial_key(facts.serial)
        if key in self._by_serial:
            signer, is_former = self._by_serial[key]
            return HolderMatch(
                facts=facts, by=MatchedBy.SERIAL, candidates=(signer,), is_former=is_former
            )
        namesakes = self._by_name.get(fold(facts.subject), [])
        if not namesakes or facts.is_authority:
            return HolderMatch(facts=facts, by=MatchedBy.NOTHING)
        department = fold(facts.unit)
        likeliest = sorted(namesakes, key=lambda one: fold(one.department) != department)
        return HolderMatch(facts=facts, by=MatchedBy.NAME, candidates=tuple(likeliest))

    def has_latest(self, signer_id: int, serial: str) -> bool:
        """Say whether a signer's latest certificate has this number, however it is written."""
        return self._latest.get(signer_id) == serial_key(serial)

    def of_use(self, use: CertificateUse) -> Signer | None:
        """Return who signed with a certificate; only its serial number tells."""
        found = self._by_serial.get(serial_key(use.serial))
        return found[0] if found else None

    def sort_uses(
        self, uses: Sequence[CertificateUse]
    ) -> tuple[dict[int, list[CertificateUse]], list[CertificateUse]]:
        """Return what each signer signed with, and the certificates of nobody known."""
        known: dict[int, list[CertificateUse]] = {}
        unknown: list[CertificateUse] = []
        for use in uses:
            signer = self.of_use(use)
            if signer is None:
                unknown.append(use)
            else:
                known.setdefault(signer.id, []).append(use)
        return known, unknown
