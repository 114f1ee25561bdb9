"""Two reports side by side: what moved each figure adds up to how far it moved."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from egovdesk.domain.comparison import AttributeChange, Comparison, IndicatorChange, compare
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import ProcedureLine, QuarterlyReport
from egovdesk.domain.tasks import TaskState, TaskStatus
from tests.builders import a_report, some_indicator_lines, some_procedures

CUT_OFF = date(2021, 9, 14)


def report_of(count: int, online: int, quarter: Quarter) -> QuarterlyReport:
    """Build a report over procedures, the first `online` of them online."""
    procedures = some_procedures(count, online)
    return replace(
        a_report(),
        period=quarter,
        indicators=some_indicator_lines(procedures),
        procedures=tuple(ProcedureLine(figures=each, level_label="") for each in procedures),
    )


def change_of(found: Comparison, indicator: str) -> IndicatorChange:
    return next(each for each in found.indicators if each.indicator.id == indicator)


def test_a_report_does_not_differ_from_itself():
    report = a_report()
    found = compare(report, report)
    assert found.tasks == ()
    assert not [each for each in found.indicators if each.is_changed]
    assert {each.difference for each in found.indicators} == {Fraction(0), None}
    assert found.earlier == found.later


def test_the_rows_that_moved_add_up_to_what_each_count_moved():
    found = compare(report_of(80, 60, Quarter(2021, 2)), report_of(81, 62, Quarter(2021, 3)))
    for each in found.indicators:
        if each.earlier is None or each.later is None or each.indicator.formula.of is not None:
            continue
        for rows, was, now in (
            (each.numerator, each.earlier.numerator, each.later.numerator),
            (each.denominator, each.earlier.denominator, each.later.denominator),
        ):
            assert sum(row.moved for row in rows) == (now or 0) - (was or 0)
    assert any(each.numerator for each in found.indicators)


def test_a_row_that_entered_says_why():
    found = compare(report_of(80, 61, Quarter(2021, 2)), report_of(80, 62, Quarter(2021, 3)))
    change = change_of(found, "i1")
    (row,) = change.numerator
    assert (row.code, row.before, row.after, row.moved) == ("1.000062", None, 1, 1)
    assert row.reasons == (
        AttributeChange(attribute=ProcedureAttribute.LEVEL, before="muc2", after="muc4"),
        AttributeChange(attribute=ProcedureAttribute.PORTAL, before="0", after="1"),
    )
    assert change.denominator == ()
    assert change.difference == Fraction(100, 80)
    assert found.earlier.period == Quarter(2021, 2)


def test_a_procedure_that_left_is_told_and_the_other_way_round_it_entered():
    more, fewer = report_of(80, 62, Quarter(2021, 2)), report_of(79, 62, Quarter(2021, 3))
    (left,) = change_of(compare(more, fewer), "i1").denominator
    (entered,) = change_of(compare(fewer, more), "i1").denominator
    assert (left.code, left.before, left.after) == ("1.000080", 1, None)
    assert (entered.before, entered.after, entered.moved) == (None, 1, -left.moved)
    in_force = AttributeChange(attribute=ProcedureAttribute.IN_FORCE, before="1", after="")
    assert left.reasons[0] == in_force


def test_a_value_that_a_side_lacks_has_no_difference():
    report = a_report()
    line = report.indicators[0]
    empty = replace(line.result, state=IndicatorState.MISSING, value=None)
    other = replace(report, indicators=(replace(line, result=empty), *report.indicators[1:]))
    change = change_of(compare(report, other), line.indicator.id)
    assert (change.difference, change.is_changed) == (None, True)


def test_an_indicator_that_only_one_report_has_stays_in_sight():
    report = a_report()
    fewer = replace(report, indicators=report.indicators[1:])
    first = report.indicators[0].indicator.id
    gone, new = change_of(compare(report, fewer), first), change_of(compare(fewer, report), first)
    assert (gone.later, new.earlier) == (None, None)
    assert gone.is_changed
    assert new.difference is None


def test_another_formula_is_told():
    report = a_report()
    line = report.indicators[1]
    other = replace(line.indicator, formula=replace(line.indicator.formula, numerator="gd"))
    changed = replace(
        report,
        indicators=(
            report.indicators[0],
            replace(line, indicator=other),
            *report.indicators[2:],
        ),
    )
    assert not change_of(compare(report, changed), line.indicator.id).is_same_formula


def test_tasks_that_stand_as_before_are_left_out():
    report = a_report()
    opened = next(line for line in report.tasks if not line.status.is_done)
    settled, gone = [line for line in report.tasks if line.status.is_done][:2]
    done = TaskStatus(as_of=CUT_OFF, state=TaskState.DONE, percent=100, completed_on=CUT_OFF)
    later_day = replace(settled.status, as_of=date(2021, 12, 14))
    statuses = {opened.task.code: done, settled.task.code: later_day}
    later = replace(
        report,
        tasks=tuple(
            replace(line, status=statuses.get(line.task.code, line.status))
            for line in report.tasks
            if line is not gone
        ),
    )
    found = {each.task.code: each for each in compare(report, later).tasks}
    assert set(found) == {opened.task.code, gone.task.code}
    assert found[opened.task.code].later == done
    assert found[gone.task.code].later is None
