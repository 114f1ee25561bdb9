"""A month's sheet, a procedure's history and its corrections, and levels that were replaced."""

from datetime import UTC, date, datetime

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Noun, UseCase
from egovdesk.domain.monthly_counts import CountRow
from egovdesk.domain.plans import Draft, Verdict
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.wording.registers import change_words
from tests.services.conftest import NOW, MakeDesk

CUT_OFF = date(2021, 9, 14)
NEW_LEVELS = date(2022, 8, 15)
LATER = datetime(2022, 9, 20, 9, 0, tzinfo=UTC)
LEVEL, IN_FORCE = ProcedureAttribute.LEVEL, ProcedureAttribute.IN_FORCE
COUNTS = RegisterKind.PROCEDURE_COUNTS


def add(desk: Desk, code: str, *events: ProcedureEvent) -> int:
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        made = unit.procedures.add(Procedure(id=0, code=code, name=f"Thủ tục {code}", field=""))
        unit.procedures.add_events(made, events)
    return made


def count(desk: Desk, procedure: int, **months: int) -> None:
    """Record the same number for all eight counts: `m202108=5` for 08/2021."""
    counted = {
        f"{month[1:5]}-{month[5:]}": dict.fromkeys((field.value for field in CountField), number)
        for month, number in months.items()
    }
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        unit.procedures.add_counts(procedure, counted)


def in_force(on: date, *, ends: date | None = None) -> list[ProcedureEvent]:
    ended = [ProcedureEvent(IN_FORCE, ends, "0")] if ends else []
    return [ProcedureEvent(IN_FORCE, on, "1"), *ended]


def row(desk: Desk, month: str, code: str) -> CountRow:
    return next(r for r in desk.procedures.month_sheet(month).rows if r.procedure.code == code)


# The sheet of a month


def test_the_sheet_holds_what_was_in_force_on_any_day_of_the_month(make_desk: MakeDesk):
    desk = make_desk("DKVN")  # month 09/2021 runs from 15/08 to 14/09
    add(desk, "old", *in_force(date(2018, 1, 1)))
    add(desk, "ends-within", *in_force(date(2018, 1, 1), ends=date(2021, 8, 16)))
    add(desk, "ended-before", *in_force(date(2018, 1, 1), ends=date(2021, 8, 15)))
    add(desk, "begins-within", *in_force(date(2021, 9, 14)))
    add(desk, "begins-after", *in_force(date(2021, 9, 15)))
    add(desk, "never")
    counted = add(desk, "counted-all-the-same")
    count(desk, counted, m202109=3)
    codes = [one.procedure.code for one in desk.procedures.month_sheet("2021-09").rows]
    assert codes == ["begins-within", "counted-all-the-same", "ends-within", "old"]


