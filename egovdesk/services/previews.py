"""What an evidence file is, by its contents and not by its name, and its pages as pictures."""

from collections.abc import Callable
from pathlib import Path

from egovdesk.documents.pages import PdfPages
from egovdesk.domain.evidence import PagePicture, PreviewKind
from egovdesk.domain.renderings import Hit
from egovdesk.files import open_file

_HEAD = 1024
_TEXT_BYTES = 200_000
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": (".png",),
    b"\xff\xd8\xff": (".jpg", ".jpeg"),
    b"GIF8": (".gif",),
    b"BM": (".bmp",),
}
_TEXT_SUFFIXES = (".txt", ".csv", ".tsv", ".md", ".log")


class Previews:
    """Shows files; PDFs are painted in a process of their own, which `close` ends."""

    def __init__(self) -> None:
        self._pages = PdfPages()

    def kind_of(self, path: Path, name: str) -> tuple[PreviewKind, bool]:
        """Return what a file is, and whether its name says something else.

        Raises:
            InputError: it cannot be read.
        """
        with open_file(path) as stream:
            head = stream.read(_HEAD)
        suffix = Path(name).suffix.lower()
        if b"%PDF-" in head:
            return PreviewKind.PDF, suffix != ".pdf"
        for magic, suffixes in _PICTURES.items():
            if head.startswith(magic):
                return PreviewKind.PICTURE, suffix not in suffixes
        lies = suffix == ".pdf" or any(suffix in suffixes for suffixes in _PICTURES.values())
        is_text = b"\x00" not in head and suffix in _TEXT_SUFFIXES
        return (PreviewKind.TEXT if is_text else PreviewKind.NONE), lies

    def text(self, path: Path) -> str:
        """Return the beginning of a text; what is no UTF-8 is shown as a mark.

        Raises:
            InputError: it cannot be read.
        """
        with open_file(path) as stream:
            return stream.read(_TEXT_BYTES).decode("utf-8-sig", errors="replace")

    def page(self, path: Path, number: int, check: Callable[[], None]) -> PagePicture:
        """Return a page of a PDF as a picture; `check` may raise to cancel.

        Raises:
            InputError: it cannot be shown; the cause says why.
        """
        return self._pages.picture(path, number, check)

    def close(self) -> None:
        """End the process that paints."""
        self._pages.close()


def report_page(data: bytes, number: int, dpi: float) -> PagePicture:
    """Return a page, the first being 0, of a letter that this program has made."""
    from egovdesk.documents.made_pages import picture_of

    return picture_of(data, number, dpi)


def find_in_report(data: bytes, words: str) -> tuple[Hit, ...]:
    """Return where words stand in a letter that this program has made, whatever their case."""
    from egovdesk.documents.made_pages import find_in

    return find_in(data, words)
