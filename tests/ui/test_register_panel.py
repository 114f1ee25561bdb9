"""A register on the screen, typed into, pasted into and searched as a person does."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import Desk, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft, Verdict
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import FieldKind, RegisterKind, Value
from egovdesk.domain.views import from_definition
from egovdesk.services.remarks import NewRemark
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.registers.bulk_edit_dialog import BulkEditDialog
from egovdesk.ui.registers.filter_dialog import FilterDialog
from egovdesk.ui.registers.grid_model import ISSUE_ROLE, REMARK_ROLE
from egovdesk.ui.registers.history_dialog import HistoryDialog
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.registers.plan_preview import PlanPreview
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.registers.remarks_dialog import RemarksDialog
from egovdesk.ui.registers.trash_dialog import TrashDialog
from tests.domain.legacy_writing import in_tcvn3, in_vni
from tests.ui.dialogs import answering

WaitIdle = Callable[[], None]
KIND = RegisterKind.DATABASES
NAMES = ("Phương tiện", "Đăng kiểm viên", "Ánh sáng", "Án phí")


@pytest.fixture
def workspace_copy(tmp_path: Path) -> Path:
    """Begin without records: the unit's own registers are empty."""
    folder = tmp_path / "workspace"
    workspaces().create(folder, "DKVN").workspace.close()
    return folder


@pytest.fixture
def desk(desktop: Desktop) -> Desk:
    assert desktop.context is not None
    return desktop.context.desk


def fill(desk: Desk, count: int = len(NAMES)) -> None:
    drafts = [
        Draft(
            n,
            {"code": f"{n:03d}", "name": NAMES[n] if n < len(NAMES) else f"Kho {n}", "records": n},
        )
        for n in range(count)
    ]
    made = desk.registers.plan(KIND, drafts, desk.session.today)
    desk.registers.apply(made, use_case=UseCase.IMPORT_RECORDS, on=desk.session.today)


def opened(desktop: Desktop, wait_idle: WaitIdle) -> RegisterPanel:
    desktop.window.open_page("assets", KIND.value)
    wait_idle()
    page = desktop.window.findChild(RegisterPage)
    assert page is not None
    panel = page.tabs.panels[KIND]
    panel.view.setFocus()
    return panel


@pytest.fixture
def panel(desktop: Desktop, desk: Desk, wait_idle: WaitIdle) -> RegisterPanel:
    fill(desk)
    return opened(desktop, wait_idle)


def go(panel: RegisterPanel, line: int, key: str) -> None:
    panel.view.go_to(line, panel.model.column_of(key))


def shown(panel: RegisterPanel, line: int, key: str) -> str:
    return panel.model.text(line, panel.model.column_of(key))


def record(desk: Desk, line: int) -> dict[str, Value]:
    ids = desk.registers.ids(ListQuery(kind=KIND), desk.session.today)
    (row,) = desk.registers.rows(KIND, [ids[line]], desk.session.today)
    return REGISTERS[KIND].record(row)


def editor(panel: RegisterPanel) -> QLineEdit:
    found = [line for line in panel.view.findChildren(QLineEdit) if line.isVisible()]
    assert len(found) == 1
    return found[0]


def type_text(
    panel: RegisterPanel, qtbot: QtBot, text: str, end: Qt.Key = Qt.Key.Key_Return
) -> None:
    """Type over the current cell; what is no ASCII comes as from an input method."""
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    line = editor(panel)
    if text.isascii():
        line.clear()
        qtbot.keyClicks(line, text)
    else:
        line.setText(text)
    qtbot.keyClick(line, end)


def select(panel: RegisterPanel, first: tuple[int, str], last: tuple[int, str]) -> None:
    go(panel, *first)
    across = panel.model.column_of(last[1]) - panel.model.column_of(first[1])
    down = [Qt.Key.Key_Down] * (last[0] - first[0])
    for key in [*down, *[Qt.Key.Key_Right] * across]:
        QTest.keyClick(panel.view, key, Qt.KeyboardModifier.ShiftModifier)


