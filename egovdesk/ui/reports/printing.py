"""Putting the pages of a letter on paper, as pictures, off the GUI thread."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.evidence import PagePicture
from egovdesk.files import copy_file
from egovdesk.services.previews import report_page
from egovdesk.ui.jobs import Job

FINEST = 300
"""Dots an inch: finer shows nothing more of letters, and takes four times the memory."""


_END_OF_PDF = b"%%EOF"


def print_pages(
    data: bytes,
    pages: tuple[int, ...],
    printer: QPrinter,
    job: Job,
    report: Callable[[object], None],
) -> int:
    """Print the pages, numbered from 0, in their true size; return how many were printed.

    `report` hears of (page, of how many). What was cancelled is taken back from the printer as
    far as it lets us. A printer that writes a file writes it whole or not at all.

    Raises:
        EGovDeskError: CANCELLED.
        InputError: the disk is full, or the file cannot be written.
    """
    if not (name := printer.outputFileName()):
        return _print(data, pages, printer, job, report)
    with TemporaryDirectory() as folder:
        part = Path(folder) / "pages.pdf"
        printer.setOutputFileName(str(part))
        try:
            count = _print(data, pages, printer, job, report)
        finally:
            printer.setOutputFileName(name)
        if not _is_whole(part):  # Qt says nothing of a disk that is full
            raise InputError(ErrorCode.DISK_FULL, file=str(part.parent.parent))
        copy_file(part, Path(name))
    return count


def _is_whole(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            stream.seek(-len(_END_OF_PDF) - 1, os.SEEK_END)
            return _END_OF_PDF in stream.read()
    except OSError:  # not there, or empty
        return False


def _print(
    data: bytes,
    pages: tuple[int, ...],
    printer: QPrinter,
    job: Job,
    report: Callable[[object], None],
) -> int:
    dpi = min(FINEST, printer.resolution())
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for place, number in enumerate(pages):
            job.check()
            image = image_of(report_page(data, number, dpi))
            _turn(printer, image)
            if place == 0:
                painter.begin(printer)
            else:
                printer.newPage()
            painter.drawImage(QRectF(painter.viewport()), image)
            report((place + 1, len(pages)))
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(pages)


def pages_of(printer: QPrinter, count: int) -> tuple[int, ...]:
    """Return the pages that the person asked for, from 0."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return tuple(range(count))
    first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    return tuple(range(first - 1, last))


def image_of(picture: PagePicture) -> QImage:
    """Return a page's picture as one of Qt's, which owns its pixels."""
    line = 4 * picture.width
    image = QImage(picture.pixels, picture.width, picture.height, line, QImage.Format.Format_RGB32)
    return image.copy()


def _turn(printer: QPrinter, image: QImage) -> None:
    """Lay the paper as the page lies, which a printer takes only between pages."""
    lies = image.width() > image.height()
    orientation = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)
