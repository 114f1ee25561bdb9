"""What the rules look at: one unit's facts, what was computed from them, and what lies around."""

from collections.abc import Mapping
from datetime import date

from egovdesk.domain.indicators import Indicator, IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.monthly_counts import CountedProcedure
from egovdesk.domain.quarter import DateRange
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload


@value
class CatalogueVersion:
    """Which catalogue a report was computed by."""

    id: str
    version: int


@value
class Examined:
    """Everything that the rules look at, for one report of one unit.

    `facts` are those of the report's day, which its window need not have reached yet, `before`
    those of the cut-off before it; `results` and `previous` were computed from them. `months` and
    `months_before` are the reporting months that closed in the report's window and in the one
    before. `due_months` are the months of the year that have closed, each with its days;
    `work_due` those of them for which the unit owes counts of its work.

    `counts` holds each procedure's counts of the due months and of the twelve before `months`.
    `uncovered` are duties without a task, as numbers of directives and labels of clauses;
    `later` says how many records are dated after the window.
    """

    facts: Facts
    before: Facts
    results: tuple[IndicatorResult, ...]
    previous: tuple[IndicatorResult, ...]
    indicators: Mapping[str, Indicator]
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...]
    window: DateRange
    today: date
    months: tuple[str, ...]
    months_before: tuple[str, ...]
    due_months: Mapping[str, DateRange]
    work_due: tuple[str, ...]
    counts: tuple[CountedProcedure, ...]
    workload: Mapping[str, MonthlyWorkload]
    catalogue: CatalogueVersion
    catalogue_before: CatalogueVersion | None
    uncovered: tuple[tuple[str, str], ...]
    later: int
