"""Asking before somebody is trusted, while the fingerprint can still be compared."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from egovdesk.domain.packages import CertificateInfo
from egovdesk.ui import theme
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.wording import _, formats


class TrustDialog(QDialog):
    """Shows whose certificates a file holds; no key trusts them by itself."""

    def __init__(self, certificates: Sequence[CertificateInfo], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Trust this authority?"))
        self.resize(theme.px(640), theme.px(360))
        about = QLabel(
            _(
                "Whatever these certificates issue will count as trusted. Compare each fingerprint "
                "with what the issuer publishes, not with what came along with the file."
            ),
            wordWrap=True,
        )
        sheet = QWidget()
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for certificate in certificates:
            lines.addWidget(_described(certificate))
        lines.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.trust = buttons.addButton(_("Trust"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.trust.setAutoDefault(False)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(scrolling(sheet), stretch=1)
        column.addWidget(buttons)
        cancel.setFocus()  # it lies in the dialog by now
        self.finished.connect(self.deleteLater)


def _described(certificate: CertificateInfo) -> QLabel:
    said = _("{subject}\nIssued by {issuer}, valid until {day}\nSHA-256 {fingerprint}")
    words = said.format(
        subject=certificate.subject,
        issuer=certificate.issuer,
        day=formats.day(certificate.not_after.date()),
        fingerprint=formats.fingerprint(certificate.fingerprint),
    )
    if certificate.is_trial:
        trial = _("For trying out only: whatever it issues is without legal force.")
        words = f"{words}\n{trial}"
    label = QLabel(words, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
