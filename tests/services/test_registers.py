"""Registers through their service: plans, saving, undo, trash, and who was first."""

from datetime import date

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.cells import IssueCode, Raw
from egovdesk.domain.errors import EGovDeskError, ErrorCode, RefusedError
from egovdesk.domain.history import Noun, UseCase
from egovdesk.domain.plans import Draft, Verdict
from egovdesk.domain.recurrence import Series
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import FieldKind, RegisterKind, Value
from egovdesk.services.remarks import NewRemark
from egovdesk.services.tasks import ProgressEntry
from egovdesk.wording import Language, in_language
from egovdesk.wording import registers as words
from tests.services.conftest import MakeDesk

K = RegisterKind
TODAY = date(2021, 9, 20)


def enter(desk: Desk, kind: RegisterKind, *raws: dict[str, object]) -> None:
    drafts = [Draft(n, raw) for n, raw in enumerate(raws, start=1)]  # type: ignore[arg-type]
    made = desk.registers.plan(kind, drafts, TODAY)
    assert [row.issues for row in made.rows if row.verdict is Verdict.REFUSED] == []
    desk.registers.apply(made, use_case=UseCase.ADD_RECORD, on=TODAY)


def records(desk: Desk, kind: RegisterKind) -> dict[int, dict[str, Value]]:
    ids = desk.registers.ids(ListQuery(kind=kind), TODAY)
    rows = desk.registers.rows(kind, ids, TODAY)
    return {row.id: REGISTERS[kind].record(row) for row in rows}


def a_database(desk: Desk, code: str = "01") -> int:
    enter(desk, K.DATABASES, {"code": code, "name": f"Kho {code}", "records": 5})
    return next(i for i, r in records(desk, K.DATABASES).items() if r["code"] == code)


@pytest.mark.parametrize("kind", list(RegisterKind))
@pytest.mark.parametrize("language", list(Language))
def test_what_the_sample_shows_is_read_back_as_the_same(
    desk: Desk, kind: RegisterKind, language: Language
):
    register = REGISTERS[kind]
    with in_language(language):
        labels = desk.registers.labels(kind)
        drafts = [
            Draft(
                n,
                {
                    field.key: words.value(field, record[field.key], labels.get(field.key))
                    for field in register.typed
                },
                id_,
            )
            for n, (id_, record) in enumerate(records(desk, kind).items())
        ]
    made = desk.registers.plan(kind, drafts, TODAY)
    assert {row.verdict for row in made.rows} <= {Verdict.SAME}


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_every_choice_is_read_by_every_way_of_writing_it(desk: Desk, kind: RegisterKind):
    from egovdesk.domain.cells import reader

    for key, choices in desk.registers.words(kind).items():
        field = REGISTERS[kind].field(key)
        read = reader(field, choices)
        for id_, spellings in choices.items():
            for spelling in (id_, *spellings):
                assert read(spelling) == (id_, None), (kind, key, spelling)
        if field.kind is FieldKind.MANY:
            everything = "; ".join(spellings[0] for spellings in choices.values())
            assert read(everything) == (", ".join(choices), None)


