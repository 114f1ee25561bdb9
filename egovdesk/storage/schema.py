"""The tables, as SQLAlchemy Core sees them.

Core without the object mapper: rows become domain values in the repositories, and start-up does
not pay for mappers. Dates are ISO text, which sorts as dates do. All tables are STRICT.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Field, FieldKind, RegisterKind
from egovdesk.domain.signers import SignerEventKind
from egovdesk.domain.signing import SignerRole
from egovdesk.domain.tasks import TaskEventKind, TaskKind, TaskPriority

Value = TypeVar("Value")
Chosen = TypeVar("Chosen", bound=StrEnum)


class DamagedTextError(ValueError):
    """A stored text is none that the program ever writes there."""


class _Stored(TypeDecorator[Value]):
    """A value kept as text; what cannot be read back was not written by this program."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write a value."""
        return None if value is None else self._text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Value | None:  # noqa: ARG002
        """Read a value.

        Raises:
            DamagedTextError: the text stands for none.
        """
        try:
            return None if value is None else self._value(value)
        except ValueError as error:
            raise DamagedTextError from error

    def _text(self, value: Value) -> str:
        raise NotImplementedError

    def _value(self, text: str) -> Value:
        raise NotImplementedError


class Day(_Stored[date]):
    """A date, as YYYY-MM-DD."""

    cache_ok = True

    def _text(self, value: date) -> str:
        return value.isoformat()

    def _value(self, text: str) -> date:
        return date.fromisoformat(text)


class Moment(_Stored[datetime]):
    """A moment with its time zone, in ISO form."""

    cache_ok = True

    def _text(self, value: datetime) -> str:
        return value.isoformat()

    def _value(self, text: str) -> datetime:
        return datetime.fromisoformat(text)


class Choice(_Stored[Chosen]):
    """One of an enumeration, by its value."""

    cache_ok = True

    def __init__(self, choices: type[Chosen]) -> None:
        super().__init__()
        self.choices = choices

    def _text(self, value: Chosen) -> str:
        return value.value

    def _value(self, text: str) -> Chosen:
        return self.choices(text)


metadata = MetaData(
    naming_convention={
        "ck": "%(table_name)s_%(constraint_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
        "ix": "%(table_name)s_%(column_0_N_name)s_index",
    }
)


