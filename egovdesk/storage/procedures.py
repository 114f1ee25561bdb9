"""Procedures, their histories and monthly counts on disk."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, insert, select, text

from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureEvent,
    ProcedureFigures,
)
from egovdesk.storage import schema

_COUNTS = tuple(field.value for field in CountField)

# Built once: making a statement anew costs more than running it.
_PROCEDURES = select(
    *(schema.procedure.c[name] for name in ("id", "code", "name", "field"))
).order_by(schema.procedure.c.code)
# One JSON document instead of a row an event; in each history the latest value stands last.
_HISTORIES = text(
    "SELECT json_group_object(procedure_id, json(history)) FROM (SELECT procedure_id, "
    "json_group_object(attribute, value ORDER BY on_day, id) AS history "
    "FROM procedure_event WHERE on_day <= :as_of GROUP BY procedure_id)"
)
# CROSS JOIN keeps SQLite to this order: procedure by procedure it needs no sorting.
_SUMS = text(
    f"SELECT procedure.id, {', '.join(f'sum({name})' for name in _COUNTS)} "
    "FROM procedure CROSS JOIN procedure_count ON procedure_id = procedure.id "
    "AND month BETWEEN :first AND :last GROUP BY procedure.id"
)
_MONTHS = text("SELECT DISTINCT month FROM procedure_count WHERE month BETWEEN :first AND :last")


class ProcedureRepository:
    """Reads procedures as of a day, with counts summed by the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def figures(self, as_of: date, months: Sequence[str]) -> tuple[ProcedureFigures, ...]:
        """Return every procedure at the end of a day, its counts summed over the months.

        The months follow one another: the first and the last stand for all of them.
        """
        attributes = self._attributes(as_of)
        counts = self._sums(months)
        rows = self._connection.execute(_PROCEDURES)
        return tuple(
            ProcedureFigures(
                procedure=Procedure(id=id_, code=code, name=name, field=field),
                attributes=attributes.get(str(id_), {}),
                counts=counts.get(id_, {}),
            )
            for id_, code, name, field in rows.all()
        )

    def counted_months(self, months: Sequence[str]) -> frozenset[str]:
        """Return those of the months for which any procedure has counts."""
        if not months:
            return frozenset()
        span = {"first": months[0], "last": months[-1]}
        return frozenset(self._connection.execute(_MONTHS, span).scalars())

    def monthly_totals(self, months: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return, for each month that has counts, every count summed over all procedures."""
        table = schema.procedure_count.c
        sums = [func.sum(table[name]).label(name) for name in _COUNTS]
        chosen = select(table.month, *sums).where(table.month.in_(list(months)))
        rows = self._connection.execute(chosen.group_by(table.month))
        return {row[0]: dict(zip(_COUNTS, row[1:], strict=True)) for row in rows}

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

    def _attributes(self, as_of: date) -> dict[str, dict[str, str]]:
        """Read the histories by procedure; where a name comes twice, JSON keeps the last value."""
        document = self._connection.execute(_HISTORIES, {"as_of": as_of.isoformat()}).scalar_one()
        histories: dict[str, dict[str, str]] = json.loads(document)
        return histories

    def _sums(self, months: Sequence[str]) -> dict[int, dict[str, int]]:
        if not months:
            return {}
        rows = self._connection.execute(_SUMS, {"first": months[0], "last": months[-1]})
        return {row[0]: dict(zip(_COUNTS, row[1:], strict=True)) for row in rows.all()}
