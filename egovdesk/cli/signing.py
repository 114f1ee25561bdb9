"""Signing from the command line: which key, its secret, and the second signature on a package."""

import argparse
import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from egovdesk import bootstrap
from egovdesk.cli.output import Output, warn
from egovdesk.domain.certificates import TokenCertificate
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError, RefusedError, UsageError
from egovdesk.domain.signing import (
    CheckOutcome,
    KeyChoice,
    SignerRole,
    SigningOptions,
    TokenKey,
    can_sign,
)
from egovdesk.services.signing import Countersigned, Signing
from egovdesk.wording import _
from egovdesk.wording.signing import check_message

Done = TypeVar("Done")


def add_arguments(command: argparse.ArgumentParser, path: Callable[[str], Path]) -> None:
    """Let a command name the key that signs and how; a secret is never an argument."""
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--key", type=path, help=_("key file (.p12); the trial key without it"))
    kind.add_argument(
        "--token", type=path, metavar="DRIVER", help=_("driver of the USB token (PKCS#11)")
    )
    command.add_argument("--token-number", metavar="N", help=_("which token, where several are in"))
    command.add_argument(
        "--certificate", metavar="SHA256", help=_("fingerprint of the certificate on the token")
    )
    secret = command.add_mutually_exclusive_group()
    secret.add_argument(
        "--passphrase-env", metavar="NAME", help=_("environment variable with the password or PIN")
    )
    secret.add_argument(
        "--passphrase-fd", type=int, metavar="N", help=_("file descriptor to read it from")
    )
    command.add_argument(
        "--role",
        choices=list(SignerRole),
        default=SignerRole.APPROVER,
        help=_(
            "in what capacity; a preparer's package waits for its approver, whom the letter "
            "then does not show"
        ),
    )
    command.add_argument(
        "--time-stamp", metavar="URL", default="", help=_("time-stamp authority to ask")
    )
    command.add_argument(
        "--trust", type=path, action="append", default=[], help=_("root certificate to trust")
    )
    command.add_argument(
        "--crl", type=path, action="append", default=[], help=_("revocation list to sign with")
    )


def sign(arguments: Namespace, output: Output) -> int:
    """Add a signature to a package that somebody sent."""
    signing = bootstrap.signing()
    how = options(arguments, signing)
    signed = with_key(
        arguments,
        signing,
        how,
        bootstrap.clock().date(),
        lambda key: signing.countersign(arguments.package, arguments.out, key, options=how),
    )
    said = _("{name} signed the package; it was written to {file}.")
    output.line(said.format(name=signed.signer, file=signed.file))
    _say_signed(signed, output)
    return 0


def _say_signed(signed: Countersigned, output: Output) -> None:
    if signed.is_trial:
        output.line(_("TRIAL: signed with a trial key; this is a seal without legal force."))
    output.document(
        {
            "package": str(signed.file),
            "digest": signed.digest,
            "signer": signed.signer,
            "trial": signed.is_trial,
        }
    )


def receive(arguments: Namespace, output: Output) -> int:
    """Take in a package of this unit that came back with its second signature."""
    desk = bootstrap.open_desk(arguments.workspace)
    try:
        signed = desk.second_signatures.receive(arguments.package)
    finally:
        desk.close()
    said = _(
        "The second signature is kept; its certificate names “{name}”. "
        "Verify it before you send it."
    )
    output.line(said.format(name=signed.signer))
    _say_signed(signed, output)
    return 0


def options(arguments: Namespace, signing: Signing) -> SigningOptions:
    """Return how to sign.

    Raises:
        InputError: a root certificate or revocation list is missing or unreadable.
    """
    role = SignerRole(arguments.role)
    return signing.options(role, arguments.time_stamp, arguments.trust, arguments.crl)


def with_key(
    arguments: Namespace,
    signing: Signing,
    how: SigningOptions,
    due_on: date,
    work: Callable[[KeyChoice], Done],
) -> Done:
    """Do the work with the key that was named; ask for its secret where it can be asked for.

    Raises:
        RefusedError: what is seen of a token forbids signing with it.
        UsageError: several certificates may sign, and none was named.
        InputError: the key, or its secret.
    """
    given = _given_secret(arguments)
    if arguments.token is not None:
        token = _token_key(arguments, signing)
        _look_first(signing, token, how, due_on)
        pin = _asked_pin(token) if given is None else given.decode(errors="replace")
        return work(KeyChoice(token=token, pin=pin))
    try:
        return work(KeyChoice(file=arguments.key, passphrase=given))
    except EGovDeskError as error:
        needed = error.code is ErrorCode.KEY_PASSPHRASE_NEEDED and given is None
        if not needed or not sys.stdin.isatty():
            raise
    typed = getpass.getpass(_("Password of the key file: "))
    return work(KeyChoice(file=arguments.key, passphrase=typed.encode()))


def _token_key(arguments: Namespace, signing: Signing) -> TokenKey:
    """Return the one certificate on the tokens that may sign and was meant."""
    wanted = _bare(arguments.certificate or "")
    usable = [
        one
        for one in signing.read_tokens(arguments.token)
        if one.facts.may_sign and arguments.token_number in (None, one.token_number)
    ]
    found = [one for one in usable if not wanted or _bare(one.facts.fingerprint) == wanted]
    if not found:
        code = ErrorCode.TOKEN_KEY_MISSING if usable else ErrorCode.TOKEN_MISSING
        name = arguments.token_number or arguments.token.name
        raise InputError(code, token=name)
    if len(found) > 1:
        listed = ", ".join(map(_named, found))
        raise UsageError(ErrorCode.TOKEN_SEVERAL, count=len(found), value=listed)
    (one,) = found
    return TokenKey(
        driver=arguments.token,
        token_number=one.token_number,
        label=one.token_label,
        fingerprint=_bare(one.facts.fingerprint),
    )


def _bare(fingerprint: str) -> str:
    return "".join(filter(str.isalnum, fingerprint)).lower()


def _named(one: TokenCertificate) -> str:
    return f"{one.facts.subject} ({one.token_number}, {_bare(one.facts.fingerprint)})"


def _look_first(signing: Signing, token: TokenKey, how: SigningOptions, due_on: date) -> None:
    """Say what stands against signing before a PIN is tried that may lock the token."""
    checks = signing.look_at(KeyChoice(token=token), how, due_on)
    for check in checks:
        if check.outcome is not CheckOutcome.GOOD:
            warn(str(check_message(check)))
    if not can_sign(checks):
        raise RefusedError(ErrorCode.KEY_FORBIDDEN, token=token.label)


def _asked_pin(token: TokenKey) -> str:
    if not sys.stdin.isatty():
        raise InputError(ErrorCode.TOKEN_PIN_NEEDED, token=token.label)
    return getpass.getpass(_("PIN of the token: "))


def _given_secret(arguments: Namespace) -> bytes | None:
    """Return the secret from the named variable or file descriptor; never an argument."""
    if arguments.passphrase_env:
        return os.environ.get(arguments.passphrase_env, "").encode()
    if arguments.passphrase_fd is not None:
        try:
            with os.fdopen(arguments.passphrase_fd, "rb", closefd=False) as stream:
                return stream.readline().rstrip(b"\r\n")
        except (OSError, ValueError, TypeError, OverflowError) as error:  # no such descriptor
            file = str(arguments.key or arguments.token or "")
            raise InputError(ErrorCode.KEY_PASSPHRASE_NEEDED, file=file) from error
    return None
