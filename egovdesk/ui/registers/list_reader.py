"""Reading a register's list in steps between which the window stays alive."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind, RegisterRow
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import Job
from egovdesk.ui.registers.grid_model import PAGE

_STEP = 2000
"""How many records are made ready for searching at once: some 40 ms of work."""
_GO_ON = QEvent.Type.User
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
"""Qt paints at a low priority, after timers of 0 ms; a thread that is at work by then would take
turns with the painting, and both would last several times as long."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows: the first ids and rows, how many records there are, and their words."""

    query: ListQuery
    ids: "array[int]"
    rows: Sequence[RegisterRow]
    total: int
    labels: Mapping[str, Mapping[str, str]]
    remarked: Mapping[int, frozenset[str]] = field(default_factory=dict)


class ListReader(QObject):
    """Reads what a query finds: the first page, after its painting the rest, then pages by need.

    One reading at a time: one that is overtaken is cancelled, and only the latest is delivered.
    """

    listed = Signal(object)
    """A list was read anew (`Listed`): another one's first page, or all the ids of the same."""
    completed = Signal(object)
    """Every id of the list whose first page was shown."""
    page_read = Signal(int, object)
    """The rows of a page that was asked for."""

    def __init__(self, context: Context, kind: RegisterKind, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._context = context
        self._kind = kind
        self._query = ListQuery(kind=kind)
        self._delivered: ListQuery | None = None
        self._asked = 0
        self._job = Job()
        self._is_reading = False
        self._is_stale = False
        self._is_begun = False

    def read(self, query: ListQuery) -> None:
        """Read a list; another one begins with its first page, the same one is read whole."""
        self._query = query
        self._job.cancel()
        if self._is_reading:
            self._is_stale = True
            return
        if not self._context.is_open:
            return
        self._is_reading, self._is_stale = True, False
        self._asked += 1
        self._job = job = Job()
        desk, kind, as_of = self._context.desk, self._kind, self._context.as_of
        limit = PAGE if query != self._delivered else None

        def load() -> Listed:
            ids = desk.registers.ids(query, as_of, limit=limit, check=job.check)
            return Listed(
                query=query,
                ids=ids,
                rows=desk.registers.rows(kind, ids[:PAGE], as_of),
                total=desk.registers.count(kind),
                labels=desk.registers.labels(kind),
                remarked=desk.remarks.marked(kind),
            )

        self._context.jobs.run(load, self._on_listed, self._on_not_read)

    def read_page(self, number: int, ids: "array[int]") -> None:
        """Read the rows of a page that comes into sight."""
        registers, kind, as_of = self._context.desk.registers, self._kind, self._context.as_of
        asked = self._asked

        def deliver(rows: Sequence[RegisterRow]) -> None:
            if asked == self._asked:
                self.page_read.emit(number, rows)

        self._context.jobs.run(
            lambda: registers.rows(kind, ids, as_of), deliver, self._context.notifier.show_error
        )

    def go_on(self) -> None:
        """Read what a list needs behind its first page, once that is painted."""
        QCoreApplication.postEvent(self, QEvent(_GO_ON), _AFTER_PAINTING)

    def customEvent(self, event: QEvent) -> None:
        """Go on, unless another list is read by now."""
        if event.type() == _GO_ON and not self._is_reading and self._context.is_open:
            if self._is_begun:
                self._read_rest(self._asked)
            self._prepare_search(self._asked)

    def _on_listed(self, listed: Listed) -> None:
        self._is_reading = False
        if self._is_stale:
            self.read(self._query)
            return
        self._delivered = listed.query
        self._is_begun = len(listed.ids) == PAGE
        self.listed.emit(listed)

    def _read_rest(self, asked: int) -> None:
        registers, query, as_of = self._context.desk.registers, self._query, self._context.as_of
        check = self._job.check

        def deliver(ids: "array[int]") -> None:
            if asked == self._asked and not self._is_stale:
                self._is_begun = False
                self.completed.emit(ids)

        self._context.jobs.run(
            lambda: registers.ids(query, as_of, check=check), deliver, self._tell
        )

    def _prepare_search(self, asked: int) -> None:
        """Make what searching needs, in steps between which other work gets its turn."""
        if not self._context.is_open:
            return
        registers, kind, as_of = self._context.desk.registers, self._kind, self._context.as_of

        def go_on(made: int) -> None:
            if made == _STEP and asked == self._asked and self._view.isVisible():
                # By the event loop, so that closing the window does not wait for the rest.
                QTimer.singleShot(0, self, partial(self._prepare_search, asked))

        self._context.jobs.run(
            lambda: registers.prepare_search(kind, as_of, _STEP),
            go_on,
            self._context.notifier.show_error,
        )

    def _on_not_read(self, error: EGovDeskError) -> None:
        self._is_reading = False
        self._tell(error)
        if self._is_stale:
            self.read(self._query)

    def _tell(self, error: EGovDeskError) -> None:
        if error.code is not ErrorCode.CANCELLED:
            self._context.notifier.show_error(error)
