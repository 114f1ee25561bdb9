"""What the cells of a foreign workbook refer to: its styles and its shared texts."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from egovdesk.documents.workbook_check import NotPlainError, Package, parse
from egovdesk.documents.workbook_zip import too_large

MAX_TEXT = 32_767
"""The most letters that a cell holds."""
MAX_STRINGS = 5_000_000

_LEGACY_FONT = re.compile(r"\.vn|vni[- ]", re.IGNORECASE)
"""Fonts that draw other letters than are stored: .VnTime (TCVN3), VNI-Times (VNI)."""

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)})
_BUILT_IN_TIMES = frozenset({18, 19, 20, 21, 32, 33, 45, 47})
_BUILT_IN_PERCENTS = frozenset({9, 10})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

LETTERS = rb"[^<\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = rb'<t(?: xml:space="preserve")?+(?:/>|>(' + LETTERS + rb")</t>)"
_STRING = re.compile(rb"<si>(?:" + _TEXT + rb"|((?:[^<]++|<(?!/?si>))*+))</si>|<si/>|(<)")
_PHONETIC = re.compile(rb"<rPh\b.*?</rPh>|<phoneticPr\b[^<>]*+>", re.DOTALL)
_RUN = re.compile(rb"<r>(?:<rPr>((?:[^<]++|<(?!/?rPr>))*+)</rPr>|<rPr/>)?+" + _TEXT + rb"</r>|(<)")
_RUN_FONT = re.compile(rb'<rFont val="([^"]*+)"')


class Kind(Enum):
    """What a number stands for, by the format in which it is shown."""

    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown; `font` is named only where it is a legacy Vietnamese one."""

    kind: Kind = Kind.NUMBER
    font: str = ""


@dataclass(frozen=True, slots=True)
class Strings:
    """The shared texts, and the legacy fonts inside those that are drawn in several."""

    texts: Sequence[str] = ()
    fonts: dict[int, str] | None = None


def read_styles(package: Package) -> tuple[Style, ...]:
    """Return the style behind each style number of the cells."""
    if package.styles is None:
        return (Style(),)
    tree = package.tree(package.styles)
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in tree.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [_font_name(element) for element in tree.iterfind("{*}fonts/{*}font")]
    return tuple(
        Style(_kind(element.get("numFmtId", "0"), codes), _font(element.get("fontId", "0"), fonts))
        for element in tree.iterfind("{*}cellXfs/{*}xf")
    )


def kind_of_code(code: str) -> Kind:
    """Say what a format such as `dd/mm/yyyy` or `0.0%` shows."""
    first = code.split(";", maxsplit=1)[0]
    if _ELAPSED.search(first):
        return Kind.NUMBER
    letters = _NOT_CODE.sub("", first).lower()
    if "general" in letters or "standard" in letters:
        return Kind.NUMBER
    if "%" in letters:
        return Kind.PERCENT
    if "y" in letters or "d" in letters:
        return Kind.DATE
    if "h" in letters or "s" in letters:
        return Kind.TIME
    return Kind.DATE if "m" in letters else Kind.NUMBER


def legacy_font(name: str) -> str:
    """Return the name of a font that draws legacy Vietnamese text, or nothing."""
    return name if _LEGACY_FONT.match(name) else ""


def read_strings(package: Package) -> Strings:
    """Return the texts that cells refer to by their number."""
    if package.strings is None:
        return Strings()
    try:
        found = _collected(package, _plain_strings(package, package.strings))
    except NotPlainError:
        found = _collected(package, _parsed_strings(package, package.strings))
    return found


def text_of(escaped: bytes) -> str:
    """Return the text that stands in an XML part, its escapes resolved.

    Raises:
        NotPlainError: it is not UTF-8, or it has an escape that XML does not know.
    """
    try:
        text = escaped.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(lambda match: _LETTERS[match[0]], text)
    return resolved(text)


_FORBIDDEN = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"}


