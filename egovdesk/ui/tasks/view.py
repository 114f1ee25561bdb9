"""What the board, the calendar and the timeline share: they show the same tasks, one is chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from egovdesk.services.tasks import TaskRow


class TaskView(QWidget):
    """Shows tasks in some other way than a list."""

    chosen = Signal(int)
    """Another task is the current one (its id)."""
    opened = Signal(int)
    """A task should be opened (its id): Enter was pressed on it, or it was double-clicked."""

    def show_rows(self, rows: Sequence[TaskRow], as_of: date) -> None:
        """Show tasks as they stood at the end of a day."""
        raise NotImplementedError

    def select(self, task_id: int | None) -> None:
        """Make a task the current one, if it is shown; nothing is announced."""
        raise NotImplementedError
