"""Markings of state secrets, and the ordinary words that look like them."""

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.text import secrecy_marking
from tests.domain.legacy_writing import in_tcvn3, in_vni

DATA = Path(__file__).parents[1] / "data"
WORDS = (DATA / "vietnamese-words.txt").read_text("utf-8").split()
DIRECTIVE = (DATA / "directive-1478.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("MẬT", "MẬT"),
        ("Mật", "MẬT"),
        ("(MẬT)", "MẬT"),
        ("BC_MẬT.xlsx", "MẬT"),
        ("Báo cáo đóng dấu MẬT số 12", "MẬT"),
        ("BỘ GIAO THÔNG VẬN TẢI\nMẬT\nĐỘ KHẨN: HỎA TỐC", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("độ mật - tối mật", "TỐI MẬT"),
        ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TỐI\u00a0 MẬT", "TỐI MẬT"),
        ("Tối mật", "TỐI MẬT"),
        ("BỘ GIAO THÔNG VẬN TẢI\nTối mật\nPhương án", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("M\u200bẬT", "MẬT"),
        ("MẬT, TUYỆT MẬT và TỐI MẬT", "TUYỆT MẬT"),
    ],
)
def test_secrecy_markings_are_found(text: str, marking: str):
    assert secrecy_marking(text) == marking
    assert secrecy_marking(normalize("NFD", text)) == marking
    assert secrecy_marking(in_vni(text)) == marking
    assert secrecy_marking(in_tcvn3(text)) == marking


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "mật",
            "bảo mật",
            "An toàn bảo mật",
            "mật khẩu",
            "bí mật nhà nước",
            "mật độ giao thông",
        ),
        *("Bảo mật", "Mật khẩu", "Mật độ", "trừ hồ sơ mật", "tài liệu tối mật"),
        *(
            "BẢO MẬT THÔNG TIN",
            "MẬT KHẨU",
            "MẬT ĐỘ",
            "BÍ MẬT NHÀ NƯỚC",
            "MẬT MÃ DÂN SỰ",
            "GIẢI MẬT",
        ),
        *(
            "ĐỘ MẬT",
            "Độ mật:",
            "Độ mật: Không",
            "Độ mật: mật khẩu",
            "KHÔNG MẬT",
            "MẬTT",
            "Thân MẬT",
        ),
        *("MAT", "FORMAT", "Mất", "MẤT", "MẶT", "MẶT TRẬN"),
    ],
)
def test_ordinary_words_are_no_marking(text: str):
    assert secrecy_marking(text) is None
    assert secrecy_marking(normalize("NFD", text)) is None
    assert secrecy_marking(in_vni(text)) is None
    assert secrecy_marking(in_tcvn3(text)) is None


def test_the_directive_carries_no_marking():
    assert "bí mật" in DIRECTIVE
    assert secrecy_marking(DIRECTIVE) is None


MARKINGS = st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
PHRASES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(PHRASES, MARKINGS, PHRASES)
def test_a_marking_is_found_on_its_line_of_any_text(before: str, marking: str, after: str):
    text = f"{before}\n{marking}\n{after}"
    for written in (text, normalize("NFD", text), in_vni(text), in_tcvn3(text)):
        assert secrecy_marking(written) == marking


@given(PHRASES)
def test_no_marking_without_its_word(text: str):
    assert secrecy_marking(text) is None
    assert secrecy_marking(text.upper().replace("MẬT", "")) is None


@given(st.text())
def test_any_text_is_judged(text: str):
    assert secrecy_marking(text) in {None, "MẬT", "TỐI MẬT", "TUYỆT MẬT"}
