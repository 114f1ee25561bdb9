"""The journal: nothing passes it, nothing in it can be changed unseen, everything replays."""

from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.history import Change, Noun, UseCase
from egovdesk.domain.tasks import TaskEvent, TaskEventKind
from egovdesk.storage import schema
from egovdesk.storage.journal import chain
from egovdesk.storage.workspace import DATABASE, Workspace
from tests.storage.conftest import NOW, a_task, progress


def record(workspace: Workspace, event: TaskEvent) -> Change:
    with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW, subject="2.a") as unit:
        unit.tasks.add_event(1, event)
    return unit.change


def take_back(workspace: Workspace, change: Change) -> None:
    with workspace.changing(UseCase.UNDO, at=NOW, target=change.id) as unit:
        unit.history.take_back(change)


def bring_back(workspace: Workspace, change: Change) -> None:
    with workspace.changing(UseCase.REDO, at=NOW, target=change.id) as unit:
        unit.history.bring_back(change)


def events(workspace: Workspace) -> tuple[TaskEvent, ...]:
    with workspace.reading() as unit:
        return unit.tasks.all()[0].events


def test_a_change_says_what_it_touched(workspace: Workspace):
    change = record(workspace, progress(40))
    assert change.nouns == {Noun.TASKS}
    assert change.subject == "2.a"


def test_every_table_but_the_journal_is_journalled(workspace: Workspace):
    with workspace.reading() as unit:
        rows = unit._connection.exec_driver_sql(
            "SELECT tbl_name, count(*) FROM sqlite_master "
            "WHERE type = 'trigger' AND name LIKE '%_journal' GROUP BY tbl_name"
        ).all()
    expected = {table.name: 3 for table in schema.metadata.sorted_tables}
    del expected["journal"], expected["listing"]
    expected["change"] = 1
    assert dict(rows) == expected


def test_nothing_can_be_written_outside_a_use_case(workspace: Workspace):
    with pytest.raises((DBAPIError, sqlite.Error)), workspace.reading() as unit:
        unit.tasks.add_event(1, progress(40))
    assert events(workspace) == ()


def test_the_journal_cannot_be_rewritten_through_the_program(workspace: Workspace):
    for statement in ("DELETE FROM journal", "UPDATE journal SET after = ''", "DELETE FROM change"):
        with pytest.raises(DBAPIError, match="append-only"):
            with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
                unit._connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE journal SET after = replace(after, '40', '90') WHERE seq = 6", 6),
        ("UPDATE journal SET row_id = 77 WHERE seq = 2", 2),
        ("DELETE FROM journal WHERE seq = 3", 3),
        ("UPDATE change SET at = '2021-09-24T09:00:00+00:00' WHERE id = 2", 5),
        ("UPDATE change SET use_case = 'delete-records' WHERE id = 1", 1),
        ("UPDATE change SET subject = '2.b'", 1),
        ("UPDATE change SET target = 1 WHERE id = 2", 5),
        ("DELETE FROM change WHERE id = 2", 5),
        ("INSERT INTO change SELECT 3, at, use_case, subject, target FROM change LIMIT 1", 7),
    ],
)
def test_tampering_with_the_file_shows_where(tmp_path: Path, tampering: str, broken: int):
    folder = tmp_path / "w"
    with Workspace.create(folder) as workspace:
        with workspace.changing(UseCase.CREATE_WORKSPACE, at=NOW) as unit:
            unit.tasks.add(a_task())
        record(workspace, progress(40))
        with workspace.reading() as unit:
            assert unit.history.first_break() is None
    connection = sqlite.connect(str(folder / DATABASE))
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(tampering)
    for _name, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
    with Workspace.open(folder) as workspace, workspace.reading() as unit:
        assert unit.history.first_break() == broken


def test_the_stamp_is_the_head_of_the_chain(workspace: Workspace):
    with workspace.reading() as unit:
        before = unit.history.stamp()
    record(workspace, progress(40))
    with workspace.reading() as unit:
        after = unit.history.stamp()
        entries = unit._connection.exec_driver_sql(
            "SELECT change_id, table_name, row_id, operation, before, after FROM journal "
            "WHERE seq > ? ORDER BY seq",
            (before.count,),
        ).all()
    head = before.head
    for entry in entries:
        head = chain(head, *entry)
    assert after.head == head
    assert after.count == before.count + len(entries)


def test_undo_and_redo(workspace: Workspace):
    change = record(workspace, progress(40))
    take_back(workspace, change)
    assert events(workspace) == ()
    bring_back(workspace, change)
    assert [event.percent for event in events(workspace)] == [40]
    with workspace.reading() as unit:
        assert unit.history.first_break() is None


def test_undo_is_refused_where_a_later_change_stands_in_the_way(workspace: Workspace):
    change = record(workspace, progress(40))
    with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
        unit._connection.exec_driver_sql("UPDATE task_event SET percent = 41")
    with pytest.raises(RefusedError) as caught:
        take_back(workspace, change)
    assert caught.value.code is ErrorCode.UNDO_CONFLICT
    assert [event.percent for event in events(workspace)] == [41]


steps = st.lists(
    st.one_of(
        st.builds(
            TaskEvent,
            kind=st.sampled_from(TaskEventKind),
            on=st.dates(date(2021, 1, 1), date(2022, 12, 31)),
            due=st.none() | st.dates(date(2021, 1, 1), date(2022, 12, 31)),
            percent=st.none() | st.integers(0, 100),
            note=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
        ),
        st.sampled_from(["undo", "redo"]),
    ),
    max_size=12,
)


@given(steps=steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_course_of_edits_undos_and_redos_agrees_with_a_simple_model(
    tmp_path_factory: pytest.TempPathFactory, steps: list[TaskEvent | str]
):
    with Workspace.create(tmp_path_factory.mktemp("model") / "w") as workspace:
        with workspace.changing(UseCase.CREATE_WORKSPACE, at=NOW) as unit:
            unit.tasks.add(a_task())
        done: list[tuple[Change, TaskEvent]] = []
        undone: list[tuple[Change, TaskEvent]] = []
        for step in steps:
            if isinstance(step, TaskEvent):
                done.append((record(workspace, step), step))
                undone.clear()
            elif step == "undo" and done:
                take_back(workspace, done[-1][0])
                undone.append(done.pop())
            elif step == "redo" and undone:
                bring_back(workspace, undone[-1][0])
                done.append(undone.pop())
        assert events(workspace) == tuple(event for _, event in done)
        with workspace.reading() as unit:
            assert unit.history.first_break() is None
