"""Vietnamese text, numbers and dates: how they are stored, sought, sorted, read and written.

Collation is the program's own, so that a list has the same order on every system and in SQL: the
letters of the Vietnamese alphabet first, then tones, then case (as CLDR orders `vi`).
`language` is `vi` or `en` throughout.
"""

import re
from datetime import MAXYEAR, MINYEAR, date
from fractions import Fraction
from functools import lru_cache
from unicodedata import category, normalize

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.legacy_text import LegacyEncoding, converted
from egovdesk.domain.values import value

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WEIGHTS = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONES = dict(zip("\u0300\u0309\u0303\u0301\u0323", "12345", strict=True))  # ngang is "0"
_MARKS = re.compile("[\u0300-\u036f]+")
_TOKEN = re.compile(r"[0-9]+|(?:[^\W0-9_][\u0300-\u036f]*)+")
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs"})
_NO_LETTERS = "\ufffe\uffff"  # Unicode promises that they never will be, and XML forbids them
# Legacy conversions leave the Icelandic eth where the Vietnamese letter is meant.
_STROKED_D = str.maketrans({"đ": "d", "ð": "d"})
# quí/quý, kĩ/kỹ; looks only backwards, so that a half-typed word still finds the whole one.
_Y_FOR_I = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])y|(?<=qu)y")

