"""PAdES signatures on the letter: at the place that the letter keeps for them, or without a mark.

The letter names its place `signature` (a destination of the PDF); how the signature looks there is
drawn as a PDF of its own, because pyHanko's text layout spaces the shipped font wrongly.
"""

import asyncio
import io
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signing import PLAIN, SignerRole, SigningOptions
from egovdesk.domain.values import value
from egovdesk.signing.cades import commitment
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.timestamps import time_stamper

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
    from pyhanko.stamp import StaticStampStyle
    from pyhanko_certvalidator import ValidationContext

_APPEARANCE = "/Drawn"

PLACE = "signature"
"""The name of the place in the letter."""


@value
class Box:
    """A rectangle on a page (counted from 0), in points from the lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom


Appearance = Callable[[Box], bytes]
"""Draws how a signature looks in a box, as a PDF of one page of the box's size."""


def sign_pdf(
    data: bytes,
    key: SigningKey,
    *,
    signed_at: datetime,
    appearance: Appearance,
    options: SigningOptions = PLAIN,
) -> bytes:
    """Return the PDF with one more signature, added after what is there already.

    Where the lists at hand cannot prove the certificates of the signer and of the time stamp, the
    signature is made without them (level T): pyHanko finds that out before the key is used.

    Raises:
        InputError: the letter has no place for an approver's signature; the token or the
            time-stamp authority.
    """
    from pyhanko.sign.general import SigningError
    from pyhanko_certvalidator.errors import PathError, ValidationError

    given = (data, key, signed_at, appearance, options)
    if options.time_stamp_url and options.crls:
        with suppress(SigningError, PathError, ValidationError):
            return _signed(*given, _context(options, signed_at))
    return _signed(*given, None)


def _signed(
    data: bytes,
    key: SigningKey,
    signed_at: datetime,
    appearance: Appearance,
    options: SigningOptions,
    context: "ValidationContext | None",
) -> bytes:
    """Sign; with a context the signature carries what is needed to check it later (level LT)."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfSigner

    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=True)
    number = _signatures(writer) + 1
    box = _place(writer) if options.role is SignerRole.APPROVER else None

    class SignerAt(PdfSigner):
        """pyHanko takes the computer's time; every other moment in a package is `signed_at`."""

        def init_signing_session(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401
            session = super().init_signing_session(*given, **named)
            session.system_time = signed_at.replace(microsecond=0)
            return session

    signer = SignerAt(
        _metadata(f"Signature{number}", key, options.role, context),
        signer=key.signer,
        timestamper=time_stamper(options.time_stamp_url) if options.time_stamp_url else None,
        stamp_style=None if box is None else _style(appearance(box)),
        new_field_spec=_field(f"Signature{number}", box),
    )
    output = io.BytesIO()
    asyncio.run(signer.async_sign_pdf(writer, output=output))
    return output.getvalue()


def _metadata(
    field: str, key: SigningKey, role: SignerRole, context: "ValidationContext | None"
) -> "PdfSignatureMetadata":
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        name=key.subject,
        subfilter=SigSeedSubFilter.PADES,
        cades_signed_attr_spec=commitment(role),
        embed_validation_info=context is not None,
        validation_context=context,
    )


def _context(options: SigningOptions, moment: datetime) -> "ValidationContext":
    from pyhanko_certvalidator import ValidationContext

    from egovdesk.signing.certificates import parse_certificates, parse_crls

    return ValidationContext(
        trust_roots=[one for data in options.roots for one in parse_certificates(data)],
        crls=[one for data in options.crls for one in parse_crls(data)],
        moment=moment.astimezone(UTC),
        revocation_mode="require",
    )


def _style(drawn: bytes) -> "StaticStampStyle":
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class DrawnPage(PdfContent):
        """pyHanko imports pages from files only."""

        def render(self) -> bytes:
            reader = PdfFileReader(io.BytesIO(drawn))
            page = self._ensure_writer.import_page_as_xobject(reader)
            self.resources.xobject[_APPEARANCE] = page
            left, bottom, right, top = page.get_object()["/BBox"]
            self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
            return f"{_APPEARANCE} Do".encode()

    return StaticStampStyle(background=DrawnPage(), border_width=0)


def _field(name: str, box: Box | None) -> "SigFieldSpec":
    from pyhanko.sign.fields import SigFieldSpec

    if box is None:
        return SigFieldSpec(name)
    corners = (round(box.left), round(box.bottom), round(box.right), round(box.top))
    return SigFieldSpec(name, on_page=box.page, box=corners)


def _signatures(writer: "IncrementalPdfFileWriter") -> int:
    return len(writer.prev.embedded_signatures)


def _page(writer: "IncrementalPdfFileWriter", number: int) -> object:
    page, _ = writer.find_page_for_modification(number)  # type: ignore[no-untyped-call]
    return page.reference


def _place(writer: "IncrementalPdfFileWriter") -> Box:
    """Find the place that the letter names; the page is counted from 0."""
    try:
        target = writer.prev.root["/Dests"][f"/{PLACE}"]
        _, kind, *corners = target
        if kind != "/FitR":
            raise ValueError(kind)
        left, bottom, right, top = map(float, corners)
        wanted = target.raw_get(0).reference
        count = int(writer.prev.root["/Pages"]["/Count"])
        number = next(place for place in range(count) if _page(writer, place) == wanted)
    except (KeyError, TypeError, ValueError, IndexError, StopIteration) as error:
        raise InputError(ErrorCode.SIGNATURE_PLACE, file="report.pdf") from error
    return Box(page=number, left=left, bottom=bottom, right=right, top=top)
