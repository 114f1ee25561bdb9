"""Comments and flags on values."""

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Noun
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.remarks import NewRemark

TASKS = RegisterKind.TASKS


def a_remark(text: str = "Hỏi lại phòng", *, follow_up: bool = False) -> NewRemark:
    return NewRemark(kind=TASKS, row_id=1, field="due", text=text, follow_up=follow_up)


def test_a_comment_is_kept_and_marks_its_cell(desk: Desk):
    change = desk.remarks.add(a_remark(" Hỏi lại \n phòng  A "))
    assert Noun.REMARKS in change.nouns
    (found,) = desk.remarks.of(TASKS, 1)
    assert (found.text, found.field) == ("Hỏi lại\nphòng A", "due")
    assert desk.remarks.marked(TASKS) == {1: frozenset({"due"})}
    assert desk.remarks.open() == ()
    desk.history.undo()
    assert desk.remarks.of(TASKS, 1) == ()


def test_a_flag_is_settled_and_its_text_stays(desk: Desk):
    desk.remarks.add(a_remark(follow_up=True))
    (flagged,) = desk.remarks.open()
    desk.remarks.settle(flagged)
    assert desk.remarks.open() == ()
    (found,) = desk.remarks.of(TASKS, 1)
    desk.remarks.remove(found)
    assert desk.remarks.marked(TASKS) == {}
    desk.history.undo()
    assert len(desk.remarks.of(TASKS, 1)) == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_nothing_and_too_much_are_refused(desk: Desk, text: str):
    with pytest.raises(UsageError) as caught:
        desk.remarks.add(a_remark(text))
    assert caught.value.code is ErrorCode.FIELD_INVALID


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_secrets_are_refused(desk: Desk, marking: str):
    with pytest.raises(UsageError) as caught:
        desk.remarks.add(a_remark(f"Xem văn bản\n{marking} số 5"))
    assert caught.value.code is ErrorCode.TEXT_SECRET
    assert caught.value.data["value"] == marking
    assert desk.remarks.of(TASKS, 1) == ()
