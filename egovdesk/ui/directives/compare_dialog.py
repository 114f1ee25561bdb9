"""Two directives side by side: what stayed, was changed, is new, was dropped."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.directives import Directive, DirectiveClause
from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.succession import ClauseMatch, MatchKind, Span
from egovdesk.services.directives import Comparison, DirectiveTask
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.directives.task_maker import make_task
from egovdesk.ui.widgets.badge import Tone, soft
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import explain

Match = ClauseMatch[DirectiveClause]

_TONES = {
    MatchKind.SAME: Tone.NEUTRAL,
    MatchKind.CHANGED: Tone.WARNING,
    MatchKind.NEW: Tone.INFO,
    MatchKind.DROPPED: Tone.BAD,
}
_TEXT_HEIGHT = 168


class CompareDialog(QDialog):
    """Compares a directive with the one it replaces, or with any other."""

    def __init__(
        self, context: Context, directive: Directive, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._new = directive
        self._found: Comparison | None = None
        self._match: Match | None = None
        self.setWindowTitle(_("Compare {number} with…").format(number=directive.number))
        self.resize(theme.px(1120), theme.px(660))
        self.other = QComboBox()
        self.other.setAccessibleName(_("Compare with"))
        self.other.setMinimumWidth(theme.px(260))
        self.chips = {kind: QPushButton() for kind in MatchKind}
        self.table: CompactTable[Match] = CompactTable(_columns(self), name=_("Clauses"))
        self.old_text, self.new_text = _browser(_("Before")), _browser(_("Now"))
        self.old_title, self.new_title = QLabel(), QLabel()
        self.make_task = QPushButton(_("&Make a task…"))
        self.make_task.setProperty("kind", "primary")
        self._open_tasks = FlowLayout()
        self._open_words = QLabel(_("Tasks of the old clause that are still open:"))
        self._empty = EmptyState("directives")
        self._lay_out()
        self._connect()
        context.jobs.run(context.desk.directives.all, self._on_directives, self._on_failed)

    def open_tasks(self, match: Match) -> Sequence[DirectiveTask]:
        """Return the open tasks of the clause that stood before."""
        if self._found is None or match.old is None:
            return ()
        return self._found.open_tasks.get(match.old.label, ())

    def _lay_out(self) -> None:
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(self.table, stretch=1)
        body.addLayout(self._sides())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._top())
        column.addWidget(self._empty, stretch=1)
        column.addWidget(self._body, stretch=1)
        column.addLayout(self._below())
        self._body.hide()
        self._show_match(None)

    def _top(self) -> QHBoxLayout:
        """Return the line with the choice of the other directive, and the counts."""
        top = QHBoxLayout()
        top.setSpacing(8)
        name = QLabel(_("Compare &with"))
        name.setBuddy(self.other)
        top.addWidget(name)
        top.addWidget(self.other)
        top.addStretch()
        for kind, chip in self.chips.items():
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setText(f"{label(kind)} 0")
            top.addWidget(chip)
        return top

    def _sides(self) -> QHBoxLayout:
        """Return the two texts beside one another."""
        sides = QHBoxLayout()
        sides.setSpacing(12)
        for title, text in ((self.old_title, self.old_text), (self.new_title, self.new_text)):
            title.setProperty("role", "label")
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(title)
            side.addWidget(text)
            sides.addLayout(side)
        return sides

    def _below(self) -> QHBoxLayout:
        """Return the line with the open tasks and the buttons."""
        self._open_words.setProperty("role", "muted")
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._open_words)
        below.addLayout(self._open_tasks, stretch=1)
        below.addWidget(self.make_task)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        for button in (self.make_task, close):
            button.setAutoDefault(False)
        below.addWidget(close)
        return below

    def _connect(self) -> None:
        self.other.activated.connect(lambda _place: self._read())
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self._filter())
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._show_match(
                self.table.rows.row_at(now.row()) if now.isValid() else None
            )
        )
        self.table.row_activated.connect(self._show_match)
        self.make_task.clicked.connect(self._on_make_task)

    def _on_directives(self, found: Sequence[Directive]) -> None:
        others = [one for one in found if one.id != self._new.id]
        for one in others:
            self.other.addItem(one.number, one.id)
        self.other.setEnabled(bool(others))
        if not others:
            self._empty.set_words(
                _("There is nothing to compare with"),
                _("Record the other directive, and split its text into clauses."),
            )
            return
        place = self.other.findData(self._new.replaces) if self._new.replaces else 0
        self.other.setCurrentIndex(max(0, place))
        self._read()

    def _read(self) -> None:
        directives, old, new = self._context.desk.directives, self.other.currentData(), self._new.id
        self._context.jobs.run(
            lambda: directives.compare(old, new), self._on_compared, self._on_failed
        )

    def _on_compared(self, found: Comparison) -> None:
        self._found = found
        counts = Counter(match.kind for match in found.matches)
        for kind, chip in self.chips.items():
            chip.setText(f"{label(kind)} {formats.number(counts[kind])}")
            chip.setEnabled(counts[kind] > 0)
        has_both = any(m.old for m in found.matches) and any(m.new for m in found.matches)
        self._empty.set_words(
            _("One of the two has no clauses yet"), _("Split its text into clauses first.")
        )
        self._empty.setVisible(not has_both)
        self._body.setVisible(has_both)
        self.table.set_rows(found.matches)
        self._filter()

    def _filter(self) -> None:
        wanted = {kind for kind, chip in self.chips.items() if chip.isChecked()}
        self.table.rows.set_filters([lambda match: match.kind in wanted] if wanted else [])
        first = self.table.rows.index(0, 0)
        if first.isValid():
            self.table.setCurrentIndex(first)
            self.table.setFocus()
        else:
            self._show_match(None)

    def _show_match(self, match: Match | None) -> None:
        self._match = match
        old, new = (match.old, match.new) if match else (None, None)
        for title, text, clause, words in (
            (self.old_title, self.old_text, old, _("Before")),
            (self.new_title, self.new_text, new, _("Now")),
        ):
            title.setText(f"{words}: {clause.label if clause else formats.EMPTY}")
            text.setAccessibleName(title.text())
        old_spans, new_spans = (match.old_spans, match.new_spans) if match else ((), ())
        write_marked(self.old_text, old, old_spans, is_old=True)
        write_marked(self.new_text, new, new_spans, is_old=False)
        tasked = self._found.tasked if self._found else frozenset()
        is_bare = new is not None and new.label not in tasked
        is_news = match is not None and match.kind in (MatchKind.NEW, MatchKind.CHANGED)
        self.make_task.setVisible(is_bare and is_news)
        self._show_open_tasks(self.open_tasks(match) if match else ())

    def _show_open_tasks(self, tasks: Sequence[DirectiveTask]) -> None:
        while (item := self._open_tasks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for found in tasks:
            button = QPushButton(found.task.code)
            button.setProperty("kind", "chip")
            button.setAutoDefault(False)
            button.setToolTip(found.task.title)
            button.setAccessibleDescription(found.task.title)
            button.clicked.connect(partial(self._open_task, found.task.code))
            self._open_tasks.addWidget(button)
        self._open_words.setVisible(bool(tasks))

    def _open_task(self, code: str) -> None:
        self.accept()
        self._context.page_requested.emit("tasks", code)

    def _on_make_task(self) -> None:
        clause = self._match.new if self._match else None
        if clause is not None:
            make_task(self._context, self._new, clause, self, on_made=self._read)

    def _on_failed(self, error: EGovDeskError) -> None:
        self._empty.set_words(str(explain(error)))
        self._empty.show()
        self._body.hide()


def write_marked(
    browser: QTextBrowser, clause: DirectiveClause | None, spans: Sequence[Span], *, is_old: bool
) -> None:
    """Write a clause and mark its own words: struck through before, underlined now."""
    browser.clear()
    if clause is None:
        return
    tone = Tone.BAD if is_old else Tone.GOOD
    plain, own = QTextCharFormat(), QTextCharFormat()
    own.setForeground(theme.color(tone))
    own.setBackground(theme.color(soft(tone)))
    own.setFontStrikeOut(is_old)
    own.setFontUnderline(not is_old)
    cursor = browser.textCursor()
    place = 0
    for start, end in spans:
        cursor.insertText(clause.text[place:start], plain)
        cursor.insertText(clause.text[start:end], own)
        place = end
    cursor.insertText(clause.text[place:], plain)
    browser.moveCursor(QTextCursor.MoveOperation.Start)


def _browser(name: str) -> QTextBrowser:
    browser = QTextBrowser()
    browser.setAccessibleName(name)
    browser.setTabChangesFocus(True)
    browser.setFixedHeight(theme.px(_TEXT_HEIGHT))
    browser.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return browser


def _columns(dialog: CompareDialog) -> tuple[Column[Match], ...]:
    def text(match: Match) -> str:
        clause = match.new or match.old
        return " ".join(clause.text.split()) if clause else ""

    return (
        Column(
            key="kind",
            title=_("What became of it"),
            text=lambda match: label(match.kind),
            tone=lambda match: _TONES[match.kind],
        ),
        Column(key="old", title=_("Before"), text=lambda m: m.old.label if m.old else "–"),
        Column(key="new", title=_("Now"), text=lambda m: m.new.label if m.new else "–"),
        Column(key="text", title=_("What it says"), text=text, stretch=True, width=300),
        Column(
            key="tasks",
            title=_("Open tasks"),
            text=lambda match: ", ".join(t.task.code for t in dialog.open_tasks(match)),
        ),
    )
