"""The overview on the sample unit: what it says, and that everything opens what is behind it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.quarter import Quarter
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.indicators.card import IndicatorCard
from egovdesk.ui.overview.page import OverviewPage
from egovdesk.ui.overview.words import left_words
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone
from egovdesk.wording import Language, set_language

WaitIdle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> OverviewPage:
    desktop.window.resize(1366, 768)
    wait_idle()
    page = desktop.window.findChild(OverviewPage)
    assert page is not None
    return page


@pytest.fixture
def opened(desktop: Desktop, page: OverviewPage) -> list[tuple[str, str]]:
    """Collect which pages are asked for."""
    asked: list[tuple[str, str]] = []
    assert desktop.context is not None
    desktop.context.page_requested.connect(lambda name, key: asked.append((name, key)))
    return asked


def card_of(page: OverviewPage) -> IndicatorCard:
    cards = [card for card in page.findChildren(IndicatorCard) if card.isVisible()]
    assert len(cards) == 1
    return cards[0]


def words_in(card: IndicatorCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_the_first_line_says_when_the_report_is_due_and_that_the_day_has_passed(
    page: OverviewPage,
):
    words = page.when.text()
    assert "Quarter III/2021" in words
    assert "closed on 14/09/2021" in words
    assert "due on 24/09/2021" in words
    assert "days ago" in words
    assert page.sent.text() == "Due date passed, not exported"


def test_the_figures_are_those_of_the_sample(page: OverviewPage):
    figures = page.figures
    assert figures.overdue.accessibleName() == "Overdue tasks: 2"
    assert figures.overdue.accessibleDescription() == "of 24 tasks; 9 open, in time"
    assert figures.work_online.accessibleName() == "Work handled online: 72.8%"
    assert figures.work_online.accessibleDescription() == "1,508 of 2,071"
    assert figures.signing.accessibleName() == "Staff who sign digitally: 62.7%"
    assert figures.findings.accessibleDescription().startswith("Nothing stands against sending")


@pytest.mark.parametrize(
    ("figure", "target"),
    [
        ("overdue", "tasks"),
        ("work_online", "signatures"),
        ("signing", "signatures"),
        ("findings", "reports"),
    ],
)
def test_a_figure_opens_the_page_behind_it(
    page: OverviewPage, opened: list[tuple[str, str]], qtbot: QtBot, figure: str, target: str
):
    qtbot.keyClick(getattr(page.figures, figure), Qt.Key.Key_Return)
    assert opened == [(target, "")]


def test_the_list_shows_the_eight_indicators_with_value_target_and_state(page: OverviewPage):
    model = page.indicators.rows
    assert model.rowCount() == 8
    assert model.texts(1) == [
        "2",
        "Payments made on the national portal",
        "7,171",
        "70,915",
        "10.1%",
        "25.0%",
        "Behind",
    ]
    assert model.texts(4)[2:] == ["0", "1", "No", "Yes", "Behind"]
    tones = [model.data(model.index(line, 6), TONE_ROLE) for line in range(8)]
    assert tones[:4] == [Tone.UNDER_WAY, Tone.WARNING, Tone.UNDER_WAY, Tone.NEUTRAL]


def test_the_indicators_are_all_in_view_without_a_scroll_bar_of_their_own(page: OverviewPage):
    table = page.indicators
    last = table.visualRect(table.model().index(7, 0))
    assert last.bottom() <= table.viewport().height()


def test_a_narrow_window_keeps_the_indicators_names(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot
):
    table = page.indicators
    assert not table.isColumnHidden(2)
    desktop.window.resize(960, 700)
    qtbot.waitUntil(lambda: table.isColumnHidden(3))
    assert table.columnWidth(1) >= 240
    area = page.findChild(QScrollArea)
    assert area is not None
    assert area.widget().width() <= area.viewport().width()


def test_a_click_opens_the_indicators_card_and_escape_closes_it(
    page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    table = page.indicators
    where = table.visualRect(table.model().index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))
    wait_idle()
    card = card_of(page)
    words = words_in(card)
    assert "Indicator 2 · clause 2.c of 1478/BGTVT-TTCNTT of 24/02/2021" in words
    assert "Tỷ lệ thanh toán trực tuyến trên cổng Dịch vụ công quốc gia" in words
    assert "17.6%" in words  # where the straight line stands
    assert [card.tabs.tabText(place) for place in range(card.tabs.count())] == [
        "Plan",
        "History",
        "Numerator: 7,171",
        "Denominator: 70,915",
        "Evidence: 4",
    ]
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not [each for each in page.findChildren(IndicatorCard) if each.isVisible()]


def test_enter_opens_the_card_of_the_current_row(
    page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    page.indicators.selectRow(0)
    qtbot.keyClick(page.indicators, Qt.Key.Key_Return)
    wait_idle()
    words = words_in(card_of(page))
    assert "Baseline of 31/12/2020" in words
    assert "19 / 38 · 50.0%" in words
    assert "in percentage points" in words


def test_the_card_of_a_yes_or_no_shows_the_rows_of_the_indicator_it_asks_about(
    page: OverviewPage, wait_idle: WaitIdle
):
    page.open_record("5")
    wait_idle()
    card = card_of(page)
    assert card.tabs.tabText(2) == "Numerator: 65,102"
    assert "The unit answers yes when" in words_in(card)


def test_a_record_asked_for_before_the_figures_came_opens_afterwards(
    desktop: Desktop, wait_idle: WaitIdle
):
    desktop.window.open_page("overview", "7")
    wait_idle()
    page = desktop.window.findChild(OverviewPage)
    assert page is not None
    assert "Indicator 7" in words_in(card_of(page))


def test_the_most_pressing_tasks_come_first_and_open_by_keyboard(
    page: OverviewPage, opened: list[tuple[str, str]], qtbot: QtBot
):
    first, last = page.attention.rows[0], page.attention.rows[-1]
    assert first.accessibleDescription() == "DK-04 · due on 31/07/2021; 45 days over"
    assert last.text() == "Certificates that end soon"
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.keyClick(last, Qt.Key.Key_Space)
    assert opened == [("tasks", "DK-04"), ("signatures", "")]


def test_the_charts_tell_their_numbers_to_who_cannot_see_them(page: OverviewPage):
    assert page.tasks.accessibleDescription().startswith("24 tasks; Done on time 2")
    assert "09/2021: Received online 6,896, Not online 1,958" in (
        page.dossiers.accessibleDescription()
    )


def test_another_period_is_read_at_once(desktop: Desktop, page: OverviewPage, wait_idle: WaitIdle):
    assert desktop.context is not None
    desktop.context.choose_period(Quarter(2021, 4))
    wait_idle()
    assert "Quarter IV/2021" in page.when.text()
    assert page.attention.rows[-1].accessibleDescription() == "within 90 days; 4"


def test_a_new_workspace_says_how_to_begin(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, qtbot: QtBot
):
    folder = tmp_path / "new"
    bootstrap.workspaces().create(folder, "DKVN").workspace.close()
    bare_desktop.start(folder)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    wait_idle()
    page = bare_desktop.window.findChild(OverviewPage)
    assert page is not None
    assert page.beginning.isVisible()
    buttons = [b for b in page.beginning.findChildren(QPushButton) if b.text() == "Open the tasks"]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert bare_desktop.window.page_name == "tasks"
    wait_idle()


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2021, 9, 12), "2 days over", Tone.BAD),
        (date(2021, 9, 13), "1 day over", Tone.BAD),
        (date(2021, 9, 14), "Due today", Tone.WARNING),
        (date(2021, 9, 15), "1 day left", Tone.WARNING),
        (date(2021, 9, 21), "7 days left", Tone.WARNING),
        (date(2021, 9, 22), "8 days left", Tone.INFO),
    ],
)
def test_days_left_in_words(due: date, words: str, tone: Tone):
    set_language(Language.EN)
    try:
        assert left_words(due, date(2021, 9, 14)) == (words, tone)
    finally:
        set_language(Language.VI)
