"""Choosing the quarter that every page shows."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from egovdesk.domain.quarter import Quarter
from egovdesk.ui.widgets.step_picker import StepPicker
from egovdesk.wording import _, formats

_FIRST = Quarter(2020, 1)


class PeriodPicker(StepPicker):
    """A list of quarters with a button to either side; Alt+Left and Alt+Right press them."""

    period_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Reporting period"),
            _("Previous quarter (Alt+Left)"),
            _("Next quarter (Alt+Right)"),
            parent,
        )
        self.set_keys("Alt+Left", "Alt+Right")
        self.chosen.connect(self.period_chosen)

    def set_period(self, period: Quarter, today: date) -> None:
        """Offer every quarter from 2020 to the next one, newest first.

        The next one's figures begin with the 15th of this quarter's last month.
        """
        choices: list[tuple[str, object]] = []
        offered = max(Quarter.containing(today).next, period)
        while offered >= min(_FIRST, period):
            choices.append((formats.quarter(offered), offered))
            offered = offered.previous
        self.set_choices(choices, period)
