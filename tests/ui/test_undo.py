"""Undo and redo on the screen: by key, by name, and what a later change forbids."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from egovdesk.bootstrap import Desk
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.settings.page import SettingsPage

WaitIdle = Callable[[], None]
Press = Callable[[Qt.Key], None]
BUILT_IN = Path(__file__).parents[2] / "resources" / "catalogues" / "bgtvt-2021.json"
K = RegisterKind


def desk_of(desktop: Desktop) -> Desk:
    assert desktop.context is not None
    return desktop.context.desk


@pytest.fixture
def press(
    desktop: Desktop, activate: Callable[[], None], qtbot: QtBot, wait_idle: WaitIdle
) -> Press:
    """Return what presses Ctrl and a key, then waits until it has had its effect."""

    def press(key: Qt.Key) -> None:
        activate()
        qtbot.keyClick(desktop.window, key, Qt.KeyboardModifier.ControlModifier)
        wait_idle()

    return press


def enter(
    desktop: Desktop, kind: RegisterKind, raw: dict[str, str], id_: int | None = None
) -> None:
    desk = desk_of(desktop)
    on = desk.session.today
    use_case = UseCase.ADD_RECORD if id_ is None else UseCase.EDIT_RECORD
    planned = desk.registers.plan(kind, [Draft(1, raw, id_)], on)
    change = desk.registers.apply(planned, use_case=use_case, on=on)
    assert desktop.context is not None
    desktop.context.announce(change.nouns)


def told(desktop: Desktop) -> str:
    return desktop.window.messages.accessibleName()


def codes(desktop: Desktop, kind: RegisterKind) -> set[object]:
    desk = desk_of(desktop)
    return set(desk.registers.facet(kind, "code", desk.session.today))


def a_newer_catalogue(folder: Path) -> Path:
    """Write a version with one more task, 2.b-bis, on the clause of 2.b."""
    document = json.loads(BUILT_IN.read_bytes())
    document["version"] += 1
    new = dict(next(task for task in document["tasks"] if task["id"] == "2.b"))
    new["id"] = "2.b-bis"
    document["tasks"].append(new)
    file = folder / "newer.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return file


def test_an_undo_that_a_later_change_forbids_says_so_and_is_passed_over(
    desktop: Desktop, press: Press, wait_idle: WaitIdle, tmp_path: Path
):
    wait_idle()
    clause = next(
        row.task.clause
        for row in desk_of(desktop).tasks.all(desk_of(desktop).session.today)
        if row.task.code == "2.b"
    )
    enter(desktop, K.DATABASES, {"code": "before", "name": "Kho"})
    task = {"code": "2.b-bis", "title": "A task", "kind": "standing", "lead": "DKVN"}
    enter(desktop, K.TASKS, {**task, "clause": clause})
    desktop.window.open_page("settings")
    wait_idle()
    page = desktop.window.findChild(SettingsPage)
    assert page is not None
    page.workspace.install_catalogue(a_newer_catalogue(tmp_path))
    wait_idle()

    press(Qt.Key.Key_Z)
    assert "“add 2.b-bis” cannot be taken back" in told(desktop)
    assert "catalogue" in told(desktop)
    assert "Ctrl+Z" in told(desktop)
    assert "2.b-bis" in codes(desktop, K.TASKS)
    assert "add Kho" in desktop.window._undo.toolTip()

    press(Qt.Key.Key_Z)
    assert "Undone: add Kho" in told(desktop)
    assert "before" not in codes(desktop, K.DATABASES)
    press(Qt.Key.Key_Y)
    assert "Redone: add Kho" in told(desktop)
    assert "before" in codes(desktop, K.DATABASES)


def test_two_quick_undos_name_what_each_of_them_took_back(
    desktop: Desktop,
    qtbot: QtBot,
    wait_idle: WaitIdle,
    activate: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
):
    wait_idle()
    enter(desktop, K.DATABASES, {"code": "q1", "name": "First"})
    enter(desktop, K.DATABASES, {"code": "q2", "name": "Second"})
    wait_idle()
    assert desktop.context is not None
    said: list[str] = []
    monkeypatch.setattr(
        desktop.context.notifier, "show_success", lambda text, **_more: said.append(text)
    )
    activate()
    for _time in range(2):
        qtbot.keyClick(desktop.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_idle()
    assert said == ["Undone: add Second", "Undone: add First"]


def test_with_nothing_left_to_undo_the_key_is_quiet(
    desktop: Desktop, press: Press, wait_idle: WaitIdle
):
    wait_idle()
    before = desk_of(desktop).history.changes()
    assert not desktop.window._undo.isEnabled()
    press(Qt.Key.Key_Z)
    assert desk_of(desktop).history.changes() == before
