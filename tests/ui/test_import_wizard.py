"""Importing a file on the screen: three steps, and nothing saved before the last."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import Desk, open_desk, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.importing import Layout
from egovdesk.domain.plans import OnMatch, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.imports import Choices, Imports
from egovdesk.services.registers import Registers
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.importing.wizard import ImportWizard
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.ui.registers.panel import RegisterPanel
from tests.ui.dialogs import answering, in_dialog

WaitIdle = Callable[[], None]
KIND = RegisterKind.DATABASES
HEAD = ("Mã", "Tên CSDL", "Số bản ghi")


def a_file(path: Path, *rows: Sequence[object], font: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["DANH MỤC"], HEAD, *rows):
        sheet.append(list(row))
    if font:
        sheet["B3"].font = Font(name=font)
    book.save(path)
    return path


@pytest.fixture
def workspace_copy(tmp_path: Path) -> Path:
    """Begin without records: the unit's own registers are empty."""
    folder = tmp_path / "workspace"
    workspaces().create(folder, "DKVN").workspace.close()
    return folder


@pytest.fixture
def desk(desktop: Desktop) -> Desk:
    assert desktop.context is not None
    return desktop.context.desk


@pytest.fixture
def panel(desktop: Desktop, wait_idle: WaitIdle) -> RegisterPanel:
    desktop.window.open_page("assets", KIND.value)
    wait_idle()
    page = desktop.window.findChild(RegisterPage)
    assert page is not None
    return page.tabs.panels[KIND]


def test_a_file_becomes_records(
    panel: RegisterPanel, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
):
    file = a_file(tmp_path / "x.xlsx", ["01", "Kho", 5], ["02", "TỐI MẬT", 1], ["03", "Kho 3", "x"])

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        assert wizard.columns.grid.isVisible()
        assert wizard.columns.lacking() == []
        assert desk.registers.count(KIND) == 0
        wizard.onward.click()
        wait_idle()
        assert wizard.table.isVisible()
        assert wizard.onward.text() == "Save 1 shared databases"
        assert wizard.refused.isVisible()
        wizard.back.click()
        wizard.onward.click()
        wait_idle()
        wizard.onward.click()
        wait_idle()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    wait_idle()
    assert desk.registers.count(KIND) == 1
    assert panel.model.text(0, panel.model.column_of("name")) == "Kho"
    desk.history.undo()
    assert desk.registers.count(KIND) == 0


def test_refused_rows_are_saved_with_their_causes(
    panel: RegisterPanel,
    desk: Desk,
    tmp_path: Path,
    wait_idle: WaitIdle,
    monkeypatch: pytest.MonkeyPatch,
):
    file = a_file(tmp_path / "x.xlsx", ["01", "Kho", "x"])
    back = tmp_path / "trả lại.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(back), ""))

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        wizard.onward.click()
        wait_idle()
        assert not wizard.onward.isEnabled()
        wizard.refused.click()
        wait_idle()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    sheet = load_workbook(back).worksheets[0]
    assert "“x” is not a number" in sheet["C3"].comment.text
    assert desk.registers.count(KIND) == 0


def test_a_long_message_does_not_widen_the_window(
    panel: RegisterPanel, tmp_path: Path, wait_idle: WaitIdle
):
    file = a_file(tmp_path / "x.xlsx", ("", "Thiếu mã", 1), ("CSDL-1", "Đủ", 2))

    def look(wizard: ImportWizard) -> None:
        assert wizard.focusWidget() is wizard.file.button  # Enter chooses a file
        wizard.read_file(file)
        wait_idle()
        wizard.onward.click()
        wait_idle()
        width = wizard.width()
        wizard._note.setText("/tmp/" + "x" * 300)
        wait_idle()
        assert wizard.width() == width

    with answering(ImportWizard, look):
        panel.tools.import_file()


def test_choices_make_another_plan(
    panel: RegisterPanel, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
):
    file = a_file(tmp_path / "x.xlsx", ["01", "Kho", 5], ["01", "Kho", 6])

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        wizard.onward.click()
        wait_idle()
        assert not wizard.onward.isEnabled()
        for place in (1, 2):
            wizard.on_twice.setCurrentIndex(place)
            wait_idle()
            assert wizard.onward.isEnabled()
        wizard.on_match.setCurrentIndex(wizard.on_match.findData(OnMatch.LEAVE))
        wait_idle()
        assert wizard._count(Verdict.LEFT_OUT) == 1
        wizard.onward.click()
        wait_idle()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    wait_idle()
    assert panel.model.text(0, panel.model.column_of("records")) == "6"


def test_old_fonts_are_shown_and_converted(
    panel: RegisterPanel, tmp_path: Path, wait_idle: WaitIdle
):
    file = a_file(tmp_path / "x.xlsx", ["01", "Ph­¬ng tiÖn ®­êng bé", 5], font=".VnTime")

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        assert wizard.columns.legacy.isVisible()
        assert wizard.columns.converts_legacy()
        wizard.onward.click()
        wait_idle()
        wizard.onward.click()
        wait_idle()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    wait_idle()
    assert panel.model.text(0, panel.model.column_of("name")) == "Phương tiện đường bộ"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 x", b"MZ"])
