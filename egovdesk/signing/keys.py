"""Keys to sign with, from a PKCS#12 file."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.values import value
from egovdesk.files import read_file
from egovdesk.signing.certificates import SIGNING_USAGES, common_name, is_trial, is_weak

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.sign.signers.pdf_cms import Signer, SimpleSigner

_MAX_FILE_SIZE = 1 << 20

_ALGORITHMS = frozenset({"rsa", "rsassa_pss", "ec"})
"""Keys that sign a SHA-256 digest, which is what packages hold."""


@value
class SigningKey:
    """A key that is ready to sign, and what its certificate says of it.

    `signer` is pyHanko's, for packages and PDF alike; `serial` is in hex; `usages` are the names
    of the certificate's key usages.
    """

    signer: "Signer"
    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    usages: frozenset[str]
    is_trial: bool

    @property
    def certificate(self) -> bytes:
        """The certificate whose key signs, as DER."""
        certificate: x509.Certificate = self.signer.signing_cert
        return bytes(certificate.dump())

    @property
    def others(self) -> tuple[bytes, ...]:
        """The certificates that came with it, as DER."""
        return tuple(bytes(one.dump()) for one in self.signer.cert_registry)


def load_pkcs12(path: Path, passphrase: bytes | None) -> SigningKey:
    """Open a .p12 or .pfx file; `passphrase` is UTF-8, or None where none was given.

    Raises:
        InputError: missing, unreadable, not PKCS#12 with a key, or the passphrase is wrong or
            wanting.
    """
    data = read_file(path, _MAX_FILE_SIZE)
    if not is_pkcs12(data):
        raise InputError(ErrorCode.KEY_UNREADABLE, file=str(path))
    # programs write "no passphrase" in two ways
    for attempt in (passphrase,) if passphrase else (None, b""):
        if signer := _opened(data, attempt, path):
            return signing_key(signer)
    code = ErrorCode.KEY_PASSPHRASE if passphrase else ErrorCode.KEY_PASSPHRASE_NEEDED
    raise InputError(code, file=str(path))


def check_usable(key: SigningKey, now: datetime) -> None:
    """Refuse a key that nobody would accept a signature from; pyHanko would sign all the same.

    Raises:
        RefusedError: outside its period of validity, not meant for signing, or too short.
    """
    if not key.not_before <= now <= key.not_after:
        raise RefusedError(
            ErrorCode.KEY_NOT_VALID_NOW,
            not_before=key.not_before.isoformat(),
            not_after=key.not_after.isoformat(),
        )
    certificate = key.signer.signing_cert
    algorithm = None if certificate is None else certificate.public_key.algorithm
    if SIGNING_USAGES.isdisjoint(key.usages) or algorithm not in _ALGORITHMS:
        raise RefusedError(ErrorCode.KEY_USAGE)
    if is_weak(certificate):
        raise RefusedError(ErrorCode.KEY_WEAK)


def is_pkcs12(data: bytes) -> bool:
    """Say whether the data are of a .p12 or .pfx file, whatever its name."""
    from asn1crypto import pkcs12

    try:
        return str(pkcs12.Pfx.load(data, strict=True)["version"].native) == "v3"
    except (ValueError, TypeError, KeyError):
        return False


def _opened(data: bytes, passphrase: bytes | None, path: Path) -> "SimpleSigner | None":
    """Return the signer, or None where the passphrase does not fit."""
    from pyhanko.sign.signers.pdf_cms import SimpleSigner

    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(
            data, other_certs=(), passphrase=passphrase
        )
    except ValueError:
        return None
    except (AttributeError, TypeError) as error:  # no key in it, or none that has a certificate
        raise InputError(ErrorCode.KEY_UNREADABLE, file=str(path)) from error
    return signer


def signing_key(signer: "Signer") -> SigningKey:
    """Describe a signer of pyHanko by its certificate."""
    certificate: x509.Certificate = signer.signing_cert
    usage = certificate.key_usage_value
    return SigningKey(
        signer=signer,
        subject=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        serial=format(certificate.serial_number, "x"),
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        usages=frozenset(usage.native) if usage is not None else frozenset(),
        is_trial=is_trial(certificate),
    )
