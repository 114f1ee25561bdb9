"""Which key signs: the cards, and what each kind of key needs to be told."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.signing import KeyChoice
from egovdesk.ui.signing.file_pane import FilePane
from egovdesk.ui.signing.key_cards import KeyCards, KeyKind
from egovdesk.ui.signing.token_pane import TokenPane
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _


class KeyForm(QWidget):
    """The pane of the kind that is chosen; the cards stand apart, across the dialog."""

    kind_chosen = Signal()
    look_asked = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards = KeyCards()
        self.token, self.file = TokenPane(), FilePane()
        note = QLabel(
            _(
                "The trial key was made on this computer. The letter is marked as a trial, and "
                "nobody trusts its seal unless they import its root certificate."
            ),
            wordWrap=True,
        )
        note.setProperty("role", "muted")
        self._trial = QWidget()
        trial = QVBoxLayout(self._trial)
        trial.setContentsMargins(0, 0, 0, 0)
        trial.addWidget(note)
        trial.addStretch()
        self._panes: dict[KeyKind, QWidget] = {
            KeyKind.TOKEN: self.token,
            KeyKind.FILE: self.file,
            KeyKind.TRIAL: self._trial,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for pane in self._panes.values():
            column.addWidget(pane)
            pane.hide()
        self.cards.chosen.connect(self._on_kind)
        self.token.look_asked.connect(self.look_asked)
        self.file.look_asked.connect(self.look_asked)
        self.file.changed.connect(self.changed)

    @property
    def kind(self) -> KeyKind:
        """The kind of key that is chosen."""
        return self.cards.kind

    def choice(self) -> KeyChoice | None:
        """Return the key with its PIN or password as typed so far; None where none is chosen."""
        match self.kind:
            case KeyKind.TOKEN:
                return self.token.choice()
            case KeyKind.FILE:
                return self.file.choice()
            case KeyKind.TRIAL:
                return KeyChoice()

    def forget(self) -> None:
        """Clear what was typed in secret."""
        self.token.forget()
        self.file.forget()

    def clear_errors(self) -> None:
        """Take back what was said below the fields."""
        for row in (*self.token.rows, *self.file.rows):
            row.set_error("")

    def is_complete(self) -> bool:
        """Say below its field what is still missing."""
        return self.kind is not KeyKind.TOKEN or self.token.is_complete()

    def row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the field that an error concerns, if it is one of these."""
        match self.kind:
            case KeyKind.TOKEN:
                return self.token.row_of(error)
            case KeyKind.FILE:
                return self.file.row_of(error)
            case KeyKind.TRIAL:
                return None

    def focus(self) -> None:
        """Go to where the next thing is to be typed."""
        if self.kind is KeyKind.TOKEN:
            (self.token.pin if self.token.choice() else self.token.read).setFocus()
        elif self.kind is KeyKind.FILE:
            (self.file.password if self.file.choice() else self.file.file).setFocus()

    def _on_kind(self) -> None:
        self.forget()
        self.clear_errors()
        for kind, pane in self._panes.items():
            pane.setVisible(kind is self.kind)
        self.kind_chosen.emit()
