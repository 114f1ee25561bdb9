"""Long lists and large imports: the window stays alive, and what was begun can be given up."""

from array import array
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QEvent, QObject, Qt
from pytestqt.qtbot import QtBot

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.register_queries import ListQuery
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
    assert registers.prepare_search(KIND, desktop.context.as_of) == 0


def test_the_rest_of_a_list_is_read_once_its_first_page_is_painted(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, monkeypatch: pytest.MonkeyPatch
):
    fill(desktop, ROWS)
    assert desktop.context is not None
    jobs = desktop.context.jobs
    panel = RegisterPanel(desktop.context, KIND)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    wait_idle()
    order: list[str] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                order.append(f"painted with {len(panel.model.ids)}")
            return False

    watch, run = Watch(), jobs.run
    panel.view.viewport().installEventFilter(watch)

    def asked(*job: Any) -> None:  # noqa: ANN401 - whatever the list asks for
        if "ListReader" in job[0].__qualname__:  # other pages ask for what is theirs
            order.append("asked")
        run(*job)

    monkeypatch.setattr(jobs, "run", asked)
    panel.refresh()
    qtbot.waitUntil(lambda: panel.model.rowCount() >= ROWS)
    assert order[:3] == ["asked", f"painted with {PAGE}", "asked"]


def test_a_reading_is_cancelled_by_the_next_one(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, monkeypatch: pytest.MonkeyPatch
):
    fill(desktop, ROWS)
    panel = a_panel(desktop, qtbot, wait_idle)
    panel.apply_query(ListQuery(kind=KIND, sort_by="name"))
    wait_idle()
    qtbot.waitUntil(lambda: panel.model.rowCount() >= ROWS)
    whole = panel.model.rowCount()
    assert desktop.context is not None
    registers = desktop.context.desk.registers
    ids, ended, overtaken = registers.ids, [], Event()

    def read(query: ListQuery, as_of: date, **how: Any) -> "array[int]":  # noqa: ANN401
        overtaken.wait(10)
        try:
            return ids(query, as_of, **how)
        except EGovDeskError as error:
            ended.append(error.code)
            raise

    monkeypatch.setattr(registers, "ids", read)
    panel.refresh()
    panel.refresh()
    overtaken.set()
    wait_idle()
    assert panel.model.rowCount() == whole
    assert ended == [ErrorCode.CANCELLED]
    assert not desktop.window.messages.isVisible()


def test_a_statement_is_stopped_in_the_middle_and_the_workspace_goes_on(desktop: Desktop):
    fill(desktop, ROWS)
    assert desktop.context is not None
    registers, as_of = desktop.context.desk.registers, desktop.context.as_of
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked > 1:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as stopped:
        registers.ids(ListQuery(kind=KIND, sort_by="name"), as_of, check=check)
    assert stopped.value.code is ErrorCode.CANCELLED
    assert asked == 2
    found = registers.ids(ListQuery(kind=KIND, sort_by="name"), as_of)
    assert len(found) == registers.count(KIND)


def test_a_million_lines_are_numbered_without_asking_for_each_number(
    desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    panel = a_panel(desktop, qtbot, wait_idle)
    asked = 0
    words = panel.model.headerData

    def counted(section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        nonlocal asked
        asked += orientation is Qt.Orientation.Vertical
        return words(section, orientation, role)

    panel.model.headerData = counted  # type: ignore[method-assign]
    few = panel.view.verticalHeader().width()
    panel.model.set_list(array("q", range(1, 1_000_001)), [])
    panel.grab()
    lines = panel.view.verticalHeader()
    assert lines.fontMetrics().horizontalAdvance("1000000") < lines.width()
    assert few < lines.width()
    assert 0 < asked < 200


def test_a_changed_record_is_found_by_its_new_words_only(desktop: Desktop):
    fill(desktop, 3)
    assert desktop.context is not None
    registers, as_of = desktop.context.desk.registers, desktop.context.as_of
    assert registers.prepare_search(KIND, as_of) >= 3
    draft = Draft(1, {"code": "LONG-00002", "name": "Biểu thống kê"})
    planned = registers.plan(KIND, [draft], DAY)
    registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=DAY)
    assert registers.prepare_search(KIND, as_of) == 1
    assert registers.prepare_search(KIND, as_of) == 0
    desktop.context.desk.history.undo()
    assert registers.prepare_search(KIND, as_of) == 1


def test_what_changes_between_two_steps_is_found_by_its_new_words(desktop: Desktop):
    fill(desktop, PAGE * 3)
    assert desktop.context is not None
    registers, as_of = desktop.context.desk.registers, desktop.context.as_of
    whole = registers.count(KIND)
    assert registers.prepare_search(KIND, as_of, PAGE) == PAGE
    assert registers.prepare_search(KIND, as_of, PAGE) == PAGE
    first = registers.ids(ListQuery(kind=KIND), as_of, limit=1)[0]
    planned = registers.plan(KIND, [Draft(1, {"name": "Biểu thống kê"}, first)], DAY)
    registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=DAY)
    assert registers.prepare_search(KIND, as_of) == whole - PAGE * 2 + 1
    assert list(registers.ids(ListQuery(kind=KIND, words=("bieu", "ke")), as_of)) == [first]


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
    assert panel.view.selected_count() == panel.model.rowCount()


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
