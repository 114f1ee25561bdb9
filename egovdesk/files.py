"""Files that are read whole within a limit, and files that appear whole or not at all."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from egovdesk.domain.errors import Cause, ErrorCode, InputError

BLOCK = 1 << 20
"""So many bytes are read at a time."""

_NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})

_CAUSES = {
    errno.EACCES: Cause.PERMISSION,
    errno.EPERM: Cause.PERMISSION,
    errno.EIO: Cause.DEVICE,
    errno.ENODEV: Cause.DEVICE,
    errno.ENXIO: Cause.DEVICE,
    errno.EINVAL: Cause.PATH,
    errno.ELOOP: Cause.PATH,
    errno.ENAMETOOLONG: Cause.PATH,
    errno.ENOTDIR: Cause.PATH,
    errno.EBUSY: Cause.IN_USE,
}


def unreadable(path: Path, error: OSError) -> InputError:
    """Say why a file cannot be read: it is not there, or it is there and withheld."""
    missing = isinstance(error, FileNotFoundError)
    code = ErrorCode.FILE_MISSING if missing else ErrorCode.FILE_UNREADABLE
    cause = _CAUSES.get(error.errno or 0, Cause.SYSTEM)
    return InputError(code, file=str(path), detail=cause)


def open_file(path: Path) -> BinaryIO:
    """Open an ordinary file for reading.

    What else has a name is refused before it is opened: a pipe would let the program wait for
    ever, a device would feed it for ever.

    Raises:
        InputError: missing, unreadable, or a folder, a pipe, a device or a socket.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(ErrorCode.FILE_NOT_ORDINARY, file=str(path))
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def blocks(path: Path) -> Iterator[bytes]:
    """Yield an ordinary file's bytes, at most `BLOCK` at a time.

    Raises:
        InputError: it cannot be opened, or read to its end.
    """
    with open_file(path) as stream:
        try:
            while block := stream.read(BLOCK):
                yield block
        except OSError as error:
            raise unreadable(path, error) from error


def read_file(path: Path, limit: int) -> bytes:
    """Return an ordinary file's bytes.

    Raises:
        InputError: it cannot be opened or read, or is longer than `limit` bytes.
    """
    try:
        with open_file(path) as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > limit:
        raise InputError(ErrorCode.FILE_TOO_LARGE, file=str(path))
    return data


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are missing.

    Raises:
        InputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(folder)) from error


def copy_file(source: Path, target: Path) -> str:
    """Write an ordinary file anew, whole or not at all, into a folder that is made where needed.

    Returns the SHA-256 (hex) of what was written.

    Raises:
        InputError: the source cannot be read, or the target or its folder not be written.
    """
    make_folder(target.parent)
    digest = hashlib.sha256()
    with replacing(target) as stream:
        for block in blocks(source):
            digest.update(block)
            stream.write(block)
    return digest.hexdigest()


def check_not_open(target: Path) -> None:
    """Refuse a file that an office program has open: it would write its own state over ours.

    Word and Excel lay an owner file beside what they have open (`~$` in place of the first
    letters, or before them), LibreOffice a lock file.

    Raises:
        InputError: it is open.
    """
    name = target.name
    owners = (f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}")
    try:
        is_open = target.exists() and any(target.with_name(o).exists() for o in owners)
    except (OSError, ValueError) as error:  # a name that no file system allows
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(target)) from error
    if is_open:
        raise InputError(ErrorCode.FILE_IN_USE, file=str(target))


@contextmanager
def replacing(target: Path, *, mode: int = 0o666, durable: bool = True) -> Iterator[BinaryIO]:
    """Open a file beside `target` that takes its place when the block ends well.

    It reaches the disk before it gets its name; whatever goes wrong, nothing is left behind and
    an older `target` stays as it was. `mode` is narrowed by the umask as usual. What need not
    outlive a power cut is not `durable`: then nobody waits for the disk.

    Raises:
        InputError: the disk is full, the folder cannot be written, or Windows says that another
            program has `target` open.
    """
    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        stream = os.fdopen(os.open(part, flags, mode), "w+b")
        try:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
            stream.close()
            _take_place(part, target)
        finally:
            with suppress(OSError):  # closing writes what is buffered, which fails on a full disk
                stream.close()
            part.unlink(missing_ok=True)
        if durable:
            sync_folder(target.parent)
    except OSError as error:
        full = error.errno in _NO_SPACE
        code = ErrorCode.DISK_FULL if full else ErrorCode.FILE_UNWRITABLE
        raise InputError(code, file=str(target)) from error


def _take_place(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except PermissionError as error:
        # The part could be written, so the folder is not what is in the way.
        if not target.is_file():
            raise
        raise InputError(ErrorCode.FILE_IN_USE, file=str(target)) from error


def sync_folder(folder: Path) -> None:
    """Put new names on the disk too; Windows cannot open a folder and does it itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
