"""The letter that was signed with the unit's own program, in the place of the one made here."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.services.documents import Documents, rendered
from egovdesk.services.reports import ReportRow, Reports
from egovdesk.services.session import Session
from egovdesk.services.signing import no_waiting
from egovdesk.storage.evidence import keep_file
from egovdesk.storage.reports import AttachedLetter


class Letters:
    """Takes in letters of frozen reports that were signed elsewhere, and keeps them."""

    def __init__(self, session: Session, reports: Reports, documents: Documents) -> None:
        self._session = session
        self._reports = reports
        self._documents = documents

    def attach(
        self, period: Quarter, file: Path, waiting: Callable[[], None] = no_waiting
    ) -> Change:
        """Keep the signed letter of the revision that stands; it goes into the package as it is.

        It is kept under its digest, and belongs to this revision alone: a recall leaves it behind.
        `waiting` may raise to cancel.

        Raises:
            RefusedError: no revision stands, or it is packed already; the file is not signed, was
                changed after signing, or is another letter.
            InputError: the file cannot be read, or the disk is full.
        """
        live = self._unpacked(period)
        signer = _signer_of(file)
        ours = rendered(self._documents.source(period), Rendering.PDF)
        _check_same(ours, file, waiting)
        kept = keep_file(self._session.workspace.folder / "evidence", file)
        at = self._session.clock()
        letter = AttachedLetter(
            report_id=live.report.id,
            digest=kept.digest,
            size=kept.size,
            name=file.name,
            signer=signer,
            at=at,
        )
        with self._session.workspace.changing(
            UseCase.ATTACH_LETTER, at=at, subject=str(period)
        ) as unit:
            unit.reports.attach_letter(letter)
        return unit.change

    def detach(self, period: Quarter) -> Change:
        """Let the program sign the letter itself after all.

        Raises:
            RefusedError: nothing is attached, or the revision is packed already.
        """
        live = self._unpacked(period)
        if live.letter is None:
            raise RefusedError(ErrorCode.LETTER_MISSING, period=str(period))
        with self._session.workspace.changing(
            UseCase.DETACH_LETTER, at=self._session.clock(), subject=str(period)
        ) as unit:
            unit.reports.detach_letter(live.report.id)
        return unit.change

    def file(self, period: Quarter) -> tuple[Path, str] | None:
        """Return where the attached letter of the revision that stands lies, and its name.

        Raises:
            InputError: it is gone, or another one.
        """
        live = self._reports.live(period)
        if live is None or live.letter is None:
            return None
        return kept_letter(self._session, live.letter), live.letter.name

    def _unpacked(self, period: Quarter) -> ReportRow:
        live = self._reports.live(period)
        if live is None:
            raise RefusedError(ErrorCode.REPORT_NOT_FROZEN, period=str(period))
        if live.is_signed:
            raise RefusedError(ErrorCode.LETTER_TOO_LATE, revision=live.report.revision)
        return live


def kept_letter(session: Session, letter: AttachedLetter) -> Path:
    """Return where an attached letter lies, after seeing that it is still the one attached.

    Raises:
        InputError: it is gone, unreadable, or another one.
    """
    from egovdesk.files import blocks

    path = session.workspace.folder / "evidence" / letter.digest
    digest = hashlib.sha256()
    for block in blocks(path):
        digest.update(block)
    if digest.hexdigest() != letter.digest:
        raise InputError(ErrorCode.EVIDENCE_CHANGED, file=letter.name)
    return path


def _signer_of(file: Path) -> str:
    """Return whose signature the letter bears last; every one of them must hold."""
    from egovdesk.signing.signed_pdfs import signatures_of_pdf

    signatures = signatures_of_pdf(file)
    if not signatures:
        raise RefusedError(ErrorCode.LETTER_UNSIGNED, file=file.name)
    if not all(each.is_intact for each in signatures) or not signatures[-1].covers_whole_file:
        raise RefusedError(ErrorCode.LETTER_BROKEN, file=file.name)
    return signatures[-1].subject


def _check_same(ours: bytes, file: Path, waiting: Callable[[], None]) -> None:
    from egovdesk.documents.same_letter import first_difference

    page = first_difference(ours, file, waiting)
    if page is not None:
        raise RefusedError(ErrorCode.LETTER_OTHER, file=file.name, page=page)
