"""A new record by typing into the blank last row of a grid, as in a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import Desk, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind, Value
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.registers.grid_model import ISSUE_ROLE
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.registers.plan_preview import PlanPreview
from egovdesk.ui.tasks.page import TasksPage
from tests.ui.dialogs import answering

WaitIdle = Callable[[], None]
KIND = RegisterKind.DATABASES
NAMES = ("Phương tiện", "Đăng kiểm viên", "Ánh sáng")


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


def enter(desk: Desk, kind: RegisterKind, *raws: dict[str, str]) -> None:
    on = desk.session.today
    made = desk.registers.plan(kind, [Draft(n, raw) for n, raw in enumerate(raws)], on)
    desk.registers.apply(made, use_case=UseCase.IMPORT_RECORDS, on=on)


def opened(
    desktop: Desktop, wait_idle: WaitIdle, page: str = "assets", kind: RegisterKind = KIND
) -> RegisterPanel:
    desktop.window.open_page(page)
    wait_idle()
    (panel,) = [one for one in desktop.window.findChildren(RegisterPanel) if one.kind is kind]
    if (found := desktop.window.findChild(RegisterPage)) is not None:
        found.tabs.show_register(kind)
    wait_idle()
    panel.view.setFocus()
    return panel


@pytest.fixture
def panel(
    desktop: Desktop, desk: Desk, wait_idle: WaitIdle, activate: Callable[[], None]
) -> RegisterPanel:
    enter(desk, KIND, *({"code": f"{n:03d}", "name": name} for n, name in enumerate(NAMES)))
    panel = opened(desktop, wait_idle)
    activate()
    panel.view.setFocus()
    return panel


def blank(panel: RegisterPanel) -> int:
    return len(panel.model.ids)


def go_to_blank(panel: RegisterPanel, qtbot: QtBot, key: str) -> None:
    """Go below the last record by keyboard, then to a column."""
    panel.view.go_to(blank(panel) - 1, panel.model.column_of(key))
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.model.is_blank(panel.view.currentIndex().row())


def write(panel: RegisterPanel, qtbot: QtBot, text: str, end: Qt.Key) -> None:
    """Type into the current cell; the first key begins, as in a spreadsheet."""
    qtbot.keyClick(panel.view, text[0])
    (line,) = [line for line in panel.view.findChildren(QLineEdit) if line.isVisible()]
    qtbot.keyClicks(line, text[1:])
    qtbot.keyClick(line, end)


def records(desk: Desk, kind: RegisterKind = KIND) -> list[dict[str, Value]]:
    ids = desk.registers.ids(ListQuery(kind=kind), desk.session.today)
    rows = desk.registers.rows(kind, ids, desk.session.today)
    return [REGISTERS[kind].record(row) for row in rows]


def codes(desk: Desk) -> list[object]:
    return [one["code"] for one in records(desk)]


def shown(panel: RegisterPanel, line: int, key: str) -> str:
    return panel.model.text(line, panel.model.column_of(key))


def is_wrong(panel: RegisterPanel, line: int, key: str) -> bool:
    return bool(panel.model.index(line, panel.model.column_of(key)).data(ISSUE_ROLE))


def why(panel: RegisterPanel, line: int, key: str) -> str:
    index = panel.model.index(line, panel.model.column_of(key))
    return str(index.data(Qt.ItemDataRole.ToolTipRole))


def told(desktop: Desktop) -> str:
    return desktop.window.messages.accessibleName()


def test_records_are_typed_one_below_the_other(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "code")
    for code in ("n1", "n2"):
        write(panel, qtbot, code, Qt.Key.Key_Tab)
        write(panel, qtbot, f"Kho {code}", Qt.Key.Key_Return)
        wait_idle()
        at = panel.view.currentIndex()
        assert panel.model.is_blank(at.row())
        assert at.column() == panel.view.shown_columns()[0]
    assert codes(desk) == ["000", "001", "002", "n1", "n2"]
    assert shown(panel, 4, "name") == "Kho n2"
    assert shown(panel, blank(panel), "code") == ""


def test_undo_takes_the_record_away_and_redo_brings_it_back(
    desktop: Desktop, panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "code")
    write(panel, qtbot, "n1", Qt.Key.Key_Tab)
    write(panel, qtbot, "Kho", Qt.Key.Key_Return)
    wait_idle()
    for key, there in ((Qt.Key.Key_Z, False), (Qt.Key.Key_Y, True)):
        qtbot.keyClick(desktop.window, key, Qt.KeyboardModifier.ControlModifier)
        wait_idle()
        assert ("n1" in codes(desk)) is there
        assert (blank(panel) == len(NAMES) + 1) is there


def test_what_is_missing_is_shown_at_its_cell_and_nothing_is_lost(
    desktop: Desktop, panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "name")
    write(panel, qtbot, "Kho", Qt.Key.Key_Return)
    wait_idle()
    line = blank(panel)
    assert is_wrong(panel, line, "code")
    assert "empty" in why(panel, line, "code")
    assert not is_wrong(panel, line, "name")
    qtbot.keyClick(panel.view, Qt.Key.Key_Up)
    assert "not saved yet" in told(desktop)
    assert "Code" in told(desktop)
    panel.refresh()
    wait_idle()
    desktop.window.open_page("overview")
    wait_idle()
    desktop.window.open_page("assets")
    wait_idle()
    assert shown(panel, line, "name") == "Kho"
    assert len(codes(desk)) == len(NAMES)
    go_to_blank(panel, qtbot, "code")
    write(panel, qtbot, "n1", Qt.Key.Key_Return)
    wait_idle()
    assert records(desk)[-1]["name"] == "Kho"
    assert not is_wrong(panel, line, "code")


def test_escape_gives_the_row_up(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "name")
    write(panel, qtbot, "Kho", Qt.Key.Key_Return)
    wait_idle()
    before = desk.history.changes()
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    wait_idle()
    assert shown(panel, blank(panel), "name") == ""
    assert not is_wrong(panel, blank(panel), "code")
    assert desk.history.changes() == before


def test_emptying_the_last_cell_gives_the_row_up(
    panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "name")
    write(panel, qtbot, "Kho", Qt.Key.Key_Return)
    wait_idle()
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    wait_idle()
    assert not is_wrong(panel, blank(panel), "code")
    assert not panel.model.is_blank_begun


def test_a_wrong_cell_is_mended_and_the_row_becomes_a_record(
    desktop: Desktop, panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "code")
    write(panel, qtbot, "001", Qt.Key.Key_Tab)
    write(panel, qtbot, "Kho", Qt.Key.Key_Return)
    wait_idle()
    assert is_wrong(panel, blank(panel), "code")
    assert "belongs to another record" in why(panel, blank(panel), "code")
    panel.view.go_to(blank(panel), panel.model.column_of("updated_on"))
    write(panel, qtbot, "31/02/2021", Qt.Key.Key_Return)
    wait_idle()
    assert "31/02/2021" in told(desktop)
    assert [one["name"] for one in records(desk)] == list(NAMES)
    write(panel, qtbot, "24/02/2021", Qt.Key.Key_Return)
    panel.view.go_to(blank(panel), panel.model.column_of("code"))
    write(panel, qtbot, "n1", Qt.Key.Key_Return)
    wait_idle()
    made = records(desk)[-1]
    assert (made["code"], made["name"], str(made["updated_on"])) == ("n1", "Kho", "2021-02-24")


def test_cells_typed_while_the_record_is_being_made_are_its_own(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    """Nothing is delivered between the keys: five cells are on their way at once."""
    keys = ("code", "name", "owner", "regulation", "national_database")
    go_to_blank(panel, qtbot, "code")
    for key in keys:
        panel.view.go_to(blank(panel), panel.model.column_of(key))
        panel.view.grid.setData(panel.view.currentIndex(), f"new {key}")
    wait_idle()
    assert len(records(desk)) == len(NAMES) + 1
    assert [records(desk)[-1][key] for key in keys] == [f"new {key}" for key in keys]
    assert [shown(panel, len(NAMES), key) for key in keys] == [f"new {key}" for key in keys]
    assert not panel.model.is_blank_begun


def test_a_record_that_the_filter_would_hide_stays_in_sight(
    panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle
):
    search = panel.toolbar.search
    search.setFocus()
    qtbot.keyClicks(search, "anh")
    qtbot.waitUntil(lambda: blank(panel) == 1)
    wait_idle()
    panel.view.setFocus()
    go_to_blank(panel, qtbot, "code")
    write(panel, qtbot, "n1", Qt.Key.Key_Tab)
    write(panel, qtbot, "Kho", Qt.Key.Key_Tab)
    wait_idle()
    assert search.text() == ""
    assert shown(panel, len(NAMES), "name") == "Kho"
    assert panel.view.currentIndex().row() == len(NAMES)


def test_a_choice_is_empty_until_it_is_chosen(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "stage")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    (box,) = [box for box in panel.view.findChildren(QComboBox) if box.isVisible()]
    assert box.currentText() == ""
    qtbot.keyClick(box, Qt.Key.Key_Return)
    wait_idle()
    assert not panel.model.is_blank_begun


def test_a_block_pasted_at_the_blank_row_makes_records(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "owner")
    write(panel, qtbot, "Mine", Qt.Key.Key_Return)
    wait_idle()
    panel.view.go_to(blank(panel), panel.model.column_of("code"))
    QGuiApplication.clipboard().setText("n1\tKho 1\nn2\tKho 2\n")
    with answering(PlanPreview, lambda preview: preview.save.click()):
        qtbot.keySequence(panel.view, QKeySequence.StandardKey.Paste)
        wait_idle()
    wait_idle()
    assert codes(desk)[-2:] == ["n1", "n2"]
    assert [one["owner"] for one in records(desk)[-2:]] == ["Mine", ""]
    assert not panel.model.is_blank_begun


def test_one_value_pasted_into_the_blank_row_is_typed_there(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go_to_blank(panel, qtbot, "code")
    for key, text in (("code", "n1"), ("name", "Kho")):
        panel.view.go_to(blank(panel), panel.model.column_of(key))
        QGuiApplication.clipboard().setText(text)
        qtbot.keySequence(panel.view, QKeySequence.StandardKey.Paste)
        wait_idle()
    assert codes(desk)[-1] == "n1"


def test_the_blank_row_is_neither_copied_nor_deleted(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(panel.view, Qt.Key.Key_A, control)
    qtbot.keyClick(panel.view, Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text().count("\n") == len(NAMES)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete, control)
    wait_idle()
    assert records(desk) == []


@pytest.mark.parametrize(
    ("page", "kind", "cells"),
    [
        ("signatures", RegisterKind.SIGNERS, {"full_name": "Nguyen An", "signing": "Yes"}),
        ("services", RegisterKind.PROCEDURES, {"code": "1.01", "name": "Cap phep"}),
        ("assets", RegisterKind.PROJECTS, {"code": "D1", "name": "Du an"}),
        (
            "assets",
            RegisterKind.ACTIVITIES,
            {"held_on": "01/02/2021", "kind": "Training", "name": "Tap huan"},
        ),
    ],
)
def test_other_registers_have_it_too(
    desktop: Desktop,
    desk: Desk,
    wait_idle: WaitIdle,
    page: str,
    kind: RegisterKind,
    cells: dict[str, str],
):
    desktop.window.open_page(page)
    wait_idle()
    enter(desk, kind, {**cells, next(iter(cells)): "01/01/2021" if "held_on" in cells else "First"})
    panel = opened(desktop, wait_idle, page, kind)
    panel.refresh()
    wait_idle()
    assert len(records(desk, kind)) == 1
    for place, (key, text) in enumerate(cells.items()):
        column = panel.model.column_of(key)
        is_new = place == 0 or panel.model.is_blank_begun
        line = blank(panel) if is_new else panel.model.line_of(max(panel.model.ids))
        assert line is not None
        panel.model.setData(panel.model.index(line, column), text)
        wait_idle()
    made = records(desk, kind)[-1]
    assert len(records(desk, kind)) == 2
    for key in cells:
        assert made[key] not in ("", None, False)


def test_tasks_are_made_in_the_form_because_their_days_are_set_only_once(
    desktop: Desktop, wait_idle: WaitIdle
):
    desktop.window.open_page("tasks")
    wait_idle()
    page = desktop.window.findChild(TasksPage)
    assert page is not None
    assert page.panel.model.rowCount() == len(page.panel.model.ids)
