"""How long there is until the report is due, which days are off, and what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.services.overview import Overview
from egovdesk.services.reports import PeriodState
from egovdesk.ui import theme
from egovdesk.ui.overview import words
from egovdesk.ui.widgets.badge import TONE_ICONS
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _

_FOLD = 760
_STEP = 380


class DeadlineCard(Card):
    """The countdown at the left; at the right the next step, and the way to it."""

    def __init__(self) -> None:
        super().__init__()
        self._glyph = Glyph("clock", "info", 22)
        self.left = QLabel()
        self.left.setProperty("role", "title")
        self.detail = QLabel()
        self.detail.setProperty("role", "label")
        self.when = QLabel(wordWrap=True)
        self.rests = QLabel(wordWrap=True)
        self.rests.setProperty("role", "muted")
        self.next = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignRight)
        self.next.setProperty("role", "label")
        self.reports = QPushButton(_("To the report"))
        self.reports.setProperty("kind", "primary")
        row = FoldingRow(_FOLD, spacing=24)
        self.body.addWidget(row)
        row.add_widget(self._countdown(), stretch=1)
        row.add_widget(self._step())

    def _countdown(self) -> QWidget:
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget in (self._glyph, self.left, self.detail):
            top.addWidget(widget)
        top.addStretch()
        whole, column = _column()
        column.addLayout(top)
        column.addWidget(self.when)
        column.addWidget(self.rests)
        column.addStretch()
        return whole

    def _step(self) -> QWidget:
        whole, column = _column()
        whole.setMinimumWidth(theme.px(_STEP))
        column.setSpacing(8)
        column.addWidget(self.next)
        column.addWidget(self.reports, alignment=Qt.AlignmentFlag.AlignRight)
        column.addStretch()
        return whole

    def show_overview(self, overview: Overview, state: PeriodState) -> None:
        """Show a period."""
        said, tone = words.headline(overview, state)
        self._glyph.set_glyph("clock" if tone == "info" else TONE_ICONS[tone], tone)
        self.left.setText(said)
        self.detail.setText(words.detail(overview, state))
        self.when.setText(words.period_words(overview, state))
        rests = words.rest_words(overview)
        self.rests.setText(rests)
        self.rests.setVisible(bool(rests))
        self.next.setText(words.next_step(overview, state))
        self.reports.setAccessibleDescription(self.next.text())
        self.setAccessibleName(said)
        self.setAccessibleDescription(f"{self.when.text()}. {rests}")


def _column() -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return whole, column
