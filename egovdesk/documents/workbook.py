"""report.xlsx: the annexes as a workbook that computes its own percentages.

Numbers are numbers and dates are dates. Text from data never becomes a formula. The sheets are
Vietnamese, like the letter that they belong to. Equal reports give equal bytes.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta, timezone
from fractions import Fraction
from typing import BinaryIO

from openpyxl import Workbook

from egovdesk.documents.sheets import (
    PERCENT,
    POINTS,
    Formula,
    Row,
    Share,
    Value,
    add_sheet,
    add_totals,
    new_book,
    save,
)
from egovdesk.domain.indicators import ChangeMode, FormulaType, Indicator, IndicatorResult, Unit
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.reports import IndicatorLine, ProcedureLine, QuarterlyReport, TaskLine
from egovdesk.domain.text import format_date
from egovdesk.wording import Language, in_language
from egovdesk.wording.labels import label
from egovdesk.wording.messages import finding_message

INDICATORS, TASKS, PROCEDURES = "PL I Chỉ tiêu", "PL II Nhiệm vụ", "PL III Thủ tục"
FINDINGS, INFORMATION = "Kiểm tra", "Thông tin"

_HANOI = timezone(timedelta(hours=7))


def write_workbook(report: QuarterlyReport, target: BinaryIO) -> None:
    """Write the report's annexes, findings and particulars as an Excel workbook.

    Raises:
        RefusedError: a text is longer than a cell holds (`place` is the cell).
    """
    moment = report.frozen_at.astimezone(UTC).replace(tzinfo=None)
    book = new_book(title=report.file_stem, creator=report.agency.name)
    with in_language(Language.VI):
        for sheet in (_indicators, _tasks, _procedures, _findings, _information):
            sheet(book, report)
    save(book, target, moment)


def _indicators(book: Workbook, report: QuarterlyReport) -> None:
    columns = (
        ("TT", 6),
        ("Chỉ tiêu", 60),
        ("Đơn vị tính", 12),
        ("Tử số", 11),
        ("Mẫu số", 11),
        ("Tử số gốc", 11),
        ("Mẫu số gốc", 11),
        ("Kết quả", 11),
        ("Mục tiêu", 11),
        ("Kỳ trước", 11),
        ("Trạng thái", 18),
    )
    ordered = sorted(report.indicators, key=lambda line: line.indicator.number is None)
    rows = [_indicator_row(row, line) for row, line in enumerate(ordered, start=2)]
    add_sheet(book, INDICATORS, columns, rows)


def _indicator_row(row: int, line: IndicatorLine) -> Row:
    indicator, result = line.indicator, line.result
    return [
        "" if indicator.number is None else indicator.number,
        indicator.title[Language.VI],
        "điểm %" if indicator.unit is Unit.POINTS else "%",
        result.numerator,
        result.denominator,
        result.baseline_numerator,
        result.baseline_denominator,
        _result_formula(row, indicator, result),
        _measured(indicator.unit, result.target),
        None if line.previous is None else _measured(indicator.unit, line.previous.value),
        label(result.state),
    ]


def _result_formula(row: int, indicator: Indicator, result: IndicatorResult) -> Formula | None:
    """Give the indicator's value as a formula over the cells of its row."""
    if result.value is None:
        return None
    formula = indicator.formula.of_unit
    share, before = f"D{row}/E{row}", f"F{row}/G{row}"
    match formula.type:
        case FormulaType.CHANGE if formula.mode is ChangeMode.POINTS:
            text = f"({share}-{before})"
        case FormulaType.CHANGE:
            text = f"({share}-{before})/({before})"
        case FormulaType.ENTERED:
            text = f"D{row}/100"
        case _:
            text = share
    if indicator.unit is Unit.POINTS:
        return Formula(f"={text}*100", POINTS)
    return Formula(f"={text}", PERCENT)


def _measured(unit: Unit, value: Fraction | None) -> Share | None:
    if value is None:
        return None
    return Share(float(value), POINTS) if unit is Unit.POINTS else Share(float(value / 100))


def _tasks(book: Workbook, report: QuarterlyReport) -> None:
    columns = (
        ("Mã", 12),
        ("Khoản, điểm", 14),
        ("Nhiệm vụ", 48),
        ("Sản phẩm", 24),
        ("Loại", 14),
        ("Chủ trì", 12),
        ("Phối hợp", 16),
        ("Hạn", 12),
        ("Hạn cũ", 12),
        ("Trạng thái", 16),
        ("Thời hạn", 20),
        ("Tiến độ", 9),
        ("Ngày hoàn thành", 13),
        ("Ghi chú", 36),
        ("Minh chứng", 30),
    )
    add_sheet(book, TASKS, columns, [_task_row(line) for line in report.tasks])


