"""Long lists and large imports: the window stays alive, and what was begun can be given up."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.importing.wizard import ImportWizard
from egovdesk.ui.registers.grid_model import PAGE
from egovdesk.ui.registers.panel import RegisterPanel
from tests.ui.conftest import WaitIdle

KIND = RegisterKind.REPORT_FORMS
DAY = date(2021, 1, 1)
ROWS = 5_000


def fill(desktop: Desktop, rows: int) -> None:
    assert desktop.context is not None
    registers = desktop.context.desk.registers
    drafts = [
        Draft(n, {"code": f"LONG-{n:05}", "name": f"Báo cáo mẫu {n}"}) for n in range(1, rows + 1)
    ]
    registers.apply(registers.plan(KIND, drafts, DAY), use_case=UseCase.IMPORT_RECORDS, on=DAY)


def a_panel(desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle) -> RegisterPanel:
    assert desktop.context is not None
    panel = RegisterPanel(desktop.context, KIND)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    panel.refresh()
    wait_idle()
    return panel


def test_everything_shown_is_made_ready_for_searching_in_steps(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    fill(desktop, ROWS)
    assert desktop.context is not None
    registers = desktop.context.desk.registers
    panel = a_panel(desktop, qtbot, wait_idle)
    qtbot.waitUntil(lambda: len(panel.model.ids) >= ROWS)

    def found() -> int:
        with desktop.context.desk.session.workspace.reading() as unit:
            return len(unit.registers.search(["long-"], ROWS + 1))

    qtbot.waitUntil(lambda: found() == ROWS)
    assert registers.prepare_search(KIND, desktop.context.as_of, -1) == 0


def test_a_changed_record_is_found_by_its_new_words_only(desktop: Desktop):
    fill(desktop, 3)
    assert desktop.context is not None
    registers, as_of = desktop.context.desk.registers, desktop.context.as_of
    assert registers.prepare_search(KIND, as_of, -1) >= 3
    draft = Draft(1, {"code": "LONG-00002", "name": "Biểu thống kê"})
    planned = registers.plan(KIND, [draft], DAY)
    registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=DAY)
    assert registers.prepare_search(KIND, as_of, -1) == 1
    assert registers.prepare_search(KIND, as_of, -1) == 0
    desktop.context.desk.history.undo()
    assert registers.prepare_search(KIND, as_of, -1) == 1


def test_selecting_a_long_list_asks_little_of_its_cells(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    fill(desktop, ROWS)
    panel = a_panel(desktop, qtbot, wait_idle)
    qtbot.waitUntil(lambda: len(panel.model.ids) >= ROWS)
    asked = 0
    flags = panel.model.flags

    def counted(index: object) -> Qt.ItemFlag:
        nonlocal asked
        asked += 1
        return flags(index)  # type: ignore[arg-type]

    panel.model.flags = counted  # type: ignore[method-assign]
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    panel.grab()
    assert len(panel.view.selected_ids()) == len(panel.model.ids) >= ROWS
    assert asked < ROWS


def test_a_large_change_is_taken_back_and_brought_back_whole(desktop: Desktop):
    assert desktop.context is not None
    desk = desktop.context.desk
    before = desk.registers.count(KIND)
    fill(desktop, PAGE * 3)
    desk.history.undo()
    assert desk.registers.count(KIND) == before
    desk.history.redo()
    assert desk.registers.count(KIND) == before + PAGE * 3
    assert desk.history.first_break() is None


def test_reading_a_large_file_can_be_cancelled_and_nothing_is_saved(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["Mã", "Tên"])
    for number in range(20_000):
        sheet.append([f"LONG-{number:05}", f"Báo cáo mẫu {number}"])
    file = tmp_path / "large.xlsx"
    book.save(file)
    assert desktop.context is not None
    before = desktop.context.desk.registers.count(KIND)
    wizard = ImportWizard(desktop.context, KIND, desktop.window)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.read_file(file)
    assert wizard.is_running
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    wait_idle()
    assert not wizard.is_running
    assert not wizard.columns.isVisible()
    assert desktop.context.desk.registers.count(KIND) == before
