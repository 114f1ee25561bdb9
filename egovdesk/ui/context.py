"""What every page receives: the desk, the jobs, the notifier, and what happens around it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from egovdesk.domain.history import Noun
from egovdesk.domain.quarter import Quarter
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovdesk.bootstrap import Desk
    from egovdesk.domain.registers import RegisterKind
    from egovdesk.ui.link import Link


class Context(QObject):
    """One open desk on the screen."""

    changed = Signal(frozenset)
    """Something was recorded; carries the nouns it touched."""
    period_changed = Signal()
    """Another period is looked at."""
    page_filled = Signal()
    """A page shows what it read."""
    page_requested = Signal(str, str)
    """A page should open (its name), on a record (its key, or empty)."""
    list_requested = Signal(str, object)
    """A page should open (its name), with a register narrowed to a `ListQuery`."""
    undo_requested = Signal()
    """Somebody asked to take back what was done last."""
    leaving = Signal()
    """The desk is about to be left: what is being typed is to be saved now."""
    preferences_changed = Signal()
    """Language, look or zoom were chosen anew."""
    workspace_requested = Signal(object)
    """Another workspace should be opened (its folder), or the same one again."""

    def __init__(
        self,
        desk: "Desk",
        period: Quarter,
        jobs: JobRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.jobs = jobs
        self.notifier = notifier
        self.preferences = preferences
        self.is_open = True
        """Nothing may be asked of a desk once it is closed, as a timer might that fires late."""
        self._period = period
        self._labels: dict[RegisterKind, Mapping[str, Mapping[str, str]]] = {}

    @property
    def period(self) -> Quarter:
        """The quarter that every page shows."""
        return self._period

    @property
    def as_of(self) -> date:
        """The day for which figures are shown."""
        return self.desk.session.as_of(self._period)

    def choose_period(self, period: Quarter) -> None:
        """Look at another period, and keep the choice for the next start."""
        if period == self._period:
            return
        self._period = period
        self.period_changed.emit()  # what the person waits for; that it is kept can come after
        self.jobs.run(
            lambda: self.desk.periods.choose(period), lambda _: None, self.notifier.show_error
        )

    def labels(self, kind: "RegisterKind") -> "Mapping[str, Mapping[str, str]]":
        """Return the words for the choices of a register, as its list last read them."""
        return self._labels.get(kind, {})

    def keep_labels(self, kind: "RegisterKind", labels: "Mapping[str, Mapping[str, str]]") -> None:
        """Keep the words that a list has read, for its dialogs."""
        self._labels[kind] = labels

    def follow(self, link: "Link") -> None:
        """Open what a figure leads to."""
        if link.query is not None:
            self.list_requested.emit(link.page, link.query)
        else:
            self.page_requested.emit(link.page, link.key)

    def close(self) -> None:
        """Release the workspace."""
        self.is_open = False
        self.desk.close()

    def undo(self) -> None:
        """Take back what was done last."""
        self.undo_requested.emit()

    def announce(self, nouns: frozenset[Noun]) -> None:
        """Let every page that shows one of the nouns refresh."""
        self.changed.emit(nouns)
