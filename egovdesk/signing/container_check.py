"""The suspicious look at a package's raw bytes, before anything is read out of it.

Python's zipfile opens duplicate names, hidden members, overlaps and polyglots without a word. So
every byte must be accounted for here: local headers and data tile the file from its first byte to
the central directory, which tells the same story and ends the file.
"""

import os
import re
import stat
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from egovdesk.domain.errors import Cause, ErrorCode, InputError
from egovdesk.domain.packages import ProblemCode
from egovdesk.domain.values import value

MIMETYPE_NAME = "mimetype"
MIMETYPE = b"application/vnd.etsi.asic-e+zip"
STORED = 0
DEFLATED = 8

MAX_MEMBERS = 1000
MAX_TOTAL_SIZE = 1 << 30
MAX_RATIO = 100
RATIO_FREE_SIZE = 1 << 20
"""Up to this many bytes a member may shrink as it likes: a short text is no bomb."""

_META_INF = "meta-inf"
_META_INF_MEMBER = re.compile(r"META-INF/(ASiCManifest\d{3}\.xml|signature\d{3}\.p7s)")
_MAX_NAME_BYTES = 1000
_MAX_SEGMENT = 255
_FORBIDDEN_IN_NAMES = frozenset('\\:*?"<>|')
_DEVICE_NAMES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"]
)

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_DESCRIPTOR = struct.Struct("<4s3L")

_UTF8_FLAG = 0x800
_DESCRIPTOR_FLAG = 0x8
_DEFLATE_LEVEL_FLAGS = 0x6
_DOS_NOT_A_FILE = 0x08 | 0x10 | 0x40


@value
class Entry:
    """A member as both of its headers describe it; `start` is where its bytes begin."""

    name: str
    method: int
    crc: int
    packed_size: int
    size: int
    start: int


class _End(NamedTuple):
    signature: bytes
    disk: int
    central_disk: int
    members_here: int
    members: int
    central_size: int
    central_start: int
    comment_length: int


class _Central(NamedTuple):
    signature: bytes
    made_by: int
    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed_size: int
    size: int
    name_length: int
    extra_length: int
    comment_length: int
    disk: int
    internal_attributes: int
    attributes: int
    start: int


class _Local(NamedTuple):
    signature: bytes
    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed_size: int
    size: int
    name_length: int
    extra_length: int


def refusal(
    file: str, problem: ProblemCode, member: str = "", cause: Cause | None = None
) -> InputError:
    """Build the error that refuses a container; a hostile name is made fit to be shown."""
    shown = "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" for char in member[:_MAX_SEGMENT]
    )
    return InputError(
        ErrorCode.CONTAINER_REFUSED,
        file=file,
        problem=problem.value,
        member=shown,
        detail=cause or "",
    )


def check_names(file: str, names: Iterable[str]) -> None:
    """Accept only names that mean the same file on every system, each once.

    Raises:
        InputError: a name that is unsafe, not NFC, a folder, or the twin of another.
    """
    seen: set[str] = set()
    folders: set[str] = set()
    for name in names:
        if objection := _objection_to(name):
            raise refusal(file, ProblemCode.CONTAINER_NAME, name, objection)
        key = unicodedata.normalize("NFC", name.casefold())
        parts = key.split("/")
        ancestors = {"/".join(parts[:depth]) for depth in range(1, len(parts))}
        if key in seen or key in folders or ancestors & seen:
            raise refusal(file, ProblemCode.CONTAINER_NAME, name, Cause.NAME_TWICE)
        seen.add(key)
        folders |= ancestors


def _objection_to(name: str) -> Cause | None:
    if not name or len(name.encode("utf-8", "replace")) > _MAX_NAME_BYTES:
        return Cause.NAME_LENGTH
    if not name.isprintable() or _FORBIDDEN_IN_NAMES.intersection(name):
        return Cause.NAME_CHARACTER
    if not unicodedata.is_normalized("NFC", name):
        return Cause.NAME_COMPOSITION
    if any(_is_unsafe_segment(segment) for segment in name.split("/")):
        return Cause.NAME_PATH
    if name.casefold().split("/")[0] == _META_INF and not _META_INF_MEMBER.fullmatch(name):
        return Cause.NAME_RESERVED
    return None


