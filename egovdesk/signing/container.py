"""The package as a file: ASiC-E with CAdES (ETSI EN 319 162-1), written whole and read warily."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from egovdesk.domain.errors import Cause, EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import ProblemCode
from egovdesk.domain.signing import PLAIN, SigningOptions
from egovdesk.domain.values import value
from egovdesk.files import BLOCK, blocks, open_file, replacing, unreadable
from egovdesk.signing.container_check import (
    DEFLATED,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TOTAL_SIZE,
    MIMETYPE,
    MIMETYPE_NAME,
    RATIO_FREE_SIZE,
    STORED,
    Entry,
    check_container,
    check_names,
    refusal,
)
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.manifest import Reference, build_manifest

_META_INF = "META-INF/"
_MANIFEST = "META-INF/ASiCManifest{number:03}.xml"
_SIGNATURE = "META-INF/signature{number:03}.p7s"

_MAX_SIGNATURE = 4 << 20  # one that carries large revocation lists

_COMPRESSED = frozenset(
    {".7z", ".asice", ".docx", ".gif", ".gz", ".jpeg", ".jpg", ".mp4", ".ods", ".odt", ".pdf"}
    | {".png", ".pptx", ".rar", ".xlsm", ".xlsx", ".zip"}
)

_WORTHWHILE = 0.9
"""A large member is deflated only if it shrinks at least to this share."""

Progress = Callable[[int, int], None]
"""Called after every block with the bytes done and the bytes in all; raising in it cancels."""


def no_progress(done: int, total: int) -> None:
    """Let the work go on unobserved."""


@value
class Member:
    """A file to put into a container: its name there, and its bytes or where they lie."""

    name: str
    content: bytes | Path

    @property
    def size(self) -> int:
        """Number of bytes."""
        if isinstance(self.content, bytes):
            return len(self.content)
        try:
            return self.content.stat().st_size
        except OSError as error:
            raise unreadable(self.content, error) from error

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes, at most `BLOCK` at a time.

        Raises:
            InputError: the file cannot be read.
        """
        if isinstance(self.content, bytes):
            yield from (self.content[i : i + BLOCK] for i in range(0, len(self.content), BLOCK))
            return
        yield from blocks(self.content)


def is_signature_part(name: str) -> bool:
    """Say whether a member belongs to the signatures and not to the contents."""
    return name.startswith(_META_INF)


def write_container(
    target: Path,
    members: Sequence[Member],
    signer: SigningKey,
    *,
    signed_at: datetime,
    options: SigningOptions = PLAIN,
    progress: Progress = no_progress,
) -> str:
    """Write the members with one signature over all of them; return the file's SHA-256 in hex.

    The same members, key and time give the same file, but for keys that sign with a random
    number. Nothing is left of a file that could not be finished.

    Raises:
        InputError: a name or size that no reader would accept, a member that cannot be read, a
            full disk.
    """
    _check_members(target, members)
    with replacing(target) as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            writer = _Writer(archive, signed_at, progress, sum(member.size for member in members))
            writer.add(Member(name=MIMETYPE_NAME, content=MIMETYPE), STORED)
            references = [writer.add(member, writer.method_for(member)) for member in members]
            _add_signature(writer, references, signer, options)
        return _digest_of(stream)


def countersign(
    source: Path,
    target: Path,
    signer: SigningKey,
    *,
    signed_at: datetime,
    options: SigningOptions = PLAIN,
    progress: Progress = no_progress,
) -> str:
    """Write a container anew with one more signature; return the file's SHA-256 in hex.

    It is over all members and over every signature that is there, so that none of them can be
    taken away unnoticed. What was there stays byte for byte.

    Raises:
        InputError: the source is refused or damaged, the token or the time-stamp authority fails,
            the disk is full.
    """
    with read_container(source) as container:
        names = [name for name in container.names if name != MIMETYPE_NAME]
        total = sum(container.entries[name].size for name in names)
        references, done = [], 0
        for name in names:
            digest = hashlib.sha256()
            for block in container.blocks(name):
                digest.update(block)
                done += len(block)
                progress(done, total)
            references.append(Reference(name=name, digest=digest.digest()))
    number = 1 + sum(name.endswith(".p7s") for name in names if is_signature_part(name))
    with replacing(target) as stream:
        for block in blocks(source):
            stream.write(block)
        with zipfile.ZipFile(stream, "a") as archive:
            writer = _Writer(archive, signed_at, no_progress, total)
            _add_signature(writer, references, signer, options, number)
        return _digest_of(stream)


