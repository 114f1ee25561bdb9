"""The building blocks of the screen, used the way a person uses them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QInputMethodEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from egovdesk.ui import icons, theme
from egovdesk.ui.theme import Theme
from egovdesk.ui.widgets import file_choice
from egovdesk.ui.widgets.badge import Badge, Tone, fitting_lines, soft
from egovdesk.ui.widgets.card import Card, FigureCard
from egovdesk.ui.widgets.charts import Donut, Series, Slice, StackedBars, paint_sparkline
from egovdesk.ui.widgets.data_table import Column, DataTable
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_file, ask_folder
from egovdesk.ui.widgets.message_bar import MessageBar
from egovdesk.ui.widgets.progress_panel import ProgressPanel
from egovdesk.wording import Language, set_language

# The offscreen platform has no window manager to pass these wishes on to.
pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support")


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    set_language(Language.EN)
    theme.apply_theme(qapp, Theme.LIGHT)
    yield
    theme.apply_theme(qapp, Theme.LIGHT)
    set_language(Language.VI)


# --- theme and icons


def luminance(name: str) -> float:
    color = QColor(name)
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_ON_GROUND = [
    *((text, ground) for text in ("text", "text_muted") for ground in ("background", "surface")),
    *((text, ground) for text in ("text", "text_muted") for ground in ("surface_alt", "selection")),
    *((tone, soft(tone)) for tone in Tone),
    *((tone, ground) for tone in Tone for ground in ("surface", "background")),
    *(("text", soft(tone)) for tone in Tone),
    ("text_muted", "neutral_soft"),
    ("primary_text", "primary"),
    ("primary_text", "primary_hover"),
    ("sidebar_text", "sidebar"),
    ("sidebar_text", "sidebar_hover"),
    ("sidebar_active_text", "sidebar_active"),
]


@pytest.mark.parametrize("chosen", Theme)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(chosen: Theme, text: str, ground: str):
    now = theme.tokens(chosen)
    least = 7 if chosen is Theme.CONTRAST else 4.5
    assert contrast(getattr(now, text), getattr(now, ground)) >= least


@pytest.mark.parametrize("chosen", Theme)
@pytest.mark.parametrize("edge", ["outline", "primary", "bad"])
def test_fields_and_their_focus_can_be_seen(chosen: Theme, edge: str):
    now = theme.tokens(chosen)
    for ground in (now.surface, now.background):
        assert contrast(getattr(now, edge), ground) >= 3


def test_every_token_is_a_colour_and_is_used_in_every_theme():
    for chosen in Theme:
        for field in fields(theme.tokens(chosen)):
            assert QColor(getattr(theme.tokens(chosen), field.name)).isValid()


def test_the_style_sheet_leaves_no_placeholder(qapp: QApplication):
    assert "<" not in qapp.styleSheet()


@pytest.mark.parametrize("role", ["", "title", "heading", "note", "error"])
@pytest.mark.parametrize("zoom", [1.0, 1.25, 2.0])
def test_marks_on_vietnamese_capitals_are_not_cut_off(
    qtbot: QtBot, qapp: QApplication, role: str, zoom: float
):
    theme.apply_theme(qapp, Theme.LIGHT, zoom=zoom)
    label = QLabel("ẪẲỘỄ")
    label.setProperty("role", role)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    image = label.grab().toImage()
    top = {image.pixelColor(x, 0).name() for x in range(image.width())}
    assert top == {theme.current().background}


def test_a_new_theme_repaints_what_is_already_there(qtbot: QtBot, qapp: QApplication):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    button = QToolButton()
    button.setIcon(icons.icon("tasks"))
    for widget in (button, Badge("Late", Tone.BAD), FigureCard("Tasks"), Card("Title")):
        column.addWidget(widget)
    window.show()
    before = [column.itemAt(place).widget().grab().toImage() for place in range(4)]
    theme.apply_theme(qapp, Theme.DARK)
    after = [column.itemAt(place).widget().grab().toImage() for place in range(4)]
    assert all(old != new for old, new in zip(before, after, strict=True))
    theme.apply_theme(qapp, Theme.LIGHT)
    assert [column.itemAt(place).widget().grab().toImage() for place in range(4)] == before


def test_the_zoom_enlarges_text_and_rows(qtbot: QtBot, qapp: QApplication):
    table = task_table(qtbot)
    height = table.view.rowHeight(0)
    theme.apply_theme(qapp, Theme.LIGHT, zoom=1.5)
    assert table.view.rowHeight(0) == round(height * 1.5)
    assert table.font().pixelSize() == round(theme.BASE_SIZE * 1.5)


def ink(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 128
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_icon_shows_something_within_its_square(qtbot: QtBot, name: str):
    image = icons.icon(name).pixmap(QSize(48, 48)).toImage()
    assert ink(image) > 40
    edge = [image.pixelColor(x, y).alpha() for x in range(48) for y in (0, 47)]
    assert not any(edge)


def test_an_icon_has_the_colour_of_the_theme_and_fades_when_disabled(
    qtbot: QtBot, qapp: QApplication
):
    icon = icons.icon("minus", "primary")
    for chosen in Theme:
        theme.apply_theme(qapp, chosen)
        middle = icon.pixmap(QSize(48, 48)).toImage().pixelColor(24, 24)
        assert middle == QColor(theme.tokens(chosen).primary)
    faded = icon.pixmap(QSize(48, 48), QIcon.Mode.Disabled).toImage().pixelColor(24, 24)
    assert 0 < faded.alpha() < 255


def test_an_icon_without_room_is_nothing(qtbot: QtBot):
    assert icons.icon("search").pixmap(QSize(0, 16)).isNull()


def test_an_icon_survives_being_copied(qtbot: QtBot):
    icon = icons.icon("check")
    for _ in range(200):
        copy = QIcon(icon)
        copy.setIsMask(True)  # makes Qt clone the engine
        assert ink(copy.pixmap(QSize(24, 24)).toImage())


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        icons.icon("unicorn")


# --- the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    code: str
    title: str
    due: date | None
    tone: Tone = Tone.INFO


TASKS = (
    Task(code="A2", title="Đường thủy nội địa", due=date(2021, 9, 1), tone=Tone.BAD),
    Task(code="A10", title="An toàn thông tin", due=None),
    Task(code="A1", title="Ấn phẩm điện tử", due=date(2021, 3, 1), tone=Tone.BAD),
    Task(code="A3", title="Dịch vụ công", due=date(2021, 9, 1)),
)


def columns() -> list[Column[Task]]:
    return [
        Column(key="code", title="Code", text=lambda task: task.code, width=60),
        Column(key="title", title="Title", text=lambda task: task.title, stretch=True),
        Column(
            key="due",
            title="Due",
            text=lambda task: f"{task.due:%d/%m/%Y}" if task.due else "",
            sort_key=lambda task: task.due,
        ),
        Column(
            key="state",
            title="State",
            text=lambda task: task.tone.value,
            tone=lambda task: task.tone,
        ),
    ]


def task_table(qtbot: QtBot) -> DataTable[Task]:
    table: DataTable[Task] = DataTable(columns(), key=lambda task: task.code, name="Tasks")
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.set_rows(TASKS)
    with qtbot.waitActive(table):
        table.show()
    return table


def codes(table: DataTable[Task]) -> list[str]:
    return [task.code for task in table.model.rows()]


def click_header(qtbot: QtBot, table: DataTable[Task], column: int) -> None:
    header = table.view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def type_vietnamese(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def count_label(table: DataTable[Task]) -> str:
    return next(label.text() for label in table.findChildren(QLabel) if " / " in label.text())


def test_search_finds_with_and_without_marks(qtbot: QtBot):
    table = task_table(qtbot)
    qtbot.keyClicks(table.search, "duong thuy")
    assert codes(table) == ["A2"]
    assert count_label(table) == "1 / 4"
    qtbot.keyClick(table.search, Qt.Key.Key_Escape)
    assert len(codes(table)) == 4
    type_vietnamese(table.search, "ĐIỆN tử")
    assert codes(table) == ["A1"]


def test_ctrl_f_goes_to_the_search_line_and_down_to_the_list(qtbot: QtBot):
    table = task_table(qtbot)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert table.search.hasFocus()
    qtbot.keyClick(table.search, Qt.Key.Key_Down)
    assert table.view.hasFocus()
    assert table.selected_rows() == [TASKS[0]]


def test_tab_leaves_the_list(qtbot: QtBot):
    table = task_table(qtbot)
    after = QPushButton("After")
    table.add_widget(after)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Tab)
    assert not table.view.hasFocus()


def test_a_header_sorts_up_then_down_then_as_given(qtbot: QtBot):
    table = task_table(qtbot)
    click_header(qtbot, table, 1)
    assert codes(table) == ["A10", "A1", "A3", "A2"]  # An, Ấn, Dịch, Đường
    click_header(qtbot, table, 1)
    assert codes(table) == ["A2", "A3", "A1", "A10"]
    click_header(qtbot, table, 1)
    assert codes(table) == ["A2", "A10", "A1", "A3"]


def test_equal_keys_keep_their_order_and_missing_ones_stand_last(qtbot: QtBot):
    table = task_table(qtbot)
    table.sort_by("due")
    assert codes(table) == ["A1", "A2", "A3", "A10"]
    table.sort_by("due", descending=True)
    assert codes(table) == ["A2", "A3", "A1", "A10"]


def test_numbers_within_text_sort_by_value(qtbot: QtBot):
    table = task_table(qtbot)
    table.sort_by("code")
    assert codes(table) == ["A1", "A2", "A3", "A10"]


def test_enter_and_double_click_open_a_row(qtbot: QtBot):
    table = task_table(qtbot)
    table.select("A10")
    table.view.setFocus()
    with qtbot.waitSignal(table.row_activated) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [TASKS[1]]
    spot = table.view.visualRect(table.model.index(2, 1)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(table.row_activated) as opened:
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [TASKS[2]]


def test_ctrl_c_copies_the_selected_rows_for_a_spreadsheet(qtbot: QtBot):
    table = task_table(qtbot)
    table.sort_by("code")
    table.select("A2")
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "A2\tĐường thủy nội địa\t01/09/2021\tbad\nA3\tDịch vụ công\t01/09/2021\tinfo"
    )


def test_line_breaks_and_tabs_in_a_cell_do_not_break_the_copy(qtbot: QtBot):
    table = task_table(qtbot)
    table.set_rows([replace(TASKS[0], title="one\ttwo\nthree")])
    table.select("A2")
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[1] == "one two three"


def test_the_selection_survives_new_rows_sorting_and_search(qtbot: QtBot):
    table = task_table(qtbot)
    table.select("A3")
    heard: list[Task | None] = []
    table.selection_changed.connect(heard.append)
    table.set_rows(tuple(reversed(TASKS)))
    click_header(qtbot, table, 0)
    qtbot.keyClicks(table.search, "dich")
    assert table.selected_rows() == [TASKS[3]]
    assert heard == []
    changed = replace(TASKS[3], title="Dịch vụ công trực tuyến")
    table.set_rows([changed])
    assert heard == [changed]
    table.set_rows([])
    assert heard == [changed, None]


def test_more_than_one_selected_row_is_no_single_row(qtbot: QtBot):
    table = task_table(qtbot)
    table.select("A2")
    with qtbot.waitSignal(table.selection_changed) as heard:
        table.view.selectAll()
    assert heard.args == [None]
    assert table.selected_rows() == list(TASKS)


def number_table(qtbot: QtBot, count: int) -> DataTable[int]:
    column = Column(key="n", title="N", text=str, sort_key=lambda row: (row % 2, row))
    table: DataTable[int] = DataTable([column], key=lambda row: row, name="Numbers")
    qtbot.addWidget(table)
    table.set_rows(range(count))
    return table


def test_a_whole_list_stays_selected_when_it_is_sorted(qtbot: QtBot):
    table = number_table(qtbot, 5000)
    table.view.selectAll()
    table.sort_by("n")
    assert len(table.selected_rows()) == 5000


def test_a_scattered_selection_is_kept_up_to_what_qt_can_bear(qtbot: QtBot):
    for count, kept in ((1000, 500), (1200, 0)):
        table = number_table(qtbot, count)
        table.sort_by("n")
        table.view.setFocus()
        table.view.selectAll()
        table.model.set_filters([lambda row: row % 2 == 1])
        table.model.set_filters([])
        assert len(table.selected_rows()) == count // 2
        table.model.sort(-1)
        assert len(table.selected_rows()) == kept


def test_chips_narrow_the_list_together_with_the_search(qtbot: QtBot):
    table = task_table(qtbot)
    late = table.add_filter("Late", lambda task: task.tone is Tone.BAD)
    dated = table.add_filter("March", lambda task: task.due == date(2021, 3, 1))
    qtbot.mouseClick(late, Qt.MouseButton.LeftButton)
    assert codes(table) == ["A2", "A1"]
    qtbot.mouseClick(dated, Qt.MouseButton.LeftButton)
    assert codes(table) == ["A1"]
    qtbot.mouseClick(dated, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(table.search, "thuy")
    assert codes(table) == ["A2"]


def test_nothing_found_offers_everything_again(qtbot: QtBot):
    table = task_table(qtbot)
    late = table.add_filter("Late", lambda task: task.tone is Tone.BAD)
    late.setChecked(True)
    qtbot.keyClicks(table.search, "xyz")
    assert not table.view.isVisible()
    button = next(b for b in table.findChildren(QPushButton) if b.text() == "Show everything")
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table.view.isVisible()
    assert len(codes(table)) == 4
    assert not late.isChecked()


def test_an_empty_list_says_how_to_begin(qtbot: QtBot):
    table = task_table(qtbot)
    table.set_empty("No tasks", "Add the first one.", "Add a task")
    table.set_rows([])
    assert not table.view.isVisible()
    button = next(b for b in table.findChildren(QPushButton) if b.text() == "Add a task")
    with qtbot.waitSignal(table.empty_action_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_select_opens_what_a_filter_hides(qtbot: QtBot):
    table = task_table(qtbot)
    qtbot.keyClicks(table.search, "an toan")
    assert table.select("A3")
    assert table.selected_rows() == [TASKS[3]]
    assert table.search.text() == ""
    assert not table.select("Z9")


def test_text_is_asked_for_only_where_it_can_be_seen(qtbot: QtBot):
    asked: list[int] = []

    def text(row: int) -> str:
        asked.append(row)
        return str(row)

    column = Column(key="n", title="N", text=text, sort_key=lambda row: -row)
    table: DataTable[int] = DataTable([column], key=lambda row: row, name="Numbers")
    qtbot.addWidget(table)
    table.resize(400, 400)
    table.set_rows(range(50_000))
    table.sort_by("n")
    table.show()
    table.grab()
    assert 0 < len(set(asked)) < 40


def test_pills_say_their_state_to_the_ear_as_well(qtbot: QtBot):
    table = task_table(qtbot)
    assert table.view.accessibleName() == "Tasks"
    index = table.model.index(0, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "bad"
    image = table.view.grab(table.view.visualRect(index).translated(0, 36)).toImage()
    found = {image.pixelColor(x, y).name() for x in range(60) for y in range(image.height())}
    assert theme.current().bad_soft in found


# --- cards and charts


def test_a_figure_card_opens_by_mouse_and_by_keyboard(qtbot: QtBot):
    card = FigureCard("Tasks on time")
    qtbot.addWidget(card)
    card.set_figure("97.1%", "target 100%", Tone.WARNING, [1, 2, 3])
    card.show()
    card.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(card.activated):
            qtbot.keyClick(card, key)
    with qtbot.waitSignal(card.activated):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert card.accessibleName() == "Tasks on time: 97.1%"
    assert card.accessibleDescription() == "target 100%"


def test_a_focused_card_has_a_ring(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    cards = [FigureCard("One"), FigureCard("Two")]
    for card in cards:
        column.addWidget(card)
    with qtbot.waitActive(window):
        window.show()
    cards[1].setFocus()
    edges = [card.grab().toImage().pixelColor(card.width() // 2, 1).name() for card in cards]
    assert edges == [theme.current().surface, theme.current().primary]


def test_bars_describe_themselves_and_show_numbers_under_the_pointer(qtbot: QtBot):
    bars = StackedBars("Files per quarter")
    qtbot.addWidget(bars)
    bars.resize(480, 240)
    layers = [
        Series(label="In time", values=[1200, 900], color="good"),
        Series(label="Late", values=[30, 0], color="bad"),
    ]
    bars.set_data(["Q1", "Q2"], layers)
    assert bars.accessibleDescription() == "Q1: In time 1,200, Late 30; Q2: In time 900, Late 0"
    assert bars._words_at(QPointF(470, 100)) == "Q2: In time 900, Late 0"
    image = bars.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(480) for y in range(240)}
    assert {theme.current().good, theme.current().bad} <= colors


def test_a_donut_gives_every_number(qtbot: QtBot):
    donut = Donut("Tasks")
    qtbot.addWidget(donut)
    donut.resize(400, 200)
    parts = [Slice(label="Done", value=3, color="good"), Slice(label="Late", value=1, color="bad")]
    donut.set_data(parts, "4", "tasks")
    assert donut.accessibleDescription() == "4 tasks; Done 3; Late 1"
    image = donut.grab().toImage()
    ring = image.pixelColor(round(2 + 0.46 * 400 - 8), 110)
    assert ring.name() == theme.current().good


@pytest.mark.parametrize("chart", [Donut, StackedBars])
def test_a_chart_without_data_says_so(qtbot: QtBot, chart: type[Donut] | type[StackedBars]):
    empty = chart("Tasks")
    qtbot.addWidget(empty)
    empty.set_empty_text("No tasks in this quarter")
    empty.set_data([], [] if chart is StackedBars else "0")
    assert empty.accessibleDescription() == "No tasks in this quarter"
    assert not empty.grab().isNull()


@pytest.mark.parametrize("values", [[], [1], [2, 2, 2], [-1, 5, 0.5]])
def test_a_sparkline_bears_any_course(values: list[float]):
    image = QImage(120, 28, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_sparkline(painter, QRectF(image.rect()), values, "primary")
    painter.end()
    drawn = {image.pixelColor(x, y).name() for x in range(120) for y in range(28)}
    assert (len(drawn) > 1) == (len(values) > 1)


@pytest.mark.parametrize("highest", [0.2, 1, 4, 9, 10, 99, 8450, 123_456])
def test_gridlines_reach_above_the_highest_bar_at_whole_numbers(qtbot: QtBot, highest: float):
    bars = StackedBars("Files")
    qtbot.addWidget(bars)
    bars.set_data(["Q1"], [Series(label="All", values=[highest], color="good")])
    ticks = bars._ticks()
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert len(ticks) <= 7
    assert all(tick == int(tick) for tick in ticks)


def test_a_cell_shows_as_many_lines_as_it_has_room_for(qtbot: QtBot):
    view = QTableView()
    qtbot.addWidget(view)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.features = QStyleOptionViewItem.ViewItemFeature.WrapText
    line = option.fontMetrics.height()
    room = QRectF(0, 0, option.fontMetrics.horizontalAdvance("one two three") + 1, 2 * line)
    assert fitting_lines(option, room, "one") == ["one"]
    assert fitting_lines(option, room, "one two\nthree four") == ["one two three", "four"]
    first, second = fitting_lines(option, room, "one two three four five six seven eight")
    assert first == "one two three"
    assert second.startswith("four five")
    assert second.endswith("…")
    number = fitting_lines(option, room, "1234567890123456789012345")[0]
    assert number.endswith("…")  # never broken into two numbers
    option.features = QStyleOptionViewItem.ViewItemFeature.None_
    (only,) = fitting_lines(option, room, "one two three four")
    assert only.endswith("…")


# --- messages, fields, progress


def test_only_good_news_leaves_by_itself(qtbot: QtBot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(Tone.BAD, "Not saved")
    assert not bar._timer.isActive()
    bar.show_message(Tone.GOOD, "Saved")
    short = bar._timer.interval()
    bar.show_message(Tone.GOOD, "Saved under a long name, with much to be read beside it. " * 3)
    assert bar._timer.interval() > 1.5 * short  # long enough to be read
    assert bar.isVisible()
    with qtbot.waitSignal(bar.closed):
        bar._timer.setInterval(1)
    assert not bar.isVisible()


def test_a_message_offers_its_action_once(qtbot: QtBot):
    undone: list[bool] = []
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(Tone.GOOD, "Deleted", action="Undo", on_action=lambda: undone.append(True))
    button = next(b for b in bar.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not bar.isVisible()
    bar.show_message(Tone.BAD, "<b>Not</b> saved")
    assert not button.isVisible()
    assert bar.accessibleName() == "<b>Not</b> saved"
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_the_action_may_show_the_next_message(qtbot: QtBot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(
        Tone.BAD, "No", action="Again", on_action=lambda: bar.show_message(Tone.INFO, "Yes")
    )
    button = next(b for b in bar.findChildren(QPushButton) if b.text() == "Again")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bar.isVisible()
    assert bar.accessibleName() == "Yes"


def test_a_field_says_below_itself_what_is_wrong(qtbot: QtBot):
    editor = QLineEdit()
    field = FieldRow("&Code", editor, hint="As in the directive")
    qtbot.addWidget(field)
    field.show()
    assert editor.accessibleName() == "Code"
    assert editor.accessibleDescription() == "As in the directive"
    calm = editor.grab().toImage()
    field.set_error("Say which task this is.")
    assert editor.accessibleDescription() == "Say which task this is."
    assert any(label.text() == field.error for label in field.findChildren(QLabel))
    assert editor.grab().toImage() != calm
    field.set_error("")
    assert editor.accessibleDescription() == "As in the directive"


def test_alt_and_its_letter_lead_to_a_field(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QLineEdit(), QLineEdit()
    column.addWidget(FieldRow("&Code", first))
    column.addWidget(FieldRow("&Title", second))
    with qtbot.waitActive(window):
        window.show()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert second.hasFocus()


def test_cancel_asks_once(qtbot: QtBot):
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Reading")
    panel.set_progress(3, 10)
    button = panel.findChild(QPushButton)
    asked: list[bool] = []
    panel.cancelled.connect(lambda: asked.append(True))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]
    panel.finish()
    panel.start("Reading again")
    assert button.isEnabled()


# --- dates and files


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24/2/2021", date(2021, 2, 24)),
        ("24-02-2021", date(2021, 2, 24)),
        ("2021-02-24", date(2021, 2, 24)),
        ("31/2/2021", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_type_them(qtbot: QtBot, typed: str, day: date | None):
    line = DateEdit()
    qtbot.addWidget(line)
    line.show()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.day() == day
    assert line.text() == (f"{day:%d/%m/%Y}" if day else typed)
    assert line.is_acceptable() == (day is not None or not typed)


def test_a_date_tells_of_each_change_once(qtbot: QtBot):
    line = DateEdit()
    qtbot.addWidget(line)
    heard: list[date | None] = []
    line.date_changed.connect(heard.append)
    line.set_day(date(2021, 2, 28))
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    line.clear()
    assert heard == [date(2021, 2, 28), date(2021, 3, 1), date(2021, 2, 28), None]


@pytest.mark.parametrize(
    ("day", "key"), [(date(9998, 12, 31), Qt.Key.Key_Up), (date(2, 1, 1), Qt.Key.Key_Down)]
)
def test_the_calendar_has_ends(qtbot: QtBot, day: date, key: Qt.Key):
    line = DateEdit()
    qtbot.addWidget(line)
    line.set_day(day)
    qtbot.keyClick(line, key)
    assert line.day() == day


def test_a_day_is_picked_from_the_calendar(qtbot: QtBot):
    line = DateEdit()
    qtbot.addWidget(line)
    line.set_day(date(2021, 2, 24))
    line.show()
    line.open_calendar()
    calendar = line.findChild(QCalendarWidget)
    grid = calendar.findChild(QWidget, "qt_calendar_calendarview")
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert line.day() == date(2021, 2, 25)
    qtbot.waitUntil(lambda: line.findChild(QCalendarWidget) is None)


def test_a_choice_of_files_begins_where_something_was_found_last(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(file_choice, "_chosen_from", None)
    begun: list[str] = []

    def choose(_parent: QWidget, _title: str, start: str, _kinds: str = "") -> tuple[str, str]:
        begun.append(start)
        return str(tmp_path / "a.p12"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    assert ask_file(parent, "Key", "*.p12") == tmp_path / "a.p12"
    assert ask_file(parent, "Key", "*.p12", "/elsewhere") == tmp_path / "a.p12"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: choose(*given)[1])
    assert ask_folder(parent, "Folder") is None
    assert begun == [QDir.homePath(), "/elsewhere", str(tmp_path)]


def drop(area: DropArea, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(5, 5), *how, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(area, enter)
    QApplication.sendEvent(area, QDropEvent(QPointF(5, 5), *how, Qt.KeyboardModifier.NoModifier))
    return enter.isAccepted()


def test_files_are_dropped_and_others_ignored(qtbot: QtBot, tmp_path: Path):
    area = DropArea("Drop workbooks here", (".xlsx",))
    qtbot.addWidget(area)
    heard: list[list[Path]] = []
    area.files_dropped.connect(heard.append)
    book, letter = tmp_path / "Số liệu.XLSX", tmp_path / "letter.docx"
    assert drop(area, book, letter)
    assert not drop(area, letter)
    assert heard == [[book]]


def test_an_area_that_names_no_suffix_takes_any_file(qtbot: QtBot, tmp_path: Path):
    area = DropArea("Drop the evidence here", (), several=False, compact=True)
    qtbot.addWidget(area)
    with qtbot.waitSignal(area.files_dropped) as heard:
        assert drop(area, tmp_path / "Kết luận.pdf")
    assert heard.args == [[tmp_path / "Kết luận.pdf"]]


def test_where_one_file_is_wanted_two_are_refused(qtbot: QtBot, tmp_path: Path):
    area = DropArea("Drop the package here", (".asice",), several=False)
    qtbot.addWidget(area)
    assert not drop(area, tmp_path / "a.asice", tmp_path / "b.asice")
    with qtbot.waitSignal(area.files_dropped) as heard:
        assert drop(area, tmp_path / "a.asice")
    assert heard.args == [[tmp_path / "a.asice"]]


def test_a_badge_is_as_wide_as_its_word(qtbot: QtBot):
    badge = Badge("Đúng hạn", Tone.GOOD)
    qtbot.addWidget(badge)
    short = badge.sizeHint().width()
    badge.set_badge("Chờ xác nhận hoàn thành", Tone.INFO)
    assert badge.sizeHint().width() > short
    assert badge.accessibleName() == "Chờ xác nhận hoàn thành"


def test_an_icon_keeps_its_square_in_any_rectangle(qtbot: QtBot):
    image = QImage(80, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icons.paint_icon(painter, "close", QRectF(0, 0, 80, 24), QColor("#000000"))
    painter.end()
    columns_with_ink = [
        x for x in range(80) if any(image.pixelColor(x, y).alpha() for y in range(24))
    ]
    assert min(columns_with_ink) >= 28
    assert max(columns_with_ink) <= 52
