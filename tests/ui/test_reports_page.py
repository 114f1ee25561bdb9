"""The reports page, used the way a person uses it: ready or not, export, verify."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.packages import VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.jobs import Job
from egovdesk.ui.reports.export_dialog import ExportDialog
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.reports.page import ReportsPage
from egovdesk.ui.reports.verdict_view import VerdictDialog
from tests.signing.authority import YEAR, Authority

WaitIdle = Callable[[], None]

PACKAGE = "BC_DKVN_2021-Q3_v1.asice"
PASSPHRASE = "mật khẩu đúng"


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a unit's own key file, locked with a passphrase."""
    key = rsa.generate_private_key(65537, 2048)
    authority = Authority(tmp_path_factory.mktemp("keys"), key, key)
    return authority.issue(
        "Cục Đăng kiểm Việt Nam", period=(-YEAR, 30 * YEAR), passphrase=PASSPHRASE.encode()
    )


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> ReportsPage:
    desktop.window.open_page("reports")
    wait_idle()
    return shown_page(desktop)


def shown_page(desktop: Desktop) -> ReportsPage:
    page = desktop.window.findChild(ReportsPage)
    assert page is not None
    return page


def open_export(page: ReportsPage, qtbot: QtBot, folder: Path) -> ExportDialog:
    qtbot.mouseClick(page.readiness.export, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    dialog.folder.line.setText(str(folder))
    return dialog


def press_export(dialog: ExportDialog, qtbot: QtBot) -> None:
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def export(page: ReportsPage, qtbot: QtBot, folder: Path) -> Path:
    dialog = open_export(page, qtbot, folder)
    with qtbot.waitSignal(dialog.exported, timeout=30_000) as done:
        press_export(dialog, qtbot)
    return done.args[0].file


def choose_key_file(dialog: ExportDialog, file: Path, passphrase: str) -> None:
    dialog.key.setCurrentIndex(1)
    dialog.key_file.line.setText(str(file))
    dialog.passphrase.setText(passphrase)


def wait_for_failure(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running and dialog.buttons.isVisible(), timeout=30_000)


def verdict(dialog: VerdictDialog, qtbot: QtBot) -> VerdictStatus:
    qtbot.waitUntil(lambda: dialog.verdict is not None, timeout=30_000)
    assert dialog.verdict is not None
    return dialog.verdict.status


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_closed_period_without_errors_is_ready(page: ReportsPage):
    assert page.readiness.badge.text() == "Ready"
    assert page.readiness.export.isEnabled()
    assert page.readiness.window_days.text() == "15/06/2021 – 14/09/2021"
    assert page.readiness.cut_off.text() == "14/09/2021"
    assert page.readiness.due.text() == "24/09/2021"
    assert len(page.findings.model.all_rows()) > 0


def test_a_due_date_on_a_day_off_names_the_working_day_before(
    page: ReportsPage, wait_idle: WaitIdle
):
    page.context.choose_period(Quarter(2022, 3))
    wait_idle()
    assert "24/09/2022" in page.readiness.due.text()  # a Saturday
    assert "23/09/2022" in page.readiness.due.text()


def test_a_period_that_has_not_closed_says_when_it_will(page: ReportsPage, wait_idle: WaitIdle):
    page.context.choose_period(Quarter(2099, 1))
    wait_idle()
    assert page.readiness.badge.text() == "Not closed yet"
    assert not page.readiness.export.isEnabled()
    assert "14/03/2099" in page.readiness.export.toolTip()


def test_errors_forbid_the_export_and_say_why(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle
):
    bootstrap.workspaces().create(tmp_path / "w", "CHHVN").workspace.close()
    bare_desktop.start(tmp_path / "w")
    wait_idle()
    assert bare_desktop.context is not None
    bare_desktop.context.choose_period(Quarter(2021, 3))
    bare_desktop.window.open_page("reports")
    wait_idle()
    page = shown_page(bare_desktop)
    assert page.readiness.badge.text() == "Not ready"
    assert not page.readiness.export.isEnabled()
    assert "Errors to correct first" in page.readiness.reason.text()


def test_a_finding_opens_what_it_speaks_of(desktop: Desktop, page: ReportsPage, qtbot: QtBot):
    finding = next(row for row in page.findings.model.rows() if row.subject == "task")
    asked: list[tuple[str, str]] = []
    page.context.page_requested.connect(lambda name, key: asked.append((name, key)))
    page.findings.view.setFocus()
    page.findings.view.selectRow(page.findings.model.rows().index(finding))
    qtbot.keyClick(page.findings.view, Qt.Key.Key_Return)
    assert asked == [("tasks", finding.key)]
    assert desktop.window.page_name == "tasks"


def test_an_export_with_the_trial_key_is_kept_listed_and_verified(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    file = export(page, qtbot, tmp_path / "gửi đi")
    assert file == tmp_path / "gửi đi" / PACKAGE
    assert file.is_file()
    assert str(file) in desktop.window.messages.accessibleName()
    assert "TRIAL" in desktop.window.messages.accessibleName()
    assert desktop.preferences.export_folder == tmp_path / "gửi đi"
    wait_idle()
    (row,) = page.revisions.model.rows()
    assert row.package is not None
    assert row.package.file_name == PACKAGE
    page.revisions.view.setFocus()
    page.revisions.view.selectRow(0)
    qtbot.keyClick(page.revisions.view, Qt.Key.Key_Return)
    dialog = page.findChild(VerdictDialog)
    assert dialog is not None
    assert verdict(dialog, qtbot) is VerdictStatus.VALID
    said = words(dialog)
    for expected in ("TRIAL", "Valid", "Yes: all", "Cục Đăng kiểm Việt Nam", "no time stamp"):
        assert expected in said


def test_a_second_export_of_the_same_figures_says_that_nothing_changed(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    first = export(page, qtbot, tmp_path / "a")
    wait_idle()
    second = export(page, qtbot, tmp_path / "b")
    wait_idle()
    assert second.read_bytes() == first.read_bytes()
    assert "Nothing changed" in desktop.window.messages.accessibleName()
    assert len(page.revisions.model.rows()) == 1


def test_the_message_opens_the_folder_of_the_package(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    class FileManager(QObject):
        opened: list[str] = []  # noqa: RUF012

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.opened.append(url.toLocalFile())

    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "open")
    try:
        export(page, qtbot, tmp_path / "out")
        buttons = desktop.window.messages.findChildren(QPushButton)
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert manager.opened == [str(tmp_path / "out")]


def test_a_wrong_passphrase_is_said_below_its_field_and_can_be_mended(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path, key_file: Path
):
    dialog = open_export(page, qtbot, tmp_path / "out")
    choose_key_file(dialog, key_file, "sai")
    press_export(dialog, qtbot)
    wait_for_failure(dialog, qtbot)
    assert "password" in dialog.passphrase_row.error
    assert (dialog.folder.error, dialog.key_file.error) == ("", "")
    assert dialog.passphrase.text() == ""
    assert not (tmp_path / "out").exists()
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.exported, timeout=30_000) as done:
        press_export(dialog, qtbot)
    assert not done.args[0].is_trial
    assert done.args[0].file.is_file()


def test_a_missing_passphrase_is_asked_for(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path, key_file: Path
):
    dialog = open_export(page, qtbot, tmp_path)
    choose_key_file(dialog, key_file, "")
    press_export(dialog, qtbot)
    wait_for_failure(dialog, qtbot)
    assert "needs a password" in dialog.passphrase_row.error


def test_a_file_that_is_no_key_is_said_below_the_key(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    (tmp_path / "note.p12").write_text("no key")
    for name in ("note.p12", "missing.p12"):
        dialog = open_export(page, qtbot, tmp_path / "out")
        choose_key_file(dialog, tmp_path / name, "")
        press_export(dialog, qtbot)
        wait_for_failure(dialog, qtbot)
        assert name in dialog.key_file.error
        assert (dialog.folder.error, dialog.passphrase_row.error) == ("", "")
        with qtbot.waitSignal(dialog.destroyed):
            dialog.reject()


def test_a_folder_that_cannot_be_written_is_said_below_the_folder(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    (tmp_path / "file").touch()
    dialog = open_export(page, qtbot, tmp_path / "file" / "out")
    press_export(dialog, qtbot)
    wait_for_failure(dialog, qtbot)
    assert "cannot be written" in dialog.folder.error
    assert page.context.desk.reports.state(Quarter(2021, 3), ()).history == ()


def test_empty_fields_are_said_before_any_work(page: ReportsPage, qtbot: QtBot, tmp_path: Path):
    dialog = open_export(page, qtbot, tmp_path)
    dialog.folder.line.clear()
    dialog.key.setCurrentIndex(1)
    press_export(dialog, qtbot)
    assert not dialog.is_running
    assert dialog.folder.error
    assert dialog.key_file.error


def test_a_cancelled_export_leaves_nothing(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    dialog = open_export(page, qtbot, tmp_path / "out")
    press_export(dialog, qtbot)
    cancel = dialog.progress.findChild(QPushButton)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    wait_for_failure(dialog, qtbot)
    desk = page.context.desk
    assert not (tmp_path / "out").exists()
    assert list((desk.session.workspace.folder / "packages").iterdir()) == []
    assert desk.reports.state(Quarter(2021, 3), ()).history == ()
    assert "Cancelled" in words(dialog)


def test_escape_stops_the_export_before_it_closes_the_dialog(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    dialog = open_export(page, qtbot, tmp_path / "out")
    press_export(dialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    wait_for_failure(dialog, qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not (tmp_path / "out").exists()


def test_a_tampered_copy_is_invalid_and_names_the_file(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
):
    genuine = export(page, qtbot, tmp_path / "out")
    forged = tmp_path / "forged.asice"
    with zipfile.ZipFile(genuine) as source, zipfile.ZipFile(forged, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "report.json":
                data = data.replace(b'"2021-Q3"', b'"2021-Q4"', 1)
            target.writestr(entry, data)
    drop(page, [forged])
    dialog = page.findChild(VerdictDialog)
    assert dialog is not None
    assert verdict(dialog, qtbot) is VerdictStatus.INVALID
    said = words(dialog)
    assert "Invalid" in said
    assert "No: 1 of" in said
    assert "report.json was changed after signing." in said


def test_a_file_that_is_no_package_is_invalid(page: ReportsPage, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "thư.asice").write_bytes(b"not a container")
    dialog = page.verify(tmp_path / "thư.asice")
    assert verdict(dialog, qtbot) is VerdictStatus.INVALID
    assert "The file is not a report package." in words(dialog)


def test_a_package_that_has_gone_says_so(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    dialog = page.verify(tmp_path / "gone.asice")
    wait_idle()
    assert dialog.verdict is None
    assert "gone.asice" in dialog.messages.accessibleName()


def test_other_files_are_not_taken(page: ReportsPage, tmp_path: Path):
    (tmp_path / "letter.pdf").touch()
    drop(page, [tmp_path / "letter.pdf"])
    assert page.findChild(VerdictDialog) is None


def test_a_verification_can_be_cancelled(
    page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    genuine = export(page, qtbot, tmp_path / "out")
    copy = shutil.copy(genuine, tmp_path / PACKAGE)
    dialog = page.verify(Path(copy))
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()
    wait_idle()
    assert dialog.verdict is None


def test_a_bug_in_long_work_locks_nobody_in(
    desktop: Desktop, page: ReportsPage, qtbot: QtBot, wait_idle: WaitIdle
):
    def broken(_job: Job, _report: Callable[[object], None]) -> None:
        raise ZeroDivisionError

    dialog = JobDialog(desktop.jobs, page)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        dialog.start_job("Working", broken, lambda _: None, lambda _: None, lambda _: None)
    wait_idle()
    assert "made a mistake" in desktop.window.messages.accessibleName()


def drop(page: ReportsPage, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    centre = page.drop.rect().center()
    entering = QDragEnterEvent(centre, action, data, button, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(page.drop, entering)
    if entering.isAccepted():
        dropping = QDropEvent(QPointF(centre), action, data, button, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(page.drop, dropping)
