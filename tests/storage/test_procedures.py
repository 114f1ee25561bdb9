"""Dated attributes of procedures, as the database reads them."""

from datetime import date

import pytest

from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.storage.workspace import Workspace
from tests.storage.conftest import NOW

LEVEL, PORTAL = ProcedureAttribute.LEVEL, ProcedureAttribute.PORTAL
HISTORY = [
    ProcedureEvent(LEVEL, date(2022, 7, 1), "full"),
    ProcedureEvent(LEVEL, date(2021, 3, 1), "4"),  # recorded later, of an earlier day
    ProcedureEvent(PORTAL, date(2021, 9, 14), "1"),
    ProcedureEvent(PORTAL, date(2021, 9, 14), "0"),
]


@pytest.mark.parametrize(
    ("day", "attributes"),
    [
        (date(2021, 2, 28), {}),
        (date(2021, 3, 1), {LEVEL: "4"}),
        (date(2021, 9, 14), {LEVEL: "4", PORTAL: "0"}),
        (date(2022, 6, 30), {LEVEL: "4", PORTAL: "0"}),
        (date(2022, 7, 1), {LEVEL: "full", PORTAL: "0"}),
    ],
)
def test_the_latest_day_holds_and_of_one_day_what_was_recorded_last(
    workspace: Workspace, day: date, attributes: dict[str, str]
):
    with workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        other = unit.procedures.add(Procedure(id=0, code="1.2", name="Cấp lại", field="x"))
        changed = unit.procedures.add(Procedure(id=0, code="1.1", name="Cấp mới", field="x"))
        unit.procedures.add_events(other, [ProcedureEvent(LEVEL, date(2021, 1, 1), "3")])
        unit.procedures.add_events(changed, HISTORY)
    with workspace.reading() as unit:
        first, second = unit.procedures.figures({day: ["2021-09"]})[day]
    assert dict(first.attributes) == attributes
    assert dict(second.attributes) == {LEVEL: "3"}


def test_counts_are_summed_over_the_months_asked_for(workspace: Workspace):
    names = ("received", "received_online", "payments", "payments_portal")
    rest = dict.fromkeys(("results", "results_synced", "one_stop", "one_stop_synced"), 0)
    with workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        counted = unit.procedures.add(Procedure(id=0, code="1.1", name="Cấp mới", field="x"))
        unit.procedures.add(Procedure(id=0, code="1.2", name="Cấp lại", field="x"))
        months = {f"2021-0{month}": dict.fromkeys(names, month) | rest for month in (7, 8, 9)}
        unit.procedures.add_counts(counted, months)
    august, september = date(2021, 8, 14), date(2021, 9, 14)
    with workspace.reading() as unit:
        figures = unit.procedures.figures({august: ["2021-08"], september: ["2021-08", "2021-09"]})
    assert [dict(row.counts) for row in figures[august]] == [dict.fromkeys(names, 8) | rest, {}]
    assert [dict(row.counts) for row in figures[september]] == [
        dict.fromkeys(names, 17) | rest,
        {},
    ]
