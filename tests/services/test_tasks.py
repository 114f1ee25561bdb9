"""Recording progress, the pattern of every edit: saved at once, undone, refused field by field."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, InputError, RefusedError, UsageError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import Change, Noun, UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.tasks import ANSWERS, TaskKind, TaskState, Timeliness
from egovdesk.domain.tasks import TaskEventKind as Kind
from egovdesk.services.evidence import NewEvidence
from egovdesk.services.tasks import MAX_NOTE, ProgressEntry, StepEntry, TaskRow

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


# Steps: each is one use case, refused without a trace, and taken back by undo


def step(**changes: object) -> StepEntry:
    given = {"on": date(2021, 9, 16), "document": "88/ĐKVN-CNTT", "note": "Chờ kinh phí"} | changes
    return StepEntry(**given)


def traces(desk: Desk) -> tuple[object, ...]:
    """Return everything that a refused step could have left behind."""
    folder = desk.session.workspace.folder / "evidence"
    return desk.history.changes(), desk.tasks.all(TODAY), sorted(folder.iterdir())


def take(desk: Desk, code: str, kind: Kind, entry: StepEntry) -> Change:
    if kind is Kind.EXTENSION_REQUESTED:
        return desk.tasks.request_extension(code, entry)
    if kind in ANSWERS:
        return desk.tasks.answer_extension(code, kind, entry)
    return desk.tasks.change_state(code, kind, entry)


LATER = date(2022, 1, 31)


@pytest.mark.parametrize(
    ("code", "kind", "state", "use_case"),
    [
        ("2.c", Kind.EXTENSION_REQUESTED, TaskState.IN_PROGRESS, UseCase.REQUEST_EXTENSION),
        ("DK-06", Kind.EXTENSION_GRANTED, TaskState.IN_PROGRESS, UseCase.ANSWER_EXTENSION),
        ("DK-06", Kind.TIME_STRETCHED, TaskState.IN_PROGRESS, UseCase.ANSWER_EXTENSION),
        ("DK-06", Kind.EXTENSION_REFUSED, TaskState.IN_PROGRESS, UseCase.ANSWER_EXTENSION),
        ("DK-05", Kind.CONFIRMED, TaskState.DONE, UseCase.CHANGE_TASK_STATE),
        ("DK-05", Kind.RETURNED, TaskState.RETURNED, UseCase.CHANGE_TASK_STATE),
        ("DK-01", Kind.RETURNED, TaskState.RETURNED, UseCase.CHANGE_TASK_STATE),
        ("2.c", Kind.SUSPENDED, TaskState.SUSPENDED, UseCase.CHANGE_TASK_STATE),
        ("DK-08", Kind.RESUMED, TaskState.IN_PROGRESS, UseCase.CHANGE_TASK_STATE),
        ("2.c", Kind.WITHDRAWAL_PROPOSED, TaskState.WITHDRAWAL_PROPOSED, UseCase.CHANGE_TASK_STATE),
        ("DK-09", Kind.CANCELLED, TaskState.CANCELLED, UseCase.CHANGE_TASK_STATE),
    ],
)
def test_a_step_is_kept_with_its_document_and_evidence_and_undone(
    desk: Desk, tmp_path: Path, code: str, kind: Kind, state: TaskState, use_case: UseCase
):
    file = tmp_path / "Văn bản số 88.pdf"
    file.write_bytes(b"%PDF-1.7")
    before = task(desk, code)
    new = NewEvidence(path=file, document_number="88/ĐKVN-CNTT", document_date=date(2021, 9, 16))
    change = take(desk, code, kind, step(due=LATER, evidence=(new,)))
    assert change.use_case is use_case
    assert change.subject == code
    assert change.nouns == {Noun.TASKS, Noun.EVIDENCE}
    after = task(desk, code)
    assert after.status.state is state
    last = after.events[-1]
    assert (last.kind, last.on, last.document) == (kind, date(2021, 9, 16), "88/ĐKVN-CNTT")
    assert last.note == "Chờ kinh phí"
    assert after.evidence[-1].name == file.name
    desk.history.undo()
    assert task(desk, code) == before
    desk.history.redo()
    assert task(desk, code).status == after.status


def test_an_extension_is_asked_for_answered_and_every_deadline_kept(desk: Desk):
    old = task(desk, "2.c").status.due
    desk.tasks.request_extension("2.c", step(due=LATER))
    asked = task(desk, "2.c")
    assert asked.status.extension_pending
    assert asked.status.due == old
    assert Kind.EXTENSION_REQUESTED not in asked.possible
    granted = step(
        on=date(2021, 9, 18), due=date(2022, 1, 15), note="", document="999/BGTVT-TTCNTT"
    )
    desk.tasks.answer_extension("2.c", Kind.EXTENSION_GRANTED, granted)
    answered = task(desk, "2.c").status
    assert (answered.due, answered.former_dues) == (date(2022, 1, 15), (old,))
    assert not answered.extension_pending


def test_an_answer_may_withdraw_the_task(desk: Desk):
    change = desk.tasks.answer_extension("DK-06", Kind.CANCELLED, step(note="Rút nhiệm vụ"))
    assert change.use_case is UseCase.ANSWER_EXTENSION
    status = task(desk, "DK-06").status
    assert (status.state, status.extension_pending) == (TaskState.CANCELLED, False)


def test_a_periodic_task_is_done_for_a_period_and_due_for_the_next(desk: Desk):
    assert task(desk, "2.đ").status.due == date(2021, 9, 24)
    desk.tasks.record_progress("2.đ", entry(percent=0, period_done=True, document="131/BC-ĐKVN"))
    status = task(desk, "2.đ").status
    assert (status.due, status.state) == (date(2021, 12, 24), TaskState.IN_PROGRESS)
    assert status.settled[-1].due == date(2021, 9, 24)
    with pytest.raises(UsageError) as caught:  # the next period has not begun
        desk.tasks.record_progress("2.đ", entry(on=date(2021, 9, 17), percent=0, period_done=True))
    assert caught.value.data["earliest"] == "25/09/2021"
    desk.history.undo()
    assert task(desk, "2.đ").status.due == date(2021, 9, 24)


def test_the_catalogue_gives_a_periodic_task_its_first_due_date(make_desk: Callable[..., Desk]):
    fresh = make_desk("DKVN")
    (report,) = [r for r in fresh.tasks.all(TODAY) if r.task.kind is TaskKind.PERIODIC]
    assert report.task.code == "2.đ"
    assert report.status.due == date(2021, 3, 24)
    assert report.status.timeliness is Timeliness.OPEN_OVERDUE


@pytest.mark.parametrize(
    ("code", "kind", "changes", "field"),
    [
        ("2.c", Kind.EXTENSION_REQUESTED, {"document": " "}, "document"),
        ("2.c", Kind.EXTENSION_REQUESTED, {"note": "\n"}, "note"),
        ("2.c", Kind.EXTENSION_REQUESTED, {"due": None}, "due"),
        ("2.c", Kind.EXTENSION_REQUESTED, {"due": date(2021, 12, 31)}, "due"),
        ("2.c", Kind.EXTENSION_REQUESTED, {"on": date(2021, 2, 23)}, "on"),
        ("DK-06", Kind.EXTENSION_GRANTED, {"document": ""}, "document"),
        ("DK-06", Kind.EXTENSION_GRANTED, {"due": None}, "due"),
        ("DK-06", Kind.TIME_STRETCHED, {"due": date(2021, 9, 10)}, "due"),
        ("DK-06", Kind.EXTENSION_REFUSED, {"on": date(2021, 9, 7)}, "on"),
        ("DK-06", Kind.EXTENSION_REFUSED, {"document": ""}, "document"),
        ("DK-05", Kind.CONFIRMED, {"on": date(2021, 8, 26)}, "on"),
        ("DK-05", Kind.RETURNED, {"note": ""}, "note"),
        ("DK-05", Kind.CONFIRMED, {"on": date(2021, 9, 21)}, "on"),
        ("2.c", Kind.SUSPENDED, {"note": ""}, "note"),
        ("2.c", Kind.SUSPENDED, {"note": "x" * (MAX_NOTE + 1)}, "note"),
        ("2.c", Kind.SUSPENDED, {"document": "x" * 61}, "document"),
        ("2.c", Kind.CANCELLED, {"note": ""}, "note"),
        (
            "2.c",
            Kind.CANCELLED,
            {"evidence": (NewEvidence(path=Path("/không/có.pdf")),)},
            "evidence",
        ),
    ],
)
def test_a_wrong_field_of_a_step_is_named_and_leaves_no_trace(
    desk: Desk, code: str, kind: Kind, changes: dict[str, object], field: str
):
    before = traces(desk)
    with pytest.raises(UsageError) as caught:
        take(desk, code, kind, step(**({"due": LATER} | changes)))
    assert caught.value.code is ErrorCode.FIELD_INVALID
    assert caught.value.data["field"] == field
    assert traces(desk) == before


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("2.b", Kind.EXTENSION_REQUESTED),  # has no deadline
        ("DK-06", Kind.EXTENSION_REQUESTED),  # one is pending already
        ("2.c", Kind.EXTENSION_GRANTED),
        ("2.c", Kind.CONFIRMED),
        ("2.c", Kind.RETURNED),
        ("2.c", Kind.RESUMED),
        ("DK-01", Kind.SUSPENDED),
        ("DK-08", Kind.SUSPENDED),
        ("DK-10", Kind.CANCELLED),
        ("2.c", Kind.PROGRESS),  # has a method of its own
    ],
)
def test_an_impossible_step_leaves_no_trace_not_even_its_evidence(
    desk: Desk, tmp_path: Path, code: str, kind: Kind
):
    file = tmp_path / "văn bản.pdf"
    file.write_bytes(b"%PDF-1.7")
    before = traces(desk)
    with pytest.raises(RefusedError) as caught:
        take(desk, code, kind, step(due=LATER, evidence=(NewEvidence(path=file),)))
    assert caught.value.code is ErrorCode.STEP_IMPOSSIBLE
    assert traces(desk) == before


def test_only_a_pending_request_is_answered_by_withdrawing_the_task(desk: Desk):
    with pytest.raises(RefusedError):
        desk.tasks.answer_extension("2.c", Kind.CANCELLED, step())
    with pytest.raises(UsageError):
        desk.tasks.answer_extension("DK-06", Kind.CANCELLED, step(document=""))


@pytest.mark.parametrize("code", ["DK-08", "DK-09", "DK-10"])
def test_no_progress_while_the_work_rests(desk: Desk, code: str):
    with pytest.raises(RefusedError) as caught:
        desk.tasks.record_progress(code, entry())
    assert caught.value.code is ErrorCode.STEP_IMPOSSIBLE


def test_what_can_happen_follows_from_everything_recorded_not_from_the_day_shown(desk: Desk):
    desk.tasks.record_progress("2.c", entry(completed=True))
    shown = next(r for r in desk.tasks.all(date(2021, 9, 14)) if r.task.code == "2.c")
    assert shown.status.state is TaskState.IN_PROGRESS
    assert Kind.CONFIRMED in shown.possible


def test_a_task_names_the_directive_that_orders_it(desk: Desk):
    register = RegisterKind.DIRECTIVES
    draft = Draft(1, {"number": "4507/BGTVT-TTCNTT", "subject": "Chính phủ điện tử"}, None)
    planned = desk.registers.plan(register, [draft], TODAY)
    desk.registers.apply(planned, use_case=UseCase.ADD_RECORD, on=TODAY)
    draft = Draft(1, {"directive": "4507/BGTVT-TTCNTT"}, task(desk, "2.a").task.id)
    planned = desk.registers.plan(RegisterKind.TASKS, [draft], TODAY)
    desk.registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=TODAY)
    assert task(desk, "2.a").directive == "4507/BGTVT-TTCNTT"
    assert task(desk, "2.b").directive == "1478/BGTVT-TTCNTT"


def test_the_register_counts_the_evidence_of_a_task(desk: Desk):
    kind = RegisterKind.TASKS
    done = Filter("completed_on", Comparison.FILLED)
    bare = Filter("evidence", Comparison.AT_MOST, (0,))
    ids = desk.registers.ids(ListQuery(kind=kind, filters=(done, bare)), TODAY)
    (row,) = desk.registers.rows(kind, ids, TODAY)
    assert REGISTERS[kind].record(row)["code"] == "DK-05"


# Evidence


def test_evidence_is_handed_out_as_a_copy_with_its_own_name(desk: Desk):
    item = task(desk, "2.a").evidence[0]
    copy = desk.evidence.copy(item)
    assert copy.name == "ban-giao-chung-thu-so.txt"
    assert "11/BB-ĐKVN" in copy.read_text("utf-8")
    assert not copy.stat().st_mode & 0o222
    assert desk.session.workspace.folder not in copy.parents
    assert desk.evidence.copy(item) == copy
    desk.evidence.close()
    assert not copy.exists()


def test_lost_and_changed_evidence_says_so(desk: Desk):
    row = task(desk, "2.c")
    assert row.lost == frozenset()
    kept = desk.session.workspace.folder / "evidence" / row.evidence[0].digest
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + b"?")
    with pytest.raises(InputError) as caught:
        desk.evidence.copy(row.evidence[0])
    assert caught.value.code is ErrorCode.EVIDENCE_CHANGED
    kept.unlink()
    with pytest.raises(InputError) as caught:
        desk.evidence.copy(row.evidence[0])
    assert caught.value.code is ErrorCode.EVIDENCE_MISSING
    assert task(desk, "2.c").lost == {row.evidence[0].id}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Báo cáo số 12.pdf", "Báo cáo số 12.pdf"),
        ('12/BC: "gấp"?.pdf', "12_BC_ _gấp__.pdf"),
        ("..", "file"),
        ("x" * 200 + ".docx", "x" * 95 + ".docx"),
    ],
)
def test_names_that_every_system_takes(name: str, expected: str):
    item = Evidence(
        id=1, digest="ab", name=name, size=1, document_number="", document_date=None, subject=""
    )
    assert item.safe_name == expected


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_note_with_a_secrecy_marking_is_refused(desk: Desk, marking: str):
    before = task(desk, "2.a")
    with pytest.raises(UsageError) as caught:
        desk.tasks.record_progress("2.a", entry(note=f"Theo văn bản {marking} số 5"))
    assert caught.value.code is ErrorCode.TEXT_SECRET
    assert caught.value.data == {"field": "note", "value": marking}
    assert task(desk, "2.a") == before


@pytest.mark.parametrize("field", ["note", "document"])
def test_a_step_with_a_secrecy_marking_is_refused_and_leaves_no_trace(desk: Desk, field: str):
    before = traces(desk)
    with pytest.raises(UsageError) as caught:
        take(desk, "2.c", Kind.SUSPENDED, step(**{field: "MẬT"}))
    assert caught.value.code is ErrorCode.TEXT_SECRET
    assert caught.value.data == {"field": field, "value": "MẬT"}
    assert traces(desk) == before


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
