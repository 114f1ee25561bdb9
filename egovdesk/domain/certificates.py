"""What the register of signers keeps of a certificate, and where it was read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class Hindrance(StrEnum):
    """Why a certificate is of no use for signing documents on a day."""

    AUTHORITY = "authority"
    NOT_FOR_SIGNING = "not-for-signing"
    TRIAL = "trial"
    NOT_YET_VALID = "not-yet-valid"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """A certificate as the register knows it.

    Nothing else of its holder is read: no citizen number, tax code, address or e-mail, wherever
    the issuer put them. Days are those of Vietnam; `serial` and `fingerprint` (SHA-256) are in
    upper-case hex; `key_bits` is 0 where the kind of key says it all.
    """

    serial: str
    subject: str
    organisation: str
    unit: str
    title: str
    issuer: str
    valid_from: date
    valid_to: date
    key_algorithm: str
    key_bits: int
    digital_signature: bool
    non_repudiation: bool
    is_authority: bool
    is_trial: bool
    fingerprint: str

    @property
    def may_sign(self) -> bool:
        """Whether its key usage allows signing documents, and it is no authority's own."""
        return (self.digital_signature or self.non_repudiation) and not self.is_authority

    def hindrance(self, day: date) -> Hindrance | None:
        """Return what keeps anybody from signing with it on a day, the gravest first."""
        found = (
            (Hindrance.AUTHORITY, self.is_authority),
            (Hindrance.NOT_FOR_SIGNING, not self.may_sign),
            (Hindrance.TRIAL, self.is_trial),
            (Hindrance.ENDED, self.valid_to < day),
            (Hindrance.NOT_YET_VALID, day < self.valid_from),
        )
        return next((hindrance for hindrance, holds in found if holds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCertificate:
    """A certificate on a USB token that is plugged in; label and number are the token's own."""

    token_label: str
    token_number: str
    facts: CertificateFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenDriver:
    """A PKCS#11 library that is installed on this computer, and whose tokens it serves."""

    maker: str
    path: Path


def serial_key(serial: str) -> str:
    """Return what two ways of writing one serial number have in common.

    `0a:1b`, `0A 1B` and `A1B` are the same number.
    """
    digits = "".join(char for char in serial if char.isalnum()).upper()
    return digits.removeprefix("0X").lstrip("0") or digits[:1]
