"""Online services: the unit's procedures with their levels and counts."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel

from egovdesk.domain.history import Noun
from egovdesk.domain.procedures import ProcedureAttribute, ProcedureFigures
from egovdesk.services.procedures import ProcedureTable
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.page import Page
from egovdesk.ui.services.columns import FIELD, MARKS, ONLINE_RANK, columns, lacks_payment, rank
from egovdesk.ui.widgets.badge import Badge, MarkDelegate, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.wording import _, formats

_WIDE = 1300
"""From this width on there is room for the field beside the name."""


class ServicesPage(Page[ProcedureTable]):
    """The register of procedures as of the day that the desk looks at."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.PROCEDURES, Noun.CATALOGUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._levels = context.desk.session.catalogue.levels
        self.summary = QLabel(wordWrap=True)
        self.summary.setProperty("role", "muted")
        self.missing = Badge()
        self.missing.hide()
        self.table: DataTable[ProcedureFigures] = DataTable(
            columns(self._levels), key=lambda row: row.procedure.code, name=_("Procedures")
        )
        self.table.set_empty(
            _("No procedures are recorded in this workspace"),
            _(
                "The register says which services are online, and how many dossiers they had. "
                "Until it is filled, the indicators of online services have no figures."
            ),
            _("Back to the overview"),
        )
        self._add_marks()
        self._add_filters()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.summary, stretch=1)
        top.addWidget(self.missing)
        frame = Card()
        frame.body.addWidget(self.table)
        self.column.addLayout(top)
        self.column.addWidget(frame, stretch=1)
        self.table.empty_action_requested.connect(
            lambda: context.page_requested.emit("overview", "")
        )

    def loader(self) -> Callable[[], ProcedureTable]:
        """Read the procedures as of the day that the desk looks at."""
        procedures, as_of = self.context.desk.procedures, self.context.as_of
        return lambda: procedures.table(as_of)

    def show_data(self, data: ProcedureTable) -> None:
        """Show the procedures; sorting, filters and selection stay."""
        self._levels = self.context.desk.session.catalogue.levels
        self.table.set_rows(data.rows)
        self._show_summary(data)
        if self._wanted:
            self.table.select(self._wanted)
            self._wanted = ""

    def open_record(self, key: str) -> None:
        """Select a procedure by its code, now or once the list has come."""
        if not self.table.select(key):
            self._wanted = key

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the procedures' names where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(_WIDE)
        keys = [column.key for column in self.table.model.columns]
        self.table.view.setColumnHidden(keys.index(FIELD), narrow)

    def _add_marks(self) -> None:
        marks = MarkDelegate(self.table.view)
        for place, column in enumerate(self.table.model.columns):
            if column.key in MARKS:
                self.table.view.setItemDelegateForColumn(place, marks)

    def _add_filters(self) -> None:
        for words, wanted in (
            (_("Level 3 or 4"), self._is_online),
            (_("Below level 3"), lambda row: row.in_force and not self._is_online(row)),
            (_("On the national portal"), _is_on_portal),
            (_("Fee, not payable online"), lacks_payment),
            (_("Without counts"), lambda row: row.in_force and not row.counts),
        ):
            self.table.add_filter(words, wanted)

    def _is_online(self, row: ProcedureFigures) -> bool:
        return row.in_force and rank(row, self._levels) >= ONLINE_RANK

    def _show_summary(self, data: ProcedureTable) -> None:
        in_force = [row for row in data.rows if row.in_force]
        online = [row for row in in_force if self._is_online(row) and _is_on_portal(row)]
        parts = (
            _("{count} procedures in force on {day}").format(
                count=formats.number(len(in_force)), day=formats.day(self.context.as_of)
            ),
            _("{count} at level 3 or 4 on the national portal").format(
                count=formats.number(len(online))
            ),
            _("counts for {count} of {total} closed months").format(
                count=formats.number(len(data.counted_months)),
                total=formats.number(len(data.months)),
            ),
        )
        self.summary.setText(" · ".join(parts))
        self.summary.setVisible(bool(data.rows))
        lacking = [month for month in data.months if month not in data.counted_months]
        self.missing.setVisible(bool(lacking and data.rows))
        words = _("No counts: {months}")
        months = ", ".join(formats.month(month) for month in lacking)
        self.missing.set_badge(words.format(months=months), Tone.WARNING)


def _is_on_portal(row: ProcedureFigures) -> bool:
    return row.in_force and row.has(ProcedureAttribute.PORTAL)


def make(context: Context) -> ServicesPage:
    """Make the page."""
    return ServicesPage(context)
