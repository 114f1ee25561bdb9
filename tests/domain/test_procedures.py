"""Dated attributes of procedures."""

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.procedures import (
    ProcedureAttribute,
    ProcedureEvent,
    ProcedureFigures,
    attributes_as_of,
)

DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2021, 1, 10))
EVENTS = st.lists(
    st.builds(
        ProcedureEvent,
        attribute=st.sampled_from(ProcedureAttribute),
        on=DAYS,
        value=st.sampled_from(["0", "1", "muc3", "muc4"]),
    ),
    max_size=20,
)


@given(EVENTS, DAYS)
def test_the_latest_value_holds(events: list[ProcedureEvent], day: date):
    naive: dict[str, str] = {}
    for event in sorted(events, key=lambda event: event.on):
        if event.on <= day:
            naive[event.attribute] = event.value
    assert attributes_as_of(events, day) == naive


def test_level_history_keeps_the_old_vocabulary_with_its_dates():
    events = [
        ProcedureEvent(ProcedureAttribute.LEVEL, date(2022, 7, 1), "toan_trinh"),
        ProcedureEvent(ProcedureAttribute.LEVEL, date(2021, 3, 1), "muc4"),
    ]
    assert attributes_as_of(events, date(2021, 2, 28)) == {}
    assert attributes_as_of(events, date(2022, 6, 30)) == {"level": "muc4"}
    assert attributes_as_of(events, date(2022, 7, 1)) == {"level": "toan_trinh"}


def test_of_two_values_of_one_day_the_later_recorded_holds():
    day = date(2021, 9, 14)
    events = [
        ProcedureEvent(ProcedureAttribute.PORTAL, day, "1"),
        ProcedureEvent(ProcedureAttribute.PORTAL, day, "0"),
    ]
    assert attributes_as_of(events, day) == {"portal": "0"}


def test_attributes_of_a_procedure(figures: Callable[..., ProcedureFigures]):
    online = figures("1.001023", {ProcedureAttribute.LEVEL: "muc4", ProcedureAttribute.FEE: "1"})
    assert online.in_force
    assert online.level == "muc4"
    assert online.has(ProcedureAttribute.FEE)
    assert not online.has(ProcedureAttribute.PORTAL)
    abolished = figures("1.001024", {ProcedureAttribute.IN_FORCE: "0"})
    assert not abolished.in_force
    assert abolished.level == ""
