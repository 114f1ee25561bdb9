"""Board and timeline as an officer uses them: by keys and mouse, and as the list is filtered."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.tasks import TaskEventKind, TaskState, Timeliness
from egovdesk.ui import theme
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.tasks.board import Column
from egovdesk.ui.tasks.entry_dialog import EntryDialog
from egovdesk.ui.tasks.page import TasksPage
from egovdesk.ui.tasks.progress_dialog import ProgressDialog
from egovdesk.ui.tasks.timeline import _HEAD, _LINE
from tests.ui.dialogs import answering

WaitIdle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
BOARD, TIMELINE = 1, 3


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle, activate: Callable[[], None]) -> TasksPage:
    desktop.window.open_page("tasks")
    wait_idle()
    activate()
    page = desktop.window.findChild(TasksPage)
    assert page is not None
    return page


@pytest.fixture
def board(page: TasksPage, wait_idle: WaitIdle) -> TasksPage:
    page.open_record("2.a")
    page.tabs.setCurrentIndex(BOARD)
    wait_idle()
    return page


@pytest.fixture
def timeline(page: TasksPage, wait_idle: WaitIdle) -> TasksPage:
    page.tabs.setCurrentIndex(TIMELINE)
    wait_idle()
    page.timeline.bars.setFocus()
    return page


def state(page: TasksPage, code: str) -> TaskState:
    return next(row.status.state for row in page.rows() if row.task.code == code)


def cards(column: Column) -> list[str]:
    found = (column.item(place).text() for place in range(column.count()))
    return [text.splitlines()[0] for text in found]


def go_to_card(page: TasksPage, code: str) -> Column:
    """Give the keyboard to a card."""
    for column in page.board.columns.values():
        if code in cards(column):
            column.setFocus()
            column.setCurrentRow(cards(column).index(code))
            return column
    raise AssertionError(code)


# The board


def test_each_card_stands_in_the_column_of_its_state(board: TasksPage):
    for each, column in board.board.columns.items():
        expected = [row.task.code for row in board.rows() if row.status.state is each]
        assert cards(column) == expected
    assert sum(column.count() for column in board.board.columns.values()) == len(board.rows())


def test_arrows_go_through_the_cards_and_the_detail_follows(board: TasksPage, qtbot: QtBot):
    columns = board.board.columns
    begun = columns[TaskState.IN_PROGRESS]
    begun.setFocus()
    begun.setCurrentRow(0)
    qtbot.keyClick(begun, Qt.Key.Key_Down)
    assert cards(begun)[1] in board.detail.heading
    qtbot.keyClick(begun, Qt.Key.Key_Right)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Column)
    assert focused is not begun
    assert focused.count()
    row = focused.current()
    assert row is not None
    assert row.task.code in board.detail.heading
    assert not begun.selectedItems()
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is begun


def test_enter_opens_the_card(board: TasksPage, qtbot: QtBot, wait_idle: WaitIdle):
    column = go_to_card(board, "2.a")
    titles: list[str] = []
    with answering(ProgressDialog, lambda dialog: titles.append(dialog.windowTitle())):
        qtbot.keyClick(column, Qt.Key.Key_Return)
    assert "2.a" in titles[0]
    item = column.item(cards(column).index("2.a"))
    with answering(ProgressDialog, lambda dialog: titles.append(dialog.windowTitle())):
        where = column.visualItemRect(item).center()
        qtbot.mouseClick(column.viewport(), Qt.MouseButton.LeftButton, pos=where)
        qtbot.mouseDClick(column.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert len(titles) == 2


def test_ctrl_and_an_arrow_move_a_card_by_the_step_that_leads_there(
    board: TasksPage,
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
):
    column = go_to_card(board, "2.a")
    assert state(board, "2.a") is TaskState.IN_PROGRESS

    def take(dialog: EntryDialog) -> None:
        qtbot.keyClicks(dialog.number, "15/BC")
        dialog.save.click()
        wait_idle()

    with answering(EntryDialog, take):
        qtbot.keyClick(column, Qt.Key.Key_Right, CTRL)
    wait_idle()
    moved = state(board, "2.a")
    assert moved is not TaskState.IN_PROGRESS
    target = board.board.columns[moved]
    assert "2.a" in cards(target)
    assert desktop.window.focusWidget() is target
    row = target.current()
    assert row is not None
    assert row.task.code == "2.a"
    activate()
    qtbot.keyClick(desktop.window, Qt.Key.Key_Z, CTRL)
    wait_idle()
    assert state(board, "2.a") is TaskState.IN_PROGRESS
    assert "2.a" in cards(board.board.columns[TaskState.IN_PROGRESS])


def test_a_card_that_cannot_go_further_says_so(
    board: TasksPage, qtbot: QtBot, wait_idle: WaitIdle, desktop: Desktop
):
    done = next(r.task.code for r in board.rows() if r.status.state is TaskState.NOT_STARTED)
    column = go_to_card(board, done)
    qtbot.keyClick(column, Qt.Key.Key_Left, CTRL)
    wait_idle()
    assert done in desktop.window.messages.accessibleName()
    assert "cannot be moved further" in desktop.window.messages.accessibleName()


def test_a_card_dropped_on_a_column_asks_for_the_step(
    board: TasksPage, qtbot: QtBot, wait_idle: WaitIdle, monkeypatch: pytest.MonkeyPatch
):
    source = go_to_card(board, "2.a")
    target = board.board.columns[TaskState.SUSPENDED]

    class FromColumn(QDropEvent):
        def source(self) -> Column:
            return source

    event = FromColumn(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    steps: list[tuple[int, TaskEventKind]] = []
    board.board.step_requested.connect(lambda task, step: steps.append((task, step)))
    monkeypatch.setattr(board, "take_step", lambda _kind: None)
    target.dropEvent(event)
    qtbot.waitUntil(lambda: bool(steps))
    row = next(row for row in board.rows() if row.task.code == "2.a")
    assert steps == [(row.task.id, TaskEventKind.SUSPENDED)]
    assert "2.a" in cards(source)


# Filters


def test_the_filters_of_the_list_hold_on_board_and_timeline(
    page: TasksPage, qtbot: QtBot, wait_idle: WaitIdle
):
    everything = len(page.rows())
    (overdue,) = [b for b in page.panel.findChildren(QPushButton) if b.text() == "Overdue"]
    qtbot.mouseClick(overdue, Qt.MouseButton.LeftButton)
    wait_idle()
    late = Timeliness.OPEN_OVERDUE
    wanted = {row.task.id for row in page.rows() if row.status.timeliness is late}
    assert 0 < len(wanted) < everything
    assert not page.filter_note.isVisible()
    page.tabs.setCurrentIndex(BOARD)
    wait_idle()
    columns = page.board.columns.values()
    assert sum(column.count() for column in columns) == len(wanted)
    assert page.filter_note.isVisible()
    page.tabs.setCurrentIndex(TIMELINE)
    wait_idle()
    assert {row.task.id for row in page.timeline.bars.rows} == wanted
    (drop,) = list(page.filter_note.findChildren(QPushButton))
    qtbot.keyClick(drop, Qt.Key.Key_Space)
    wait_idle()
    assert len(page.timeline.bars.rows) == everything
    assert not page.filter_note.isVisible()


# The timeline


def test_keys_go_through_the_timeline_and_it_scrolls_along(
    timeline: TasksPage, desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    desk = timeline.context.desk
    raws = [
        {"code": f"9.{n}", "title": f"Task {n}", "kind": "deadline", "lead": "DKVN"}
        | {"due": f"{n % 28 + 1:02d}/12/2021", "assigned_on": "01/02/2021"}
        for n in range(60)
    ]
    day = date(2021, 9, 1)
    planned = desk.registers.plan(
        RegisterKind.TASKS, [Draft(n, r) for n, r in enumerate(raws)], day
    )
    change = desk.registers.apply(planned, use_case=UseCase.IMPORT_RECORDS, on=day)
    timeline.context.announce(change.nouns)
    wait_idle()
    bars, area = timeline.timeline.bars, timeline.timeline.area

    def is_seen() -> bool:
        top = theme.px(_HEAD + bars.current * _LINE) - area.verticalScrollBar().value()
        return 0 <= top <= area.viewport().height() - theme.px(_LINE)

    dues = [row.status.due or date.max for row in bars.rows]
    assert dues == sorted(dues)
    for key, place in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_PageDown, 11),
        (Qt.Key.Key_PageUp, 1),
        (Qt.Key.Key_End, len(bars.rows) - 1),
        (Qt.Key.Key_Down, len(bars.rows) - 1),
        (Qt.Key.Key_Up, len(bars.rows) - 2),
    ):
        qtbot.keyClick(bars, key)
        assert bars.current == place
        assert is_seen()
        assert bars.rows[place].task.code in timeline.detail.heading
        assert bars.rows[place].task.code in bars.accessibleDescription()
    assert area.verticalScrollBar().value() > 0


def test_enter_and_a_double_click_open_the_task(
    timeline: TasksPage, qtbot: QtBot, wait_idle: WaitIdle
):
    bars = timeline.timeline.bars
    place = next(n for n, row in enumerate(bars.rows) if row.task.code == "2.a")
    where = QPoint(theme.px(60), theme.px(_HEAD + place * _LINE + _LINE // 2))
    titles: list[str] = []
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=where)
    assert bars.current == place
    with answering(ProgressDialog, lambda dialog: titles.append(dialog.windowTitle())):
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    with answering(ProgressDialog, lambda dialog: titles.append(dialog.windowTitle())):
        qtbot.mouseDClick(bars, Qt.MouseButton.LeftButton, pos=where)
    assert ["2.a" in title for title in titles] == [True, True]
    qtbot.mouseDClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(60, 3))  # on the months: nothing


def test_the_timeline_is_looked_at_closer_and_from_afar(timeline: TasksPage, qtbot: QtBot):
    view = timeline.timeline
    bars, bar, room = view.bars, view.area.horizontalScrollBar(), view.area.viewport().width()
    assert bars.width() == room
    assert not view.away.isEnabled()
    qtbot.keyClick(bars, Qt.Key.Key_Plus)
    qtbot.mouseClick(view.closer, Qt.MouseButton.LeftButton)
    assert bars.width() == 2 * room
    assert bar.value() == pytest.approx(room / 2, abs=2)  # the middle stays the middle
    before = bar.value()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bar.value() > before
    qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert bar.value() == before
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bars, wheel)
    assert bars.width() == int(1.5 * room)
    qtbot.keyClick(bars, Qt.Key.Key_0)
    assert bars.width() == room
    assert not view.whole.isVisible()
    for _time in range(10):
        qtbot.keyClick(bars, Qt.Key.Key_Plus)
    assert not view.closer.isEnabled()
    assert bars.width() == 8 * room


def test_names_stay_in_sight_when_the_timeline_is_scrolled(timeline: TasksPage, qtbot: QtBot):
    view = timeline.timeline
    names = (0, theme.px(_HEAD), theme.px(180), theme.px(5 * _LINE))
    before = view.area.viewport().grab().toImage().copy(*names)
    view.zoom_by(3)
    view.area.horizontalScrollBar().setValue(400)
    after = view.area.viewport().grab().toImage().copy(*names)
    assert before == after


def test_a_task_of_the_timeline_says_everything_where_the_pointer_rests(timeline: TasksPage):
    bars = timeline.timeline.bars
    where = QPoint(theme.px(60), theme.px(_HEAD + _LINE // 2))
    QApplication.sendEvent(
        bars, QHelpEvent(QHelpEvent.Type.ToolTip, where, bars.mapToGlobal(where))
    )
    assert bars.rows[0].task.title in QToolTip.text()
    QToolTip.hideText()
