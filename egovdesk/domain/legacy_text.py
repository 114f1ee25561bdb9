"""Vietnamese from before Unicode: what old office files hold in the fonts `.Vn*` and `VNI-*`.

TCVN3 (TCVN 5712:1993, character set VN3, the "ABC" fonts) has one Latin-1 character per letter:
"Côc §¨ng kiÓm". It has no capital letter with a tone: those are the small letters shown in a font
of capitals (`.VnTimeH`), so without that font their case is lost. VNI for Windows (VNI-Win)
writes a base letter and then a Latin-1 character for its marks: "Ñaêng kieåm".

Convert before `text.clean`, which drops the soft hyphen that is the TCVN3 letter ư.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from egovdesk.domain.syllable import is_syllable


class LegacyEncoding(StrEnum):
    """How the letters of an old text are written."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_TCVN3_LETTERS = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3_LETTERS)

_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_ALONE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_PAIRS = (  # the base letters, the characters that follow them, the marks these stand for
    ("aeouyôö", "ùøûõï", _TONES),
    ("aeo", "âáàåãä", ("\u0302", *("\u0302" + tone for tone in _TONES))),
    ("a", "êéèúüë", ("\u0306", *("\u0306" + tone for tone in _TONES))),
)


def _vni_letters() -> dict[str, str]:
    """Return every letter by the characters that write it; the first of them has the case."""
    small = dict(_VNI_ALONE)
    for bases, characters, marks in _VNI_PAIRS:
        for base in bases:
            letter = _VNI_ALONE.get(base, base)
            for character, mark in zip(characters, marks, strict=True):
                small[base + character] = normalize("NFC", letter + mark)
    capital = {written.upper(): letter.upper() for written, letter in small.items()}
    # What makes a sentence begin with a capital turns "aùo" into "Aùo".
    mixed = {written.capitalize(): letter.upper() for written, letter in small.items()}
    return small | capital | mixed


_VNI_LETTERS = _vni_letters()
_VNI_LETTER = re.compile("[aeouyôö][ùøûõïâáàåãäêéèúüë]|[ôöñíìæóòî]", re.IGNORECASE)

_WORD = {
    LegacyEncoding.TCVN3: re.compile(f"[A-Za-zÀ-ÿ{''.join(_TCVN3_LETTERS)}]+"),
    LegacyEncoding.VNI: re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]+"),
}
_BEYOND_LATIN_1 = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_SAME_IN_UNICODE = {LegacyEncoding.TCVN3: "ý", LegacyEncoding.VNI: "íìÍÌ"}
_CONSONANTS = frozenset("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX")

# Words of French, Spanish, Portuguese, Italian and German that would read as syllables.
_OTHER_LANGUAGES = frozenset(
    {"coït", "gît", "haï", "laïc", "loïc", "rôt", "thaï", "tôt", "ché", "giù"}
    | {"deán", "mãe", "ruí", "têm", "voá", "rät", "sät", "säe", "säen"}
)
_LONGEST_NO_PROOF = 2  # "né" and "µm" are too short
_SAMPLES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """How many of a text's words with marks are syllables if read as legacy, or as they stand.

    `proof` is 2 for each word that can be nothing else, 1 for one with its capitals mixed.
    """

    legacy: int
    neither: int
    unicode: int
    proof: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyText:
    """Text in an encoding from before Unicode: how many cells, and how some would change."""

    encoding: LegacyEncoding
    cells: int
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyCells:
    """What cells of a table are in old encodings, and each of them in Unicode, by row and column.

    Rows and columns count as those who gave the cells count them.
    """

    found: tuple[LegacyText, ...] = ()
    unicode: dict[tuple[int, int], str]


def legacy_cells(cells: Iterable[tuple[int, int, str, str]]) -> LegacyCells:
    """Find the texts in old encodings, given as row, column, text and font.

    They are known by their fonts, and by their letters where no font says.
    """
    counts: Counter[LegacyEncoding] = Counter()
    samples: dict[LegacyEncoding, list[tuple[str, str]]] = {}
    in_unicode: dict[tuple[int, int], str] = {}
    known: dict[tuple[str, str], LegacyEncoding | None] = {}
    for row, column, text, font in cells:
        if text.isascii():
            continue
        written = (text, font)
        if written not in known:  # columns repeat themselves
            known[written] = recognised(text, font)
        encoding = known[written]
        if encoding is None:
            continue
        in_unicode[row, column] = converted(text, encoding, font)
        counts[encoding] += 1
        kept = samples.setdefault(encoding, [])
        if len(kept) < _SAMPLES:
            kept.append((text, in_unicode[row, column]))
    found = tuple(
        LegacyText(encoding=encoding, cells=count, samples=tuple(samples[encoding]))
        for encoding, count in counts.items()
    )
    return LegacyCells(found=found, unicode=in_unicode)


