"""Saved views of a list: words, filters, order and columns under a name."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import LARGEST, RegisterKind, Value
from egovdesk.domain.text import fold

_DAY = "day:"
_WITH_VALUE = (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.CONTAINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A list as an officer likes to see it; `columns` are the fields shown, from left to right."""

    id: int
    name: str
    query: ListQuery
    columns: tuple[str, ...] = ()


def to_definition(view: SavedView) -> str:
    """Return what is kept of a view, as JSON."""
    query = view.query
    return json.dumps(
        {
            "words": query.words,
            "filters": [
                [one.field, one.comparison.value, [_plain(value) for value in one.values]]
                for one in query.filters
            ],
            "sort_by": query.sort_by,
            "descending": query.descending,
            "columns": view.columns,
        },
        ensure_ascii=False,
    )


def from_definition(id_: int, kind: RegisterKind, name: str, definition: str) -> SavedView:
    """Read a kept view; fields that the register no longer has are left out.

    Raises:
        ValueError: it is no view.
    """
    try:
        raw: dict[str, Any] = json.loads(definition)
        known = {field.key for field in REGISTERS[kind].fields}
        sort_by = raw.get("sort_by")
        query = ListQuery(
            kind=kind,
            words=tuple(folded for word in raw.get("words", ()) for folded in fold(word).split()),
            filters=tuple(
                _filter(field, comparison, values)
                for field, comparison, values in raw.get("filters", ())
                if field in known
            ),
            sort_by=sort_by if sort_by in known else None,
            descending=raw.get("descending") is True,
        )
        columns = tuple(dict.fromkeys(key for key in raw.get("columns", ()) if key in known))
    except (TypeError, AttributeError, RecursionError) as error:  # JSON, but no view
        raise ValueError(definition) from error
    return SavedView(id=id_, name=name, query=query, columns=columns)


def _filter(field: str, comparison: str, values: list[Any]) -> Filter:
    found = tuple(_value(value) for value in values)
    one = Filter(field, Comparison(comparison), found)
    if one.comparison in _WITH_VALUE and len(found) != 1:
        raise ValueError(comparison)
    return one


def _plain(value: Value) -> str | int | bool | None:
    return f"{_DAY}{value.isoformat()}" if isinstance(value, date) else value


def _value(plain: object) -> Value:
    if not isinstance(plain, str | int | None) or (isinstance(plain, int) and abs(plain) > LARGEST):
        raise ValueError(plain)
    if isinstance(plain, str) and plain.startswith(_DAY):
        return date.fromisoformat(plain.removeprefix(_DAY))
    return plain
