"""A spreadsheet's block in a month's sheet: which row is which procedure, which column what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from egovdesk.domain.errors import UsageError
from egovdesk.domain.procedures import CountField
from egovdesk.domain.text import fold, parse_number

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a block: its place in it, the procedure's code, and the texts of its counts.

    The code is as it was written, known or not; it is empty for a row below the last procedure.
    """

    place: int
    code: str
    texts: Mapping[CountField, str]


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block's rows that hold anything, and how many of its columns have no place."""

    rows: tuple[PlacedRow, ...]
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlace:
    """Where a block is put down: the codes as shown and the counts from left to right.

    `line` and `column` are the current cell; `titles` are folded ways of heading a count.
    """

    codes: Sequence[str]
    counts: Sequence[CountField]
    line: int
    column: int
    titles: Mapping[str, CountField]


def place_block(cells: Cells, at: SheetPlace) -> PlacedBlock:
    """Find each row's procedure by the code in the first column, or else by its position.

    A first row of titles says which column holds what; without one they follow one another from
    the current column on, or from the first where the block has all of them.
    """
    headings = [at.titles.get(fold(text)) for text in cells[0]]
    body = cells[1:] if any(headings) else cells
    by_code = _holds_codes(body, at.codes)
    skipped = by_code + (by_code and _holds_words(body))
    targets = headings
    if not any(headings):
        start = 0 if len(cells[0]) - skipped >= len(at.counts) else at.column
        following = [*at.counts[start:], *([None] * len(cells[0]))]
        targets = [*([None] * skipped), *following][: len(cells[0])]
    rows = []
    for number, texts in enumerate(body):
        placed = {to: text for to, text in zip(targets, texts, strict=False) if to is not None}
        if not any(text.strip() for text in placed.values()):
            continue
        line = at.line + number
        by_position = at.codes[line] if line < len(at.codes) else ""
        place = number + 1 + len(cells) - len(body)
        rows.append(PlacedRow(place, texts[0] if by_code else by_position, placed))
    return PlacedBlock(tuple(rows), targets[skipped:].count(None))


def _holds_codes(body: Cells, codes: Sequence[str]) -> bool:
    """Say whether most of what stands in the first of several columns are procedures' codes."""
    known = {fold(code) for code in codes}
    first = [fold(row[0]) for row in body if len(row) > 1 and row[0].strip()]
    return 2 * sum(text in known for text in first) > len(first)


def _holds_words(body: Cells) -> bool:
    """Say whether the second column holds no numbers but names."""
    second = [row[1] for row in body if len(row) > 1 and row[1].strip()]
    return bool(second) and not any(map(_is_number, second))


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except UsageError:
        return False
    return True
