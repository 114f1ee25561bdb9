"""The overview: every register is read once, and its figures are those of the other services."""

import re
from collections import Counter

from egovdesk.bootstrap import Desk
from egovdesk.domain.quarter import Quarter

PERIOD = Quarter(2021, 3)
REGISTERS = {
    "baseline",
    "entered_value",
    "procedure",
    "signer",
    "signer_event",
    "task",
    "task_coordinator",
    "task_event",
    "task_event_evidence",
    "workload",
}


def test_every_register_is_read_once(desk: Desk):
    read: Counter[str] = Counter()

    def note(statement: str) -> None:
        if plain := re.search(r"\sFROM (\w+)\s*(ORDER BY .*)?$", statement):
            read[plain[1]] += 1

    driver = desk.session.workspace._connection.connection.driver_connection
    driver.set_trace_callback(note)
    desk.overviews.of(PERIOD)
    driver.set_trace_callback(None)
    assert {table: read[table] for table in REGISTERS} == dict.fromkeys(REGISTERS, 1)


def test_every_quarter_of_the_trend_is_as_if_it_was_read_alone(desk: Desk):
    overview = desk.overviews.of(PERIOD)
    cut_off = desk.session.catalogue.reporting.cut_off
    days = [cut_off(Quarter(2020, 4)), *(cut_off(Quarter(2021, n)) for n in (1, 2, 3))]
    for place, day in enumerate(days):
        alone = {line.indicator.id: line.result for line in desk.indicators.lines(day, day)}
        assert alone == {name: results[place] for name, results in overview.trend.items()}
    assert len({str(results) for results in zip(*overview.trend.values(), strict=True)}) == 4


def test_its_findings_and_signers_are_those_of_their_own_pages(desk: Desk):
    overview = desk.overviews.of(PERIOD)
    adoption = desk.signers.adoption(overview.as_of)
    assert overview.findings == desk.findings.check(PERIOD)
    assert overview.findings
    assert overview.signers == adoption.counts
    assert set(overview.expiring) <= set(adoption.signers)
