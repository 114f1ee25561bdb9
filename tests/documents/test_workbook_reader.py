"""What is read out of honest workbooks, as officers and their programs make them."""

import re
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as NewWorkbook
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

from egovdesk.documents import workbook_cells, workbook_reader
from egovdesk.documents.tables import Flaw, Percent, Sheet, Workbook, coordinate
from egovdesk.documents.workbook_check import NotPlainError
from egovdesk.documents.workbook_parts import Kind, kind_of_code
from egovdesk.documents.workbook_reader import read_workbook
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.wording import Language, in_language
from egovdesk.wording.messages import explain
from tests.documents import raw_workbook as raw
from tests.documents.raw_workbook import BOOK, RELATIONS, SHEET, STRINGS, STYLES

at = datetime.fromisoformat
Rows = tuple[tuple[object, ...], ...]


def of_rows(folder: Path, rows: str, **around: str) -> Sheet:
    content = raw.parts() | {SHEET: raw.sheet(rows, **around)}
    return read_workbook(raw.saved(folder, content)).sheets[0]


def of_cell(folder: Path, cell: str) -> object:
    """Read one cell in A1; the cell behind it keeps the sheet from being empty."""
    sheet = of_rows(folder, raw.row(f'{cell}<c r="B1"><v>0</v></c>'))
    return sheet.flaws.get((1, 1), sheet.rows[0][0])


def saved(book: NewWorkbook, folder: Path) -> Path:
    path = folder / "bieu.xlsx"
    book.save(path)
    return path


# An officer's workbook


@pytest.fixture
def officers(tmp_path: Path) -> Workbook:
    """A list as it is kept by hand: titles, two head rows, a sum, and every way to write."""
    book = NewWorkbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "Thủ tục 2021"
    rows: list[list[object]] = [
        ["CỤC ĐĂNG KIỂM VIỆT NAM"],
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
        [],
        ["TT", "Mã", "Tên thủ tục", "Mức độ", "Số hồ sơ", None, "Tỷ lệ", "Ngày"],
        [None, None, None, None, "Tổng", "Trực tuyến", None, None],
        [1, "1.001234", normalize("NFD", "Cấp giấy"), "Mức độ 4", 1200, 962, 0.802, None],
        [2, "1.005", "C\u00b5p giÊy", 3, "1.234", " 1.000 ", "80,2%", "24/02/2021"],
        ["Cộng", None, None, None, "=SUM(E6:E7)", 962, None, None],
    ]
    for values in rows:
        sheet.append(values)
    sheet["H6"] = date(2021, 2, 24)
    sheet["H6"].number_format = "dd/mm/yyyy"
    sheet["G6"].number_format = "0.0%"
    sheet["C7"].font = Font(name=".VnTime")
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("E4:F4")
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[5].hidden = True
    sheet.auto_filter.ref = "A5:H7"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    return read_workbook(saved(book, tmp_path))


def test_an_officers_workbook_is_read_as_it_stands(officers: Workbook) -> None:
    first, second = officers.sheets

    assert [sheet.name for sheet in officers.sheets] == ["Thủ tục 2021", "Ẩn"]
    assert (first.is_hidden, second.is_hidden) == (False, True)
    assert second.rows == ()
    assert first.width == 8
    assert first.rows[0] == ("CỤC ĐĂNG KIỂM VIỆT NAM", *[None] * 7)
    assert first.rows[2] == (None,) * 8
    assert first.rows[4][4:6] == ("Tổng", "Trực tuyến")
    assert first.rows[5] == (
        *(1, "1.001234", normalize("NFD", "Cấp giấy"), "Mức độ 4", 1200, 962),
        *(Percent(Decimal("80.2")), date(2021, 2, 24)),
    )
    assert first.rows[6] == (
        *(2, "1.005", "C\u00b5p giÊy", 3, "1.234", " 1.000 ", "80,2%", "24/02/2021"),
    )
    assert first.rows[7] == ("Cộng", None, None, None, None, 962, None, None)