def test_a_file_that_cannot_be_read_says_why(
    panel: RegisterPanel, tmp_path: Path, wait_idle: WaitIdle, content: bytes
):
    file = tmp_path / "hỏng.xlsx"
    file.write_bytes(content)

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        assert "hỏng.xlsx" in wizard._file_row.error
        assert not wizard.onward.isVisible()

    with answering(ImportWizard, act):
        panel.tools.import_file()


def test_what_was_changed_meanwhile_is_told_and_nothing_is_saved(
    panel: RegisterPanel, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
):
    file = a_file(tmp_path / "x.xlsx", ["01", "Kho", 5])

    def plan(source: Path) -> None:
        read = desk.imports.open(source)
        layout = desk.imports.recognise(read.sheets[0], KIND)
        made = desk.imports.plan(KIND, read.sheets[0], layout, desk.session.today, Choices())
        desk.registers.apply(made, use_case=UseCase.IMPORT_RECORDS, on=desk.session.today)

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        wizard.onward.click()
        wait_idle()
        plan(file)
        wizard.onward.click()
        wait_idle()
        assert "changed by something else meanwhile" in wizard._note.text()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    assert desk.registers.count(KIND) == 1


def test_escape_stops_reading(
    panel: RegisterPanel,
    desk: Desk,
    tmp_path: Path,
    wait_idle: WaitIdle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    file = a_file(tmp_path / "x.xlsx", *([str(n), "Kho", n] for n in range(4000)))
    started: list[bool] = []

    def slowly(_imports: Imports, _path: Path, check: Callable[[], None]) -> None:
        def checked() -> None:
            started.append(True)
            check()

        while True:  # until it is cancelled
            checked()
            time.sleep(0.001)

    monkeypatch.setattr(Imports, "open", slowly)

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        qtbot.waitUntil(lambda: bool(started))
        wizard.reject()
        assert wizard.isVisible()
        wait_idle()
        assert not wizard.is_running

    with answering(ImportWizard, act):
        panel.tools.import_file()
    assert desk.registers.count(KIND) == 0


@pytest.mark.parametrize(("owner", "phase"), [(Imports, "plan"), (Registers, "apply")])
def test_escape_stops_checking_and_saving_and_both_can_be_done_again(  # noqa: PLR0917
    panel: RegisterPanel,
    desk: Desk,
    tmp_path: Path,
    wait_idle: WaitIdle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    owner: type[Imports | Registers],
    phase: str,
):
    file = a_file(tmp_path / "x.xlsx", *([str(n), "Kho", n] for n in range(20)))
    real: Callable[..., object] = getattr(owner, phase)
    started: list[bool] = []

    def slowly(*given: object, **named: Callable[[], None]) -> object:
        check = named.get("check", given[-1])
        assert callable(check)
        while not started or started[-1]:  # until it is cancelled
            started.append(True)
            check()
            time.sleep(0.001)
        return real(*given, **named)

    monkeypatch.setattr(owner, phase, slowly)

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        for step in ("plan", "apply"):
            qtbot.mouseClick(wizard.onward, Qt.MouseButton.LeftButton)
            if step == phase:
                qtbot.waitUntil(lambda: bool(started))
                qtbot.keyClick(wizard, Qt.Key.Key_Escape)
                wait_idle()
                assert wizard.isVisible()
                assert wizard.change is None
                assert desk.registers.count(KIND) == 0
                started.append(False)
                qtbot.mouseClick(wizard.onward, Qt.MouseButton.LeftButton)
            wait_idle()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    assert desk.registers.count(KIND) == 20


def test_closing_the_window_during_an_import_leaves_a_whole_workspace(
    desktop: Desktop, panel: RegisterPanel, tmp_path: Path, workspace_copy: Path
):
    file = a_file(tmp_path / "x.xlsx", *([str(n), "Kho", n] for n in range(2000)))

    def leave(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        desktop.window.close()

    in_dialog(ImportWizard, leave)
    panel.tools.import_file()
    desktop.jobs.settle()
    desk = open_desk(workspace_copy)
    try:
        assert desk.registers.count(KIND) == 0
        assert desk.history.first_break() is None
    finally:
        desk.close()


def test_another_sheet_is_recognised_beside_the_window_and_a_stray_cell_makes_no_thousand_columns(
    panel: RegisterPanel,
    tmp_path: Path,
    wait_idle: WaitIdle,
    monkeypatch: pytest.MonkeyPatch,
):
    file = a_file(tmp_path / "x.xlsx", ["01", "Kho", 5])
    workbook = load_workbook(file)
    other = workbook.create_sheet("Rộng")
    for row in workbook.worksheets[0].iter_rows(values_only=True):
        other.append(row)
    other.cell(2, 400, "lạc")
    workbook.save(file)
    threads: set[int] = set()
    real = Imports.recognise

    def recognise(*given: Any) -> Layout:  # noqa: ANN401
        threads.add(get_ident())
        return real(*given)

    monkeypatch.setattr(Imports, "recognise", recognise)

    def act(wizard: ImportWizard) -> None:
        wizard.read_file(file)
        wait_idle()
        assert not wizard.columns.note.isVisible()
        wizard.columns.sheet.setCurrentIndex(1)
        assert wizard.columns.chosen() is None, "not before it was recognised"
        wait_idle()
        assert wizard.columns.lacking() == []
        assert wizard.columns.grid.columnCount() == 100
        assert wizard.columns.note.isVisible()
        wizard.reject()

    with answering(ImportWizard, act):
        panel.tools.import_file()
    assert threads
    assert get_ident() not in threads
