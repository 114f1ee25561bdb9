"""Signatures and work online on the sample unit."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.text import name_key
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.indicators.card import IndicatorCard
from egovdesk.ui.signatures.page import SignaturesPage
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone

WaitIdle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")


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


def press(page: SignaturesPage, qtbot: QtBot, words: str) -> None:
    chips = [button for button in page.findChildren(QPushButton) if button.text() == words]
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)


def test_the_funnel_tells_numbers_and_shares(page: SignaturesPage):
    words = page.funnel.accessibleDescription().split("; ")
    assert words[0].endswith("59 · 100.0%")
    assert words[1].endswith("47 · 79.7%")
    assert words[2].endswith("44 · 74.6%")
    assert words[3].endswith("37 · 62.7%")


def test_signers_stand_in_the_order_of_their_given_names(page: SignaturesPage):
    names = [row.signer.full_name for row in page.table.model.rows()]
    assert len(names) == 60
    assert names == sorted(names, key=name_key)
    assert names != sorted(names)


def test_the_chips_narrow_the_list(page: SignaturesPage, qtbot: QtBot):
    press(page, qtbot, "Signing")
    assert page.table.model.rowCount() == 37
    press(page, qtbot, "Signing")
    press(page, qtbot, "Without a certificate")
    rows = page.table.model.rows()
    assert len(rows) == 59 - 44
    assert all(SignerStage.VALID not in row.stages for row in rows)


def test_certificates_that_end_within_90_days_warn(
    desktop: Desktop, page: SignaturesPage, wait_idle: WaitIdle, qtbot: QtBot
):
    assert desktop.context is not None
    press(page, qtbot, "Ending within 90 days")
    assert page.table.model.rowCount() == 0
    desktop.context.choose_period(Quarter(2021, 4))
    wait_idle()
    model = page.table.model
    assert model.rowCount() == 4
    assert model.data(model.index(0, 4), TONE_ROLE) is Tone.WARNING
    page.table.show_everything()
    tones = {model.data(model.index(line, 4), TONE_ROLE) for line in range(model.rowCount())}
    assert tones == {None, Tone.WARNING, Tone.BAD}


def test_work_online_shows_its_months_and_the_dated_targets(page: SignaturesPage):
    assert page.work.months.rows.texts(0) == ["09/2021", "2,071", "1,508", "72.8%"]
    words = page.work.track.text()
    assert "50.0% by 31/07/2021, 100.0% by 31/12/2021" in words
    assert "Expected by 14/09/2021: 64.7%; reached: 72.8%" in words
    assert page.work.state.text() == "On track"
    assert "09/21: Online 1,508, Not online 563" in page.work.chart.accessibleDescription()


@pytest.mark.parametrize(
    ("which", "count"), [("details", "Numerator: 37"), ("work.details", "Numerator: 1,508")]
)
def test_details_open_the_indicators_card(
    page: SignaturesPage, qtbot: QtBot, which: str, count: str
):
    button = page.work.details if which == "work.details" else page.details
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    card = page.findChild(IndicatorCard)
    assert card is not None
    assert card.tabs.tabText(0) == count
    qtbot.keyClick(card, Qt.Key.Key_Escape)


def test_nothing_is_cut_off_on_a_small_screen(desktop: Desktop, page: SignaturesPage):
    assert desktop.window.size().width() == 1366
    assert desktop.window.size().height() == 768
    assert not page.table.view.horizontalScrollBar().isVisible()
    assert not page.work.months.horizontalScrollBar().isVisible()


def test_an_empty_register_says_what_belongs_here(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, qtbot: QtBot
):
    folder = tmp_path / "new"
    bootstrap.workspaces().create(folder, "DKVN").workspace.close()
    bare_desktop.start(folder)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    page = open_page(bare_desktop, wait_idle)
    assert page.work.stack.currentIndex() == 1
    assert page.work.state.text() == "No figures yet"
    press(page, qtbot, "Back to the overview")
    assert bare_desktop.window.page_name == "overview"
    wait_idle()