def test_a_new_record_is_one_change_and_names_its_noun(desk: Desk):
    before = desk.registers.count(K.DATABASES)
    made = desk.registers.plan(K.DATABASES, [Draft(1, {"code": "1", "name": "Kho"})], TODAY)
    change = desk.registers.apply(made, use_case=UseCase.ADD_RECORD, on=TODAY)
    assert change.nouns == {Noun.ASSETS}
    assert change.subject == "databases=Kho"
    assert desk.registers.count(K.DATABASES) == before + 1
    undone = desk.history.stacks().undo
    assert undone is not None
    assert undone.id == change.id


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("Hằng tháng", date(2021, 9, 24)),
        ("hàng tháng", date(2021, 9, 24)),
        ("Hằng quý", date(2021, 9, 24)),
        ("", date(2021, 9, 24)),
        ("6 tháng", date(2021, 12, 24)),
        ("Hằng năm", date(2021, 12, 24)),
    ],
)
def test_a_periodic_task_is_set_up_once(desk: Desk, written: str, due: date):
    raw: dict[str, Raw] = {"code": "X", "title": "Họp", "kind": "Định kỳ", "lead": "DKVN"}
    made = desk.registers.plan(K.TASKS, [Draft(1, {**raw, "recurrence": written})], TODAY)
    assert made.rows[0].values["due"] == due  # shown before it is saved
    desk.registers.apply(made, use_case=UseCase.ADD_RECORD, on=TODAY)
    (task,) = [r for r in records(desk, K.TASKS).values() if r["code"] == "X"]
    assert (task["due"], task["recurrence"]) == (due, made.rows[0].values["recurrence"])
    desk.tasks.record_progress("X", ProgressEntry(on=TODAY, percent=0, period_done=True))
    (row,) = [r for r in desk.tasks.all(TODAY) if r.task.code == "X"]
    assert row.status.due == Series(first=due, every=row.task.recurrence).next(due)


def test_the_day_that_an_officer_chose_begins_the_series(desk: Desk):
    raw: dict[str, Raw] = {"code": "X", "title": "Họp", "kind": "Định kỳ", "lead": "DKVN"}
    day = {"recurrence": "Hằng tháng", "assigned_on": "01/07/2021", "due": "05/08/2021"}
    enter(desk, K.TASKS, {**raw, **day})
    (row,) = [r for r in desk.tasks.all(TODAY) if r.task.code == "X"]
    assert row.status.due == date(2021, 8, 5)


def test_only_a_periodic_task_recurs(desk: Desk):
    (id_,) = [i for i, r in records(desk, K.TASKS).items() if r["code"] == "2.đ"]
    (other,) = [i for i, r in records(desk, K.TASKS).items() if r["code"] == "2.c"]

    def change(record: int, **raw: Raw) -> dict[str, Value] | None:
        made = desk.registers.plan(K.TASKS, [Draft(1, raw, record)], TODAY)
        if made.rows[0].verdict is Verdict.REFUSED:
            assert made.rows[0].issues["recurrence"].code is IssueCode.NOT_OF_KIND
            return None
        desk.registers.apply(made, use_case=UseCase.EDIT_RECORD, on=TODAY)
        return records(desk, K.TASKS)[record]

    assert change(other, recurrence="Hằng năm") is None
    changed = change(other, recurrence="Hằng năm", kind="Định kỳ")
    assert changed is not None
    assert changed["recurrence"] == "year"
    changed = change(id_, recurrence="Hằng tháng")
    assert changed is not None
    assert changed["recurrence"] == "month"
    changed = change(id_, recurrence="")
    assert changed is not None
    assert changed["recurrence"] == "quarter"
    changed = change(id_, kind="Thường xuyên")
    assert changed is not None
    assert changed["recurrence"] == ""


def test_refused_rows_are_left_out_and_the_others_saved(desk: Desk):
    before = desk.registers.count(K.DATABASES)
    rows = [Draft(1, {"code": "1", "name": "A"}), Draft(2, {"code": "2"})]
    made = desk.registers.plan(K.DATABASES, rows, TODAY)
    change = desk.registers.apply(made, use_case=UseCase.PASTE_RECORDS, on=TODAY)
    assert change.subject == "databases=A"
    assert [r["code"] for r in records(desk, K.DATABASES).values()][-1] == "1"
    assert desk.registers.count(K.DATABASES) == before + 1


def test_nothing_to_save_is_no_change(desk: Desk):
    made = desk.registers.plan(K.DATABASES, [Draft(1, {"code": "1"})], TODAY)
    before = desk.history.changes()
    with pytest.raises(RefusedError) as caught:
        desk.registers.apply(made, use_case=UseCase.PASTE_RECORDS, on=TODAY)
    assert caught.value.code is ErrorCode.PLAN_REFUSED
    assert desk.history.changes() == before


