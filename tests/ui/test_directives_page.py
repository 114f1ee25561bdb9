"""Directives as the officer works with them: looked at, split, covered, compared."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import Desk
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.succession import MatchKind
from egovdesk.services.directives import KeptClause
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.directives.clause_tree import ClauseTree
from egovdesk.ui.directives.compare_dialog import CompareDialog
from egovdesk.ui.directives.page import DirectivesPage
from egovdesk.ui.directives.split_dialog import SplitDialog
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.widgets.preview import PreviewDialog
from tests.ui.dialogs import answering, in_dialog

WaitIdle = Callable[[], None]
DAY = date(2021, 9, 14)
ORDER = """1. Các cơ quan, đơn vị thuộc Bộ:
a) Rà soát thủ tục hành chính, hoàn thành trước ngày 25 tháng 11 năm 2021.
b) Cục Đăng kiểm Việt Nam chủ trì, phối hợp với Cục Hàng hải Việt Nam xây dựng kho dữ liệu.
c) Cục Hàng không Việt Nam xây dựng cơ sở dữ liệu tài sản hạ tầng hàng không.
"""


@pytest.fixture
def page(desktop: Desktop, wait_idle: WaitIdle, activate: Callable[[], None]) -> DirectivesPage:
    desktop.window.open_page("directives")
    wait_idle()
    activate()
    page = desktop.window.findChild(DirectivesPage)
    assert page is not None
    return page


@pytest.fixture
def desk(desktop: Desktop) -> Desk:
    assert desktop.context is not None
    return desktop.context.desk


@pytest.fixture
def newer(desk: Desk, page: DirectivesPage, wait_idle: WaitIdle) -> int:
    """Record a directive that replaces letter 1478, and choose it."""
    raw = {
        "number": "4507/BGTVT-TTCNTT",
        "subject": "Nhiệm vụ năm 2022",
        "issued_on": "01/09/2021",
        "replaces": "1478/BGTVT-TTCNTT",
    }
    plan = desk.registers.plan(RegisterKind.DIRECTIVES, [Draft(1, raw)], DAY)
    change = desk.registers.apply(plan, use_case=UseCase.ADD_RECORD, on=DAY)
    directive_id = desk.directives.all()[-1].id
    page.context.announce(change.nouns)
    wait_idle()
    page.open_record(str(directive_id))
    wait_idle()
    return directive_id


def lines(tree: ClauseTree, above: QModelIndex | None = None) -> list[tuple[str, str]]:
    """Return what the tree shows: label or code, and state, clauses before their tasks."""
    found = []
    top = above or QModelIndex()
    model = tree.model()
    for place in range(model.rowCount(top)):
        index = model.index(place, 0, top)
        found.append((index.data(), index.siblingAtColumn(2).data() or ""))
        found += lines(tree, index)
    return found


def a_split(page: DirectivesPage, text: str, wait_idle: WaitIdle, qtbot: QtBot) -> SplitDialog:
    """Open the wizard, paste a text, and go on to the preview."""
    assert page.sheet.sheet is not None
    dialog = SplitDialog(page.context, page.sheet.sheet, page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.text.setPlainText(text)
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    wait_idle()
    return dialog


# Looking


def test_taking_a_directive_back_shows_the_one_that_is_left(
    page: DirectivesPage, newer: int, wait_idle: WaitIdle
) -> None:
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.directive.id == newer
    page.context.undo()
    wait_idle()
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.directive.number == "1478/BGTVT-TTCNTT"
    assert page.sheet.tree.isVisible()


def test_the_seeded_directive_shows_what_covers_each_clause(page: DirectivesPage) -> None:
    shown = lines(page.sheet.tree)

    assert page.sheet.summary.text() == "9 of 9 duties covered"
    assert page.sheet.summary.accessibleName() == "9 of 9 duties covered"
    assert not page.sheet.orphans.isVisible()
    assert shown[0] == ("1.a", "Has a task")
    assert ("3.a", "") in shown  # for other units
    assert "DK-07" in [name for name, _state in shown]


def test_enter_on_a_task_opens_it(
    desktop: Desktop, page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    tree = page.sheet.tree
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
    with qtbot.waitSignal(page.context.page_requested) as asked:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    wait_idle()

    assert asked.args == ["tasks", "1.a"]
    assert desktop.window.page_name == "tasks"


def test_a_duty_taken_up_is_uncovered_until_it_gets_a_task(
    page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    sheet = page.sheet
    sheet.tree.select_clause("3.a")
    qtbot.mouseClick(sheet.duty, Qt.MouseButton.LeftButton)
    wait_idle()
    assert sheet.summary.text() == "9 of 10 duties covered"
    qtbot.mouseClick(sheet.only_uncovered, Qt.MouseButton.LeftButton)
    assert lines(sheet.tree) == [("3.a", "Not covered")]

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, RecordDialog)
        assert dialog.editors["clause"].text() == "3.a"
        assert dialog.editors["directive"].currentText() == "1478/BGTVT-TTCNTT"
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        wait_idle()

    in_dialog(RecordDialog, save)
    sheet.tree.setFocus()
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Return)
    wait_idle()
    qtbot.waitUntil(lambda: sheet.summary.text() == "10 of 10 duties covered")


def test_a_task_whose_clause_is_missing_shows_as_an_orphan(
    desk: Desk, page: DirectivesPage, wait_idle: WaitIdle
) -> None:
    plan = desk.registers.plan(
        RegisterKind.TASKS, [Draft(1, {"code": "DK-01", "clause": "9.z"})], DAY
    )
    change = desk.registers.apply(plan, use_case=UseCase.EDIT_RECORD, on=DAY)
    page.context.announce(change.nouns)
    wait_idle()

    assert page.sheet.orphans.isVisible()
    assert page.sheet.orphans.text() == "1 tasks without their clause"
    assert lines(page.sheet.tree)[-2:] == [("?", "Correct the clause"), ("DK-01", "Done")]


# Files


def test_a_dropped_file_is_kept_looked_at_and_taken_back(
    desk: Desk, page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle, tmp_path: Path
) -> None:
    file = tmp_path / "cong-van-1478.pdf"
    file.write_bytes(b"%PDF-1.7 the letter")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.sheet.drop.dropEvent(event)
    wait_idle()

    def buttons() -> list[str]:
        return [b.text() for b in page.sheet.findChildren(QPushButton) if b.text() == file.name]

    assert buttons() == [file.name]
    (kept,) = desk.directives.sheet(desk.directives.all()[0].id).files
    shown: list[str] = []
    with answering(PreviewDialog, lambda dialog: shown.append(dialog.windowTitle())):
        (button,) = [b for b in page.sheet.findChildren(QPushButton) if b.text() == file.name]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        wait_idle()
    assert shown == [kept.name]
    desk.history.undo()
    assert not desk.directives.sheet(desk.directives.all()[0].id).files


# Splitting


def test_pasted_text_becomes_clauses_and_tasks(
    desk: Desk, page: DirectivesPage, newer: int, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = a_split(page, ORDER, wait_idle, qtbot)
    rows = dialog.table.model_of.rows
    assert [(row.label, row.is_task) for row in rows] == [
        ("1", False),
        ("1.a", True),
        ("1.b", True),
        ("1.c", False),
    ]
    assert dialog.count.text() == "4 clauses, 2 duties, 2 tasks to be made"
    dialog.table.go_to(2, "is_task")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.count.text() == "4 clauses, 2 duties, 1 tasks to be made"
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_idle()

    assert dialog.change is not None
    page.context.announce(dialog.change.nouns)
    wait_idle()
    assert page.sheet.summary.text() == "1 of 2 duties covered"
    assert [t.task.code for t in desk.directives.sheet(newer).tasks.values()] == ["4507-1.a"]
    desk.history.undo()
    assert not desk.directives.sheet(newer).clauses


def test_a_code_that_is_taken_is_shown_and_can_be_mended(
    desk: Desk, page: DirectivesPage, newer: int, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = a_split(page, ORDER, wait_idle, qtbot)
    model = dialog.table.model_of
    code = model.index(1, model.keys.index("code"))
    model.setData(code, "DK-01")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_idle()

    assert dialog.change is None
    assert "DK-01" in dialog.error.text()
    assert dialog.table.currentIndex() == code
    assert not desk.directives.sheet(newer).clauses

    model.setData(code, "NEW-01")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_idle()
    assert dialog.change is not None


def test_clauses_with_a_task_are_not_proposed_again(
    page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = a_split(page, ORDER, wait_idle, qtbot)

    assert [row.label for row in dialog.table.model_of.rows if row.is_duty] == ["1.a", "1.b"]
    assert not any(row.is_task for row in dialog.table.model_of.rows)


def test_a_text_without_clauses_says_what_is_missing(
    page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = a_split(page, "Nhiệm vụ năm 2022", wait_idle, qtbot)

    assert dialog._text_row.error.startswith("No clause was found")
    assert dialog.text.isVisible()


def test_state_secrets_are_refused_in_words(
    page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = a_split(page, f"MẬT\n{ORDER}", wait_idle, qtbot)

    assert "State secrets" in dialog._text_row.error
    assert dialog.text.isVisible()


def test_a_pasted_text_is_given_up_only_when_asked_twice(
    page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = a_split(page, ORDER, wait_idle, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.error.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_long_text_never_holds_up_the_window(
    page: DirectivesPage, newer: int, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    clauses = [
        f"{n}. Cục Đăng kiểm Việt Nam rà soát, hoàn thành nội dung số {n} trong năm 2021."
        for n in range(1, 301)
    ]
    dialog = a_split(page, "\n".join(clauses), wait_idle, qtbot)
    model = dialog.table.model_of
    assert model.rowCount() == 300

    started = thread_time()
    dialog.table.go_to(299, "title")
    dialog._show_counts()
    assert thread_time() - started < 0.5


# Comparing


def test_directives_are_compared_and_dropped_clauses_name_their_open_tasks(
    desk: Desk, page: DirectivesPage, newer: int, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    old = desk.directives.all()[0]
    by_label = {clause.label: clause.text for clause in desk.directives.sheet(old.id).clauses}
    changed = by_label["2.c"].replace("Rà soát", "Tổng rà soát")
    kept = [
        KeptClause(label="1", text=by_label["1.a"], is_duty=True),
        KeptClause(label="2", text=changed, is_duty=True),
    ]
    desk.directives.split(newer, kept, None, DAY)
    directive = desk.directives.sheet(newer).directive
    dialog = CompareDialog(page.context, directive, page)
    qtbot.addWidget(dialog)
    dialog.show()
    wait_idle()

    assert dialog.other.currentText() == "1478/BGTVT-TTCNTT"
    assert dialog.chips[MatchKind.SAME].text() == "Same 1"
    assert dialog.chips[MatchKind.CHANGED].text() == "Changed clause 1"
    assert not dialog.chips[MatchKind.NEW].isEnabled()

    qtbot.mouseClick(dialog.chips[MatchKind.CHANGED], Qt.MouseButton.LeftButton)
    assert dialog.table.rows.rowCount() == 1
    assert dialog.new_text.toPlainText() == changed
    cursor = dialog.new_text.textCursor()
    cursor.setPosition(2)
    assert cursor.charFormat().fontUnderline()
    assert dialog.make_task.isVisible()

    qtbot.mouseClick(dialog.chips[MatchKind.CHANGED], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.chips[MatchKind.DROPPED], Qt.MouseButton.LeftButton)
    labels = [match.old.label for match in dialog.table.rows.rows() if match.old]
    dialog.table.selectRow(labels.index("2.đ"))
    assert not dialog.make_task.isVisible()
    with qtbot.waitSignal(page.context.page_requested) as asked:
        (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "2.đ"]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["tasks", "2.đ"]


def test_without_another_directive_there_is_nothing_to_compare(
    desk: Desk, page: DirectivesPage, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    dialog = CompareDialog(page.context, desk.directives.all()[0], page)
    qtbot.addWidget(dialog)
    dialog.show()
    wait_idle()

    assert dialog._empty.accessibleName() == "There is nothing to compare with"
    assert not dialog.other.isEnabled()
