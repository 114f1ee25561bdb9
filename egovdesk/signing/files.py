"""Files that are read whole within a limit, and files that appear whole or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from egovdesk.domain.errors import ErrorCode, InputError

_NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


def unreadable(path: Path, error: OSError) -> InputError:
    """Say why a file cannot be read: it is not there, or it is there and withheld."""
    missing = isinstance(error, FileNotFoundError)
    return InputError(
        ErrorCode.FILE_MISSING if missing else ErrorCode.FILE_UNREADABLE, file=str(path)
    )


def read_file(path: Path, limit: int) -> bytes:
    """Return a file's bytes.

    Raises:
        InputError: missing, unreadable, or longer than `limit` bytes.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > limit:
        raise InputError(ErrorCode.FILE_TOO_LARGE, file=str(path))
    return data


@contextmanager
def replacing(target: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Open a file beside `target` that takes its place when the block ends well.

    It reaches the disk before it gets its name; whatever goes wrong, nothing is left behind and
    an older `target` stays as it was. `mode` is narrowed by the umask as usual.

    Raises:
        InputError: the disk is full, or the folder cannot be written.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        stream = os.fdopen(os.open(part, flags, mode), "w+b")
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            part.replace(target)
        finally:
            with suppress(OSError):  # closing writes what is buffered, which fails on a full disk
                stream.close()
            part.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except OSError as error:
        full = error.errno in _NO_SPACE
        code = ErrorCode.DISK_FULL if full else ErrorCode.FILE_UNWRITABLE
        raise InputError(code, file=str(target)) from error


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too; Windows has no such call and does it itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
