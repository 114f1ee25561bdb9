"""Evidence as an officer adds it: copied files and pictures pasted, files dropped, looked at."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import Desk
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.evidence import NewEvidence
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.directives.page import DirectivesPage
from egovdesk.ui.registers.history_dialog import HistoryDialog
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.tasks.page import TasksPage
from egovdesk.ui.tasks.progress_dialog import ProgressDialog
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.preview import PreviewDialog
from tests.ui.dialogs import answering

WaitIdle = Callable[[], None]
PASTE = QKeySequence.StandardKey.Paste
K = RegisterKind
PICTURE = re.compile(r"Picture \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png")


@pytest.fixture
def desk(desktop: Desktop) -> Desk:
    assert desktop.context is not None
    return desktop.context.desk


def a_file(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_bytes(b"%PDF-1.7 " + name.encode())
    return file


def copy_files(*files: Path) -> None:
    """Copy files as a file manager does: their addresses, and their names as a text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setText("\n".join(str(file) for file in files))
    QGuiApplication.clipboard().setMimeData(data)


def copy_picture() -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    QGuiApplication.clipboard().setImage(image)


def drop(area: DropArea, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    area.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def panel_of(desktop: Desktop, kind: RegisterKind, wait_idle: WaitIdle) -> RegisterPanel:
    page = {K.DIRECTIVES: "directives", K.PROCEDURES: "services", K.SIGNERS: "signatures"}
    desktop.window.open_page(page.get(kind, "assets"))
    wait_idle()
    (panel,) = [p for p in desktop.window.findChildren(RegisterPanel) if p.kind is kind]
    pages = [p for p in desktop.window.findChildren(RegisterPage) if kind in p.tabs.panels]
    if pages:
        pages[0].tabs.show_register(kind)
    wait_idle()
    panel.view.setFocus()
    panel.view.go_to(0)
    return panel


def names(desk: Desk, kind: RegisterKind, row_id: int) -> list[str]:
    return sorted(one.name for one in desk.attachments.of(kind, row_id).files)


@pytest.mark.parametrize(
    "kind", [kind for kind, register in REGISTERS.items() if register.keeps_evidence]
)
def test_files_pasted_on_a_record_are_attached_to_it(
    desktop: Desktop,
    desk: Desk,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    kind: RegisterKind,
):
    panel = panel_of(desktop, kind, wait_idle)
    row = panel.current_row()
    assert row is not None
    copy_files(a_file(tmp_path, "a.pdf"), a_file(tmp_path, "b.pdf"))
    qtbot.keySequence(panel.view, PASTE)
    wait_idle()
    assert names(desk, kind, row.id) == ["a.pdf", "b.pdf"]
    assert "Saved" in desktop.window.messages.accessibleName()
    qtbot.mouseClick(desktop.window.messages._action, Qt.MouseButton.LeftButton)
    wait_idle()
    assert names(desk, kind, row.id) == []


def test_where_no_files_are_kept_the_paste_says_so(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    panel = panel_of(desktop, K.SIGNERS, wait_idle)
    before = desk.history.changes()
    copy_files(a_file(tmp_path, "a.pdf"))
    qtbot.keySequence(panel.view, PASTE)
    wait_idle()
    assert "No files are kept" in desktop.window.messages.accessibleName()
    assert desk.history.changes() == before


def test_a_picture_pasted_on_a_record_becomes_a_png(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    panel = panel_of(desktop, K.PROJECTS, wait_idle)
    row = panel.current_row()
    assert row is not None
    copy_picture()
    qtbot.keySequence(panel.view, PASTE)
    wait_idle()
    (file,) = desk.attachments.of(K.PROJECTS, row.id).files
    assert PICTURE.fullmatch(file.name)
    kept = QImage(str(desk.session.workspace.folder / "evidence" / file.digest), "PNG")
    assert (kept.width(), kept.height()) == (8, 6)
    assert kept.pixelColor(3, 3) == QColor("navy")


def test_files_are_dropped_and_pasted_in_the_form_of_a_record(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    panel = panel_of(desktop, K.DATABASES, wait_idle)
    row = panel.current_row()
    assert row is not None

    def work(dialog: RecordDialog) -> None:
        assert dialog.files is not None
        qtbot.waitUntil(dialog.isActiveWindow)
        drop(dialog.files.drop, a_file(tmp_path, "dropped.pdf"))
        name = dialog.editors["name"]
        assert isinstance(name, QLineEdit)
        name.setFocus()
        before = name.text()
        copy_files(a_file(tmp_path, "pasted.pdf"))
        qtbot.keySequence(name, PASTE)
        wait_idle()
        assert name.text() == before
        assert names(desk, K.DATABASES, row.id) == ["dropped.pdf", "pasted.pdf"]
        QGuiApplication.clipboard().setText("!")
        qtbot.keySequence(name, PASTE)
        assert name.text() == before + "!"
        empty = tmp_path / "empty.pdf"
        empty.touch()
        drop(dialog.files.drop, empty)
        wait_idle()
        assert "empty.pdf" in dialog.files.row.error

    with answering(RecordDialog, work):
        panel.edit_record()
    assert len(names(desk, K.DATABASES, row.id)) == 2


def test_files_are_looked_at_and_taken_away_in_the_form_of_a_record(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    panel = panel_of(desktop, K.DATABASES, wait_idle)
    row = panel.current_row()
    assert row is not None
    for name in ("a.pdf", "b.pdf"):
        new = [NewEvidence(path=a_file(tmp_path, name))]
        desk.attachments.attach(K.DATABASES, row.id, new)
    shown: list[str] = []

    def work(dialog: RecordDialog) -> None:
        files = dialog.files
        assert files is not None
        qtbot.waitUntil(dialog.isActiveWindow)
        wait_idle()
        with answering(PreviewDialog, lambda preview: shown.append(preview.windowTitle())):
            qtbot.keyClick(files.list, Qt.Key.Key_Return)
            wait_idle()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        files.list.setFocus()
        qtbot.keyClick(files.list, Qt.Key.Key_Delete)
        wait_idle()
        assert names(desk, K.DATABASES, row.id) == ["a.pdf"]
        qtbot.mouseClick(files.remove, Qt.MouseButton.LeftButton)
        wait_idle()
        assert not files.list.isVisible()

    with answering(RecordDialog, work):
        panel.edit_record()
    assert shown == ["b.pdf"]
    assert names(desk, K.DATABASES, row.id) == []
    desk.history.undo()
    desk.history.undo()
    assert names(desk, K.DATABASES, row.id) == ["a.pdf", "b.pdf"]


def test_the_history_of_a_record_names_its_files(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    panel = panel_of(desktop, K.DATABASES, wait_idle)
    copy_files(a_file(tmp_path, "quy-che.pdf"))
    qtbot.keySequence(panel.view, PASTE)
    wait_idle()
    told: list[list[str]] = []

    def look(dialog: HistoryDialog) -> None:
        latest = dialog.tree.topLevelItem(0).child(0)
        told.append([latest.text(column) for column in range(3)])

    with answering(HistoryDialog, look):
        panel.tools.show_history()
        wait_idle()
    assert told == [["Evidence", "", "quy-che.pdf"]]


def test_a_document_pasted_beside_a_directive_is_kept_with_it(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    desktop.window.open_page("directives")
    wait_idle()
    activate()
    page = desktop.window.findChild(DirectivesPage)
    assert page is not None
    copy_picture()
    page.sheet.drop.button.setFocus()
    qtbot.keySequence(page.sheet.drop.button, PASTE)
    wait_idle()
    (file,) = desk.directives.sheet(desk.directives.all()[0].id).files
    assert PICTURE.fullmatch(file.name)
    assert file.document_number == "1478/BGTVT-TTCNTT"


def test_files_and_a_picture_pasted_into_the_note_of_a_step_are_its_evidence(
    desktop: Desktop,
    wait_idle: WaitIdle,
    qtbot: QtBot,
    activate: Callable[[], None],
    tmp_path: Path,
):
    desktop.window.open_page("tasks")
    wait_idle()
    activate()
    page = desktop.window.findChild(TasksPage)
    assert page is not None
    page.open_record("2.c")
    wait_idle()
    files = [a_file(tmp_path, "a.pdf"), a_file(tmp_path, "b.pdf")]

    def work(dialog: ProgressDialog) -> None:
        qtbot.waitUntil(dialog.isActiveWindow)
        note = dialog.note
        copy_files(files[0])
        qtbot.keySequence(note, PASTE)
        qtbot.mouseClick(dialog.no_file, Qt.MouseButton.LeftButton)
        assert not dialog.has_file
        copy_files(*files)
        note.setFocus()
        qtbot.keySequence(note, PASTE)
        copy_picture()
        qtbot.keySequence(note, PASTE)
        qtbot.waitUntil(lambda: "Picture" in dialog.file_name.text())
        data = QMimeData()  # cells come as a picture too
        data.setText("copied cells")
        data.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
        QGuiApplication.clipboard().setMimeData(data)
        qtbot.keySequence(note, PASTE)
        assert note.toPlainText() == "copied cells"
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()

    with answering(ProgressDialog, work):
        page.record.trigger()
    wait_idle()
    row = next(row for row in page.rows() if row.task.code == "2.c")
    *files_kept, picture = [item.name for item in row.evidence][-3:]
    assert files_kept == ["a.pdf", "b.pdf"]
    assert PICTURE.fullmatch(picture)
