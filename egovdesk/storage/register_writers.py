"""Writing records: plain registers column by column, the others through their histories."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Connection

from egovdesk.domain.certificates import serial_key
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import FieldKind, Record, RegisterKind, Value
from egovdesk.domain.signers import SignerEventKind
from egovdesk.domain.tasks import TaskEventKind
from egovdesk.storage.rows import Rows

Changes = Sequence[tuple[int, Mapping[str, Value]]]


class Writer(Protocol):
    """What every register can do with its records; `on` is the day from which dated fields hold."""

    def insert(self, records: Sequence[Record], on: date) -> None:
        """Keep new records."""
        ...

    def update(self, changes: Changes, on: date) -> None:
        """Change fields of records."""
        ...

    def delete(self, ids: Sequence[int]) -> None:
        """Remove records and what belongs to them."""
        ...


class PlainWriter:
    """A register that is one table, its columns named as its fields."""

    def __init__(self, connection: Connection, kind: RegisterKind, table: str) -> None:
        self._rows = Rows(connection, table)
        self._fields = REGISTERS[kind].typed

    def insert(self, records: Sequence[Record], on: date) -> None:  # noqa: ARG002 - nothing dated
        """Keep new records."""
        names = [field.key for field in self._fields]
        blanks = [_blank(field.kind) for field in self._fields]
        rows = [
            tuple(
                [
                    blank if (value := record.get(name)) is None else _stored(value)
                    for name, blank in zip(names, blanks, strict=True)
                ]
            )
            for record in records
        ]
        self._rows.insert(names, rows)

    def update(self, changes: Changes, on: date) -> None:  # noqa: ARG002 - nothing dated
        """Change fields of records."""
        kinds = {field.key: field.kind for field in self._fields}
        self._rows.update([(id_, _columns(values, kinds)) for id_, values in changes])

    def delete(self, ids: Sequence[int]) -> None:
        """Remove records."""
        self._rows.delete(ids)


class DirectiveWriter(PlainWriter):
    """Directives, with the clauses that belong to them."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, RegisterKind.DIRECTIVES, "directive")
        self._clauses = Rows(connection, "directive_clause")

    def delete(self, ids: Sequence[int]) -> None:
        """Remove directives with their clauses."""
        self._clauses.delete(ids, "directive_id")
        super().delete(ids)


