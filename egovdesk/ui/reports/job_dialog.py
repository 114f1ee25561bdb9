"""A dialog that does one piece of long work and cannot be left before the work has stopped."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui.jobs import Job, JobRunner
from egovdesk.ui.widgets.progress_panel import ProgressPanel

Result = TypeVar("Result")


class JobDialog(QDialog):
    """Shows the progress of its work; Escape while it runs asks the work to stop."""

    _crashed = Signal()

    def __init__(self, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.was_cancelled = False
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(self._on_cancelled)
        self._crashed.connect(self._on_crashed)
        self.finished.connect(self.deleteLater)

    @property
    def is_running(self) -> bool:
        """Say whether the work has not ended yet."""
        return self._job is not None

    def reject(self) -> None:
        """Close, or ask the work to stop: the work still has to tell how it ended."""
        if self._job is None:
            super().reject()
        else:
            self._on_cancelled()

    def start_job(
        self,
        words: str,
        work: Callable[[Job, Callable[[object], None]], Result],
        on_done: Callable[[Result], None],
        on_failed: Callable[[EGovDeskError], None],
        on_progress: Callable[[Any], None],
    ) -> None:
        """Start the work and show its progress."""

        def guarded(job: Job, report: Callable[[object], None]) -> Result:
            try:
                return work(job, report)
            except EGovDeskError:
                raise
            except BaseException:
                # The runner reports the bug; nobody may be locked in here meanwhile.
                self._crashed.emit()
                raise

        def done(result: Result) -> None:
            self._end()
            on_done(result)

        def failed(error: EGovDeskError) -> None:
            self._end()
            on_failed(error)

        self.progress.start(words)
        self._job = self._jobs.run_long(guarded, done, failed, on_progress)

    def _end(self) -> None:
        self._job = None
        self.progress.finish()

    def _on_crashed(self) -> None:
        self._end()
        self.reject()

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self.was_cancelled = True
            self._job.cancel()
