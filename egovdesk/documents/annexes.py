"""The letter's two annexes: indicators with numerator and denominator, and tasks."""

from collections.abc import Iterable
from fractions import Fraction

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Paragraph, Spacer, TableStyle

from egovdesk.documents import fonts
from egovdesk.documents.stationery import (
    CELL,
    CELL_BOLD,
    CELL_CENTRED,
    CELL_HEAD,
    CELL_NOTE,
    CELL_NUMBER,
    CENTRED_ITALIC,
    NOTE,
    TITLE,
    heading,
    paragraph,
    with_blank,
)
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.indicators import (
    ChangeMode,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    Unit,
)
from egovdesk.domain.reports import IndicatorLine, QuarterlyReport, TaskLine
from egovdesk.domain.text import (
    format_date,
    format_fixed,
    format_number,
    format_percent,
    format_points,
    format_prose_date,
)
from egovdesk.wording import Language
from egovdesk.wording.labels import label

EMPTY = "–"

Row = list[Paragraph | list[Paragraph] | str]

_VI = Language.VI
_INDICATOR_WIDTHS = tuple(width * mm for width in (9, 59, 17, 17, 22, 18, 23))
_TASK_WIDTHS = tuple(width * mm for width in (15, 18, 49, 21, 26, 36))
_GRID = (
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # else Helvetica is listed, not embedded
    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ("VALIGN", (0, 1), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
)


def indicators(report: QuarterlyReport) -> list[Flowable]:
    """Compose annex I: the directive's indicators, then those that are only tracked."""
    official = report.official_indicators
    tracked = [line for line in report.indicators if line.indicator.number is None]
    rows: list[Row] = [
        _head("TT", "Chỉ tiêu", "Tử số", "Mẫu số", "Kết quả", "Mục tiêu", "Trạng thái")
    ]
    groups: list[int] = []
    for letter, title, lines in (
        ("A", f"Chỉ tiêu theo văn bản số {report.catalogue.directive_number}", official),
        ("B", "Chỉ tiêu theo dõi thêm", tracked),
    ):
        if lines:
            groups.append(len(rows))
            rows.append([paragraph(letter, CELL_HEAD), paragraph(title, CELL_BOLD), *[""] * 5])
            rows += [_indicator_row(place, line) for place, line in enumerate(lines, start=1)]
    return [
        *_annex_head(report, "Phụ lục I", "Kết quả thực hiện các chỉ tiêu"),
        _table(rows, _INDICATOR_WIDTHS, [("SPAN", (1, row), (-1, row)) for row in groups]),
        Spacer(0, 6),
        *(paragraph(text, NOTE) for text in _notes(report.indicators)),
    ]


def tasks(report: QuarterlyReport) -> list[Flowable]:
    """Compose annex II: every task with its dates, its state and what proves it."""
    rows = [
        _head("Mã", "Khoản, điểm", "Nhiệm vụ", "Hạn", "Trạng thái", "Kết quả, tiến độ"),
        *(_task_row(line) for line in report.tasks),
    ]
    return [
        *_annex_head(report, "Phụ lục II", "Tình hình thực hiện nhiệm vụ được giao"),
        _table(rows, _TASK_WIDTHS, []),
    ]


def _annex_head(report: QuarterlyReport, name: str, subject: str) -> list[Flowable]:
    period, agency = report.period, report.agency
    title = f"{subject} Quý {period.roman} năm {period.year}"
    return [
        heading(name, TITLE),
        paragraph(title.upper(), TITLE),
        with_blank(
            "(Kèm theo Báo cáo số",
            8,
            f"/BC-{agency.abbreviation} của {agency.name})",
            CENTRED_ITALIC,
        ),
        Spacer(0, 10),
    ]


def _head(*titles: str) -> Row:
    return [paragraph(title, CELL_HEAD) for title in titles]


def _table(
    rows: list[Row],
    widths: tuple[float, ...],
    spans: list[tuple[str, tuple[int, int], tuple[int, int]]],
) -> Flowable:
    return LongTable(
        rows,
        colWidths=widths,
        repeatRows=1,
        splitInRow=1,
        style=TableStyle([*_GRID, *spans]),
    )


def _indicator_row(place: int, line: IndicatorLine) -> Row:
    indicator, result = line.indicator, line.result
    title = [paragraph(indicator.title[_VI], CELL)]
    if baseline := _baseline(indicator, result):
        title.append(paragraph(baseline, CELL_NOTE))
    return [
        paragraph(str(indicator.number or place), CELL_CENTRED),
        title,
        paragraph(_count(result.numerator), CELL_NUMBER),
        paragraph(_count(result.denominator), CELL_NUMBER),
        paragraph(_value(indicator, result), CELL_NUMBER),
        paragraph(_target(indicator, result.target), CELL_NUMBER),
        paragraph(label(result.state), CELL_CENTRED),
    ]


def _baseline(indicator: Indicator, result: IndicatorResult) -> str:
    """Write the figure against which a change is measured."""
    if result.baseline_numerator is None or not result.baseline_denominator:
        return ""
    share = Fraction(100 * result.baseline_numerator, result.baseline_denominator)
    on = indicator.formula.baseline_on
    dated = f" ngày {format_prose_date(on)}" if on else ""
    pair = f"{_count(result.baseline_numerator)}/{_count(result.baseline_denominator)}"
    return f"Số liệu gốc{dated}: {pair} ({format_percent(share, _VI)})"


def _count(count: int | None) -> str:
    return EMPTY if count is None else format_number(count, _VI)


def _value(indicator: Indicator, result: IndicatorResult) -> str:
    if result.value is None:
        return EMPTY
    if _is_yes_no(indicator.formula):
        return "Có" if result.numerator else "Không"
    if indicator.unit is Unit.POINTS:
        return f"{format_points(result.value, _VI)} điểm"
    return format_percent(result.value, _VI)


def _target(indicator: Indicator, target: Fraction | None) -> str:
    if target is None:
        return EMPTY
    number = format_fixed(target, 0 if target.denominator == 1 else 1, _VI)
    return f"{number} điểm" if indicator.unit is Unit.POINTS else f"{number}%"


def _is_yes_no(formula: Formula) -> bool:
    return formula.of_unit.type is FormulaType.YES_NO


def _notes(lines: Iterable[IndicatorLine]) -> list[str]:
    """Say how the figures are to be read; only notes that concern an indicator shown."""
    shown = [line.indicator for line in lines]
    texts = []
    changes = [i for i in shown if i.formula.of_unit.type is FormulaType.CHANGE]
    if any(i.formula.mode is ChangeMode.POINTS for i in changes):
        texts.append(
            "“Điểm” là điểm phần trăm: hiệu giữa tỷ lệ tại thời điểm chốt số liệu và tỷ lệ của số "
            "liệu gốc, không phải mức tăng tương đối."
        )
    if any(i.formula.mode is ChangeMode.RELATIVE for i in changes):
        texts.append(
            "Mức tăng so với số liệu gốc là mức tăng tương đối, không phải điểm phần trăm."
        )
    if any(_is_yes_no(i.formula) for i in shown):
        texts.append(
            "Chỉ tiêu là tỷ lệ đơn vị: từng đơn vị trả lời Có hoặc Không; tỷ lệ do cơ quan tiếp "
            "nhận báo cáo tổng hợp."
        )
    texts.append(
        "Tỷ lệ được làm tròn đến một chữ số thập phân; trạng thái xét theo giá trị chưa làm tròn."
    )
    return [f"Ghi chú {number}: {text}" for number, text in enumerate(texts, start=1)]


def _task_row(line: TaskLine) -> Row:
    task, status = line.task, line.status
    state = [paragraph(label(status.state), CELL)]
    if status.timeliness is not None:
        state.append(paragraph(label(status.timeliness), CELL_NOTE))
    due = [paragraph(format_date(status.due) if status.due else EMPTY, CELL_CENTRED)]
    due += [paragraph(f"hạn cũ {format_date(day)}", CELL_NOTE) for day in status.former_dues]
    return [
        paragraph(task.code, CELL),
        paragraph(line.clause_label, CELL),
        [paragraph(task.title, CELL)],
        due,
        state,
        _progress(line),
    ]


def _progress(line: TaskLine) -> list[Paragraph]:
    status = line.status
    if status.completed_on is not None:
        first = f"Hoàn thành ngày {format_date(status.completed_on)}"
    else:
        first = f"{status.percent}%"
    texts = [first, status.last_note]
    if status.extension_pending:
        texts.append("Đã đề nghị gia hạn, chưa có ý kiến trả lời")
    texts += [_document(evidence) for evidence in line.evidence]
    return [paragraph(text, CELL) for text in texts if text]


def _document(evidence: Evidence) -> str:
    """Cite the document that proves a claim; a file without a number gives its subject."""
    dated = f" ngày {format_date(evidence.document_date)}" if evidence.document_date else ""
    if evidence.document_number:
        return f"Văn bản số {evidence.document_number}{dated}"
    return f"{evidence.subject}{dated}"