class TaskWriter:
    """Tasks: an assignment is the first event of a history."""

    _PLAIN = ("code", "title", "clause", "kind", "priority", "lead", "focal_point", "deliverable")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tasks = Rows(connection, "task")
        self._coordinators = Rows(connection, "task_coordinator")
        self._events = Rows(connection, "task_event")

    def insert(self, records: Sequence[Record], on: date) -> None:
        """Keep new tasks, assigned on their day or on the one given."""
        directives = self._directives()
        for record in records:
            row = tuple(record.get(name) or "" for name in self._PLAIN)
            directive = directives.get(str(record.get("directive") or ""))
            columns = (*self._PLAIN, "recurrence", "directive_id")
            every = record.get("recurrence") or None
            task_id = self._tasks.insert_one(columns, (*row, every, directive))
            self._coordinate(task_id, record.get("coordinating"))
            assigned = record.get("assigned_on") or on
            assert isinstance(assigned, date)
            due = record.get("due")
            self._events.insert_one(
                ("task_id", "kind", "on_day", "due"),
                (task_id, TaskEventKind.ASSIGNED.value, assigned.isoformat(), _stored(due)),
            )

    def update(self, changes: Changes, on: date) -> None:  # noqa: ARG002 - events have their own
        """Change what a task is; what happens to it is recorded by events."""
        directives = self._directives()
        plain = []
        for id_, values in changes:
            columns: dict[str, object] = {
                name: values[name] or "" for name in self._PLAIN if name in values
            }
            if "recurrence" in values:
                columns["recurrence"] = values["recurrence"] or None
            if "directive" in values:
                columns["directive_id"] = directives.get(str(values["directive"] or ""))
            plain.append((id_, columns))
            if "coordinating" in values:
                self._coordinators.delete([id_], "task_id")
                self._coordinate(id_, values["coordinating"])
        self._tasks.update(plain)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove tasks with their histories; evidence files stay."""
        self._connection.exec_driver_sql(
            "DELETE FROM task_event_evidence WHERE task_event_id IN (SELECT id FROM task_event "
            "WHERE task_id IN (SELECT value FROM json_each(?)))",
            (json.dumps(list(ids)),),
        )
        self._events.delete(ids, "task_id")
        self._coordinators.delete(ids, "task_id")
        self._tasks.delete(ids)

    def _coordinate(self, task_id: int, agencies: Value) -> None:
        codes = [code for code in str(agencies or "").split(", ") if code]
        self._coordinators.insert(("task_id", "agency"), [(task_id, code) for code in codes])

    def _directives(self) -> dict[str, int]:
        rows = self._connection.exec_driver_sql("SELECT number, id FROM directive")
        return {row[0]: row[1] for row in rows}


class SignerWriter:
    """Signers: entitlement, certificates and signing are events."""

    _PLAIN = ("full_name", "position", "department")
    _CERTIFICATE = ("serial", "issuer", "valid_from", "valid_to")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._signers = Rows(connection, "signer")
        self._events = Rows(connection, "signer_event")

    def insert(self, records: Sequence[Record], on: date) -> None:
        """Keep new signers; without a day of entitlement they are entitled from the one given."""
        for record in records:
            row = tuple(record.get(name) or "" for name in self._PLAIN)
            signer_id = self._signers.insert_one(self._PLAIN, row)
            entitled = record.get("entitled_on") or on
            self._entitle(signer_id, entitled)
            if any(record.get(name) for name in self._CERTIFICATE):
                self._issue(signer_id, record, record.get("valid_from") or on)
            if record.get("signing"):
                self._add(signer_id, SignerEventKind.SIGNING, on)

    def update(self, changes: Changes, on: date) -> None:
        """Change signers; a new serial number is a new certificate, anything else corrects it.

        A certificate of which nothing is left was entered by mistake and is taken out.
        """
        plain = []
        for id_, values in changes:
            plain.append((id_, {n: values[n] or "" for n in self._PLAIN if n in values}))
            if "entitled_on" in values:
                self._entitle(id_, values["entitled_on"])
            if any(name in values for name in self._CERTIFICATE):
                self._certify(id_, values, on)
            if "signing" in values:
                self._sign(id_, on, signs=bool(values["signing"]))
        self._signers.update(plain)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove signers with their certificates."""
        self._events.delete(ids, "signer_id")
        self._signers.delete(ids)

    def _add(self, signer_id: int, kind: SignerEventKind, on: date) -> None:
        row = (signer_id, kind.value, on.isoformat())
        self._events.insert_one(("signer_id", "kind", "on_day"), row)

    def _sign(self, signer_id: int, on: date, *, signs: bool) -> None:
        both = (SignerEventKind.SIGNING, SignerEventKind.NOT_SIGNING)
        self._connection.exec_driver_sql(
            "DELETE FROM signer_event WHERE signer_id = ? AND on_day = ? AND kind IN (?, ?)",
            (signer_id, on.isoformat(), *(kind.value for kind in both)),
        )
        self._add(signer_id, both[0] if signs else both[1], on)

    def _entitle(self, signer_id: int, on: Value) -> None:
        found = self._entitlement(signer_id)
        if found is not None and on is None:
            self._events.delete([found[0]])
        elif found is not None:
            self._events.update([(found[0], {"on_day": _stored(on)})])
        elif isinstance(on, date):
            self._add(signer_id, SignerEventKind.ENTITLED, on)

    def _certify(self, signer_id: int, values: Record, on: date) -> None:
        found = self._latest_issue(signer_id)
        serial = serial_key(str(values.get("serial") or ""))
        whole = {**self._certificate(found), **values}
        if not any(whole.get(name) for name in self._CERTIFICATE):
            if found is not None:
                self._take_out(signer_id, found[0])
        elif found is None or (serial and found[1] and serial != serial_key(found[1])):
            self._issue(signer_id, whole, values.get("valid_from") or on)
        else:
            corrected: dict[str, object] = {
                name: _stored(values[name]) for name in self._CERTIFICATE if name in values
            }
            self._events.update([(found[0], corrected)])

    def _take_out(self, signer_id: int, issue: int) -> None:
        """Remove a certificate, and a revocation that could mean no other one."""
        self._connection.exec_driver_sql(
            "DELETE FROM signer_event WHERE signer_id = ? AND kind = ? AND serial = '' "
            "AND on_day >= (SELECT on_day FROM signer_event WHERE id = ?)",
            (signer_id, SignerEventKind.REVOKED.value, issue),
        )
        self._events.delete([issue])

    def _issue(self, signer_id: int, values: Record, starts: Value) -> None:
        self._events.insert_one(
            ("signer_id", "kind", "on_day", *self._CERTIFICATE),
            (
                signer_id,
                SignerEventKind.ISSUED.value,
                _stored(starts),
                values.get("serial") or "",
                values.get("issuer") or "",
                _stored(values.get("valid_from")),
                _stored(values.get("valid_to")),
            ),
        )

    def _entitlement(self, signer_id: int) -> tuple[int] | None:
        """Return the event that entitles a signer: the first one since leaving service."""
        row = self._connection.exec_driver_sql(
            "SELECT e.id FROM signer_event e WHERE e.signer_id = ? AND e.kind = ? "
            "AND e.on_day > coalesce((SELECT max(l.on_day) FROM signer_event l "
            "WHERE l.signer_id = e.signer_id AND l.kind = ?), '') ORDER BY e.on_day, e.id LIMIT 1",
            (signer_id, SignerEventKind.ENTITLED.value, SignerEventKind.LEFT.value),
        ).first()
        return None if row is None else (row[0],)

    def _certificate(self, event: tuple[int, str] | None) -> dict[str, Value]:
        """Return a certificate's fields: what a new one does not say anew stays as it is shown."""
        if event is None:
            return {}
        names = ", ".join(self._CERTIFICATE)
        row = self._connection.exec_driver_sql(
            f"SELECT {names} FROM signer_event WHERE id = ?", (event[0],)
        ).one()
        return dict(zip(self._CERTIFICATE, row, strict=True))

    def _latest_issue(self, signer_id: int) -> tuple[int, str] | None:
        row = self._connection.exec_driver_sql(
            "SELECT id, serial FROM signer_event WHERE signer_id = ? AND kind = ? "
            "ORDER BY on_day DESC, id DESC LIMIT 1",
            (signer_id, SignerEventKind.ISSUED.value),
        ).first()
        return None if row is None else (row[0], row[1])


