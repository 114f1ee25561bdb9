"""Everything recorded that a quarter's report is made of, read once as of its cut-off."""

from egovdesk.domain.indicators import IndicatorResult
from egovdesk.domain.measures import Facts
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerStage, count_by_stage
from egovdesk.domain.tasks import TaskRecord, TaskStatus
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services import facts
from egovdesk.services.facts import Registers
from egovdesk.services.session import Session
from egovdesk.storage.register_views import ViewParameters
from egovdesk.storage.unit import Unit
from egovdesk.wording.narrative_figures import Material

_TOLD = (
    RegisterKind.DATABASES,
    RegisterKind.PROJECTS,
    RegisterKind.REPORT_FORMS,
    RegisterKind.SECURITY_DUTIES,
    RegisterKind.ACTIVITIES,
)
"""The small registers of which only the narrative tells."""


@value
class QuarterFacts:
    """A quarter's facts and what follows from them; `before` and `previous` are a quarter older."""

    registers: Registers
    now: Facts
    before: Facts
    results: tuple[IndicatorResult, ...]
    previous: tuple[IndicatorResult, ...]
    lines: tuple[IndicatorLine, ...]
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...]
    signers: dict[SignerStage, int]
    workload: tuple[MonthlyWorkload, ...]
    material: Material


def gather(unit: Unit, session: Session, period: Quarter) -> QuarterFacts:
    """Read the registers and compute the indicators as of the quarter's cut-off."""
    reporting = session.catalogue.reporting
    cut_off, day_before = reporting.cut_off(period), reporting.cut_off(period.previous)
    registers = facts.read(unit, session, cut_off, day_before)
    now, before = registers.facts(cut_off), registers.facts(day_before)
    current = facts.evaluator(session, now)
    results = current.all()
    previous = facts.evaluator(session, before).all()
    lines = facts.lines(session, current, results, previous)
    tasks = tuple((record, record.as_of(cut_off)) for record in unit.tasks.all())
    signers = count_by_stage(record.as_of(cut_off) for record in registers.signers)
    view = ViewParameters(as_of=cut_off)
    return QuarterFacts(
        registers=registers,
        now=now,
        before=before,
        results=results,
        previous=previous,
        lines=lines,
        tasks=tasks,
        signers=signers,
        workload=tuple(m for m in registers.workload if m.month in registers.months[cut_off]),
        material=Material(
            period=period,
            window=reporting.window(period),
            next_window=reporting.window(period.next),
            indicators=lines,
            tasks=tasks,
            signers=signers,
            workload=now.workload,
            registers={
                kind: [REGISTERS[kind].record(row) for row in unit.registers.all(kind, view)]
                for kind in _TOLD
            },
        ),
    )