_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,4}|[0-9]{1,18})"
    r"(?:(?!(?P=mark))[.,](?P<decimals>[0-9]{1,18}))?"
    r"\s?%?"
)
_DAY_MONTH_YEAR = re.compile(
    r"(?:ngày )?([0-9]{1,2})(?:[/.-]| tháng )([0-9]{1,2})(?:[/.-]| năm )([0-9]{4})"
)
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH_YEAR = re.compile(r"(?:tháng |t ?)?([0-9]{1,2})(?: ?[/.-] ?| năm )([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_MONTHS = range(1, 13)
_PADDED_BELOW = 10
_FIRST_UNPADDED_MONTH = 3

# ☒ is the box that Word ticks; ✗ is left out, since people mean yes and no by it.
_YES = frozenset({"có", "co", "yes", "y", "1", "true", "đúng", "x", "✓", "✔", "☑", "☒", "√"})
_NO = frozenset({"", "không", "khong", "no", "n", "0", "false", "sai", "-", "–", "—", "☐", "□"})

_SECRET = {"": "MẬT", "tối": "TỐI MẬT", "tuyệt": "TUYỆT MẬT"}  # the higher the later
# The small ậ between capitals is the one of TCVN3.
_STAMP = re.compile(
    r"(?<![^\W_])(?:(?P<before>[^\W\d_]+)[ \t\xa0-]+)?M[Ậậ]T(?![^\W_])"
    r"(?=(?:[ \t\xa0]+(?P<after>[^\W\d_]+))?)"
)
_STATED = re.compile(
    r"\bđộ mật\s*[:=–-]\s*(?:(?P<degree>tối|tuyệt)\s+)?mật\b(?![ \t\xa0]+\w)", re.IGNORECASE
)
_ALONE = re.compile(r"\W*(?:M|(?P<degree>Tối|Tuyệt)\s+m)ật\W*")
# bảo mật, bí mật, cơ mật, giải mật, độ mật, trăng mật...; mật khẩu, mật độ, mật mã...
_ORDINARY_BEFORE = frozenset(
    {"bảo", "bí", "chu", "cơ", "độ", "đường", "gan", "giải", "không", "kín", "ống", "rỉ", "sỏi"}
    | {"thân", "trăng", "túi"}
)
_ORDINARY_AFTER = frozenset(
    {"danh", "đàm", "độ", "giáo", "hiệu", "khẩu", "lệnh", "mã", "mía", "nghị", "ngọt", "ngữ", "ong"}
    | {"thám", "thiết", "thư", "tông", "ước", "vụ"}
)


@value
class ParsedNumber:
    """A number as read; where `is_ambiguous` it was taken for a grouped whole number.

    "1.334" and "1,334" are 1334 in one language and a little over 1 in the other.
    """

    value: Fraction
    is_ambiguous: bool = False


def clean(text: str) -> str:
    """Return the text as it is stored: NFC, single spaces, nothing invisible, one line."""
    return " ".join(normalize("NFC", _shown(text)).split())


def clean_multiline(text: str) -> str:
    """Clean each line and keep the line breaks, without empty lines at either end."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def fold(text: str) -> str:
    """Return the search key: no marks, no case, đ as d, single spaces.

    Where the tone stands no longer matters (thủy, thuỷ), nor does i for y (quí, quý).
    """
    folded = map(_folded_word, clean(text).split(" "))
    return " ".join([word for word in folded if word])


@lru_cache(maxsize=32_768)
def _folded_word(word: str) -> str:
    """Fold one word; lists repeat their words far more often than their texts."""
    bare = clean(_without_marks(_without_marks(word).casefold()))
    return _Y_FOR_I.sub("i", bare.translate(_STROKED_D))


def matches(needle: str, haystack_folded: str) -> bool:
    """Say whether every word of the needle occurs in a text that was folded before."""
    return all(word in haystack_folded for word in fold(needle).split())


def collation_key(text: str) -> str:
    """Return a string whose code point order is the Vietnamese dictionary order of the texts.

    Punctuation only separates; numbers sort by value and before letters ("Quý 2", "Quý 10").
    A tone counts for its syllable, wherever it is placed, so hòa and hoà have one key.
    """
    letters, tones, cases = [], [], []
    for token in _TOKEN.findall(normalize("NFC", text)):
        if token.isdecimal():
            letters.append(_number_weight(token))
        else:
            word, tone, case = _word_weights(token)
            letters.append(word)
            tones.append(tone)
            cases.append(case)
    return "\t".join(" ".join(level) for level in (letters, tones, cases))


def name_key(full_name: str) -> str:
    """Return the sort key of a personal name: given name, then family name, then the middle."""
    words = clean(full_name).lower().split()
    parts = (words[-1:], words[:-1][:1], words[1:-1])
    return "\n".join(collation_key(" ".join(part)) for part in parts)


def format_number(value: int, language: str) -> str:
    """Write a whole number with its thousands grouped: 114.629, in English 114,629."""
    return f"{value:,}".replace(",", _SEPARATORS[language][0])


def format_fixed(value: Fraction, decimals: int, language: str) -> str:
    """Write a number with so many decimals, rounded exactly; a half is rounded away from zero."""
    scale = 10**decimals
    rounded = int(abs(value) * scale + Fraction(1, 2))
    whole, rest = divmod(rounded, scale)
    sign = "-" if value < 0 and rounded else ""
    point = f"{_SEPARATORS[language][1]}{rest:0{decimals}d}" if decimals else ""
    return f"{sign}{format_number(whole, language)}{point}"


def format_percent(value: Fraction, language: str) -> str:
    """Write a percentage with one decimal: 80 1/5 becomes 80,2%."""
    return f"{format_fixed(value, 1, language)}%"


def format_points(value: Fraction, language: str) -> str:
    """Write a difference in percentage points with its sign: +27,5; what rounds to 0 has none."""
    text = format_fixed(value, 1, language)
    return f"+{text}" if value > 0 and text != format_fixed(Fraction(0), 1, language) else text


def prose_count(count: int) -> str:
    """Write a count as official prose does, small ones with two digits: 07, 12, 1.334."""
    return f"{count:02d}" if 0 <= count < _PADDED_BELOW else format_number(count, "vi")


def parse_number(text: str) -> ParsedNumber:
    """Read a number written in either language: 1.234.567, 1234, 80,2, 80.2%, -5.

    Raises:
        UsageError: the text is no number.
    """
    match = _NUMBER.fullmatch(clean(text).replace("\u2212", "-"))
    if match is None:
        raise UsageError(ErrorCode.NUMBER_INVALID, value=text)
    whole, mark, decimals = match["whole"], match["mark"], match["decimals"] or ""
    unsure = mark in (".", ",") and whole.count(mark) == 1 and not decimals
    size = Fraction(int(re.sub(r"[., ]", "", whole) + decimals), 10 ** len(decimals))
    return ParsedNumber(value=-size if match["sign"] == "-" else size, is_ambiguous=unsure)


def format_date(day: date) -> str:
    """Write a day as the program shows it: 07/03/2019."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_prose_date(day: date) -> str:
    """Write a day as official documents do (Decree 30/2020): only months 1 and 2 are padded.

    24/02/2021, 07/3/2019.
    """
    month = f"{day.month:02d}" if day.month < _FIRST_UNPADDED_MONTH else str(day.month)
    return f"{day.day:02d}/{month}/{day.year:04d}"


def parse_date(text: str) -> date:
    """Read 24/02/2021, 24-2-2021, 24.2.2021, 2021-02-24 or ngày 24 tháng 02 năm 2021.

    A year of two digits is refused: 10/11/12 could be any of three days.

    Raises:
        UsageError: the text is no day of the calendar.
    """
    written = clean(text).lower()
    try:
        if match := _ISO_DAY.fullmatch(written):
            day = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _DAY_MONTH_YEAR.fullmatch(written):
            day = date(int(match[3]), int(match[2]), int(match[1]))
        else:
            day = date.min
    except ValueError:
        day = date.min
    if MINYEAR < day.year < MAXYEAR:  # the periods before and after must exist too
        return day
    raise UsageError(ErrorCode.DATE_INVALID, value=text)


def parse_month(text: str) -> str:
    """Read 09/2021, 9/2021, 2021-09, T9/2021, tháng 9/2021 or tháng 9 năm 2021 as `2021-09`.

    Raises:
        UsageError: the text is no month.
    """
    written = clean(text).lower()
    year = month = 0
    if match := _ISO_MONTH.fullmatch(written):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_YEAR.fullmatch(written):
        year, month = int(match[2]), int(match[1])
    if month in _MONTHS and MINYEAR < year < MAXYEAR:
        return f"{year:04d}-{month:02d}"
    raise UsageError(ErrorCode.MONTH_INVALID, value=text)


def parse_yes_no(text: str) -> bool:
    """Read an answer or a mark: có, x, 1, đúng, ✓ are yes; không, 0, sai, - and nothing are no.

    Raises:
        UsageError: the text is neither.
    """
    written = clean(text).lower()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise UsageError(ErrorCode.YES_NO_INVALID, value=text)


_MAY_MARK = re.compile("m(?:ậ|Ë|aä)t", re.IGNORECASE)
"""The word mật in Unicode, TCVN3 and VNI."""


def secrecy_marking(text: str) -> str | None:
    """Return the highest state-secret marking that a text carries: MẬT, TỐI MẬT or TUYỆT MẬT.

    A marking is the word in capitals, not in a compound (BẢO MẬT, MẬT KHẨU); what follows
    "Độ mật:"; or a line of its own ("Tối mật"). Texts in TCVN3 and VNI are read as well. Law
    29/2018/QH14 on state secrets names the degrees in article 8, and in article 5 forbids keeping
    what bears them on a computer that is or was networked.

    A warning is not a detector: a secret without its marking is not found, so None never says
    that a text is free of secrets.
    """
    shown = normalize("NFC", _shown(text))
    if _MAY_MARK.search(shown) is None:  # nearly every text, and quickly
        return None
    readings = [shown]
    if not shown.isascii():
        readings += [converted(shown, encoding) for encoding in LegacyEncoding]
    degrees = {degree for reading in readings for degree in _degrees(reading)}
    return next((_SECRET[degree] for degree in reversed(_SECRET) if degree in degrees), None)


def _degrees(text: str) -> set[str]:
    """Return what stands before "mật" in a text's markings: nothing, tối or tuyệt."""
    stated = [*_STATED.finditer(text), *filter(None, map(_ALONE.fullmatch, text.splitlines()))]
    degrees = {(match["degree"] or "").lower() for match in stated}
    for match in _STAMP.finditer(text):
        before, after = (match["before"] or "").lower(), (match["after"] or "").lower()
        if before in _SECRET and before:
            degrees.add(before)
        elif before not in _ORDINARY_BEFORE and after not in _ORDINARY_AFTER:
            degrees.add("")
    return degrees


def _shown(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        letter
        for letter in text
        if letter.isspace() or (category(letter) not in _NOT_SHOWN and letter not in _NO_LETTERS)
    )


def _without_marks(text: str) -> str:
    return _MARKS.sub("", normalize("NFD", text))


@lru_cache(maxsize=8192)
def _word_weights(word: str) -> tuple[str, str, str]:
    """Return the weights of a word's letters, of its tone ("0" for none) and of its case."""
    spread = normalize("NFD", word)
    tone = "".join(_TONES.get(letter, "") for letter in spread)
    bare = normalize("NFC", "".join(letter for letter in spread if letter not in _TONES))
    letters = "".join(map(_weight, bare.lower().replace("ð", "đ")))
    return letters, tone or "0", "".join("1" if letter.isupper() else "0" for letter in bare)


def _weight(letter: str) -> str:
    base = normalize("NFD", letter)[0]
    return _WEIGHTS.get(letter) or _WEIGHTS.get(base, base)


def _number_weight(digits: str) -> str:
    """Put the number of digits first; "9" carries over, so that any length sorts rightly."""
    significant = digits.lstrip("0")
    nines, rest = divmod(len(significant), 9)
    return f"{'9' * nines}{rest}{significant}"