def same_but_for_signatures(ours: Path, theirs: Path) -> tuple[bytes, ...]:
    """Return the signatures (DER) that a copy of our container has beside ours, in their order.

    Raises:
        InputError: either cannot be read, or the copy lacks or changes something of ours.
    """
    with read_container(ours) as first, read_container(theirs) as second:
        for name in first.names:
            is_there = name in second.entries
            if not is_there or _content_digest(first, name) != _content_digest(second, name):
                raise InputError(ErrorCode.PACKAGE_FOREIGN, file=theirs.name)
        added = [name for name in second.names if name not in first.entries]
        if not all(map(is_signature_part, added)):
            raise InputError(ErrorCode.PACKAGE_FOREIGN, file=theirs.name)
        return tuple(
            second.read(name, _MAX_SIGNATURE) for name in sorted(added) if name.endswith(".p7s")
        )


def _content_digest(container: "OpenedContainer", name: str) -> bytes:
    digest = hashlib.sha256()
    for block in container.blocks(name):
        digest.update(block)
    return digest.digest()


def _add_signature(
    writer: "_Writer",
    references: Sequence[Reference],
    signer: SigningKey,
    options: SigningOptions,
    number: int = 1,
) -> None:
    from egovdesk.signing import cades

    name = _SIGNATURE.format(number=number)
    manifest = build_manifest(name, references)
    signature = cades.sign(manifest, signer, signed_at=writer.signed_at, options=options)
    writer.add(Member(name=_MANIFEST.format(number=number), content=manifest), DEFLATED)
    writer.add(Member(name=name, content=signature), STORED)


class _Writer:
    """Adds members to the archive, one time for all of them, and tells how far it is."""

    def __init__(
        self, archive: zipfile.ZipFile, signed_at: datetime, progress: Progress, total: int
    ) -> None:
        self.signed_at = signed_at
        self._archive = archive
        self._progress = progress
        self._total = total
        self._done = 0

    def method_for(self, member: Member) -> int:
        """Store what hardly shrinks, and what would shrink so much as to look like a bomb."""
        if PurePosixPath(member.name).suffix.lower() in _COMPRESSED:
            return STORED
        if member.size <= RATIO_FREE_SIZE:
            return DEFLATED
        packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = 0
        for block in member.blocks():
            packed += len(packer.compress(block))
            self._progress(self._done, self._total)
        packed += len(packer.flush())
        return DEFLATED if member.size / MAX_RATIO < packed < member.size * _WORTHWHILE else STORED

    def add(self, member: Member, method: int) -> Reference:
        moment = self.signed_at.astimezone(UTC)
        info = zipfile.ZipInfo(member.name, moment.timetuple()[:6])
        info.compress_type = method
        info.create_system = 3
        info.external_attr = (stat.S_IFREG | 0o644) << 16
        digest = hashlib.sha256()
        with self._archive.open(info, "w") as output:
            for block in _hashed(member.blocks(), digest):
                output.write(block)
                self._done += len(block)
                self._progress(min(self._done, self._total), self._total)
        return Reference(name=member.name, digest=digest.digest())


