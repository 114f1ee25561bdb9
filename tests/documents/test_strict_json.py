import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.documents import strict_json
from egovdesk.domain.errors import ErrorCode, InputError

PLAIN_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-strict_json.MAX_INTEGER, strict_json.MAX_INTEGER)
    | PLAIN_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(PLAIN_TEXT, inner),
    max_leaves=20,
)


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        strict_json.loads(data, source="file.json")
    assert caught.value.data["file"] == "file.json"
    return caught.value


@pytest.mark.parametrize(
    ("data", "cause", "place"),
    [
        (b'{"a": [1, NaN]}', "number", "a/1"),
        (b'{"a": -Infinity}', "number", "a"),
        (b"[0, 1e400]", "number", "1"),
        (b"[1.5]", "number", "0"),
        (b"[9223372036854775808]", "number", "0"),
        (b"[-9007199254740992]", "number", "0"),
        (b"[" + b"9" * 5000 + b"]", "number", "0"),
        (b'{"a": {"b": 1, "c": 2, "b": 1}}', "duplicate-key", "a"),
        (b'{"a": ["\\ud800"]}', "surrogate", "a/0"),
        (b'{"a": {"\\udfff": 1}}', "surrogate", "a"),
        (b"\xef\xbb\xbf{}", "bom", "1:1"),
        ("{}".encode("utf-16"), "encoding", "1:1"),
        (b'{\n"a": "\xff"}', "encoding", "2:7"),
        (b"{} {}", "syntax", "1:4"),
        (b'{\n "a" 1}', "syntax", "2:6"),
        (b'{"a": "line\nfeed"}', "syntax", "1:12"),
        (b"{'a': 1}", "syntax", "1:2"),
        (b"", "syntax", "1:1"),
        (b"[1,]", "syntax", "1:4"),
    ],
)
def test_ambiguous_or_broken_json_is_refused_with_its_place(
    data: bytes, cause: str, place: str
) -> None:
    error = refused(data)
    assert error.code is ErrorCode.JSON_INVALID
    assert error.data["cause"] == cause
    assert error.data["place"] == place


def test_duplicate_key_is_named() -> None:
    assert refused(b'{"unit": 1, "unit": 2}').data["value"] == "unit"


@pytest.mark.parametrize("depth", [strict_json.MAX_DEPTH + 1, 900, 100_000])
@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"a":', b"}")])
def test_deep_nesting_is_refused(depth: int, brackets: tuple[bytes, bytes]) -> None:
    opening, closing = brackets
    filler = b"1" if closing == b"}" else b""
    error = refused(opening * depth + filler + closing * depth)
    assert (error.code, error.data["cause"]) == (ErrorCode.JSON_INVALID, "depth")


def test_deepest_allowed_nesting_is_read() -> None:
    depth = strict_json.MAX_DEPTH
    assert strict_json.loads(b"[" * depth + b"]" * depth, source="file.json")


def test_too_large_file_is_not_parsed() -> None:
    with pytest.raises(InputError) as caught:
        strict_json.loads(b"[1, 2, 3]", source="file.json", max_bytes=8)
    assert caught.value.code is ErrorCode.FILE_TOO_LARGE
    assert caught.value.data == {"file": "file.json", "size": 9, "limit": 8}


def test_message_data_can_be_shown_even_where_the_text_cannot() -> None:
    shown = refused(b'["\\ud800' + b"x" * 500 + b'"]').data["value"]
    assert isinstance(shown, str)
    assert shown.encode()
    assert len(shown) < 100


def test_true_stays_true_and_is_no_number() -> None:
    assert strict_json.loads(b'{"a": true, "b": 1}', source="f") == {"a": True, "b": 1}


@given(DOCUMENTS)
def test_what_python_writes_is_read_back(document: object) -> None:
    data = json.dumps(document, ensure_ascii=False).encode()
    assert strict_json.loads(data, source="file.json") == document


@given(
    st.binary(max_size=60) | st.text('[]{}",:\\u19eE.-+ntrfalsN \n', max_size=60).map(str.encode)
)
def test_anything_else_is_one_kind_of_error(data: bytes) -> None:
    try:
        outcome = strict_json.loads(data, source="file.json")
    except InputError as error:
        outcome = error.code
    assert outcome is ErrorCode.JSON_INVALID or outcome == json.loads(data)
