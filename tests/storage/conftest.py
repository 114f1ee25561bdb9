"""Real SQLite files, and a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from egovdesk.domain.history import UseCase
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind
from egovdesk.storage.workspace import Workspace

NOW = datetime(2021, 9, 20, 9, 0, tzinfo=UTC)


def a_task(code: str = "2.a") -> Task:
    return Task(
        id=0,
        code=code,
        clause="2.a",
        title="Dùng chữ ký số",
        kind=TaskKind.DEADLINE,
        lead="DKVN",
        coordinating=("CHHVN", "CDSVN"),
    )


def progress(percent: int, day: int = 1) -> TaskEvent:
    return TaskEvent(
        kind=TaskEventKind.PROGRESS, on=date(2021, 9, day), percent=percent, note="đã làm"
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Open a new workspace that holds one task."""
    with Workspace.create(tmp_path / "workspace") as made:
        with made.changing(UseCase.CREATE_WORKSPACE, at=NOW) as unit:
            unit.tasks.add(a_task())
        yield made
