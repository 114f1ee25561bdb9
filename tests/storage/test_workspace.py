"""Opening, refusing and locking; in every refusal nothing is written."""

import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import InvalidRequestError, ResourceClosedError

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.history import UseCase
from egovdesk.storage import engine, journal, listing, migrations, schema
from egovdesk.storage.workspace import DATABASE, Workspace, schema_fingerprint
from tests.storage.conftest import NOW, a_task, progress


def closed(folder: Path) -> Path:
    with Workspace.create(folder) as workspace:
        with workspace.changing(UseCase.CREATE_WORKSPACE, at=NOW) as unit:
            unit.tasks.add(a_task())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def refused(folder: Path) -> ErrorCode:
    """Open a folder that must be refused, and see that not a byte of it changed."""
    before = contents(folder)
    with pytest.raises(InputError) as caught:
        Workspace.open(folder)
    assert contents(folder) == before
    return caught.value.code


def test_what_was_recorded_is_there_after_reopening(tmp_path: Path):
    folder = closed(tmp_path / "w")
    with Workspace.open(folder) as workspace, workspace.reading() as unit:
        (record,) = unit.tasks.all()
    assert record.task.title == "Dùng chữ ký số"
    assert record.task.coordinating == ("CHHVN", "CDSVN")


def test_a_closed_workspace_is_one_whole_file(tmp_path: Path):
    folder = closed(tmp_path / "w")
    assert [file.name for file in folder.iterdir() if file.is_file()] == [DATABASE]


def test_a_folder_with_something_in_it_is_not_made_a_workspace(tmp_path: Path):
    (tmp_path / "thư.docx").write_text("x")
    before = contents(tmp_path)
    with pytest.raises(InputError) as caught:
        Workspace.create(tmp_path)
    assert caught.value.code is ErrorCode.WORKSPACE_EXISTS
    assert contents(tmp_path) == before


def test_a_missing_folder(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        Workspace.open(tmp_path / "không có")
    assert caught.value.code is ErrorCode.WORKSPACE_MISSING
    assert not (tmp_path / "không có").exists()


def test_a_folder_without_a_database(tmp_path: Path):
    assert refused(tmp_path) is ErrorCode.WORKSPACE_FOREIGN


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ErrorCode.WORKSPACE_DAMAGED),
        (b"x" * 5000, ErrorCode.WORKSPACE_FOREIGN),
        (b"PK\x03\x04" + b"\0" * 400, ErrorCode.WORKSPACE_FOREIGN),
    ],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, code: ErrorCode):
    (tmp_path / DATABASE).write_bytes(content)
    assert refused(tmp_path) is code


def test_another_programs_database(tmp_path: Path):
    connection = sqlite.connect(str(tmp_path / DATABASE))
    connection.execute("CREATE TABLE notes(text)")
    connection.commit()
    connection.close()
    assert refused(tmp_path) is ErrorCode.WORKSPACE_FOREIGN


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_truncated_database(tmp_path: Path, keep: float):
    database = closed(tmp_path / "w") / DATABASE
    data = database.read_bytes()
    database.write_bytes(data[: int(len(data) * keep)])
    assert refused(tmp_path / "w") is ErrorCode.WORKSPACE_DAMAGED


def test_a_newer_database(tmp_path: Path):
    folder = closed(tmp_path / "w")
    connection = sqlite.connect(str(folder / DATABASE))
    connection.execute(f"PRAGMA user_version={len(migrations.STEPS) + 1}")
    connection.close()
    assert refused(folder) is ErrorCode.WORKSPACE_NEWER


def test_a_planted_trigger(tmp_path: Path):
    folder = closed(tmp_path / "w")
    connection = sqlite.connect(str(folder / DATABASE))
    connection.execute(
        "CREATE TRIGGER planted AFTER INSERT ON task_event "
        "BEGIN UPDATE procedure_count SET results_synced = results; END"
    )
    connection.commit()
    connection.close()
    assert refused(folder) is ErrorCode.WORKSPACE_FOREIGN


