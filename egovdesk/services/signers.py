"""Signatures and work online: who signs, and how much work is handled online."""

from dataclasses import dataclass
from datetime import date

from egovdesk.domain.signers import SignerStage, SignerStatus, count_by_stage
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """Signers and work handled online, as of a day; `workload` has the closed months only."""

    signers: tuple[SignerStatus, ...]
    counts: dict[SignerStage, int]
    workload: tuple[MonthlyWorkload, ...]


class Signers:
    """The register of signers and the monthly counts of clause 2.a."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def adoption(self, as_of: date) -> Adoption:
        """Return signers and workload as of a day."""
        last = max(self._session.catalogue.reporting.closed_months(as_of), default="")
        with self._session.workspace.reading() as unit:
            statuses = unit.signers.statuses(as_of)
            recorded = unit.workload.all()
        limit = last or f"{as_of.year - 1}-12"
        return Adoption(
            signers=statuses,
            counts=count_by_stage(statuses),
            workload=tuple(month for month in recorded if month.month <= limit),
        )
