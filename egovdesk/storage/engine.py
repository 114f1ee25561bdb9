"""The SQLite recipe: durable, exclusive, strict, and checked after it is set.

DELETE journal with synchronous=EXTRA lost no acknowledged commit in simulated power cuts and
leaves one whole file that can be copied to a stick; the desk never waits for it because use cases
run off the GUI thread. See docs/design.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.text import fold
from egovdesk.storage.journal import chain

APPLICATION_ID = 0x65474F56
"""The bytes `eGOV` in the file's header."""

_PRAGMAS = (
    ("locking_mode", "exclusive"),
    ("journal_mode", "delete"),
    ("synchronous", 3),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("temp_store", 2),
)


class OpenChange:
    """The change under which this connection's writes are recorded; None outside a use case."""

    def __init__(self) -> None:
        self.id: int | None = None

    def current(self) -> int:
        """Return the open change's id.

        Raises:
            RuntimeError: something tries to write outside a use case.
        """
        if self.id is None:
            raise RuntimeError("write outside a use case")
        return self.id


def create(database: Path, open_change: OpenChange) -> Engine:
    """Return an engine with one connection, shared by the threads of this process in turn."""
    engine = create_engine(
        URL.create("sqlite", database=str(database)),  # as text, `?` and `%` would mean something
        module=sqlite,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": 2, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI
        connection.isolation_level = None
        connection.create_function("current_change", 0, open_change.current)
        connection.create_function("chain", -1, chain, deterministic=True)
        connection.create_function("fold", 1, _folded, deterministic=True)
        for name, value in _PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}")
            if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
                raise RuntimeError(f"SQLite refused {name}={value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _folded(text: str | None) -> str:
    return fold(text or "")


_CODES = {
    "SQLITE_BUSY": ErrorCode.WORKSPACE_LOCKED,
    "SQLITE_LOCKED": ErrorCode.WORKSPACE_LOCKED,
    "SQLITE_FULL": ErrorCode.DISK_FULL,
    "SQLITE_READONLY": ErrorCode.WORKSPACE_READ_ONLY,
    "SQLITE_CANTOPEN": ErrorCode.WORKSPACE_READ_ONLY,
    "SQLITE_IOERR": ErrorCode.DISK_FULL,
    "SQLITE_CORRUPT": ErrorCode.WORKSPACE_DAMAGED,
    "SQLITE_NOTADB": ErrorCode.WORKSPACE_FOREIGN,
}

_REFUSALS = {
    "SQLITE_CONSTRAINT_FOREIGNKEY": ErrorCode.RECORD_IN_USE,
    "SQLITE_CONSTRAINT_UNIQUE": ErrorCode.RECORD_TAKEN,
}

_NOT_TEXT = "Could not decode to UTF-8"
"""How the driver, without any code, says that a text is damaged."""


@contextmanager
def known_causes(workspace: Path) -> Iterator[None]:
    """Turn the failures of a disk or a file that a person can mend into errors with a cure."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        if name in _REFUSALS:
            raise RefusedError(_REFUSALS[name]) from error
        for prefix, code in _CODES.items():
            if name.startswith(prefix):
                raise InputError(code, file=workspace.name, detail=name) from error
        if _NOT_TEXT in str(error.orig):
            raise InputError(ErrorCode.WORKSPACE_DAMAGED, file=workspace.name) from error
        raise
    except UnicodeDecodeError as error:  # SQLite's message quotes the damaged bytes
        raise InputError(ErrorCode.WORKSPACE_DAMAGED, file=workspace.name) from error
