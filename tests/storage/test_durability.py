"""What was acknowledged is there after the worst moment to be killed, or a full disk."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.history import UseCase
from egovdesk.storage.evidence import keep_file
from egovdesk.storage.workspace import Workspace
from tests.storage.conftest import NOW, a_task

_WRITE = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from egovdesk.domain.history import UseCase
from egovdesk.domain.tasks import TaskEvent, TaskEventKind
from egovdesk.storage.workspace import Workspace

now = datetime(2021, 9, 20, tzinfo=UTC)
with Workspace.open(Path(sys.argv[1])) as workspace:
    number = int(sys.argv[2])
    while True:
        number += 1
        with workspace.changing(UseCase.RECORD_PROGRESS, at=now) as unit:
            for part in ("first", "second"):
                unit.tasks.add_event(1, TaskEvent(
                    kind=TaskEventKind.PROGRESS, on=date(2021, 9, 1), percent=1,
                    note=f"{number} {part}"))
        print(number, flush=True)
"""

KILLS = 12


def test_acknowledged_changes_survive_being_killed_and_none_is_half_there(tmp_path: Path):
    folder = tmp_path / "w"
    with Workspace.create(folder) as workspace:
        with workspace.changing(UseCase.CREATE_WORKSPACE, at=NOW) as unit:
            unit.tasks.add(a_task())
    moments = random.Random(1478)
    acknowledged = 0
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(folder), str(acknowledged)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(moments.random() * 0.03)
        writer.send_signal(signal.SIGKILL)
        rest, _errors = writer.communicate()
        lines = [first, *rest.splitlines(keepends=True)]
        acknowledged = max(int(line) for line in lines if line.endswith("\n"))
        with Workspace.open(folder) as workspace, workspace.reading() as unit:
            notes = [event.note for event in unit.tasks.all()[0].events]
            assert unit.history.first_break() is None
        whole = [
            f"{n} {part}" for n in range(1, len(notes) // 2 + 1) for part in ("first", "second")
        ]
        assert notes == whole
        assert len(notes) // 2 >= acknowledged
        acknowledged = len(notes) // 2


_FILL = """
import resource, sys
from datetime import UTC, date, datetime
from pathlib import Path
import signal
from egovdesk.domain.errors import InputError
from egovdesk.domain.history import UseCase
from egovdesk.domain.tasks import TaskEvent, TaskEventKind
from egovdesk.storage.workspace import Workspace

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, now = Path(sys.argv[1]), datetime(2021, 9, 20, tzinfo=UTC)
with Workspace.open(folder) as workspace:
    size = (folder / "workspace.db").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, resource.RLIM_INFINITY))
    kept = 0
    try:
        while True:
            with workspace.changing(UseCase.RECORD_PROGRESS, at=now) as unit:
                unit.tasks.add_event(1, TaskEvent(
                    kind=TaskEventKind.PROGRESS, on=date(2021, 9, 1), percent=1, note="x" * 3000))
            kept += 1
    except InputError as error:
        print(error.code.value, kept)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_full_disk_is_said_so_and_loses_nothing(tmp_path: Path):
    folder = tmp_path / "w"
    with Workspace.create(folder) as workspace:
        with workspace.changing(UseCase.CREATE_WORKSPACE, at=NOW) as unit:
            unit.tasks.add(a_task())
    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(folder)], capture_output=True, text=True, check=True
    )
    code, kept = done.stdout.split()
    assert code == ErrorCode.DISK_FULL
    with Workspace.open(folder) as workspace:
        with workspace.reading() as unit:
            assert len(unit.tasks.all()[0].events) == int(kept)
            assert unit.history.first_break() is None
        with workspace.changing(UseCase.RECORD_PROGRESS, at=NOW) as unit:
            unit.tasks.add(a_task("2.b"))


def test_evidence_is_kept_under_its_digest(tmp_path: Path):
    source = tmp_path / "Quyết định 12.pdf"
    source.write_bytes(b"%PDF-1.7 x")
    folder = tmp_path / "evidence"
    folder.mkdir()
    kept = keep_file(folder, source)
    assert [file.name for file in folder.iterdir()] == [kept.digest]
    assert (folder / kept.digest).read_bytes() == source.read_bytes()
    assert kept.size == 10


def test_evidence_that_cannot_be_read_leaves_nothing(tmp_path: Path):
    folder = tmp_path / "evidence"
    folder.mkdir()
    with pytest.raises(InputError) as caught:
        keep_file(folder, tmp_path / "đã rút USB.pdf")
    assert caught.value.code is ErrorCode.FILE_MISSING
    assert list(folder.iterdir()) == []
