"""What a register is: its fields, what tells records apart, and what must hold within one.

`register_descriptions` describes each of them so, once for every way of entering it: typing into
a grid, pasting a block, a form, a bulk edit and an import all read cells by the same fields and
pass the same rules.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from egovdesk.domain.history import Noun
from egovdesk.domain.text import clean

Value = str | int | bool | date | None
"""What a field holds; empty is None, except that an empty text is ""."""

Record = Mapping[str, Value]
"""A record's values by field."""

Key = tuple[Value, ...]
"""What tells a record apart from the others of its register."""

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


@dataclass(frozen=True, slots=True)
class OnlyWhere:
    """A field is held by the records whose `other` field is `choice`, and by no others.

    Where such a record says nothing, the field is `default`.
    """

    field: str
    other: str
    choice: StrEnum
    default: StrEnum

    def offends(self, record: Record) -> bool:
        """Say whether the record breaks the rule."""
        return bool(record.get(self.field)) and record.get(self.other) != self.choice

    def follows(self, values: Record, before: Record) -> dict[str, Value]:
        """Return what the field becomes by what was entered for the other one."""
        whole = {**before, **values}
        if whole.get(self.other) == self.choice:
            return {} if whole.get(self.field) else {self.field: self.default.value}
        return {self.field: ""} if before.get(self.field) and self.field not in values else {}


Rule = NotAbove | NotBefore | OnlyWhere


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


def record_key(register: Register, values: Record) -> Key:
    """Return what tells a record apart; how texts are cased and spaced makes no difference."""
    if len(register.key) == 1:
        part = values.get(register.key[0])
        return (_settled(part) if isinstance(part, str) else part,)
    parts = (values.get(name) for name in register.key)
    return tuple(_settled(part) if isinstance(part, str) else part for part in parts)


@lru_cache(maxsize=65_536)
def _settled(text: str) -> str:
    return clean(text).casefold()
