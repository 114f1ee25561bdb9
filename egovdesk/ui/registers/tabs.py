"""A page of several registers, one a tab; a tab reads when it is seen."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.context import Context
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.widgets.focus import focus_list
from egovdesk.wording import registers as words


class View(Protocol):
    """What stands in a tab: a register's panel, or another look at what the page is about."""

    @property
    def nouns(self) -> frozenset[Noun]:
        """What it shows, and so when it reads anew."""
        ...

    def refresh(self) -> None:
        """Read anew."""
        ...


class RegisterTabs(QTabWidget):
    """Views in tabs; each reads anew while it is seen, or once it is seen again."""

    def __init__(
        self, context: Context, kinds: Sequence[RegisterKind] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.panels: dict[RegisterKind, RegisterPanel] = {}
        self._views: list[View] = []
        self._stale: set[int] = set()
        self.setDocumentMode(True)
        for kind in kinds:
            self.add_panel(RegisterPanel(context, kind))
        self.currentChanged.connect(self._on_current)

    def add_panel(
        self, panel: RegisterPanel, *, title: str = "", whole: QWidget | None = None
    ) -> None:
        """Add a register, perhaps under a title of its own, or with something beside it."""
        self.panels[panel.kind] = panel
        self.add_view(panel, title or words.name(panel.kind), whole or panel)

    def add_view(self, view: View, title: str, whole: QWidget) -> None:
        """Add a view; `whole` is the widget that holds it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(whole)
        self._stale.add(len(self._views))
        self._views.append(view)
        self.addTab(holder, title)

    def show_view(self, view: View) -> None:
        """Bring a view to the front."""
        self.setCurrentIndex(self._views.index(view))

    def show_register(self, kind: RegisterKind) -> RegisterPanel:
        """Bring a register to the front."""
        self.show_view(self.panels[kind])
        return self.panels[kind]

    def mark_stale(self, nouns: frozenset[Noun] | None = None) -> None:
        """Read again what shows one of the nouns, or everything: now if seen, else later."""
        for place, view in enumerate(self._views):
            if nouns is None or nouns & view.nouns:
                self._stale.add(place)
        self.catch_up()

    def _on_current(self) -> None:
        self.catch_up()
        if self.isVisible() and not self.tabBar().hasFocus():
            focus_list(self.currentWidget())

    def catch_up(self) -> None:
        """Read the view that is shown if anything it shows has changed."""
        place = self.currentIndex()
        if place in self._stale and self.isVisible():
            self._stale.discard(place)
            self._views[place].refresh()
