"""Reading a cell: what was typed, pasted or imported becomes a field's value, or a problem."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.registers import Access, Field, FieldKind, Value
from egovdesk.domain.text import (
    clean,
    clean_multiline,
    fold,
    parse_date,
    parse_month,
    parse_number,
    parse_yes_no,
    secrecy_marking,
)

Raw = str | int | float | Fraction | bool | date | None
"""What a cell holds before it is read: text, or what a workbook knows to be a number or a day."""

Words = Mapping[str, Sequence[str]]
"""For each choice's id, the words by which people write it."""


class IssueCode(StrEnum):
    """What can be wrong with a cell; each has words in `egovdesk.wording`."""

    REQUIRED = "required"
    NOT_A_NUMBER = "not-a-number"
    NOT_WHOLE = "not-whole"
    OUT_OF_RANGE = "out-of-range"
    NOT_A_DAY = "not-a-day"
    NOT_A_MONTH = "not-a-month"
    NOT_A_CHOICE = "not-a-choice"
    NOT_YES_OR_NO = "not-yes-or-no"
    TOO_LONG = "too-long"
    SECRET = "secret"  # noqa: S105 - the name of an issue
    FORMULA_ERROR = "formula-error"
    LEGACY = "legacy"
    NOT_ABOVE = "not-above"
    NOT_BEFORE = "not-before"
    NOT_OF_KIND = "not-of-kind"
    TWICE = "twice"
    TAKEN = "taken"
    FIXED = "fixed"
    GONE = "gone"
    NOT_SAVED = "not-saved"
    READ_AS = "read-as"


_NOTICES = frozenset({IssueCode.READ_AS})


@dataclass(frozen=True, slots=True)
class CellIssue:
    """What is wrong with a cell, or was taken in one of two ways.

    `value` is what was written; `other` the limit, the other field's key, or how it was read.
    """

    code: IssueCode
    value: str = ""
    other: str = ""

    @property
    def blocks(self) -> bool:
        """Say whether the cell cannot be saved."""
        return self.code not in _NOTICES


Reading = tuple[Value, CellIssue | None]
"""A cell's value and what is to be said of it; the value of a blocked cell is None."""

_EARLIEST, _LATEST = 1945, 2100
_SHOWN = 60
_ERROR = re.compile(r"#(?:REF|VALUE|DIV/0|NAME|NUM|NULL|N/A|SPILL|CALC)[!?]?")


def reader(field: Field, words: Words | None = None) -> Callable[[Raw], Reading]:
    """Return what reads the cells of a field; `words` are its choices.

    Columns repeat themselves, so every text is read once.
    """
    read = _READERS[field.kind](field, words or {})
    known: dict[str, Reading] = {}

    def read_cell(raw: Raw) -> Reading:
        if raw is None:
            return read("")
        if not isinstance(raw, str):
            return read(raw)
        found = known.get(raw)
        if found is None:
            found = known[raw] = _error(raw) or read(raw)
        return found

    return read_cell


def _error(raw: str) -> Reading | None:
    if raw.startswith("#") and _ERROR.fullmatch(raw.strip()):
        return None, CellIssue(IssueCode.FORMULA_ERROR, raw.strip())
    return None


def _text_reader(field: Field, _words: Words) -> Callable[[Raw], Reading]:
    tidy = clean_multiline if field.kind is FieldKind.LONG_TEXT else clean

    def read(raw: Raw) -> Reading:
        text = tidy(raw) if isinstance(raw, str) else _written(raw)
        if not text:
            return _empty(field, "")
        if len(text) > field.most:
            return None, CellIssue(IssueCode.TOO_LONG, str(len(text)), str(field.most))
        if marking := secrecy_marking(text):
            return None, CellIssue(IssueCode.SECRET, marking)
        return text, None

    return read


def _whole_reader(field: Field, _words: Words) -> Callable[[Raw], Reading]:
    def read(raw: Raw) -> Reading:
        if isinstance(raw, str):
            if not raw or raw.isspace():
                return _empty(field, field.default)
            if raw.isascii() and raw.isdigit() and len(raw) < 13:  # noqa: PLR2004 - quick way
                return _within(field, int(raw), raw)
            return _written_number(field, raw)
        if isinstance(raw, bool | date):
            return None, CellIssue(IssueCode.NOT_A_NUMBER, _written(raw))
        try:
            whole = int(raw or 0)
        except (ValueError, OverflowError):  # NaN and the infinite
            return None, CellIssue(IssueCode.NOT_A_NUMBER, str(raw))
        if whole != raw:
            return None, CellIssue(IssueCode.NOT_WHOLE, str(raw))
        return _within(field, whole, str(raw))

    return read


def _written_number(field: Field, raw: str) -> Reading:
    try:
        parsed = parse_number(raw)
    except EGovDeskError:
        return None, CellIssue(IssueCode.NOT_A_NUMBER, raw[:_SHOWN])
    if "%" in raw or parsed.value.denominator != 1:
        return None, CellIssue(IssueCode.NOT_WHOLE, raw[:_SHOWN])
    value, issue = _within(field, int(parsed.value), raw)
    if issue is None and parsed.is_ambiguous:
        issue = CellIssue(IssueCode.READ_AS, raw.strip(), str(value))
    return value, issue


