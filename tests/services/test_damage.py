"""Text that was damaged on the disk but is still text: one sentence, never a crash report."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Column, Table, Text

from egovdesk.bootstrap import Desk
from egovdesk.domain.cells import Raw
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signing import KeyChoice
from egovdesk.domain.views import SavedView
from egovdesk.services.remarks import NewRemark
from egovdesk.services.tasks import ProgressEntry
from egovdesk.services.workspaces import Workspaces
from egovdesk.storage import schema
from tests.damage import plant
from tests.services.conftest import answer_warnings, clock

PERIOD = Quarter(2021, 3)
TODAY = date(2021, 9, 20)


@pytest.fixture(scope="module")
def full_folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace that has at least one row in every table but `workload`."""
    base = tmp_path_factory.mktemp("full")
    folder = base / "workspace"
    shutil.copytree(sample_folder, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EGOVDESK_HOME", str(base / "home"))
        desk = Desk(Workspaces(clock).open(folder))
        desk.periods.choose(PERIOD)
        (base / "out").mkdir()
        answer_warnings(desk, PERIOD)
        desk.narratives.adopt(PERIOD)
        desk.packages.export(PERIOD, base / "out", KeyChoice())
        desk.reports.recall(PERIOD, "Thử")
        fill_registers(desk)
        desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 16), percent=80))
        desk.close()
        yield folder


RECORDS: dict[RegisterKind, dict[str, Raw]] = {
    RegisterKind.DIRECTIVES: {"number": "1/QĐ", "subject": "Thử", "issued_on": TODAY},
    RegisterKind.DATABASES: {
        "code": "1",
        "name": "CSDL",
        "updated_on": TODAY,
        "regulation_on": TODAY,
        "lgsp_on": TODAY,
        "national_on": TODAY,
    },
    RegisterKind.PROJECTS: {
        "code": "1",
        "name": "Dự án",
        "started_on": TODAY,
        "due_on": TODAY,
        "accepted_on": TODAY,
    },
    RegisterKind.REPORT_FORMS: {"code": "1", "name": "Báo cáo", "online_on": TODAY},
    RegisterKind.SECURITY_DUTIES: {
        "code": "1",
        "name": "Cấp độ",
        "due_on": TODAY,
        "done_on": TODAY,
    },
    RegisterKind.ACTIVITIES: {"held_on": TODAY, "kind": "meeting", "name": "Giao ban"},
}


def fill_registers(desk: Desk) -> None:
    """Put a row into every table that the sample leaves empty."""
    for kind, raw in RECORDS.items():
        planned = desk.registers.plan(kind, [Draft(1, raw)], TODAY)
        desk.registers.apply(planned, use_case=UseCase.ADD_RECORD, on=TODAY)
    desk.remarks.add(NewRemark(kind=RegisterKind.TASKS, row_id=1, field="due", text="Xem lại"))
    query = ListQuery(kind=RegisterKind.TASKS, words=("dang",))
    desk.views.save(SavedView(id=0, name="Của tôi", query=query))
    desk.registers.ids(query, TODAY)
    with desk.session.workspace.changing(UseCase.ATTACH_EVIDENCE, at=clock()) as unit:
        for statement in (
            "INSERT INTO attachment(register, row_id, evidence_id) VALUES ('directives', 1, 1)",
            "INSERT INTO directive_clause(directive_id, label) VALUES (1, '9.z')",
            (
                "INSERT INTO report_letter(report_id, digest, name, at) "
                f"VALUES (1, '{0:064}', 'letter.pdf', '{clock().isoformat()}')"
            ),
        ):
            unit._connection.exec_driver_sql(statement)


@pytest.fixture
def folder(full_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(full_folder, tmp_path / "workspace"))


