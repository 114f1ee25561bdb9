"""Lists and templates, read back with a spreadsheet's eyes and with our own reader."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovdesk.documents.columns import Column, ColumnKind, Entry
from egovdesk.documents.sheets import CELL_LIMIT
from egovdesk.documents.table_writer import sheet_name, write_refused_rows, write_table
from egovdesk.documents.tables import Percent, Sheet
from egovdesk.documents.template_writer import REQUIRED_MARK, write_template
from egovdesk.documents.workbook_reader import read_workbook
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError, RefusedError
from egovdesk.domain.text import clean_multiline
from egovdesk.wording import Language, in_language

Kind = ColumnKind
TITLE = "Danh mục thủ tục: [2021]"
COLUMNS = (
    Column(title="Mã", width=14),
    Column(title="Số hồ sơ", kind=Kind.WHOLE),
    Column(title="Ngày", kind=Kind.DATE),
    Column(title="Tỷ lệ", kind=Kind.PERCENT),
    Column(title="Mức độ", kind=Kind.CHOICE),
    Column(title="Trên mạng", kind=Kind.YES_NO),
    Column(title="Tháng", kind=Kind.MONTH),
)
DAY = date(2021, 2, 24)
ROW: list[Entry] = ["1.001234", 114629, DAY, Fraction(401, 5), "Mức độ 4", True, "2021-09"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "danh-sach.xlsx"


def sheet_of(path: Path, place: int = 0) -> Worksheet:
    return load_workbook(path).worksheets[place]


def at(day: date) -> datetime:
    return datetime.fromisoformat(day.isoformat())


# Lists


def test_a_list_is_read_back_as_it_stands(path: Path) -> None:
    write_table(path, TITLE, COLUMNS, [ROW, [None] * 7, [*ROW[:5], False, None]])

    (sheet,) = read_workbook(path).sheets

    assert sheet.name == "Danh mục thủ tục 2021"
    assert sheet.rows[0] == (TITLE, *[None] * 6)
    assert sheet.rows[2] == tuple(column.title for column in COLUMNS)
    first = ("1.001234", 114629, DAY, Percent(Decimal("80.2")), "Mức độ 4")
    assert sheet.rows[3] == (*first, "Có", date(2021, 9, 1))
    assert sheet.rows[4] == (None,) * 7
    assert sheet.rows[5] == (*first, "Không", None)


def test_values_are_shown_in_the_format_of_their_kind(path: Path) -> None:
    write_table(path, TITLE, COLUMNS, [ROW, ROW])

    sheet = sheet_of(path)

    formats = [cell.number_format for cell in sheet[5]]
    assert formats == [
        *("General", "#,##0", "dd/mm/yyyy", "0.0%", "General", "General", "mm/yyyy"),
    ]
    assert sheet["C5"].value == at(DAY)


def test_a_list_is_ready_to_filter_and_to_print(path: Path) -> None:
    write_table(path, TITLE, COLUMNS, [ROW, ROW])

    sheet: Any = sheet_of(path)

    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:G5"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["A"].width == 14
    assert sheet["A3"].font.b
    assert sheet["A1"].font.sz > sheet["A3"].font.sz


def test_long_text_gets_a_higher_row(path: Path) -> None:
    write_table(path, TITLE, COLUMNS[:1], [["ngắn"], ["dài " * 20]])

    sheet = sheet_of(path)

    assert sheet.row_dimensions[4].height is None
    assert sheet.row_dimensions[5].height > 60


@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "=1+1"])
def test_text_from_data_stays_text(path: Path, hostile: str) -> None:
    write_table(path, hostile, [Column(title=hostile)], [["an"], [hostile], ["toàn"]])

    sheet = sheet_of(path)

    for cell in ("A1", "A3", "A5"):
        assert (sheet[cell].value, sheet[cell].data_type) == (hostile, "s")
    assert sheet["A5"].quotePrefix
    assert not sheet["A4"].quotePrefix
    assert not sheet["A6"].quotePrefix
    assert read_workbook(path).sheets[0].rows[4] == (hostile,)


def test_text_beyond_a_cell_is_refused_and_nothing_is_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(path.parent))  # openpyxl's own files as well

    with pytest.raises(RefusedError) as caught:
        write_table(path, "Bảng", COLUMNS[:1], [["ổn"], ["ố" * (CELL_LIMIT + 1)]])

    assert caught.value.code is ErrorCode.TEXT_TOO_LONG
    assert caught.value.data["place"] == "Bảng!A5"
    assert list(path.parent.iterdir()) == []


def test_the_longest_text_is_kept_whole(path: Path) -> None:
    write_table(path, TITLE, COLUMNS[:1], [["ố" * CELL_LIMIT]])

    assert read_workbook(path).sheets[0].rows[3] == ("ố" * CELL_LIMIT,)


def test_an_empty_list_has_its_head(path: Path) -> None:
    write_table(path, TITLE, COLUMNS, [])

    assert len(read_workbook(path).sheets[0].rows) == 3
    assert sheet_of(path).auto_filter.ref == "A3:G3"


def test_writing_can_be_cancelled(path: Path) -> None:
    written = 0

    def rows() -> Iterator[list[Entry]]:
        nonlocal written
        for _ in range(5000):
            written += 1
            yield ROW

    def check() -> None:
        if written > 1000:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError):
        write_table(path, TITLE, COLUMNS, rows(), check=check)
    assert written < 2000
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_table(tmp_path / "no" / "x.xlsx", TITLE, COLUMNS, [])
    assert caught.value.code is ErrorCode.FILE_UNWRITABLE


def test_a_value_of_another_kind_is_a_mistake_of_ours(path: Path) -> None:
    with pytest.raises(TypeError, match="whole column cannot hold str"):
        write_table(path, TITLE, COLUMNS[1:2], [["5"]])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Thủ tục", "Thủ tục"),
        ("a/b\\c?d*e[f]:g'h", "abcdefgh"),
        ("x" * 40, "x" * 31),
        ("???", "Sheet1"),
    ],
)
def test_titles_become_names_of_sheets(title: str, name: str) -> None:
    assert sheet_name(title) == name


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            TEXTS,
            st.none() | st.integers(-(10**15), 10**15),
            st.none() | st.dates(date(1900, 3, 1), date(9998, 12, 31)),
            st.none() | st.decimals(-1000, 1000, places=3, allow_nan=False),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]]
) -> None:
    path = tmp_path_factory.mktemp("list") / "x.xlsx"
    columns = [Column(title="X", kind=Kind.WHOLE), *COLUMNS[:4]]

    write_table(path, TITLE, columns, [[0, *row] for row in rows])

    found = read_workbook(path).sheets[0].rows[3:]
    assert found == tuple(
        (
            *(0, clean_multiline(text) or None, whole, day),
            None if share is None else Percent(share),
        )
        for text, whole, day, share in rows
    )


# Refused rows


def test_refused_rows_carry_their_number_and_causes(path: Path) -> None:
    moment = datetime.fromisoformat("2021-02-24T08:30")
    sheet = Sheet(
        name="Bảng",
        rows=(
            ("Mã", "Số", None),
            ("a", Decimal("0.5"), Percent(Decimal("80.2"))),
            ("b", 36080001234, moment),
            ("=c", True, None),
        ),
    )

    write_refused_rows(path, "Dòng lỗi", sheet, {(4, 1): "Sai.", (2, 2): "Lẻ.", (2, 1): "Thiếu."})

    (found,) = read_workbook(path).sheets
    assert found.rows[2:] == (
        ("Dòng", "Nội dung sai", "A", "B", "C"),
        (2, "A2: Thiếu.\nB2: Lẻ.", "a", Decimal("0.5"), Percent(Decimal("80.2"))),
        (4, "A4: Sai.", "=c", "Có", None),
    )


def test_a_row_that_is_missing_altogether_can_be_refused(path: Path) -> None:
    write_refused_rows(path, "x", Sheet(name="x", rows=(("a",),)), {(7, 1): "Thiếu."})

    assert read_workbook(path).sheets[0].rows[3] == (7, "A7: Thiếu.", None)


# Templates


FIELDS = (
    Column(title="Mã", help="Mã trên Cổng dịch vụ công.", is_required=True),
    Column(title="Mức độ", kind=Kind.CHOICE, choices=("Mức độ 3", "Mức độ 4, toàn trình")),
    Column(title="Số hồ sơ", kind=Kind.WHOLE),
    Column(title="Ngày", kind=Kind.DATE),
    Column(title="Tỷ lệ", kind=Kind.PERCENT),
    Column(title="Trên mạng", kind=Kind.YES_NO),
    Column(title="Tháng", kind=Kind.MONTH, help="h" * 400),
)


def test_a_template_has_its_head_in_the_first_row(path: Path) -> None:
    write_template(path, "Thủ tục", FIELDS)

    data, guide, lists = read_workbook(path).sheets

    assert data.name == "Thủ tục"
    assert data.rows == (
        (f"Mã{REQUIRED_MARK}", "Mức độ", "Số hồ sơ", "Ngày", "Tỷ lệ", "Trên mạng", "Tháng"),
    )
    assert (guide.name, guide.is_hidden) == ("Hướng dẫn", False)
    assert lists.is_hidden


def test_the_guide_explains_every_column(path: Path) -> None:
    write_template(path, "Thủ tục", FIELDS)

    guide = read_workbook(path).sheets[1]

    assert guide.rows[1] == ("Mã", "Có", "Văn bản", None, "Mã trên Cổng dịch vụ công.")
    assert guide.rows[2][:4] == (
        *("Mức độ", "Không", "Một trong các giá trị của danh sách"),
        "Mức độ 3\nMức độ 4, toàn trình",
    )
    assert [row[0] for row in guide.rows[1:8]] == [column.title for column in FIELDS]


def test_what_is_typed_is_checked(path: Path) -> None:
    write_template(path, "Thủ tục", FIELDS)

    sheet: Any = sheet_of(path)
    checks = {str(check.sqref)[0]: check for check in sheet.data_validations.dataValidation}

    assert [checks[letter].type for letter in "ABCDEFG"] == [
        *(None, "list", "whole", "date", "decimal", "list", "date"),
    ]
    assert str(checks["A"].sqref) == "A2:A1048576"
    assert all(check.prompt and len(check.prompt) <= 255 for check in checks.values())
    assert checks["A"].prompt == "Mã trên Cổng dịch vụ công."
    assert checks["D"].prompt == checks["D"].error == "Ngày tháng, ví dụ 24/02/2021"
    lists = sheet_of(path, 2)
    assert checks["B"].formula1 == "'Danh mục'!$A$1:$A$2"
    assert [cell.value for cell in lists["A"]] == ["Mức độ 3", "Mức độ 4, toàn trình"]
    assert [cell.value for cell in lists["B"]] == ["Có", "Không"]


def test_codes_that_look_like_numbers_stay_text(path: Path) -> None:
    write_template(path, "Thủ tục", FIELDS)

    dimensions = sheet_of(path).column_dimensions

    assert [dimensions[letter].number_format for letter in "ABCDEFG"] == [
        *("@", "@", "#,##0", "dd/mm/yyyy", "0.0%", "@", "mm/yyyy"),
    ]


def test_a_template_without_lists_has_no_sheet_for_them(path: Path) -> None:
    write_template(path, "Thủ tục", FIELDS[:1])

    assert len(read_workbook(path).sheets) == 2


def test_a_template_speaks_the_language_of_the_screen(path: Path) -> None:
    with in_language(Language.EN):
        write_template(path, "Procedures", FIELDS)

    guide, lists = read_workbook(path).sheets[1:]
    assert guide.name == "Guide"
    assert lists.rows[0][1] == "Yes"
