"""Procedures, their histories and monthly counts on disk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, bindparam, func, insert, select

from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureEvent,
    ProcedureFigures,
)
from egovdesk.storage import schema

_COUNTS = tuple(field.value for field in CountField)

# Built once: making a statement anew costs more than running it.
_event, _count = schema.procedure_event.c, schema.procedure_count.c
_HISTORIES = (
    select(_event.procedure_id, _event.attribute, _event.value)
    .where(_event.on_day <= bindparam("as_of"))
    .order_by(_event.on_day, _event.id)
)
_SUMS = (
    select(_count.procedure_id, *(func.sum(_count[name]) for name in _COUNTS))
    .where(_count.month.in_(bindparam("months", expanding=True)))
    .group_by(_count.procedure_id)
)


class ProcedureRepository:
    """Reads procedures as of a day, with counts summed by the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def figures(self, as_of: date, months: Iterable[str]) -> tuple[ProcedureFigures, ...]:
        """Return every procedure at the end of a day, its counts summed over the months."""
        attributes = self._attributes(as_of)
        counts = self._sums(list(months))
        rows = self._connection.execute(select(schema.procedure).order_by(schema.procedure.c.code))
        return tuple(
            ProcedureFigures(
                procedure=Procedure(id=id_, code=code, name=name, field=field),
                attributes=attributes.get(id_, {}),
                counts=counts.get(id_, {}),
            )
            for id_, code, name, field in rows.all()
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

    def _attributes(self, as_of: date) -> dict[int, dict[str, str]]:
        """Read each history in order: the latest day's value, recorded last, stays."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        rows = self._connection.execute(_HISTORIES, {"as_of": as_of})
        for procedure_id, attribute, value in rows.all():
            found[procedure_id][attribute] = value
        return found

    def _sums(self, months: list[str]) -> dict[int, dict[str, int]]:
        rows = self._connection.execute(_SUMS, {"months": months})
        return {row[0]: dict(zip(_COUNTS, row[1:], strict=True)) for row in rows.all()}
