"""Signing with SoftHSM, a real PKCS#11 driver: two tokens, RSA and ECDSA, and what goes wrong."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import SignerVerdict
from egovdesk.domain.signing import PinState, TokenKey
from egovdesk.signing import cades
from egovdesk.signing.keys import check_usable
from egovdesk.signing.token_keys import pin_state, token_key
from egovdesk.signing.tokens import token_certificates
from tests.signing.authority import NOW, Authority, key_usage

pytestmark = pytest.mark.outside

PIN, OFFICER_PIN = "123456", "87654321"
DATA = "Nội dung cần ký".encode()


@pytest.fixture(scope="module")
def driver() -> Path:
    candidates = [Path(f"/usr/lib{each}/softhsm/libsofthsm2.so") for each in ("", "64")]
    return next(path for path in candidates if path.is_file())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


@pytest.fixture(scope="module", autouse=True)
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty SoftHSM of our own; the one of this computer stays as it is."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    file = folder / "softhsm2.conf"
    file.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SOFTHSM2_CONF", str(file))
        yield folder


def util(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


def set_up(driver: Path, label: str, key: PrivateKeyTypes, authority: Authority) -> None:
    """Make a token that holds a key and its certificate, as an authority hands it out."""
    util("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", OFFICER_PIN)
    library = pkcs11.lib(str(driver))
    library.reinitialize()
    secret = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    decode = decode_rsa_private_key if label == "RSA" else decode_ec_private_key
    public = authority.certificate(label, key, usage=key_usage(sign=True))
    certificate = decode_x509_certificate(public.public_bytes(Encoding.DER))
    kept = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: b"1"}
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        session.create_object({**decode(secret), **kept})
        session.create_object({**certificate, **kept, pkcs11.Attribute.PRIVATE: False})


@pytest.fixture(scope="module")
def keys(driver: Path, authority: Authority) -> dict[str, TokenKey]:
    """Two tokens at once: one with RSA, one with an elliptic curve."""
    set_up(driver, "RSA", rsa.generate_private_key(65537, 2048), authority)
    set_up(driver, "EC", ec.generate_private_key(ec.SECP256R1()), authority)
    return {
        one.token_label: TokenKey(
            driver=driver,
            token_number=one.token_number,
            label=one.token_label,
            fingerprint=one.facts.fingerprint,
        )
        for one in token_certificates(driver)
    }


def refusal(key: TokenKey, pin: str = PIN) -> ErrorCode:
    with pytest.raises(InputError) as caught, token_key(key, pin):
        pass
    return caught.value.code


@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_a_token_signs_what_verifies(kind: str, keys: dict[str, TokenKey], authority: Authority):
    with token_key(keys[kind], PIN) as key:
        check_usable(key, NOW)
        signatures = [cades.sign(DATA, key, signed_at=NOW) for _ in range(2)]
        assert key.subject == kind
    policy = cades.TrustPolicy.of([authority.root_pem], [], NOW)
    for signature in signatures:
        line = cades.judge(DATA, signature, policy).line
        assert (line.subject, line.status) == (kind, SignerVerdict.TRUSTED)
        assert cades.judge(DATA + b" ", signature, policy).line.status is SignerVerdict.INVALID


def test_a_wrong_pin_is_tried_once_and_said(keys: dict[str, TokenKey]):
    assert refusal(keys["RSA"], "000000") is ErrorCode.TOKEN_PIN
    assert refusal(keys["RSA"], "1") is ErrorCode.TOKEN_PIN
    with token_key(keys["RSA"], PIN) as key:
        assert key.subject == "RSA"


def test_the_state_of_the_pin_is_read_without_trying_one(keys: dict[str, TokenKey]):
    assert pin_state(keys["EC"]) is PinState.GOOD


def test_a_token_that_is_not_there_is_named(keys: dict[str, TokenKey]):
    gone = replace(keys["RSA"], token_number="0000", label="Của giám đốc")
    with pytest.raises(InputError) as caught, token_key(gone, PIN):
        pass
    assert caught.value.code is ErrorCode.TOKEN_MISSING
    assert caught.value.data["token"] == "Của giám đốc"


def test_a_certificate_that_is_not_on_the_token(keys: dict[str, TokenKey]):
    other = replace(keys["RSA"], fingerprint=keys["EC"].fingerprint)
    assert refusal(other) is ErrorCode.TOKEN_KEY_MISSING


def test_a_token_taken_out_in_the_middle_leaves_no_signature(
    keys: dict[str, TokenKey], configuration: Path
):
    away = configuration / "away"
    with token_key(keys["EC"], PIN) as key:
        (configuration / "tokens").rename(away)
        try:
            with pytest.raises(InputError) as caught:
                cades.sign(DATA, key, signed_at=NOW)
        finally:
            away.rename(configuration / "tokens")
    assert caught.value.code in (ErrorCode.TOKEN_REMOVED, ErrorCode.TOKEN_DRIVER)
