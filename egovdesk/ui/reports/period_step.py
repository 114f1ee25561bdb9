"""Step 1: which days the report covers, when it is due, and by which rules it is made."""

from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from egovdesk.services.reports import Closing
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.wording import _, formats


class PeriodStep(QWidget):
    """Facts about the period, each with its words to the left."""

    def __init__(self) -> None:
        super().__init__()
        card = Card(_("Period and data window"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(10)
        self.values: dict[str, QLabel] = {}
        for key, words in (
            ("period", _("Period")),
            ("window", _("Figures from")),
            ("cut_off", _("Cut-off")),
            ("due", _("Due by the end of")),
            ("addressee", _("Addressed to")),
            ("directive", _("By directive")),
            ("catalogue", _("Catalogue")),
            ("months", _("Months with counts")),
        ):
            name = QLabel(words)
            name.setProperty("role", "muted")
            value = QLabel(wordWrap=True)
            value.setAccessibleName(words)
            self.values[key] = value
            self._form.addRow(name, value)
        self._note = QLabel(wordWrap=True)
        self._note.setProperty("role", "muted")
        card.body.addLayout(self._form)
        card.body.addWidget(self._note)
        card.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(card))

    def show_closing(self, closing: Closing) -> None:
        """Show a period."""
        state, draft = closing.state, closing.draft
        catalogue = draft.catalogue
        due = formats.day(state.due_on)
        if state.last_working_day != state.due_on:
            said = _("{due}, a day off; the last working day before is {day}")
            due = said.format(due=due, day=formats.day(state.last_working_day))
        through = f" ({draft.recipient.through})" if draft.recipient.through else ""
        directive = catalogue.directive_number
        if catalogue.directive_date is not None:
            directive = f"{directive}, {formats.day(catalogue.directive_date)}"
        words = {
            "period": formats.quarter(state.period),
            "window": f"{formats.day(state.window.first)} – {formats.day(state.window.last)}",
            "cut_off": formats.day(state.cut_off),
            "due": due,
            "addressee": f"{draft.recipient.addressee}{through}",
            "directive": directive,
            "catalogue": _("{id}, version {version}").format(
                id=catalogue.id, version=catalogue.version
            ),
            "months": formats.months(draft.counted_months) or formats.EMPTY,
        }
        for key, text in words.items():
            self.values[key].setText(text)
        self._note.setText(
            _("What is dated after the cut-off does not count in this report.")
            if state.is_closed
            else _("The period is still running; everything below is a preview until it closes.")
        )
