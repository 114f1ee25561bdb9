"""Findings of a real workspace: what is read for the rules, and what of it travels."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from egovdesk.bootstrap import Desk
from egovdesk.domain.directives import Directive, DocumentType
from egovdesk.domain.findings import DESK_ONLY, Finding, Rule, Severity, Subject
from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.tasks import TaskEvent, TaskEventKind
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.storage.reports import FrozenReport
from tests.services.conftest import NOW, MakeDesk

PERIOD = Quarter(2021, 3)
DIRECTIVE = "1478/BGTVT-TTCNTT"
YEAR = tuple(f"2021-{month:02}" for month in range(1, 10))


def found(desk: Desk, rule: Rule, period: Quarter = PERIOD) -> list[tuple[str, dict[str, object]]]:
    return [(f.key, dict(f.data)) for f in desk.findings.check(period) if f.rule is rule]


def a_procedure(desk: Desk, code: str, months: dict[str, int], *events: ProcedureEvent) -> None:
    """Record a procedure in force since 2018, each of its counts the same in a month."""
    announced = ProcedureEvent(ProcedureAttribute.IN_FORCE, date(2018, 1, 1), "1")
    counts = {
        month: dict.fromkeys((count.value for count in CountField), number)
        for month, number in months.items()
    }
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        made = unit.procedures.add(Procedure(id=0, code=code, name=f"Thủ tục {code}", field=""))
        unit.procedures.add_events(made, (announced, *events))
        unit.procedures.add_counts(made, counts)


def a_step(desk: Desk, code: str, event: TaskEvent) -> None:
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        (task,) = (record.task for record in unit.tasks.all() if record.task.code == code)
        unit.tasks.add_event(task.id, event)


def test_the_third_quarter_of_the_sample_has_warnings_but_no_error(desk: Desk):
    findings = desk.findings.check(PERIOD)
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [(f.rule, f.key) for f in findings if f.severity is Severity.WARNING] == [
        (Rule.MONTH_PARTLY_MISSING, "2021-07/received/DK.037"),
        (Rule.TASK_OVERDUE, "DK-04"),
        (Rule.EXTENSION_UNANSWERED, "DK-06"),
        (Rule.DONE_WITHOUT_EVIDENCE, "DK-05"),
    ]
    assert {f.rule for f in findings if f.severity is Severity.NOTICE} == {
        Rule.COUNT_JUMP,
        Rule.NO_CHANGE_SINCE,
    }


def test_a_finding_counts_what_the_sheet_of_its_month_marks(desk: Desk):
    told = {key[:7]: data["count"] for key, data in found(desk, Rule.COUNT_JUMP)}
    marked = {
        month: sum(len(counts) for counts in desk.procedures.month_sheet(month).jumps.values())
        for month in ("2021-07", "2021-08", "2021-09")
    }
    assert told == marked
    assert all(marked.values())


def test_a_month_lacks_what_its_sheet_lacks(desk: Desk):
    told = {key[:7]: data["count"] for key, data in found(desk, Rule.MONTH_PARTLY_MISSING)}
    sheets = {month: desk.procedures.month_sheet(month) for month in YEAR}
    lacking = {month: len(sheet.rows) - sheet.recorded for month, sheet in sheets.items()}
    assert told == {month: count for month, count in lacking.items() if count}


def test_the_year_before_is_part_of_what_is_usual(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    a_procedure(desk, "1.1", {"2020-06": 1, "2020-07": 500, "2020-08": 600, "2021-07": 10})
    ((key, data),) = found(desk, Rule.COUNT_JUMP)
    assert (key, data["usual"]) == ("2021-07/received/1.1", "550")


def test_a_month_of_work_is_owed_by_whom_clause_2a_addresses(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        unit.workload.add(MonthlyWorkload(month="2021-03", total=313, online=300))
    owed = [key for key, _data in found(desk, Rule.WORKLOAD_MISSING)]
    assert owed == [month for month in YEAR if month != "2021-03"]
    assert found(make_desk("VPC"), Rule.WORKLOAD_MISSING) == []


def test_a_quarter_entered_again_as_it_was_is_a_copy(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    quarter = {"2021-04": 112, "2021-05": 55, "2021-06": 143}
    again = {"2021-07": 112, "2021-08": 55, "2021-09": 143}
    a_procedure(desk, "1.1", quarter | again)
    assert found(desk, Rule.COPIED_REPORT) == [("report", {"count": 24})]
    a_procedure(desk, "1.2", quarter | again | {"2021-09": 144})
    assert found(desk, Rule.COPIED_REPORT) == []


def test_attributes_of_the_day_are_held_against_each_other(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    online = ProcedureEvent(ProcedureAttribute.PORTAL, date(2021, 9, 1), "1")
    a_procedure(desk, "1.1", {}, online, replace(online, attribute=ProcedureAttribute.PAYMENT))
    assert found(desk, Rule.PORTAL_WITHOUT_LEVEL) == [("1.1", {"field": "level"})]
    assert found(desk, Rule.PAYMENT_WITHOUT_FEE) == [("1.1", {"field": "fee"})]
    assert found(desk, Rule.PORTAL_WITHOUT_LEVEL, PERIOD.previous) == []


def test_a_duty_whose_task_was_cancelled_is_not_covered(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    assert found(desk, Rule.CLAUSE_UNCOVERED) == []
    a_step(desk, "2.b", TaskEvent(kind=TaskEventKind.CANCELLED, on=date(2021, 7, 1)))
    assert found(desk, Rule.CLAUSE_UNCOVERED) == [(f"{DIRECTIVE}#2.b", {})]
    assert found(desk, Rule.CLAUSE_UNCOVERED, PERIOD.previous) == []


def test_a_duty_that_was_taken_over_by_another_directive_is_asked_there(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    a_step(desk, "2.b", TaskEvent(kind=TaskEventKind.CANCELLED, on=date(2021, 7, 1)))
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        newer = Directive(
            id=0,
            number="4507/BGTVT-TTCNTT",
            issued_on=date(2021, 8, 10),
            issuer="Bộ Giao thông vận tải",
            subject="Nhiệm vụ những tháng cuối năm",
            type=DocumentType.LETTER,
        )
        made = unit.directives.add(newer)
        unit._connection.exec_driver_sql(
            f"UPDATE directive SET replaces = '{DIRECTIVE}' WHERE id = {made}"
        )
    assert found(desk, Rule.CLAUSE_UNCOVERED) == []


def test_the_report_before_was_computed_by_another_catalogue(desk: Desk):
    payload = json.dumps({"catalogue": {"id": "bgtvt-2020", "version": 7}})
    frozen = FrozenReport(
        id=0,
        period="2021-Q2",
        revision=1,
        action="new",
        cut_off=date(2021, 6, 14),
        frozen_at=datetime(2021, 6, 20, tzinfo=UTC),
        payload=payload,
        figures_digest="12" * 32,
    )
    assert found(desk, Rule.CATALOGUE_CHANGED) == []
    with desk.session.workspace.changing(UseCase.RECORD_PACKAGE, at=NOW) as unit:
        unit.reports.add(frozen)
        unit.reports.add(replace(frozen, period="2021-Q3"))  # a revision of the same report
    assert found(desk, Rule.CATALOGUE_CHANGED) == [
        ("bgtvt-2021", {"version": 1, "before": "bgtvt-2020", "version_before": 7})
    ]


def test_what_is_dated_after_the_cut_off_stays_on_the_desk(desk: Desk):
    assert found(desk, Rule.RECORDS_AFTER_CUT_OFF) == []
    done = TaskEvent(kind=TaskEventKind.COMPLETED, on=date(2021, 9, 28), evidence=())
    a_step(desk, "DK-04", done)
    a_procedure(desk, "1.1", dict.fromkeys((*YEAR, "2021-10"), 5))
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        unit.workload.add(MonthlyWorkload(month="2021-10", total=52, online=45))
    later = ("report", {"count": 3, "day": "2021-09-14"})
    assert found(desk, Rule.RECORDS_AFTER_CUT_OFF) == [later]
    assert found(desk, Rule.DONE_IN_FUTURE) == [("DK-04", {"day": "2021-09-28"})]
    closing = desk.reports.closing(PERIOD)
    assert {finding.rule for finding in closing.state.findings} > DESK_ONLY
    assert closing.draft.findings == tuple(
        finding for finding in closing.state.findings if finding.rule not in DESK_ONLY
    )


def test_a_report_that_only_changes_its_date_is_noticed(make_desk: MakeDesk):
    desk = make_desk("DKVN")
    a_procedure(desk, "1.1", dict.fromkeys(YEAR[:6], 5))
    assert found(desk, Rule.NOTHING_NEW, PERIOD.previous) == []
    assert found(desk, Rule.NOTHING_NEW) == [("report", {})]
    assert found(desk, Rule.NOTHING_RECORDED) == []


def test_no_finding_names_a_member_of_staff(desk: Desk):
    with desk.session.workspace.reading() as unit:
        names = {record.signer.full_name for record in unit.signers.all()}
        names |= {record.task.focal_point for record in unit.tasks.all()} - {""}
    assert names
    for period in (PERIOD.previous, PERIOD, PERIOD.next):
        for finding in desk.findings.check(period):
            assert not [name for name in names if name in _everything(finding)]


def _everything(finding: Finding) -> str:
    assert finding.subject in Subject
    return " ".join([finding.key, *map(str, finding.data.values())])
