"""Comments and follow-up flags on values of records."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.registers import TEXT, RegisterKind
from egovdesk.domain.remarks import Remark
from egovdesk.domain.text import clean_multiline, secrecy_marking
from egovdesk.services.session import Session
from egovdesk.storage.workspace import Changing


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRemark:
    """A comment on a field of a record; with `follow_up` it asks to be looked at again."""

    kind: RegisterKind
    row_id: int
    field: str
    text: str
    follow_up: bool = False


class Remarks:
    """What officers noted beside values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def marked(self, kind: RegisterKind) -> dict[int, frozenset[str]]:
        """Return the fields on which there are remarks, by record."""
        with self._session.workspace.reading() as unit:
            return unit.remarks.marked(kind)

    def of(self, kind: RegisterKind, row_id: int) -> tuple[Remark, ...]:
        """Return the remarks on a record, oldest first."""
        with self._session.workspace.reading() as unit:
            return unit.remarks.of(kind, row_id)

    def open(self) -> tuple[Remark, ...]:
        """Return every remark that is flagged to be followed up, oldest first."""
        with self._session.workspace.reading() as unit:
            return unit.remarks.flagged()

    def add(self, new: NewRemark) -> Change:
        """Note something beside a value.

        Raises:
            UsageError: it is empty, too long, or marked as a state secret.
        """
        text = clean_multiline(new.text)
        if marking := secrecy_marking(text):
            raise UsageError(ErrorCode.TEXT_SECRET, field="text", value=marking)
        if not text or len(text) > TEXT:
            raise UsageError(ErrorCode.FIELD_INVALID, field="text", value=text[:60])
        at = self._session.clock()
        with self._changing(at, new.kind) as unit:
            unit.remarks.add(
                Remark(
                    id=0,
                    kind=new.kind,
                    row_id=new.row_id,
                    field=new.field,
                    text=text,
                    follow_up=new.follow_up,
                    at=at,
                )
            )
        return unit.change

    def settle(self, remark: Remark) -> Change:
        """Take the flag from a remark; its text stays."""
        with self._changing(self._session.clock(), remark.kind) as unit:
            unit.remarks.settle(remark.id)
        return unit.change

    def remove(self, remark: Remark) -> Change:
        """Take a remark away; undo brings it back."""
        with self._changing(self._session.clock(), remark.kind) as unit:
            unit.remarks.remove(remark.id)
        return unit.change

    def _changing(self, at: datetime, subject: RegisterKind) -> AbstractContextManager[Changing]:
        return self._session.workspace.changing(UseCase.REMARK, at=at, subject=f"{subject.value}:1")