@pytest.mark.parametrize("read_only", ["folder", "database"])
def test_a_read_only_workspace(tmp_path: Path, read_only: str):
    folder = closed(tmp_path / "w")
    target = folder if read_only == "folder" else folder / DATABASE
    mode = target.stat().st_mode
    target.chmod(mode & ~0o222)
    try:
        assert refused(folder) is ErrorCode.WORKSPACE_READ_ONLY
    finally:
        target.chmod(mode)


_HOLD = """
import sys
from pathlib import Path
from egovdesk.storage.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_workspace_open_elsewhere_says_where_and_opens_once_that_program_is_killed(
    tmp_path: Path,
):
    folder = closed(tmp_path / "w")
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(InputError) as caught:
            Workspace.open(folder)
        assert caught.value.code is ErrorCode.WORKSPACE_LOCKED
        assert caught.value.data["pid"] == other.pid
    finally:
        other.send_signal(signal.SIGKILL)
        other.communicate()
    with Workspace.open(folder) as workspace, workspace.reading() as unit:
        assert len(unit.tasks.all()) == 1


def test_the_migrated_schema_is_what_the_tables_and_triggers_say(tmp_path: Path):
    made = create_engine("sqlite://", module=sqlite)
    with made.begin() as connection:
        schema.metadata.create_all(connection)
        for statement in journal.trigger_statements(schema.JOURNALLED):
            connection.exec_driver_sql(statement)
        for statement in listing.trigger_statements():
            connection.exec_driver_sql(statement)
        expected = _shape(connection)
    with Workspace.create(tmp_path / "w"):
        pass
    migrated = create_engine(f"sqlite:///{tmp_path / 'w' / DATABASE}", module=sqlite)
    with migrated.connect() as connection:
        assert _shape(connection) == expected
        assert schema_fingerprint(connection) == migrations.FINGERPRINT


def _shape(connection: Connection) -> list[tuple[str, ...]]:
    """Return triggers and indexes by their text, tables by their columns.

    A column that a later step added stands at the end of the table's text, so that is no measure.
    """
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
    shape: list[tuple[str, ...]] = []
    for kind, name, sql in rows:
        if kind != "table":
            shape.append((kind, name, " ".join((sql or "").split())))
            continue
        for pragma in ("table_xinfo", "foreign_key_list"):
            found = connection.exec_driver_sql(f"PRAGMA {pragma}({name})").all()
            shape.append((pragma, name, repr(sorted(tuple(row)[1:] for row in found))))
        shape.append(("strict", name, str("STRICT" in sql)))
    return sorted(shape)


def test_a_workspace_of_the_first_version_still_opens(tmp_path: Path):
    """The stored file is never made anew: it stands for what officers have on their disks."""
    stored = Path(__file__).parent.parent / "data" / "schema" / "v001.sqlite"
    folder = tmp_path / "w"
    (folder / "evidence").mkdir(parents=True)
    (folder / "backups").mkdir()
    shutil.copy(stored, folder / DATABASE)
    with Workspace.open(folder) as workspace, workspace.reading() as unit:
        (record,) = unit.tasks.all()
        assert record.task.title == "Dùng chữ ký số"
        assert unit.history.first_break() is None


def test_an_older_workspace_is_backed_up_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = closed(tmp_path / "w")
    version = len(migrations.STEPS)

    def step(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE later(id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    reference = closed_fingerprint(tmp_path / "fresh", monkeypatch)
    monkeypatch.setattr(migrations, "FINGERPRINT", reference)
    with Workspace.open(folder) as workspace, workspace.reading() as unit:
        assert len(unit.tasks.all()) == 1
    backup = sqlite.connect(str(folder / "backups" / f"before-version-{version + 1}.db"))
    assert backup.execute("SELECT count(*) FROM task").fetchone() == (1,)
    assert backup.execute("PRAGMA user_version").fetchone() == (version,)
    backup.close()


def closed_fingerprint(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the fingerprint of a database made by the steps as they are now."""
    folder.mkdir()
    made = engine.create(folder / DATABASE, engine.OpenChange())
    with made.begin() as connection:
        for step in migrations.STEPS:
            step(connection)
        found = schema_fingerprint(connection)
    made.dispose()
    return found


