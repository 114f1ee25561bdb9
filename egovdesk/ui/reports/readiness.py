"""May the report be sent, and by when: the line at the top of the reports page."""

from PySide6.QtWidgets import QHBoxLayout, QLabel

from egovdesk.domain.findings import Severity
from egovdesk.services.reports import PeriodState
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _, formats


class ReadinessCard(Card):
    """One verdict with its reason, and the day by which the report must have arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.badge = Badge()
        self.reason = QLabel(wordWrap=True)
        self.reason.setProperty("role", "label")
        self.due = QLabel()
        self.due.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.badge)
        row.addWidget(self.reason, stretch=1)
        row.addWidget(self.due)
        self.body.addLayout(row)

    def show_state(self, state: PeriodState) -> None:
        """Show where a period stands."""
        tone, word, reason = verdict_of(state)
        self.badge.set_badge(word, tone)
        self.badge.updateGeometry()
        self.reason.setText(reason)
        due = _("{period}, due by the end of {day}")
        self.due.setText(
            due.format(period=formats.quarter(state.period), day=formats.day(state.due_on))
        )


def verdict_of(state: PeriodState) -> tuple[Tone, str, str]:
    """Return the tone, the word and the reason: ready or not, and why."""
    if state.live is not None:
        revision = state.live.report.revision
        if state.live.package is not None and state.live.package.is_waiting:
            said = _("Revision {revision} is signed by who prepared it and waits for its approver.")
            return Tone.WARNING, _("Waiting"), said.format(revision=revision)
        if state.live.package is not None and not state.live.is_signed:
            said = _(
                "Revision {revision} is signed with a trial key only; sign it with a real one "
                "before it is sent."
            )
            return Tone.WARNING, _("Trial"), said.format(revision=revision)
        if state.live.package is not None:
            said = _("Revision {revision} is signed and packed; send its file to the Centre.")
            return Tone.GOOD, _("Signed"), said.format(revision=revision)
        said = _("Revision {revision} is frozen; it can be signed.")
        return Tone.INFO, _("Frozen"), said.format(revision=revision)
    if not state.is_closed:
        said = _("The figures close on {day}; from that day on the report can be made.")
        return Tone.INFO, _("Not closed yet"), said.format(day=formats.day(state.cut_off))
    errors = sum(finding.severity is Severity.ERROR for finding in state.findings)
    if errors:
        said = _("Errors to correct first: {count}.")
        return Tone.BAD, _("Not ready"), said.format(count=formats.number(errors))
    unanswered = sum(finding.needs_reason for finding in state.findings)
    if unanswered:
        said = _("Warnings that need a reason: {count}.")
        return Tone.WARNING, _("Not ready"), said.format(count=formats.number(unanswered))
    return Tone.GOOD, _("Ready"), _("Nothing stands in the way of freezing the report.")
