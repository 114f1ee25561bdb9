"""Planting in a closed workspace what the program itself would never write."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from egovdesk.storage.workspace import DATABASE


def plant(folder: Path, statement: str, *values: object) -> int:
    """Run a statement past checks and journal, as another SQLite tool can; return its row count."""
    connection = sqlite.connect(str(folder / DATABASE), isolation_level=None)
    try:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("BEGIN")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        count = connection.execute(statement, values).rowcount
        for _name, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return count
