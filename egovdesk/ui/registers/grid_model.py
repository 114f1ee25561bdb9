"""The model behind a grid: ids in memory, rows by the page, edits passed on to be checked.

Memory grows with what is seen: of a register only the ids are kept, eight bytes each, and the
pages that were looked at last.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from egovdesk.domain.cells import CellIssue
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Access, Record, RegisterKind, RegisterRow, Value
from egovdesk.ui.registers.columns import GridColumn
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone
from egovdesk.wording import _
from egovdesk.wording import registers as words

PAGE = 200
BLANK = 0
"""The id that stands for the blank last row; no record has it."""
_PAGES_KEPT = 30
ISSUE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Under this role a cell says whether what was typed into it cannot be saved."""
REMARK_ROLE = Qt.ItemDataRole.UserRole + 3
"""Under this role a cell says whether somebody commented on it."""
VALUE_ROLE = Qt.ItemDataRole.UserRole + 4
"""Under this role a cell gives its value as the register holds it."""

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_FIXED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE = _FIXED | Qt.ItemFlag.ItemIsEditable
_TEXTS = (_Role.DisplayRole, _Role.EditRole, _Role.AccessibleTextRole, _Role.ToolTipRole)


class GridModel(QAbstractTableModel):
    """Shows a register's records as an ordered list of ids says."""

    page_needed = Signal(int)
    """A page that is looked at is not in memory."""
    edited = Signal(int, str, object)
    """A cell was typed into: the record's id, the field's key, the text."""
    sort_requested = Signal(str, bool)
    """A header was clicked: the field's key, or nothing, and whether downwards."""

    def __init__(
        self,
        kind: RegisterKind,
        columns: Sequence[GridColumn],
        parent: QObject | None = None,
        *,
        has_blank: bool = False,
    ) -> None:
        super().__init__(parent)
        self._has_blank = has_blank
        self.kind = kind
        self.columns = tuple(columns)
        self.labels: Mapping[str, Mapping[str, str]] = {}
        self._aligned = [column.align | Qt.AlignmentFlag.AlignVCenter for column in self.columns]
        self.is_read_only = False
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[RegisterRow | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._typed: dict[tuple[int, str], tuple[object, CellIssue | None]] = {}
        self._settled: set[tuple[int, str]] = set()
        self._judges: dict[str, Callable[[Record], Tone | None]] = {}
        self._remarked: Mapping[int, frozenset[str]] = {}

    @property
    def ids(self) -> "array[int]":
        """The ids of all records shown, in their order."""
        return self._ids

    def set_list(self, ids: "array[int]", first: Sequence[RegisterRow]) -> None:
        """Show other records; `first` are the rows of the first page, or all of them."""
        if ids == self._ids:
            self.replace_rows(first)
            return
        self.beginResetModel()
        self._ids = ids
        self._take_pages(first)
        self.endResetModel()

    def extend(self, ids: "array[int]") -> None:
        """Show the rest of a list of which the beginning is shown already."""
        shown = len(self._ids)
        if len(ids) <= shown or ids[:shown] != self._ids:
            return
        self.beginInsertRows(_NOWHERE, shown, len(ids) - 1)
        self._ids = ids
        if len(self._pages.get(shown // PAGE, ())) < PAGE:
            self._pages.pop(shown // PAGE, None)
        self.endInsertRows()

    def adopt(self, row: RegisterRow) -> None:
        """Show the record that the blank row became, with another blank row below it.

        What was typed and is not saved yet is of the record now.
        """
        line = len(self._ids)
        self.beginInsertRows(_NOWHERE, line + 1, line + 1)
        self._ids.append(row.id)
        number, place = divmod(line, PAGE)
        if place == 0:
            self._pages[number] = [row]
        elif number in self._pages:
            self._pages[number].append(row)
        for owner, field in list(self._typed):
            if owner == BLANK:
                self._typed[row.id, field] = self._typed.pop((owner, field))
        self.endInsertRows()
        self._tell(row.id)
        self._tell(BLANK)

    def replace_rows(self, first: Sequence[RegisterRow]) -> None:
        """Read every row anew while the list itself stays."""
        self._take_pages(first)
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def put_page(self, number: int, rows: Sequence[RegisterRow]) -> None:
        """Take a page that was asked for."""
        self._asked.discard(number)
        self._keep_page(number, rows)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        top = number * PAGE
        bottom = min(top + PAGE, len(self._ids)) - 1
        if bottom >= top:
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.columns) - 1))

    def set_remarked(self, remarked: Mapping[int, frozenset[str]]) -> None:
        """Mark the cells on which somebody commented: fields by record."""
        if remarked == self._remarked:
            return
        self._remarked = remarked
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [REMARK_ROLE])

    def row_at(self, line: int) -> RegisterRow | None:
        """Return the record on a line; None while it is being read, and for the blank row."""
        if line >= len(self._ids):
            return None
        number, place = divmod(line, PAGE)
        page = self._pages.get(number)
        if page is None:
            if number not in self._asked:
                self._asked.add(number)
                self.page_needed.emit(number)
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def line_of(self, row_id: int) -> int | None:
        """Return the line on which a record, or the blank row, is shown."""
        if row_id == BLANK:
            return len(self._ids) if self._has_blank else None
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def owner(self, line: int) -> int:
        """Return the id of the record on a line, or that of the blank row."""
        return self._ids[line] if line < len(self._ids) else BLANK

    def is_blank(self, line: int) -> bool:
        """Say whether a line is the blank row."""
        return self._has_blank and line == len(self._ids)

    @property
    def is_blank_begun(self) -> bool:
        """Say whether something was typed into the blank row that is no record yet."""
        return bool(self._typed) and bool(self.typed_of(BLANK))

    def hold(self, row_id: int, field: str, typed: object, issue: CellIssue | None) -> None:
        """Keep showing what was typed until it is saved, or because it cannot be."""
        self._typed[row_id, field] = (typed, issue)
        self._settled.discard((row_id, field))
        self._tell(row_id)

    def holds(self, row_id: int, field: str, typed: object) -> bool:
        """Say whether a cell still shows this, and nothing was typed into it since."""
        return self._typed.get((row_id, field), (None, None))[0] == typed

    def settle(self, row_id: int, field: str) -> None:
        """Show what was typed until the rows are read anew: it is saved."""
        if (row_id, field) in self._typed:
            self._settled.add((row_id, field))

    def refused(self, row_id: int) -> frozenset[str]:
        """Return the fields of a record into which something was typed that cannot be saved."""
        return frozenset(
            field
            for (owner, field), (_text, issue) in self._typed.items()
            if owner == row_id and issue is not None and issue.blocks
        )

    @property
    def has_refused(self) -> bool:
        """Say whether anything was typed that cannot be saved as it is."""
        return any(issue is not None and issue.blocks for _text, issue in self._typed.values())

    def typed_text(self, row_id: int, field: str) -> str:
        """Return what was typed into a cell and is not shown from the record yet."""
        return str(self._typed.get((row_id, field), ("", None))[0] or "")

    def typed_of(self, row_id: int) -> dict[str, str]:
        """Return what was typed into a row and is not shown from the record yet, by field."""
        return {
            field: str(text)
            for (owner, field), (text, _issue) in self._typed.items()
            if owner == row_id and text
        }

    def issues_of(self, row_id: int) -> dict[str, CellIssue]:
        """Return why what was typed into a row cannot be saved, by field as columns stand."""
        keys = [column.field.key for column in self.columns]
        found = {key: self._typed.get((row_id, key), ("", None))[1] for key in keys}
        return {key: issue for key, issue in found.items() if issue is not None and issue.blocks}

    def drop(self, row_id: int) -> None:
        """Give up what was typed into a row and is not saved."""
        for one in [one for one in self._typed if one[0] == row_id]:
            del self._typed[one]
            self._settled.discard(one)
        self._tell(row_id)

    def forget_typed(self) -> None:
        """Drop whatever was typed and is not saved."""
        self._typed.clear()
        self._settled.clear()

    def judge(self, field: str, tone: Callable[[Record], Tone | None]) -> None:
        """Let the whole record decide on the tone of a field."""
        self._judges[field] = tone

    def let_go(self, row_id: int, field: str) -> None:
        """Show again what is recorded."""
        if self._typed.pop((row_id, field), None) is not None:
            self._tell(row_id)

    def column_of(self, key: str) -> int:
        """Return the column of a field."""
        return next(n for n, column in enumerate(self.columns) if column.field.key == key)

    def text(self, line: int, column: int) -> str:
        """Return what a cell shows."""
        found = self.data(self.index(line, column))
        return found if isinstance(found, str) else ""

    def content(self, line: int, column: int) -> tuple[str, str | None, Qt.AlignmentFlag]:
        """Return what a cell shows, its tone and where it stands: all that painting it needs."""
        row, shown = self.row_at(line), self.columns[column]
        if self.is_blank(line):
            return self.typed_text(BLANK, shown.field.key), None, self._aligned[column]
        if row is None:
            return "…", None, self._aligned[column]
        if self._typed and (typed := self._typed.get((row.id, shown.field.key))) is not None:
            return str(typed[0] or ""), None, self._aligned[column]
        held = row.values[column]
        text = words.value(shown.field, held, self.labels.get(shown.field.key))
        tone = shown.tone(held) if shown.tone is not None else None
        return text, tone, self._aligned[column]

    def marks(self, line: int, column: int) -> tuple[bool, bool]:
        """Say whether what was typed into a cell cannot be saved, and whether it has a comment."""
        if not self._typed and not self._remarked:
            return False, False
        owner, key = self.owner(line), self.columns[column].field.key
        issue = self._typed.get((owner, key), (None, None))[1]
        return issue is not None and issue.blocks, key in self._remarked.get(owner, ())

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the records shown, and the blank row."""
        return 0 if parent.isValid() else len(self._ids) + self._has_blank

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the fields."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say which cells can be typed into."""
        return _EDITABLE if index.isValid() and self.can_edit(index.column()) else _FIXED

    def can_edit(self, column: int) -> bool:
        """Say whether a column can be typed into."""
        return not self.is_read_only and self.columns[column].field.access is Access.FREE

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows, how, and why."""
        column = self.columns[index.column()]
        if role == _Role.TextAlignmentRole:
            return self._aligned[index.column()]
        if self.is_blank(index.row()):
            return self._blank_data(column.field.key, role)
        row = self.row_at(index.row())
        if row is None:
            return "…" if role == _Role.DisplayRole else None
        held = row.values[index.column()]
        if role == VALUE_ROLE:
            return held
        if role == REMARK_ROLE:
            return column.field.key in self._remarked.get(row.id, ())
        typed = self._typed.get((row.id, column.field.key)) if self._typed else None
        if typed is not None:
            return self._typed_data(*typed, role)
        if role in _TEXTS:
            return words.value(column.field, held, self.labels.get(column.field.key))
        if role == TONE_ROLE:
            return self._tone_of(row, column, held)
        return None

    def _tone_of(self, row: RegisterRow, column: GridColumn, held: Value) -> Tone | None:
        judge = self._judges.get(column.field.key)
        if judge is not None:
            return judge(REGISTERS[self.kind].record(row))
        return column.tone(held) if column.tone is not None else None

    def _blank_data(self, key: str, role: int) -> object:
        typed = self._typed.get((BLANK, key))
        if typed is not None:
            return self._typed_data(*typed, role)
        if role in (_Role.AccessibleTextRole, _Role.ToolTipRole):
            return _("New record: type here")
        return "" if role in _TEXTS else None

    def _typed_data(self, text: object, issue: CellIssue | None, role: int) -> object:
        """Return what a cell shows that was typed into and is not saved, or cannot be."""
        if role == ISSUE_ROLE:
            return issue is not None and issue.blocks
        if role == _Role.ToolTipRole and issue is not None:
            return words.issue(self.kind, issue)
        return str(text or "") if role in _TEXTS else None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        """Pass on what was typed; nothing is kept here."""
        row = self.row_at(index.row())
        field = self.columns[index.column()].field
        if role != _Role.EditRole or not self.can_edit(index.column()):
            return False
        if self.is_blank(index.row()) and value != self.typed_text(BLANK, field.key):
            self.edited.emit(BLANK, field.key, value)
            return True
        if row is None:
            return False
        held, issue = self._typed.get((row.id, field.key), (None, None))
        is_being_saved = held is not None and issue is None
        recorded = row.values[index.column()]
        known = held if is_being_saved else words.value(field, recorded, self.labels.get(field.key))
        if value == known:
            if not is_being_saved:
                self.let_go(row.id, field.key)
            return False
        self.edited.emit(row.id, field.key, value)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a column's title and help, or a line's number."""
        if orientation is Qt.Orientation.Vertical:
            shown = "*" if self.is_blank(section) else str(section + 1)
            return shown if role == _Role.DisplayRole else None
        field = self.columns[section].field
        if role == _Role.DisplayRole:
            title = words.title(self.kind, field.key)
            return f"{title} *" if field.is_required and not self.is_read_only else title
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            title = words.title(self.kind, field.key)
            note = words.help_text(self.kind, field) if field.is_typed else _("Follows by itself.")
            return f"{title}\n{note}"
        if role == _Role.TextAlignmentRole:
            align = self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
            return align.value | Qt.TextFlag.TextWordWrap.value
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; -1 is the order in which the records were made."""
        key = self.columns[column].field.key if 0 <= column < len(self.columns) else ""
        self.sort_requested.emit(key, order is Qt.SortOrder.DescendingOrder)

    def tone(self, line: int, column: int) -> Tone | None:
        """Return the tone of a cell."""
        found = self.data(self.index(line, column), TONE_ROLE)
        return Tone(found) if isinstance(found, str) else None

    def _keep_page(self, number: int, rows: Sequence[RegisterRow]) -> None:
        """Put each row on its own line: one that is gone meanwhile must not move the others."""
        by_id = {row.id: row for row in rows}
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        self._pages[number] = [by_id.get(each) for each in ids]

    def _take_pages(self, rows: Sequence[RegisterRow]) -> None:
        self._pages.clear()
        self._asked.clear()
        for start in range(0, len(rows), PAGE):
            self._keep_page(start // PAGE, rows[start : start + PAGE])
        for saved in self._settled:
            self._typed.pop(saved, None)
        self._settled.clear()

    def _tell(self, row_id: int) -> None:
        line = self.line_of(row_id)
        if line is not None:
            last = self.index(line, len(self.columns) - 1)
            self.dataChanged.emit(self.index(line, 0), last)
