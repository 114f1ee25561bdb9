"""The one journal: triggers write every change, hash-chained and grouped by use case.

Two SQL functions belong to the connection: `current_change()` fails while no use case is open,
so nothing can be written outside one; `chain(...)` gives the SHA-256 of the previous entry's hash
and this entry. Use cases are entries as well. An edit or a removal inside the chain shows, and so
does one in the list of changes; a cut tail does not, which is why head and length go into every
report.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select
from sqlalchemy import text as sql

from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.history import Noun
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import JournalStamp
from egovdesk.storage import schema

_NOUN_OF_TABLE = {
    "setting": Noun.SETTINGS,
    "catalogue": Noun.CATALOGUE,
    "evidence": Noun.EVIDENCE,
    "task": Noun.TASKS,
    "task_coordinator": Noun.TASKS,
    "task_event": Noun.TASKS,
    "task_event_evidence": Noun.TASKS,
    "procedure": Noun.PROCEDURES,
    "procedure_event": Noun.PROCEDURES,
    "procedure_count": Noun.PROCEDURES,
    "directive": Noun.DIRECTIVES,
    "directive_clause": Noun.DIRECTIVES,
    "databases": Noun.ASSETS,
    "projects": Noun.ASSETS,
    "report_forms": Noun.ASSETS,
    "security_duties": Noun.ASSETS,
    "activities": Noun.ASSETS,
    "attachment": Noun.EVIDENCE,
    "remark": Noun.REMARKS,
    "saved_view": Noun.VIEWS,
    "signer": Noun.SIGNERS,
    "signer_event": Noun.SIGNERS,
    "workload": Noun.WORKLOAD,
    "entered_value": Noun.MEASURES,
    "baseline": Noun.MEASURES,
    "report": Noun.REPORTS,
    "package": Noun.REPORTS,
    "package_signature": Noun.REPORTS,
    "report_letter": Noun.REPORTS,
    "report_recall": Noun.REPORTS,
    "finding_answer": Noun.REPORTS,
    "narrative": Noun.REPORTS,
}

_LARGE_REGISTERS = {
    "task": RegisterKind.TASKS,
    "task_coordinator": RegisterKind.TASKS,
    "task_event": RegisterKind.TASKS,
    "task_event_evidence": RegisterKind.TASKS,
    "procedure": RegisterKind.PROCEDURES,
    "procedure_event": RegisterKind.PROCEDURES,
    "procedure_count": RegisterKind.PROCEDURE_COUNTS,
    "signer": RegisterKind.SIGNERS,
    "signer_event": RegisterKind.SIGNERS,
}
"""The registers of which a reading is worth keeping, by their tables."""

Image = dict[str, str | int | None]

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def chain(previous: str, *entry: str | int | None) -> str:
    """Return the hash of an entry: SHA-256 (hex) over the one before and its own fields."""
    text = _as_json([previous, *entry])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def trigger_statements(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the triggers that record every change to the tables and keep the journal whole."""
    for table in tables:
        yield _trigger(table, "insert", before=None, after="NEW")
        if table is schema.change:
            continue
        yield _trigger(table, "update", before="OLD", after="NEW")
        yield _trigger(table, "delete", before="OLD", after=None)
    for name in ("journal", "change"):
        for operation in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {name}_no_{operation.lower()} BEFORE {operation} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
            )


def _trigger(table: Table, operation: str, *, before: str | None, after: str | None) -> str:
    row = after or before
    owner = f"{row}.id" if table is schema.change else "current_change()"
    fields = f"{owner}, '{table.name}', {row}.id, '{operation}', was, became"
    images = f"SELECT {_image(table, before)} AS was, {_image(table, after)} AS became"
    head = "coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), '')"
    return (
        f"CREATE TRIGGER {table.name}_{operation}_journal "
        f"AFTER {operation.upper()} ON {table.name} BEGIN "
        "INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) "
        f"SELECT {fields}, chain({head}, {fields}) FROM ({images}); END"
    )


def _image(table: Table, row: str | None) -> str:
    if row is None:
        return "NULL"
    pairs = ", ".join(f"'{column.name}', {row}.{column.name}" for column in table.columns)
    return f"json_object({pairs})"


def stamp(connection: Connection) -> JournalStamp:
    """Return the journal's head and length."""
    newest = select(schema.journal.c.seq, schema.journal.c.hash)
    row = connection.execute(newest.order_by(schema.journal.c.seq.desc()).limit(1)).first()
    return JournalStamp(head=row.hash, count=row.seq) if row else JournalStamp(head="", count=0)


