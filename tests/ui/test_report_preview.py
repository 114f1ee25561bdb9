"""A report looked at, searched, printed and saved, as an officer does before it is signed."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import get_ident

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.reports import preview as previews
from egovdesk.ui.reports import printing
from egovdesk.ui.reports.preview import ReportPreview
from tests.documents.pdf_measures import MM

WaitIdle = Callable[[], None]
PERIOD = Quarter(2021, 3)


@pytest.fixture
def preview(desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle) -> ReportPreview:
    assert desktop.context is not None
    made = ReportPreview(desktop.context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_period(PERIOD)
    wait_idle()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def said(desktop: Desktop) -> str:
    return desktop.window.messages.accessibleName()


def width_of(preview: ReportPreview) -> int:
    return preview.view.page.pixmap().width()


def test_a_draft_is_shown_and_its_pages_are_turned_by_keyboard(
    preview: ReportPreview, qtbot: QtBot, wait_idle: WaitIdle
):
    count = int(preview.said.text().rpartition(" ")[2])
    assert preview.said.text() == f"Page 1 of {count}"
    assert count >= 6
    assert not preview.previous.isEnabled()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    wait_idle()
    assert preview.said.text() == f"Page 2 of {count}"
    qtbot.keyClick(preview, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert preview.said.text() == f"Page {count} of {count}"
    assert not preview.next.isEnabled()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert preview.said.text() == f"Page 1 of {count}"


def test_the_same_period_read_again_opens_on_the_same_page(
    preview: ReportPreview, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    wait_idle()
    before = preview.said.text()
    preview.show_period(PERIOD)
    wait_idle()
    assert preview.said.text() == before
    preview.show_period(Quarter(2021, 4))
    wait_idle()
    assert preview.said.text().startswith("Page 1 of")


def test_a_page_fits_the_width_until_somebody_zooms(
    preview: ReportPreview, qtbot: QtBot, wait_idle: WaitIdle
):
    room = preview.view.viewport().width()
    assert room - 40 < width_of(preview) <= room
    preview.resize(700, 700)
    qtbot.waitUntil(lambda: width_of(preview) < 700)
    for _ in range(12):
        qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert width_of(preview) == pytest.approx(8.27 * 96 * 3, abs=3)
    for _ in range(12):
        qtbot.mouseClick(preview.smaller, Qt.MouseButton.LeftButton)
    wait_idle()
    assert width_of(preview) == pytest.approx(8.27 * 96 / 2, abs=3)
    qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert width_of(preview) > 600


def test_a_page_on_its_side_fits_the_width_too(
    preview: ReportPreview, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.keyClick(preview, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    wait_idle()
    pixmap = preview.view.page.pixmap()
    assert pixmap.width() > pixmap.height()
    assert pixmap.width() <= preview.view.viewport().width()


def test_words_are_found_on_their_pages(preview: ReportPreview, qtbot: QtBot, wait_idle: WaitIdle):
    before = preview.view.page.pixmap().toImage()
    qtbot.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert preview.words.hasFocus()
    preview.words.setText("kính gửi")
    qtbot.keyClick(preview.words, Qt.Key.Key_Return)
    wait_idle()
    assert preview.found.text() == "1 of 1"
    assert preview.view.page.pixmap().toImage() != before  # it is marked
    preview.words.setText("Phụ lục III")
    qtbot.keyClick(preview.words, Qt.Key.Key_Return)
    wait_idle()
    first = preview.said.text()
    qtbot.keyClick(preview.words, Qt.Key.Key_Return)
    wait_idle()
    assert preview.found.text().startswith("2 of")
    assert preview.said.text() != first
    preview.words.setText("không có ở đâu cả")
    qtbot.keyClick(preview.words, Qt.Key.Key_Return)
    wait_idle()
    assert preview.found.text() == "Not found"


def a_printer(target: Path) -> QPrinter:
    """A printer that writes what it gets into a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_pages_are_printed_in_their_true_size(
    preview: ReportPreview, wait_idle: WaitIdle, tmp_path: Path, desktop: Desktop
):
    target = tmp_path / "paper.pdf"
    preview.print_on(a_printer(target))
    assert preview.progress.isVisible()
    wait_idle()
    assert not preview.progress.isVisible()
    pages = PdfReader(target).pages
    count = int(preview.said.text().rpartition(" ")[2])
    assert len(pages) == count
    sizes = [
        (round(float(page.mediabox.width) * MM), round(float(page.mediabox.height) * MM))
        for page in pages
    ]
    assert sizes[0] == (210, 297)
    assert sizes[-1] == (297, 210)
    assert f"{count} pages" in said(desktop)


def test_only_the_pages_asked_for_are_printed(
    preview: ReportPreview, wait_idle: WaitIdle, tmp_path: Path
):
    target = tmp_path / "paper.pdf"
    printer = a_printer(target)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    preview.print_on(printer)
    wait_idle()
    assert len(PdfReader(target).pages) == 2


def test_printing_can_be_cancelled(
    preview: ReportPreview,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    heard = []
    monkeypatch.setattr(preview.progress, "set_progress", lambda *page: heard.append(page))
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"older")
    preview.print_on(a_printer(target))
    assert not preview.print_button.isEnabled()
    qtbot.waitUntil(lambda: bool(heard))
    preview.progress.cancelled.emit()
    wait_idle()
    assert heard[-1][0] < heard[-1][1]
    assert not preview.progress.isVisible()
    assert preview.print_button.isEnabled()
    assert target.read_bytes() == b"older"


