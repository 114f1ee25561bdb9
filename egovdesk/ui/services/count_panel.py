"""Beside a month's grid: the current count in the twelve months before, and what is unusual."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.monthly_counts import CountRow, MonthSheet, is_jump, months_before, usual
from egovdesk.domain.procedures import CountField
from egovdesk.ui.widgets.bar_list import Bar, BarList
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


class CountPanel(Card):
    """Compares a figure with what was recorded before; it warns and never forbids."""

    next_empty_requested = Signal()
    next_jump_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: CountRow | None = None
        self._count = CountField.RECEIVED
        self._month = ""
        self.title = QLabel(wordWrap=True)
        self.title.setProperty("role", "label")
        self.procedure = QLabel(wordWrap=True)
        self.procedure.setTextFormat(Qt.TextFormat.PlainText)
        self.procedure.setProperty("role", "note")
        self.bars = BarList(_("The twelve months before"))
        self.bars.set_empty_text(_("Nothing was recorded in the twelve months before."))
        self.range = _note()
        self.notice = QWidget()
        self.notice_text = _note()
        self.notice_text.setProperty("role", "warning")
        line = QHBoxLayout(self.notice)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(Glyph("warning", "warning", 16), alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.notice_text, stretch=1)
        self.next_empty = self._button(self.next_empty_requested)
        self.next_jump = self._button(self.next_jump_requested)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        for widget in (self.title, self.procedure, self.bars, self.range):
            column.addWidget(widget)
        column.addStretch()
        area = scrolling(sheet)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (sheet, area.viewport()):
            ground.setAutoFillBackground(False)  # the card's surface shows through
        self.body.setSpacing(8)
        self.body.addWidget(area, stretch=1)
        self.body.addWidget(self.notice)
        steps = QVBoxLayout()
        steps.setSpacing(6)
        steps.addWidget(self.next_empty)
        steps.addWidget(self.next_jump)
        self.body.addLayout(steps)
        self.show_cell(None, self._count)

    def show_sheet(self, sheet: MonthSheet) -> None:
        """Say what is left to do in a month."""
        self._month = sheet.month
        empty = len(sheet.rows) - sheet.recorded
        jumps = sum(map(len, sheet.jumps.values()))
        self.next_empty.setVisible(bool(empty))
        self.next_empty.setText(
            _("Next without counts ({count})").format(count=formats.number(empty))
        )
        self.next_jump.setVisible(bool(jumps))
        self.next_jump.setText(
            _("Next unusual figure ({count})").format(count=formats.number(jumps))
        )

    def show_cell(self, row: CountRow | None, count: CountField) -> None:
        """Show the history of a cell; without one there is none to show."""
        self._row, self._count = row, count
        for widget in (self.title, self.procedure, self.bars, self.range):
            widget.setVisible(row is not None)
        if row is None:
            self.notice.hide()
            return
        self.title.setText(label(count))
        self.procedure.setText(f"{row.procedure.code} · {row.procedure.name}")
        self.show_value(row.value(count))

    def show_value(self, value: int | None) -> None:
        """Compare a figure, also one that is still being typed, with the months before."""
        if self._row is None:
            return
        past = self._row.past(self._count)
        bars = [Bar(formats.month(one), past.get(one)) for one in months_before(self._month)]
        self.bars.set_bars([*bars, Bar(formats.month(self._month), value, stands_out=True)])
        middle = usual(list(past.values()))
        self.range.setVisible(middle is not None)
        if middle is not None:
            low, high = min(past, key=past.__getitem__), max(past, key=past.__getitem__)
            words = _("Lowest {low} ({low_month}), highest {high} ({high_month}), usual {usual}.")
            self.range.setText(
                words.format(
                    low=formats.number(past[low]),
                    low_month=formats.month(low),
                    high=formats.number(past[high]),
                    high_month=formats.month(high),
                    usual=formats.number(round(middle)),
                )
            )
        jumps = value is not None and is_jump(value, list(past.values()))
        self.notice.setVisible(jumps)
        if jumps and middle is not None and value is not None:
            said = _("{value} is more than three times what is usual. Please check it.")
            if value < middle:
                said = _("{value} is less than a third of what is usual. Please check it.")
            self.notice_text.setText(said.format(value=formats.number(value)))

    def _button(self, pressed: SignalInstance) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(pressed)
        button.hide()
        return button


def _note() -> QLabel:
    words = QLabel(wordWrap=True)
    words.setProperty("role", "note")
    return words
