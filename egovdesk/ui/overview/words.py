"""What the overview says about dates, and about what comes next."""

from datetime import date

from egovdesk.domain.calendar import Rest
from egovdesk.domain.findings import Severity
from egovdesk.services.overview import Overview
from egovdesk.services.reports import PeriodState
from egovdesk.ui.tasks.states import SOON_DAYS
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import _, formats

_NAMED_WEEKENDS = 2
_NAMED_HOLIDAYS = 3


def headline(overview: Overview, state: PeriodState) -> tuple[str, Tone]:
    """Return in a few words how long there is until the report is due, or that it is out."""
    if (sent := _sent(state)) is not None:
        return _("Exported on {day}").format(day=formats.day(sent)), Tone.GOOD
    days = overview.days_left
    if days < 0:
        words = _("1 day overdue") if days == -1 else _("{days} days overdue")
        return words.format(days=formats.number(-days)), Tone.BAD
    tone = Tone.WARNING if days <= SOON_DAYS else Tone.INFO
    if days == 0:
        return _("Due today"), tone
    words = _("1 day left") if days == 1 else _("{days} days left")
    return words.format(days=formats.number(days)), tone


def detail(overview: Overview, state: PeriodState) -> str:
    """Return what belongs to the headline: working days that are left, or whether it was late."""
    if (sent := _sent(state)) is not None:
        revision = state.live.report.revision if state.live is not None else 0
        late = (sent - overview.due_on).days
        when = _("on time") if late <= 0 else _("{days} days after it was due")
        said = _("revision {number}, {when}")
        return said.format(number=revision, when=when.format(days=formats.number(late)))
    if overview.days_left <= 0:
        return ""
    count = overview.working_days_left
    words = _("1 of them a working day") if count == 1 else _("{count} of them working days")
    return words.format(count=formats.number(count))


def period_words(overview: Overview, state: PeriodState) -> str:
    """Return the period, the day on which it is due, and the day on which its figures close."""
    if overview.as_of >= state.cut_off:
        closing = _("figures closed on {cut_off}")
    elif overview.today < overview.window.first:
        closing = _("figures from {first} to {cut_off}, not begun yet")
    else:
        closing = _("figures of {as_of}, closing on {cut_off}")
    due = _("due on {weekday}, {day}")
    parts = (
        formats.quarter(overview.period),
        due.format(weekday=formats.weekday(overview.due_on), day=formats.day(overview.due_on)),
        closing.format(
            first=formats.day(overview.window.first),
            as_of=formats.day(overview.as_of),
            cut_off=formats.day(state.cut_off),
        ),
    )
    return " · ".join(parts)


def rest_words(overview: Overview) -> str:
    """Return the days off until the report is due, and the working day before it if it is one."""
    parts = []
    if overview.last_working_day != overview.due_on:
        said = _("The day is off; the last working day before it is {weekday}, {day}.")
        day = overview.last_working_day
        parts.append(said.format(weekday=formats.weekday(day), day=formats.day(day)))
    if overview.rests:
        parts.append(_("Off until then: {days}.").format(days=_named(overview.rests)))
    if overview.days_left >= 0 and not overview.knows_holidays:
        parts.append(
            _("The catalogue names no holidays of {year}: only weekends are counted.").format(
                year=overview.due_on.year
            )
        )
    return " ".join(parts)


def next_step(overview: Overview, state: PeriodState) -> str:
    """Return what to do next on the way to a report that is sent."""
    errors = sum(finding.severity is Severity.ERROR for finding in overview.findings)
    unanswered = sum(finding.needs_reason for finding in overview.findings)
    if _sent(state) is not None:
        return _("Nothing is left to do; a correction would be a new revision.")
    if state.live is not None:
        return _("Next: sign the frozen report and pack it.")
    if overview.today < overview.window.first:
        return _("Nothing is asked for yet.")
    if overview.is_bare:
        return _("Next: the steps below.")
    if not state.is_closed:
        said = _("Next: record what is missing by {day}.")
        return said.format(day=formats.day(state.cut_off))
    if errors:
        return _("Next: correct the errors that stand against it: {count}.").format(
            count=formats.number(errors)
        )
    if unanswered:
        return _("Next: give the warnings their reasons: {count}.").format(
            count=formats.number(unanswered)
        )
    return _("Next: freeze the report and sign it.")


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


def _sent(state: PeriodState) -> date | None:
    """Return the day on which the revision that stands was signed to be sent; None before that."""
    package = state.live.package if state.live is not None else None
    if package is None or not package.is_complete:
        return None
    return package.signed_at.astimezone().date()


def _named(rests: tuple[Rest, ...]) -> str:
    """Name the days off: holidays by their names, weekends by their days while they are few."""
    weekends = [rest for rest in rests if rest.name is None]
    holidays = [rest for rest in rests if rest.name is not None]
    parts = [
        f"{formats.words(rest.name or {})} {formats.span(rest.first, rest.last)}"
        for rest in holidays[:_NAMED_HOLIDAYS]
    ]
    if len(holidays) > _NAMED_HOLIDAYS:
        more = formats.number(len(holidays) - _NAMED_HOLIDAYS)
        parts.append(_("{count} more holidays").format(count=more))
    if len(weekends) > _NAMED_WEEKENDS:
        parts.append(_("{count} weekends").format(count=formats.number(len(weekends))))
    else:
        said = _("weekend {days}")
        parts += [said.format(days=formats.span(rest.first, rest.last)) for rest in weekends]
    return "; ".join(parts)
