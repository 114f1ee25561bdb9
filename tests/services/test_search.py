"""One search over every register."""

from datetime import date

from egovdesk.bootstrap import Desk
from egovdesk.domain.registers import RegisterKind
from tests.services.conftest import MakeDesk
from tests.services.test_registers import a_database, enter

TODAY = date(2021, 9, 20)


def titles(desk: Desk, text: str, limit: int = 6) -> list[str]:
    return [hit.title for hit in desk.search.find(text, TODAY, limit=limit)]


def test_words_are_found_without_marks_and_case(desk: Desk):
    enter(desk, RegisterKind.DATABASES, {"code": "KHO-7", "name": "Đường thủy nội địa"})
    for text in ("duong thuy", "ĐƯỜNG THUỶ", "noi dia duong", "kho-7", "Đu\u031bo\u031b\u0300ng"):
        assert "Đường thủy nội địa" in titles(desk, text), text
    assert titles(desk, "duong thuy hang khong vu tru") == []


def test_each_register_offers_only_so_many(desk: Desk):
    for number in range(9):
        a_database(desk, f"zq{number}")
    assert len(titles(desk, "zq")) == 6
    assert len(titles(desk, "zq", limit=2)) == 2


def test_what_was_deleted_is_not_found(desk: Desk):
    id_ = a_database(desk, "zq1")
    assert titles(desk, "zq1") == ["Kho zq1"]
    desk.registers.delete(RegisterKind.DATABASES, [id_])
    assert titles(desk, "zq1") == []
    desk.history.undo()
    assert titles(desk, "zq1") == ["Kho zq1"]


def test_nothing_is_found_for_nothing(desk: Desk, make_desk: MakeDesk):
    assert titles(desk, "") == titles(desk, " \u0301 ") == []
    assert titles(make_desk("CHHVN"), "zzzz") == []


def test_signs_that_mean_something_to_sql_are_only_signs(desk: Desk):
    enter(desk, RegisterKind.DATABASES, {"code": "x", "name": "100% '; DROP TABLE task; -- _"})
    assert titles(desk, "100% drop") == ["100% '; DROP TABLE task; -- _"]
    assert "100% '; DROP TABLE task; -- _" in titles(desk, "%")
    assert desk.registers.count(RegisterKind.TASKS) > 0
