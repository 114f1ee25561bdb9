"""The settings page: choices that hold at once, the trust list, another workspace."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

import egovdesk
from egovdesk import bootstrap, paths
from egovdesk.bootstrap import Desk
from egovdesk.domain.packages import SignerVerdict, VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import KeyChoice
from egovdesk.services.packages import Exported
from egovdesk.ui import theme
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.reports.verdict_view import VerdictDialog
from egovdesk.ui.settings.page import SettingsPage
from egovdesk.ui.settings.trust_dialog import TrustDialog
from egovdesk.ui.theme import Theme
from egovdesk.ui.welcome import Welcome
from egovdesk.ui.widgets.folding_row import FoldingRow
from egovdesk.wording import Language, current_language, formats
from tests.signing.authority import YEAR, Authority

WaitIdle = Callable[[], None]

BUILT_IN = paths.RESOURCES / "catalogues" / "bgtvt-2021.json"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    key = rsa.generate_private_key(65537, 2048)
    return Authority(tmp_path_factory.mktemp("authority"), key, key)


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> SettingsPage:
    desktop.window.open_page("settings")
    wait_idle()
    return shown_page(desktop)


def exported(desk: Desk, period: Quarter, folder: Path, key: KeyChoice) -> Exported:
    """Export a report whose warnings have been answered."""
    if warnings := [f for f in desk.findings.check(period) if f.needs_reason]:
        desk.findings.answer(period, warnings, "Đúng.")
    return desk.packages.export(period, folder, key)


def shown_page(desktop: Desktop) -> SettingsPage:
    page = desktop.window.findChild(SettingsPage)
    assert page is not None
    return page


def choose(qtbot: QtBot, box: QComboBox, key: Qt.Key) -> None:
    """Change a choice by keyboard, as a person does who cannot use a mouse."""
    box.setFocus()
    qtbot.keyClick(box, key)


def test_another_language_holds_at_once_and_keeps_page_and_focus(
    desktop: Desktop, page: SettingsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    old = desktop.window
    choose(qtbot, page.look.language, Qt.Key.Key_Up)
    wait_idle()
    assert desktop.preferences.language is Language.VI
    assert current_language() is Language.VI
    assert desktop.window is not old
    assert desktop.window.page_name == "settings"
    again = shown_page(desktop)
    assert desktop.window.focusWidget() is again.look.language
    choose(qtbot, again.look.language, Qt.Key.Key_Down)
    wait_idle()
    assert current_language() is Language.EN
    assert shown_page(desktop).tabs.tabText(0) == "General"


def test_look_and_zoom_hold_at_once(
    desktop: Desktop, page: SettingsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    choose(qtbot, page.look.theme, Qt.Key.Key_Down)
    wait_idle()
    assert theme.current() == theme.tokens(Theme.DARK)
    choose(qtbot, shown_page(desktop).look.zoom, Qt.Key.Key_Down)
    wait_idle()
    assert theme.px(100) == 110
    assert desktop.preferences.zoom == 110
    assert desktop.window.page_name == "settings"
    assert shown_page(desktop).look.theme.currentText() == "Dark"


def test_the_trust_list_decides_what_is_valid(
    desktop: Desktop,
    page: SettingsPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    authority: Authority,
):
    root = tmp_path / "gốc.pem"
    root.write_bytes(authority.root_pem)
    key = authority.issue(period=(-YEAR, 30 * YEAR))
    file = exported(page.context.desk, Quarter(2021, 3), tmp_path, KeyChoice(file=key)).file
    page.tabs.setCurrentWidget(page.trust)
    assert judged(desktop, qtbot, file) is VerdictStatus.INDETERMINATE

    page.trust.add_file(root)
    wait_idle()
    dialog = page.findChild(TrustDialog)
    assert dialog is not None
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert formats.fingerprint(authority.root.fingerprint(hashes.SHA256()).hex()) in said
    assert not dialog.trust.hasFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    wait_idle()
    assert desktop.preferences.trust == (), "Enter alone trusts nobody"

    trust(page, root, qtbot, wait_idle)
    (row,) = page.trust.table.model.rows()
    assert row.certificate is not None
    assert row.certificate.subject == authority.name
    assert row.certificate.fingerprint == authority.root.fingerprint(hashes.SHA256()).hex()
    root.write_bytes(b"another authority")  # what was looked at is what counts
    (kept,) = desktop.preferences.trust
    assert kept.read_bytes() == authority.root_pem
    assert judged(desktop, qtbot, file) is VerdictStatus.VALID

    page.trust.table.view.selectRow(0)
    qtbot.mouseClick(page.trust.remove, Qt.MouseButton.LeftButton)
    wait_idle()
    assert page.trust.table.model.rows() == []
    assert desktop.preferences.trust == ()
    assert judged(desktop, qtbot, file) is VerdictStatus.INDETERMINATE

    undo = desktop.window.messages.findChildren(QPushButton)[0]
    assert undo.text() == "Undo"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    wait_idle()
    assert desktop.preferences.trust == (kept,)
    assert page.trust.table.model.rows() == [row]


def test_copies_that_nothing_refers_to_are_deleted_once_undo_is_past(
    desktop: Desktop,
    page: SettingsPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    authority: Authority,
):
    for name in ("a.pem", "b.pem"):
        (tmp_path / name).write_bytes(authority.root_pem)
    page.tabs.setCurrentWidget(page.trust)
    trust(page, tmp_path / "a.pem", qtbot, wait_idle)
    (first,) = desktop.preferences.trust
    page.trust.table.view.selectRow(0)
    qtbot.mouseClick(page.trust.remove, Qt.MouseButton.LeftButton)
    wait_idle()
    assert first.is_file(), "it may come back"
    trust(page, tmp_path / "b.pem", qtbot, wait_idle)
    assert list(first.parent.iterdir()) == list(desktop.preferences.trust)


def trust(page: SettingsPage, root: Path, qtbot: QtBot, wait_idle: WaitIdle) -> None:
    """Add a root and confirm it."""
    page.trust.add_file(root)
    wait_idle()
    shown = [dialog for dialog in page.findChildren(TrustDialog) if dialog.isVisible()]
    qtbot.mouseClick(shown[0].trust, Qt.MouseButton.LeftButton)
    wait_idle()


def judged(desktop: Desktop, qtbot: QtBot, file: Path) -> VerdictStatus:
    assert desktop.context is not None
    dialog = VerdictDialog(desktop.context, file, desktop.window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.verdict is not None, timeout=30_000)
    assert dialog.verdict is not None
    (signer,) = dialog.verdict.signers
    assert (signer.status is SignerVerdict.TRUSTED) == (
        dialog.verdict.status is VerdictStatus.VALID
    )
    status = dialog.verdict.status
    dialog.reject()
    return status


def test_what_is_no_certificate_is_not_trusted(
    desktop: Desktop, page: SettingsPage, wait_idle: WaitIdle, tmp_path: Path
):
    (tmp_path / "note.pem").write_text("no certificate")
    page.trust.add_file(tmp_path / "note.pem")
    wait_idle()
    assert desktop.preferences.trust == ()
    assert "note.pem" in desktop.window.messages.accessibleName()


def test_a_trusted_file_that_has_gone_is_shown_and_can_be_removed(
    desktop: Desktop,
    page: SettingsPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    authority: Authority,
):
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root_pem)
    trust(page, root, qtbot, wait_idle)
    (kept,) = desktop.preferences.trust
    kept.unlink()
    page.refresh()
    wait_idle()
    (row,) = page.trust.table.model.rows()
    assert row.certificate is None
    assert "root.pem" in row.problem
    page.tabs.setCurrentWidget(page.trust)
    page.trust.table.view.selectRow(0)
    qtbot.mouseClick(page.trust.remove, Qt.MouseButton.LeftButton)
    assert desktop.preferences.trust == ()


def test_the_own_trial_root_is_shown_as_trial_and_stays(
    page: SettingsPage, wait_idle: WaitIdle, tmp_path: Path
):
    exported(page.context.desk, Quarter(2021, 3), tmp_path, KeyChoice())
    page.refresh()
    wait_idle()
    assert page.trust.table.model.texts(0)[0] == "Trial"
    page.trust.table.view.selectRow(0)
    assert not page.trust.remove.isEnabled()


def test_the_journal_is_shown_and_checked(
    page: SettingsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    desk = page.context.desk
    assert desk.history.stamp().head[:16] in page.workspace.journal.text()
    qtbot.mouseClick(page.workspace.check, Qt.MouseButton.LeftButton)
    wait_idle()
    assert "Whole" in page.workspace.state.text()
    assert page.workspace.check.isEnabled()
    exported(desk, Quarter(2021, 3), tmp_path, KeyChoice())
    page.refresh()
    wait_idle()
    newest = page.changes.model.texts(0)
    assert "2021-Q3" in newest[1]


def test_another_workspace_opens_in_the_place_of_this_one(
    desktop: Desktop, page: SettingsPage, wait_idle: WaitIdle, tmp_path: Path
):
    old = page.context.desk.session.workspace.folder
    bootstrap.workspaces().create(tmp_path / "khác", "CHHVN").workspace.close()
    page.context.workspace_requested.emit(tmp_path / "khác")
    wait_idle()
    assert desktop.context is not None
    assert desktop.context.desk.session.agency.code == "CHHVN"
    assert desktop.window.page_name == "overview"
    assert desktop.preferences.workspace == (tmp_path / "khác").resolve()
    bootstrap.open_desk(old).close()  # the first one was released


def test_a_workspace_that_cannot_be_opened_leaves_this_one(
    desktop: Desktop, page: SettingsPage, wait_idle: WaitIdle, tmp_path: Path
):
    old = desktop.context
    page.context.workspace_requested.emit(tmp_path / "nowhere")
    wait_idle()
    assert desktop.context is old
    assert "nowhere" in desktop.window.messages.accessibleName()
    assert desktop.window.findChild(Welcome) is None
    assert len(page.context.desk.history.changes()) > 0


def test_an_installed_catalogue_holds_at_once(
    desktop: Desktop, page: SettingsPage, wait_idle: WaitIdle, tmp_path: Path
):
    document = json.loads(BUILT_IN.read_bytes())
    document["version"] += 1
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    page.workspace.install_catalogue(newer)
    wait_idle()
    assert desktop.context is not None
    assert desktop.context.desk.session.catalogue.version == document["version"]
    assert desktop.window.page_name == "settings"
    assert shown_page(desktop) is not page


def test_an_older_catalogue_is_refused_and_nothing_changes(
    desktop: Desktop, page: SettingsPage, wait_idle: WaitIdle
):
    page.workspace.install_catalogue(BUILT_IN)
    wait_idle()
    assert "is installed already" in desktop.window.messages.accessibleName()
    assert shown_page(desktop) is page


def test_a_spoilt_trust_list_counts_as_empty(desktop: Desktop):
    desktop.preferences.trust = (Path("/a/một tệp.pem"), Path("/b,c.pem"))
    assert Preferences().trust == (Path("/a/một tệp.pem"), Path("/b,c.pem"))
    desktop.preferences._settings.setValue("trust", "no list")
    assert desktop.preferences.trust == ()


def test_what_does_not_fit_beside_is_put_below(qtbot: QtBot):
    row = FoldingRow(400)
    qtbot.addWidget(row)
    one, other = QLabel("one"), QLabel("other")
    row.add_widget(one)
    row.add_widget(other)
    row.resize(500, 60)
    row.show()
    assert one.y() == other.y()
    row.resize(300, 60)
    row.layout().activate()
    assert one.x() == other.x()
    assert one.y() < other.y()


def test_the_version_and_the_licence_of_the_fonts_are_told(page: SettingsPage):
    about = page.tabs.widget(page.tabs.count() - 1)
    licence = about.findChild(QPlainTextEdit)
    assert licence is not None
    assert "SIL OPEN FONT LICENSE" in licence.toPlainText()
    assert any(
        label.text() == f"eGovDesk {egovdesk.__version__}" for label in about.findChildren(QLabel)
    )


def test_who_signs_is_chosen_shown_as_it_is_printed_and_taken_back(
    page: SettingsPage, desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    page.tabs.setCurrentIndex(1)
    card = page.signatory
    assert card.shown.text() == "CỤC TRƯỞNG\n"
    assert not card.on_behalf.isVisible()
    card.competence.setFocus()
    qtbot.keyClick(card.competence, Qt.Key.Key_Down)
    assert card.on_behalf.isVisible()
    qtbot.keyClick(card.competence, Qt.Key.Key_Down)
    card.title.setText("Phó Cục trưởng")
    card.name.setText("Nguyễn Văn An")
    assert card.shown.text() == "KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG\nNguyễn Văn An"
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    wait_idle()
    assert desktop.context is not None
    assert desktop.context.desk.documents.signatory().name == "Nguyễn Văn An"
    desktop.context.undo()
    wait_idle()
    assert card.shown.text() == "CỤC TRƯỞNG\n"


def test_a_name_that_is_too_long_is_said_and_not_kept(
    page: SettingsPage, desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    page.tabs.setCurrentIndex(1)
    page.signatory.name.setText("Nguyễn " * 60)
    qtbot.mouseClick(page.signatory.save, Qt.MouseButton.LeftButton)
    wait_idle()
    assert desktop.window.messages.isVisible()
    assert desktop.context is not None
    assert desktop.context.desk.documents.signatory().name == ""
