"""The whole desktop on a real workspace: what the tests of pages start from."""

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import make_sample
from egovdesk.ui import theme
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.reports.page import ReportsPage
from egovdesk.ui.theme import Theme
from egovdesk.wording import Language, set_language
from tests.signing.authority import YEAR, Authority
from tests.ui.dialogs import taken_reports
from tests.ui.reports import PASSPHRASE, settle, shown_page

WaitIdle = Callable[[], None]
"""Waits until every job has ended and its outcome is on the screen."""


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample unit's workspace once; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    make_sample(folder)
    return folder


@pytest.fixture
def workspace_copy(tmp_path: Path, sample_workspace: Path) -> Path:
    """Copy the sample workspace for one test."""
    folder = tmp_path / "workspace"
    shutil.copytree(sample_workspace, folder, ignore=shutil.ignore_patterns("workspace.lock"))
    return folder


@pytest.fixture
def bare_desktop(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    """Show the desktop in English, with a profile of its own and no workspace open."""
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # Desktop takes it: give it back
    preferences = Preferences()
    preferences.language = Language.EN
    preferences.reminders = False  # tests of reminders switch them on
    freeze = gc.freeze
    monkeypatch.setattr(gc, "freeze", lambda: None)  # a desktop expects to be the only one
    # Once the last window has closed, Qt would end every later event loop at once.
    qapp.setQuitOnLastWindowClosed(False)
    desktop = Desktop(qapp)
    desktop.show()
    desktop.window.activateWindow()  # shortcuts work in the active window only
    qtbot.waitUntil(desktop.window.isActiveWindow)
    yield desktop
    desktop.window.close() or desktop.window.close()  # the first warns of what a test left refused
    QCoreApplication.processEvents()
    desktop.window.deleteLater()
    desktop.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    freeze()  # what is left is what was imported
    assert not taken_reports(tmp_path), "the program made a mistake that the test did not look at"
    qapp.clipboard().clear()  # files left there outlive Qt, and the process ends in a crash
    theme.apply_theme(qapp, Theme.LIGHT)
    set_language(Language.VI)


@pytest.fixture
def desktop(bare_desktop: Desktop, workspace_copy: Path, qtbot: QtBot) -> Desktop:
    """Show the desktop on a copy of the sample workspace."""
    bare_desktop.start(workspace_copy)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    return bare_desktop


@pytest.fixture
def wait_idle(bare_desktop: Desktop) -> WaitIdle:
    """Return what waits until nothing is running and everything read is shown."""

    def wait() -> None:
        bare_desktop.jobs.settle()
        QCoreApplication.processEvents()
        bare_desktop.jobs.settle()

    return wait


@pytest.fixture
def activate(bare_desktop: Desktop, qtbot: QtBot) -> Callable[[], None]:
    """Return what makes the desktop's window the active one: shortcuts belong to it alone."""

    def is_active() -> bool:
        bare_desktop.window.activateWindow()
        return bare_desktop.window.isActiveWindow()

    return lambda: qtbot.waitUntil(is_active)


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a unit's own key file, locked with a passphrase."""
    return issued(tmp_path_factory.mktemp("key"), "Cục Đăng kiểm Việt Nam")


@pytest.fixture(scope="session")
def preparer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the key file of who prepares the report, locked with the same passphrase."""
    return issued(tmp_path_factory.mktemp("preparer"), "Nguyễn Văn Lập")


def issued(folder: Path, subject: str) -> Path:
    key = rsa.generate_private_key(65537, 2048)
    authority = Authority(folder, key, key)
    return authority.issue(subject, period=(-YEAR, 30 * YEAR), passphrase=PASSPHRASE.encode())


@pytest.fixture
def reports_page(desktop: Desktop, wait_idle: WaitIdle) -> ReportsPage:
    desktop.window.open_page("reports")
    wait_idle()
    return shown_page(desktop)


@pytest.fixture
def frozen(reports_page: ReportsPage, wait_idle: WaitIdle) -> ReportsPage:
    """Give the page of a report that waits for its signature."""
    settle(reports_page, wait_idle)
    return reports_page
