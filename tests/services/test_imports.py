"""Imports of workbooks as offices have them, made with a spreadsheet library."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from egovdesk.bootstrap import Desk
from egovdesk.domain.cells import IssueCode, Raw
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import UseCase
from egovdesk.domain.plans import Draft, OnMatch, Plan, Verdict
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind, Value
from egovdesk.services.imports import Choices, OnLegacy, Source

K = RegisterKind
TODAY = date(2021, 9, 20)
HEAD = ("Mã", "Tên CSDL", "Số bản ghi", "Ngày cập nhật", "Ghi chú")


def a_sheet(path: Path, *rows: Sequence[object], name: str = "Danh sách") -> Worksheet:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return sheet


def planned(
    desk: Desk, path: Path, kind: RegisterKind = K.DATABASES, choices: Choices | None = None
) -> tuple[Source, Plan]:
    source = desk.imports.open(path)
    sheet = source.sheets[source.likeliest]
    layout = desk.imports.recognise(sheet, kind)
    return source, desk.imports.plan(kind, sheet, layout, TODAY, choices or Choices())


def saved(desk: Desk, made: Plan) -> dict[str, dict[str, Value]]:
    desk.registers.apply(made, use_case=UseCase.IMPORT_RECORDS, on=TODAY)
    return kept(desk, made.register.kind)


def kept(desk: Desk, kind: RegisterKind = K.DATABASES) -> dict[str, dict[str, Value]]:
    register = REGISTERS[kind]
    ids = desk.registers.ids(ListQuery(kind=kind), TODAY)
    found = [register.record(row) for row in desk.registers.rows(kind, ids, TODAY)]
    return {str(record[register.key[0]]): record for record in found}


def test_titles_two_heads_numbering_and_totals(desk: Desk, tmp_path: Path):
    file = tmp_path / "báo cáo.xlsx"
    sheet = a_sheet(
        file,
        ["CỤC ĐĂNG KIỂM VIỆT NAM"],
        ["BẢNG TỔNG HỢP HỒ SƠ"],
        [],
        ["STT", "Tháng", "Văn bản, hồ sơ", None],
        [None, None, "Tổng số", "Trực tuyến"],
        [1, 2, 3, 4],
        [1, "01/2031", "1.234", 1000],
        [2, datetime(2031, 2, 1), 2345, "2.000"],  # noqa: DTZ001 - as workbooks have it
        [None, "Tổng cộng", "=SUM(C7:C8)", 3000],
    )
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("C4:D4")
    sheet.merge_cells("A4:A5")
    sheet["C9"] = 3579
    assert sheet.parent is not None
    sheet.parent.save(file)
    _source, made = planned(desk, file, K.WORKLOAD)
    assert [(row.place, row.verdict) for row in made.rows] == [(7, Verdict.NEW), (8, Verdict.NEW)]
    assert made.rows[0].issues["total"].code is IssueCode.READ_AS
    found = saved(desk, made)
    assert found["2031-01"]["total"] == 1234
    assert found["2031-02"] == {"month": "2031-02", "total": 2345, "online": 2000}


def test_dates_numbers_and_decomposed_letters(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(
        file,
        HEAD,
        ["01", "Đa\u0306ng kie\u0302\u0309m", 5, "ngày 24 tháng 02 năm 2021", None],
        [2, "Đường  bộ ", "7", datetime(2021, 2, 24), "một\nhai"],  # noqa: DTZ001 - a workbook's
        ["03", "Tỷ lệ", "80,2%", "24/02/21", None],
    )
    _source, made = planned(desk, file)
    assert {key: i.code for key, i in made.rows[2].issues.items()} == {
        "records": IssueCode.NOT_WHOLE,
        "updated_on": IssueCode.NOT_A_DAY,
    }
    found = saved(desk, made)
    assert "03" not in found
    assert found["01"]["name"] == "Đăng kiểm"
    assert found["2"]["note"] == "một\nhai"
    assert {found[code]["updated_on"] for code in ("01", "2")} == {date(2021, 2, 24)}


def legacy_file(tmp_path: Path) -> Path:
    file = tmp_path / "cũ.xlsx"
    sheet = a_sheet(file, HEAD, ["01", "Ph­¬ng tiÖn ®­êng bé", 1], ["02", "Kho", 2])
    sheet["B2"].font = Font(name=".VnTime")
    assert sheet.parent is not None
    sheet.parent.save(file)
    return file


def test_text_of_old_fonts(desk: Desk, tmp_path: Path):
    file = legacy_file(tmp_path)
    source, converted = planned(desk, file)
    (legacy,) = source.sheets[0].legacy
    assert legacy.cells == 1
    assert legacy.samples[0][1] == "Phương tiện đường bộ"
    assert converted.rows[0].values["name"] == "Phương tiện đường bộ"
    _source, refused = planned(desk, file, choices=Choices(on_legacy=OnLegacy.REFUSE))
    assert [row.verdict for row in refused.rows] == [Verdict.REFUSED, Verdict.NEW]
    assert refused.rows[0].issues["name"].value == "Phương tiện đường bộ"
    _source, raw = planned(desk, file, choices=Choices(on_legacy=OnLegacy.KEEP))
    assert raw.rows[0].verdict is Verdict.NEW
    assert raw.rows[0].values["name"] != "Phương tiện đường bộ"


def test_hidden_columns_are_not_read(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    sheet = a_sheet(file, HEAD, ["01", "Kho", 5, None, "chỉ nội bộ"])
    sheet.column_dimensions["E"].hidden = True
    assert sheet.parent is not None
    sheet.parent.save(file)
    _source, made = planned(desk, file)
    assert "note" not in made.rows[0].changes or made.rows[0].values["note"] == ""


def test_the_likeliest_register(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(file, ["STT", "Họ và tên", "Chức vụ", "Phòng ban"], [1, "Nguyễn Văn Đức", "", "A"])
    found = desk.imports.likeliest_register(desk.imports.open(file))
    assert found is not None
    assert found[0] is K.SIGNERS
    nothing = tmp_path / "y.xlsx"
    a_sheet(nothing, ["Món", "Giá"], ["Phở", 50])
    assert desk.imports.likeliest_register(desk.imports.open(nothing)) is None


def test_a_whole_import_is_taken_back_by_one_undo(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(file, HEAD, *([f"{n:03d}", f"Kho {n}", n] for n in range(1, 301)))
    before = kept(desk)
    assert len(saved(desk, planned(desk, file)[1])) == len(before) + 300
    again = planned(desk, file)[1]
    assert {row.verdict for row in again.rows} == {Verdict.SAME}
    desk.history.undo()
    assert kept(desk) == before
    desk.history.redo()
    assert len(kept(desk)) == len(before) + 300


def test_existing_records_may_be_left_alone(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(file, HEAD, ["01", "Kho", 5])
    saved(desk, planned(desk, file)[1])
    a_sheet(file, HEAD, ["01", "Kho", 6], ["02", "Kho 2", 1])
    made = planned(desk, file, choices=Choices(on_match=OnMatch.LEAVE))[1]
    assert [row.verdict for row in made.rows] == [Verdict.LEFT_OUT, Verdict.NEW]


def test_the_refused_rows_go_back_in_the_officers_own_workbook(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(file, ["DANH MỤC"], HEAD, ["01", "Kho", "nhiều"], ["02", None, 5], ["03", "Kho", 1])
    source, made = planned(desk, file)
    layout = desk.imports.recognise(source.sheets[0], K.DATABASES)
    target = tmp_path / "trả lại.xlsx"
    desk.imports.return_refused(source, 0, layout, made, target)
    sheet = load_workbook(target)["Danh sách"]
    noted = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment is not None
    }
    assert noted == {"C3", "B4"}
    assert sheet["C3"].value == "nhiều"


def test_a_file_that_changed_after_it_was_read_is_not_annotated(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(file, HEAD, ["01", "Kho", "nhiều"])
    source, made = planned(desk, file)
    layout = desk.imports.recognise(source.sheets[0], K.DATABASES)
    a_sheet(file, ["Mới thêm"], HEAD, ["01", "Kho", "nhiều"])
    with pytest.raises(EGovDeskError) as caught:
        desk.imports.return_refused(source, 0, layout, made, tmp_path / "y.xlsx")
    assert caught.value.code is ErrorCode.WORKBOOK_CHANGED
    assert not (tmp_path / "y.xlsx").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_tables(desk: Desk, tmp_path: Path, encoding: str):
    file = tmp_path / "x.csv"
    file.write_text('Mã;Tên CSDL;Số bản ghi\n01;"Kho; đường bộ";5\n02;Kho;x\n', encoding=encoding)
    source, made = planned(desk, file)
    layout = desk.imports.recognise(source.sheets[0], K.DATABASES)
    target = tmp_path / "y.xlsx"
    desk.imports.return_refused(source, 0, layout, made, target)
    assert target.is_file()
    assert saved(desk, made)["01"]["name"] == "Kho; đường bộ"


def test_secrets_and_errors_of_formulas_are_refused(desk: Desk, tmp_path: Path):
    file = tmp_path / "x.xlsx"
    a_sheet(file, HEAD, ["01", "TỐI MẬT", 5], ["02", "Kho", 1])
    book = load_workbook(file)
    cell = book["Danh sách"]["C3"]
    cell.value, cell.data_type = "#REF!", "e"
    book.save(file)
    made = planned(desk, file)[1]
    codes = [next(iter(row.issues.values())).code for row in made.rows]
    assert codes == [IssueCode.SECRET, IssueCode.FORMULA_ERROR]


class Asked:
    """A person who cancels at the last time of so many, and how long the work goes without asking.

    By the processor's clock, since other programs may take their turn meanwhile.
    """

    def __init__(self, times: float = math.inf) -> None:
        self.times = times
        self.count = 0
        self.longest = 0.0
        self._last = time.thread_time()

    def __call__(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.count += 1
        if self.count >= self.times:
            raise EGovDeskError(ErrorCode.CANCELLED)


Phase = Callable[[Asked], object]


@pytest.fixture
def phases(desk: Desk, tmp_path: Path) -> dict[str, Phase]:
    """Return the phases of an import of new and changed rows, each to be done again and again."""
    file = tmp_path / "x.xlsx"
    a_sheet(file, HEAD, *([str(n), "Kho dữ liệu", n] for n in range(1500)))
    desk.registers.apply(planned(desk, file)[1], use_case=UseCase.IMPORT_RECORDS, on=TODAY)
    a_sheet(file, HEAD, *([str(n), "Kho dữ liệu", n + 1] for n in range(3000)))
    source, made = planned(desk, file)
    sheet = source.sheets[source.likeliest]
    layout = desk.imports.recognise(sheet, K.DATABASES)
    return {
        "reading": lambda check: desk.imports.open(file, check),
        "planning": lambda check: desk.imports.plan(
            K.DATABASES, sheet, layout, TODAY, Choices(), check
        ),
        "saving": lambda check: desk.registers.apply(
            made, use_case=UseCase.IMPORT_RECORDS, on=TODAY, check=check
        ),
    }


@pytest.mark.parametrize("phase", ["reading", "planning", "saving"])
def test_every_phase_before_the_commit_can_be_cancelled_and_leaves_nothing(
    desk: Desk, phases: dict[str, Phase], phase: str
):
    do = phases[phase]
    before, changes = kept(desk), desk.history.changes()
    to_the_end = Asked()
    gc.disable()  # as during every job
    try:
        do(to_the_end)
    finally:
        gc.enable()
    assert to_the_end.longest < 0.2
    assert to_the_end.count > 10
    if phase == "saving":
        assert len(kept(desk)) == len(before) + 1500
        desk.history.undo()
        changes = desk.history.changes()
    for share in (0.0, 0.3, 0.6, 0.99):
        with pytest.raises(EGovDeskError) as caught:
            do(Asked(max(1, int(to_the_end.count * share))))
        assert caught.value.code is ErrorCode.CANCELLED
        assert kept(desk) == before
        assert desk.history.changes() == changes
    assert desk.history.first_break() is None
    enter_one(desk)
    assert len(kept(desk)) == len(before) + 1


def enter_one(desk: Desk) -> None:
    """Save a record as ever, after something was cancelled."""
    raw: dict[str, Raw] = {"code": "mới", "name": "Kho"}
    desk.registers.enter(K.DATABASES, Draft(1, raw), TODAY, use_case=UseCase.ADD_RECORD, on=TODAY)
