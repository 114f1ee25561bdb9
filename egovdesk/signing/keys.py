"""Keys to sign with, from a PKCS#12 file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.values import value
from egovdesk.files import read_file
from egovdesk.signing.certificates import SIGNING_USAGES, common_name, is_trial, is_weak

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.sign.signers.pdf_cms import Signer

_MAX_FILE_SIZE = 1 << 20

_ALGORITHMS = frozenset({"rsa", "ec"})
"""Keys that make the signatures which packages hold: SHA-256 with PKCS#1 v1.5 or ECDSA."""


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
        if key := _opened(data, attempt, path):
            return key
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


def _opened(data: bytes, passphrase: bytes | None, path: Path) -> SigningKey | None:
    """Return the key, or None where the passphrase does not fit."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    try:
        opened = pkcs12.load_pkcs12(data, passphrase)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if opened.key is None or opened.cert is None:
        raise InputError(ErrorCode.KEY_UNREADABLE, file=str(path))
    first, *others = (
        each.certificate.public_bytes(Encoding.DER)
        for each in (opened.cert, *opened.additional_certs)
    )
    return signing_key(first, others, _raw_signing(opened.key))


def _raw_signing(key: object) -> Callable[[bytes], bytes]:
    """Return what signs data with SHA-256 by a key that stays open.

    pyHanko would open its key anew for every signature, and opening an RSA key checks it whole,
    which takes a hundred times as long as to sign.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    def sign(data: bytes) -> bytes:
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(data, padding.PKCS1v15(), SHA256())
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(data, ec.ECDSA(SHA256()))
        raise TypeError(type(key))  # check_usable refuses it

    return sign


def signing_key(
    certificate: bytes, others: Sequence[bytes], sign: Callable[[bytes], bytes]
) -> SigningKey:
    """Describe a key by its certificate and those that came with it (DER).

    `sign` signs data with SHA-256: by RSA of PKCS#1 v1.5, or by ECDSA, answering in DER.
    """
    from asn1crypto import x509

    own = x509.Certificate.load(certificate)
    usage = own.key_usage_value
    return SigningKey(
        signer=_signer(own, [x509.Certificate.load(der) for der in others], sign),
        subject=common_name(own.subject),
        issuer=common_name(own.issuer),
        serial=format(own.serial_number, "x"),
        not_before=own.not_valid_before,
        not_after=own.not_valid_after,
        usages=frozenset(usage.native) if usage is not None else frozenset(),
        is_trial=is_trial(own),
    )


def _signer(
    certificate: "x509.Certificate",
    others: Sequence["x509.Certificate"],
    sign: Callable[[bytes], bytes],
) -> "Signer":
    """Return a signer of pyHanko; it measures a signature's length before it makes one."""
    from pyhanko.sign.signers.pdf_cms import Signer
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class OpenKeySigner(Signer):
        async def async_sign_raw(
            self,
            data: bytes,
            digest_algorithm: str,
            dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's
        ) -> bytes:
            if digest_algorithm != "sha256":
                raise ValueError(digest_algorithm)
            return bytes(_longest(self.signing_cert)) if dry_run else sign(data)

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(others)
    return OpenKeySigner(signing_cert=certificate, cert_registry=store)


def _longest(certificate: "x509.Certificate") -> int:
    """Return how many bytes a signature of the key may have."""
    public = certificate.public_key
    if public.algorithm == "ec":
        return 2 * _bytes(public.bit_size) + 9
    return _bytes(public.bit_size)


def _bytes(bits: int) -> int:
    return (bits + 7) // 8
