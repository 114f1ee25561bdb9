"""One signer beside the list: how he or she stands, every certificate, and what happened."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from egovdesk.domain.history import Change
from egovdesk.domain.signers import HeldCertificate, SignerStage
from egovdesk.services.signers import SignerDossier
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.registers.telling import tell
from egovdesk.ui.signatures.columns import STAGE_TONES, stage_of, stage_words
from egovdesk.ui.signatures.day_dialog import DayDialog
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.empty_state import EmptyState
from egovdesk.wording import _, formats

_WIDTH = 290


class SignerDetail(Card):
    """Shows a signer with the certificates, and records what happens to them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asked = 0
        self._dossier: SignerDossier | None = None
        self.setFixedWidth(theme.px(_WIDTH))
        self._nothing = EmptyState("signatures")
        self._nothing.set_words(
            _("No signer selected"), _("Choose a signer in the list to see the certificates.")
        )
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Certificates of the signer"))
        self.revoke = self._button(_("Certificate revoked…"), self._on_revoke)
        self.leave = self._button(_("Left service…"), self._on_leave)
        self.come_back = self._button(_("Back in service…"), self._on_come_back)
        self.body.setSpacing(8)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._area, stretch=1)
        for button in (self.revoke, self.leave, self.come_back):
            self.body.addWidget(button)
        self._show(None)

    def show_signer(self, signer_id: int | None) -> None:
        """Read and show a signer; None where none is selected."""
        self._asked += 1
        asked, signers, as_of = self._asked, self._context.desk.signers, self._context.as_of
        if signer_id is None:
            self._show(None)
            return

        def show(dossier: SignerDossier) -> None:
            if asked == self._asked:
                self._show(dossier)

        self._context.jobs.run(
            lambda: signers.dossier(signer_id, as_of), show, lambda _error: show_none()
        )

        def show_none() -> None:
            if asked == self._asked:  # it was deleted meanwhile; the list will say so
                self._show(None)

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(act)
        return button

    def _show(self, dossier: SignerDossier | None) -> None:
        self._dossier = dossier
        is_entitled = dossier is not None and SignerStage.ENTITLED in dossier.status.stages
        self._nothing.setVisible(dossier is None)
        self._area.setVisible(dossier is not None)
        self.revoke.setVisible(bool(self._in_force()))
        self.leave.setVisible(is_entitled)
        self.come_back.setVisible(dossier is not None and not is_entitled)
        if dossier is None:
            self.set_title("")
            return
        signer, stage = dossier.status.signer, stage_of(dossier.status)
        self.set_title(signer.full_name)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        if place := " · ".join(filter(None, (signer.position, signer.department))):
            column.addWidget(_words(place, "muted"))
        tone = Tone.NEUTRAL if stage is None else STAGE_TONES[stage]
        column.addWidget(
            Badge(stage_words(dossier.status), tone), alignment=Qt.AlignmentFlag.AlignLeft
        )
        if dossier.status.entitled_on is not None:
            since = _("Entitled from {day}").format(day=formats.day(dossier.status.entitled_on))
            column.addWidget(_words(since, "muted"))
        column.addSpacing(6)
        column.addWidget(_words(_("Certificates"), "label"))
        if not dossier.certificates:
            column.addWidget(_words(_("None was issued."), "muted"))
        for held in dossier.certificates:
            column.addWidget(_words(certificate_words(held), ""))
        column.addStretch()
        self._area.setWidget(content)
        # QScrollArea fills its contents with the window's colour; the card's shall show through.
        content.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)

    def _in_force(self) -> list[str]:
        held = () if self._dossier is None else self._dossier.certificates
        return [one.serial for one in held if one.revoked_on is None]

    def _on_revoke(self) -> None:
        signers = self._context.desk.signers
        self._ask(
            _("Certificate revoked"),
            _("From that day on the certificate no longer counts as valid."),
            lambda signer_id, day, serial: signers.revoke(signer_id, serial, day),
            self._in_force(),
        )

    def _on_leave(self) -> None:
        signers = self._context.desk.signers
        self._ask(
            _("Left service"),
            _("From that day on this person is no longer entitled, and no longer counted."),
            lambda signer_id, day, _serial: signers.leave(signer_id, day),
        )

    def _on_come_back(self) -> None:
        signers = self._context.desk.signers
        self._ask(
            _("Back in service"),
            _("From that day on this person is entitled again, to a new certificate."),
            lambda signer_id, day, _serial: signers.come_back(signer_id, day),
        )

    def _ask(
        self,
        title: str,
        explanation: str,
        act: Callable[[int, date, str], Change],
        certificates: list[str] | None = None,
    ) -> None:
        if self._dossier is None:
            return
        signer = self._dossier.status.signer
        dialog = DayDialog(
            self._context,
            f"{title}: {signer.full_name}",
            explanation,
            lambda day, serial: act(signer.id, day, serial),
            certificates or (),
            self,
        )
        if dialog.exec() and dialog.change is not None:
            tell(self._context, dialog.change)
        dialog.deleteLater()


def certificate_words(held: HeldCertificate) -> str:
    """Return a certificate's life in a few lines."""
    lines = [held.serial or _("Without a serial number")]
    if held.issuer:
        lines.append(held.issuer)
    lines.append(_("Issued {day}").format(day=formats.day(held.issued_on)))
    lines.append(f"{formats.day(held.valid_from)} – {formats.day(held.valid_to)}")
    if held.revoked_on is not None:
        lines.append(_("Revoked {day}").format(day=formats.day(held.revoked_on)))
    return "\n".join(lines)


def _words(text: str, role: str) -> QLabel:
    found = QLabel(text, wordWrap=True)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        found.setProperty("role", role)
    return found
