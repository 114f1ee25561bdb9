"""report.pdf: read back as text, with the eyes of the records office."""

import io
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from time import thread_time
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from egovdesk.documents.letter import write_letter
from egovdesk.documents.letter_text import (
    DRAFT_MARK,
    SAMPLE_MARK,
    TRIAL_FOOTER,
    TRIAL_MARK,
)
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from egovdesk.domain.signatory import UNNAMED, Competence, Signatory
from tests import builders

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [
    *(normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES),
    *"bcdđghklmnpqrstvx",
]
NUMBERED = ("I", "II", "III")


@pytest.fixture
def report() -> QuarterlyReport:
    return builders.a_report()


def written(
    report: QuarterlyReport,
    *,
    trial: bool = False,
    draft: bool = False,
    signatory: Signatory = UNNAMED,
) -> bytes:
    target = io.BytesIO()
    write_letter(report, target, trial=trial, draft=draft, signatory=signatory)
    return target.getvalue()


def pages(
    report: QuarterlyReport,
    *,
    trial: bool = False,
    draft: bool = False,
    signatory: Signatory = UNNAMED,
) -> list[str]:
    data = written(report, trial=trial, draft=draft, signatory=signatory)
    reader = PdfReader(io.BytesIO(data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def annex(report: QuarterlyReport, number: str) -> list[str]:
    """Return the pages of an annex."""
    read = pages(report)
    starts = {
        name: place
        for place, page in enumerate(read)
        for name in NUMBERED
        if f"Phụ lục {name} " in page[:20]
    }
    ends = [place for place in starts.values() if place > starts[number]]
    return read[starts[number] : min(ends, default=len(read))]


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
        "Phụ lục III",
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
    text = " ".join(annex(report, "I"))

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
    text = " ".join(annex(report, "II"))

    assert "Khoản 2 điểm đ" in text
    assert "hạn cũ 30/06/2021" in text
    assert "Hoàn thành ngày 20/07/2021 Văn bản số 601/QĐ-ĐKVN ngày 20/07/2021" in text
    assert "Đã đề nghị gia hạn, chưa có ý kiến trả lời" in text


def test_a_correction_says_what_it_replaces(report: QuarterlyReport) -> None:
    correction = replace(
        report, revision=3, action=ReportAction.REPLACE, reason="Nhầm số hồ sơ tháng 8."
    )

    assert (
        "bản đính chính lần 2, thay thế báo cáo đã gửi trước đó của cùng kỳ. Lý do: Nhầm số hồ sơ "
        "tháng 8. Về chỉ tiêu"
    ) in pages(correction)[0]
    assert "Lý do" not in pages(replace(correction, reason=""))[0]
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


def test_pages_are_numbered_anew_in_each_part_and_never_on_its_first() -> None:
    report = builders.a_report(tasks=40)
    read = pages(report)

    assert [page.split()[0] for page in read[:2]] == ["BỘ", "2"]
    for number, least in (("I", 2), ("II", 4), ("III", 5)):
        heads = [page.split()[0] for page in annex(report, number)]
        assert len(heads) >= least
        assert heads == ["Phụ", *map(str, range(2, len(heads) + 1))]


def test_the_table_head_is_repeated() -> None:
    report = builders.a_report(tasks=40)

    for page in annex(report, "II"):
        assert "Mã Khoản, điểm Nhiệm vụ Hạn" in page
    for page in annex(report, "III"):
        assert "TT Mã thủ tục Thủ tục hành chính" in page


def test_annex_three_shows_every_procedure_and_the_sums(report: QuarterlyReport) -> None:
    text = " ".join(annex(report, "III"))

    for line in report.procedures:
        assert line.figures.procedure.code in text
    assert "Đăng kiểm Mức độ 4 Có Có Không 1.201 901 40 12 1.000 996 0 0" in text
    assert "Cộng 99.240 75.240 3.200 744 80.000 79.996 0 0" in text
    assert "các tháng 01 đến 09 năm 2021" in text


def test_a_procedure_without_counts_has_dashes_and_no_zeros(report: QuarterlyReport) -> None:
    line = report.procedures[0]
    bare = replace(line, figures=replace(line.figures, counts={}))

    text = " ".join(annex(replace(report, procedures=(bare,)), "III"))

    assert "Không – – – – – – – –" in text


def test_warnings_stand_in_annex_one_with_the_answers_to_them(report: QuarterlyReport) -> None:
    answered = [replace(f, reason="Đã xin lùi hạn.") for f in report.findings]

    text = " ".join(annex(replace(report, findings=tuple(answered)), "I"))

    assert "Cảnh báo và giải trình - Nhiệm vụ 2.đ-5 quá hạn 45 ngày" in text
    assert text.count("Giải trình: Đã xin lùi hạn.") == 1  # a notice needs no answer
    assert "Giải trình: (chưa có)" in " ".join(annex(report, "I"))
    assert "giải trình" not in " ".join(annex(replace(report, findings=()), "I"))


def test_charts_write_their_figures(report: QuarterlyReport) -> None:
    first, second = (" ".join(annex(report, number)) for number in ("I", "II"))

    assert "1. Chỉ tiêu 1 +27,5 điểm / 20 điểm" in first
    assert "2. Chỉ tiêu 2 23,3% / 25%" in first
    assert "Kết quả Mục tiêu Mức cần đạt tại thời điểm chốt số liệu" in first
    assert "5. Chỉ tiêu 5" not in first  # a yes or no is no bar
    assert "Hoàn thành đúng hạn 2/10 nhiệm vụ" in second
    assert "Chưa hoàn thành quá hạn 2/10 nhiệm vụ" in second


def test_the_outline_lists_sections_and_annexes(report: QuarterlyReport) -> None:
    outline = PdfReader(io.BytesIO(written(report))).outline

    assert [entry.title for entry in outline if not isinstance(entry, list)] == [
        "BÁO CÁO",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
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
        assert TRIAL_MARK in page
        assert TRIAL_FOOTER in page
        assert SAMPLE_MARK not in page


def test_a_sample_is_marked_on_every_page(report: QuarterlyReport) -> None:
    for page in pages(replace(report, is_sample=True)):
        assert SAMPLE_MARK in page
        assert TRIAL_MARK not in page


def test_an_official_letter_bears_no_mark(report: QuarterlyReport) -> None:
    text = " ".join(pages(report))

    for mark in (TRIAL_MARK, SAMPLE_MARK, DRAFT_MARK, TRIAL_FOOTER, "(chữ ký)", "(dấu)"):
        assert mark not in text


def test_a_draft_is_marked_on_every_page(report: QuarterlyReport) -> None:
    for page in pages(report, draft=True):
        assert DRAFT_MARK in page
    assert "(chữ ký)" in " ".join(pages(report, draft=True))


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


@pytest.mark.parametrize(
    ("signatory", "lines"),
    [
        (Signatory(), "CỤC TRƯỞNG"),
        (Signatory(name="Nguyễn Văn An"), "CỤC TRƯỞNG Nguyễn Văn An"),
        (
            Signatory(competence=Competence.FOR_HEAD, title="Phó Cục trưởng", name="Lê Thị Bình"),
            "KT. CỤC TRƯỞNG PHÓ CỤC TRƯỞNG Lê Thị Bình",
        ),
        (
            Signatory(competence=Competence.BY_ORDER, title="Chánh Văn phòng"),
            "TL. CỤC TRƯỞNG CHÁNH VĂN PHÒNG",
        ),
        (
            Signatory(competence=Competence.BY_AUTHORISATION, title="Trưởng phòng"),
            "TUQ. CỤC TRƯỞNG TRƯỞNG PHÒNG",
        ),
        (Signatory(competence=Competence.ACTING), "Q. CỤC TRƯỞNG"),
        (
            Signatory(
                competence=Competence.FOR_COLLECTIVE, on_behalf="Ban Lãnh đạo", title="Cục trưởng"
            ),
            "TM. BAN LÃNH ĐẠO CỤC TRƯỞNG",
        ),
    ],
)
def test_the_signature_block_says_by_what_right(
    report: QuarterlyReport, signatory: Signatory, lines: str
) -> None:
    text = pages(report, signatory=signatory)[1]

    assert text.endswith(f"- Lưu: VT. {lines}")


def test_a_long_name_and_an_empty_unit_leave_the_letter_whole(report: QuarterlyReport) -> None:
    long = " ".join(["Trung tâm Đăng kiểm phương tiện cơ giới đường bộ"] * 7)[:300]
    line = report.procedures[0]
    named = replace(line.figures, procedure=replace(line.figures.procedure, name=long))
    text = " ".join(
        pages(
            replace(
                report,
                agency=replace(report.agency, name=long),
                procedures=(replace(line, figures=named),),
            )
        )
    )
    nameless = replace(
        report.agency, name="", parent_name="", abbreviation="", place="", head_title=""
    )

    assert long.upper() in text
    assert long in text
    assert "/BC-" in pages(replace(report, agency=nameless))[0]


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

    assert min(times) < 1.0
