"""Text tables as spreadsheets and registers export them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egovdesk.documents import csv_reader
from egovdesk.documents.csv_reader import read_csv
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.wording.messages import explain


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "thu-tuc.csv"
    path.write_bytes(data)
    return path


def rows(folder: Path, text: str, encoding: str = "utf-8") -> tuple[tuple[object, ...], ...]:
    return read_csv(saved(folder, text.encode(encoding))).sheets[0].rows


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_csv(path)
    assert str(path) in str(explain(caught.value))
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_usual_tables_are_read(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    lines = [("Mã", "Tên thủ tục"), ("1.001", "Cấp giấy"), ("1.002", "")]
    text = ending.join(delimiter.join(line) for line in lines) + ending

    found = read_csv(saved(tmp_path, text.encode(encoding)))

    (sheet,) = found.sheets
    assert sheet.name == "thu-tuc"
    assert sheet.rows == (("Mã", "Tên thủ tục"), ("1.001", "Cấp giấy"), ("1.002", None))


def test_utf_16_of_the_other_order_is_read(tmp_path: Path) -> None:
    data = b"\xfe\xff" + "Mã;Tên\n1;ố".encode("utf-16-be")

    assert read_csv(saved(tmp_path, data)).sheets[0].rows == (("Mã", "Tên"), ("1", "ố"))


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    text = 'a;b;c\n 01 ;80,2%;"một\nhai ""ba"""\n'

    assert rows(tmp_path, text)[1] == (" 01 ", "80,2%", 'một\nhai "ba"')


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("TT;Tỷ lệ\n1;80,2\n2;12,5\n", 2),
        ("TT,Tên\n1,a\n2,b; c\n", 2),
        ("Một cột\nkhông, chia\n", 1),
        ('"a;b",c\n"d;e",f\n', 2),
        ("sep=|\na|b\n", 2),
        ("a,b;c,d;e,f\n1,2;3,4;5,6\n", 4),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(tmp_path: Path, text: str, width: int) -> None:
    assert {len(row) for row in rows(tmp_path, text)} == {width}


def test_the_line_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    assert rows(tmp_path, 'sep=,\r\na,"b;c"\r\n') == (("a", "b;c"),)


def test_empty_ends_are_left_out_and_rows_keep_their_number(tmp_path: Path) -> None:
    assert rows(tmp_path, "a;;\n\n;b;\n;;\n\n") == (("a", None), (None, None), (None, "b"))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("Tên\nCấp giấy phép\n".encode("cp1258", "replace").replace(b"?", b"\xea"), 1),
        (b"a;b\n1;2\n3;\xff\n", 3),
        ("a;b\n1;2\n".encode("utf-16-le"), 1),
        (b"\xff\xfea", 1),
        (b"a\nb\x00\n", 2),
    ],
)
def test_other_encodings_are_told_with_their_line(tmp_path: Path, data: bytes, line: int) -> None:
    error = refusal(saved(tmp_path, data))

    assert (error.code, error.data["place"]) == (ErrorCode.TABLE_ENCODING, line)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n;;;\n", b"sep=;\n"])
def test_nothing_is_an_empty_table(tmp_path: Path, data: bytes) -> None:
    assert refusal(saved(tmp_path, data)).code is ErrorCode.WORKBOOK_EMPTY


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "x.csv").code is ErrorCode.FILE_MISSING


@pytest.mark.parametrize(
    ("data", "cause", "place"),
    [
        (b"a\n" * 200_001, "rows", "200001"),
        (b"a\n" + b";" * 500 + b"x\n", "columns", "2"),
        (b";" * 499 + b"x\n" + b"\n" * 10_000 + b"a\n", "cells", "10002"),
        (b'a\n"' + b"x" * 40_000 + b'"\n', "text-length", "2"),
        (b'a\n"' + b"x\n" * 100_000, "text-length", ""),
    ],
)
def test_what_is_too_large_names_its_row(
    tmp_path: Path, data: bytes, cause: str, place: str
) -> None:
    error = refusal(saved(tmp_path, data))

    assert (error.code, error.data["cause"]) == (ErrorCode.WORKBOOK_TOO_LARGE, cause)
    assert not place or error.data["place"] == place


def test_a_file_beyond_the_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "MAX_FILE", 10)

    assert refusal(saved(tmp_path, b"a" * 11)).code is ErrorCode.FILE_TOO_LARGE


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    def check() -> None:
        raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        read_csv(saved(tmp_path, b"a;b\n"), check=check)
    assert caught.value.code is ErrorCode.CANCELLED


VALUES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
)


@settings(deadline=None)
@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(VALUES, min_size=width, max_size=width), min_size=2, max_size=6
        )
    ),
    delimiter=st.sampled_from(";,\t"),
)
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    path = saved(tmp_path_factory.mktemp("csv"), text.getvalue().encode())

    assert read_csv(path).sheets[0].rows == tuple(map(tuple, table))
