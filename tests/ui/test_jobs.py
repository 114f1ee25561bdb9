"""Work off the GUI thread leaves the interpreter as it was, and tells only who is there."""

import gc
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel
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


class Asker(QLabel):
    def show_outcome(self, outcome: str) -> None:
        self.setText(outcome)


def bound(asker: Asker) -> Callable[[str], None]:
    return asker.show_outcome


def held_by_a_partial(asker: Asker) -> Callable[[str], None]:
    return partial(Asker.show_outcome, asker)


def held_by_a_function(asker: Asker) -> Callable[[str], None]:
    return lambda outcome: asker.setText(str(outcome))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("way", [bound, held_by_a_partial, held_by_a_function])
@pytest.mark.parametrize("is_there", [True, False])
def test_who_has_gone_meanwhile_is_told_nothing(
    way: Callable[[Asker], Callable[[str], None]], is_there: bool, qtbot: QtBot
):
    jobs = JobRunner(on_bug=pytest.fail)
    asker = Asker()
    with qtbot.captureExceptions() as mistakes:
        jobs.run(lambda: "done", way(asker), pytest.fail)
        if not is_there:
            shiboken6.delete(asker)
        qtbot.waitUntil(lambda: not jobs.is_busy)
    assert mistakes == []
    if is_there:
        assert asker.text() == "done"
