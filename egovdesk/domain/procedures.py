"""Administrative procedures: dated histories of their attributes, and monthly counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from egovdesk.domain.values import value


class ProcedureAttribute(StrEnum):
    """What may change about a procedure; every change has a date.

    LEVEL holds a level id of the catalogue; all others hold "1" or "0".
    """

    IN_FORCE = "in_force"
    LEVEL = "level"
    PORTAL = "portal"
    FEE = "fee"
    PAYMENT = "payment"
    RESULT_SYNC = "result_sync"
    STATUS_SYNC = "status_sync"


class CountField(StrEnum):
    """What is counted for each procedure and reporting month (whole numbers)."""

    RECEIVED = "received"
    RECEIVED_ONLINE = "received_online"
    PAYMENTS = "payments"
    PAYMENTS_PORTAL = "payments_portal"
    RESULTS = "results"
    RESULTS_SYNCED = "results_synced"
    ONE_STOP = "one_stop"
    ONE_STOP_SYNCED = "one_stop_synced"


@value
class Procedure:
    """An administrative procedure that the unit resolves."""

    id: int
    code: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class ProcedureEvent:
    """From the day `on`, the attribute has the value; `id` is 0 until it is recorded."""

    attribute: ProcedureAttribute
    on: date
    value: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class AttributePeriod:
    """The days on which a recorded event holds: until the day before the next, or still."""

    event: ProcedureEvent
    last: date | None

    @property
    def never_held(self) -> bool:
        """Say whether another event of the same day took its place."""
        return self.last is not None and self.last < self.event.on


def attribute_periods(events: Iterable[ProcedureEvent]) -> tuple[AttributePeriod, ...]:
    """Return the history of each attribute, in the attributes' order, the latest period first."""
    by_attribute: dict[ProcedureAttribute, list[ProcedureEvent]] = {}
    for event in sorted(events, key=lambda one: (one.on, one.id)):
        by_attribute.setdefault(event.attribute, []).append(event)
    periods = []
    for attribute in ProcedureAttribute:
        last: date | None = None
        for event in reversed(by_attribute.get(attribute, ())):
            periods.append(AttributePeriod(event, last))
            last = event.on - timedelta(days=1)
    return tuple(periods)


@value
class LevelHeld:
    """The level that a procedure has, and the day since which it has it."""

    procedure: Procedure
    level: str
    since: date

    def replaced_on(self, day: date) -> date:
        """Return the day from which a new level holds that was meant to hold from `day`."""
        return max(day, self.since)


@value
class ProcedureFigures:
    """A procedure on a day: its attributes then, and its counts summed over a span of months."""

    procedure: Procedure
    attributes: Mapping[str, str]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def in_force(self) -> bool:
        """Say whether the procedure is under the unit's authority (announced, not abolished)."""
        return self.attributes.get(ProcedureAttribute.IN_FORCE) == "1"

    @property
    def level(self) -> str:
        """The online service level's id in the catalogue; empty where none was recorded."""
        return self.attributes.get(ProcedureAttribute.LEVEL, "")

    def value_of(self, attribute: str) -> str:
        """Return an attribute's value; where none was recorded it is no, or no level."""
        return self.attributes.get(attribute, "0")

    def has(self, attribute: ProcedureAttribute) -> bool:
        """Say whether a yes/no attribute holds."""
        return self.attributes.get(attribute) == "1"


def figures_of(
    procedures: Iterable[Procedure],
    attributes: Mapping[int, Mapping[str, str]],
    counts: Mapping[int, Mapping[str, int]],
) -> tuple[ProcedureFigures, ...]:
    """Put together what was read of the procedures, of a day's attributes and of sums, by ids."""
    return tuple(
        ProcedureFigures(
            procedure=procedure,
            attributes=attributes.get(procedure.id, {}),
            counts=counts.get(procedure.id, {}),
        )
        for procedure in procedures
    )
