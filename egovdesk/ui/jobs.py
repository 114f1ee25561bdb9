"""Work off the GUI thread; outcomes come back on it.

One long-lived runner with a queued, bound slot: a signal object per job loses outcomes when it
goes out of scope before it is delivered.
"""

import gc
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode

Result = TypeVar("Result")
_TURN = 0.001
"""After so many seconds a working thread gives way to the window; Python's own 5 ms, several times
in a painting, are more than a frame."""
Failed = Callable[[EGovDeskError], None]


class Job:
    """A piece of work that may be cancelled; the work itself asks between its steps."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def check(self) -> None:
        """Stop here if the person cancelled.

        Raises:
            EGovDeskError: CANCELLED.
        """
        if self._stop.is_set():
            raise EGovDeskError(ErrorCode.CANCELLED)


class _Outcome(NamedTuple):
    deliver: Callable[[Any], None]
    value: Any
    is_last: bool = True


class _Run(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class JobRunner(QObject):
    """Runs use cases one after the other, and long work beside them.

    A full garbage collection stops every thread while it looks at every object: 70 ms where
    15,000 rows are being imported, and the window with them. So none runs during a job, and none
    looks at what long work has made; that goes as most things do, when nobody refers to it any
    more.
    """

    _finished = Signal(object)

    def __init__(
        self, on_bug: Callable[[BaseException], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._on_bug = on_bug
        self._awaited = 0
        self._use_cases = QThreadPool(self, maxThreadCount=1)
        self._long_work = QThreadPool(self, maxThreadCount=1)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether something has not ended yet, or not been delivered."""
        return self._awaited > 0

    def run(
        self,
        work: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_failed: Failed,
    ) -> None:
        """Run a use case; the pool keeps their order."""
        self._start(self._use_cases, work, on_done, on_failed)

    def run_long(
        self,
        work: Callable[[Job, Callable[[object], None]], Result],
        on_done: Callable[[Result], None],
        on_failed: Failed,
        on_progress: Callable[[Any], None],
    ) -> Job:
        """Run work that reports progress and may be cancelled through the returned job."""
        job = Job()

        def report(progress: object) -> None:
            job.check()
            self._finished.emit(_Outcome(on_progress, progress, is_last=False))

        self._start(self._long_work, lambda: work(job, report), on_done, on_failed)
        return job

    def wait(self) -> None:
        """Wait until everything that was started has ended."""
        self._use_cases.waitForDone()
        self._long_work.waitForDone()

    def settle(self) -> None:
        """Wait until everything has ended and was delivered, and what that started as well."""
        while self._awaited:
            self.wait()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _start(
        self,
        pool: QThreadPool,
        work: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_failed: Failed,
    ) -> None:
        def run() -> None:
            was_collecting = gc.isenabled()  # not until the start is over
            gc.disable()
            try:
                outcome = _Outcome(on_done, work())
            except EGovDeskError as error:
                outcome = _Outcome(on_failed, error)
            except BaseException as error:  # noqa: BLE001 - a bug is shown, not lost in a thread
                outcome = _Outcome(self._on_bug, error)
            finally:
                if pool is self._long_work:
                    gc.freeze()
                if was_collecting:
                    gc.enable()
            with suppress(RuntimeError):  # the window is gone: nobody is there to hear of it
                self._finished.emit(outcome)

        self._awaited += 1
        pool.start(_Run(run))

    @Slot(object)
    def _on_finished(self, outcome: _Outcome) -> None:
        if outcome.is_last:
            self._awaited -= 1
        if _is_awaited(outcome.deliver):
            outcome.deliver(outcome.value)


def _is_awaited(deliver: Callable[[Any], None]) -> bool:
    """Say whether those whom an outcome concerns are still there: a dialog may have closed."""
    function: Any = deliver
    held: list[object] = []
    while isinstance(function, partial):
        held += function.args
        function = function.func
    held.append(getattr(function, "__self__", None))
    held += [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]
    return all(shiboken6.isValid(each) for each in held if isinstance(each, QObject))
