"""The journal by use case: what was done, and taking it back."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from egovdesk.domain.history import Change, DeletedRecord, JournalEntry, RecordChange, UseCase
from egovdesk.domain.latest import LatestChange
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import JournalStamp
from egovdesk.storage import engine, journal, schema
from egovdesk.storage.registers import table_of

CHILDREN: Mapping[RegisterKind, Mapping[str, str]] = {
    RegisterKind.DIRECTIVES: {"directive_clause": "directive_id"},
    RegisterKind.TASKS: {"task_event": "task_id", "task_coordinator": "task_id"},
    RegisterKind.SIGNERS: {"signer_event": "signer_id"},
    RegisterKind.PROCEDURES: {
        "procedure_event": "procedure_id",
        "procedure_count": "procedure_id",
    },
}
"""The tables whose rows belong to a record, with the column that names it."""

_KINDS = {table_of(kind): kind for kind in RegisterKind}
_OWNED = {
    child: (kind, column)
    for kind, children in CHILDREN.items()
    for child, column in children.items()
    if child not in _KINDS
}
_LATEST = (
    "SELECT c.id, c.at, c.use_case, c.subject, c.target, j.table_name, j.row_id, "
    "coalesce(j.after, j.before) FROM change c JOIN journal j ON j.seq = (SELECT min(seq) "
    "FROM journal WHERE change_id = c.id AND table_name IN (SELECT value FROM json_each(?))) "
    "ORDER BY c.id DESC LIMIT ?"
)


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

    def latest(self, most: int) -> tuple[LatestChange, ...]:
        """Return so many changes of records and reports, the latest first."""
        tables = json.dumps([*_KINDS, *_OWNED, "remark", "report"])
        rows = engine.run(self._connection, _LATEST, (tables, most))
        return tuple(map(_latest_change, rows))

    def take_back(self, change: Change) -> None:
        """Undo a change's rows."""
        journal.replay(self._connection, change.id, backwards=True)

    def bring_back(self, change: Change) -> None:
        """Redo a change's rows."""
        journal.replay(self._connection, change.id, backwards=False)

    def later(self, change: Change) -> Change | None:
        """Return the latest change that touched a row which this one touched before."""
        own = select(schema.journal.c.table_name, schema.journal.c.row_id).where(
            schema.journal.c.change_id == change.id,
            schema.journal.c.table_name != schema.change.name,
        )
        touched = {tuple(row) for row in self._connection.execute(own)}
        since = self._connection.exec_driver_sql(
            "SELECT change_id, table_name, row_id FROM journal WHERE change_id > ? "
            "ORDER BY seq DESC",
            (change.id,),
        )
        found = next((row[0] for row in since if (row[1], row[2]) in touched), None)
        return next((one for one in self.changes() if one.id == found), None)

    def of_record(self, kind: RegisterKind, row_id: int) -> tuple[RecordChange, ...]:
        """Return what was done to a record and to what belongs to it, oldest first."""
        entries = journal.entries_of(
            self._connection, table_of(kind), row_id, CHILDREN.get(kind, {}).items(), kind.value
        )
        changes = {change.id: change for change in self.changes()} if entries else {}
        grouped: dict[int, list[JournalEntry]] = {}
        for entry in entries:
            grouped.setdefault(entry.change_id, []).append(
                JournalEntry(
                    table=entry.table_name,
                    before=self._image(entry.table_name, entry.before),
                    after=self._image(entry.table_name, entry.after),
                )
            )
        return tuple(
            RecordChange(change=changes[number], entries=tuple(found))
            for number, found in grouped.items()
        )

    def _image(self, table: str, written: str | None) -> dict[str, object] | None:
        """Read the image of a row; that of a link to a file names the file."""
        if written is None:
            return None
        row: dict[str, object] = json.loads(written)
        if table != schema.attachment.name:
            return row
        names = self._connection.exec_driver_sql(
            "SELECT json_extract(coalesce(after, before), '$.name') FROM journal "
            "WHERE table_name = 'evidence' AND row_id = ? ORDER BY seq DESC LIMIT 1",
            (row["evidence_id"],),
        )
        return {"evidence": names.scalar()}

    def deleted(self, kind: RegisterKind) -> tuple[DeletedRecord, ...]:
        """Return the records that were deleted and are not there again, latest first."""
        table = table_of(kind)
        rows = self._connection.exec_driver_sql(
            "SELECT j.change_id, j.row_id, j.before, c.at FROM journal j "
            "JOIN change c ON c.id = j.change_id WHERE j.table_name = ? AND j.operation = 'delete' "
            f"AND c.use_case = ? AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = j.row_id) "
            "ORDER BY j.seq DESC",
            (table, UseCase.DELETE_RECORDS.value),
        )
        latest: dict[int, DeletedRecord] = {}
        for change_id, row_id, before, at in rows:
            latest.setdefault(
                row_id,
                DeletedRecord(
                    change_id=change_id,
                    row_id=row_id,
                    at=datetime.fromisoformat(at),
                    values=json.loads(before),
                ),
            )
        return tuple(latest.values())

    def restore(self, kind: RegisterKind, deleted: DeletedRecord) -> None:
        """Bring a deleted record back with its history."""
        journal.restore(
            self._connection,
            deleted.change_id,
            table_of(kind),
            deleted.row_id,
            _owners(kind),
        )

    def stamp(self) -> JournalStamp:
        """Return the journal's head and length."""
        return journal.stamp(self._connection)

    def first_break(self) -> int | None:
        """Return the number of the first entry that was tampered with, or None."""
        return journal.first_break(self._connection)


def _owners(kind: RegisterKind) -> dict[str, tuple[str, str]]:
    """Return the tables whose rows come back with a record: what owns them, by which column."""
    owners = {child: (table_of(kind), column) for child, column in CHILDREN.get(kind, {}).items()}
    owners["attachment"] = (table_of(kind), "row_id")  # a deletion takes from one register only
    if kind is RegisterKind.TASKS:
        owners["task_event_evidence"] = ("task_event", "task_event_id")
    return owners


def _latest_change(row: Sequence[Any]) -> LatestChange:
    id_, at, use_case, subject, target, table, row_id, image = row
    kind, owner = _KINDS.get(table), row_id
    try:
        if table in _OWNED:
            kind, column = _OWNED[table]
            owner = json.loads(image)[column]
        elif table == "remark":
            remark = json.loads(image)
            kind, owner = RegisterKind(remark["register"]), remark["row_id"]
        change = Change(
            id=id_,
            at=datetime.fromisoformat(at),
            use_case=UseCase(use_case),
            subject=subject,
            target=target,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise schema.DamagedTextError from error
    return LatestChange(change=change, kind=kind, row_id=int(owner))