def test_a_row_has_the_months_counts_and_the_twelve_months_before(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made = add(desk, "1.1", *in_force(date(2018, 1, 1)))
    count(desk, made, m202008=1, m202009=2, m202107=3, m202109=4, m202110=5)
    found = row(desk, "2021-09", "1.1")
    assert found.counts == (4,) * 8
    assert found.record_id is not None
    assert list(found.past(CountField.RESULTS).items()) == [("2020-09", 2), ("2021-07", 3)]
    assert row(desk, "2021-08", "1.1").counts is None
    assert row(desk, "2021-08", "1.1").record_id is None


def test_the_sheet_says_what_is_recorded_closed_and_worth_a_second_look(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made = add(desk, "1.1", *in_force(date(2018, 1, 1)))
    add(desk, "1.2", *in_force(date(2018, 1, 1)))
    count(desk, made, m202107=10, m202108=10, m202109=31)
    sheet = desk.procedures.month_sheet("2021-09")
    assert (sheet.recorded, len(sheet.rows)) == (1, 2)
    assert sheet.jumps == {made: frozenset(CountField)}
    assert sheet.is_closed
    assert not desk.procedures.month_sheet("2021-10").is_closed
    assert desk.procedures.month_sheet("2021-08").jumps == {}


def test_the_sheet_agrees_with_the_figures_of_the_sample(desk: Desk):
    sheet = desk.procedures.month_sheet("2021-09")
    with desk.session.workspace.reading() as unit:
        totals = unit.procedures.monthly_totals(["2021-09"])["2021-09"]
    for field in CountField:
        assert sum(one.value(field) or 0 for one in sheet.rows) == totals[field]
    assert len(sheet.rows) >= 39


def test_the_months_that_can_be_filled_say_which_have_counts(desk: Desk, make_desk: MakeDesk):
    months = desk.procedures.months()
    assert next(iter(months)) == "2019-10"  # the first that is there
    assert months["2021-09"]
    assert list(months)[-1] == "2021-10"  # runs on 20/09/2021
    assert not months["2021-10"]
    empty = make_desk("DKVN").procedures.months()
    assert next(iter(empty)) == "2019-10"
    assert not any(empty.values())
    assert len(empty) == 25


def test_an_edit_of_the_sheet_goes_through_the_register(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    add(desk, "1.1", *in_force(date(2018, 1, 1)))
    raw = {"procedure": "1.1", "month": "2021-09", "received": "12"}
    planned = desk.registers.plan(COUNTS, [Draft(1, raw)], CUT_OFF)
    assert planned.rows[0].verdict is Verdict.NEW
    change = desk.registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=CUT_OFF)
    found = row(desk, "2021-09", "1.1")
    assert found.counts == (12, 0, 0, 0, 0, 0, 0, 0)
    assert change.nouns == {Noun.PROCEDURES}
    again = desk.registers.plan(
        COUNTS, [Draft(1, {"received_online": "13"}, found.record_id)], CUT_OFF
    )
    assert again.rows[0].verdict is Verdict.REFUSED
    assert list(again.rows[0].issues) == ["received_online"]


def test_a_count_that_was_never_entered_is_0_for_the_rules_too(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    add(desk, "1.1", *in_force(date(2018, 1, 1)))
    raw = {"procedure": "1.1", "month": "2021-09", "received_online": "12"}
    for received in ({}, {"received": ""}, {"received": None}):
        planned = desk.registers.plan(COUNTS, [Draft(1, {**raw, **received})], CUT_OFF)
        assert planned.rows[0].verdict is Verdict.REFUSED
        assert list(planned.rows[0].issues) == ["received_online"]


def test_emptying_a_count_that_is_0_changes_nothing(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made = add(desk, "1.1", *in_force(date(2018, 1, 1)))
    count(desk, made, m202109=0)
    found = row(desk, "2021-09", "1.1")
    planned = desk.registers.plan(COUNTS, [Draft(1, {"received": ""}, found.record_id)], CUT_OFF)
    assert planned.rows[0].verdict is Verdict.SAME


def test_a_notice_about_how_a_number_was_read_does_not_hide_a_broken_rule(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    add(desk, "1.1", *in_force(date(2018, 1, 1)))
    raw = {"procedure": "1.1", "month": "2021-09", "received": "60", "received_online": "1.050"}
    planned = desk.registers.plan(COUNTS, [Draft(1, raw)], CUT_OFF)
    assert planned.rows[0].verdict is Verdict.REFUSED
    assert planned.rows[0].issues["received_online"].blocks


# The summary of the register


def test_the_summary_counts_procedures_and_months(desk: Desk):
    summary = desk.procedures.summary(CUT_OFF)
    assert (summary.in_force, summary.online) == (39, 26)
    assert (len(summary.months), summary.lacking, summary.old_levels) == (9, (), 0)
    later = desk.procedures.summary(date(2021, 12, 31))
    assert later.lacking == ("2021-10", "2021-11", "2021-12")


# History and its corrections


def a_history(desk: Desk) -> tuple[int, list[int]]:
    """Make a procedure that was at level 3 and then at level 4; return the entries' ids."""
    made = add(
        desk,
        "1.1",
        *in_force(date(2018, 1, 1)),
        ProcedureEvent(LEVEL, date(2018, 6, 1), "3"),
        ProcedureEvent(LEVEL, date(2021, 7, 5), "4"),
    )
    with desk.session.workspace.reading() as unit:
        events = [e.id for e in unit.procedures.events(made) if e.attribute is LEVEL]
    return made, events


def levels(desk: Desk, procedure: int) -> list[tuple[str, date, date | None]]:
    return [
        (period.event.value, period.event.on, period.last)
        for period in desk.procedures.history(procedure)
        if period.event.attribute is LEVEL
    ]


def test_a_history_tells_from_when_until_when(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made, _events = a_history(desk)
    assert levels(desk, made) == [
        ("4", date(2021, 7, 5), None),
        ("3", date(2018, 6, 1), date(2021, 7, 4)),
    ]


def test_an_entry_is_corrected_and_the_correction_undone(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made, (_first, second) = a_history(desk)
    before = levels(desk, made)
    change = desk.procedures.correct_entry(second, on=date(2021, 8, 1), value="3")
    assert change.use_case is UseCase.EDIT_RECORD
    assert change.nouns == {Noun.PROCEDURES}
    assert "1.1" in change_words(change)
    assert levels(desk, made) == [
        ("3", date(2021, 8, 1), None),
        ("3", date(2018, 6, 1), date(2021, 7, 31)),
    ]
    desk.history.undo()
    assert levels(desk, made) == before
    desk.history.redo()
    assert levels(desk, made)[0] == ("3", date(2021, 8, 1), None)


def test_figures_of_earlier_days_follow_a_correction(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    _made, (_first, second) = a_history(desk)
    kind = RegisterKind.PROCEDURES
    (id_,) = desk.registers.rows(kind, [1], date(2021, 7, 20))
    assert REGISTERS[kind].record(id_)["level"] == "4"
    desk.procedures.correct_entry(second, on=date(2021, 8, 1), value="4")
    (id_,) = desk.registers.rows(kind, [1], date(2021, 7, 20))
    assert REGISTERS[kind].record(id_)["level"] == "3"


def test_an_entry_is_removed_and_brought_back(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made, (_first, second) = a_history(desk)
    before = levels(desk, made)
    desk.procedures.remove_entry(second)
    assert levels(desk, made) == [("3", date(2018, 6, 1), None)]
    desk.history.undo()
    assert levels(desk, made) == before


@pytest.mark.parametrize(
    ("field", "on", "value"),
    [
        ("value", date(2021, 8, 1), "9"),
        ("value", date(2021, 8, 1), ""),
        ("on", date(2018, 6, 1), "4"),
    ],
)
def test_a_correction_that_cannot_hold_is_refused(
    make_desk: MakeDesk, field: str, on: date, value: str
):
    desk = make_desk("DKVN")
    made, (_first, second) = a_history(desk)
    before = levels(desk, made)
    with pytest.raises(UsageError) as caught:
        desk.procedures.correct_entry(second, on=on, value=value)
    assert caught.value.code is ErrorCode.FIELD_INVALID
    assert caught.value.data["field"] == field
    assert levels(desk, made) == before


def test_yes_and_no_are_the_only_values_of_the_other_attributes(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    made, _events = a_history(desk)
    (entry,) = (p.event for p in desk.procedures.history(made) if p.event.attribute is IN_FORCE)
    with pytest.raises(UsageError):
        desk.procedures.correct_entry(entry.id, on=entry.on, value="3")
    desk.procedures.correct_entry(entry.id, on=entry.on, value="0")


def test_an_entry_that_is_gone_is_named(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    for act in (
        lambda: desk.procedures.remove_entry(77),
        lambda: desk.procedures.correct_entry(77, on=CUT_OFF, value="4"),
    ):
        with pytest.raises(UsageError) as caught:
            act()
        assert caught.value.code is ErrorCode.RECORD_MISSING


# Levels that were replaced by another vocabulary


def with_old_levels(make_desk: MakeDesk) -> Desk:
    desk = make_desk("DKVN", now=LATER)
    force = in_force(date(2018, 1, 1))
    add(desk, "1.4", *force, ProcedureEvent(LEVEL, date(2020, 1, 1), "4"))
    add(desk, "1.3", *force, ProcedureEvent(LEVEL, date(2022, 9, 1), "3"))
    add(desk, "1.new", *force, ProcedureEvent(LEVEL, date(2022, 8, 15), "full"))
    add(
        desk,
        "1.gone",
        *in_force(date(2018, 1, 1), ends=date(2021, 1, 1)),
        ProcedureEvent(LEVEL, date(2020, 1, 1), "4"),
    )
    add(desk, "1.none", *force)
    return desk


def ids(desk: Desk, as_of: date) -> dict[str, int]:
    return {one.procedure.code: one.procedure.id for one in desk.procedures.old_levels(as_of)}


def test_old_levels_are_named_once_the_new_vocabulary_is_in_force(make_desk: MakeDesk):
    desk = with_old_levels(make_desk)
    found = desk.procedures.old_levels(date(2022, 9, 14))
    assert [(one.procedure.code, one.level, one.since) for one in found] == [
        ("1.3", "3", date(2022, 9, 1)),
        ("1.4", "4", date(2020, 1, 1)),
    ]
    assert desk.procedures.summary(date(2022, 9, 14)).old_levels == 2
    assert list(ids(desk, NEW_LEVELS)) == ["1.4"]
    assert desk.procedures.old_levels(date(2022, 8, 14)) == ()
    assert desk.procedures.summary(date(2022, 8, 14)).old_levels == 0


def test_converting_keeps_the_old_level_with_its_validity_and_is_undone_at_once(
    make_desk: MakeDesk,
):
    desk = with_old_levels(make_desk)
    as_of = date(2022, 9, 14)
    found = ids(desk, as_of)
    change = desk.procedures.convert_levels(
        {found["1.4"]: "full", found["1.3"]: "partial"}, on=NEW_LEVELS, as_of=as_of
    )
    assert change.use_case is UseCase.EDIT_RECORDS
    assert levels(desk, found["1.4"]) == [
        ("full", NEW_LEVELS, None),
        ("4", date(2020, 1, 1), date(2022, 8, 14)),
    ]
    # Its level 3 dates from after the day chosen: the new level holds from then.
    assert levels(desk, found["1.3"]) == [("partial", date(2022, 9, 1), None)]
    assert ids(desk, as_of) == {}
    desk.history.undo()
    assert ids(desk, as_of) == found
    assert levels(desk, found["1.3"]) == [("3", date(2022, 9, 1), None)]


def test_only_what_the_officer_chose_is_converted_and_to_what_was_chosen(make_desk: MakeDesk):
    desk = with_old_levels(make_desk)
    as_of = date(2022, 9, 14)
    found = ids(desk, as_of)
    change = desk.procedures.convert_levels({found["1.4"]: "none"}, on=as_of, as_of=as_of)
    assert "1.4" in change_words(change)
    assert levels(desk, found["1.4"])[0] == ("none", as_of, None)
    assert list(ids(desk, as_of)) == ["1.3"]


@pytest.mark.parametrize(
    ("level", "on", "code"),
    [
        ("full", date(2022, 8, 14), ErrorCode.FIELD_INVALID),
        ("4", NEW_LEVELS, ErrorCode.FIELD_INVALID),
        ("full", NEW_LEVELS, None),
    ],
)
def test_a_conversion_that_cannot_be_is_refused_whole(
    make_desk: MakeDesk, level: str, on: date, code: ErrorCode | None
):
    desk = with_old_levels(make_desk)
    as_of = date(2022, 9, 14)
    found = ids(desk, as_of)
    chosen = {found["1.4"]: level} | ({} if code else {999: "full"})
    with pytest.raises(UsageError) as caught:
        desk.procedures.convert_levels(chosen, on=on, as_of=as_of)
    assert caught.value.code is (code or ErrorCode.RECORD_MISSING)
    assert ids(desk, as_of) == found
