"""Signatures and work online: who signs digitally, and how much work is handled online."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from egovdesk.domain.history import Noun
from egovdesk.domain.pace import paces
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.values import value
from egovdesk.services.signers import Adoption
from egovdesk.ui.context import Context
from egovdesk.ui.page import Page
from egovdesk.ui.registers.panel import RegisterPanel, open_key
from egovdesk.ui.signatures.departments import DepartmentsCard
from egovdesk.ui.signatures.pace_words import Sentence, pace_sentence, past_sentences
from egovdesk.ui.signatures.signers_tab import SignersTab
from egovdesk.ui.signatures.work_tab import WorkTab
from egovdesk.wording import _

_WORK_ONLINE = "work_online"
_SIGNATURES = "digital_signatures"


@value
class Signatures:
    """What the page shows beside its registers; `lines` are the indicators by their ids."""

    adoption: Adoption
    lines: Mapping[str, IndicatorLine]


class SignaturesPage(Page[Signatures]):
    """The register of signers, adoption by department, and the work handled online."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.SIGNERS, Noun.WORKLOAD, Noun.CATALOGUE, Noun.REMARKS}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: Mapping[str, IndicatorLine] = {}
        self.signers = SignersTab(context)
        self.departments = DepartmentsCard()
        self.work = WorkTab(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for widget, title in (
            (self.signers, _("Signers")),
            (_spaced(self.departments), _("By department")),
            (self.work, _("Work online")),
        ):
            self.tabs.addTab(widget, title)
        self.column.addWidget(self.tabs)
        self._panels: Mapping[int, RegisterPanel] = {0: self.signers.panel, 2: self.work.panel}
        self._stale = set(self._panels)
        self.tabs.currentChanged.connect(lambda _place: self._catch_up())
        self.signers.details_requested.connect(lambda: self._open_line(_SIGNATURES))
        self.work.card.details_requested.connect(lambda: self._open_line(_WORK_ONLINE))
        self.departments.department_chosen.connect(self._on_department)

    def loader(self) -> Callable[[], Signatures]:
        """Read signers and work as of the day that the desk looks at."""
        desk, as_of = self.context.desk, self.context.as_of
        before = desk.session.as_of(self.context.period.previous)

        def load() -> Signatures:
            lines = desk.indicators.lines(as_of, before)
            return Signatures(
                adoption=desk.signers.adoption(as_of),
                lines={line.indicator.id: line for line in lines},
            )

        return load

    def refresh(self) -> None:
        """Read everything again: figures now, a register when it is seen."""
        self._stale = set(self._panels)
        self.signers.set_period()
        super().refresh()
        self._catch_up()

    def show_data(self, data: Signatures) -> None:
        """Show a day; sorting, filters and selection stay."""
        self._lines = data.lines
        adoption, line = data.adoption, data.lines.get(_WORK_ONLINE)
        self.signers.show_counts(adoption.counts, has_details=_SIGNATURES in data.lines)
        self.departments.show_signers(adoption.signers)
        self.work.show_missing(adoption.missing_months)
        self.work.card.show_work(adoption.workload, line)
        self.work.card.show_paces(self._sentences(adoption, line))

    def open_record(self, key: str) -> None:
        """Show a register, or a record in it: see `registers.panel.open_key`."""
        kind, cell, which = open_key(key)
        for place, panel in self._panels.items():
            if panel.kind == kind:
                self.tabs.setCurrentIndex(place)
                panel.open(which, cell)

    def open_list(self, query: ListQuery) -> None:
        """Narrow a register to what a figure counts."""
        for place, panel in self._panels.items():
            if panel.kind is query.kind:
                self.tabs.setCurrentIndex(place)
                panel.apply_query(query)

    def _sentences(self, adoption: Adoption, line: IndicatorLine | None) -> Sequence[Sentence]:
        if line is None:
            return ()
        reporting, as_of = self.context.desk.session.catalogue.reporting, line.result.as_of
        milestones = line.indicator.milestones
        past = [one for one in milestones if one.on < as_of]
        ahead = paces(adoption.workload, milestones, reporting, as_of)
        return [
            *past_sentences(adoption.workload, past, reporting),
            *map(pace_sentence, ahead),
        ]

    def _catch_up(self) -> None:
        place = self.tabs.currentIndex()
        if place in self._stale and self.isVisible():
            self._stale.discard(place)
            self._panels[place].refresh()

    def _on_department(self, name: str | None) -> None:
        self.tabs.setCurrentIndex(0)
        self.signers.show_department(name)

    def _open_line(self, indicator: str) -> None:
        from egovdesk.ui.indicators.card import open_card

        open_card(self.context, indicator, self)


def make(context: Context) -> SignaturesPage:
    """Make the page."""
    return SignaturesPage(context)


def _spaced(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 12, 0, 0)
    column.addWidget(widget)
    return holder
