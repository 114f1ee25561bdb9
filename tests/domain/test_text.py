"""Vietnamese text, numbers and dates."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
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
    format_date,
    format_fixed,
    format_number,
    format_percent,
    format_points,
    format_prose_date,
    matches,
    name_key,
    parse_date,
    parse_month,
    parse_number,
    parse_yes_no,
    secrecy_marking,
)
from tests.domain.legacy_writing import in_tcvn3, in_vni

# as written; letters by place in the alphabet, tone and capitals
Syllable = tuple[str, tuple[int, ...], int, tuple[bool, ...]]
LANGUAGES = st.sampled_from(["vi", "en"])
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
DATA = Path(__file__).parents[1] / "data"
WORDS = (DATA / "vietnamese-words.txt").read_text("utf-8").split()
DIRECTIVE = (DATA / "directive-1478.txt").read_text("utf-8")
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


# Dates


@pytest.mark.parametrize(
    ("day", "shown", "prose"),
    [
        (date(2021, 2, 24), "24/02/2021", "24/02/2021"),
        (date(2019, 3, 7), "07/03/2019", "07/3/2019"),
        (date(2021, 1, 1), "01/01/2021", "01/01/2021"),
        (date(2021, 12, 31), "31/12/2021", "31/12/2021"),
    ],
)
def test_dates_on_screen_and_in_documents(day: date, shown: str, prose: str):
    assert format_date(day) == shown
    assert format_prose_date(day) == prose


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_every_written_date_reads_back(day: date):
    for written in (format_date(day), format_prose_date(day), day.isoformat()):
        assert parse_date(f" {written}\u00a0") == day


@pytest.mark.parametrize(
    "written",
    [
        *("24/02/2021", "24/2/2021", "24-2-2021", "24.2.2021", "2021-02-24"),
        *("ngày 24/02/2021", "Ngày 24/2/2021", "ngày 24.02.2021"),
        *("ngày 24 tháng 02 năm 2021", "Ngày 24 tháng 2 năm 2021", "24 tháng 2 năm 2021"),
        "  NGÀY\u00a024  THÁNG 02\nNĂM 2021 ",
        normalize("NFD", "ngày 24 tháng 02 năm 2021"),
    ],
)
def test_dates_are_read_as_people_and_documents_write_them(written: str):
    assert parse_date(written) == date(2021, 2, 24)


@pytest.mark.parametrize(
    "written",
    [
        *("", "31/02/2021", "2021-13-01", "24/02/21", "24/2/21", "24/02", "hôm nay", "00/00/0000"),
        *("ngày", "ngày 24", "ngày 24 tháng 02", "ngày 31 tháng 02 năm 2021", "24 tháng 2"),
        "24022021",
    ],
)
def test_what_is_no_date_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_date(written)
    assert caught.value.code is ErrorCode.DATE_INVALID


# Months


@pytest.mark.parametrize(
    "written",
    [
        *("09/2021", "9/2021", "2021-09", "9-2021", "09.2021", "T9/2021", "T09/2021", "t 9/2021"),
        *("tháng 9/2021", "Tháng 9 năm 2021", "THÁNG 09 NĂM 2021", " tháng\u00a09 / 2021 "),
        normalize("NFD", "tháng 9 năm 2021"),
    ],
)
def test_months_are_read(written: str):
    assert parse_month(written) == "2021-09"


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_every_written_month_reads_back(day: date):
    stored = f"{day.year:04d}-{day.month:02d}"
    for written in (stored, f"{day:%m}/{day.year:04d}", f"tháng {day.month} năm {day.year:04d}"):
        assert parse_month(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "9",
            "2021",
            "13/2021",
            "0/2021",
            "2021-13",
            "9/21",
            "24/02/2021",
            "Q3/2021",
            "09/0000",
        ),
        *("tháng 9", "năm 2021", "092021", "9/2021 và 10/2021", "٩/2021"),
    ],
)
def test_what_is_no_month_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_month(written)
    assert caught.value.code is ErrorCode.MONTH_INVALID
    assert caught.value.data["value"] == written


# Yes and no


@pytest.mark.parametrize(
    "written", ["có", "Có", " CÓ ", "x", "X", "yes", "1", "TRUE", "Đúng", "✓", "☑"]
)
def test_yes(written: str):
    assert parse_yes_no(written) is True
    assert parse_yes_no(normalize("NFD", written)) is True


@pytest.mark.parametrize(
    "written", ["không", "Không", "", " \u00a0", "-", "–", "no", "0", "False", "sai"]
)
def test_no(written: str):
    assert parse_yes_no(written) is False
    assert parse_yes_no(normalize("NFD", written)) is False


@pytest.mark.parametrize("written", ["có lẽ", "2", "cỏ", "có/không", "?", "✗", "xx", "N/A"])
def test_what_is_neither_yes_nor_no_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_yes_no(written)
    assert caught.value.code is ErrorCode.YES_NO_INVALID
    assert caught.value.data["value"] == written


# State secrets


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


@given(VIETNAMESE | PHRASES)
def test_no_marking_without_its_word(text: str):
    assert secrecy_marking(text) is None
    assert secrecy_marking(text.upper().replace("MẬT", "")) is None


@given(st.text())
def test_any_text_is_judged(text: str):
    assert secrecy_marking(text) in {None, "MẬT", "TỐI MẬT", "TUYỆT MẬT"}
