"""report.pdf: read back as text, with the eyes of the records office."""

import io
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from time import thread_time
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from egovdesk.documents.letter import (
    SAMPLE_WATERMARK,
    TRIAL_FOOTER,
    TRIAL_WATERMARK,
    write_letter,
)
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from tests import builders

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [
    *(normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES),
    *"bcdđghklmnpqrstvx",
]
POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def report() -> QuarterlyReport:
    return builders.a_report()


def written(report: QuarterlyReport, *, trial: bool = False) -> bytes:
    target = io.BytesIO()
    write_letter(report, target, trial=trial)
    return target.getvalue()


def pages(report: QuarterlyReport, *, trial: bool = False) -> list[str]:
    reader = PdfReader(io.BytesIO(written(report, trial=trial)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_letter_has_the_parts_of_the_decree_in_their_order(report: QuarterlyReport) -> None:
    text = " ".join(pages(report))
    parts = [
        "BỘ GIAO THÔNG VẬN TẢI",
        "CỤC ĐĂNG KIỂM VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-ĐKVN",
        "tháng 9 năm 2021",
        "BÁO CÁO",
        "Kính gửi: Bộ Giao thông vận tải (qua Trung tâm Công nghệ thông tin)",
        "Thực hiện văn bản số 1478/BGTVT-TTCNTT ngày 24/02/2021",
        "từ ngày 15/6/2021 đến hết ngày 14/9/2021",
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
        "kính báo cáo Bộ Giao thông vận tải./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "CỤC TRƯỞNG",
        "Phụ lục I",
        "Phụ lục II",
    ]
    places = [text.find(part) for part in parts]

    assert -1 not in places, parts[places.index(-1)]
    # The signature block is two columns: their order is the reader's own.
    assert sorted(places[:13]) == places[:13]
    assert max(places[:13]) < min(places[13:17])


def test_number_and_day_are_left_to_the_records_office(report: QuarterlyReport) -> None:
    first = pages(report)[0]

    assert "Số: /BC-ĐKVN" in first
    assert "Hà Nội, ngày tháng 9 năm 2021" in first


def test_january_and_february_are_padded_in_the_date_of_hanoi(report: QuarterlyReport) -> None:
    new_year = datetime(2022, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=7)))

    assert "tháng 01 năm 2022" in pages(replace(report, frozen_at=new_year))[0]


def test_counts_are_said_in_one_sentence_each(report: QuarterlyReport) -> None:
    first = pages(report)[0]

    assert "Về chỉ tiêu: trong 08 chỉ tiêu được giao, 01" in first
    assert "Về nhiệm vụ: trong 10 nhiệm vụ được giao, 02" in first


def test_annex_one_shows_numerator_denominator_and_result(report: QuarterlyReport) -> None:
    text = " ".join(pages(report)[2:4])

    assert "Số liệu gốc ngày 31/12/2020: 40/80 (50,0%) 62 80 +27,5 điểm 20 điểm" in text
    assert "744 3.200 23,3% 25%" in text
    assert "79.996 80.000 100,0% 100%" in text
    assert "91.932 114.629 80,2% 100%" in text
    assert "0 1 Không 100%" in text
    assert "1 1 Có 100%" in text
    assert "– – – 100%" in text
    assert "điểm phần trăm" in text
    assert text.index("Chỉ tiêu theo dõi thêm") > text.index("môi trường mạng")


def test_annex_two_shows_dates_and_what_proves_them(report: QuarterlyReport) -> None:
    text = " ".join(pages(report)[-2:])

    assert "Khoản 2 điểm đ" in text
    assert "hạn cũ 30/06/2021" in text
    assert "Hoàn thành ngày 20/07/2021 Văn bản số 601/QĐ-ĐKVN ngày 20/07/2021" in text
    assert "Đã đề nghị gia hạn, chưa có ý kiến trả lời" in text


def test_a_correction_says_what_it_replaces(report: QuarterlyReport) -> None:
    correction = replace(report, revision=3, action=ReportAction.REPLACE)

    assert "bản đính chính lần 2, thay thế báo cáo đã gửi" in pages(correction)[0]
    assert "đính chính" not in pages(report)[0]


def test_every_vietnamese_letter_comes_back(report: QuarterlyReport) -> None:
    alphabet = [*LETTERS, *(letter.upper() for letter in LETTERS)]
    decomposed = normalize("NFD", " ".join(alphabet))

    text = " ".join(pages(replace(report, narrative=builders.a_narrative(decomposed))))

    assert len(set(alphabet)) == 178
    assert " ".join(alphabet) in text


def test_all_fonts_are_embedded(report: QuarterlyReport) -> None:
    names = set()
    for page in PdfReader(io.BytesIO(written(report, trial=True))).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor
            names.add(font.get_object()["/BaseFont"].partition("+")[2])

    assert names == {
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
    }


def test_every_page_is_a4_portrait(report: QuarterlyReport) -> None:
    for page in PdfReader(io.BytesIO(written(report))).pages:
        size = page.mediabox
        assert (round(size.width / POINTS_PER_MM), round(size.height / POINTS_PER_MM)) == (210, 297)


def test_text_keeps_within_the_margins(report: QuarterlyReport) -> None:
    left, bottom, top = 30 * POINTS_PER_MM, 20 * POINTS_PER_MM, 277 * POINTS_PER_MM
    seen = 0
    for page in PdfReader(io.BytesIO(written(report))).pages:

        def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
            nonlocal seen
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            if text.strip() and not text.strip().isdigit():
                seen += 1
                assert x >= left - 1, text
                assert bottom - 1 <= y <= top + 1, text

        page.extract_text(visitor_text=visit)
    assert seen > 100


