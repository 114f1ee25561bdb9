"""What a place without contents says: what belongs here, and how to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.ui.widgets.glyph import Glyph


class EmptyState(QWidget):
    """An icon, a title, a hint, and perhaps a button (of a kind) for the obvious next step."""

    action_requested = Signal()
    other_requested = Signal()
    """The second button was pressed."""

    def __init__(
        self, icon: str = "file", *, kind: str = "primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title.setProperty("role", "heading")
        self._hint = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._hint.setProperty("role", "muted")
        self._action = QPushButton()
        self._action.setProperty("kind", kind)
        self._action.clicked.connect(self.action_requested)
        self._action.hide()
        self._other = QPushButton()
        self._other.clicked.connect(self.other_requested)
        self._other.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(Glyph(icon, "text_muted", 36), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(6)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._action)
        buttons.addWidget(self._other)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addStretch()

    def set_words(self, title: str, hint: str = "", action: str = "") -> None:
        """Say what is missing and why; the button shows only with words of its own."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def offer_other(self, action: str) -> None:
        """Offer another way to begin, beside the first."""
        self._other.setText(action)
        self._other.setVisible(bool(action))
