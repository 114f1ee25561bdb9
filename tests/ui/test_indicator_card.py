"""The card of an indicator, and two quarters side by side, as a person uses them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from egovdesk.domain.comparison import Comparison
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.quarter import Quarter
from egovdesk.ui import theme
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.help_dialog import HelpDialog
from egovdesk.ui.indicators.card import IndicatorCard
from egovdesk.ui.indicators.compare_dialog import ComparisonDialog, ComparisonView
from egovdesk.ui.indicators.history_view import HistoryView
from egovdesk.ui.indicators.plan_view import PlanView
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.overview.page import OverviewPage
from egovdesk.ui.palette import Palette
from egovdesk.ui.theme import Theme
from egovdesk.ui.widgets.badge import TONE_ICONS
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.track_chart import Goal, TrackChart, TrackPoint
from egovdesk.wording.labels import label
from tests.ui.dialogs import answering

WaitIdle = Callable[[], None]
OpenCard = Callable[[str], IndicatorCard]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")

PLAN, HISTORY, NUMERATOR, DENOMINATOR, EVIDENCE = range(5)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle) -> OverviewPage:
    desktop.window.resize(1366, 768)
    wait_idle()
    page = desktop.window.findChild(OverviewPage)
    assert page is not None
    return page


@pytest.fixture
def open_card(desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle) -> OpenCard:
    """Return what opens an indicator's card, as a finding or the palette does."""

    def open_it(indicator: str) -> IndicatorCard:
        desktop.window.open_page("overview", indicator)
        wait_idle()
        (card,) = [card for card in page.findChildren(IndicatorCard) if card.isVisible()]
        make_active(qtbot, card)
        return card

    return open_it


def make_active(qtbot: QtBot, dialog: QWidget) -> None:
    """Wait until keys belong to the dialog."""

    def is_active() -> bool:
        dialog.activateWindow()
        return dialog.isActiveWindow()

    qtbot.waitUntil(is_active)


@pytest.fixture
def opened(desktop: Desktop, page: OverviewPage) -> list[tuple[str, str]]:
    """Collect which pages are asked for."""
    asked: list[tuple[str, str]] = []
    assert desktop.context is not None
    desktop.context.page_requested.connect(lambda name, key: asked.append((name, key)))
    return asked


def table_of(card: IndicatorCard, tab: int) -> DataTable[object]:
    card.tabs.setCurrentIndex(tab)
    table = card.tabs.widget(tab).findChild(DataTable)
    assert table is not None
    QApplication.processEvents()
    card.activateWindow()
    QApplication.processEvents()
    return table


def texts(table: DataTable[object], column: str) -> list[str]:
    place = [each.key for each in table.model.columns].index(column)
    return [table.model.texts(line)[place] for line in range(table.model.rowCount())]


def words_in(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def press_row(qtbot: QtBot, table: DataTable[object], line: int = 0) -> None:
    """Press Enter on a row."""
    index = table.model.index(line, 0)
    table.view.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    table.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)


# What is missing


def test_the_plan_says_how_many_how_fast_and_who(open_card: OpenCard):
    card = open_card("1")
    plan = card.findChild(PlanView)
    assert plan is not None
    assert plan.sentences == (
        "2 more are missing to +20.0 points by 31/12/2021: 28 of 39 instead of 26.",
        "3 reporting months close before then: 1 a month are enough.",
        "It is assumed that the denominator stays as it is.",
    )
    table = table_of(card, PLAN)
    assert texts(table, "enough")[:3] == ["Needed", "Needed", "Not needed"]
    assert texts(table, "missing")[0] == "Level, On the national portal"
    assert texts(table, "reached")[:2] == ["+19.2 points", "+21.8 points"]
    assert len(texts(table, "code")) == 13


def test_a_flow_says_what_it_assumes_and_names_the_largest_gap_first(open_card: OpenCard):
    card = open_card("2")
    plan = card.findChild(PlanView)
    assert plan is not None
    assert "10,558 more are missing" in plan.sentences[0]
    assert "7,879 each" in plan.sentences[2]
    assert "69.7% of what comes" in plan.sentences[2]
    table = table_of(card, PLAN)
    assert [texts(table, key)[0] for key in ("code", "held", "counted", "gain")] == [
        "DK.001",
        "1,547",
        "12,579",
        "+11,032",
    ]


