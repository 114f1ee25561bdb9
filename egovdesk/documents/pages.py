"""Pages of a PDF as pictures, painted in a process of our own: the file may be anybody's."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.evidence import PagePicture
from egovdesk.files import BLOCK, open_file
from egovdesk.worker import Worker, WorkerLostError, no_waiting

MAX_BYTES = 100 * BLOCK
"""A PDF beyond this is not shown; its own program may open it."""

_SECONDS = 20.0
_MOST_PIXELS = 4_000_000
_DPI = 110


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """Which page of which file; the first is 0."""

    path: Path
    page: int


class PdfPages:
    """Paints pages one after the other; close it when nothing more is looked at."""

    def __init__(self) -> None:
        self._worker: Worker[PageQuestion, PagePicture] = Worker(_prepare)

    def close(self) -> None:
        """End the process."""
        self._worker.__exit__(None, None, None)

    def picture(
        self, path: Path, page: int, waiting: Callable[[], None] = no_waiting
    ) -> PagePicture:
        """Return a page as a picture; `waiting` may raise to cancel.

        Raises:
            InputError: it is no PDF that can be shown: damaged, locked, too large or too slow.
        """
        with open_file(path) as stream:
            size = stream.seek(0, 2)
        if size > MAX_BYTES:
            raise InputError(ErrorCode.FILE_TOO_LARGE, file=path.name)
        try:
            return self._worker.ask(PageQuestion(path, page), seconds=_SECONDS, waiting=waiting)
        except TimeoutError as error:
            raise InputError(ErrorCode.PDF_TIMEOUT, file=path.name) from error
        except WorkerLostError as error:
            raise InputError(ErrorCode.PDF_UNREADABLE, file=path.name) from error


def _prepare() -> Callable[[PageQuestion], PagePicture]:
    import pypdfium2

    def answer(question: PageQuestion) -> PagePicture:
        try:
            document = pypdfium2.PdfDocument(question.path)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            code = ErrorCode.PDF_LOCKED if locked else ErrorCode.PDF_UNREADABLE
            raise InputError(code, file=question.path.name) from error
        try:
            pages = len(document)
            page = document[min(question.page, pages - 1)]
            width, height = page.get_size()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            bitmap = page.render(scale=scale, may_draw_forms=False, force_bitmap_format=4)
            return PagePicture(bitmap.width, bitmap.height, packed(bitmap), pages)
        except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
            raise InputError(ErrorCode.PDF_UNREADABLE, file=question.path.name) from error
        finally:
            document.close()

    return answer


def packed(bitmap) -> bytes:  # type: ignore[no-untyped-def]  # noqa: ANN001 - pypdfium2's
    """Return the pixels line by line without the padding at the end of each."""
    data = bytes(bitmap.buffer)
    line = bitmap.width * 4
    if bitmap.stride == line:
        return data
    return b"".join(
        data[top * bitmap.stride : top * bitmap.stride + line] for top in range(bitmap.height)
    )