def test_what_a_sheet_shows_beside_its_values_is_told(officers: Workbook) -> None:
    sheet = officers.sheets[0]

    assert sheet.merged == ((1, 1, 1, 8), (4, 5, 4, 6))
    assert sheet.hidden_columns == {4}
    assert sheet.hidden_rows == {5}
    assert sheet.fonts == {(7, 3): ".VnTime"}
    assert sheet.flaws == {(8, 5): Flaw(ErrorCode.CELL_NOT_CALCULATED)}


# Kinds of cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>7</v></c>', 7),
        ('<c r="A1" t="n"><v>-7</v></c>', -7),
        ('<c r="A1"><v>7.0</v></c>', 7),
        ('<c r="A1"><v>1.5E3</v></c>', 1500),
        ('<c r="A1"><v>0.1</v></c>', Decimal("0.1")),
        ('<c r="A1"><v>-12.25</v></c>', Decimal("-12.25")),
        ('<c r="A1"><v>0.30000000000000004</v></c>', Decimal("0.3")),
        ('<c r="A1"><v>2.0000000000000004</v></c>', 2),
        ('<c r="A1"><v>1E-7</v></c>', Decimal("1E-7")),
        ('<c r="A1"><v>036080001234</v></c>', 36080001234),
        ('<c r="A1"><v>123456789012345678</v></c>', 123456789012345678),
        ('<c r="A1"><v>1E300</v></c>', Decimal("1E+300")),
        ('<c r="A1" s="1"><v>0.80200000000000005</v></c>', Percent(Decimal("80.2"))),
        ('<c r="A1" s="1"><v>1</v></c>', Percent(Decimal(100))),
        ('<c r="A1" s="2"><v>44251</v></c>', date(2021, 2, 24)),
        ('<c r="A1" s="2"><v>44251.3541666667</v></c>', at("2021-02-24T08:30")),
        ('<c r="A1" s="2"><v>1</v></c>', date(1900, 1, 1)),
        ('<c r="A1" s="2"><v>59</v></c>', date(1900, 2, 28)),
        ('<c r="A1" s="2"><v>61</v></c>', date(1900, 3, 1)),
        ('<c r="A1" s="3"><v>0.354166666666667</v></c>', time(8, 30)),
        ('<c r="A1" s="3"><v>44251.5</v></c>', at("2021-02-24T12:00")),
        ('<c r="A1" t="d"><v>2021-02-24</v></c>', date(2021, 2, 24)),
        ('<c r="A1" t="d"><v>2021-02-24T08:30:00</v></c>', at("2021-02-24T08:30")),
        ('<c r="A1" t="s"><v>1</v></c>', "hai"),
        ('<c r="A1" s="4" t="s"><v>0</v></c>', "một"),
        ('<c r="A1" t="s" s="4"><v>0</v></c>', "một"),
        ('<c r="A1" t="str"><f>B1</f><v>a &lt; b &#7897; &#x1ED9;</v></c>', "a < b ộ ộ"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
        ('<c r="A1" t="inlineStr"><is><t>a\r\nb</t></is></c>', "a\nb"),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c r="A1" t="inlineStr"><is><t>1_x000D__x000A_2_x005F_x0041_</t></is></c>',
         "1\r\n2_x0041_"),
        ('<c r="A1" t="inlineStr"><is><t>_xD83D__xDE00__xD83D_</t></is></c>', "\U0001f600\ufffd"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1"/>', None),
        ('<c r="A1" t="s"><v></v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A1"><f>B1*2</f><v>0</v></c>', 0),
        ('<c r="A1"><f t="shared" si="0" ref="A1:A9">B1*2</f><v>5</v></c>', 5),
        ('<c r="A1" cm="1"><f t="array" ref="A1">SUM(B1)</f><v>5</v></c>', 5),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_sheet_shows(tmp_path: Path, cell: str, value: object) -> None:
    found = of_cell(tmp_path, cell)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("cell", "flaw"),
    [
        ('<c r="A1" t="e"><v>#REF!</v></c>', Flaw(ErrorCode.CELL_ERROR, "#REF!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Flaw(ErrorCode.CELL_ERROR, "#DIV/0!")),
        ('<c r="A1"><f>B1</f></c>', Flaw(ErrorCode.CELL_NOT_CALCULATED)),
        ('<c r="A1"><f>B1</f><v></v></c>', Flaw(ErrorCode.CELL_NOT_CALCULATED)),
        ('<c r="A1" s="2"><f>B1</f><v/></c>', Flaw(ErrorCode.CELL_NOT_CALCULATED)),
        ('<c r="A1" s="2"><v>60</v></c>', Flaw(ErrorCode.CELL_NO_DATE, "60")),
        ('<c r="A1" s="2"><v>0</v></c>', Flaw(ErrorCode.CELL_NO_DATE, "0")),
        ('<c r="A1" s="2"><v>-5</v></c>', Flaw(ErrorCode.CELL_NO_DATE, "-5")),
        ('<c r="A1" s="3"><v>-0.5</v></c>', Flaw(ErrorCode.CELL_NO_DATE, "-0.5")),
        ('<c r="A1" s="2"><v>99999999999</v></c>', Flaw(ErrorCode.CELL_NO_DATE, "99999999999")),
        ('<c r="A1" s="2"><v>1E300</v></c>', Flaw(ErrorCode.CELL_NO_DATE, "1E+300")),
    ],
)
def test_a_cell_without_a_value_says_why(tmp_path: Path, cell: str, flaw: Flaw) -> None:
    assert of_cell(tmp_path, cell) == flaw
    for language in Language:
        with in_language(language):
            said = explain(EGovDeskError(flaw.code, place="Sheet1!A1", value=flaw.shown))
        assert "Sheet1!A1" in said.cause
        assert flaw.shown in said.cause


def test_a_flaw_at_the_end_of_a_row_is_inside_the_sheet(tmp_path: Path) -> None:
    sheet = of_rows(tmp_path, raw.row('<c r="C1" t="e"><v>#N/A</v></c>'))

    assert sheet.rows == ((None, None, None),)
    assert set(sheet.flaws) == {(1, 3)}


def test_days_of_the_other_calendar_are_the_same_days(tmp_path: Path) -> None:
    content = raw.parts(raw.row('<c r="A1" s="2"><v>42789</v></c><c r="B1" s="2"><v>0</v></c>'))
    content[BOOK] = raw.book(extra='<workbookPr date1904="1"/>')

    rows = read_workbook(raw.saved(tmp_path, content)).sheets[0].rows

    assert rows == ((date(2021, 2, 24), date(1904, 1, 1)),)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", Kind.NUMBER),
        ("#,##0.00", Kind.NUMBER),
        ('#,##0 "đồng"', Kind.NUMBER),
        ("[$-42A]#,##0\\ [$đ-42A]", Kind.NUMBER),
        ("[h]:mm:ss", Kind.NUMBER),
        ("[Red]0;[Blue]-0", Kind.NUMBER),
        ("@", Kind.NUMBER),
        ("0.0%", Kind.PERCENT),
        ("0%;[Red]-0%", Kind.PERCENT),
        ("dd/mm/yyyy", Kind.DATE),
        ("[$-42A]dd\\ mmmm\\ yyyy;@", Kind.DATE),
        ("mm/yyyy", Kind.DATE),
        ('"Tháng "m', Kind.DATE),
        ("d/m/yyyy h:mm", Kind.DATE),
        ("h:mm AM/PM", Kind.TIME),
        ("mm:ss", Kind.TIME),
    ],
)
def test_formats_say_what_a_number_stands_for(code: str, kind: Kind) -> None:
    assert kind_of_code(code) is kind


