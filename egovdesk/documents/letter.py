"""report.pdf: the quarterly report as a letter by Decree 30/2020/NĐ-CP.

The letter is Vietnamese whatever the language of the screen: its fixed words belong to the
official form. Number, day and name of the signatory stay blank for the records office.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta, timezone
from enum import StrEnum
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from egovdesk.documents import annexes, fonts
from egovdesk.documents.stationery import (
    BODY,
    CENTRED,
    CENTRED_BOLD,
    CENTRED_ITALIC,
    LETTERHEAD,
    LETTERHEAD_BOLD,
    RECIPIENTS,
    RECIPIENTS_LABEL,
    SECTION,
    TITLE,
    WIDTH,
    Letter,
    heading,
    new_part,
    paragraph,
    rule,
    with_blank,
)
from egovdesk.domain.narrative import Section, numbered
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from egovdesk.domain.text import clean, format_number, format_prose_date
from egovdesk.wording import Language, in_language
from egovdesk.wording.labels import label

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TRIAL_WATERMARK = "THỬ NGHIỆM"
SAMPLE_WATERMARK = "DỮ LIỆU MẪU"
TRIAL_FOOTER = "Bản dùng thử, niêm phong bằng khóa thử nghiệm, không có giá trị pháp lý."
SAMPLE_FOOTER = "Số liệu minh họa."

_LETTER, _ANNEX_1, _ANNEX_2 = "letter", "annex-1", "annex-2"
_LEFT_WIDTH = 68 * mm
_HANOI = timezone(timedelta(hours=7))
_PADDED_BELOW = 10
_BARE = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # else Helvetica is listed, not embedded
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)


def write_letter(report: QuarterlyReport, target: BinaryIO, *, trial: bool) -> None:
    """Write the letter with its two annexes as PDF; equal reports give equal bytes.

    `trial` marks every page as without legal force: it is sealed with a trial key.
    """
    watermarks = (TRIAL_WATERMARK,) * trial + (SAMPLE_WATERMARK,) * report.is_sample
    footers = (TRIAL_FOOTER,) * trial + (SAMPLE_FOOTER,) * report.is_sample
    subject = _subject(report.period)
    document = Letter(
        target,
        report,
        title=f"Báo cáo {subject[0].lower()}{subject[1:]}",
        parts=(_LETTER, _ANNEX_1, _ANNEX_2),
        watermarks=watermarks,
        footer=" ".join(footers),
    )
    with in_language(Language.VI):
        document.build(
            [
                *_head(report),
                *_body(report),
                _ending(report),
                *new_part(_ANNEX_1),
                *annexes.indicators(report),
                *new_part(_ANNEX_2),
                *annexes.tasks(report),
            ]
        )


def _subject(period: Quarter) -> str:
    return f"Kết quả thực hiện nhiệm vụ Chính phủ điện tử Quý {period.roman} năm {period.year}"


def _head(report: QuarterlyReport) -> list[Flowable]:
    agency = report.agency
    name = clean(agency.name).upper()
    name_width = min(_LEFT_WIDTH, fonts.text_width(name, fonts.BOLD, LETTERHEAD_BOLD.fontSize))
    _, month, year = format_prose_date(report.frozen_at.astimezone(_HANOI).date()).split("/")
    left = [
        paragraph(agency.parent_name.upper(), LETTERHEAD),
        paragraph(name, LETTERHEAD_BOLD),
        rule(name_width * 0.42),
    ]
    right = [
        paragraph(NATION, LETTERHEAD_BOLD),
        paragraph(MOTTO, CENTRED_BOLD),
        rule(fonts.text_width(MOTTO, fonts.BOLD, CENTRED_BOLD.fontSize)),
    ]
    number = with_blank("Số:", 12, f"/BC-{agency.abbreviation}", CENTRED)
    dated = with_blank(f"{agency.place}, ngày", 9, f"tháng {month} năm {year}", CENTRED_ITALIC)
    title = _subject(report.period)
    return [
        Table(
            [[left, right], [[Spacer(0, 8), number], [Spacer(0, 8), dated]]],
            colWidths=[_LEFT_WIDTH, WIDTH - _LEFT_WIDTH],
            style=_BARE,
        ),
        Spacer(0, 16),
        heading("BÁO CÁO", TITLE),
        paragraph(title, TITLE),
        rule(WIDTH * 0.28),
        Spacer(0, 12),
        paragraph(_addressee(report), CENTRED.clone("addressee", fontSize=14, leading=18)),
        Spacer(0, 6),
    ]


def _directive(report: QuarterlyReport) -> str:
    stamp = report.catalogue
    dated = f" ngày {format_prose_date(stamp.directive_date)}" if stamp.directive_date else ""
    return f"văn bản số {stamp.directive_number}{dated}"


def _addressee(report: QuarterlyReport) -> str:
    through = f" (qua {report.recipient.through})" if report.recipient.through else ""
    return f"Kính gửi: {report.recipient.addressee}{through}"


def _body(report: QuarterlyReport) -> list[Flowable]:
    return [
        *(paragraph(text, BODY) for text in _opening(report)),
        *_narrative(report.narrative),
        paragraph(
            "Chi tiết kết quả thực hiện chỉ tiêu tại Phụ lục I, tình hình thực hiện nhiệm vụ tại "
            "Phụ lục II kèm theo Báo cáo này.",
            BODY,
        ),
    ]


def _narrative(sections: Iterable[Section]) -> Iterator[Flowable]:
    for number, section in numbered(sections):
        title = section.title.upper() if section.level == 1 else section.title
        yield heading(f"{number} {title}", SECTION, level=section.level)
        yield from (paragraph(text, BODY) for text in section.paragraphs)


def _opening(report: QuarterlyReport) -> list[str]:
    name, period = report.agency.name, report.period
    window, cut_off = report.window, format_prose_date(report.cut_off)
    subject = f"kết quả thực hiện nhiệm vụ Chính phủ điện tử Quý {period.roman} năm {period.year}"
    opening = f"Thực hiện {_directive(report)}, {name} báo cáo {subject} như sau:"
    figures = (
        f"Số liệu được tổng hợp từ ngày {format_prose_date(window.first)} đến hết ngày "
        f"{format_prose_date(window.last)}; thời điểm chốt số liệu: hết ngày {cut_off}."
    )
    texts = [opening, figures]
    if report.action is ReportAction.REPLACE:
        texts.append(
            f"Đây là bản đính chính lần {report.revision - 1}, thay thế báo cáo đã gửi trước đó "
            f"của cùng kỳ."
        )
    return [*texts, *_indicator_summary(report), *_task_summary(report)]


def _indicator_summary(report: QuarterlyReport) -> list[str]:
    lines = report.official_indicators
    if not lines:
        return []
    counts = _counts(line.result.state for line in lines)
    return [f"Về chỉ tiêu: trong {_padded(len(lines))} chỉ tiêu được giao, {counts}."]


def _task_summary(report: QuarterlyReport) -> list[str]:
    total = sum(report.timeliness.values())
    if not total:
        return []
    counts = _counts(
        line.status.timeliness for line in report.tasks if line.status.timeliness is not None
    )
    return [f"Về nhiệm vụ: trong {_padded(total)} nhiệm vụ được giao, {counts}."]


def _counts(members: Iterable[StrEnum]) -> str:
    """Say how many are in each class, in the order in which the classes are declared."""
    counted = Counter(members)
    kind = type(next(iter(counted)))
    present = [member for member in kind if counted[member]]
    return "; ".join(f"{_padded(counted[member])} {_lowered(label(member))}" for member in present)


def _ending(report: QuarterlyReport) -> Flowable:
    """Compose the last sentence and the signature, which must not stand alone on a page."""
    period, recipient = report.period, report.recipient
    last = (
        f"Trên đây là kết quả thực hiện nhiệm vụ Chính phủ điện tử Quý {period.roman} năm "
        f"{period.year} của {report.agency.name}, kính báo cáo {recipient.addressee}./."
    )
    through = [f"- {recipient.through} (để tổng hợp);"] if recipient.through else []
    copies = [
        paragraph("Nơi nhận:", RECIPIENTS_LABEL),
        *(paragraph(text, RECIPIENTS) for text in ("- Như trên;", *through, "- Lưu: VT.")),
    ]
    head = [paragraph(report.agency.head_title.upper(), TITLE), Spacer(0, 32 * mm)]
    block = Table([[copies, head]], colWidths=[WIDTH * 0.5, WIDTH * 0.5], style=_BARE)
    return KeepTogether([paragraph(last, BODY), Spacer(0, 14), block])


def _padded(count: int) -> str:
    """Write a count as official prose does: 07, 12, 1.334."""
    return f"{count:02d}" if count < _PADDED_BELOW else format_number(count, Language.VI)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