def touched_since(connection: Connection, entry: int) -> tuple[int, frozenset[RegisterKind]]:
    """Return the number of the newest entry, and which large registers were written to since."""
    found = connection.exec_driver_sql(
        "SELECT table_name, max(seq) FROM journal WHERE seq > ? GROUP BY table_name", (entry,)
    ).all()
    newest = max((seq for _table, seq in found), default=entry)
    touched = (_LARGE_REGISTERS.get(table) for table, _seq in found)
    return newest, frozenset(kind for kind in touched if kind is not None)


def counted_since(connection: Connection, entry: int) -> frozenset[int]:
    """Return the ids of the procedures whose counts were written to after an entry."""
    images = "SELECT json_extract({}, '$.procedure_id') AS id FROM written WHERE id IS NOT NULL"
    found = connection.exec_driver_sql(
        "WITH written AS (SELECT before, after FROM journal "
        "WHERE seq > ? AND table_name = 'procedure_count') "
        f"{images.format('before')} UNION {images.format('after')}",
        (entry,),
    )
    return frozenset(found.scalars())


def first_break(connection: Connection) -> int | None:
    """Return the number of the first entry that was tampered with, or None.

    That is one that does not follow from the one before, or one that recorded a use case of which
    the list of changes now says something else. A change that no entry recorded counts as the
    missing entry after the last one.
    """
    columns = schema.journal.c
    belied = _first_belied(connection)
    previous, count = "", 0
    for count, row in enumerate(
        connection.execute(select(schema.journal).order_by(columns.seq)), start=1
    ):
        entry = (row.change_id, row.table_name, row.row_id, row.operation, row.before, row.after)
        if count == belied or row.seq != count or chain(previous, *entry) != row.hash:
            return count
        previous = row.hash
    return count + 1 if _has_unrecorded(connection) else None


def _first_belied(connection: Connection) -> int | None:
    """Return the first entry about a change that is not as the entry says, or None."""
    statement = (
        "SELECT min(j.seq) FROM journal j LEFT JOIN change c ON c.id = j.row_id "
        f"WHERE j.table_name = 'change' AND j.after IS NOT {_image(schema.change, 'c')}"
    )
    found: int | None = connection.exec_driver_sql(statement).scalar_one()
    return found


def _has_unrecorded(connection: Connection) -> bool:
    statement = (
        "SELECT 1 FROM change c WHERE NOT EXISTS (SELECT 1 FROM journal j "
        "WHERE j.change_id = c.id AND j.table_name = 'change' AND j.row_id = c.id)"
    )
    return connection.exec_driver_sql(statement).first() is not None


def nouns_of(tables: Iterable[str]) -> frozenset[Noun]:
    """Return what a change touched by the tables it wrote to."""
    return frozenset(_NOUN_OF_TABLE[name] for name in tables if name in _NOUN_OF_TABLE)


