"""Values behave as the frozen, slotted dataclasses that they stand for."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.packages import Problem, ProblemCode
from egovdesk.domain.values import value


class _Fields:
    """A measured point."""

    x: int
    name: str = ""
    secret: str = field(default="", repr=False)
    more: Mapping[str, int] = field(default_factory=dict)


def _copy(kind: type) -> Any:  # noqa: ANN401 - made on the fly
    body = {"__annotations__": dict(kind.__annotations__), "__doc__": kind.__doc__}
    body |= {name: getattr(kind, name) for name in kind.__annotations__ if hasattr(kind, name)}
    return type("Point", (), body | {"__module__": kind.__module__, "__qualname__": "Point"})


Point = value(_copy(_Fields))
Reference = dataclass(frozen=True, slots=True, kw_only=True)(_copy(_Fields))

CONTENTS = st.fixed_dictionaries(
    {"x": st.integers(0, 2)},
    optional={
        "name": st.sampled_from(["", "a"]),
        "secret": st.sampled_from(["", "b"]),
        "more": st.sampled_from([{}, {"c": 1}]),
    },
)


@given(CONTENTS, CONTENTS)
def test_it_equals_and_shows_itself_as_a_dataclass_does(one: dict[str, Any], other: dict[str, Any]):
    assert (Point(**one) == Point(**other)) is (Reference(**one) == Reference(**other))
    assert (Point(**one) != Point(**other)) is (Reference(**one) != Reference(**other))
    assert repr(Point(**one)) == repr(Reference(**one))
    assert Point(**one) != Reference(**one)
    assert replace(Point(**one), **other) == Point(**one | other)


def test_the_same_contents_have_the_same_hash():
    @value
    class Key:
        unit: str
        number: int = 0

    assert len({Key(unit="a"), Key(unit="a", number=0), Key(unit="b")}) == 2


def test_a_single_field_is_enough():
    @value
    class Name:
        text: str

    assert Name(text="a") == Name(text="a") != Name(text="b")
    assert hash(Name(text="a")) == hash(Name(text="a"))


def test_every_value_has_a_default_of_its_own():
    assert Point(x=1).more is not Point(x=1).more


def test_nothing_can_be_changed_added_or_taken_away():
    point = Point(x=1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2
    with pytest.raises(FrozenInstanceError):
        point.other = 2
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert point == Point(x=1)
    assert not hasattr(point, "__dict__")


@pytest.mark.parametrize("wrong", [{}, {"x": 1, "y": 2}])
def test_every_field_is_known_and_given(wrong: dict[str, int]):
    with pytest.raises(TypeError):
        Point(**wrong)
    with pytest.raises(TypeError):
        Point(1)


def test_it_keeps_its_name_its_words_and_its_fields():
    assert (Point.__qualname__, Point.__module__, Point.__doc__) == (
        Reference.__qualname__,
        __name__,
        "A measured point.",
    )
    assert [each.name for each in fields(Point)] == [each.name for each in fields(Reference)]
    assert Point.__match_args__ == Reference.__match_args__ == ()


def test_values_travel_to_another_process():
    problem = Problem(code=ProblemCode.TRIAL_KEY, member="report.pdf")
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert copy.copy(problem) == problem
