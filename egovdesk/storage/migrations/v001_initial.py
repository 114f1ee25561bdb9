"""The first schema: every table of the unit's desk, and the triggers of the journal."""

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Create the tables in an empty database and hang the journal's triggers on them."""
    script = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for statement in script.split("\n--\n"):
        connection.exec_driver_sql(statement.strip())
