"""The overview on the sample unit: what it says, and that everything opens what is behind it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from egovdesk import bootstrap
from egovdesk.domain.history import Noun
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.packages import KeyChoice
from egovdesk.services.remarks import NewRemark
from egovdesk.services.tasks import ProgressEntry
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.indicators.card import IndicatorCard
from egovdesk.ui.link import Link
from egovdesk.ui.overview.page import OverviewPage
from egovdesk.ui.overview.rest import Rest
from egovdesk.ui.overview.words import left_words
from egovdesk.ui.services.month_view import MonthView
from egovdesk.ui.services.page import ServicesPage
from egovdesk.ui.signatures.page import SignaturesPage
from egovdesk.ui.tasks.page import TasksPage
from egovdesk.ui.widgets.badge import TONE_ROLE, Tone
from egovdesk.ui.widgets.figure_row import FigureList, FigureRow
from egovdesk.wording import Language, set_language
from tests.ui.reports import PASSPHRASE

WaitIdle = Callable[[], None]
Activate = Callable[[], None]
Look = Callable[[str], None]
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")


class Clock:
    """A clock that the test sets: at first the Monday before the report is due."""

    now = datetime(2021, 9, 20, 16, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(bootstrap, "clock", made)
    return made


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle, qtbot: QtBot) -> OverviewPage:
    desktop.window.resize(1366, 768)
    wait_idle()
    page = desktop.window.findChild(OverviewPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.rest is not None)
    wait_idle()
    return page


@pytest.fixture
def opened(desktop: Desktop, page: OverviewPage) -> list[Link]:
    """Collect which pages, records and lists are asked for."""
    asked: list[Link] = []
    context = desktop.context
    assert context is not None
    context.page_requested.connect(lambda name, key: asked.append(Link(page=name, key=key)))
    context.list_requested.connect(lambda name, query: asked.append(Link(page=name, query=query)))
    return asked


@pytest.fixture
def look(desktop: Desktop, page: OverviewPage, wait_idle: WaitIdle) -> Look:
    """Return what makes the officer look at a period."""

    def choose(period: str) -> None:
        assert desktop.context is not None
        desktop.context.choose_period(Quarter.parse(period))
        wait_idle()

    return choose


def rest_of(page: OverviewPage) -> Rest:
    assert page.rest is not None
    return page.rest


def named(figures: FigureList, words: str) -> FigureRow:
    """Return the one row whose accessible name begins with these words."""
    found = [row for row in figures.rows if row.accessibleName().startswith(words)]
    assert len(found) == 1, [row.accessibleName() for row in figures.rows]
    return found[0]


def tasks_shown(desktop: Desktop, wait_idle: WaitIdle) -> set[str]:
    """Return the codes of the tasks in the list that is open."""
    wait_idle()
    assert desktop.window.page_name == "tasks"
    page = desktop.window.findChild(TasksPage)
    assert page is not None
    assert page.tabs.currentIndex() == 0
    model = page.panel.model
    rows = [model.row_at(line) for line in range(model.rowCount())]
    return {str(row.values[0]) for row in rows if row is not None}


def card_of(page: OverviewPage) -> IndicatorCard:
    cards = [card for card in page.findChildren(IndicatorCard) if card.isVisible()]
    assert len(cards) == 1
    return cards[0]


def words_in(card: IndicatorCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


# When it is due, and what comes next


def test_the_countdown_has_days_working_days_and_the_next_step(page: OverviewPage):
    deadline = page.deadline
    assert deadline.left.text() == "4 days left"
    assert deadline.detail.text() == "4 of them working days"
    assert "due on Friday, 24/09/2021" in deadline.when.text()
    assert "figures closed on 14/09/2021" in deadline.when.text()
    assert not deadline.rests.isVisible()
    assert deadline.next.text() == "Next: give the warnings their reasons: 4."


def test_the_next_step_leads_to_the_report(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.keyClick(page.deadline.reports, Qt.Key.Key_Space)
    wait_idle()
    assert desktop.window.page_name == "reports"


@pytest.mark.parametrize(
    ("day", "left", "detail"),
    [
        (23, "1 day left", "1 of them a working day"),
        (24, "Due today", ""),
        (25, "1 day overdue", ""),
        (27, "3 days overdue", ""),
    ],
)
def test_the_countdown_near_the_due_date(
    page: OverviewPage, look: Look, clock: Clock, day: int, left: str, detail: str
):
    look("2021-Q2")
    clock.now = datetime(2021, 9, day, 16, 30, tzinfo=UTC)
    look("2021-Q3")
    assert (page.deadline.left.text(), page.deadline.detail.text()) == (left, detail)


def test_holidays_and_weekends_until_then_are_named(page: OverviewPage, look: Look, clock: Clock):
    look("2021-Q2")
    clock.now = datetime(2021, 8, 31, 9, tzinfo=UTC)
    look("2021-Q3")
    assert page.deadline.left.text() == "24 days left"
    assert page.deadline.detail.text() == "16 of them working days"
    assert page.deadline.rests.text() == "Off until then: National Day 02/09 – 03/09; 3 weekends."
    assert page.deadline.next.text() == "Next: record what is missing by 14/09/2021."


def test_a_due_day_that_is_off_names_the_working_day_before(
    page: OverviewPage, look: Look, clock: Clock
):
    clock.now = datetime(2022, 9, 20, 9, tzinfo=UTC)
    look("2022-Q3")
    assert "due on Saturday, 24/09/2022" in page.deadline.when.text()
    said = page.deadline.rests.text()
    assert "the last working day before it is Friday, 23/09/2022." in said
    assert "Off until then: weekend 24/09." in said


def test_a_period_in_the_future_has_not_begun(page: OverviewPage, look: Look):
    look("2022-Q1")
    assert "figures from 15/12/2021 to 14/03/2022, not begun yet" in page.deadline.when.text()
    assert page.deadline.next.text() == "Nothing is asked for yet."


def test_the_next_step_goes_on_until_the_report_is_exported(
    desktop: Desktop, page: OverviewPage, wait_idle: WaitIdle, tmp_path: Path, key_file: Path
):
    context, period = desktop.context, Quarter(2021, 3)
    assert context is not None
    desk = context.desk

    def next_step() -> str:
        context.announce(frozenset({Noun.REPORTS}))
        wait_idle()
        return page.deadline.next.text()

    warnings = [finding for finding in desk.findings.check(period) if finding.needs_reason]
    desk.findings.answer(period, warnings, "Đã rà soát.")
    assert next_step() == "Next: freeze the report and sign it."
    desk.reports.freeze(period)
    assert next_step() == "Next: sign the frozen report and pack it."
    desk.packages.export(period, tmp_path / "trial", KeyChoice())
    assert next_step() == "Next: sign the frozen report and pack it."
    key = KeyChoice(file=key_file, passphrase=PASSPHRASE.encode())
    desk.packages.export(period, tmp_path / "out", key)
    assert next_step().startswith("Nothing is left to do")
    assert page.deadline.left.text() == "Exported on 20/09/2021"
    assert page.deadline.detail.text() == "revision 1, on time"


# The figures, and the indicators


def test_the_figures_are_those_of_the_sample(page: OverviewPage):
    figures = page.figures
    assert figures.overdue.accessibleName() == "Overdue tasks: 2"
    assert figures.overdue.accessibleDescription() == "of 24 tasks; 9 open, in time"
    assert figures.work_online.accessibleName() == "Work handled online: 72.8%"
    assert figures.work_online.accessibleDescription() == "1,508 of 2,071"
    assert figures.signing.accessibleName() == "Staff who sign digitally: 62.7%"
    assert figures.findings.accessibleDescription().startswith("Warnings need a reason")


@pytest.mark.parametrize(
    ("figure", "link"),
    [
        ("work_online", Link(page="signatures", key="workload")),
        ("signing", Link(page="signatures", key="signers")),
        ("findings", Link(page="reports")),
    ],
)
def test_a_figure_opens_the_page_behind_it(
    page: OverviewPage, opened: list[Link], qtbot: QtBot, figure: str, link: Link
):
    qtbot.keyClick(getattr(page.figures, figure), Qt.Key.Key_Return)
    assert opened == [link]


def test_the_overdue_tasks_open_as_a_list_of_them(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.mouseClick(page.figures.overdue, Qt.MouseButton.LeftButton)
    assert tasks_shown(desktop, wait_idle) == {"DK-04", "DK-06"}


def test_the_list_shows_the_eight_indicators_with_value_track_target_and_state(
    page: OverviewPage,
):
    model = page.indicators.rows
    assert model.rowCount() == 8
    assert model.texts(1) == [
        "2",
        "Payments made on the national portal",
        "7,171",
        "70,915",
        "10.1%",
        "17.6%",
        "25.0%",
        "Behind",
    ]
    assert model.texts(4)[2:] == ["0", "1", "No", "–", "Yes", "Behind"]
    tones = [model.data(model.index(line, 7), TONE_ROLE) for line in range(8)]
    assert tones[:4] == [Tone.UNDER_WAY, Tone.WARNING, Tone.UNDER_WAY, Tone.NEUTRAL]


def test_the_indicators_are_all_in_view_without_a_scroll_bar_of_their_own(page: OverviewPage):
    table = page.indicators
    last = table.visualRect(table.model().index(7, 0))
    assert last.bottom() <= table.viewport().height()


def test_a_narrow_window_keeps_the_indicators_names(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot
):
    table = page.indicators
    desktop.window.resize(1920, 1080)
    qtbot.waitUntil(lambda: not table.isColumnHidden(2))
    desktop.window.resize(960, 700)
    qtbot.waitUntil(lambda: table.isColumnHidden(3))
    assert table.columnWidth(1) >= 240


@pytest.mark.parametrize("width", [1366, 960])
def test_nothing_is_cut_off_at_the_right(
    desktop: Desktop, page: OverviewPage, wait_idle: WaitIdle, width: int
):
    desktop.window.resize(width, 768)
    wait_idle()
    area = page.findChild(QScrollArea)
    assert area is not None
    sheet = area.widget()
    assert sheet.width() <= area.viewport().width()
    buttons = [each for each in sheet.findChildren(QAbstractButton) if each.isVisible()]
    assert len(buttons) > 25
    for each in buttons:
        right = each.mapTo(sheet, each.rect().topRight()).x()
        assert right <= sheet.width(), each.accessibleName()


def test_everything_that_opens_has_a_name_and_takes_the_focus(page: OverviewPage):
    area = page.findChild(QScrollArea)
    assert area is not None
    buttons = [each for each in area.findChildren(QAbstractButton) if each.isVisible()]
    for each in buttons:
        assert each.accessibleName() or each.text()
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_tab_goes_from_the_report_through_figures_and_indicators_to_what_is_missing(
    page: OverviewPage, qtbot: QtBot, activate: Activate
):
    activate()
    page.deadline.reports.setFocus()
    passed = []
    for _ in range(8):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        passed.append(page.window().focusWidget())
    figures, (first, second) = page.figures, page.missing.list.rows[:2]
    cards = [figures.overdue, figures.work_online, figures.signing, figures.findings]
    assert passed == [*cards, page.indicators, page.compare, first, second]


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


# What is missing


def test_what_is_missing_is_counted_and_what_is_complete_says_so(page: OverviewPage):
    rows = page.missing.list.rows
    assert [row.accessibleName() for row in rows] == [
        "Months without counts: 0",
        "Procedures left out: 1",
        "Months of work online: 0",
        "Indicators without figures: 0",
        "Tasks without progress this quarter: 1",
        "Tasks done without evidence: 1",
        "Certificates ending within 90 days: 0",
    ]
    assert [row.figure.tone for row in rows].count(Tone.WARNING) == 3
    assert rows[1].accessibleDescription() == "07/2021: 1"


def test_a_procedure_left_out_opens_on_its_cell(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.keyClick(named(page.missing.list, "Procedures left out"), Qt.Key.Key_Return)
    wait_idle()
    view = desktop.window.findChild(MonthView)
    assert view is not None
    assert view.isVisible()
    assert view.month == "2021-07"
    row = view.model.rows[view.grid.currentIndex().row()]
    assert (row.procedure.code, row.counts) == ("DK.037", None)


def test_tasks_without_progress_open_as_a_list_of_them(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    row = named(page.missing.list, "Tasks without progress")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert tasks_shown(desktop, wait_idle) == {"DK-09"}


def test_certificates_that_end_open_the_signers_whose_they_are(
    desktop: Desktop,
    page: OverviewPage,
    look: Look,
    clock: Clock,
    qtbot: QtBot,
    wait_idle: WaitIdle,
):
    clock.now = datetime(2021, 12, 20, 9, tzinfo=UTC)
    look("2021-Q4")
    row = named(page.missing.list, "Certificates ending")
    assert row.accessibleName() == "Certificates ending within 90 days: 4"
    qtbot.keyClick(row, Qt.Key.Key_Space)
    wait_idle()
    signatures = desktop.window.findChild(SignaturesPage)
    assert signatures is not None
    assert signatures.isVisible()
    assert len(signatures.signers.panel.model.ids) == 4


def test_a_month_without_counts_opens_that_month(
    page: OverviewPage, look: Look, opened: list[Link], clock: Clock, qtbot: QtBot
):
    clock.now = datetime(2021, 12, 20, 9, tzinfo=UTC)
    look("2021-Q4")
    row = named(page.missing.list, "Months without counts")
    assert row.accessibleName() == "Months without counts: 3"
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.keyClick(named(page.missing.list, "Months of work online"), Qt.Key.Key_Return)
    month, work = Link(page="services", key="2021-10"), Link(page="signatures", key="workload")
    assert opened == [month, work]


# What moved


def test_indicators_that_moved_say_in_which_direction_and_how_far(page: OverviewPage):
    moved = rest_of(page).moved
    assert moved.heading == "Moved since Quarter II/2021"
    first = moved.list.rows[0]
    assert first.accessibleName() == "Procedures payable on the national portal: +16.3 points"
    assert first.accessibleDescription() == "up from 21.2%"
    fallen = named(moved.list, "Staff who sign digitally")
    assert fallen.accessibleName().endswith("-4.0 points")
    assert (fallen.accessibleDescription(), fallen.figure.icon) == ("down from 66.7%", "down")


def test_an_indicator_that_moved_opens_its_card(
    page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    row = named(rest_of(page).moved.list, "Payments made on the national portal")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    wait_idle()
    assert "Indicator 2 · clause 2.c" in words_in(card_of(page))


@pytest.mark.parametrize("words", ["Tasks finished", "Tasks that became overdue"])
def test_tasks_that_moved_open_as_a_list_of_them(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle, words: str
):
    row = named(rest_of(page).moved.list, words)
    assert row.accessibleName() == f"{words}: 2"
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert len(tasks_shown(desktop, wait_idle)) == 2


def test_procedures_with_another_level_open_as_a_list_of_them(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    qtbot.keyClick(named(rest_of(page).moved.list, "Procedures with another"), Qt.Key.Key_Return)
    wait_idle()
    services = desktop.window.findChild(ServicesPage)
    assert services is not None
    assert len(services.panel.model.ids) == 6


# Tasks


def test_each_class_of_timeliness_opens_its_tasks(
    desktop: Desktop, page: OverviewPage, qtbot: QtBot, wait_idle: WaitIdle
):
    rows = rest_of(page).timeliness.list.rows
    assert [row.accessibleName() for row in rows] == [
        "Done on time: 2",
        "Done late: 2",
        "Open, in time: 9",
        "Open, overdue: 2",
        "No deadline: 9",
    ]
    qtbot.keyClick(rows[2], Qt.Key.Key_Return)
    assert len(tasks_shown(desktop, wait_idle)) == 9
    desktop.window.open_page("overview")
    wait_idle()
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert len(tasks_shown(desktop, wait_idle)) == 2


def test_the_most_pressing_tasks_come_first_and_open_by_keyboard(
    page: OverviewPage, opened: list[Link], qtbot: QtBot
):
    first = rest_of(page).attention.rows[0]
    assert first.accessibleDescription() == "DK-04 · due on 31/07/2021; 45 days over"
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert opened == [Link(page="tasks", key="DK-04")]


# What was recorded last


def test_what_was_recorded_last_and_open_flags_lead_to_their_records(
    desktop: Desktop, page: OverviewPage, opened: list[Link], wait_idle: WaitIdle, qtbot: QtBot
):
    context = desktop.context
    assert context is not None
    assert not rest_of(page).latest.isVisible()
    desk, tasks = context.desk, RegisterKind.TASKS
    desk.tasks.record_progress("DK-03", ProgressEntry(on=date(2021, 9, 10), percent=30))
    flag = NewRemark(kind=tasks, row_id=3, field="due", text="Hỏi lại Vụ KHCN", follow_up=True)
    context.announce(desk.remarks.add(flag).nouns)
    wait_idle()
    rows = rest_of(page).latest.list.rows
    assert [row.accessibleName() for row in rows] == [
        "Hỏi lại Vụ KHCN",
        "Comment on 1 tasks",
        "Record progress on DK-03",
    ]
    assert rows[0].accessibleDescription() == "to look at: Due"
    qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    wait_idle()
    assert opened == [Link(page="tasks", key="tasks:3")]
    assert desktop.window.page_name == "tasks"


# Around it


def test_the_charts_tell_their_numbers_to_who_cannot_see_them(page: OverviewPage):
    rest = rest_of(page)
    assert rest.timeliness.ring.accessibleDescription().startswith("24 tasks; Done on time 2")
    assert "09/2021: Received online 6,896, Not online 1,958" in (
        rest.dossiers.accessibleDescription()
    )


def test_another_period_is_a_key_away(
    desktop: Desktop, page: OverviewPage, wait_idle: WaitIdle, qtbot: QtBot, activate: Activate
):
    activate()

    def press(key: Qt.Key, period: str) -> None:
        qtbot.keyClick(desktop.window, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: page.deadline.when.text().startswith(f"Quarter {period} "))
        wait_idle()

    press(Qt.Key.Key_Left, "II/2021")
    assert rest_of(page).moved.heading == "Moved since Quarter I/2021"
    press(Qt.Key.Key_Right, "III/2021")
    press(Qt.Key.Key_Right, "IV/2021")
    press(Qt.Key.Key_Right, "IV/2021")  # no farther than the next one


def test_a_row_keeps_the_focus_when_something_is_recorded(
    desktop: Desktop, page: OverviewPage, wait_idle: WaitIdle, activate: Activate
):
    activate()
    row = named(page.missing.list, "Tasks without progress")
    row.setFocus()
    assert desktop.context is not None
    desktop.context.announce(frozenset({Noun.TASKS}))
    wait_idle()
    assert row.hasFocus()
    assert named(page.missing.list, "Tasks without progress") is row


def test_a_new_workspace_says_how_to_begin_instead_of_zeros(
    bare_desktop: Desktop, tmp_path: Path, wait_idle: WaitIdle, qtbot: QtBot
):
    folder = tmp_path / "new"
    bootstrap.workspaces().create(folder, "DKVN").workspace.close()
    bare_desktop.start(folder)
    qtbot.waitUntil(lambda: bare_desktop.context is not None, timeout=20_000)
    wait_idle()
    page = bare_desktop.window.findChild(OverviewPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.rest is not None)
    beginning = page.beginning
    assert beginning is not None
    assert beginning.isVisible()
    hidden = (page.figures, page.indicators, page.missing, rest_of(page).moved)
    assert not any(part.isVisible() for part in hidden)
    assert page.deadline.next.text() == "Next: the steps below."
    pages = {
        "Open the tasks": "tasks",
        "Open online services": "services",
        "Open signers": "signatures",
        "Open work online": "signatures",
        "Open baselines": "assets",
    }
    assert [step.text() for step in beginning.steps] == list(pages)
    for step, name in zip(beginning.steps, pages.values(), strict=True):
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
        wait_idle()
        assert bare_desktop.window.page_name == name
        bare_desktop.window.open_page("overview")
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
