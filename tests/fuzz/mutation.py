"""Damage as it comes and as it is done on purpose: bits, blocks, numbers, pieces of other files."""

import random
from collections.abc import Sequence

_NUMBERS = (b"\0", b"\xff", b"\x7f", b"\x80", b"\xff\xff", b"\xff\xff\xff\xff", b"\0\0\0\x80")
_WORDS = (
    b"<!DOCTYPE x [<!ENTITY y 'z'>]>",
    b"&y;",
    b"../",
    b"\\u0000",
    b"\\ud800",
    b"1e999999",
    b"-0",
    b"[" * 300,
    b'{"":' * 300,
    b'"id":',
    b"PK\x05\x06",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"%%EOF",
    b"/ByteRange [0 0 0 0]",
    b" 0 R",
    "Ế\u0301\u202e".encode(),
    b"\xef\xbb\xbf",
    b"NaN",
    b"null",
    b"true",
)


def damaged(source: random.Random, honest: Sequence[bytes]) -> bytes:
    """Return one of the honest files after a few changes."""
    data = bytearray(source.choice(honest))
    for _ in range(source.choice((1, 1, 2, 3, 5, 8))):
        _change(source, data, honest)
    return bytes(data)


def _change(source: random.Random, data: bytearray, honest: Sequence[bytes]) -> None:
    at = source.randrange(len(data) + 1)
    length = min(source.choice((1, 2, 4, 16, 64, 1024)), len(data) - at)
    match source.randrange(7):
        case 0 if at < len(data):
            data[at] ^= 1 << source.randrange(8)
        case 1:
            data[at : at + length] = source.randbytes(length)
        case 2:
            del data[at : at + length]
        case 3:
            data[at:at] = data[at : at + length]
        case 4:
            number = source.choice(_NUMBERS)
            data[at : at + len(number)] = number
        case 5:
            data[at:at] = source.choice(_WORDS)
        case _:
            other = source.choice(honest)
            start = source.randrange(len(other) + 1)
            data[at : at + length] = other[start : start + source.choice((4, 64, 1024))]
