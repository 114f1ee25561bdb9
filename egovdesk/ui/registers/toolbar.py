"""The line above a grid: search, filters, and what can be done with the records."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui import icons, theme
from egovdesk.ui.context import Context
from egovdesk.ui.registers.filter_bar import FilterBar
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.wording import _

_FOLDED = 530
_FOLDED_WITH_DAY = 790


class SearchLine(QLineEdit):
    """A search line that Escape clears and that Enter or Down leaves for the list."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Search"))
        self.setAccessibleName(_("Search in this list"))
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "text_muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear, or go down into the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class Toolbar(QWidget):
    """Actions on a register; pages and dialogs add theirs with `add_action` and `add_to_menu`."""

    def __init__(self, context: Context, kind: RegisterKind) -> None:
        super().__init__()
        self._context = context
        self.search = SearchLine()
        self.search.setMinimumWidth(theme.px(80))
        self.search.setMaximumWidth(theme.px(240))
        self.filters = FilterBar(context, kind)
        self.add = self._action("plus", _("Add"), "Ctrl+N", color="primary_text")
        self.edit = self._action("tasks", _("Open the form"), "Ctrl+Return")
        self.delete = self._action("trash", _("Delete"), "Ctrl+Delete")
        self.row_actions = [self.edit, self.delete]
        self.menu = QMenu(self)
        self.menu.addActions([self.edit, self.delete])
        self.menu.addSeparator()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        self._day = DateEdit() if REGISTERS[kind].has_dated_fields else None
        self._lay_out()
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WindowShortcut)
        for pressed in (find.activated, find.activatedAmbiguously):
            pressed.connect(self.focus_search)

    @property
    def holds_from(self) -> date:
        """The day from which changes of dated fields hold."""
        return (self._day and self._day.day()) or self.default_day

    @property
    def default_day(self) -> date:
        """The day that the desk looks at, or today where that is still ahead."""
        return min(self._context.as_of, self._context.desk.session.today)

    def add_action(self, action: QAction, *, is_row_action: bool = False) -> None:
        """Show an action as a button; one about the current record also in the grid's menu."""
        self._buttons.addWidget(self._button(action))
        self.menu.addAction(action)
        if is_row_action:
            self.row_actions.append(action)

    def add_to_menu(self, action: QAction, *, is_row_action: bool = False) -> None:
        """Offer an action under the menu button only."""
        self.menu.addAction(action)
        if is_row_action:
            self.row_actions.append(action)

    def add_near_filters(self, widget: QWidget) -> None:
        """Put a widget beside the button for filters."""
        self._line.insertWidget(2, widget)

    def add_count(self, label: QLabel) -> None:
        """Show how many records there are."""
        self._line.insertWidget(2, label)

    def set_has_row(self, has_row: bool) -> None:  # noqa: FBT001 - a setter
        """Offer what needs a record only where there is one."""
        for action in self.row_actions:
            action.setEnabled(has_row)

    def show_query(self, query: ListQuery) -> None:
        """Show the words and filters of a query without asking for it again."""
        self.search.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.search.setText(" ".join(query.words))
        self.search.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.filters.show_filters(query.filters)

    def clear(self) -> None:
        """Empty the search line and take every filter away, without asking anew."""
        self.search.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.filters.show_filters(())

    def focus_search(self) -> None:
        """Go to the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        find, self._line = _group()
        self._line.addWidget(self.search, stretch=1)
        self._line.addWidget(self.filters.button)
        self._line.addStretch()
        act, line = _group()
        line.addStretch()
        if self._day is not None:
            since = QLabel(_("Changes hold from"))
            since.setProperty("role", "muted")
            since.setBuddy(self._day)
            self._day.setAccessibleName(_("Changes hold from"))
            self._day.setFixedWidth(theme.px(132))
            self._show_default_day()
            self._context.period_changed.connect(self._show_default_day)
            line.addWidget(since)
            line.addWidget(self._day)
        line.addLayout(self._buttons)
        self._buttons.addWidget(self._button(self.add, kind="primary"))
        more = QToolButton()
        more.setText("⋯")
        more.setAccessibleName(_("More actions"))
        more.setToolTip(_("More actions"))
        more.setMenu(self.menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line.addWidget(more)
        both = FoldingRow(_FOLDED if self._day is None else _FOLDED_WITH_DAY, spacing=8)
        both.add_widget(find, stretch=1)
        both.add_widget(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(both)
        column.addWidget(self.filters)

    def _show_default_day(self) -> None:
        if self._day is not None:
            self._day.setPlaceholderText(f"{self.default_day:%d/%m/%Y}")

    def _action(self, icon: str, words: str, keys: str, color: str = "text") -> QAction:
        action = QAction(icons.icon(icon, color), words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{words} ({shown})")
        self.addAction(action)
        return action

    @staticmethod
    def _button(action: QAction, kind: str = "") -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(theme.px(16), theme.px(16)))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("kind", kind or "tool")
        return button


def _group() -> tuple[QWidget, QHBoxLayout]:
    """Return widgets that stay beside one another."""
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    return group, line
