"""Pages of a PDF that this program has just made, as pictures, and words found in it.

It is no stranger's file, so it is painted in this process; pdfium lets other threads run
meanwhile, but bears only one thread at a time, which is that of long work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2

from egovdesk.documents.pages import packed
from egovdesk.domain.evidence import PagePicture
from egovdesk.domain.renderings import Hit

MOST_HITS = 500


def picture_of(data: bytes, number: int, dpi: float) -> PagePicture:
    """Paint a page, the first being 0, at so many dots an inch; beyond the last it is the last."""
    with _opened(data) as document:
        bitmap = document[min(number, len(document) - 1)].render(
            scale=dpi / 72, may_draw_forms=False, force_bitmap_format=4
        )
        return PagePicture(bitmap.width, bitmap.height, packed(bitmap), len(document))


def find_in(data: bytes, words: str) -> tuple[Hit, ...]:
    """Return where words stand, whatever their case; the first 500 places."""
    with _opened(data) as document:
        hits = (hit for number in range(len(document)) for hit in _on_page(document, number, words))
        return tuple(hit for hit, _ in zip(hits, range(MOST_HITS), strict=False))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def _on_page(document: Any, number: int, words: str) -> Iterator[Hit]:  # noqa: ANN401 - pypdfium2's
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    searcher = text.search(words, match_case=False)
    while found := searcher.get_next():
        index, count = found
        text.count_rects(index, count)
        left, bottom, right, top = text.get_rect(0)
        yield Hit(
            page=number,
            left=left / width,
            top=1 - top / height,
            width=(right - left) / width,
            height=(top - bottom) / height,
        )