def _within(field: Field, number: int, raw: str) -> Reading:
    if 0 <= number <= field.most:
        return number, None
    return None, CellIssue(IssueCode.OUT_OF_RANGE, raw[:_SHOWN], str(field.most))


def _day_reader(field: Field, _words: Words) -> Callable[[Raw], Reading]:
    def read(raw: Raw) -> Reading:
        if isinstance(raw, datetime):
            day = raw.date()
        elif isinstance(raw, date):
            day = raw
        elif isinstance(raw, str) and (not raw or raw.isspace()):
            return _empty(field)
        else:
            try:
                day = parse_date(_written(raw))
            except EGovDeskError:
                return None, CellIssue(IssueCode.NOT_A_DAY, _written(raw)[:_SHOWN])
        if not _EARLIEST <= day.year <= _LATEST:
            return None, CellIssue(IssueCode.NOT_A_DAY, _written(raw)[:_SHOWN])
        return day, None

    return read


def _month_reader(field: Field, _words: Words) -> Callable[[Raw], Reading]:
    def read(raw: Raw) -> Reading:
        if isinstance(raw, date):
            return f"{raw.year:04d}-{raw.month:02d}", None
        text = _written(raw)
        if not text or text.isspace():
            return _empty(field, "")
        try:
            return parse_month(text), None
        except EGovDeskError:
            return None, CellIssue(IssueCode.NOT_A_MONTH, text[:_SHOWN])

    return read


def _choice_reader(field: Field, words: Words) -> Callable[[Raw], Reading]:
    ids = _ids(field, words)

    def read(raw: Raw) -> Reading:
        text = clean(_written(raw))
        if not text:
            return _empty(field, "" if field.default is None else field.default)
        found = ids.get(fold(text))
        if found is None:
            return None, CellIssue(IssueCode.NOT_A_CHOICE, text[:_SHOWN])
        return found, None

    return read


def _many_reader(field: Field, words: Words) -> Callable[[Raw], Reading]:
    ids = _ids(field, words)
    most_commas = max((name.count(",") for name in ids), default=0)

    def read(raw: Raw) -> Reading:
        found: dict[str, None] = {}
        for part in re.split(r"[;\n]", _written(raw)):
            pieces = [clean(piece) for piece in part.split(",") if clean(piece)]
            while pieces:  # a name may hold commas itself: the longest that is known counts
                for length in range(min(len(pieces), most_commas + 1), 0, -1):
                    one = ids.get(fold(", ".join(pieces[:length])))
                    if one is not None:
                        found[one] = None
                        del pieces[:length]
                        break
                else:
                    return None, CellIssue(IssueCode.NOT_A_CHOICE, pieces[0][:_SHOWN])
        return (", ".join(found), None) if found else _empty(field, "")

    return read


def _yes_no_reader(field: Field, _words: Words) -> Callable[[Raw], Reading]:
    def read(raw: Raw) -> Reading:
        if isinstance(raw, bool):
            return raw, None
        text = _written(raw)
        if not text or text.isspace():
            return (None, CellIssue(IssueCode.REQUIRED)) if field.is_required else (False, None)
        try:
            return parse_yes_no(text), None
        except EGovDeskError:
            return None, CellIssue(IssueCode.NOT_YES_OR_NO, text[:_SHOWN])

    return read


_READERS: Mapping[FieldKind, Callable[[Field, Words], Callable[[Raw], Reading]]] = {
    FieldKind.TEXT: _text_reader,
    FieldKind.LONG_TEXT: _text_reader,
    FieldKind.WHOLE: _whole_reader,
    FieldKind.DAY: _day_reader,
    FieldKind.MONTH: _month_reader,
    FieldKind.CHOICE: _choice_reader,
    FieldKind.MANY: _many_reader,
    FieldKind.YES_NO: _yes_no_reader,
}


def empty_value(field: Field) -> Value:
    """Return what a field of a new record holds while nothing was entered."""
    if field.default is not None:
        return field.default
    if field.kind is FieldKind.YES_NO:
        return False
    return None if field.kind in (FieldKind.WHOLE, FieldKind.DAY) else ""


def _empty(field: Field, value: Value = None) -> Reading:
    if field.is_required and field.access is not Access.COMPUTED:
        return None, CellIssue(IssueCode.REQUIRED)
    return value, None


def _ids(field: Field, words: Words) -> dict[str, str]:
    """Return each way of writing a choice, folded, with its id; ids themselves are one way."""
    found: dict[str, str] = {}
    for id_, spellings in words.items():
        for spelling in (id_, *spellings):
            found.setdefault(fold(spelling), id_)
    for member in field.choices or ():
        found.setdefault(fold(member.value), member.value)
    return found


def _written(raw: Raw) -> str:
    """Return how a value that is no text would be written in a cell."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    return str(raw)
