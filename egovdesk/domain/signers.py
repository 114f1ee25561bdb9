"""Who is entitled to sign digitally, who can, and who does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from egovdesk.domain.certificates import serial_key
from egovdesk.domain.text import collation_key
from egovdesk.domain.values import value


class SignerEventKind(StrEnum):
    """What can happen to a member of staff as a signer."""

    ENTITLED = "entitled"
    ISSUED = "issued"
    REVOKED = "revoked"
    SIGNING = "signing"
    NOT_SIGNING = "not_signing"
    LEFT = "left"


class SignerStage(StrEnum):
    """The steps of adoption; each includes the ones after it."""

    ENTITLED = "entitled"
    ISSUED = "issued"
    VALID = "valid"
    SIGNING = "signing"


@value
class SignerEvent:
    """Something dated about a signer; issuer and validity belong to ISSUED.

    `serial` names the certificate that was issued or revoked; a revocation that names none
    concerns the certificate held on its day.
    """

    kind: SignerEventKind
    on: date
    serial: str = ""
    issuer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@value
class Signer:
    """A member of staff: name, position and department stay inside the workspace."""

    id: int
    full_name: str
    position: str
    department: str


SignerHistory = tuple[Signer, tuple[SignerEvent, ...]]
"""A signer with all that was recorded about him or her."""


@value
class SignerStatus:
    """A signer at the end of a day."""

    signer: Signer
    stages: frozenset[SignerStage]
    serial: str = ""
    issuer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    entitled_on: date | None = None
    signing: bool = False

    def expires_within(self, as_of: date, days: int) -> bool:
        """Say whether a certificate that is valid now ends within so many days."""
        return (
            SignerStage.VALID in self.stages
            and self.valid_to is not None
            and self.valid_to <= as_of + timedelta(days=days)
        )


def status_as_of(signer: Signer, events: Iterable[SignerEvent], as_of: date) -> SignerStatus:
    """Fold a signer's events up to and including the day."""
    entitled = signing = False
    entitled_on: date | None = None
    certificate: SignerEvent | None = None
    revoked = False
    for event in sorted((e for e in events if e.on <= as_of), key=lambda e: e.on):
        match event.kind:
            case SignerEventKind.ENTITLED:
                entitled, entitled_on = True, entitled_on or event.on
            case SignerEventKind.LEFT:
                entitled = signing = False
                entitled_on = certificate = None
            case SignerEventKind.ISSUED:
                certificate, revoked = event, False
            case SignerEventKind.REVOKED:
                revoked = revoked or _concerns(event, certificate)
            case SignerEventKind.SIGNING:
                signing = True
            case SignerEventKind.NOT_SIGNING:
                signing = False
    issued = entitled and certificate is not None
    valid = issued and not revoked and certificate is not None and _covers(certificate, as_of)
    reached = {
        SignerStage.ENTITLED: entitled,
        SignerStage.ISSUED: issued,
        SignerStage.VALID: valid,
        SignerStage.SIGNING: valid and signing,
    }
    return SignerStatus(
        signer=signer,
        stages=frozenset(stage for stage, holds in reached.items() if holds),
        serial=certificate.serial if certificate else "",
        issuer=certificate.issuer if certificate else "",
        valid_from=certificate.valid_from if certificate else None,
        valid_to=certificate.valid_to if certificate else None,
        entitled_on=entitled_on,
        signing=signing,
    )


@value
class HeldCertificate:
    """A certificate in the history of a signer; `revoked_on` is None while nobody revoked it."""

    serial: str
    issuer: str
    issued_on: date
    valid_from: date | None
    valid_to: date | None
    revoked_on: date | None = None


def certificates_of(events: Iterable[SignerEvent]) -> tuple[HeldCertificate, ...]:
    """Return the certificates that a signer was ever issued, the latest first."""
    held: list[HeldCertificate] = []
    latest: SignerEvent | None = None
    for event in sorted(events, key=lambda e: e.on):
        if event.kind is SignerEventKind.ISSUED:
            latest = event
            held.append(
                HeldCertificate(
                    serial=event.serial,
                    issuer=event.issuer,
                    issued_on=event.on,
                    valid_from=event.valid_from,
                    valid_to=event.valid_to,
                )
            )
        elif event.kind is SignerEventKind.REVOKED and latest is not None:
            key = serial_key(event.serial or latest.serial)
            held = [
                replace(one, revoked_on=one.revoked_on or event.on)
                if serial_key(one.serial) == key
                else one
                for one in held
            ]
    return tuple(reversed(held))


def _concerns(revocation: SignerEvent, certificate: SignerEvent | None) -> bool:
    if certificate is None:
        return False
    return not revocation.serial or serial_key(revocation.serial) == serial_key(certificate.serial)


@value
class SignerRecord:
    """A signer together with the whole history."""

    signer: Signer
    events: tuple[SignerEvent, ...] = ()

    def as_of(self, day: date) -> SignerStatus:
        """Return what the history amounts to at the end of the day."""
        return status_as_of(self.signer, self.events, day)


def _covers(certificate: SignerEvent, day: date) -> bool:
    started = certificate.valid_from is None or certificate.valid_from <= day
    return started and (certificate.valid_to is None or day <= certificate.valid_to)


def count_by_stage(statuses: Iterable[SignerStatus]) -> dict[SignerStage, int]:
    """Count signers at each stage of adoption, every stage present."""
    counts = dict.fromkeys(SignerStage, 0)
    for status in statuses:
        for stage in status.stages:
            counts[stage] += 1
    return counts


def adoption_by_department(
    statuses: Iterable[SignerStatus],
) -> dict[str, dict[SignerStage, int]]:
    """Count signers at each stage by department, in Vietnamese order; no department comes last.

    Departments in which nobody is entitled any more are left out, so that the counts of all
    departments add up to those of `count_by_stage`.
    """
    departments: dict[str, list[SignerStatus]] = {}
    for status in statuses:
        if status.stages:
            departments.setdefault(status.signer.department, []).append(status)
    names = sorted(departments, key=lambda name: (not name, collation_key(name), name))
    return {name: count_by_stage(departments[name]) for name in names}
