"""Evidence files, kept in the workspace under their digest."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, insert, select

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.values import value
from egovdesk.files import blocks, sync_folder
from egovdesk.storage import schema


@value
class KeptFile:
    """A file that lies in the workspace: SHA-256 in hex and size in bytes."""

    digest: str
    size: int


def keep_file(folder: Path, source: Path) -> KeptFile:
    """Copy a file into the workspace's evidence folder under its digest.

    The copy is complete and on disk before a row may speak of it; a stray copy does no harm.

    Raises:
        InputError: the file cannot be read or the disk is full.
    """
    digest = hashlib.sha256()
    size = 0
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as copy:
            try:
                for block in blocks(source):
                    digest.update(block)
                    size += len(block)
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
            except BaseException:
                Path(copy.name).unlink()
                raise
        Path(copy.name).replace(folder / digest.hexdigest())
        sync_folder(folder)
    except OSError as error:
        raise InputError(ErrorCode.DISK_FULL, file=source.name) from error
    return KeptFile(digest=digest.hexdigest(), size=size)


class EvidenceRepository:
    """Reads and writes what is known of evidence files."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def add(self, kept: KeptFile, evidence: Evidence) -> int:
        """Record a kept file; id, digest and size inside `evidence` are ignored."""
        key = self._connection.execute(
            insert(schema.evidence).values(
                digest=kept.digest,
                size=kept.size,
                name=evidence.name,
                document_number=evidence.document_number,
                document_date=evidence.document_date,
                subject=evidence.subject,
            )
        ).inserted_primary_key
        assert key is not None
        return int(key[0])

    def by_ids(self, ids: Iterable[int]) -> dict[int, Evidence]:
        """Return evidence by id."""
        statement = select(schema.evidence).where(schema.evidence.c.id.in_(list(ids)))
        return {
            row.id: Evidence(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
            for row in self._connection.execute(statement)
        }

    def path_of(self, evidence: Evidence) -> Path:
        """Return where the file lies."""
        return self._folder / evidence.digest
