"""The units that the clauses of a directive speak of."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from egovdesk import paths
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.catalogue_builder import build
from egovdesk.domain.clauses import split_clauses
from egovdesk.domain.mentions import MentionRole, addressees, agency_names, find_agencies

TEXTS = Path(__file__).parents[1] / "data" / "directives"
ISSUED = date(2021, 2, 24)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    file = paths.RESOURCES / "catalogues" / "bgtvt-2021.json"
    return build(json.loads(file.read_text(encoding="utf-8")), digest="", source=file.name)


@pytest.fixture(scope="module")
def names(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    return agency_names(a for a in catalogue.agencies.values() if a.exists_on(ISSUED))


def found(text: str, names: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """Return what was found of the text, the only unit that it stands for, and its role."""
    return [
        (text[m.start : m.end], "/".join(sorted(m.agencies)), m.role.value)
        for m in find_agencies(text, names)
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cục Đăng kiểm Việt Nam", "DKVN"),
        ("CỤC ĐĂNG KIỂM VIỆT NAM", "DKVN"),
        ("Cục Đăng kiểm", "DKVN"),
        ("Cục ĐKVN", "DKVN"),
        ("ĐKVN", "DKVN"),
        ("Cục Đường thuỷ nội địa Việt Nam", "CDTNDVN"),  # the tone stands elsewhere
        ("Cục ĐTNĐ", "CDTNDVN"),
        ("Tổng cục ĐBVN", "TCDBVN"),
        ("TCĐBVN", "TCDBVN"),
        ("Tổng cục Đường bộ", "TCDBVN"),
        ("Tổng cục", "TCDBVN"),  # there is only one
        ("Vụ KH-ĐT", "VKHDT"),
        ("Vụ KHĐT", "VKHDT"),
        ("Vụ Kế hoạch – Đầu tư", "VKHDT"),
        ("Vụ TC", "VTC"),
        ("Trung tâm CNTT", "TTCNTT"),
        ("TTCNTT", "TTCNTT"),
        ("Viện Chiến lược và phát triển GTVT", "VCLPT"),
        ("Tổng công ty Đường sắt Việt Nam", "TCTDSVN"),
        ("TCT ĐSVN", "TCTDSVN"),
        ("Tổng công ty Cảng HKVN", "TCTCHKVN"),
    ],
)
def test_a_unit_by_any_of_its_names(
    text: str, code: str, names: Mapping[str, frozenset[str]]
) -> None:
    assert found(f"Ý kiến {text} gửi.", names) == [(text, code, "partner")]


@pytest.mark.parametrize(
    "text",
    ["các vụ tai nạn", "CSDL KCHTGT", "nguồn vốn TC", "nhiệm vụ tài chính", "Cục máu đông", "Bộ"],
)
def test_what_only_sounds_like_a_unit(text: str, names: Mapping[str, frozenset[str]]) -> None:
    assert find_agencies(text, names) == ()


def test_units_spoken_of_together(
    catalogue: Catalogue, names: Mapping[str, frozenset[str]]
) -> None:
    bureaus, both, everybody = find_agencies(
        "Các Cục báo cáo; các Tổng cục, Cục rà soát; các cơ quan, đơn vị thực hiện.", names
    )
    assert bureaus.agencies == catalogue.groups["specialised"] - {"TCDBVN"} | {"CQLXD"}
    assert both.agencies == bureaus.agencies | {"TCDBVN"}
    assert everybody.agencies == catalogue.groups["all"]


def test_a_list_leaves_out_the_word_vu(names: Mapping[str, frozenset[str]]) -> None:
    text = "Các Vụ: Kết cấu hạ tầng giao thông, An toàn giao thông và Vận tải tham mưu."
    assert [(code, role) for _, code, role in found(text, names)] == [
        ("VKCHTGT", "lead"),
        ("VATGT", "lead"),
        ("VVT", "lead"),
    ]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Vụ Tài chính, Vụ Pháp chế tham mưu.", ["lead", "lead"]),
        ("Giao Vụ Pháp chế rà soát, phối hợp với Vụ Tài chính.", ["lead", "partner"]),
        ("Chủ trì, phối hợp với Vụ Tài chính và Vụ Pháp chế.", ["partner", "partner"]),
        ("Trên cơ sở kế hoạch của Bộ, Vụ Tài chính, Vụ Pháp chế phải báo cáo.", ["lead", "lead"]),
        ("Về mạng WAN: giao Trung tâm CNTT làm việc với Tổng cục.", ["lead", "partner"]),
        ("Báo cáo về Bộ (qua Trung tâm CNTT).", ["other"]),
        ("Rà soát dự án của Tổng cục. Vụ Pháp chế thẩm định.", ["other", "lead"]),
    ],
)
def test_the_role_is_told_by_the_words_around(
    text: str, roles: list[str], names: Mapping[str, frozenset[str]]
) -> None:
    assert [role for *_, role in found(text, names)] == roles


def test_names_of_ones_own(names: Mapping[str, frozenset[str]]) -> None:
    own = {**names, "tổ công tác": frozenset({"VPB", "TTCNTT"})}
    mention, _ = find_agencies("Giao tổ công tác và Vụ Pháp chế.", own)
    assert (mention.agencies, mention.role) == ({"VPB", "TTCNTT"}, MentionRole.LEAD)
    assert find_agencies("Giao Vụ Pháp chế.", {}) == ()


def test_the_letter_is_addressed_as_the_catalogue_says(
    catalogue: Catalogue, names: Mapping[str, frozenset[str]]
) -> None:
    """The catalogue was written by people who read the letter."""
    bureaus = {"các Cục quản lý chuyên ngành": catalogue.groups["specialised"] - {"TCDBVN"}}
    letter = split_clauses((TEXTS / "cong-van-1478.txt").read_text(encoding="utf-8")).clauses
    read = addressees(letter, {**names, **bureaus})
    known = {clause.label: clause.addressees for clause in catalogue.clauses.values()}
    clauses = known.keys() & read.keys()
    assert len(clauses) == 23
    assert {label: read[label] for label in clauses} == {label: known[label] for label in clauses}


def test_a_notice_gives_its_work_to_units(names: Mapping[str, frozenset[str]]) -> None:
    notice = split_clauses((TEXTS / "thong-bao-91.txt").read_text(encoding="utf-8")).clauses
    read = addressees(notice, names)
    assert {label: sorted(read[label]) for label in ("4", "5-1", "6", "7")} == {
        "4": ["VTCCB"],
        "5-1": ["TTCNTT"],
        "6": ["VKHDT"],
        "7": ["TTCNTT"],
    }
    assert read["1"] == frozenset()
    assert read["2"] == read["3"] == read["5-2"] == names["các Tổng cục, Cục"]
