"""The signing dialog with a token, a second signature, and a package without a workspace.

The token is played by the service's answers; `tests/outside` signs with a real driver.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.certificates import CertificateFacts, TokenCertificate, TokenDriver
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import VerdictStatus
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.signing import (
    Check,
    CheckCause,
    CheckKind,
    CheckOutcome,
    KeyChoice,
    SignerRole,
    SigningOptions,
    TokenKey,
)
from egovdesk.services.packages import Packages
from egovdesk.services.signing import Signing
from egovdesk.signing.keys import load_pkcs12
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.main_window import MainWindow
from egovdesk.ui.reports.page import ReportsPage
from egovdesk.ui.reports.steps import Step
from egovdesk.ui.signing.countersign_dialog import CountersignDialog, open_countersign
from egovdesk.ui.signing.dialog import SigningDialog
from egovdesk.ui.signing.export_dialog import ExportDialog
from egovdesk.ui.signing.key_cards import KeyKind
from egovdesk.ui.signing.letter_dialog import LetterDialog
from egovdesk.ui.widgets.preview import PreviewDialog
from egovdesk.wording import Language, _, in_language
from tests.signing.pdf_documents import signed
from tests.ui.reports import PASSPHRASE, open_export, words

WaitIdle = Callable[[], None]

DRIVER = Path("/usr/lib/libtoken.so")
GOOD = Check(kind=CheckKind.PERIOD, outcome=CheckOutcome.GOOD, cause=CheckCause.FINE)


def pin_check(outcome: CheckOutcome, cause: CheckCause) -> Check:
    return Check(kind=CheckKind.PIN, outcome=outcome, cause=cause)


def certificate(subject: str, number: str, *, signs: bool = True) -> TokenCertificate:
    facts = CertificateFacts(
        serial="0A1B",
        subject=subject,
        organisation="",
        unit="",
        title="",
        issuer="CA thử",
        valid_from=date(2021, 1, 1),
        valid_to=date(2023, 1, 1),
        key_algorithm="RSA",
        key_bits=2048,
        digital_signature=signs,
        non_repudiation=signs,
        is_authority=False,
        is_trial=False,
        fingerprint=f"{number:0>64}",
    )
    return TokenCertificate(token_label=f"Token {number}", token_number=number, facts=facts)


class FakeToken:
    """What the token would answer; it counts how often its PIN is tried."""

    def __init__(self) -> None:
        self.found: tuple[TokenCertificate, ...] = (
            certificate("Cục Đăng kiểm Việt Nam", "1"),
            certificate("CA gốc", "1", signs=False),
            certificate("Trần Thị Bình", "2"),
        )
        self.looks: list[str] = []
        self.pins: list[str] = []
        self.checks: tuple[Check, ...] = (GOOD,)
        self.error: InputError | None = None

    def read(self, _driver: Path, _waiting: object) -> object:
        if self.error is not None:
            raise self.error
        return self.found

    def look(self, key: TokenKey, *_more: object) -> tuple[Check, ...]:
        self.looks.append(key.token_number)
        return self.checks

    def export(self, *given: object) -> object:
        key = given[2]
        assert isinstance(key, KeyChoice)
        self.pins.append(key.pin)
        raise InputError(ErrorCode.TOKEN_PIN, token="Token 1")


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> FakeToken:
    fake = FakeToken()
    found = (TokenDriver(maker="SafeNet", path=DRIVER),)
    monkeypatch.setattr(Signing, "drivers", lambda _self: found)
    monkeypatch.setattr(Signing, "read_tokens", fake.read)
    monkeypatch.setattr(Signing, "look_at_token", fake.look)
    monkeypatch.setattr(Packages, "export", fake.export)
    return fake


@pytest.fixture
def dialog(frozen: ReportsPage, token: FakeToken, qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    """Give the dialog on the card of tokens, as its card is pressed."""
    assert token.pins == []
    opened = open_export(frozen, qtbot, tmp_path / "out")
    qtbot.mouseClick(opened.keys.cards.cards[KeyKind.TOKEN], Qt.MouseButton.LeftButton)
    return opened


def settled(dialog: SigningDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running and dialog.buttons.isVisible(), timeout=30_000)


def test_tokens_are_read_and_certificates_that_cannot_sign_left_out(
    dialog: ExportDialog, token: FakeToken, qtbot: QtBot
):
    settled(dialog, qtbot)
    pane = dialog.keys.token
    shown = [pane.certificates.itemText(row) for row in range(pane.certificates.count())]
    assert [text.split(" · ")[:2] for text in shown] == [
        ["Cục Đăng kiểm Việt Nam", "Token 1"],
        ["Trần Thị Bình", "Token 2"],
    ]
    qtbot.keyClick(pane.certificates, Qt.Key.Key_Down)
    settled(dialog, qtbot)
    assert token.looks == ["1", "2"]
    assert QApplication.focusWidget() is pane.pin


@pytest.mark.parametrize("language", list(Language))
def test_that_no_driver_was_found_can_be_read_whole(
    desktop: Desktop, frozen: ReportsPage, qtbot: QtBot, tmp_path: Path, language: Language
):
    desktop.window.resize(1366, 768)
    dialog = open_export(frozen, qtbot, tmp_path / "out")
    qtbot.mouseClick(dialog.keys.cards.cards[KeyKind.TOKEN], Qt.MouseButton.LeftButton)
    drivers = dialog.keys.token.drivers
    option = QStyleOptionComboBox()
    drivers.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    control = QStyle.ComplexControl.CC_ComboBox
    room = drivers.style().subControlRect(control, option, field, drivers).width()
    with in_language(language):
        said = _("None found: choose its file")
    assert drivers.fontMetrics().horizontalAdvance(said) <= room


def test_no_certificate_is_said_below_the_field(
    dialog: ExportDialog, token: FakeToken, qtbot: QtBot
):
    settled(dialog, qtbot)
    token.found = ()
    qtbot.mouseClick(dialog.keys.token.read, Qt.MouseButton.LeftButton)
    settled(dialog, qtbot)
    assert "No certificate for signing" in dialog.keys.token.certificate_row.error
    assert not dialog.sign_button.isEnabled()


def test_a_driver_that_fails_is_said_below_the_driver(
    dialog: ExportDialog, token: FakeToken, qtbot: QtBot
):
    settled(dialog, qtbot)
    token.error = InputError(ErrorCode.TOKEN_TIMEOUT, file=str(DRIVER), seconds=20)
    qtbot.mouseClick(dialog.keys.token.read, Qt.MouseButton.LeftButton)
    settled(dialog, qtbot)
    assert "20 seconds" in dialog.keys.token.driver_row.error


def test_a_driver_is_chosen_by_its_file_and_remembered(
    dialog: ExportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    settled(dialog, qtbot)
    other = tmp_path / "other.so"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    qtbot.mouseClick(dialog.keys.token.other, Qt.MouseButton.LeftButton)
    settled(dialog, qtbot)
    assert dialog.keys.token.driver == other
    assert dialog.desk.preferences.token_driver == other


def test_the_last_try_is_warned_of_before_a_pin_is_typed(
    dialog: ExportDialog, token: FakeToken, qtbot: QtBot
):
    settled(dialog, qtbot)
    token.checks = (pin_check(CheckOutcome.WARNING, CheckCause.LAST_TRY),)
    qtbot.keyClick(dialog.keys.token.certificates, Qt.Key.Key_Down)
    settled(dialog, qtbot)
    assert "Only one try" in dialog.keys.token.pin_row.error
    assert dialog.sign_button.isEnabled()


def test_a_failed_check_keeps_from_signing_and_says_why(
    dialog: ExportDialog, token: FakeToken, qtbot: QtBot
):
    settled(dialog, qtbot)
    token.checks = (pin_check(CheckOutcome.FAILED, CheckCause.PIN_LOCKED), GOOD)
    qtbot.keyClick(dialog.keys.token.certificates, Qt.Key.Key_Down)
    settled(dialog, qtbot)
    assert not dialog.sign_button.isEnabled()
    assert "locked after too many" in words(dialog.checks)
    assert "keeps this key from signing" in dialog.said.text()
    dialog.keys.token.pin.setText("123456")
    qtbot.keyClick(dialog.keys.token.pin, Qt.Key.Key_Return)
    assert token.pins == []


def test_a_pin_is_used_once_cleared_and_never_kept(
    dialog: ExportDialog, token: FakeToken, qtbot: QtBot, tmp_path: Path
):
    settled(dialog, qtbot)
    pane = dialog.keys.token
    qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)
    assert pane.pin_row.error == "Type the PIN of the token."
    qtbot.keyClicks(pane.pin, "84713602")
    qtbot.keyClick(pane.pin, Qt.Key.Key_Return)
    assert pane.pin.text() == ""
    settled(dialog, qtbot)
    assert token.pins == ["84713602"], "tried once, whatever comes of it"
    assert "wrong" in pane.pin_row.error
    qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)
    assert token.pins == ["84713602"]
    dialog.desk.preferences.key_kind = "file"  # written to the disk with all the others
    for file in (tmp_path / "home").rglob("*"):
        assert not file.is_file() or b"84713602" not in file.read_bytes()


def test_what_is_signed_is_listed_and_the_letter_shown(
    dialog: ExportDialog, qtbot: QtBot, wait_idle: WaitIdle
):
    wait_idle()
    names = [part.name for part in dialog.parts.table.rows.rows()]
    assert names[:3] == ["report.pdf", "report.xlsx", "report.json"]
    assert any(name.startswith("evidence/") for name in names)
    qtbot.mouseClick(dialog.parts.letter, Qt.MouseButton.LeftButton)
    wait_idle()
    letter = dialog.findChild(LetterDialog)
    assert letter is not None
    wait_idle()
    assert letter.preview.is_ready


# The second signature


def packed(page: ReportsPage, folder: Path, key_file: Path, role: SignerRole) -> Path:
    """Sign and pack the report in a capacity; the page shows it then."""
    options = SigningOptions(role=role)
    key = KeyChoice(file=key_file, passphrase=PASSPHRASE.encode())
    desk = page.context.desk
    file = desk.packages.export(page.context.period, folder, key, options=options).file
    page.refresh()
    return file


def sign_with_file(dialog: SigningDialog, qtbot: QtBot, file: Path) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running and dialog.keys.token.drivers is not None)
    qtbot.mouseClick(dialog.keys.cards.cards[KeyKind.FILE], Qt.MouseButton.LeftButton)
    dialog.keys.file.file.setText(str(file))
    dialog.keys.file.password.insert(PASSPHRASE)
    qtbot.keyClick(dialog.keys.file.password, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.sign_button.isEnabled, timeout=30_000)
    qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)


@pytest.fixture
def waiting(
    frozen: ReportsPage, tmp_path: Path, wait_idle: WaitIdle, preparer_file: Path
) -> tuple[ReportsPage, Path]:
    file = packed(frozen, tmp_path / "gửi", preparer_file, SignerRole.PREPARER)
    wait_idle()
    return frozen, file


def note(page: ReportsPage, step: Step) -> str:
    return page.steps.item(list(Step).index(step)).text().partition("\n")[2]


def test_the_role_is_chosen_and_the_package_then_waits(
    frozen: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path, desktop: Desktop
):
    dialog = open_export(frozen, qtbot, tmp_path / "out")
    qtbot.mouseClick(dialog.roles[SignerRole.PREPARER], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.exported, timeout=30_000):
        qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)
    wait_idle()
    assert frozen.readiness.badge.text() == "Waiting"
    assert note(frozen, Step.SIGNATURE) == "waits for the second"
    assert frozen.steps.step is Step.SIGNATURE
    assert "waits for the signature" in desktop.window.messages.accessibleName()
    assert "Preparer" in frozen.signature_step.signatures.text()


def listed(dialog: SigningDialog) -> list[str]:
    """Return the first column of what will be signed, as it is shown."""
    model = dialog.parts.table.rows
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def message_of(page: ReportsPage) -> str:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window.messages.accessibleName()


def test_a_preparer_is_told_before_signing_what_the_letter_will_not_show(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    dialog = open_export(frozen, qtbot, tmp_path / "out")
    assert not dialog.letter_note.isVisible()
    qtbot.mouseClick(dialog.roles[SignerRole.PREPARER], Qt.MouseButton.LeftButton)
    assert dialog.letter_note.isVisible()
    assert "will not show who approves" in dialog.letter_note.text()
    qtbot.mouseClick(dialog.roles[SignerRole.APPROVER], Qt.MouseButton.LeftButton)
    assert not dialog.letter_note.isVisible()
    dialog.reject()


def test_whose_key_it_is_stands_first_among_what_was_looked_at(
    frozen: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    dialog = open_export(frozen, qtbot, tmp_path / "out")
    first = [each.accessibleName() for each in dialog.checks.findChildren(QLabel)]
    said = [name for name in first if name]
    assert said[0].startswith("Whose it is: ")
    assert "“THỬ NGHIỆM Cục Đăng kiểm Việt Nam”" in said[0]
    dialog.reject()


def test_the_approver_signs_here(
    waiting: tuple[ReportsPage, Path], qtbot: QtBot, wait_idle: WaitIdle, key_file: Path
):
    page, _file = waiting
    page.steps.choose(Step.SIGNATURE)
    qtbot.mouseClick(page.signature_step.approve, Qt.MouseButton.LeftButton)
    dialog = page.findChild(CountersignDialog)
    assert dialog is not None
    wait_idle()
    assert not dialog.role_choice.isVisible()
    assert "META-INF/signature001.p7s" in [part.name for part in dialog.parts.table.rows.rows()]
    assert "Signature of Nguyễn Văn Lập (signature001.p7s)" in listed(dialog)
    assert dialog.windowTitle().endswith("as its approver")
    assert "shows no mark" in words(dialog)
    with qtbot.waitSignal(dialog.signed, timeout=30_000):
        sign_with_file(dialog, qtbot, key_file)
    wait_idle()
    assert page.readiness.badge.text() == "Signed"
    said = page.signature_step.signatures.text()
    assert [line.split(",")[0] for line in said.splitlines()] == [
        "Preparer: Nguyễn Văn Lập",
        "Approver: Cục Đăng kiểm Việt Nam",
    ]
    assert "its certificate names “Cục Đăng kiểm Việt Nam”" in message_of(page)
    assert not page.signature_step.approve.isVisible()


def test_who_prepared_it_signs_after_the_approver(
    frozen: ReportsPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    key_file: Path,
    preparer_file: Path,
):
    packed(frozen, tmp_path, key_file, SignerRole.APPROVER)
    wait_idle()
    assert frozen.readiness.badge.text() == "Signed"
    frozen.steps.choose(Step.SIGNATURE)
    step = frozen.signature_step
    assert not step.approve.isVisible()
    qtbot.mouseClick(step.prepare, Qt.MouseButton.LeftButton)
    dialog = frozen.findChild(CountersignDialog)
    assert dialog is not None
    wait_idle()
    assert dialog.windowTitle().endswith("as who prepared it")
    with qtbot.waitSignal(dialog.signed, timeout=30_000):
        sign_with_file(dialog, qtbot, preparer_file)
    wait_idle()
    assert "Preparer: Nguyễn Văn Lập" in step.signatures.text()
    assert not step.prepare.isVisible()
    assert not step.receive.isVisible()


def test_the_package_travels_to_another_computer_and_back(
    waiting: tuple[ReportsPage, Path],
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    key_file: Path,
    tmp_path: Path,
):
    page, file = waiting
    dialog = open_countersign(desktop.window, desktop.jobs, page.context.notifier, file)
    wait_idle()
    with qtbot.waitSignal(dialog.signed, timeout=30_000):
        sign_with_file(dialog, qtbot, key_file)
    back = file.with_name(f"da-ky_{file.name}")
    assert back.is_file()
    verdict = bootstrap.verifier().verify(back, trust=[])
    assert verdict.status is VerdictStatus.INDETERMINATE
    assert len(verdict.signers) == 2
    page.steps.choose(Step.FILE)
    assert page.file_step.returned.isVisible()
    page.file_step.returned.files_dropped.emit([back])
    wait_idle()
    assert page.readiness.badge.text() == "Signed"
    assert not page.file_step.returned.isVisible()
    (row,) = page.file_step.revisions.model.rows()
    assert row.package is not None
    kept = page.context.desk.packages.kept_file(row.package)
    assert kept.read_bytes() == back.read_bytes()


def test_the_verdict_of_a_package_that_waits_offers_to_sign_it(
    waiting: tuple[ReportsPage, Path],
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    key_file: Path,
):
    page, file = waiting
    verdict = page.verify(file)
    wait_idle()
    assert verdict.sign_button.isVisible()
    qtbot.mouseClick(verdict.sign_button, Qt.MouseButton.LeftButton)
    dialog = verdict.findChild(CountersignDialog)
    assert dialog is not None
    wait_idle()
    with qtbot.waitSignal(dialog.signed, timeout=30_000):
        sign_with_file(dialog, qtbot, key_file)
    assert "Cục Đăng kiểm Việt Nam signed the package" in verdict.messages.accessibleName()
    wait_idle()
    done = file.with_name(f"da-ky_{file.name}")
    assert verdict.windowTitle().endswith(done.name), "the verdict is on the file that was written"
    assert verdict.verdict is not None
    assert len(verdict.verdict.signers) == 2
    assert "WAITING" not in words(verdict)
    assert not verdict.sign_button.isVisible(), "both have signed"
    verdict.reject()
    kept = page.context.desk.reports.live(page.context.period)
    assert kept is not None
    assert kept.package is not None
    own = page.verify(page.context.desk.packages.kept_file(kept.package), is_kept=True)
    wait_idle()
    assert not own.sign_button.isVisible(), "it is signed in its step"


def test_a_file_that_did_not_come_back_is_refused_with_its_cause(
    waiting: tuple[ReportsPage, Path],
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    monkeypatch: pytest.MonkeyPatch,
):
    page, file = waiting
    page.steps.choose(Step.SIGNATURE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(page.signature_step.receive, Qt.MouseButton.LeftButton)
    wait_idle()
    assert file.name in desktop.window.messages.accessibleName()
    assert page.readiness.badge.text() == "Waiting"


def test_the_letter_of_a_package_is_shown_as_it_lies_in_it(
    waiting: tuple[ReportsPage, Path], desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    page, file = waiting
    dialog = open_countersign(desktop.window, desktop.jobs, page.context.notifier, file)
    wait_idle()
    qtbot.mouseClick(dialog.parts.letter, Qt.MouseButton.LeftButton)
    wait_idle()
    shown = dialog.findChild(PreviewDialog)
    assert shown is not None
    assert not shown.picture.pixmap().isNull()
    shown.reject()
    dialog.reject()
    wait_idle()


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that every choice of a file answers with."""
    file = tmp_path / "công văn.pdf"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    return file


