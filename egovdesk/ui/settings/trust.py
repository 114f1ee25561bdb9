"""The trust list: root certificates that the person added, with their fingerprints."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.packages import CertificateInfo
from egovdesk.domain.values import value
from egovdesk.services.verifying import describe_certificates
from egovdesk.ui import icons
from egovdesk.ui.context import Context
from egovdesk.ui.trust import TrustedFile
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import Column, DataTable
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain


@value
class TrustRow:
    """A trusted certificate, or a trusted file that cannot be read any more (`problem`)."""

    trusted: TrustedFile
    certificate: CertificateInfo | None = None
    problem: str = ""


def read_trust(files: tuple[TrustedFile, ...]) -> tuple[TrustRow, ...]:
    """Read the certificates of the trust list; it runs off the GUI thread."""
    rows: list[TrustRow] = []
    for trusted in files:
        try:
            found = describe_certificates(trusted.path)
        except EGovDeskError as error:
            rows.append(TrustRow(trusted=trusted, problem=str(explain(error))))
        else:
            rows.extend(TrustRow(trusted=trusted, certificate=each) for each in found)
    return tuple(rows)


class TrustTab(QWidget):
    """Shows, extends and shortens the trust list."""

    def __init__(self, context: Context, refresh: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._refresh = refresh
        note = QLabel(
            _(
                "A package counts as valid only if its certificate comes from one of these roots. "
                "Compare the fingerprint with what the issuer publishes before you add one."
            ),
            wordWrap=True,
        )
        note.setProperty("role", "muted")
        self.table: DataTable[TrustRow] = DataTable(_columns(), key=_key, name=_("Trust list"))
        self.table.set_empty(
            _("Nobody is trusted yet"),
            _("Add the root certificate of the authority that issues the units' certificates."),
            _("Add a certificate…"),
        )
        self.table.empty_action_requested.connect(self._on_add)
        self.table.selection_changed.connect(self._on_selected)
        self.add = QPushButton(icons.icon("plus"), _("Add a certificate…"))
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

    def show_rows(self, rows: tuple[TrustRow, ...]) -> None:
        """Show the list."""
        self.table.set_rows(rows)

    def trust(self, file: Path) -> None:
        """Add a file's certificates to the list, if they can be read."""
        path = file.resolve()
        notifier = self._context.notifier

        def done(certificates: tuple[CertificateInfo, ...]) -> None:
            kept = self._context.preferences.trust
            if path not in kept:
                self._context.preferences.trust = (*kept, path)
            names = ", ".join(each.subject for each in certificates)
            notifier.show_success(_("Trusted from now on: {names}").format(names=names))
            self._refresh()

        self._context.jobs.run(lambda: describe_certificates(path), done, notifier.show_error)

    def _on_add(self) -> None:
        kinds = _("Certificates ({patterns})").format(patterns="*.pem *.crt *.cer *.der")
        name, _kind = QFileDialog.getOpenFileName(self, _("Add a certificate"), "", kinds)
        if name:
            self.trust(Path(name))

    def _on_remove(self) -> None:
        preferences = self._context.preferences
        chosen = {row.trusted.path for row in self.table.selected_rows()}
        kept = tuple(path for path in preferences.trust if path not in chosen)
        if kept != preferences.trust:
            preferences.trust = kept
            self._context.notifier.show_success(_("Removed from the trust list."))
            self._refresh()

    def _on_selected(self, row: TrustRow | None) -> None:
        self.remove.setEnabled(row is not None and not row.trusted.is_trial)


def _key(row: TrustRow) -> tuple[Path, str]:
    return row.trusted.path, row.certificate.fingerprint if row.certificate else ""


def _subject(row: TrustRow) -> str:
    return row.certificate.subject if row.certificate else row.problem


def _state(row: TrustRow) -> tuple[Tone, str]:
    if row.certificate is None:
        return Tone.BAD, _("Unreadable")
    if row.trusted.is_trial or row.certificate.is_trial:
        return Tone.WARNING, _("Trial")
    return Tone.GOOD, _("Trusted")


def _columns() -> tuple[Column[TrustRow], ...]:
    return (
        Column(
            key="state",
            title=_("State"),
            text=lambda row: _state(row)[1],
            tone=lambda row: _state(row)[0],
            width=116,
        ),
        Column(
            key="subject",
            title=_("Certificate"),
            text=_subject,
            tooltip=lambda row: f"{_subject(row)}\n{row.trusted.path}",
            width=250,
        ),
        Column(
            key="until",
            title=_("Valid until"),
            text=lambda row: formats.day(
                row.certificate.not_after.date() if row.certificate else None
            ),
            sort_key=lambda row: row.certificate.not_after if row.certificate else None,
            width=104,
        ),
        Column(
            key="fingerprint",
            title="SHA-256",
            text=lambda row: formats.fingerprint(
                row.certificate.fingerprint if row.certificate else None
            ),
            stretch=True,
        ),
    )
