"""A new year needs a new catalogue, never new code."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.cells import Raw
from egovdesk.domain.errors import ErrorCode, InputError, RefusedError, UsageError
from egovdesk.domain.history import UseCase
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.measures import EnteredValue
from egovdesk.domain.plans import Draft
from egovdesk.domain.procedures import Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signing import KeyChoice
from egovdesk.services.catalogues import builtin, validate
from egovdesk.services.remarks import NewRemark
from egovdesk.services.tasks import TaskRow
from egovdesk.services.workspaces import Workspaces
from tests.damage import plant
from tests.services.conftest import MakeDesk, answer_warnings, clock

OTHER = Path(__file__).parent.parent / "data" / "catalogue-2031.json"
BUILT_IN = Path(__file__).parents[2] / "resources" / "catalogues" / "bgtvt-2021.json"


def test_the_tasks_of_the_directive_are_given_to_the_unit(make_desk: MakeDesk):
    desk = make_desk("TCDBVN")
    codes = [row.task.code for row in desk.tasks.all(date(2021, 9, 14))]
    assert codes == ["1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "2.d", "2.d-1", "2.đ"] + [
        code for code in codes if code.startswith(("5", "4"))
    ]
    due = {row.task.code: row.status.due for row in desk.tasks.all(date(2021, 9, 14))}
    assert due["2.a"] == date(2021, 12, 31)
    assert due["1.a"] is None


def test_an_unknown_unit_is_refused_with_those_that_are_known(make_desk: MakeDesk):
    with pytest.raises(UsageError) as caught:
        make_desk("XYZ")
    assert caught.value.code is ErrorCode.AGENCY_UNKNOWN
    assert "DKVN" in str(caught.value.data["known"])


def test_a_report_under_another_catalogue_with_no_line_of_code(
    make_desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    document = json.loads(OTHER.read_bytes())
    agency = document["groups"][0]["members"][0]
    now = datetime(2031, 4, 2, tzinfo=UTC)
    desk: Desk = make_desk(agency, OTHER, now)
    catalogue = desk.session.catalogue
    assert catalogue.id != builtin().id
    assert set(catalogue.indicators).isdisjoint({str(n) for n in range(1, 9)})
    _record_something(desk, now)
    period = Quarter(2031, 1)
    assert catalogue.reporting.cut_off(period) == date(2031, 3, 31)
    answer_warnings(desk, period)
    report = desk.reports.draft(period)
    assert report.catalogue.directive_number == document["documents"][0]["number"]
    states = {line.indicator.id: line.result.state for line in report.indicators}
    assert set(states) == set(catalogue.indicators)
    assert any(state is not IndicatorState.MISSING for state in states.values())
    exported = desk.packages.export(period, tmp_path / "out", KeyChoice())
    assert exported.file.name == f"BC_{agency}_2031-Q1_v1.asice"


def _record_something(desk: Desk, now: datetime) -> None:
    day = date(2031, 1, 1)
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=now) as unit:
        number = unit.procedures.add(Procedure(id=0, code="1.0", name="Thủ tục", field=""))
        level = next(iter(desk.session.catalogue.levels))
        unit.procedures.add_events(
            number,
            [
                ProcedureEvent(ProcedureAttribute.IN_FORCE, day, "1"),
                ProcedureEvent(ProcedureAttribute.LEVEL, day, level),
            ],
        )
        for measure in desk.session.catalogue.measures:
            unit.measures.enter(EnteredValue(measure=measure, on=day, value=1))


def a_newer_one(folder: Path) -> Path:
    """Write a version that has one more task, 2.b-bis."""
    document = json.loads(BUILT_IN.read_bytes())
    document["version"] += 1
    new = dict(next(task for task in document["tasks"] if task["id"] == "2.b"))
    new["id"] = "2.b-bis"
    document["tasks"].append(new)
    file = folder / "bgtvt-2021-2.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return file


def test_installing_a_newer_version_adds_its_new_tasks_and_keeps_the_old_ones(
    desk: Desk, tmp_path: Path
):
    before = {row.task.code: row.events for row in desk.tasks.all(date(2021, 9, 14))}
    desk.catalogues.install(a_newer_one(tmp_path))
    after = {row.task.code: row.events for row in desk.tasks.all(date(2021, 9, 14))}
    assert set(after) - set(before) == {"2.b-bis"}
    assert {code: after[code] for code in before} == before


def test_a_new_task_inherits_nothing_of_a_deleted_one(desk: Desk, tmp_path: Path):
    last = max(row.task.id for row in desk.tasks.all(date(2021, 9, 14)))
    desk.remarks.add(
        NewRemark(kind=RegisterKind.TASKS, row_id=last, field="title", text="Hỏi Vụ KHCN")
    )
    desk.registers.delete(RegisterKind.TASKS, [last])
    desk.catalogues.install(a_newer_one(tmp_path))
    added = next(r.task for r in desk.tasks.all(date(2021, 9, 14)) if r.task.code == "2.b-bis")
    assert added.id > last
    assert not desk.remarks.of(RegisterKind.TASKS, added.id)
    assert [gone.row_id for gone in desk.registers.trash(RegisterKind.TASKS)] == [last]


def test_a_task_that_was_deleted_stays_in_the_trash_from_which_it_comes_back(
    desk: Desk, tmp_path: Path
):
    def tasks() -> dict[str, TaskRow]:
        return {row.task.code: row for row in desk.tasks.all(date(2021, 9, 14))}

    before = tasks()
    desk.registers.delete(RegisterKind.TASKS, [before["2.c"].task.id])
    desk.catalogues.install(a_newer_one(tmp_path))
    assert set(tasks()) == {*before, "2.b-bis"} - {"2.c"}
    (gone,) = desk.registers.trash(RegisterKind.TASKS)
    desk.registers.restore(RegisterKind.TASKS, [gone])
    assert tasks()["2.c"] == before["2.c"]


def test_a_task_that_was_deleted_and_made_anew_is_the_officers_own(desk: Desk, tmp_path: Path):
    (old,) = [row.task for row in desk.tasks.all(date(2021, 9, 14)) if row.task.code == "2.c"]
    desk.registers.delete(RegisterKind.TASKS, [old.id])
    raw: dict[str, Raw] = {"code": "2.c", "title": "Của tôi", "kind": "open", "lead": "DKVN"}
    day = date(2021, 9, 14)
    desk.registers.enter(
        RegisterKind.TASKS, Draft(1, raw), day, use_case=UseCase.ADD_RECORD, on=day
    )
    desk.catalogues.install(a_newer_one(tmp_path))
    assert [row.task.title for row in desk.tasks.all(day) if row.task.code == "2.c"] == ["Của tôi"]


@pytest.mark.parametrize("recurrence", [None, *Recurrence])
def test_a_catalogue_says_how_often_a_task_comes_back(
    make_desk: MakeDesk, tmp_path: Path, recurrence: Recurrence | None
):
    document = json.loads(BUILT_IN.read_bytes())
    (report,) = [task for task in document["tasks"] if task["kind"] == "periodic"]
    if recurrence is not None:
        report["recurrence"] = recurrence
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    desk = make_desk("DKVN", file)
    (row,) = [r for r in desk.tasks.all(date(2021, 9, 14)) if r.task.code == "2.đ"]
    assert row.task.recurrence is recurrence or Recurrence.QUARTER
    expected = {
        Recurrence.WEEK: date(2021, 2, 26),
        Recurrence.MONTH: date(2021, 2, 24),
        Recurrence.HALF_YEAR: date(2021, 6, 24),
        Recurrence.YEAR: date(2021, 12, 24),
    }
    assert row.status.due == expected.get(recurrence or Recurrence.QUARTER, date(2021, 3, 24))


@pytest.mark.parametrize("kind", ["deadline", "standing", "open"])
def test_only_a_periodic_task_of_a_catalogue_comes_back(tmp_path: Path, kind: str):
    document = json.loads(BUILT_IN.read_bytes())
    task = next(task for task in document["tasks"] if task["kind"] == "periodic")
    task |= {"kind": kind, "due": "2021-12-31" if kind == "deadline" else None}
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    validate(file)
    task["recurrence"] = "month"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    with pytest.raises(InputError):
        validate(file)


def undated(folder: Path) -> None:
    """Leave the quarterly report as the first version made it: without a due date."""
    for statement in (
        (
            "UPDATE task_event SET due = NULL WHERE kind = 'assigned' "
            "AND task_id = (SELECT id FROM task WHERE code = '2.đ')"
        ),
        "UPDATE task SET recurrence = NULL",
    ):
        assert plant(folder, statement)


def test_a_newer_version_dates_what_an_earlier_program_left_undated(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    folder = tmp_path / "w"
    shutil.copytree(sample_folder, folder)
    undated(folder)
    with Workspaces(clock).open(folder).workspace:
        pass
    desk = Desk(Workspaces(clock).open(folder))
    day = date(2021, 3, 1)
    try:
        (row,) = [r for r in desk.tasks.all(day) if r.task.code == "2.đ"]
        assert row.status.due is None
        desk.catalogues.install(a_newer_one(tmp_path))
        (row,) = [r for r in desk.tasks.all(day) if r.task.code == "2.đ"]
        assert (row.status.due, row.task.recurrence) == (date(2021, 3, 24), Recurrence.QUARTER)
    finally:
        desk.close()


def test_what_a_catalogue_builds_on_is_not_undone_but_what_was_done_before_is(
    desk: Desk, tmp_path: Path
):
    day = date(2021, 9, 14)
    clause = next(row.task.clause for row in desk.tasks.all(day) if row.task.code == "2.b")
    raw = {"code": "9.x", "title": "Trước", "kind": "standing", "lead": "DKVN", "clause": "9"}
    for each in (raw, {**raw, "code": "2.b-bis", "clause": clause}):
        planned = desk.registers.plan(RegisterKind.TASKS, [Draft(1, each)], day)
        desk.registers.apply(planned, use_case=UseCase.ADD_RECORD, on=day)
    added = desk.history.stacks().undo
    assert added is not None
    install = desk.catalogues.install(a_newer_one(tmp_path))
    with pytest.raises(RefusedError) as caught:
        desk.history.undo()
    assert caught.value.code is ErrorCode.UNDO_CONFLICT
    later = desk.history.in_the_way_of(added)
    assert later is not None
    assert later.id == install.id
    desk.history.undo()
    codes = {row.task.code for row in desk.tasks.all(day)}
    assert "9.x" not in codes
    assert "2.b-bis" in codes
    desk.history.redo()
    assert "9.x" in {row.task.code for row in desk.tasks.all(day)}


def test_the_same_or_an_older_version_is_refused(desk: Desk):
    with pytest.raises(InputError) as caught:
        desk.catalogues.install(BUILT_IN)
    assert caught.value.code is ErrorCode.CATALOGUE_OLDER


def test_a_catalogue_that_does_not_know_the_unit_is_refused(desk: Desk):
    with pytest.raises(UsageError) as caught:
        desk.catalogues.install(OTHER)
    assert caught.value.code is ErrorCode.AGENCY_UNKNOWN
