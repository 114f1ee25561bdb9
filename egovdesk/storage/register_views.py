"""Each register as one SELECT: its fields in their order, as of a day.

Whatever a record's history amounts to is folded by the domain, once for each day asked for, into
a temporary table that the SELECT joins; SQL never repeats the domain's rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import FieldKind, RegisterKind
from egovdesk.domain.signers import SignerStage
from egovdesk.storage.signers import SignerRepository
from egovdesk.storage.tasks import TaskRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewParameters:
    """The day for which histories are read, and the span of months that counts are summed over."""

    as_of: date
    first_month: str = ""
    last_month: str = ""

    @property
    def bound(self) -> dict[str, str]:
        """The parameters by their names in the SQL."""
        return {
            "as_of": self.as_of.isoformat(),
            "first_month": self.first_month,
            "last_month": self.last_month,
        }


EVERY_ID = 2**63 - 1
"""No record has a higher id (https://sqlite.org/autoinc.html)."""


def _attribute(name: str) -> str:
    is_text = name == ProcedureAttribute.LEVEL
    found = (
        "(SELECT e.value FROM procedure_event e WHERE e.procedure_id = p.id "
        f"AND e.attribute = '{name}' AND e.on_day <= :as_of "
        "ORDER BY e.on_day DESC, e.id DESC LIMIT 1)"
    )
    return f"coalesce({found}, '')" if is_text else f"coalesce({found} = '1', 0)"


def _sum(name: str) -> str:
    return (
        f"(SELECT sum(c.{name}) FROM procedure_count c WHERE c.procedure_id = p.id "
        "AND c.month BETWEEN :first_month AND :last_month)"
    )


def _procedure_columns() -> Iterable[str]:
    for field in REGISTERS[RegisterKind.PROCEDURES].fields[3:]:
        is_sum = field.kind is FieldKind.WHOLE
        yield f"{_sum(field.key) if is_sum else _attribute(field.key)} AS {field.key}"


def _plain(table: str, kind: RegisterKind) -> str:
    return f"SELECT id, {', '.join(f.key for f in REGISTERS[kind].fields)} FROM {table}"


_COUNTS = ", ".join(
    f"c.{field.key}" for field in REGISTERS[RegisterKind.PROCEDURE_COUNTS].fields[2:-1]
)

VIEWS: Mapping[RegisterKind, str] = {
    RegisterKind.DIRECTIVES: _plain("directive", RegisterKind.DIRECTIVES),
    RegisterKind.TASKS: (
        "SELECT t.id, t.code, t.title, coalesce(d.number, '') AS directive, t.clause, t.kind, "
        "coalesce(t.recurrence, CASE t.kind WHEN 'periodic' THEN 'quarter' ELSE '' END) "
        "AS recurrence, t.priority, t.lead, "
        "coalesce((SELECT group_concat(c.agency, ', ' ORDER BY c.id) "
        "FROM task_coordinator c WHERE c.task_id = t.id), '') AS coordinating, t.focal_point, "
        "t.deliverable, s.assigned_on, s.due, s.percent, s.state, s.timeliness, s.completed_on, "
        "s.days_left, s.extensions, s.evidence FROM task t "
        "LEFT JOIN temp.task_status s ON s.id = t.id LEFT JOIN directive d ON d.id = t.directive_id"
    ),
    RegisterKind.SIGNERS: (
        "SELECT p.id, p.full_name, p.position, p.department, s.entitled_on, "
        "coalesce(s.serial, '') AS serial, coalesce(s.issuer, '') AS issuer, s.valid_from, "
        "s.valid_to, coalesce(s.signing, 0) AS signing, coalesce(s.stage, '') AS stage "
        "FROM signer p LEFT JOIN temp.signer_status s ON s.id = p.id"
    ),
    RegisterKind.WORKLOAD: _plain("workload", RegisterKind.WORKLOAD),
    RegisterKind.PROCEDURES: (
        f"SELECT p.id, p.code, p.name, p.field, {', '.join(_procedure_columns())} FROM procedure p"
    ),
    RegisterKind.PROCEDURE_COUNTS: (
        f"SELECT c.id, p.code AS procedure, c.month, {_COUNTS}, p.name "
        "FROM procedure_count c JOIN procedure p ON p.id = c.procedure_id"
    ),
    **{
        kind: _plain(kind.value, kind)
        for kind in (
            RegisterKind.DATABASES,
            RegisterKind.PROJECTS,
            RegisterKind.REPORT_FORMS,
            RegisterKind.SECURITY_DUTIES,
            RegisterKind.ACTIVITIES,
        )
    },
    RegisterKind.ENTERED_VALUES: _plain("entered_value", RegisterKind.ENTERED_VALUES),
    RegisterKind.BASELINES: _plain("baseline", RegisterKind.BASELINES),
}


def prepare(connection: Connection, kind: RegisterKind, as_of: date) -> None:
    """Make the temporary table that the register's SELECT joins, unless it is there already.

    For which day and which state of the journal a table was made stands beside it, so a
    transaction that is taken back takes both back.
    """
    make = {RegisterKind.TASKS: _fold_tasks, RegisterKind.SIGNERS: _fold_signers}.get(kind)
    if make is not None and not _is_made(connection, kind.value, as_of.isoformat()):
        make(connection, as_of)
        _note_made(connection, kind.value, as_of.isoformat())


def listed_until(connection: Connection, kind: RegisterKind) -> int:
    """Return up to which id every record has what searching needs, as far as is known.

    Whatever is recorded may have dropped some of it, so it counts from the beginning again.
    """
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS "
        "listed(register TEXT PRIMARY KEY, until INTEGER, head INTEGER)"
    )
    found = connection.exec_driver_sql(
        "SELECT until FROM temp.listed WHERE register = ? AND head = ?",
        (kind.value, journal_state(connection)),
    )
    return int(found.scalar() or 0)


