"""Signing with a key that never leaves its USB token.

The maker's driver runs in a process of its own, so that whatever it does the program can go on.
The PIN is sent there once, is used once, and ends with that process; nothing retries it, because
tokens in use in Vietnam lock themselves after a few wrong ones.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signing import PinState, TokenKey
from egovdesk.domain.text import clean
from egovdesk.signing.keys import SigningKey, signing_key
from egovdesk.worker import Worker, WorkerLostError, no_waiting

if TYPE_CHECKING:
    import pkcs11

_SECONDS = 60.0  # some tokens ask their owner to press a button
_MAX_CERTIFICATES = 100
_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""The DER before a SHA-256 digest in a signature of PKCS#1 v1.5 (RFC 8017, 9.2)."""


@dataclass(frozen=True, slots=True)
class _Open:
    """The first question: open the token and log in with the PIN."""

    key: TokenKey
    pin: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A later question: sign the data with SHA-256."""

    data: bytes


_Question = _Open | _Sign
_Answer = Any  # a list of certificates as DER, the signing one first; or a signature


@contextmanager
def token_key(
    key: TokenKey, pin: str, waiting: Callable[[], None] = no_waiting
) -> Iterator[SigningKey]:
    """Open a token with its PIN for as long as the block lasts.

    `waiting` is called while the driver works and may raise to cancel.

    Raises:
        InputError: the token is not there, the PIN is wrong or locked, the key is not on it, or
            the driver fails or hangs.
    """
    with Worker(_token_signer) as worker:

        def ask(question: _Question) -> _Answer:
            return _asked(worker, key, question, waiting)

        first, *others = ask(_Open(key, pin))
        yield signing_key(first, others, lambda data: bytes(ask(_Sign(data))))


def pin_state(key: TokenKey, waiting: Callable[[], None] = no_waiting) -> PinState:
    """Return what the token says of the tries that are left, without trying one.

    Raises:
        InputError: the token is not there, or the driver fails or hangs.
    """
    with Worker(_pin_reader) as worker:
        return PinState(_asked(worker, key, key, waiting))


def _asked(
    worker: "Worker[Any, Any]", key: TokenKey, question: object, waiting: Callable[[], None]
) -> _Answer:
    file = str(key.driver)
    try:
        return worker.ask(question, seconds=_SECONDS, waiting=waiting)
    except TimeoutError as error:
        raise InputError(ErrorCode.TOKEN_TIMEOUT, file=file, seconds=round(_SECONDS)) from error
    except WorkerLostError as error:
        raise InputError(ErrorCode.TOKEN_DRIVER, file=file, detail="crash") from error


# What runs in the other process ------------------------------------------------------------------


def _pin_reader() -> Callable[[TokenKey], str]:
    def read(key: TokenKey) -> str:
        with _known_causes(key):
            return _pin_state(_token(key)).value

    return read


def _token_signer() -> Callable[[_Question], _Answer]:
    opened: list[_OpenToken] = []

    def answer(question: _Question) -> _Answer:
        if isinstance(question, _Open):
            with _known_causes(question.key):
                opened[:] = [_OpenToken(question.key, question.pin)]
                return opened[0].certificates
        with _known_causes(opened[0].key):
            return opened[0].sign(question.data)

    return answer


class _OpenToken:
    """A token after its owner logged in."""

    def __init__(self, key: TokenKey, pin: str) -> None:
        import pkcs11

        self.key = key
        self._pin = pin
        token = _token(key)
        self._mechanisms = token.slot.get_mechanisms()
        try:
            self._session = token.open(user_pin=pin)
        except pkcs11.exceptions.PinIncorrect as error:
            raise _pin_error(ErrorCode.TOKEN_PIN, key) from error
        except (pkcs11.exceptions.PinInvalid, pkcs11.exceptions.PinLenRange) as error:
            raise _pin_error(ErrorCode.TOKEN_PIN, key) from error
        except pkcs11.exceptions.PinLocked as error:
            raise InputError(ErrorCode.TOKEN_PIN_LOCKED, token=key.label) from error
        except pkcs11.exceptions.PinExpired as error:
            raise InputError(ErrorCode.TOKEN_PIN_EXPIRED, token=key.label) from error
        found = self._certificates()
        certificate = found.pop(key.fingerprint.lower(), None)
        if certificate is None:
            raise InputError(ErrorCode.TOKEN_KEY_MISSING, token=key.label)
        self.certificates = [
            bytes(certificate[pkcs11.Attribute.VALUE]),
            *(bytes(other[pkcs11.Attribute.VALUE]) for other in found.values()),
        ]
        self._private = self._private_key(certificate)

    def sign(self, data: bytes) -> bytes:
        """Sign data with SHA-256; the token hashes RSA itself where it can."""
        import pkcs11
        from pkcs11.util.ec import encode_ecdsa_signature

        pin = self._pin if self._asks_every_time() else None
        if self._private.key_type is pkcs11.KeyType.EC:
            digest = hashlib.sha256(data).digest()
            raw = self._private.sign(digest, mechanism=pkcs11.Mechanism.ECDSA, pin=pin)
            return bytes(encode_ecdsa_signature(raw))
        if pkcs11.Mechanism.SHA256_RSA_PKCS in self._mechanisms:
            mechanism, signed = pkcs11.Mechanism.SHA256_RSA_PKCS, data
        else:
            mechanism = pkcs11.Mechanism.RSA_PKCS
            signed = _SHA256_INFO + hashlib.sha256(data).digest()
        return bytes(self._private.sign(signed, mechanism=mechanism, pin=pin))

    def _certificates(self) -> "dict[str, pkcs11.Object]":
        import pkcs11

        query = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
        found = list(self._session.get_objects(query))[:_MAX_CERTIFICATES]
        return {
            hashlib.sha256(bytes(one[pkcs11.Attribute.VALUE])).hexdigest(): one for one in found
        }

    def _private_key(self, certificate: "pkcs11.Object") -> Any:  # noqa: ANN401 - no stubs say it
        """Return the key of the certificate: that of the same id, or the only one there is."""
        import pkcs11

        query = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY}
        keys = list(self._session.get_objects(query))
        mark = bytes(certificate[pkcs11.Attribute.ID])
        same = [key for key in keys if bytes(key[pkcs11.Attribute.ID]) == mark]
        chosen = same or (keys if len(keys) == 1 else [])
        if not chosen:
            raise InputError(ErrorCode.TOKEN_KEY_MISSING, token=self.key.label)
        return chosen[0]

    def _asks_every_time(self) -> bool:
        import pkcs11

        try:
            return bool(self._private[pkcs11.Attribute.ALWAYS_AUTHENTICATE])
        except pkcs11.exceptions.PKCS11Error:
            return False


def _token(key: TokenKey) -> "pkcs11.Token":
    """Find the very token among several: two may bear the same label."""
    import pkcs11

    # in full: a bare name would be looked for in every folder of the system's search path
    library = pkcs11.lib(str(key.driver.absolute()))
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except (pkcs11.exceptions.TokenNotPresent, pkcs11.exceptions.TokenNotRecognised):
            continue
        if clean(token.serial.decode(errors="replace")) == clean(key.token_number):
            return token
    raise InputError(ErrorCode.TOKEN_MISSING, token=key.label)


def _pin_state(token: "pkcs11.Token") -> PinState:
    from pkcs11 import TokenFlag

    flags = token.flags
    for flag, state in (
        (TokenFlag.USER_PIN_LOCKED, PinState.LOCKED),
        (TokenFlag.USER_PIN_FINAL_TRY, PinState.LAST_TRY),
        (TokenFlag.USER_PIN_COUNT_LOW, PinState.FEW_TRIES),
        (TokenFlag.USER_PIN_TO_BE_CHANGED, PinState.TO_BE_CHANGED),
    ):
        if flag in flags:
            return state
    return PinState.GOOD


def _pin_error(code: ErrorCode, key: TokenKey) -> InputError:
    """Say what the wrong PIN has left of the tries."""
    match _pin_state(_token(key)):
        case PinState.LOCKED:
            code = ErrorCode.TOKEN_PIN_LOCKED
        case PinState.LAST_TRY:
            code = ErrorCode.TOKEN_PIN_LAST_TRY
        case _:
            pass
    return InputError(code, token=key.label)


@contextmanager
def _known_causes(key: TokenKey) -> Iterator[None]:
    """Turn what a driver raises into errors with a cure."""
    import pkcs11

    try:
        yield
    except (
        pkcs11.exceptions.DeviceRemoved,
        pkcs11.exceptions.TokenNotPresent,
        pkcs11.exceptions.SessionHandleInvalid,
        pkcs11.exceptions.SessionClosed,
    ) as error:
        raise InputError(ErrorCode.TOKEN_REMOVED, token=key.label) from error
    except (pkcs11.PKCS11Error, ValueError) as error:
        detail = type(error).__name__
        raise InputError(ErrorCode.TOKEN_DRIVER, file=str(key.driver), detail=detail) from error
