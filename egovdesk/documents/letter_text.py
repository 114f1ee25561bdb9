"""What the letter says, whatever it is written on: PDF for signing, DOCX for editing.

The letter is Vietnamese whatever the language of the screen: its fixed words belong to the
official form of Decree 30/2020/NĐ-CP. Number and day stay blank for the records office.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta, timezone
from enum import StrEnum

from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from egovdesk.domain.text import clean, format_number, format_prose_date
from egovdesk.wording import Language
from egovdesk.wording.labels import label

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
KIND = "BÁO CÁO"
DRAFT_MARK = "DỰ THẢO"
TRIAL_MARK = "THỬ NGHIỆM"
SAMPLE_MARK = "DỮ LIỆU MẪU"
TRIAL_FOOTER = "Bản dùng thử, niêm phong bằng khóa thử nghiệm, không có giá trị pháp lý."
SAMPLE_FOOTER = "Số liệu minh họa."
DRAFT_FOOTER = "Dự thảo: số liệu chưa chốt, chưa có giá trị."
RECIPIENTS_LABEL = "Nơi nhận:"
ANNEXES = (
    "Chi tiết kết quả thực hiện chỉ tiêu tại Phụ lục I, tình hình thực hiện nhiệm vụ tại "
    "Phụ lục II, số liệu từng thủ tục hành chính tại Phụ lục III kèm theo Báo cáo này."
)

_HANOI = timezone(timedelta(hours=7))
_PADDED_BELOW = 10

Blank = tuple[str, str]
"""A line's words before and after the room that a pen fills."""


def subject(period: Quarter) -> str:
    """Return what the report is about, as it stands below its kind."""
    return f"Kết quả thực hiện nhiệm vụ Chính phủ điện tử Quý {period.roman} năm {period.year}"


def title(report: QuarterlyReport) -> str:
    """Return the document's title, as a file browser shows it."""
    return f"Báo cáo {_lowered(subject(report.period))}"


def keywords(report: QuarterlyReport) -> str:
    """Return the package's name and the directive, by which a file can be found."""
    return f"{report.file_stem} {clean(report.catalogue.directive_number)}"


def number_line(report: QuarterlyReport) -> Blank:
    """Return number and symbol; the number is the records office's."""
    return "Số:", f"/BC-{report.agency.abbreviation}"


def date_line(report: QuarterlyReport) -> Blank:
    """Return place and date; only months 1 and 2 are padded, the day is left open."""
    _, month, year = format_prose_date(report.frozen_at.astimezone(_HANOI).date()).split("/")
    return f"{report.agency.place}, ngày", f"tháng {month} năm {year}"


def addressee(report: QuarterlyReport) -> str:
    """Return to whom the report goes, and through whom."""
    through = f" (qua {report.recipient.through})" if report.recipient.through else ""
    return f"Kính gửi: {report.recipient.addressee}{through}"


def opening(report: QuarterlyReport) -> list[str]:
    """Return the paragraphs before the first section: basis, data window, correction, totals."""
    name, window = report.agency.name, report.window
    stamp = report.catalogue
    dated = f" ngày {format_prose_date(stamp.directive_date)}" if stamp.directive_date else ""
    basis = (
        f"Thực hiện văn bản số {stamp.directive_number}{dated}, {name} báo cáo "
        f"{_lowered(subject(report.period))} như sau:"
    )
    figures = (
        f"Số liệu được tổng hợp từ ngày {format_prose_date(window.first)} đến hết ngày "
        f"{format_prose_date(window.last)}; thời điểm chốt số liệu: hết ngày "
        f"{format_prose_date(report.cut_off)}."
    )
    totals = [*_indicator_summary(report), *_task_summary(report)]
    return [basis, figures, *_correction(report), *totals]


def closing(report: QuarterlyReport) -> str:
    """Return the last sentence, which ends as the decree asks."""
    return (
        f"Trên đây là {_lowered(subject(report.period))} của {report.agency.name}, kính báo cáo "
        f"{report.recipient.addressee}./."
    )


def recipients(report: QuarterlyReport) -> list[str]:
    """Return who gets a copy; the last line is the records office's."""
    through = report.recipient.through
    consolidating = [f"- {through} (để tổng hợp);"] if through else []
    return ["- Như trên;", *consolidating, "- Lưu: VT."]


def footer(report: QuarterlyReport, *, trial: bool, draft: bool) -> str:
    """Return what every page says of its own force, or "" for an official letter."""
    said = (DRAFT_FOOTER,) * draft + (TRIAL_FOOTER,) * trial + (SAMPLE_FOOTER,) * report.is_sample
    return " ".join(said)


def watermarks(report: QuarterlyReport, *, trial: bool, draft: bool) -> tuple[str, ...]:
    """Return the words that lie below the text of every page."""
    return (DRAFT_MARK,) * draft + (TRIAL_MARK,) * trial + (SAMPLE_MARK,) * report.is_sample


def padded(count: int) -> str:
    """Write a count as official prose does: 07, 12, 1.334."""
    return f"{count:02d}" if count < _PADDED_BELOW else format_number(count, Language.VI)


def _correction(report: QuarterlyReport) -> list[str]:
    if report.action is not ReportAction.REPLACE:
        return []
    said = (
        f"Đây là bản đính chính lần {report.revision - 1}, thay thế báo cáo đã gửi trước đó của "
        "cùng kỳ."
    )
    reason = clean(report.reason)
    return [f"{said} Lý do: {reason.rstrip('.')}." if reason else said]


def _indicator_summary(report: QuarterlyReport) -> list[str]:
    lines = report.official_indicators
    if not lines:
        return []
    counts = _counts(line.result.state for line in lines)
    return [f"Về chỉ tiêu: trong {padded(len(lines))} chỉ tiêu được giao, {counts}."]


def _task_summary(report: QuarterlyReport) -> list[str]:
    total = sum(report.timeliness.values())
    if not total:
        return []
    counts = _counts(
        line.status.timeliness for line in report.tasks if line.status.timeliness is not None
    )
    return [f"Về nhiệm vụ: trong {padded(total)} nhiệm vụ được giao, {counts}."]


def _counts(members: Iterable[StrEnum]) -> str:
    """Say how many are in each class, in the order in which the classes are declared."""
    counted = Counter(members)
    kind = type(next(iter(counted)))
    present = [member for member in kind if counted[member]]
    return "; ".join(f"{padded(counted[member])} {_lowered(label(member))}" for member in present)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
