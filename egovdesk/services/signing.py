"""Signing: opening keys, looking at them beforehand, and the second signature."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.certificates import TokenCertificate, TokenDriver
from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.signing import (
    PLAIN,
    Check,
    CheckCause,
    CheckKind,
    CheckOutcome,
    KeyChoice,
    PinState,
    SignatureInfo,
    SignedPart,
    SignerRole,
    SigningOptions,
    TokenKey,
)
from egovdesk.domain.values import value
from egovdesk.services.session import Clock
from egovdesk.services.verifying import examined

if TYPE_CHECKING:
    from egovdesk.signing.keys import SigningKey

Waiting = Callable[[], None]
"""Called while a token works; raising in it cancels."""


def no_waiting() -> None:
    """Let the time pass."""


@value
class Countersigned:
    """A package with one more signature; the digest is SHA-256 in hex."""

    file: Path
    digest: str
    signer: str
    is_trial: bool


@contextmanager
def opened_key(
    choice: KeyChoice, trial: "Callable[[], SigningKey]", waiting: Waiting
) -> "Iterator[SigningKey]":
    """Open the chosen key for as long as the block lasts; `trial` opens the trial key.

    Raises:
        InputError: the file or token is missing, its password or PIN is wrong, or it fails.
    """
    if choice.token is not None:
        from egovdesk.signing.token_keys import token_key

        with token_key(choice.token, choice.pin, waiting) as key:
            yield key
    elif choice.file is not None:
        from egovdesk.signing.keys import load_pkcs12

        yield load_pkcs12(choice.file, choice.passphrase)
    else:
        yield trial()


class Signing:
    """What can be said of keys, and signing what others have signed; needs no workspace."""

    def __init__(self, clock: Clock, trial: "Callable[[], SigningKey]") -> None:
        self._clock = clock
        self._trial = trial

    def drivers(self) -> tuple[TokenDriver, ...]:
        """Return the token drivers that are installed on this computer."""
        from egovdesk.signing.tokens import find_drivers

        return find_drivers()

    def read_tokens(
        self, driver: Path, waiting: Waiting = no_waiting
    ) -> tuple[TokenCertificate, ...]:
        """Return the certificates on every token that is plugged in; it takes no PIN.

        Raises:
            InputError: the driver is missing, or it fails or hangs.
        """
        from egovdesk.signing.tokens import token_certificates

        return token_certificates(driver, waiting)

    def options(
        self,
        role: SignerRole,
        time_stamp_url: str,
        roots: Sequence[Path],
        crls: Sequence[Path],
        *,
        skip_unreadable: bool = False,
    ) -> SigningOptions:
        """Return how to sign, with the certificates and lists of the person's own files.

        One that is gone since may be skipped: what then cannot be checked is said of the key.

        Raises:
            InputError: a file is missing or holds something else.
        """
        from egovdesk.signing.certificates import load_certificates, load_crls

        return SigningOptions(
            role=role,
            time_stamp_url=time_stamp_url,
            roots=tuple(_loaded(roots, load_certificates, skip=skip_unreadable)),
            crls=tuple(_loaded(crls, load_crls, skip=skip_unreadable)),
        )

    def parts(self, package: Path) -> tuple[SignedPart, ...]:
        """Return what a further signature on a package covers, earlier signatures included.

        Raises:
            InputError: it cannot be read, or is no package.
        """
        from egovdesk.signing.container import read_container
        from egovdesk.signing.container_check import MIMETYPE_NAME

        with read_container(package) as container:
            return tuple(
                SignedPart(
                    name=name,
                    size=entry.size,
                    signature=_info(container.signature(name)),
                )
                for name, entry in container.entries.items()
                if name != MIMETYPE_NAME
            )

    def take_out(self, package: Path, name: str, folder: Path) -> Path:
        """Write one file of a package into a folder, to be looked at before it is signed.

        Raises:
            InputError: the package cannot be read, or it holds no such file.
        """
        from egovdesk.files import replacing
        from egovdesk.signing.container import read_container

        with read_container(package) as container:
            if name not in container.entries:
                raise InputError(ErrorCode.FILE_MISSING, file=name)
            target = folder / Path(name).name
            with replacing(target, durable=False) as stream:
                for block in container.blocks(name):
                    stream.write(block)
        return target

    def make_trial(self) -> None:
        """Make the trial key where there is none yet.

        Raises:
            InputError: the profile cannot be written.
        """
        self._trial()

    def look_at(
        self,
        choice: KeyChoice,
        options: SigningOptions,
        due_on: date,
        waiting: Waiting = no_waiting,
    ) -> tuple[Check, ...]:
        """Look at a key before it signs, wherever it lies; a PIN is not used for it.

        Raises:
            InputError: the token or the file is not there, the driver fails or hangs, or the
                file's password is wrong.
        """
        if choice.token is not None:
            return self.look_at_token(choice.token, options, due_on, waiting)
        return self.look_at_file(choice, options, due_on)

    def look_at_token(
        self,
        key: TokenKey,
        options: SigningOptions,
        due_on: date,
        waiting: Waiting = no_waiting,
    ) -> tuple[Check, ...]:
        """Look at a key on a token without its PIN.

        Raises:
            InputError: the token is not there, or its driver fails or hangs.
        """
        from egovdesk.signing.preflight import examine
        from egovdesk.signing.token_keys import pin_state
        from egovdesk.signing.tokens import token_chain

        pin = _pin_check(pin_state(key, waiting))
        own, others = token_chain(key, waiting)
        checks = examine(own, others, options, now=self._clock(), due_on=due_on)
        answers = Check(kind=CheckKind.DRIVER, outcome=CheckOutcome.GOOD, cause=CheckCause.FINE)
        return (answers, pin, *checks)

    def look_at_file(
        self, choice: KeyChoice, options: SigningOptions, due_on: date
    ) -> tuple[Check, ...]:
        """Look at a key in a file, which takes its password.

        Raises:
            InputError: the file is missing, or its password is wrong.
        """
        from egovdesk.signing.preflight import examine

        with opened_key(choice, self._trial, no_waiting) as key:
            others = tuple(key.others)
            return examine(key.certificate, others, options, now=self._clock(), due_on=due_on)

    def clock_check(self, last_recorded: datetime | None) -> Check:
        """See whether the computer's clock runs behind what was recorded already."""
        now = self._clock()
        if last_recorded is not None and now < last_recorded:
            return Check(
                kind=CheckKind.CLOCK,
                outcome=CheckOutcome.FAILED,
                cause=CheckCause.CLOCK_BEHIND,
                at=last_recorded,
            )
        return Check(
            kind=CheckKind.CLOCK,
            outcome=CheckOutcome.GOOD,
            cause=CheckCause.FINE,
            at=now,
        )

    def countersign(
        self,
        source: Path,
        target: Path,
        choice: KeyChoice,
        *,
        options: SigningOptions = PLAIN,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> Countersigned:
        """Add the second signature to a package that waits for it; write it into another file.

        `progress` is called with the bytes done and in all, also while a token works; raising in
        it cancels.

        Raises:
            RefusedError: the package is not sound, or this key has signed it already.
            InputError: the key, the package or the disk.
        """
        from egovdesk.signing.container import countersign
        from egovdesk.signing.keys import check_usable

        now = self._clock()

        def waiting() -> None:
            progress(0, 1)

        with opened_key(choice, self._trial, waiting) as key:
            check_usable(key, now)
            found = examined(source, now, waiting).verdict
            if found.is_broken:
                raise RefusedError(ErrorCode.PACKAGE_BROKEN, file=source.name)
            if any(line.serial == key.serial for line in found.signers):
                raise RefusedError(ErrorCode.ALREADY_SIGNED, name=key.subject, file=source.name)
            digest = countersign(
                source, target, key, signed_at=now, options=options, progress=progress
            )
            return Countersigned(
                file=target, digest=digest, signer=key.subject, is_trial=key.is_trial
            )


def _info(signature: bytes | None) -> SignatureInfo | None:
    from egovdesk.signing.cades import signature_info

    try:
        return None if signature is None else signature_info(signature)
    except ValueError:
        return None


def _loaded(
    files: Sequence[Path], load: Callable[[Path], list[bytes]], *, skip: bool
) -> Iterator[bytes]:
    for file in files:
        try:
            yield from load(file)
        except InputError:
            if not skip:
                raise


def _pin_check(state: PinState) -> Check:
    outcome, cause = {
        PinState.GOOD: (CheckOutcome.GOOD, CheckCause.FINE),
        PinState.FEW_TRIES: (CheckOutcome.WARNING, CheckCause.FEW_TRIES),
        PinState.LAST_TRY: (CheckOutcome.WARNING, CheckCause.LAST_TRY),
        PinState.LOCKED: (CheckOutcome.FAILED, CheckCause.PIN_LOCKED),
        PinState.TO_BE_CHANGED: (CheckOutcome.WARNING, CheckCause.PIN_TO_BE_CHANGED),
    }[state]
    return Check(kind=CheckKind.PIN, outcome=outcome, cause=cause)
