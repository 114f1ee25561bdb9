"""Who signs, counted from a folder of signed documents."""

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signed_documents import (
    FolderCount,
    PdfSignature,
    UnreadableDocument,
    count_signatures,
)
from egovdesk.files import unreadable
from egovdesk.signing.container import Progress
from egovdesk.worker import Worker, WorkerLostError, no_waiting

_SECONDS = 10.0

_Reader = Worker[Path, tuple[PdfSignature, ...]]


def signatures_of_pdf(path: Path) -> tuple[PdfSignature, ...]:
    """Return the signatures of a PDF document in the order of signing.

    Raises:
        InputError: missing, unreadable, too large, no PDF, locked by a password, or too slow.
    """
    with Worker(_reader) as worker:
        return _signatures(worker, path, no_waiting)


def count_folder(
    folder: Path, *, report: Progress, since: date | None = None, until: date | None = None
) -> FolderCount:
    """Count the PDF documents of a folder and of those below it by who signed them when.

    `report` is called with the documents done and those in all; what it raises ends the work.
    Links are not followed. Only signatures from `since` to `until` count.

    Raises:
        InputError: the folder is missing or cannot be read.
    """
    paths, failed = _documents(folder)
    documents: dict[str, tuple[PdfSignature, ...]] = {}
    report(0, len(paths))
    with Worker(_reader) as worker:
        for done, path in enumerate(paths):
            name = path.relative_to(folder).as_posix()
            try:
                documents[name] = _signatures(worker, path, partial(report, done, len(paths)))
            except InputError as error:
                failed.append(UnreadableDocument(name=name, cause=error.code))
            report(done + 1, len(paths))
    return count_signatures(documents, failed, since=since, until=until)


def _documents(folder: Path) -> tuple[list[Path], list[UnreadableDocument]]:
    """Return the PDF documents in the order of their names, and folders that cannot be read."""
    paths: list[Path] = []
    failed: list[UnreadableDocument] = []

    def fail(error: OSError) -> None:
        place = Path(error.filename)
        if place == folder:
            raise unreadable(folder, error) from error
        name = place.relative_to(folder).as_posix()
        failed.append(UnreadableDocument(name=name, cause=ErrorCode.FILE_UNREADABLE))

    for place, _, names in os.walk(folder, onerror=fail):
        each = (Path(place, name) for name in names if name.lower().endswith(".pdf"))
        paths.extend(path for path in each if not path.is_symlink())
    return sorted(paths), failed


def _signatures(
    worker: _Reader, path: Path, waiting: Callable[[], None]
) -> tuple[PdfSignature, ...]:
    try:
        return worker.ask(path, seconds=_SECONDS, waiting=waiting)
    except TimeoutError as error:
        raise InputError(ErrorCode.PDF_TIMEOUT, file=str(path)) from error
    except WorkerLostError as error:
        raise InputError(ErrorCode.PDF_UNREADABLE, file=str(path)) from error


def _reader() -> Callable[[Path], tuple[PdfSignature, ...]]:
    import pyhanko.sign.validation.pdf_embedded  # noqa: F401 - a second's work, once

    from egovdesk.signing.pdf_signatures import read_signatures

    return read_signatures
