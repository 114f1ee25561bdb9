"""The ASiC manifest: the list of members and digests that a signature stands for.

Written and read by ETSI EN 319 162-1 V1.1.1, annex A.4; of its options only what format 1 needs.
"""

import base64
import binascii
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from egovdesk.domain.errors import Cause
from egovdesk.domain.values import value

if TYPE_CHECKING:
    from lxml import etree

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_SHA256_LENGTH = 32
_SIGNATURE_TYPE = "application/x-pkcs7-signature"
_UNKNOWN_TYPE = "application/octet-stream"

# Our own table: the system's differs from one computer to the next.
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".p7s": _SIGNATURE_TYPE,
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "text/xml",
}


class ManifestError(Exception):
    """The manifest is not one that format 1 knows."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause


@value
class Reference:
    """A member and its SHA-256 digest (32 bytes)."""

    name: str
    digest: bytes


@value
class Manifest:
    """What one signature stands for; `signature` is the name of its member."""

    signature: str
    references: tuple[Reference, ...]


def build_manifest(signature: str, references: Sequence[Reference]) -> bytes:
    """Return the manifest as UTF-8 XML, valid by the schema of the standard."""
    from lxml import etree

    root = etree.Element(f"{{{_ASIC}}}ASiCManifest", nsmap={"asic": _ASIC, "ds": _XMLDSIG})
    etree.SubElement(
        root, f"{{{_ASIC}}}SigReference", URI=quote(signature), MimeType=_SIGNATURE_TYPE
    )
    for reference in references:
        element = etree.SubElement(
            root,
            f"{{{_ASIC}}}DataObjectReference",
            URI=quote(reference.name),
            MimeType=_TYPES.get(PurePosixPath(reference.name).suffix.lower(), _UNKNOWN_TYPE),
        )
        etree.SubElement(element, f"{{{_XMLDSIG}}}DigestMethod", Algorithm=_SHA256)
        value = etree.SubElement(element, f"{{{_XMLDSIG}}}DigestValue")
        value.text = base64.b64encode(reference.digest).decode("ascii")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def parse_manifest(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        ManifestError: anything that format 1 does not know, a document type above all.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ManifestError(Cause.NOT_XML) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ManifestError(Cause.DOCUMENT_TYPE)
    if root.tag != f"{{{_ASIC}}}ASiCManifest" or not len(root):
        raise ManifestError(Cause.UNKNOWN_FORM)
    first, *others = root
    if first.tag != f"{{{_ASIC}}}SigReference" or not others:
        raise ManifestError(Cause.UNKNOWN_FORM)
    references = tuple(_reference(element) for element in others)
    if len({reference.name for reference in references}) != len(references):
        raise ManifestError(Cause.LISTED_TWICE)
    return Manifest(signature=_name(first), references=references)


def _name(element: "etree._Element") -> str:
    try:
        name = unquote(element.attrib["URI"], errors="strict")
    except (KeyError, UnicodeDecodeError) as error:
        raise ManifestError(Cause.REFERENCE) from error
    if not name.isprintable():  # it will be shown, and the container allows no such name anyway
        raise ManifestError(Cause.REFERENCE)
    return name


def _reference(element: "etree._Element") -> Reference:
    expected = [f"{{{_XMLDSIG}}}DigestMethod", f"{{{_XMLDSIG}}}DigestValue"]
    if element.tag != f"{{{_ASIC}}}DataObjectReference" or [e.tag for e in element] != expected:
        raise ManifestError(Cause.UNKNOWN_FORM)
    method, value = element
    if method.get("Algorithm") != _SHA256:
        raise ManifestError(Cause.DIGEST)
    try:
        digest = base64.b64decode("".join((value.text or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ManifestError(Cause.DIGEST) from error
    if len(digest) != _SHA256_LENGTH:
        raise ManifestError(Cause.DIGEST)
    return Reference(name=_name(element), digest=digest)
