"""Revocation lists that the person fetched: whose they are, and whether they still hold."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.packages import RevocationListInfo
from egovdesk.domain.values import value
from egovdesk.services.verifying import describe_revocation_lists
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import Column, DataTable
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain


@value
class RevocationRow:
    """A revocation list, or a file that cannot be read any more (`problem`)."""

    path: Path
    found: RevocationListInfo | None = None
    is_stale: bool = False
    problem: str = ""


def read_revocation(files: tuple[Path, ...], now: datetime) -> tuple[RevocationRow, ...]:
    """Read the revocation lists; it runs off the GUI thread."""
    rows: list[RevocationRow] = []
    for path in files:
        try:
            lists = describe_revocation_lists(path)
        except EGovDeskError as error:
            rows.append(RevocationRow(path=path, problem=str(explain(error))))
        else:
            rows.extend(
                RevocationRow(path=path, found=each, is_stale=each.is_stale(now)) for each in lists
            )
    return tuple(rows)


class RevocationTab(QWidget):
    """Shows, extends and shortens the revocation lists."""

    def __init__(self, context: Context, refresh: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._refresh = refresh
        note = QLabel(
            _(
                "Authorities publish which certificates were revoked, mostly every day or week. "
                "Fetch the list of your issuer and add the file here; one that is out of date "
                "only shows who was revoked by then."
            ),
            wordWrap=True,
        )
        note.setProperty("role", "muted")
        self.table: DataTable[RevocationRow] = DataTable(
            _columns(), key=_key, name=_("Revocation lists")
        )
        self.table.set_empty(
            _("No revocation list yet"),
            _("Without one, verdicts say that revocation was not checked."),
            _("Add a list…"),
        )
        self.table.empty_action_requested.connect(self._on_add)
        self.table.selection_changed.connect(self._on_selected)
        self.add = QPushButton(icons.icon("plus"), _("Add a list…"))
        self.add.clicked.connect(self._on_add)
        self.remove = QPushButton(icons.icon("trash"), _("Remove"))
        self.remove.setEnabled(False)
        self.remove.clicked.connect(self._on_remove)
        delete = QAction(_("Remove"), self)
        delete.setShortcut("Delete")
        delete.triggered.connect(self._on_remove)
        self.table.add_action(delete)
        self.table.add_widget(self.remove)
        self.table.add_widget(self.add)
        card = Card()
        card.body.addWidget(note)
        card.body.addWidget(self.table, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.addWidget(card)

    def show_rows(self, rows: tuple[RevocationRow, ...]) -> None:
        """Show the lists."""
        self.table.set_rows(rows)

    def use(self, file: Path) -> None:
        """Add a file's revocation lists, if they can be read."""
        path = file.resolve()
        notifier = self._context.notifier

        def done(lists: tuple[RevocationListInfo, ...]) -> None:
            kept = self._context.preferences.revocation_lists
            if path not in kept:
                self._context.preferences.revocation_lists = (*kept, path)
            names = ", ".join(each.issuer for each in lists)
            said = _("Revocations of {names} are checked from now on.")
            notifier.show_success(said.format(names=names))
            self._refresh()

        self._context.jobs.run(lambda: describe_revocation_lists(path), done, notifier.show_error)

    def _on_add(self) -> None:
        kinds = _("Revocation lists ({patterns})").format(patterns="*.crl *.pem *.der")
        name, _kind = QFileDialog.getOpenFileName(self, _("Add a revocation list"), "", kinds)
        if name:
            self.use(Path(name))

    def _on_remove(self) -> None:
        preferences = self._context.preferences
        chosen = {row.path for row in self.table.selected_rows()}
        kept = tuple(path for path in preferences.revocation_lists if path not in chosen)
        if kept != preferences.revocation_lists:
            preferences.revocation_lists = kept
            self._context.notifier.show_success(_("Removed from the revocation lists."))
            self._refresh()

    def _on_selected(self, row: RevocationRow | None) -> None:
        self.remove.setEnabled(row is not None)


def _key(row: RevocationRow) -> tuple[Path, str]:
    return row.path, row.found.fingerprint if row.found else ""


def _issuer(row: RevocationRow) -> str:
    return row.found.issuer if row.found else row.problem


def _state(row: RevocationRow) -> tuple[Tone, str]:
    if row.found is None:
        return Tone.BAD, _("Unreadable")
    return (Tone.WARNING, _("Out of date")) if row.is_stale else (Tone.GOOD, _("Current"))


def _columns() -> tuple[Column[RevocationRow], ...]:
    return (
        Column(
            key="state",
            title=_("State"),
            text=lambda row: _state(row)[1],
            tone=lambda row: _state(row)[0],
            width=116,
        ),
        Column(
            key="issuer",
            title=_("Issuer"),
            text=_issuer,
            tooltip=lambda row: f"{_issuer(row)}\n{row.path}",
            width=220,
        ),
        Column(
            key="this_update",
            title=_("Issued"),
            text=lambda row: formats.moment(row.found.this_update) if row.found else formats.EMPTY,
            sort_key=lambda row: row.found.this_update if row.found else None,
            width=140,
        ),
        Column(
            key="next_update",
            title=_("Next update"),
            text=lambda row: (
                formats.moment(row.found.next_update)
                if row.found and row.found.next_update
                else formats.EMPTY
            ),
            sort_key=lambda row: row.found.next_update if row.found else None,
            width=140,
        ),
        Column(
            key="entries",
            title=_("Revoked"),
            text=lambda row: formats.number(row.found.entries if row.found else None),
            sort_key=lambda row: row.found.entries if row.found else None,
            width=90,
        ),
        Column(
            key="fingerprint",
            title="SHA-256",
            text=lambda row: formats.fingerprint(row.found.fingerprint if row.found else None),
            stretch=True,
        ),
    )
