"""Registers: what the officer keeps all year, described once for every way of entering it.

Typing into a grid, pasting a block, a form, a bulk edit and an import all read cells by the same
fields and pass the same rules.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from egovdesk.domain import assets
from egovdesk.domain.history import Noun
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskKind, TaskPriority, TaskState, Timeliness

Value = str | int | bool | date | None
"""What a field holds; empty is None, except that an empty text is ""."""

Record = Mapping[str, Value]
"""A record's values by field."""

LINE = 300
"""Characters in a line of text."""
TEXT = 4000
"""Characters in a text of several lines."""
LARGEST = 999_999_999_999
"""The largest whole number that a register takes."""


class RegisterKind(StrEnum):
    """The registers; each has words in `egovdesk.wording`."""

    DIRECTIVES = "directives"
    TASKS = "tasks"
    SIGNERS = "signers"
    WORKLOAD = "workload"
    PROCEDURES = "procedures"
    PROCEDURE_COUNTS = "procedure_counts"
    DATABASES = "databases"
    PROJECTS = "projects"
    REPORT_FORMS = "report_forms"
    SECURITY_DUTIES = "security_duties"
    ACTIVITIES = "activities"
    ENTERED_VALUES = "entered_values"
    BASELINES = "baselines"


class FieldKind(StrEnum):
    """How a field is typed, read and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    DAY = "day"
    MONTH = "month"
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes_no"


class Vocabulary(StrEnum):
    """Choices that the catalogue or the workspace knows, not the program."""

    AGENCIES = "agencies"
    LEVELS = "levels"
    DIRECTIVES = "directives"
    PROCEDURES = "procedures"
    MEASURES = "measures"
    INDICATORS = "indicators"


class Access(StrEnum):
    """Who may set a field, and when."""

    FREE = "free"
    ONCE = "once"
    """When the record is made; afterwards only what happens to it changes it."""
    COMPUTED = "computed"
    """Never typed: it follows from the record's history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a register.

    `most` is in characters for texts and the largest value for numbers. A change of a field that
    `is_dated` holds from a day on and is kept beside what held before. A `is_name` sorts as the
    names of people do and never leaves the unit. A new record holds the `default` where nothing
    was entered, and so does a number that is emptied.
    """

    key: str
    kind: FieldKind = FieldKind.TEXT
    is_required: bool = False
    most: int = LINE
    choices: type[StrEnum] | None = None
    vocabulary: Vocabulary | None = None
    access: Access = Access.FREE
    is_dated: bool = False
    is_name: bool = False
    default: Value = None

    @property
    def is_text(self) -> bool:
        """Say whether the field holds free text."""
        return self.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT)

    @property
    def is_typed(self) -> bool:
        """Say whether a person ever fills the field."""
        return self.access is not Access.COMPUTED


@dataclass(frozen=True, slots=True)
class NotAbove:
    """One number of a record may not be above another."""

    lower: str
    upper: str

    def offends(self, record: Record) -> bool:
        """Say whether the record breaks the rule."""
        lower, upper = record.get(self.lower), record.get(self.upper)
        return isinstance(lower, int) and isinstance(upper, int) and lower > upper

    @property
    def field(self) -> str:
        """Where the problem is shown."""
        return self.lower


@dataclass(frozen=True, slots=True)
class NotBefore:
    """One day of a record may not lie before another."""

    later: str
    earlier: str

    def offends(self, record: Record) -> bool:
        """Say whether the record breaks the rule."""
        later, earlier = record.get(self.later), record.get(self.earlier)
        return isinstance(later, date) and isinstance(earlier, date) and later < earlier

    @property
    def field(self) -> str:
        """Where the problem is shown."""
        return self.later


Rule = NotAbove | NotBefore


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """A register: its fields, what tells its records apart, and what must hold within one.

    `key` names the fields by which an import finds a record again; `title` the field that names
    it to people; `noun` what a change of it refreshes. A register that `keeps_evidence` has files
    beside its records; tasks have theirs with each step, and of signers none are kept.
    """

    kind: RegisterKind
    noun: Noun
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    title: str
    rules: tuple[Rule, ...] = ()
    keeps_evidence: bool = False

    def field(self, key: str) -> Field:
        """Return the field with the key."""
        return self._by_key[key]

    @property
    def field_keys(self) -> Collection[str]:
        """The keys of all fields."""
        return self._by_key.keys()

    @cached_property
    def _by_key(self) -> Mapping[str, Field]:
        return {field.key: field for field in self.fields}

    def record(self, row: "RegisterRow") -> dict[str, Value]:
        """Return a row's values by field."""
        return {field.key: value for field, value in zip(self.fields, row.values, strict=True)}

    @cached_property
    def typed(self) -> tuple[Field, ...]:
        """The fields that a person fills."""
        return tuple(field for field in self.fields if field.is_typed)

    @cached_property
    def set_once(self) -> tuple[str, ...]:
        """The fields that are set only when a record is made."""
        return tuple(field.key for field in self.fields if field.access is Access.ONCE)

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """The fields with free text: what searching reads, and what sorts in Vietnamese order."""
        return tuple(field for field in self.fields if field.is_text)

    @cached_property
    def has_dated_fields(self) -> bool:
        """Say whether some changes hold from a day on."""
        return any(field.is_dated for field in self.fields)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A record as a list shows it; values stand in the order of the register's fields."""

    id: int
    values: tuple[Value, ...]


