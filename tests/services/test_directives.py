"""Directives on real workspaces: recorded with the catalogue, split, covered, compared."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.directives import CoverageState
from egovdesk.domain.errors import ErrorCode, RefusedError, UsageError
from egovdesk.domain.history import Noun, UseCase
from egovdesk.domain.plans import Draft, OnMatch, Plan, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.succession import MatchKind
from egovdesk.services.catalogues import install
from egovdesk.services.directives import ClauseProposal, KeptClause
from egovdesk.services.tasks import NewEvidence
from tests.services.conftest import MakeDesk

DATA = Path(__file__).parents[1] / "data"
DAY = date(2021, 9, 14)
DIRECTIVES = RegisterKind.DIRECTIVES
LETTER = (DATA / "directives" / "cong-van-1478.txt").read_text("utf-8")
ORDER = """1. Các cơ quan, đơn vị thuộc Bộ:
a) Rà soát thủ tục hành chính, hoàn thành trước ngày 25 tháng 11 năm 2021.
b) Cục Đăng kiểm Việt Nam chủ trì, phối hợp với Cục Hàng hải Việt Nam xây dựng kho dữ liệu.
c) Cục Hàng không Việt Nam xây dựng cơ sở dữ liệu tài sản hạ tầng hàng không.
"""


def seeded(desk: Desk) -> int:
    (directive,) = desk.directives.all()
    return directive.id


def new_directive(desk: Desk, number: str = "4507/BGTVT-TTCNTT", replaces: str = "") -> int:
    raw = {"number": number, "subject": "Nhiệm vụ năm 2022", "replaces": replaces}
    plan = desk.registers.plan(RegisterKind.DIRECTIVES, [Draft(1, raw)], DAY)
    desk.registers.apply(plan, use_case=UseCase.ADD_RECORD, on=DAY)
    return next(one.id for one in desk.directives.all() if one.number == number)


def kept(proposals: tuple[ClauseProposal, ...]) -> list[KeptClause]:
    return [KeptClause(label=p.label, text=p.text, is_duty=p.is_duty) for p in proposals]


def planned(desk: Desk, number: str, proposals: list[ClauseProposal]) -> Plan:
    drafts = [
        Draft(
            place,
            {
                "code": p.task.code,
                "title": p.task.title,
                "directive": number,
                "clause": p.label,
                "kind": p.task.kind.value,
                "lead": p.task.lead,
                "coordinating": "; ".join(p.task.coordinating),
                "assigned_on": "01/09/2021",
                "due": "" if p.task.due is None else f"{p.task.due:%d/%m/%Y}",
            },
        )
        for place, p in enumerate(proposals, start=1)
    ]
    return desk.registers.plan(RegisterKind.TASKS, drafts, DAY, on_match=OnMatch.LEAVE)


# With the catalogue


def test_the_catalogue_brings_its_directive_covered_whole(make_desk: MakeDesk) -> None:
    desk = make_desk("DKVN")

    sheet = desk.directives.sheet(seeded(desk))

    assert sheet.directive.number == "1478/BGTVT-TTCNTT"
    assert sheet.directive.issued_on == date(2021, 2, 24)
    assert sheet.coverage.is_complete
    assert not sheet.coverage.orphans
    assert [duty.clause.label for duty in sheet.coverage.duties] == [
        *("1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "2.d", "2.d-6", "2.đ")
    ]
    assert {duty.state for duty in sheet.coverage.duties} == {CoverageState.TASK}


@pytest.mark.parametrize("agency", ["TCDBVN", "VVT", "VPB", "TTCNTT", "VCLPT", "TCTDSVN"])
def test_every_unit_begins_with_all_its_duties_covered(make_desk: MakeDesk, agency: str) -> None:
    desk = make_desk(agency)

    found = desk.directives.sheet(seeded(desk)).coverage

    assert found.is_complete
    assert not found.orphans


def test_any_catalogue_brings_its_directive(make_desk: MakeDesk) -> None:
    desk = make_desk("CUCB", DATA / "catalogue-2031.json")

    sheet = desk.directives.sheet(seeded(desk))

    assert [clause.label for clause in sheet.clauses] == ["I.1", "I.2"]
    assert sheet.coverage.is_complete
    assert len(sheet.tasks) == 2


def test_tasks_of_the_unit_s_own_belong_to_the_sample_s_directive(desk: Desk) -> None:
    sheet = desk.directives.sheet(seeded(desk))

    clause = next(clause for clause in sheet.clauses if clause.label == "2.c")
    assert {t.task.code for t in sheet.tasks_of(clause)} == {"2.c", "DK-01", "DK-04", "DK-12"}


def test_a_task_without_its_clause_is_an_orphan(desk: Desk) -> None:
    plan = desk.registers.plan(
        RegisterKind.TASKS, [Draft(1, {"code": "DK-01", "clause": "9.z"})], DAY
    )
    desk.registers.apply(plan, use_case=UseCase.EDIT_RECORD, on=DAY)

    orphans = desk.directives.sheet(seeded(desk)).coverage.orphans

    assert [task.code for task in orphans] == ["DK-01"]


def test_a_directive_that_is_there_already_is_kept(make_desk: MakeDesk) -> None:
    desk = make_desk("DKVN")
    directive_id = seeded(desk)
    desk.directives.split(
        directive_id, [KeptClause(label="1", text="Một", is_duty=True)], None, DAY
    )
    session = desk.session
    newer = replace(session.catalogue, version=99, digest="f" * 64)

    with session.workspace.changing(UseCase.INSTALL_CATALOGUE, at=session.clock()) as unit:
        install(unit, newer, b"{}", "DKVN")

    assert [c.label for c in desk.directives.sheet(directive_id).clauses] == ["1"]


# Duties


def test_a_person_decides_what_is_a_duty(desk: Desk) -> None:
    sheet = desk.directives.sheet(seeded(desk))
    clause = next(clause for clause in sheet.clauses if clause.label == "3.a")

    change = desk.directives.set_duty(clause, is_duty=True)

    assert [c.label for c in desk.directives.sheet(seeded(desk)).coverage.uncovered] == ["3.a"]
    assert change.nouns == {Noun.DIRECTIVES}
    desk.history.undo()
    assert desk.directives.sheet(seeded(desk)).coverage.is_complete


# Splitting


def test_a_text_proposes_its_clauses_and_tasks(desk: Desk) -> None:
    directive_id = new_directive(desk)

    proposals = {p.label: p for p in desk.directives.read(directive_id, ORDER)}

    assert list(proposals) == ["1", "1.a", "1.b", "1.c"]
    assert not proposals["1"].is_duty
    assert proposals["1.a"].is_duty
    assert proposals["1.a"].task.due == date(2021, 11, 24)
    assert proposals["1.a"].task.code == "4507-1.a"  # 1.a is a task of letter 1478
    assert proposals["1.b"].task.lead == "DKVN"
    assert proposals["1.b"].task.coordinating == ("CHHVN",)
    assert not proposals["1.c"].is_duty
    assert proposals["1.c"].task.lead == "HKVN"


def test_splitting_records_clauses_and_tasks_at_once(desk: Desk) -> None:
    directive_id = new_directive(desk)
    proposals = desk.directives.read(directive_id, ORDER)
    tasks = planned(desk, "4507/BGTVT-TTCNTT", [p for p in proposals if p.is_duty])

    change = desk.directives.split(directive_id, kept(proposals), tasks, DAY)

    sheet = desk.directives.sheet(directive_id)
    assert change.use_case is UseCase.SPLIT_DIRECTIVE
    assert change.nouns == {Noun.DIRECTIVES, Noun.TASKS}
    assert sheet.coverage.is_complete
    assert [duty.state for duty in sheet.coverage.duties] == [CoverageState.TASK] * 2
    assert {t.task.code for t in sheet.tasks.values()} == {"4507-1.a", "4507-1.b"}

    desk.history.undo()

    assert not desk.directives.sheet(directive_id).clauses
    assert not desk.directives.sheet(directive_id).tasks
    desk.history.redo()
    assert desk.directives.sheet(directive_id).coverage.is_complete


def test_splitting_again_replaces_the_clauses(desk: Desk) -> None:
    directive_id = new_directive(desk)
    desk.directives.split(directive_id, kept(desk.directives.read(directive_id, LETTER)), None, DAY)

    desk.directives.split(directive_id, kept(desk.directives.read(directive_id, ORDER)), None, DAY)

    labels = [clause.label for clause in desk.directives.sheet(directive_id).clauses]
    assert labels == ["1", "1.a", "1.b", "1.c"]


def test_a_code_that_is_taken_is_refused_whole(desk: Desk) -> None:
    directive_id = new_directive(desk)
    proposals = desk.directives.read(directive_id, ORDER)
    tasks = planned(desk, "4507/BGTVT-TTCNTT", [p for p in proposals if p.is_duty])
    draft = Draft(1, {**tasks.rows[0].values, "code": "DK-01"})
    taken = desk.registers.plan(RegisterKind.TASKS, [draft], DAY, on_match=OnMatch.LEAVE)
    assert taken.rows[0].verdict is not Verdict.NEW

    with pytest.raises(RefusedError) as refused:
        desk.directives.split(directive_id, kept(proposals), taken, DAY)

    assert refused.value.code is ErrorCode.PLAN_REFUSED
    assert not desk.directives.sheet(directive_id).clauses


@pytest.mark.parametrize(
    ("labels", "field"), [(("", "1"), "label"), (("1", "1"), "label"), (("x" * 61,), "label")]
)
def test_labels_that_cannot_be_kept_are_refused(
    desk: Desk, labels: tuple[str, ...], field: str
) -> None:
    clauses = [KeptClause(label=label, text="Rà soát.", is_duty=True) for label in labels]

    with pytest.raises(UsageError) as refused:
        desk.directives.split(new_directive(desk), clauses, None, DAY)

    assert refused.value.data["field"] == field


def test_state_secrets_are_not_even_read(desk: Desk) -> None:
    with pytest.raises(UsageError) as refused:
        desk.directives.read(new_directive(desk), f"MẬT\n{ORDER}")

    assert refused.value.code is ErrorCode.TEXT_SECRET
    assert refused.value.data == {"field": "text", "value": "MẬT"}


@pytest.mark.parametrize("words", [{"label": "MẬT"}, {"text": "Rà soát.\nTuyệt mật"}])
def test_no_clause_is_a_state_secret(desk: Desk, words: dict[str, str]) -> None:
    clause = replace(KeptClause(label="1", text="Rà soát.", is_duty=True), **words)  # type: ignore[arg-type]

    with pytest.raises(UsageError) as refused:
        desk.directives.split(new_directive(desk), [clause], None, DAY)

    assert refused.value.code is ErrorCode.TEXT_SECRET


def test_a_recorded_clause_proposes_its_task(desk: Desk) -> None:
    directive_id = new_directive(desk)
    desk.directives.split(directive_id, kept(desk.directives.read(directive_id, ORDER)), None, DAY)
    (clause,) = [c for c in desk.directives.sheet(directive_id).clauses if c.label == "1.b"]

    proposal = desk.directives.proposal(clause)

    assert proposal.code == "4507-1.b"
    assert (proposal.lead, proposal.coordinating) == ("DKVN", ("CHHVN",))


# Files


def test_a_file_is_kept_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "công văn 1478.pdf"
    file.write_bytes(b"%PDF-1.7 the letter")
    directive_id = seeded(desk)

    change = desk.attachments.attach(DIRECTIVES, directive_id, [NewEvidence(path=file)])

    (attached,) = desk.directives.sheet(directive_id).files
    folder = desk.session.workspace.folder / "evidence"
    assert attached.name == "công văn 1478.pdf"
    assert attached.document_number == "1478/BGTVT-TTCNTT"
    assert (folder / attached.digest).read_bytes() == file.read_bytes()
    assert change.use_case is UseCase.ATTACH_EVIDENCE
    assert desk.directives.sheet(directive_id).directive.evidence == attached.id
    desk.history.undo()
    assert not desk.directives.sheet(directive_id).files


def test_an_empty_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rong.pdf"
    file.touch()

    with pytest.raises(UsageError) as refused:
        desk.attachments.attach(DIRECTIVES, seeded(desk), [NewEvidence(path=file)])

    assert refused.value.data == {"field": "evidence", "value": "rong.pdf"}


def test_a_file_marked_as_a_state_secret_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "TỐI MẬT - phương án.pdf"
    file.write_bytes(b"%PDF-1.7")
    folder = desk.session.workspace.folder / "evidence"
    before = sorted(folder.iterdir())

    with pytest.raises(UsageError) as refused:
        desk.attachments.attach(DIRECTIVES, seeded(desk), [NewEvidence(path=file)])

    assert refused.value.code is ErrorCode.TEXT_SECRET
    assert sorted(folder.iterdir()) == before


def test_a_deleted_directive_takes_its_file_along_and_brings_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "91.pdf"
    file.write_bytes(b"%PDF-1.7")
    directive_id = new_directive(desk, "91/TB-BGTVT")
    desk.attachments.attach(DIRECTIVES, directive_id, [NewEvidence(path=file)])

    desk.registers.delete(RegisterKind.DIRECTIVES, [directive_id])
    with pytest.raises(UsageError) as refused:
        desk.directives.sheet(directive_id)
    assert refused.value.code is ErrorCode.RECORD_MISSING
    (deleted,) = desk.registers.trash(RegisterKind.DIRECTIVES)
    desk.registers.restore(RegisterKind.DIRECTIVES, [deleted])

    assert [one.name for one in desk.directives.sheet(directive_id).files] == ["91.pdf"]


def test_a_new_directive_inherits_neither_number_nor_file_of_a_deleted_one(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "91.pdf"
    file.write_bytes(b"%PDF-1.7")
    directive_id = new_directive(desk, "91/TB-BGTVT")
    desk.attachments.attach(DIRECTIVES, directive_id, [NewEvidence(path=file)])
    desk.registers.delete(RegisterKind.DIRECTIVES, [directive_id])

    again = new_directive(desk, "92/TB-BGTVT")

    assert again != directive_id
    assert not desk.directives.sheet(again).files


# Succession


def test_a_new_directive_is_compared_with_the_one_it_replaces(desk: Desk) -> None:
    old = seeded(desk)
    new = new_directive(desk, replaces="1478/BGTVT-TTCNTT")
    by_label = {clause.label: clause.text for clause in desk.directives.sheet(old).clauses}
    clauses = [
        KeptClause(label="1.a", text=by_label["1.a"], is_duty=True),
        KeptClause(
            label="1.b", text=by_label["2.c"].replace("Rà soát", "Tổng rà soát"), is_duty=True
        ),
        KeptClause(label="1.c", text="Mua sắm máy tính xách tay theo mẫu mới.", is_duty=True),
    ]
    desk.directives.split(new, clauses, None, DAY)

    found = desk.directives.compare(old, new)

    kinds = {m.new.label: m.kind for m in found.matches if m.new is not None}
    assert kinds == {
        "1.a": MatchKind.SAME,
        "1.b": MatchKind.CHANGED,
        "1.c": MatchKind.NEW,
    }
    dropped = {m.old.label for m in found.matches if m.kind is MatchKind.DROPPED and m.old}
    assert {"1.b", "2.a", "2.đ"} <= dropped
    assert {t.task.code for t in found.open_tasks["2.đ"]} == {"2.đ"}
    assert all(not t.status.is_done for tasks in found.open_tasks.values() for t in tasks)
    assert desk.directives.sheet(new).directive.replaces == old
