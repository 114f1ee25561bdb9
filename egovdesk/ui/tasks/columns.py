"""What the list of tasks shows, with the words for states."""

from PySide6.QtCore import Qt

from egovdesk.domain.tasks import TaskState, Timeliness
from egovdesk.services.tasks import TaskRow
from egovdesk.ui.tasks.states import SOON_DAYS, TIMELINESS_TONES
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


def columns() -> list[Column[TaskRow]]:
    """Return the columns in the order of reading."""
    return [
        Column(key="code", title=_("Code"), text=lambda row: row.task.code, width=70),
        Column(
            key="title",
            title=_("Task"),
            text=lambda row: row.task.title,
            width=300,
            stretch=True,
            tooltip=lambda row: row.task.title,
        ),
        Column(
            key="due",
            title=_("Due"),
            text=lambda row: formats.day(row.status.due),
            sort_key=lambda row: row.status.due,
            width=104,
        ),
        Column(
            key="percent",
            title=_("Progress"),
            text=lambda row: f"{row.status.percent}%",
            sort_key=lambda row: row.status.percent,
            align=Qt.AlignmentFlag.AlignRight,
            width=80,
        ),
        Column(
            key="state",
            title=_("State"),
            text=lambda row: label(row.status.state),
            sort_key=lambda row: list(TaskState).index(row.status.state),
            width=150,
        ),
        Column(
            key="timeliness",
            title=_("Timeliness"),
            text=timeliness_words,
            tone=timeliness_tone,
            width=218,
        ),
    ]


def timeliness_words(row: TaskRow) -> str:
    """Return the class of timeliness, or that the task was cancelled."""
    timeliness = row.status.timeliness
    return label(TaskState.CANCELLED if timeliness is None else timeliness)


def timeliness_tone(row: TaskRow) -> Tone:
    """Return how a task's timeliness looks; one that is due within a week warns."""
    timeliness, days = row.status.timeliness, row.status.days_left
    if timeliness is None:
        return Tone.NEUTRAL
    if timeliness is Timeliness.OPEN_IN_TIME and days is not None and days <= SOON_DAYS:
        return Tone.WARNING
    return TIMELINESS_TONES[timeliness]
