"""The quarterly report: computed once at the cut-off, never changed afterwards.

PDF, workbook and JSON are renderings of this one value. It carries aggregates only: no member of
staff and no applicant is named.
"""

from datetime import date, datetime
from enum import StrEnum

from egovdesk.domain.agencies import Agency
from egovdesk.domain.catalogue import Recipient
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.findings import Finding
from egovdesk.domain.indicators import Indicator, IndicatorResult, RowsBehind
from egovdesk.domain.narrative import Section
from egovdesk.domain.procedures import ProcedureFigures
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import Task, TaskStatus, Timeliness, count_by_timeliness
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload


class ReportAction(StrEnum):
    """Whether the Centre files the report as the first or in place of an earlier one."""

    NEW = "new"
    REPLACE = "replace"


@value
class CatalogueStamp:
    """Which catalogue a report was computed by; digests are SHA-256 in hex."""

    id: str
    version: int
    digest: str
    directive_number: str
    directive_date: date | None


@value
class JournalStamp:
    """Head digest (hex) and length of the journal when the report was frozen."""

    head: str
    count: int


@value
class IndicatorLine:
    """An indicator with its result, that of the quarter before, and the rows behind it."""

    indicator: Indicator
    result: IndicatorResult
    previous: IndicatorResult | None
    rows: RowsBehind


@value
class TaskLine:
    """A task with its state at the cut-off and its evidence; `clause_label` as in the directive."""

    task: Task
    clause_label: str
    status: TaskStatus
    evidence: tuple[Evidence, ...]


@value
class ProcedureLine:
    """A procedure at the cut-off with its counts for the year to date."""

    figures: ProcedureFigures
    level_label: str


@value
class QuarterlyReport:
    """Everything that a unit reports for one quarter, frozen at `frozen_at` (UTC).

    `cut_off` is the last day whose facts count; `due_on` the last day on which it is on time.
    `revision` starts at 1; `sequence` counts all packages of the workspace, and
    `previous_package` is the SHA-256 (hex) of the one before, or None for the first. Both are
    known only when a package is made: a report that was frozen but not signed yet has 0 and None.
    `reason` says why an earlier revision was recalled, and is empty for the first.
    """

    agency: Agency
    recipient: Recipient
    period: Quarter
    window: DateRange
    cut_off: date
    due_on: date
    revision: int
    action: ReportAction
    sequence: int
    previous_package: str | None
    journal: JournalStamp
    catalogue: CatalogueStamp
    rules_fingerprint: str
    program_version: str
    frozen_at: datetime
    is_sample: bool
    indicators: tuple[IndicatorLine, ...]
    tasks: tuple[TaskLine, ...]
    procedures: tuple[ProcedureLine, ...]
    counted_months: tuple[str, ...]
    signers: dict[SignerStage, int]
    workload: tuple[MonthlyWorkload, ...]
    findings: tuple[Finding, ...]
    narrative: tuple[Section, ...]
    reason: str = ""

    @property
    def official_indicators(self) -> tuple[IndicatorLine, ...]:
        """The indicators of the directive's appendix, without those that are only tracked."""
        return tuple(line for line in self.indicators if line.indicator.number is not None)

    @property
    def timeliness(self) -> dict[Timeliness, int]:
        """Tasks in each class of timeliness."""
        return count_by_timeliness(line.status for line in self.tasks)

    @property
    def file_stem(self) -> str:
        """The package's name without its ending: BC_<unit>_<year>-Q<n>_v<revision>."""
        return f"BC_{self.agency.code}_{self.period}_v{self.revision}"
