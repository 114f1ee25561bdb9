"""The copy that goes back to the officer: their workbook, with the causes in it."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook as NewWorkbook
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from egovdesk.documents.workbook_notes import annotate_copy
from egovdesk.documents.workbook_reader import read_workbook
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from tests.documents import raw_workbook as raw
from tests.documents.raw_workbook import RELATIONS, SHEET, STYLES

PINK = "FFFFD9D9"
PROBLEMS = {
    (2, 1): "Mã “1.00x” không đúng; hãy nhập dạng 1.001234.",
    (2, 3): "Ngày không có trong lịch <30/02/2021> & sai.",
    (9, 2): "Dòng này thiếu tên.",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    book = NewWorkbook()
    other = book.worksheets[0]
    other.title = "Khác"
    other.append(["giữ nguyên"])
    sheet: Any = book.create_sheet("Thủ tục")
    sheet.append(["Mã", "Tên", "Ngày", "Số"])
    sheet.append(["1.00x", "Cấp giấy", "30/02/2021", 5])
    sheet.append(["1.002", "Thu hồi", date(2021, 2, 24), "=D2*2"])
    sheet["A2"].font = Font(name=".VnTime", bold=True)
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C3"].number_format = "dd/mm/yyyy"
    sheet.merge_cells("A5:C5")
    sheet.freeze_panes = "A2"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=3))
    sheet.add_chart(chart, "F2")
    path = tmp_path / "nguon.xlsx"
    book.save(path)
    return path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as container:
        return {name: container.read(name) for name in container.namelist()}


def annotated(source: Path, problems: dict[tuple[int, int], str] = PROBLEMS) -> Path:
    target = source.with_name("ghi-chu.xlsx")
    annotate_copy(source, target, "Thủ tục", problems)
    return target


def test_each_refused_cell_says_why(source: Path) -> None:
    sheet = load_workbook(annotated(source))["Thủ tục"]

    notes = {
        (cell.row, cell.column): cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert notes == PROBLEMS
    assert all(sheet.cell(*place).fill.fgColor.rgb == PINK for place in PROBLEMS)


def test_everything_else_stays(source: Path) -> None:
    target = annotated(source)

    before, after = members(source), members(target)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    }
    assert set(after) - set(before) == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    sheet = load_workbook(target)["Thủ tục"]
    assert sheet["D3"].value == "=D2*2"
    assert (sheet["A2"].font.name, sheet["A2"].font.b) == (".VnTime", True)
    assert sheet["B2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["A3"].fill.fill_type is None
    assert sheet.freeze_panes == "A2"
    assert len(sheet._charts) == 1


def test_the_copy_reads_as_the_source(source: Path) -> None:
    assert read_workbook(annotated(source)).sheets == read_workbook(source).sheets


def test_notes_are_drawn_where_programs_look_for_them(source: Path) -> None:
    parts = members(annotated(source))

    sheet = etree.fromstring(parts["xl/worksheets/sheet2.xml"])
    names = [etree.QName(element).localname for element in sheet]
    assert names.index("legacyDrawing") == names.index("drawing") + 1
    drawing = etree.fromstring(parts["xl/drawings/vmlDrawing1.vml"])
    cells = {
        (int(data.findtext("{*}Row")), int(data.findtext("{*}Column")))
        for data in drawing.iter("{*}ClientData")
    }
    assert cells == {(row - 1, column - 1) for row, column in PROBLEMS}


def test_comments_that_are_there_are_kept(tmp_path: Path) -> None:
    book = NewWorkbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "Thủ tục"
    sheet.append(["a", "b"])
    sheet["A1"].comment = Comment("Xem lại", "Lan")
    sheet["B1"].comment = Comment("Đã xem", "Lan")
    path = tmp_path / "nguon.xlsx"
    book.save(path)

    target = annotated(path, {(1, 1): "Sai mã.", (1, 3): "Thiếu."})

    copied = load_workbook(target)["Thủ tục"]
    assert copied["A1"].comment.text == "Xem lại\nSai mã."
    assert copied["B1"].comment.text == "Đã xem"
    assert copied["C1"].comment.text == "Thiếu."
    drawing = next(data for name, data in members(target).items() if name.endswith(".vml"))
    assert drawing.count(b":shape>") == 3


def test_a_copy_can_be_annotated_again(source: Path) -> None:
    first = annotated(source)
    again = source.with_name("lan-hai.xlsx")

    annotate_copy(first, again, "Thủ tục", {(2, 1): "Vẫn sai."})

    assert load_workbook(again)["Thủ tục"]["A2"].comment.text.endswith("\nVẫn sai.")


@pytest.mark.parametrize("way", ["plain", "prefix", "no references", "no styles"])
def test_sheets_of_other_programs_are_annotated(tmp_path: Path, way: str) -> None:
    rows = raw.row('<c r="A1"><f>1+1</f><v>2</v></c><c r="C1" s="2"><v>44251</v></c>')
    content = raw.parts(rows)
    if way == "prefix":
        content[SHEET] = (
            content[SHEET].replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
        ).replace(b"xmlns=", b"xmlns:x=")
    if way == "no references":
        content[SHEET] = content[SHEET].replace(b' r="A1"', b"").replace(b' r="1"', b"")
    if way == "no styles":
        del content[STYLES]
        content[RELATIONS] = raw.relations({"rId1": ("worksheet", "worksheets/sheet1.xml")})
        content[SHEET] = content[SHEET].replace(b' s="2"', b"")
    path = raw.saved(tmp_path, content)
    before = read_workbook(path).sheets[0].rows
    target = tmp_path / "ghi-chu.xlsx"

    annotate_copy(path, target, "Sheet1", {(1, 1): "một", (1, 2): "hai", (3, 1): "ba"})

    assert read_workbook(target).sheets[0].rows == before
    sheet = load_workbook(target).worksheets[0]
    assert [sheet[cell].comment.text for cell in ("A1", "B1", "A3")] == ["một", "hai", "ba"]
    assert sheet["A1"].value == "=1+1"


def test_nothing_wrong_is_a_plain_copy(source: Path) -> None:
    assert members(annotated(source, {})) == members(source)


def test_a_sheet_that_is_gone_is_told(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"

    with pytest.raises(InputError) as caught:
        annotate_copy(source, target, "Đã xóa", PROBLEMS)
    assert caught.value.code is ErrorCode.WORKBOOK_CHANGED
    assert not target.exists()


def test_a_sheet_too_large_for_notes_is_told(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egovdesk.documents.workbook_check.MAX_TREE", 3000)

    with pytest.raises(InputError) as caught:
        annotate_copy(source, tmp_path / "x.xlsx", "Thủ tục", PROBLEMS)
    assert caught.value.code is ErrorCode.WORKBOOK_TOO_LARGE


def test_cancelling_leaves_nothing(source: Path, tmp_path: Path) -> None:
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 20:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError):
        annotate_copy(source, tmp_path / "x.xlsx", "Thủ tục", PROBLEMS, check=check)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["nguon.xlsx"]


def test_many_notes_take_no_long_time(tmp_path: Path) -> None:
    rows = "".join(raw.row(f'<c r="A{n}"><v>{n}</v></c>', n) for n in range(1, 5001))
    path = raw.saved(tmp_path, raw.parts(rows))
    target = tmp_path / "ghi-chu.xlsx"

    annotate_copy(path, target, "Sheet1", {(row, 2): "Thiếu." for row in range(1, 5001)})

    assert read_workbook(target).sheets[0].rows == read_workbook(path).sheets[0].rows
