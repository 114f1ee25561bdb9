"""Work off the GUI thread leaves the interpreter as it was."""

import gc
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from egovdesk.ui.jobs import JobRunner


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.usefixtures("qapp", "collecting")
@pytest.mark.parametrize("before", [True, False], ids=["later", "while the program starts"])
def test_no_garbage_is_looked_for_in_a_job_nor_sooner_than_before(before: bool, qtbot: QtBot):
    jobs = JobRunner(on_bug=pytest.fail)
    during: list[bool] = []
    if before:
        gc.enable()
    else:
        gc.disable()
    jobs.run(gc.isenabled, during.append, pytest.fail)
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert during == [False]
    assert gc.isenabled() is before
