"""What the letter's annexes say, whatever they are drawn on: indicators, tasks, procedures."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from egovdesk.domain.evidence import Evidence
from egovdesk.domain.findings import Finding, Severity
from egovdesk.domain.indicators import (
    ChangeMode,
    Formula,
    FormulaType,
    Indicator,
    IndicatorResult,
    Unit,
)
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.reports import IndicatorLine, ProcedureLine, QuarterlyReport, TaskLine
from egovdesk.domain.text import (
    clean,
    format_date,
    format_fixed,
    format_number,
    format_percent,
    format_points,
    format_prose_date,
)
from egovdesk.domain.values import value
from egovdesk.wording import Language
from egovdesk.wording.labels import label
from egovdesk.wording.messages import finding_message

EMPTY = "–"
YES, NO = "Có", "Không"

_VI = Language.VI


class Align(StrEnum):
    """How a column's cells stand."""

    LEFT = "left"
    CENTRED = "centred"
    RIGHT = "right"


@value
class Column:
    """A column: its head, how wide it is in millimetres, how its cells stand."""

    title: str
    width: float
    align: Align = Align.LEFT


@value
class Cell:
    """The lines of a cell; the last `notes` of them are remarks, set smaller and in italics."""

    lines: tuple[str, ...]
    notes: int = 0

    @property
    def main(self) -> tuple[str, ...]:
        """The lines that are no remarks."""
        return self.lines[: len(self.lines) - self.notes]

    @property
    def remarks(self) -> tuple[str, ...]:
        """The remarks."""
        return self.lines[len(self.lines) - self.notes :]


@value
class Row:
    """A row of cells; a group's title spans all columns but the first; totals stand out."""

    cells: tuple[Cell, ...]
    is_group: bool = False
    is_total: bool = False


@value
class Annex:
    """An annex: number, subject without its period, one table, and remarks below it."""

    number: str
    subject: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    is_landscape: bool = False

    @property
    def name(self) -> str:
        """What the annex is called."""
        return f"Phụ lục {self.number}"


def heading(annex: Annex, report: QuarterlyReport) -> str:
    """Return the annex's title in capitals."""
    period = report.period
    return clean(f"{annex.subject} Quý {period.roman} năm {period.year}").upper()


def attached_to(report: QuarterlyReport) -> tuple[str, str]:
    """Return to which report the annex belongs, before and after the room for its number."""
    agency = report.agency
    return "(Kèm theo Báo cáo số", f"/BC-{agency.abbreviation} của {agency.name})"


def annexes(report: QuarterlyReport) -> tuple[Annex, Annex, Annex]:
    """Return the three annexes in their order."""
    return indicators(report), tasks(report), procedures(report)


def indicators(report: QuarterlyReport) -> Annex:
    """Return annex I: the directive's indicators, then those that are only tracked."""
    tracked = [line for line in report.indicators if line.indicator.number is None]
    rows: list[Row] = []
    for letter, title, lines in (
        (
            "A",
            f"Chỉ tiêu theo văn bản số {report.catalogue.directive_number}",
            report.official_indicators,
        ),
        ("B", "Chỉ tiêu theo dõi thêm", tracked),
    ):
        if lines:
            rows.append(Row(cells=_cells(letter, title), is_group=True))
            rows += [_indicator_row(place, line) for place, line in enumerate(lines, start=1)]
    return Annex(
        number="I",
        subject="Kết quả thực hiện các chỉ tiêu",
        columns=(
            Column(title="TT", width=9, align=Align.CENTRED),
            Column(title="Chỉ tiêu", width=56),
            Column(title="Tử số", width=17, align=Align.RIGHT),
            Column(title="Mẫu số", width=17, align=Align.RIGHT),
            Column(title="Kết quả", width=23, align=Align.RIGHT),
            Column(title="Mục tiêu", width=20, align=Align.RIGHT),
            Column(title="Trạng thái", width=23, align=Align.CENTRED),
        ),
        rows=tuple(rows),
        notes=tuple(_notes(report.indicators)),
        explanations=tuple(_explanations(report.findings)),
    )


def tasks(report: QuarterlyReport) -> Annex:
    """Return annex II: every task with its dates, its state and what proves it."""
    return Annex(
        number="II",
        subject="Tình hình thực hiện nhiệm vụ được giao",
        columns=(
            Column(title="Mã", width=15),
            Column(title="Khoản, điểm", width=16),
            Column(title="Nhiệm vụ", width=45),
            Column(title="Hạn", width=21, align=Align.CENTRED),
            Column(title="Trạng thái", width=25),
            Column(title="Kết quả, tiến độ", width=43),
        ),
        rows=tuple(_task_row(line) for line in report.tasks),
    )


_ATTRIBUTES = (
    (ProcedureAttribute.PORTAL, "Cổng DVCQG", 12.0),
    (ProcedureAttribute.FEE, "Có phí", 12.0),
    (ProcedureAttribute.PAYMENT, "TT trực tuyến", 12.0),
)
_COUNTS = (
    (CountField.RECEIVED, "Hồ sơ tiếp nhận"),
    (CountField.RECEIVED_ONLINE, "Hồ sơ trực tuyến"),
    (CountField.PAYMENTS, "Giao dịch TT"),
    (CountField.PAYMENTS_PORTAL, "TT qua Cổng"),
    (CountField.RESULTS, "Kết quả đã trả"),
    (CountField.RESULTS_SYNCED, "Kết quả đồng bộ"),
    (CountField.ONE_STOP, "Hồ sơ một cửa"),
    (CountField.ONE_STOP_SYNCED, "Một cửa đồng bộ"),
)


