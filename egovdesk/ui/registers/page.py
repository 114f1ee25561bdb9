"""A page made of registers in tabs."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.context import Context
from egovdesk.ui.registers.panel import open_key
from egovdesk.ui.registers.tabs import RegisterTabs


class RegisterPage(QWidget):
    """Tabs that follow what changes; `open_record` takes a register and a record."""

    def __init__(self, context: Context, kinds: Sequence[RegisterKind] = ()) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 4, 24, 20)
        self.column.setSpacing(10)
        self.tabs = RegisterTabs(context, kinds)
        self.column.addWidget(self.tabs, stretch=1)
        context.changed.connect(self._on_changed)
        context.period_changed.connect(self.tabs.mark_stale)
        for panel in self.tabs.panels.values():
            panel.filled.connect(context.page_filled)

    def open_record(self, key: str) -> None:
        """Show a register, or a record in it: see `registers.panel.open_key`."""
        kind, cell, which = open_key(key)
        self.tabs.show_register(RegisterKind(kind)).open(which, cell)

    def open_list(self, query: ListQuery) -> None:
        """Narrow a register to what a figure counts."""
        self.tabs.show_register(query.kind).apply_query(query)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is seen first."""
        super().showEvent(event)
        self.tabs.catch_up()

    def _on_changed(self, nouns: frozenset[Noun]) -> None:
        self.tabs.mark_stale(nouns)
