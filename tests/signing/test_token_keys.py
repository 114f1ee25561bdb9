"""Keys on tokens: what they do to a signature, and what a token says of its PIN.

`tests/outside` does the same with a real driver, which neither hangs nor crashes on demand.
"""

from types import SimpleNamespace

import pytest
from pkcs11 import TokenFlag

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import SignerVerdict
from egovdesk.domain.signing import PinState
from egovdesk.signing import cades, judgement, token_keys
from egovdesk.signing.token_keys import token_key
from tests.signing import fake_tokens
from tests.signing.authority import NOW, Authority

DATA = "Nội dung cần ký".encode()


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_keys, "_token_signer", fake_tokens.signer)


def sign(authority: Authority, behaviour: str) -> bytes:
    with token_key(fake_tokens.token(authority.issue(), behaviour), fake_tokens.PIN) as key:
        return cades.sign(DATA, key, signed_at=NOW)


@pytest.mark.parametrize("behaviour", ["works", "slow"])
def test_it_signs_however_long_that_takes(authority: Authority, behaviour: str):
    policy = judgement.TrustPolicy.of([authority.root_pem], [], NOW)
    line = judgement.judge(DATA, sign(authority, behaviour), policy).line
    assert line.status is SignerVerdict.TRUSTED


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("removed", ErrorCode.TOKEN_REMOVED),
        ("crashes", ErrorCode.TOKEN_DRIVER),
        ("hangs", ErrorCode.TOKEN_TIMEOUT),
    ],
)
def test_what_fails_in_the_middle_is_said(
    authority: Authority, behaviour: str, code: ErrorCode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(token_keys, "_SECONDS", 2.0)
    with pytest.raises(InputError) as caught:
        sign(authority, behaviour)
    assert caught.value.code is code


def test_a_token_that_hangs_can_be_cancelled(authority: Authority):
    asked = []

    def waiting() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise EGovDeskError(ErrorCode.CANCELLED)

    hanging = fake_tokens.token(authority.issue(), "hangs")
    with (
        pytest.raises(EGovDeskError) as caught,
        token_key(hanging, fake_tokens.PIN, waiting) as key,
    ):
        asked.clear()
        cades.sign(DATA, key, signed_at=NOW)
    assert caught.value.code is ErrorCode.CANCELLED


@pytest.mark.parametrize(
    ("flags", "state"),
    [
        (TokenFlag.TOKEN_INITIALIZED, PinState.GOOD),
        (TokenFlag.USER_PIN_COUNT_LOW, PinState.FEW_TRIES),
        (TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY, PinState.LAST_TRY),
        (TokenFlag.USER_PIN_FINAL_TRY | TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
        (TokenFlag.USER_PIN_TO_BE_CHANGED, PinState.TO_BE_CHANGED),
    ],
)
def test_a_token_tells_what_is_left_of_the_tries(flags: TokenFlag, state: PinState):
    assert token_keys._pin_state(SimpleNamespace(flags=flags)) is state


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (TokenFlag.USER_PIN_COUNT_LOW, ErrorCode.TOKEN_PIN),
        (TokenFlag.USER_PIN_FINAL_TRY, ErrorCode.TOKEN_PIN_LAST_TRY),
        (TokenFlag.USER_PIN_LOCKED, ErrorCode.TOKEN_PIN_LOCKED),
    ],
)
def test_a_wrong_pin_says_what_it_has_left(
    authority: Authority, flags: TokenFlag, code: ErrorCode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(token_keys, "_token", lambda _key: SimpleNamespace(flags=flags))
    key = fake_tokens.token(authority.issue())
    assert token_keys._pin_error(ErrorCode.TOKEN_PIN, key).code is code
