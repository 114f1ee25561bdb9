"""Verifying as a person does: a file dropped, chosen or double-clicked, with or without a desk."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from egovdesk import __main__ as program
from egovdesk.domain.packages import FileKind, ProblemCode, VerdictStatus
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.signing.container import Member, write_container
from egovdesk.signing.keys import SigningKey
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.reports.verdict_view import VerdictDialog
from egovdesk.ui.settings.page import SettingsPage
from egovdesk.ui.widgets.preview import PreviewDialog
from tests.signing.authority import NOW, YEAR, Authority
from tests.signing.conftest import authority  # noqa: F401 - a fixture
from tests.signing.pdf_documents import letter, signed, without_contents

WaitIdle = Callable[[], None]


@pytest.fixture
def key(authority: Authority) -> SigningKey:  # noqa: F811
    return authority.signer("Trần Thị B", period=(-YEAR, 30 * YEAR))


@pytest.fixture
def document(tmp_path: Path, key: SigningKey) -> Path:
    path = tmp_path / "công văn.pdf"
    path.write_bytes(signed(letter(), key))
    return path


def waited(desktop: Desktop, qtbot: QtBot) -> VerdictDialog:
    """Return the dialog once the verdict is there."""

    def dialogs() -> list[VerdictDialog]:
        return [d for d in desktop.window.findChildren(VerdictDialog) if d.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()) and dialogs()[0].verdict is not None, timeout=30_000)
    return dialogs()[0]


def said_by(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def drop(target: QWidget, files: list[Path]) -> bool:
    """Drag files onto a widget; say whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where, buttons, keys = QPointF(9, 9), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    target.dragEnterEvent(enter)
    if enter.isAccepted():
        target.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))
    return enter.isAccepted()


def test_a_double_click_needs_no_workspace(
    bare_desktop: Desktop,
    qtbot: QtBot,
    document: Path,
    authority: Authority,  # noqa: F811
):
    root = document.with_name("root.pem")
    root.write_bytes(authority.root_pem)
    bare_desktop.preferences.trust = (root,)

    bare_desktop.start(document)

    dialog = waited(bare_desktop, qtbot)
    assert dialog.verdict is not None
    assert (dialog.verdict.kind, dialog.verdict.status) == (FileKind.PDF, VerdictStatus.VALID)
    assert bare_desktop.context is None
    said = said_by(dialog)
    for words in ("Yes: the document", "Trần Thị B", "comes from a root that you trust", "no time"):
        assert words in said
    dialog.reject()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["C:/thư/BC_DKVN_2021-Q3_v1.ASICE"], ["C:/thư/BC_DKVN_2021-Q3_v1.ASICE"]),
        (["a.pdf"], ["a.pdf"]),
        (["desktop", "a.pdf"], ["a.pdf"]),
        (["desktop"], []),
        ([], []),
    ],
)
def test_what_the_system_starts_the_program_with(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: list[str]
):
    from egovdesk.ui import app

    monkeypatch.setattr("sys.argv", ["egovdesk", *arguments])
    given: list[list[str]] = []
    monkeypatch.setattr(app, "main", lambda named: given.append(list(named)) or 0)
    assert program.main() == 0
    assert given == [expected]


