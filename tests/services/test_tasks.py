"""Recording progress, the pattern of every edit: saved at once, undone, refused field by field."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, InputError, RefusedError, UsageError
from egovdesk.domain.history import Noun, UseCase
from egovdesk.domain.tasks import TaskState, Timeliness
from egovdesk.services.tasks import MAX_NOTE, NewEvidence, ProgressEntry, TaskRow

TODAY = date(2021, 9, 20)


def task(desk: Desk, code: str) -> TaskRow:
    return next(row for row in desk.tasks.all(TODAY) if row.task.code == code)


def entry(**changes: object) -> ProgressEntry:
    given = {"on": date(2021, 9, 16), "percent": 80, "note": "Đã ban hành kế hoạch"} | changes
    return ProgressEntry(**given)


def test_progress_is_saved_and_names_what_it_touched(desk: Desk):
    change = desk.tasks.record_progress("2.a", entry())
    assert change.nouns == {Noun.TASKS}
    assert change.use_case is UseCase.RECORD_PROGRESS
    status = task(desk, "2.a").status
    assert (status.percent, status.state) == (80, TaskState.IN_PROGRESS)
    assert status.last_note == "Đã ban hành kế hoạch"


def test_a_completion_with_evidence(desk: Desk, tmp_path: Path):
    document = tmp_path / "Báo cáo số 12.pdf"
    document.write_bytes(b"%PDF-1.7 minh chung")
    new = NewEvidence(path=document, document_number="12/BC-ĐKVN", document_date=date(2021, 9, 15))
    change = desk.tasks.record_progress("2.c", entry(completed=True, evidence=(new,)))
    assert change.nouns == {Noun.TASKS, Noun.EVIDENCE}
    row = task(desk, "2.c")
    assert row.status.timeliness is Timeliness.DONE_ON_TIME
    assert row.status.completed_on == date(2021, 9, 16)
    (kept,) = [item for item in row.evidence if item.document_number == "12/BC-ĐKVN"]
    assert (desk.session.workspace.folder / "evidence" / kept.digest).read_bytes() == (
        document.read_bytes()
    )


def test_undo_takes_back_and_redo_brings_back(desk: Desk):
    before = task(desk, "2.a").status
    desk.tasks.record_progress("2.a", entry())
    undone = desk.history.undo()
    assert undone.nouns == {Noun.TASKS}
    assert task(desk, "2.a").status == before
    assert desk.history.stacks().undo is None
    desk.history.redo()
    assert task(desk, "2.a").status.percent == 80
    with pytest.raises(RefusedError) as caught:
        desk.history.redo()
    assert caught.value.code is ErrorCode.NOTHING_TO_REDO


def test_a_new_edit_ends_what_could_be_redone(desk: Desk):
    desk.tasks.record_progress("2.a", entry())
    desk.history.undo()
    desk.tasks.record_progress("2.a", entry(percent=55))
    assert desk.history.stacks().redo is None


def test_what_the_sample_brought_cannot_be_undone(desk: Desk):
    with pytest.raises(RefusedError) as caught:
        desk.history.undo()
    assert caught.value.code is ErrorCode.NOTHING_TO_UNDO


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("on", {"on": date(2021, 9, 21)}),
        ("on", {"on": date(2021, 2, 23)}),
        ("percent", {"percent": 101}),
        ("percent", {"percent": -1}),
        ("note", {"note": "x" * (MAX_NOTE + 1)}),
        ("evidence", {"evidence": (NewEvidence(path=Path("/không/có.pdf")),)}),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(
    desk: Desk, field: str, changes: dict[str, object]
):
    before = desk.history.changes()
    with pytest.raises(UsageError) as caught:
        desk.tasks.record_progress("2.a", entry(**changes))
    assert caught.value.code is ErrorCode.FIELD_INVALID
    assert caught.value.data["field"] == field
    assert desk.history.changes() == before


def test_an_empty_evidence_file_is_refused(desk: Desk, tmp_path: Path):
    empty = tmp_path / "trống.pdf"
    empty.touch()
    with pytest.raises(UsageError) as caught:
        desk.tasks.record_progress("2.a", entry(evidence=(NewEvidence(path=empty),)))
    assert caught.value.data["field"] == "evidence"


def test_an_unknown_task(desk: Desk):
    with pytest.raises(UsageError) as caught:
        desk.tasks.record_progress("9.z", entry())
    assert caught.value.code is ErrorCode.RECORD_MISSING


def test_text_is_cleaned_when_it_is_kept(desk: Desk):
    desk.tasks.record_progress("2.a", entry(note="Đa\u0303 xong\u00a0 việc\x07"))
    assert task(desk, "2.a").status.last_note == "Đã xong việc"


def test_evidence_on_a_stick_that_is_pulled_out_leaves_no_trace(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    document = tmp_path / "x.pdf"
    document.write_bytes(b"x")
    before = sorted((desk.session.workspace.folder / "evidence").iterdir())
    real = Path.open

    def pulled(self: Path, *arguments: object, **options: object) -> object:
        if self == document:
            raise OSError(5, "Input/output error", str(document))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", pulled)
    with pytest.raises(InputError) as caught:
        desk.tasks.record_progress("2.a", entry(evidence=(NewEvidence(path=document),)))
    assert caught.value.code is ErrorCode.FILE_UNREADABLE
    assert sorted((desk.session.workspace.folder / "evidence").iterdir()) == before


def test_a_day_before_the_task_was_assigned(desk: Desk):
    began = min(event.on for event in task(desk, "2.a").events)
    desk.tasks.record_progress("2.a", entry(on=began))
    before = desk.history.changes()
    with pytest.raises(UsageError) as caught:
        desk.tasks.record_progress("2.a", entry(on=began - timedelta(days=1)))
    assert caught.value.code is ErrorCode.FIELD_INVALID
    assert caught.value.data["field"] == "on"
    assert desk.history.changes() == before


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_note_with_a_secrecy_marking_is_refused(desk: Desk, marking: str):
    before = task(desk, "2.a")
    with pytest.raises(UsageError) as caught:
        desk.tasks.record_progress("2.a", entry(note=f"Theo văn bản {marking} số 5"))
    assert caught.value.code is ErrorCode.TEXT_SECRET
    assert caught.value.data == {"field": "note", "value": marking}
    assert task(desk, "2.a") == before


@pytest.mark.parametrize(
    "secret", [{"document_number": "5/TB (MẬT)"}, {"subject": "TỐI MẬT: phương án"}, {}]
)
def test_evidence_with_a_secrecy_marking_is_not_kept(
    desk: Desk, tmp_path: Path, secret: dict[str, str]
):
    document = tmp_path / ("a.pdf" if secret else "MẬT - phương án.pdf")
    document.write_bytes(b"%PDF-1.7")
    with pytest.raises(UsageError) as caught:
        new = NewEvidence(path=document, **secret)
        desk.tasks.record_progress("2.a", entry(evidence=(new,)))
    assert caught.value.code is ErrorCode.TEXT_SECRET
    kept = desk.session.workspace.folder / "evidence"
    assert not [file for file in kept.rglob("*") if file.read_bytes() == b"%PDF-1.7"]
