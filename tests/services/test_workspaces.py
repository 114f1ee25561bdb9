"""Workspaces that were not made to the end."""

import os
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from egovdesk.documents.catalogue import builtin_catalogue_bytes
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.history import UseCase
from egovdesk.domain.recurrence import Recurrence
from egovdesk.services.workspaces import Workspaces
from egovdesk.storage.workspace import DATABASE, Workspace
from tests.damage import plant
from tests.services.conftest import clock


def test_a_workspace_that_was_never_finished_is_named(tmp_path: Path):
    Workspace.create(tmp_path / "w").close()
    with pytest.raises(InputError) as caught:
        Workspaces(clock).open(tmp_path / "w")
    assert caught.value.code is ErrorCode.WORKSPACE_DAMAGED


def test_a_workspace_of_the_first_version_gets_the_due_dates_of_its_quarterly_report(
    tmp_path: Path,
):
    folder = tmp_path / "w"
    for name in ("evidence", "packages", "backups"):
        (folder / name).mkdir(parents=True)
    shutil.copy(Path(__file__).parents[1] / "data" / "schema" / "v001.sqlite", folder / DATABASE)
    document = builtin_catalogue_bytes()
    digest = sha256(document).hexdigest()
    for statement, *values in (
        ("INSERT INTO setting(name, value) VALUES ('agency', 'DKVN'), ('catalogue', ?)", digest),
        (
            "INSERT INTO catalogue(catalogue_id, version, digest, document) VALUES (?, 1, ?, ?)",
            *("bgtvt-2021", digest, document.decode()),
        ),
        (
            (
                "INSERT INTO task(id, code, clause, title, kind, lead) "
                "VALUES (2, '2.đ', '2.đ', 'Báo cáo quý', 'periodic', 'DKVN'), "
                "(3, 'X', '', 'Của tôi', 'periodic', 'DKVN')"
            ),
        ),
        (
            (
                "INSERT INTO task_event(task_id, kind, on_day) "
                "VALUES (2, 'assigned', '2021-02-24'), (3, 'assigned', '2021-02-24')"
            ),
        ),
    ):
        plant(folder, statement, *values)

    with Workspaces(clock).open(folder).workspace as workspace, workspace.reading() as unit:
        tasks = {record.task.code: record for record in unit.tasks.all()}
        changes = unit.history.changes()
        assert unit.history.first_break() is None
    assert tasks["2.đ"].as_of(date(2021, 3, 1)).due == date(2021, 3, 24)
    assert tasks["2.đ"].task.recurrence is Recurrence.QUARTER
    assert tasks["X"].now.due is None
    assert (changes[-1].use_case, changes[-1].at) == (UseCase.INSTALL_CATALOGUE, clock())

    with Workspaces(clock).open(folder).workspace as workspace, workspace.reading() as unit:
        assert unit.history.changes() == changes


@pytest.mark.skipif(os.name == "nt", reason="no limit on the size of a file")
@pytest.mark.parametrize("kilobytes", [1, 40, 140])
def test_making_a_workspace_on_a_full_disk_leaves_nothing(tmp_path: Path, kilobytes: int):
    command = [sys.executable, "-m", "egovdesk", "init", str(tmp_path / "w"), "--unit", "DKVN"]
    program = (
        "import resource, runpy, sys;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes} << 10, {kilobytes} << 10));"
        f"sys.argv = {command[2:]!r};"
        "runpy.run_module('egovdesk', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 3, done.stderr
    assert not list(tmp_path.iterdir())