def test_a_file_that_has_gone_is_said_without_a_workspace(
    bare_desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    bare_desktop.start(tmp_path / "gone.asice")
    wait_idle()
    (dialog,) = bare_desktop.window.findChildren(VerdictDialog)
    assert "gone.asice" in dialog.messages.accessibleName()
    dialog.reject()


def test_ctrl_o_asks_for_a_file_and_verifies_it(
    monkeypatch: pytest.MonkeyPatch, desktop: Desktop, qtbot: QtBot, document: Path
):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(document), ""))
    qtbot.keyClick(desktop.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = waited(desktop, qtbot)
    assert dialog.verdict is not None
    assert dialog.verdict.status is VerdictStatus.INDETERMINATE
    assert "Verify a file" in [command.words for command in desktop.window._commands()]
    dialog.reject()


def test_a_file_can_be_dropped_anywhere(
    desktop: Desktop, qtbot: QtBot, document: Path, tmp_path: Path
):
    assert not drop(desktop.window, [tmp_path / "a.docx"])
    assert not drop(desktop.window, [document, document])
    assert drop(desktop.window, [document])
    waited(desktop, qtbot).reject()


def test_each_problem_names_certificate_cause_and_cure(
    bare_desktop: Desktop, qtbot: QtBot, tmp_path: Path, key: SigningKey
):
    broken = tmp_path / "rỗng.pdf"
    broken.write_bytes(without_contents(signed(signed(letter(), key), key, field="B")))
    bare_desktop.start(broken)
    dialog = waited(bare_desktop, qtbot)
    said = said_by(dialog)
    for words in ("Invalid", "No: the file", "empty or damaged", "ask its sender", "Trần Thị B"):
        assert words in said
    dialog.reject()


def test_the_verdict_of_several_signers_is_read_whole_on_a_small_screen(
    bare_desktop: Desktop, qtbot: QtBot, tmp_path: Path, key: SigningKey
):
    twice = tmp_path / "hai chữ ký.pdf"
    twice.write_bytes(signed(signed(letter(), key), key, field="B"))
    bare_desktop.start(twice)
    dialog = waited(bare_desktop, qtbot)
    dialog.resize(dialog.minimumSizeHint().width(), 400)
    qtbot.waitUntil(lambda: dialog.height() == 400)
    assert dialog.rect().contains(dialog.print_button.geometry().bottomRight())
    wrapped = [each for each in dialog.area.findChildren(QLabel) if each.wordWrap()]
    assert any(each.text().count("Trần Thị B") == 2 for each in wrapped)
    for each in wrapped:
        assert each.height() >= each.heightForWidth(each.width()), each.text()
    dialog.reject()


def test_a_package_that_waits_says_so(
    bare_desktop: Desktop, qtbot: QtBot, tmp_path: Path, key: SigningKey
):
    path = tmp_path / "x.asice"
    options = SigningOptions(role=SignerRole.PREPARER)
    members = [Member(name="a.txt", content=b"x")]
    write_container(path, members, key, signed_at=NOW, options=options)
    bare_desktop.start(path)
    dialog = waited(bare_desktop, qtbot)
    said = said_by(dialog)
    for words in ("WAITING", "(Preparer)", "still awaited", "waits for its second signature"):
        assert words in said
    dialog.reject()


def test_files_of_a_package_are_looked_at_and_signed_documents_verified(
    bare_desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path, key: SigningKey
):
    path = tmp_path / "x.asice"
    members = [
        Member(name="a.txt", content="Kế hoạch".encode()),
        Member(name="evidence/b.pdf", content=signed(letter(), key)),
    ]
    write_container(path, members, key, signed_at=NOW)
    bare_desktop.start(path)
    dialog = waited(bare_desktop, qtbot)
    assert "this verdict says nothing about them" in said_by(dialog)
    assert dialog.members is not None
    view = dialog.members.view
    assert dialog.focusWidget() is dialog.area, "keys scroll at once"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.area, Qt.Key.Key_Tab)
    assert view.hasFocus()
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    wait_idle()
    shown = dialog.findChild(PreviewDialog)
    assert shown is not None
    assert shown.text.toPlainText() == "Kế hoạch"
    shown.reject()

    view.selectRow(1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    wait_idle()
    inner = dialog.findChild(VerdictDialog)
    assert inner is not None
    assert inner.verdict is not None
    assert (inner.verdict.kind, inner.verdict.file) == (FileKind.PDF, "b.pdf")
    assert [line.subject for line in inner.verdict.signers] == ["Trần Thị B"]
    inner.reject()
    dialog.reject()


def test_a_package_full_of_problems_does_not_fill_the_window_with_them(
    bare_desktop: Desktop, qtbot: QtBot, tmp_path: Path, key: SigningKey
):
    path = tmp_path / "x.asice"
    members = [Member(name=f"{number}.txt", content=b"x") for number in range(200)]
    write_container(path, members, key, signed_at=NOW)
    with zipfile.ZipFile(path) as archive:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), b"y" if name.endswith(".txt") else content)
    bare_desktop.start(path)
    dialog = waited(bare_desktop, qtbot)
    assert dialog.verdict is not None
    assert len(dialog.verdict.problems) > 200
    assert len(dialog.findChildren(QLabel)) < 100
    assert f"{len(dialog.verdict.problems) - 30} more stand in the saved verdict" in said_by(dialog)
    dialog.reject()


def test_the_verdict_is_saved_and_printed(
    bare_desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, document: Path, tmp_path: Path
):
    bare_desktop.start(document)
    dialog = waited(bare_desktop, qtbot)
    assert dialog.print_button.isEnabled()
    dialog.save_to(tmp_path / "kết quả.pdf")
    dialog.save_to(tmp_path / "kết quả.json")
    wait_idle()
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "giấy.pdf"))
    dialog.print_on(printer)
    wait_idle()
    printer.setOutputFileName(str(tmp_path / "gone" / "giấy.pdf"))
    dialog.print_on(printer)
    wait_idle()
    assert "cannot be written" in dialog.messages.accessibleName()
    dialog.save_to(tmp_path / "kết quả.json")
    wait_idle()

    for name in ("kết quả.pdf", "giấy.pdf"):
        pages = PdfReader(tmp_path / name).pages
        assert len(pages) == 1
        said = " ".join(pages[0].extract_text().split())
        digest = sha256(document.read_bytes()).hexdigest()
        for words in ("Indeterminate", "công văn.pdf", "Trần Thị B", "Checked on", digest):
            assert words in said
    answer = json.loads((tmp_path / "kết quả.json").read_bytes())
    assert (answer["verdict"], answer["kind"]) == ("indeterminate", "pdf")
    assert answer["checked_at"]
    assert answer["sha256"] == digest
    assert "kết quả" in dialog.messages.accessibleName()
    dialog.reject()


def test_revocation_lists_are_kept_told_and_used(
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    document: Path,
    authority: Authority,  # noqa: F811
    key: SigningKey,
):
    root, stale = document.with_name("root.pem"), document.with_name("cũ.crl")
    root.write_bytes(authority.root_pem)
    stale.write_bytes(authority.revocation_list(key))
    desktop.preferences.trust = (root,)
    desktop.window.open_page("settings")
    page = desktop.window.findChild(SettingsPage)
    assert page is not None
    page.tabs.setCurrentWidget(page.revocation)
    page.revocation.add_file(root)
    wait_idle()
    assert desktop.preferences.revocation_lists == ()

    page.revocation.add_file(stale)
    wait_idle()

    (row,) = page.revocation.table.model.rows()
    assert row.found is not None
    assert (row.found.issuer, row.found.entries, row.is_stale) == (authority.name, 1, True)
    assert len(row.found.fingerprint) == 64
    desktop.verify(document)
    dialog = waited(desktop, qtbot)
    assert dialog.verdict is not None
    assert [p.code for p in dialog.verdict.problems] == [ProblemCode.CERTIFICATE_REVOKED]
    dialog.reject()
    page.revocation.table.view.selectRow(0)
    qtbot.mouseClick(page.revocation.remove, Qt.MouseButton.LeftButton)
    wait_idle()
    assert desktop.preferences.revocation_lists == ()
    assert page.revocation.table.model.rows() == []