class _Letters(dict[str, str]):
    """The letter behind each escape of XML, kept once it was found."""

    def __missing__(self, escape: str) -> str:
        match = _ENTITY.fullmatch(escape)
        if match is None or match.lastindex is None:
            raise NotPlainError
        decimal, hexadecimal, name = match.groups()
        if name:
            letter = _NAMED.get(name, "")
        else:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            letter = chr(code) if code <= sys.maxunicode else ""
        if (
            not letter
            or "\ud800" <= letter <= "\udfff"
            or (letter < " " and letter not in "\t\n\r")
        ):
            raise NotPlainError
        self[escape] = letter
        return letter


_LETTERS = _Letters()


def resolved(text: str) -> str:
    """Resolve `_x000D_`, the workbook's own escape; a lone surrogate becomes a replacement."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _kind(number: str, codes: dict[str, str]) -> Kind:
    if number in codes:
        return kind_of_code(codes[number])
    known = int(number) if number.isdecimal() and len(number) < len("1000") else 0
    if known in _BUILT_IN_PERCENTS:
        return Kind.PERCENT
    if known in _BUILT_IN_DATES:
        return Kind.DATE
    return Kind.TIME if known in _BUILT_IN_TIMES else Kind.NUMBER


def _font_name(element: etree._Element) -> str:
    name = element.find("{*}name")
    return "" if name is None else legacy_font(name.get("val", ""))


def _font(number: str, fonts: Sequence[str]) -> str:
    index = int(number) if number.isdecimal() else len(fonts)
    return fonts[index] if index < len(fonts) else ""


def _collected(package: Package, found: Iterable[tuple[str, str]]) -> Strings:
    texts: list[str] = []
    fonts: dict[int, str] = {}
    for text, font in found:
        if len(text) > MAX_TEXT:
            raise too_large(package.file, package.strings or "", "text-length", MAX_TEXT)
        if font:
            fonts[len(texts)] = font
        texts.append(text)
        if len(texts) > MAX_STRINGS:
            raise too_large(package.file, package.strings or "", "cells", MAX_STRINGS)
    return Strings(texts, fonts)


def _plain_strings(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Give text and legacy font of each entry, as long as the XML is written as usual."""
    before = rest = b""
    for piece in package.pieces(part, b"</si>"):
        if not piece.endswith(b"</si>"):
            rest = piece
            break
        start = 0 if before else piece.find(b"<si")
        before = before or piece[:start]
        yield from _entries(piece[start:])
    if b"<!" in before or len(parse(before + rest, package.file, part)):
        raise NotPlainError


def _entries(data: bytes) -> Iterator[tuple[str, str]]:
    for plain, rich, stray in _STRING.findall(data):
        if stray:
            raise NotPlainError
        yield _rich(rich) if rich else (text_of(plain), "")


def _rich(content: bytes) -> tuple[str, str]:
    """Join the runs of a text that is drawn in several fonts; how it is spoken is left out."""
    texts, font = [], ""
    for look, text, stray in _RUN.findall(_PHONETIC.sub(b"", content)):
        if stray:
            raise NotPlainError
        texts.append(text)
        named = _RUN_FONT.search(look)
        font = font or (legacy_font(text_of(named[1])) if named and text.strip() else "")
    return text_of(b"".join(texts)), font


def _parsed_strings(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Give the same through a whole parser, which refuses what is not XML."""
    for element in package.pull(part, ("si",)):
        yield _text_and_font(element)
        discard(element)


def discard(element: etree._Element) -> None:
    """Let go of an element that was read, and of those before it."""
    parent = element.getparent()
    element.clear()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _text_and_font(element: etree._Element) -> tuple[str, str]:
    texts, font = [], ""
    for run in element.iterfind("{*}r"):
        name = run.find("{*}rPr/{*}rFont")
        font = font or ("" if name is None else legacy_font(name.get("val", "")))
        texts += [text.text or "" for text in run.iterfind("{*}t")]
    texts += [text.text or "" for text in element.iterfind("{*}t")]
    return resolved("".join(texts)), font
