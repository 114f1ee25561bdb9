"""Text tables (.csv, .txt) from outside, read as a workbook of one sheet."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from egovdesk.documents.tables import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet, Workbook
from egovdesk.documents.workbook_parts import MAX_TEXT
from egovdesk.documents.workbook_zip import too_large
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.files import read_file

MAX_FILE = 64 << 20

_DELIMITERS = (";", "\t", ",")
_SAMPLE = 64 << 10
_SAMPLE_RECORDS = 50
_STEP = 1000
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def read_csv(path: Path, *, check: Callable[[], None] = lambda: None) -> Workbook:
    """Read a text table; every value is text as it is written, and empty text is None.

    UTF-8 with or without a byte order mark, and UTF-16 with one; `;`, tab or `,` between the
    values, found out from the first records or told by a first line `sep=;`. Rows are records.

    Raises:
        InputError: FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, TABLE_ENCODING (`place` is the
            line), WORKBOOK_TOO_LARGE, WORKBOOK_EMPTY.
    """
    text = _decoded(read_file(path, MAX_FILE), str(path))
    delimiter, start = _announced(text)
    rows: list[tuple[str | None, ...]] = []
    width = 0
    records = _records(text[start:], delimiter or _delimiter(text), path, check)
    for number, record in enumerate(records, start=1):
        row = tuple(value or None for value in record)
        used = max((place for place, value in enumerate(row, start=1) if value), default=0)
        if not used:
            continue
        width = max(width, used)
        for what, size, limit in (
            ("columns", width, MAX_COLUMNS),
            ("rows", number, MAX_ROWS),
            ("cells", width * number, MAX_CELLS),
        ):
            if size > limit:
                raise too_large(str(path), str(number), what, limit)
        rows.extend([()] * (number - 1 - len(rows)))
        rows.append(row)
    if not rows:
        raise InputError(ErrorCode.WORKBOOK_EMPTY, file=str(path))
    blank = (None,) * width
    whole = tuple((row + blank)[:width] for row in rows)
    return Workbook(str(path), (Sheet(name=path.stem, rows=whole),))


def _decoded(data: bytes, file: str) -> str:
    encoding = _UTF_16.get(data[:2])
    try:
        text = data[2:].decode(encoding) if encoding else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(ErrorCode.TABLE_ENCODING, file=file, place=line) from error
    if (place := text.find("\0")) >= 0:
        raise InputError(ErrorCode.TABLE_ENCODING, file=file, place=text.count("\n", 0, place) + 1)
    return text


def _announced(text: str) -> tuple[str, int]:
    """Return the delimiter that a first line `sep=;` names, and where the table starts."""
    first, ending, _ = text[:_SAMPLE].partition("\n")
    named = first.strip('"\r').removeprefix("sep=")
    if ending and first.strip('"').startswith("sep=") and len(named) == 1:
        return named, len(first) + len(ending)
    return "", 0


def _delimiter(text: str) -> str:
    """Find the delimiter that gives most of the first records one and the same width above 1."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = _DELIMITERS[0], (0.5, MAX_COLUMNS)
    for delimiter in _DELIMITERS:
        widths = Counter(_widths(sample, delimiter))
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        score = (count / max(1, widths.total()), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str) -> Iterator[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for _ in range(_SAMPLE_RECORDS):
            if record := next(reader, None):
                yield len(record)
    except csv.Error:
        return


def _records(
    text: str, delimiter: str, path: Path, check: Callable[[], None]
) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for count, record in enumerate(reader):
            if count % _STEP == 0:
                check()
            if any(len(value) > MAX_TEXT for value in record):
                raise too_large(str(path), str(count + 1), "text-length", MAX_TEXT)
            yield record
    except csv.Error as error:  # a value beyond what the module reads: a quote never closed
        raise too_large(str(path), str(reader.line_num), "text-length", MAX_TEXT) from error
