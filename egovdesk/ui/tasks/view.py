"""What the board, the calendar and the timeline share: they show the same tasks, one is chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from egovdesk.services.tasks import TaskRow
from egovdesk.ui import icons, theme


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


def icon_button(icon: str, words: str) -> QToolButton:
    """Return a small button that shows an icon; `words` say what it does."""
    button = QToolButton()
    button.setIcon(icons.icon(icon))
    button.setIconSize(QSize(theme.px(16), theme.px(16)))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button
