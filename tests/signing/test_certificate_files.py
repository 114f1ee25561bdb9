"""Certificates read from files, as the register of signers keeps them."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from asn1crypto import core, pkcs12
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.hazmat.primitives.serialization import pkcs12 as pyca_pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.signing import certificate_files
from egovdesk.signing.certificate_files import facts_of, read_certificates
from egovdesk.signing.certificates import MALFORMED, pem_blocks
from egovdesk.signing.trial import ensure_trial_key
from tests.signing.authority import NOW, YEAR, Authority, key_usage

DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM
PASSPHRASE = "mật khẩu".encode()
CITIZEN, TAXPAYER = "CCCD:001099012345", "MST:0100109106"


def attributes(*pairs: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in pairs])


HOLDER = attributes(
    (NameOID.COUNTRY_NAME, "VN"),
    (NameOID.LOCALITY_NAME, "Hà Nội"),
    (NameOID.ORGANIZATION_NAME, "Cục Đăng kiểm Việt Nam"),
    (NameOID.ORGANIZATIONAL_UNIT_NAME, "Văn phòng"),
    (NameOID.TITLE, "Chuyên viên"),
    (NameOID.COMMON_NAME, normalize("NFD", "Nguyễn  Văn\u200b An")),
    (NameOID.SERIAL_NUMBER, TAXPAYER),
    (NameOID.USER_ID, CITIZEN),
    (NameOID.EMAIL_ADDRESS, "an@example.vn"),
)


@pytest.fixture(scope="session")
def certificate(authority: Authority) -> x509.Certificate:
    return authority.certificate(HOLDER, authority.leaf_key, usage=key_usage(sign=True))


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def code_of(path: Path, passphrase: bytes | None = None) -> ErrorCode:
    with pytest.raises(InputError) as caught:
        read_certificates(path, passphrase)
    assert caught.value.data["file"] == str(path)
    return caught.value.code


def test_what_the_register_keeps(
    certificate: x509.Certificate, authority: Authority, tmp_path: Path
):
    (facts,) = read_certificates(written(tmp_path / "an.cer", certificate.public_bytes(DER)))

    assert int(facts.serial, 16) == certificate.serial_number
    assert facts.serial == facts.serial.upper()
    assert facts.subject == "Nguyễn Văn An"
    assert facts.organisation == "Cục Đăng kiểm Việt Nam"
    assert (facts.unit, facts.title) == ("Văn phòng", "Chuyên viên")
    assert facts.issuer == authority.name
    assert (facts.valid_from, facts.valid_to) == (date(2020, 9, 22), date(2022, 9, 22))
    assert (facts.key_algorithm, facts.key_bits) == ("RSA", 2048)
    assert (facts.digital_signature, facts.non_repudiation, facts.may_sign) == (True, True, True)
    assert (facts.is_authority, facts.is_trial) == (False, False)
    assert facts.fingerprint == certificate.fingerprint(hashes.SHA256()).hex().upper()


def test_numbers_of_citizens_and_taxpayers_are_not_kept(certificate: x509.Certificate):
    kept = repr(facts_of(certificate.public_bytes(DER)))

    assert "Văn phòng" in kept
    for private in ("001099012345", "0100109106", "example.vn", "Hà Nội"):
        assert private not in kept


def test_a_holder_without_a_common_name_is_the_organisation_at_most(authority: Authority):
    for name, shown in (
        (attributes((NameOID.USER_ID, CITIZEN)), ""),
        (attributes((NameOID.USER_ID, CITIZEN), (NameOID.ORGANIZATION_NAME, "Cục")), "Cục"),
    ):
        built = authority.certificate(name, authority.leaf_key, usage=None)
        facts = facts_of(built.public_bytes(DER))
        assert facts.subject == shown
        assert "001099012345" not in repr(facts)
        assert not facts.may_sign


def test_days_are_those_of_vietnam(authority: Authority):
    """17:00 in Greenwich is midnight in Hanoi."""
    late = datetime(2021, 12, 31, 16, 59, 59, tzinfo=UTC) - NOW
    for seconds, day in ((0, date(2021, 12, 31)), (1, date(2022, 1, 1))):
        built = authority.certificate(
            "A",
            authority.leaf_key,
            usage=None,
            period=(-YEAR, late + timedelta(seconds=seconds)),
        )
        assert facts_of(built.public_bytes(DER)).valid_to == day


def test_a_certificate_without_end_has_the_last_day(authority: Authority):
    end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - NOW
    built = authority.certificate("A", authority.leaf_key, usage=None, period=(-YEAR, end))

    assert facts_of(built.public_bytes(DER)).valid_to == date(9999, 12, 31)


@pytest.mark.parametrize(
    ("curve", "bits"), [(ec.SECP256R1(), 256), (ec.SECP384R1(), 384), (ec.SECP521R1(), 521)]
)
def test_keys_of_curves(authority: Authority, curve: ec.EllipticCurve, bits: int):
    built = authority.certificate("A", authority.leaf_key, usage=None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(built.subject)
        .issuer_name(built.issuer)
        .public_key(ec.generate_private_key(curve).public_key())
        .serial_number(0xABC)
        .not_valid_before(NOW)
        .not_valid_after(NOW)
    )
    facts = facts_of(builder.sign(authority.key, hashes.SHA256()).public_bytes(DER))

    assert (facts.key_algorithm, facts.key_bits, facts.serial) == ("EC", bits, "0ABC")
    ed = builder.sign(ed25519.Ed25519PrivateKey.generate(), None)
    assert facts_of(ed.public_bytes(DER)).issuer == authority.name


def test_a_trial_key_says_so(tmp_path: Path):
    trial = ensure_trial_key(tmp_path, organisation="Cục Đăng kiểm Việt Nam", now=NOW)
    own, root = read_certificates(trial.key_file)

    assert (own.is_trial, own.is_authority, own.key_bits) == (True, False, 3072)
    assert (root.is_trial, root.is_authority, root.may_sign) == (True, True, False)
    assert read_certificates(trial.root_file) == (root,)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_bundle_has_several_each_once_and_authorities_last(
    certificate: x509.Certificate, authority: Authority, tmp_path: Path, mark: bytes, ends: bytes
):
    bundle = b"Root:\n" + (authority.root_pem + certificate.public_bytes(PEM)) * 2
    path = written(tmp_path / "bundle.pem", mark + bundle.replace(b"\n", ends))

    assert [facts.subject for facts in read_certificates(path)] == ["Nguyễn Văn An", authority.name]


@pytest.mark.parametrize("encoding", [DER, PEM])
def test_pkcs7(
    certificate: x509.Certificate,
    authority: Authority,
    tmp_path: Path,
    encoding: serialization.Encoding,
):
    data = pkcs7.serialize_certificates([authority.root, certificate], encoding)

    names = [f.subject for f in read_certificates(written(tmp_path / "chain.p7b", data))]
    assert names == ["Nguyễn Văn An", authority.name]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_pkcs12(authority: Authority, passphrase: bytes | None):
    path = authority.issue("Trần Thị Bình", passphrase=passphrase)

    names = [facts.subject for facts in read_certificates(path, passphrase)]
    assert names == ["Trần Thị Bình", authority.name]


def test_a_wrong_passphrase_is_told_from_none(authority: Authority):
    path = authority.issue(passphrase=PASSPHRASE)

    assert code_of(path, b"wrong") is ErrorCode.KEY_PASSPHRASE
    assert code_of(path) is ErrorCode.KEY_PASSPHRASE_NEEDED
    with pytest.raises(InputError) as caught:
        read_certificates(path, b"s3cret")
    assert "s3cret" not in repr(caught.value)


def test_a_pkcs12_that_asks_for_endless_work_is_given_up(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(certificate_files, "_PKCS12_SECONDS", 0.5)
    path = authority.issue(passphrase=PASSPHRASE)
    file = pkcs12.Pfx.load(path.read_bytes())
    file["mac_data"]["iterations"] = core.Integer(2**31 - 1)
    path.write_bytes(file.dump())

    assert code_of(path, PASSPHRASE) is ErrorCode.CERTIFICATE_UNREADABLE


def test_private_keys_alone(authority: Authority, tmp_path: Path):
    formats = serialization.PrivateFormat
    plain = serialization.NoEncryption()
    locked = serialization.BestAvailableEncryption(PASSPHRASE)
    key = authority.leaf_key
    datas = [
        key.private_bytes(DER, formats.PKCS8, plain),
        key.private_bytes(DER, formats.PKCS8, locked),
        key.private_bytes(DER, formats.TraditionalOpenSSL, plain),
        key.private_bytes(PEM, formats.PKCS8, locked),
        key.private_bytes(PEM, formats.TraditionalOpenSSL, locked),
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            DER, formats.TraditionalOpenSSL, plain
        ),
        pyca_pkcs12.serialize_key_and_certificates(None, key, None, None, plain),
    ]
    for number, data in enumerate(datas):
        path = written(tmp_path / f"{number}.key", data)
        assert code_of(path) is ErrorCode.CERTIFICATE_KEY_ONLY


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"\x30\x03\x02\x01\x03",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        b"-----BEGIN CERTIFICATE-----\n" * 20000,
        b"-----BEGIN CERTIFICATE-----\n" + b"A\n" * 400000,
        b"\x30\x80" * 200000,
    ],
    ids=range(9),
)
def test_other_files_are_no_certificates(tmp_path: Path, data: bytes):
    assert code_of(written(tmp_path / "a.cer", data)) is ErrorCode.CERTIFICATE_UNREADABLE


def test_a_certificate_file_is_small(tmp_path: Path):
    path = written(tmp_path / "big.cer", bytes((1 << 20) + 1))
    assert code_of(path) is ErrorCode.FILE_TOO_LARGE


def test_only_a_file_is_a_file(tmp_path: Path):
    assert code_of(tmp_path / "gone.cer") is ErrorCode.FILE_MISSING
    if os.name == "posix":
        assert code_of(tmp_path) is ErrorCode.FILE_NOT_ORDINARY
        os.mkfifo(tmp_path / "pipe.cer")
        assert code_of(tmp_path / "pipe.cer") is ErrorCode.FILE_NOT_ORDINARY
        assert code_of(Path("/dev/zero")) is ErrorCode.FILE_NOT_ORDINARY


def test_an_endless_serial_number_is_none(certificate: x509.Certificate):
    from asn1crypto import x509 as asn1_x509

    forged = asn1_x509.Certificate.load(certificate.public_bytes(DER))
    forged["tbs_certificate"]["serial_number"] = 1 << 4000
    with pytest.raises(ValueError, match="serial number"):
        facts_of(forged.dump())


@given(data=st.data())
def test_no_byte_brings_it_down(certificate: x509.Certificate, data: st.DataObject):
    """Whatever a certificate is changed to is read or refused."""
    der = bytearray(certificate.public_bytes(DER))
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    try:
        facts = facts_of(bytes(der[: data.draw(st.integers(1, len(der)))]))
    except MALFORMED:
        return
    assert len(facts.fingerprint) == 64


@given(st.binary(max_size=200))
def test_no_file_brings_it_down(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    path = written(tmp_path_factory.getbasetemp() / "any.cer", data)
    with pytest.raises(EGovDeskError):
        read_certificates(path)


@given(st.lists(st.tuples(st.sampled_from(["CERTIFICATE", "PKCS7"]), st.binary()), max_size=4))
def test_pem_blocks_come_back(blocks: list[tuple[str, bytes]]):
    from asn1crypto import pem

    armoured = b"".join(pem.armor(label, der) for label, der in blocks)
    assert pem_blocks(armoured) == blocks


def run(path: Path, then: str) -> str:
    script = (
        "import sys; from pathlib import Path;"
        "from egovdesk.signing.certificate_files import read_certificates;"
        f"read_certificates(Path({str(path)!r}));{then}"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return result.stdout.strip()


def test_reading_a_certificate_does_not_load_pyhanko(certificate: x509.Certificate, tmp_path: Path):
    path = written(tmp_path / "an.cer", certificate.public_bytes(DER))
    heavy = "sorted({'pyhanko', 'cryptography', 'lxml'} & sys.modules.keys())"

    assert run(path, f"print({heavy})") == "[]"


def test_time_stamps_are_known_after_a_bundle_was_read(
    certificate: x509.Certificate, tmp_path: Path
):
    data = pkcs7.serialize_certificates([certificate], DER)
    path = written(tmp_path / "chain.p7b", data)
    stamp = "from asn1crypto import cms, tsp; print(cms.ContentType('tst_info').native)"

    assert run(path, stamp) == "tst_info"