def encoding_of_font(font_name: str) -> LegacyEncoding | None:
    """Return the encoding for which a font was drawn: `.VnTime` TCVN3, `VNI-Times` VNI."""
    name = _family(font_name)
    if name.startswith(".vn"):
        return LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if name.startswith("vni-") else None


def recognised(text: str, font: str = "") -> LegacyEncoding | None:
    """Return the encoding of a text that is not Unicode Vietnamese, or None where unsure.

    Under a font of an encoding a text is taken for it unless it reads better as Unicode. Without
    one the words must prove it: most of those with marks are Vietnamese syllables in one encoding,
    and fewer are as they stand. So "kiÓm" proves TCVN3, but "dùng" (dựng) proves nothing: judge
    a column or a page at once rather than a cell.
    """
    text = normalize("NFC", text)
    if encoding := encoding_of_font(font):
        return encoding if converted(text, encoding, font) != text else None
    if text.isascii() or any(letter > "ÿ" and letter.isalpha() for letter in text):
        return None
    weights = {candidate: _weight(text, candidate) for candidate in LegacyEncoding}
    best = max(weights, key=lambda candidate: weights[candidate])
    return best if weights[best] > min(weights.values()) else None


def converted(text: str, encoding: LegacyEncoding, font: str = "") -> str:
    """Return a legacy text in Unicode, NFC; a text that is Unicode Vietnamese already as it is.

    Where a text can be read both ways ("dùng"), the encoding that was given is believed.
    A TCVN3 font of capitals (`.VnTimeH`) makes capitals of every letter. Without it a capital
    with a tone comes out small, since the text itself does not say that it was one.
    """
    text = normalize("NFC", text)
    if _is_unicode(text, encoding):
        return text
    written = _decoded(text, encoding)
    is_capitals = encoding_of_font(font) is LegacyEncoding.TCVN3 and _family(font).endswith("h")
    if is_capitals and encoding is LegacyEncoding.TCVN3:
        written = written.upper()
    return normalize("NFC", written)


def _family(font_name: str) -> str:
    """Return the first name of a font list as a style sheet writes it: `".VnTime", serif`."""
    return font_name.partition(",")[0].strip(" '\"").lower()


def _decoded(text: str, encoding: LegacyEncoding) -> str:
    match encoding:
        case LegacyEncoding.TCVN3:
            return text.translate(_TCVN3_TABLE)
        case LegacyEncoding.VNI:
            return _VNI_LETTER.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    written = match[0]
    alone = "".join(_VNI_LETTERS.get(character, character) for character in written)
    return _VNI_LETTERS.get(written, alone)


def _is_unicode(text: str, encoding: LegacyEncoding) -> bool:
    if _BEYOND_LATIN_1.search(text):
        return True
    found = _evidence(text, encoding)
    return found.unicode > found.legacy


def _weight(text: str, encoding: LegacyEncoding) -> int:
    """Return how strongly the words of a text, without a font, prove an encoding; 0 if not."""
    found = _evidence(text, encoding)
    is_proof = found.proof > 1 and found.legacy > max(found.unicode, 2 * found.neither)
    return found.legacy - found.neither if is_proof else 0


def _evidence(text: str, encoding: LegacyEncoding) -> _Evidence:
    legacy = neither = as_unicode = proof = 0
    for word in _WORD[encoding].findall(text):
        read = _decoded(word, encoding)
        if len(word) == 1 or _says_nothing(word, read, encoding):
            continue
        is_unicode = _has_one_case(word) and is_syllable(word)
        is_legacy = read != word and is_syllable(read) and _has_case_of(encoding, read)
        as_unicode += is_unicode
        legacy += is_legacy
        neither += not is_legacy and not is_unicode
        if is_legacy and len(word) > _LONGEST_NO_PROOF:
            proof += 2 if _has_one_case(read) else 1
    return _Evidence(legacy=legacy, neither=neither, unicode=as_unicode, proof=proof)


def _says_nothing(word: str, read: str, encoding: LegacyEncoding) -> bool:
    """Say whether a word is written alike in both, an abbreviation (QĐ), or of another language.

    A footnote (¹) or bullet (·) at the end of a plain word is not its letter.
    """
    return (
        all(c.isascii() or c in _SAME_IN_UNICODE[encoding] for c in word.rstrip("¹·"))
        or word.lower() in _OTHER_LANGUAGES
        or _CONSONANTS.issuperset(read)
    )


def _has_case_of(encoding: LegacyEncoding, word: str) -> bool:
    return encoding is LegacyEncoding.TCVN3 or _has_one_case(word)


def _has_one_case(word: str) -> bool:
    """Say whether a word is all small, all capital, or begins with a capital; "phÈm" is not."""
    return word.islower() or word.isupper() or word.istitle()
