"""Online services on the sample unit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.registers.grid_model import GridModel
from egovdesk.ui.registers.history_dialog import HistoryDialog as RecordHistory
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.services.convert_dialog import ConvertDialog
from egovdesk.ui.services.history_dialog import HistoryDialog
from egovdesk.ui.services.page import ServicesPage
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone
from tests.ui.dialogs import answering, in_dialog

WaitIdle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")


def open_page(desktop: Desktop, wait_idle: WaitIdle) -> ServicesPage:
    desktop.window.resize(1366, 768)
    desktop.window.open_page("services")
    wait_idle()
    page = desktop.window.findChild(ServicesPage)
    assert page is not None
    return page


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> ServicesPage:
    return open_page(desktop, wait_idle)


@pytest.fixture
def press(page: ServicesPage, qtbot: QtBot, wait_idle: WaitIdle) -> Callable[[str], None]:
    """Return what clicks a button or a chip of the page that is seen."""

    def press(words: str) -> None:
        click(page, qtbot, words)
        wait_idle()

    return press


def click(page: ServicesPage, qtbot: QtBot, words: str) -> None:
    buttons = [one for one in page.findChildren(QPushButton) if one.text() == words]
    seen = [button for button in buttons if button.isVisible()]
    qtbot.mouseClick(seen[0], Qt.MouseButton.LeftButton)


def codes(page: ServicesPage) -> list[str]:
    model = page.panel.model
    return [model.text(line, model.column_of("code")) for line in range(len(model.ids))]


def cell(page: ServicesPage, code: str, key: str) -> tuple[str, Tone | None]:
    model: GridModel = page.panel.model
    index = model.index(codes(page).index(code), model.column_of(key))
    return str(model.data(index)), model.data(index, TONE_ROLE)  # type: ignore[return-value]


def selected(page: ServicesPage) -> list[str]:
    return [codes(page)[line] for line in page.panel.view.selected_lines()]


# The register


def test_ctrl_h_shows_the_history_of_the_record(
    page: ServicesPage, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    activate()
    page.panel.view.go_to(0)
    page.panel.view.setFocus()
    with answering(RecordHistory, lambda dialog: dialog.reject()):
        qtbot.keyClick(page.panel.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        wait_idle()


def test_the_summary_counts_what_the_directive_asks_about(page: ServicesPage):
    assert page.summary.text() == (
        "39 procedures in force on 14/09/2021 · 26 at level 3 or 4 on the national portal · "
        "counts for 9 of 9 closed months"
    )
    assert not page.missing.isVisible()
    assert not page.convert.isVisible()


def test_a_row_says_yes_and_no_in_words_and_tones(page: ServicesPage):
    assert cell(page, "DK.001", "level") == ("Level 4", Tone.GOOD)
    assert cell(page, "DK.001", "payment") == ("Yes", Tone.GOOD)
    assert cell(page, "DK.001", "fee") == ("Yes", Tone.INFO)
    assert cell(page, "DK.001", "received") == ("13,365", None)
    assert cell(page, "DK.001", "received_online") == ("11,063", None)
    assert cell(page, "DK.007", "payment") == ("No", Tone.WARNING)
    assert cell(page, "DK.014", "level") == ("Level 2", Tone.WARNING)
    assert cell(page, "DK.014", "portal") == ("No", Tone.NEUTRAL)
    assert cell(page, "DK.014", "payment") == ("No", Tone.NEUTRAL)


def test_procedures_that_are_not_in_force_say_so_and_are_not_counted(
    page: ServicesPage, press: Callable[[str], None]
):
    assert len(codes(page)) == 41
    press("Not in force")
    assert len(codes(page)) == 41 - 39
    assert cell(page, codes(page)[0], "in_force") == ("No", Tone.NEUTRAL)
    assert cell(page, codes(page)[0], "level")[1] is Tone.NEUTRAL


def test_the_chips_narrow_the_list(page: ServicesPage, press: Callable[[str], None]):
    model = page.panel.model
    press("Level 3 or 4")
    online = len(model.ids)
    press("On the national portal")
    assert len(model.ids) == 26
    page.panel.show_everything()
    press("Below level 3")
    assert len(model.ids) == 39 - online
    page.panel.show_everything()
    press("Fee, not payable online")
    assert len(model.ids)
    for code in codes(page):
        assert cell(page, code, "fee")[0] == "Yes"
        assert cell(page, code, "payment") == ("No", Tone.WARNING)


def test_chips_that_share_a_condition_are_shown_again_as_chips(
    page: ServicesPage, press: Callable[[str], None]
):
    press("Level 3 or 4")
    press("On the national portal")
    page.panel.apply_query(page.panel.query)
    chips = [one for one in page.panel.findChildren(QPushButton) if one.isChecked()]
    assert [chip.text() for chip in chips] == ["Level 3 or 4", "On the national portal"]


def test_without_counts_finds_nothing_while_all_have_some(
    page: ServicesPage, press: Callable[[str], None]
):
    press("Without counts")
    assert len(codes(page)) < 39
    assert all(cell(page, code, "received")[0] == "" for code in codes(page))


def test_months_without_counts_are_named(desktop: Desktop, page: ServicesPage, wait_idle: WaitIdle):
    assert desktop.context is not None
    desktop.context.choose_period(Quarter(2021, 4))
    wait_idle()
    assert page.missing.isVisible()
    assert page.missing.text() == "No counts: 10/2021, 11/2021, 12/2021"
    assert "counts for 9 of 12 closed months" in page.summary.text()


def test_a_procedure_is_brought_into_view_even_where_a_chip_hides_it(
    page: ServicesPage, press: Callable[[str], None], wait_idle: WaitIdle
):
    press("Level 3 or 4")
    page.open_record("DK.014")
    wait_idle()
    assert selected(page) == ["DK.014"]


def test_a_procedure_asked_for_first_is_selected_once_the_list_has_come(
    desktop: Desktop, wait_idle: WaitIdle
):
    desktop.window.open_page("services", "DK.010")
    wait_idle()
    page = desktop.window.findChild(ServicesPage)
    assert page is not None
    assert selected(page) == ["DK.010"]


def test_a_code_that_nobody_knows_changes_nothing(page: ServicesPage, wait_idle: WaitIdle):
    before = selected(page)
    page.open_record("DK.999")
    wait_idle()
    assert selected(page) == before


def test_a_month_and_records_of_either_register_are_opened_by_their_keys(
    desktop: Desktop, page: ServicesPage, wait_idle: WaitIdle
):
    desktop.window.open_page("services", "2021-03")
    wait_idle()
    assert page.months.isVisible()
    assert page.months.sheet is not None
    assert page.months.sheet.month == "2021-03"
    desktop.window.open_page("services", "procedures:5")
    wait_idle()
    assert page.panel.isVisible()
    assert selected(page) == ["DK.005"]
    desktop.window.open_page("services", "procedure_counts:7")
    wait_idle()
    assert page.counts.isVisible()
    assert page.counts.view.selected_ids() == [7]


def test_names_have_room_on_a_small_screen_and_the_field_shows_on_a_wide_one(
    desktop: Desktop, page: ServicesPage, qtbot: QtBot, wait_idle: WaitIdle
):
    view, model = page.panel.view, page.panel.model
    assert view.columnWidth(model.column_of("name")) >= 180
    assert not view.horizontalScrollBar().isVisible()
    assert view.isColumnHidden(model.column_of("field"))
    page.panel.toolbar.search.setText("phuong tien thuy noi dia")
    qtbot.wait(10)
    wait_idle()
    found = len(model.ids)
    assert 0 < found < 41
    page.panel.show_everything()
    desktop.window.resize(1920, 1000)
    qtbot.waitUntil(lambda: not view.isColumnHidden(model.column_of("field")))
    assert not view.horizontalScrollBar().isVisible()
    page.panel.toolbar.search.setText("phuong tien thuy noi dia")
    qtbot.wait(10)
    wait_idle()
    assert len(model.ids) == found


def test_all_counts_are_a_register_of_their_own(page: ServicesPage, wait_idle: WaitIdle):
    page.tabs.show_register(RegisterKind.PROCEDURE_COUNTS)
    wait_idle()
    assert len(page.counts.model.ids) > 900
    titles = [page.tabs.tabText(place) for place in range(page.tabs.count())]
    assert titles == ["Procedures", "Monthly counts", "All counts"]


def test_an_empty_register_says_what_belongs_here(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, qtbot: QtBot
):
    folder = tmp_path / "new"
    bootstrap.workspaces().create(folder, "DKVN").workspace.close()
    bare_desktop.start(folder)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    page = open_page(bare_desktop, wait_idle)
    assert not page.summary.isVisible()
    asked: list[str] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, RecordDialog)
        asked.append(dialog.windowTitle())
        dialog.reject()

    in_dialog(RecordDialog, look)
    buttons = page.panel._nothing.findChildren(QPushButton)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert asked == ["New record: Procedures"]
    page.open_record("2021-09")
    wait_idle()
    assert not page.months.grid.isVisible()
    assert page.months.totals.sums[0] is None


# The history of a procedure


@pytest.fixture
def history(page: ServicesPage, press: Callable[[str], None]) -> ServicesPage:
    """Open the history beside the register, on a procedure that was at level 3 and then 4."""
    press("History")
    page.panel.view.go_to(codes(page).index("DK.001"))
    return page


def entries(page: ServicesPage) -> list[tuple[str, str]]:
    model = page.history.table.model
    return [tuple(model.texts(line)) for line in range(model.rowCount())]


def select_entry(page: ServicesPage, attribute: ProcedureAttribute, value: str) -> None:
    periods = page.history.table.model.all_rows()
    found = next(p for p in periods if (p.event.attribute, p.event.value) == (attribute, value))
    page.history.table.select(found.event.id)


def test_the_history_tells_from_when_until_when(history: ServicesPage, wait_idle: WaitIdle):
    wait_idle()
    assert ("Level 4", "since 05/07/2021") in entries(history)
    assert ("Level 3", "01/06/2018 – 04/07/2021") in entries(history)
    assert ("Fee: Yes", "since 01/01/2018") in entries(history)
    history.panel.view.go_to(codes(history).index("DK.014"))
    wait_idle()
    assert not any(words == "Level 4" for words, _days in entries(history))


def test_an_entry_is_corrected_and_undone(
    desktop: Desktop, history: ServicesPage, qtbot: QtBot, wait_idle: WaitIdle
):
    wait_idle()
    select_entry(history, ProcedureAttribute.LEVEL, "4")

    def correct(dialog: object) -> None:
        assert isinstance(dialog, HistoryDialog)
        dialog.day.setText("20/09/2021")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    in_dialog(HistoryDialog, correct)
    qtbot.mouseClick(history.history.correct, Qt.MouseButton.LeftButton)
    wait_idle()
    assert ("Level 3", "01/06/2018 – 19/09/2021") in entries(history)
    assert cell(history, "DK.001", "level") == ("Level 3", Tone.GOOD)
    assert "DK.001" in desktop.window.messages.accessibleName()
    assert desktop.context is not None
    desktop.context.undo()
    wait_idle()
    assert ("Level 4", "since 05/07/2021") in entries(history)
    assert cell(history, "DK.001", "level") == ("Level 4", Tone.GOOD)


def test_a_day_that_is_taken_is_refused_below_the_field(
    history: ServicesPage, qtbot: QtBot, wait_idle: WaitIdle
):
    wait_idle()
    select_entry(history, ProcedureAttribute.LEVEL, "4")
    said: list[str] = []

    def move(dialog: object) -> None:
        assert isinstance(dialog, HistoryDialog)
        dialog.day.setText("no day")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        said.append(dialog._rows["on"].error)
        dialog.day.setText("01/06/2018")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()
        said.append(dialog._rows["on"].error)
        dialog.reject()

    in_dialog(HistoryDialog, move)
    qtbot.mouseClick(history.history.correct, Qt.MouseButton.LeftButton)
    assert "24/02/2021" in said[0]
    assert "01/06/2018" in said[1]
    wait_idle()
    assert ("Level 4", "since 05/07/2021") in entries(history)


def test_an_entry_is_removed_by_its_key(
    history: ServicesPage, qtbot: QtBot, wait_idle: WaitIdle, activate: Callable[[], None]
):
    wait_idle()
    select_entry(history, ProcedureAttribute.LEVEL, "4")
    activate()
    history.history.table.view.setFocus()
    qtbot.keyClick(history.history.table.view, Qt.Key.Key_Delete)
    wait_idle()
    assert ("Level 3", "since 01/06/2018") in entries(history)
    assert cell(history, "DK.001", "level") == ("Level 3", Tone.GOOD)


# Levels that were replaced


def test_levels_are_converted_only_as_the_officer_confirmed(
    desktop: Desktop,
    page: ServicesPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    press: Callable[[str], None],
):
    assert desktop.context is not None
    desktop.context.choose_period(Quarter(2022, 3))
    wait_idle()
    assert page.convert.isVisible()

    def confirm(dialog: object) -> None:
        assert isinstance(dialog, ConvertDialog)
        assert not dialog.save.isEnabled()
        assert dialog.day.day() == date(2022, 8, 15)
        grid, model = dialog.grid, dialog.model
        qtbot.keyClick(grid, Qt.Key.Key_Space)  # confirms the first as proposed
        grid.go_to(1, 4)
        qtbot.keyClick(grid, Qt.Key.Key_F2)
        editor = grid.viewport().focusWidget() or QApplication.focusWidget()
        assert editor is not None
        qtbot.keyClicks(editor, "P")  # Partial
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert list(model.confirmed.values()) == ["full", "partial"]
        assert dialog.save.text() == "Convert 2 procedures"
        dialog.day.setText("01/08/2022")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()
        assert "15/08/2022" in dialog._since.error
        dialog.day.setText("01/09/2022")
        assert model.text(0, 5) == "01/09/2022"
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    in_dialog(ConvertDialog, confirm)
    click(page, qtbot, "Convert levels…")
    wait_idle()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    wait_idle()
    assert cell(page, "DK.001", "level") == ("Full", Tone.GOOD)
    assert cell(page, "DK.002", "level") == ("Partial", Tone.GOOD)
    assert cell(page, "DK.003", "level") == ("Level 4", Tone.GOOD)
    press("History")
    assert ("Full", "since 01/09/2022") in entries(page)
    assert ("Level 4", "05/07/2021 – 31/08/2022") in entries(page)
    desktop.context.undo()
    wait_idle()
    assert cell(page, "DK.001", "level") == ("Level 4", Tone.GOOD)
    assert cell(page, "DK.002", "level") == ("Level 4", Tone.GOOD)
