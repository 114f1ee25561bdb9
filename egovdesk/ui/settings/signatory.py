"""Who signs the unit's letters, and by what right."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from egovdesk.domain.history import Change
from egovdesk.domain.signatory import Competence, Signatory
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _
from egovdesk.wording.labels import label


class SignatoryCard(Card):
    """The block below the letter, shown as it will be printed; it holds from the next letter on."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Who signs"))
        self._context = context
        self._kept: Signatory | None = None
        self.competence = QComboBox()
        for kind in Competence:
            self.competence.addItem(label(kind), kind)
        self.title, self.on_behalf, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self._behalf_row = FieldRow(_("Signs in the name of"), self.on_behalf)
        self.shown = QLabel()
        self.shown.setAccessibleName(_("Above the signature"))
        self.save = QPushButton(_("Keep who signs"))
        self.save.clicked.connect(self._on_save)
        for row in (
            FieldRow(_("By what right"), self.competence),
            self._behalf_row,
            FieldRow(_("Title of the signatory"), self.title),
            FieldRow(_("Name of the signatory"), self.name),
        ):
            self.body.addWidget(row)
        self.body.addWidget(self.shown)
        self.body.addWidget(self.save)
        self.body.addStretch()
        self.competence.currentIndexChanged.connect(self._show_block)
        for line in (self.title, self.on_behalf, self.name):
            line.textChanged.connect(self._show_block)
        self._show_block()

    def show_signatory(self, signatory: Signatory) -> None:
        """Show who signs now, unless that is known: somebody may be typing."""
        if signatory == self._kept:
            return
        self._kept = signatory
        self.competence.setCurrentIndex(list(Competence).index(signatory.competence))
        self.title.setText(signatory.title)
        self.on_behalf.setText(signatory.on_behalf)
        self.name.setText(signatory.name)

    def _typed(self) -> Signatory:
        return Signatory(
            competence=Competence(self.competence.currentData()),
            title=self.title.text(),
            name=self.name.text(),
            on_behalf=self.on_behalf.text(),
        )

    def _show_block(self) -> None:
        typed = self._typed()
        head = self._context.desk.session.agency.head_title
        self.shown.setText("\n".join((*typed.lines(head), typed.name.strip())))
        self._behalf_row.setVisible(typed.competence is Competence.FOR_COLLECTIVE)

    def _on_save(self) -> None:
        documents, typed = self._context.desk.documents, self._typed()
        self._context.jobs.run(
            lambda: documents.choose_signatory(typed),
            self._on_saved,
            self._context.notifier.show_error,
        )

    def _on_saved(self, change: Change) -> None:
        self._context.notifier.show_success(
            _("From now on letters are made for this signature."),
            action=_("Undo"),
            on_action=self._context.undo,
        )
        self._context.announce(change.nouns)
