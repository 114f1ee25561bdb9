"""Typing a month's counts as an officer does: keys, the clipboard, months, what is unusual."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import open_desk
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import UseCase
from egovdesk.domain.monthly_counts import CountRow, months_before
from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureAttribute,
    ProcedureEvent,
)
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.remarks import NewRemark
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.registers.grid_model import ISSUE_ROLE, REMARK_ROLE
from egovdesk.ui.registers.plan_preview import PlanPreview
from egovdesk.ui.services.month_grid import BESIDE_ROLE, COUNTS, JUMP_ROLE
from egovdesk.ui.services.month_view import MonthView
from egovdesk.ui.services.page import ServicesPage
from tests.ui.dialogs import in_dialog

WaitIdle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")
EMPTY = "2021-10"
"""A month of the sample that has no counts yet."""
F = CountField


@pytest.fixture
def view(desktop: Desktop, wait_idle: WaitIdle, activate: Callable[[], None]) -> MonthView:
    desktop.window.resize(1366, 768)
    desktop.window.open_page("services", EMPTY)
    wait_idle()
    activate()
    page = desktop.window.findChild(ServicesPage)
    assert page is not None
    page.months.grid.setFocus()
    return page.months


@pytest.fixture(autouse=True)
def clean_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def type_in(view: MonthView, qtbot: QtBot) -> Callable[..., None]:
    """Return what types into the current cell of the grid and leaves it by a key."""

    def type_in(text: str, leave: Qt.Key = Qt.Key.Key_Return) -> None:
        qtbot.keyClick(view.grid, text[0])
        if text[1:]:
            qtbot.keyClicks(editor(view), text[1:])
        qtbot.keyClick(editor(view), leave)

    return type_in


def editor(view: MonthView) -> QLineEdit:
    found = [one for one in view.grid.viewport().findChildren(QLineEdit) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def row(view: MonthView, code: str) -> CountRow:
    assert view.sheet is not None
    return next(one for one in view.sheet.rows if one.procedure.code == code)


def line(view: MonthView, code: str) -> int:
    return [one.procedure.code for one in view.model.rows].index(code)


def shown(view: MonthView, code: str, count: CountField) -> str:
    return view.model.text(line(view, code), COUNTS.index(count))


def current(view: MonthView) -> tuple[str, CountField]:
    index = view.grid.currentIndex()
    return view.model.rows[index.row()].procedure.code, COUNTS[index.column()]


def answer(accept: bool, seen: list[list[str]]) -> None:
    """Answer the preview that the next call opens; keep what its rows say."""

    def act(dialog: PlanPreview) -> None:
        model = dialog.table.model
        for place in range(model.rowCount()):
            cells = range(model.columnCount())
            seen.append([str(model.data(model.index(place, cell)) or "") for cell in cells])
        if accept:
            dialog.save.click()
        else:
            dialog.reject()

    in_dialog(PlanPreview, act)


def paste(view: MonthView, qtbot: QtBot, wait_idle: WaitIdle, text: str) -> list[list[str]]:
    """Paste a block from a spreadsheet and agree; return what the preview said."""
    QGuiApplication.clipboard().setText(text.replace("|", "\t"))
    seen: list[list[str]] = []
    answer(True, seen)
    qtbot.keyClick(view.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    qtbot.waitUntil(lambda: bool(seen) and QApplication.activeModalWidget() is None)
    wait_idle()
    return seen


# Typing


def test_figures_typed_with_enter_and_tab_are_saved_one_by_one(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    assert current(view) == ("DK.001", F.RECEIVED)
    type_in("120")
    assert current(view) == ("DK.002", F.RECEIVED)
    type_in("80", Qt.Key.Key_Tab)
    assert current(view) == ("DK.002", F.RECEIVED_ONLINE)
    type_in("75")
    wait_idle()
    assert row(view, "DK.001").counts == (120, 0, 0, 0, 0, 0, 0, 0)
    assert row(view, "DK.002").counts == (80, 75, 0, 0, 0, 0, 0, 0)
    assert shown(view, "DK.002", F.RECEIVED_ONLINE) == "75"
    assert view.done.text() == "2 of 39 have counts"


def test_enter_after_tab_begins_the_next_line_where_tab_began(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    view.grid.go_to(0, COUNTS.index(F.RESULTS))
    type_in("80", Qt.Key.Key_Tab)
    type_in("75", Qt.Key.Key_Tab)
    type_in("10")
    assert current(view) == ("DK.002", F.RESULTS)
    type_in("9")
    assert current(view) == ("DK.003", F.RESULTS)
    view.grid.go_to(0, COUNTS.index(F.ONE_STOP))
    type_in("11", Qt.Key.Key_Down)
    assert current(view) == ("DK.002", F.ONE_STOP)
    type_in("12", Qt.Key.Key_Up)
    assert current(view) == ("DK.001", F.ONE_STOP)
    wait_idle()
    assert row(view, "DK.001").counts == (0, 0, 0, 0, 80, 75, 11, 0)


@pytest.mark.parametrize(
    ("key", "code", "count"),
    [
        (Qt.Key.Key_Home, "DK.001", COUNTS[0]),
        (Qt.Key.Key_End, "DK.040", COUNTS[-1]),
        (Qt.Key.Key_Up, "DK.001", COUNTS[2]),
        (Qt.Key.Key_Right, "DK.006", COUNTS[-1]),
    ],
)
def test_ctrl_with_a_key_takes_the_selection_along(
    view: MonthView, qtbot: QtBot, key: Qt.Key, code: str, count: CountField
):
    view.grid.go_to(line(view, "DK.006"), 2)
    qtbot.keyClick(view.grid, key, Qt.KeyboardModifier.ControlModifier)
    assert current(view) == (code, count)
    lines, chosen = view.grid.block()
    assert (list(lines), chosen) == ([line(view, code)], [COUNTS.index(count)])


def test_what_is_typed_shows_at_once_and_never_the_old_figure_again(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    said: list[str] = []
    view.model.dataChanged.connect(lambda *_: said.append(shown(view, "DK.001", F.RECEIVED)))
    type_in("1234")
    wait_idle()
    assert set(said) == {"1234", "1,234"}
    assert said[-1] == "1,234"


def test_an_open_editor_keeps_what_is_typed_while_the_month_is_read_anew(
    view: MonthView, type_in: Callable[..., None], qtbot: QtBot, wait_idle: WaitIdle
):
    type_in("120")
    qtbot.keyClick(view.grid, "9")
    wait_idle()  # the first figure is saved and every row is read anew
    assert row(view, "DK.001").counts is not None
    qtbot.keyClicks(editor(view), "5")
    assert editor(view).text() == "95"
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    wait_idle()
    assert row(view, "DK.002").counts == (95, 0, 0, 0, 0, 0, 0, 0)


def test_closing_the_window_saves_what_is_being_typed(
    desktop: Desktop, view: MonthView, qtbot: QtBot, workspace_copy: Path
):
    qtbot.keyClick(view.grid, "9")
    qtbot.keyClicks(editor(view), "5")
    assert desktop.window.close()
    desk = open_desk(workspace_copy)
    (first, *_others) = desk.procedures.month_sheet(EMPTY).rows
    desk.close()
    assert first.counts == (95, 0, 0, 0, 0, 0, 0, 0)


def test_closing_the_window_warns_once_of_what_was_refused(
    desktop: Desktop, view: MonthView, qtbot: QtBot
):
    qtbot.keyClicks(view.grid, "x")
    assert not desktop.window.close()
    assert "refused and not saved" in desktop.window.messages.accessibleName()
    assert shown(view, "DK.001", F.RECEIVED) == "x"
    assert desktop.window.close()
    assert desktop.context is None


def test_a_part_above_its_whole_stays_in_the_cell_with_the_reason(
    desktop: Desktop, view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    type_in("100", Qt.Key.Key_Tab)
    wait_idle()
    type_in("120")
    wait_idle()
    index = view.model.index(line(view, "DK.001"), COUNTS.index(F.RECEIVED_ONLINE))
    assert view.model.data(index) == "120"
    assert view.model.data(index, ISSUE_ROLE) is True
    assert "Received" in str(view.model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert "120" in desktop.window.messages.accessibleName()
    assert row(view, "DK.001").counts == (100, 0, 0, 0, 0, 0, 0, 0)


def test_a_figure_in_two_readings_that_breaks_a_rule_is_refused_by_the_rule(
    desktop: Desktop, view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    type_in("1500", Qt.Key.Key_Tab)
    type_in("1450")
    wait_idle()
    view.grid.go_to(0, 0)
    type_in("1.400")
    wait_idle()
    assert view.model.data(view.model.index(0, 0), ISSUE_ROLE) is True
    said = desktop.window.messages.accessibleName()
    assert said.startswith("Received online: 1450 is more than “Received”")


def test_what_a_full_disk_refuses_stays_in_its_cell_to_be_typed_again(
    desktop: Desktop,
    view: MonthView,
    type_in: Callable[..., None],
    wait_idle: WaitIdle,
    monkeypatch: pytest.MonkeyPatch,
):
    def fail(*_given: object, **_more: object) -> None:
        raise EGovDeskError(ErrorCode.DISK_FULL, file="workspace.db")

    assert desktop.context is not None
    with monkeypatch.context() as full:
        full.setattr(desktop.context.desk.registers, "enter", fail)
        type_in("120")
        wait_idle()
    assert "workspace.db" in desktop.window.messages.accessibleName()
    assert shown(view, "DK.001", F.RECEIVED) == "120"
    assert view.model.data(view.model.index(0, 0), ISSUE_ROLE) is True
    view.grid.go_to(0, 0)
    type_in("120")
    wait_idle()
    assert row(view, "DK.001").counts == (120, 0, 0, 0, 0, 0, 0, 0)


def test_a_refused_figure_is_saved_once_the_other_is_right(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    view.grid.go_to(0, 1)
    type_in("120")
    wait_idle()
    assert row(view, "DK.001").counts is None
    view.grid.go_to(0, 0)
    type_in("150")
    wait_idle()
    assert row(view, "DK.001").counts == (150, 120, 0, 0, 0, 0, 0, 0)
    index = view.model.index(0, COUNTS.index(F.RECEIVED_ONLINE))
    assert not view.model.data(index, ISSUE_ROLE)


def test_a_refused_figure_that_is_left_as_it_is_stays_refused(
    view: MonthView, qtbot: QtBot, type_in: Callable[..., None], wait_idle: WaitIdle
):
    view.grid.go_to(0, 1)
    type_in("120", Qt.Key.Key_Tab)
    wait_idle()
    view.grid.go_to(0, 1)
    qtbot.keyClick(view.grid, Qt.Key.Key_F2)
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    wait_idle()
    assert shown(view, "DK.001", F.RECEIVED_ONLINE) == "120"
    assert view.model.data(view.model.index(0, 1), ISSUE_ROLE) is True


def test_no_number_is_refused_and_can_be_mended(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    type_in("12a", Qt.Key.Key_Tab)
    wait_idle()
    assert row(view, "DK.001").counts is None
    assert shown(view, "DK.001", F.RECEIVED) == "12a"
    view.grid.go_to(0, 0)
    type_in("12")
    wait_idle()
    assert row(view, "DK.001").value(F.RECEIVED) == 12


def test_an_edit_is_undone(
    desktop: Desktop, view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    type_in("120")
    wait_idle()
    assert desktop.context is not None
    desktop.context.undo()
    wait_idle()
    assert row(view, "DK.001").counts is None
    assert shown(view, "DK.001", F.RECEIVED) == ""


def test_escape_leaves_a_cell_as_it_was(view: MonthView, qtbot: QtBot, wait_idle: WaitIdle):
    qtbot.keyClick(view.grid, "5")
    qtbot.keyClick(editor(view), Qt.Key.Key_Escape)
    wait_idle()
    assert row(view, "DK.001").counts is None


def test_clearing_makes_0_where_there_are_counts_and_nothing_elsewhere(
    view: MonthView, type_in: Callable[..., None], qtbot: QtBot, wait_idle: WaitIdle
):
    type_in("120")
    wait_idle()
    view.grid.go_to(0, 0)
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    wait_idle()
    assert row(view, "DK.001").counts == (0,) * 8
    view.grid.go_to(1, 0)
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    wait_idle()
    assert row(view, "DK.002").counts is None


def test_ctrl_delete_takes_the_months_counts_away(
    view: MonthView, type_in: Callable[..., None], qtbot: QtBot, wait_idle: WaitIdle
):
    type_in("120")
    wait_idle()
    view.grid.go_to(0, 0)
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert row(view, "DK.001").counts is None
    assert row(view, "DK.001").history  # the other months stay


def test_filling_down_is_shown_before_it_is_saved(
    view: MonthView, type_in: Callable[..., None], qtbot: QtBot, wait_idle: WaitIdle
):
    type_in("7")
    wait_idle()
    view.grid.go_to(0, 0)
    for _step in range(2):
        qtbot.keyClick(view.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    seen: list[list[str]] = []
    answer(True, seen)
    qtbot.keyClick(view.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    qtbot.waitUntil(lambda: bool(seen) and QApplication.activeModalWidget() is None)
    wait_idle()
    assert [row(view, code).value(F.RECEIVED) for code in ("DK.002", "DK.003")] == [7, 7]
    assert row(view, "DK.004").counts is None


# Paste and copy


def test_a_block_is_pasted_by_position(view: MonthView, qtbot: QtBot, wait_idle: WaitIdle):
    view.grid.go_to(2, 0)
    seen = paste(view, qtbot, wait_idle, "50|40\n60|1.050\n70|30")
    assert row(view, "DK.003").counts == (50, 40, 0, 0, 0, 0, 0, 0)
    assert row(view, "DK.004").counts is None  # 1.050 online of 60
    assert row(view, "DK.005").counts == (70, 30, 0, 0, 0, 0, 0, 0)
    assert ["Refused" in cells for cells in seen] == [False, True, False]
    assert all(any(cell.startswith("DK.") for cell in cells) for cells in seen)


def test_a_block_with_codes_finds_its_procedures_in_any_order(
    view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    view.grid.go_to(5, 0)
    seen = paste(
        view,
        qtbot,
        wait_idle,
        "DK.010|Cap lai|9|8\nDK.999|Khong co|1|1\nDK.002|Cap moi|7|6",
    )
    assert row(view, "DK.010").counts == (9, 8, 0, 0, 0, 0, 0, 0)
    assert row(view, "DK.002").counts == (7, 6, 0, 0, 0, 0, 0, 0)
    assert "Refused" in seen[1]
    assert any("DK.999" in cell for cell in seen[1])
    assert view.sheet is not None
    assert view.sheet.recorded == 2


def test_titles_in_the_first_row_say_which_column_is_which(
    view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    paste(view, qtbot, wait_idle, "Ma|Results|Received\nDK.002|5|9")
    assert row(view, "DK.002").value(F.RESULTS) == 5
    assert row(view, "DK.002").value(F.RECEIVED) == 9


def test_rows_below_the_last_procedure_are_refused_and_not_lost_silently(
    view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    last = len(view.model.rows) - 1
    view.grid.go_to(last, 0)
    seen = paste(view, qtbot, wait_idle, "5\n6")
    assert ["Refused" in cells for cells in seen] == [False, True]
    assert view.sheet is not None
    assert view.sheet.rows[-1].value(F.RECEIVED) == 5


def test_a_paste_is_one_step_to_undo_and_cancelling_saves_nothing(
    desktop: Desktop, view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    paste(view, qtbot, wait_idle, "5\n6\n7")
    assert view.sheet is not None
    assert view.sheet.recorded == 3
    assert desktop.context is not None
    desktop.context.undo()
    wait_idle()
    assert view.sheet.recorded == 0
    seen: list[list[str]] = []
    answer(False, seen)
    qtbot.keyClick(view.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    qtbot.waitUntil(lambda: bool(seen) and QApplication.activeModalWidget() is None)
    wait_idle()
    assert view.sheet.recorded == 0


def test_whole_lines_are_copied_with_their_codes_and_find_back(
    desktop: Desktop, view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    view.open_month("2021-09")
    wait_idle()
    names = view.grid.verticalHeader()
    second = QPoint(20, names.sectionViewportPosition(1) + 10)
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=second)
    qtbot.keyClick(view.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().rstrip("\r\n")
    expected = row(view, "DK.002").counts
    assert expected is not None
    assert copied.split("\t") == ["DK.002", *map(str, expected)]
    view.open_month(EMPTY)
    wait_idle()
    view.grid.go_to(4, 3)
    paste(view, qtbot, wait_idle, copied)
    assert row(view, "DK.002").counts == expected


def test_a_block_of_cells_is_copied_as_it_stands(
    view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    view.open_month("2021-09")
    wait_idle()
    view.grid.go_to(0, 0)
    qtbot.keyClick(view.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    counts = row(view, "DK.001").counts
    assert counts is not None
    assert QGuiApplication.clipboard().text().rstrip("\r\n") == f"{counts[0]}\t{counts[1]}"


# Months


def test_the_sheet_begins_at_the_last_closed_month_of_the_period(
    desktop: Desktop, wait_idle: WaitIdle
):
    desktop.window.open_page("services")
    wait_idle()
    page = desktop.window.findChild(ServicesPage)
    assert page is not None
    page.tabs.show_view(page.months)
    wait_idle()
    assert page.months.month == "2021-09"
    assert page.months.days.text() == "15/08/2021 – 14/09/2021"
    assert desktop.context is not None
    desktop.context.choose_period(Quarter(2021, 1))
    wait_idle()
    assert page.months.month == "2021-03"


def test_alt_with_an_arrow_goes_by_months_in_the_sheet_and_by_quarters_elsewhere(
    desktop: Desktop, view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    assert desktop.context is not None
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(view.grid, Qt.Key.Key_Left, alt)
    wait_idle()
    assert view.month == "2021-09"
    qtbot.keyClick(view.search, Qt.Key.Key_Left, alt)
    wait_idle()
    assert view.month == "2021-08"
    qtbot.keyClick(view.grid, Qt.Key.Key_Right, alt)
    wait_idle()
    assert view.month == "2021-09"
    assert desktop.context.period == Quarter(2021, 3)
    button = desktop.window._sidebar.findChildren(QPushButton)[0]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Left, alt)
    earlier = Quarter(2021, 2)
    qtbot.waitUntil(lambda: desktop.context is not None and desktop.context.period == earlier)
    wait_idle()
    assert view.month == "2021-06"


def test_what_is_being_typed_is_saved_for_the_month_it_was_typed_in(
    view: MonthView, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.keyClicks(view.grid, "4")
    qtbot.keyClick(editor(view), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    wait_idle()
    assert view.month == "2021-09"
    assert shown(view, "DK.001", F.RECEIVED) == "1,559"
    view.open_month(EMPTY)
    wait_idle()
    assert row(view, "DK.001").value(F.RECEIVED) == 4


def test_a_refused_figure_does_not_follow_into_another_month(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    type_in("x")
    wait_idle()
    assert shown(view, "DK.001", F.RECEIVED) == "x"
    view.open_month("2021-09")
    wait_idle()
    assert shown(view, "DK.001", F.RECEIVED) == "1,559"


def test_the_picker_names_months_without_counts(view: MonthView):
    box = view.picker._list
    words = [box.itemText(place) for place in range(box.count())]
    assert box.currentText() == "10/2021: no counts"
    assert "09/2021" in words
    assert words.index("09/2021") > words.index("10/2021: no counts")


# What it is compared with


def test_the_totals_are_those_of_the_rows_that_are_shown(
    view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    assert view.totals.sums == (None,) * 8
    type_in("100")
    type_in("23")
    wait_idle()
    assert view.totals.sums == (123, 0, 0, 0, 0, 0, 0, 0)
    assert "Total of 39 procedures; Dossiers received: 123" in (view.totals.accessibleDescription())
    view.search.setText("dk.002")
    assert [one.procedure.code for one in view.model.rows] == ["DK.002"]
    assert view.totals.sums[0] == 23


def test_beside_the_grid_stand_the_twelve_months_before(view: MonthView, wait_idle: WaitIdle):
    view.open_month("2021-09")
    wait_idle()
    view.grid.go_to(line(view, "DK.001"), COUNTS.index(F.RECEIVED))
    bars = view.panel.bars._bars
    months = [f"{one[5:]}/{one[:4]}" for one in months_before("2021-09")]
    assert [bar.label for bar in bars] == [*months, "09/2021"]
    assert bars[-1].value == row(view, "DK.001").value(F.RECEIVED)
    assert bars[-1].stands_out
    past = row(view, "DK.001").past(F.RECEIVED).values()
    assert f"Lowest {min(past):,}" in view.panel.range.text()
    assert f"highest {max(past):,}" in view.panel.range.text()
    assert not view.panel.notice.isVisible()


def test_a_jump_is_told_while_it_is_typed_and_never_refused(
    view: MonthView, qtbot: QtBot, type_in: Callable[..., None], wait_idle: WaitIdle
):
    qtbot.keyClick(view.grid, "9")
    qtbot.keyClicks(editor(view), "9")
    assert view.panel.notice.isVisible()  # 99 where 1,500 are usual
    assert "less than a third" in view.panel.notice_text.text()
    qtbot.keyClicks(editor(view), "99")
    assert "more than three times" in view.panel.notice_text.text()
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    wait_idle()
    assert row(view, "DK.001").value(F.RECEIVED) == 9999
    assert view.model.data(view.model.index(0, 0), JUMP_ROLE) is True
    spoken = view.model.data(view.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "far from what is usual" in str(spoken)
    view.grid.go_to(0, 0)
    type_in("1500")
    wait_idle()
    assert not view.model.data(view.model.index(0, 0), JUMP_ROLE)


def test_the_next_jump_and_the_next_line_without_counts_are_a_press_away(
    view: MonthView, qtbot: QtBot, type_in: Callable[..., None], wait_idle: WaitIdle
):
    type_in("1500")
    view.grid.go_to(3, 2)
    type_in("99999", Qt.Key.Key_Tab)
    wait_idle()
    view.grid.go_to(0, 0)
    assert view.panel.next_empty.text() == "Next without counts (37)"
    qtbot.mouseClick(view.panel.next_empty, Qt.MouseButton.LeftButton)
    assert current(view) == ("DK.002", F.RECEIVED)
    jumps = 0
    for _press in range(20):
        qtbot.mouseClick(view.panel.next_jump, Qt.MouseButton.LeftButton)
        code, count = current(view)
        assert count in row(view, code).jumps
        jumps += (code, count) == ("DK.004", F.PAYMENTS)
    assert jumps


def test_last_month_stands_beside_in_grey_when_asked_for(view: MonthView, wait_idle: WaitIdle):
    index = view.model.index(0, 0)
    assert view.model.data(index, BESIDE_ROLE) == ""
    view.last.setChecked(True)
    assert view.model.data(index, BESIDE_ROLE) == "1,559"
    assert view.model.data(index) == ""  # beside, never in its place
    assert row(view, "DK.001").counts is None


def test_comments_on_counts_are_marked(desktop: Desktop, view: MonthView, wait_idle: WaitIdle):
    view.open_month("2021-09")
    wait_idle()
    assert desktop.context is not None
    counted = row(view, "DK.002").record_id
    assert counted is not None
    new = NewRemark(
        kind=RegisterKind.PROCEDURE_COUNTS, row_id=counted, field="received", text="Tăng do mùa"
    )
    change = desktop.context.desk.remarks.add(new)
    desktop.context.announce(change.nouns)
    wait_idle()
    marked = line(view, "DK.002")
    assert view.model.data(view.model.index(marked, 0), REMARK_ROLE) is True
    assert view.model.data(view.model.index(marked, 1), REMARK_ROLE) is False


# Room


def test_names_stay_in_view_on_a_small_screen_however_far_the_counts_are_scrolled(
    desktop: Desktop, view: MonthView, qtbot: QtBot
):
    header = view.grid.verticalHeader()
    assert header.width() >= 180
    assert not view._across.isVisible()  # all eight fit at 1366 pixels
    desktop.window.resize(1000, 700)
    qtbot.waitUntil(view._across.isVisible)
    view._across.setValue(view._across.maximum())
    assert view.grid.horizontalScrollBar().value() == view._across.maximum()
    assert header.width() >= 180
    assert view.grid.columnViewportPosition(0) < 0
    qtbot.keyClick(view.grid, Qt.Key.Key_End)
    qtbot.keyClick(view.grid, Qt.Key.Key_Home)
    assert view.grid.columnViewportPosition(0) >= 0
    assert view._across.value() == 0


def test_four_hundred_procedures_are_shown_and_typed_into_quickly(
    desktop: Desktop, view: MonthView, type_in: Callable[..., None], wait_idle: WaitIdle
):
    assert desktop.context is not None
    session = desktop.context.desk.session
    with session.workspace.changing(UseCase.LOAD_SAMPLE, at=session.clock()) as unit:
        for number in range(400):
            made = Procedure(id=0, code=f"X.{number:03d}", name=f"Thủ tục {number}", field="")
            id_ = unit.procedures.add(made)
            event = ProcedureEvent(ProcedureAttribute.IN_FORCE, date(2018, 1, 1), "1")
            unit.procedures.add_events(id_, [event])
    view.refresh()
    wait_idle()
    assert len(view.model.rows) == 439
    last = len(view.model.rows) - 1
    view.grid.go_to(last, 0)
    assert view.model.row_at(last) is not None  # every row is at hand: nothing shows "…"
    type_in("5")
    wait_idle()
    assert row(view, "X.399").value(F.RECEIVED) == 5