def _hashed(blocks: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    """Yield the blocks while a thread hashes them: that, reading and writing are half the work."""
    with ThreadPoolExecutor(1) as pool:
        hashing = pool.submit(digest.update, b"")
        for block in blocks:
            hashing.result()
            hashing = pool.submit(digest.update, block)
            yield block


def _check_members(target: Path, members: Sequence[Member]) -> None:
    """Refuse to write what `read_container` would refuse to read."""
    file = str(target)
    for member in members:
        if member.name.casefold() == MIMETYPE_NAME or is_signature_part(member.name):
            raise refusal(file, ProblemCode.CONTAINER_NAME, member.name, Cause.NAME_RESERVED)
    check_names(file, [member.name for member in members])
    parts = 3  # mimetype, manifest and signature
    if len(members) + parts > MAX_MEMBERS:
        raise refusal(file, ProblemCode.CONTAINER_SIZE, cause=Cause.TOO_MANY)
    if sum(member.size for member in members) > MAX_TOTAL_SIZE - (MAX_TOTAL_SIZE >> 6):
        raise InputError(ErrorCode.FILE_TOO_LARGE, file=file)


def _digest_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    for _ in _hashed(iter(lambda: stream.read(BLOCK), b""), digest):
        pass
    return digest.hexdigest()


class OpenedContainer:
    """A container that passed every check of its structure; close it, or use it in `with`.

    Whether its contents are what was signed is for `egovdesk.signing.verification` to say.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self.entries: Mapping[str, Entry] = {
            entry.name: entry for entry in check_container(stream, file)
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def signature(self, name: str) -> bytes | None:
        """Return the bytes of a member that is a signature of ordinary size, else None.

        Raises:
            InputError: it is damaged.
        """
        is_one = is_signature_part(name) and name.endswith(".p7s")
        if not is_one or self.entries[name].size > _MAX_SIGNATURE:
            return None
        return self.read(name, _MAX_SIGNATURE)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all members in the order of the file, mimetype and signatures included."""
        return tuple(self.entries)

    def read(self, name: str, limit: int) -> bytes:
        """Return a member's bytes.

        Raises:
            InputError: more than `limit` bytes, or damaged.
        """
        if self.entries[name].size > limit:
            raise refusal(self._file, ProblemCode.CONTAINER_SIZE, name, Cause.TOO_LARGE)
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes, at most `BLOCK` at a time and never more than announced.

        Raises:
            InputError: longer than announced (CONTAINER_SIZE) or damaged (CONTAINER_STRUCTURE).
        """
        entry = self.entries[name]
        count = crc = 0
        for block in self._packed(entry) if entry.method == STORED else self._inflated(entry):
            count += len(block)
            if count > entry.size:
                raise refusal(self._file, ProblemCode.CONTAINER_SIZE, name, Cause.HEADERS)
            crc = zlib.crc32(block, crc)
            yield block
        if (count, crc) != (entry.size, entry.crc):
            raise self._damaged(entry)

    def _damaged(self, entry: Entry) -> InputError:
        return refusal(self._file, ProblemCode.CONTAINER_STRUCTURE, entry.name, Cause.DAMAGED)

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        for position in range(0, entry.packed_size, BLOCK):
            self._stream.seek(entry.start + position)
            yield self._stream.read(min(BLOCK, entry.packed_size - position))

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._packed(entry):
                waiting = packed
                while waiting and not inflater.eof:
                    yield inflater.decompress(waiting, BLOCK)
                    waiting = inflater.unconsumed_tail
                if inflater.eof and (waiting or inflater.unused_data):
                    raise self._damaged(entry)  # hidden behind the compressed data
            yield inflater.flush()
        except zlib.error as error:
            raise self._damaged(entry) from error
        if not inflater.eof:
            raise self._damaged(entry)


def read_container(path: Path) -> OpenedContainer:
    """Open a container that somebody sent.

    Raises:
        InputError: missing, unreadable, or refused (CONTAINER_REFUSED with `problem`, `member`
            and `detail`).
    """
    stream = open_file(path)
    try:
        return OpenedContainer(stream, str(path))
    except OSError as error:
        stream.close()
        raise unreadable(path, error) from error
    except EGovDeskError:
        stream.close()
        raise
