"""A process of our own for what may hang or crash: strangers' drivers, files from outside.

It is no cage: what runs in it has the person's rights. But it can be ended, which a thread cannot.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from time import monotonic
from types import TracebackType
from typing import Generic, Self, TypeVar, cast

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError

Question = TypeVar("Question")
Answer = TypeVar("Answer")

_Reply = tuple[object, ErrorCode | None, Mapping[str, str | int]]

_START_SECONDS = 60.0  # a slow disk, a virus scanner, libraries that are read for the first time
_TICK_SECONDS = 0.1
_MAX_MEMORY = 1 << 30


class WorkerLostError(Exception):
    """The process ended without an answer: it crashed, or ran out of memory."""


def no_waiting() -> None:
    """Let the time pass."""


class Worker(Generic[Question, Answer]):
    """Answers questions one after the other in a process that is started when it is needed.

    `prepare` is called there once and returns what answers; it imports what the program itself
    need not load. A process that had to be ended is replaced at the next question.
    """

    def __init__(self, prepare: Callable[[], Callable[[Question], Answer]]) -> None:
        self._prepare = prepare
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def ask(
        self, question: Question, *, seconds: float, waiting: Callable[[], None] = no_waiting
    ) -> Answer:
        """Return the answer; `waiting` is called several times a second and may raise to cancel.

        Raises:
            InputError: the answer is an error that a person can mend.
            TimeoutError: there was no answer in time.
            WorkerLostError: there will be none.
        """
        try:
            connection = self._connection or self._started(waiting)
            connection.send(question)
            answer, code, data = _received(connection, seconds, waiting)
        except BaseException as error:
            self._end()  # else an answer that comes late is taken for the next question's
            if isinstance(error, EOFError | ConnectionError):
                raise WorkerLostError from error
            raise
        if code is not None:
            raise InputError(code, **data)
        return cast("Answer", answer)

    def _started(self, waiting: Callable[[], None]) -> Connection:
        # what is forked from a program with threads may inherit a lock that nobody opens again
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._connection = ours
        self._process = context.Process(target=_serve, args=(theirs, self._prepare), daemon=True)
        self._process.start()
        theirs.close()
        _received(ours, _START_SECONDS, waiting)
        return ours

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None


def _received(connection: Connection, seconds: float, waiting: Callable[[], None]) -> _Reply:
    end = monotonic() + seconds
    while not connection.poll(_TICK_SECONDS):
        if monotonic() > end:
            raise TimeoutError
        waiting()
    return cast("_Reply", connection.recv())


def _serve(connection: Connection, prepare: Callable[[], Callable[[Question], Answer]]) -> None:
    """Answer until the program hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which then ends us
    _be_silent()
    _limit_memory()
    answer = prepare()
    connection.send(_reply(None))
    while True:
        try:
            question = connection.recv()
        except (EOFError, OSError):
            return
        try:
            reply = _reply(answer(question))
        except EGovDeskError as error:
            reply = _reply(None, error)
        connection.send(reply)


def _reply(answer: object, error: EGovDeskError | None = None) -> _Reply:
    return (answer, None, {}) if error is None else (None, error.code, dict(error.data))


def _be_silent() -> None:
    """Keep what drivers print out of our output, which other programs read."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit_memory() -> None:
    """Bound the memory where the system can; elsewhere the time is the bound."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MAX_MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MAX_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
