"""Which kept files belong to which record of a register."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from egovdesk.domain.registers import RegisterKind
from egovdesk.storage import schema

_attachment = schema.attachment.c


class AttachmentRepository:
    """Reads and writes the links between records and evidence; the files are another matter."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, kind: RegisterKind, row_id: int) -> tuple[int, ...]:
        """Return the evidence of a record, latest first."""
        chosen = select(_attachment.evidence_id).where(
            _attachment.register == kind.value, _attachment.row_id == row_id
        )
        return tuple(self._connection.execute(chosen.order_by(_attachment.id.desc())).scalars())

    def add(self, kind: RegisterKind, row_id: int, evidence: Iterable[int]) -> None:
        """Put kept files to a record."""
        rows = [
            {"register": kind.value, "row_id": row_id, "evidence_id": each} for each in evidence
        ]
        self._connection.execute(insert(schema.attachment), rows)

    def remove(self, kind: RegisterKind, row_id: int, evidence_id: int) -> bool:
        """Take a file from a record; say whether it had it."""
        gone = self._connection.execute(
            delete(schema.attachment).where(
                _attachment.register == kind.value,
                _attachment.row_id == row_id,
                _attachment.evidence_id == evidence_id,
            )
        )
        return gone.rowcount > 0

    def remove_all(self, kind: RegisterKind, ids: Sequence[int]) -> None:
        """Take their files from records that are about to go."""
        self._connection.exec_driver_sql(
            "DELETE FROM attachment WHERE register = ? "
            "AND row_id IN (SELECT value FROM json_each(?))",
            (kind.value, json.dumps(list(ids))),
        )
