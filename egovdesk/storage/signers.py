"""Signers and their certificates on disk."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from egovdesk.domain.signers import Signer, SignerEvent, SignerHistory, SignerRecord
from egovdesk.storage import schema

# Built once: making a statement anew costs more than running it.
_SIGNERS = select(schema.signer).order_by(schema.signer.c.id)
_EVENTS = select(schema.signer_event).order_by(schema.signer_event.c.id)


class SignerRepository:
    """Reads whole histories; a signer's events are few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[SignerRecord, ...]:
        """Return every signer with the history, in the order of recording."""
        return tuple(
            SignerRecord(signer=signer, events=events) for signer, events in self.histories()
        )

    def histories(self) -> tuple[SignerHistory, ...]:
        """Return every signer with all that was recorded about him or her."""
        return self._read(_SIGNERS, _EVENTS)

    def history(self, signer_id: int) -> SignerHistory | None:
        """Return one signer with all that was recorded; None where there is none."""
        found = self._read(
            _SIGNERS.where(schema.signer.c.id == signer_id),
            _EVENTS.where(schema.signer_event.c.signer_id == signer_id),
        )
        return found[0] if found else None

    def add_event(self, signer_id: int, event: SignerEvent) -> None:
        """Append to what was recorded about a signer."""
        self._connection.execute(
            insert(schema.signer_event).values(
                signer_id=signer_id,
                kind=event.kind,
                on_day=event.on,
                serial=event.serial,
                issuer=event.issuer,
                valid_from=event.valid_from,
                valid_to=event.valid_to,
            )
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
            self.add_event(key[0], event)

    def _read(self, signers: Select[Any], kept_events: Select[Any]) -> tuple[SignerHistory, ...]:
        events: dict[int, list[SignerEvent]] = defaultdict(list)
        for row in self._connection.execute(kept_events):
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
        rows = self._connection.execute(signers)
        return tuple(
            (
                Signer(**row._mapping),  # noqa: SLF001 - SQLAlchemy's public name
                tuple(events.get(row.id, ())),
            )
            for row in rows
        )
