"""Tables as Excel, LibreOffice and Word put them on the clipboard: a rectangle of texts.

The texts are as they were copied; who stores them cleans them. An old TCVN3 text needs its soft
hyphens until it has been converted, so nothing but white space is touched here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from egovdesk.domain.errors import ErrorCode, UsageError

MAX_CELLS = 200_000
MAX_BYTES = 20_000_000

Rows = tuple[tuple[str, ...], ...]

# A quote that does not end where a cell ends was no quoting: "6" pipe" is a text.
_TSV_CELL = re.compile(
    r'(?:"(?P<quoted>(?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)|(?P<plain>[^\t\r\n]*+))'
    r"(?P<end>\t|\r\n?|\n|\Z)"
)
_NEEDS_QUOTES = re.compile(r'"|.*[\t\r\n]', re.DOTALL)
_SPACES = re.compile(r"\s+")
# Each of thousands of these would make the parser search the whole rest of the page.
_STRAY = re.compile("<(?![^<>]*>)")
_SILENT = frozenset({"script", "style"})
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
# Excel adds a row of widths that only very old browsers were to see.
_MISALIGNED = "if supportMisalignedColumns"


def parse_tsv(text: str) -> Rows:
    """Read cells divided by tabs and line ends; short rows are filled up with empty cells.

    A cell that holds a tab, a line end or a quote at its start is quoted, its quotes doubled.

    Raises:
        UsageError: there is nothing, or more than can be taken at once.
    """
    _check_size(text)
    if not text:
        raise UsageError(ErrorCode.PASTE_EMPTY)
    sheet = _Sheet()
    row = column = position = 0
    end = "\n"
    while end and (position < len(text) or end == "\t"):
        cell = _TSV_CELL.match(text, position)
        assert cell is not None  # it matches the empty text too
        quoted = cell["quoted"]
        sheet.put(row, column, cell["plain"] if quoted is None else quoted.replace('""', '"'))
        position, end = cell.end(), cell["end"]
        row, column = (row, column + 1) if end == "\t" else (row + 1, 0)
    return sheet.rows()


def to_tsv(rows: Iterable[Iterable[str]]) -> str:
    """Write rows so that `parse_tsv` and spreadsheets read the same texts back."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def parse_html(text: str) -> Rows:
    """Read the first table of a page that has a cell; merged cells give their text to the first.

    White space is collapsed as a browser does, no-break spaces too; lines and paragraphs of a
    cell are divided by line breaks.

    Raises:
        UsageError: there is no table, or more than can be taken at once.
    """
    _check_size(text)
    reader = _TableReader()
    reader.feed(_STRAY.sub("&lt;", _without_comments(text)))
    reader.close()
    return reader.rows()


