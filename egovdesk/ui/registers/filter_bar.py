"""Filters as chips: the page's own to switch on, and those that the officer adds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.registers.filter_dialog import FilterDialog
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

_NAMED = 4
"""So many values of a filter are named; a figure may ask for hundreds of codes."""


class FilterBar(QWidget):
    """Pressed presets and added filters hold together."""

    changed = Signal()

    def __init__(self, context: Context, kind: RegisterKind) -> None:
        super().__init__()
        self._context = context
        self._kind = kind
        self.first_field: Callable[[], str] = str
        """Says with which field a new filter begins."""
        self._presets: list[tuple[QPushButton, tuple[Filter, ...]]] = []
        self._added: dict[QPushButton, Filter] = {}
        self.button = QPushButton(icons.icon("filter"), _("Filter…"))
        self.button.setProperty("kind", "quiet")
        self.button.setShortcut("Ctrl+Shift+F")
        self.button.setToolTip(_("Show only records with a certain value (Ctrl+Shift+F)"))
        self.button.clicked.connect(self._on_add)
        self._row = FlowLayout()
        self.setLayout(self._row)
        self._show_or_hide()

    def add_preset(self, label: str, filters: Sequence[Filter]) -> None:
        """Offer a chip of the page; one with the same label gets other filters."""
        for place, (chip, _old) in enumerate(self._presets):
            if chip.text() == label:
                self._presets[place] = (chip, tuple(filters))
                return
        chip = QPushButton(label)
        chip.setCheckable(True)
        chip.setProperty("kind", "chip")
        chip.toggled.connect(lambda _on: self.changed.emit())
        self._presets.append((chip, tuple(filters)))
        self._row.addWidget(chip)
        self._show_or_hide()

    def active(self) -> tuple[Filter, ...]:
        """Return the filters that hold now."""
        pressed = [one for chip, filters in self._presets if chip.isChecked() for one in filters]
        return (*pressed, *self._added.values())

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Show these filters, without asking for the list again."""
        rest = list(filters)
        for chip, own in self._presets:
            holds = bool(own) and all(one in filters for one in own)
            chip.blockSignals(True)  # noqa: FBT003 - Qt's own
            chip.setChecked(holds)
            chip.blockSignals(False)  # noqa: FBT003 - Qt's own
            if holds:
                rest = [one for one in rest if one not in own]
        for chip in list(self._added):
            self._drop(chip)
        for one in rest:
            self._add(one)
        self._show_or_hide()

    def _on_add(self) -> None:
        first = self.first_field()
        dialog = FilterDialog(self._context, self._kind, self.window(), begin_with=first)
        if dialog.exec() and dialog.filter is not None:
            self._add(dialog.filter)
            self._show_or_hide()
            self.changed.emit()
        dialog.deleteLater()

    def _add(self, one: Filter) -> None:
        chip = QPushButton(icons.icon("close", "text_muted"), self._words(one))
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setToolTip(_("Press to take the filter away"))
        chip.clicked.connect(lambda _checked: self._on_dropped(chip))
        self._added[chip] = one
        self._row.addWidget(chip)

    def _on_dropped(self, chip: QPushButton) -> None:
        self._drop(chip)
        self._show_or_hide()
        self.changed.emit()

    def _drop(self, chip: QPushButton) -> None:
        del self._added[chip]
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _show_or_hide(self) -> None:
        self.setVisible(bool(self._presets or self._added))

    def _words(self, one: Filter) -> str:
        field = REGISTERS[self._kind].field(one.field)
        title = words.title(self._kind, one.field)
        labels = self._context.labels(self._kind).get(one.field, {})
        values = [words.value(field, value, labels) or _("(empty)") for value in one.values]
        shown = ", ".join(values[:_NAMED])
        if len(values) > _NAMED:
            more = formats.number(len(values) - _NAMED)
            shown = _("{values} and {count} more").format(values=shown, count=more)
        match one.comparison:
            case Comparison.ANY_OF:
                return f"{title}: {shown}"
            case Comparison.EMPTY:
                return _("{field}: empty").format(field=title)
            case Comparison.FILLED:
                return _("{field}: filled in").format(field=title)
            case Comparison.AT_LEAST:
                return f"{title} ≥ {shown}"
            case Comparison.AT_MOST:
                return f"{title} ≤ {shown}"
            case Comparison.CONTAINS:
                return f"{title} ∋ “{shown}”"
