"""May the report be sent, and by when: the card at the top of the reports page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.findings import Severity
from egovdesk.services.reports import PeriodState
from egovdesk.ui import icons
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.wording import _, formats


class ReadinessCard(Card):
    """One verdict with its reason, the dates of the period, and the button to export."""

    def __init__(self) -> None:
        super().__init__()
        self.badge = Badge()
        self.reason = QLabel(wordWrap=True)
        self.reason.setProperty("role", "label")
        self.export = QPushButton(_("Export…"))
        self.export.setIcon(icons.icon("export", "primary_text"))
        self.export.setProperty("kind", "primary")
        self.export.setEnabled(False)
        self.window_days, self.cut_off, self.due = QLabel(), QLabel(), QLabel()
        verdict = QHBoxLayout()
        verdict.setSpacing(10)
        verdict.addWidget(self.badge)
        verdict.addWidget(self.reason, stretch=1)
        facts = FoldingRow(440, spacing=40)
        for words, value in (
            (_("Figures from"), self.window_days),
            (_("Cut-off"), self.cut_off),
            (_("Due by the end of"), self.due),
        ):
            caption = QLabel(words)
            caption.setProperty("role", "note")
            value.setAccessibleName(words)
            fact = QWidget()
            pair = QVBoxLayout(fact)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(0)
            pair.addWidget(caption)
            pair.addWidget(value)
            facts.add_widget(fact)
        facts.add_stretch()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(verdict)
        left.addWidget(facts)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, stretch=1)
        row.addWidget(self.export, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.set_title(_("Report"))

    def show_state(self, state: PeriodState) -> None:
        """Show where a period stands."""
        self.set_title(_("Report for {period}").format(period=formats.quarter(state.period)))
        tone, word, reason = verdict_of(state)
        self.badge.set_badge(word, tone)
        self.badge.updateGeometry()
        self.reason.setText(reason)
        self.window_days.setText(
            f"{formats.day(state.window.first)} – {formats.day(state.window.last)}"
        )
        self.cut_off.setText(formats.day(state.cut_off))
        due = formats.day(state.due_on)
        if state.last_working_day != state.due_on:
            said = _("{due}, a day off; the last working day before is {day}")
            due = said.format(due=due, day=formats.day(state.last_working_day))
        self.due.setText(due)
        self.export.setEnabled(state.is_ready)
        self.export.setToolTip("" if state.is_ready else reason)
        self.export.setAccessibleDescription("" if state.is_ready else reason)


def verdict_of(state: PeriodState) -> tuple[Tone, str, str]:
    """Return the tone, the word and the reason: ready or not, and why."""
    counts = {
        severity: sum(finding.severity is severity for finding in state.findings)
        for severity in Severity
    }
    if not state.is_closed:
        said = _("The figures close on {day}; from that day on the report can be made.")
        return Tone.INFO, _("Not closed yet"), said.format(day=formats.day(state.cut_off))
    if not state.is_ready:
        said = _("Errors to correct first: {count}. They are listed below.")
        return Tone.BAD, _("Not ready"), said.format(count=formats.number(counts[Severity.ERROR]))
    if counts[Severity.WARNING]:
        said = _("It can be exported. Warnings to look at before: {count}.")
        reason = said.format(count=formats.number(counts[Severity.WARNING]))
        return Tone.GOOD, _("Ready"), reason
    return Tone.GOOD, _("Ready"), _("It can be exported.")
