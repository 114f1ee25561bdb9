"""report.xlsx: read back with a spreadsheet's eyes."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovdesk.documents.sheets import CELL_LIMIT
from egovdesk.documents.workbook import (
    FINDINGS,
    INDICATORS,
    INFORMATION,
    PROCEDURES,
    TASKS,
    write_workbook,
)
from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.indicators import ChangeMode, IndicatorState, Unit
from egovdesk.domain.reports import IndicatorLine, QuarterlyReport
from egovdesk.wording import Language, in_language
from egovdesk.wording.labels import label
from tests import builders

CELL = re.compile(r"[A-Z]+\d+")


@pytest.fixture
def report() -> QuarterlyReport:
    return builders.a_report()


def written(report: QuarterlyReport) -> bytes:
    target = io.BytesIO()
    write_workbook(report, target)
    return target.getvalue()


def reopened(report: QuarterlyReport) -> Workbook:
    return load_workbook(io.BytesIO(written(report)))


def with_task(report: QuarterlyReport, **changes: str) -> QuarterlyReport:
    line = report.tasks[0]
    return replace(report, tasks=(replace(line, task=replace(line.task, **changes)),))


def at(moment: str) -> datetime:
    """Return what a cell holds: a moment without a zone."""
    return datetime.fromisoformat(moment)


def computed(sheet: Worksheet, cell: str) -> Fraction:
    """Compute one of our formulas exactly, over whole numbers in its row."""
    formula = sheet[cell].value
    terms = CELL.sub(lambda match: f"Fraction({sheet[match.group()].value})", formula[1:])
    return eval(terms, {"Fraction": Fraction})


def test_the_sheets_stand_in_the_order_of_the_letter(report: QuarterlyReport) -> None:
    assert reopened(report).sheetnames == [
        INDICATORS,
        TASKS,
        PROCEDURES,
        FINDINGS,
        INFORMATION,
    ]


def test_every_result_is_a_formula_that_gives_the_reported_value(report: QuarterlyReport) -> None:
    sheet = reopened(report)[INDICATORS]
    valued = 0
    for row, line in enumerate(report.indicators, start=2):
        if line.result.value is None:
            assert sheet[f"H{row}"].value is None
            continue
        scale = 1 if line.indicator.unit is Unit.POINTS else 100
        assert computed(sheet, f"H{row}") * scale == line.result.value, line.indicator.id
        valued += 1
    assert valued == 9


def test_a_relative_change_is_a_formula_too(report: QuarterlyReport) -> None:
    line = report.indicators[0]
    indicator = replace(
        line.indicator,
        unit=Unit.PERCENT,
        formula=replace(line.indicator.formula, mode=ChangeMode.RELATIVE),
    )
    relative = IndicatorLine(
        indicator=indicator,
        result=replace(line.result, value=Fraction(55)),
        previous=None,
        rows=line.rows,
    )

    sheet = reopened(replace(report, indicators=(relative,)))[INDICATORS]

    assert computed(sheet, "H2") == Fraction(55, 100)
    assert sheet["H2"].number_format == "0.0%"
    assert sheet["J2"].value is None


def test_an_entered_value_in_points_is_shown_as_it_is(report: QuarterlyReport) -> None:
    entered = report.indicators[-1]
    points = replace(entered, indicator=replace(entered.indicator, unit=Unit.POINTS))

    sheet = reopened(replace(report, indicators=(points,)))[INDICATORS]

    assert computed(sheet, "H2") == Fraction(64)


def test_numbers_are_numbers_with_a_format_of_their_kind(report: QuarterlyReport) -> None:
    sheet = reopened(report)[INDICATORS]

    assert [sheet.cell(2, column).value for column in (4, 5, 6, 7)] == [62, 80, 40, 80]
    assert (sheet["H2"].number_format, sheet["H3"].number_format) == ("+0.0;-0.0;0.0", "0.0%")
    assert (sheet["I2"].value, sheet["I3"].value) == (20, 0.25)
    assert sheet["D10"].number_format == "#,##0"


def test_words_for_states_are_those_of_the_program(report: QuarterlyReport) -> None:
    with in_language(Language.VI):
        expected = label(IndicatorState.NONE_AROSE)

    assert reopened(report)[INDICATORS]["K8"].value == expected


def test_dates_are_dates(report: QuarterlyReport) -> None:
    book = reopened(report)
    due, completed = book[TASKS]["H2"], book[TASKS]["M2"]

    assert (due.value, completed.value) == (at("2021-07-31"), at("2021-07-20"))
    assert due.number_format == "dd/mm/yyyy"
    facts = {row[1]: row[2] for row in book[INFORMATION].iter_rows(values_only=True)}
    assert facts["Thời điểm chốt số liệu"] == at("2021-09-14")
    assert facts["Chốt lúc (giờ Hà Nội)"] == at("2021-09-15T09:30")
    assert facts["Kỳ báo cáo"] == "Quý III/2021"


def test_procedures_end_with_sums_that_follow_the_filter(report: QuarterlyReport) -> None:
    sheet = reopened(report)[PROCEDURES]
    last = sheet.max_row

    assert last == 2 + len(report.procedures)
    assert sheet["A2"].value == "1.000001"
    assert sheet.cell(last, 18).value == f"=SUBTOTAL(109,R2:R{last - 1})"
    assert sheet.auto_filter.ref == f"A1:R{last - 1}"


def test_every_sheet_is_ready_to_filter_and_to_print(report: QuarterlyReport) -> None:
    for sheet in reopened(report).worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABC")


def test_readers_are_told_to_compute_the_formulas(report: QuarterlyReport) -> None:
    assert reopened(report).calculation.fullCalcOnLoad


@pytest.mark.parametrize(
    "hostile", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", '=HYPERLINK("x")', "#N/A", "<b>"]
)
def test_text_from_data_stays_text(report: QuarterlyReport, hostile: str) -> None:
    cell = reopened(with_task(report, title=hostile))[TASKS]["C2"]

    assert (cell.value, cell.data_type) == (hostile, "s")
    assert cell.quotePrefix is (hostile[0] in "=+-@")


def test_what_cannot_be_seen_is_left_out(report: QuarterlyReport) -> None:
    sheet = reopened(with_task(report, title="Hoàn\x00 thiện\x1b\ud800 cơ\u202e sở"))[TASKS]

    assert sheet["C2"].value == "Hoàn thiện cơ sở"


def test_text_that_reads_like_an_escape_is_not_one(report: QuarterlyReport) -> None:
    data = written(with_task(report, title="mã _x0041_ giữ nguyên"))

    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert b"_x005F_x0041_" in container.read("xl/worksheets/sheet2.xml")


def test_the_longest_text_that_a_cell_holds_is_kept_whole(report: QuarterlyReport) -> None:
    longest = "ố" * CELL_LIMIT

    assert reopened(with_task(report, title=longest))[TASKS]["C2"].value == longest


@pytest.mark.parametrize("text", ["ố" * (CELL_LIMIT + 1), "𠀀" * (CELL_LIMIT // 2 + 1)])
def test_longer_text_is_refused_rather_than_cut(report: QuarterlyReport, text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        written(with_task(report, title=text))

    assert refusal.value.code is ErrorCode.TEXT_TOO_LONG
    assert refusal.value.data["place"] == "PL II Nhiệm vụ!C2"
    assert refusal.value.data["limit"] == CELL_LIMIT


def test_equal_reports_give_equal_bytes(report: QuarterlyReport) -> None:
    assert written(report) == written(builders.a_report())


def test_the_file_bears_the_time_of_the_report_and_no_trace_of_the_machine(
    report: QuarterlyReport,
) -> None:
    data = written(report)
    properties = load_workbook(io.BytesIO(data)).properties
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        times = {member.date_time for member in container.infolist()}

    assert properties.created == properties.modified == at("2021-09-15T02:30")
    assert properties.creator == "Cục Đăng kiểm Việt Nam"
    assert properties.lastModifiedBy is None
    assert times == {(2021, 9, 15, 2, 30, 0)}


def test_no_member_of_staff_is_named(report: QuarterlyReport) -> None:
    cells = {
        str(value)
        for sheet in reopened(report).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    }

    assert report.tasks[0].task.title in cells
    assert not any(builders.FOCAL_POINT in cell for cell in cells)


def test_findings_stand_with_the_answers_to_them(report: QuarterlyReport) -> None:
    answered = [replace(finding, reason="Đã xin lùi hạn.") for finding in report.findings]
    sheet = reopened(replace(report, findings=tuple(answered)))[FINDINGS]

    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(report.findings)
    assert rows[0][2:] == (
        "Nhiệm vụ 2.đ-5",
        "Nhiệm vụ 2.đ-5 quá hạn 45 ngày và chưa đề nghị gia hạn.",
        "Đã xin lùi hạn.",
    )


def test_a_procedure_without_counts_has_empty_cells_and_no_zeros(report: QuarterlyReport) -> None:
    line = report.procedures[0]
    bare = replace(line, figures=replace(line.figures, counts={}))

    sheet = reopened(replace(report, procedures=(bare,)))[PROCEDURES]

    assert {cell.value for cell in sheet[2][-8:]} == {None}


def test_an_empty_report_has_headers_only(report: QuarterlyReport) -> None:
    book = reopened(replace(report, indicators=(), tasks=(), procedures=()))

    assert [book[name].max_row for name in (INDICATORS, TASKS, PROCEDURES)] == [1, 1, 1]
