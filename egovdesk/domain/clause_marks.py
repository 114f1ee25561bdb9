"""The marks that number the clauses of an administrative document (Decree 30/2020/NĐ-CP).

"Phần I", "Chương I", "Mục 1", "Điều 1.", "A.", "I.", "1.", "1.1.", "a)", "đ)", "-", "+", "•".
A mark is only a candidate here; whether it follows in sequence is for the reader of the whole.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class MarkStyle(StrEnum):
    """The kinds of mark, from the widest to the narrowest."""

    ANNEX = "annex"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    CAPITAL = "capital"
    ROMAN = "roman"
    NUMBER = "number"
    NUMBER_BRACKET = "number_bracket"
    DECIMAL = "decimal"
    LETTER = "letter"
    DASH = "dash"
    PLUS = "plus"
    BULLET = "bullet"

    @property
    def rank(self) -> int:
        """How styles nest: headings strictly, numbers and letters as they come, bullets last."""
        return _RANKS.get(self, _FREE_RANK)

    @property
    def is_heading(self) -> bool:
        """Say whether it is a heading, which nests in wider headings only."""
        return self.rank < _FREE_RANK

    @property
    def is_bullet(self) -> bool:
        """Say whether the mark has no number of its own."""
        return self.rank == _BULLET_RANK

    @property
    def runs_on(self) -> bool:
        """Say whether the numbering goes on across wider headings, as that of articles does."""
        return self in (MarkStyle.CHAPTER, MarkStyle.ARTICLE)


_FREE_RANK = 10
_BULLET_RANK = 20
_RANKS = {
    MarkStyle.ANNEX: 0,
    MarkStyle.PART: 1,
    MarkStyle.CHAPTER: 2,
    MarkStyle.SECTION: 3,
    MarkStyle.ARTICLE: 4,
    MarkStyle.DASH: _BULLET_RANK,
    MarkStyle.PLUS: _BULLET_RANK,
    MarkStyle.BULLET: _BULLET_RANK,
}

# Decree 30 numbers points a b c d đ e g h i k ...; word processors number them a b c d e f g.
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_SKIPPABLE = frozenset("đfjw")
_TENS = ("", "X", "XX", "XXX", "XL")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {ten + one: value for value, (ten, one) in enumerate((t, o) for t in _TENS for o in _ONES)}
"""Roman numerals and what they amount to, up to 49."""
del ROMAN[""]
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark at the start of a line: `name` is its piece of the label, `rest` the line after it."""

    style: MarkStyle
    path: tuple[int, ...]
    name: str
    written: str
    rest: str

    @property
    def is_first(self) -> bool:
        """Say whether a new list begins with it."""
        return not self.path or self.path[-1] == 1

    def follows(self, path: tuple[int, ...]) -> bool:
        """Say whether it is the next one after a mark of its own style."""
        if self.style.is_bullet:
            return True
        if self.path[:-1] != path[:-1]:
            return False
        before, here = path[-1], self.path[-1]
        if self.style in (MarkStyle.LETTER, MarkStyle.CAPITAL):
            return here > before and _SKIPPABLE.issuperset(_LETTERS[before : here - 1])
        return here == before + 1


