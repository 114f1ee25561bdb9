"""The overview: every register is read once, and its figures are those of the other services."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

from egovdesk.bootstrap import Desk
from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signers import Signer, SignerEvent, SignerEventKind, SignerStage
from egovdesk.domain.tasks import Timeliness
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.overview import Overview
from egovdesk.services.remarks import NewRemark
from egovdesk.services.tasks import ProgressEntry
from egovdesk.storage.unit import Unit
from tests.services.conftest import NOW, MakeDesk

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


# Only what was written to is read again


def test_an_edit_of_a_task_shows_at_once_and_so_does_its_undo(desk: Desk):
    before = desk.overviews.of(PERIOD)
    code = before.attention[0][0].task.code
    done = ProgressEntry(on=date(2021, 9, 13), percent=100, document="12/BC", completed=True)
    desk.tasks.record_progress(code, done)
    after = desk.overviews.of(PERIOD)
    late = Timeliness.DONE_LATE
    assert after.timeliness[late] == before.timeliness[late] + 1
    assert after.moves.finished == before.moves.finished + 1
    desk.history.undo()
    assert desk.overviews.of(PERIOD) == before


def test_an_edit_of_a_count_shows_at_once(desk: Desk):
    before = desk.overviews.of(PERIOD)
    with desk.session.workspace.changing(UseCase.EDIT_RECORD, at=NOW) as unit:
        found = unit.procedures.sheet("2021-09", *_span(desk, "2021-09"))
        record = next(row.record_id for row in found if row.record_id is not None)
        unit.registers.update(
            RegisterKind.PROCEDURE_COUNTS, [(record, {"received": 5_000_000})], date(2021, 9, 14)
        )
    after = desk.overviews.of(PERIOD)
    assert after.monthly["2021-09"][CountField.RECEIVED] > 5_000_000
    assert after.monthly["2021-08"] == before.monthly["2021-08"]


def test_whatever_is_done_to_counts_the_page_is_as_if_it_was_read_anew(desk: Desk):
    counts, window = RegisterKind.PROCEDURE_COUNTS, _span(desk, "2021-09")
    with desk.session.workspace.reading() as unit:
        sheet = unit.procedures.sheet("2021-09", *window)
    first, second = [row for row in sheet if row.record_id is not None][:2]
    assert first.record_id is not None
    assert second.record_id is not None
    one, other = first.record_id, second.record_id

    def add(unit: Unit) -> None:
        unit.registers.delete(counts, [one])
        unit.procedures.add_counts(first.procedure.id, {"2021-09": {CountField.RECEIVED: 9}})

    steps: list[Callable[[Unit], object]] = [
        lambda unit: unit.registers.update(counts, [(one, {"received": 7})], NOW.date()),
        lambda unit: unit.registers.update(counts, [(other, {"received": 8})], NOW.date()),
        lambda unit: unit.registers.delete(counts, [other]),
        add,
    ]
    for step in steps:
        before = desk.overviews.of(PERIOD)
        with desk.session.workspace.changing(UseCase.EDIT_RECORD, at=NOW) as unit:
            step(unit)
        after = desk.overviews.of(PERIOD)
        assert before != after == Desk(desk.session).overviews.of(PERIOD)
        assert desk.overviews.of(PERIOD.previous) == Desk(desk.session).overviews.of(
            PERIOD.previous
        )
    for _step in steps:
        desk.history.undo()
        assert desk.overviews.of(PERIOD) == Desk(desk.session).overviews.of(PERIOD)


def test_a_new_signer_shows_at_once(desk: Desk):
    before = desk.overviews.of(PERIOD)
    with desk.session.workspace.changing(UseCase.ADD_RECORD, at=NOW) as unit:
        unit.signers.add(
            Signer(id=0, full_name="Lê Văn Mới", position="", department=""),
            [SignerEvent(kind=SignerEventKind.ENTITLED, on=date(2021, 9, 1))],
        )
    after = desk.overviews.of(PERIOD)
    entitled = SignerStage.ENTITLED
    assert after.signers[entitled] == before.signers[entitled] + 1


def test_what_was_written_and_rolled_back_is_not_taken_for_known(desk: Desk):
    before = desk.overviews.of(PERIOD)
    try:
        with desk.session.workspace.changing(UseCase.ADD_RECORD, at=NOW) as unit:
            unit.workload.add(MonthlyWorkload(month="2030-01", total=2, online=1))
            unit.procedures.add(Procedure(id=0, code="9.9", name="Thử", field=""))
            raise KeyError
    except KeyError:
        pass
    assert desk.overviews.of(PERIOD) == before
    with desk.session.workspace.changing(UseCase.ADD_RECORD, at=NOW) as unit:
        made = unit.procedures.add(Procedure(id=0, code="9.9", name="Thử", field=""))
        unit.procedures.add_counts(made, {"2021-09": {CountField.RECEIVED: 7}})
    received = [o.monthly["2021-09"][CountField.RECEIVED] for o in (before, _again(desk))]
    assert received[1] == received[0] + 7


def test_other_periods_are_read_as_by_a_desk_that_knows_nothing(desk: Desk):
    for quarter in (PERIOD, PERIOD.previous, Quarter(2021, 4), PERIOD):
        fresh = Desk(desk.session).overviews.of(quarter)
        assert desk.overviews.of(quarter) == fresh


# What is missing, and what moved


def test_the_gaps_of_the_sample_are_named(desk: Desk):
    gaps = desk.overviews.of(PERIOD).gaps
    assert gaps.months == gaps.workload_months == gaps.indicators == ()
    assert gaps.left_out == (("2021-07", "DK.037"),)
    row = next(r for r in desk.procedures.month_sheet("2021-07").rows if r.counts is None)
    assert row.procedure.code == "DK.037"
    assert gaps.idle == ("DK-09",)
    assert gaps.unproven == 1


def test_only_procedures_in_force_are_left_out_of_months_that_have_counts(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    in_force = ProcedureAttribute.IN_FORCE
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        for code, on, ends, months in (
            ("a", date(2018, 1, 1), None, ("2021-07", "2021-08")),
            ("b", date(2018, 1, 1), date(2021, 7, 15), ("2021-07",)),
            ("c", date(2021, 8, 14), None, ()),  # the last day of month 08/2021
            ("d", date(2021, 8, 15), None, ()),
        ):
            made = unit.procedures.add(Procedure(id=0, code=code, name=code, field=""))
            unit.procedures.add_events(made, [ProcedureEvent(in_force, on, "1")])
            if ends:
                unit.procedures.add_events(made, [ProcedureEvent(in_force, ends, "0")])
            unit.procedures.add_counts(made, {key: {CountField.RECEIVED: 1} for key in months})
    gaps = desk.overviews.of(PERIOD).gaps
    assert gaps.months == tuple(f"2021-0{month}" for month in (1, 2, 3, 4, 5, 6, 9))
    assert gaps.left_out == (("2021-08", "c"),)


def test_levels_that_changed_since_last_quarter_are_named(desk: Desk):
    moves = desk.overviews.of(PERIOD).moves
    assert moves.since == date(2021, 6, 14)
    assert [(m.code, m.before, m.after) for m in moves.levels][:2] == [
        ("DK.001", "3", "4"),
        ("DK.009", "2", "3"),
    ]
    assert moves.finished == 2
    assert moves.overdue == 2


# Until when


def test_the_due_day_has_its_working_days_and_names_what_is_off(make_desk: MakeDesk):
    overview = make_desk("DKVN", now=datetime(2021, 8, 31, 16, 30, tzinfo=UTC)).overviews.of(PERIOD)
    assert (overview.days_left, overview.working_days_left) == (24, 16)
    named = [rest for rest in overview.rests if rest.name]
    assert [(r.first.day, r.last.day, (r.name or {})["vi"]) for r in named] == [
        (2, 3, "Quốc khánh")
    ]
    assert overview.knows_holidays
    assert overview.last_working_day == overview.due_on


def test_a_due_day_that_is_off_has_a_working_day_before_it(make_desk: MakeDesk):
    overview = make_desk("DKVN").overviews.of(Quarter(2022, 3))  # 24/09/2022 is a Saturday
    assert overview.last_working_day == date(2022, 9, 23)


# What was recorded last


def test_what_was_recorded_last_leads_to_its_record(desk: Desk):
    record = desk.overviews.of(PERIOD).attention[0][0]
    entry = ProgressEntry(on=date(2021, 9, 10), percent=40)
    desk.tasks.record_progress(record.task.code, entry)
    note = NewRemark(kind=RegisterKind.TASKS, row_id=1, field="due", text="Hỏi lại", follow_up=True)
    desk.remarks.add(note)
    latest = desk.history.latest()
    assert [(each.change.use_case, each.kind, each.row_id) for each in latest.changes] == [
        (UseCase.REMARK, RegisterKind.TASKS, 1),
        (UseCase.RECORD_PROGRESS, RegisterKind.TASKS, record.task.id),
    ]
    assert [flag.text for flag in latest.flags] == ["Hỏi lại"]
    desk.remarks.settle(latest.flags[0])
    assert desk.history.latest().flags == ()


def _again(desk: Desk) -> Overview:
    return desk.overviews.of(PERIOD)


def _span(desk: Desk, month: str) -> tuple[DateRange, str]:
    return desk.session.catalogue.reporting.month_days(month), "2020-09"
