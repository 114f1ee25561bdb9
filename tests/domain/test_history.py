"""Undo and redo, read out of the journal."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.history import UNDOABLE, Change, Stacks, UseCase, stacks

PROGRESS, COMPLETE = UseCase.RECORD_PROGRESS, UseCase.COMPLETE_TASK


def journal(*use_cases: UseCase) -> list[Change]:
    return [
        Change(id=number, at=datetime(2021, 9, 14, tzinfo=UTC), use_case=use_case, subject="2.a")
        for number, use_case in enumerate(use_cases, start=1)
    ]


def next_ids(*use_cases: UseCase) -> tuple[int | None, int | None]:
    found = stacks(journal(*use_cases))
    return (found.undo.id if found.undo else None, found.redo.id if found.redo else None)


def test_an_empty_journal_offers_nothing():
    assert stacks([]) == Stacks(undo=None, redo=None)


def test_the_last_change_is_taken_back_first():
    assert next_ids(PROGRESS, COMPLETE) == (2, None)
    assert next_ids(PROGRESS, COMPLETE, UseCase.UNDO) == (1, 2)
    assert next_ids(PROGRESS, COMPLETE, UseCase.UNDO, UseCase.UNDO) == (None, 1)
    assert next_ids(PROGRESS, COMPLETE, UseCase.UNDO, UseCase.UNDO, UseCase.REDO) == (1, 2)


def test_a_new_change_ends_what_could_be_redone():
    assert next_ids(PROGRESS, UseCase.UNDO, COMPLETE) == (3, None)


def test_a_sent_report_is_corrected_not_taken_back():
    assert next_ids(PROGRESS, UseCase.RECORD_PACKAGE) == (1, None)
    assert next_ids(UseCase.RECORD_PACKAGE) == (None, None)


@given(st.lists(st.sampled_from([PROGRESS, COMPLETE, UseCase.CHOOSE_PERIOD]), max_size=8))
def test_everything_undone_and_redone_is_as_before(done: list[UseCase]):
    times = sum(use_case in UNDOABLE for use_case in done)
    undo, redo = [UseCase.UNDO] * times, [UseCase.REDO] * times
    assert next_ids(*done, *undo)[0] is None
    assert next_ids(*done, *undo, *redo) == next_ids(*done)


def test_what_was_refused_is_passed_over_and_stays():
    done = journal(PROGRESS, COMPLETE)
    assert stacks(done, without={2}).undo == done[0]
    undo = Change(id=3, at=done[0].at, use_case=UseCase.UNDO, subject="2.a", target=1)
    assert stacks([*done, undo]) == Stacks(undo=done[1], redo=done[0])
    assert stacks([*done, undo], without={1, 2}) == Stacks(undo=None, redo=None)
