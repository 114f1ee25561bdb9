"""Numbered steps from one schema to the next; `user_version` counts the steps taken.

A step is one SQL script beside this module, its statements separated by lines of "--". It is
written once and never edited: a workspace of any released version must come out the same.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Connection


def _run(script: str, connection: Connection) -> None:
    text = (Path(__file__).parent / script).read_text("utf-8")
    for statement in text.split("\n--\n"):
        connection.exec_driver_sql(statement.strip())


STEPS: tuple[Callable[[Connection], None], ...] = tuple(
    partial(_run, script)
    for script in (
        "v001_initial.sql",
        "v002_registers.sql",
        "v003_closing.sql",
        "v004_signatures.sql",
        "v005_recurrence.sql",
        "v006_letters.sql",
        "v007_signers.sql",
    )
)

FINGERPRINT = "bdaa9520c8249a34995674704c3654c9780ffcad052b63104b9fca4812c68cec"
"""SHA-256 over the schema after the last step: a file with another schema is not opened."""
