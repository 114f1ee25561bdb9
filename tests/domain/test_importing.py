"""Recognising a register in somebody's own sheet."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.cells import Raw
from egovdesk.domain.importing import Layout, drafts, named_fields, recognise, titles_of
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.wording import Language, in_language
from egovdesk.wording import registers as words


def titles(kind: RegisterKind) -> dict[str, tuple[str, ...]]:
    shown: dict[str, list[str]] = {field.key: [] for field in REGISTERS[kind].typed}
    for language in Language:
        with in_language(language):
            for key, found in shown.items():
                found.append(words.title(kind, key))
    return titles_of(REGISTERS[kind], shown)


def layout(kind: RegisterKind, *rows: Sequence[Raw]) -> Layout:
    return recognise(rows, titles(kind))


@pytest.mark.parametrize("kind", list(RegisterKind))
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("mark", ["", " *", ":", " (*)"])
def test_our_own_titles_are_all_recognised(kind: RegisterKind, language: Language, mark: str):
    typed = [field.key for field in REGISTERS[kind].typed]
    with in_language(language):
        head = [words.title(kind, key) + mark for key in typed]
    found = layout(kind, head, ["x"] * len(head))
    assert list(found.columns.values()) == typed
    assert found.score == 1


@given(st.permutations([field.key for field in REGISTERS[RegisterKind.PROJECTS].typed]))
def test_the_order_of_columns_does_not_matter(keys: list[str]):
    head = [words.title(RegisterKind.PROJECTS, key) for key in keys]
    assert list(layout(RegisterKind.PROJECTS, head).columns.values()) == keys


def test_titles_above_the_head():
    found = layout(
        RegisterKind.DATABASES,
        ["CỤC ĐĂNG KIỂM VIỆT NAM", None, None],
        ["DANH MỤC CƠ SỞ DỮ LIỆU", None, None],
        ["(Kèm theo Công văn số 12/ĐK)", None, None],
        [],
        ["Mã số", "Tên CSDL", "Số lượng bản ghi"],
        ["01", "Phương tiện", 5],
    )
    assert (found.head_first, found.head_last, found.first_row) == (5, 5, 6)
    assert found.columns == {1: "code", 2: "name", 3: "records"}


def test_a_head_of_two_rows():
    found = layout(
        RegisterKind.PROCEDURE_COUNTS,
        ["Mã thủ tục", "Tháng", "Hồ sơ tiếp nhận", None, "Kết quả", None],
        [None, None, "Tiếp nhận", "Tiếp nhận trực tuyến", "Kết quả giải quyết", "Kết quả đồng bộ"],
        ["1.001", "09/2021", 10, 8, 7, 6],
    )
    assert (found.head_first, found.head_last) == (1, 2)
    assert found.columns == {
        1: "procedure",
        2: "month",
        3: "received",
        4: "received_online",
        5: "results",
        6: "results_synced",
    }


@pytest.mark.parametrize(
    "numbering",
    [("1", "2", "3"), (1, 2, 3), ("(1)", "(2)", "(3)"), ("a", "b", "c"), ("1", "2", "3=1+2")],
)
def test_a_row_that_numbers_the_columns_belongs_to_the_head(numbering: tuple[Raw, ...]):
    head = ["Tháng", "Tổng số", "Trực tuyến"]
    rows = (head, numbering, ["09/2021", 10, 8])
    found = layout(RegisterKind.WORKLOAD, *rows)
    assert found.first_row == 3
    assert [draft.place for draft in drafts(rows, found)] == [3]


def test_a_first_record_is_not_taken_for_numbering():
    rows: tuple[list[Raw], ...] = (["Mã", "Tên"], ["1", "Phương tiện"], ["2", "Người lái"])
    found = layout(RegisterKind.DATABASES, *rows)
    assert [draft.place for draft in drafts(rows, found)] == [2, 3]


def test_totals_and_empty_rows_are_left_out():
    rows: tuple[list[Raw], ...] = (
        ["STT", "Tháng", "Tổng số", "Trực tuyến"],
        [1, "08/2021", 10, 8],
        [None, None, None, None],
        [2, "09/2021", 10, 8],
        ["Tổng cộng", None, 20, 16],
        [None, "TỔNG SỐ:", 20, 16],
    )
    found = layout(RegisterKind.WORKLOAD, *rows)
    assert [draft.place for draft in drafts(rows, found)] == [2, 4]


def test_a_record_whose_name_begins_with_total_is_kept():
    rows: tuple[list[Raw], ...] = (
        ["Mã", "Tên"],
        ["01", "Tổng"],
        ["02", "Tổng kiểm kê phương tiện"],
    )
    found = layout(RegisterKind.DATABASES, *rows)
    assert [draft.place for draft in drafts(rows, found)] == [2, 3]


def test_a_field_belongs_to_one_column():
    found = layout(RegisterKind.DATABASES, ["Mã", "Tên", "Tên"])
    assert list(found.columns.values()) == ["code", "name"]


def test_small_slips_are_forgiven():
    found = layout(RegisterKind.SIGNERS, ["Họ và tên", "Chức  vụ", "Phòng/ban", "Ngày được câp"])
    assert set(found.columns.values()) >= {"full_name", "position", "department", "entitled_on"}


def test_nothing_is_recognised_in_something_else():
    found = layout(RegisterKind.TASKS, ["Món ăn", "Giá"], ["Phở", 50])
    assert found.columns == {}
    assert drafts([["Món ăn"], ["Phở"]], found) == []
    assert layout(RegisterKind.TASKS).columns == {}


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=9), st.integers()), max_size=5), max_size=8
    )
)
def test_anything_can_be_looked_at(rows: list[list[Raw]]):
    found = layout(RegisterKind.WORKLOAD, *rows)
    assert 1 <= found.head_first <= found.head_last <= max(2, len(rows))
    for draft in drafts(rows, found):
        assert found.head_last < draft.place <= len(rows)
        assert set(draft.raw) <= set(found.columns.values())


def test_a_head_names_fields_by_their_very_titles():
    spelled = {"full_name": ("ho va ten", "ho ten"), "position": ("chuc vu",)}
    assert named_fields(["STT", "Họ và tên *", None, "CHỨC VỤ"], spelled) == (
        "",
        "full_name",
        "",
        "position",
    )
    for no_head in (
        ["Họ tên", "Trưởng phòng"],  # somebody may be called anything, but not two things
        ["Họ tên", "Họ và tên"],
        ["Nguyễn Văn An", "Chức vụ phó"],
        [],
    ):
        assert named_fields(no_head, spelled) == ()
