"""A register on the screen: search, filters, the grid, and everything done to its records."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from egovdesk.domain.cells import Raw
from egovdesk.domain.history import Noun, UseCase
from egovdesk.domain.plans import Draft, Plan
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind, RegisterRow, Value
from egovdesk.domain.text import fold
from egovdesk.ui.context import Context
from egovdesk.ui.registers.columns import columns
from egovdesk.ui.registers.grid_entry import GridEntry
from egovdesk.ui.registers.grid_model import PAGE, GridModel
from egovdesk.ui.registers.grid_view import GridView
from egovdesk.ui.registers.list_reader import Listed, ListReader
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.registers.toolbar import Toolbar
from egovdesk.ui.registers.tools import Tools
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words


class RegisterPanel(QWidget):
    """A register that can be searched, filtered, sorted and typed into.

    Pages put it where they want it, call `refresh` when they are shown, and add actions of their
    own to its toolbar.
    """

    row_changed = Signal(object)
    """Another record is the current one; None where there is none, or several are selected."""
    row_opened = Signal(int)
    """A record should be opened in full (its id)."""
    filled = Signal()
    """The list shows what was read."""

    def __init__(self, context: Context, kind: RegisterKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.kind = kind
        self.register = REGISTERS[kind]
        self._query = ListQuery(kind=kind)
        self._total = 0
        self._waits_for_editor = False
        self._wanted: tuple[int, str] | None = None
        self._made: int | None = None
        self._is_first = True
        self._announced: RegisterRow | None = None
        # A field that can be set only once must be there before the record is made: in the form.
        has_blank = not self.register.set_once
        self.model = GridModel(kind, columns(kind), self, has_blank=has_blank)
        self.view = GridView(self.model, words.name(kind))
        self.reader = ListReader(context, kind, self)
        self.toolbar = Toolbar(context, kind)
        self.entry = GridEntry(context, self.view, self._draft, lambda: self.toolbar.holds_from)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._nothing = EmptyState()
        self._no_match = EmptyState("search", kind="plain")
        self._no_match.set_words(
            _("Nothing matches"),
            _("Try fewer words, or show everything again."),
            _("Show everything"),
        )
        self.set_empty(_("Nothing here yet"), "", _("Add a record"))
        self._lay_out()
        self.tools = Tools(self)
        self._connect()

    @property
    def nouns(self) -> frozenset[Noun]:
        """What the panel has to follow."""
        return nouns_of(self.kind)

    @property
    def query(self) -> ListQuery:
        """What the list shows, and in which order."""
        return self._query

    def set_empty(self, title: str, hint: str, action: str = "") -> None:
        """Say what belongs here while there are no records."""
        self._nothing.set_words(title, hint, action)

    def add_preset(self, label: str, *filters: Filter) -> None:
        """Offer a chip that narrows the list; one with the same label gets other filters."""
        self.toolbar.filters.add_preset(label, filters)
        self._query = replace(self._query, filters=self.toolbar.filters.active())

    def set_tone(self, key: str, tone: Callable[[Value], Tone | None]) -> None:
        """Say which values of a field are shown with a mark."""
        self.model.columns = tuple(
            replace(column, tone=tone) if column.field.key == key else column
            for column in self.model.columns
        )

    def add_widget_beside(self, widget: QWidget) -> None:
        """Put a widget of the page to the right of the grid."""
        self._body.addWidget(widget)

    def add_widget_below_search(self, widget: QWidget) -> None:
        """Put a widget of the page between filters and grid."""
        self._column.insertWidget(1, widget)

    def refresh(self) -> None:
        """Read the list anew; a reading that is overtaken is cancelled."""
        self._waits_for_editor = False
        self.reader.read(self._query)

    def apply_query(self, query: ListQuery) -> None:
        """Show what a saved view, or a figure that was opened, asks for."""
        self._query = query
        self.toolbar.show_query(query)
        self.refresh()

    def show_sorting(self, query: ListQuery) -> None:
        """Show in the header how a query sorts, without asking for it again."""
        header = self.view.horizontalHeader()
        column = self.model.column_of(query.sort_by) if query.sort_by else -1
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)  # noqa: FBT003 - Qt's own
        header.setSortIndicator(column, order)
        header.blockSignals(False)  # noqa: FBT003 - Qt's own

    def open(self, which: str, cell: str = "") -> None:
        """Bring the record into view that a key names, at a field's cell if one is given."""
        field, mark, held = which.partition("=")
        if mark:
            self._open_first(field, held, cell)
        elif which:
            self.select(int(which), cell)

    def select(self, row_id: int, cell: str = "") -> None:
        """Bring a record into view, now or once the list has come; filters give way."""
        line = self.model.line_of(row_id)
        if line is not None:
            self._go_to(line, cell)
            return
        self._wanted = (row_id, cell)
        if self._query.words or self._query.filters:
            self.show_everything()

    def show_everything(self) -> None:
        """Drop words and filters."""
        self.toolbar.clear()
        self.apply_query(replace(self._query, words=(), filters=()))

    def current_row(self) -> RegisterRow | None:
        """Return the record of the current cell."""
        index = self.view.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def current_field(self) -> str:
        """Return the key of the field in which the current cell is; nothing where none is."""
        column = self.view.currentIndex().column()
        return self.model.columns[column].field.key if column >= 0 else ""

    def add_record(self) -> None:
        """Ask for a new record in a form."""
        self._open_form(None)

    def add_record_with(self, values: Mapping[str, str]) -> None:
        """Ask for a new record of which some fields are known."""
        self._open_form(None, values)

    def edit_record(self, row: RegisterRow | None = None) -> None:
        """Open the current record in a form."""
        chosen = row or self.current_row()
        if chosen is not None:
            self._open_form(chosen)

    def delete_selected(self) -> None:
        """Put the selected records into the trash; undo and the trash bring them back."""
        if self.entry.is_selection_small(self.view.selected_count()):
            registers, kind, ids = self.context.desk.registers, self.kind, self.view.selected_ids()
            self.entry.run(lambda: registers.delete(kind, ids))

    def save(self, planned: Plan, use_case: UseCase) -> None:
        """Do what a plan says, then tell it with a way back."""
        self.entry.save(planned, use_case)

    def plan(self, drafts: Sequence[Draft], then: Callable[[Plan], None]) -> None:
        """Make a plan of what was entered, off the GUI thread."""
        self.entry.plan(drafts, then)

    def _draft(self, line: int, raw: Mapping[str, Raw]) -> Draft:
        return Draft(line + 1, raw, self.model.owner(line) or None)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        for widget in (self.view, self._nothing, self._no_match):
            self._stack.addWidget(widget)
        self.toolbar.add_count(self._count)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.toolbar)
        self._body = QHBoxLayout()
        self._body.setSpacing(14)
        self._body.addLayout(self._stack, stretch=1)
        self._column.addLayout(self._body, stretch=1)

    def _connect(self) -> None:
        bar = self.toolbar
        self._typing = QTimer(self, singleShot=True, interval=0)
        self._typing.timeout.connect(self._on_query_changed)
        bar.search.textChanged.connect(lambda _text: self._typing.start())
        bar.search.left_downwards.connect(self._enter_grid)
        bar.filters.changed.connect(self._on_query_changed)
        bar.filters.first_field = self.current_field
        bar.add.triggered.connect(self.add_record)
        bar.edit.triggered.connect(lambda _checked=False: self.edit_record())
        bar.delete.triggered.connect(self.delete_selected)
        self._nothing.action_requested.connect(self.add_record)
        self._nothing.offer_other(_("Import from a file…"))
        self._nothing.other_requested.connect(self.tools.import_file)
        self._no_match.action_requested.connect(self.show_everything)
        into_nothing = QShortcut(QKeySequence.StandardKey.Paste, self._nothing)
        into_nothing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        into_nothing.activated.connect(self.entry.paste)
        self.reader.listed.connect(self._show)
        self.reader.completed.connect(self._show_rest)
        self.reader.page_read.connect(self._show_page)
        self.model.page_needed.connect(self._on_page_needed)
        self.model.sort_requested.connect(self._on_sort_requested)
        self.view.row_opened.connect(self.row_opened)
        self.view.editor_closed.connect(self._on_editor_closed)
        self.entry.blank.made.connect(self._on_made)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._announce())
        for action in bar.row_actions:
            self.view.addAction(action)

    def _on_query_changed(self) -> None:
        text, filters = self.toolbar.search.text(), self.toolbar.filters.active()
        self._query = replace(self._query, words=tuple(fold(text).split()), filters=filters)
        self.refresh()

    def _on_sort_requested(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a signal's
        self._query = replace(self._query, sort_by=key or None, descending=descending)
        self.refresh()

    def _show(self, loaded: Listed) -> None:
        if self.view.is_editing and loaded.ids != self.model.ids:
            self._waits_for_editor = True  # other lines would take away what is being typed
            return
        self.model.labels = loaded.labels
        self.context.keep_labels(self.kind, loaded.labels)
        self._total = loaded.total
        made, self._made = self._made, None
        if (
            made is not None
            and made not in loaded.ids
            and (self._query.words or self._query.filters)
        ):
            self.show_everything()  # what was just typed would be out of sight
            return
        if self._is_first and not self.model.is_blank_begun:
            self.view.setCurrentIndex(QModelIndex())  # nobody chose the blank row: the focus did
        self._is_first = False
        at = self.view.currentIndex()
        current, column = self.model.owner(at.row()) if at.isValid() else None, at.column()
        self.model.set_list(loaded.ids, loaded.rows)
        self.model.set_remarked(loaded.remarked)
        if len(loaded.ids) >= PAGE:
            self.reader.go_on()
        self._settle(current, column)
        self.filled.emit()

    def _show_rest(self, ids: "array[int]") -> None:
        self.model.extend(ids)
        self._settle(None, -1)

    def _show_page(self, number: int, rows: Sequence[RegisterRow]) -> None:
        self.model.put_page(number, rows)
        self._announce()

    def _settle(self, current: int | None, column: int) -> None:
        shown = len(self.model.ids)
        self._count.setText(f"{formats.number(shown)} / {formats.number(self._total)}")
        self._count.setAccessibleName(
            _("{shown} of {total} rows shown").format(
                shown=formats.number(shown), total=formats.number(self._total)
            )
        )
        self._stack.setCurrentWidget(
            self.view
            if shown or self.model.is_blank_begun
            else self._no_match
            if self._total
            else self._nothing
        )
        row_id, cell = self._wanted or (None, "")
        line = None if row_id is None else self.model.line_of(row_id)
        if line is not None:
            self._wanted = None
            self._go_to(line, cell)
        elif not self.view.currentIndex().isValid() and shown:
            again = self.model.line_of(current) if current is not None else None
            is_there = again is not None and column >= 0
            self.view.go_to(again or 0, column if is_there else None)
        self._announce()

    def _open_first(self, field: str, held: str, cell: str) -> None:
        registers, as_of = self.context.desk.registers, self.context.as_of
        named = Filter(field, Comparison.ANY_OF, (held,))
        query = ListQuery(kind=self.kind, filters=(named,))

        def select(ids: "array[int]") -> None:
            if ids:
                self.select(ids[0], cell)

        self.context.jobs.run(
            lambda: registers.ids(query, as_of, limit=1), select, self.context.notifier.show_error
        )

    def _go_to(self, line: int, cell: str) -> None:
        """Make a record the current one, at a field's cell if that column is shown."""
        column = self.model.column_of(cell) if cell else -1
        self.view.go_to(line, column if column in self.view.shown_columns() else None)

    def _announce(self) -> None:
        row = self.current_row()
        self.toolbar.set_has_row(row is not None)
        if row != self._announced:
            self._announced = row
            self.row_changed.emit(row)

    def _on_page_needed(self, number: int) -> None:
        self.reader.read_page(number, self.model.ids[number * PAGE : (number + 1) * PAGE])

    def _open_form(self, row: RegisterRow | None, values: Mapping[str, str] | None = None) -> None:
        dialog = RecordDialog(self.context, self.kind, row, self.model.labels, self)
        dialog.preset(values or {})
        dialog.set_holds_from(self.toolbar.holds_from)
        if dialog.exec() and dialog.change is not None:
            self._wanted = None if dialog.added is None else (dialog.added, "")
            self.entry.tell(dialog.change)
        dialog.deleteLater()

    def _on_made(self, row_id: int) -> None:
        self._made = row_id

    def _on_editor_closed(self) -> None:
        if self._waits_for_editor:
            self.refresh()

    def _enter_grid(self) -> None:
        if self._stack.currentWidget() is self.view:
            self.view.setFocus()


def nouns_of(kind: RegisterKind) -> frozenset[Noun]:
    """Return what a panel on a register has to follow."""
    return frozenset({REGISTERS[kind].noun, Noun.REMARKS, Noun.CATALOGUE})


def open_key(key: str) -> tuple[str, str, str]:
    """Take apart the key of a register's record: its kind, a field for the cell, and which one.

    `signers` is a register, `signers:7` the record with the id 7, `baselines:indicator=1` the one
    whose field has the value, and `baselines/numerator:indicator=1` its cell of another field.
    """
    place, _mark, which = key.partition(":")
    kind, _mark, cell = place.partition("/")
    return kind, cell, which
