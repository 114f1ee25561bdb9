"""Signing: which key, what is looked at beforehand, and how many have to sign."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from egovdesk.domain.values import value


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key on a USB token: the maker's driver, the token by its number, and the certificate.

    `fingerprint` is the SHA-256 (hex) of the certificate whose key signs; `label` names the token
    to people.
    """

    driver: Path
    token_number: str
    label: str
    fingerprint: str


@value
class KeyChoice:
    """Which key signs: one on a token, one in a PKCS#12 file, or the trial key where both are None.

    `passphrase` opens the file, `pin` the token. They are used once and kept nowhere.
    """

    file: Path | None = None
    passphrase: bytes | None = field(default=None, repr=False)
    token: TokenKey | None = None
    pin: str = field(default="", repr=False)


class SignerRole(StrEnum):
    """In what capacity somebody signs; it stands in the signature as its commitment (CAdES).

    Who approves signs visibly, at the place of the letter; who prepared it, without a mark.
    """

    APPROVER = "approver"
    PREPARER = "preparer"


@value
class SignatureInfo:
    """What a signature says of itself: the name and the serial number (hex) of its certificate.

    A trial key's is a seal for trying out. Only verifying says whether any of it is true.
    """

    signer: str
    serial: str
    role: SignerRole
    is_trial: bool


@value
class SigningOptions:
    """How a signature is made, beside the key: the role, an authority for time stamps, CRLs.

    With a `time_stamp_url` the signature proves its time (level T); with `crls` (DER) that go with
    certificates under `roots` as well, it carries what is needed to check it later (level LT).
    """

    role: SignerRole = SignerRole.APPROVER
    time_stamp_url: str = ""
    crls: tuple[bytes, ...] = ()
    roots: tuple[bytes, ...] = ()


PLAIN = SigningOptions()
"""An approver's signature without a time stamp (level B-B), as it can be made offline."""


def is_web_address(text: str) -> bool:
    """Say whether a text can be the address of a time-stamp authority: RFC 3161 over HTTP."""
    return text.lower().startswith(("http://", "https://")) and not any(map(str.isspace, text))


class PinState(StrEnum):
    """What a token says of its PIN before one is tried."""

    GOOD = "good"
    FEW_TRIES = "few_tries"
    LAST_TRY = "last_try"
    LOCKED = "locked"
    TO_BE_CHANGED = "to_be_changed"


class CheckKind(StrEnum):
    """What is looked at before anything is signed; whose key it is comes first."""

    HOLDER = "holder"
    DRIVER = "driver"
    PIN = "pin"
    PERIOD = "period"
    USAGE = "usage"
    STRENGTH = "strength"
    CHAIN = "chain"
    REVOCATION = "revocation"
    CLOCK = "clock"


class CheckOutcome(StrEnum):
    """What a check says; only a failure keeps from signing."""

    GOOD = "good"
    WARNING = "warning"
    FAILED = "failed"


class CheckCause(StrEnum):
    """Why a check is no good news; each has words in `egovdesk.wording`."""

    FINE = "fine"
    FEW_TRIES = "few_tries"
    LAST_TRY = "last_try"
    PIN_LOCKED = "pin_locked"
    PIN_TO_BE_CHANGED = "pin_to_be_changed"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    ENDS_BEFORE_DUE = "ends_before_due"
    NOT_FOR_SIGNING = "not_for_signing"
    TOO_SHORT = "too_short"
    NO_ROOTS = "no_roots"
    NOT_TRUSTED = "not_trusted"
    NO_LIST = "no_list"
    LIST_IS_OLD = "list_is_old"
    REVOKED = "revoked"
    CLOCK_BEHIND = "clock_behind"
    TRIAL = "trial"


@value
class Check:
    """One thing that was looked at: how it stands, why, and what it speaks of."""

    kind: CheckKind
    outcome: CheckOutcome
    cause: CheckCause
    day: date | None = None
    at: datetime | None = None
    name: str = ""


@value
class SignedPart:
    """A file that a signature covers: its name in the package, and its size in bytes.

    `signature` is what the file says, where it is one.
    """

    name: str
    size: int
    signature: SignatureInfo | None = None


def can_sign(checks: tuple[Check, ...]) -> bool:
    """Say whether nothing that was looked at keeps from signing."""
    return all(check.outcome is not CheckOutcome.FAILED for check in checks)
