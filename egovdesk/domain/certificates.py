"""What the register of signers keeps of a certificate, and where it was read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


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