def _check_size(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise UsageError(ErrorCode.PASTE_TOO_LARGE)


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(f"--{other}".partition("-->")[2] for other in others)


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""')) if _NEEDS_QUOTES.match(text) else text


@dataclass(slots=True)
class _Sheet:
    """Texts by row and column, and how far the sheet reaches with its empty cells."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    height: int = 0
    width: int = 0

    def reach(self, height: int, width: int) -> None:
        self.height, self.width = max(self.height, height), max(self.width, width)

    def put(self, row: int, column: int, text: str) -> None:
        self.reach(row + 1, column + 1)
        if text:
            self.texts[row, column] = text
            if len(self.texts) > MAX_CELLS:
                raise UsageError(ErrorCode.PASTE_TOO_LARGE)

    def rows(self) -> Rows:
        height, width = self.height, self.width
        if height * width > MAX_CELLS:  # whole rows and columns are copied with all that is empty
            height = max((row for row, _ in self.texts), default=-1) + 1
            width = max((column for _, column in self.texts), default=-1) + 1
        if height * width > MAX_CELLS:
            raise UsageError(ErrorCode.PASTE_TOO_LARGE)
        if not height * width:
            raise UsageError(ErrorCode.PASTE_EMPTY)
        return tuple(
            tuple(self.texts.get((row, column), "") for column in range(width))
            for row in range(height)
        )


@dataclass(slots=True)
class _Cell:
    """The text of a cell as it comes in pieces."""

    column: int
    pieces: list[str] = field(default_factory=list)
    is_block_over: bool = False

    def add(self, text: str) -> None:
        if self.is_block_over and text.isspace():
            return
        if self.is_block_over and self.pieces and self.pieces[-1] != "\n":
            self.pieces.append("\n")
        self.is_block_over = False
        self.pieces.append(_SPACES.sub(" ", text))

    def break_line(self) -> None:
        self.pieces.append("\n")

    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


class _TableReader(HTMLParser):
    """Fills a sheet from the first table; tables within its cells are text of these cells."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._depth = 0
        self._row = -1
        self._column = 0
        self._taken: set[int] = set()  # columns of this row that cells above reach into
        self._below: dict[int, int] = {}  # by column, how many more rows a cell reaches down
        self._spanned = 0
        self._cell: _Cell | None = None
        self._silent = ""
        self._is_ignored = False

    def rows(self) -> Rows:
        """Return the table's texts."""
        self._end_cell()
        return self._sheet.rows()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row, cell or line."""
        if tag in _SILENT:
            self._silent = tag
        if self._is_ignored:
            return
        if tag == "table":
            self._depth += 1
        if self._depth == 1 and tag == "tr":
            self._start_row()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._start_cell(dict(attrs))
        elif self._cell and tag == "br":
            self._cell.break_line()
        elif self._cell:
            self._divide(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a table, row, cell or paragraph."""
        if tag == self._silent:
            self._silent = ""
        if self._depth == 1 and tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if self._cell:
            self._divide(tag)
        if tag == "table" and self._depth:
            self._depth -= 1
            self._is_ignored |= not self._depth and self._sheet.width > 0

    def handle_data(self, data: str) -> None:
        """Add text to the open cell."""
        if self._cell and not self._silent and not self._is_ignored:
            self._cell.add(data)

    def unknown_decl(self, data: str) -> None:
        """Leave out what Excel wrote for old browsers only."""
        if self._sheet.width and not self._depth:
            return
        condition = data.strip("[]")
        if condition == _MISALIGNED:
            self._end_cell()
            self._is_ignored = True
        elif condition == "endif":
            self._is_ignored = False

    def handle_comment(self, data: str) -> None:
        """Take a condition that newer parsers report as a comment."""
        self.unknown_decl(data)

    def _divide(self, tag: str) -> None:
        if self._cell and (tag in _BLOCKS or tag in {"table", "tr"}):
            self._cell.is_block_over = True
        elif self._cell and tag in {"td", "th"}:
            self._cell.add(" ")

    def _start_row(self) -> None:
        self._end_cell()
        self._row += 1
        self._column = 0
        self._spend(len(self._below))
        self._taken = set(self._below)
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        self._sheet.reach(self._row + 1, 0)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if self._row < 0:
            self._start_row()
        while self._column in self._taken:
            self._column += 1
        columns, rows = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        self._cell = _Cell(self._column)
        self._column += columns
        self._sheet.reach(self._row + 1, self._column)
        if rows > 1:
            self._spend(columns)
            reached = range(self._cell.column, self._column)
            self._below |= dict.fromkeys(reached, rows - 1)

    def _end_cell(self) -> None:
        if self._cell:
            self._sheet.put(self._row, self._cell.column, self._cell.text())
        self._cell = None

    def _spend(self, cells: int) -> None:
        """Count cells that others reach into, since a few characters can ask for billions."""
        self._spanned += cells
        if self._spanned > MAX_CELLS:
            raise UsageError(ErrorCode.PASTE_TOO_LARGE)


def _span(value: str | None) -> int:
    """Return over how many rows or columns a cell reaches; what is no number counts as one."""
    digits = (value or "").strip()[:9]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1