def _table(name: str, *items: Any) -> Table:  # noqa: ANN401 - columns and constraints
    key = Column("id", Integer, primary_key=True)
    return Table(name, metadata, key, *items, sqlite_strict=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _needed(name: str) -> Column[str]:
    return _given(name, Text())


def _given(name: str, kind: TypeEngine[Value]) -> Column[Value]:
    given = CheckConstraint(f"{name} <> ''", name=f"{name}_given")
    return Column(name, kind, given, nullable=False)


def _day(name: str) -> Column[date]:
    shape = CheckConstraint(f"{name} IS date({name})", name=f"{name}_is_date")
    return Column(name, Day, shape, nullable=False)


def _maybe_day(name: str) -> Column[date | None]:
    shape = CheckConstraint(f"{name} IS NULL OR {name} IS date({name})", name=f"{name}_is_date")
    return Column(name, Day, shape)


def _count(name: str) -> Column[int]:
    whole = CheckConstraint(f"{name} >= 0", name=f"{name}_not_negative")
    return Column(name, Integer, whole, nullable=False, server_default=text("0"))


def _maybe_count(name: str) -> Column[int | None]:
    whole = CheckConstraint(f"{name} IS NULL OR {name} >= 0", name=f"{name}_not_negative")
    return Column(name, Integer, whole)


def _flag(name: str) -> Column[int]:
    either = CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_is_flag")
    return Column(name, Integer, either, nullable=False, server_default=text("0"))


def _owner(table: str) -> Column[int]:
    return Column(
        f"{table}_id", Integer, ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=False
    )


setting = _table("setting", _needed("name"), _text("value"), UniqueConstraint("name"))

catalogue = _table(
    "catalogue",
    _needed("catalogue_id"),
    _count("version"),
    _needed("digest"),
    _needed("document"),
    UniqueConstraint("catalogue_id", "version"),
)

evidence = _table(
    "evidence",
    _needed("digest"),
    _needed("name"),
    _count("size"),
    _text("document_number"),
    _maybe_day("document_date"),
    _text("subject"),
)

directive = _table(
    "directive",
    _needed("number"),
    _maybe_day("issued_on"),
    _text("issuer"),
    _needed("subject"),
    _text("replaces"),
    _text("note"),
    UniqueConstraint("number"),
)

directive_clause = _table(
    "directive_clause",
    _owner("directive"),
    _needed("label"),
    _count("place"),
    _text("text"),
    _flag("is_duty"),
    UniqueConstraint("directive_id", "label"),
)

task = _table(
    "task",
    _needed("code"),
    _text("clause"),
    _needed("title"),
    _given("kind", Choice(TaskKind)),
    Column("recurrence", Choice(Recurrence)),
    _needed("lead"),
    _text("focal_point"),
    _text("deliverable"),
    Column(
        "priority",
        Choice(TaskPriority),
        nullable=False,
        server_default=TaskPriority.NORMAL.value,
    ),
    Column("directive_id", Integer, ForeignKey("directive.id", ondelete="RESTRICT")),
    UniqueConstraint("code"),
)

task_coordinator = _table(
    "task_coordinator", _owner("task"), _needed("agency"), UniqueConstraint("task_id", "agency")
)

task_event = _table(
    "task_event",
    _owner("task"),
    _given("kind", Choice(TaskEventKind)),
    _day("on_day"),
    _maybe_day("due"),
    Column("percent", Integer, CheckConstraint("percent BETWEEN 0 AND 100", name="percent_range")),
    _text("note"),
    _text("document"),
    Index(None, "task_id"),
)

task_event_evidence = _table(
    "task_event_evidence",
    _owner("task_event"),
    _owner("evidence"),
    UniqueConstraint("task_event_id", "evidence_id"),
    Index(None, "evidence_id"),
)

procedure = _table(
    "procedure", _needed("code"), _needed("name"), _text("field"), UniqueConstraint("code")
)

procedure_event = _table(
    "procedure_event",
    _owner("procedure"),
    _needed("attribute"),
    _day("on_day"),
    _text("value"),
    Index(None, "procedure_id"),
)

procedure_count = _table(
    "procedure_count",
    _owner("procedure"),
    _needed("month"),
    *(_count(name.value) for name in CountField),
    UniqueConstraint("procedure_id", "month"),
    Index(None, "month"),
)

signer = _table("signer", _needed("full_name"), _text("position"), _text("department"))

signer_event = _table(
    "signer_event",
    _owner("signer"),
    _given("kind", Choice(SignerEventKind)),
    _day("on_day"),
    _text("serial"),
    _text("issuer"),
    _maybe_day("valid_from"),
    _maybe_day("valid_to"),
    Index(None, "signer_id"),
)

workload = _table(
    "workload", _needed("month"), _count("total"), _count("online"), UniqueConstraint("month")
)

entered_value = _table(
    "entered_value",
    _needed("measure"),
    _day("on_day"),
    Column("value", Integer, nullable=False),
    _text("note"),
)

baseline = _table(
    "baseline",
    _needed("indicator"),
    _day("on_day"),
    _count("numerator"),
    _count("denominator"),
    _text("source"),
    UniqueConstraint("indicator"),
)


def _register(kind: RegisterKind, *items: Any) -> Table:  # noqa: ANN401 - columns, constraints
    """Make the table of a register whose records keep no history of their own but the journal."""
    register = REGISTERS[kind]
    return _table(kind.value, *(_register_column(field) for field in register.fields), *items)


def _register_column(field: Field) -> Column[Any]:
    match field.kind:
        case FieldKind.DAY:
            return _day(field.key) if field.is_required else _maybe_day(field.key)
        case FieldKind.WHOLE:
            return _count(field.key) if field.is_required else _maybe_count(field.key)
        case FieldKind.YES_NO:
            return _flag(field.key)
        case _:
            return _needed(field.key) if field.is_required else _text(field.key)


databases = _register(RegisterKind.DATABASES, UniqueConstraint("code"))
projects = _register(RegisterKind.PROJECTS, UniqueConstraint("code"))
report_forms = _register(RegisterKind.REPORT_FORMS, UniqueConstraint("code"))
security_duties = _register(RegisterKind.SECURITY_DUTIES, UniqueConstraint("code"))
activities = _register(RegisterKind.ACTIVITIES)

attachment = _table(
    "attachment",
    _needed("register"),
    Column("row_id", Integer, nullable=False),
    _owner("evidence"),
    UniqueConstraint("register", "row_id", "evidence_id"),
)

remark = _table(
    "remark",
    _needed("register"),
    Column("row_id", Integer, nullable=False),
    _text("field"),
    _needed("text"),
    _flag("follow_up"),
    _given("at", Moment()),
    Index(None, "register", "row_id"),
)

saved_view = _table(
    "saved_view",
    _needed("register"),
    _needed("name"),
    _needed("definition"),
    UniqueConstraint("register", "name"),
)

report = _table(
    "report",
    _needed("period"),
    _count("revision"),
    _needed("action"),
    _day("cut_off"),
    _given("frozen_at", Moment()),
    _needed("payload"),
    _needed("figures_digest"),
    UniqueConstraint("period", "revision"),
)

package = _table(
    "package",
    _owner("report"),
    _count("sequence"),
    _needed("file_name"),
    _needed("digest"),
    _text("previous_digest"),
    _text("signer_serial"),
    _given("created_at", Moment()),
    UniqueConstraint("sequence"),
)

package_signature = _table(
    "package_signature",
    _owner("package"),
    _count("number"),
    _given("role", Choice(SignerRole)),
    _needed("signer_serial"),
    _needed("digest"),
    _given("created_at", Moment()),
    _text("signer"),
    _flag("is_trial"),
    UniqueConstraint("package_id", "number"),
)

report_letter = _table(
    "report_letter",
    _owner("report"),
    _needed("digest"),
    _count("size"),
    _needed("name"),
    _text("signer"),
    _given("at", Moment()),
    UniqueConstraint("report_id"),
)

report_recall = _table(
    "report_recall",
    _owner("report"),
    _given("at", Moment()),
    _needed("reason"),
    UniqueConstraint("report_id"),
)

finding_answer = _table(
    "finding_answer",
    _needed("period"),
    _needed("rule"),
    _needed("subject"),
    _needed("key"),
    _text("figures"),
    _needed("reason"),
    UniqueConstraint("period", "rule", "subject", "key"),
)

narrative = _table(
    "narrative",
    _needed("period"),
    _needed("section"),
    _text("text"),
    _text("quotes"),
    UniqueConstraint("period", "section"),
)

change = _table(
    "change",
    _given("at", Moment()),
    _given("use_case", Choice(UseCase)),
    _text("subject"),
    Column("target", Integer, ForeignKey("change.id", ondelete="RESTRICT")),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("change_id", Integer, ForeignKey("change.id"), nullable=False),
    _needed("table_name"),
    Column("row_id", Integer, nullable=False),
    _needed("operation"),
    Column("before", Text),
    Column("after", Text),
    _needed("hash"),
    Index(None, "change_id"),
    sqlite_strict=True,
)

SORT_KEYS = tuple(f"k{place}" for place in range(6))

listing = Table(
    "listing",
    metadata,
    Column("register", Text, primary_key=True, nullable=False),
    Column("row_id", Integer, primary_key=True, nullable=False),
    Column("folded", Text, nullable=False),
    *(Column(name, Text, nullable=False, server_default="") for name in SORT_KEYS),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What searching and sorting need of a record: derived, filled when first asked for, and dropped
by triggers when the record changes. It is no fact, so the journal does not keep it."""

JOURNALLED = tuple(t for t in metadata.sorted_tables if t not in (journal, listing))
"""Every table but the journal itself and what is derived; each change to one is recorded."""