def test_what_cannot_be_printed_into_a_file_is_said_and_nothing_left(
    preview: ReportPreview, wait_idle: WaitIdle, tmp_path: Path, desktop: Desktop
):
    (tmp_path / "a file").touch()
    preview.print_on(a_printer(tmp_path / "a file" / "paper.pdf"))
    wait_idle()
    assert "cannot be written" in said(desktop)
    assert preview.print_button.isEnabled()


def test_a_disk_that_fills_while_printing_leaves_no_half_file(
    preview: ReportPreview,
    wait_idle: WaitIdle,
    tmp_path: Path,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
):
    print_whole = printing._print

    def cut_off(data: bytes, pages: tuple[int, ...], printer: QPrinter, *more: object) -> int:
        count = print_whole(data, pages, printer, *more)
        os.truncate(printer.outputFileName(), 1000)  # as Qt leaves it, without a word
        return count

    monkeypatch.setattr(printing, "_print", cut_off)
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"older")
    preview.print_on(a_printer(target))
    wait_idle()
    assert "the disk is full" in said(desktop)
    assert target.read_bytes() == b"older"


def test_the_keyboard_stays_with_the_button_that_printed(
    preview: ReportPreview, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    preview.print_button.setFocus()
    preview.print_on(a_printer(tmp_path / "paper.pdf"))
    assert preview.focusWidget() is not preview.print_button  # it cannot be pressed meanwhile
    wait_idle()
    assert preview.focusWidget() is preview.print_button
    preview.words.setFocus()
    preview.print_on(a_printer(tmp_path / "paper.pdf"))
    wait_idle()
    assert preview.focusWidget() is preview.words


def test_the_print_dialog_opens_from_the_keyboard(preview: ReportPreview, qtbot: QtBot):
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = preview.findChild(QPrintDialog)
    assert dialog.isVisible()
    assert (dialog.fromPage(), dialog.toPage()) == (1, preview._count)
    dialog.reject()
    qtbot.waitUntil(preview.isActiveWindow)


@pytest.mark.parametrize("form", list(Rendering))
def test_the_report_is_saved_in_every_form(
    preview: ReportPreview,
    wait_idle: WaitIdle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: Rendering,
):
    proposed = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(tmp_path / "báo cáo"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    preview.forms.actions()[list(Rendering).index(form)].trigger()
    wait_idle()
    assert proposed == [f"BC_DKVN_2021-Q3_v1_du-thao{form.suffix}"]
    assert (tmp_path / f"báo cáo{form.suffix}").stat().st_size > 1000


def test_an_ending_that_is_put_on_replaces_nothing_unasked(
    preview: ReportPreview, wait_idle: WaitIdle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """“Báo cáo 2.1” has no ending of Word, and the dialog asked about another name."""
    kept = tmp_path / "Báo cáo 2.1.docx"
    kept.write_bytes(b"of somebody else")
    answers = iter([str(tmp_path / "Báo cáo 2.1"), ""])
    proposed = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(name))
        return next(answers), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    preview.forms.actions()[list(Rendering).index(Rendering.DOCX)].trigger()
    wait_idle()
    assert proposed[1] == kept  # asked again, and now about the file that is there
    assert kept.read_bytes() == b"of somebody else"


def test_half_an_ending_is_completed_and_not_repeated(
    preview: ReportPreview, wait_idle: WaitIdle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    chosen = str(tmp_path / "quý 3.json"), ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: chosen)
    preview.forms.actions()[list(Rendering).index(Rendering.QCVN)].trigger()
    wait_idle()
    assert [file.name for file in tmp_path.glob("quý*")] == ["quý 3.qcvn125.json"]


def test_without_a_documents_folder_saving_begins_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path))
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path / "none"))
    preferences = Preferences()
    assert preferences.export_folder == Path(QDir.homePath())
    preferences.export_folder = tmp_path
    assert preferences.export_folder == tmp_path
    preferences.export_folder = tmp_path / "taken away"
    assert preferences.export_folder == Path(QDir.homePath())


def test_a_file_that_cannot_be_written_is_said(
    preview: ReportPreview, wait_idle: WaitIdle, tmp_path: Path, desktop: Desktop
):
    preview.save_to(Rendering.PDF, tmp_path / "fehlt" / "a.pdf")
    wait_idle()
    assert "cannot be written" in said(desktop)


def test_a_period_in_the_future_is_said_and_leaves_nothing_to_print(
    preview: ReportPreview, wait_idle: WaitIdle, desktop: Desktop
):
    preview.show_period(Quarter(2099, 1))
    wait_idle()
    assert not preview.print_button.isEnabled()
    assert not preview.save_button.isEnabled()
    assert "close" in said(desktop)


@pytest.mark.parametrize("slow", ["rendered", "report_page", "find_in_report"])
def test_no_slow_work_is_done_on_the_thread_of_the_window(
    slow: str,
    preview: ReportPreview,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    monkeypatch: pytest.MonkeyPatch,
):
    real: Callable[..., object] = getattr(previews, slow)
    threads: set[int] = set()

    def watched(*given: object) -> object:
        threads.add(get_ident())
        return real(*given)

    monkeypatch.setattr(previews, slow, watched)
    preview.show_period(PERIOD)
    wait_idle()
    preview.words.setText("chữ ký số")
    qtbot.keyClick(preview.words, Qt.Key.Key_Return)
    wait_idle()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    wait_idle()
    assert threads
    assert get_ident() not in threads
