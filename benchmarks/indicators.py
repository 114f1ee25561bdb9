"""Computing every indicator against the bare SQL that any program would have to run.

A unit with 400 procedures, 24 months of counts and some 3,000 dated changes of attributes.
Ours: everything recorded as of a cut-off is gathered and the catalogue's indicators are computed,
each with its state against the target. Reference, on the same connection and without a layer
between: every count column summed over the closed months, and the procedures counted by the value
that each attribute had on that day (of two recorded for one day, the later one).

The card of one indicator reads twelve quarters, with its plan, its rows and its evidence; its
reference is the same bare SQL for each of the twelve cut-offs.
"""

from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measure import Result, alternately, timed
from egovdesk.bootstrap import clock, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.quarter import Quarter
from egovdesk.services.facts import evaluator, read
from egovdesk.services.indicators import HISTORY_QUARTERS, Indicators
from egovdesk.services.session import Session

TIMES = 40
CARD_TIMES = 10
LIMIT = 2.0
PROCEDURES = 400
MONTHS = tuple(f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13))
CUT_OFF = date(2021, 9, 14)
PERIOD = Quarter(2021, 3)

_SUMS = ", ".join(f"sum({field.value})" for field in CountField)
_COUNTS = f"SELECT {_SUMS} FROM procedure_count WHERE month IN ({{months}})"
_ATTRIBUTES = """
SELECT attribute, value, count(*) FROM (
    SELECT attribute, value, max(on_day || printf('%012d', id)) FROM procedure_event
    WHERE on_day <= ? GROUP BY procedure_id, attribute
) GROUP BY attribute, value
"""


def run(folder: Path) -> list[Result]:
    session = workspaces().create(folder / "workspace", "DKVN")
    with session.workspace:
        events = fill(session)
        months = session.catalogue.reporting.closed_months(CUT_OFF)
        counts = _sums_of(len(months))
        with session.workspace.reading() as unit:
            bare = unit.procedures._connection.connection.driver_connection  # noqa: SLF001
            assert bare is not None

            def ours() -> object:
                return evaluator(session, read(unit, session, CUT_OFF).facts(CUT_OFF)).all()

            def reference() -> object:
                sums = bare.execute(counts, months).fetchall()
                return sums, bare.execute(_ATTRIBUTES, (CUT_OFF.isoformat(),)).fetchall()

            mine, theirs = alternately(lambda: timed(ours), lambda: timed(reference), TIMES)
        card, bare_card = _card(session, bare)
    size = f"{PROCEDURES} procedures, {len(MONTHS)} months, {events} changes of attributes"
    return [
        Result(
            name="indicators: all / bare aggregate SQL",
            ours=mine,
            reference=theirs,
            limit=LIMIT,
            notes=(size,),
        ),
        Result(
            name="indicators: card with 12 quarters / bare SQL of each",
            ours=card,
            reference=bare_card,
            limit=LIMIT,
            notes=(size,),
        ),
    ]


def _card(session: Session, bare: Any) -> tuple[float, float]:  # noqa: ANN401 - the driver's
    """Measure the reading of a card, and the bare SQL of its quarters."""
    history = _history(session)

    def ours() -> object:
        return Indicators(session).detail("6", PERIOD)

    def reference() -> object:
        return [
            (
                bare.execute(_sums_of(len(months)), months).fetchall(),
                bare.execute(_ATTRIBUTES, (day.isoformat(),)).fetchall(),
            )
            for day, months in history.items()
        ]

    return alternately(lambda: timed(ours), lambda: timed(reference), CARD_TIMES)


def _sums_of(months: int) -> str:
    return _COUNTS.format(months=", ".join("?" * months))


def _history(session: Session) -> dict[date, tuple[str, ...]]:
    """Return the cut-offs of a card's quarters, each with the months of its year closed by it."""
    reporting, quarter, found = session.catalogue.reporting, PERIOD, {}
    for _ in range(HISTORY_QUARTERS):
        cut_off = reporting.cut_off(quarter)
        found[cut_off] = reporting.closed_months(cut_off)
        quarter = quarter.previous
    return found


def fill(session: Session) -> int:
    """Record the procedures and return how many changes of attributes that made."""
    made = 0
    with session.workspace.changing(UseCase.LOAD_SAMPLE, at=clock()) as unit:
        for number in range(PROCEDURES):
            name = f"Cấp giấy chứng nhận, mẫu số {number}"
            procedure = Procedure(id=0, code=f"1.{number:06}", name=name, field="Đăng kiểm")
            procedure_id = unit.procedures.add(procedure)
            events = list(_events(number))
            unit.procedures.add_events(procedure_id, events)
            unit.procedures.add_counts(procedure_id, _counts(number))
            made += len(events)
    return made


def _events(number: int) -> list[ProcedureEvent]:
    """Return what was recorded at first, and the level raised later for every second one."""
    values = {attribute: str(number % 3 % 2) for attribute in ProcedureAttribute}
    values |= {ProcedureAttribute.IN_FORCE: "1", ProcedureAttribute.LEVEL: f"muc{number % 3 + 1}"}
    first = date(2020, 1, 1 + number % 28)
    events = [ProcedureEvent(attribute, first, value) for attribute, value in values.items()]
    if number % 2:
        raised = date(2021, 1 + number % 12, 15)
        events.append(ProcedureEvent(ProcedureAttribute.LEVEL, raised, "muc4"))
    return events


def _counts(number: int) -> dict[str, dict[str, int]]:
    return {
        month: {field.value: number + 9 - index for index, field in enumerate(CountField)}
        for month in MONTHS
    }
