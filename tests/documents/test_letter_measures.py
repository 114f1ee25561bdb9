"""report.pdf against Decree 30/2020/NĐ-CP with a ruler: millimetres and points from the file."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from egovdesk.documents.letter import write_letter
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.signatory import Competence, Signatory
from tests import builders
from tests.documents.pdf_measures import MM, Measured

LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20
DEPUTY = Signatory(competence=Competence.FOR_HEAD, title="Phó Cục trưởng", name="Nguyễn Văn An")


def reader(report: QuarterlyReport, *, draft: bool = False) -> PdfReader:
    target = io.BytesIO()
    write_letter(report, target, trial=False, draft=draft, signatory=DEPUTY)
    return PdfReader(target)


def measured(report: QuarterlyReport) -> list[Measured]:
    return [Measured(page) for page in reader(report).pages]


@pytest.fixture(scope="module")
def pages() -> list[Measured]:
    return measured(builders.a_report())


def middle(left: float, right: float) -> float:
    return (left + right) / 2


def test_every_page_is_a4_and_only_annex_three_lies_on_its_side(pages: list[Measured]) -> None:
    sizes = [(round(page.width), round(page.height)) for page in pages]
    third = next(n for n, page in enumerate(pages) if page.texts[0].text.startswith("Phụ lục III"))

    assert set(sizes[:third]) == {(210, 297)}
    assert set(sizes[third:]) == {(297, 210)}


def test_the_margins_are_kept_and_used(pages: list[Measured]) -> None:
    for page in pages:
        body = [run for run in page.texts if not (run.text.isdigit() and run.y < TOP)]
        assert min(run.x for run in body) >= LEFT - 0.05
        assert max(run.right for run in body) <= page.width - RIGHT + 0.05
        assert min(run.y for run in body) >= TOP
        assert max(run.y for run in body) <= page.height - BOTTOM
    justified = [run for run in pages[0].texts if run.size == 13.5 and abs(run.right - 195) < 0.05]
    assert len(justified) > 8


def test_page_numbers_stand_in_the_middle_of_the_top_margin(pages: list[Measured]) -> None:
    seen = 0
    for page in pages:
        above = [run for run in page.texts if run.y < TOP]
        assert len(above) <= 1
        for number in above:
            seen += 1
            assert number.text.isdigit()
            assert 13 <= number.size <= 14
            assert middle(number.x, number.right) == pytest.approx(
                middle(LEFT, page.width - RIGHT), abs=0.1
            )
            assert 8 < number.y < 14
    assert seen >= 6
    assert pages[0].texts[0].text.startswith("BỘ")


def test_the_letterhead_has_the_sizes_faces_and_places_of_the_decree(
    pages: list[Measured],
) -> None:
    first = pages[0]
    nation, motto = first.find("CỘNG HÒA"), first.find("Độc lập")
    parent, unit = first.find("BỘ GIAO"), first.find("CỤC ĐĂNG")
    number, place = first.find("Số:"), first.find("Hà Nội")

    assert 12 <= nation.size <= 13
    assert 13 <= motto.size <= 14
    assert 12 <= parent.size <= 13
    assert 12 <= unit.size <= 13
    assert number.size == 13
    assert 13 <= place.size <= 14
    assert (nation.face, motto.face, unit.face) == ("LiberationSerif-Bold",) * 3
    assert parent.face == number.face == "LiberationSerif"
    assert place.face == "LiberationSerif-Italic"
    assert parent.y == nation.y
    assert number.y == place.y
    assert middle(parent.x, parent.right) == pytest.approx(middle(unit.x, unit.right), abs=0.1)
    assert middle(nation.x, nation.right) == pytest.approx(middle(motto.x, motto.right), abs=0.1)
    assert parent.right < 98 < nation.x


def test_the_drawn_lines_are_as_long_as_the_decree_asks(pages: list[Measured]) -> None:
    first = pages[0]
    unit, motto = first.find("CỤC ĐĂNG"), first.find("Độc lập")
    title = first.find("Kết quả thực hiện nhiệm vụ")
    below_unit, below_motto, below_title = first.strokes

    assert below_motto.length == pytest.approx(motto.width, abs=0.1)
    for line, text in ((below_unit, unit), (below_title, title)):
        assert 1 / 3 <= line.length / text.width <= 1 / 2
    for line, text in ((below_unit, unit), (below_motto, motto), (below_title, title)):
        assert line.y1 == line.y2
        assert 1 < line.y1 - text.y < 4
        assert middle(line.x1, line.x2) == pytest.approx(middle(text.x, text.right), abs=0.1)


def test_kind_subject_and_addressee(pages: list[Measured]) -> None:
    first = pages[0]
    kind, title, addressee = (first.find(w) for w in ("BÁO CÁO", "Kết quả", "Kính gửi"))

    for run in (kind, title):
        assert 13 <= run.size <= 14
        assert run.face == "LiberationSerif-Bold"
        assert middle(run.x, run.right) == pytest.approx(112.5, abs=0.1)
    assert 13 <= addressee.size <= 14
    assert kind.y < title.y < addressee.y


def test_the_body_is_indented_spaced_and_set_as_the_decree_asks(pages: list[Measured]) -> None:
    body = [line for line in pages[0].lines() if line[0].size == 13.5]
    starts = [line for line in body if line[0].face == "LiberationSerif" and line[0].x > LEFT + 1]

    assert {round(line[0].x - LEFT, 1) for line in starts} == {10.0}
    assert 13 <= body[0][0].size <= 14
    for above, below in pairwise(body):
        apart = (below[0].y - above[0].y) / MM
        paragraphs = round(below[0].x - LEFT, 1) == 10.0
        # One to one and a half lines; at least six points more between paragraphs.
        assert 1.0 * 13.5 <= apart - (6 if paragraphs else 0) <= 1.5 * 13.5 + 0.1


def test_the_signature_block(pages: list[Measured]) -> None:
    page = next(page for page in pages if any(run.text == "Nơi nhận:" for run in page.texts))
    copies, listed = page.find("Nơi nhận"), page.find("- Như trên")
    first, second, name = (page.find(w) for w in ("KT. CỤC", "PHÓ CỤC", "Nguyễn Văn An"))

    assert (copies.size, copies.face) == (12, "LiberationSerif-BoldItalic")
    assert (listed.size, listed.face, listed.x) == (11, "LiberationSerif", pytest.approx(LEFT))
    for run in (first, second, name):
        assert 13 <= run.size <= 14
        assert run.face == "LiberationSerif-Bold"
        assert middle(run.x, run.right) == pytest.approx(middle(112.5, 195), abs=0.1)
    assert second.y < name.y
    assert name.y - second.y >= 30  # room for the pen, and for a seal of 36 mm beside the title
    assert copies.y == pytest.approx(first.y, abs=1.5)


@pytest.mark.parametrize("has_seal", [True, False])
def test_the_places_of_signature_and_seal_can_be_found(has_seal: bool) -> None:
    report = builders.a_report()
    agency = replace(report.agency, has_seal=has_seal)
    found = reader(replace(report, agency=agency)).named_destinations

    names = set(found)
    assert names == ({"/signature", "/seal"} if has_seal else {"/signature"})
    signature = found["/signature"]
    width = (float(signature["/Right"]) - float(signature["/Left"])) * MM
    assert width == pytest.approx(50, abs=0.1)
    if has_seal:
        seal = found["/seal"]
        covered = (float(seal["/Right"]) - float(signature["/Left"])) * MM
        assert (float(seal["/Top"]) - float(seal["/Bottom"])) * MM == pytest.approx(36, abs=0.1)
        # It covers the left third of the signature.
        assert covered == pytest.approx(50 / 3, abs=0.1)


def test_the_annex_title_is_centred_and_says_to_which_report_it_belongs(
    pages: list[Measured],
) -> None:
    for page in pages:
        if not page.texts[0].text.startswith("Phụ lục"):
            continue
        name, title, belongs = page.texts[0], page.texts[1], page.find("(Kèm theo")
        assert (name.size, name.face) == (14, "LiberationSerif-Bold")
        assert 13 <= title.size <= 14
        assert title.text == title.text.upper()
        assert belongs.face == "LiberationSerif-Italic"
        centre = middle(LEFT, page.width - RIGHT)
        assert middle(name.x, name.right) == pytest.approx(centre, abs=0.1)
        assert middle(title.x, title.right) == pytest.approx(centre, abs=0.1)


def test_numbers_stand_in_their_columns(pages: list[Measured]) -> None:
    """Whatever is drawn as a line and whatever as a paragraph shares one baseline."""
    page = next(page for page in pages if page.texts[0].text.startswith("Phụ lục III"))
    code, name = page.find("1.000001"), page.find("Cấp Giấy")

    assert code.y == pytest.approx(name.y, abs=0.01)
    received = [run for run in page.texts if run.text.startswith("1.2") and run.size == 10]
    assert len({round(run.right, 1) for run in received}) == 1
