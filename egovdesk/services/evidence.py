"""Evidence: keeping the files that claims rest on, and handing out copies of them."""

import hashlib
import shutil
import stat
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, InputError, UsageError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.text import clean, secrecy_marking
from egovdesk.files import unreadable
from egovdesk.services.session import Session
from egovdesk.storage.evidence import KeptFile, keep_file
from egovdesk.storage.unit import Unit

MAX_EVIDENCE_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """A file that the officer attaches, and the document that it holds."""

    path: Path
    document_number: str = ""
    document_date: date | None = None
    subject: str = ""


def check(evidence: Iterable[NewEvidence]) -> None:
    """Refuse files that may not or cannot be kept.

    Raises:
        UsageError: one is missing, empty, too large, or marked as a state secret.
    """
    for new in evidence:
        name = new.path.name
        for text in (name, new.document_number, new.subject):
            if marking := secrecy_marking(text):
                raise UsageError(ErrorCode.TEXT_SECRET, field="evidence", value=marking)
        if not new.path.is_file() or not 0 < new.path.stat().st_size <= MAX_EVIDENCE_BYTES:
            raise UsageError(ErrorCode.FIELD_INVALID, field="evidence", value=name)


def keep(session: Session, evidence: Sequence[NewEvidence]) -> list[tuple[KeptFile, NewEvidence]]:
    """Copy files into the workspace; rows may speak of them afterwards.

    Raises:
        InputError: a file cannot be read, or the disk is full.
    """
    folder = session.workspace.folder / "evidence"
    return [(keep_file(folder, new.path), new) for new in evidence]


def add(unit: Unit, kept: Iterable[tuple[KeptFile, NewEvidence]]) -> tuple[int, ...]:
    """Record kept files and return their ids."""
    return tuple(
        unit.evidence.add(
            file,
            Evidence(
                id=0,
                digest=file.digest,
                name=new.path.name,
                size=file.size,
                document_number=clean(new.document_number),
                document_date=new.document_date,
                subject=clean(new.subject),
            ),
        )
        for file, new in kept
    )


def is_lost(path: Path, evidence: Evidence) -> bool:
    """Say whether a kept file is gone or has another size: a glance, its digest is not read."""
    try:
        return path.stat().st_size != evidence.size
    except OSError:
        return True


def verify(path: Path, evidence: Evidence) -> None:
    """Refuse a file that somebody put into the place of the one that was attached.

    Raises:
        InputError: it is missing, unreadable, or another one.
    """
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise InputError(ErrorCode.EVIDENCE_MISSING, file=evidence.name) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if digest != evidence.digest:
        raise InputError(ErrorCode.EVIDENCE_CHANGED, file=evidence.name)


class EvidenceFiles:
    """Copies of kept files for other programs to open, and what was pasted and is no file yet.

    They are removed with the desk.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def copy(self, evidence: Evidence) -> Path:
        """Return a copy that bears the file's own name and cannot be written to.

        Raises:
            InputError: the file is missing, or no longer the one that was attached.
        """
        with self._session.workspace.reading() as unit:
            source = unit.evidence.path_of(evidence)
        verify(source, evidence)
        return self._copied(source, evidence)

    def hold(self, name: str, contents: bytes) -> Path:
        """Write what was pasted into a file, so that it can be attached as any other.

        Raises:
            InputError: the disk is full.
        """
        try:
            folder = Path(tempfile.mkdtemp(dir=self._place()))  # two may have one name
            path = folder / name
            path.write_bytes(contents)
        except OSError as error:
            raise InputError(ErrorCode.DISK_FULL, file=name, detail=error.strerror or "") from error
        return path

    def close(self) -> None:
        """Remove every copy; one that is still open elsewhere stays for the system to clean."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="egovdesk-", ignore_cleanup_errors=True
            )
        return Path(self._folder.name)

    def _copied(self, source: Path, evidence: Evidence) -> Path:
        target = self._place() / evidence.digest[:16] / evidence.safe_name
        if target.exists():
            return target
        try:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(stat.S_IREAD)
        except OSError as error:
            raise InputError(
                ErrorCode.DISK_FULL, file=evidence.name, detail=error.strerror or ""
            ) from error
        return target
