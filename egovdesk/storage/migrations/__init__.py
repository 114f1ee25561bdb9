"""Numbered steps from one schema to the next; `user_version` counts the steps taken.

A step is one module with `upgrade(connection)`. It is written once and never edited: a workspace
of any released version must come out the same.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from egovdesk.storage.migrations import v001_initial

STEPS: tuple[Callable[[Connection], None], ...] = (v001_initial.upgrade,)

FINGERPRINT = "2925d03cf72a3e79d7ddc67206f5b2e19e4ef815e6a4936915bd5e4c3dca25ca"
"""SHA-256 over the schema after the last step: a file with another schema is not opened."""