def test_the_chip_shows_the_fewest_that_are_enough(open_card: OpenCard, qtbot: QtBot):
    card = open_card("3")
    table = table_of(card, PLAN)
    (chip,) = table._chips
    assert chip.text() == "Needed for the target: 4"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert texts(table, "enough") == ["Needed"] * 4


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ("4", "does not apply"),
        ("5", "11,575 are not"),
        ("8", "The answer is yes"),
        ("work_online", "3 months left"),
        ("digital_signatures", "No target is set"),
    ],
)
def test_every_kind_of_indicator_has_its_own_words(open_card: OpenCard, indicator: str, said: str):
    plan = open_card(indicator).findChild(PlanView)
    assert plan is not None
    assert said in " ".join(plan.sentences)


# What is behind


def test_enter_on_a_row_leaves_the_card_for_its_procedure(
    open_card: OpenCard, opened: list[tuple[str, str]], qtbot: QtBot
):
    card = open_card("2")
    table = table_of(card, NUMERATOR)
    code = texts(table, "code")[0]
    press_row(qtbot, table)
    assert opened == [("services", code)]
    assert not card.isVisible()


def test_a_row_of_the_plan_opens_its_procedure(
    open_card: OpenCard, opened: list[tuple[str, str]], qtbot: QtBot
):
    table = table_of(open_card("1"), PLAN)
    press_row(qtbot, table, 1)
    assert opened == [("services", "DK.019")]


def test_the_row_of_a_month_opens_the_months(
    open_card: OpenCard, opened: list[tuple[str, str]], qtbot: QtBot
):
    press_row(qtbot, table_of(open_card("work_online"), DENOMINATOR))
    assert opened == [("signatures", "workload")]


def test_evidence_opens_its_task(open_card: OpenCard, opened: list[tuple[str, str]], qtbot: QtBot):
    card = open_card("1")
    table = table_of(card, EVIDENCE)
    assert texts(table, "what").count("Baseline") == 1
    assert "19 / 38" in texts(table, "title")
    press_row(qtbot, table)
    assert opened == [("tasks", "2.c")]


def test_rows_are_searched_without_marks_and_sorted_by_count(open_card: OpenCard, qtbot: QtBot):
    table = table_of(open_card("6"), DENOMINATOR)
    everything = table.model.rowCount()
    qtbot.keyClicks(table.search, "tau")
    assert 0 < table.model.rowCount() < everything
    assert all("tàu" in text.lower() for text in texts(table, "label"))
    table.search.clear()
    table.sort_by("value", descending=True)
    counts = [int(text.replace(",", "")) for text in texts(table, "value")]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == 76_677


def test_the_history_has_twelve_quarters_and_judges_none_before_it_was_asked_for(
    open_card: OpenCard,
):
    card = open_card("6")
    table = table_of(card, HISTORY)
    assert len(texts(table, "quarter")) == 12
    assert texts(table, "state")[:4] == ["On track", "On track", "On track", "Not asked for yet"]
    assert texts(table, "change")[0] == "+5.6"
    history = card.findChild(HistoryView)
    assert history is not None
    told = history.chart.accessibleDescription()
    assert "Quarter III/2021 · 84.9% · 65,102 / 76,677 · On track" in told
    assert "100.0% by 31/12/2021" in told


def test_a_quarter_of_the_history_is_set_beside_the_cards_own(
    open_card: OpenCard, qtbot: QtBot, wait_idle: WaitIdle
):
    card = open_card("6")
    press_row(qtbot, table_of(card, HISTORY), 2)
    wait_idle()
    dialog = card.findChild(ComparisonDialog)
    assert dialog is not None
    assert "Quarter I/2021 as of 14/03/2021, Quarter III/2021" in dialog.note.text()
    assert dialog.view is not None
    (chosen,) = dialog.view.indicators.selected_rows()
    assert chosen.indicator.id == "6"


# Keys, files, help


