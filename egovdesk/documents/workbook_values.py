"""What is written in a cell, as a value: numbers as the sheet shows them, days as dates."""

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from decimal import Decimal
from math import isinf

from egovdesk.documents.tables import Flaw, Value
from egovdesk.documents.workbook_parts import MAX_TEXT, Kind, text_of
from egovdesk.domain.errors import ErrorCode

DAYS_TO_1904 = 1462
"""Days by which the other calendar of workbooks is later."""

EXACT_DIGITS = 18
"""Whole numbers of so many digits are read as they are written."""

_NUMBER = re.compile(rb"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,4})?")
_SHORT = re.compile(rb"-?[0-9]+\.[0-9]*[1-9]")
_SHORT_LENGTH = 16
_MAX_NUMBER_LENGTH = 400
_EXACT_WHOLE = 2**53

_FIRST_DAY, _LAST_DAY = 1, 2_958_100
_DAY_THAT_NEVER_WAS = 60
"""Excel counts 29/02/1900."""
_DAY = 86_400_000
"""Milliseconds."""
_EPOCH = date(1899, 12, 30).toordinal()


class BadValueError(Exception):
    """A value that no spreadsheet program writes; the first argument is the cause."""


def number(written: bytes) -> int | Decimal:
    """Return a number as the sheet shows it: 15 digits, whatever the computer made of the last."""
    if written.isdigit() and len(written) <= EXACT_DIGITS:
        return int(written)
    if len(written) <= _SHORT_LENGTH and _SHORT.fullmatch(written):
        return Decimal(written.decode())
    if len(written) > _MAX_NUMBER_LENGTH or not _NUMBER.fullmatch(written):
        raise BadValueError("number")
    value = float(written)
    if isinf(value):
        raise BadValueError("number")
    if value.is_integer() and abs(value) < _EXACT_WHOLE:
        return int(value)
    short = f"{value:.15g}"
    return int(short) if short.lstrip("-").isdigit() else Decimal(short)


def moment(serial: int | Decimal, shift: int, kind: Kind) -> Value | Flaw:
    """Turn a count of days into a day, a moment or a time of day."""
    days = int(serial)
    rest = timedelta() if serial == days else timedelta(milliseconds=round((serial - days) * _DAY))
    if kind is Kind.TIME and not days and rest >= timedelta():
        return (datetime.combine(date.min, time()) + rest).time()
    day = days + shift
    if serial < 0 or not _FIRST_DAY <= day <= _LAST_DAY or day == _DAY_THAT_NEVER_WAS:
        return Flaw(ErrorCode.CELL_NO_DATE, str(serial))
    found = date.fromordinal(_EPOCH + day + (day < _DAY_THAT_NEVER_WAS))
    return datetime.combine(found, time()) + rest if rest else found


def iso_day(written: bytes) -> Value:
    """Return a day or moment that is written as 2021-02-24 or 2021-02-24T08:30:00."""
    try:
        found = datetime.fromisoformat(written.decode("ascii")).replace(tzinfo=None)
    except ValueError as error:
        raise BadValueError("date") from error
    if not MINYEAR < found.year < MAXYEAR:
        raise BadValueError("date")
    return found.date() if found.time() == time() else found


def boolean(written: bytes) -> bool:
    """Return a yes or no."""
    match written:
        case b"1" | b"true":
            return True
        case b"0" | b"false":
            return False
        case _:
            raise BadValueError("yes-no")


def text(written: bytes) -> str | None:
    """Return a text that stands in the cell itself; an empty one is no value."""
    found = text_of(written)
    if len(found) > MAX_TEXT:
        raise BadValueError("text-length")
    return found or None
