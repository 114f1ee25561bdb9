"""The reports page on its way to a signature, for the tests that begin there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from egovdesk.ui.desktop import Desktop
from egovdesk.ui.reports.page import ReportsPage
from egovdesk.ui.reports.steps import Step
from egovdesk.ui.signing.export_dialog import ExportDialog

WaitIdle = Callable[[], None]

PASSPHRASE = "mật khẩu đúng"


def shown_page(desktop: Desktop) -> ReportsPage:
    page = desktop.window.findChild(ReportsPage)
    assert page is not None
    return page


def settle(page: ReportsPage, wait_idle: WaitIdle) -> None:
    """Answer every warning and freeze the report, as the steps before the signature do."""
    desk, period = page.context.desk, page.context.period
    if warnings := [f for f in desk.findings.check(period) if f.needs_reason]:
        desk.findings.answer(period, warnings, "Đã rà soát.")
    if desk.reports.live(period) is None:
        desk.reports.freeze(period)
    page.refresh()
    wait_idle()


def open_export(page: ReportsPage, qtbot: QtBot, folder: Path) -> ExportDialog:
    """Open the dialog; the sample unit begins with its trial key, which is looked at at once."""
    page.steps.choose(Step.SIGNATURE)
    qtbot.mouseClick(page.signature_step.sign, Qt.MouseButton.LeftButton)
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    dialog.folder.line.setText(str(folder))
    qtbot.waitUntil(dialog.sign_button.isEnabled, timeout=30_000)
    return dialog


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))