def read_everything(folder: Path) -> None:
    """Do what the pages of the desk do when they show themselves, and undo once."""
    desk = Desk(Workspaces(clock).open(folder))
    try:
        desk.periods.chosen()
        desk.overviews.of(PERIOD)
        desk.tasks.all(TODAY)
        desk.procedures.summary(TODAY)
        desk.signers.adoption(TODAY)
        desk.reports.closing(PERIOD)
        for kind in RegisterKind:
            ids = desk.registers.ids(ListQuery(kind=kind), TODAY)
            desk.registers.rows(kind, ids, TODAY)
            desk.remarks.of(kind, 1)
            desk.views.of(kind)
        desk.search.find("dang", TODAY)
        desk.history.changes()
        desk.history.first_break()
        desk.history.undo()
    finally:
        desk.close()


def test_the_undamaged_workspace_reads(folder: Path):
    read_everything(folder)


_TYPED = (schema.Day, schema.Moment, schema.Choice)


def _newest(table: Table) -> str:
    key = table.primary_key.columns[0].name
    return f"{key} = (SELECT max({key}) FROM {table.name})"


@pytest.mark.parametrize(
    "column",
    [c for t in schema.metadata.sorted_tables for c in t.columns if isinstance(c.type, _TYPED)],
    ids=str,
)
def test_a_date_or_a_word_that_is_none_damages_the_workspace(folder: Path, column: Column[object]):
    table = column.table
    assert plant(folder, f"UPDATE {table.name} SET {column.name} = 'xyz' WHERE {_newest(table)}")
    with pytest.raises(InputError) as caught:
        read_everything(folder)
    assert caught.value.code is ErrorCode.WORKSPACE_DAMAGED
    assert "xyz" not in str(caught.value)


def test_a_date_that_only_sqlite_knows(folder: Path):
    assert plant(folder, "UPDATE signer_event SET valid_to = '0000-01-01'")
    with pytest.raises(InputError) as caught:
        read_everything(folder)
    assert caught.value.code is ErrorCode.WORKSPACE_DAMAGED


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=str)
def test_any_other_text_is_shown_or_refused(folder: Path, table: Table):
    texts = [f"{column.name} = 'xyz'" for column in table.columns if type(column.type) is Text]
    if texts:
        assert plant(folder, f"UPDATE {table.name} SET {', '.join(texts)} WHERE {_newest(table)}")
    # Refused where that text is what something else is found by.
    with suppress(EGovDeskError):
        read_everything(folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE setting SET value = 'xyz' WHERE name = 'agency'",
        "UPDATE setting SET value = 'xyz' WHERE name = 'catalogue'",
        "UPDATE setting SET value = 'xyz' WHERE name = 'period'",
        "DELETE FROM setting WHERE name = 'agency'",
        "UPDATE catalogue SET document = replace(document, '2021', '2O21')",
    ],
)
def test_settings_and_a_catalogue_that_the_program_did_not_write(folder: Path, statement: str):
    assert plant(folder, statement)
    with pytest.raises(InputError) as caught:
        read_everything(folder)
    assert caught.value.code is ErrorCode.WORKSPACE_DAMAGED


@pytest.mark.parametrize("image", ["xyz", "[]", "{}", '{"id": 1', "null", "[" * 100_000])
def test_an_image_in_the_journal_that_cannot_be_undone(folder: Path, image: str):
    newest = "(SELECT max(seq) FROM journal WHERE table_name = 'task_event')"
    assert plant(folder, f"UPDATE journal SET after = ? WHERE seq = {newest}", image)
    desk = Desk(Workspaces(clock).open(folder))
    try:
        before = desk.tasks.all(TODAY)
        with pytest.raises(InputError) as caught:
            desk.history.undo()
        assert caught.value.code is ErrorCode.WORKSPACE_DAMAGED
        assert desk.tasks.all(TODAY) == before
    finally:
        desk.close()


def test_a_change_that_undoes_nothing(folder: Path):
    assert plant(folder, "UPDATE change SET use_case = 'undo'")
    desk = Desk(Workspaces(clock).open(folder))
    try:
        assert desk.history.stacks().undo is None
    finally:
        desk.close()