def replay(connection: Connection, change_id: int, *, backwards: bool) -> None:
    """Take a change back, or bring it back, every row of it.

    Raises:
        RefusedError: a row no longer is as the change left it.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    columns = schema.journal.c
    steps = _Steps(connection)
    order = columns.seq.desc() if backwards else columns.seq
    entries = select(schema.journal).where(
        columns.change_id == change_id, columns.table_name != schema.change.name
    )
    for entry in connection.execute(entries.order_by(order)).all():
        table = schema.metadata.tables.get(entry.table_name)
        if table is None:
            raise schema.DamagedTextError
        source, target = _row(table, entry.before), _row(table, entry.after)
        if backwards:
            source, target = target, source
        steps.add(table, source, target)
    steps.carry_out()


def entries_of(
    connection: Connection,
    table: str,
    row_id: int,
    children: Iterable[tuple[str, str]],
    register: str,
) -> list[Row[Any]]:
    """Return the entries about a row and the rows that belong to it, oldest first.

    `children` are tables with the column that names the owner; files belong to a row of a register.
    """
    conditions = ["(table_name = :table AND row_id = :row)"]
    conditions += [
        f"(table_name = '{child}' AND json_extract(coalesce(after, before), '$.{owner}') = :row)"
        for child, owner in children
    ]
    attached = "json_extract(coalesce(after, before), '$.{}') = {}".format
    conditions.append(
        f"(table_name = 'attachment' AND {attached('row_id', ':row')} "
        f"AND {attached('register', ':register')})"
    )
    statement = (
        "SELECT change_id, table_name, operation, before, after FROM journal "
        f"WHERE {' OR '.join(conditions)} ORDER BY seq"
    )
    bound = {"table": table, "row": row_id, "register": register}
    return list(connection.execute(sql(statement), bound))


def next_id(connection: Connection, table: str) -> int:
    """Return an id that no row of the table ever had: what was deleted may come back with its."""
    statement = (
        f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0), coalesce((SELECT max(row_id) "
        "FROM journal WHERE table_name = ? AND operation = 'delete'), 0)) + 1"
    )
    return int(connection.exec_driver_sql(statement, (table,)).scalar_one())


def restore(
    connection: Connection,
    change_id: int,
    table: str,
    row_id: int,
    owners: Mapping[str, tuple[str, str]],
) -> None:
    """Bring back a row that a change deleted, with the rows that belonged to it.

    `owners` are tables with the table of what owns their rows and the column that names it. A
    row that belongs to another gets a new id where its own is taken.
    """
    columns = schema.journal.c
    deleted = select(columns.table_name, columns.row_id, columns.before).where(
        columns.change_id == change_id, columns.operation == "delete"
    )
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    entries = connection.execute(deleted.order_by(columns.seq)).all()
    steps = _Steps(connection)
    back: dict[tuple[str, str | int | None], str | int | None] = {}
    for name in (table, *sorted(owners, key=lambda each: owners[each][0] != table)):
        kept = schema.metadata.tables[name]
        fresh = next_id(connection, name)
        for entry in entries:
            if entry.table_name != name or (name == table and entry.row_id != row_id):
                continue
            image = dict(_row(kept, entry.before) or {})
            if name != table:
                owner, column = owners[name]
                if (owner, image[column]) not in back:
                    continue
                image[column] = back[owner, image[column]]
                if _is_taken(connection, name, entry.row_id):
                    image["id"], fresh = fresh, fresh + 1
            steps.add(kept, None, image)
            back[name, entry.row_id] = image["id"]
    steps.carry_out()


def _is_taken(connection: Connection, table: str, row_id: int) -> bool:
    found = connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,))
    return found.first() is not None


def _came_with_the_first_version(column: Column[Any]) -> bool:
    """Say whether every image has the column: later ones may be empty or have a default."""
    return not column.nullable and column.server_default is None


def _row(table: Table, image: str | None) -> Image | None:
    """Read the image of a row; None stands for no row.

    An image of an older version lacks the newer columns.
    """
    if image is None:
        return None
    try:
        row = json.loads(image)
        return {
            column.name: row[column.name]
            for column in table.columns
            if column.name in row or _came_with_the_first_version(column)
        }
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise schema.DamagedTextError from error


class _Steps:
    """Turns rows into others; neighbouring steps of one kind on one table are carried out together.

    Each row may occur once in such a group, so that each is compared with what is recorded then.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kind: tuple[object, ...] = ()
        self._steps: list[tuple[Image | None, Image | None]] = []
        self._ids: set[object] = set()

    def add(self, table: Table, source: Image | None, target: Image | None) -> None:
        """Turn the row that is `source` into `target`; None stands for no row."""
        row = source if source is not None else target
        if row is None:
            raise schema.DamagedTextError
        kind = (table.name, source and tuple(source), target and tuple(target))
        if kind != self._kind or row["id"] in self._ids:
            self.carry_out()
            self._kind = kind
        self._ids.add(row["id"])
        self._steps.append((source, target))

    def carry_out(self) -> None:
        """Do what was added since.

        Raises:
            RefusedError: a row is no longer as the change left it.
        """
        if not self._steps:
            return
        table = self._kind[0]
        sources = [source for source, _target in self._steps if source is not None]
        targets = [target for _source, target in self._steps if target is not None]
        if sources:
            self._check(str(table), sources)
        if not targets:
            self._run(f"DELETE FROM {table} WHERE id = ?", [(row["id"],) for row in sources])
        elif not sources:
            marks = ", ".join("?" * len(targets[0]))
            names = ", ".join(targets[0])
            rows = [tuple(row.values()) for row in targets]
            self._run(f"INSERT INTO {table}({names}) VALUES ({marks})", rows)
        else:
            changes = ", ".join(f"{name} = ?" for name in targets[0])
            changed = [(*row.values(), row["id"]) for row in targets]
            self._run(f"UPDATE {table} SET {changes} WHERE id = ?", changed)
        self._steps.clear()
        self._ids.clear()

    def _check(self, table: str, sources: Sequence[Image]) -> None:
        """Compare the rows with what the change left."""
        names = tuple(sources[0])
        wanted = {row["id"]: tuple(row.values()) for row in sources}
        found = self._connection.exec_driver_sql(
            f"SELECT {', '.join(names)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted)),),
        )
        place = names.index("id")
        if {row[place]: tuple(row) for row in found} != wanted:
            raise RefusedError(ErrorCode.UNDO_CONFLICT, table=table)

    def _run(self, statement: str, rows: list[tuple[str | int | None, ...]]) -> None:
        self._connection.exec_driver_sql(statement, rows)
