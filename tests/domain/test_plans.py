"""Plans: what entering rows would do, before it is done."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.cells import CellIssue, IssueCode, reader
from egovdesk.domain.plans import (
    Draft,
    Existing,
    OnMatch,
    OnTwice,
    Plan,
    Verdict,
    matched,
    plan,
    record_key,
    with_refused,
)
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Access, Record, Register, RegisterKind
from tests.domain.a_register import a_record, records, words_of

KINDS = list(RegisterKind)
SIGNERS, WORKLOAD, DATABASES, TASKS = (
    REGISTERS[kind]
    for kind in (
        RegisterKind.SIGNERS,
        RegisterKind.WORKLOAD,
        RegisterKind.DATABASES,
        RegisterKind.TASKS,
    )
)


def planned(
    register: Register,
    drafts: Sequence[Draft],
    kept: Mapping[int, Record] | None = None,
    on_match: OnMatch = OnMatch.UPDATE,
    on_twice: OnTwice = OnTwice.REFUSE,
) -> Plan:
    readers = {field.key: reader(field, words_of(field)) for field in register.typed}
    kept = kept or {}
    ids = {record_key(register, record): id_ for id_, record in kept.items()}
    found = matched(register, drafts, readers, ids)
    existing = Existing(ids=ids, matched=found, records=kept)
    return plan(register, drafts, readers, existing, on_match=on_match, on_twice=on_twice)


def carried_out(made: Plan, kept: Mapping[int, Record]) -> dict[int, Record]:
    """Keep what a plan says, as a storage would."""
    after = dict(kept)
    for row in made.rows:
        if row.verdict is Verdict.NEW:
            after[max(after, default=0) + 1] = dict(row.values)
        elif row.verdict is Verdict.CHANGED:
            assert row.record_id is not None
            after[row.record_id] = {**after[row.record_id], **row.changes}
    return after


def verdicts(made: Plan) -> list[Verdict]:
    return [row.verdict for row in made.rows]


def issue(made: Plan, row: int = 0) -> dict[str, IssueCode]:
    return {key: found.code for key, found in made.rows[row].issues.items()}


@given(st.data())
def test_carried_out_twice_everything_is_the_same(data: st.DataObject):
    register = REGISTERS[data.draw(st.sampled_from(KINDS))]
    wanted = data.draw(st.lists(records(register), max_size=4))
    drafts = [Draft(place, record) for place, record in enumerate(wanted, start=1)]
    before = data.draw(st.lists(records(register), max_size=2))
    kept: dict[int, Record] = {}
    for id_, record in enumerate(before, start=1):
        if record_key(register, record) not in {record_key(register, r) for r in kept.values()}:
            kept[id_] = record
    first = planned(register, drafts, kept, on_twice=OnTwice.FIRST)
    again = planned(register, drafts, carried_out(first, kept), on_twice=OnTwice.FIRST)
    for row, repeated in zip(first.rows, again.rows, strict=True):
        if row.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME):
            assert repeated.verdict is Verdict.SAME
        else:
            assert repeated.verdict is row.verdict


@given(st.data())
def test_refused_rows_never_change_anything(data: st.DataObject):
    register = REGISTERS[data.draw(st.sampled_from(KINDS))]
    raw = st.fixed_dictionaries({}, optional={f.key: st.text(max_size=8) for f in register.typed})
    drafts = [Draft(n, each) for n, each in enumerate(data.draw(st.lists(raw, max_size=5)))]
    made = planned(register, drafts)
    after = carried_out(made, {})
    assert len(after) == made.counts[Verdict.NEW]
    for row in made.rows:
        assert (row.verdict is Verdict.REFUSED) == any(i.blocks for i in row.issues.values())
        if row.verdict is Verdict.NEW:
            for field in register.typed:
                assert not field.is_required or row.values[field.key] not in (None, "")
            assert not any(rule.offends(row.values) for rule in register.rules)


@pytest.mark.parametrize("kind", KINDS)
def test_counts_name_every_verdict(kind: RegisterKind):
    made = planned(REGISTERS[kind], [])
    assert dict(made.counts) == dict.fromkeys(Verdict, 0)
    assert made.effective == 0


def test_a_record_is_found_again_by_its_key_however_it_is_written():
    kept = {
        7: {
            **a_record(RegisterKind.SIGNERS),
            "full_name": "Nguyễn Văn Đức",
            "department": "Phòng A",
        }
    }
    rows = [
        Draft(1, {"full_name": " nguyễn  văn ĐỨC ", "department": "phòng a", "position": "Phó"})
    ]
    made = planned(SIGNERS, rows, kept)
    assert made.rows[0].record_id == 7
    assert made.rows[0].changes["position"] == "Phó"
    other = planned(SIGNERS, [Draft(1, {"full_name": "Nguyễn Văn Đức", "department": "B"})], kept)
    assert verdicts(other) == [Verdict.NEW]


def test_fields_that_are_not_named_stay():
    kept = {1: a_record(RegisterKind.DATABASES)}
    made = planned(DATABASES, [Draft(1, {"code": "Ví dụ 1", "records": "9"})], kept)
    assert made.rows[0].changes == {"records": 9}


def test_a_new_record_gets_its_defaults():
    made = planned(TASKS, [Draft(1, {"code": "1", "title": "Làm", "kind": "Từ 0", "lead": "ĐKVN"})])
    assert verdicts(made) == [Verdict.NEW]
    assert made.rows[0].values["priority"] == "normal"
    procedures = REGISTERS[RegisterKind.PROCEDURES]
    row = planned(procedures, [Draft(1, {"code": "1", "name": "Đăng kiểm"})]).rows[0]
    assert row.values["in_force"] is True
    assert row.values["fee"] is False


def test_what_is_set_once_cannot_be_changed():
    once = [f.key for f in TASKS.typed if f.access is Access.ONCE]
    assert once == ["assigned_on", "due"]
    kept = {1: {**a_record(RegisterKind.TASKS), "due": date(2021, 9, 1)}}
    made = planned(TASKS, [Draft(1, {"due": "02/09/2021"}, 1)], kept)
    assert verdicts(made) == [Verdict.REFUSED]
    assert issue(made) == {"due": IssueCode.FIXED}
    same = planned(TASKS, [Draft(1, {"due": "01/09/2021"}, 1)], kept)
    assert verdicts(same) == [Verdict.SAME]
    assert verdicts(planned(TASKS, [Draft(1, {"due": ""}, 1)], kept)) == [Verdict.REFUSED]


def test_rules_look_at_the_whole_record():
    kept = {1: {"month": "2021-09", "total": 10, "online": 8}}
    too_many = planned(WORKLOAD, [Draft(1, {"online": "11"}, 1)], kept)
    assert too_many.rows[0].issues == {"online": CellIssue(IssueCode.NOT_ABOVE, "11", "total")}
    too_few = planned(WORKLOAD, [Draft(1, {"total": "7"}, 1)], kept)
    assert issue(too_few) == {"online": IssueCode.NOT_ABOVE}
    both = planned(WORKLOAD, [Draft(1, {"total": "7", "online": "7"}, 1)], kept)
    assert verdicts(both) == [Verdict.CHANGED]
    days = planned(
        SIGNERS, [Draft(1, {"full_name": "A", "valid_from": "2/1/2021", "valid_to": "1/1/2021"})]
    )
    assert issue(days) == {"valid_to": IssueCode.NOT_BEFORE}


def test_rows_that_speak_of_one_record():
    rows = [Draft(n, {"code": code, "name": str(n)}) for n, code in enumerate(("a", "B", "A "))]
    refused = planned(DATABASES, rows)
    assert verdicts(refused) == [Verdict.REFUSED, Verdict.NEW, Verdict.REFUSED]
    assert issue(refused) == {"code": IssueCode.TWICE}
    first = planned(DATABASES, rows, on_twice=OnTwice.FIRST)
    assert verdicts(first) == [Verdict.NEW, Verdict.NEW, Verdict.LEFT_OUT]
    last = planned(DATABASES, rows, on_twice=OnTwice.LAST)
    assert verdicts(last) == [Verdict.LEFT_OUT, Verdict.NEW, Verdict.NEW]


def test_a_key_cannot_be_taken_from_another_record():
    kept = {1: a_record(RegisterKind.DATABASES, 1), 2: a_record(RegisterKind.DATABASES, 2)}
    made = planned(DATABASES, [Draft(1, {"code": "VÍ DỤ 2"}, 1)], kept)
    assert issue(made) == {"code": IssueCode.TAKEN}
    assert verdicts(planned(DATABASES, [Draft(1, {"code": "ví dụ 1"}, 1)], kept)) == [
        Verdict.CHANGED
    ]


def test_what_exists_may_be_left_as_it_is():
    kept = {1: a_record(RegisterKind.DATABASES)}
    rows = [Draft(1, {"code": "Ví dụ 1", "records": "9"}), Draft(2, {"code": "x", "name": "y"})]
    made = planned(DATABASES, rows, kept, on_match=OnMatch.LEAVE)
    assert verdicts(made) == [Verdict.LEFT_OUT, Verdict.NEW]
    typed = planned(DATABASES, [Draft(1, {"records": "9"}, 1)], kept, on_match=OnMatch.LEAVE)
    assert verdicts(typed) == [Verdict.CHANGED]


def test_a_record_that_is_gone_is_refused():
    made = planned(DATABASES, [Draft(1, {"records": "9"}, 5)], {})
    assert verdicts(made) == [Verdict.REFUSED]
    assert issue(made) == {"code": IssueCode.GONE}


def test_more_rows_can_be_refused_afterwards():
    made = planned(DATABASES, [Draft(n, {"code": str(n), "name": "x"}) for n in (1, 2)])
    less = with_refused(made, {2: {"name": CellIssue(IssueCode.LEGACY, "Phương")}})
    assert verdicts(less) == [Verdict.NEW, Verdict.REFUSED]
    assert less.effective == 1
