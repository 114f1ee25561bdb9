"""The cells of a sheet as they are written, row by row.

Spreadsheet programs write sheets in one plain way, which one regular expression takes apart
without a gap several times faster than an XML parser hands the elements over. Whatever it cannot
account for to the last tag (prefixes, comments, other orders of attributes, missing references)
sends the whole sheet to lxml, which gives the same rows or refuses it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from egovdesk.documents.tables import Area, letters
from egovdesk.documents.workbook_check import NotPlainError, Package, parse
from egovdesk.documents.workbook_parts import LETTERS, discard
from egovdesk.documents.workbook_zip import damaged

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576

RawCell = tuple[bytes, bytes, bytes, bytes, bytes, bytes]
"""Column letters, row digits, other attributes, "<f" for a formula, value, text in the cell."""

_SPACE = rb'(?: xml:space="preserve")?+'
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>/]*+)(?:/>|>'
    rb"(?:(<f)[^<>/]*+(?:/>|>[^<]*+</f>))?+"
    rb"(?:<v" + _SPACE + rb"(?:/>|>(" + LETTERS + rb")</v>)"
    rb"|<is><t" + _SPACE + rb"(?:/>|>(" + LETTERS + rb")</t>)</is>)?+"
    rb"</c>)|<"
)
_ROW = re.compile(
    rb"(?:\s*+<row [^<>/]*+/>)*+\s*+"
    rb'<row r="([1-9][0-9]{0,6})"((?:\s[^<>/]*+)?+)>'
)
_CLOSED_ROWS = re.compile(rb"(?:\s*+<row [^<>/]*+/>)*+\s*+")
_ROW_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_BEGIN, _END, _NOTHING = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_DIGITS = re.compile(r"[1-9][0-9]{0,6}")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class RawRow(NamedTuple):
    """A row: its number and how that is written, and its cells in the file's order."""

    number: int
    digits: bytes
    is_hidden: bool
    cells: Sequence[RawCell]


@dataclass(slots=True)
class Frame:
    """What a sheet says beside its cells; complete once its rows were read."""

    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)


class _Columns(dict[bytes, int]):
    """Column numbers by their letters, kept once they were computed."""

    def __missing__(self, letters: bytes) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + letter - ord("A") + 1
        self[letters] = number
        return number


COLUMNS = _Columns()


def plain_rows(package: Package, part: str, frame: Frame) -> Iterator[RawRow]:
    """Take a sheet apart that is written in the usual way.

    Raises:
        NotPlainError: something is not accounted for; rows that were given do not count.
        InputError: the part is damaged.
    """
    before, rest = b"", b""
    for piece in package.pieces(part, b"</row>"):
        rows = piece
        if not before:
            before, begin, rows = piece.partition(_BEGIN)
            if not begin:
                rest = piece
                break
        if not piece.endswith(b"</row>"):
            rest = rows
            break
        for row in rows.removesuffix(b"</row>").split(b"</row>"):
            yield _plain_row(row)
    if not before.strip() or _BEGIN in rest or b"<!" in before + rest:
        raise NotPlainError
    if _NOTHING in before and not rest.strip():
        rest = _END
    _read_frame(package, part, frame, before, rest)


def _plain_row(row: bytes) -> RawRow:
    head = _ROW.match(row)
    if head is None:
        raise NotPlainError
    digits, look = head.groups()
    is_hidden = b"hidden" in look and _ROW_HIDDEN.search(look) is not None
    return RawRow(int(digits), digits, is_hidden, _CELL.findall(row, head.end()))


def _read_frame(package: Package, part: str, frame: Frame, before: bytes, rest: bytes) -> None:
    """Read what stands around the rows, which must be XML when they are left out."""
    closed = _CLOSED_ROWS.match(rest)
    after = rest[closed.end() :] if closed else rest
    if not after.startswith(_END):
        raise NotPlainError
    whole = before + after.removeprefix(_END)
    for element in parse(whole, package.file, part).iter("{*}col", "{*}mergeCell"):
        _note(element, frame)


def parsed_rows(package: Package, part: str, frame: Frame) -> Iterator[RawRow]:
    """Give the rows of any well-formed sheet, through a whole parser.

    Raises:
        InputError: the part is damaged, or a reference names no cell.
    """
    cells: list[RawCell] = []
    previous = column = 0
    for element in package.pull(part, ("c", "row", "col", "mergeCell")):
        match local_name(element), local_name(element.getparent()):
            case "c", "row":
                cells.append(_parsed_cell(package.file, element, previous + 1, column + 1))
                column = COLUMNS[cells[-1][0]]
                if len(cells) > LAST_COLUMN:
                    raise damaged(package.file, part, "reference")
                element.clear()
            case "row", "sheetData":
                number = element.get("r", str(previous + 1))
                previous = _row_number(package.file, part, number)
                is_hidden = element.get("hidden") in {"1", "true"}
                yield RawRow(previous, number.encode(), is_hidden, cells)
                cells, column = [], 0
                discard(element)
            case _:
                _note(element, frame)


def local_name(element: etree._Element | None) -> str:
    """Return an element's name without its namespace."""
    return "" if element is None else str(element.tag).rpartition("}")[2]


def _row_number(file: str, part: str, digits: str) -> int:
    if not _DIGITS.fullmatch(digits) or int(digits) > LAST_ROW:
        raise damaged(file, part, "reference")
    return int(digits)


def _parsed_cell(file: str, element: etree._Element, next_row: int, next_column: int) -> RawCell:
    row = element.getparent()
    number = str(next_row) if row is None else row.get("r", str(next_row))
    reference = element.get("r", f"{letters(next_column)}{number}")
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise damaged(file, reference, "reference")
    named = {name: element.get(name) for name in ("s", "t")}
    attributes = "".join(
        f" {name}={quoteattr(value)}" for name, value in named.items() if value is not None
    )
    formula = b"" if element.find("{*}f") is None else b"<f"
    value = element.findtext("{*}v", "")
    runs = element.iterfind("{*}is//{*}t")
    text = "".join(run.text or "" for run in runs if local_name(run.getparent()) != "rPh")
    return (
        match[1].encode(),
        match[2].encode(),
        attributes.encode(),
        formula,
        escape(value).encode(),
        escape(text).encode(),
    )


def _note(element: etree._Element, frame: Frame) -> None:
    """Keep a hidden column or merged cells; what is written wrongly there only decorates."""
    if local_name(element) == "col":
        bounds = element.get("min", ""), element.get("max", "")
        if element.get("hidden") in {"1", "true"} and all(map(str.isdecimal, bounds)):
            left, right = (min(int(bound[:9]), LAST_COLUMN) for bound in bounds)
            frame.hidden_columns.append((left, right))
        return
    first, _, last = element.get("ref", "").partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if begin and end:
        frame.merged.append(
            Area(
                first_row=int(begin[2]),
                first_column=COLUMNS[begin[1].encode()],
                last_row=int(end[2]),
                last_column=COLUMNS[end[1].encode()],
            )
        )