@pytest.mark.parametrize(
    ("number", "value"),
    [(9, Percent(Decimal(4425100))), (14, date(2021, 2, 24)), (0, 44251), (46, 44251)],
)
def test_built_in_formats_are_known(tmp_path: Path, number: int, value: object) -> None:
    content = raw.parts(raw.row('<c r="A1" s="0"><v>44251</v></c>'))
    content[STYLES] = re.sub(b'<xf numFmtId="164"', b'<xf numFmtId="%d"' % number, raw.styles())

    assert read_workbook(raw.saved(tmp_path, content)).sheets[0].rows == ((value,),)


# Fonts and shared texts


def test_legacy_fonts_are_named_where_text_is_drawn_in_them(tmp_path: Path) -> None:
    text = '<c r="A1" s="5" t="s"><v>0</v></c><c r="B1" s="6" t="inlineStr"><is><t>a</t></is></c>'
    number = '<c r="C1" s="5"><v>1</v></c><c r="D1" s="0" t="s"><v>1</v></c>'

    sheet = of_rows(tmp_path, raw.row(text + number))

    assert sheet.fonts == {(1, 1): ".VnTime", (1, 2): "VNI-Times"}


def test_texts_in_several_fonts_are_joined(tmp_path: Path) -> None:
    content = raw.parts(
        raw.row("".join(f'<c r="{x}1" t="s"><v>{n}</v></c>' for n, x in enumerate("ABCD")))
    )
    content[STRINGS] = raw.strings(
        '<r><t>Cấp </t></r><r><rPr><b/><rFont val=".VnTimeH"/></rPr><t>giÊy</t></r>',
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
        '<r><rPr><rFont val="Arial"/></rPr><t xml:space="preserve"> a</t></r>',
        "",
    )

    sheet = read_workbook(raw.saved(tmp_path, content)).sheets[0]

    assert sheet.rows == (("Cấp giÊy", "東京", " a"),)
    assert sheet.fonts == {(1, 1): ".VnTimeH"}


