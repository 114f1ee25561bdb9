"""Online services: the unit's procedures with their levels and counts."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter

from egovdesk.domain.history import Noun
from egovdesk.domain.procedures import LevelHeld
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.procedures import ProcedureSummary
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.ui.registers.panel import RegisterPanel, open_key
from egovdesk.ui.services.columns import OPTIONAL, fee_tone, level_tone, payment_tone, presets
from egovdesk.ui.services.convert_dialog import ConvertDialog
from egovdesk.ui.services.history_panel import HistoryPanel
from egovdesk.ui.services.month_view import MonthView
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.wording import _, formats

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:/|$)")


class ServicesPage(RegisterPage):
    """The register of procedures, the sheet of a month, and all counts in one list."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_stale = True
        self._asked = 0
        self.panel = RegisterPanel(context, RegisterKind.PROCEDURES)
        self.history = HistoryPanel(context)
        self.months = MonthView(context)
        self.counts = RegisterPanel(context, RegisterKind.PROCEDURE_COUNTS)
        self.summary = QLabel(wordWrap=True)
        self.summary.setProperty("role", "muted")
        self.missing = Badge()
        self.missing.hide()
        self.convert = QPushButton(_("Convert levels…"))
        self.convert.hide()
        self.show_history = QPushButton(_("History"))
        self.show_history.setProperty("kind", "chip")
        self.show_history.setCheckable(True)
        self.show_history.setShortcut("Ctrl+Shift+H")
        self.show_history.setToolTip(
            _("From when until when the procedure had what (Ctrl+Shift+H)")
        )
        self._set_up_panels()
        self._lay_out()
        self._connect()

    def open_record(self, key: str) -> None:
        """Show a procedure by its code, a month such as 2021-09, a cell of it, or a record.

        A cell is named by month, count and procedure (`domain.findings.count_key`), a record as on
        every page of registers.
        """
        kind, _cell, which = open_key(key)
        if which and kind in {one.value for one in self.tabs.panels}:
            super().open_record(key)
        elif _MONTH.match(key):
            self.tabs.show_view(self.months)
            self.months.open_month(*key.split("/", 2))
        else:
            self.tabs.show_register(RegisterKind.PROCEDURES).open(f"code={key}")

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is seen first."""
        super().showEvent(event)
        if self._is_stale:
            self._read_summary()

    def _set_up_panels(self) -> None:
        levels = self.context.desk.session.catalogue.levels
        self.panel.model.judge("level", level_tone(levels))
        self.panel.model.judge("fee", fee_tone)
        self.panel.model.judge("payment", payment_tone)
        self.panel.view.fill_with("name", 200, OPTIONAL)
        self.panel.view.wrap_titles(46)
        # Procedures begin alike and differ in their last words.
        self.panel.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for words, filters in presets(levels):
            self.panel.add_preset(words, *filters)
        self.panel.set_empty(
            _("No procedures are recorded in this workspace"),
            _(
                "The register says which services are online, and how many dossiers they had. "
                "Until it is filled, the indicators of online services have no figures."
            ),
            _("Add a record"),
        )
        self.counts.set_empty(
            _("No counts are recorded in this workspace"),
            _("Choose “Monthly counts” to type them month by month."),
            _("Add a record"),
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.summary, stretch=1)
        top.addStretch()
        for widget in (self.missing, self.convert, self.show_history):
            top.addWidget(widget)
        stays = self.show_history.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self.show_history.setSizePolicy(stays)
        self.column.insertLayout(0, top)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.panel)
        both.addWidget(self.history)
        both.setStretchFactor(0, 1)
        both.setSizes([theme.px(700), theme.px(410)])
        both.setChildrenCollapsible(False)
        both.setHandleWidth(theme.px(12))
        self.history.setMinimumWidth(theme.px(410))
        self.history.hide()
        self.tabs.add_panel(self.panel, whole=both)
        self.tabs.add_view(self.months, _("Monthly counts"), self.months)
        self.tabs.add_panel(self.counts, title=_("All counts"))

    def _connect(self) -> None:
        for panel in self.tabs.panels.values():
            panel.filled.connect(self.context.page_filled)
        self.panel.row_changed.connect(lambda _row: self._show_history())
        self.panel.filled.connect(self._show_history)
        self.panel.row_opened.connect(lambda _row: self.panel.edit_record())
        self.history.saved.connect(self.panel.entry.tell)
        self.show_history.clicked.connect(self._on_history)
        self.convert.clicked.connect(self._on_convert)
        self.tabs.currentChanged.connect(lambda place: self.show_history.setVisible(place == 0))
        self.context.period_changed.connect(self._mark_stale)

    def _on_changed(self, nouns: frozenset[Noun]) -> None:
        super()._on_changed(nouns)
        if nouns & {Noun.PROCEDURES, Noun.CATALOGUE}:
            self._mark_stale()

    def _mark_stale(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._read_summary()

    def _read_summary(self) -> None:
        self._is_stale = False
        self._asked += 1
        asked, procedures, as_of = self._asked, self.context.desk.procedures, self.context.as_of

        def show(summary: ProcedureSummary) -> None:
            if asked == self._asked:
                self._show_summary(summary)

        self.context.jobs.run(
            lambda: procedures.summary(as_of), show, self.context.notifier.show_error
        )

    def _show_summary(self, found: ProcedureSummary) -> None:
        parts = (
            _("{count} procedures in force on {day}").format(
                count=formats.number(found.in_force), day=formats.day(self.context.as_of)
            ),
            _("{count} at level 3 or 4 on the national portal").format(
                count=formats.number(found.online)
            ),
            _("counts for {count} of {total} closed months").format(
                count=formats.number(len(found.counted_months)),
                total=formats.number(len(found.months)),
            ),
        )
        self.summary.setText(" · ".join(parts))
        has_any = bool(found.in_force or found.counted_months)
        self.summary.setVisible(has_any)
        self.missing.setVisible(bool(found.lacking and has_any))
        months = formats.months(found.lacking)
        self.missing.set_badge(_("No counts: {months}").format(months=months), Tone.WARNING)
        self.convert.setVisible(bool(found.old_levels))
        self.convert.setToolTip(
            _("{count} procedures still have levels that were replaced").format(
                count=formats.number(found.old_levels)
            )
        )

    def _show_history(self) -> None:
        if not self.history.isHidden():
            self.history.show_procedure(self.panel.current_row())

    def _on_history(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.history.setVisible(on)
        self._show_history()

    def _on_convert(self) -> None:
        procedures, as_of = self.context.desk.procedures, self.context.as_of
        self.context.jobs.run(
            lambda: procedures.old_levels(as_of), self._convert, self.context.notifier.show_error
        )

    def _convert(self, held: tuple[LevelHeld, ...]) -> None:
        if not held:
            return
        dialog = ConvertDialog(self.context, held, self)
        if dialog.exec() and dialog.change is not None:
            self.panel.entry.tell(dialog.change)
        dialog.deleteLater()


def make(context: Context) -> ServicesPage:
    """Make the page."""
    return ServicesPage(context)
