"""Texts in TCVN3 and VNI: told from Unicode and other languages, and brought to Unicode."""

import re
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.legacy_text import (
    LegacyEncoding,
    converted,
    encoding_of_font,
    recognised,
)
from tests.domain.legacy_writing import (
    CAPITALS_WITHOUT_TONE,
    SMALL_LETTERS,
    in_tcvn3,
    in_vni,
    without_toned_capitals,
)

TCVN3, VNI = LegacyEncoding
DATA = Path(__file__).parents[1] / "data"
WORDS = (DATA / "vietnamese-words.txt").read_text("utf-8").split()
DIRECTIVE = normalize("NFC", (DATA / "directive-1478.txt").read_text("utf-8"))
SENTENCES = [
    " ".join(sentence.split())
    for sentence in re.split(r"[.;:|]\s", DIRECTIVE.replace("\n", " "))
    if not sentence.isascii()
]
MARKED_LETTERS = [letter for letter in SMALL_LETTERS if not letter.isascii()]
WRITERS = {TCVN3: in_tcvn3, VNI: in_vni}

FRENCH = ["été", "forêt", "même", "très", "près", "août", "où", "hôtel", "tôt", "côté", "à", "né"]

WRITTEN = st.lists(
    st.sampled_from(WORDS) | st.text("abcxyzABC 0123456789.,-/()“”–…%\n\t", max_size=8), max_size=12
).map(" ".join)


def test_every_letter_is_tested():
    assert len(MARKED_LETTERS) == 67
    assert len({in_vni(letter + letter.upper()) for letter in MARKED_LETTERS}) == 67
    assert len({in_tcvn3(letter) for letter in MARKED_LETTERS}) == 67


# Conversion


@pytest.mark.parametrize(
    ("written", "encoding", "read"),
    [
        ("Côc §¨ng kiÓm ViÖt Nam", TCVN3, "Cục Đăng kiểm Việt Nam"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", TCVN3, "Độc lập - Tự do - Hạnh phúc"),
        ("quyÕt ®Þnh cña Bé tr\u00adëng", TCVN3, "quyết định của Bộ trưởng"),
        ("Q§-BGTVT, kiÓm tra 120 m²", TCVN3, "QĐ-BGTVT, kiểm tra 120 m²"),
        ("Ñaêng kieåm", VNI, "Đăng kiểm"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", VNI, "Độc lập - Tự do - Hạnh phúc"),
        ("BOÄ GIAO THOÂNG VAÄN TAÛI", VNI, "BỘ GIAO THÔNG VẬN TẢI"),
        ("Aùn leä, AÙn leä, Ñöôøng boä", VNI, "Án lệ, Án lệ, Đường bộ"),
        ("Baøi kính kính", VNI, "Bài kính kính"),  # í is written alike in both
        ("kyõ thuaät, myõ quan, uûy ban", VNI, "kỹ thuật, mỹ quan, ủy ban"),
    ],
)
def test_old_texts_are_read(written: str, encoding: LegacyEncoding, read: str):
    assert recognised(written) is encoding
    assert converted(written, encoding) == read


@pytest.mark.parametrize("letter", MARKED_LETTERS)
def test_every_letter_is_converted_alone_and_in_a_text(letter: str):
    both = letter + letter.upper()
    for text in (letter, letter.upper(), both, f"x{both} 1{both}."):
        assert converted(in_vni(text), VNI) == text
        assert converted(in_tcvn3(text), TCVN3) == without_toned_capitals(text)
        assert converted(in_tcvn3(text), TCVN3, ".VnTimeH") == text.upper()


def test_capitals_without_a_tone_need_no_font():
    for capital, written in CAPITALS_WITHOUT_TONE.items():
        assert converted(written, TCVN3) == capital


def test_sentences_come_back_exactly():
    assert len(SENTENCES) > 80
    for sentence in SENTENCES:
        assert converted(in_vni(sentence), VNI) == sentence
        assert converted(in_vni(sentence.upper()), VNI) == sentence.upper()
        assert converted(in_tcvn3(sentence), TCVN3) == without_toned_capitals(sentence)
        assert converted(in_tcvn3(sentence), TCVN3, ".VnTimeH") == sentence.upper()


@given(WRITTEN)
def test_what_was_written_comes_back(text: str):
    assert converted(in_vni(text), VNI) == text
    assert converted(in_tcvn3(text), TCVN3) == without_toned_capitals(text)


@given(
    st.text() | st.text(st.characters(max_codepoint=0xFF)),
    st.sampled_from(LegacyEncoding),
    st.sampled_from(["", ".VnTimeH"]),
)
def test_whatever_the_text_it_comes_out_composed(text: str, encoding: LegacyEncoding, font: str):
    assert is_normalized("NFC", converted(text, encoding, font))
    assert recognised(text, font) in {None, *LegacyEncoding}


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_unicode_is_left_alone(encoding: LegacyEncoding):
    assert converted("", encoding) == ""
    assert converted("Plain text, 12.5%", encoding) == "Plain text, 12.5%"
    assert converted("báo cáo tình hình Hà Nam", encoding) == "báo cáo tình hình Hà Nam"
    beyond_latin_1 = [sentence for sentence in SENTENCES if max(sentence) > "Ạ"]
    assert len(beyond_latin_1) > 70
    for sentence in beyond_latin_1:
        assert converted(sentence, encoding) == sentence
        assert converted(normalize("NFD", sentence), encoding, ".VnTimeH") == sentence


# Recognition


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_most_words_alone_prove_their_encoding_and_none_proves_another(encoding: LegacyEncoding):
    written = [(word, WRITERS[encoding](word)) for word in WORDS if len(word) > 2]
    answers = [recognised(text) for word, text in written if text != word]
    assert set(answers) == {encoding, None}
    assert answers.count(encoding) / len(answers) > 0.9


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_sentences_prove_their_encoding(encoding: LegacyEncoding):
    long = [sentence for sentence in SENTENCES if len(sentence.split()) > 3]
    assert len(long) > 70
    assert {recognised(WRITERS[encoding](sentence)) for sentence in long} == {encoding}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_no_unicode_sentence_or_word_is_taken_for_legacy(form: str):
    for text in [*SENTENCES, *WORDS, DIRECTIVE]:
        for spelling in (text, text.upper(), text.lower()):
            assert recognised(normalize(form, spelling)) is None, text


@given(WRITTEN)
def test_no_unicode_text_is_taken_for_legacy(text: str):
    assert recognised(text) is None
    assert recognised(normalize("NFD", text)) is None


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_plain_text_is_never_legacy(text: str):
    assert recognised(text) is None
    assert recognised(text, ".VnTime") is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "12.345,6", "50%", "½ kg", "10 µm", "25 °C", "m²", "£5 – ¥6", "© 2021", "Windows®"),
        *("§ 5", "«Bonjour»", "«oui»", "No¹", "go to¹", "a·b", "·", "¿Qué?", "5 × 6 ÷ 2"),
        *("café", "naïve", "résumé", "façade", "Noël", "Müller", "Zoë", "São Paulo", "señor"),
        *("tôt", "TÔT", "laïc", "Thaï", "Mãe", "où", "été", "né", "moño", "MOÑO", "O CÉU", "è giù"),
        "Une note d’information a été adressée à la Direction générale de l’administration.",
        "Dès le début, les élèves étaient prêts à être évalués ; c’est très tôt.",
        "Straßenverkehrsbehörden müssen für Fußgänger schöne Wege über Brücken führen.",
        "El año próximo la administración pública mejorará los trámites electrónicos.",
        "A situação não é fácil, mas têm solução: as mães também irão às reuniões.",
        "L'attività è più semplice perché la città offrirà più qualità e libertà.",
        "Smörgåsbord på Öresund, från Malmö till København.",
        "The report of the Ministry is due on 24/02/2021.",
    ],
)
def test_other_languages_and_signs_are_not_legacy(text: str):
    assert recognised(text) is None