def test_a_failed_migration_leaves_the_old_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = closed(tmp_path / "w")
    before = (folder / DATABASE).read_bytes()

    def step(connection: Connection) -> None:
        connection.exec_driver_sql("DROP TABLE workload")
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, step))
        with pytest.raises(ZeroDivisionError):
            Workspace.open(folder)
    assert (folder / DATABASE).read_bytes() == before
    with Workspace.open(folder) as workspace, workspace.reading() as unit:
        assert unit.workload.all() == ()


def test_an_exception_inside_a_use_case_keeps_nothing(workspace: Workspace):
    with pytest.raises(ZeroDivisionError):
        with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
            unit.tasks.add_event(1, progress(50))
            raise ZeroDivisionError
    with workspace.reading() as unit:
        assert unit.tasks.all()[0].events == ()
        assert [change.use_case for change in unit.history.changes()] == [UseCase.CREATE_WORKSPACE]


def test_a_commit_that_fails_keeps_nothing_and_the_next_one_works(workspace: Workspace):
    with pytest.raises(RefusedError) as caught:
        with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
            unit._connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            unit.tasks.add_event(77, progress(50))  # no such task, which only COMMIT notices
    assert caught.value.code is ErrorCode.RECORD_IN_USE
    with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
        unit.tasks.add_event(1, progress(60))
    with workspace.reading() as unit:
        assert [event.percent for event in unit.tasks.all()[0].events] == [60]
        assert len(unit.history.changes()) == 2
        assert unit.history.first_break() is None


def test_threads_take_turns(workspace: Workspace):
    def record(number: int) -> int:
        with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
            unit.tasks.add_event(1, progress(number))
        with workspace.reading() as unit:
            return len(unit.tasks.all()[0].events)

    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(record, range(40)))
    assert max(seen) == 40
    with workspace.reading() as unit:
        assert {event.percent for event in unit.tasks.all()[0].events} == set(range(40))
        assert unit.history.first_break() is None


def test_a_unit_of_work_inside_another_is_refused_at_once(workspace: Workspace):
    with workspace.reading() as unit:
        with pytest.raises(InvalidRequestError), workspace.reading():
            pass
        assert len(unit.tasks.all()) == 1


def test_a_closed_workspace_is_not_opened_again_by_the_way(tmp_path: Path):
    workspace = Workspace.create(tmp_path / "w")
    workspace.close()
    with pytest.raises(ResourceClosedError), workspace.reading():
        pass


@pytest.mark.parametrize("name", ["a?b", "q?mode=ro", "a%20b", "c#d", "có dấu & cách"])
def test_a_folder_of_any_name(tmp_path: Path, name: str):
    folder = tmp_path / name
    Workspace.create(folder).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (folder / "workspace.db").stat().st_size
    Workspace.open(folder).close()


@pytest.mark.parametrize("made", ["file", "too long"])
def test_nothing_is_made_where_no_folder_can_be(tmp_path: Path, made: str):
    folder = tmp_path / ("a" * 300 if made == "too long" else "file")
    if made == "file":
        folder.write_text("x")
    with pytest.raises(InputError):
        Workspace.create(folder)
    with pytest.raises(InputError):
        Workspace.open(folder)


def test_a_note_that_cannot_be_written_is_named(tmp_path: Path):
    Workspace.create(tmp_path / "w").close()
    (tmp_path / "w" / "workspace.lock").mkdir()
    with pytest.raises(InputError):
        Workspace.open(tmp_path / "w")


def test_text_that_is_damaged(tmp_path: Path):
    Workspace.create(tmp_path / "w").close()
    database = tmp_path / "w" / "workspace.db"
    data = database.read_bytes()
    assert data.count(b"CREATE TRIGGER") > 1
    database.write_bytes(data.replace(b"CREATE TRIGGER", b"CREATE TRI\xffGER"))
    with pytest.raises(InputError) as caught:
        Workspace.open(tmp_path / "w")
    assert caught.value.code in {ErrorCode.WORKSPACE_DAMAGED, ErrorCode.WORKSPACE_FOREIGN}
