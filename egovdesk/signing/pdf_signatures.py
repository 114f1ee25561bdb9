"""The signatures of one PDF document: whose they are, and whether they fit what was signed.

Nothing is drawn or executed: only the cross-references, the form's fields and the signatures are
read. What a document may cost is bounded here in size and in `signed_pdfs` in time.
"""

import struct
import zlib
from contextlib import suppress
from datetime import date
from io import BytesIO
from itertools import islice
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signed_documents import PdfSignature
from egovdesk.files import read_file
from egovdesk.signing.certificate_files import day_of, hex_serial, name_of
from egovdesk.signing.certificates import MALFORMED

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

MAX_FILE_SIZE = 100 << 20
"""A document of more bytes is not read."""

_MAX_UNPACKED = 64 << 20
_MAX_SIGNATURES = 100
_HEADER_WITHIN = 1024  # as readers allow
_END_WITHIN = 1024
_MARK = b"/ByteRange"
_MARK_WITHIN = len(_MARK) - 1

_UNREADABLE_SIGNATURE = PdfSignature(
    subject="", serial="", issuer="", signed_on=None, is_intact=False, covers_whole_file=False
)


def read_signatures(path: Path) -> tuple[PdfSignature, ...]:
    """Return the signatures in the order of signing; time stamps of the document are none.

    Raises:
        InputError: missing, unreadable, too large, no PDF, or locked by a password.
    """
    data = read_file(path, MAX_FILE_SIZE)
    if not looks_like_pdf(data):
        raise InputError(ErrorCode.PDF_UNREADABLE, file=str(path))
    return () if is_unsigned(data) else _read(path, data)


def looks_like_pdf(data: bytes) -> bool:
    """Say whether bytes begin as those of a PDF document do."""
    return b"%PDF-" in data[:_HEADER_WITHIN]


def holds_signature(data: bytes) -> bool:
    """Say whether a document can hold a signature.

    One says in plain text which bytes it covers, else it could not be written.
    """
    return _MARK in data


class SignatureScan:
    """Sees of a file that comes block by block whether it is a document that can hold a signature.

    It keeps a few bytes only, however large the file is.
    """

    def __init__(self) -> None:
        self.found = False
        self._head = self._rest = b""

    def feed(self, block: bytes) -> None:
        """Look at the next block."""
        if len(self._head) < _HEADER_WITHIN:
            self._head += block[:_HEADER_WITHIN]
        if self.found or not looks_like_pdf(self._head):
            return
        seen = self._rest + block
        self.found = holds_signature(seen)
        self._rest = seen[-_MARK_WITHIN:]


def is_unsigned(data: bytes) -> bool:
    """Say whether a document that is there to its end holds no signature."""
    return not holds_signature(data) and b"%%EOF" in data[-_END_WITHIN:]


def _read(path: Path, data: bytes) -> tuple[PdfSignature, ...]:
    try:
        reader = open_document(data)
        signatures = None if reader is None else _signatures(reader, data)
    except malformed() as error:
        raise InputError(ErrorCode.PDF_UNREADABLE, file=str(path)) from error
    if signatures is None:
        raise InputError(ErrorCode.PDF_LOCKED, file=str(path))
    return signatures


def open_document(data: bytes) -> "PdfFileReader | None":
    """Return a reader of bounded appetite, or None where a password is needed.

    Raises:
        ValueError: it is no PDF; any other of `malformed`, too.
    """
    from pyhanko.pdf_utils.crypt import AuthStatus
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget
    from pyhanko.pdf_utils.reader import PdfFileReader

    budget = DocumentDecodeBudget(base_allowance=_MAX_UNPACKED, max_ratio=1)
    # Word's hybrid cross-references are not strict, and much that is signed comes from Word
    reader = PdfFileReader(
        BytesIO(data), strict=False, decode_limits=DecodeLimits(document_budget=budget)
    )
    if reader.encrypted and reader.decrypt("").status is AuthStatus.FAILED:
        return None
    return reader


def _signatures(reader: "PdfFileReader", data: bytes) -> tuple[PdfSignature, ...]:
    from pyhanko.sign.fields import enumerate_sig_fields

    filled = enumerate_sig_fields(reader, filled_status=True)
    found = [
        signature
        for name, _, field in islice(filled, _MAX_SIGNATURES)
        if (signature := _signature(reader, field.get_object(), name, data)) is not None
    ]
    return tuple(signature for _, signature in sorted(found, key=lambda one: one[0]))


def _signature(
    reader: "PdfFileReader", field: "DictionaryObject", name: str, data: bytes
) -> tuple[float, PdfSignature] | None:
    """Return a signature after the revision of the document that it signs; None for a time stamp.

    One that cannot be read does not hide the others.
    """
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        if embedded.sig_object_type == "/DocTimeStamp":
            return None
        return embedded.signed_revision, _described(embedded, data)
    except malformed():
        return inf, _UNREADABLE_SIGNATURE


def _described(embedded: "EmbeddedPdfSignature", data: bytes) -> PdfSignature:
    certificate = embedded.signer_cert
    end = signed_up_to(embedded, data)
    return PdfSignature(
        subject=name_of(certificate.subject),
        serial=hex_serial(certificate),
        issuer=name_of(certificate.issuer),
        signed_on=_signed_on(embedded),
        is_intact=end is not None and _fits(embedded),
        covers_whole_file=end == len(data),
    )


def signed_up_to(embedded: "EmbeddedPdfSignature", data: bytes) -> int | None:
    """Return where the signed bytes end; None unless they are all from the first one on.

    The one gap must hold this very signature and nothing else: in a wider one anything could be
    put in later.
    """
    start, length, resumed, rest = (int(number) for number in embedded.byte_range)
    end = resumed + rest
    held = b"<" + embedded.pkcs7_content.hex().encode() + b">"
    if start == 0 <= length <= resumed <= end <= len(data) and (
        data[length:resumed].lower() == held
    ):
        return end
    return None


def _fits(embedded: "EmbeddedPdfSignature") -> bool:
    """Say whether the certificate's key signed the digest, and whether it is the document's."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    try:
        is_same_digest, is_by_key = validate_sig_integrity(
            embedded.signer_info,
            embedded.signer_cert,
            expected_content_type="data",
            actual_digest=embedded.compute_digest(),
        )
    except malformed():
        return False
    return is_same_digest and is_by_key


def _signed_on(embedded: "EmbeddedPdfSignature") -> date | None:
    with suppress(*malformed()):
        moment = embedded.self_reported_timestamp
        return None if moment is None else day_of(moment)
    return None


def malformed() -> tuple[type[Exception], ...]:
    """Return what the libraries raise on bytes that are no PDF or no signature."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError

    return (*MALFORMED, PdfError, UnsupportedAlgorithm, zlib.error, struct.error)