def _task_row(line: TaskLine) -> Row:
    task, status = line.task, line.status
    documents = (
        f"{evidence.document_number or evidence.subject or evidence.digest[:8]}"
        + (f" ngày {format_date(evidence.document_date)}" if evidence.document_date else "")
        for evidence in line.evidence
    )
    return [
        task.code,
        line.clause_label,
        task.title,
        task.deliverable,
        label(task.kind),
        task.lead,
        ", ".join(task.coordinating),
        status.due,
        "\n".join(format_date(day) for day in status.former_dues),
        label(status.state),
        "" if status.timeliness is None else label(status.timeliness),
        Share(status.percent / 100, "0%"),
        status.completed_on,
        status.last_note,
        "\n".join(documents),
    ]


_FLAGS = tuple(
    attribute for attribute in ProcedureAttribute if attribute is not ProcedureAttribute.LEVEL
)


def _procedures(book: Workbook, report: QuarterlyReport) -> None:
    columns = (
        ("Mã", 14),
        ("Thủ tục hành chính", 48),
        ("Lĩnh vực", 18),
        ("Mức độ", 14),
        *((label(attribute), 11) for attribute in _FLAGS),
        *((label(count), 12) for count in CountField),
    )
    rows = [_procedure_row(line) for line in report.procedures]
    sheet = add_sheet(book, PROCEDURES, columns, rows)
    if rows:
        add_totals(sheet, first=len(columns) - len(CountField) + 1, last=len(columns))


def _procedure_row(line: ProcedureLine) -> Row:
    figures = line.figures
    return [
        figures.procedure.code,
        figures.procedure.name,
        figures.procedure.field,
        line.level_label,
        *("Có" if figures.has(attribute) else "Không" for attribute in _FLAGS),
        *(figures.counts.get(count, 0) if figures.counts else None for count in CountField),
    ]


def _findings(book: Workbook, report: QuarterlyReport) -> None:
    columns = (
        ("Mức độ", 12),
        ("Quy tắc", 30),
        ("Đối tượng", 18),
        ("Nội dung", 64),
        ("Giải trình của đơn vị", 64),
    )
    rows: list[Row] = [
        [
            label(finding.severity),
            label(finding.rule),
            finding.key,
            finding_message(finding).cause,
            finding.reason,
        ]
        for finding in report.findings
    ]
    add_sheet(book, FINDINGS, columns, rows)


def _information(book: Workbook, report: QuarterlyReport) -> None:
    columns = (("Nhóm", 18), ("Nội dung", 44), ("Giá trị", 72))
    rows: list[Row] = [
        *_group("Báo cáo", _particulars(report)),
        *_group("Nguồn gốc", _provenance(report)),
        *_group("Chữ ký số", ((label(stage), n) for stage, n in report.signers.items())),
    ]
    for month in report.workload:
        rows.append(["Hồ sơ công việc", f"Tháng {month.month}: tổng số", month.total])
        rows.append(["Hồ sơ công việc", f"Tháng {month.month}: xử lý trên mạng", month.online])
    add_sheet(book, INFORMATION, columns, rows)


def _group(name: str, entries: Iterable[tuple[str, Value]]) -> list[Row]:
    return [[name, entry, value] for entry, value in entries]


def _particulars(report: QuarterlyReport) -> Iterator[tuple[str, Value]]:
    period = report.period
    yield "Đơn vị", report.agency.name
    yield "Mã đơn vị", report.agency.code
    yield "Kỳ báo cáo", f"Quý {period.roman}/{period.year}"
    yield "Số liệu từ ngày", report.window.first
    yield "Số liệu đến hết ngày", report.window.last
    yield "Thời điểm chốt số liệu", report.cut_off
    yield "Hạn báo cáo", report.due_on
    yield "Lần", report.revision
    yield "Loại", label(report.action)
    yield "Lý do đính chính", report.reason
    yield "Tháng đã nhập số liệu", ", ".join(report.counted_months)
    yield "Số liệu minh họa", "Có" if report.is_sample else "Không"


def _provenance(report: QuarterlyReport) -> Iterator[tuple[str, Value]]:
    catalogue = report.catalogue
    yield "Văn bản giao nhiệm vụ", catalogue.directive_number
    yield "Ngày văn bản", catalogue.directive_date
    yield "Danh mục", f"{catalogue.id}, bản {catalogue.version}"
    yield "SHA-256 của danh mục", catalogue.digest
    yield "Dấu vết bộ quy tắc kiểm tra", report.rules_fingerprint
    yield "Nhật ký: số mục", report.journal.count
    yield "Nhật ký: mục cuối", report.journal.head
    yield "Số thứ tự gói", report.sequence
    yield "SHA-256 của gói trước", report.previous_package
    yield "Phiên bản eGovDesk", report.program_version
    yield "Chốt lúc (giờ Hà Nội)", report.frozen_at.astimezone(_HANOI).replace(tzinfo=None)