def _is_unsafe_segment(segment: str) -> bool:
    """Say whether a part of a path is empty, climbs, or means something else on Windows."""
    return (
        not segment.strip(" .")
        or len(segment) > _MAX_SEGMENT
        or segment != segment.strip(" ")
        or segment.endswith(".")
        or segment.split(".", maxsplit=1)[0].rstrip(" ").upper() in _DEVICE_NAMES
    )


def check_container(stream: BinaryIO, file: str) -> tuple[Entry, ...]:
    """Return the members of a container in the order of the file, once all of it is plausible.

    Raises:
        InputError: CONTAINER_REFUSED with `problem`, `member` and `detail`.
    """
    return _Inspection(stream, file).run()


class _Inspection:
    """One look at one file; methods refuse by raising."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._length = stream.seek(0, os.SEEK_END)

    def run(self) -> tuple[Entry, ...]:
        end = self._end_record()
        records = self._central_directory(end)
        check_names(self._file, [name for name, _ in records])
        self._check_sizes([record for _, record in records])
        entries: list[Entry] = []
        position = 0
        for name, record in sorted(records, key=lambda item: item[1].start):
            if record.start != position:
                raise self._bad(Cause.GAP, name)
            entry = self._local_entry(name, record)
            position = self._after(entry, record)
            entries.append(entry)
        if position != end.central_start:
            raise self._bad(Cause.GAP)
        self._check_mimetype(entries)
        return tuple(entries)

    def _bad(self, cause: Cause, member: str = "") -> InputError:
        return refusal(self._file, ProblemCode.CONTAINER_STRUCTURE, member, cause)

    def _bytes_at(self, position: int, count: int) -> bytes:
        self._stream.seek(position)
        data = self._stream.read(count)
        if len(data) != count:
            raise self._bad(Cause.CUT_OFF)
        return data

    def _end_record(self) -> _End:
        if self._length > MAX_TOTAL_SIZE:
            raise refusal(self._file, ProblemCode.CONTAINER_SIZE, cause=Cause.TOO_LARGE)
        if self._length < _END.size:
            raise refusal(self._file, ProblemCode.NOT_A_CONTAINER, cause=Cause.CUT_OFF)
        start = self._length - _END.size
        end = _End._make(_END.unpack(self._bytes_at(start, _END.size)))
        if end.signature != b"PK\x05\x06":
            begins_like_zip = self._bytes_at(0, 4) == b"PK\x03\x04"
            problem = (
                ProblemCode.CONTAINER_STRUCTURE if begins_like_zip else ProblemCode.NOT_A_CONTAINER
            )
            raise refusal(self._file, problem, cause=Cause.DIRECTORY)
        if end.comment_length or end.disk or end.central_disk or end.members != end.members_here:
            raise self._bad(Cause.EXTRA)
        if end.members > MAX_MEMBERS:
            raise refusal(self._file, ProblemCode.CONTAINER_SIZE, cause=Cause.TOO_MANY)
        if end.central_start + end.central_size != start:
            raise self._bad(Cause.DIRECTORY)
        return end

    def _central_directory(self, end: _End) -> list[tuple[str, _Central]]:
        data = self._bytes_at(end.central_start, end.central_size)
        records: list[tuple[str, _Central]] = []
        position = 0
        for _ in range(end.members):
            if position + _CENTRAL.size > len(data):
                raise self._bad(Cause.DIRECTORY)
            record = _Central._make(_CENTRAL.unpack_from(data, position))
            position += _CENTRAL.size
            raw_name = data[position : position + record.name_length]
            position += record.name_length
            name = self._decoded(raw_name, record.flags)
            self._check_record(name, record)
            records.append((name, record))
        if position != len(data):
            raise self._bad(Cause.DIRECTORY)
        return records

    def _decoded(self, raw_name: bytes, flags: int) -> str:
        try:
            return raw_name.decode("utf-8" if flags & _UTF8_FLAG else "ascii")
        except UnicodeDecodeError as error:
            shown = raw_name.decode("ascii", "replace")
            raise refusal(self._file, ProblemCode.CONTAINER_NAME, shown, Cause.ENCODING) from error

    def _check_record(self, name: str, record: _Central) -> None:
        if record.signature != b"PK\x01\x02" or record.disk:
            raise self._bad(Cause.DIRECTORY, name)
        if record.extra_length or record.comment_length:
            raise self._bad(Cause.EXTRA, name)
        if record.method not in {STORED, DEFLATED}:
            raise self._bad(Cause.COMPRESSION, name)
        if record.flags & ~(_UTF8_FLAG | _DESCRIPTOR_FLAG | _DEFLATE_LEVEL_FLAGS):
            raise self._bad(Cause.ENCRYPTED, name)
        kind = stat.S_IFMT(record.attributes >> 16)
        if kind not in {0, stat.S_IFREG} or record.attributes & _DOS_NOT_A_FILE:
            raise self._bad(Cause.NOT_A_FILE, name)

    def _check_sizes(self, records: Sequence[_Central]) -> None:
        if sum(record.size for record in records) > MAX_TOTAL_SIZE:
            raise refusal(self._file, ProblemCode.CONTAINER_SIZE, cause=Cause.TOO_LARGE)
        for record in records:
            if record.size > max(RATIO_FREE_SIZE, record.packed_size * MAX_RATIO):
                raise refusal(self._file, ProblemCode.CONTAINER_SIZE, cause=Cause.RATIO)
            if record.method == STORED and record.size != record.packed_size:
                raise self._bad(Cause.HEADERS)

    def _local_entry(self, name: str, record: _Central) -> Entry:
        local = _Local._make(_LOCAL.unpack(self._bytes_at(record.start, _LOCAL.size)))
        same = (
            local.signature == b"PK\x03\x04"
            and local[1:6] == record[2:7]
            and local.name_length == record.name_length
            and not local.extra_length
        )
        sizes = (local.crc, local.packed_size, local.size)
        told_later = record.flags & _DESCRIPTOR_FLAG and sizes == (0, 0, 0)
        if not same or (sizes != record[7:10] and not told_later):
            raise self._bad(Cause.HEADERS, name)
        raw_name = self._bytes_at(record.start + _LOCAL.size, local.name_length)
        if self._decoded(raw_name, record.flags) != name:
            raise refusal(self._file, ProblemCode.CONTAINER_NAME, name, Cause.HEADERS)
        return Entry(
            name=name,
            method=record.method,
            crc=record.crc,
            packed_size=record.packed_size,
            size=record.size,
            start=record.start + _LOCAL.size + local.name_length,
        )

    def _after(self, entry: Entry, record: _Central) -> int:
        """Return where the next member must begin, behind a data descriptor that agrees."""
        position = entry.start + entry.packed_size
        if not record.flags & _DESCRIPTOR_FLAG:
            return position
        descriptor = _DESCRIPTOR.unpack(self._bytes_at(position, _DESCRIPTOR.size))
        if descriptor != (b"PK\x07\x08", *record[7:10]):
            raise self._bad(Cause.HEADERS, entry.name)
        return position + _DESCRIPTOR.size

    def _check_mimetype(self, entries: Sequence[Entry]) -> None:
        """Apply ETSI EN 319 162-1, annex A.1: first, stored, and nothing but the type."""
        first = entries[0] if entries else None
        if (
            first is None
            or first.name != MIMETYPE_NAME
            or first.method != STORED
            or first.start != _LOCAL.size + len(MIMETYPE_NAME)
            or self._bytes_at(first.start, first.size)[: len(MIMETYPE) + 1] != MIMETYPE
        ):
            raise refusal(self._file, ProblemCode.MIMETYPE, MIMETYPE_NAME)
