"""The second signature: whoever approves signs the package that waits, here or elsewhere."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.packages import ExportStep
from egovdesk.domain.signing import KeyChoice, SignedPart, SignerRole, SigningOptions
from egovdesk.services.reports import ReportRow
from egovdesk.services.signing import Countersigned
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.reports.path_row import PathRow
from egovdesk.ui.signing.dialog import SigningDialog, Tell
from egovdesk.ui.signing.key_desk import KeyDesk, lone_desk, unit_desk
from egovdesk.ui.signing.letter_dialog import show_file
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_target
from egovdesk.wording import _

_LETTER = "report.pdf"
_SIGNED = "da-ky_{name}"
"""How the file is called that goes back with both signatures."""

Countersign = Callable[[KeyChoice, SigningOptions, Tell], object]


class CountersignDialog(SigningDialog):
    """Shows what a package holds, and adds the signature that it lacks.

    That is its approver's; its preparer's, where only the approver has signed.
    """

    signed = Signal(object)
    """It was signed; carries what `work` returned."""

    def __init__(
        self,
        jobs: JobRunner,
        desk: KeyDesk,
        file: Path,
        work: Countersign,
        parent: QWidget,
        target: PathRow | None = None,
    ) -> None:
        self._file, self._work, self.target = file, work, target
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        title = _("Sign {file}").format(file=file.name)
        super().__init__(jobs, desk, title, parent, () if target is None else (target,))
        self.role_choice.hide()
        self.letter_note.setText(
            _(
                "This signature covers every file and the signatures that are there; the letter "
                "inside stays as it is and shows no mark of it."
            )
        )
        self.letter_note.show()

    def done(self, result: int) -> None:
        """Remove the copy of the letter that was looked at."""
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None
        super().done(result)

    def load_parts(self) -> tuple[SignedPart, ...]:
        """Return the files of the package, and the signature that is there already."""
        return self.desk.signing.parts(self._file)

    def show_parts(self, parts: tuple[SignedPart, ...]) -> None:
        """Say in what capacity the signature will be made: that of nobody who has signed."""
        there = {part.signature.role for part in parts if part.signature is not None}
        is_approved = there == {SignerRole.APPROVER}
        self.roles[SignerRole.PREPARER if is_approved else SignerRole.APPROVER].setChecked(True)
        self.letter_note.show()
        said = _("Sign {file} as its approver")
        if is_approved:
            said = _("Sign {file} as who prepared it")
        self.setWindowTitle(said.format(file=self._file.name))
        super().show_parts(parts)

    def show_letter(self) -> None:
        """Show the letter as it lies in the package: it may be a stranger's."""
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(
                prefix="egovdesk-", ignore_cleanup_errors=True
            )
        take = partial(self.desk.signing.take_out, self._file, _LETTER, Path(self._scratch.name))
        self._jobs.run(
            take, lambda file: show_file(self._jobs, file, file.name, self), self._on_failed
        )

    def is_complete(self) -> bool:
        """Say that there is no name to write to, and what the key still needs."""
        is_named = self.target is None or self.target.path() is not None
        if self.target is not None and not is_named:
            self.target.set_error(_("Name the file to write."))
        return super().is_complete() and is_named

    def sign(self, choice: KeyChoice, options: SigningOptions, tell: Tell) -> object:
        """Add the signature."""
        return self._work(choice, options, tell)

    def on_signed(self, outcome: object) -> None:
        """Tell what came of it."""
        self.signed.emit(outcome)

    def row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the field of the file to write, too."""
        found = super().row_of(error)
        if found is None and self.target is not None and self.target.concerns(error):
            return self.target
        return found


def with_trial(said: str, signed: Countersigned) -> str:
    """Add to what is said of a signature that it is one for trying out, if it is."""
    if not signed.is_trial:
        return said
    trial = _("TRIAL: signed with a trial key; this is a seal without legal force.")
    return f"{said} {trial}"


def countersign_here(context: Context, row: ReportRow, parent: QWidget) -> CountersignDialog:
    """Open the dialog for the package of a revision in the unit's own workspace."""
    assert row.package is not None
    signatures, period = context.desk.second_signatures, context.period

    def work(choice: KeyChoice, options: SigningOptions, tell: Tell) -> object:
        return signatures.sign(period, choice, tell, options)

    file = context.desk.packages.kept_file(row.package)
    dialog = CountersignDialog(context.jobs, unit_desk(context), file, work, parent)
    dialog.open()
    return dialog


def open_countersign(
    parent: QWidget,
    jobs: JobRunner,
    notifier: Notifier,
    file: Path,
    preferences: Preferences | None = None,
) -> CountersignDialog:
    """Open the dialog for a package that somebody sent to be signed; no workspace is needed.

    The package with both signatures is written beside it, to be sent back.
    """
    desk = lone_desk(preferences or Preferences())
    target = PathRow(
        _("&Write the signed package to"),
        lambda now: ask_target(parent, _("Save as"), Path(now), _("Packages"), ".asice"),
        hint=_("Send this file back; the unit takes it in, or sends it on to the Centre."),
    )
    target.set_path(file.with_name(_SIGNED.format(name=file.name)))

    def work(choice: KeyChoice, options: SigningOptions, tell: Tell) -> Countersigned:
        path = target.path()
        assert path is not None
        return desk.signing.countersign(
            file,
            path,
            choice,
            options=options,
            progress=lambda done, total: tell(ExportStep.SIGN, 100 * done // max(total, 1)),
        )

    def tell_signed(signed: Countersigned) -> None:
        said = _("{name} signed the package; it was written to {file}.")
        text = said.format(name=signed.signer, file=signed.file)
        notifier.show_written(with_trial(text, signed), signed.file)

    dialog = CountersignDialog(jobs, desk, file, work, parent, target)
    dialog.signed.connect(tell_signed)
    dialog.open()
    return dialog
