"""What was done last: what was taken back is left out, and a record comes once."""

from datetime import UTC, datetime

from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.latest import LatestChange, standing
from egovdesk.domain.registers import RegisterKind

AT = datetime(2021, 9, 20, 9, 0, tzinfo=UTC)


def change(
    number: int,
    row_id: int,
    use_case: UseCase = UseCase.EDIT_RECORD,
    *,
    target: int | None = None,
) -> LatestChange:
    done = Change(id=number, at=AT, use_case=use_case, subject="", target=target)
    return LatestChange(change=done, kind=RegisterKind.TASKS, row_id=row_id)


def ids(*changes: LatestChange, most: int = 9) -> list[int]:
    return [each.change.id for each in standing(changes, most)]


def test_the_latest_change_of_a_record_stands_for_all_of_them():
    assert ids(change(4, 1), change(3, 2), change(2, 1), change(1, 3)) == [4, 3, 1]


def test_what_was_undone_is_left_out_and_what_was_redone_is_back():
    undo = change(3, 2, UseCase.UNDO, target=2)
    redo = change(4, 2, UseCase.REDO, target=2)
    assert ids(undo, change(2, 2), change(1, 1)) == [1]
    assert ids(redo, undo, change(2, 2), change(1, 1)) == [2, 1]


def test_what_was_undone_again_after_a_redo_is_left_out():
    steps = (
        change(5, 2, UseCase.UNDO, target=2),
        change(4, 2, UseCase.REDO, target=2),
        change(3, 2, UseCase.UNDO, target=2),
        change(2, 2),
    )
    assert ids(*steps) == []


def test_only_so_many_and_only_what_a_person_did():
    steps = (
        change(4, 4, UseCase.CHOOSE_PERIOD),
        change(3, 3),
        change(2, 2, UseCase.RECORD_PACKAGE),
        change(1, 1),
    )
    assert ids(*steps) == [3, 2, 1]
    assert ids(*steps, most=2) == [3, 2]
