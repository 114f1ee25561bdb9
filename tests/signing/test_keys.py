import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.signing.certificates import is_weak, load_certificates, load_crls
from egovdesk.signing.keys import check_usable, load_pkcs12
from tests.signing.authority import YEAR, Authority, key_usage, named

PASSPHRASE = "mật khẩu".encode()


def test_a_key_tells_whose_it_is(authority: Authority, now: datetime):
    key = load_pkcs12(authority.issue("Trần Thị B", passphrase=PASSPHRASE), PASSPHRASE)

    assert (key.subject, key.issuer) == ("Trần Thị B", authority.name)
    assert (key.not_before, key.not_after) == (now - YEAR, now + YEAR)
    assert int(key.serial, 16) > 0
    assert not key.is_trial
    check_usable(key, now)


def test_a_name_that_turns_the_text_around_is_shown_as_it_is(authority: Authority):
    assert load_pkcs12(authority.issue("A\u202efdp"), None).subject == "A\ufffdfdp"


@pytest.mark.parametrize("passphrase", [None, b""])
def test_a_key_without_a_passphrase_needs_none(authority: Authority, passphrase: bytes | None):
    assert load_pkcs12(authority.issue("A"), passphrase).subject == "A"


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        (b"wrong", ErrorCode.KEY_PASSPHRASE),
        (None, ErrorCode.KEY_PASSPHRASE_NEEDED),
        (b"", ErrorCode.KEY_PASSPHRASE_NEEDED),
    ],
)
def test_a_wrong_passphrase_is_told_from_none(
    authority: Authority, passphrase: bytes | None, code: ErrorCode
):
    path = authority.issue(passphrase=PASSPHRASE)

    with pytest.raises(InputError) as caught:
        load_pkcs12(path, passphrase)

    assert (caught.value.code, caught.value.data) == (code, {"file": str(path)})


@pytest.mark.parametrize("data", [b"", b"not a key", b"\x30\x03\x02\x01\x03", bytes(5000)])
def test_other_files_are_no_keys(tmp_path: Path, data: bytes):
    path = tmp_path / "key.p12"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        load_pkcs12(path, None)

    assert caught.value.code is ErrorCode.KEY_UNREADABLE


def test_certificates_without_a_key_are_no_key(authority: Authority, tmp_path: Path):
    path = tmp_path / "only-certificates.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, None, None, [authority.root], serialization.NoEncryption()
        )
    )

    with pytest.raises(InputError) as caught:
        load_pkcs12(path, None)

    assert caught.value.code is ErrorCode.KEY_UNREADABLE


def test_a_missing_key_is_missing(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        load_pkcs12(tmp_path / "gone.p12", None)

    assert caught.value.code is ErrorCode.FILE_MISSING


@pytest.mark.parametrize("later", [2 * YEAR, -2 * YEAR])
def test_a_key_outside_its_period_is_refused(authority: Authority, now: datetime, later: timedelta):
    with pytest.raises(RefusedError) as caught:
        check_usable(authority.signer(), now + later)

    assert caught.value.code is ErrorCode.KEY_NOT_VALID_NOW


@pytest.mark.parametrize("usage", [key_usage(encrypt=True), None], ids=["encryption", "none"])
def test_a_key_that_may_not_sign_is_refused(authority: Authority, now: datetime, usage: object):
    with pytest.raises(RefusedError) as caught:
        check_usable(authority.signer(usage=usage), now)

    assert caught.value.code is ErrorCode.KEY_USAGE


def test_certificates_come_as_pem_bundle_or_der(authority: Authority, tmp_path: Path):
    der = authority.root.public_bytes(serialization.Encoding.DER)
    bundle, bare = tmp_path / "bundle.pem", tmp_path / "root.cer"
    bundle.write_bytes(b"comment\n" + authority.root_pem * 2)
    bare.write_bytes(der)

    assert load_certificates(bundle) == [der, der]
    assert load_certificates(bare) == [der]


def test_revocation_lists_come_as_pem_or_der(authority: Authority, tmp_path: Path):
    path = tmp_path / "ca.crl"
    path.write_bytes(authority.revocation_list())

    assert load_crls(path) == [path.read_bytes()]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"\x30\x03\x02\x01\x03",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ],
)
@pytest.mark.parametrize("load", [load_certificates, load_crls])
def test_other_files_are_no_certificates(tmp_path: Path, data: bytes, load):  # noqa: ANN001
    path = tmp_path / "root.pem"
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        load(path)

    assert caught.value.code is ErrorCode.CERTIFICATE_UNREADABLE


def test_opening_a_container_does_not_load_the_libraries_of_signing():
    script = (
        "import sys, egovdesk.signing.verification, egovdesk.signing.trial;"
        "print(sorted({'pyhanko', 'asn1crypto', 'cryptography', 'lxml'} & sys.modules.keys()))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_a_key_that_cannot_sign_sha_256_is_refused_before_any_work(tmp_path: Path, now: datetime):
    secret = ed25519.Ed25519PrivateKey.generate()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named("A"))
        .issuer_name(named("A"))
        .public_key(secret.public_key())
        .serial_number(1)
        .not_valid_before(now - YEAR)
        .not_valid_after(now + YEAR)
        .add_extension(key_usage(sign=True), critical=True)
        .sign(secret, None)
    )
    file = tmp_path / "key.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, secret, certificate, None, serialization.NoEncryption()
        )
    )
    with pytest.raises(RefusedError) as caught:
        check_usable(load_pkcs12(file, None), now)

    assert caught.value.code is ErrorCode.KEY_USAGE


def test_a_key_meant_for_pss_only_is_refused(authority: Authority, now: datetime):
    key = authority.signer()
    certificate = key.signer.signing_cert
    assert certificate is not None
    certificate.public_key["algorithm"] = {"algorithm": "rsassa_pss"}

    with pytest.raises(RefusedError) as caught:
        check_usable(key, now)

    assert caught.value.code is ErrorCode.KEY_USAGE


def test_a_key_that_is_too_short_is_refused(authority: Authority, tmp_path: Path, now: datetime):
    weak = Authority(tmp_path, authority.key, rsa.generate_private_key(65537, 1024))
    with pytest.raises(RefusedError) as caught:
        check_usable(weak.signer(), now)

    assert caught.value.code is ErrorCode.KEY_WEAK


@pytest.mark.parametrize(
    ("key", "weak"),
    [
        (rsa.generate_private_key(65537, 1024), True),
        (rsa.generate_private_key(65537, 2048), False),
        (ec.generate_private_key(ec.SECP224R1()), True),
        (ec.generate_private_key(ec.SECP256R1()), False),
        (ec.generate_private_key(ec.SECP521R1()), False),
        (ed25519.Ed25519PrivateKey.generate(), False),
    ],
    ids=["RSA 1024", "RSA 2048", "P-224", "P-256", "P-521", "Ed25519"],
)
def test_which_keys_are_too_short(authority: Authority, key, weak: bool):  # noqa: ANN001
    certificate = authority.certificate("A", key, usage=key_usage(sign=True))
    der = certificate.public_bytes(serialization.Encoding.DER)

    assert is_weak(asn1_x509.Certificate.load(der)) is weak


def test_a_compressed_point_is_not_taken_for_a_short_key(authority: Authority):
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = authority.certificate("A", key, usage=key_usage(sign=True))
    parsed = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    parsed.public_key["public_key"] = keys.ECPointBitString(point)

    assert not is_weak(parsed)
