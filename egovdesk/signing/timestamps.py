"""Time stamps by RFC 3161 over HTTP, for units that have an authority to ask.

An answer is not believed because it came: it must stamp what was sent, with the nonce that was
sent, and be signed by the certificate that it brings. Whether that is trusted the verifier says.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signing import is_web_address
from egovdesk.signing.certificates import MALFORMED

if TYPE_CHECKING:
    from asn1crypto import cms
    from pyhanko.sign.timestamps import TimeStamper

_SECONDS = 15.0
_LONGEST_ANSWER = 256 << 10
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


def time_stamper(url: str) -> "TimeStamper":
    """Return what asks an authority for time stamps; asking raises `InputError`.

    Raises:
        InputError: the address is none of HTTP.
    """
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    if not is_web_address(url):
        raise InputError(ErrorCode.TIME_STAMP_ADDRESS, value=url)

    class AuthorityTimeStamper(TimeStamper):
        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            answer = await asyncio.to_thread(_posted, url, req.dump())
            return tsp.TimeStampResp.load(answer, strict=True)

        async def async_timestamp(
            self, message_digest: bytes, md_algorithm: str
        ) -> "cms.ContentInfo":
            try:
                token = await super().async_timestamp(message_digest, md_algorithm)
                is_right = _stamps(token, message_digest, md_algorithm)
            except (TimestampRequestError, *MALFORMED) as error:
                raise InputError(ErrorCode.TIME_STAMP_WRONG, value=url) from error
            if not is_right:
                raise InputError(ErrorCode.TIME_STAMP_WRONG, value=url)
            return token

    return AuthorityTimeStamper()  # type: ignore[no-untyped-call]


def _posted(url: str, query: bytes) -> bytes:
    """Return the authority's answer; one that sends us elsewhere is not the one that was chosen."""
    try:
        with _connected(url) as connection:
            parts = urlsplit(url)
            path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request("POST", path, query, {"Content-Type": _QUERY, "Accept": _REPLY})
            with connection.getresponse() as answer:
                if answer.status != HTTPStatus.OK:
                    raise HTTPException(answer.status)
                data: bytes = answer.read(_LONGEST_ANSWER + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(ErrorCode.TIME_STAMP_UNREACHABLE, value=url) from error
    if len(data) > _LONGEST_ANSWER:
        raise InputError(ErrorCode.TIME_STAMP_WRONG, value=url)
    return data


@contextmanager
def _connected(url: str) -> Iterator[HTTPConnection]:
    """Connect for at most `_SECONDS` in all: a timeout alone lets a server go on byte by byte."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme.lower() == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_SECONDS)
    connection.connect()
    end = monotonic() + _SECONDS
    timer = Timer(_SECONDS, connection.sock.shutdown, (socket.SHUT_RDWR,))
    timer.daemon = True
    timer.start()
    try:
        yield connection
        if monotonic() >= end:
            raise TimeoutError
    finally:
        timer.cancel()
        timer.join()
        connection.close()


def _stamps(token: "cms.ContentInfo", digest: bytes, algorithm: str) -> bool:
    """Say whether the token is of this digest and soundly signed by its own certificate."""
    from pyhanko.sign.general import extract_certificate_info
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    signed = token["content"]
    content = signed["encap_content_info"]["content"]
    imprint = content.parsed["message_imprint"]
    if (
        imprint["hashed_message"].native != digest
        or imprint["hash_algorithm"]["algorithm"].native != algorithm
    ):
        return False
    (signer,) = signed["signer_infos"]
    certificate = extract_certificate_info(signed).signer_cert
    is_same, is_sound = validate_sig_integrity(
        signer,
        certificate,
        expected_content_type="tst_info",
        actual_digest=_digest(signer["digest_algorithm"]["algorithm"].native, bytes(content)),
    )
    return bool(is_same and is_sound)


def _digest(algorithm: str, data: bytes) -> bytes:
    import hashlib

    return hashlib.new(algorithm, data).digest()