@given(st.lists(st.sampled_from(FRENCH)))
def test_french_of_any_length_is_not_legacy(words: list[str]):
    assert recognised(" ".join(words)) is None


# Fonts


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnTimeH", TCVN3),
        (".vnarial narrow", TCVN3),
        ("'.VnTime', serif", TCVN3),
        ("VNI-Times", VNI),
        ("vni-helve", VNI),
        ("Times New Roman", None),
        ("VNtimes new roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_fonts_tell_their_encoding(font: str, encoding: LegacyEncoding | None):
    assert encoding_of_font(font) is encoding


def test_a_font_decides_where_words_alone_prove_nothing():
    assert recognised("dùng") is None
    assert recognised("dùng", ".VnTime") is TCVN3
    assert converted("dùng", TCVN3, ".VnTime") == "dựng"
    assert recognised("Q§", ".VnTime") is TCVN3
    assert recognised("ñôn", "VNI-Times") is VNI


def test_a_font_does_not_overrule_unicode():
    for font in (".VnTime", ".VnTimeH", "VNI-Times"):
        assert recognised("Cục Đăng kiểm", font) is None
        assert recognised(normalize("NFD", "Cục Đăng kiểm"), font) is None
        assert recognised("12.5", font) is None
    assert recognised("Hà Nam", ".VnTime") is None
    assert recognised("Báo cáo", ".VnTime") is None


def test_a_font_of_capitals_makes_capitals():
    assert recognised("Bao cao", ".VnTimeH") is TCVN3
    assert converted("Bé giao th«ng vËn t¶i", TCVN3, ".VnArialH") == "BỘ GIAO THÔNG VẬN TẢI"
    assert converted("Bé giao th«ng vËn t¶i", TCVN3, ".VnArial") == "Bộ giao thông vận tải"
    assert converted("Ñaêng kieåm", VNI, ".VnArialH") == "Đăng kiểm"
