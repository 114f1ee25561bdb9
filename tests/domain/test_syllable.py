"""What can be a Vietnamese syllable."""

from pathlib import Path
from unicodedata import normalize

import pytest

from egovdesk.domain.syllable import is_syllable

WORDS = (Path(__file__).parents[1] / "data" / "vietnamese-words.txt").read_text("utf-8").split()
NO_SYLLABLES = {"CPĐT", "CĐS", "NĐ", "QĐ", "ĐBVN", "ĐSVN", "đ", "Nguời"}
"""Abbreviations of official texts, and their one typing error."""


@pytest.mark.parametrize(
    "word",
    [
        *("Đăng", "kiểm", "nghiệp", "Quyết", "quốc", "quỳnh", "giếng", "gì", "già", "ghế", "kỷ"),
        *(
            "hòa",
            "hoà",
            "thủy",
            "thuỷ",
            "hòan",
            "hoàn",
            "khuya",
            "goòng",
            "moóc",
            "yếu",
            "ủy",
            "ĐƯỢC",
        ),
    ],
)
def test_what_is_spelt_right(word: str):
    assert is_syllable(word)
    assert is_syllable(normalize("NFD", word.upper()))


@pytest.mark.parametrize(
    "word",
    [
        *("", "b", "đ", "email", "website", "élève", "être", "für", "año"),
        *("céng", "kả", "ngế", "gẻ", "quổ", "kót", "hoạch2", "tàc", "bảp", "lãch"),  # orthography
        *("tạạ", "tạộ", "maò", "tuì", "giaỷ", "cuỷa", "coõng", "phoái", "người dân", "đăngkiểm"),
    ],
)
def test_what_is_not(word: str):
    assert not is_syllable(word)


def test_the_words_of_official_texts_are_syllables():
    assert {word for word in WORDS if not is_syllable(word)} == NO_SYLLABLES