def test_ctrl_s_saves_the_list_that_is_looked_at_with_real_numbers(
    open_card: OpenCard,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    target = tmp_path / "mẫu số.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    card = open_card("6")
    table = table_of(card, DENOMINATOR)
    qtbot.keyClick(table.view, Qt.Key.Key_S, CONTROL)
    wait_idle()
    assert str(target) in card.said.text()
    sheet = load_workbook(target).active
    assert sheet is not None
    numbers = [row[2] for row in sheet.iter_rows(values_only=True) if isinstance(row[2], int)]
    assert sum(numbers) == 76_677


def test_a_file_that_cannot_be_written_is_told_on_the_card(
    open_card: OpenCard,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    target = tmp_path / "gone" / "x.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    card = open_card("6")
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    wait_idle()
    assert "x.xlsx" in card.said.text()
    assert "Saved" not in card.said.text()


def test_a_tab_without_a_list_has_nothing_to_save(open_card: OpenCard):
    card = open_card("4")
    assert not card.save.isEnabled()
    card.tabs.setCurrentIndex(EVIDENCE)
    assert card.save.isEnabled()


def test_rows_are_copied_as_a_spreadsheet_pastes_them(open_card: OpenCard, qtbot: QtBot):
    table = table_of(open_card("1"), HISTORY)
    table.view.setFocus()
    table.view.selectRow(0)
    qtbot.keyClick(table.view, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[:4] == ["Quarter III/2021", "14/09/2021", "26", "39"]


def test_the_tabs_are_walked_by_keyboard(open_card: OpenCard, qtbot: QtBot):
    card = open_card("1")
    assert card.focusWidget() is card.tabs.tabBar()
    qtbot.keyClick(card.tabs, Qt.Key.Key_Tab, CONTROL)
    assert card.tabs.currentIndex() == HISTORY


def test_f1_explains_the_card(open_card: OpenCard, qtbot: QtBot):
    card = open_card("1")
    seen: list[str] = []
    with answering(HelpDialog, lambda dialog: seen.append(dialog.text.toPlainText())):
        qtbot.keyClick(card, Qt.Key.Key_F1)
    assert "what is missing to its target" in seen[0]
    assert "Ctrl+S" in seen[0]


def test_the_palette_finds_an_indicator_by_its_name(
    desktop: Desktop,
    page: OverviewPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
):
    assert desktop.context is not None
    palette = Palette(desktop.context, (), desktop.window)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette.line, "payable portal")
    wait_idle()
    lines = [palette.list.item(n).text() for n in range(palette.list.count())]
    (found,) = [n for n, text in enumerate(lines) if text.startswith("Indicator")]
    assert "3. Procedures payable on the national portal" in lines[found]
    palette.list.setCurrentRow(found)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    palette.run_chosen()
    wait_idle()
    (card,) = [each for each in page.findChildren(IndicatorCard) if each.isVisible()]
    assert card.windowTitle() == "Procedures payable on the national portal"


def test_a_second_enter_opens_no_second_card(page: OverviewPage, wait_idle: WaitIdle):
    page.open_record("1")
    page.open_record("1")
    wait_idle()
    assert len([each for each in page.findChildren(IndicatorCard) if each.isVisible()]) == 1


# How states look


@pytest.mark.parametrize("chosen", Theme)
def test_no_two_states_share_a_word_an_icon_or_a_colour(chosen: Theme):
    tokens = theme.tokens(chosen)
    tones = [state_tone(state) for state in IndicatorState]
    for looks in (
        [label(state) for state in IndicatorState],
        [TONE_ICONS[tone] for tone in tones],
        [QColor(getattr(tokens, tone)).name() for tone in tones],
    ):
        assert len(set(looks)) == len(IndicatorState)


def point(day: date, value: float | None) -> TrackPoint:
    return TrackPoint(day=day, value=value, label="I/21", words=f"{value}", color="good")


def test_a_chart_with_one_point_or_none_is_painted(qapp: QApplication, qtbot: QtBot):
    chart = TrackChart("Course")
    qtbot.addWidget(chart)
    chart.resize(320, 160)
    chart.show()
    day = date(2021, 3, 14)
    for points, goals in (
        ([], []),
        ([point(day, None)], [Goal(day, 0.0)]),
        ([point(day, 0.0)], []),
        ([point(day, -12.5), point(date(2021, 6, 14), None)], [Goal(day, 0), Goal(day, 20, "20")]),
    ):
        chart.set_data(points, goals)
        assert not chart.grab().isNull()
    assert "-12.5" in chart.accessibleDescription()


# Side by side


@pytest.fixture
def comparison(
    desktop: Desktop,
    page: OverviewPage,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
) -> ComparisonDialog:
    """Compare with the quarter before, by the page's keys."""
    activate()
    keys = CONTROL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(desktop.window, Qt.Key.Key_Q, keys)
    wait_idle()
    dialog = page.findChild(ComparisonDialog)
    assert dialog is not None
    make_active(qtbot, dialog)
    return dialog


def view_of(dialog: ComparisonDialog) -> ComparisonView:
    assert dialog.view is not None
    return dialog.view


def test_two_quarters_stand_side_by_side_with_their_difference(comparison: ComparisonDialog):
    view = view_of(comparison)
    assert view.indicators.model.texts(0) == [
        "1",
        "Online services, change since 2020",
        "22 / 40",
        "+5.0 points",
        "Behind",
        "26 / 39",
        "+16.7 points",
        "On track",
        "+11.7",
    ]
    assert "Numerator: 4 entered, 0 left, 0 changed" in view.heading.text()
    assert "Denominator: 0 entered, 1 left, 0 changed" in view.heading.text()


def test_a_comparison_begins_with_the_first_indicator_that_differs(
    comparison: ComparisonDialog, qtbot: QtBot
):
    comparisons = comparison.context.desk.comparisons
    same = comparisons.of(Quarter(2021, 3), Quarter(2021, 3))
    other = comparisons.of(Quarter(2021, 2), Quarter(2021, 3))
    mixed = Comparison(
        earlier=other.earlier,
        later=other.later,
        indicators=(*same.indicators[:2], *other.indicators[2:]),
        tasks=(),
    )
    view = ComparisonView(mixed, comparison.context.desk.session.catalogue)
    qtbot.addWidget(view)
    (chosen,) = view.indicators.selected_rows()
    assert chosen.indicator.number == 3
    assert view.rows.model.rowCount()


def test_the_rows_say_what_happened_to_each_procedure(comparison: ComparisonDialog):
    rows = view_of(comparison).rows
    assert rows.model.texts(0)[:2] == ["Numerator", "DK.009"]
    assert rows.model.texts(0)[3:6] == ["–", "1", "+1"]
    assert rows.model.texts(0)[6].startswith("Level 2 → Level 3; On the national portal: yes")


def test_down_and_enter_lead_from_an_indicator_to_its_rows_and_to_a_procedure(
    comparison: ComparisonDialog, opened: list[tuple[str, str]], qtbot: QtBot
):
    view = view_of(comparison)
    assert view.indicators.view.hasFocus()
    qtbot.keyClick(view.indicators.view, Qt.Key.Key_Down)
    assert "Payments made on the national portal" in view.heading.text()
    code = view.rows.model.texts(0)[1]
    qtbot.keyClick(view.indicators.view, Qt.Key.Key_Return)
    assert view.rows.view.hasFocus()
    press_row(qtbot, view.rows)
    assert opened == [("services", code)]
    assert not comparison.isVisible()


def test_another_quarter_is_chosen_by_keyboard_and_the_indicator_stays(
    comparison: ComparisonDialog, qtbot: QtBot
):
    view_of(comparison).indicators.select("6")
    keys = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(comparison, Qt.Key.Key_Left, keys)
    qtbot.waitUntil(lambda: "Quarter I/2021 as of 14/03/2021" in comparison.note.text())
    make_active(qtbot, comparison)
    qtbot.keyClick(comparison, Qt.Key.Key_Left, keys | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "Quarter II/2021 as of 14/06/2021." in comparison.note.text())
    (chosen,) = view_of(comparison).indicators.selected_rows()
    assert chosen.indicator.id == "6"


def test_quarters_of_two_years_are_said_not_to_add_on(
    comparison: ComparisonDialog, desktop: Desktop
):
    assert desktop.context is not None
    found = desktop.context.desk.comparisons.of(Quarter(2020, 4), Quarter(2021, 1))
    comparison.show_comparison(found)
    assert "begin anew each January" in comparison.note.text()


def test_tasks_that_stand_otherwise_open_on_their_page(
    comparison: ComparisonDialog, opened: list[tuple[str, str]], qtbot: QtBot
):
    view = view_of(comparison)
    view.tabs.setCurrentIndex(1)
    assert view.tabs.tabText(1) == "Tasks that stand otherwise: 20"
    first = view.tasks.model.texts(0)
    assert first[0] == "1.a"
    assert (first[2], first[4]) == ("In progress · 25%", "In progress · 60%")
    press_row(qtbot, view.tasks)
    assert opened == [("tasks", "1.a")]


def test_leaving_a_comparison_over_a_card_leaves_the_card_too(
    open_card: OpenCard, opened: list[tuple[str, str]], qtbot: QtBot, wait_idle: WaitIdle
):
    card = open_card("6")
    press_row(qtbot, table_of(card, HISTORY), 1)
    wait_idle()
    dialog = card.findChild(ComparisonDialog)
    assert dialog is not None
    press_row(qtbot, view_of(dialog).rows)
    assert len(opened) == 1
    assert not card.isVisible()
    assert not dialog.isVisible()