class ProcedureWriter:
    """Procedures: their attributes are dated; a second change on one day corrects the first."""

    _PLAIN = ("code", "name", "field")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._procedures = Rows(connection, "procedure")
        self._events = Rows(connection, "procedure_event")
        self._counts = Rows(connection, "procedure_count")

    def insert(self, records: Sequence[Record], on: date) -> None:
        """Keep new procedures with the attributes that they have from the day on."""
        events: list[tuple[object, ...]] = []
        for record in records:
            row = tuple(record.get(name) or "" for name in self._PLAIN)
            procedure_id = self._procedures.insert_one(self._PLAIN, row)
            events += [
                (procedure_id, attribute.value, on.isoformat(), _attribute_text(value))
                for attribute in ProcedureAttribute
                if (value := record.get(attribute.value))
            ]
        self._events.insert(("procedure_id", "attribute", "on_day", "value"), events)

    def update(self, changes: Changes, on: date) -> None:
        """Change procedures; an attribute's new value holds from the day on."""
        names = {attribute.value for attribute in ProcedureAttribute}
        plain = []
        events: list[tuple[object, ...]] = []
        for id_, values in changes:
            plain.append((id_, {n: values[n] or "" for n in self._PLAIN if n in values}))
            events += [
                (id_, name, on.isoformat(), _attribute_text(value))
                for name, value in values.items()
                if name in names
            ]
        self._procedures.update(plain)
        if events:
            self._connection.exec_driver_sql(
                "DELETE FROM procedure_event "
                "WHERE procedure_id = ? AND attribute = ? AND on_day = ?",
                [event[:3] for event in events],
            )
        self._events.insert(("procedure_id", "attribute", "on_day", "value"), events)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove procedures with their histories and counts."""
        self._events.delete(ids, "procedure_id")
        self._counts.delete(ids, "procedure_id")
        self._procedures.delete(ids)


class CountWriter:
    """Monthly counts; the procedure is named by its code."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows = Rows(connection, "procedure_count")
        self._names = [field.key for field in REGISTERS[RegisterKind.PROCEDURE_COUNTS].typed][1:]

    def insert(self, records: Sequence[Record], on: date) -> None:  # noqa: ARG002 - has a month
        """Keep counts of procedures and months that had none."""
        ids = self._procedures()
        rows = [
            (
                _known(ids, record["procedure"]),
                record["month"],
                *(record.get(name) or 0 for name in self._names[1:]),
            )
            for record in records
        ]
        self._rows.insert(("procedure_id", *self._names), rows)

    def update(self, changes: Changes, on: date) -> None:  # noqa: ARG002 - has a month
        """Change counts; an emptied one is 0."""
        ids = self._procedures()
        settled = []
        for id_, values in changes:
            columns: dict[str, object] = {
                name: (values[name] or 0) for name in self._names if name in values
            }
            if "procedure" in values:
                columns["procedure_id"] = _known(ids, values["procedure"])
            settled.append((id_, columns))
        self._rows.update(settled)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove counts."""
        self._rows.delete(ids)

    def _procedures(self) -> dict[str, int]:
        rows = self._connection.exec_driver_sql("SELECT code, id FROM procedure")
        return {row[0]: row[1] for row in rows}


def writer(kind: RegisterKind, connection: Connection) -> Writer:
    """Return what writes a register."""
    match kind:
        case RegisterKind.DIRECTIVES:
            return DirectiveWriter(connection)
        case RegisterKind.TASKS:
            return TaskWriter(connection)
        case RegisterKind.SIGNERS:
            return SignerWriter(connection)
        case RegisterKind.PROCEDURES:
            return ProcedureWriter(connection)
        case RegisterKind.PROCEDURE_COUNTS:
            return CountWriter(connection)
        case RegisterKind.ENTERED_VALUES:
            return PlainWriter(connection, kind, "entered_value")
        case RegisterKind.BASELINES:
            return PlainWriter(connection, kind, "baseline")
        case _:
            return PlainWriter(connection, kind, kind.value)


def _known(ids: Mapping[str, int], code: Value) -> int:
    found = ids.get(str(code))
    if found is None:
        raise UsageError(ErrorCode.RECORD_MISSING, value=str(code))
    return found


def _columns(values: Record, kinds: Mapping[str, FieldKind]) -> dict[str, object]:
    return {
        name: _blank(kinds[name]) if value is None else _stored(value)
        for name, value in values.items()
    }


def _blank(kind: FieldKind) -> object:
    if kind is FieldKind.YES_NO:
        return 0
    return None if kind in (FieldKind.DAY, FieldKind.WHOLE) else ""


def _stored(value: Value) -> Any:  # noqa: ANN401 - what the driver takes
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def _attribute_text(value: Value) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value or "")
