"""A key for trying out: made on this computer, trusted by nobody until they import its root.

The authority's private key lives only while it issues the one key below it. A stored authority
would be the sharper tool to steal: whoever imported its root would trust anything made with it,
names without the trial prefix included. The price is that a renewed trial key comes with a new
root, which the Centre imports again.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.values import value
from egovdesk.files import read_file, replacing
from egovdesk.signing.certificates import TRIAL_PREFIX

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from egovdesk.signing.keys import SigningKey

_KEY_FILE = "trial-key.p12"
ROOT_FILE = "trial-root.pem"
_MAX_FILE_SIZE = 1 << 20

_RSA_BITS = 3072
_PUBLIC_EXPONENT = 65537
_ROOT_VALIDITY = timedelta(days=3652)
_KEY_VALIDITY = timedelta(days=730)
_CLOCK_TOLERANCE = timedelta(days=1)
"""The key is valid from a day ago: the Centre's clock may be behind ours."""

_MAX_NAME_BYTES = 64  # RFC 5280, ub-common-name and ub-organization-name


@value
class TrialKey:
    """Where the trial key (PKCS#12 without a passphrase) and its root (PEM) lie."""

    key_file: Path
    root_file: Path


def ensure_trial_key(folder: Path, *, organisation: str, now: datetime) -> TrialKey:
    """Return the folder's trial key; make one if there is none that holds for this organisation.

    Raises:
        InputError: the folder cannot be written.
    """
    trial = _in(folder)
    if _held(trial, organisation, now) is None:
        _issue_into(folder, trial, organisation, now)
    return trial


def open_trial_key(folder: Path, *, organisation: str, now: datetime) -> "SigningKey":
    """Return the folder's trial key ready to sign, made if there is none that holds.

    Opening a key checks it, which takes as long as drawing a letter: it is done once.

    Raises:
        InputError: the folder cannot be written.
    """
    from egovdesk.signing.keys import load_pkcs12

    trial = _in(folder)
    held = _held(trial, organisation, now)
    if held is not None:
        return held
    _issue_into(folder, trial, organisation, now)
    return load_pkcs12(trial.key_file, None)


def _in(folder: Path) -> TrialKey:
    return TrialKey(key_file=folder / _KEY_FILE, root_file=folder / ROOT_FILE)


def _held(trial: TrialKey, organisation: str, now: datetime) -> "SigningKey | None":
    """Return the key if both files are there, fit together, and are valid now."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    from egovdesk.signing.keys import load_pkcs12

    try:
        root = x509.load_pem_x509_certificate(read_file(trial.root_file, _MAX_FILE_SIZE))
        key = load_pkcs12(trial.key_file, None)
        own = key.signer.signing_cert
        certificate = x509.load_der_x509_certificate(b"" if own is None else own.dump())
        certificate.verify_directly_issued_by(root)
    except (EGovDeskError, ValueError, TypeError, InvalidSignature):
        return None
    holds = (
        certificate.subject == _name(organisation, f"{TRIAL_PREFIX} {organisation}")
        and certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc
    )
    return key if holds else None


def _issue_into(folder: Path, trial: TrialKey, organisation: str, now: datetime) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(folder)) from error
    _issue(trial, organisation, now)


def _issue(trial: TrialKey, organisation: str, now: datetime) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12

    root_key = rsa.generate_private_key(_PUBLIC_EXPONENT, _RSA_BITS)
    root = _root_certificate(root_key, organisation, now)
    key = rsa.generate_private_key(_PUBLIC_EXPONENT, _RSA_BITS)
    certificate = _key_certificate(key, root, root_key, organisation, now)
    with replacing(trial.root_file) as stream:
        stream.write(root.public_bytes(serialization.Encoding.PEM))
    with replacing(trial.key_file, mode=0o600) as stream:
        stream.write(
            pkcs12.serialize_key_and_certificates(
                None, key, certificate, [root], serialization.NoEncryption()
            )
        )


def _name(organisation: str, common_name: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organisation)),
            x509.NameAttribute(NameOID.COMMON_NAME, _cut(common_name)),
        ]
    )


def _cut(text: str) -> str:
    return text.encode()[:_MAX_NAME_BYTES].decode(errors="ignore").strip()


def _root_certificate(key: "RSAPrivateKey", organisation: str, now: datetime) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    name = _name(organisation, f"{TRIAL_PREFIX} CA {organisation}")
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_TOLERANCE)
        .not_valid_after(now + _ROOT_VALIDITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(is_authority=True), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )


def _key_certificate(
    key: "RSAPrivateKey",
    root: "x509.Certificate",
    root_key: "RSAPrivateKey",
    organisation: str,
    now: datetime,
) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(_name(organisation, f"{TRIAL_PREFIX} {organisation}"))
        .issuer_name(root.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_TOLERANCE)
        .not_valid_after(now + _KEY_VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(is_authority=False), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(authority, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _key_usage(*, is_authority: bool) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
