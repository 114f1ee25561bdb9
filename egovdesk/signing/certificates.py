"""What a certificate says: whose it is, how long it holds, and whether it may sign."""

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import CertificateInfo, RevocationListInfo
from egovdesk.files import read_file

if TYPE_CHECKING:
    from asn1crypto import crl, x509

TRIAL_PREFIX = "THỬ NGHIỆM"
"""How the names in every trial certificate begin; who signs in earnest never uses it."""

SIGNING_USAGES = frozenset({"digital_signature", "non_repudiation"})
"""Either of these in the certificate's key usage allows signing."""

MALFORMED = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
"""What pyHanko and asn1crypto raise on bytes that are not what they should be; they promise
nothing."""

_PEM_BEGIN = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----")
_LEAST_BITS = {"rsa": 2048, "rsassa_pss": 2048, "dsa": 2048, "ec": 256}
"""Circular 15/2025/TT-BKHCN; a shorter key can be computed by somebody else."""

_UNCOMPRESSED = 4  # SEC 1, 2.3.3

MAX_FILE_SIZE = 64 << 20
"""A national authority's revocation list is tens of megabytes."""


def common_name(name: "x509.Name") -> str:
    """Return the common name, or the whole name where there is none, fit to be shown."""
    value = name.native.get("common_name", name.human_friendly)
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def may_sign(certificate: "x509.Certificate") -> bool:
    """Say whether the key usage allows signing.

    A certificate without that extension may not: authorities that issue for signing always set it.
    """
    usage = certificate.key_usage_value
    return usage is not None and not SIGNING_USAGES.isdisjoint(usage.native)


def is_weak(certificate: "x509.Certificate") -> bool:
    """Say whether the certificate's key is too short for its signatures to prove anything."""
    key = certificate.public_key
    least = _LEAST_BITS.get(key.algorithm)
    if least is None:
        return False
    if key.algorithm == "ec":
        point = key["public_key"].native
        uncompressed = point[0] == _UNCOMPRESSED  # both coordinates, else only one
        return 8 * (len(point) - 1) // (2 if uncompressed else 1) < least
    return bool(key.bit_size < least)


def is_trial(certificate: "x509.Certificate") -> bool:
    """Say whether the certificate is for trying out: its holder or its issuer says so."""
    names = (certificate.subject, certificate.issuer)
    return any(common_name(name).startswith(TRIAL_PREFIX) for name in names)


def parse_certificates(data: bytes) -> "list[x509.Certificate]":
    """Read the certificates of a PEM bundle or of one DER file.

    Raises:
        ValueError: something else, or nothing.
    """
    from asn1crypto import x509

    certificates = [
        x509.Certificate.load(der, strict=True)
        for der in _armoured_or_bare(data, {"CERTIFICATE", "TRUSTED CERTIFICATE"})
    ]
    for certificate in certificates:
        # asn1crypto parses on demand; better to stumble now than in the midst of a verification
        _ = certificate.native
    return certificates


def parse_crls(data: bytes) -> "list[crl.CertificateList]":
    """Read the revocation lists of a PEM bundle or of one DER file.

    Raises:
        ValueError: something else, or nothing.
    """
    from asn1crypto import crl

    lists = [
        crl.CertificateList.load(der, strict=True) for der in _armoured_or_bare(data, {"X509 CRL"})
    ]
    for revocation_list in lists:
        _ = revocation_list.issuer.native, revocation_list["tbs_cert_list"]["this_update"].native
    return lists


def is_listed(revocation_list: "crl.CertificateList", serial: int) -> bool:
    """Say whether a list names a certificate of its own issuer.

    Reading each entry of a list of 100,000 through asn1crypto takes a second; this takes a
    hundredth of that.

    Raises:
        ValueError: the list is malformed.
    """
    from cryptography.x509 import load_der_x509_crl

    found = load_der_x509_crl(revocation_list.dump()).get_revoked_certificate_by_serial_number(
        serial
    )
    return found is not None


def pem_blocks(data: bytes) -> list[tuple[str, bytes]]:
    """Return the label and the DER form of every block of PEM in the data, if any.

    Raises:
        ValueError: a block that is no base64.
    """
    blocks = []
    label, body = "", list[bytes]()
    for line in data.split(b"\n"):
        if match := _PEM_BEGIN.search(line):
            label, body = match[1].decode(), []
        elif label and b"-----END " in line:
            blocks.append((label, b64decode(b"".join(body))))
            label = ""
        elif label and b":" not in line:  # such lines say how a private key is encrypted
            body.append(line)
    return blocks


def _armoured_or_bare(data: bytes, labels: set[str]) -> list[bytes]:
    blocks = pem_blocks(data)
    found = [der for label, der in blocks if label in labels]
    if blocks and not found:
        raise ValueError("no block of the kind that was asked for")
    return found or [data]


def load_certificates(path: Path) -> list[bytes]:
    """Return the certificates of a PEM bundle or a DER file, each as DER.

    Raises:
        InputError: missing, unreadable, or not certificates.
    """
    return _load(path, parse_certificates)


def describe_certificates(path: Path) -> tuple[CertificateInfo, ...]:
    """Return what the certificates of a file say, so that a person can compare fingerprints.

    Raises:
        InputError: missing, unreadable, or not certificates.
    """
    from asn1crypto import x509

    certificates = [x509.Certificate.load(der) for der in load_certificates(path)]
    return tuple(
        CertificateInfo(
            subject=common_name(certificate.subject),
            issuer=common_name(certificate.issuer),
            fingerprint=certificate.sha256.hex(),
            not_before=certificate.not_valid_before,
            not_after=certificate.not_valid_after,
            is_trial=is_trial(certificate),
        )
        for certificate in certificates
    )


def load_crls(path: Path) -> list[bytes]:
    """Return the revocation lists of a PEM bundle or a DER file, each as DER.

    Raises:
        InputError: missing, unreadable, or not revocation lists.
    """
    return _load(path, parse_crls)


def describe_revocation_lists(path: Path) -> tuple[RevocationListInfo, ...]:
    """Return what the revocation lists of a file say, with their fingerprints.

    Raises:
        InputError: missing, unreadable, or not revocation lists.
    """
    from hashlib import sha256

    from asn1crypto import crl

    described = []
    for der in load_crls(path):
        content = crl.CertificateList.load(der)["tbs_cert_list"]
        described.append(
            RevocationListInfo(
                issuer=common_name(content["issuer"]),
                fingerprint=sha256(der).hexdigest(),
                this_update=content["this_update"].native,
                next_update=content["next_update"].native,
                entries=len(content["revoked_certificates"] or ()),
            )
        )
    return tuple(described)


def _load(
    path: Path,
    parse: "Callable[[bytes], list[x509.Certificate]]"
    " | Callable[[bytes], list[crl.CertificateList]]",
) -> list[bytes]:
    data = read_file(path, MAX_FILE_SIZE)
    try:
        return [value.dump() for value in parse(data)]
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(ErrorCode.CERTIFICATE_UNREADABLE, file=str(path)) from error
