"""How procedures look in their register: the tones of levels and payments, and the presets."""

from collections.abc import Callable, Mapping

from egovdesk.domain.catalogue import ServiceLevel
from egovdesk.domain.register_queries import Comparison, Filter
from egovdesk.domain.registers import Record, Value
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import _

OPTIONAL = ("received_online", "field")
"""The columns that a narrow list leaves out, the last one first."""

_Levels = Mapping[str, ServiceLevel]
_IN_FORCE = Filter("in_force", Comparison.ANY_OF, (True,))


def level_tone(levels: _Levels) -> Callable[[Record], Tone | None]:
    """Return what judges a procedure's level: online ranks are good, lower ones ask for work."""

    def judge(record: Record) -> Tone | None:
        if not record["in_force"]:
            return Tone.NEUTRAL
        found = levels.get(str(record["level"]))
        return Tone.GOOD if found is not None and found.is_online else Tone.WARNING

    return judge


def fee_tone(record: Record) -> Tone | None:
    """A fee is neither good nor bad."""
    return Tone.INFO if record["fee"] else Tone.NEUTRAL


def payment_tone(record: Record) -> Tone | None:
    """A fee that cannot be paid online asks for work; without a fee there is nothing to pay."""
    if record["payment"]:
        return Tone.GOOD
    return Tone.WARNING if record["fee"] and record["in_force"] else Tone.NEUTRAL


def presets(levels: _Levels) -> list[tuple[str, tuple[Filter, ...]]]:
    """Return the chips above the register, each with what it asks for."""
    online = tuple(level.id for level in levels.values() if level.is_online)
    others: tuple[Value, ...] = (*(id_ for id_ in levels if id_ not in online), "")
    return [
        (_("Level 3 or 4"), (Filter("level", Comparison.ANY_OF, online), _IN_FORCE)),
        (_("Below level 3"), (Filter("level", Comparison.ANY_OF, others), _IN_FORCE)),
        (_("On the national portal"), (Filter("portal", Comparison.ANY_OF, (True,)), _IN_FORCE)),
        (
            _("Fee, not payable online"),
            (
                Filter("fee", Comparison.ANY_OF, (True,)),
                Filter("payment", Comparison.ANY_OF, (False,)),
                _IN_FORCE,
            ),
        ),
        (_("Without counts"), (Filter("received", Comparison.EMPTY), _IN_FORCE)),
        (_("Not in force"), (Filter("in_force", Comparison.ANY_OF, (False,)),)),
    ]
