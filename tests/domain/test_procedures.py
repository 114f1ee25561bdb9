"""What a procedure's attributes say."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.procedures import (
    LevelHeld,
    Procedure,
    ProcedureAttribute,
    ProcedureEvent,
    ProcedureFigures,
    attribute_periods,
)


def test_attributes_of_a_procedure(figures: Callable[..., ProcedureFigures]):
    online = figures("1.001023", {ProcedureAttribute.LEVEL: "muc4", ProcedureAttribute.FEE: "1"})
    assert online.in_force
    assert online.level == "muc4"
    assert online.has(ProcedureAttribute.FEE)
    assert not online.has(ProcedureAttribute.PORTAL)
    abolished = figures("1.001024", {ProcedureAttribute.IN_FORCE: "0"})
    assert not abolished.in_force
    assert abolished.level == ""


LEVEL, PORTAL = ProcedureAttribute.LEVEL, ProcedureAttribute.PORTAL


def test_an_attribute_holds_until_the_day_before_the_next():
    periods = attribute_periods(
        [
            ProcedureEvent(PORTAL, date(2020, 5, 4), "1", 1),
            ProcedureEvent(LEVEL, date(2021, 7, 5), "4", 2),
            ProcedureEvent(LEVEL, date(2018, 6, 1), "3", 3),  # recorded later
        ]
    )
    assert [(one.event.value, one.event.on, one.last) for one in periods] == [
        ("4", date(2021, 7, 5), None),
        ("3", date(2018, 6, 1), date(2021, 7, 4)),
        ("1", date(2020, 5, 4), None),
    ]


def test_of_one_day_only_what_was_recorded_last_ever_held():
    day = date(2021, 7, 5)
    periods = attribute_periods(
        [ProcedureEvent(LEVEL, day, "3", 1), ProcedureEvent(LEVEL, day, "4", 2)]
    )
    assert [(one.event.value, one.never_held) for one in periods] == [("4", False), ("3", True)]


@given(
    st.lists(
        st.builds(
            ProcedureEvent,
            st.sampled_from(ProcedureAttribute),
            st.dates(date(2018, 1, 1), date(2023, 12, 31)),
            st.sampled_from("01"),
        )
    ),
    st.dates(date(2017, 1, 1), date(2024, 12, 31)),
)
def test_on_every_day_one_period_holds_from_the_first_event_on(
    events: list[ProcedureEvent], day: date
):
    numbered = [
        ProcedureEvent(event.attribute, event.on, event.value, number)
        for number, event in enumerate(events, start=1)
    ]
    periods = attribute_periods(numbered)
    assert {period.event for period in periods} == set(numbered)
    for attribute in ProcedureAttribute:
        own = [one for one in numbered if one.attribute is attribute and one.on <= day]
        latest = max(own, key=lambda one: (one.on, one.id), default=None)
        held = [
            period.event
            for period in periods
            if period.event.attribute is attribute
            and period.event.on <= day <= (period.last or day + timedelta(days=1))
        ]
        assert held == ([latest] if latest else [])


def test_a_new_level_never_holds_before_the_old_one():
    procedure = Procedure(id=1, code="DK.001", name="Cấp lại", field="")
    held = LevelHeld(procedure=procedure, level="4", since=date(2022, 10, 1))
    assert held.replaced_on(date(2022, 8, 15)) == date(2022, 10, 1)
    assert held.replaced_on(date(2022, 11, 1)) == date(2022, 11, 1)
