"""One procedure beside the register: from when until when it was at which level, with what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from egovdesk.domain.procedures import AttributePeriod, ProcedureAttribute
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind, RegisterRow
from egovdesk.ui.context import Context
from egovdesk.ui.services.history_dialog import HistoryDialog, entry_words
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats


class HistoryPanel(Card):
    """Shows the dated history of the procedure that is selected; entries can be corrected."""

    saved = Signal(object)
    """An entry was corrected or removed: the change."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._asked = 0
        self._row: RegisterRow | None = None
        self.name = QLabel(wordWrap=True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("role", "muted")
        self.table: DataTable[AttributePeriod] = DataTable(
            self._columns(), key=lambda period: period.event.id, name=_("History of the procedure")
        )
        self.table.hide_search()
        self.table.set_empty(
            _("No history yet"),
            _("Levels and answers that are recorded appear here with their days."),
        )
        self.correct = QPushButton(_("Correct…"))
        self.remove = QPushButton(_("Remove"))
        self._nothing = EmptyState("services")
        self._nothing.set_words(
            _("No procedure selected"), _("Choose a procedure in the list to see its history.")
        )
        below = QHBoxLayout()
        below.addWidget(self.correct)
        below.addWidget(self.remove)
        below.addStretch()
        for widget in (self._nothing, self.name, self.table):
            self.body.addWidget(widget)
        self.body.addLayout(below)
        self.correct.clicked.connect(self._on_correct)
        self.remove.clicked.connect(self._on_remove)
        self.table.row_activated.connect(lambda _period: self._on_correct())
        self.table.selection_changed.connect(lambda _period: self._show_buttons())
        delete = QAction(_("Remove the entry"), self)
        delete.setShortcut(QKeySequence.StandardKey.Delete)
        delete.triggered.connect(self._on_remove)
        self.table.add_action(delete)
        self.show_procedure(None)

    def show_procedure(self, row: RegisterRow | None) -> None:
        """Show the history of a procedure, or that none is selected."""
        is_other = row is None or self._row is None or row.id != self._row.id
        self._row = row
        self._asked += 1
        self._nothing.setVisible(row is None)
        self.name.setVisible(row is not None)
        self.table.setVisible(row is not None)
        if is_other:
            self.table.set_rows(())
        self._show_buttons()
        if row is None:
            self.set_title("")
            return
        record = REGISTERS[RegisterKind.PROCEDURES].record(row)
        self.set_title(str(record["code"]))
        self.name.setText(str(record["name"]))
        asked, procedures, id_ = self._asked, self.context.desk.procedures, row.id

        def show(periods: Sequence[AttributePeriod]) -> None:
            if asked == self._asked:
                self.table.set_rows(periods)

        self.context.jobs.run(
            lambda: procedures.history(id_), show, self.context.notifier.show_error
        )

    def _columns(self) -> list[Column[AttributePeriod]]:
        levels = self.context.desk.session.catalogue.levels
        return [
            Column(
                key="what",
                title=_("What"),
                text=lambda period: entry_words(period.event, levels),
                sort_key=lambda period: list(ProcedureAttribute).index(period.event.attribute),
                stretch=True,
            ),
            Column(
                key="days",
                title=_("From – until"),
                text=_days,
                sort_key=lambda period: period.event.on,
                width=186,
            ),
        ]

    def _selected(self) -> AttributePeriod | None:
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _show_buttons(self) -> None:
        for button in (self.correct, self.remove):
            button.setVisible(self._row is not None)
            button.setEnabled(self._selected() is not None)

    def _on_correct(self) -> None:
        period = self._selected()
        if period is None:
            return
        dialog = HistoryDialog(self.context, period.event, self)
        if dialog.exec() and dialog.change is not None:
            self.saved.emit(dialog.change)
        dialog.deleteLater()

    def _on_remove(self) -> None:
        period = self._selected()
        if period is not None:
            procedures, id_ = self.context.desk.procedures, period.event.id
            self.context.jobs.run(
                lambda: procedures.remove_entry(id_),
                self.saved.emit,
                self.context.notifier.show_error,
            )


def _days(period: AttributePeriod) -> str:
    if period.never_held:
        return _("{day}, replaced the same day").format(day=formats.day(period.event.on))
    first = formats.day(period.event.on)
    if period.last is None:
        return _("since {day}").format(day=first)
    return f"{first} – {formats.day(period.last)}"
