"""Choosing a filter: a field, a comparison, and values from those that occur."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.cells import reader
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter
from egovdesk.domain.registers import Field, FieldKind, RegisterKind, Value
from egovdesk.domain.text import collation_key
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

_MOST_VALUES = 300
_ORDERED = (FieldKind.WHOLE, FieldKind.DAY, FieldKind.MONTH)


class FilterDialog(QDialog):
    """Asks which records should be shown; `filter` is the answer."""

    def __init__(
        self,
        context: Context,
        kind: RegisterKind,
        parent: QWidget | None = None,
        *,
        begin_with: str = "",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self.filter: Filter | None = None
        self.setWindowTitle(_("Filter"))
        self.setMinimumWidth(theme.px(420))
        self.field = QComboBox()
        for field in REGISTERS[kind].fields:
            self.field.addItem(words.title(kind, field.key), field.key)
        self.field.setCurrentIndex(max(0, self.field.findData(begin_with)))
        self.comparison = QComboBox()
        self.values = QListWidget()
        self.text = QLineEdit()
        self._value = QStackedWidget()
        self._value.addWidget(self.values)
        self._value.addWidget(self.text)
        self._value.addWidget(QWidget())
        self._row = FieldRow(_("&Values"), self._value)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(FieldRow(_("&Field"), self.field))
        column.addWidget(FieldRow(_("&Comparison"), self.comparison))
        column.addWidget(self._row)
        column.addWidget(self._buttons)
        self.values.setAccessibleName(_("Values"))
        self.text.setAccessibleName(_("Value to compare with"))
        self.field.currentIndexChanged.connect(self._on_field)
        self.comparison.currentIndexChanged.connect(self._on_comparison)
        self._on_field()

    def _chosen(self) -> Field:
        return REGISTERS[self._kind].field(str(self.field.currentData()))

    def _on_field(self) -> None:
        field = self._chosen()
        offered = [(_("is one of"), Comparison.ANY_OF)]
        if field.is_text:
            offered.insert(0, (_("contains"), Comparison.CONTAINS))
        if field.kind in _ORDERED:
            offered = [
                (_("is at least"), Comparison.AT_LEAST),
                (_("is at most"), Comparison.AT_MOST),
                *offered,
            ]
        if field.kind is not FieldKind.YES_NO:
            offered += [(_("is empty"), Comparison.EMPTY), (_("is filled in"), Comparison.FILLED)]
        self.comparison.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.comparison.clear()
        for label, comparison in offered:
            self.comparison.addItem(label, comparison)
        self.comparison.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.values.clear()
        desk, kind, as_of, key = self._context.desk, self._kind, self._context.as_of, field.key
        self._context.jobs.run(
            lambda: desk.registers.facet(kind, key, as_of),
            lambda found: self._show_values(key, found),
            self._context.notifier.show_error,
        )
        self._on_comparison()

    def _show_values(self, key: str, found: Mapping[Value, int]) -> None:
        field = self._chosen()
        if field.key != key:
            return
        labels = self._context.labels(self._kind).get(key, {})
        shown = [
            (words.value(field, value, labels), value, count) for value, count in found.items()
        ]
        shown.sort(key=lambda one: (one[1] in (None, ""), collation_key(one[0])))
        for text, value, count in shown[:_MOST_VALUES]:
            named = text or _("(empty)")
            item = QListWidgetItem(f"{named}  ·  {formats.number(count)}")
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.values.addItem(item)

    def _on_comparison(self) -> None:
        comparison = self.comparison.currentData()
        needs_text = comparison in (
            Comparison.CONTAINS,
            Comparison.AT_LEAST,
            Comparison.AT_MOST,
        )
        is_choice = comparison == Comparison.ANY_OF
        self._value.setCurrentIndex(0 if is_choice else 1 if needs_text else 2)
        self._row.set_error("")

    def _on_accepted(self) -> None:
        field, comparison = self._chosen(), Comparison(self.comparison.currentData())
        values: tuple[Value, ...] = ()
        if comparison is Comparison.ANY_OF:
            items = [self.values.item(n) for n in range(self.values.count())]
            values = tuple(
                item.data(Qt.ItemDataRole.UserRole)
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            )
            if not values:
                self._row.set_error(_("Tick at least one value."))
                return
        elif self._value.currentWidget() is self.text:
            value, issue = reader(field)(self.text.text())
            if value in (None, "") or (issue is not None and issue.blocks):
                said = words.issue(self._kind, issue) if issue else _("Enter a value.")
                self._row.set_error(said)
                return
            values = (value,)
        self.filter = Filter(field.key, comparison, values)
        self.accept()
