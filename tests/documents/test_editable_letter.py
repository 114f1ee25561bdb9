"""report.docx: read back as an office's Word would read it."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from egovdesk.documents import annex_text, letter_text
from egovdesk.documents.chart_pictures import picture_of
from egovdesk.documents.charts import charts_of
from egovdesk.documents.editable_letter import write_editable_letter
from egovdesk.domain.reports import QuarterlyReport, ReportAction
from egovdesk.domain.signatory import UNNAMED, Competence, Signatory
from egovdesk.wording import Language, in_language
from tests import builders


@pytest.fixture
def report() -> QuarterlyReport:
    return builders.a_report()


def written(
    report: QuarterlyReport, *, draft: bool = False, signatory: Signatory = UNNAMED
) -> bytes:
    target = io.BytesIO()
    write_editable_letter(report, target, draft=draft, signatory=signatory)
    return target.getvalue()


def opened(report: QuarterlyReport) -> Docx:
    return Document(io.BytesIO(written(report)))


def texts(document: Docx) -> list[str]:
    return [paragraph.text for paragraph in document.element.body.iter(qn("w:p")) if paragraph.text]


def test_the_charts_of_the_letter_stand_there_as_pictures(report: QuarterlyReport) -> None:
    document = opened(report)
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert [chart[0] for chart in charts_of(report) if chart is not None] == captions
    assert len(document.inline_shapes) == len(captions) == 2
    for shape in document.inline_shapes:
        assert shape.width == pytest.approx(Mm(165), rel=0.001)
        assert shape._inline.docPr.get("descr") in captions
        assert shape._inline.get("distL") == shape._inline.get("distR") == "0"


def test_a_chart_as_a_picture_shows_what_is_drawn(report: QuarterlyReport) -> None:
    chart = charts_of(report)[0]
    assert chart is not None
    data = picture_of(chart[1])
    assert data == picture_of(chart[1])
    picture = Image.open(io.BytesIO(data))
    picture.load()  # every check sum is right
    assert picture.mode == "L"
    assert picture.width / picture.height == pytest.approx(
        chart[1].width / chart[1].height, rel=0.01
    )
    shades = picture.histogram()
    assert shades[255] > shades[0] > 1000  # letters, marks and frames on white
    assert shades[158] > 5000  # the bars, in their own grey


def test_the_parts_of_the_decree_stand_in_their_order(report: QuarterlyReport) -> None:
    text = "\n".join(texts(opened(report)))
    parts = [
        "BỘ GIAO THÔNG VẬN TẢI",
        "CỤC ĐĂNG KIỂM VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-ĐKVN",
        "tháng 9 năm 2021",
        "BÁO CÁO",
        "Kính gửi: Bộ Giao thông vận tải (qua Trung tâm Công nghệ thông tin)",
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "1. Chữ ký số và xử lý hồ sơ trên môi trường mạng",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
        "kính báo cáo Bộ Giao thông vận tải./.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CỤC TRƯỞNG",
        "Phụ lục I\n",
        "Phụ lục II\n",
        "Phụ lục III\n",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert sorted(places) == places


def test_the_letter_says_word_for_word_what_the_pdf_says(report: QuarterlyReport) -> None:
    said = texts(opened(report))
    with in_language(Language.VI):
        for text in (*letter_text.opening(report), letter_text.closing(report)):
            assert text in said
        for annex in annex_text.annexes(report):
            for row in annex.rows:
                for cell in row.cells:
                    assert all(line in said for line in cell.lines if line)
            assert all(note in said for note in (*annex.notes, *annex.explanations))


def test_the_styles_are_word_s_own_where_it_has_one(report: QuarterlyReport) -> None:
    document = opened(report)
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert by_style["Title"] == ["BÁO CÁO"]
    assert by_style["Heading 1"][0] == "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"
    assert by_style["Heading 2"][0].startswith("1. ")
    assert by_style["Heading 3"] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


def test_the_body_is_set_as_the_decree_asks(report: QuarterlyReport) -> None:
    body = opened(report).styles["Body Text"]
    form = body.paragraph_format
    assert form.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent == pytest.approx(Mm(10), abs=700)  # a twentieth of a point
    assert form.space_before.pt >= 6
    assert 1.0 <= form.line_spacing <= 1.5
    assert 13 <= body.font.size.pt <= 14


def test_no_theme_stands_before_the_typeface(report: QuarterlyReport) -> None:
    with zipfile.ZipFile(io.BytesIO(written(report))) as archive:
        styles = Document(io.BytesIO(written(report))).styles
        assert "Theme" not in archive.read("word/document.xml").decode()
    for name in ("Normal", "Body Text", "Heading 1", "Title", "Cell"):
        face = styles[name].element.rPr.rFonts
        assert {face.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
        assert not any("Theme" in key for key in face.attrib)


def test_pages_margins_and_orientation(report: QuarterlyReport) -> None:
    sections = opened(report).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT] * 3 + [WD_ORIENT.LANDSCAPE]
    for section in sections:
        sides = sorted((section.page_width.mm, section.page_height.mm))
        assert sides == pytest.approx([210, 297], abs=0.1)
        margins = (
            section.top_margin.mm,
            section.bottom_margin.mm,
            section.left_margin.mm,
            section.right_margin.mm,
        )
        assert margins == pytest.approx((20, 20, 30, 15), abs=0.1)


def test_pages_are_numbered_anew_in_each_part_and_never_on_its_first(
    report: QuarterlyReport,
) -> None:
    document = opened(report)
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert [p.text for p in section.first_page_header.paragraphs] in ([], [""])
    fields = document.sections[0].header._element.findall(f".//{qn('w:instrText')}")
    assert [field.text for field in fields] == ["PAGE"]
    assert all(section.header.is_linked_to_previous for section in list(document.sections)[1:])


def test_the_heads_of_tables_are_repeated(report: QuarterlyReport) -> None:
    tables = opened(report).tables
    heads = [
        [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        for table in tables
    ]
    assert [any(head) for head in heads] == [False, False, True, True, True]
    assert [(head[0], any(head[1:])) for head in heads[2:]] == [(True, False)] * 3


def test_the_columns_fill_the_page(report: QuarterlyReport) -> None:
    tables = opened(report).tables[2:]
    for table, width in zip(tables, (165, 165, 252), strict=True):
        found = sum(column.width.mm for column in table.columns)
        assert width - 3 <= found <= width + 0.5


def test_the_metadata_names_agency_and_period_and_no_clock(report: QuarterlyReport) -> None:
    about = opened(report).core_properties
    assert about.title == "Báo cáo kết quả thực hiện nhiệm vụ Chính phủ điện tử Quý III năm 2021"
    assert about.author == about.last_modified_by == "Cục Đăng kiểm Việt Nam"
    assert about.subject == "BC_DKVN_2021-Q3_v1 1478/BGTVT-TTCNTT"
    assert about.created == about.modified
    assert about.created.date() == date(2021, 9, 15)


def test_equal_reports_give_equal_bytes(report: QuarterlyReport) -> None:
    assert written(report) == written(builders.a_report())


def test_who_signs_and_why_it_is_corrected(report: QuarterlyReport) -> None:
    deputy = Signatory(competence=Competence.FOR_HEAD, title="Phó Cục trưởng", name="Lê Thị Bình")
    corrected = replace(report, revision=2, action=ReportAction.REPLACE, reason="Nhầm số.")
    document = Document(io.BytesIO(written(corrected, signatory=deputy)))
    said = texts(document)
    assert any("bản đính chính lần 1" in text and "Nhầm số." in text for text in said)
    places = [said.index(text) for text in ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Lê Thị Bình")]
    assert [b - a for a, b in pairwise(places)] == [1, 1]  # but for the room between them


def test_only_a_draft_is_called_one(report: QuarterlyReport) -> None:
    draft = Document(io.BytesIO(written(report, draft=True)))
    assert "DỰ THẢO" in texts(draft)
    for section in draft.sections:
        for footer in (section.footer, section.first_page_footer):
            assert "Dự thảo" in footer.paragraphs[0].text
    assert "DỰ THẢO" not in texts(opened(report))
    sample = Document(io.BytesIO(written(replace(report, is_sample=True))))
    assert "Số liệu minh họa" in sample.sections[0].first_page_footer.paragraphs[0].text


@pytest.mark.parametrize(
    "hostile",
    ["<b>đậm</b> & <w:p/>", "]]>", "\x00\x1b\ud800\ufffe\u202e", "ỡ" * 5000, "&#0; &amp;"],
)
def test_what_is_hostile_is_shown_or_left_out(report: QuarterlyReport, hostile: str) -> None:
    line = report.tasks[0]
    procedure = report.procedures[0]
    named = replace(procedure.figures, procedure=replace(procedure.figures.procedure, name=hostile))
    attacked = replace(
        report,
        narrative=builders.a_narrative(f"trước {hostile} sau"),
        agency=replace(report.agency, name=f"Cục {hostile}", place=hostile),
        recipient=replace(report.recipient, through=hostile),
        tasks=(replace(line, task=replace(line.task, title=hostile)),),
        procedures=(replace(procedure, figures=named),),
    )
    with in_language(Language.VI):
        shown = annex_text.clean(f"trước {hostile} sau")
    assert shown in texts(opened(attacked))


def test_a_report_with_nothing_in_it_is_still_a_letter(report: QuarterlyReport) -> None:
    bare = replace(report, indicators=(), tasks=(), procedures=(), narrative=(), findings=())
    nameless = replace(report.agency, name="", parent_name="", abbreviation="", head_title="")
    assert "BÁO CÁO" in texts(opened(replace(bare, agency=nameless)))


def test_no_member_of_staff_is_named(report: QuarterlyReport) -> None:
    assert builders.FOCAL_POINT not in " ".join(texts(opened(report)))
