"""Signers and their certificates on disk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, insert, select

from egovdesk.domain.signers import Signer, SignerEvent, SignerStatus, status_as_of
from egovdesk.storage import schema

# Built once: making a statement anew costs more than running it.
_SIGNERS = select(schema.signer).order_by(schema.signer.c.id)
_EVENTS = select(schema.signer_event).order_by(schema.signer_event.c.id)


class SignerRepository:
    """Reads signers as of a day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def statuses(self, as_of: date) -> tuple[SignerStatus, ...]:
        """Return every signer at the end of a day."""
        events: dict[int, list[SignerEvent]] = defaultdict(list)
        for row in self._connection.execute(_EVENTS):
            events[row.signer_id].append(
                SignerEvent(
                    kind=row.kind,
                    on=row.on_day,
                    serial=row.serial,
                    issuer=row.issuer,
                    valid_from=row.valid_from,
                    valid_to=row.valid_to,
                )
            )
        rows = self._connection.execute(_SIGNERS)
        return tuple(
            status_as_of(
                Signer(**row._mapping),  # noqa: SLF001 - SQLAlchemy's public name
                events.get(row.id, ()),
                as_of,
            )
            for row in rows
        )

    def add(self, signer: Signer, events: Iterable[SignerEvent]) -> None:
        """Keep a new signer with a history; the id inside `signer` is ignored."""
        key = self._connection.execute(
            insert(schema.signer).values(
                full_name=signer.full_name, position=signer.position, department=signer.department
            )
        ).inserted_primary_key
        assert key is not None
        for event in events:
            self._connection.execute(
                insert(schema.signer_event).values(
                    signer_id=key[0],
                    kind=event.kind,
                    on_day=event.on,
                    serial=event.serial,
                    issuer=event.issuer,
                    valid_from=event.valid_from,
                    valid_to=event.valid_to,
                )
            )
