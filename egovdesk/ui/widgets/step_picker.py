"""A list of periods with a button to either side, for the earlier and the later one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from egovdesk.ui import icons, theme


class StepPicker(QWidget):
    """Offers choices, newest first; the buttons go one back or one on."""

    chosen = Signal(object)

    def __init__(self, name: str, earlier: str, later: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QComboBox()
        self._list.setAccessibleName(name)
        self._list.setMinimumWidth(theme.px(140))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._list.setMaxVisibleItems(16)
        self._earlier = _button("previous", earlier)
        self._later = _button("next", later)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._earlier, self._list, self._later):
            row.addWidget(widget)
        self._earlier.clicked.connect(lambda: self.step(1))
        self._later.clicked.connect(lambda: self.step(-1))
        self._list.currentIndexChanged.connect(self._on_chosen)

    def set_keys(self, earlier: str, later: str) -> None:
        """Let keys press the buttons wherever the window has the focus."""
        self._earlier.setShortcut(earlier)
        self._later.setShortcut(later)

    def set_choices(self, choices: Sequence[tuple[str, object]], current: object) -> None:
        """Offer words for values, newest first, without telling that one was chosen."""
        self._list.blockSignals(True)  # noqa: FBT003 - Qt
        self._list.clear()
        for words, value in choices:
            self._list.addItem(words, value)
        values = [value for _words, value in choices]
        self._list.setCurrentIndex(values.index(current))
        self._list.blockSignals(False)  # noqa: FBT003 - Qt
        self._update_buttons()

    def step(self, by: int) -> None:
        """Choose the next in the list, or the one before it; at its ends nothing happens."""
        index = self._list.currentIndex() + by
        if 0 <= index < self._list.count():
            self._list.setCurrentIndex(index)

    def _on_chosen(self) -> None:
        self._update_buttons()
        self.chosen.emit(self._list.currentData())

    def _update_buttons(self) -> None:
        index = self._list.currentIndex()
        self._later.setEnabled(index > 0)
        self._earlier.setEnabled(index < self._list.count() - 1)


def _button(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(icon))
    button.setIconSize(QSize(theme.px(16), theme.px(16)))
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
