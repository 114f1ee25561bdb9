"""Workspaces that were not made to the end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.services.workspaces import Workspaces
from egovdesk.storage.workspace import Workspace
from tests.services.conftest import clock


def test_a_workspace_that_was_never_finished_is_named(tmp_path: Path):
    Workspace.create(tmp_path / "w").close()
    with pytest.raises(InputError) as caught:
        Workspaces(clock).open(tmp_path / "w")
    assert caught.value.code is ErrorCode.WORKSPACE_DAMAGED


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
