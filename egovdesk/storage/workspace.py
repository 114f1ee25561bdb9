"""A workspace: a folder that an officer can copy to a stick, open in one program at a time."""

import contextlib
import hashlib
import json
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Self

from sqlalchemy import Connection

from egovdesk.domain.errors import Check, ErrorCode, InputError, RefusedError
from egovdesk.domain.history import Change, UseCase
from egovdesk.files import read_file, replacing, unreadable
from egovdesk.storage import engine, journal, migrations
from egovdesk.storage.unit import Unit

DATABASE = "workspace.db"
_LOCK_NOTE = "workspace.lock"
FOLDERS = ("evidence", "packages", "receipts", "backups")

# Built once: making a statement anew costs more than running it.
_INSERT_CHANGE = "INSERT INTO change(at, use_case, subject, target) VALUES (?, ?, ?, ?)"

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_MAX_NOTE = 4096


class Workspace:
    """An open workspace. Reads and changes go through `reading` and `changing`.

    Its one connection is held from opening to closing; the threads of the program take turns.
    `is_migrated` says that opening it brought it here from an earlier version.
    """

    def __init__(
        self,
        folder: Path,
        connection: Connection,
        open_change: engine.OpenChange,
        *,
        is_migrated: bool,
    ) -> None:
        self.folder = folder
        self.is_migrated = is_migrated
        self._connection = connection
        self._open_change = open_change
        self._turn = RLock()  # where one thread asks twice, SQLAlchemy refuses the second

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make a new, empty workspace and open it.

        Raises:
            InputError: the folder holds something already, or cannot be written.
        """
        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise InputError(ErrorCode.WORKSPACE_EXISTS, file=str(folder))
            folder.mkdir(parents=True, exist_ok=True)
            for name in FOLDERS:
                (folder / name).mkdir()
        except OSError as error:
            raise InputError(ErrorCode.WORKSPACE_READ_ONLY, file=str(folder)) from error
        try:
            return cls._opened(folder)
        except BaseException:
            _discard(folder)
            raise

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an existing workspace.

        Raises:
            InputError: it is missing, foreign, damaged, newer, read-only or open elsewhere; in
                every case nothing was written.
        """
        _check_file(folder)
        return cls._opened(folder)

    @classmethod
    def _opened(cls, folder: Path) -> Self:
        open_change = engine.OpenChange()
        with _known_causes(folder):
            connection = engine.create(folder / DATABASE, open_change).connect()
            try:
                is_migrated = _migrate(connection, folder)
                _check_content(connection, folder)
                _leave_note(folder / _LOCK_NOTE)
            except BaseException:
                connection.close()
                raise
        return cls(folder, connection, open_change, is_migrated=is_migrated)

    def close(self) -> None:
        """Release the workspace for other programs."""
        with self._turn:
            self._connection.close()
        (self.folder / _LOCK_NOTE).unlink(missing_ok=True)

    def discard(self) -> None:
        """Close a workspace that `create` has just made, and remove it again."""
        self.close()
        _discard(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def reading(self, check: Check | None = None) -> Iterator[Unit]:
        """Open a unit of work that only reads one consistent state; `check` may raise to cancel."""
        with self._turn, _known_causes(self.folder), self._connection.begin(), self._asking(check):
            yield Unit(self._connection, self.folder)

    @contextmanager
    def changing(
        self,
        use_case: UseCase,
        *,
        at: datetime,
        subject: str = "",
        target: int | None = None,
        check: Check | None = None,
    ) -> Iterator["Changing"]:
        """Open a unit of work for one use case; it is kept whole or not at all.

        `check` may raise to cancel, until everything is written but not yet kept.

        Raises:
            InputError: the disk is full or failing; nothing was kept.
        """
        with self._turn, _known_causes(self.folder), self._connection.begin():
            row = (at.isoformat(), use_case.value, subject, target)
            change_id = engine.run(self._connection, _INSERT_CHANGE, row).lastrowid
            self._open_change.start(change_id)
            try:
                unit = Changing(self._connection, self.folder)
                with self._asking(check):
                    yield unit
                unit.change = Change(
                    id=change_id,
                    at=at,
                    use_case=use_case,
                    subject=subject,
                    target=target,
                    nouns=journal.nouns_of(self._open_change.tables),
                )
            finally:
                self._open_change.end()

    def _asking(self, check: Check | None) -> AbstractContextManager[None]:
        return nullcontext() if check is None else engine.asking(self._connection, check)


class Changing(Unit):
    """A unit of work that writes; `change` is set once it is complete."""

    change: Change


@contextmanager
def _known_causes(folder: Path) -> Iterator[None]:
    """Turn the failures of a disk or a file that a person can mend into errors with a cure."""
    try:
        yield
    except engine.FAILURES as error:
        if refusal := engine.refusal(error):
            raise RefusedError(refusal) from error
        match engine.known_cause(error):
            case None:
                raise
            case ErrorCode.WORKSPACE_LOCKED as code, _:
                raise InputError(code, file=str(folder), **_holder(folder)) from error
            case code, detail:
                raise InputError(code, file=folder.name, detail=detail) from error


def _leave_note(note: Path) -> None:
    """Say who has the workspace open, for the message of whoever finds it locked.

    That it is still there also tells of an unclean exit; nobody waits for it to reach the disk,
    because the first commit syncs the folder.
    """
    holder = {"host": socket.gethostname(), "pid": os.getpid()}
    with replacing(note, durable=False) as stream:
        stream.write(json.dumps(holder).encode())


def _discard(folder: Path) -> None:
    """Remove what `create` made in a folder that was empty or not there."""
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    with contextlib.suppress(OSError):
        for name in (DATABASE, f"{DATABASE}-journal", _LOCK_NOTE):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _check_file(folder: Path) -> None:
    """Refuse what is not a readable, writable workspace of this version, without touching it."""
    database = folder / DATABASE
    try:
        if not folder.is_dir() or not database.is_file():
            code = ErrorCode.WORKSPACE_FOREIGN if folder.exists() else ErrorCode.WORKSPACE_MISSING
            raise InputError(code, file=str(folder))
    except OSError as error:  # a name that no file system allows
        raise InputError(ErrorCode.WORKSPACE_MISSING, file=str(folder)) from error
    try:
        size = database.stat().st_size
        with database.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise unreadable(database, error) from error
    refuse = _refusal(header, size, journal=(folder / f"{DATABASE}-journal").exists())
    if refuse is not None:
        raise InputError(refuse, file=str(folder))
    for path in (folder, database):
        if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
            raise InputError(ErrorCode.WORKSPACE_READ_ONLY, file=str(folder))


def _refusal(header: bytes, size: int, *, journal: bool) -> ErrorCode | None:
    """Judge a database by its first 100 bytes (https://sqlite.org/fileformat2.html#1.3)."""
    if size < _HEADER:
        return ErrorCode.WORKSPACE_DAMAGED
    if not header.startswith(_MAGIC):
        return ErrorCode.WORKSPACE_FOREIGN
    if int.from_bytes(header[68:72]) != engine.APPLICATION_ID:
        return ErrorCode.WORKSPACE_FOREIGN
    if int.from_bytes(header[60:64]) > len(migrations.STEPS):
        return ErrorCode.WORKSPACE_NEWER
    page_size = int.from_bytes(header[16:18])
    expected = (65536 if page_size == 1 else page_size) * int.from_bytes(header[28:32])
    # A hot journal may still restore the pages that a crash cut off.
    return ErrorCode.WORKSPACE_DAMAGED if size < expected and not journal else None


def _migrate(connection: Connection, folder: Path) -> bool:
    """Take the steps that are missing; say whether an earlier version took the others."""
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    connection.rollback()
    if version == len(migrations.STEPS):
        return False
    if version:
        backup = folder / "backups" / f"before-version-{len(migrations.STEPS)}.db"
        backup.unlink(missing_ok=True)
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("VACUUM INTO ?", (str(backup),))
    with connection.begin():
        for step in migrations.STEPS[version:]:
            step(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={len(migrations.STEPS)}")
    return version > 0


def _check_content(connection: Connection, folder: Path) -> None:
    """Refuse a planted schema, broken pages, and rows that break what their tables demand."""
    with connection.begin():
        if schema_fingerprint(connection) != migrations.FINGERPRINT:
            raise InputError(ErrorCode.WORKSPACE_FOREIGN, file=str(folder))
        if connection.exec_driver_sql("PRAGMA quick_check").scalars().all() != ["ok"]:
            raise InputError(ErrorCode.WORKSPACE_DAMAGED, file=str(folder))


def schema_fingerprint(connection: Connection) -> str:
    """Return the SHA-256 (hex) over everything that the database's schema says."""
    statement = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    rows = connection.exec_driver_sql(statement).all()
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def _holder(folder: Path) -> dict[str, str | int]:
    with contextlib.suppress(InputError, ValueError, TypeError, KeyError):
        note = json.loads(read_file(folder / _LOCK_NOTE, _MAX_NOTE))
        return {"host": str(note["host"]), "pid": int(note["pid"])}
    return {"host": "?", "pid": 0}
