"""Starting the desktop as a process of its own: what it reports, and what it leaves for later."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from egovdesk.ui import app

HEAVY = {"pyhanko", "openpyxl", "reportlab", "jsonschema", "lxml", "cryptography"}


def test_a_start_reports_its_moments_and_loads_nothing_heavy(workspace_copy: Path, tmp_path: Path):
    start = [sys.executable, "-X", "importtime", "-m", "egovdesk", "desktop", "--report-start"]
    ended = subprocess.run(
        [*start, str(workspace_copy)],
        env=os.environ | {"EGOVDESK_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split() == ["painted", "filled"], ended.stderr[-2000:]
    assert ended.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "egovdesk.services.overview" in loaded
    assert not HEAVY & loaded
    assert not (workspace_copy / "workspace.lock").exists()


def test_the_window_is_painted_before_domain_and_storage_are_loaded():
    shell = "import sys, egovdesk.ui.desktop; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run(
        [sys.executable, "-c", shell], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "PySide6.QtWidgets" in loaded
    assert "sqlalchemy" not in loaded
    of_domain = {name for name in loaded if name.startswith("egovdesk.domain.")}
    assert of_domain <= {"egovdesk.domain.errors", "egovdesk.domain.values"}


def test_loading_qt_leaves_pythons_own_import_in_its_place():
    code = (
        "import builtins; plain = builtins.__import__; from egovdesk.ui import app; "
        "app.load_qt(); import PySide6.QtWidgets; print(builtins.__import__ is plain)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"


def test_after_the_start_garbage_is_looked_for_but_not_in_what_the_start_made():
    code = (
        "import gc; from egovdesk.ui import app; gc.disable(); "
        "app._collect_garbage(); print(gc.isenabled(), gc.get_freeze_count() > 1000)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True True"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may lack them")
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(app, "XCB_LIBRARIES", ("libc.so.6", "libxcb-absent.so.7"))
    assert app.main([]) == 3
    said = capsys.readouterr().err
    assert "libxcb-absent.so.7" in said
    assert "libc.so.6" not in said