def test_a_workbook_without_styles_and_shared_texts_is_read(tmp_path: Path) -> None:
    content = raw.parts(raw.row('<c r="A1"><v>1</v></c>'))
    del content[STYLES], content[STRINGS]
    content[RELATIONS] = raw.relations({"rId1": ("worksheet", "/xl/worksheets/sheet1.xml")})

    assert read_workbook(raw.saved(tmp_path, content)).sheets[0].rows == ((1,),)


def test_sheets_that_are_no_tables_are_left_out(tmp_path: Path) -> None:
    content = raw.parts(raw.row('<c r="A1"><v>1</v></c>')) | {
        "xl/chartsheets/sheet1.xml": b"<chartsheet/>",
        BOOK: raw.book(("Biểu đồ", "Số liệu")),
        RELATIONS: raw.relations(
            {
                "rId1": ("chartsheet", "chartsheets/sheet1.xml"),
                "rId2": ("worksheet", "worksheets/sheet1.xml"),
                "rId3": ("styles", "styles.xml"),
            }
        ),
    }

    found = read_workbook(raw.saved(tmp_path, content)).sheets

    assert [(sheet.name, sheet.rows) for sheet in found] == [("Số liệu", ((1,),))]


# Two ways to read, one result


PLAIN = (
    raw.row('<c r="A1" t="s"><v>1</v></c><c r="C1" s="1"><v>0.5</v></c>')
    + '<row r="2" spans="1:3" s="1"/>'
    + '<row r="4" hidden="1" ht="0"><c r="B4" s="5" t="inlineStr"><is><t>a &amp; b</t></is></c>'
    '<c r="C4"><f>A1</f></c></row>'
    + '<row r="6" s="1"/>'
)  # fmt: skip
AROUND = {
    "before": '<cols><col min="3" max="4" hidden="true" width="9"/></cols>',
    "after": '<mergeCells count="1"><mergeCell ref="A1:B4"/></mergeCells>',
}


