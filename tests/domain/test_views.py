"""Saved views: kept, read back, and judged when what was kept is not what we wrote."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.views import SavedView, from_definition, to_definition

TASKS = RegisterKind.TASKS
KEYS = [field.key for field in REGISTERS[TASKS].fields]
_KEYS = st.sampled_from(KEYS)
_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(0, 99), st.text("ab", max_size=3), st.dates()
)
_FILTERS = st.one_of(
    st.builds(Filter, _KEYS, st.just(Comparison.ANY_OF), st.tuples(_VALUES, _VALUES)),
    st.builds(Filter, _KEYS, st.sampled_from([Comparison.EMPTY, Comparison.FILLED])),
    st.builds(
        Filter,
        _KEYS,
        st.sampled_from([Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.CONTAINS]),
        st.tuples(_VALUES),
    ),
)


@given(
    words=st.lists(st.sampled_from(["nhiem", "vu", "12"]), max_size=3),
    filters=st.lists(_FILTERS, max_size=3),
    sort_by=st.one_of(st.none(), st.sampled_from(KEYS)),
    descending=st.booleans(),
    columns=st.lists(st.sampled_from(KEYS), unique=True),
)
def test_a_view_is_read_back_as_it_was_kept(
    words: list[str],
    filters: list[Filter],
    sort_by: str | None,
    descending: bool,
    columns: list[str],
):
    query = ListQuery(
        kind=TASKS,
        words=tuple(words),
        filters=tuple(filters),
        sort_by=sort_by,
        descending=descending,
    )
    view = SavedView(id=3, name="Trễ hạn", query=query, columns=tuple(columns))
    assert from_definition(3, TASKS, "Trễ hạn", to_definition(view)) == view


def test_days_stay_days():
    query = ListQuery(kind=TASKS, filters=(Filter("due", Comparison.AT_MOST, (date(2021, 9, 1),)),))
    definition = to_definition(SavedView(id=1, name="x", query=query))
    assert from_definition(1, TASKS, "x", definition).query == query


def test_fields_that_are_gone_are_left_out():
    definition = json.dumps(
        {
            "filters": [["colour", "empty", []], ["lead", "filled", []]],
            "sort_by": "id; DROP TABLE task",
            "columns": ["code", "colour", "code"],
        }
    )
    view = from_definition(1, TASKS, "x", definition)
    assert view.query == ListQuery(kind=TASKS, filters=(Filter("lead", Comparison.FILLED),))
    assert view.columns == ("code",)


@pytest.mark.parametrize(
    "definition",
    [
        "",
        "{",
        "[]",
        "7",
        '{"filters": 5}',
        '{"filters": [["due", "at_least", []]]}',
        '{"filters": [["due", "at_least", [1, 2]]]}',
        '{"filters": [["code", "like", ["x"]]]}',
        '{"filters": [["code", "any_of", [{"a": 1}]]]}',
        '{"filters": [["code", "any_of", [[1]]]]}',
        '{"filters": [["percent", "at_least", [1e400]]]}',
        '{"filters": [["percent", "at_least", [99999999999999999999]]]}',
        '{"filters": [["due", "at_least", ["day:2021-99-99"]]]}',
        '{"filters": [[["code"], "empty", []]]}',
        '{"words": [5]}',
        '{"words": 5}',
        '{"columns": [{}]}',
        '{"sort_by": []}',
        "[" * 100_000,
    ],
)
def test_what_is_no_view_is_refused(definition: str):
    with pytest.raises(ValueError):  # noqa: PT011 - what is wrong does not matter
        from_definition(1, TASKS, "x", definition)


_PLAIN = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text())
_NAMES = st.sampled_from(["words", "filters", "sort_by", "descending", "columns"])
_JSON = st.recursive(
    _PLAIN, lambda inner: st.one_of(st.lists(inner), st.dictionaries(_NAMES, inner))
)


@given(_JSON)
def test_any_json_is_a_view_or_refused(raw: object):
    try:
        view = from_definition(1, TASKS, "x", json.dumps(raw))
    except ValueError:
        return
    assert from_definition(1, TASKS, "x", to_definition(view)) == view
