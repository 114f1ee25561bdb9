"""Signing: a key is chosen, looked at, and used once; what it signs is shown beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.certificates import TokenCertificate, TokenDriver
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import ExportStep
from egovdesk.domain.signing import (
    Check,
    KeyChoice,
    SignedPart,
    SignerRole,
    SigningOptions,
    can_sign,
    is_web_address,
)
from egovdesk.ui import theme
from egovdesk.ui.jobs import Job, JobRunner
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.signing.check_list import CheckList
from egovdesk.ui.signing.key_cards import KeyKind
from egovdesk.ui.signing.key_desk import KeyDesk
from egovdesk.ui.signing.key_form import KeyForm
from egovdesk.ui.signing.parts_card import PartsCard
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.ui.widgets.message_bar import MessageBar
from egovdesk.wording import N_, _
from egovdesk.wording.labels import label
from egovdesk.wording.messages import explain

_TIME_STAMP = frozenset(
    {ErrorCode.TIME_STAMP_ADDRESS, ErrorCode.TIME_STAMP_UNREACHABLE, ErrorCode.TIME_STAMP_WRONG}
)
_FIRST = {
    KeyKind.TOKEN: N_("Plug the token in and read it; then choose the certificate that signs."),
    KeyKind.FILE: N_("Choose the key file, type its password and open it."),
    KeyKind.TRIAL: N_("The trial key is being looked at."),
}

Tell = Callable[[ExportStep, int], None]
"""Called with the step and the percentage done; raising in it cancels."""


class SigningDialog(JobDialog):
    """Nothing is signed before the key was looked at and nothing that was seen forbids it.

    A PIN or password is used for one signature; whatever comes of it, it has to be typed again.
    Dialogs that derive from this one say what is signed, show its letter, and sign.
    """

    def __init__(
        self,
        jobs: JobRunner,
        desk: KeyDesk,
        title: str,
        parent: QWidget,
        extra: Sequence[FieldRow] = (),
    ) -> None:
        """Make the dialog; `extra` are further fields, shown below the key."""
        super().__init__(jobs, parent)
        self.desk = desk
        self._extra = tuple(extra)
        self._is_begun = False
        self._said_of_pin = ""
        self._checks: tuple[Check, ...] = ()
        self.setWindowTitle(title)
        self.resize(theme.px(1120), theme.px(680))
        self.messages = MessageBar()
        self.keys = KeyForm()
        self.checks = CheckList()
        self.parts = PartsCard()
        self.parts.letter_asked.connect(self.show_letter)
        self.time_stamp = QLineEdit(desk.preferences.time_stamp_url)
        self.time_stamp_row = FieldRow(
            _("Time-stamp &authority (may stay empty)"),
            self.time_stamp,
            hint=_("It proves when was signed; it gets a digest, never the report."),
        )
        self.roles = {role: QRadioButton() for role in SignerRole}
        self.letter_note = QLabel(wordWrap=True)
        self.letter_note.setProperty("role", "note")
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign_button = self.buttons.addButton(_("Sign"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.sign_button.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.sign_button.setDefault(True)  # it must lie in the dialog by then
        self._enable()
        self.keys.kind_chosen.connect(self._on_kind)
        self.keys.look_asked.connect(self._look)
        self.keys.changed.connect(self._forget_checks)
        self.keys.token.read_asked.connect(self._read_tokens)
        self.keys.token.driver_chosen.connect(self._on_driver)

    # What a dialog that derives from this one says

    def load_parts(self) -> tuple[SignedPart, ...]:
        """Return what will be signed; it runs off the GUI thread."""
        raise NotImplementedError

    def show_parts(self, parts: tuple[SignedPart, ...]) -> None:
        """Show what will be signed."""
        self.parts.show_parts(parts)

    def show_letter(self) -> None:
        """Show the letter page by page."""
        raise NotImplementedError

    def sign(self, choice: KeyChoice, options: SigningOptions, tell: Tell) -> object:
        """Sign; it runs off the GUI thread and returns what `signed` is given."""
        raise NotImplementedError

    def on_signed(self, outcome: Any) -> None:  # noqa: ANN401 - each dialog's own
        """Tell what was signed; the dialog has closed."""
        raise NotImplementedError

    def first_kind(self) -> KeyKind:
        """Return the kind of key to begin with: that which signed last."""
        kept = self.desk.preferences.key_kind
        return KeyKind(kept) if kept in list(KeyKind) else KeyKind.TOKEN

    # What all of them do

    @property
    def role(self) -> SignerRole:
        """In what capacity somebody signs."""
        chosen = (role for role, button in self.roles.items() if button.isChecked())
        return next(chosen, SignerRole.APPROVER)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to read what is shown once somebody looks."""
        super().showEvent(event)
        if not self._is_begun:
            self._is_begun = True
            self._jobs.run(self.desk.signing.drivers, self._on_drivers, self._on_failed)
            self._jobs.run(self.load_parts, self.show_parts, self._on_failed)

    def accept(self) -> None:
        """Sign once; the dialog closes when that was done."""
        if self.is_running or not self.sign_button.isEnabled():
            return
        choice = self.keys.choice()
        assert choice is not None  # it was looked at
        self._clear_errors()
        if not self.is_complete():
            return
        desk, role, url = self.desk, self.role, self.time_stamp.text().strip()
        desk.preferences.time_stamp_url = url
        desk.preferences.key_kind = self.keys.kind
        self.keys.forget()

        def work(_job: Job, report: Callable[[object], None]) -> object:
            options = desk.options(role, url)
            return self.sign(choice, options, lambda step, percent: report((step, percent)))

        self._start(label(ExportStep.KEY), work, self._on_done, self._on_sign_failed)

    def is_complete(self) -> bool:
        """Say below its field what is still missing or wrong."""
        url = self.time_stamp.text().strip()
        if url and not is_web_address(url):
            error = InputError(ErrorCode.TIME_STAMP_ADDRESS, value=url)
            self._say_below(self.time_stamp_row, error)
            return False
        return self.keys.is_complete()

    def row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the field that an error concerns, if there is one."""
        if error.code in _TIME_STAMP:
            return self.time_stamp_row
        return self.keys.row_of(error)

    def _lay_out(self) -> None:
        self._sheet = QWidget()
        sheet = QVBoxLayout(self._sheet)
        sheet.setContentsMargins(0, 0, 4, 0)
        sheet.setSpacing(12)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(self._key_card(), stretch=5)
        right = QVBoxLayout()
        right.setSpacing(12)
        looked_at = Card(_("What was looked at"))
        looked_at.body.addWidget(self.checks)
        looked_at.body.addStretch()
        right.addWidget(looked_at)
        right.addWidget(self.parts, stretch=1)
        columns.addLayout(right, stretch=6)
        sheet.addWidget(self.keys.cards)
        sheet.addLayout(columns, stretch=1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.said, stretch=1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.messages)
        column.addWidget(scrolling(self._sheet), stretch=1)
        column.addWidget(self.progress)
        column.addLayout(foot)

    def _key_card(self) -> Card:
        card = Card(_("The key"))
        self.role_choice = self._role_choice()
        rows = (self.keys, self.role_choice, self.letter_note, *self._extra, self.time_stamp_row)
        for row in rows:
            card.body.addWidget(row)
        card.body.addStretch(1)
        return card

    def _role_choice(self) -> QWidget:
        words = {
            SignerRole.APPROVER: _("As &approver: the signature shows at its place in the letter"),
            SignerRole.PREPARER: _(
                "As &preparer: without a mark; the package waits for the approver's signature"
            ),
        }
        group = QButtonGroup(self)
        choice = QWidget()
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for role, button in self.roles.items():
            button.setText(words[role])
            group.addButton(button)
            column.addWidget(button)
        self.roles[SignerRole.APPROVER].setChecked(True)
        self.letter_note.setText(
            _(
                "The letter itself will not show who approves: the second signature covers the "
                "whole package, and the letter in it stays as it is now. Where the letter has to "
                "show it, let the approver sign first, or attach a letter before that the "
                "approver signed with another program."
            )
        )
        self.letter_note.hide()
        self.roles[SignerRole.PREPARER].toggled.connect(self.letter_note.setVisible)
        return choice

    def _start(
        self,
        words: str,
        work: Callable[[Job, Callable[[object], None]], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[EGovDeskError], None],
    ) -> None:
        self.was_cancelled = False
        self.messages.clear()
        self._set_editable(editable=False)
        self.start_job(words, work, on_done, on_failed, self._on_progress)

    def _set_editable(self, *, editable: bool) -> None:
        self._sheet.setEnabled(editable)
        self.buttons.setVisible(editable)
        self._enable()

    def _enable(self) -> None:
        ready = bool(self._checks) and can_sign(self._checks)
        self.sign_button.setEnabled(ready)
        if self._checks and not ready:
            self.said.setText(_("What was looked at keeps this key from signing."))
        else:
            self.said.setText("" if ready else _("The key is looked at before it can sign."))

    def _on_drivers(self, found: tuple[TokenDriver, ...]) -> None:
        self.keys.token.show_drivers(found, self.desk.preferences.token_driver)
        self.keys.cards.choose(self.first_kind())
        self.keys.cards.cards[self.keys.kind].setFocus()

    def _on_kind(self) -> None:
        self._forget_checks()
        token = self.keys.token
        if self.keys.kind is KeyKind.TRIAL or token.choice() is not None:
            self._look()
        elif self.keys.kind is KeyKind.TOKEN and token.driver is not None:
            self._read_tokens()

    def _on_driver(self, driver: Path) -> None:
        self.desk.preferences.token_driver = driver

    def _forget_checks(self) -> None:
        self._checks = ()
        self.checks.say(_(_FIRST[self.keys.kind]))
        self._enable()

    def _read_tokens(self) -> None:
        driver = self.keys.token.driver
        if driver is None or self.is_running:
            return
        self._clear_errors()
        self._forget_checks()
        signing = self.desk.signing
        self._start(
            _("Reading the token"),
            lambda job, _report: signing.read_tokens(driver, job.check),
            self._on_tokens,
            self._on_failed,
        )

    def _on_tokens(self, found: tuple[TokenCertificate, ...]) -> None:
        self._set_editable(editable=True)
        self.keys.token.show_certificates(found)
        self.keys.focus()

    def _look(self) -> None:
        """Look at the key that is chosen; a token's without its PIN."""
        self._forget_checks()
        choice, kind = self.keys.choice(), self.keys.kind
        if choice is None or self.is_running:
            return
        self._clear_errors()
        desk, role = self.desk, self.role

        def work(job: Job, _report: Callable[[object], None]) -> tuple[Check, ...]:
            if kind is KeyKind.TRIAL:
                desk.signing.make_trial()  # so that its root is among those that are trusted
            options = desk.options(role, "")
            seen = desk.signing.look_at(choice, options, desk.due_on, job.check)
            job.check()
            return (*seen, desk.signing.clock_check(desk.last_recorded()))

        def looked(checks: tuple[Check, ...]) -> None:
            self._set_editable(editable=True)
            self._show_checks(checks)

        self._start(_("Looking at the key"), work, looked, self._on_failed)

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        self._checks = checks
        self.checks.show_checks(checks)
        self._enable()
        if self.keys.kind is KeyKind.TOKEN:
            self.keys.token.show_checks(checks)
            if self._said_of_pin:
                self.keys.token.pin_row.set_error(self._said_of_pin)
                self._said_of_pin = ""
            self.keys.focus()
        elif self.sign_button.isEnabled():
            self.sign_button.setFocus()

    def _on_progress(self, progress: tuple[ExportStep, int]) -> None:
        step, percent = progress
        self.progress.set_label(label(step))
        self.progress.set_progress(percent, 100)

    def _on_done(self, outcome: object) -> None:
        super().accept()
        self.on_signed(outcome)

    def _on_sign_failed(self, error: EGovDeskError) -> None:
        self._on_failed(error)
        row = self.row_of(error)
        if row is self.keys.token.pin_row:  # what a wrong PIN has left of the tries
            self._said_of_pin = str(explain(error))
            self._look()

    def _on_failed(self, error: EGovDeskError) -> None:
        self._set_editable(editable=True)
        row = None if error.code is ErrorCode.CANCELLED else self.row_of(error)
        if row is None:
            Notifier(lambda: self.messages).show_error(error)
        else:
            self._say_below(row, error)

    def _say_below(self, row: FieldRow, error: EGovDeskError) -> None:
        row.set_error(str(explain(error)))
        row.editor.setFocus()

    def _clear_errors(self) -> None:
        self.keys.clear_errors()
        for row in (*self._extra, self.time_stamp_row):
            row.set_error("")
