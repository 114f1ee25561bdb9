"""The officer's narrative on disk, section by section."""

import json

from sqlalchemy import Connection, delete, insert, select, update

from egovdesk.domain.narrative import Quote
from egovdesk.domain.values import value
from egovdesk.storage import schema

_columns = schema.narrative.c


@value
class WrittenSection:
    """The text of a section, and the figures that it quotes."""

    text: str
    quotes: tuple[Quote, ...]


class NarrativeRepository:
    """Reads and writes what the officer made of the draft."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, period: str) -> dict[str, WrittenSection]:
        """Return the sections written for a period, by their ids in the outline."""
        rows = self._connection.execute(select(schema.narrative).where(_columns.period == period))
        return {
            row.section: WrittenSection(
                text=row.text,
                quotes=tuple(
                    Quote(figure=figure, shown=shown) for figure, shown in json.loads(row.quotes)
                ),
            )
            for row in rows
        }

    def put(self, period: str, section: str, written: WrittenSection) -> None:
        """Keep a section's text in place of what it was."""
        values = {
            "text": written.text,
            "quotes": json.dumps(
                [[quote.figure, quote.shown] for quote in written.quotes], ensure_ascii=False
            ),
        }
        this = (_columns.period == period, _columns.section == section)
        if self._connection.execute(select(_columns.id).where(*this)).first() is None:
            added = insert(schema.narrative).values(period=period, section=section, **values)
            self._connection.execute(added)
        else:
            self._connection.execute(update(schema.narrative).where(*this).values(**values))

    def remove(self, period: str, section: str) -> None:
        """Forget a section's text, so that it is drafted again."""
        this = (_columns.period == period, _columns.section == section)
        self._connection.execute(delete(schema.narrative).where(*this))
