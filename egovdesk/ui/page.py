"""What all pages share: they load off the GUI thread, and only while they are seen."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.register_queries import ListQuery
from egovdesk.ui.context import Context

Data = TypeVar("Data")

_BLINK_MS = 100


class Page(QWidget, Generic[Data]):
    """A page of the desk; `nouns` names what it shows and so when it refreshes.

    It is first painted with what it has read: empty, it would say for a moment that there is
    nothing. Only where reading takes longer than a blink, or fails, it is painted without.
    """

    nouns: ClassVar[frozenset[Noun]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._is_stale = True
        self._asked = 0
        self.setUpdatesEnabled(False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 4, 24, 20)
        self.column.setSpacing(14)
        context.changed.connect(self._on_changed)
        context.period_changed.connect(self._on_period_changed)

    def loader(self) -> Callable[[], Data]:
        """Return the work that reads what the page shows; it runs off the GUI thread."""
        raise NotImplementedError

    def show_data(self, data: Data) -> None:
        """Show what was read."""
        raise NotImplementedError

    def open_record(self, key: str) -> None:
        """Bring a record into view; a page without records ignores it."""

    def open_list(self, query: ListQuery) -> None:
        """Narrow a register to what a figure counts; a page without registers ignores it."""

    @property
    def has_refused(self) -> bool:
        """Say whether something was typed here that cannot be saved."""
        return False

    def end_typing(self) -> None:
        """Save what is being typed; a page on which everything is saved at once ignores it."""

    def save_as(self) -> bool:
        """Answer Ctrl+S with what can be saved into a file; return false where nothing can."""
        return False

    def refresh(self) -> None:
        """Read again; what an earlier reading still brings is dropped."""
        self._is_stale = False
        self._asked += 1
        self.context.jobs.run(
            self.loader(), partial(self._show, self._asked), self.context.notifier.show_error
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first seen, and when something changed meanwhile."""
        super().showEvent(event)
        if not self._asked:
            QTimer.singleShot(_BLINK_MS, self, lambda: self.setUpdatesEnabled(True))
        if self._is_stale:
            self.refresh()

    def _show(self, asked: int, data: Data) -> None:
        if asked == self._asked:
            self.show_data(data)
            self.setUpdatesEnabled(True)
            self.context.page_filled.emit()

    def _on_changed(self, nouns: frozenset[Noun]) -> None:
        if nouns & self.nouns:
            self._on_period_changed()

    def _on_period_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()
