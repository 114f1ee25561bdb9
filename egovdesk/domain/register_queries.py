"""What a list is asked for: words, filters and an order."""

from dataclasses import dataclass
from enum import StrEnum

from egovdesk.domain.registers import RegisterKind, Value


class Comparison(StrEnum):
    """How a filter compares a field."""

    ANY_OF = "any_of"
    EMPTY = "empty"
    FILLED = "filled"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one field."""

    field: str
    comparison: Comparison
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Which records of a register are shown, and in which order.

    `words` are folded and must all occur in a record's texts; filters hold together.
    """

    kind: RegisterKind
    words: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort_by: str | None = None
    descending: bool = False
