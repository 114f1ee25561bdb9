"""Certificates and signed documents taken over into the register, as a person does it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from egovdesk.signing.keys import load_pkcs12
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.signatures.certificate_dialog import CertificateDialog
from egovdesk.ui.signatures.page import SignaturesPage
from tests.signing.authority import Authority, key_usage
from tests.signing.pdf_documents import letter, signed
from tests.ui.test_signatures_page import column, open_page

WaitIdle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")
KNOWN = "Phạm Mẫu Bình"
LONG = (-timedelta(days=365), timedelta(days=365 * 20))
"""Valid on whatever day the tests run: the desktop's clock is the real one."""


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> SignaturesPage:
    return open_page(desktop, wait_idle)


def dropped(page: SignaturesPage, *files: Path) -> CertificateDialog:
    """Drop files onto the tab of signers."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    page.signers.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    dialog = page.findChild(CertificateDialog)
    assert dialog is not None
    return dialog


def cells(dialog: CertificateDialog, place: int) -> list[str]:
    found = (dialog.table.item(line, place) for line in range(dialog.table.rowCount()))
    return [cell.text() for cell in found if cell is not None]


def test_dropped_certificates_are_matched_and_entered_together(
    desktop: Desktop,
    page: SignaturesPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    authority: Authority,
):
    files = [
        authority.issue(KNOWN, period=LONG),
        authority.issue("Đặng Thị Ánh", period=LONG),
        authority.issue("Máy chủ", usage=key_usage(encrypt=True), period=LONG),
    ]
    before = len(page.signers.panel.model.ids)
    dialog = dropped(page, *files)
    wait_idle()
    assert cells(dialog, 0) == [KNOWN, authority.name, "Đặng Thị Ánh", "Máy chủ"]
    assert cells(dialog, 2) == [
        "Yes",
        "No: an authority's own certificate",
        "Yes",
        "No: its key usage is not for signing",
    ]
    assert dialog.table.whom(0).currentText() == f"{KNOWN} · Phòng Đường sắt (same name)"
    assert dialog.table.whom(2).currentText() == "New signer"
    assert [one.facts.subject for one in dialog.table.taken()] == [KNOWN, "Đặng Thị Ánh"]
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_idle()
    assert len(page.signers.panel.model.ids) == before + 1
    assert "Đặng Thị Ánh" in column(page.signers.panel, "full_name")
    assert desktop.context is not None
    desktop.context.undo()
    wait_idle()
    assert len(page.signers.panel.model.ids) == before


def test_a_tick_is_taken_away_by_mouse_and_given_by_space(
    page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle, authority: Authority
):
    dialog = dropped(page, authority.issue(KNOWN, period=LONG))
    wait_idle()
    table = dialog.table
    box = table.visualRect(table.model().index(0, 0))
    spot = box.topLeft()
    spot.setX(box.left() + 18)
    spot.setY(box.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not table.is_ticked(0)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.note.error.startswith("Nothing is ticked")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.is_ticked(0)
    dialog.reject()


def test_a_protected_file_asks_for_its_password_and_others_are_told(
    page: SignaturesPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    authority: Authority,
    tmp_path: Path,
):
    broken = tmp_path / "broken.cer"
    broken.write_bytes(b"none")
    locked = authority.issue(KNOWN, passphrase=b"secret", period=LONG)
    dialog = dropped(page, broken, locked)
    wait_idle()
    assert "broken.cer" in dialog.note.error
    assert dialog.password.isVisible()
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    for typed, rows in (("wrong", 0), ("secret", 2)):
        qtbot.keyClicks(dialog.password, typed)
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
        wait_idle()
        assert dialog.password.text() == ""
        assert dialog.table.rowCount() == rows
    assert not dialog.password.isVisible()
    dialog.reject()


def test_a_driver_that_does_not_work_is_told(
    page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    driver = tmp_path / "driver.so"
    driver.write_bytes(b"no library")
    dialog = page.signers.read_certificates()
    wait_idle()
    dialog.use_driver(driver)
    qtbot.mouseClick(dialog.token, Qt.MouseButton.LeftButton)
    assert dialog.is_running
    wait_idle()
    assert "driver.so does not work" in dialog.note.error
    qtbot.mouseClick(dialog.token, Qt.MouseButton.LeftButton)
    dialog.reject()
    wait_idle()
    assert dialog.was_cancelled
    assert dialog.isVisible()
    dialog.reject()


def test_who_signs_is_proposed_from_documents_and_recorded_as_ticked(
    desktop: Desktop,
    page: SignaturesPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    authority: Authority,
    tmp_path: Path,
):
    path = authority.issue(KNOWN, period=LONG)
    dialog = dropped(page, path)
    wait_idle()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_idle()
    folder = tmp_path / "documents"
    folder.mkdir()
    day = datetime(2021, 8, 2, tzinfo=UTC)
    (folder / "1.pdf").write_bytes(signed(letter("1"), load_pkcs12(path, None), at=day))
    (folder / "2.pdf").write_bytes(signed(letter("2"), authority.signer("Nobody"), at=day))
    (folder / "3.pdf").write_bytes(b"none")
    counting = page.signers.count_documents()
    assert (counting.first.text(), counting.last.text()) == ("15/06/2021", "14/09/2021")
    qtbot.mouseClick(counting.count, Qt.MouseButton.LeftButton)
    assert counting.folder.error
    counting.folder.set_path(folder)
    qtbot.mouseClick(counting.count, Qt.MouseButton.LeftButton)
    wait_idle()
    table = counting.signers
    first = [table.item(0, place) for place in range(1, 6)]
    assert [cell.text() for cell in first if cell is not None] == [
        KNOWN,
        "Phòng Đường sắt",
        "1",
        "02/08/2021",
        "No",
    ]
    assert [table.is_ticked(line) for line in range(3)] == [True, False, False]
    assert counting.unknown.rows.texts(0)[0] == "Nobody"
    assert counting.not_counted.rows.texts(0) == ["Not readable as PDF", "3.pdf"]
    for line in range(1, table.rowCount()):
        table.tick(line, is_ticked=True)
    qtbot.mouseClick(counting.save, Qt.MouseButton.LeftButton)
    wait_idle()
    words = page.signers.funnel.accessibleDescription().split("; ")
    assert [one.split(": ")[1].split(" ")[0] for one in words] == ["59", "48", "45", "45"]
    assert desktop.context is not None
    desktop.context.undo()
    wait_idle()
    assert ": 37 " in page.signers.funnel.accessibleDescription()
