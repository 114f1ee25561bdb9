"""Vietnamese text and numbers."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.text import (
    clean,
    clean_multiline,
    collation_key,
    fold,
    format_fixed,
    format_number,
    format_percent,
    format_points,
    matches,
    name_key,
    parse_number,
)

# as written; letters by place in the alphabet, tone and capitals
Syllable = tuple[str, tuple[int, ...], int, tuple[bool, ...]]
LANGUAGES = st.sampled_from(["vi", "en"])
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
VIETNAMESE = st.text(
    alphabet=LETTERS + LETTERS.upper() + "áàảãạếềổỗợủữỷỹĐ 0123456789.-/", max_size=30
)


@st.composite
def syllables(draw: st.DrawFn) -> Syllable:
    """A syllable with its tone on any letter, and what its place in a dictionary depends on."""
    letters = draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=5))
    tone = draw(st.integers(0, 5))
    marked = draw(st.integers(0, len(letters) - 1))
    capitals = tuple(draw(st.booleans()) for _ in letters)
    written = [
        (letter.upper() if capital else letter) + (TONES[tone] if place == marked else "")
        for place, (letter, capital) in enumerate(zip(letters, capitals, strict=True))
    ]
    return (
        normalize("NFC", "".join(written)),
        tuple(map(LETTERS.index, letters)),
        tone,
        capitals,
    )


# What is stored


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("  Cục\u00a0 Đăng\tkiểm \n", "Cục Đăng kiểm"),
        ("Quy\u0301 III", "Quý III"),
        ("thủ\u200btục\ufeff", "thủtục"),
        ("e\u200b\u0323\u0302", "ệ"),
        ("a\x00b\x07\ud800", "ab"),
        ("a\ufffeb\uffff", "ab"),
        ("", ""),
    ],
)
def test_clean_mends_what_pasting_brings(pasted: str, stored: str):
    assert clean(pasted) == stored


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_text_is_one_line_of_storable_text(text: str):
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_clean_multiline_keeps_the_breaks_between_paragraphs():
    assert clean_multiline("\r\n  Một\u00a0 \r\n\r\n hai \n\n") == "Một\n\nhai"


# Searching


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thủy", "thuỷ"),
        ("hòa", "hoà"),
        ("Đăng kiểm", "dang kiem"),
        ("ÐĂNG KIỂM", "đăng kiểm"),
        ("quí", "Quý"),
        ("kỹ thuật", "kĩ thuật"),
        ("Cục  Đường\u00a0thủy", "cuc duong thuy"),
    ],
)
def test_fold_makes_spellings_of_a_word_equal(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("thuy", "thui"), ("an", "am")])
def test_fold_keeps_other_words_apart(one: str, other: str):
    assert fold(one) != fold(other)


@given(VIETNAMESE)
def test_fold_depends_neither_on_form_nor_on_case(text: str):
    assert fold(normalize("NFD", text)) == fold(text) == fold(text.upper())
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()


@given(VIETNAMESE, st.integers(0, 30))
def test_what_is_half_typed_still_finds_the_whole(text: str, length: int):
    assert matches(text[:length], fold(text))


def test_every_word_of_the_needle_must_occur():
    haystack = fold("Cấp giấy chứng nhận đăng kiểm xe cơ giới")
    assert matches("kiem dang", haystack)
    assert matches("", haystack)
    assert not matches("dang kiem tau", haystack)


# Sorting


def assert_ascending(texts: list[str], key: Callable[[str], str]) -> None:
    keys = [key(text) for text in texts]
    assert keys == sorted(set(keys))


def test_letters_sort_as_in_the_vietnamese_alphabet():
    expected = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert_ascending(expected, collation_key)


def test_tones_come_second_in_their_fixed_order_and_case_third():
    expected = ["ma", "Ma", "mà", "mả", "mã", "má", "mạ", "mac", "mă", "mâ"]
    assert_ascending(expected, collation_key)


@pytest.mark.parametrize(
    "expected",
    [
        ["1", "2.a", "2.b", "2.d", "2.đ", "2.e", "10.a", "a"],
        ["Quý 2", "Quý 10", "Quý II"],
        ["Hạ Long", "Hà Nội"],
        ["An", "An Giang", "Anh"],
        ["Vụ Pháp chế", "Vụ Vận tải"],
        ["Müller", "Mulligan"],
        ["x", "щ"],
    ],
)
def test_order_of_codes_and_names(expected: list[str]):
    assert_ascending(expected, collation_key)


def test_place_of_tone_and_punctuation_do_not_count():
    assert collation_key("hòa") == collation_key("hoà")
    assert collation_key("Kế hoạch - Đầu tư") == collation_key("Kế hoạch, Đầu tư")
    assert collation_key("Ðăng") == collation_key("Đăng")
    assert collation_key("Quý 02") == collation_key("Quý 2")


@given(st.lists(syllables(), max_size=3), st.lists(syllables(), max_size=3))
def test_order_is_letters_then_tones_then_case(one: str, other: str):
    def expected(words: list[Syllable]) -> list[list[object]]:
        return [[word[part] for word in words] for part in (1, 2, 3)]

    def key(words: list[Syllable]) -> str:
        return collation_key(" ".join(word[0] for word in words))

    assert (key(one) < key(other)) == (expected(one) < expected(other))
    assert (key(one) == key(other)) == (expected(one) == expected(other))


@given(st.integers(0, 10**25), st.integers(0, 10**25))
def test_numbers_sort_by_value(one: str, other: str):
    assert (collation_key(f"Quý {one}") < collation_key(f"Quý {other}")) == (one < other)


@given(st.text())
def test_collation_key_does_not_depend_on_the_form(text: str):
    assert collation_key(normalize("NFD", text)) == collation_key(normalize("NFC", text))


def test_people_sort_by_given_name_then_family_then_middle():
    expected = [
        "An",
        "Lê Văn An",
        "Lệ Anh An",
        "NGUYỄN THỊ AN",
        "Nguyễn Văn An",
        "Trần An",
        "Bùi Anh",
        "Đỗ Văn Ân",
    ]
    assert_ascending(expected, name_key)
    assert name_key("") < name_key("An")


# Numbers


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [(114629, "114.629", "114,629"), (-1334, "-1.334", "-1,334"), (7, "7", "7"), (0, "0", "0")],
)
def test_thousands_are_grouped(value: Fraction, vietnamese: str, english: str):
    assert format_number(value, "vi") == vietnamese
    assert format_number(value, "en") == english


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(5, 100), 1, "0,1"),
        (Fraction(-5, 100), 1, "-0,1"),
        (Fraction(-1, 100), 1, "0,0"),
        (Fraction(1000), 2, "1.000,00"),
        (Fraction(8500, 133), 1, "63,9"),
        (Fraction(4500, 52), 2, "86,54"),
        (Fraction(16051 * 100, 16051 + 223), 2, "98,63"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Fraction, decimals: int, written: str):
    assert format_fixed(value, decimals, "vi") == written


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=2000), st.integers(0, 4))
def test_rounding_is_exact(value: Fraction, decimals: int):
    with localcontext(prec=60):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        expected = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(format_fixed(value, decimals, "en").replace(",", "")) == expected


def test_percentages_and_points():
    assert format_percent(Fraction(401, 5), "vi") == "80,2%"
    assert format_percent(Fraction(401, 5), "en") == "80.2%"
    assert format_points(Fraction(55, 2), "vi") == "+27,5"
    assert format_points(Fraction(-27, 20), "vi") == "-1,4"
    assert format_points(Fraction(0), "vi") == "0,0"
    assert format_points(Fraction(1, 100), "en") == "0.0"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1234", Fraction(1234)),
        ("007", Fraction(7)),
        ("1.234.567", Fraction(1234567)),
        ("1,234,567", Fraction(1234567)),
        ("1 234", Fraction(1234)),
        ("1\u00a0234\u00a0567,5", Fraction(2469135, 2)),
        ("1.234,5", Fraction(2469, 2)),
        ("1,234.5", Fraction(2469, 2)),
        ("80,2", Fraction(401, 5)),
        ("80.2 %", Fraction(401, 5)),
        ("0,125", Fraction(1, 8)),
        ("1234,567", Fraction(1234567, 1000)),
        ("-5", Fraction(-5)),
        ("\u22125", Fraction(-5)),
        ("+27,5", Fraction(55, 2)),
    ],
)
def test_numbers_are_read_in_either_language(written: str, value: Fraction):
    parsed = parse_number(written)
    assert parsed.value == value
    assert not parsed.is_ambiguous


@pytest.mark.parametrize("written", ["1.334", "1,334", "-1.334"])
def test_one_group_of_three_is_read_as_thousands_but_asks(written: str):
    parsed = parse_number(written)
    assert abs(parsed.value) == 1334
    assert parsed.is_ambiguous


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "5,",
        ",5",
        "1.234.5",
        "1,2,3",
        "1..2",
        "--5",
        "٣",
        "1.234 567",
        "9" * 40,
        "hơn 3406",
    ],
)
def test_what_is_no_number_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_number(written)
    assert caught.value.code is ErrorCode.NUMBER_INVALID
    assert caught.value.data["value"] == written


@given(st.integers(-(10**15), 10**15), LANGUAGES)
def test_a_written_count_reads_back(value: Fraction, language: str):
    assert parse_number(format_number(value, language)).value == value
