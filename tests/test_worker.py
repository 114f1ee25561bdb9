"""Work that hangs, crashes or eats memory is ended; the program goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.worker import Worker, WorkerLostError

LONG = 20.0


def answering() -> Callable[[str], object]:
    def answer(question: str) -> object:
        match question:
            case "process":
                return os.getpid()
            case "sleep":
                time.sleep(60)
            case "crash":
                os.abort()
            case "bug":
                raise ZeroDivisionError
            case "memory":
                return len(bytearray(4 << 30))
            case "print":
                os.write(1, b"chatter\n")
                os.write(2, b"chatter\n")
            case "refuse":
                raise InputError(ErrorCode.FILE_MISSING, file="vắng.pdf")
            case _:
                return question.upper()
        return None

    return answer


def crashing() -> Callable[[str], str]:
    os.abort()


def test_one_process_answers_many_questions():
    with Worker(answering) as worker:
        assert worker.ask("đúng", seconds=LONG) == "ĐÚNG"
        first = worker.ask("process", seconds=LONG)
        assert first == worker.ask("process", seconds=LONG)
        assert first != os.getpid()


def test_nothing_is_started_for_nothing():
    with Worker(crashing):
        pass


def test_an_error_that_a_person_can_mend_comes_through():
    with Worker(answering) as worker:
        with pytest.raises(InputError) as caught:
            worker.ask("refuse", seconds=LONG)
        assert (caught.value.code, caught.value.data) == (
            ErrorCode.FILE_MISSING,
            {"file": "vắng.pdf"},
        )
        assert worker.ask("a", seconds=LONG) == "A"


def test_what_takes_too_long_is_ended_and_the_next_question_answered():
    with Worker(answering) as worker:
        before = worker.ask("process", seconds=LONG)
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            worker.ask("sleep", seconds=0.5)
        assert time.monotonic() - started < LONG
        assert worker.ask("process", seconds=LONG) != before
        with pytest.raises(ProcessLookupError):
            os.kill(int(str(before)), 0)


@pytest.mark.parametrize("question", ["crash", "bug", "memory"])
def test_what_crashes_takes_only_itself_along(question: str):
    with Worker(answering) as worker:
        with pytest.raises(WorkerLostError):
            worker.ask(question, seconds=LONG)
        assert worker.ask("a", seconds=LONG) == "A"


def test_a_crash_before_the_first_question():
    with Worker(crashing) as worker, pytest.raises(WorkerLostError):
        worker.ask("a", seconds=LONG)


def test_waiting_may_cancel():
    def stop() -> None:
        raise EGovDeskError(ErrorCode.CANCELLED)

    with Worker(answering) as worker:
        worker.ask("a", seconds=LONG)
        with pytest.raises(EGovDeskError) as caught:
            worker.ask("sleep", seconds=LONG, waiting=stop)
        assert caught.value.code is ErrorCode.CANCELLED
        assert worker.ask("a", seconds=LONG) == "A"


SCRIPT = """
import os
from tests.test_worker import answering
from egovdesk.worker import Worker
if __name__ == "__main__":
    worker = Worker(answering)
    worker.ask("print", seconds=20)
    print(worker.ask("process", seconds=20), flush=True)
    os.kill(os.getpid(), {signal})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_it_is_silent_and_outlives_nobody(how: signal.Signals):
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(signal=int(how))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.stderr == ""
    child = int(result.stdout)
    deadline = time.monotonic() + LONG
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
