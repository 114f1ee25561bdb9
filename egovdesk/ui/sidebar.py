"""The navigation at the left."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.ui import icons, theme
from egovdesk.wording import _

_WIDTH = 224
_STEPS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


def page_titles() -> dict[str, str]:
    """Return the pages in their order, with their titles."""
    return {
        "overview": _("Overview"),
        "directives": _("Directives"),
        "tasks": _("Tasks"),
        "signatures": _("Signing, work online"),
        "services": _("Online services"),
        "assets": _("Other registers"),
        "reports": _("Reports"),
        "settings": _("Settings"),
    }


class _NavButton(QPushButton):
    """Knows whether the keyboard came to it step by step, or by a click or its own shortcut."""

    is_walked_to = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember how the focus came."""
        super().focusInEvent(event)
        self.is_walked_to = event.reason() in _STEPS


class Sidebar(QFrame):
    """One button a page; Ctrl+1 to Ctrl+8 press them."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        self.setFixedWidth(theme.px(_WIDTH))
        brand = QLabel("eGovDesk")
        brand.setFont(theme.font(17, brand.font().Weight.Bold))
        self._unit = QLabel()
        self._unit.setWordWrap(True)
        self._unit.setMinimumHeight(theme.px(36))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 10, 12)
        column.setSpacing(4)
        for label in (brand, self._unit):
            label.setContentsMargins(10, 0, 4, 0)
            column.addWidget(label)
        column.addSpacing(8)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _NavButton] = {}
        for number, (name, title) in enumerate(page_titles().items(), start=1):
            button = _NavButton(f"  {title}")
            button.setProperty("kind", "nav")
            button.setCheckable(True)
            button.setIcon(icons.icon(name, "sidebar_text"))
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setShortcut(f"Ctrl+{number}")
            button.setAccessibleName(title)
            button.setToolTip(f"{title} (Ctrl+{number})")
            button.clicked.connect(lambda _checked, chosen=name: self.page_chosen.emit(chosen))
            self._group.addButton(button)
            self._buttons[name] = button
            column.addWidget(button)
        column.addStretch()
        self.set_enabled(enabled=False)

    @property
    def is_walked_along(self) -> bool:
        """Say whether somebody goes from page to page here by Tab and arrow keys."""
        return any(one.hasFocus() and one.is_walked_to for one in self._buttons.values())

    def set_unit(self, name: str) -> None:
        """Say whose desk this is."""
        self._unit.setText(name)

    def set_enabled(self, *, enabled: bool) -> None:
        """Allow moving between pages once there is a desk."""
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def mark(self, page: str) -> None:
        """Show which page is open."""
        self._buttons[page].setChecked(True)