_K, _A, _V = FieldKind, Access, Vocabulary


def _needed(key: str, kind: FieldKind = FieldKind.TEXT, most: int = LINE) -> Field:
    return Field(key=key, kind=kind, is_required=True, most=LARGEST if kind is _K.WHOLE else most)


def _whole(key: str, most: int = LARGEST) -> Field:
    return Field(key=key, kind=_K.WHOLE, most=most)


def _day(key: str, access: Access = Access.FREE) -> Field:
    return Field(key=key, kind=_K.DAY, access=access)


def _choice(key: str, choices: type[StrEnum], *, is_required: bool = False) -> Field:
    return Field(key=key, kind=_K.CHOICE, choices=choices, is_required=is_required)


def _computed(key: str, kind: FieldKind, choices: type[StrEnum] | None = None) -> Field:
    return Field(key=key, kind=kind, choices=choices, access=_A.COMPUTED)


_NOTE = Field(key="note", kind=_K.LONG_TEXT, most=TEXT)
_CODE = _needed("code", most=60)
_SUMMED = (CountField.RECEIVED, CountField.RECEIVED_ONLINE, CountField.RESULTS_SYNCED)

REGISTERS: Mapping[RegisterKind, Register] = {
    register.kind: register
    for register in (
        Register(
            kind=RegisterKind.DIRECTIVES,
            noun=Noun.DIRECTIVES,
            fields=(
                _needed("number", most=60),
                _day("issued_on"),
                Field(key="issuer"),
                _needed("subject", most=1000),
                Field(key="replaces", kind=_K.CHOICE, vocabulary=_V.DIRECTIVES),
                _NOTE,
            ),
            key=("number",),
            title="number",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.TASKS,
            noun=Noun.TASKS,
            fields=(
                _CODE,
                _needed("title", _K.LONG_TEXT, most=1000),
                Field(key="directive", kind=_K.CHOICE, vocabulary=_V.DIRECTIVES),
                Field(key="clause", most=60),
                _choice("kind", TaskKind, is_required=True),
                Field(
                    key="priority",
                    kind=_K.CHOICE,
                    choices=TaskPriority,
                    default=TaskPriority.NORMAL.value,
                ),
                Field(key="lead", kind=_K.CHOICE, vocabulary=_V.AGENCIES, is_required=True),
                Field(key="coordinating", kind=_K.MANY, vocabulary=_V.AGENCIES, most=TEXT),
                Field(key="focal_point", is_name=True),
                Field(key="deliverable", most=1000),
                _day("assigned_on", _A.ONCE),
                _day("due", _A.ONCE),
                _computed("percent", _K.WHOLE),
                _computed("state", _K.CHOICE, TaskState),
                _computed("timeliness", _K.CHOICE, Timeliness),
                _computed("completed_on", _K.DAY),
                _computed("days_left", _K.WHOLE),
                _computed("extensions", _K.WHOLE),
                _computed("evidence", _K.WHOLE),
            ),
            key=("code",),
            title="code",
            rules=(NotBefore("due", "assigned_on"),),
        ),
        Register(
            kind=RegisterKind.SIGNERS,
            noun=Noun.SIGNERS,
            fields=(
                Field(key="full_name", is_required=True, is_name=True),
                Field(key="position"),
                Field(key="department"),
                _day("entitled_on"),
                Field(key="serial", most=64),
                Field(key="issuer"),
                _day("valid_from"),
                _day("valid_to"),
                Field(key="signing", kind=_K.YES_NO, is_dated=True),
                _computed("stage", _K.CHOICE, SignerStage),
            ),
            key=("full_name", "department"),
            title="full_name",
            rules=(NotBefore("valid_to", "valid_from"),),
        ),
        Register(
            kind=RegisterKind.WORKLOAD,
            noun=Noun.WORKLOAD,
            fields=(
                _needed("month", _K.MONTH),
                _needed("total", _K.WHOLE),
                _needed("online", _K.WHOLE),
            ),
            key=("month",),
            title="month",
            rules=(NotAbove("online", "total"),),
        ),
        Register(
            kind=RegisterKind.PROCEDURES,
            noun=Noun.PROCEDURES,
            fields=(
                _CODE,
                _needed("name", _K.LONG_TEXT, most=1000),
                Field(key="field"),
                Field(key="level", kind=_K.CHOICE, vocabulary=_V.LEVELS, is_dated=True),
                *(
                    Field(
                        key=attribute.value,
                        kind=_K.YES_NO,
                        is_dated=True,
                        default=True if attribute is ProcedureAttribute.IN_FORCE else None,
                    )
                    for attribute in ProcedureAttribute
                    if attribute is not ProcedureAttribute.LEVEL
                ),
                *(_computed(count.value, _K.WHOLE) for count in _SUMMED),
            ),
            key=("code",),
            title="code",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.PROCEDURE_COUNTS,
            noun=Noun.PROCEDURES,
            fields=(
                Field(key="procedure", kind=_K.CHOICE, vocabulary=_V.PROCEDURES, is_required=True),
                _needed("month", _K.MONTH),
                *(
                    Field(key=count.value, kind=_K.WHOLE, most=LARGEST, default=0)
                    for count in CountField
                ),
                _computed("name", _K.TEXT),
            ),
            key=("procedure", "month"),
            title="procedure",
            rules=(
                NotAbove(CountField.RECEIVED_ONLINE, CountField.RECEIVED),
                NotAbove(CountField.PAYMENTS_PORTAL, CountField.PAYMENTS),
                NotAbove(CountField.RESULTS_SYNCED, CountField.RESULTS),
                NotAbove(CountField.ONE_STOP_SYNCED, CountField.ONE_STOP),
            ),
        ),
        Register(
            kind=RegisterKind.DATABASES,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                _choice("kind", assets.DatabaseKind),
                Field(key="owner"),
                _choice("stage", assets.DatabaseStage),
                _choice("updating", assets.UpdateState),
                _day("updated_on"),
                _whole("records"),
                Field(key="regulation"),
                _day("regulation_on"),
                _day("lgsp_on"),
                Field(key="national_database"),
                _day("national_on"),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.PROJECTS,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                _choice("stage", assets.ProjectStage),
                _choice("funding", assets.FundingSource),
                _whole("budget"),
                _whole("spent"),
                Field(key="decision"),
                _day("started_on"),
                _day("due_on"),
                _day("accepted_on"),
                Field(key="regulation"),
                Field(key="focal_point", is_name=True),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
            rules=(NotAbove("spent", "budget"), NotBefore("due_on", "started_on")),
        ),
        Register(
            kind=RegisterKind.REPORT_FORMS,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                Field(key="basis"),
                _choice("frequency", assets.ReportFrequency),
                Field(key="recipient"),
                Field(key="online", kind=_K.YES_NO),
                _day("online_on"),
                Field(key="system"),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.SECURITY_DUTIES,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                _choice("kind", assets.SecurityDutyKind),
                Field(key="system"),
                _whole("level", most=5),
                _day("due_on"),
                _day("done_on"),
                Field(key="document"),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.ACTIVITIES,
            noun=Noun.ASSETS,
            fields=(
                _needed("held_on", _K.DAY),
                _choice("kind", assets.ActivityKind, is_required=True),
                _needed("name"),
                _whole("participants"),
                Field(key="clause", most=60),
                Field(key="document"),
                _NOTE,
            ),
            key=("held_on", "name"),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.ENTERED_VALUES,
            noun=Noun.MEASURES,
            fields=(
                Field(key="measure", kind=_K.CHOICE, vocabulary=_V.MEASURES, is_required=True),
                _needed("on_day", _K.DAY),
                _needed("value", _K.WHOLE),
                _NOTE,
            ),
            key=("measure", "on_day"),
            title="measure",
        ),
        Register(
            kind=RegisterKind.BASELINES,
            noun=Noun.MEASURES,
            fields=(
                Field(key="indicator", kind=_K.CHOICE, vocabulary=_V.INDICATORS, is_required=True),
                _needed("on_day", _K.DAY),
                _needed("numerator", _K.WHOLE),
                _needed("denominator", _K.WHOLE),
                Field(key="source", most=1000),
            ),
            key=("indicator",),
            title="indicator",
            rules=(NotAbove("numerator", "denominator"),),
        ),
    )
}
