"""One search over every register."""

from dataclasses import dataclass
from datetime import date

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Field, RegisterKind, RegisterRow
from egovdesk.domain.text import fold
from egovdesk.services.registers import Registers
from egovdesk.services.session import Session

_SEARCHED = tuple(kind for kind, register in REGISTERS.items() if register.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found: `title` names it, `detail` says more."""

    kind: RegisterKind
    row_id: int
    title: str
    detail: str


class Search:
    """Finds records by words, whatever their marks and case."""

    def __init__(self, session: Session, registers: Registers) -> None:
        self._session = session
        self._registers = registers

    def find(self, text: str, as_of: date, *, limit: int = 6) -> tuple[Hit, ...]:
        """Return up to `limit` records of each register in which every word occurs."""
        words = tuple(fold(text).split())
        if not words:
            return ()
        for kind in _SEARCHED:
            self._registers.prepare_search(kind, as_of)
        with self._session.workspace.reading() as unit:
            found = unit.registers.search(words, limit)
        by_kind: dict[RegisterKind, list[int]] = {}
        for kind, row_id in found:
            by_kind.setdefault(kind, []).append(row_id)
        return tuple(
            _hit(kind, row)
            for kind in REGISTERS
            if kind in by_kind
            for row in self._registers.rows(kind, by_kind[kind], as_of)
        )


def _hit(kind: RegisterKind, row: RegisterRow) -> Hit:
    register = REGISTERS[kind]
    record = register.record(row)
    title = record[register.title]
    more = [str(record[f.key]) for f in register.texts if _tells_more(f, register.title)]
    detail = " · ".join(text for text in more[:2] if text)
    return Hit(kind=kind, row_id=row.id, title=str(title or ""), detail=detail)


def _tells_more(field: Field, title: str) -> bool:
    return field.key != title and field.key not in ("note", "clause")