def test_a_letter_signed_with_another_program_is_attached_shown_and_taken_away(
    frozen: ReportsPage,
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    chosen: Path,
    key_file: Path,
):
    page, step, saved = frozen, frozen.signature_step, chosen
    page.steps.choose(Step.SIGNATURE)
    page.context.desk.documents.save(page.context.period, Rendering.PDF, saved)
    qtbot.mouseClick(step.attach, Qt.MouseButton.LeftButton)
    wait_idle()
    assert "bears no signature" in desktop.window.messages.accessibleName()
    assert not step.detach.isVisible()
    key = load_pkcs12(key_file, PASSPHRASE.encode())
    saved.write_bytes(signed(saved.read_bytes(), key))
    qtbot.mouseClick(step.attach, Qt.MouseButton.LeftButton)
    wait_idle()
    assert "công văn.pdf, signed by Cục Đăng kiểm Việt Nam" in step.letter_said.text()
    dialog = open_export(page, qtbot, saved.parent)
    wait_idle()
    assert dialog.parts.table.rows.rows()[0].size == saved.stat().st_size
    assert "stays as it is" in dialog.roles[SignerRole.APPROVER].text(), "no mark is added to it"
    assert "signed it elsewhere" in dialog.letter_note.text()
    qtbot.mouseClick(dialog.parts.letter, Qt.MouseButton.LeftButton)
    wait_idle()
    shown = dialog.findChild(PreviewDialog)
    assert shown is not None
    assert not shown.picture.pixmap().isNull()
    shown.reject()
    dialog.reject()
    qtbot.mouseClick(step.detach, Qt.MouseButton.LeftButton)
    wait_idle()
    assert "save the letter as PDF" in step.letter_said.text()
