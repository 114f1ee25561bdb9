"""The zip of a workbook from outside, judged by what it claims before anything is unpacked."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.files import unreadable

MAX_FILE = 256 << 20
MAX_TOTAL = 1 << 30
MAX_PART = 512 << 20
MAX_RATIO = 200
RATIO_FREE_SIZE = 8 << 20
"""Up to this many bytes a part may shrink as it likes: empty cells pack well."""
MAX_MEMBERS = 10_000

_MAX_DIRECTORY = 2 << 20
_END, _END64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q")
_LOCATOR_LENGTH, _COMMENT_LIMIT = 20, 0xFFFF
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SNIFFED = 4096
_XML_NAMES = (".xml", ".rels", ".vml")
_SHOWN = 60

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What zipfile raises for files that no program wrote."""


def damaged(file: str, place: str, cause: str) -> InputError:
    """Build the error for what no spreadsheet program would have written."""
    where = shown(place) or Path(file).name
    return InputError(ErrorCode.WORKBOOK_DAMAGED, file=file, place=where, cause=cause)


def too_large(file: str, place: str, cause: str, limit: int) -> InputError:
    """Build the error for a workbook or table beyond what is read."""
    where = shown(place) or Path(file).name
    return InputError(
        ErrorCode.WORKBOOK_TOO_LARGE, file=file, place=where, cause=cause, limit=limit
    )


def not_xlsx(file: str, cause: str) -> InputError:
    """Build the error for a file of another kind."""
    return InputError(ErrorCode.WORKBOOK_NOT_XLSX, file=file, cause=cause)


def shown(text: str) -> str:
    """Return a text from outside cut short and fit for a message."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text[:_SHOWN])


def open_zip(stream: BinaryIO, file: str) -> zipfile.ZipFile:
    """Open the zip, once it is one and its list of members is not too long.

    Raises:
        InputError: it is another kind of file, locked by a password, damaged or too large.
    """
    try:
        _check_kind(stream, file)
        _check_directory(stream, file)
        stream.seek(0)
        return zipfile.ZipFile(stream)
    except OSError as error:
        raise unreadable(Path(file), error) from error
    except BROKEN as error:
        raise damaged(file, "", "truncated") from error


def plausible(file: str, members: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Judge what the members claim; return them by the name under which they are sought.

    Raises:
        InputError: they are too many, too large, packed in an unknown way, or there twice.
    """
    if len(members) > MAX_MEMBERS:
        raise too_large(file, "", "members", MAX_MEMBERS)
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise too_large(file, "", "unpacked", MAX_TOTAL)
    by_name: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        _check_member(file, member)
        name = member.filename.replace("\\", "/").casefold()
        if by_name.setdefault(name, member) is not member:
            raise damaged(file, member.filename, "twice")
    return by_name


def _check_member(file: str, member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        raise InputError(ErrorCode.WORKBOOK_PROTECTED, file=file)
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise damaged(file, name, "compression")
    allowed = min(MAX_PART, max(RATIO_FREE_SIZE, member.compress_size * MAX_RATIO))
    if name.lower().endswith(_XML_NAMES) and member.file_size > allowed:
        raise too_large(file, name, "part-size", allowed)


def _check_kind(stream: BinaryIO, file: str) -> None:
    """Refuse what is not a zip by the name that people know it by."""
    start = stream.read(_SNIFFED)
    if start.startswith(b"PK\x03\x04"):
        return
    if not start:
        raise not_xlsx(file, "empty")
    if start.startswith(_OLE):
        rest = start + stream.read(MAX_FILE)
        if _OLE_ENCRYPTED in rest:
            raise InputError(ErrorCode.WORKBOOK_PROTECTED, file=file)
        raise not_xlsx(file, "old")
    lowered = start.lower()
    if b"<html" in lowered or b"<!doctype html" in lowered or b"<table" in lowered:
        raise not_xlsx(file, "html")
    raise not_xlsx(file, "other")


def _check_directory(stream: BinaryIO, file: str) -> None:
    """Refuse a list of members that is too long before zipfile makes objects of it.

    The end record is sought as zipfile seeks it, the newer one of large files included.
    """
    length = stream.seek(0, io.SEEK_END)
    if length > MAX_FILE:
        raise too_large(file, "", "file-size", MAX_FILE)
    start = max(0, length - _END.size - _COMMENT_LIMIT - _LOCATOR_LENGTH - _END64.size)
    stream.seek(start)
    tail = stream.read()
    place = len(tail) - _END.size
    if not (tail[place:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")):
        place = tail.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(tail):
        raise damaged(file, "", "truncated")
    size = _END.unpack_from(tail, place)[5]
    newer = place - _LOCATOR_LENGTH - _END64.size
    if newer >= 0 and tail[place - _LOCATOR_LENGTH :].startswith(b"PK\x06\x07"):
        size = max(size, _END64.unpack_from(tail, newer)[8])
    if size > _MAX_DIRECTORY:
        raise too_large(file, "", "members", MAX_MEMBERS)
