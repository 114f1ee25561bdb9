"""Reading certificates from files or a token instead of typing them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.certificates import CertificateFacts, TokenDriver
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import Change
from egovdesk.domain.holders import HolderMatch
from egovdesk.domain.plans import Plan, PlannedRow, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.certificates import Taken
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import Job
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.signatures.certificate_table import CertificateTable
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_file
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _
from egovdesk.wording import registers as words
from egovdesk.wording.messages import explain

SUFFIXES = (".cer", ".crt", ".der", ".pem", ".p7b", ".p7c", ".p12", ".pfx")
_ASKS = (ErrorCode.KEY_PASSPHRASE, ErrorCode.KEY_PASSPHRASE_NEEDED)

_Saved = tuple[Plan, Change | None]


class CertificateDialog(JobDialog):
    """Reads, shows whom each certificate would be entered for, and enters what is ticked.

    New signers are entitled from the day given; `change` is what was saved.
    """

    def __init__(self, context: Context, on: date, parent: QWidget) -> None:
        super().__init__(context.jobs, parent)
        self._context, self._on = context, on
        self._certificates = context.desk.certificates
        self._queue: list[Path] = []
        self._errors: list[str] = []
        self.change: Change | None = None
        self.setWindowTitle(_("Read certificates"))
        self.resize(theme.px(1160), theme.px(560))
        self.drop = DropArea(
            _("Drop certificate files here: .cer, .p7b, .p12"), SUFFIXES, compact=True
        )
        self.drop.files_dropped.connect(self.read_files)
        self.drivers = QComboBox()
        self.driver = QPushButton(_("Choose a driver…"))
        self.driver.clicked.connect(self._on_choose_driver)
        self.token = QPushButton(_("Read the token"))
        self.token.clicked.connect(self._on_read_token)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self._on_password)
        self.open_file = QPushButton(_("Open"))
        self.open_file.clicked.connect(self._on_password)
        self.table = CertificateTable(context.desk.session.today)
        self.note = FieldRow("", QWidget())
        self._lay_out()
        context.jobs.run(self._certificates.drivers, self._show_drivers, self._on_failed)

    def read_files(self, files: Sequence[Path]) -> None:
        """Read files one after the other; a protected one asks for its password."""
        if self.is_running:
            return
        self._queue, self._errors = list(files), []
        self._read_next()

    def _lay_out(self) -> None:
        self.drivers.setMinimumContentsLength(36)
        self.drivers.setAccessibleName(_("Token driver"))
        token = QHBoxLayout()
        token.setSpacing(8)
        label = QLabel(_("Or from a &token:"))
        label.setBuddy(self.drivers)
        for widget in (label, self.drivers, self.driver, self.token):
            token.addWidget(widget)
        token.addStretch()
        self._password_row = QWidget()
        self._which_file = QLabel(wordWrap=True)
        self._which_file.setProperty("role", "muted")
        self._password = FieldRow(_("&Password of the file"), self.password)
        row = QHBoxLayout(self._password_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._password, stretch=1)
        row.addWidget(self.open_file, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._which_file, stretch=2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.addButton(
            _("Enter what is ticked"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.save.setProperty("kind", "primary")
        self.save.setEnabled(False)
        buttons.accepted.connect(self._on_save)
        press_with_ctrl_return(self, self.save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.drop)
        column.addLayout(token)
        column.addWidget(self._password_row)
        column.addWidget(self.progress)
        column.addWidget(self.note)
        column.addWidget(self.table, stretch=1)
        column.addWidget(buttons)
        self._password_row.hide()
        self.note.hide()

    def _show_drivers(self, found: Sequence[TokenDriver]) -> None:
        for driver in found:
            self.drivers.addItem(f"{driver.maker} ({driver.path.name})", str(driver.path))
        if not found:
            self.drivers.setPlaceholderText(_("No driver found: choose its file"))
            self.drivers.setCurrentIndex(-1)
        self.token.setEnabled(bool(found))

    def _on_choose_driver(self) -> None:
        kinds = _("Token drivers ({patterns})").format(patterns="*.dll *.so *.dylib")
        if file := ask_file(self, self.driver.text(), kinds):
            self.use_driver(file)

    def use_driver(self, path: Path) -> None:
        """Take a driver that was looked for."""
        self.drivers.addItem(path.name, str(path))
        self.drivers.setCurrentIndex(self.drivers.count() - 1)
        self.token.setEnabled(True)

    def _on_read_token(self) -> None:
        driver = Path(self.drivers.currentData())
        self._queue, self._errors = [], []

        def read(job: Job) -> Sequence[CertificateFacts]:
            return [one.facts for one in self._certificates.read_token(driver, job.check)]

        self._read(_("Reading the token"), read)

    def _on_password(self) -> None:
        typed = self.password.text()
        self.password.clear()
        if typed and self._queue and not self.is_running:
            self._read_next(typed)

    def _read_next(self, passphrase: str | None = None) -> None:
        self._password_row.hide()
        self._password.set_error("")
        if self._queue:
            path = self._queue[0]
            self._read(
                _("Reading {file}").format(file=path.name),
                lambda _job: self._certificates.read_file(path, passphrase),
            )
        self._show_errors()

    def _read(self, said: str, read: Callable[[Job], Sequence[CertificateFacts]]) -> None:
        self.was_cancelled = False
        self._set_busy(is_busy=True)

        def work(job: Job, _report: Callable[[object], None]) -> tuple[HolderMatch, ...]:
            matches = self._certificates.match(read(job))
            job.check()
            return matches

        self.start_job(said, work, self._on_read, self._on_failed, lambda _progress: None)

    def _on_read(self, matches: Sequence[HolderMatch]) -> None:
        self._set_busy(is_busy=False)
        if not matches:
            self._errors.append(_("No certificate was found on the token."))
        self.table.add_matches(matches)
        self.save.setEnabled(self.table.rowCount() > 0)
        self._queue = self._queue[1:]
        self._read_next()

    def _on_failed(self, error: EGovDeskError) -> None:
        self._set_busy(is_busy=False)
        if error.code is ErrorCode.CANCELLED:
            self._queue = []
            return
        if error.code in _ASKS:
            self._ask_password(is_wrong=error.code is ErrorCode.KEY_PASSPHRASE)
            return
        self._errors.append(str(explain(error)))
        self._queue = self._queue[1:]
        self._read_next()

    def _ask_password(self, *, is_wrong: bool) -> None:
        self._show_errors()
        self._password_row.show()
        name = self._queue[0].name
        needed = _("{file} is protected. Its password is used once and not kept.")
        self._which_file.setText(needed.format(file=name))
        if is_wrong:
            self._password.set_error(_("The password is wrong. Type it again; mind Caps Lock."))
        self.password.setFocus()

    def _show_errors(self) -> None:
        self.note.set_error("\n".join(self._errors))
        self.note.setVisible(bool(self._errors))

    def _refuse(self, said: str) -> None:
        self._errors = [said]
        self._show_errors()

    def _set_busy(self, *, is_busy: bool) -> None:
        for widget in (self.drop, self.driver, self.drivers, self.save):
            widget.setEnabled(not is_busy)
        self.token.setEnabled(not is_busy and self.drivers.currentData() is not None)
        self.save.setEnabled(not is_busy and self.table.rowCount() > 0)

    def _on_save(self) -> None:
        taken = self.table.taken()
        if not taken:
            self._refuse(_("Nothing is ticked. Tick the certificates that shall be entered."))
            return
        as_of, on = self._context.as_of, self._on
        self.save.setEnabled(False)

        def work() -> _Saved:
            planned = self._certificates.plan(taken, as_of)
            is_sound = not any(map(_trouble, planned.rows, taken)) and planned.effective
            return planned, self._certificates.enter(planned, on) if is_sound else None

        self._context.jobs.run(work, lambda saved: self._on_saved(saved, taken), self._on_not_saved)

    def _on_saved(self, saved: _Saved, taken: Sequence[Taken]) -> None:
        planned, self.change = saved
        if self.change is not None:
            self.accept()
            return
        self.save.setEnabled(True)
        troubles = [said for said in map(_trouble, planned.rows, taken) if said]
        if not troubles:
            troubles = [_("The register holds these certificates already.")]
        self._refuse("\n".join(dict.fromkeys(troubles)))

    def _on_not_saved(self, error: EGovDeskError) -> None:
        self.save.setEnabled(True)
        self._refuse(str(explain(error)))


def _trouble(row: PlannedRow, taken: Taken) -> str:
    """Return why a certificate cannot be entered as chosen; nothing where it can."""
    if row.verdict is Verdict.REFUSED and taken.signer_id is not None and not row.issues:
        return _("Two certificates are ticked for one signer. Tick one of them.")
    issues = [one for one in row.issues.values() if one.blocks]
    if issues:
        return words.issue(RegisterKind.SIGNERS, issues[0])
    if taken.signer_id is None and row.record_id is not None:
        return _(
            "This department has a signer with the same name already. Choose that signer instead."
        )
    return ""
