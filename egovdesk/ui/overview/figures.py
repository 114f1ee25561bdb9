"""The four figures at the top of the overview."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from egovdesk.domain.findings import Severity
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.tasks import Timeliness
from egovdesk.services.overview import Overview
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.link import Link, timeliness_link
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import FigureCard
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_WORK_ONLINE = "work_online"
_SIGNATURES = "digital_signatures"


class Figures(QWidget):
    """Four cards; each opens the page behind it."""

    opened = Signal(object)
    """A figure was chosen; carries its `Link`."""

    def __init__(self) -> None:
        super().__init__()
        self.overdue = FigureCard(_("Overdue tasks"))
        self.work_online = FigureCard(_("Work handled online"))
        self.signing = FigureCard(_("Staff who sign digitally"))
        self.findings = FigureCard(_("Findings before sending"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for card, link in (
            (self.overdue, timeliness_link(Timeliness.OPEN_OVERDUE)),
            (self.work_online, Link(page="signatures", key=RegisterKind.WORKLOAD.value)),
            (self.signing, Link(page="signatures", key=RegisterKind.SIGNERS.value)),
            (self.findings, Link(page="reports")),
        ):
            card.activated.connect(lambda link=link: self.opened.emit(link))
            row.addWidget(card)

    def show_overview(self, overview: Overview) -> None:
        """Show the figures of a period."""
        self._show_overdue(overview)
        _show_share(self.work_online, overview, _WORK_ONLINE)
        _show_share(self.signing, overview, _SIGNATURES)
        self._show_findings(overview)

    def _show_overdue(self, overview: Overview) -> None:
        overdue = overview.timeliness[Timeliness.OPEN_OVERDUE]
        total = sum(overview.timeliness.values())
        self.overdue.set_figure(
            formats.number(overdue),
            _("of {total} tasks").format(total=formats.number(total)),
            Tone.BAD if overdue else Tone.GOOD,
            detail=_("{count} open, in time").format(
                count=formats.number(overview.timeliness[Timeliness.OPEN_IN_TIME])
            ),
        )

    def _show_findings(self, overview: Overview) -> None:
        counts = Counter(finding.severity for finding in overview.findings)
        if counts[Severity.ERROR]:
            note, tone = _("Errors must be mended first"), Tone.BAD
        elif any(finding.needs_reason for finding in overview.findings):
            note, tone = _("Warnings need a reason"), Tone.WARNING
        else:
            note, tone = _("Nothing stands against sending"), Tone.GOOD
        parts = [f"{label(severity)}: {formats.number(counts[severity])}" for severity in Severity]
        self.findings.set_figure(
            formats.number(len(overview.findings)), note, tone, detail=" · ".join(parts)
        )


def _show_share(card: FigureCard, overview: Overview, indicator: str) -> None:
    found = (line for line in overview.lines if line.indicator.id == indicator)
    line = next(found, None)
    if line is None:
        card.set_figure(formats.EMPTY, _("Not asked for this year"))
        return
    card.set_figure(
        formats.result(line.indicator, line.result),
        _share_note(line),
        state_tone(line.result.state),
        [float(r.value) for r in overview.trend[indicator] if r.value is not None],
    )


def _share_note(line: IndicatorLine) -> str:
    result = line.result
    if result.value is None:
        return label(result.state)
    words = _("{numerator} of {denominator}")
    return words.format(
        numerator=formats.number(result.numerator), denominator=formats.number(result.denominator)
    )
