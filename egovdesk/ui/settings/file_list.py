"""Files that the person gave the program to go by: shown row by row, added and removed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.values import value
from egovdesk.services.verifying import keep_list, prune_lists
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import Column, DataTable
from egovdesk.ui.widgets.file_choice import ask_file
from egovdesk.wording import _

Row = TypeVar("Row")


@value
class FileListWords:
    """What a list of files says of itself; `kinds` and `patterns` are the file dialog's."""

    name: str
    note: str
    empty: str
    empty_cure: str
    add: str
    title: str
    kinds: str
    patterns: str
    removed: str


class FileListTab(QWidget, Generic[Row]):
    """Shows, extends and shortens a list of files that the preferences keep as `preference`."""

    preference = ""

    def __init__(
        self,
        context: Context,
        refresh: Callable[[], None],
        words: FileListWords,
        columns: tuple[Column[Row], ...],
        key: Callable[[Row], object],
    ) -> None:
        super().__init__()
        self._context = context
        self._refresh = refresh
        self._words = words
        self.table: DataTable[Row] = DataTable(columns, key=key, name=words.name)
        self.table.set_empty(words.empty, words.empty_cure, words.add)
        self.table.empty_action_requested.connect(self._on_add)
        self.table.selection_changed.connect(self._on_selected)
        self.add = QPushButton(icons.icon("plus"), words.add)
        self.add.clicked.connect(self._on_add)
        self.remove = QPushButton(icons.icon("trash"), _("Remove"))
        self.remove.setEnabled(False)
        self.remove.clicked.connect(self._on_remove)
        delete = QAction(_("Remove"), self)
        delete.setShortcut("Delete")
        delete.triggered.connect(self._on_remove)
        self.table.add_action(delete)
        self.table.add_widget(self.remove)
        self.table.add_widget(self.add)
        note = QLabel(words.note, wordWrap=True)
        note.setProperty("role", "muted")
        card = Card()
        card.body.addWidget(note)
        card.body.addWidget(self.table, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.addWidget(card)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show the list."""
        self.table.set_rows(rows)

    def add_file(self, file: Path) -> None:
        """Add a copy of a file, if it can be read and is wanted once it was seen."""

        def copied() -> tuple[Path, object]:
            self.read(file)  # what is wrong with it is said under its own name
            copy = keep_list(file)
            return copy, self.read(copy)

        def seen(given: tuple[Path, object]) -> None:
            copy, found = given
            if copy in self._kept():
                self._add(copy, found)
            else:
                self.confirm(found, partial(self._add, copy, found))

        self._context.jobs.run(copied, seen, self._context.notifier.show_error)

    def confirm(self, _found: Any, add: Callable[[], None]) -> None:  # noqa: ANN401
        """Call `add` once what was found is wanted; here at once."""
        add()

    def read(self, file: Path) -> object:
        """Return what a file holds; called off the GUI thread.

        Raises:
            InputError: it is not what belongs in this list.
        """
        raise NotImplementedError

    def words_for(self, found: Any) -> str:  # noqa: ANN401 - what `read` returns
        """Say what was added."""
        raise NotImplementedError

    def file_of(self, row: Row) -> Path | None:
        """Return the file that a row comes from; None if it cannot be removed."""
        raise NotImplementedError

    def _add(self, copy: Path, found: object) -> None:
        if copy not in self._kept():
            self._keep((*self._kept(), copy))
        self._context.notifier.show_success(self.words_for(found))
        self._refresh()
        preferences = self._context.preferences
        wanted = (*preferences.trust, *preferences.revocation_lists)
        self._context.jobs.run(  # a removal can no longer be undone: its message has gone
            partial(prune_lists, wanted), lambda _done: None, self._context.notifier.show_error
        )

    def _kept(self) -> tuple[Path, ...]:
        kept: tuple[Path, ...] = getattr(self._context.preferences, self.preference)
        return kept

    def _keep(self, files: tuple[Path, ...]) -> None:
        setattr(self._context.preferences, self.preference, files)

    def _on_add(self) -> None:
        kinds = self._words.kinds.format(patterns=self._words.patterns)
        if file := ask_file(self, self._words.title, kinds):
            self.add_file(file)

    def _on_remove(self) -> None:
        before = self._kept()
        chosen = {self.file_of(row) for row in self.table.selected_rows()}
        kept = tuple(file for file in before if file not in chosen)
        if kept == before:
            return

        def undo() -> None:
            self._keep(before)
            self._refresh()

        self._keep(kept)
        self._context.notifier.show_success(self._words.removed, action=_("Undo"), on_action=undo)
        self._refresh()

    def _on_selected(self, row: Row | None) -> None:
        self.remove.setEnabled(row is not None and self.file_of(row) is not None)
