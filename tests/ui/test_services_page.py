"""Online services on the sample unit."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.quarter import Quarter
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.services.page import ServicesPage
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone

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


def press(page: ServicesPage, qtbot: QtBot, words: str) -> None:
    chips = [button for button in page.findChildren(QPushButton) if button.text() == words]
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)


def line_of(page: ServicesPage, code: str) -> int:
    codes = [row.procedure.code for row in page.table.model.rows()]
    return codes.index(code)


def cell(page: ServicesPage, code: str, key: str) -> tuple[str, Tone | None]:
    model = page.table.model
    place = [column.key for column in model.columns].index(key)
    index = model.index(line_of(page, code), place)
    return str(model.data(index)), model.data(index, TONE_ROLE)  # type: ignore[return-value]


def test_the_summary_counts_what_the_directive_asks_about(page: ServicesPage):
    assert page.summary.text() == (
        "39 procedures in force on 14/09/2021 · 26 at level 3 or 4 on the national portal · "
        "counts for 9 of 9 closed months"
    )
    assert not page.missing.isVisible()


def test_a_row_says_yes_and_no_in_words_and_tones(page: ServicesPage):
    assert cell(page, "DK.001", "level") == ("Level 4", Tone.GOOD)
    assert cell(page, "DK.001", "payment") == ("Yes", Tone.GOOD)
    assert cell(page, "DK.001", "received") == ("13,365", None)
    assert cell(page, "DK.001", "online") == ("82.8%", None)
    assert cell(page, "DK.007", "payment") == ("No", Tone.WARNING)
    assert cell(page, "DK.014", "level") == ("Level 2", Tone.WARNING)
    assert cell(page, "DK.014", "portal") == ("No", Tone.NEUTRAL)
    assert cell(page, "DK.014", "payment") == ("–", None)


def test_procedures_that_are_not_in_force_say_so_and_are_not_counted(page: ServicesPage):
    gone = [row for row in page.table.model.all_rows() if not row.in_force]
    assert len(gone) == 41 - 39
    assert cell(page, gone[0].procedure.code, "level") == ("Not in force", Tone.NEUTRAL)


def test_the_chips_narrow_the_list(page: ServicesPage, qtbot: QtBot):
    model = page.table.model
    press(page, qtbot, "Level 3 or 4")
    online = model.rowCount()
    press(page, qtbot, "On the national portal")
    assert model.rowCount() == 26
    page.table.show_everything()
    press(page, qtbot, "Below level 3")
    assert model.rowCount() == 39 - online
    page.table.show_everything()
    press(page, qtbot, "Fee, not payable online")
    rows = model.rows()
    assert rows
    assert all(row.has(ProcedureAttribute.FEE) for row in rows)
    assert not any(row.has(ProcedureAttribute.PAYMENT) for row in rows)


def test_without_counts_finds_nothing_while_all_have_some(page: ServicesPage, qtbot: QtBot):
    press(page, qtbot, "Without counts")
    without = page.table.model.rows()
    assert all(not row.counts for row in without)
    assert len(without) < 39


def test_months_without_counts_are_named(desktop: Desktop, page: ServicesPage, wait_idle: WaitIdle):
    assert desktop.context is not None
    desktop.context.choose_period(Quarter(2021, 4))
    wait_idle()
    assert page.missing.isVisible()
    assert page.missing.text() == "No counts: 10/2021, 11/2021, 12/2021"
    assert "counts for 9 of 12 closed months" in page.summary.text()


def test_a_procedure_is_brought_into_view_even_where_a_chip_hides_it(
    page: ServicesPage, qtbot: QtBot
):
    press(page, qtbot, "Level 3 or 4")
    page.open_record("DK.014")
    assert [row.procedure.code for row in page.table.selected_rows()] == ["DK.014"]


def test_a_procedure_asked_for_first_is_selected_once_the_list_has_come(
    desktop: Desktop, wait_idle: WaitIdle
):
    desktop.window.open_page("services", "DK.010")
    wait_idle()
    page = desktop.window.findChild(ServicesPage)
    assert page is not None
    assert [row.procedure.code for row in page.table.selected_rows()] == ["DK.010"]


def test_names_have_room_on_a_small_screen_and_the_field_shows_on_a_wide_one(
    desktop: Desktop, page: ServicesPage, qtbot: QtBot
):
    view = page.table.view
    keys = [column.key for column in page.table.model.columns]
    assert view.columnWidth(keys.index("name")) >= 180
    assert not view.horizontalScrollBar().isVisible()
    page.table.search.setText("giao thong duong thuy")
    found = page.table.model.rowCount()
    page.table.show_everything()
    desktop.window.resize(1920, 1000)
    qtbot.waitUntil(lambda: not view.isColumnHidden(keys.index("field")))
    page.table.search.setText("giao thong duong thuy")
    assert page.table.model.rowCount() == found


def test_an_empty_register_says_what_belongs_here(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, qtbot: QtBot
):
    folder = tmp_path / "new"
    bootstrap.workspaces().create(folder, "DKVN").workspace.close()
    bare_desktop.start(folder)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    page = open_page(bare_desktop, wait_idle)
    assert not page.summary.isVisible()
    press(page, qtbot, "Back to the overview")
    assert bare_desktop.window.page_name == "overview"
    wait_idle()
