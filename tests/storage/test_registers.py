"""Every register on a real file: writing, reading, listing, and taking back."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovdesk.domain.cells import empty_value
from egovdesk.domain.history import UseCase
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import FieldKind, OnlyWhere, Record, RegisterKind, Value, Vocabulary
from egovdesk.domain.signers import SignerEvent, SignerEventKind, SignerStage
from egovdesk.domain.text import collation_key, fold, name_key
from egovdesk.storage.register_views import ViewParameters
from egovdesk.storage.registers import table_of
from egovdesk.storage.workspace import DATABASE, Workspace
from tests.domain.a_register import a_record, values
from tests.storage.conftest import NOW

K = RegisterKind
KINDS = list(RegisterKind)
TODAY = date(2021, 9, 20)
VIEW = ViewParameters(as_of=TODAY, first_month="2021-01", last_month="2021-09")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "không gian") as made:
        with made.changing(UseCase.CREATE_WORKSPACE, at=NOW):
            pass
        yield made


def prepared(file: Workspace, kind: RegisterKind, number: int = 1) -> dict[str, Value]:
    """Return a record that can be kept; what it refers to is made first."""
    record = a_record(kind, number)
    if kind is K.PROCEDURE_COUNTS:
        if not all_of(file, K.PROCEDURES):
            add(file, K.PROCEDURES, a_record(K.PROCEDURES))
        record["procedure"] = next(iter(all_of(file, K.PROCEDURES).values()))["code"]
    if kind is K.BASELINES:
        record |= {"indicator": f"i{number}"}
    if kind is K.ENTERED_VALUES:
        record |= {"measure": "m"}
    if kind is K.TASKS:
        record |= {"lead": "DKVN", "coordinating": "CHHVN, CDSVN"}
    return record


def add(file: Workspace, kind: RegisterKind, *records: Record, on: date = TODAY) -> None:
    with file.changing(UseCase.ADD_RECORD, at=NOW, subject=f"{kind}:1") as unit:
        unit.registers.insert(kind, records, on)


def update(
    file: Workspace, register: RegisterKind, id_: int, on: date = TODAY, **new: Value
) -> None:
    with file.changing(UseCase.EDIT_RECORD, at=NOW, subject=f"{register}:1") as unit:
        unit.registers.update(register, [(id_, new)], on)


def delete(file: Workspace, kind: RegisterKind, *ids: int) -> None:
    with file.changing(UseCase.DELETE_RECORDS, at=NOW, subject=f"{kind}:1") as unit:
        unit.registers.delete(kind, ids)


def all_of(
    file: Workspace, kind: RegisterKind, view: ViewParameters = VIEW
) -> dict[int, dict[str, Value]]:
    with file.reading() as unit:
        rows = unit.registers.all(kind, view)
    return {row.id: REGISTERS[kind].record(row) for row in rows}


def only(file: Workspace, kind: RegisterKind, view: ViewParameters = VIEW) -> dict[str, Value]:
    (record,) = all_of(file, kind, view).values()
    return record


def listed(file: Workspace, kind: RegisterKind, *words: str) -> list[int]:
    with file.reading() as unit:
        query = ListQuery(kind=kind, words=tuple(fold(word) for word in words))
        return list(unit.registers.ids(query, VIEW))


def take_back(file: Workspace, *, backwards: bool = True) -> None:
    with file.reading() as unit:
        changes = [c for c in unit.history.changes() if c.target is None]
    with file.changing(UseCase.UNDO, at=NOW, target=changes[-1].id) as unit:
        if backwards:
            unit.history.take_back(changes[-1])
        else:
            unit.history.bring_back(changes[-1])


def without_computed(kind: RegisterKind, record: Record) -> dict[str, Value]:
    return {field.key: record[field.key] for field in REGISTERS[kind].typed}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_has_every_field_in_a_strict_table(file: Workspace, kind: RegisterKind):
    add(file, kind, prepared(file, kind))
    row = only(file, kind)
    assert list(row) == [field.key for field in REGISTERS[kind].fields]
    file.close()
    connection = sqlite.connect(str(file.folder / DATABASE))
    strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list").fetchall())
    connection.close()
    assert strict[table_of(kind)] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_kept_is_read(file: Workspace, kind: RegisterKind):
    record = prepared(file, kind)
    add(file, kind, record)
    assert without_computed(kind, only(file, kind)) == record
    with file.reading() as unit:
        assert unit.registers.count(kind) == 1
        (id_,) = unit.registers.keys(kind, VIEW).values()
    assert id_ in all_of(file, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_nothing_but_what_is_required(file: Workspace, kind: RegisterKind):
    whole = prepared(file, kind)
    record = {
        field.key: whole[field.key] if field.is_required else empty_value(field)
        for field in REGISTERS[kind].typed
    }
    add(file, kind, record)
    found = without_computed(kind, only(file, kind))
    for field in REGISTERS[kind].typed:
        if kind in (K.TASKS, K.SIGNERS) and field.key in ("assigned_on", "entitled_on"):
            assert found[field.key] == TODAY
        elif kind is K.PROCEDURE_COUNTS and field.kind is FieldKind.WHOLE:
            assert found[field.key] == 0
        else:
            assert found[field.key] == record[field.key], field.key


@pytest.mark.parametrize("kind", KINDS)
def test_changing_undoing_and_redoing(file: Workspace, kind: RegisterKind):
    add(file, kind, prepared(file, kind))
    before = only(file, kind)
    (id_,) = all_of(file, kind)
    typed = reversed(REGISTERS[kind].typed)
    field = next(f for f in typed if f.is_text or f.kind is FieldKind.WHOLE)
    value: Value = "Đổi khác" if field.is_text else 2
    update(file, kind, id_, **{field.key: value})
    after = only(file, kind)
    assert after[field.key] == value
    take_back(file)
    assert only(file, kind) == before
    take_back(file, backwards=False)
    assert only(file, kind) == after


@pytest.mark.parametrize("kind", KINDS)
def test_deleting_and_bringing_back(file: Workspace, kind: RegisterKind):
    add(file, kind, prepared(file, kind))
    before = all_of(file, kind)
    delete(file, kind, *before)
    assert all_of(file, kind) == {}
    with file.reading() as unit:
        (deleted,) = unit.history.deleted(kind)
    with file.changing(UseCase.RESTORE_RECORDS, at=NOW, subject=f"{kind}:1") as unit:
        unit.history.restore(kind, deleted)
    assert all_of(file, kind) == before
    with file.reading() as unit:
        assert unit.history.deleted(kind) == ()


@pytest.mark.parametrize("kind", [k for k in KINDS if REGISTERS[k].texts])
def test_searching_follows_every_change(file: Workspace, kind: RegisterKind):
    add(file, kind, prepared(file, kind))
    register = REGISTERS[kind]
    text = next((f for f in reversed(register.texts) if f in register.typed), None)
    if text is None:
        assert listed(file, kind, "vi du") != []
        update(file, K.PROCEDURES, next(iter(all_of(file, K.PROCEDURES))), name="Đổi khác")
        assert listed(file, kind, "doi khac") != []
        return
    (id_,) = all_of(file, kind)
    assert listed(file, kind, "đổi") == []
    update(file, kind, id_, **{text.key: "Đổi khác"})
    assert listed(file, kind, "DOI", "khác") == [id_]
    take_back(file)
    assert listed(file, kind, "doi") == []
    take_back(file, backwards=False)
    assert listed(file, kind, "doi") == [id_]
    delete(file, kind, id_)
    assert listed(file, kind, "doi") == []


def test_many_counts_of_one_procedure_follow_its_name(file: Workspace):
    for number in (1, 2, 3):
        add(file, K.PROCEDURE_COUNTS, prepared(file, K.PROCEDURE_COUNTS, number))
    assert len(listed(file, K.PROCEDURE_COUNTS, "ví dụ")) == 3
    update(file, K.PROCEDURES, next(iter(all_of(file, K.PROCEDURES))), name="Đổi khác")
    assert len(listed(file, K.PROCEDURE_COUNTS, "đổi khác")) == 3


NAMES = ["Ánh", "Anh", "Ăn", "Ấn", "Bình", "Đức", "Dũng", "Eo", "Ê", "Ông", "Quý 10", "Quý 2", ""]


def test_texts_sort_as_in_a_vietnamese_dictionary(file: Workspace):
    records = [
        {**a_record(K.DATABASES, n), "code": str(n), "owner": name}
        for n, name in enumerate(NAMES, 1)
    ]
    add(file, K.DATABASES, *records)
    with file.reading() as unit:
        ids = unit.registers.ids(ListQuery(kind=K.DATABASES, sort_by="owner"), VIEW)
        down = unit.registers.ids(
            ListQuery(kind=K.DATABASES, sort_by="owner", descending=True), VIEW
        )
    owners = {id_: str(record["owner"]) for id_, record in all_of(file, K.DATABASES).items()}
    expected = sorted(filter(None, NAMES), key=collation_key)
    assert [owners[id_] for id_ in ids] == [*expected, ""]
    assert [owners[id_] for id_ in down] == [*reversed(expected), ""]


def test_people_sort_by_their_given_names(file: Workspace):
    people = ["Trần Văn Ân", "Lê Thị Ánh", "Đỗ Bình", "Nguyễn Thị Ánh", "Nguyễn Văn An"]
    add(file, K.SIGNERS, *({**a_record(K.SIGNERS), "full_name": name} for name in people))
    with file.reading() as unit:
        ids = unit.registers.ids(ListQuery(kind=K.SIGNERS, sort_by="full_name"), VIEW)
    names = {id_: str(record["full_name"]) for id_, record in all_of(file, K.SIGNERS).items()}
    assert [names[id_] for id_ in ids] == sorted(people, key=name_key)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_field_sorts(file: Workspace, kind: RegisterKind, descending: bool):
    for number in (2, 1, 3):
        add(file, kind, prepared(file, kind, number))
    for field in REGISTERS[kind].fields:
        query = ListQuery(kind=kind, sort_by=field.key, descending=descending)
        with file.reading() as unit:
            ids = unit.registers.ids(query, VIEW)
        found = [record[field.key] for record in all_of(file, kind).values()]
        records = all_of(file, kind)
        assert sorted(ids) == sorted(records)
        if field.kind in (FieldKind.WHOLE, FieldKind.DAY, FieldKind.MONTH):
            in_order = [records[id_][field.key] for id_ in ids]
            filled = [each for each in found if each not in (None, "")]
            assert in_order[: len(filled)] == sorted(filled, reverse=descending)


def matches(one: Filter, held: Value) -> bool:
    empty = held in (None, "")
    match one.comparison:
        case Comparison.EMPTY:
            return empty
        case Comparison.FILLED:
            return not empty
        case Comparison.ANY_OF:
            return (None if empty else held) in [None if v in (None, "") else v for v in one.values]
        case Comparison.AT_LEAST:
            return not empty and held >= one.values[0]
        case Comparison.AT_MOST:
            return not empty and held <= one.values[0]
        case Comparison.CONTAINS:
            return fold(str(one.values[0])) in fold(str(held or ""))


@pytest.mark.parametrize("comparison", list(Comparison))
@pytest.mark.parametrize("key", ["name", "updated_on", "records", "stage", "note"])
def test_filters(file: Workspace, comparison: Comparison, key: str):
    whole: Sequence[Value] = ["Đăng kiểm", "đường bộ", "Kho dữ liệu"]
    some: dict[str, Sequence[Value]] = {
        "name": whole,
        "note": ["", "Đăng kiểm", "dang"],
        "updated_on": [None, date(2021, 2, 24), date(2021, 3, 1)],
        "records": [None, 0, 9],
        "stage": ["", "built", "planned"],
    }
    stages = [member.value for member in REGISTERS[K.DATABASES].field("stage").choices or ()]
    some["stage"] = ["", *stages[:2]]
    for number, value in enumerate(some[key], start=1):
        add(file, K.DATABASES, {**a_record(K.DATABASES, number), key: value})
    records = all_of(file, K.DATABASES)
    asked = [v for v in some[key] if v not in (None, "")]
    if comparison is Comparison.CONTAINS:
        asked = ["DANG"]
    for value in asked:
        given_values = () if comparison in (Comparison.EMPTY, Comparison.FILLED) else (value,)
        if comparison is Comparison.ANY_OF:
            given_values = (value, None)
        one = Filter(key, comparison, given_values)
        with file.reading() as unit:
            ids = unit.registers.ids(ListQuery(kind=K.DATABASES, filters=(one,)), VIEW)
        assert list(ids) == [i for i, r in records.items() if matches(one, r[key])], one


def test_filters_words_and_order_hold_together(file: Workspace):
    for number in range(1, 6):
        name = "Kho đường" if number % 2 else "Kho sắt"
        add(file, K.DATABASES, {**a_record(K.DATABASES, number), "name": name})
    query = ListQuery(
        kind=K.DATABASES,
        words=("duong",),
        filters=(Filter("records", Comparison.AT_LEAST, (2,)),),
        sort_by="records",
        descending=True,
    )
    with file.reading() as unit:
        assert list(unit.registers.ids(query, VIEW)) == [5, 3]
        assert list(unit.registers.ids(query, VIEW, limit=1)) == [5]


def test_facets_count_each_value(file: Workspace):
    for number in (1, 2, 3):
        owner = "A" if number < 3 else ""
        add(file, K.DATABASES, {**a_record(K.DATABASES, number), "owner": owner})
    with file.reading() as unit:
        assert unit.registers.facet(K.DATABASES, "owner", VIEW) == {"A": 2, "": 1}


def test_attributes_of_a_procedure_hold_from_their_day(file: Workspace):
    add(file, K.PROCEDURES, {**a_record(K.PROCEDURES), "level": "muc2"}, on=date(2021, 3, 1))
    (id_,) = all_of(file, K.PROCEDURES)
    update(file, K.PROCEDURES, id_, date(2021, 6, 1), level="muc4", payment=False)
    update(file, K.PROCEDURES, id_, date(2021, 6, 1), level="muc3")

    def level(month: int) -> tuple[Value, Value]:
        record = only(file, K.PROCEDURES, ViewParameters(as_of=date(2021, month, 1)))
        return record["level"], record["payment"]

    assert level(2) == ("", False)
    assert level(3) == level(5) == ("muc2", True)
    assert level(6) == level(9) == ("muc3", False)


def test_certificates_of_a_signer_hold_from_their_day(file: Workspace):
    add(
        file,
        K.SIGNERS,
        {
            "full_name": "Nguyễn Văn Đức",
            "entitled_on": date(2021, 1, 1),
            "serial": "01",
            "issuer": "Ban Cơ yếu",
            "valid_from": date(2021, 2, 1),
            "valid_to": date(2022, 2, 1),
        },
        on=date(2021, 2, 1),
    )
    (id_,) = all_of(file, K.SIGNERS)
    update(file, K.SIGNERS, id_, date(2021, 5, 1), signing=True)

    def at(day: date) -> dict[str, Value]:
        return only(file, K.SIGNERS, ViewParameters(as_of=day))

    assert at(date(2020, 12, 1))["stage"] == ""
    assert at(date(2021, 1, 15))["stage"] == SignerStage.ENTITLED
    assert at(date(2021, 2, 15))["stage"] == SignerStage.VALID
    assert at(date(2021, 5, 1))["stage"] == SignerStage.SIGNING
    assert at(date(2022, 3, 1))["stage"] == SignerStage.ISSUED


def test_a_new_serial_is_a_new_certificate_that_keeps_what_is_shown(file: Workspace):
    record = {**a_record(K.SIGNERS), "serial": "01", "issuer": "Ban Cơ yếu"}
    add(file, K.SIGNERS, record, on=date(2021, 2, 1))
    (id_,) = all_of(file, K.SIGNERS)
    before = only(file, K.SIGNERS)
    update(file, K.SIGNERS, id_, date(2021, 6, 1), serial="02")
    assert only(file, K.SIGNERS) == {**before, "serial": "02"}
    assert only(file, K.SIGNERS, ViewParameters(as_of=date(2021, 5, 1)))["serial"] == "01"


def test_a_corrected_certificate_stays_the_same_one(file: Workspace):
    add(file, K.SIGNERS, {**a_record(K.SIGNERS), "serial": "01"}, on=date(2021, 2, 1))
    (id_,) = all_of(file, K.SIGNERS)
    update(file, K.SIGNERS, id_, issuer="Ban Cơ yếu", entitled_on=date(2020, 1, 1))
    then = only(file, K.SIGNERS, ViewParameters(as_of=date(2021, 3, 1)))
    assert (then["issuer"], then["entitled_on"]) == ("Ban Cơ yếu", date(2020, 1, 1))


CERTIFICATE: dict[str, Value] = {
    "serial": "01",
    "issuer": "Ban Cơ yếu",
    "valid_from": date(2021, 2, 1),
    "valid_to": date(2024, 2, 1),
}


EMPTIED: dict[str, Value] = {"serial": "", "issuer": "", "valid_from": None, "valid_to": None}


@pytest.mark.parametrize("at_once", [True, False], ids=["form", "cell by cell"])
def test_a_certificate_of_which_nothing_is_left_was_never_issued(file: Workspace, at_once: bool):
    bare = {**a_record(K.SIGNERS), **EMPTIED}
    add(file, K.SIGNERS, bare, on=date(2021, 1, 1))
    (id_,) = all_of(file, K.SIGNERS)
    before = only(file, K.SIGNERS)
    update(file, K.SIGNERS, id_, **CERTIFICATE)
    assert only(file, K.SIGNERS)["stage"] == SignerStage.SIGNING
    steps = [EMPTIED] if at_once else [{name: empty} for name, empty in EMPTIED.items()]
    for step in steps:
        update(file, K.SIGNERS, id_, **step)
    assert only(file, K.SIGNERS) == before
    assert before["stage"] == SignerStage.ENTITLED


def test_emptying_a_new_certificate_leaves_the_one_before_as_it_was(file: Workspace):
    add(file, K.SIGNERS, {**a_record(K.SIGNERS), **CERTIFICATE}, on=date(2021, 2, 1))
    (id_,) = all_of(file, K.SIGNERS)
    before = only(file, K.SIGNERS)
    update(file, K.SIGNERS, id_, date(2021, 6, 1), serial="02", valid_from=date(2021, 6, 1))
    with file.changing(UseCase.EDIT_RECORD, at=NOW, subject="signers:1") as unit:
        unit.signers.add_event(id_, SignerEvent(kind=SignerEventKind.REVOKED, on=date(2021, 7, 1)))
    assert only(file, K.SIGNERS)["stage"] == SignerStage.ISSUED
    update(file, K.SIGNERS, id_, **EMPTIED)
    assert only(file, K.SIGNERS) == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_free_field_takes_what_a_plan_allows(file: Workspace, data: st.DataObject):
    kind = data.draw(st.sampled_from(KINDS))
    register = REGISTERS[kind]
    if not all_of(file, kind):
        add(file, kind, prepared(file, kind))
    id_, before = next(iter(all_of(file, kind).items()))
    refers = (Vocabulary.DIRECTIVES, Vocabulary.PROCEDURES)
    own = [f for f in register.typed if f.vocabulary not in refers]
    free = [f for f in own if f.key not in register.set_once]
    field = data.draw(st.sampled_from(free))
    new = {field.key: data.draw(values(field))}
    for rule in register.rules:
        if isinstance(rule, OnlyWhere):
            new |= rule.follows(new, before)
    update(file, kind, id_, **new)
    after = all_of(file, kind)[id_]
    if kind is K.SIGNERS and field.key == "entitled_on":
        return  # what is not entitled on that day has no stage, by the domain's rules
    if kind is K.PROCEDURE_COUNTS and new[field.key] is None:
        new[field.key] = 0
    assert {k: after[k] for k in new} == new
    unchanged = {f.key for f in register.typed} - new.keys()
    assert {k: after[k] for k in unchanged} == {k: before[k] for k in unchanged}
