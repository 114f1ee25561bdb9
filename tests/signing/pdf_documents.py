"""PDF documents for tests: written by reportlab, signed by pyHanko."""

from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import (
    PdfSignatureMetadata,
    PdfSigner,
    PdfSigningSession,
    PdfTimeStamper,
)
from pyhanko.sign.timestamps.api import TimeStamper
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from egovdesk.signing.keys import SigningKey

SIGNED_AT = datetime(2021, 8, 2, 3, 30, tzinfo=UTC)


def letter(text: str = "Bao cao", *, pages: int = 1, password: str | None = None) -> bytes:
    """Return an unsigned document; a password of "" lets everybody read and nobody change it."""
    stream = BytesIO()
    encrypt = None
    if password is not None:
        encrypt = StandardEncryption(password, ownerPassword="owner", strength=128)
    canvas = Canvas(stream, invariant=1, encrypt=encrypt)
    for page in range(pages):
        canvas.drawString(72, 720, f"{text} {page}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class _SignerAt(PdfSigner):
    """A signer whose clock stands still."""

    at = SIGNED_AT

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def signed(
    document: bytes,
    key: SigningKey,
    *,
    field: str = "ChuKy1",
    at: datetime = SIGNED_AT,
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
) -> bytes:
    """Return the document with one more signature."""
    writer = IncrementalPdfFileWriter(BytesIO(document), strict=False)
    if writer.prev.encrypted:
        writer.encrypt("")
    metadata = PdfSignatureMetadata(field_name=field, subfilter=subfilter, md_algorithm="sha256")
    signer = _SignerAt(metadata, signer=key.signer)
    signer.at = at
    return bytes(signer.sign_pdf(writer).getvalue())


def stamped(document: bytes, stamper: TimeStamper) -> bytes:
    """Return the document with a time stamp of its own, which is nobody's signature."""
    writer = IncrementalPdfFileWriter(BytesIO(document))
    return bytes(PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256").getvalue())


def extended(document: bytes) -> bytes:
    """Return the document with something added after it was signed."""
    writer = IncrementalPdfFileWriter(BytesIO(document))
    writer.root["/Lang"] = TextStringObject("vi")
    writer.update_root()
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()