_HEADINGS = {
    "phần": MarkStyle.PART,
    "chương": MarkStyle.CHAPTER,
    "mục": MarkStyle.SECTION,
    "điều": MarkStyle.ARTICLE,
}
_HEADING = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|ĐIỀU|Điều)\s+(?:THỨ\s+|[Tt]hứ\s+)?"
    rf"(?P<number>[IVXL]+|[1-9]\d{{0,2}}|(?i:{'|'.join(_ORDINALS)}))\b"
    r"(?P<end>\s?[.:–-])?\s*(?P<rest>.*)"
)
_NUMBER = re.compile(r"(?P<number>\d{1,3})\s?(?:(?P<end>[.)])|/(?=\s|[^\W\d_]))(?!\d)(?P<rest>.*)")
_DECIMAL = re.compile(
    r"(?P<number>[1-9]\d?(?:\.[1-9]\d?){1,3})(?:[.)](?!\d)|\s(?=[^\W\d_]))(?P<rest>.*)"
)
_LETTER = re.compile(r"(?P<number>[a-zđ])\s?(?:\)|[./](?=\s|[^\W\d_]{2}|$))(?P<rest>.*)")
_ROMAN = re.compile(r"(?P<number>[IVXL]+)\s?[.)/:–-](?P<rest>.*)")
_CAPITAL = re.compile(r"(?P<number>[A-ZĐ])\s?[.)/:–-](?=\s|[^\W\d_]{2}|$)(?P<rest>.*)")
# Word pastes its bullets as signs of the private use area.
_BULLET = re.compile(
    r"(?:(?P<dash>[-‐‑‒–—−](?![\d-]))|(?P<plus>\+(?!\d))"
    r"|[•●▪■◦○∙·*✓✔➢➤►\ue000-\uf8ff]|o(?=\s[^\W\d_]))\s*(?P<rest>.*)"
)


def candidate_marks(line: str) -> Iterator[Mark]:
    """Read the marks that the line may begin with: "V." is both a numeral and a letter."""
    for pattern, read in _READERS:
        found = pattern.fullmatch(line)
        mark = read(found) if found else None
        if mark is not None:
            yield mark


def _mark(found: re.Match[str], style: MarkStyle, path: tuple[int, ...], name: str) -> Mark:
    return Mark(
        style=style,
        path=path,
        name=name,
        written=found[0][: found.start("rest")].strip(),
        rest=found["rest"].strip(),
    )


def _heading(found: re.Match[str]) -> Mark | None:
    style = _HEADINGS[found["word"].lower()]
    rest = found["rest"]
    # "Điều 5 Nghị định ..." and "Mục 2 của Kế hoạch" are words of a sentence.
    stands_alone = found["end"] or not rest or (style is not MarkStyle.ARTICLE and rest.isupper())
    number = found["number"]
    value = _heading_value(number)
    if not stands_alone or value is None:
        return None
    shown = str(value) if number.lower() in _ORDINALS else number
    return _mark(found, style, (value,), f"{found['word'].capitalize()} {shown}")


def _heading_value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    if number.lower() in _ORDINALS:
        return _ORDINALS.index(number.lower()) + 1
    return ROMAN.get(number)


def _number(found: re.Match[str]) -> Mark | None:
    rest = found["rest"]
    if not found["end"] and not rest[:1].isspace() and not rest[1:2].islower():
        return None  # 01/NQ-CP
    style = MarkStyle.NUMBER_BRACKET if found["end"] == ")" else MarkStyle.NUMBER
    value = int(found["number"])
    return _mark(found, style, (value,), str(value))


def _decimal(found: re.Match[str]) -> Mark | None:
    path = tuple(map(int, found["number"].split(".")))
    is_quantity = found["rest"][:1].islower() and found[0][found.start("rest") - 1].isspace()
    return None if is_quantity else _mark(found, MarkStyle.DECIMAL, path, str(path[-1]))


def _letter(found: re.Match[str]) -> Mark:
    letter = found["number"]
    return _mark(found, MarkStyle.LETTER, (_LETTERS.index(letter) + 1,), letter)


def _capital(found: re.Match[str]) -> Mark:
    letter = found["number"]
    return _mark(found, MarkStyle.CAPITAL, (_LETTERS.index(letter.lower()) + 1,), letter)


def _roman(found: re.Match[str]) -> Mark | None:
    value = ROMAN.get(found["number"])
    return None if value is None else _mark(found, MarkStyle.ROMAN, (value,), found["number"])


def _bullet(found: re.Match[str]) -> Mark:
    style = MarkStyle.BULLET
    if found["dash"]:
        style = MarkStyle.DASH
    elif found["plus"]:
        style = MarkStyle.PLUS
    return _mark(found, style, (), "")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Mark | None]], ...] = (
    (_HEADING, _heading),
    (_DECIMAL, _decimal),
    (_NUMBER, _number),
    (_LETTER, _letter),
    (_ROMAN, _roman),
    (_CAPITAL, _capital),
    (_BULLET, _bullet),
)
