"""Choosing the quarter that every page shows."""

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from egovdesk.domain.quarter import Quarter
from egovdesk.ui import icons, theme
from egovdesk.wording import _, formats

_FIRST = Quarter(2020, 1)


class PeriodPicker(QWidget):
    """A list of quarters with a button to either side; Alt+Left and Alt+Right press them."""

    period_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QComboBox()
        self._list.setAccessibleName(_("Reporting period"))
        self._list.setMinimumWidth(theme.px(140))
        self._list.setMaxVisibleItems(16)
        self._earlier = self._button("previous", _("Previous quarter (Alt+Left)"), "Alt+Left")
        self._later = self._button("next", _("Next quarter (Alt+Right)"), "Alt+Right")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._earlier, self._list, self._later):
            row.addWidget(widget)
        self._earlier.clicked.connect(lambda: self._step(1))
        self._later.clicked.connect(lambda: self._step(-1))
        self._list.currentIndexChanged.connect(self._on_chosen)

    def set_period(self, period: Quarter, today: date) -> None:
        """Offer every quarter from 2020 to the present one, newest first."""
        self._list.blockSignals(True)  # noqa: FBT003 - Qt
        self._list.clear()
        offered = max(Quarter.containing(today), period)
        while offered >= min(_FIRST, period):
            self._list.addItem(formats.quarter(offered), offered)
            offered = offered.previous
        self._list.setCurrentIndex(self._list.findText(formats.quarter(period)))
        self._list.blockSignals(False)  # noqa: FBT003 - Qt
        self._update_buttons()

    def _button(self, icon: str, words: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(theme.px(16), theme.px(16)))
        button.setShortcut(keys)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def _step(self, by: int) -> None:
        index = self._list.currentIndex() + by
        if 0 <= index < self._list.count():
            self._list.setCurrentIndex(index)

    def _on_chosen(self) -> None:
        self._update_buttons()
        self.period_chosen.emit(self._list.currentData())

    def _update_buttons(self) -> None:
        index = self._list.currentIndex()
        self._later.setEnabled(index > 0)
        self._earlier.setEnabled(index < self._list.count() - 1)
