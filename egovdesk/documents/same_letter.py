"""Whether a signed letter is the one that this program made: the same words and the same pictures.

The file may be anybody's, so pages are read and painted in a process of our own. What a signing
program may add is the field of a signature and how it looks; anything else on a page, a note or a
field to fill in, could say other figures than those below it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from egovdesk.documents.pages import MAX_BYTES, packed
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.files import open_file
from egovdesk.worker import Worker, WorkerLostError, no_waiting

_SECONDS = 60.0
_SCALE = 96 / 72


@dataclass(frozen=True, slots=True)
class _Question:
    ours: bytes
    theirs: Path


def first_difference(
    ours: bytes, theirs: Path, waiting: Callable[[], None] = no_waiting
) -> int | None:
    """Return the number of the first page, from 1, that is another one; None where all are ours.

    Raises:
        InputError: theirs is no PDF that can be read: damaged, locked, too large or too slow.
    """
    with open_file(theirs) as stream:
        size = stream.seek(0, 2)
    if size > MAX_BYTES:
        raise InputError(ErrorCode.FILE_TOO_LARGE, file=theirs.name)
    with Worker(_prepare) as worker:
        try:
            return worker.ask(_Question(ours, theirs), seconds=_SECONDS, waiting=waiting)
        except TimeoutError as error:
            raise InputError(ErrorCode.PDF_TIMEOUT, file=theirs.name) from error
        except WorkerLostError as error:
            raise InputError(ErrorCode.PDF_UNREADABLE, file=theirs.name) from error


def _prepare() -> Callable[[_Question], int | None]:
    import pypdfium2

    def answer(question: _Question) -> int | None:
        try:
            theirs = pypdfium2.PdfDocument(question.theirs)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            code = ErrorCode.PDF_LOCKED if locked else ErrorCode.PDF_UNREADABLE
            raise InputError(code, file=question.theirs.name) from error
        ours = pypdfium2.PdfDocument(question.ours)
        theirs.init_forms()
        try:
            return _first_difference(ours, theirs)
        except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
            raise InputError(ErrorCode.PDF_UNREADABLE, file=question.theirs.name) from error
        finally:
            theirs.close()
            ours.close()

    return answer


def _first_difference(ours: Any, theirs: Any) -> int | None:  # noqa: ANN401 - pypdfium2's
    for number in range(min(len(ours), len(theirs))):
        page = theirs[number]
        if _looks(ours[number]) != _looks(page) or not _bears_signatures_only(theirs, page):
            return number + 1
    return None if len(ours) == len(theirs) else min(len(ours), len(theirs)) + 1


def _looks(page: Any) -> tuple[str, int, int, bytes]:  # noqa: ANN401 - pypdfium2's
    """Return a page's words, and its picture without what lies upon it."""
    bitmap = page.render(
        scale=_SCALE, draw_annots=False, may_draw_forms=False, force_bitmap_format=4
    )
    words = page.get_textpage().get_text_range()
    return words, bitmap.width, bitmap.height, packed(bitmap)


def _bears_signatures_only(document: Any, page: Any) -> bool:  # noqa: ANN401 - pypdfium2's
    from pypdfium2 import raw

    form = document.formenv
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        mark = raw.FPDFPage_GetAnnot(page, place)
        try:
            kind = -1 if form is None else raw.FPDFAnnot_GetFormFieldType(form, mark)
            if kind != raw.FPDF_FORMFIELD_SIGNATURE:
                return False
        finally:
            raw.FPDFPage_CloseAnnot(mark)
    return True
