"""What the overview says about dates."""

from datetime import date

from egovdesk.services.overview import Overview
from egovdesk.services.reports import PeriodState
from egovdesk.ui.tasks.states import SOON_DAYS
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import _, formats


def period_words(overview: Overview, state: PeriodState) -> str:
    """Return the period, the day its figures close, and how long there is until it is due."""
    closing = (
        _("figures closed on {cut_off}")
        if overview.as_of >= state.cut_off
        else _("figures of {as_of}, closing on {cut_off}")
    )
    parts = (
        formats.quarter(overview.period),
        closing.format(as_of=formats.day(overview.as_of), cut_off=formats.day(state.cut_off)),
        _("due on {day}").format(day=formats.day(overview.due_on)),
        _countdown(overview.days_left, overview.working_days_left),
    )
    return " · ".join(parts)


def sent_words(overview: Overview, state: PeriodState) -> tuple[str, Tone]:
    """Return whether the period's report was exported, and how that looks."""
    exported = [row.report.revision for row in state.history if row.package is not None]
    if exported:
        return _("Exported, revision {number}").format(number=exported[-1]), Tone.GOOD
    if overview.days_left < 0:
        return _("Due date passed, not exported"), Tone.BAD
    soon = overview.days_left <= SOON_DAYS
    return _("Not exported yet"), Tone.WARNING if soon else Tone.NEUTRAL


def left_words(due: date, as_of: date) -> tuple[str, Tone]:
    """Return how long a task has until its due date, or how long it is over."""
    days = (due - as_of).days
    if days < 0:
        words = _("1 day over") if days == -1 else _("{days} days over")
        return words.format(days=formats.number(-days)), Tone.BAD
    tone = Tone.WARNING if days <= SOON_DAYS else Tone.INFO
    if days == 0:
        return _("Due today"), tone
    words = _("1 day left") if days == 1 else _("{days} days left")
    return words.format(days=formats.number(days)), tone


def _countdown(days: int, working_days: int) -> str:
    if days < 0:
        words = _("passed 1 day ago") if days == -1 else _("passed {days} days ago")
        return words.format(days=formats.number(-days))
    if days == 0:
        return _("due today")
    words = _("{days} days left, {working_days} of them working days")
    return words.format(days=formats.number(days), working_days=formats.number(working_days))
