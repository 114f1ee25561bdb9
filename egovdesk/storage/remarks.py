"""Remarks on disk."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.remarks import Remark
from egovdesk.storage import schema

_columns = schema.remark.c


class RemarkRepository:
    """Reads and writes what is noted beside values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def marked(self, kind: RegisterKind) -> dict[int, frozenset[str]]:
        """Return the fields on which there are remarks, by record."""
        found: dict[int, set[str]] = defaultdict(set)
        chosen = select(_columns.row_id, _columns.field).where(_columns.register == kind.value)
        for row_id, field in self._connection.execute(chosen):
            found[row_id].add(field)
        return {row_id: frozenset(fields) for row_id, fields in found.items()}

    def of(self, kind: RegisterKind, row_id: int) -> tuple[Remark, ...]:
        """Return the remarks on a record, oldest first."""
        chosen = select(schema.remark).where(
            _columns.register == kind.value, _columns.row_id == row_id
        )
        return tuple(map(_remark, self._connection.execute(chosen.order_by(_columns.id))))

    def flagged(self) -> tuple[Remark, ...]:
        """Return the remarks that ask to be followed up, oldest first."""
        chosen = select(schema.remark).where(_columns.follow_up == 1)
        return tuple(map(_remark, self._connection.execute(chosen.order_by(_columns.id))))

    def add(self, remark: Remark) -> None:
        """Keep a remark; its id is ignored."""
        self._connection.execute(
            insert(schema.remark).values(
                register=remark.kind.value,
                row_id=remark.row_id,
                field=remark.field,
                text=remark.text,
                follow_up=int(remark.follow_up),
                at=remark.at,
            )
        )

    def settle(self, remark_id: int) -> None:
        """Take the flag away."""
        self._connection.execute(
            update(schema.remark).where(_columns.id == remark_id).values(follow_up=0)
        )

    def remove(self, remark_id: int) -> None:
        """Take the remark away."""
        self._connection.execute(delete(schema.remark).where(_columns.id == remark_id))


def _remark(row: Row[Any]) -> Remark:
    return Remark(
        id=row.id,
        kind=RegisterKind(row.register),
        row_id=row.row_id,
        field=row.field,
        text=row.text,
        follow_up=bool(row.follow_up),
        at=row.at,
    )
