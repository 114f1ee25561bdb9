"""A unit of work: one transaction, and the repositories that share it.

What the start page does not need is imported when it is first asked for.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from egovdesk.domain.registers import RegisterKind
from egovdesk.storage import journal
from egovdesk.storage.evidence import EvidenceRepository
from egovdesk.storage.measures import MeasureRepository
from egovdesk.storage.procedures import ProcedureRepository
from egovdesk.storage.reports import ReportRepository
from egovdesk.storage.settings import CatalogueRepository, SettingRepository
from egovdesk.storage.signers import SignerRepository
from egovdesk.storage.tasks import TaskRepository
from egovdesk.storage.workload import WorkloadRepository

if TYPE_CHECKING:
    from egovdesk.storage.attachments import AttachmentRepository
    from egovdesk.storage.directives import DirectiveRepository
    from egovdesk.storage.findings import AnswerRepository
    from egovdesk.storage.history import HistoryRepository
    from egovdesk.storage.narrative import NarrativeRepository
    from egovdesk.storage.registers import RegisterRepository
    from egovdesk.storage.remarks import RemarkRepository
    from egovdesk.storage.views import ViewRepository


class Unit:
    """One transaction; the repositories are made when they are first asked for."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def touched_since(self, entry: int) -> tuple[int, frozenset[RegisterKind]]:
        """Return the number of the newest journal entry, and what was written to after another."""
        return journal.touched_since(self._connection, entry)

    def counted_since(self, entry: int) -> frozenset[int]:
        """Return the ids of the procedures whose counts were written to after a journal entry."""
        return journal.counted_since(self._connection, entry)

    @cached_property
    def settings(self) -> SettingRepository:
        """Named settings of the workspace."""
        return SettingRepository(self._connection)

    @cached_property
    def catalogues(self) -> CatalogueRepository:
        """Installed catalogues."""
        return CatalogueRepository(self._connection)

    @cached_property
    def tasks(self) -> TaskRepository:
        """Tasks and their events."""
        return TaskRepository(self._connection)

    @cached_property
    def directives(self) -> "DirectiveRepository":
        """Directives and their clauses."""
        from egovdesk.storage.directives import DirectiveRepository

        return DirectiveRepository(self._connection)

    @cached_property
    def attachments(self) -> "AttachmentRepository":
        """Which evidence belongs to which record."""
        from egovdesk.storage.attachments import AttachmentRepository

        return AttachmentRepository(self._connection)

    @cached_property
    def evidence(self) -> EvidenceRepository:
        """Evidence files."""
        return EvidenceRepository(self._connection, self._folder / "evidence")

    @cached_property
    def procedures(self) -> ProcedureRepository:
        """Procedures, their histories and counts."""
        return ProcedureRepository(self._connection)

    @cached_property
    def signers(self) -> SignerRepository:
        """Signers and their certificates."""
        return SignerRepository(self._connection)

    @cached_property
    def workload(self) -> WorkloadRepository:
        """Monthly counts of work handled online."""
        return WorkloadRepository(self._connection)

    @cached_property
    def measures(self) -> MeasureRepository:
        """Entered values and baselines."""
        return MeasureRepository(self._connection)

    @cached_property
    def reports(self) -> ReportRepository:
        """Frozen reports and the packages made of them."""
        return ReportRepository(self._connection)

    @cached_property
    def answers(self) -> "AnswerRepository":
        """Reasons given to warnings."""
        from egovdesk.storage.findings import AnswerRepository

        return AnswerRepository(self._connection)

    @cached_property
    def narrative(self) -> "NarrativeRepository":
        """The narrative of the reports."""
        from egovdesk.storage.narrative import NarrativeRepository

        return NarrativeRepository(self._connection)

    @cached_property
    def registers(self) -> "RegisterRepository":
        """Every register, by its fields."""
        from egovdesk.storage.registers import RegisterRepository

        return RegisterRepository(self._connection)

    @cached_property
    def remarks(self) -> "RemarkRepository":
        """Comments and follow-up flags."""
        from egovdesk.storage.remarks import RemarkRepository

        return RemarkRepository(self._connection)

    @cached_property
    def views(self) -> "ViewRepository":
        """Saved views of lists."""
        from egovdesk.storage.views import ViewRepository

        return ViewRepository(self._connection)

    @cached_property
    def history(self) -> "HistoryRepository":
        """The journal by use case."""
        from egovdesk.storage.history import HistoryRepository

        return HistoryRepository(self._connection)
