"""How the timeliness of tasks looks."""

from egovdesk.domain.tasks import Timeliness
from egovdesk.ui.widgets.badge import Tone

SOON_DAYS = 7
"""So many days before its due date a task asks for attention."""

TIMELINESS_TONES = {
    Timeliness.DONE_ON_TIME: Tone.GOOD,
    Timeliness.DONE_LATE: Tone.WARNING,
    Timeliness.OPEN_IN_TIME: Tone.INFO,
    Timeliness.OPEN_OVERDUE: Tone.BAD,
    Timeliness.NO_DEADLINE: Tone.NEUTRAL,
}
