"""Time stamps by RFC 3161 over HTTP, for units that have an authority to ask.

An answer is not believed because it came: it must stamp what was sent, with the nonce that was
sent, and be signed by the certificate that it brings. Whether that is trusted the verifier says.
"""

import asyncio
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

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


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """An authority that sends us elsewhere is not the one that was chosen."""

    def redirect_request(self, *_request: object, **_more: object) -> None:
        return None


def _posted(url: str, query: bytes) -> bytes:
    request = urllib.request.Request(  # noqa: S310 - the address is of HTTP, as checked
        url, data=query, headers={"Content-Type": _QUERY, "Accept": _REPLY}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            data: bytes = answer.read(_LONGEST_ANSWER + 1)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise InputError(ErrorCode.TIME_STAMP_UNREACHABLE, value=url) from error
    if len(data) > _LONGEST_ANSWER:
        raise InputError(ErrorCode.TIME_STAMP_WRONG, value=url)
    return data


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
