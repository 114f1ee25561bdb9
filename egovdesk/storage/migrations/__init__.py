"""Numbered steps from one schema to the next; `user_version` counts the steps taken.

A step is one module with `upgrade(connection)`. It is written once and never edited: a workspace
of any released version must come out the same.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from egovdesk.storage.migrations import v001_initial

STEPS: tuple[Callable[[Connection], None], ...] = (v001_initial.upgrade,)

FINGERPRINT = "f1e1027e1231a13eb0212a8b0c3157a078733b27947c0ef93c60941cb41e41a2"
"""SHA-256 over the schema after the last step: a file with another schema is not opened."""
