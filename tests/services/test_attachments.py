"""Files of records: kept, told in the history, deleted and brought back with their record."""

from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Noun, UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.evidence import NewEvidence

K = RegisterKind
KEEPING = [kind for kind, register in REGISTERS.items() if register.keeps_evidence]
RAW = {
    K.DIRECTIVES: {"number": "91/TB", "subject": "Thông báo", "issued_on": "01/03/2021"},
    K.PROCEDURES: {"code": "1.0001", "name": "Đăng kiểm xe"},
    K.ACTIVITIES: {"held_on": "01/03/2021", "kind": "training", "name": "Tập huấn"},
}


def a_record(desk: Desk, kind: RegisterKind) -> int:
    raw = RAW.get(kind, {"code": "new-1", "name": "Một bản ghi"})
    on = desk.session.today
    planned = desk.registers.plan(kind, [Draft(1, raw)], on)
    desk.registers.apply(planned, use_case=UseCase.ADD_RECORD, on=on)
    found = desk.registers.plan(kind, [Draft(1, raw)], on).rows[0].record_id
    assert found is not None
    return found


def a_file(folder: Path, name: str = "Quyết định.pdf") -> NewEvidence:
    path = folder / name
    path.write_bytes(b"%PDF-1.7 " + name.encode())
    return NewEvidence(path=path)


def names(desk: Desk, kind: RegisterKind, row_id: int) -> list[str]:
    return [one.name for one in desk.attachments.of(kind, row_id).files]


def test_every_register_of_things_keeps_files_and_none_of_people():
    assert set(KEEPING) == {
        K.DIRECTIVES,
        K.PROCEDURES,
        K.DATABASES,
        K.PROJECTS,
        K.REPORT_FORMS,
        K.SECURITY_DUTIES,
        K.ACTIVITIES,
    }


@pytest.mark.parametrize("kind", KEEPING)
def test_files_follow_their_record_through_undo_and_trash(
    desk: Desk, tmp_path: Path, kind: RegisterKind
):
    row_id = a_record(desk, kind)
    both = [a_file(tmp_path, "a.pdf"), a_file(tmp_path, "b.pdf")]
    change = desk.attachments.attach(kind, row_id, both)
    assert change.nouns == {Noun.EVIDENCE}
    assert names(desk, kind, row_id) == ["b.pdf", "a.pdf"]
    desk.history.undo()
    assert names(desk, kind, row_id) == []
    desk.history.redo()
    assert names(desk, kind, row_id) == ["b.pdf", "a.pdf"]

    desk.registers.delete(kind, [row_id])
    assert names(desk, kind, row_id) == []
    deleted = next(one for one in desk.registers.trash(kind) if one.row_id == row_id)
    desk.registers.restore(kind, [deleted])
    assert sorted(names(desk, kind, row_id)) == ["a.pdf", "b.pdf"]
    desk.history.undo()
    desk.history.undo()
    assert names(desk, kind, row_id) == ["b.pdf", "a.pdf"]


def test_a_file_is_taken_away_and_put_back(desk: Desk, tmp_path: Path):
    row_id = a_record(desk, K.DATABASES)
    desk.attachments.attach(K.DATABASES, row_id, [a_file(tmp_path)])
    (file,) = desk.attachments.of(K.DATABASES, row_id).files
    change = desk.attachments.remove(K.DATABASES, row_id, file.id)
    assert change.use_case is UseCase.DETACH_EVIDENCE
    assert names(desk, K.DATABASES, row_id) == []
    with pytest.raises(UsageError) as refused:
        desk.attachments.remove(K.DATABASES, row_id, file.id)
    assert refused.value.code is ErrorCode.RECORD_MISSING
    desk.history.undo()
    assert names(desk, K.DATABASES, row_id) == [file.name]


def test_records_of_other_registers_with_the_same_id_have_none(desk: Desk, tmp_path: Path):
    row_id = a_record(desk, K.DATABASES)
    desk.attachments.attach(K.DATABASES, row_id, [a_file(tmp_path)])
    assert [kind for kind in RegisterKind if names(desk, kind, row_id)] == [K.DATABASES]


def test_the_history_names_the_file(desk: Desk, tmp_path: Path):
    row_id = a_record(desk, K.PROJECTS)
    desk.attachments.attach(K.PROJECTS, row_id, [a_file(tmp_path, "nghiem-thu.pdf")])
    (file,) = desk.attachments.of(K.PROJECTS, row_id).files
    desk.attachments.remove(K.PROJECTS, row_id, file.id)
    _made, attached, taken = desk.registers.history(K.PROJECTS, row_id)
    assert [entry.differences for entry in attached.entries] == [
        {"evidence": (None, "nghiem-thu.pdf")}
    ]
    assert [entry.differences for entry in taken.entries] == [
        {"evidence": ("nghiem-thu.pdf", None)}
    ]


def test_a_file_that_is_gone_from_the_folder_is_told(desk: Desk, tmp_path: Path):
    row_id = a_record(desk, K.REPORT_FORMS)
    desk.attachments.attach(K.REPORT_FORMS, row_id, [a_file(tmp_path)])
    (file,) = desk.attachments.of(K.REPORT_FORMS, row_id).files
    (desk.session.workspace.folder / "evidence" / file.digest).unlink()
    assert desk.attachments.of(K.REPORT_FORMS, row_id).lost == {file.id}


@pytest.mark.parametrize("kind", [kind for kind in RegisterKind if kind not in KEEPING])
def test_where_no_files_are_kept_none_is_taken(desk: Desk, tmp_path: Path, kind: RegisterKind):
    before = desk.history.changes()
    with pytest.raises(UsageError) as refused:
        desk.attachments.attach(kind, 1, [a_file(tmp_path)])
    assert refused.value.code is ErrorCode.EVIDENCE_UNWANTED
    assert desk.history.changes() == before


def test_secrets_empty_files_and_records_that_are_gone_are_refused(desk: Desk, tmp_path: Path):
    row_id = a_record(desk, K.SECURITY_DUTIES)
    empty = tmp_path / "rong.pdf"
    empty.touch()
    for new, gone, code in (
        (a_file(tmp_path, "TỐI MẬT.pdf"), 0, ErrorCode.TEXT_SECRET),
        (NewEvidence(path=empty), 0, ErrorCode.FIELD_INVALID),
        (a_file(tmp_path), 999, ErrorCode.RECORD_MISSING),
    ):
        with pytest.raises(UsageError) as refused:
            desk.attachments.attach(K.SECURITY_DUTIES, row_id + gone, [new])
        assert refused.value.code is code
    assert names(desk, K.SECURITY_DUTIES, row_id) == []
