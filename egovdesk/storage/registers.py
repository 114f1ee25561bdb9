"""Registers on disk: pages of a list, ids in an order, facets, and writing what a plan says."""

import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection, text

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import (
    Field,
    FieldKind,
    Key,
    Record,
    Register,
    RegisterKind,
    RegisterRow,
    Value,
    record_key,
)
from egovdesk.domain.text import collation_key, fold, name_key
from egovdesk.storage import engine, schema
from egovdesk.storage.attachments import AttachmentRepository
from egovdesk.storage.register_views import (
    EVERY_ID,
    VIEWS,
    ViewParameters,
    journal_state,
    listed_until,
    note_listed,
    prepare,
)
from egovdesk.storage.register_writers import writer

_BATCH = 2000


class RegisterRepository:
    """Reads registers through their views and writes them through their writers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids(
        self,
        query: ListQuery,
        view: ViewParameters,
        *,
        limit: int | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> "array[int]":
        """Return the ids of the records that the query shows, in its order; the first `limit`.

        `check` may raise to cancel.
        """
        statement, bound = self._ordered(query, view)
        if limit is not None:
            statement += f" LIMIT {limit:d}"
        with engine.asking(self._connection, check):
            # By the driver alone: of a long list, SQLAlchemy takes longer over rows than SQLite.
            cursor = self._connection.connection.cursor().execute(statement, bound)
            return array("q", chain.from_iterable(cursor))

    def rows(
        self, kind: RegisterKind, ids: Sequence[int], view: ViewParameters
    ) -> list[RegisterRow]:
        """Return the records with these ids, in their order; one that is gone is left out."""
        prepare(self._connection, kind, view.as_of)
        statement = f"SELECT * FROM ({VIEWS[kind]}) WHERE id IN (SELECT value FROM json_each(:ids))"
        found = self._read(kind, statement, {**view.bound, "ids": json.dumps(list(ids))})
        by_id = {row.id: row for row in found}
        return [by_id[each] for each in ids if each in by_id]

    def all(self, kind: RegisterKind, view: ViewParameters) -> list[RegisterRow]:
        """Return every record, oldest first."""
        prepare(self._connection, kind, view.as_of)
        return self._read(kind, f"SELECT * FROM ({VIEWS[kind]}) ORDER BY id", view.bound)

    def count(self, kind: RegisterKind) -> int:
        """Return how many records the register has."""
        table = _TABLES.get(kind, kind.value)
        return int(self._connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())

    def newest(self, kind: RegisterKind) -> int:
        """Return the id of the record that was made last: ids only grow."""
        statement = f"SELECT max(id) FROM {table_of(kind)}"
        return int(self._connection.exec_driver_sql(statement).scalar_one())

    def keys(self, kind: RegisterKind, view: ViewParameters) -> dict[Key, int]:
        """Return the id of each record by what tells it apart."""
        prepare(self._connection, kind, view.as_of)
        register = REGISTERS[kind]
        names = ", ".join(("id", *register.key))
        rows = self._connection.execute(text(f"SELECT {names} FROM ({VIEWS[kind]})"), view.bound)
        decode = [_decoder(register.field(name)) for name in register.key]
        found: dict[Key, int] = {}
        for id_, *parts in rows:
            values = {
                name: one(part) for name, one, part in zip(register.key, decode, parts, strict=True)
            }
            found[record_key(register, values)] = id_
        return found

    def state(self) -> int:
        """Return a number that grows with everything that is recorded."""
        return journal_state(self._connection)

    def texts(self, table: str, column: str) -> list[str]:
        """Return a column of texts, in their order."""
        statement = f"SELECT {column} FROM {table} ORDER BY {column}"
        return list(self._connection.exec_driver_sql(statement).scalars())

    def facet(self, kind: RegisterKind, field: str, view: ViewParameters) -> dict[Value, int]:
        """Return how often each value of a field occurs."""
        prepare(self._connection, kind, view.as_of)
        decode = _decoder(REGISTERS[kind].field(field))
        statement = f"SELECT {field}, count(*) FROM ({VIEWS[kind]}) GROUP BY {field}"
        rows = self._connection.execute(text(statement), view.bound)
        return {decode(value): count for value, count in rows}

    def insert(self, kind: RegisterKind, records: Sequence[Record], on: date) -> None:
        """Keep new records; what is dated holds from the day on."""
        writer(kind, self._connection).insert(records, on)

    def update(
        self, kind: RegisterKind, changes: Sequence[tuple[int, Mapping[str, Value]]], on: date
    ) -> None:
        """Change records; what is dated holds from the day on."""
        writer(kind, self._connection).update(changes, on)

    def delete(self, kind: RegisterKind, ids: Sequence[int]) -> None:
        """Remove records with their histories; files are only taken from them.

        The journal keeps what they were.
        """
        AttachmentRepository(self._connection).remove_all(kind, ids)
        writer(kind, self._connection).delete(ids)

    def fill_listing(
        self, kind: RegisterKind, view: ViewParameters, limit: int | None = None
    ) -> int:
        """Make what searching and sorting need of records that lack it; return how many were."""
        if not REGISTERS[kind].texts:
            return 0
        made = 0
        while listed_until(self._connection, kind) < EVERY_ID and made != limit:
            step = _BATCH if limit is None else min(_BATCH, limit - made)
            made += self._fill_step(kind, view, step)
        return made

    def _fill_step(self, kind: RegisterKind, view: ViewParameters, limit: int) -> int:
        register = REGISTERS[kind]
        prepare(self._connection, kind, view.as_of)
        names = ", ".join(("v.id", *(f"v.{field.key}" for field in register.texts)))
        statement = text(
            f"SELECT {names} FROM ({VIEWS[kind]}) v LEFT JOIN listing l "
            "ON l.register = :register AND l.row_id = v.id "
            "WHERE v.id > :until AND l.row_id IS NULL ORDER BY v.id LIMIT :limit"
        )
        until = listed_until(self._connection, kind)
        bound = {**view.bound, "register": kind.value, "until": until, "limit": limit}
        keys = [name_key if field.is_name else collation_key for field in register.texts]
        rows = [
            (
                kind.value,
                id_,
                fold(" ".join(texts)),
                *_padded(key(one) if one else "" for key, one in zip(keys, texts, strict=True)),
            )
            for id_, *texts in self._connection.execute(statement, bound).all()
        ]
        if rows:
            marks = ", ".join("?" * (3 + len(schema.SORT_KEYS)))
            self._connection.exec_driver_sql(f"INSERT INTO listing VALUES ({marks})", rows)
        note_listed(self._connection, kind, EVERY_ID if len(rows) < limit else rows[-1][1])
        return len(rows)

    def search(self, words: Sequence[str], limit: int) -> list[tuple[RegisterKind, int]]:
        """Return records of all registers in whose texts every folded word occurs."""
        conditions = " AND ".join(f"instr(folded, :w{n}) > 0" for n in range(len(words)))
        bound: dict[str, object] = {f"w{n}": word for n, word in enumerate(words)}
        statement = (
            "SELECT register, row_id FROM (SELECT register, row_id, row_number() OVER ("
            "PARTITION BY register ORDER BY instr(folded, :w0), length(folded), row_id) AS place "
            f"FROM listing WHERE {conditions}) WHERE place <= :limit"
        )
        rows = self._connection.execute(text(statement), {**bound, "limit": limit})
        return [(RegisterKind(kind), row_id) for kind, row_id in rows]

    def _read(
        self, kind: RegisterKind, statement: str, bound: Mapping[str, object]
    ) -> list[RegisterRow]:
        decoders = [_decoder(field) for field in REGISTERS[kind].fields]
        return [
            RegisterRow(
                id_, tuple([one(value) for one, value in zip(decoders, values, strict=True)])
            )
            for id_, *values in self._connection.execute(text(statement), bound)
        ]

    def _ordered(self, query: ListQuery, view: ViewParameters) -> tuple[str, dict[str, object]]:
        kind = query.kind
        register = REGISTERS[kind]
        prepare(self._connection, kind, view.as_of)
        order, needs_listing = _order(register, query)
        needs_listing = needs_listing or bool(query.words)
        if needs_listing:
            self.fill_listing(kind, view)
        conditions, bound = _conditions(register, query.filters)
        for number, word in enumerate(query.words):
            conditions.append(f"instr(l.folded, :w{number}) > 0")
            bound[f"w{number}"] = word
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        if not needs_listing:
            statement = f"SELECT v.id FROM ({VIEWS[kind]}) v{where} ORDER BY {order}"
        elif query.filters or "v." in order.replace("v.id", ""):
            joined = "JOIN listing l ON l.register = :register AND l.row_id = v.id"
            statement = f"SELECT v.id FROM ({VIEWS[kind]}) v {joined}{where} ORDER BY {order}"
        else:  # the listing alone knows enough, and it is a third of the reading
            own = [*conditions, "l.register = :register"]
            order = order.replace("v.id", "l.row_id")
            statement = f"SELECT l.row_id FROM listing l WHERE {' AND '.join(own)} ORDER BY {order}"
        return statement, {**view.bound, **bound, "register": kind.value}


_TABLES = {
    RegisterKind.DIRECTIVES: "directive",
    RegisterKind.TASKS: "task",
    RegisterKind.SIGNERS: "signer",
    RegisterKind.PROCEDURES: "procedure",
    RegisterKind.PROCEDURE_COUNTS: "procedure_count",
    RegisterKind.ENTERED_VALUES: "entered_value",
    RegisterKind.BASELINES: "baseline",
}


def table_of(kind: RegisterKind) -> str:
    """Return the table in which the records of a register lie."""
    return _TABLES.get(kind, kind.value)


def _order(register: Register, query: ListQuery) -> tuple[str, bool]:
    """Return the ORDER BY, and whether it needs the derived sort keys; what is empty comes last."""
    if query.sort_by is None:
        return "v.id", False
    field = register.field(query.sort_by)
    direction = "DESC" if query.descending else "ASC"
    if field.is_text:
        place = register.texts.index(field)
        key, empty = f"l.{schema.SORT_KEYS[place]}", f"l.{schema.SORT_KEYS[place]} = ''"
        return f"{empty}, {key} {direction}, v.id", True
    name = f"v.{field.key}"
    if field.choices is not None:
        members = " ".join(
            f"WHEN '{member.value}' THEN {place}" for place, member in enumerate(field.choices)
        )
        key = f"CASE {name} {members} END"
        return f"{key} IS NULL, {key} {direction}, v.id", False
    return f"{name} IS NULL OR {name} = '', {name} {direction}, v.id", False


def _conditions(
    register: Register, filters: Iterable[Filter]
) -> tuple[list[str], dict[str, object]]:
    conditions: list[str] = []
    bound: dict[str, object] = {}
    for number, one in enumerate(filters):
        name, mark = f"v.{register.field(one.field).key}", f"f{number}"
        match one.comparison:
            case Comparison.ANY_OF:
                values = [_encoded(value) for value in one.values]
                conditions.append(f"coalesce({name}, '') IN (SELECT value FROM json_each(:{mark}))")
                bound[mark] = json.dumps(["" if value is None else value for value in values])
            case Comparison.EMPTY:
                conditions.append(f"coalesce({name}, '') = ''")
            case Comparison.FILLED:
                conditions.append(f"coalesce({name}, '') <> ''")
            case Comparison.AT_LEAST:
                conditions.append(f"{name} >= :{mark}")
                bound[mark] = _encoded(one.values[0])
            case Comparison.AT_MOST:
                conditions.append(f"{name} <> '' AND {name} <= :{mark}")
                bound[mark] = _encoded(one.values[0])
            case Comparison.CONTAINS:
                conditions.append(f"instr(fold(CAST({name} AS TEXT)), :{mark}) > 0")
                bound[mark] = fold(str(one.values[0]))
    return conditions, bound


def _encoded(value: Value) -> str | int | None:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def _padded(keys: Iterable[str]) -> list[str]:
    found = list(keys)
    return found + [""] * (len(schema.SORT_KEYS) - len(found))


def _as_day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise schema.DamagedTextError from error


def _as_is(value: Value) -> Value:
    return value


def _decoder(field: Field) -> Callable[[Any], Value]:
    match field.kind:
        case FieldKind.DAY:
            return _as_day
        case FieldKind.YES_NO:
            return bool
        case _:
            return _as_is
