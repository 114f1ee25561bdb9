"""A token of SoftHSM, which is a real PKCS#11 driver without the hardware."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11.util.x509 import decode_x509_certificate

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.signing.tokens import token_certificates
from tests.signing.authority import Authority, key_usage

pytestmark = pytest.mark.outside

PIN, OFFICER_PIN = "123456", "87654321"
LABEL = "Token thử"


@pytest.fixture(scope="module")
def driver() -> Path:
    candidates = [Path(f"/usr/lib{each}/softhsm/libsofthsm2.so") for each in ("", "64")]
    return next(path for path in candidates if path.is_file())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


@pytest.fixture(scope="module", autouse=True)
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty SoftHSM of our own; the one of this computer stays as it is."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    file = folder / "softhsm2.conf"
    file.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SOFTHSM2_CONF", str(file))
        yield


@pytest.fixture(scope="module")
def certificates(authority: Authority) -> list[x509.Certificate]:
    own = authority.certificate("Nguyễn Văn An", authority.leaf_key, usage=key_usage(sign=True))
    return [authority.root, own]


@pytest.fixture(scope="module")
def number(driver: Path, certificates: list[x509.Certificate]) -> str:
    """Set a token up, put a key and the certificates on it, and return its number."""
    command = ("softhsm2-util", "--init-token", "--free", "--label", LABEL)
    subprocess.run(
        [*command, "--pin", PIN, "--so-pin", OFFICER_PIN], check=True, capture_output=True
    )
    library = pkcs11.lib(str(driver))
    library.reinitialize()  # other tests have used it with tokens of theirs
    token = library.get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True)
        for certificate in certificates:
            template = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
            session.create_object(
                {**template, pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.PRIVATE: False}
            )
    return token.serial.decode()


def test_an_empty_driver_has_no_certificates(driver: Path):
    assert token_certificates(driver) == ()


def test_certificates_come_off_the_token_without_a_pin(
    driver: Path, number: str, certificates: list[x509.Certificate], authority: Authority
):
    found = token_certificates(driver)

    assert [one.facts.subject for one in found] == ["Nguyễn Văn An", authority.name]
    assert {(one.token_label, one.token_number) for one in found} == {(LABEL, number)}
    assert int(found[0].facts.serial, 16) == certificates[1].serial_number
    assert found[0].facts.may_sign


def test_reading_leaves_all_tries_of_the_pin(driver: Path, number: str):
    for _ in range(5):
        token_certificates(driver)

    flags = pkcs11.lib(str(driver)).get_token(token_label=LABEL).flags
    assert not flags & pkcs11.TokenFlag.USER_PIN_COUNT_LOW


def test_a_driver_without_its_configuration_says_so(
    driver: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "gone.conf"))
    with pytest.raises(InputError) as caught:
        token_certificates(driver)

    assert caught.value.code is ErrorCode.TOKEN_DRIVER
