"""A page of several registers, one a tab; a tab reads when it is seen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.context import Context
from egovdesk.ui.registers.panel import RegisterPanel, nouns_of
from egovdesk.wording import registers as words


class RegisterTabs(QTabWidget):
    """Panels in tabs; each reads anew while it is seen, or once it is seen again."""

    def __init__(
        self, context: Context, kinds: Sequence[RegisterKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.panels = {kind: RegisterPanel(context, kind) for kind in kinds}
        self._stale = set(kinds)
        self.setDocumentMode(True)
        for kind, panel in self.panels.items():
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 12, 0, 0)
            column.addWidget(panel)
            self.addTab(holder, words.name(kind))
        self.currentChanged.connect(lambda _place: self.catch_up())

    @property
    def current(self) -> RegisterPanel:
        """The panel that is shown."""
        return list(self.panels.values())[self.currentIndex()]

    def show_register(self, kind: RegisterKind) -> RegisterPanel:
        """Bring a register to the front."""
        self.setCurrentIndex(list(self.panels).index(kind))
        return self.panels[kind]

    def mark_stale(self, nouns: frozenset[Noun] | None = None) -> None:
        """Read again what shows one of the nouns, or everything: now if seen, else later."""
        for kind in self.panels:
            if nouns is None or nouns & nouns_of(kind):
                self._stale.add(kind)
        self.catch_up()

    def catch_up(self) -> None:
        """Read the panel that is shown if anything it shows has changed."""
        kind = list(self.panels)[self.currentIndex()]
        if kind in self._stale and self.isVisible():
            self._stale.discard(kind)
            self.panels[kind].refresh()