def test_a_cell_is_planned_and_saved_at_once(desk: Desk):
    id_ = a_database(desk)

    def type_into(text: str) -> tuple[Verdict, bool]:
        planned, change = desk.registers.enter(
            K.DATABASES,
            Draft(1, {"records": text}, id_),
            TODAY,
            use_case=UseCase.EDIT_RECORD,
            on=TODAY,
        )
        return planned.rows[0].verdict, change is not None

    assert type_into("7") == (Verdict.CHANGED, True)
    assert type_into("7") == (Verdict.SAME, False)
    assert type_into("x") == (Verdict.REFUSED, False)
    assert records(desk, K.DATABASES)[id_]["records"] == 7


def test_a_plan_is_refused_when_its_record_was_changed_meanwhile(desk: Desk):
    id_ = a_database(desk)
    slow = desk.registers.plan(K.DATABASES, [Draft(1, {"records": "9"}, id_)], TODAY)
    quick = desk.registers.plan(K.DATABASES, [Draft(1, {"records": "8"}, id_)], TODAY)
    desk.registers.apply(quick, use_case=UseCase.EDIT_RECORD, on=TODAY)
    with pytest.raises(RefusedError) as caught:
        desk.registers.apply(slow, use_case=UseCase.EDIT_RECORD, on=TODAY)
    assert caught.value.code is ErrorCode.RECORDS_CHANGED
    assert records(desk, K.DATABASES)[id_]["records"] == 8


def test_a_plan_is_refused_when_its_record_was_deleted_meanwhile(desk: Desk):
    id_ = a_database(desk)
    slow = desk.registers.plan(K.DATABASES, [Draft(1, {"records": "9"}, id_)], TODAY)
    desk.registers.delete(K.DATABASES, [id_])
    before = desk.history.changes()
    with pytest.raises(RefusedError) as caught:
        desk.registers.apply(slow, use_case=UseCase.EDIT_RECORD, on=TODAY)
    assert caught.value.code is ErrorCode.RECORDS_CHANGED
    assert desk.history.changes() == before
    late = desk.registers.plan(K.DATABASES, [Draft(1, {"records": "9"}, id_)], TODAY)
    assert late.rows[0].issues["code"].code is IssueCode.GONE


def test_a_plan_is_refused_when_its_key_was_taken_meanwhile(desk: Desk):
    person = {"full_name": "Nguyễn Văn Đức", "department": "Phòng A"}
    slow = desk.registers.plan(K.SIGNERS, [Draft(1, person)], TODAY)
    enter(desk, K.SIGNERS, {"full_name": "nguyễn văn đức", "department": "PHÒNG A"})
    with pytest.raises(RefusedError) as caught:
        desk.registers.apply(slow, use_case=UseCase.IMPORT_RECORDS, on=TODAY)
    assert caught.value.code is ErrorCode.RECORDS_CHANGED


def test_other_records_may_change_meanwhile(desk: Desk):
    first, second = a_database(desk, "01"), a_database(desk, "02")
    slow = desk.registers.plan(K.DATABASES, [Draft(1, {"records": "9"}, first)], TODAY)
    desk.registers.delete(K.DATABASES, [second])
    desk.registers.apply(slow, use_case=UseCase.EDIT_RECORD, on=TODAY)
    assert records(desk, K.DATABASES)[first]["records"] == 9


def test_trash_and_restore(desk: Desk):
    id_ = a_database(desk)
    before = records(desk, K.DATABASES)
    change = desk.registers.delete(K.DATABASES, [id_])
    assert change.nouns == {Noun.ASSETS}
    (deleted,) = desk.registers.trash(K.DATABASES)
    desk.registers.restore(K.DATABASES, [deleted])
    assert records(desk, K.DATABASES) == before
    assert desk.registers.trash(K.DATABASES) == ()
    kinds = [each.change.use_case for each in desk.registers.history(K.DATABASES, id_)]
    assert kinds == [UseCase.ADD_RECORD, UseCase.DELETE_RECORDS, UseCase.RESTORE_RECORDS]