def paste(panel: RegisterPanel, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keySequence(panel.view, QKeySequence.StandardKey.Paste)


def accept(preview: PlanPreview) -> None:
    preview.save.click()


def told(desktop: Desktop) -> str:
    return desktop.window.messages._text.text()


# --- typing


def test_typing_saves_and_enter_goes_down(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "records")
    type_text(panel, qtbot, "1234")
    assert panel.view.currentIndex().row() == 1
    wait_idle()
    assert record(desk, 0)["records"] == 1234
    assert shown(panel, 0, "records") == "1,234"
    assert panel.view.currentIndex() == panel.model.index(1, panel.model.column_of("records"))


def test_the_first_key_begins_a_new_text(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "name")
    qtbot.keyClick(panel.view, Qt.Key.Key_K)
    qtbot.keyClicks(editor(panel), "ho")
    qtbot.keyClick(editor(panel), Qt.Key.Key_Tab)
    wait_idle()
    assert record(desk, 0)["name"] == "kho"
    shown_columns = panel.view.shown_columns()
    place = shown_columns.index(panel.model.column_of("name"))
    assert panel.view.currentIndex().column() == shown_columns[place + 1]


def test_vietnamese_is_kept_composed(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "name")
    type_text(panel, qtbot, "Đa\u0306ng kie\u0302\u0309m")
    wait_idle()
    assert record(desk, 0)["name"] == "Đăng kiểm"


def test_what_cannot_be_saved_stays_with_its_reason(
    panel: RegisterPanel, desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "records")
    type_text(panel, qtbot, "many")
    wait_idle()
    index = panel.model.index(0, panel.model.column_of("records"))
    assert shown(panel, 0, "records") == "many"
    assert panel.model.data(index, ISSUE_ROLE) is True
    reason = str(panel.model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert reason == "“many” is not a number. Write it as 1234 or 1.234."
    assert reason in told(desktop)
    assert record(desk, 0)["records"] == 0
    panel.refresh()
    wait_idle()
    assert shown(panel, 0, "records") == "many"
    go(panel, 0, "records")
    type_text(panel, qtbot, "5")
    wait_idle()
    assert panel.model.data(index, ISSUE_ROLE) in (None, False)
    assert record(desk, 0)["records"] == 5


@pytest.mark.parametrize("secret", ["M\u1eacT", "T\u1ed0I M\u1eacT", "TUY\u1ec6T M\u1eacT"])
def test_secrets_are_refused_in_a_cell(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, secret: str
):
    go(panel, 0, "name")
    type_text(panel, qtbot, f"Kho {secret}")
    wait_idle()
    assert record(desk, 0)["name"] == NAMES[0]


def test_quick_typing_back_and_forth_keeps_the_last_word(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 1, "records")
    for text in ("7", "1", "7", "1"):
        type_text(panel, qtbot, text, Qt.Key.Key_Tab)
        go(panel, 1, "records")
    wait_idle()
    assert record(desk, 1)["records"] == 1
    assert shown(panel, 1, "records") == "1"


def test_a_refresh_does_not_touch_what_is_being_typed(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "records")
    type_text(panel, qtbot, "9")
    qtbot.keyClick(panel.view, Qt.Key.Key_1)
    qtbot.keyClicks(editor(panel), "2")  # in the cell below, while the first one is being saved
    wait_idle()
    assert editor(panel).text() == "12"
    fill_more = [Draft(1, {"code": "x9", "name": "Kho"})]
    made = desk.registers.plan(KIND, fill_more, desk.session.today)
    desk.registers.apply(made, use_case=UseCase.ADD_RECORD, on=desk.session.today)
    panel.refresh()
    wait_idle()
    assert editor(panel).text() == "12"
    qtbot.keyClick(editor(panel), Qt.Key.Key_Return)
    wait_idle()
    assert [record(desk, line)["records"] for line in (0, 1)] == [9, 12]
    assert len(panel.model.ids) == len(NAMES) + 1


def test_a_note_of_several_lines_is_not_lost_by_looking_at_it(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    desk.registers.enter(
        KIND,
        Draft(1, {"note": "một\nhai"}, panel.model.ids[0]),
        desk.session.today,
        use_case=UseCase.EDIT_RECORD,
        on=desk.session.today,
    )
    panel.refresh()
    wait_idle()
    panel.view.setColumnHidden(panel.model.column_of("note"), False)
    go(panel, 0, "note")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    qtbot.keyClick(editor(panel), Qt.Key.Key_Return)
    wait_idle()
    assert record(desk, 0)["note"] == "một\nhai"


def test_a_record_that_was_deleted_meanwhile(
    panel: RegisterPanel, desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 1, "records")
    desk.registers.delete(KIND, [panel.model.ids[1]])
    type_text(panel, qtbot, "77")
    wait_idle()
    assert "deleted meanwhile" in told(desktop)
    assert desk.registers.count(KIND) == len(NAMES) - 1
    panel.refresh()
    wait_idle()
    assert len(panel.model.ids) == len(NAMES) - 1


def test_space_and_delete(panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle):
    go(panel, 2, "records")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    wait_idle()
    assert record(desk, 2)["records"] is None
    go(panel, 2, "name")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    wait_idle()
    assert record(desk, 2)["name"] == NAMES[2]


def test_space_toggles_an_answer(desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle):
    kind = RegisterKind.REPORT_FORMS
    key = next(f.key for f in REGISTERS[kind].typed if f.kind is FieldKind.YES_NO)
    made = desk.registers.plan(kind, [Draft(1, {"code": "1", "name": "A"})], desk.session.today)
    desk.registers.apply(made, use_case=UseCase.ADD_RECORD, on=desk.session.today)
    desktop.window.open_page("assets", kind.value)
    wait_idle()
    page = desktop.window.findChild(RegisterPage)
    assert page is not None
    panel = page.tabs.panels[kind]
    panel.view.setFocus()
    for said in ("Yes", "No"):
        go(panel, 0, key)
        qtbot.keyClick(panel.view, Qt.Key.Key_Space)
        wait_idle()
        assert shown(panel, 0, key) == said


def test_undo_takes_back_what_was_typed(
    panel: RegisterPanel,
    desktop: Desktop,
    desk: Desk,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
):
    go(panel, 1, "records")
    type_text(panel, qtbot, "55")
    wait_idle()
    activate()
    qtbot.keyClick(desktop.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert shown(panel, 1, "records") == "1"
    assert record(desk, 1)["records"] == 1


# --- pasting


def test_a_block_is_shown_cell_by_cell_before_it_is_saved(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    text = "c0\tKho 0\nc1\tKho 1\nc2\t\nc3\tT\u1ed0I M\u1eacT\nc4\tKho 4\n"
    go(panel, 0, "code")
    seen: list[list[Verdict]] = []

    def look(preview: PlanPreview) -> None:
        model = preview.table.model
        seen.append([row.verdict for row in model._rows])
        assert model.rowCount() == 5
        accept(preview)

    with answering(PlanPreview, look):
        paste(panel, qtbot, text)
        wait_idle()
    changed, refused = Verdict.CHANGED, Verdict.REFUSED
    assert seen == [[changed, changed, refused, refused, Verdict.NEW]]
    wait_idle()
    assert [record(desk, n)["code"] for n in range(5)] == ["c0", "c1", "002", "003", "c4"]
    assert len(panel.model.ids) == 5


def test_a_paste_that_is_not_accepted_changes_nothing(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    before = desk.history.changes()
    go(panel, 0, "code")
    with answering(PlanPreview, lambda preview: preview.reject()):
        paste(panel, qtbot, "c0\tKho 0\n")
        wait_idle()
    assert desk.history.changes() == before


def test_a_block_with_a_head_is_a_list_that_overwrites_nothing(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "name")
    block = "STT\tSố bản ghi\tTên CSDL\tMã\n1\t1.234\tCảng bến\tC1\n2\t7\tLuồng\tC2\n"
    with answering(PlanPreview, accept):
        paste(panel, qtbot, block)
        wait_idle()
    wait_idle()
    assert len(panel.model.ids) == len(NAMES) + 2
    assert shown(panel, 0, "name") == NAMES[0]
    last = record(desk, len(NAMES))
    assert (last["code"], last["name"], last["records"]) == ("C1", "Cảng bến", 1234)


def test_a_block_that_is_too_wide_says_so(panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle):
    go(panel, 0, REGISTERS[KIND].fields[panel.view.shown_columns()[-1]].key)

    def look(preview: PlanPreview) -> None:
        assert preview._lost.isVisible()

    with answering(PlanPreview, look):
        paste(panel, qtbot, "\t".join("abc") + "\n")
        wait_idle()


def test_formulas_and_one_value_for_many_cells(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    select(panel, (0, "name"), (2, "name"))
    with answering(PlanPreview, accept):
        paste(panel, qtbot, "=1+1")
        wait_idle()
    wait_idle()
    assert [record(desk, n)["name"] for n in range(4)] == ["=1+1"] * 3 + [NAMES[3]]


def test_a_table_that_comes_as_html_only(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    data = QMimeData()
    data.setHtml("<table><tr><td>h0<td>Đường<br>bộ<tr><td>h1<td>Kho</table>")
    QGuiApplication.clipboard().setMimeData(data)
    go(panel, 0, "code")
    with answering(PlanPreview, accept):
        qtbot.keySequence(panel.view, QKeySequence.StandardKey.Paste)
        wait_idle()
    wait_idle()
    assert [record(desk, 0)[key] for key in ("code", "name")] == ["h0", "Đường bộ"]


@pytest.mark.parametrize("write", [in_tcvn3, in_vni])
def test_old_encodings_are_shown_and_converted_once_it_is_agreed(
    panel: RegisterPanel,
    desk: Desk,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    write: Callable[[str], str],
):
    names = ("Cơ sở dữ liệu đăng kiểm", "Kho dữ liệu phương tiện")
    text = "".join(f"c{n}\t{write(name)}\n" for n, name in enumerate(names))
    go(panel, 0, "code")
    seen: list[str] = []

    def look(preview: PlanPreview) -> None:
        assert preview.legacy.isVisible()
        seen.append(preview.legacy._words.text())
        accept(preview)

    with answering(PlanPreview, look):
        paste(panel, qtbot, text)
        wait_idle()
    wait_idle()
    for name in names:
        assert f"{write(name)}  →  {name}" in seen[0]
    assert [record(desk, n)["name"] for n in range(2)] == list(names)


def test_old_encodings_stay_as_they_are_if_that_is_wanted(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    written = in_tcvn3("Kho kiểm định")
    go(panel, 0, "code")

    def look(preview: PlanPreview) -> None:
        qtbot.keyClick(preview.legacy.convert, Qt.Key.Key_Space)
        assert not preview.save.isEnabled()
        wait_idle()
        (row,) = preview.table.model._rows
        assert row.values["name"] == written
        qtbot.keyClick(preview.legacy.convert, Qt.Key.Key_Space)
        wait_idle()
        (row,) = preview.table.model._rows
        assert row.values["name"] == "Kho kiểm định"
        qtbot.keyClick(preview.legacy.convert, Qt.Key.Key_Space)
        wait_idle()
        accept(preview)

    with answering(PlanPreview, look):
        paste(panel, qtbot, f"c0\t{written}\n")
        wait_idle()
    wait_idle()
    assert record(desk, 0)["name"] == written


def test_one_old_text_for_many_cells(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    select(panel, (0, "owner"), (2, "owner"))
    with answering(PlanPreview, accept):
        paste(panel, qtbot, in_tcvn3("Phòng Kiểm định"))
        wait_idle()
    wait_idle()
    owners = [record(desk, n)["owner"] for n in range(4)]
    assert owners == ["Phòng Kiểm định"] * 3 + [""]


def test_unicode_text_is_nobodys_old_encoding(
    panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "code")
    seen: list[bool] = []
    with answering(PlanPreview, lambda preview: seen.append(preview.legacy.isVisible())):
        paste(panel, qtbot, "c0\tCơ sở dữ liệu, café, Ørsted\n")
        wait_idle()
    assert seen == [False]


def test_a_hundred_thousand_cells(panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle):
    go(panel, len(NAMES) - 1, "code")
    text = "".join(f"p{n}\tKho {n}\n" for n in range(50_000))

    def look(preview: PlanPreview) -> None:
        assert preview.table.model.rowCount() == 50_000

    with answering(PlanPreview, look):
        paste(panel, qtbot, text)
        wait_idle()


@pytest.mark.parametrize("text", ["x\n" * 1_000_000, "\t" * 300_000 + "x\n" + "y\n" * 300_000])
def test_more_than_can_be_pasted_is_refused_in_words(
    panel: RegisterPanel, desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle, text: str
):
    go(panel, 0, "code")
    paste(panel, qtbot, text)
    wait_idle()
    assert desktop.window.messages.isVisible()
    assert told(desktop)


def test_an_empty_clipboard(
    panel: RegisterPanel, desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle
):
    QGuiApplication.clipboard().clear()
    go(panel, 0, "code")
    qtbot.keySequence(panel.view, QKeySequence.StandardKey.Paste)
    wait_idle()
    assert told(desktop)


def test_copy_and_paste_give_the_same_back(panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle):
    select(panel, (0, "code"), (3, "records"))
    qtbot.keySequence(panel.view, QKeySequence.StandardKey.Copy)
    go(panel, 0, "code")

    def look(preview: PlanPreview) -> None:
        assert {row.verdict for row in preview.table.model._rows} == {Verdict.SAME}
        assert not preview.save.isEnabled()

    with answering(PlanPreview, look):
        qtbot.keySequence(panel.view, QKeySequence.StandardKey.Paste)
        wait_idle()


def test_fill_down(panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle):
    select(panel, (1, "records"), (3, "records"))
    with answering(PlanPreview, accept):
        qtbot.keyClick(panel.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        wait_idle()
    wait_idle()
    assert [record(desk, n)["records"] for n in range(4)] == [0, 1, 1, 1]


def test_a_preview_that_was_overtaken_is_refused_in_words(
    panel: RegisterPanel, desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "code")

    def overtake(preview: PlanPreview) -> None:
        desk.registers.delete(KIND, [panel.model.ids[0]])
        preview.save.click()

    with answering(PlanPreview, overtake):
        paste(panel, qtbot, "c0\tKho 0\nc1\tKho 1\n")
        wait_idle()
    wait_idle()
    assert "changed by something else meanwhile" in told(desktop)
    assert desk.registers.count(KIND) == len(NAMES) - 1


# --- forms, trash, history, comments


def test_adding_a_record_in_the_form(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    def fill_in(dialog: RecordDialog) -> None:
        code, name = dialog.editors["code"], dialog.editors["name"]
        assert isinstance(code, QLineEdit)
        assert isinstance(name, QLineEdit)
        qtbot.keyClicks(code, "001")
        name.setText("TUYỆT MẬT")
        dialog.save.click()
        wait_idle()
        assert "TUYỆT MẬT" in dialog.rows["name"].error
        name.setText("Kho mới")
        dialog.save.click()
        wait_idle()
        assert dialog.rows["code"].error
        code.setText("n1")
        dialog.save.click()
        wait_idle()

    with answering(RecordDialog, fill_in):
        panel.add_record()
    wait_idle()
    assert desk.registers.count(KIND) == len(NAMES) + 1
    assert shown(panel, len(NAMES), "name") == "Kho mới"
    current = panel.current_row()
    assert current is not None
    assert REGISTERS[KIND].record(current)["name"] == "Kho mới"  # what comes next concerns it


def test_a_form_is_given_up_only_when_asked_twice(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    def leave(dialog: RecordDialog) -> None:
        name = dialog.editors["name"]
        assert isinstance(name, QLineEdit)
        qtbot.keyClicks(name, "Kho")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert "not saved" in dialog._error.error
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    with answering(RecordDialog, leave):
        panel.add_record()

    def look(dialog: RecordDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()  # nothing was typed

    with answering(RecordDialog, look):
        panel.edit_record()
    assert desk.registers.count(KIND) == len(NAMES)


def test_trash_and_bringing_back(
    panel: RegisterPanel,
    desk: Desk,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
):
    activate()
    panel.view.setFocus()
    go(panel, 1, "name")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert len(panel.model.ids) == len(NAMES) - 1

    def bring_back(dialog: TrashDialog) -> None:
        dialog.search.setText("dang kiem")
        dialog.list.setCurrentRow(0)
        dialog.restore.click()

    with answering(TrashDialog, bring_back):
        panel.tools.show_trash()
        wait_idle()
    wait_idle()
    assert [record(desk, n)["name"] for n in range(4)] == list(NAMES)


def test_the_history_of_a_record_opens(panel: RegisterPanel, wait_idle: WaitIdle):
    go(panel, 1, "name")
    with answering(HistoryDialog, lambda dialog: dialog.reject()):
        panel.tools.show_history()
        wait_idle()


def test_a_comment_marks_its_cell(panel: RegisterPanel, desk: Desk, wait_idle: WaitIdle):
    go(panel, 1, "records")

    def note(dialog: RemarksDialog) -> None:
        assert dialog.windowTitle() == "Comments: Đăng kiểm viên · Records"
        dialog.text.setPlainText("TỐI MẬT")
        dialog.reject()
        assert dialog.isVisible()
        dialog.add.click()
        wait_idle()
        assert "TỐI MẬT" in dialog._row.error
        dialog.text.setPlainText("Hỏi lại")
        dialog.follow_up.setChecked(True)
        dialog.add.click()
        wait_idle()

    with answering(RemarksDialog, note):
        panel.tools.show_remarks()
    wait_idle()
    index = panel.model.index(1, panel.model.column_of("records"))
    assert panel.model.data(index, REMARK_ROLE) is True
    (flagged,) = desk.remarks.open()
    assert flagged.text == "Hỏi lại"


def test_ctrl_return_saves_form_and_comment(
    panel: RegisterPanel,
    desk: Desk,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
):
    activate()
    panel.view.setFocus()
    go(panel, 1, "records")
    ctrl = Qt.KeyboardModifier.ControlModifier

    def fill_in(dialog: RecordDialog) -> None:
        note = dialog.editors["note"]
        assert isinstance(note, QPlainTextEdit)
        qtbot.waitUntil(dialog.isActiveWindow)
        note.setFocus()
        qtbot.keyClicks(note, "first")
        qtbot.keyClick(note, Qt.Key.Key_Return)
        qtbot.keyClicks(note, "second")
        qtbot.keyClick(note, Qt.Key.Key_Return, ctrl)
        wait_idle()
        assert not dialog.isVisible()

    with answering(RecordDialog, fill_in):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return, ctrl)
    wait_idle()
    assert record(desk, 1)["note"] == "first\nsecond"

    def note(dialog: RemarksDialog) -> None:
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClicks(dialog.text, "ask again")
        qtbot.keyClick(dialog.text, Qt.Key.Key_Enter, ctrl)
        wait_idle()
        assert dialog.text.hasFocus()

    with answering(RemarksDialog, note):
        panel.tools.show_remarks()
    assert [remark.text for remark in desk.remarks.of(KIND, panel.model.ids[1])] == ["ask again"]


def test_many_records_change_together(panel: RegisterPanel, desk: Desk, wait_idle: WaitIdle):
    select(panel, (0, "owner"), (2, "owner"))

    def choose(dialog: BulkEditDialog) -> None:
        assert dialog.field.currentData() == "owner"
        dialog.text.setText("Phòng A")
        dialog._on_accepted()

    with answering(BulkEditDialog, choose), answering(PlanPreview, accept):
        panel.tools.change_together()
        wait_idle()
    wait_idle()
    assert [record(desk, n)["owner"] for n in range(4)] == ["Phòng A"] * 3 + [""]


def test_shift_selects_from_where_enter_went(panel: RegisterPanel, qtbot: QtBot):
    view, column = panel.view, panel.model.column_of("name")
    where = view.visualRect(panel.model.index(3, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.selected_lines() == [3]
    select(panel, (0, "name"), (1, "records"))
    assert view.selected_lines() == [0, 1]
    assert view.selected_count() == 2
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Up, shift)
    assert view.selected_lines() == [2, 3]
    assert view.selected_count() == 2
    go(panel, 1, "name")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, shift, where)
    assert view.selected_lines() == [1, 2, 3]
    assert view.selected_count() == 3


# --- finding


def test_search_without_marks(panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle):
    qtbot.keyClicks(panel.toolbar.search, "dang kiem")
    qtbot.waitUntil(lambda: panel.query.words == ("dang", "kiem"))
    wait_idle()
    assert [shown(panel, n, "name") for n in range(len(panel.model.ids))] == ["Đăng kiểm viên"]
    qtbot.keyClicks(panel.toolbar.search, "zzz")
    qtbot.waitUntil(lambda: panel.query.words[-1].endswith("zzz"))
    wait_idle()
    assert len(panel.model.ids) == 0
    assert panel._no_match.isVisible()
    qtbot.keyClick(panel.toolbar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.query.words == ())
    wait_idle()
    assert len(panel.model.ids) == len(NAMES)


def test_sorting_by_a_header(panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle):
    header = panel.view.horizontalHeader()
    column = panel.model.column_of("name")
    where = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    wait_idle()
    names = [shown(panel, n, "name") for n in range(len(NAMES))]
    expected = ["Án phí", "Ánh sáng", "Đăng kiểm viên", "Phương tiện"]
    assert names == (expected if not panel.query.descending else expected[::-1])
    assert panel.query.sort_by == "name"


def test_the_filter_dialog(panel: RegisterPanel, qtbot: QtBot, wait_idle: WaitIdle):
    go(panel, 0, "records")

    def choose(dialog: FilterDialog) -> None:
        assert dialog.field.currentData() == "records"
        dialog.comparison.setCurrentIndex(dialog.comparison.findData(Comparison.AT_LEAST))
        qtbot.keyClicks(dialog.text, "2")
        dialog._on_accepted()

    with answering(FilterDialog, choose):
        panel.toolbar.filters.button.click()
    wait_idle()
    assert panel.query.filters == (Filter("records", Comparison.AT_LEAST, (2,)),)
    assert len(panel.model.ids) == 2


def test_views_and_columns(
    panel: RegisterPanel, desk: Desk, monkeypatch: pytest.MonkeyPatch, wait_idle: WaitIdle
):
    panel.apply_query(ListQuery(kind=KIND, words=("phuong",), sort_by="name"))
    panel.view.setColumnHidden(panel.model.column_of("records"), True)
    wait_idle()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Của tôi", True))
    panel.tools.save_view()
    wait_idle()
    (view,) = desk.views.of(KIND)
    assert view.query.words == ("phuong",)
    assert "records" not in view.columns
    panel.show_everything()
    panel.view.setColumnHidden(panel.model.column_of("records"), False)
    wait_idle()
    panel.tools.show_view(view)
    wait_idle()
    assert len(panel.model.ids) == 1
    assert panel.view.isColumnHidden(panel.model.column_of("records"))


def test_a_view_with_columns_out_of_place_is_shown(panel: RegisterPanel, wait_idle: WaitIdle):
    definition = json.dumps({"columns": ["note", "code", "note", "x"], "sort_by": "records"})
    panel.tools.show_view(from_definition(1, KIND, "x", definition))
    wait_idle()
    keys = [panel.model.columns[column].field.key for column in panel.view.shown_columns()]
    assert keys == ["note", "code"]


# --- large lists and empty ones


def test_editing_far_down_keeps_the_place(
    desktop: Desktop, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    fill(desk, 900)
    panel = opened(desktop, wait_idle)
    assert len(panel.model.ids) == 900
    go(panel, 700, "records")
    wait_idle()
    type_text(panel, qtbot, "5", Qt.Key.Key_Tab)
    here = panel.view.currentIndex()
    wait_idle()
    assert record(desk, 700)["records"] == 5
    assert len(panel.model.ids) == 900
    assert (panel.view.currentIndex().row(), panel.view.currentIndex().column()) == (
        here.row(),
        here.column(),
    )
    wait_idle()
    assert shown(panel, 700, "records") == "5"


def test_rows_that_are_gone_do_not_move_the_others(
    desktop: Desktop, desk: Desk, wait_idle: WaitIdle
):
    fill(desk, 450)
    panel = opened(desktop, wait_idle)
    desk.registers.delete(KIND, [panel.model.ids[n] for n in (210, 211)])
    assert panel.model.row_at(220) is None
    wait_idle()
    row = panel.model.row_at(220)
    assert row is not None
    assert row.id == panel.model.ids[220]


def test_a_register_without_records(desktop: Desktop, desk: Desk, wait_idle: WaitIdle):
    panel = opened(desktop, wait_idle)
    assert panel._nothing.isVisible()
    assert panel.current_row() is None
    panel.entry.fill_down()
    panel.entry.clear_cells()
    panel.delete_selected()
    panel.tools.show_history()
    panel.tools.show_remarks()
    panel.tools.change_together()
    wait_idle()
    with answering(PlanPreview, accept):
        QGuiApplication.clipboard().setText("c0\tKho 0\n")
        panel.entry.paste()
        wait_idle()
    wait_idle()
    assert desk.registers.count(KIND) == 1
    assert shown(panel, 0, "name") == "Kho 0"


def test_another_period_while_the_list_is_read(
    panel: RegisterPanel, desktop: Desktop, wait_idle: WaitIdle
):
    assert desktop.context is not None
    for quarter in (1, 2, 3, 1):
        panel.refresh()
        desktop.context.choose_period(Quarter(2021, quarter))
    wait_idle()
    assert len(panel.model.ids) == len(NAMES)
    assert desktop.context.as_of == date(2021, 3, 14)


def test_a_comment_on_a_record_that_is_gone_hurts_nobody(
    panel: RegisterPanel, desk: Desk, wait_idle: WaitIdle
):
    id_ = panel.model.ids[0]
    desk.remarks.add(NewRemark(kind=KIND, row_id=id_, field="name", text="x", follow_up=True))
    desk.registers.delete(KIND, [id_])
    panel.refresh()
    wait_idle()
    assert len(panel.model.ids) == len(NAMES) - 1


def test_a_choice_is_chosen_from_its_list(
    panel: RegisterPanel, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
):
    go(panel, 0, "stage")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    box = panel.view.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(1)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    wait_idle()
    assert record(desk, 0)["stage"] == next(iter(REGISTERS[KIND].field("stage").choices or ()))


def test_the_list_is_saved_as_a_workbook_where_something_was_saved_last(  # noqa: PLR0917
    desktop: Desktop,
    panel: RegisterPanel,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    desktop.preferences.export_folder = tmp_path
    asked: list[Path] = []

    def choose(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed))
        (tmp_path / "sổ").mkdir()
        return str(tmp_path / "sổ" / "danh sách"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    panel.toolbar.search.setText("anh sang")
    qtbot.waitUntil(lambda: len(panel.model.ids) == 1)
    activate()
    qtbot.keyClick(panel.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    saved = tmp_path / "sổ" / "danh sách.xlsx"
    assert asked[0].parent == tmp_path
    written = {str(cell.value) for row in load_workbook(saved).active.rows for cell in row}
    assert "Ánh sáng" in written
    assert written.isdisjoint({"Án phí", "Phương tiện"})
    assert desktop.preferences.export_folder == saved.parent
    assert str(saved) in desktop.window.messages.accessibleName()
