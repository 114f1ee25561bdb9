"""Certificates on USB tokens, read through their makers' PKCS#11 drivers.

Certificates are public: no PIN is asked for, so no token is ever locked from here.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.certificates import CertificateFacts, TokenCertificate, TokenDriver
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signing import TokenKey
from egovdesk.domain.text import clean
from egovdesk.signing.certificate_files import facts_of, in_order
from egovdesk.signing.certificates import MALFORMED
from egovdesk.worker import Worker, WorkerLostError, no_waiting

if TYPE_CHECKING:
    import pkcs11

_SECONDS = 20.0  # a token that was just plugged in takes its time
_MAX_SLOTS = 64
_MAX_CERTIFICATES = 100

_Token = tuple[str, str, list[bytes]]
Chain = tuple[bytes, tuple[bytes, ...]]
"""A certificate, and the others that came with it."""

_DRIVERS = (
    # the Government's authority issues these two, and ST3 before them
    ("SafeNet", ("eTPKCS11.dll", "libeTPkcs11.so", "libeToken.so")),
    ("Bit4id", ("bit4xpki.dll", "bit4ipki.dll", "libbit4xpki.so", "libbit4ipki.so")),
    ("ST3", ("st3csp11.dll",)),
    # the public authorities' own
    ("Viettel-CA", tuple(f"viettel-ca_v{version}.dll" for version in (6, 5, 4, 2))),
    ("VNPT-CA", tuple(f"vnptca_p11_v{version}.dll" for version in (10, 9, 8, 7, 6))),
    ("VNPT-CA", ("vnpt-ca_csp11.dll", "vnpt-ca_v34.dll")),
    ("BkavCA", ("BkavCA.dll", "BkavCAv2S.dll")),
    ("FPT-CA", (*(f"fptca_v{version}.dll" for version in (6, 5, 4, 3)), "fpt-ca.dll")),
    ("CA2", ("CA2_v34.dll", "CA2_csp11.dll")),
    ("NC-CA", ("ncca_csp11_v1.dll",)),
    ("I-CA", ("ica_csp11_v1.dll",)),
    # whoever else's tokens these are
    ("Gemalto IDPrime", ("IDPrimePKCS11.dll", "libIDPrimePKCS11.so")),
    ("Feitian", ("eps2003csp11.dll", "ngp11v211.dll")),
    ("OpenSC", ("opensc-pkcs11.dll", "opensc-pkcs11.so")),
)
"""Whose tokens a driver serves, and how the file is named on Windows and Linux."""


def driver_folders() -> tuple[Path, ...]:
    """Return where drivers are installed on this system."""
    if sys.platform == "win32":
        return (Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32",)
    roots = (Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/lib/x86_64-linux-gnu"))
    below = tuple(root / name for root in roots for name in ("pkcs11", "bit4id"))
    return (*roots, *below, Path("/usr/local/lib"))


def find_drivers(folders: Iterable[Path] | None = None) -> tuple[TokenDriver, ...]:
    """Return the drivers of the tokens in use in Vietnam that are installed, each once."""
    searched = tuple(driver_folders() if folders is None else folders)
    found: dict[Path, TokenDriver] = {}
    for maker, names in _DRIVERS:
        for path in (folder / name for name in names for folder in searched):
            if path.is_file():
                found.setdefault(path.resolve(), TokenDriver(maker=maker, path=path))
    return tuple(found.values())


def token_certificates(
    driver: Path, waiting: Callable[[], None] = no_waiting
) -> tuple[TokenCertificate, ...]:
    """Return the certificates on the tokens that are plugged in and that the driver serves.

    Those of people and units come before those of authorities, token by token. The driver runs in
    a process of its own: whatever it does, this returns or raises. `waiting` may raise to cancel.

    Raises:
        InputError: there is no such file, it is no driver, or it fails or hangs.
    """
    return tuple(
        TokenCertificate(token_label=clean(label), token_number=clean(number), facts=facts)
        for label, number, certificates in _tokens(driver, waiting)
        for facts in in_order(_readable(certificates))
    )


def token_chain(key: TokenKey, waiting: Callable[[], None] = no_waiting) -> Chain:
    """Return the certificate of a key on a token, and the others that lie beside it, as DER.

    Raises:
        InputError: the token or the certificate is not there, or the driver fails or hangs.
    """
    for _label, number, certificates in _tokens(key.driver, waiting):
        if clean(number) == clean(key.token_number):
            found = {sha256(der).hexdigest(): der for der in certificates}
            own = found.pop(key.fingerprint.lower(), None)
            if own is None:
                raise InputError(ErrorCode.TOKEN_KEY_MISSING, token=key.label)
            return own, tuple(found.values())
    raise InputError(ErrorCode.TOKEN_MISSING, token=key.label)


def _tokens(driver: Path, waiting: Callable[[], None]) -> list[_Token]:
    if not driver.is_file():
        raise InputError(ErrorCode.FILE_MISSING, file=str(driver))
    with Worker(_token_reader) as worker:
        try:
            # in full: a bare name would be looked for in every folder of the system's search path
            return worker.ask(driver.absolute(), seconds=_SECONDS, waiting=waiting)
        except TimeoutError as error:
            code = ErrorCode.TOKEN_TIMEOUT
            raise InputError(code, file=str(driver), seconds=round(_SECONDS)) from error
        except WorkerLostError as error:
            raise InputError(ErrorCode.TOKEN_DRIVER, file=str(driver), detail="crash") from error


def _readable(certificates: Iterable[bytes]) -> Iterator[CertificateFacts]:
    """Leave out what is no X.509: tokens may hold other kinds of certificates as well."""
    for der in certificates:
        try:
            yield facts_of(der)
        except MALFORMED:
            continue


def _token_reader() -> Callable[[Path], list[_Token]]:
    import pkcs11

    def read(driver: Path) -> list[_Token]:
        try:
            library = pkcs11.lib(str(driver))
            slots = library.get_slots(token_present=True)
            return [token for slot in slots[:_MAX_SLOTS] if (token := _token(slot)) is not None]
        except (pkcs11.PKCS11Error, ValueError) as error:
            detail = type(error).__name__
            raise InputError(ErrorCode.TOKEN_DRIVER, file=str(driver), detail=detail) from error

    return read


def _token(slot: "pkcs11.Slot") -> _Token | None:
    """Return a token's label, number and certificates; None for one that nobody has set up."""
    import pkcs11

    try:
        token = slot.get_token()
        with token.open() as session:
            query = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
            found = islice(session.get_objects(query), _MAX_CERTIFICATES)
            values = [bytes(one[pkcs11.Attribute.VALUE]) for one in found]
    except (pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised):
        return None
    return token.label, token.serial.decode(errors="replace"), values
