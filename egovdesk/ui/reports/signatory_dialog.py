"""Who signs the letter, and with what competence (Decree 30/2020/NĐ-CP, annex I, element 7)."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change, Noun
from egovdesk.domain.signatory import Competence, Signatory
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _
from egovdesk.wording.messages import explain


class SignatoryDialog(QDialog):
    """Asks for competence, title and name; the letter shows them above the signature."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Who signs the letter"))
        self.setMinimumWidth(theme.px(520))
        self.competence = QComboBox()
        for competence, words in (
            (Competence.HEAD, _("The head of the unit")),
            (Competence.FOR_COLLECTIVE, _("TM. – on behalf of a collective")),
            (Competence.FOR_HEAD, _("KT. – a deputy for the head")),
            (Competence.BY_ORDER, _("TL. – by order of the head")),
            (Competence.BY_AUTHORISATION, _("TUQ. – by authority of the head")),
            (Competence.ACTING, _("Q. – acting head")),
        ):
            self.competence.addItem(words, competence)
        self.title, self.name, self.on_behalf = QLineEdit(), QLineEdit(), QLineEdit()
        self.rows = {
            "competence": FieldRow(_("&Competence"), self.competence),
            "title": FieldRow(
                _("&Title"), self.title, hint=_("For example PHÓ CỤC TRƯỞNG; empty for the head.")
            ),
            "name": FieldRow(_("&Name"), self.name, hint=_("Without academic titles.")),
            "on_behalf": FieldRow(
                _("&On behalf of"), self.on_behalf, hint=_("Empty: the head of the unit.")
            ),
        }
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        for widget in (*self.rows.values(), buttons):
            column.addWidget(widget)
        self.finished.connect(self.deleteLater)
        context.jobs.run(context.desk.documents.signatory, self._show, context.notifier.show_error)

    def accept(self) -> None:
        """Keep what was typed; what cannot be kept is said below its field."""
        for row in self.rows.values():
            row.set_error("")
        chosen = Signatory(
            competence=Competence(self.competence.currentData()),
            title=self.title.text(),
            name=self.name.text(),
            on_behalf=self.on_behalf.text(),
        )
        documents = self._context.desk.documents
        keep: Callable[[], Change] = lambda: documents.choose_signatory(chosen)  # noqa: E731
        self._context.jobs.run(keep, self._on_kept, self._on_failed)

    def _show(self, signatory: Signatory) -> None:
        self.competence.setCurrentIndex(self.competence.findData(signatory.competence))
        for line, text in (
            (self.title, signatory.title),
            (self.name, signatory.name),
            (self.on_behalf, signatory.on_behalf),
        ):
            line.setText(text)

    def _on_kept(self, _change: Change) -> None:
        self._context.announce(frozenset({Noun.REPORTS, Noun.SETTINGS}))
        super().accept()

    def _on_failed(self, error: EGovDeskError) -> None:
        row = self.rows.get(str(error.data.get("field", "")), self.rows["name"])
        row.set_error(str(explain(error)))
        row.editor.setFocus()
