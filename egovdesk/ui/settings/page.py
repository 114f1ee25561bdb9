"""The settings page: the person's own choices, the workspace, the trust list, what was done."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

import egovdesk
from egovdesk import paths
from egovdesk.domain.history import Change, Noun
from egovdesk.domain.reports import JournalStamp
from egovdesk.domain.signatory import Signatory
from egovdesk.domain.values import value
from egovdesk.ui.context import Context
from egovdesk.ui.page import Page
from egovdesk.ui.settings.look import LookCard
from egovdesk.ui.settings.revocation import RevocationRow, RevocationTab, read_revocation
from egovdesk.ui.settings.signatory import SignatoryCard
from egovdesk.ui.settings.trust import TrustRow, TrustTab, read_trust
from egovdesk.ui.settings.workspace import WorkspaceCard
from egovdesk.ui.trust import trusted_files
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import Column, DataTable
from egovdesk.ui.widgets.folding_row import FoldingRow, scrolling
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


@value
class SettingsData:
    """What the page reads; changes come newest first."""

    stamp: JournalStamp
    changes: tuple[Change, ...]
    trust: tuple[TrustRow, ...]
    revocation: tuple[RevocationRow, ...]
    signatory: Signatory


class SettingsPage(Page[SettingsData]):
    """Six sheets; every choice is applied at once."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.look = LookCard(context)
        self.workspace = WorkspaceCard(context)
        self.signatory = SignatoryCard(context)
        self.trust = TrustTab(context, self.refresh)
        self.revocation = RevocationTab(context, self.refresh)
        self.changes: DataTable[Change] = DataTable(
            _change_columns(), key=lambda change: change.id, name=_("Recent changes")
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for title, sheet in (
            (_("General"), _sheet(self.look, self.workspace)),
            (_("Letters"), _sheet(self.signatory)),
            (_("Trust list"), self.trust),
            (_("Revocation lists"), self.revocation),
            (_("Recent changes"), _column(_on_card(self.changes))),
            (_("About"), _about()),
        ):
            self.tabs.addTab(sheet, title)
        self.column.addWidget(self.tabs)

    def loader(self) -> Callable[[], SettingsData]:
        """Return the work that reads journal, trust list and revocation lists."""
        history, files = self.context.desk.history, trusted_files(self.context)
        documents = self.context.desk.documents
        lists, now = self.context.preferences.revocation_lists, self.context.desk.session.clock

        def load() -> SettingsData:
            return SettingsData(
                stamp=history.stamp(),
                changes=tuple(reversed(history.changes())),
                trust=read_trust(files),
                revocation=read_revocation(lists, now()),
                signatory=documents.signatory(),
            )

        return load

    def show_data(self, data: SettingsData) -> None:
        """Show what was read."""
        self.workspace.show_stamp(data.stamp)
        self.changes.set_rows(data.changes)
        self.trust.show_rows(data.trust)
        self.revocation.show_rows(data.revocation)
        self.signatory.show_signatory(data.signatory)


def make(context: Context) -> SettingsPage:
    """Make the page."""
    return SettingsPage(context)


def _change_columns() -> tuple[Column[Change], ...]:
    return (
        Column(
            key="at",
            title=_("When"),
            text=lambda change: formats.moment(change.at),
            sort_key=lambda change: change.at,
            width=160,
        ),
        Column(
            key="what",
            title=_("What"),
            text=lambda change: label(change.use_case).format(subject=change.subject),
            stretch=True,
        ),
        Column(key="subject", title=_("Subject"), text=lambda change: change.subject, width=260),
        Column(
            key="number",
            title=_("No."),
            text=lambda change: formats.number(change.id),
            sort_key=lambda change: change.id,
            width=80,
        ),
    )


def _sheet(*cards: QWidget) -> QWidget:
    """Put cards beside one another; at a large zoom the sheet scrolls."""
    sheet = QWidget()
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(0, 14, 0, 0)
    row = FoldingRow(700)
    for stretch, card in enumerate(cards, start=1):
        row.add_widget(card, stretch)
    outer.addWidget(row)
    outer.addStretch()
    return scrolling(sheet)


def _on_card(table: QWidget) -> Card:
    card = Card()
    card.body.addWidget(table)
    return card


def _column(*widgets: QWidget) -> QWidget:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 14, 0, 0)
    column.setSpacing(10)
    for widget in widgets:
        column.addWidget(widget)
    return sheet


def _about() -> QWidget:
    name = QLabel(f"eGovDesk {egovdesk.__version__}")
    name.setProperty("role", "heading")
    words = QLabel(
        _(
            "Quarterly e-government reporting in one signed file; it works without a network. "
            "Licence: Apache 2.0. The fonts Inter and Liberation Serif come under "
            "the licence below."
        ),
        wordWrap=True,
    )
    licence = QPlainTextEdit(readOnly=True)
    licence.setPlainText((paths.RESOURCES / "fonts" / "OFL.txt").read_text("utf-8"))
    licence.setAccessibleName(_("Licence of the fonts"))
    return _column(name, words, licence)
