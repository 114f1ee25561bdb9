"""PDF documents for tests: written by reportlab, signed by pyHanko."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
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


def letter(
    text: str = "Bao cao", *, pages: int = 1, password: str | None = None, subject: str = ""
) -> bytes:
    """Return an unsigned document; a password of "" lets everybody read and nobody change it."""
    stream = BytesIO()
    encrypt = None
    if password is not None:
        encrypt = StandardEncryption(password, ownerPassword="owner", strength=128)
    canvas = Canvas(stream, invariant=1, encrypt=encrypt)
    if subject:
        canvas.setSubject(subject)
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


Change = Callable[[IncrementalPdfFileWriter], None]


def updated(document: bytes, change: Change) -> bytes:
    """Return the document with a change written behind it, as every PDF editor does."""
    writer = IncrementalPdfFileWriter(BytesIO(document), strict=False)
    change(writer)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def another_title(writer: IncrementalPdfFileWriter) -> None:
    title = {NameObject("/Title"): TextStringObject("Another report")}
    writer.set_info(writer.add_object(DictionaryObject(title)))


def a_note(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 300, 300)]),
            NameObject("/Contents"): TextStringObject("95 %"),
        }
    )
    page["/Annots"] = ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    writer.update_container(page)


def a_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    page = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Page"),
            NameObject("/MediaBox"): ArrayObject([NumberObject(n) for n in (0, 0, 595, 842)]),
            NameObject("/Parent"): writer.root.raw_get("/Pages"),
        }
    )
    pages["/Kids"] = ArrayObject([*pages["/Kids"], writer.add_object(page)])
    pages["/Count"] = NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def another_page(writer: IncrementalPdfFileWriter) -> None:
    """Put other contents on the page that was signed."""
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(StreamObject(stream_data=b"0 0 m 100 100 l S"))
    writer.update_container(page)


def without_contents(document: bytes) -> bytes:
    """Return a signed document whose signature was overwritten with zeros."""
    held = re.search(rb"/Contents <([0-9A-Fa-f]{100,})>", document)
    assert held is not None
    return document[: held.start(1)] + b"0" * len(held[1]) + document[held.end(1) :]


def signed_plainly(document: bytes, key: SigningKey, leaf_key: RSAPrivateKey) -> bytes:
    """Sign as old programs do, without saying in the signature which certificate made it."""
    document = signed(document, key, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    numbers = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", document)
    assert numbers is not None
    length, resumed = int(numbers[1]), int(numbers[2])
    covered = document[:length] + document[resumed:]
    held = plain_cms(covered, key, leaf_key).hex().encode()
    return document[: length + 1] + held.ljust(resumed - length - 2, b"0") + document[resumed - 1 :]


def plain_cms(data: bytes, key: SigningKey, leaf_key: RSAPrivateKey) -> bytes:
    """Sign detached by RFC 5652, without the attribute that CAdES adds to it."""
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sha256(data).digest()]}),
        ]
    )
    certificate = x509.Certificate.load(key.certificate)
    issued = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    digest = {"algorithm": "sha256"}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", issued),
        "digest_algorithm": digest,
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": leaf_key.sign(attributes.dump(), PKCS1v15(), hashes.SHA256()),
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices("certificate", certificate)],
        "signer_infos": [signer],
    }
    info = {"content_type": "signed_data", "content": cms.SignedData(signed)}
    return bytes(cms.ContentInfo(info).dump())
