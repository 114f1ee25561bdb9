"""Signing with SoftHSM, a real PKCS#11 driver: two tokens, RSA and ECDSA, and what goes wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import SignerVerdict
from egovdesk.domain.signing import PinState, TokenKey
from egovdesk.signing import cades, judgement
from egovdesk.signing.keys import check_usable
from egovdesk.signing.token_keys import pin_state, token_key
from tests.outside.conftest import PIN
from tests.signing.authority import NOW, Authority

pytestmark = pytest.mark.outside

DATA = "Nội dung cần ký".encode()


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
    policy = judgement.TrustPolicy.of([authority.root_pem], [], NOW)
    for signature in signatures:
        line = judgement.judge(DATA, signature, policy).line
        assert (line.subject, line.status) == (kind, SignerVerdict.TRUSTED)
        assert judgement.judge(DATA + b" ", signature, policy).line.status is SignerVerdict.INVALID


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
