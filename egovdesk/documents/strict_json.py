"""JSON from outside, read so that it can mean one thing only.

Our formats hold objects, arrays, text, true, false, null and whole numbers; exact fractions are
text. Whatever two readers could understand differently is refused: double keys, NaN, fractions
and exponents, numbers beyond 2^53 - 1, lone surrogates, a byte order mark (RFC 7493).
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple, NoReturn

from egovdesk.domain.errors import Cause, ErrorCode, InputError

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1

_BOM = b"\xef\xbb\xbf"
_SHOWN = 60


class _Flaw(NamedTuple):
    """Stands in the parsed document where something is refused, so that its place is known."""

    cause: Cause
    value: str


def loads(data: bytes, *, source: str, max_bytes: int = MAX_BYTES) -> object:
    """Parse JSON strictly.

    Args:
        data: the file's bytes.
        source: the file's name, for error messages.
        max_bytes: the most that is parsed at all.

    Raises:
        InputError: FILE_TOO_LARGE, or JSON_INVALID with `cause` (bom, encoding, syntax, depth,
            duplicate-key, number, surrogate) and `place`: `line:column`, or the path of the value
            such as `tasks/3/due`.
    """
    if len(data) > max_bytes:
        raise InputError(ErrorCode.FILE_TOO_LARGE, file=source, size=len(data), limit=max_bytes)
    text = _decoded(data, source)
    try:
        document = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refused_number,
            parse_constant=_refused_number,
        )
    except json.JSONDecodeError as error:
        _refuse_at(text, error.pos, Cause.SYNTAX, source)
    except RecursionError:
        raise InputError(
            ErrorCode.JSON_INVALID, file=source, place="", cause=Cause.DEPTH, value=""
        ) from None
    for place, flaw in _flaws(document):
        raise InputError(
            ErrorCode.JSON_INVALID, file=source, place=place, cause=flaw.cause, value=flaw.value
        )
    return document


def _decoded(data: bytes, source: str) -> str:
    if data.startswith(_BOM):
        _refuse_at("", 0, Cause.BOM, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        _refuse_at(before, len(before), Cause.ENCODING, source)


def _refuse_at(text: str, position: int, cause: Cause, source: str) -> NoReturn:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    raise InputError(
        ErrorCode.JSON_INVALID, file=source, place=f"{line}:{column}", cause=cause, value=""
    ) from None


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object] | _Flaw:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return _Flaw(Cause.DUPLICATE_KEY, _shown(key))
        seen.add(key)
    return members


def _integer(digits: str) -> int | _Flaw:
    longest = len(str(-MAX_INTEGER))
    if len(digits) > longest or abs(int(digits)) > MAX_INTEGER:
        return _refused_number(digits)
    return int(digits)


def _refused_number(literal: str) -> _Flaw:
    return _Flaw(Cause.NUMBER, _shown(literal))


def _flaws(document: object) -> Iterator[tuple[str, _Flaw]]:
    """Yield what is refused, in the document's order, without recursion."""
    waiting: list[tuple[str, int, object]] = [("", 0, document)]
    while waiting:
        place, depth, value = waiting.pop()
        children: list[tuple[str, int, object]] = []
        match value:
            case _Flaw():
                yield place, value
            case str() if not _encodable(value):
                yield place, _Flaw(Cause.SURROGATE, _shown(value))
            case dict() | list() if depth >= MAX_DEPTH:
                yield place, _Flaw(Cause.DEPTH, "")
            case dict():
                for key, child in value.items():
                    if not _encodable(key):
                        yield place, _Flaw(Cause.SURROGATE, _shown(key))
                    children.append((_below(place, _shown(key)), depth + 1, child))
            case list():
                children = [
                    (_below(place, str(index)), depth + 1, child)
                    for index, child in enumerate(value)
                ]
            case _:
                pass
        waiting.extend(reversed(children))


def _below(place: str, name: str) -> str:
    return f"{place}/{name}" if place else name


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(text: str) -> str:
    """Return the text cut short, with lone surrogates as question marks, fit for a message."""
    return text[:_SHOWN].encode("utf-8", "replace").decode("utf-8")
