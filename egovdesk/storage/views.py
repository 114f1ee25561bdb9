"""Saved views on disk."""

import contextlib

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.views import SavedView, from_definition, to_definition
from egovdesk.storage import schema

_columns = schema.saved_view.c


class ViewRepository:
    """Reads and writes the views of a register."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, kind: RegisterKind) -> tuple[SavedView, ...]:
        """Return a register's views by name; one that cannot be read is left out."""
        chosen = select(schema.saved_view).where(_columns.register == kind.value)
        found = []
        for row in self._connection.execute(chosen.order_by(_columns.name)):
            with contextlib.suppress(ValueError):
                found.append(from_definition(row.id, kind, row.name, row.definition))
        return tuple(found)

    def save(self, view: SavedView) -> None:
        """Keep a view; one of the same name is replaced."""
        values = {
            "register": view.query.kind.value,
            "name": view.name,
            "definition": to_definition(view),
        }
        statement = insert(schema.saved_view).values(**values)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["register", "name"], set_={"definition": values["definition"]}
            )
        )

    def remove(self, view_id: int) -> None:
        """Take a view away."""
        self._connection.execute(delete(schema.saved_view).where(_columns.id == view_id))
