"""What the register of signers needs of certificates: read from files instead of typed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.certificates import CertificateFacts
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.text import clean
from egovdesk.files import read_file
from egovdesk.signing.certificates import MALFORMED, is_trial, pem_blocks
from egovdesk.signing.keys import is_pkcs12
from egovdesk.worker import Worker, WorkerLostError

if TYPE_CHECKING:
    from asn1crypto import keys, x509

HANOI = timezone(timedelta(hours=7))
"""Days in the register are those of Vietnam."""

_MAX_FILE_SIZE = 1 << 20
_MAX_SERIAL_BYTES = 40  # RFC 5280 allows 20
_MAX_TEXT = 200
_PKCS12_SECONDS = 15.0  # the file itself says how much work its password is

_CERTIFICATE_LABELS = frozenset({"CERTIFICATE", "X509 CERTIFICATE"})
_BUNDLE_LABELS = frozenset({"PKCS7", "CMS"})
_KEY_NAMES = {"rsa": "RSA", "rsassa_pss": "RSA", "ec": "EC", "dsa": "DSA"}
_P521_BYTES_IN_BITS = 528

_Protected = tuple[bytes, bytes | None]


def read_certificates(path: Path, passphrase: bytes | None = None) -> tuple[CertificateFacts, ...]:
    """Read every certificate of a file, those of people and units before those of authorities.

    The bytes decide what the file is: X.509 as DER or PEM (.cer, .crt, .der, .pem), PKCS#7 (.p7b,
    .p7c) or PKCS#12 (.p12, .pfx), which takes a passphrase in UTF-8. It is not kept.

    Raises:
        InputError: missing, unreadable, too large, no certificate, or a wrong passphrase.
    """
    data = read_file(path, _MAX_FILE_SIZE)
    try:
        if is_pkcs12(data):
            return in_order(map(facts_of, _of_pkcs12(path, data, passphrase)))
        if found := _of_pem(data) or _of_der(data):
            return in_order(map(facts_of, found))
        key_only = _holds_private_key(data)
    except MALFORMED as error:
        raise InputError(ErrorCode.CERTIFICATE_UNREADABLE, file=str(path)) from error
    code = ErrorCode.CERTIFICATE_KEY_ONLY if key_only else ErrorCode.CERTIFICATE_UNREADABLE
    raise InputError(code, file=str(path))


def in_order(certificates: Iterable[CertificateFacts]) -> tuple[CertificateFacts, ...]:
    """Return each certificate once, those of people and units before those of authorities."""
    each = {certificate.fingerprint: certificate for certificate in certificates}
    return tuple(sorted(each.values(), key=lambda certificate: certificate.is_authority))


def facts_of(der: bytes) -> CertificateFacts:
    """Read a certificate in DER form.

    Raises:
        ValueError: it is none. asn1crypto may raise the other errors of `MALFORMED`, too.
    """
    from asn1crypto import x509

    certificate = x509.Certificate.load(der, strict=True)
    subject = certificate.subject.native
    usage = certificate.key_usage_value
    usages = frozenset(usage.native) if usage is not None else frozenset()
    algorithm, bits = _key(certificate.public_key)
    return CertificateFacts(
        serial=hex_serial(certificate),
        subject=name_of(certificate.subject),
        organisation=_text(subject, "organization_name"),
        unit=_text(subject, "organizational_unit_name"),
        title=_text(subject, "title"),
        issuer=name_of(certificate.issuer),
        valid_from=day_of(certificate.not_valid_before),
        valid_to=day_of(certificate.not_valid_after),
        key_algorithm=algorithm,
        key_bits=bits,
        digital_signature="digital_signature" in usages,
        non_repudiation="non_repudiation" in usages,
        is_authority=bool(certificate.ca),
        is_trial=is_trial(certificate),
        fingerprint=certificate.sha256.hex().upper(),
    )


def hex_serial(certificate: "x509.Certificate") -> str:
    """Return the serial number in hex, two digits to the byte.

    Raises:
        ValueError: it is too long to be one.
    """
    number = int(certificate.serial_number)
    digits = f"{abs(number):X}"
    if len(digits) > 2 * _MAX_SERIAL_BYTES:
        raise ValueError("serial number")
    return f"{'-' if number < 0 else ''}{'0' * (len(digits) % 2)}{digits}"


def name_of(name: "x509.Name") -> str:
    """Return the common name, else that of the organisation.

    Never the whole name: issuers put the numbers of citizens and taxpayers there.
    """
    values = name.native
    return _text(values, "common_name") or _text(values, "organization_name")


def day_of(moment: datetime) -> date:
    """Return the day in Vietnam; a moment that names no time zone is meant there already."""
    try:
        return moment.date() if moment.tzinfo is None else moment.astimezone(HANOI).date()
    except OverflowError:  # RFC 5280's "no end" is the last second of the calendar
        return moment.date()


def _text(name: dict[str, object], attribute: str) -> str:
    value = name.get(attribute, "")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return clean(text)[:_MAX_TEXT].rstrip()


def _key(key: "keys.PublicKeyInfo") -> tuple[str, int]:
    algorithm = key.algorithm
    if algorithm in {"rsa", "rsassa_pss"}:
        bits = key["public_key"].parsed["modulus"].native.bit_length()
    elif algorithm in {"ec", "dsa"}:
        bits = key.bit_size
        bits = 521 if bits == _P521_BYTES_IN_BITS else bits
    else:
        return str(algorithm).capitalize(), 0
    return _KEY_NAMES[algorithm], bits


def _of_pem(data: bytes) -> list[bytes]:
    found = []
    for label, der in pem_blocks(data):
        if label in _CERTIFICATE_LABELS:
            found.append(der)
        elif label in _BUNDLE_LABELS:
            found.extend(_of_bundle(der))
    return found


def _of_der(data: bytes) -> list[bytes]:
    """Return the certificates of an X.509 or a PKCS#7 file; none if it is something else."""
    from asn1crypto import x509

    try:
        _ = x509.Certificate.load(data, strict=True)["tbs_certificate"]["serial_number"].native
    except MALFORMED:
        return _of_bundle(data)
    return [data]


