"""How the timeliness of tasks looks, and what it is called."""

from egovdesk.domain.reminders import TASK_DAYS
from egovdesk.domain.tasks import TaskState, TaskStatus, Timeliness
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording.labels import label

SOON_DAYS = TASK_DAYS

TIMELINESS_TONES = {
    Timeliness.DONE_ON_TIME: Tone.GOOD,
    Timeliness.DONE_LATE: Tone.WARNING,
    Timeliness.OPEN_IN_TIME: Tone.INFO,
    Timeliness.OPEN_OVERDUE: Tone.BAD,
    Timeliness.NO_DEADLINE: Tone.NEUTRAL,
}


def timeliness_words(status: TaskStatus) -> str:
    """Return the class of timeliness, or that the task was cancelled."""
    timeliness = status.timeliness
    return label(TaskState.CANCELLED if timeliness is None else timeliness)


def timeliness_tone(status: TaskStatus) -> Tone:
    """Return how a task's timeliness looks; one that is due within a week warns."""
    timeliness, days = status.timeliness, status.days_left
    if timeliness is None:
        return Tone.NEUTRAL
    if timeliness is Timeliness.OPEN_IN_TIME and days is not None and days <= SOON_DAYS:
        return Tone.WARNING
    return TIMELINESS_TONES[timeliness]
