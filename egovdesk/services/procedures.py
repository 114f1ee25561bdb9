"""Online services: the unit's procedures with their levels and counts."""

from dataclasses import dataclass
from datetime import date

from egovdesk.domain.procedures import ProcedureFigures
from egovdesk.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureTable:
    """Procedures as of a day, counts summed over the closed months of its year."""

    rows: tuple[ProcedureFigures, ...]
    months: tuple[str, ...]
    counted_months: frozenset[str]


class Procedures:
    """The register of procedures."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(self, as_of: date) -> ProcedureTable:
        """Return every procedure as of a day."""
        months = self._session.catalogue.reporting.closed_months(as_of)
        with self._session.workspace.reading() as unit:
            return ProcedureTable(
                rows=unit.procedures.figures(as_of, months),
                months=months,
                counted_months=unit.procedures.counted_months(months),
            )
