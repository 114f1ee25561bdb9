"""Evidence looked at without its own program; what is hostile or lies about itself is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from egovdesk.ui.desktop import Desktop
from egovdesk.ui.widgets.preview import PreviewDialog
from tests.documents.test_pages import pdf

WaitIdle = Callable[[], None]
Show = Callable[[Path, str], PreviewDialog]


@pytest.fixture
def show(bare_desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle) -> Show:
    def show(path: Path, name: str) -> PreviewDialog:
        dialog = PreviewDialog(bare_desktop.jobs, path, name)
        qtbot.addWidget(dialog, before_close_func=lambda opened: opened.reject())
        dialog.show()
        wait_idle()
        wait_idle()
        return dialog

    return show


def test_the_pages_of_a_pdf_are_turned_by_keyboard(
    show: Show, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    dialog = show(pdf(tmp_path / "a", pages=3), "a.pdf")
    assert not dialog.picture.pixmap().isNull()
    assert dialog.count.text() == "Page 1 of 3"
    dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    wait_idle()
    assert dialog.count.text() == "Page 2 of 3"
    assert not dialog.lie.isVisible()


def test_a_picture_with_another_name_is_shown_and_told(show: Show, tmp_path: Path):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(tmp_path / "a"), "PNG")
    dialog = show(tmp_path / "a", "bien-ban.pdf")
    assert dialog.picture.pixmap().width() == 40
    assert dialog.lie.isVisible()


def test_a_picture_of_unreasonable_size_is_refused(show: Show, tmp_path: Path):
    """A PNG whose head says 30,000 x 30,000: it is never unpacked."""
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (30_000).to_bytes(4, "big") * 2
    (tmp_path / "a").write_bytes(head + b"\x08\x06\x00\x00\x00\x00\x00\x00\x00")
    dialog = show(tmp_path / "a", "a.png")
    assert "too large" in dialog.said.text()


def test_text_is_shown_and_other_files_are_left_to_their_program(show: Show, tmp_path: Path):
    (tmp_path / "a").write_text("Biên bản nghiệm thu", "utf-8")
    assert show(tmp_path / "a", "a.txt").text.toPlainText() == "Biên bản nghiệm thu"
    (tmp_path / "b").write_bytes(b"PK\x03\x04\x00\x00")
    assert "own program" in show(tmp_path / "b", "b.docx").said.text()
