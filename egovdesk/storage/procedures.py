"""Procedures, their histories and monthly counts on disk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, func, insert, select

from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureAttribute,
    ProcedureEvent,
    ProcedureFigures,
    attributes_as_of,
)
from egovdesk.storage import schema

_ATTRIBUTES = {attribute.value: attribute for attribute in ProcedureAttribute}
_COUNTS = tuple(field.value for field in CountField)


class ProcedureRepository:
    """Reads procedures as of a day, with counts summed by the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def figures(self, as_of: date, months: Iterable[str]) -> tuple[ProcedureFigures, ...]:
        """Return every procedure at the end of a day, its counts summed over the months."""
        events = self._events(as_of)
        counts = self._sums(list(months))
        rows = self._connection.execute(select(schema.procedure).order_by(schema.procedure.c.code))
        return tuple(
            ProcedureFigures(
                procedure=Procedure(id=id_, code=code, name=name, field=field),
                attributes=attributes_as_of(events.get(id_, ()), as_of),
                counts=counts.get(id_, {}),
            )
            for id_, code, name, field in rows
        )

    def counted_months(self, months: Iterable[str]) -> frozenset[str]:
        """Return those of the months for which any procedure has counts."""
        column = schema.procedure_count.c.month
        found = select(column).where(column.in_(list(months))).distinct()
        return frozenset(self._connection.execute(found).scalars())

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

    def _events(self, as_of: date) -> dict[int, list[ProcedureEvent]]:
        table = schema.procedure_event.c
        found: dict[int, list[ProcedureEvent]] = defaultdict(list)
        for procedure_id, attribute, on, value in self._connection.execute(
            select(table.procedure_id, table.attribute, table.on_day, table.value)
            .where(table.on_day <= as_of)
            .order_by(table.id)
        ):
            found[procedure_id].append(ProcedureEvent(_ATTRIBUTES[attribute], on, value))
        return found

    def _sums(self, months: list[str]) -> dict[int, dict[str, int]]:
        table = schema.procedure_count.c
        sums = [func.sum(table[name]) for name in _COUNTS]
        chosen = select(table.procedure_id, *sums).where(table.month.in_(months))
        rows = self._connection.execute(chosen.group_by(table.procedure_id))
        return {row[0]: dict(zip(_COUNTS, row[1:], strict=True)) for row in rows}