def _of_bundle(data: bytes) -> list[bytes]:
    # cms keeps the kinds of content that it knows at its first use; time stamps come with tsp
    import asn1crypto.tsp  # noqa: F401
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(data, strict=True)
        if info["content_type"].native != "signed_data":
            return []
        certificates = info["content"]["certificates"]
        return [one.chosen.dump() for one in certificates if one.name == "certificate"]
    except MALFORMED:
        return []


def _holds_private_key(data: bytes) -> bool:
    from asn1crypto import keys

    if any("PRIVATE KEY" in label for label, _ in pem_blocks(data)):
        return True
    for kind in (
        keys.PrivateKeyInfo,
        keys.EncryptedPrivateKeyInfo,
        keys.RSAPrivateKey,
        keys.ECPrivateKey,
    ):
        try:
            _ = kind.load(data, strict=True).native
        except MALFORMED:
            continue
        return True
    return False


def _of_pkcs12(path: Path, data: bytes, passphrase: bytes | None) -> list[bytes]:
    with Worker(_pkcs12_reader) as worker:
        try:
            found = worker.ask((data, passphrase), seconds=_PKCS12_SECONDS)
        except (TimeoutError, WorkerLostError) as error:
            raise InputError(ErrorCode.CERTIFICATE_UNREADABLE, file=str(path)) from error
    if found is None:
        code = ErrorCode.KEY_PASSPHRASE if passphrase else ErrorCode.KEY_PASSPHRASE_NEEDED
        raise InputError(code, file=str(path))
    if not found:
        raise InputError(ErrorCode.CERTIFICATE_KEY_ONLY, file=str(path))
    return found


def _pkcs12_reader() -> Callable[[_Protected], list[bytes] | None]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    def read(protected: _Protected) -> list[bytes] | None:
        """Return the certificates, or None where the passphrase does not fit."""
        data, passphrase = protected
        for attempt in (passphrase,) if passphrase else (None, b""):
            try:
                opened = pkcs12.load_pkcs12(data, attempt)
            except (ValueError, UnsupportedAlgorithm):
                continue
            own = [] if opened.cert is None else [opened.cert]
            return [
                each.certificate.public_bytes(Encoding.DER)
                for each in (*own, *opened.additional_certs)
            ]
        return None

    return read
