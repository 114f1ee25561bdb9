"""Two quarters, or two revisions of one, side by side."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.comparison import Comparison, IndicatorChange, TaskChange
from egovdesk.domain.quarter import Quarter
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.indicators.compare_columns import (
    PartRow,
    indicator_columns,
    part_columns,
    part_rows,
    side_words,
    task_columns,
)
from egovdesk.ui.indicators.sheet import Sheet, quiet
from egovdesk.ui.period_picker import PeriodPicker
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.wording import _, formats


class ComparisonView(QWidget):
    """A comparison: the indicators with the rows that moved the chosen one, and the tasks."""

    def __init__(self, found: Comparison, catalogue: Catalogue, chosen: str = "") -> None:
        super().__init__()
        self._found = found
        self.indicators: DataTable[IndicatorChange] = DataTable(
            indicator_columns(found), key=lambda row: row.indicator.id, name=_("Indicators")
        )
        self.indicators.hide_search()
        self.rows: DataTable[PartRow] = DataTable(
            part_columns(found, catalogue),
            key=lambda row: (row.is_numerator, row.change.code),
            name=_("Rows that moved it"),
        )
        self.rows.set_empty(
            _("No row differs"),
            _("Numerator and denominator are made of the same rows with the same counts."),
        )
        self.tasks: DataTable[TaskChange] = DataTable(
            task_columns(found), key=lambda row: row.task.code, name=_("Tasks")
        )
        self.tasks.set_empty(
            _("No task stands otherwise"), _("State, progress, timeliness and due date are equal.")
        )
        self.heading = quiet("")
        self.tabs = QTabWidget()
        self._lay_out()
        self.indicators.selection_changed.connect(self._on_chosen)
        self.indicators.row_activated.connect(lambda _row: self.rows.view.setFocus())
        self.indicators.set_rows(found.indicators)
        self.tasks.set_rows(found.tasks)
        changed = found.first_changed
        if changed is None and found.tasks and not chosen:
            self.tabs.setCurrentIndex(1)
        first = changed or next(iter(found.indicators), None)
        self.indicators.select(chosen or (first.indicator.id if first else ""))

    @property
    def shown(self) -> DataTable[Any]:
        """The list that is looked at: of the two that are seen together, the one in use."""
        if self.tabs.currentIndex():
            return self.tasks
        return self.rows if self.rows.isAncestorOf(self.focusWidget()) else self.indicators

    def _lay_out(self) -> None:
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.setSpacing(6)
        lower.addWidget(self.heading)
        lower.addWidget(self.rows, stretch=1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.indicators)
        both.addWidget(below)
        both.setSizes([theme.px(300), theme.px(260)])
        self.tabs.addTab(_spaced(both), _("Indicators"))
        count = formats.number(len(self._found.tasks))
        self.tabs.addTab(
            _spaced(self.tasks), _("Tasks that stand otherwise: {count}").format(count=count)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def _on_chosen(self, change: IndicatorChange | None) -> None:
        if change is not None:
            self.heading.setText(_heading(change))
            self.rows.set_rows(part_rows(change))


def _spaced(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 12, 0, 0)
    column.addWidget(widget)
    return holder


def _heading(change: IndicatorChange) -> str:
    parts = [formats.words(change.indicator.short)]
    if not change.is_same_formula:
        parts.append(_("the two are computed by different formulas, so they do not compare"))
    for name, rows in ((_("Numerator"), change.numerator), (_("Denominator"), change.denominator)):
        if rows:
            words = _("{part}: {entered} entered, {left} left, {changed} changed")
            entered = sum(row.before is None for row in rows)
            left = sum(row.after is None for row in rows)
            parts.append(
                words.format(
                    part=name,
                    entered=formats.number(entered),
                    left=formats.number(left),
                    changed=formats.number(len(rows) - entered - left),
                )
            )
    return " · ".join(parts)


class ComparisonDialog(Sheet):
    """Sets two reports side by side; a row opens what it speaks of, and closes the comparison."""

    help_page = "comparison"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Side by side"), parent)
        self._pickers: tuple[PeriodPicker, PeriodPicker] | None = None
        self._asked: tuple[Quarter, Quarter] | None = None
        self.view: ComparisonView | None = None
        self.note = quiet("")
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self.note, stretch=1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 16, 22, 14)
        self._column.setSpacing(10)
        self._column.addLayout(self._head)
        self._column.addLayout(self.below)

    def offer_quarters(self, earlier: Quarter, later: Quarter) -> None:
        """Let two quarters be chosen, beginning with these; each choice is read anew."""
        today = self.context.desk.session.today
        pickers = PeriodPicker(), PeriodPicker()
        for place, (picker, quarter) in enumerate(zip(pickers, (earlier, later), strict=True)):
            picker.set_period(quarter, today)
            picker.period_chosen.connect(self._on_period)
            self._head.insertWidget(place, picker)
        pickers[1].set_keys("Alt+Shift+Left", "Alt+Shift+Right")
        self._head.insertWidget(1, QLabel("→"))
        self._pickers, self._asked = pickers, (earlier, later)

    def show_comparison(self, found: Comparison, chosen: str = "") -> None:
        """Show what differs, the rows of the indicator with the chosen id first."""
        old, self.view = (
            self.view,
            ComparisonView(found, self.context.desk.session.catalogue, chosen),
        )
        self.view.rows.row_activated.connect(self._on_row)
        self.view.tasks.row_activated.connect(lambda row: self.open_page("tasks", row.task.code))
        if old is None:
            self._column.insertWidget(1, self.view, stretch=1)
        else:
            self.view.tabs.setCurrentIndex(old.tabs.currentIndex())
            self._column.replaceWidget(old, self.view)
            old.hide()
            old.deleteLater()
        self.view.shown.view.setFocus()
        self.note.setText(_days_words(found))

    def _on_period(self, period: Quarter) -> None:
        assert self._pickers is not None
        assert self._asked is not None
        first, second = self._asked
        self._asked = (period, second) if self.sender() is self._pickers[0] else (first, period)
        asked, comparisons = self._asked, self.context.desk.comparisons
        chosen = self._chosen()

        def show(found: Comparison) -> None:
            if asked == self._asked:
                self.show_comparison(found, chosen)

        self.context.jobs.run(
            lambda: comparisons.of(*asked), show, self.context.notifier.show_error
        )

    def _chosen(self) -> str:
        rows = self.view.indicators.selected_rows() if self.view is not None else []
        return rows[0].indicator.id if rows else ""

    def shown_list(self) -> tuple[DataTable[Any], str] | None:
        """Return the list that is looked at."""
        if self.view is None:
            return None
        table = self.view.shown
        return table, f"{self.windowTitle()} - {table.view.accessibleName()}"

    def _on_row(self, row: PartRow) -> None:
        if row.change.code not in self.context.desk.session.catalogue.measures:
            self.open_page("services", row.change.code)


def open_comparison(
    context: Context, earlier: Quarter, later: Quarter, parent: QWidget, indicator: str = ""
) -> None:
    """Read two quarters and set them side by side over a page, one indicator chosen."""
    comparisons = context.desk.comparisons

    def show(found: Comparison) -> None:
        dialog = ComparisonDialog(context, parent)
        dialog.offer_quarters(earlier, later)
        dialog.show_comparison(found, indicator)
        dialog.open()

    context.jobs.run(lambda: comparisons.of(earlier, later), show, context.notifier.show_error)


def _days_words(found: Comparison) -> str:
    """Say for which days the two sides stand, and that sums of two years do not go on."""
    words = _("{first} as of {first_day}, {second} as of {second_day}.")
    said = words.format(
        first=side_words(found.earlier, found.later),
        first_day=formats.day(found.earlier.as_of),
        second=side_words(found.later, found.earlier),
        second_day=formats.day(found.later.as_of),
    )
    if found.earlier.as_of.year != found.later.as_of.year:
        said += " " + _("Sums over the months of a year begin anew each January.")
    if found.earlier.period == found.later.period and found.later.reason:
        said += " " + _("Recalled because: {reason}").format(reason=found.later.reason)
    return said
