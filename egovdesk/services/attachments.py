"""Files of records: what a procedure, a database or a project rests on, kept as all evidence is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Record, RegisterKind
from egovdesk.domain.values import value
from egovdesk.services import evidence as evidence_files
from egovdesk.services.evidence import NewEvidence
from egovdesk.services.registers import Registers
from egovdesk.services.session import Session


@value
class RecordFiles:
    """The files of a record, latest first; `lost` are the ids of those that are gone."""

    files: tuple[Evidence, ...]
    lost: frozenset[int]


class Attachments:
    """Puts files to records and takes them away; the files themselves stay for undo and trash."""

    def __init__(self, session: Session, registers: Registers) -> None:
        self._session = session
        self._registers = registers

    def of(self, kind: RegisterKind, row_id: int) -> RecordFiles:
        """Return the files of a record."""
        with self._session.workspace.reading() as unit:
            ids = unit.attachments.of(kind, row_id)
            evidence = unit.evidence.by_ids(ids)
            files = tuple(evidence[each] for each in ids if each in evidence)
            lost = frozenset(
                item.id
                for item in files
                if evidence_files.is_lost(unit.evidence.path_of(item), item)
            )
        return RecordFiles(files=files, lost=lost)

    def attach(self, kind: RegisterKind, row_id: int, new: Sequence[NewEvidence]) -> Change:
        """Keep files with a record; those of a directive under its number, day and subject.

        Raises:
            UsageError: the record is gone, its register keeps no files, or a file is missing,
                empty, too large, or marked as a state secret.
            InputError: a file cannot be read or kept.
        """
        if not REGISTERS[kind].keeps_evidence:
            raise UsageError(ErrorCode.EVIDENCE_UNWANTED)
        record = self._record(kind, row_id)
        documents = [_described(kind, record, each) for each in new]
        evidence_files.check(documents)
        kept = evidence_files.keep(self._session, documents)
        with self._session.workspace.changing(
            UseCase.ATTACH_EVIDENCE, at=self._session.clock(), subject=_subject(kind, record)
        ) as unit:
            unit.attachments.add(kind, row_id, evidence_files.add(unit, kept))
        return unit.change

    def remove(self, kind: RegisterKind, row_id: int, evidence_id: int) -> Change:
        """Take a file from a record; undo puts it back.

        Raises:
            UsageError: the record is gone, or the file is its own no longer.
        """
        record = self._record(kind, row_id)
        with self._session.workspace.changing(
            UseCase.DETACH_EVIDENCE, at=self._session.clock(), subject=_subject(kind, record)
        ) as unit:
            if not unit.attachments.remove(kind, row_id, evidence_id):
                raise UsageError(ErrorCode.RECORD_MISSING, value=str(evidence_id))
        return unit.change

    def _record(self, kind: RegisterKind, row_id: int) -> Record:
        rows = self._registers.rows(kind, [row_id], self._session.today)
        if not rows:
            raise UsageError(ErrorCode.RECORD_MISSING, value=str(row_id))
        return REGISTERS[kind].record(rows[0])


def _described(kind: RegisterKind, record: Record, new: NewEvidence) -> NewEvidence:
    if kind is not RegisterKind.DIRECTIVES:
        return new
    issued_on = record["issued_on"]
    return replace(
        new,
        document_number=str(record["number"]),
        document_date=issued_on if isinstance(issued_on, date) else None,
        subject=str(record["subject"]),
    )


def _subject(kind: RegisterKind, record: Record) -> str:
    return f"{kind.value}={record[REGISTERS[kind].title] or ''}"
