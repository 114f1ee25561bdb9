"""What LibreOffice makes of the workbooks that we write, and what we read of those it saves."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from egovdesk.documents.columns import Column, ColumnKind, Entry
from egovdesk.documents.csv_reader import read_csv
from egovdesk.documents.table_writer import write_refused_rows, write_table
from egovdesk.documents.tables import Flaw, Percent, Sheet, Workbook
from egovdesk.documents.template_writer import write_template
from egovdesk.documents.workbook_notes import annotate_copy
from egovdesk.documents.workbook_reader import read_workbook
from egovdesk.domain.errors import ErrorCode

pytestmark = pytest.mark.outside

Kind = ColumnKind
COLUMNS = (
    Column(title="Mã", width=14, help="Mã trên Cổng.", is_required=True),
    Column(title="Tên thủ tục", width=40),
    Column(title="Số hồ sơ", kind=Kind.WHOLE),
    Column(title="Ngày", kind=Kind.DATE),
    Column(title="Tỷ lệ", kind=Kind.PERCENT),
    Column(title="Mức độ", kind=Kind.CHOICE, choices=("Mức độ 3", "Mức độ 4, toàn trình")),
    Column(title="Trên mạng", kind=Kind.YES_NO),
    Column(title="Tháng", kind=Kind.MONTH),
)
ROWS: list[list[Entry]] = [
    [
        *(f"1.{number:06}", f"=cmd|' /C calc'!A0 & <b> số {number}\nhai dòng", number * 1000),
        *(date(2021, 2, 24), Fraction(number, 8), "Mức độ 4, toàn trình", number % 2 == 0),
        "2021-09",
    ]
    for number in range(1, 30)
] + [["0012", None, None, None, None, None, None, None]]


@pytest.fixture(autouse=True)
def _programs() -> None:
    assert shutil.which("soffice"), "not installed: soffice"


def saved_by_libreoffice(source: Path, form: str = "xlsx") -> Path:
    """Let LibreOffice open a file and save it again."""
    folder = source.parent / "saved"
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        check=True,
        timeout=110,
    )
    assert b"error" not in done.stderr.lower()
    return folder / f"{source.stem}.{form.partition(':')[0]}"


def cells(book: Workbook) -> list[Sheet]:
    """Return the sheets with their values alone."""
    return [replace(sheet, hidden_rows=frozenset(), merged=()) for sheet in book.sheets]


def test_a_list_survives_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.xlsx"
    write_table(path, "Danh mục thủ tục", COLUMNS, ROWS)

    again = saved_by_libreoffice(path)

    assert cells(read_workbook(again)) == cells(read_workbook(path))
    sheet = load_workbook(again).worksheets[0]
    # Without a window LibreOffice keeps no views, so the frozen head cannot be seen here.
    assert sheet.auto_filter.ref == "A3:H33"
    assert sheet.print_title_rows == "$3:$3"


def test_a_template_survives_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path, "Thủ tục", COLUMNS)

    again = saved_by_libreoffice(path)

    assert cells(read_workbook(again)) == cells(read_workbook(path))
    sheet = load_workbook(again).worksheets[0]
    kinds = {
        str(check.sqref)[0]: (check.type, check.prompt)
        for check in sheet.data_validations.dataValidation
    }
    assert {letter: kind for letter, (kind, _) in kinds.items()} == {
        "C": "whole",
        "D": "date",
        "E": "decimal",
        "F": "list",
        "G": "list",
        "H": "date",
        **{letter: kinds[letter][0] for letter in "AB" if letter in kinds},
    }
    assert kinds["A"][1] == "Mã trên Cổng."


def test_refused_rows_survive_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "loi.xlsx"
    sheet = Sheet(name="x", rows=(("a", Decimal("0.125"), Percent(Decimal("80.2"))),))
    write_refused_rows(path, "Dòng lỗi", sheet, {(1, 1): "Sai.", (1, 2): "Lẻ."})

    assert cells(read_workbook(saved_by_libreoffice(path))) == cells(read_workbook(path))


def test_notes_in_a_workbook_of_libreoffice_are_seen_by_it(tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    write_table(plain, "Danh mục thủ tục", COLUMNS, ROWS)
    own = saved_by_libreoffice(plain)
    target = tmp_path / "ghi-chu.xlsx"
    problems = {(4, 1): "Mã không đúng.", (5, 4): "Ngày & tháng <sai>."}

    annotate_copy(own, target, "Danh mục thủ tục", problems)
    again = saved_by_libreoffice(target)

    assert cells(read_workbook(target)) == cells(read_workbook(own))
    assert cells(read_workbook(again)) == cells(read_workbook(own))
    sheet = load_workbook(again).worksheets[0]
    notes = {
        (cell.row, cell.column): cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert notes == problems
    assert sheet["A4"].fill.fgColor.rgb == "FFFFD9D9"


def test_formulas_that_libreoffice_computed_are_read(tmp_path: Path) -> None:
    source = tmp_path / "tinh.csv"
    source.write_text('1,=A1*2,=1/0,="",2021-02-24\n', "utf-8")

    again = saved_by_libreoffice(source)

    (sheet,) = read_workbook(again).sheets
    assert sheet.rows == ((1, 2, None, None, date(2021, 2, 24)),)
    assert sheet.flaws == {(1, 3): Flaw(ErrorCode.CELL_ERROR, "#DIV/0!")}


def test_text_tables_of_libreoffice_are_read(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.xlsx"
    write_table(path, "Danh mục thủ tục", COLUMNS[:2], [row[:2] for row in ROWS])

    # Tokens: semicolon, double quotes, UTF-8.
    again = saved_by_libreoffice(path, "csv:Text - txt - csv (StarCalc):59,34,76")

    assert read_csv(again).sheets[0].rows == read_workbook(path).sheets[0].rows
