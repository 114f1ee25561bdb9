"""Procedures, their histories and monthly counts on disk."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, text, update

from egovdesk.domain.monthly_counts import CountRow, Counts
from egovdesk.domain.procedures import (
    CountField,
    LevelHeld,
    Procedure,
    ProcedureAttribute,
    ProcedureEvent,
    ProcedureFigures,
    figures_of,
)
from egovdesk.domain.quarter import DateRange
from egovdesk.storage import engine, schema

_COUNTS = tuple(field.value for field in CountField)

# What the start page waits for is run by the driver alone, for it is read row by row.
_PROCEDURES = "SELECT id, code, name, field FROM procedure ORDER BY code"
_HISTORY = (
    "SELECT procedure_id, attribute, value, on_day FROM procedure_event WHERE on_day <= ? "
    "ORDER BY on_day, id"
)
# CROSS JOIN keeps SQLite to this order: procedure by procedure it needs no sorting.
_SUMS = (
    f"SELECT procedure.id, {', '.join(f'sum({name})' for name in _COUNTS)} "
    "FROM procedure CROSS JOIN procedure_count ON procedure_id = procedure.id "
    "AND month BETWEEN ? AND ? WHERE {chosen} GROUP BY procedure.id"
)


def _latest(attribute: ProcedureAttribute, day: str) -> str:
    """Return the SQL for the id of the event that holds at the end of a day (an expression)."""
    return (
        f"(SELECT id FROM procedure_event WHERE procedure_id = p.id AND attribute = '{attribute}' "
        f"AND on_day <= {day} ORDER BY on_day DESC, id DESC LIMIT 1)"
    )


_IN_FORCE = ProcedureAttribute.IN_FORCE
_IS_IN_FORCE = "EXISTS (SELECT 1 FROM procedure_event WHERE id = {latest} AND value = '1')"


def _in_force_within(first: str, last: str) -> str:
    """Return the SQL that says whether a procedure is in force on any day from one to another."""
    return (
        f"({_IS_IN_FORCE.format(latest=_latest(_IN_FORCE, first))} "
        "OR EXISTS (SELECT 1 FROM procedure_event WHERE procedure_id = p.id AND value = '1' "
        f"AND attribute = '{_IN_FORCE}' AND on_day > {first} AND on_day <= {last}))"
    )


# In force on any day of the month, or counted in it all the same: no figure may be hidden.
_SHEET = text(
    "SELECT p.id, p.code, p.name, p.field, c.id, c.month, "
    f"{', '.join(f'c.{name}' for name in _COUNTS)} FROM procedure p LEFT JOIN procedure_count c "
    "ON c.procedure_id = p.id AND c.month BETWEEN :oldest AND :month "
    f"WHERE {_in_force_within(':first', ':last')} "
    "OR EXISTS (SELECT 1 FROM procedure_count WHERE procedure_id = p.id AND month = :month) "
    "ORDER BY p.code, c.month"
)
# Only what has fewer months than there are is looked at month by month: as a rule, nothing.
_LEFT_OUT = (
    "WITH counted(month, first, last) AS MATERIALIZED ("
    "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) "
    "WHERE EXISTS (SELECT 1 FROM procedure_count WHERE month = value ->> 0)), "
    "short AS MATERIALIZED (SELECT id, code FROM procedure WHERE (SELECT count(*) "
    "FROM procedure_count WHERE procedure_id = procedure.id "
    "AND month IN (SELECT month FROM counted)) < (SELECT count(*) FROM counted)) "
    "SELECT counted.month, p.code FROM counted CROSS JOIN short p WHERE NOT EXISTS (SELECT 1 "
    "FROM procedure_count WHERE procedure_id = p.id AND month = counted.month) "
    f"AND {_in_force_within('counted.first', 'counted.last')} ORDER BY counted.month, p.code"
)
_LEVELS = text(
    "SELECT p.id, p.code, p.name, p.field, e.value, e.on_day FROM procedure p "
    f"JOIN procedure_event e ON e.id = {_latest(ProcedureAttribute.LEVEL, ':as_of')} "
    f"WHERE {_IS_IN_FORCE.format(latest=_latest(_IN_FORCE, ':as_of'))} "
    "AND e.value IN (SELECT value FROM json_each(:levels)) ORDER BY p.code"
)
# As the driver takes and gives them: the rules on months look at thousands of counts.
_EACH_MONTH = (
    f"SELECT procedure_id, month, {', '.join(_COUNTS)} FROM procedure_count "
    "WHERE month BETWEEN ? AND ? AND {chosen}"
)
_IN_FORCE_DAYS = (
    "SELECT procedure_id, on_day, value FROM procedure_event "
    f"WHERE attribute = '{_IN_FORCE}' AND on_day <= ? ORDER BY on_day, id"
)
_LATER = (
    "SELECT (SELECT count(*) FROM procedure_count WHERE month > ?) "
    "+ (SELECT count(*) FROM procedure_event WHERE on_day > ?)"
)
_MONTHS = text("SELECT DISTINCT month FROM procedure_count WHERE month BETWEEN :first AND :last")


class ProcedureRepository:
    """Reads procedures as of a day, with counts summed by the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Procedure, ...]:
        """Return every procedure, by code."""
        return tuple(
            Procedure(id=id_, code=code, name=name, field=field)
            for id_, code, name, field in engine.run(self._connection, _PROCEDURES, ())
        )

    def figures(
        self, days: Mapping[date, Sequence[str]]
    ) -> dict[date, tuple[ProcedureFigures, ...]]:
        """Return every procedure at the end of each day, its counts summed over the day's months.

        The months follow one another: the first and the last stand for all of them.
        """
        procedures, attributes = self.all(), self.attributes(days)
        return {
            day: figures_of(procedures, attributes[day], self.sums(months))
            for day, months in days.items()
        }

    def attributes(self, days: Iterable[date]) -> dict[date, dict[int, dict[str, str]]]:
        """Return every procedure's attributes, by its id, at the end of each day.

        The histories are read once, in the order of their days: what holds on one day is what
        held on the day before, with what was changed since.
        """
        ordered = sorted(days)
        if not ordered:
            return {}
        changes = engine.run(self._connection, _HISTORY, (ordered[-1].isoformat(),))
        held: dict[int, dict[str, str]] = {}
        found: dict[date, dict[int, dict[str, str]]] = {}
        change = changes.fetchone()
        for day in ordered:
            last = day.isoformat()
            while change is not None and change[3] <= last:
                procedure_id, attribute, value, _on = change
                if procedure_id in held:
                    held[procedure_id][attribute] = value
                else:
                    held[procedure_id] = {attribute: value}
                change = changes.fetchone()
            found[day] = {id_: dict(attributes) for id_, attributes in held.items()}
        return found

    def sums(
        self, months: Sequence[str], only: Collection[int] | None = None
    ) -> dict[int, dict[str, int]]:
        """Return counts by the procedure's id, summed over months that follow one another."""
        if not months:
            return {}
        rows = self._chosen(_SUMS, "procedure.id", only, months[0], months[-1])
        return {id_: dict(zip(_COUNTS, sums, strict=True)) for id_, *sums in rows}

    def month_counts(
        self, first: str, last: str, only: Collection[int] | None = None
    ) -> dict[int, dict[str, Counts]]:
        """Return counts by the procedure's id and the month, from a month to another."""
        counts: dict[int, dict[str, Counts]] = {}
        for row in self._chosen(_EACH_MONTH, "procedure_id", only, first, last):
            if row[0] in counts:
                counts[row[0]][row[1]] = row[2:]
            else:
                counts[row[0]] = {row[1]: row[2:]}
        return counts

    def _chosen(self, statement: str, key: str, only: Collection[int] | None, *bound: str) -> Any:  # noqa: ANN401 - DBAPI
        """Run a statement on the counts of all procedures, or only of those with these ids."""
        if only is None:
            return engine.run(self._connection, statement.format(chosen="1"), bound)
        chosen = f"{key} IN (SELECT value FROM json_each(?))"
        row = (*bound, json.dumps(list(only)))
        return engine.run(self._connection, statement.format(chosen=chosen), row)

    def counted_months(self, months: Sequence[str]) -> frozenset[str]:
        """Return those of the months for which any procedure has counts."""
        if not months:
            return frozenset()
        span = {"first": months[0], "last": months[-1]}
        return frozenset(self._connection.execute(_MONTHS, span).scalars())

    def left_out(self, months: Mapping[str, DateRange]) -> tuple[tuple[str, str], ...]:
        """Return each month with the code of a procedure that was in force and has no counts.

        A month without any counts at all leaves nothing out. `months` have the days they cover.
        """
        spans = [(month, str(days.first), str(days.last)) for month, days in months.items()]
        rows = engine.run(self._connection, _LEFT_OUT, (json.dumps(spans),))
        return tuple((month, code) for month, code in rows)

    def monthly_totals(self, months: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return, for each month that has counts, every count summed over all procedures."""
        table = schema.procedure_count.c
        sums = [func.sum(table[name]).label(name) for name in _COUNTS]
        chosen = select(table.month, *sums).where(table.month.in_(list(months)))
        rows = self._connection.execute(chosen.group_by(table.month))
        return {row[0]: dict(zip(_COUNTS, row[1:], strict=True)) for row in rows}

    def in_force_days(self, as_of: date) -> dict[int, dict[date, bool]]:
        """Return by the procedure's id from which day on it was in force or not, by a day."""
        in_force: defaultdict[int, dict[date, bool]] = defaultdict(dict)
        for id_, day, held in engine.run(self._connection, _IN_FORCE_DAYS, (as_of.isoformat(),)):
            in_force[id_][date.fromisoformat(day)] = held == "1"
        return in_force

    def later_than(self, day: date, month: str) -> int:
        """Return how many counts belong to months after one, and changes to days after a day."""
        found = engine.run(self._connection, _LATER, (month, day.isoformat())).fetchone()
        return int(found[0])

    def sheet(self, month: str, days: DateRange, oldest: str) -> tuple[CountRow, ...]:
        """Return the counts of a month, with those from the oldest month asked for."""
        span = {
            "month": month,
            "oldest": oldest,
            "first": days.first.isoformat(),
            "last": days.last.isoformat(),
        }
        rows = self._connection.execute(_SHEET, span).all()
        return tuple(
            _count_row(Procedure(id=id_, code=code, name=name, field=field), found, month)
            for (id_, code, name, field), found in groupby(rows, key=lambda row: row[:4])
        )

    def with_levels(self, levels: Iterable[str], as_of: date) -> tuple[LevelHeld, ...]:
        """Return the procedures in force on a day that have one of the levels then."""
        bound = {"as_of": as_of.isoformat(), "levels": json.dumps(list(levels))}
        return tuple(
            LevelHeld(
                procedure=Procedure(id=id_, code=code, name=name, field=field),
                level=level,
                since=date.fromisoformat(since),
            )
            for id_, code, name, field, level, since in self._connection.execute(_LEVELS, bound)
        )

    def events(self, procedure_id: int) -> tuple[ProcedureEvent, ...]:
        """Return what is recorded of a procedure's attributes, in the order of recording."""
        table = schema.procedure_event.c
        chosen = select(schema.procedure_event).where(table.procedure_id == procedure_id)
        return tuple(map(_event, self._connection.execute(chosen.order_by(table.id))))

    def event(self, event_id: int) -> tuple[str, ProcedureEvent] | None:
        """Return the code of the procedure that an event belongs to, and the event."""
        chosen = (
            select(schema.procedure.c.code, schema.procedure_event)
            .join(schema.procedure)
            .where(schema.procedure_event.c.id == event_id)
        )
        row = self._connection.execute(chosen).first()
        return None if row is None else (row.code, _event(row))

    def has_other_event(self, event: ProcedureEvent) -> bool:
        """Say whether the procedure has another event of the attribute on the event's day."""
        other, own = schema.procedure_event.alias().c, schema.procedure_event.c
        owner = select(own.procedure_id).where(own.id == event.id).scalar_subquery()
        chosen = select(other.id).where(
            other.procedure_id == owner,
            other.attribute == event.attribute.value,
            other.on_day == event.on,
            other.id != event.id,
        )
        return self._connection.execute(chosen.limit(1)).first() is not None

    def correct_event(self, event: ProcedureEvent) -> None:
        """Give a recorded event another day or value."""
        table = schema.procedure_event
        self._connection.execute(
            update(table).where(table.c.id == event.id).values(on_day=event.on, value=event.value)
        )

    def remove_event(self, event_id: int) -> None:
        """Take an event out of a procedure's history."""
        table = schema.procedure_event
        self._connection.execute(delete(table).where(table.c.id == event_id))

    def add(self, procedure: Procedure) -> int:
        """Keep a new procedure and return its id; the id inside `procedure` is ignored."""
        key = self._connection.execute(
            insert(schema.procedure).values(
                code=procedure.code, name=procedure.name, field=procedure.field
            )
        ).inserted_primary_key
        assert key is not None
        return int(key[0])

    def add_events(self, procedure_id: int, events: Iterable[ProcedureEvent]) -> None:
        """Append dated changes of attributes to a procedure's history."""
        rows = [
            {
                "procedure_id": procedure_id,
                "attribute": event.attribute.value,
                "on_day": event.on,
                "value": event.value,
            }
            for event in events
        ]
        if rows:
            self._connection.execute(insert(schema.procedure_event), rows)

    def add_counts(self, procedure_id: int, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Keep counts by month."""
        rows = [
            {"procedure_id": procedure_id, "month": month, **fields}
            for month, fields in counts.items()
        ]
        if rows:
            self._connection.execute(insert(schema.procedure_count), rows)


def _event(row: Row[Any]) -> ProcedureEvent:
    return ProcedureEvent(
        attribute=ProcedureAttribute(row.attribute), on=row.on_day, value=row.value, id=row.id
    )


def _count_row(procedure: Procedure, rows: Iterable[Sequence[Any]], month: str) -> CountRow:
    """Make a sheet's row of a procedure's months; without any there is one row of nothing."""
    history: dict[str, Counts] = {}
    record_id, own = None, None
    for _id, _code, _name, _field, count_id, counted, *counts in rows:
        if counted == month:
            record_id, own = count_id, tuple(counts)
        elif counted is not None:
            history[counted] = tuple(counts)
    return CountRow(procedure=procedure, record_id=record_id, counts=own, history=history)