def _prefixed(data: bytes) -> bytes:
    named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
    return named.replace(b"xmlns=", b"xmlns:x=")


REWRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "prefix": _prefixed,
    "comment": lambda data: data.replace(b"<c ", b'<!-- <c r="A1" t="e"> --><c '),
    "comment around": lambda data: data.replace(b"<cols>", b"<!-- <sheetData> --><cols>"),
    "cdata": lambda data: data.replace(b"a &amp; b", b"<![CDATA[a & b]]>"),
    "quotes": lambda data: data.replace(b'"', b"'"),
    "spread": lambda data: data.replace(b"><", b">\r\n  <"),
    "other order": lambda data: re.sub(rb'<c (r="\w+") (\w="\w+")', rb"<c \2 \1", data),
    "foreign attribute": lambda data: data.replace(b'<c r="A1"', b'<c r="A1" foo="a/b"'),
    "declared": lambda data: b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\r\n' + data,
    "no row number": lambda data: data.replace(b'<row r="1">', b"<row>"),
    "no reference": lambda data: data.replace(b'<c r="A1"', b"<c"),
    "anchors": lambda data: data.replace(
        b"</worksheet>",
        b'<controls><row xmlns="d">3</row><col xmlns="d">3</col></controls></worksheet>',
    ),
    "strict": lambda data: data.replace(raw.MAIN.encode(), b"http://purl.oclc.org/ooxml/main"),
}


@pytest.mark.parametrize("way", REWRITTEN)
def test_other_ways_to_write_a_sheet_give_the_same(tmp_path: Path, way: str) -> None:
    plain = raw.sheet(PLAIN, **AROUND)
    rewritten = REWRITTEN[way](plain)
    assert rewritten != plain

    sheets = [
        read_workbook(raw.saved(tmp_path, raw.parts() | {SHEET: data})).sheets[0]
        for data in (plain, rewritten)
    ]

    assert sheets[0] == sheets[1]
    assert sheets[0].rows == (
        ("hai", None, Percent(Decimal(50))),
        (None,) * 3,
        (None,) * 3,
        (None, "a & b", None),
    )
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({4}, {3})
    assert sheets[0].merged == ((1, 1, 4, 2),)
    assert sheets[0].fonts == {(4, 2): ".VnTime"}
    assert set(sheets[0].flaws) == {(4, 3)}


@pytest.mark.parametrize(
    "rewrite",
    [
        _prefixed,
        lambda data: data.replace(b"<si>", b"<!-- <si> --><si>", 1),
        lambda data: data.replace(b"<t>", b"<t >"),
        lambda data: data.replace(b"><si>", b">\n<si>"),
        lambda data: data.replace(b"hai", b"<![CDATA[hai]]>"),
    ],
)
def test_other_ways_to_write_shared_texts_give_the_same(
    tmp_path: Path, rewrite: Callable[[bytes], bytes]
) -> None:
    content = raw.parts(raw.row('<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>3</v></c>'))
    plain = raw.strings("<t>một</t>", "<t>hai</t>", "<t/>", "<r><t>b</t></r><r><t>ốn</t></r>")
    content[STRINGS] = rewrite(plain)
    assert content[STRINGS] != plain

    assert read_workbook(raw.saved(tmp_path, content)).sheets[0].rows == (("hai", "bốn"),)


def test_a_plain_sheet_is_read_without_the_whole_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unexpected(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workbook_cells, "parsed_rows", unexpected)

    assert of_rows(tmp_path, PLAIN, **AROUND).width == 3


