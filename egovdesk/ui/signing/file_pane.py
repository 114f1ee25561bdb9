"""Signing with a key file: which, and its password."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.signing import KeyChoice
from egovdesk.ui.reports.path_row import PathRow
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_file
from egovdesk.wording import _

_PASSPHRASE = frozenset({ErrorCode.KEY_PASSPHRASE, ErrorCode.KEY_PASSPHRASE_NEEDED})
_KEY = frozenset(
    {ErrorCode.KEY_UNREADABLE, ErrorCode.KEY_NOT_VALID_NOW, ErrorCode.KEY_USAGE}
    | {ErrorCode.KEY_WEAK, ErrorCode.FILE_MISSING, ErrorCode.FILE_UNREADABLE}
    | {ErrorCode.FILE_NOT_ORDINARY, ErrorCode.FILE_TOO_LARGE}
)


class FilePane(QWidget):
    """A file with its password; opening it shows what stands against signing with it."""

    look_asked = Signal()
    changed = Signal()
    """Another file or password: what was seen of the key before is no longer true."""

    def __init__(self) -> None:
        super().__init__()
        self.file_row = PathRow(_("&Key file"), self._browse)
        self.file = self.file_row.line
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_row = FieldRow(
            _("&Password of the key file"),
            self.password,
            hint=_("Used for this signature only and kept nowhere."),
        )
        self.open = QPushButton(_("Open the key"))
        self.open.clicked.connect(self._on_open)
        self.password.returnPressed.connect(self._on_open)
        self.file.returnPressed.connect(self.password.setFocus)
        self.file.textChanged.connect(self.changed)
        self.password.textEdited.connect(self.changed)
        self.password_row.put_beside(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.file_row)
        column.addWidget(self.password_row)
        column.addStretch()

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The fields below which errors are said."""
        return self.file_row, self.password_row

    def choice(self) -> KeyChoice | None:
        """Return the file with the password as typed so far; None where no file is chosen."""
        path = self.file_row.path()
        if path is None:
            return None
        return KeyChoice(file=path, passphrase=self.password.text().encode() or None)

    def forget(self) -> None:
        """Clear what was typed in secret."""
        self.password.clear()

    def row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the field that an error concerns."""
        if error.code in _PASSPHRASE:
            return self.password_row
        is_this = error.data.get("file", str(self.file_row.path())) == str(self.file_row.path())
        return self.file_row if error.code in _KEY and is_this else None

    def _browse(self, now: str) -> Path | None:
        kinds = _("Key files ({patterns})").format(patterns="*.p12 *.pfx")
        return ask_file(self, _("Key file"), kinds, now)

    def _on_open(self) -> None:
        if self.file_row.path() is None:
            self.file_row.set_error(_("Choose the file that holds your key."))
            self.file.setFocus()
        else:
            self.look_asked.emit()
