"""Step 3: what the rules found; each finding opens its place, a warning takes a reason."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.findings import Finding, Severity
from egovdesk.services.reports import Closing
from egovdesk.ui import theme
from egovdesk.ui.reports.columns import finding_columns
from egovdesk.ui.reports.reason_dialog import ReasonDialog
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.wording import _, formats
from egovdesk.wording.messages import finding_message

_REASON = 2
_FINDING_IN_ONE_LINE = 960
"""How wide the step is, without the reasons, when the longest findings need no second line."""


class FindingsStep(QWidget):
    """The list of findings, with filters by severity and what can be done about them."""

    finding_opened = Signal(object)
    answered = Signal(object, str)
    """A reason was given to warnings, or taken back with an empty one."""

    def __init__(self) -> None:
        super().__init__()
        self.table: DataTable[Finding] = DataTable(
            finding_columns(), key=_key, name=_("Findings"), lines=2
        )
        self.table.set_empty(_("Nothing to object to"), _("No rule found anything in this period."))
        self.table.add_filter(_("Errors"), lambda row: row.severity is Severity.ERROR)
        self.table.add_filter(_("Without a reason"), lambda row: row.needs_reason)
        self.table.row_activated.connect(self.finding_opened)
        self.detail = QLabel(wordWrap=True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setMinimumHeight(theme.px(64))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.open = self._action(_("Open"), "", self._on_open)
        self.answer = self._action(_("Give a reason…"), "F2", self._on_answer)
        self.withdraw = self._action(_("Take the reason back"), "Del", self._on_withdraw)
        self.table.view.selectionModel().selectionChanged.connect(self._update_actions)
        card = Card(_("Findings"))
        for button in (self.open, self.answer, self.withdraw):
            card.header.addWidget(button)
        card.body.addWidget(self.table, stretch=1)
        card.body.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self._is_frozen = False
        self._update_actions()

    def show_closing(self, closing: Closing) -> None:
        """Show what was found in a period; what is frozen takes no reasons any more."""
        self._is_frozen = closing.state.live is not None
        self.table.set_rows(closing.state.findings)
        if not self.table.selected_rows():
            self._select_next()
        self._update_actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give reasons what room findings on one line do not need, or else a quarter at most."""
        super().resizeEvent(event)
        usual = theme.px(self.table.model.columns[_REASON].width)
        left = self.width() - theme.px(_FINDING_IN_ONE_LINE)
        self.table.view.setColumnWidth(_REASON, max(min(usual, self.width() // 4), left))

    def _select_next(self) -> None:
        """Select the first finding in the list that still stands in the way, or the first one."""
        rows = self.table.model.rows()
        waiting = (row for row in rows if row.severity is Severity.ERROR or row.needs_reason)
        if (row := next(waiting, next(iter(rows), None))) is not None:
            self.table.select(_key(row))

    def _action(self, words: str, keys: str, act: Callable[[], None]) -> QPushButton:
        action, button = QAction(words, self), QPushButton(words)
        if keys:
            action.setShortcut(keys)
            button.setToolTip(f"{words.rstrip('…')} ({keys})")
        for pressed in (action.triggered, button.clicked):
            pressed.connect(act)
        self.table.add_action(action)
        return button

    def _warnings(self) -> list[Finding]:
        return [row for row in self.table.selected_rows() if row.severity is Severity.WARNING]

    def _update_actions(self) -> None:
        selected, warnings = self.table.selected_rows(), self._warnings()
        self.open.setEnabled(len(selected) == 1)
        self.answer.setEnabled(bool(warnings) and not self._is_frozen)
        self.withdraw.setEnabled(any(row.reason for row in warnings) and not self._is_frozen)
        self.detail.setText(_detail(selected))

    def _on_open(self) -> None:
        for row in self.table.selected_rows()[:1]:
            self.finding_opened.emit(row)

    def _on_answer(self) -> None:
        warnings = self._warnings()
        if not warnings or self._is_frozen:
            return
        dialog = ReasonDialog(
            _("Give a reason"), _about(warnings), _("Save the reason"), self.window()
        )
        dialog.text.setPlainText(warnings[0].reason)
        dialog.accepted.connect(lambda: self.answered.emit(warnings, dialog.reason))
        dialog.open()

    def _on_withdraw(self) -> None:
        if (given := [row for row in self._warnings() if row.reason]) and not self._is_frozen:
            self.answered.emit(given, "")


def _detail(selected: Sequence[Finding]) -> str:
    """Say what is selected in full: the list has room for two lines of each."""
    if len(selected) != 1:
        return _("Choose a finding to read what to do. Several warnings can take one reason.")
    message = finding_message(selected[0])
    lines = [message.cause, message.cure]
    if selected[0].reason:
        lines.append(_("Reason: {reason}").format(reason=selected[0].reason))
    return "\n".join(lines)


def _about(warnings: Sequence[Finding]) -> str:
    if len(warnings) == 1:
        return finding_message(warnings[0]).cause
    count = formats.number(len(warnings))
    return _("One reason for {count} warnings.").format(count=count)


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.subject, finding.key, *sorted(finding.data.items()))
