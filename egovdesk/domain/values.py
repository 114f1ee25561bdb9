"""Values: named fields, compared by them, never changed.

`@value` makes what `@dataclass(frozen=True, slots=True, kw_only=True)` makes, in a third of the
time. `dataclasses` has six methods of every class compiled from text, which was a tenth of the
start; here only the constructor is, because the other methods need nothing but the fields' names.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: Class) -> Class:
    """Make the class a frozen, slotted dataclass whose every field is given by name."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    content = attrgetter(*(each.name for each in fields(made)))

    def is_equal(self: object, other: object) -> bool:
        return content(self) == content(other) if type(self) is type(other) else NotImplemented

    made.__init__ = _constructor(made)
    made.__eq__ = is_equal
    made.__hash__ = lambda self: hash(content(self))
    made.__repr__ = _shown
    made.__reduce__ = _taken_apart
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]


def _constructor(made: type) -> Callable[..., None]:
    """Return an `__init__` that puts what it is given straight into the slots."""
    names: dict[str, Any] = {"MISSING": MISSING}
    given, steps = [], []
    for each in fields(made):
        name = each.name
        names[f"put_{name}"] = getattr(made, name).__set__
        names[f"default_{name}"] = each.default
        names[f"make_{name}"] = each.default_factory
        is_made = each.default_factory is not MISSING
        has_default = is_made or each.default is not MISSING
        given.append(f"{name}=default_{name}" if has_default else name)
        made_or_given = f"make_{name}() if {name} is MISSING else {name}" if is_made else name
        steps.append(f" put_{name}(self, {made_or_given})\n")
    exec(f"def __init__(self, *, {', '.join(given)}):\n{''.join(steps)}", names)  # noqa: S102 - ours
    constructor: Callable[..., None] = names["__init__"]
    return constructor


def _shown(self: Any) -> str:  # noqa: ANN401 - any value
    parts = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _taken_apart(self: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any value
    """Let a value travel to another process."""
    return _put_together, (
        type(self),
        {each.name: getattr(self, each.name) for each in fields(self)},
    )


def _put_together(kind: Callable[..., object], content: Mapping[str, object]) -> object:
    return kind(**content)


def _refuse(self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} cannot be changed")
