"""Step 6: signing the frozen report."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.services.reports import Closing
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _, formats


class SignatureStep(QWidget):
    """Says whether the report is signed, and offers to sign it."""

    sign_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = QLabel(wordWrap=True)
        self.sign = QPushButton(_("Sign and pack…"))
        self.sign.setProperty("kind", "primary")
        self.sign.clicked.connect(self.sign_asked)
        card = Card(_("Signature"))
        card.body.addWidget(self.said)
        card.header.addWidget(self.sign)
        card.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_closing(self, closing: Closing) -> None:
        """Show whether a period's report is signed."""
        live = closing.state.live
        self.sign.setEnabled(live is not None)
        if live is None:
            self.said.setText(_("Freeze the report first; what is signed must not move."))
        elif live.package is None:
            said = _("Revision {revision} is frozen and waits for its signature.")
            self.said.setText(said.format(revision=live.report.revision))
        else:
            said = _(
                "Revision {revision} was signed on {moment}. With the same key its package can be "
                "written again; another key needs a recall."
            )
            moment = formats.moment(live.package.created_at)
            self.said.setText(said.format(revision=live.report.revision, moment=moment))
