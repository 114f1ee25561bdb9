"""Directives: the register at the left, the chosen one clause by clause at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from egovdesk.domain.findings import clause_of_key
from egovdesk.domain.history import Noun
from egovdesk.domain.registers import RegisterKind, RegisterRow
from egovdesk.services.directives import DirectiveSheet
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.directives.sheet import DirectiveSheetView
from egovdesk.ui.registers.panel import RegisterPanel, nouns_of
from egovdesk.ui.registers.telling import tell
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _

_LIST_WIDTH = 400
_SHEET_WIDTH = 640
_LEAST_SHEET = 290
_SHEET_NOUNS = frozenset({Noun.DIRECTIVES, Noun.TASKS, Noun.EVIDENCE, Noun.CATALOGUE})


class DirectivesPage(QWidget):
    """What the unit was told to do, and whether anything of it was forgotten."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._is_stale = True
        self.panel = RegisterPanel(context, RegisterKind.DIRECTIVES)
        self.panel.set_empty(
            _("No directives yet"),
            _("Record the document that ordered the work; paste its text to get the tasks."),
            _("Add a record"),
        )
        self.sheet = DirectiveSheetView(context)
        self.sheet.setMinimumWidth(theme.px(_LEAST_SHEET))
        frame = Card()
        frame.body.addWidget(self.panel)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(frame)
        split.addWidget(self.sheet)
        split.setSizes([theme.px(_LIST_WIDTH), theme.px(_SHEET_WIDTH)])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 20)
        column.addWidget(split)
        self.panel.row_changed.connect(self._on_row)
        self.panel.filled.connect(context.page_filled)
        self.sheet.split_requested.connect(self._on_split)
        self.sheet.compare_requested.connect(self._on_compare)
        context.changed.connect(self._on_changed)
        context.period_changed.connect(self._on_period_changed)

    def open_record(self, key: str) -> None:
        """Bring a directive into view by its record, or a clause (`domain.findings.clause_key`)."""
        number, label = clause_of_key(key)
        if number:
            self.sheet.select_clause(number, label)
            self.panel.open(f"number={number}")
        else:
            self.panel.open(key.removeprefix(f"{RegisterKind.DIRECTIVES}:"))

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first seen, and when something changed meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self.panel.refresh()
        self.sheet.refresh()

    def _on_changed(self, nouns: frozenset[Noun]) -> None:
        if nouns & (nouns_of(RegisterKind.DIRECTIVES) | _SHEET_NOUNS):
            self._on_period_changed()

    def _on_period_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _on_row(self, row: RegisterRow | None) -> None:
        if row is None:
            self.sheet.show_nothing()
        else:
            self.sheet.show_directive(row.id)

    def _on_split(self, sheet: DirectiveSheet) -> None:
        from egovdesk.ui.directives.split_dialog import SplitDialog

        dialog = SplitDialog(self.context, sheet, self)
        if dialog.exec() and dialog.change is not None:
            tell(self.context, dialog.change)
        dialog.deleteLater()

    def _on_compare(self, sheet: DirectiveSheet) -> None:
        from egovdesk.ui.directives.compare_dialog import CompareDialog

        dialog = CompareDialog(self.context, sheet.directive, self)
        dialog.exec()
        dialog.deleteLater()


def make(context: Context) -> DirectivesPage:
    """Make the page."""
    return DirectivesPage(context)
