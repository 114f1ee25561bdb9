"""Signing the frozen report of a period, and packing it into a file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.signing import KeyChoice, SignedPart, SignerRole, SigningOptions
from egovdesk.services.packages import Exported
from egovdesk.ui.context import Context
from egovdesk.ui.reports.path_row import PathRow
from egovdesk.ui.signing.dialog import SigningDialog, Tell
from egovdesk.ui.signing.key_cards import KeyKind
from egovdesk.ui.signing.key_desk import unit_desk
from egovdesk.ui.signing.letter_dialog import LetterDialog, show_file
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_folder
from egovdesk.wording import _, formats


class ExportDialog(SigningDialog):
    """Signs the revision that stands frozen and writes its package into a folder."""

    exported = Signal(object)
    """The package was written (`Exported`)."""

    def __init__(self, context: Context, parent: QWidget, *, has_letter: bool = False) -> None:
        """Make the dialog; `has_letter` says that a letter signed elsewhere is attached."""
        self._context = context
        self._period = context.period
        words = _("Folder for the package")
        self.folder = PathRow(
            _("&Folder for the package"),
            lambda now: ask_folder(self, words, now),
        )
        self.folder.set_path(context.preferences.export_folder)
        title = _("Sign the report for {period}").format(period=formats.quarter(self._period))
        super().__init__(context.jobs, unit_desk(context), title, parent, (self.folder,))
        if has_letter:
            self.roles[SignerRole.APPROVER].setText(
                _("As &approver: the attached letter stays as it is")
            )
            self.letter_note.setText(_("The attached letter shows only who signed it elsewhere."))

    def first_kind(self) -> KeyKind:
        """Begin with the trial key where the data are a sample."""
        is_new = not self.desk.preferences.key_kind
        if is_new and self._context.desk.session.is_sample:
            return KeyKind.TRIAL
        return super().first_kind()

    def load_parts(self) -> tuple[SignedPart, ...]:
        """Return the files of the package, as large as they are before they are signed."""
        return self._context.desk.packages.contents(self._period)

    def show_letter(self) -> None:
        """Show the frozen letter with its annexes, or the one that was signed elsewhere."""
        letters, period = self._context.desk.letters, self._period

        def show(attached: tuple[Path, str] | None) -> None:
            if attached is None:
                LetterDialog(self._context, period, self).open()
            else:
                show_file(self._jobs, *attached, self)

        self._jobs.run(lambda: letters.file(period), show, self._on_failed)

    def is_complete(self) -> bool:
        """Say that the folder is missing, and what the key still needs."""
        is_named = self.folder.path() is not None
        if not is_named:
            self.folder.set_error(_("Choose the folder into which the package is written."))
            self.folder.line.setFocus()
        return super().is_complete() and is_named

    def sign(self, choice: KeyChoice, options: SigningOptions, tell: Tell) -> Exported:
        """Sign and write the package."""
        folder = self.folder.path()
        assert folder is not None
        return self._context.desk.packages.export(self._period, folder, choice, tell, options)

    def on_signed(self, outcome: Exported) -> None:
        """Remember the folder, and tell."""
        self._context.preferences.export_folder = outcome.file.parent
        self.exported.emit(outcome)

    def row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the folder's field, too."""
        return super().row_of(error) or (self.folder if self.folder.concerns(error) else None)
