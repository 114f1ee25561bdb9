"""report.pdf: the quarterly report as a letter by Decree 30/2020/NĐ-CP, for signing and filing."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from egovdesk.documents import annex_text, annexes, fonts, letter_text
from egovdesk.documents.charts import Bars, charts_of
from egovdesk.documents.stationery import (
    BODY,
    CAPTION,
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
    About,
    Letter,
    Part,
    SignaturePlace,
    heading,
    new_part,
    paragraph,
    rule,
    with_blank,
)
from egovdesk.domain.narrative import Section, numbered
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.signatory import UNNAMED, Signatory
from egovdesk.domain.text import clean
from egovdesk.wording import Language, in_language

_LETTER = Part("letter")
_LEFT_WIDTH = 68 * mm
_NAME_RULE, _TITLE_RULE = 0.42, 0.42
"""How long the lines below a name and a title are; the decree asks for a third to a half."""

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


def write_letter(
    report: QuarterlyReport,
    target: BinaryIO,
    *,
    trial: bool,
    draft: bool = False,
    signatory: Signatory = UNNAMED,
) -> None:
    """Write the letter with its three annexes as PDF; equal reports give equal bytes.

    `trial` marks every page as without legal force: it is sealed with a trial key. `draft` marks
    one whose figures are not frozen, and shows the places of signature and seal.
    """
    with in_language(Language.VI):
        attached = annex_text.annexes(report)
        parts = {annex: Part(annex.name, annex.is_landscape) for annex in attached}
        document = Letter(
            target,
            _about(report),
            (_LETTER, *parts.values()),
            watermarks=letter_text.watermarks(report, trial=trial, draft=draft),
            footer=letter_text.footer(report, trial=trial, draft=draft),
        )
        story = [*_head(report), *_body(report), _ending(report, signatory, draft=draft)]
        for (annex, part), chart in zip(parts.items(), charts_of(report), strict=True):
            story += [*new_part(part), *annexes.drawn(annex, report), *_drawn(chart)]
        document.build(story)


def _about(report: QuarterlyReport) -> About:
    return About(
        title=letter_text.title(report),
        author=report.agency.name,
        subject=letter_text.keywords(report),
        program=f"eGovDesk {report.program_version}",
        moment=report.frozen_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"),
    )


def _head(report: QuarterlyReport) -> list[Flowable]:
    agency = report.agency
    name = clean(agency.name).upper()
    name_width = min(_LEFT_WIDTH, fonts.text_width(name, fonts.BOLD, LETTERHEAD_BOLD.fontSize))
    left = [
        paragraph(agency.parent_name.upper(), LETTERHEAD),
        paragraph(name, LETTERHEAD_BOLD),
        rule(name_width * _NAME_RULE),
    ]
    right = [
        paragraph(letter_text.NATION, LETTERHEAD_BOLD),
        paragraph(letter_text.MOTTO, CENTRED_BOLD),
        rule(fonts.text_width(letter_text.MOTTO, fonts.BOLD, CENTRED_BOLD.fontSize)),
    ]
    number = with_blank(*letter_text.number_line(report), CENTRED, blank=12)
    dated = with_blank(*letter_text.date_line(report), CENTRED_ITALIC, blank=9)
    title = letter_text.subject(report.period)
    title_width = min(WIDTH, fonts.text_width(title, fonts.BOLD, TITLE.fontSize))
    return [
        Table(
            [[left, right], [[Spacer(0, 8), number], [Spacer(0, 8), dated]]],
            colWidths=[_LEFT_WIDTH, WIDTH - _LEFT_WIDTH],
            style=_BARE,
        ),
        Spacer(0, 16),
        heading(letter_text.KIND, TITLE),
        paragraph(title, TITLE),
        rule(title_width * _TITLE_RULE),
        Spacer(0, 12),
        paragraph(
            letter_text.addressee(report), CENTRED.clone("addressee", fontSize=14, leading=18)
        ),
        Spacer(0, 6),
    ]


def _body(report: QuarterlyReport) -> list[Flowable]:
    return [
        *(paragraph(text, BODY) for text in letter_text.opening(report)),
        *_narrative(report.narrative),
        paragraph(letter_text.ANNEXES, BODY),
    ]


def _narrative(sections: Iterable[Section]) -> Iterator[Flowable]:
    for number, section in numbered(sections):
        title = section.title.upper() if section.level == 1 else section.title
        yield heading(f"{number} {title}", SECTION, level=section.level)
        yield from (paragraph(text, BODY) for text in section.paragraphs)


def _ending(report: QuarterlyReport, signatory: Signatory, *, draft: bool) -> Flowable:
    """Compose the last sentence and the signature, which must not stand alone on a page."""
    agency = report.agency
    copies = [
        paragraph(letter_text.RECIPIENTS_LABEL, RECIPIENTS_LABEL),
        *(paragraph(text, RECIPIENTS) for text in letter_text.recipients(report)),
    ]
    signed = [
        *(paragraph(line, TITLE) for line in signatory.lines(agency.head_title)),
        SignaturePlace(WIDTH / 2, has_seal=agency.has_seal, is_shown=draft),
        paragraph(signatory.name, TITLE),
    ]
    block = Table([[copies, signed]], colWidths=[WIDTH / 2, WIDTH / 2], style=_BARE)
    return KeepTogether([paragraph(letter_text.closing(report), BODY), Spacer(0, 14), block])


def _drawn(chart: tuple[str, Bars] | None) -> list[Flowable]:
    if chart is None:
        return []
    caption, bars = chart
    return [Spacer(0, 14), KeepTogether([paragraph(caption, CAPTION), Spacer(0, 6), bars])]
