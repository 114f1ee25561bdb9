"""The journal by use case: what was done, and taking it back."""

from sqlalchemy import Connection, select

from egovdesk.domain.history import Change
from egovdesk.domain.reports import JournalStamp
from egovdesk.storage import journal, schema


class HistoryRepository:
    """Reads changes; replays them backwards and forwards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def changes(self) -> tuple[Change, ...]:
        """Return every change, oldest first."""
        rows = self._connection.execute(select(schema.change).order_by(schema.change.c.id))
        return tuple(
            Change(
                id=row.id,
                at=row.at,
                use_case=row.use_case,
                subject=row.subject,
                target=row.target,
            )
            for row in rows
        )

    def take_back(self, change: Change) -> None:
        """Undo a change's rows."""
        journal.replay(self._connection, change.id, backwards=True)

    def bring_back(self, change: Change) -> None:
        """Redo a change's rows."""
        journal.replay(self._connection, change.id, backwards=False)

    def stamp(self) -> JournalStamp:
        """Return the journal's head and length."""
        return journal.stamp(self._connection)

    def first_break(self) -> int | None:
        """Return the number of the first entry that was tampered with, or None."""
        return journal.first_break(self._connection)
