"""Signatures and work online: who signs digitally, and how much work is handled online."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from egovdesk.domain.history import Noun
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerStatus
from egovdesk.services.overview import EXPIRY_WARNING_DAYS
from egovdesk.services.signers import Adoption
from egovdesk.ui.context import Context
from egovdesk.ui.indicators.card import open_card
from egovdesk.ui.page import Page
from egovdesk.ui.signatures.columns import (
    expires_soon,
    is_signing,
    lacks_certificate,
    signer_columns,
)
from egovdesk.ui.signatures.funnel import Funnel
from egovdesk.ui.signatures.work_online import WorkOnlineCard
from egovdesk.ui.widgets.badge import MarkDelegate
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.wording import _

_WORK_ONLINE = "work_online"
_SIGNATURES = "digital_signatures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """What the page shows as of a day; `lines` are the indicators by their ids."""

    as_of: date
    adoption: Adoption
    lines: Mapping[str, IndicatorLine]


class SignaturesPage(Page[Signatures]):
    """The funnel of adoption, the work handled online, and the register of signers."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.SIGNERS, Noun.WORKLOAD, Noun.CATALOGUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._as_of = context.as_of
        self._lines: Mapping[str, IndicatorLine] = {}
        self.funnel = Funnel()
        self.details = QPushButton(_("Details"))
        self.details.setProperty("kind", "quiet")
        self.work = WorkOnlineCard()
        self.table: DataTable[SignerStatus] = DataTable(
            signer_columns(lambda: self._as_of), key=lambda row: row.signer.id, name=_("Signers")
        )
        self.table.set_empty(
            _("No signers are recorded in this workspace"),
            _(
                "The register says who is entitled to sign digitally, who has a certificate, and "
                "who signs. Names stay in the workspace; reports carry the counts only."
            ),
            _("Back to the overview"),
        )
        ends = [column.key for column in self.table.model.columns].index("valid_to")
        self.table.view.setItemDelegateForColumn(ends, MarkDelegate(self.table.view))
        self._add_filters()
        self._lay_out()
        self.details.clicked.connect(lambda: self._open_line(_SIGNATURES))
        self.work.details_requested.connect(lambda: self._open_line(_WORK_ONLINE))
        self.table.empty_action_requested.connect(
            lambda: context.page_requested.emit("overview", "")
        )

    def loader(self) -> Callable[[], Signatures]:
        """Read signers and work as of the day that the desk looks at."""
        desk, as_of = self.context.desk, self.context.as_of
        before = desk.session.as_of(self.context.period.previous)

        def load() -> Signatures:
            lines = desk.indicators.lines(as_of, before)
            return Signatures(
                as_of=as_of,
                adoption=desk.signers.adoption(as_of),
                lines={line.indicator.id: line for line in lines},
            )

        return load

    def show_data(self, data: Signatures) -> None:
        """Show a day; sorting, filters and selection stay."""
        self._as_of, self._lines = data.as_of, data.lines
        self.funnel.set_counts(data.adoption.counts)
        self.details.setVisible(_SIGNATURES in data.lines)
        self.work.show_work(data.adoption.workload, data.lines.get(_WORK_ONLINE))
        self.table.set_rows(data.adoption.signers)

    def _add_filters(self) -> None:
        self.table.add_filter(_("Signing"), is_signing)
        self.table.add_filter(_("Without a certificate"), lacks_certificate)
        self.table.add_filter(
            _("Ending within {days} days").format(days=EXPIRY_WARNING_DAYS),
            lambda row: expires_soon(row, self._as_of),
        )
        self.table.sort_by("name")

    def _lay_out(self) -> None:
        adoption = Card(_("Adoption of digital signatures"))
        adoption.header.addWidget(self.details)
        adoption.body.addWidget(self.funnel)
        signers = Card(_("Signers"))
        signers.body.addWidget(self.table)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(signers, stretch=9)
        below.addWidget(self.work, stretch=5)
        self.column.addWidget(adoption)
        self.column.addLayout(below, stretch=1)

    def _open_line(self, indicator: str) -> None:
        open_card(self._lines[indicator], self.context.desk.session.catalogue, self)


def make(context: Context) -> SignaturesPage:
    """Make the page."""
    return SignaturesPage(context)
