"""Which sheet, which row is the head, and which column is which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.cells import Raw
from egovdesk.domain.importing import Layout
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.imports import Imports, Source, SourceSheet
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.registers.legacy_box import LegacyBox
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

_SAMPLE_ROWS = 8
_LONGEST = 80
_MOST_COLUMNS = 100
"""No list has more, but a stray cell far to the right makes a sheet that does."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet with how it seems to be laid out; `rows` are its cells as they will be read."""

    sheet: SourceSheet
    layout: Layout
    rows: Sequence[Sequence[Raw]]
    width: int


def recognised(imports: Imports, kind: RegisterKind, sheet: SourceSheet) -> Recognised:
    """Find the head and the columns of a sheet; with many titles that takes a while."""
    rows = sheet.rows()
    width = max((len(row) for row in rows), default=0)
    return Recognised(sheet, imports.recognise(sheet, kind), rows, width)


class ColumnsStep(QWidget):
    """Shows what was recognised above the first rows; every choice can be changed."""

    changed = Signal()

    def __init__(self, context: Context, kind: RegisterKind) -> None:
        super().__init__()
        self._context = context
        self._kind = kind
        self._source: Source | None = None
        self._found: Recognised | None = None
        self._layout: Layout | None = None
        self._fields = _fields(kind, self)
        self.sheet = QComboBox()
        self.head = QSpinBox(minimum=1, maximum=1000)
        self.grid = QTableWidget()
        self.grid.setAccessibleName(_("Columns of the file, with the field of each in row 1"))
        self.grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.grid.setWordWrap(False)
        self._boxes: dict[int, QComboBox] = {}
        self.legacy = LegacyBox()
        said = _("Only the first {count} columns of the sheet are shown.")
        self.note = QLabel(said.format(count=formats.number(_MOST_COLUMNS)))
        self.note.setProperty("role", "muted")
        line = QHBoxLayout()
        form = QFormLayout()
        form.addRow(_("&Sheet"), self.sheet)
        second = QFormLayout()
        second.addRow(_("The &head ends in row"), self.head)
        line.addLayout(form, stretch=1)
        line.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.grid, stretch=1)
        column.addWidget(self.note)
        column.addWidget(self.legacy)
        self.sheet.currentIndexChanged.connect(self._on_sheet)
        self.head.valueChanged.connect(self._on_head)

    def show_source(self, source: Source, likeliest: Recognised) -> None:
        """Show a file's sheets, beginning with the likeliest, which is recognised already."""
        self._source = source
        self.sheet.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.sheet.clear()
        for sheet in source.sheets:
            rows = _("{count} rows").format(count=formats.number(len(sheet.as_read)))
            parts = [sheet.name, rows, _("hidden sheet") if sheet.is_hidden else ""]
            self.sheet.addItem(" · ".join(filter(None, parts)))
        self.sheet.setCurrentIndex(source.likeliest)
        self.sheet.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._show_sheet(likeliest)

    def chosen(self) -> tuple[SourceSheet, Layout] | None:
        """Return the sheet and how it is read."""
        if self._found is None or self._layout is None:
            return None
        columns = {
            column: str(box.currentData())
            for column, box in self._boxes.items()
            if box.currentData()
        }
        return self._found.sheet, replace(self._layout, columns=columns)

    def sheet_place(self) -> int:
        """Return the place of the sheet in the file."""
        return max(0, self.sheet.currentIndex())

    def converts_legacy(self) -> bool:
        """Say whether text in old encodings is converted."""
        return self.legacy.convert.isChecked()

    def lacking(self) -> list[str]:
        """Return the fields without a column that a record cannot do without."""
        chosen = self.chosen()
        found = set(chosen[1].columns.values()) if chosen else set()
        register = REGISTERS[self._kind]
        needed = [f for f in register.typed if f.is_required and f.default is None]
        return [
            words.title(self._kind, f.key)
            for f in needed
            if f.key not in found and f.key in register.key
        ]

    def _on_sheet(self) -> None:
        """Recognise the sheet that was chosen; until then nothing can be read from it."""
        assert self._source is not None
        sheet = self._source.sheets[self.sheet_place()]
        self._found = None
        self.changed.emit()

        def show(found: Recognised) -> None:
            if self._source is not None and sheet is self._source.sheets[self.sheet_place()]:
                self._show_sheet(found)

        self._context.jobs.run(
            partial(recognised, self._context.desk.imports, self._kind, sheet),
            show,
            self._context.notifier.show_error,
        )

    def _show_sheet(self, found: Recognised) -> None:
        self._found = found
        self.legacy.show_legacy(found.sheet.legacy)
        self.note.setVisible(found.width > _MOST_COLUMNS)
        self._show_layout(found.layout)

    def _on_head(self, row: int) -> None:
        if self._found is not None and self._layout is not None and row != self._layout.head_last:
            first = min(self._layout.head_first, row)
            self._show_layout(replace(self._layout, head_first=first, head_last=row))

    def _show_layout(self, layout: Layout) -> None:
        assert self._found is not None
        self._layout = layout
        self.head.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.head.setValue(layout.head_last)
        self.head.blockSignals(False)  # noqa: FBT003 - Qt's own
        shown = self._found.rows[max(0, layout.head_first - 1) : layout.head_last + _SAMPLE_ROWS]
        width = min(self._found.width, _MOST_COLUMNS)
        self.grid.clear()
        self._boxes = {}
        self.grid.setRowCount(len(shown) + 1)
        self.grid.setColumnCount(width)
        self.grid.setVerticalHeaderLabels(
            [_("Goes into"), *(str(layout.head_first + n) for n in range(len(shown)))]
        )
        for column in range(1, width + 1):
            self._add_box(column, layout.columns)
            self.grid.setColumnWidth(column - 1, theme.px(170))
        for line, row in enumerate(shown, start=1):
            is_head = layout.head_first + line - 1 <= layout.head_last
            for place, cell in enumerate(row[:width]):
                self.grid.setItem(line, place, _item(cell, is_head=is_head))
        self.changed.emit()

    def _add_box(self, column: int, columns: Mapping[int, str]) -> None:
        box = QComboBox()
        box.setModel(self._fields)
        box.setCurrentIndex(max(0, box.findData(columns.get(column, ""))))
        box.setAccessibleName(_("Field of column {number}").format(number=column))
        box.currentIndexChanged.connect(lambda _place: self._on_field(column))
        self._boxes[column] = box
        self.grid.setCellWidget(0, column - 1, box)

    def _on_field(self, column: int) -> None:
        """A field belongs to one column: another one that has it gives it up."""
        chosen = self._boxes[column].currentData()
        for other, box in self._boxes.items():
            if chosen and other != column and box.currentData() == chosen:
                box.setCurrentIndex(0)
        self.changed.emit()


def _fields(kind: RegisterKind, parent: QWidget) -> QStandardItemModel:
    """Return what a column can go into, for the boxes of all columns."""
    model = QStandardItemModel(parent)
    offers = [("", _("(leave out)"))]
    for field in REGISTERS[kind].typed:
        mark = " *" if field.is_required else ""
        offers.append((field.key, f"{words.title(kind, field.key)}{mark}"))
    for key, text in offers:
        item = QStandardItem(text)
        item.setData(key, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


def _item(cell: Raw, *, is_head: bool) -> QTableWidgetItem:
    text = "" if cell is None else str(cell)
    item = QTableWidgetItem(text[:_LONGEST])
    item.setToolTip(text[:1000])
    if is_head:
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(theme.color("text_muted"))
    return item
