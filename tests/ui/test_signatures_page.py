"""Signatures and work online on the sample unit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.text import name_key
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.indicators.card import IndicatorCard
from egovdesk.ui.registers.grid_model import VALUE_ROLE
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.signatures.day_dialog import DayDialog
from egovdesk.ui.signatures.page import SignaturesPage
from egovdesk.ui.widgets.badge import Tone
from tests.ui.dialogs import in_dialog

WaitIdle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")
WORK = 2


def open_page(desktop: Desktop, wait_idle: WaitIdle) -> SignaturesPage:
    desktop.window.resize(1366, 768)
    desktop.window.open_page("signatures")
    wait_idle()
    page = desktop.window.findChild(SignaturesPage)
    assert page is not None
    return page


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> SignaturesPage:
    return open_page(desktop, wait_idle)


def press(page: SignaturesPage, qtbot: QtBot, words: str, wait_idle: WaitIdle) -> None:
    chips = [button for button in page.findChildren(QPushButton) if button.text() == words]
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    wait_idle()


def column(panel: RegisterPanel, key: str) -> list[object]:
    model = panel.model
    place = model.column_of(key)
    return [model.data(model.index(n, place), VALUE_ROLE) for n in range(len(model.ids))]


def texts(panel: RegisterPanel, line: int) -> list[str]:
    return [panel.model.text(line, place) for place in panel.view.shown_columns()]


def tones(panel: RegisterPanel, key: str) -> set[Tone | None]:
    place = panel.model.column_of(key)
    return {panel.model.tone(line, place) for line in range(len(panel.model.ids))}


def test_the_funnel_tells_numbers_and_shares(page: SignaturesPage):
    words = page.signers.funnel.accessibleDescription().split("; ")
    assert words[0].endswith("59 · 100.0%")
    assert words[1].endswith("47 · 79.7%")
    assert words[2].endswith("44 · 74.6%")
    assert words[3].endswith("37 · 62.7%")


def test_signers_stand_in_the_order_of_their_given_names(page: SignaturesPage):
    names = [str(name) for name in column(page.signers.panel, "full_name")]
    assert len(names) == 60
    assert names == sorted(names, key=name_key)
    assert names != sorted(names)


def test_the_chips_narrow_the_list(page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle):
    panel = page.signers.panel
    press(page, qtbot, "Signing", wait_idle)
    assert len(panel.model.ids) == 37
    press(page, qtbot, "Signing", wait_idle)
    press(page, qtbot, "Not signing yet", wait_idle)
    assert column(panel, "stage") == [SignerStage.VALID] * (44 - 37)
    press(page, qtbot, "Not signing yet", wait_idle)
    press(page, qtbot, "Without a certificate", wait_idle)
    stages = column(panel, "stage")
    assert len(stages) == 59 - 44
    assert set(stages) == {SignerStage.ENTITLED, SignerStage.ISSUED}
    press(page, qtbot, "Without a certificate", wait_idle)
    press(page, qtbot, "No longer entitled", wait_idle)
    assert column(panel, "stage") == [""]


def test_certificates_that_end_within_90_days_warn(
    desktop: Desktop, page: SignaturesPage, wait_idle: WaitIdle, qtbot: QtBot
):
    assert desktop.context is not None
    panel = page.signers.panel
    press(page, qtbot, "Ending within 90 days", wait_idle)
    assert len(panel.model.ids) == 0
    desktop.context.choose_period(Quarter(2021, 4))
    wait_idle()
    assert len(panel.model.ids) == 4
    assert tones(panel, "valid_to") == {Tone.WARNING}
    panel.show_everything()
    wait_idle()
    assert tones(panel, "valid_to") == {None, Tone.WARNING, Tone.BAD}


def test_the_chosen_signers_certificates_stand_beside_the_list(
    page: SignaturesPage, wait_idle: WaitIdle
):
    panel, detail = page.signers.panel, page.signers.detail
    row = panel.current_row()
    assert row is not None
    record = panel.register.record(row)
    panel.view.go_to(0)
    wait_idle()
    shown = [label.text() for label in detail.findChildren(type(page.work.missing_words))]
    assert any(str(record["serial"]) in words for words in shown)
    assert str(record["full_name"]) in shown


def answer(qtbot: QtBot, day: str, wait_idle: WaitIdle) -> list[str]:
    """Type a day into the dialog that will open, save, and close it if it refuses."""
    said: list[str] = []

    def act(dialog: DayDialog) -> None:
        dialog.day.selectAll()
        qtbot.keyClicks(dialog.day, day)
        qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
        wait_idle()
        if dialog.isVisible():
            said.append(dialog.day.accessibleDescription())
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    in_dialog(DayDialog, act)
    return said


def test_what_happens_to_a_signer_is_recorded_and_can_be_undone(
    desktop: Desktop, page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle
):
    detail, panel = page.signers.detail, page.signers.panel
    stage = panel.model.column_of("stage")
    assert panel.model.text(0, stage) == "Signing"
    answer(qtbot, "10/09/2021", wait_idle)
    qtbot.mouseClick(detail.revoke, Qt.MouseButton.LeftButton)
    wait_idle()
    assert panel.model.text(0, stage) == "Certificate issued"
    assert detail.revoke.isHidden()
    answer(qtbot, "11/09/2021", wait_idle)
    qtbot.mouseClick(detail.leave, Qt.MouseButton.LeftButton)
    wait_idle()
    assert panel.model.text(0, stage) == ""
    answer(qtbot, "12/09/2021", wait_idle)
    qtbot.mouseClick(detail.come_back, Qt.MouseButton.LeftButton)
    wait_idle()
    assert panel.model.text(0, stage) == "Entitled"
    assert desktop.context is not None
    for _step in range(3):
        desktop.context.undo()
        wait_idle()
    assert panel.model.text(0, stage) == "Signing"


@pytest.mark.parametrize("day", ["01/01/2001", "1/13/2021"])
def test_a_day_that_cannot_be_is_refused_beside_the_field(
    page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle, day: str
):
    said = answer(qtbot, day, wait_idle)
    qtbot.mouseClick(page.signers.detail.leave, Qt.MouseButton.LeftButton)
    assert len(said) == 1
    assert "day" in said[0]
    assert page.signers.panel.model.text(0, page.signers.panel.model.column_of("stage"))


def test_departments_add_up_and_open_their_signers(
    page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.tabs.setCurrentIndex(1)
    wait_idle()
    table = page.departments.table
    last = table.rows.rowCount() - 1
    assert table.rows.texts(last) == ["All departments", "59", "47", "44", "37", "62.7%"]
    assert table.rows.texts(1) == ["Phòng Chất lượng xe cơ giới", "7", "5", "5", "2", "28.6%"]
    qtbot.mouseClick(page.departments.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Department\tEntitled\t")
    assert lines[-1] == "All departments\t59\t47\t44\t37\t62.7%"
    middle = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    wait_idle()
    assert page.tabs.currentIndex() == 0
    assert set(column(page.signers.panel, "department")) == {"Phòng Chất lượng xe cơ giới"}
    assert len(page.signers.panel.model.ids) == 7


def test_work_online_shows_its_months_and_the_dated_targets(
    page: SignaturesPage, wait_idle: WaitIdle
):
    page.tabs.setCurrentIndex(WORK)
    wait_idle()
    card = page.work.card
    assert texts(page.work.panel, 0) == ["09/2021", "2,071", "1,508"]
    assert card.months.rows.texts(0) == ["09/2021", "72.8%", "+1.9"]
    words = card.track.text()
    assert "50.0% by 31/07/2021, 100.0% by 31/12/2021" in words
    assert "Expected by 14/09/2021: 64.7%; reached: 72.8%" in words
    assert card.state.text() == "On track"
    assert "09/21: Online 1,508, Not online 563" in card.chart.accessibleDescription()


def test_the_required_pace_is_said_in_words(
    desktop: Desktop, page: SignaturesPage, wait_idle: WaitIdle
):
    reached, ahead = page.work.card.pace_texts()
    assert reached == "50.0% by 31/07/2021 was reached: 69.3% in 07/2021."
    assert ahead == (
        "To reach 100.0% by 31/12/2021, 3 months left: +9.1 points a month, that is 184 items a "
        "month more."
    )
    assert desktop.context is not None
    desktop.context.choose_period(Quarter(2021, 1))
    wait_idle()
    first = page.work.card.pace_texts()[0]
    assert first.startswith("50.0% by 31/07/2021: reached already")
    assert page.work.missing.isHidden()


def test_a_closed_month_that_is_missing_is_named_and_added(
    desktop: Desktop, page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.tabs.setCurrentIndex(WORK)
    wait_idle()
    panel, work = page.work.panel, page.work
    panel.view.go_to(1)
    panel.toolbar.delete.trigger()
    wait_idle()
    assert work.missing_words.text() == "Closed and not recorded: 08/2021."

    def fill(dialog: RecordDialog) -> None:
        qtbot.keyClicks(dialog.editors["total"], "2000")
        qtbot.keyClicks(dialog.editors["online"], "1500")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()

    in_dialog(RecordDialog, fill)
    qtbot.mouseClick(work.add_month, Qt.MouseButton.LeftButton)
    wait_idle()
    assert texts(panel, 1) == ["08/2021", "2,000", "1,500"]
    assert work.missing.isHidden()


@pytest.mark.parametrize(
    ("which", "count"), [("details", "Numerator: 37"), ("work.details", "Numerator: 1,508")]
)
def test_details_open_the_indicators_card(
    page: SignaturesPage, qtbot: QtBot, wait_idle: WaitIdle, which: str, count: str
):
    if which == "work.details":
        page.tabs.setCurrentIndex(WORK)
    button = page.work.card.details if which == "work.details" else page.signers.details
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_idle()
    card = page.findChild(IndicatorCard)
    assert card is not None
    assert card.tabs.tabText(2) == count
    qtbot.keyClick(card, Qt.Key.Key_Escape)


def test_records_open_by_register_and_id(
    desktop: Desktop, page: SignaturesPage, wait_idle: WaitIdle
):
    panel = page.signers.panel
    wanted = panel.model.ids[20]
    page.tabs.setCurrentIndex(1)
    page.open_record(f"signers:{wanted}")
    wait_idle()
    row = panel.current_row()
    assert (page.tabs.currentIndex(), row and row.id) == (0, wanted)
    page.open_record("workload")
    assert page.tabs.currentIndex() == WORK
    page.open_record("")
    assert page.tabs.currentIndex() == WORK
    wait_idle()
    assert desktop.window.page_name == "signatures"


def test_nothing_is_cut_off_on_a_small_screen(
    desktop: Desktop, page: SignaturesPage, wait_idle: WaitIdle
):
    assert desktop.window.size().width() == 1366
    assert desktop.window.size().height() == 768
    assert not page.signers.panel.view.horizontalScrollBar().isVisible()
    for place in (1, WORK):
        page.tabs.setCurrentIndex(place)
        wait_idle()
    assert not page.departments.table.horizontalScrollBar().isVisible()
    assert not page.work.panel.view.horizontalScrollBar().isVisible()
    assert not page.work.card.months.horizontalScrollBar().isVisible()


def test_an_empty_register_says_what_belongs_here(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, qtbot: QtBot
):
    folder = tmp_path / "new"
    bootstrap.workspaces().create(folder, "DKVN").workspace.close()
    bare_desktop.start(folder)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    page = open_page(bare_desktop, wait_idle)
    assert page.work.card.stack.currentIndex() == 1
    assert page.work.card.state.text() == "No figures yet"
    assert page.work.card.pace_texts() == []

    def close(dialog: RecordDialog) -> None:
        qtbot.keyClicks(dialog.editors["full_name"], "Nguyen Van A")
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()

    in_dialog(RecordDialog, close)
    add = [one for one in page.signers.panel.findChildren(QPushButton) if one.isVisible()]
    words = [one.text() for one in add]
    qtbot.mouseClick(add[words.index("Add a record")], Qt.MouseButton.LeftButton)
    wait_idle()
    assert column(page.signers.panel, "full_name") == ["Nguyen Van A"]
    assert isinstance(column(page.signers.panel, "entitled_on")[0], date)
