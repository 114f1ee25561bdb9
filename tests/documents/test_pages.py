"""Pages of PDFs as pictures: honest ones are painted, hostile ones refused in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from egovdesk.documents.pages import PdfPages
from egovdesk.domain.errors import ErrorCode, InputError


@pytest.fixture(scope="module")
def pages() -> Iterator[PdfPages]:
    pages = PdfPages()
    yield pages
    pages.close()


def pdf(path: Path, *, pages: int = 2, size: tuple[float, float] = (595, 842)) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for _page in range(pages):
        canvas.rect(0, 0, size[0] / 2, size[1], fill=1)
        canvas.showPage()
    canvas.save()
    return path


def test_a_page_is_painted_as_it_looks(pages: PdfPages, tmp_path: Path):
    picture = pages.picture(pdf(tmp_path / "a.pdf"), 1)
    assert picture.pages == 2
    assert len(picture.pixels) == 4 * picture.width * picture.height
    middle = picture.height // 2 * picture.width
    left, right = middle + picture.width // 4, middle + 3 * picture.width // 4
    assert picture.pixels[4 * left : 4 * left + 3] == b"\x00\x00\x00"
    assert picture.pixels[4 * right : 4 * right + 3] == b"\xff\xff\xff"


def test_a_page_beyond_the_last_is_the_last(pages: PdfPages, tmp_path: Path):
    assert pages.picture(pdf(tmp_path / "a.pdf"), 99).pages == 2


def test_a_huge_page_is_painted_small(pages: PdfPages, tmp_path: Path):
    picture = pages.picture(pdf(tmp_path / "a.pdf", pages=1, size=(14_000, 14_000)), 0)
    assert picture.width * picture.height <= 4_100_000


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.4 " + b"\x00" * 5000])
def test_what_is_no_pdf_is_refused(pages: PdfPages, tmp_path: Path, content: bytes):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        pages.picture(path, 0)
    assert caught.value.code is ErrorCode.PDF_UNREADABLE
