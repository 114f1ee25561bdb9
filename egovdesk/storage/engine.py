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
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, PoolProxiedConnection

from egovdesk.domain.errors import Check, ErrorCode
from egovdesk.domain.text import fold
from egovdesk.storage import journal
from egovdesk.storage.schema import DamagedTextError

APPLICATION_ID = 0x65474F56
"""The bytes `eGOV` in the file's header."""


_PRAGMAS = (
    ("locking_mode", "exclusive"),
    ("journal_mode", "delete"),
    ("synchronous", 3),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("temp_store", 1),
    ("cache_size", -2000),
)
"""Sorting a list keeps 2 MB in memory, and the rest in a file that has no name once it is open;
in memory alone, 1,000,000 rows take 150 MB. The pages that SQLite would keep beyond 2 MB are kept
by the operating system already."""


class OpenChange:
    """The change under which this connection's writes are recorded; None outside a use case."""

    def __init__(self) -> None:
        self._id: int | None = None
        self.tables: set[str] = set()
        """Those that were written to since `start`."""

    def start(self, change_id: int) -> None:
        """Record what follows under a change."""
        self._id = change_id
        self.tables.clear()

    def end(self) -> None:
        """Refuse what follows."""
        self._id = None

    def current(self) -> int:
        """Return the open change's id.

        Raises:
            RuntimeError: something tries to write outside a use case.
        """
        if self._id is None:
            raise RuntimeError("write outside a use case")
        return self._id

    def chain(self, previous: str, change_id: int, table: str, *entry: str | int | None) -> str:
        """Return an entry's hash, and remember the table that it speaks of."""
        self.tables.add(table)
        return journal.chain(previous, change_id, table, *entry)


class _Dialect(SQLiteDialect_pysqlite):
    """SQLite with transactions that begin when SQLAlchemy says so, not at the first write."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin; not by an event, because those cost something at every statement."""
        dbapi_connection.cursor().execute("BEGIN")

    def do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Commit; where that fails, nothing stays open on a connection that is used again."""
        try:
            dbapi_connection.commit()
        except BaseException:
            dbapi_connection.rollback()
            raise


registry.register("sqlite.workspace", __name__, _Dialect.__name__)


def create(database: Path, open_change: OpenChange) -> Engine:
    """Return an engine for one connection, which the threads of this process share in turn."""
    engine = create_engine(
        # As text, `?` and `%` in the name of a folder would mean something.
        URL.create("sqlite+workspace", database=str(database)),
        module=sqlite,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": 2, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI
        try:
            connection.isolation_level = None
            connection.create_function("current_change", 0, open_change.current)
            connection.create_function("chain", -1, open_change.chain)
            connection.create_function("fold", 1, _folded, deterministic=True)
            _set_and_lock(connection)
        except BaseException:
            connection.close()
            raise

    return engine


def _folded(text: str | None) -> str:
    return fold(text or "")


def _set_and_lock(connection: Any) -> None:  # noqa: ANN401 - DBAPI
    """Set the recipe, and take the lock that exclusive locking mode keeps until closing."""
    for name, value in _PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}")
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
            raise RuntimeError(f"SQLite refused {name}={value}")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")


def run(connection: Connection, statement: str, row: tuple[str | int | None, ...]) -> Any:  # noqa: ANN401 - DBAPI
    """Run a statement by the driver alone and return its cursor.

    For the few that every edit waits for: SQLAlchemy spends as long on one as SQLite does.
    """
    return connection.connection.cursor().execute(statement, row)


@contextmanager
def asking(connection: Connection, check: Check) -> Iterator[None]:
    """Ask `check` while SQLite works; where it raises, what SQLite is at is taken back."""
    stopped: list[BaseException] = []

    def stop() -> bool:
        try:
            check()
        except BaseException as error:  # noqa: BLE001 - raised again where Python goes on
            stopped.append(error)
        return bool(stopped)

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(stop, _STEPS_BETWEEN_ASKING)
    try:
        yield
    except FAILURES:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


_STEPS_BETWEEN_ASKING = 20_000
"""Instructions of SQLite's machine, a millisecond or less where no function of ours is called."""

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
    "FOREIGN KEY constraint failed": ErrorCode.RECORD_IN_USE,
    "UNIQUE constraint failed": ErrorCode.RECORD_TAKEN,
}
"""How SQLite's messages begin; the driver gives the same code to every constraint."""

_NOT_TEXT = "Could not decode to UTF-8"
"""How the driver, without any code, says that a text is damaged."""


FAILURES = (DBAPIError, sqlite.Error, UnicodeDecodeError, DamagedTextError)
"""What statements and the reading of their rows raise; see `known_cause`."""


def known_cause(error: Exception) -> tuple[ErrorCode, str] | None:
    """Return what a person can mend about a disk or a file that failed, and SQLite's name for it.

    None: it is a bug.
    """
    # Where a text is not even UTF-8, the driver's own message cannot be made at times.
    if isinstance(error, UnicodeDecodeError | DamagedTextError):
        return ErrorCode.WORKSPACE_DAMAGED, ""
    failure = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(failure, "sqlite_errorname", "")
    for prefix, code in _CODES.items():
        if name.startswith(prefix):
            return code, name
    return (ErrorCode.WORKSPACE_DAMAGED, "") if _NOT_TEXT in str(failure) else None


def refusal(error: Exception) -> ErrorCode | None:
    """Return which rule between records a write breaks; None: it is something else."""
    failure = error.orig if isinstance(error, DBAPIError) else error
    if getattr(failure, "sqlite_errorname", "") != "SQLITE_CONSTRAINT":
        return None
    said = str(failure)
    return next((code for begin, code in _REFUSALS.items() if said.startswith(begin)), None)
