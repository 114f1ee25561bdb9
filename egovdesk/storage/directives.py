"""Directives and their clauses on disk."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from egovdesk.domain.directives import Directive, DirectiveClause, DocumentType, parents
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.registers import RegisterKind
from egovdesk.storage import schema
from egovdesk.storage.journal import next_id

_directive = schema.directive.c
_clause = schema.directive_clause.c
_attachment = schema.attachment.c
_REGISTER = RegisterKind.DIRECTIVES.value


class DirectiveRepository:
    """Reads and writes what was ordered; the fields of the register are its own matter."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Directive, ...]:
        """Return every directive, in the order of recording."""
        rows = self._connection.execute(select(schema.directive).order_by(_directive.id)).all()
        ids = {row.number: row.id for row in rows}
        attached = (
            select(_attachment.row_id, _attachment.evidence_id)
            .where(_attachment.register == _REGISTER)
            .order_by(_attachment.id)
        )
        newest = {row.row_id: row.evidence_id for row in self._connection.execute(attached)}
        return tuple(
            Directive(
                id=row.id,
                number=row.number,
                issued_on=row.issued_on,
                issuer=row.issuer,
                subject=row.subject,
                type=DocumentType.of_number(row.number),
                replaces=ids.get(row.replaces),
                evidence=newest.get(row.id),
            )
            for row in rows
        )

    def get(self, directive_id: int) -> Directive:
        """Return a directive.

        Raises:
            UsageError: it is not there any more.
        """
        found = next((one for one in self.all() if one.id == directive_id), None)
        if found is None:
            raise UsageError(ErrorCode.RECORD_MISSING, value=str(directive_id))
        return found

    def id_of(self, number: str) -> int | None:
        """Return the id of the directive with a number."""
        chosen = select(_directive.id).where(_directive.number == number)
        return self._connection.execute(chosen).scalar()

    def add(self, directive: Directive) -> int:
        """Keep a directive and return its id; the id inside it is ignored."""
        id_ = next_id(self._connection, schema.directive.name)
        self._connection.execute(
            insert(schema.directive).values(
                id=id_,
                number=directive.number,
                issued_on=directive.issued_on,
                issuer=directive.issuer,
                subject=directive.subject,
            )
        )
        return id_

    def clauses(self, directive_id: int) -> tuple[DirectiveClause, ...]:
        """Return a directive's clauses, in the order of its text."""
        chosen = select(schema.directive_clause).where(_clause.directive_id == directive_id)
        rows = self._connection.execute(chosen.order_by(_clause.place, _clause.id)).all()
        above = parents(row.label for row in rows)
        return tuple(_clause_of(row, above[row.label]) for row in rows)

    def replace_clauses(self, directive_id: int, clauses: Sequence[DirectiveClause]) -> None:
        """Keep these clauses in the place of those that the directive had."""
        self._connection.execute(
            delete(schema.directive_clause).where(_clause.directive_id == directive_id)
        )
        rows = [
            {
                "directive_id": directive_id,
                "label": clause.label,
                "place": place,
                "text": clause.text,
                "is_duty": int(clause.is_duty),
            }
            for place, clause in enumerate(clauses)
        ]
        if rows:
            self._connection.execute(insert(schema.directive_clause), rows)

    def set_duty(self, clause_id: int, *, is_duty: bool) -> None:
        """Say whether the unit has to do something for a clause."""
        self._connection.execute(
            update(schema.directive_clause)
            .where(_clause.id == clause_id)
            .values(is_duty=int(is_duty))
        )


def _clause_of(row: Row[Any], parent: str | None) -> DirectiveClause:
    return DirectiveClause(
        id=row.id,
        directive=row.directive_id,
        label=row.label,
        parent=parent,
        place=row.place,
        text=row.text,
        is_duty=bool(row.is_duty),
    )
