"""Two tokens of SoftHSM, a real PKCS#11 driver without the hardware, under an authority of ours."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from egovdesk.domain.signing import TokenKey
from egovdesk.signing.tokens import token_certificates
from tests.signing.authority import YEAR, Authority, key_usage

PIN, OFFICER_PIN = "123456", "87654321"


@pytest.fixture(scope="session")
def driver() -> Path:
    candidates = [Path(f"/usr/lib{each}/softhsm/libsofthsm2.so") for each in ("", "64")]
    return next(path for path in candidates if path.is_file())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty SoftHSM of our own; the one of this computer stays as it is."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    file = folder / "softhsm2.conf"
    file.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SOFTHSM2_CONF", str(file))
        yield folder


@pytest.fixture(scope="module")
def keys(driver: Path, authority: Authority, configuration: Path) -> dict[str, TokenKey]:
    """Two tokens at once: one with RSA, one with an elliptic curve."""
    assert configuration.is_dir()
    _set_up(driver, "RSA", rsa.generate_private_key(65537, 2048), authority)
    _set_up(driver, "EC", ec.generate_private_key(ec.SECP256R1()), authority)
    return {
        one.token_label: TokenKey(
            driver=driver,
            token_number=one.token_number,
            label=one.token_label,
            fingerprint=one.facts.fingerprint,
        )
        for one in token_certificates(driver)
    }


def _set_up(
    driver: Path, label: str, key: CertificateIssuerPrivateKeyTypes, authority: Authority
) -> None:
    """Make a token that holds a key and its certificate, as an authority hands it out."""
    command = ("softhsm2-util", "--init-token", "--free", "--label", label)
    subprocess.run(
        [*command, "--pin", PIN, "--so-pin", OFFICER_PIN], check=True, capture_output=True
    )
    library = pkcs11.lib(str(driver))
    library.reinitialize()
    secret = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    decode = decode_rsa_private_key if label == "RSA" else decode_ec_private_key
    public = authority.certificate(label, key, usage=key_usage(sign=True), period=(-YEAR, 8 * YEAR))
    certificate = decode_x509_certificate(public.public_bytes(Encoding.DER))
    kept = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: b"1"}
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        session.create_object({**decode(secret), **kept})
        session.create_object({**certificate, **kept, pkcs11.Attribute.PRIVATE: False})