def test_a_record_whose_code_was_taken_stays_in_the_trash(desk: Desk):
    gone = a_database(desk)
    desk.registers.delete(K.DATABASES, [gone])
    assert a_database(desk) != gone
    before = records(desk, K.DATABASES)
    (deleted,) = desk.registers.trash(K.DATABASES)
    with pytest.raises(RefusedError) as caught:
        desk.registers.restore(K.DATABASES, [deleted])
    assert caught.value.code is ErrorCode.RECORD_TAKEN
    assert records(desk, K.DATABASES) == before


def test_a_task_comes_back_with_its_history_and_its_evidence(desk: Desk):
    before = desk.tasks.all(TODAY)
    proven = next(row for row in before if row.evidence)
    desk.registers.delete(K.TASKS, [proven.task.id])
    enter(desk, K.TASKS, {"code": "x", "title": "Làm", "kind": "deadline", "lead": "DKVN"})
    desk.tasks.record_progress("x", ProgressEntry(on=TODAY, percent=5))
    (deleted,) = desk.registers.trash(K.TASKS)
    desk.registers.restore(K.TASKS, [deleted])
    after = {row.task.code: row for row in desk.tasks.all(TODAY)}
    assert after.pop("x").status.percent == 5
    assert after == {row.task.code: row for row in before}


def test_a_new_record_has_nothing_of_one_that_was_deleted(desk: Desk):
    gone = a_database(desk)
    note = NewRemark(kind=K.DATABASES, row_id=gone, field="name", text="Hỏi lại")
    desk.remarks.add(note)
    desk.registers.delete(K.DATABASES, [gone])
    id_ = a_database(desk, "02")
    assert desk.remarks.of(K.DATABASES, id_) == ()
    assert len(desk.registers.history(K.DATABASES, id_)) == 1


def test_what_another_record_refers_to_cannot_be_deleted(desk: Desk):
    number = "99/BGTVT"
    enter(desk, K.DIRECTIVES, {"number": number, "subject": "Việc"})
    task = {"code": "x", "title": "Làm", "kind": "deadline", "lead": "DKVN", "directive": number}
    enter(desk, K.TASKS, task)
    id_ = next(i for i, r in records(desk, K.DIRECTIVES).items() if r["number"] == number)
    with pytest.raises(RefusedError) as caught:
        desk.registers.delete(K.DIRECTIVES, [id_])
    assert caught.value.code is ErrorCode.RECORD_IN_USE
    assert id_ in records(desk, K.DIRECTIVES)


def test_an_undo_that_would_lose_a_later_change_is_refused(desk: Desk):
    id_ = a_database(desk)
    desk.registers.enter(
        K.DATABASES, Draft(1, {"records": "7"}, id_), TODAY, use_case=UseCase.EDIT_RECORD, on=TODAY
    )
    desk.history.undo()
    assert records(desk, K.DATABASES)[id_]["records"] == 5
    desk.registers.enter(
        K.DATABASES, Draft(1, {"records": "8"}, id_), TODAY, use_case=UseCase.EDIT_RECORD, on=TODAY
    )
    with pytest.raises(EGovDeskError) as caught:
        desk.history.redo()
    assert caught.value.code in (ErrorCode.NOTHING_TO_REDO, ErrorCode.UNDO_CONFLICT)
    assert records(desk, K.DATABASES)[id_]["records"] == 8


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_an_empty_unit_has_empty_registers(make_desk: MakeDesk, kind: RegisterKind):
    desk = make_desk("CHHVN")
    assert kind is K.TASKS or desk.registers.count(kind) == len(records(desk, kind))
    desk.registers.labels(kind)
    for field in REGISTERS[kind].fields:
        desk.registers.facet(kind, field.key, TODAY)


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("kind", list(RegisterKind))
def test_no_text_of_any_register_takes_a_secret(desk: Desk, kind: RegisterKind, marking: str):
    for field in REGISTERS[kind].typed:
        if field.is_text:
            raw = {field.key: f"Văn bản {marking}"}
            (row,) = desk.registers.plan(kind, [Draft(1, raw)], TODAY).rows
            assert row.verdict is Verdict.REFUSED
            assert row.issues[field.key].code is IssueCode.SECRET
