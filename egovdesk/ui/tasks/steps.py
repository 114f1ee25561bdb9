"""The steps of a task as people are offered them: in which order, under which words."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from egovdesk.domain.tasks import ANSWERS, TaskEventKind
from egovdesk.services.tasks import TaskRow
from egovdesk.wording import _

ANSWER = TaskEventKind.EXTENSION_GRANTED
"""Stands for every answer to a request: the dialog asks which one it is."""

_ORDER = (
    TaskEventKind.PROGRESS,
    TaskEventKind.PERIOD_DONE,
    TaskEventKind.COMPLETED,
    TaskEventKind.CONFIRMED,
    TaskEventKind.RETURNED,
    TaskEventKind.RESUMED,
    TaskEventKind.EXTENSION_REQUESTED,
    ANSWER,
    TaskEventKind.SUSPENDED,
    TaskEventKind.WITHDRAWAL_PROPOSED,
    TaskEventKind.CANCELLED,
)
_NATURAL = (
    TaskEventKind.CONFIRMED,
    TaskEventKind.RESUMED,
    ANSWER,
    TaskEventKind.PERIOD_DONE,
    TaskEventKind.COMPLETED,
    TaskEventKind.RETURNED,
)


def offered(row: TaskRow) -> list[TaskEventKind]:
    """Return the steps that are possible, in the order in which they are listed."""
    return [kind for kind in _ORDER if kind in row.possible]


def natural(row: TaskRow) -> TaskEventKind | None:
    """Return the step, beside noting progress, that usually comes next."""
    return next((kind for kind in _NATURAL if kind in row.possible), None)


def step_words(kind: TaskEventKind, row: TaskRow) -> str:
    """Return what is written on a button or in a menu for a step."""
    if kind in ANSWERS:
        return _("Record the answer…")
    if kind is TaskEventKind.PROGRESS and row.now.is_done:
        return _("Add a note or evidence…")
    return {
        TaskEventKind.PROGRESS: _("Record progress…"),
        TaskEventKind.PERIOD_DONE: _("Done for the period…"),
        TaskEventKind.COMPLETED: _("Propose completion…"),
        TaskEventKind.CONFIRMED: _("Completion confirmed…"),
        TaskEventKind.RETURNED: _("Returned for more work…"),
        TaskEventKind.RESUMED: _("Resume the work…"),
        TaskEventKind.EXTENSION_REQUESTED: _("Request an extension…"),
        TaskEventKind.SUSPENDED: _("Suspend the work…"),
        TaskEventKind.WITHDRAWAL_PROPOSED: _("Propose withdrawal…"),
        TaskEventKind.CANCELLED: _("Cancel the task…"),
    }[kind]


def fill_menu(menu: QMenu, row: TaskRow, take: Callable[[TaskEventKind], object]) -> None:
    """Offer the steps of a task in a menu."""
    menu.clear()
    for kind in offered(row):
        action = menu.addAction(step_words(kind, row))
        action.triggered.connect(lambda _checked=False, chosen=kind: take(chosen))
