"""One search box over everything (Ctrl+K): records of all registers, pages and commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from egovdesk.domain.indicators import Indicator
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.text import fold, matches
from egovdesk.services.search import Hit
from egovdesk.ui import icons, theme
from egovdesk.ui.context import Context
from egovdesk.ui.link import PAGES
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

_MOST_COMMANDS = 8


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done: its words, its keys, and the doing."""

    words: str
    keys: str
    run: Callable[[], None]


def page_of(hit: Hit) -> tuple[str, str]:
    """Return the page that shows a record, and the key by which it finds it there."""
    by_code = hit.kind in (RegisterKind.TASKS, RegisterKind.PROCEDURES)
    key = hit.title if by_code else f"{hit.kind.value}:{hit.row_id}"
    return PAGES.get(hit.kind, "assets"), key


def commands_of(actions: Sequence[QAction]) -> list[Command]:
    """Return the actions that can be used now as commands, each once."""
    found: dict[str, Command] = {}
    for action in actions:
        text = action.text().replace("&", "").rstrip("…")
        if text and action.isEnabled() and not action.isSeparator() and action.menu() is None:
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            found.setdefault(text, Command(text, keys, action.trigger))
    return list(found.values())


class Palette(QDialog):
    """Searches while somebody types; Up and Down choose, Enter opens, Escape leaves."""

    def __init__(self, context: Context, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._context = context
        self._commands = [(fold(command.words), command) for command in commands]
        self._indicators = [
            (_indicator_words(indicator), indicator.id)
            for indicator in context.desk.session.catalogue.indicators.values()
        ]
        self._asked = 0
        self._chosen: Callable[[], None] | None = None
        self.setAccessibleName(_("Search everything"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Search records, pages and commands"))
        self.line.setAccessibleName(_("Search everything"))
        self.line.addAction(
            icons.icon("search", "text_muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda _item: self._take())
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.resize(theme.px(640), theme.px(440))
        middle = parent.width() // 2 - self.width() // 2
        self.move(parent.mapToGlobal(QPoint(middle, theme.px(70))))
        self.line.textChanged.connect(self._on_text)
        self._on_text("")
        self.line.setFocus()

    def run_chosen(self) -> None:
        """Do what was chosen, once the box is gone."""
        if self._chosen is not None:
            self._chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through what was found without leaving the line."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        self._asked += 1
        asked, search, as_of = self._asked, self._context.desk.search, self._context.as_of
        if not text.strip():
            self._show(asked, ())
            return
        self._context.jobs.run(
            lambda: search.find(text, as_of) if asked == self._asked else (),
            lambda hits: self._show(asked, hits),
            self._context.notifier.show_error,
        )

    def _show(self, asked: int, hits: Sequence[Hit]) -> None:
        if asked != self._asked:
            return
        self.list.clear()
        text = self.line.text()
        fitting = [command for folded, command in self._commands if matches(text, folded)]
        for hit in hits:
            named = f"{hit.title}   {hit.detail}".strip()
            self._add(words.name(hit.kind), named, "file", self._opener(hit))
        for words_of, key in self._indicators:
            if text.strip() and matches(text, fold(words_of)):
                self._add(_("Indicator"), words_of, "chart", self._indicator_opener(key))
        most = _MOST_COMMANDS if text.strip() else len(fitting)
        for command in fitting[:most]:
            keys = f"   ({command.keys})" if command.keys else ""
            self._add(_("Command"), f"{command.words}{keys}", "next", command.run)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            item = QListWidgetItem(_("Nothing was found; try fewer words."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    def _add(self, group: str, text: str, icon: str, run: Callable[[], None]) -> None:
        item = QListWidgetItem(icons.icon(icon, "text_muted"), f"{group}  ›  {text}")
        item.setData(Qt.ItemDataRole.UserRole, run)
        item.setToolTip(text)
        self.list.addItem(item)

    def _opener(self, hit: Hit) -> Callable[[], None]:
        page, key = page_of(hit)
        return lambda: self._context.page_requested.emit(page, key)

    def _indicator_opener(self, key: str) -> Callable[[], None]:
        return lambda: self._context.page_requested.emit("overview", key)

    def _move(self, step: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def _take(self) -> None:
        chosen = self.list.selectedItems()
        run = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        if callable(run):
            self._chosen = run
            self.accept()


def _indicator_words(indicator: Indicator) -> str:
    number = "" if indicator.number is None else f"{indicator.number}. "
    return f"{number}{formats.words(indicator.short)}"