def procedures(report: QuarterlyReport) -> Annex:
    """Return annex III: every procedure with what indicators count of it, and the sums."""
    lines = report.procedures
    rows = [_procedure_row(place, line) for place, line in enumerate(lines, start=1)]
    if rows:
        totals = (
            sum(line.figures.counts.get(field, 0) for line in lines) for field, _title in _COUNTS
        )
        first = ("", "", "Cộng", "", "", *("" for _ in _ATTRIBUTES))
        rows.append(Row(cells=_cells(*first, *map(_count, totals)), is_total=True))
    months = report.counted_months
    year = report.cut_off.year
    span = f"các tháng {months[0][5:]} đến {months[-1][5:]} năm {year}" if months else f"năm {year}"
    return Annex(
        number="III",
        subject="Số liệu thủ tục hành chính",
        columns=(
            Column(title="TT", width=9, align=Align.CENTRED),
            Column(title="Mã thủ tục", width=20),
            Column(title="Thủ tục hành chính", width=49),
            Column(title="Lĩnh vực", width=20),
            Column(title="Mức độ", width=16),
            *(
                Column(title=title, width=width, align=Align.CENTRED)
                for _attribute, title, width in _ATTRIBUTES
            ),
            *(Column(title=title, width=12.75, align=Align.RIGHT) for _field, title in _COUNTS),
        ),
        rows=tuple(rows),
        notes=(
            f"Số lượng cộng dồn {span} theo tháng báo cáo; thuộc tính tại thời điểm chốt số liệu.",
            "DVCQG: Dịch vụ công quốc gia; TT: thanh toán.",
        ),
        is_landscape=True,
    )


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(lines=(text,)) for text in texts)


def _indicator_row(place: int, line: IndicatorLine) -> Row:
    indicator, result = line.indicator, line.result
    baseline = _baseline(indicator, result)
    said = (indicator.title[_VI], *((baseline,) if baseline else ()))
    return Row(
        cells=(
            *_cells(str(indicator.number or place)),
            Cell(lines=said, notes=len(said) - 1),
            *_cells(
                _count(result.numerator),
                _count(result.denominator),
                shown_value(indicator, result),
                shown_target(indicator, result.target),
                label(result.state),
            ),
        )
    )


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


def shown_value(indicator: Indicator, result: IndicatorResult) -> str:
    """Write a value as the annexes show it, or a dash where there is none."""
    if result.value is None:
        return EMPTY
    if _is_yes_no(indicator.formula):
        return YES if result.numerator else NO
    if indicator.unit is Unit.POINTS:
        return f"{format_points(result.value, _VI)} điểm"
    return format_percent(result.value, _VI)


def shown_target(indicator: Indicator, target: Fraction | None) -> str:
    """Write a target, or a dash where there is none."""
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


def _explanations(findings: Iterable[Finding]) -> list[str]:
    """Give the officer's answer to each warning: what a leader asks about before signing."""
    return [
        f"- {finding_message(finding).cause} Giải trình: {clean(finding.reason) or '(chưa có)'}"
        for finding in findings
        if finding.severity is Severity.WARNING
    ]


def _task_row(line: TaskLine) -> Row:
    task, status = line.task, line.status
    late = () if status.timeliness is None else (label(status.timeliness),)
    former = tuple(f"hạn cũ {format_date(day)}" for day in status.former_dues)
    due = format_date(status.due) if status.due else EMPTY
    return Row(
        cells=(
            *_cells(task.code, line.clause_label, task.title),
            Cell(lines=(due, *former), notes=len(former)),
            Cell(lines=(label(status.state), *late), notes=len(late)),
            Cell(lines=tuple(_progress(line))),
        )
    )


def _progress(line: TaskLine) -> list[str]:
    status = line.status
    if status.completed_on is not None:
        first = f"Hoàn thành ngày {format_date(status.completed_on)}"
    else:
        first = f"{status.percent}%"
    texts = [first, status.last_note]
    if status.extension_pending:
        texts.append("Đã đề nghị gia hạn, chưa có ý kiến trả lời")
    texts += [_document(evidence) for evidence in line.evidence]
    return [text for text in texts if text]


def _document(evidence: Evidence) -> str:
    """Cite the document that proves a claim; a file without a number gives its subject."""
    dated = f" ngày {format_date(evidence.document_date)}" if evidence.document_date else ""
    if evidence.document_number:
        return f"Văn bản số {evidence.document_number}{dated}"
    return f"{evidence.subject}{dated}"


def _procedure_row(place: int, line: ProcedureLine) -> Row:
    figures = line.figures
    procedure = figures.procedure
    return Row(
        cells=_cells(
            str(place),
            procedure.code,
            procedure.name,
            procedure.field,
            line.level_label or EMPTY,
            *(YES if figures.has(attribute) else NO for attribute, _, _ in _ATTRIBUTES),
            *(
                _count(figures.counts.get(field, 0)) if figures.counts else EMPTY
                for field, _ in _COUNTS
            ),
        )
    )
