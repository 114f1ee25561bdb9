"""Evidence: the documents and files that a claim rests on."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from egovdesk.domain.values import value

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_MAX_NAME = 100


@value
class Evidence:
    """A file kept in the workspace by its SHA-256 digest (hex), with the document it holds."""

    id: int
    digest: str
    name: str
    size: int
    document_number: str
    document_date: date | None
    subject: str

    @property
    def safe_name(self) -> str:
        """The file's own name, without what some system forbids in names."""
        printable = "".join(c if c.isprintable() else "_" for c in self.name)
        return _FORBIDDEN.sub("_", printable).strip(" .")[-_MAX_NAME:] or "file"

    @property
    def member_name(self) -> str:
        """The file's name inside a package: eight digits of the digest and its own name.

        The name is made safe for every system that may unpack it, and cut before its ending.
        """
        printable = "".join(c if c.isprintable() else "_" for c in self.name)
        safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", printable)).strip("._ ")
        stem, dot, ending = safe.rpartition(".")
        short = f"{stem[:_MAX_NAME]}{dot}{ending[:10]}" if stem else safe[:_MAX_NAME]
        return f"evidence/{self.digest[:8]}-{short.rstrip('._ ') or 'file'}"


class PreviewKind(StrEnum):
    """How an evidence file can be shown without its own program."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a bitmap of 32 bits a pixel (blue, green, red, unused), and how many there are."""

    width: int
    height: int
    pixels: bytes
    pages: int
