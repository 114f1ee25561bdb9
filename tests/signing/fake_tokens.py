"""A token without a driver: its "driver" is a key file, its number says how it behaves.

What answers runs in the same process of its own in which a real driver would run.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signing import TokenKey
from egovdesk.signing.token_keys import _Open, _Question

PIN = "123456"


def token(key_file: Path, behaviour: str = "works") -> TokenKey:
    """Return a token that holds the key of a file without a passphrase."""
    return TokenKey(driver=key_file, token_number=behaviour, label="Token giả", fingerprint="00")


def signer() -> Callable[[_Question], Any]:
    """Take the place of what talks to a driver."""
    opened: list[TokenKey] = []

    def answer(question: _Question) -> Any:  # noqa: ANN401 - as the real one
        if isinstance(question, _Open):
            if question.pin != PIN:
                raise InputError(ErrorCode.TOKEN_PIN, token=question.key.label)
            opened[:] = [question.key]
            _key, certificate, others = _read(question.key.driver)
            return [each.public_bytes(Encoding.DER) for each in (certificate, *others)]
        behave(opened[0])
        key, _certificate, _others = _read(opened[0].driver)
        return key.sign(question.data, padding.PKCS1v15(), hashes.SHA256())

    return answer


def behave(key: TokenKey) -> None:
    """Do what the token's number says before it signs."""
    match key.token_number:
        case "slow":
            time.sleep(0.5)
        case "hangs":
            time.sleep(600)
        case "crashes":
            os._exit(1)
        case "removed":
            raise InputError(ErrorCode.TOKEN_REMOVED, token=key.label)


def _read(file: Path) -> tuple[RSAPrivateKey, Any, list[Any]]:
    key, certificate, others = pkcs12.load_key_and_certificates(file.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key, certificate, others