def test_a_workbook_of_this_programs_library_is_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unexpected(*_: object) -> None:
        raise NotPlainError

    book = NewWorkbook()
    book.worksheets[0].append(["một", 2, 0.5, date(2021, 2, 24), "=A1", True])
    monkeypatch.setattr(workbook_cells, "parsed_rows", unexpected)

    rows = read_workbook(saved(book, tmp_path)).sheets[0].rows

    assert rows == (("một", 2, Decimal("0.5"), date(2021, 2, 24), None, True),)


# Round trips

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=20,
).filter(lambda text: not text.startswith("=") and "_x" not in text and text.strip() == text)
NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(
    -(10**9), 10**9, allow_nan=False, places=4
).filter(lambda value: value % 1 != 0)
DAYS = st.dates(date(1900, 3, 1), date(9998, 12, 31))
MOMENTS = st.datetimes(at("1950-01-01"), at("2100-01-01")).map(
    lambda moment: moment.replace(microsecond=0)
)
TABLES = st.lists(
    st.lists(
        st.none() | TEXT | NUMBERS | st.booleans() | DAYS | MOMENTS, min_size=1, max_size=6
    ),
    min_size=1,
    max_size=8,
).filter(lambda rows: any(value is not None for row in rows for value in row))  # fmt: skip


def trimmed(rows: list[list[Any]]) -> Rows:
    """Return rows of one width without the empty ones at the end."""
    used = [
        max((place for place, value in enumerate(row, start=1) if value is not None), default=0)
        for row in rows
    ]
    last = max(place for place, width in enumerate(used, start=1) if width)
    width = max(used)
    return tuple(tuple((row + [None] * width)[:width]) for row in rows[:last])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=TABLES)
def test_what_another_program_wrote_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]
) -> None:
    book = NewWorkbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = saved(book, tmp_path_factory.mktemp("round"))

    found = read_workbook(path).sheets[0].rows

    expected = trimmed(rows)
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        for value, written in zip(ours, theirs, strict=True):
            is_midnight = isinstance(written, datetime) and written.time() == time()
            assert value == (written.date() if is_midnight else written)


def _plain(value: object) -> object:
    """Return our value as calamine gives it."""
    match value:
        case None:
            return ""
        case bool() | str():
            return value
        case Percent(value=share):
            return pytest.approx(float(share) / 100)
        case int() | Decimal():
            return pytest.approx(float(value), abs=1e-12)
        case _:
            return value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=TABLES)
def test_another_reader_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]
) -> None:
    book = NewWorkbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = saved(book, tmp_path_factory.mktemp("round"))

    ours = read_workbook(path).sheets[0].rows
    other = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    theirs = other.to_python(skip_empty_area=False)

    for row, others in zip(ours, theirs, strict=True):
        for value, seen in zip(row, others, strict=True):
            if isinstance(seen, datetime):
                assert abs(datetime.fromisoformat(str(value)) - seen) < timedelta(seconds=1)
            else:
                assert seen == _plain(value)


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_coordinates_are_those_of_spreadsheets(column: int, row: int) -> None:
    from openpyxl.utils import get_column_letter

    assert coordinate(row, column) == f"{get_column_letter(column)}{row}"
    assert workbook_cells.COLUMNS[get_column_letter(column).encode()] == column


# Beside other work


def test_a_reading_thread_leaves_others_their_turn(tmp_path: Path) -> None:
    """The window must go on: no single step may hold the interpreter for long."""
    texts = "".join(
        raw.row("".join(f'<c r="{x}{n}"><v>{n}.25</v></c>' for x in "ABCDEFGHIJ"), n)
        for n in range(1, 20_001)
    )
    path = raw.saved(tmp_path, raw.parts(texts))
    found: list[Workbook] = []
    reading = threading.Thread(target=lambda: found.append(read_workbook(path)))
    turns = 0

    reading.start()
    while reading.is_alive():
        reading.join(0.001)
        turns += 1

    assert len(found[0].sheets[0].rows) == 20_000
    assert turns >= 10


def test_reading_needs_no_other_process() -> None:
    assert not hasattr(workbook_reader, "multiprocessing")
