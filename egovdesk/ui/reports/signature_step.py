"""Step 6: signing the frozen report, once or twice."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.signing import SignerRole
from egovdesk.services.reports import Closing, ReportRow
from egovdesk.ui.reports.signature_lines import signature_lines
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.file_choice import ask_file, ask_folder
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.wording import _, formats


class SignatureStep(QWidget):
    """Says who has signed, and offers what comes next: the first signature or the second."""

    sign_asked = Signal()
    second_asked = Signal()
    """Somebody is to sign the package on this computer as well."""
    file_returned = Signal(object)
    """The package came back with its second signature (its path)."""
    letter_signed = Signal(object)
    """The letter was signed elsewhere (its path)."""
    letter_unwanted = Signal()
    recall_asked = Signal()
    copy_asked = Signal(object)
    """The package is to be written once more into a folder (its path)."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        """Where the choice of a file or folder begins."""
        self.said = QLabel(wordWrap=True)
        said = _("The records have changed since the freeze; recall it to send what they say now.")
        self.changed = QLabel(said, wordWrap=True)
        self.changed.setProperty("role", "warning")
        self.signatures = QLabel(wordWrap=True)
        self.sign = QPushButton(_("Sign and pack…"))
        self.approve = QPushButton(_("Sign as approver here…"))
        for button, asked in (
            (self.sign, self.sign_asked),
            (self.approve, self.second_asked),
        ):
            button.setProperty("kind", "primary")
            button.clicked.connect(asked)
        self.prepare = QPushButton(_("Sign as who prepared it…"))
        self.prepare.clicked.connect(self.second_asked)
        self.receive = QPushButton(_("Take in the file that came back…"))
        self.receive.clicked.connect(self._on_receive)
        self.copy = QPushButton(_("Write the package again…"))
        self.copy.clicked.connect(self._on_copy)
        self.recall = QPushButton(_("Recall to correct…"))
        self.recall.clicked.connect(self.recall_asked)
        card = Card(_("Signature"))
        card.body.addWidget(self.said)
        card.body.addWidget(self.changed)
        card.body.addWidget(self.signatures)
        second = (self.approve, self.prepare, self.receive)
        card.body.addLayout(_row(self.sign, *second, self.copy, self.recall))
        card.body.addStretch()
        self.letter_said = QLabel(wordWrap=True)
        self.attach = QPushButton(_("Attach a signed letter…"))
        self.attach.clicked.connect(self._on_attach)
        self.detach = QPushButton(_("Take it away"))
        self.detach.clicked.connect(self.letter_unwanted)
        self.letter_card = Card(_("A letter signed with another program"))
        self.letter_card.body.addWidget(self.letter_said)
        self.letter_card.body.addLayout(_row(self.attach, self.detach))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card, stretch=1)
        column.addWidget(self.letter_card)

    def show_closing(self, closing: Closing) -> None:
        """Show whether a period's report is signed, and by whom it still is to be."""
        live = closing.state.live
        package = None if live is None else live.package
        is_signed = live is not None and live.is_signed
        is_open = package is not None and (is_signed or package.is_waiting)
        missing = package.missing_role if package is not None and is_open else None
        self.sign.setVisible(not is_signed)
        self.sign.setEnabled(live is not None)
        self.copy.setVisible(package is not None)
        self.recall.setVisible(live is not None)
        self.changed.setVisible(closing.has_changed)
        self.approve.setVisible(missing is SignerRole.APPROVER)
        self.prepare.setVisible(missing is SignerRole.PREPARER)
        self.receive.setVisible(missing is not None)
        self.said.setText(_said(live))
        self.signatures.setText(signature_lines(live))
        self.signatures.setVisible(bool(self.signatures.text()))
        letter = None if live is None else live.letter
        self.letter_card.setVisible(live is not None and (not is_signed or letter is not None))
        self.letter_said.setText(_of_letter(live))
        self.attach.setVisible(not is_signed)
        self.detach.setVisible(not is_signed and letter is not None)

    def _on_receive(self) -> None:
        kinds = _("Packages ({patterns})").format(patterns="*.asice")
        title = _("The file that came back")
        if file := ask_file(self, title, kinds, str(self.folder)):
            self.folder = file.parent
            self.file_returned.emit(file)

    def _on_attach(self) -> None:
        kinds = _("PDF documents ({patterns})").format(patterns="*.pdf")
        title = _("The signed letter")
        if file := ask_file(self, title, kinds, str(self.folder)):
            self.folder = file.parent
            self.letter_signed.emit(file)

    def _on_copy(self) -> None:
        title = _("Folder for the package")
        if folder := ask_folder(self, title, str(self.folder)):
            self.folder = folder
            self.copy_asked.emit(folder)


def _row(*buttons: QPushButton) -> FlowLayout:
    row = FlowLayout(8)
    for button in buttons:
        row.addWidget(button)
    return row


def _of_letter(live: ReportRow | None) -> str:
    if live is None or (letter := live.letter) is None:
        return _(
            "Where the unit signs with a program of its own: save the letter as PDF in the step "
            "before, sign that file there and attach it. It must be this very letter."
        )
    said = _(
        "{file}, signed by {signer}, was attached on {moment}. It goes into the package as it is, "
        "in the place of the letter that this program would sign."
    )
    moment = formats.moment(letter.at)
    return said.format(file=letter.name, signer=letter.signer, moment=moment)


def _said(live: ReportRow | None) -> str:
    if live is None:
        return _("Freeze the report first; what is signed must not move.")
    revision = live.report.revision
    if live.package is None:
        said = _("Revision {revision} is frozen and waits for its signature.")
        return said.format(revision=revision)
    if live.package.is_waiting:
        said = _(
            "Revision {revision} waits for its second signature. Let the approver sign here, or "
            "send the package to another computer and take in the file that comes back."
        )
        return said.format(revision=revision)
    moment = formats.moment(live.package.signed_at)
    if not live.is_signed:
        said = _(
            "Revision {revision} was signed with a trial key on {moment}, for trying out. "
            "Sign it with a real key before it is sent; that takes the place of the trial."
        )
        return said.format(revision=revision, moment=moment)
    said = _("Revision {revision} was signed on {moment}; to sign with another key, recall it.")
    if live.package.missing_role is SignerRole.PREPARER:
        said = _(
            "Revision {revision} was signed on {moment}; to sign with another key, recall it. "
            "Who prepared it may sign as well, before it is sent."
        )
    return said.format(revision=revision, moment=moment)