def test_pages_are_numbered_anew_in_each_part_and_never_on_its_first(
    report: QuarterlyReport,
) -> None:
    numbered = [page.split()[0] for page in pages(replace(builders.a_report(tasks=40)))]

    assert numbered[:4] == ["BỘ", "2", "Phụ", "2"]
    assert numbered[4:] == ["Phụ", "2", "3", "4"]


def test_the_table_head_is_repeated(report: QuarterlyReport) -> None:
    for page in pages(builders.a_report(tasks=40))[4:]:
        assert "Mã Khoản, điểm Nhiệm vụ Hạn" in page


def test_the_outline_lists_sections_and_annexes(report: QuarterlyReport) -> None:
    outline = PdfReader(io.BytesIO(written(report))).outline

    assert [entry.title for entry in outline if not isinstance(entry, list)] == [
        "BÁO CÁO",
        "Phụ lục I",
        "Phụ lục II",
    ]
    sections = [entry.title for entry in outline[1] if not isinstance(entry, list)]
    assert sections[:2] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "II. KẾT QUẢ THỰC HIỆN",
    ]


def test_the_metadata_names_the_agency_and_the_period(report: QuarterlyReport) -> None:
    metadata = PdfReader(io.BytesIO(written(report))).metadata

    assert metadata.title == (
        "Báo cáo kết quả thực hiện nhiệm vụ Chính phủ điện tử Quý III năm 2021"
    )
    assert metadata.author == "Cục Đăng kiểm Việt Nam"
    assert metadata.subject == "BC_DKVN_2021-Q3_v1 1478/BGTVT-TTCNTT"
    assert metadata.creation_date == report.frozen_at


def test_a_trial_is_marked_on_every_page(report: QuarterlyReport) -> None:
    for page in pages(report, trial=True):
        assert TRIAL_WATERMARK in page
        assert TRIAL_FOOTER in page
        assert SAMPLE_WATERMARK not in page


def test_a_sample_is_marked_on_every_page(report: QuarterlyReport) -> None:
    for page in pages(replace(report, is_sample=True)):
        assert SAMPLE_WATERMARK in page
        assert TRIAL_WATERMARK not in page


def test_an_official_letter_bears_no_mark(report: QuarterlyReport) -> None:
    text = " ".join(pages(report))

    assert TRIAL_WATERMARK not in text
    assert SAMPLE_WATERMARK not in text
    assert TRIAL_FOOTER not in text


def test_no_member_of_staff_is_named(report: QuarterlyReport) -> None:
    assert builders.FOCAL_POINT not in " ".join(pages(report))


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>đậm</b> & <para>",
        "</para><img src='file:///etc/passwd'/>",
        "&amp; &#60; &nbsp;",
        "<a href='x'>",
        "<",
        "=cmd|' /C calc'!A0",
        "%s {0} \\n",
    ],
)
def test_markup_in_data_is_shown_as_it_is(report: QuarterlyReport, hostile: str) -> None:
    line = report.tasks[0]
    attacked = replace(
        report,
        narrative=builders.a_narrative(hostile),
        agency=replace(report.agency, place=hostile),
        tasks=(replace(line, clause_label=hostile),),
    )

    text = "".join(pages(attacked)).replace(" ", "")

    assert text.count(hostile.replace(" ", "")) == 3


def test_what_cannot_be_seen_is_left_out(report: QuarterlyReport) -> None:
    text = pages(
        replace(report, narrative=builders.a_narrative("Hoàn\x00 thiện\x1b\ud800 cơ\u202e sở"))
    )

    assert "Hoàn thiện cơ sở" in " ".join(text)


def with_long_text(report: QuarterlyReport, words: str) -> QuarterlyReport:
    line = report.tasks[0]
    task = replace(line.task, title=words)
    status = replace(line.status, last_note=words)
    told = builders.a_narrative(words)
    return replace(report, narrative=told, tasks=(replace(line, task=task, status=status),))


@pytest.mark.parametrize(
    "words", ["dữ liệu phương tiện chỡ " * 220, "ỡ" * 5000, "I. " + "MỤỡC " * 1000]
)
def test_long_text_flows_over_pages_and_nothing_is_lost(
    report: QuarterlyReport, words: str
) -> None:
    text = "".join(pages(with_long_text(report, words)))
    plain = "".join(pages(with_long_text(report, "")))

    assert "ỡ" not in plain.lower()
    assert text.lower().count("ỡ") == 3 * words.lower().count("ỡ")


def test_letters_that_the_typeface_lacks_do_not_stop_the_letter(report: QuarterlyReport) -> None:
    text = " ".join(pages(with_long_text(report, "trước 漢𠀀✓ sau")))

    assert text.count("trước \0\0\0 sau") == 3


def test_a_report_with_nothing_in_it_is_still_a_letter(report: QuarterlyReport) -> None:
    bare = replace(
        report,
        indicators=(),
        tasks=(),
        procedures=(),
        narrative=(),
        recipient=replace(report.recipient, through=""),
        catalogue=replace(report.catalogue, directive_date=None),
    )

    text = " ".join(pages(bare))

    assert "Kính gửi: Bộ Giao thông vận tải " in text
    assert "Thực hiện văn bản số 1478/BGTVT-TTCNTT, Cục" in text
    assert "Về nhiệm vụ" not in text


def test_equal_reports_give_equal_bytes(report: QuarterlyReport) -> None:
    assert written(report, trial=True) == written(builders.a_report(), trial=True)


def test_a_letter_is_written_while_the_officer_watches() -> None:
    report = builders.a_report(tasks=20)
    written(report)
    times = []
    for _ in range(3):
        start = thread_time()
        written(report)
        times.append(thread_time() - start)

    assert min(times) < 0.3