def note_listed(connection: Connection, kind: RegisterKind, until: int) -> None:
    """Remember that every record up to an id has what searching needs."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO temp.listed VALUES (?, ?, ?)",
        (kind.value, until, journal_state(connection)),
    )


def _is_made(connection: Connection, what: str, as_of: str) -> bool:
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS made(what TEXT PRIMARY KEY, as_of TEXT, head INTEGER)"
    )
    found = connection.exec_driver_sql(
        "SELECT 1 FROM temp.made WHERE what = ? AND as_of = ? AND head = ?",
        (what, as_of, journal_state(connection)),
    )
    return found.first() is not None


def _note_made(connection: Connection, what: str, as_of: str) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO temp.made VALUES (?, ?, ?)",
        (what, as_of, journal_state(connection)),
    )


def journal_state(connection: Connection) -> int:
    """Return a number that grows with everything that is recorded."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM journal").scalar_one())


def _fold_tasks(connection: Connection, as_of: date) -> None:
    columns = (
        "assigned_on",
        "due",
        "percent",
        "state",
        "timeliness",
        "completed_on",
        "days_left",
        "extensions",
        "evidence",
    )
    rows = []
    for record in TaskRepository(connection).all():
        status = record.as_of(as_of)
        timeliness = status.timeliness
        first = min((event.on for event in record.events), default=None)
        rows.append(
            (
                record.task.id,
                _iso(first),
                _iso(status.due),
                status.percent,
                status.state.value,
                timeliness.value if timeliness else "",
                _iso(status.completed_on),
                status.days_left,
                len(status.former_dues),
                len(status.evidence),
            )
        )
    _refill(connection, "task_status", columns, rows)


def _fold_signers(connection: Connection, as_of: date) -> None:
    columns = ("entitled_on", "serial", "issuer", "valid_from", "valid_to", "signing", "stage")
    rows = [
        (
            status.signer.id,
            _iso(status.entitled_on),
            status.serial,
            status.issuer,
            _iso(status.valid_from),
            _iso(status.valid_to),
            int(status.signing),
            next((s.value for s in reversed(SignerStage) if s in status.stages), ""),
        )
        for status in (record.as_of(as_of) for record in SignerRepository(connection).all())
    ]
    _refill(connection, "signer_status", columns, rows)


def _refill(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    names = ", ".join(columns)
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")
    connection.exec_driver_sql(f"CREATE TEMP TABLE {table}(id INTEGER PRIMARY KEY, {names})")
    if rows:
        marks = ", ".join("?" * (len(columns) + 1))
        connection.exec_driver_sql(f"INSERT INTO temp.{table} VALUES ({marks})", list(rows))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
