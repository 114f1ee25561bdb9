"""The one read-only model behind every list: columns over a Python list of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from egovdesk.domain.text import collation_key, fold
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """What a list shows of a row, and how it is sorted.

    `width` is in pixels at zoom 1. Without a `sort_key` the text sorts in Vietnamese order; a key
    of None stands last in both directions. With a `tone` the text is shown as a pill. The `hint`
    says under the pointer what a short title leaves out.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any] | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    width: int = 120
    stretch: bool = False
    tone: Callable[[Row], Tone | None] | None = None
    tooltip: Callable[[Row], str] | None = None
    hint: str = ""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows sorted and filtered; asks a column for text only where a cell is visible."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[Row] = []
        self._folded: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._words: list[str] = []
        self._filters: tuple[Callable[[Row], bool], ...] = ()
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, from left to right."""
        return self._columns

    @property
    def total(self) -> int:
        """The number of rows, whether shown or filtered out."""
        return len(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; sorting and filters stay."""
        self.beginResetModel()
        self._rows = list(rows)
        self._folded = []
        self._sort()
        self._filter()
        self.endResetModel()

    def set_search(self, text: str) -> None:
        """Show only rows in which every word occurs, whatever its marks and case."""
        self.beginResetModel()
        self._words = fold(text).split()
        self._filter()
        self.endResetModel()

    def set_filters(self, filters: Sequence[Callable[[Row], bool]]) -> None:
        """Show only rows that satisfy all of these."""
        self.beginResetModel()
        self._filters = tuple(filters)
        self._filter()
        self.endResetModel()

    def rows(self) -> list[Row]:
        """Return every row that is shown, in the order shown."""
        return [self._rows[place] for place in self._shown]

    def all_rows(self) -> list[Row]:
        """Return every row, in the order given."""
        return list(self._rows)

    def row_at(self, line: int) -> Row:
        """Return the row shown on a line."""
        return self._rows[self._shown[line]]

    def texts(self, line: int) -> list[str]:
        """Return what a line shows, from left to right."""
        row = self.row_at(line)
        return [column.text(row) for column in self._columns]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the order in which the rows were given."""
        self.beginResetModel()
        self._sorted_by = (column, order)
        self._sort()
        self._filter()
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Return what a cell shows, its tone and its tooltip."""
        column = self._columns[index.column()]
        match role:
            case _Role.DisplayRole | _Role.AccessibleTextRole:
                return column.text(self.row_at(index.row()))
            case _Role.TextAlignmentRole:
                return column.align | Qt.AlignmentFlag.AlignVCenter
            case _Role.ToolTipRole:
                return (column.tooltip or column.text)(self.row_at(index.row()))
            case _ if role == TONE_ROLE and column.tone is not None:
                return column.tone(self.row_at(index.row()))
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == _Role.DisplayRole:
            return column.title
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return column.hint or column.title
        if role == _Role.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        return None

    def _sort(self) -> None:
        number, order = self._sorted_by
        self._order = list(range(len(self._rows)))
        if not 0 <= number < len(self._columns):
            return
        key_of = _sort_key(self._columns[number])
        keys = [key_of(row) for row in self._rows]
        known = [place for place in self._order if keys[place] is not None]
        missing = [place for place in self._order if keys[place] is None]
        # Python keeps the order of equals in both directions.
        known.sort(key=keys.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        self._order = known + missing

    def _filter(self) -> None:
        if self._words and len(self._folded) != len(self._rows):
            self._folded = [
                fold(" ".join(column.text(row) for column in self._columns)) for row in self._rows
            ]
        self._shown = [place for place in self._order if self._is_wanted(place)]

    def _is_wanted(self, place: int) -> bool:
        if self._words and not all(word in self._folded[place] for word in self._words):
            return False
        return all(wanted(self._rows[place]) for wanted in self._filters)


def _sort_key(column: Column[Row]) -> Callable[[Row], Any]:
    if column.sort_key is not None:
        return column.sort_key
    return lambda row: collation_key(column.text(row)) or None
