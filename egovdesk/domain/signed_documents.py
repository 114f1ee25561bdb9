"""Signatures found in PDF documents: evidence of who signs, instead of self-report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from egovdesk.domain.certificates import serial_key
from egovdesk.domain.errors import ErrorCode
from egovdesk.domain.text import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSignature:
    """One signature in a PDF document.

    `signed_on` is the day, in Vietnam, that the signer's computer claimed. `is_intact` says that
    what was signed has not been changed and that the certificate's key signed it; whether anybody
    trusts that certificate is another question. `covers_whole_file` is False where something was
    added afterwards, if only the next signature.
    """

    subject: str
    serial: str
    issuer: str
    signed_on: date | None
    is_intact: bool
    covers_whole_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableDocument:
    """A file that gave no answer; the name is relative to the folder that was counted."""

    name: str
    cause: ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateUse:
    """The documents that one certificate signed; `days` are sorted, each once."""

    serial: str
    subject: str
    issuer: str
    documents: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCount:
    """The PDF documents of a folder by what their signatures show.

    Every document that could be read is one of: signed in the period, signed but on other days,
    broken (no signature of it is intact), or unsigned.
    """

    signed: int
    signed_on_other_days: int
    broken: tuple[str, ...]
    unsigned: int
    unreadable: tuple[UnreadableDocument, ...]
    by_certificate: tuple[CertificateUse, ...]

    @property
    def read(self) -> int:
        """Number of documents that could be read."""
        return self.signed + self.signed_on_other_days + len(self.broken) + self.unsigned

    def use_of(self, serial: str) -> CertificateUse | None:
        """Return what the certificate of a serial number signed, however the number is written."""
        key = serial_key(serial)
        found = (use for use in self.by_certificate if key and serial_key(use.serial) == key)
        return next(found, None)


def count_signatures(
    documents: Mapping[str, Iterable[PdfSignature]],
    unreadable: Iterable[UnreadableDocument] = (),
    *,
    since: date | None = None,
    until: date | None = None,
) -> FolderCount:
    """Count documents by certificate; only intact signatures count, and only in the period.

    Both ends belong to the period. A signature that claims no day lies in it only if it is open
    at both ends.
    """
    signed = other_days = unsigned = 0
    broken: list[str] = []
    uses: dict[tuple[str, str], dict[str, list[PdfSignature]]] = {}
    for name, signatures in documents.items():
        found = list(signatures)
        intact = [one for one in found if one.is_intact]
        counted = [one for one in intact if _is_between(one.signed_on, since, until)]
        if counted:
            signed += 1
        elif intact:
            other_days += 1
        elif found:
            broken.append(name)
        else:
            unsigned += 1
        for one in counted:
            uses.setdefault((one.issuer, one.serial), {}).setdefault(name, []).append(one)
    return FolderCount(
        signed=signed,
        signed_on_other_days=other_days,
        broken=tuple(broken),
        unsigned=unsigned,
        unreadable=tuple(unreadable),
        by_certificate=_most_used_first(uses.values()),
    )


def _is_between(day: date | None, since: date | None, until: date | None) -> bool:
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)


def _most_used_first(
    uses: Iterable[Mapping[str, list[PdfSignature]]],
) -> tuple[CertificateUse, ...]:
    counted = [_use(by_document) for by_document in uses]
    return tuple(sorted(counted, key=lambda use: (-use.documents, name_key(use.subject))))


def _use(by_document: Mapping[str, list[PdfSignature]]) -> CertificateUse:
    signatures = [one for several in by_document.values() for one in several]
    days = {one.signed_on for one in signatures if one.signed_on is not None}
    return CertificateUse(
        serial=signatures[0].serial,
        subject=signatures[0].subject,
        issuer=signatures[0].issuer,
        documents=len(by_document),
        days=tuple(sorted(days)),
    )
