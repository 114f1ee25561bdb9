"""The overview and all indicators after an edit, against the bare SQL that any program would run.

A unit with 400 procedures, 24 months of counts, 500 tasks with six steps each, 60 signers and 24
months of work online. Every time an edit comes first, which is not measured: now a count of a
procedure is recorded, now the progress of a task.
Ours: everything on the start page is read and computed, four quarters of every indicator among it.
Reference, on the same connection and without a layer between: the same rows fetched by the
driver, each once; counts are summed up by SQLite for each of the four days. On top of that comes
one frame, in which Python may make figures of them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from benchmarks import indicators
from benchmarks.indicators import CUT_OFF
from benchmarks.measure import Result, alternately, timed
from benchmarks.window import FRAME
from egovdesk.bootstrap import Desk, clock, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signers import Signer, SignerEvent, SignerEventKind
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.session import Session
from egovdesk.services.tasks import ProgressEntry

TIMES = 30
LIMIT = 1.0
TASKS = 500
SIGNERS = 60
PERIOD = Quarter(2021, 3)

_COUNTS = ", ".join(f"sum({field.value})" for field in CountField)
_MONTHLY = (
    f"SELECT month, {_COUNTS} FROM procedure_count "
    "WHERE month BETWEEN '2021-01' AND '2021-09' GROUP BY month"
)
_HISTORIES = (
    "SELECT procedure_id, attribute, value, on_day FROM procedure_event "
    "WHERE on_day <= '2021-09-14' ORDER BY on_day, id"
)
_ONCE = (
    "SELECT id, code, name, field FROM procedure ORDER BY code",
    _HISTORIES,
    _MONTHLY,
    "SELECT DISTINCT month FROM procedure_count WHERE month BETWEEN '2020-01' AND '2021-09'",
    "SELECT * FROM task ORDER BY id",
    "SELECT * FROM task_coordinator ORDER BY id",
    "SELECT * FROM task_event ORDER BY id",
    "SELECT * FROM task_event_evidence ORDER BY id",
    "SELECT * FROM signer ORDER BY id",
    "SELECT * FROM signer_event ORDER BY id",
    "SELECT * FROM workload ORDER BY month",
    "SELECT * FROM entered_value ORDER BY id",
    "SELECT * FROM baseline ORDER BY id",
)
_SUMS = (
    f"SELECT procedure_id, {_COUNTS} FROM procedure_count "
    "WHERE month BETWEEN ? AND ? GROUP BY procedure_id"
)


def run(folder: Path) -> list[Result]:
    session = workspaces().create(folder / "workspace", "DKVN")
    with session.workspace:
        indicators.fill(session)
        _fill(session)
        desk = Desk(session)
        measured = {
            name: alternately(
                lambda edit=edit: _after(edit, lambda: desk.overviews.of(PERIOD)),
                lambda edit=edit: _after(edit, lambda: _bare(session)),
                TIMES,
            )
            for name, edit in (("a count", _counts(session)), ("progress", _progress(desk)))
        }
    size = (
        f"{indicators.PROCEDURES} procedures, {len(indicators.MONTHS)} months, {TASKS} tasks; the "
        f"reference is the bare SQL and a frame of {1e3 * FRAME:.1f} ms"
    )
    return [
        Result(
            name=f"overview: after {name} / bare SQL + a frame",
            ours=mine,
            reference=bare + FRAME,
            limit=LIMIT,
            notes=(size,),
        )
        for name, (mine, bare) in measured.items()
    ]


def _after(edit: Iterator[object], work: Callable[[], object]) -> float:
    next(edit)
    return timed(work)


def _bare(session: Session) -> object:
    reporting = session.catalogue.reporting
    with session.workspace.reading() as unit:
        driver = unit.procedures._connection.connection.driver_connection  # noqa: SLF001
        assert driver is not None
        rows = [driver.execute(statement).fetchall() for statement in _ONCE]
        for quarter in _trend():
            months = reporting.closed_months(reporting.cut_off(quarter))
            rows.append(driver.execute(_SUMS, (months[0], months[-1])).fetchall())
        return rows


def _trend() -> Iterator[Quarter]:
    quarter = PERIOD
    for _ in range(4):
        yield quarter
        quarter = quarter.previous


def _counts(session: Session) -> Iterator[None]:
    """Record a count of one procedure after the other."""
    for number in cycle(range(indicators.PROCEDURES)):
        with session.workspace.changing(UseCase.EDIT_RECORD, at=clock()) as unit:
            unit.registers.update(
                RegisterKind.PROCEDURE_COUNTS,
                [(1 + number * len(indicators.MONTHS), {"received": 1000 + number})],
                CUT_OFF,
            )
        yield


def _progress(desk: Desk) -> Iterator[None]:
    """Record the progress of one open task after the other."""
    for number in cycle(range(0, TASKS, 3)):
        desk.tasks.record_progress(_code(number), ProgressEntry(on=CUT_OFF, percent=90))
        yield


def _fill(session: Session) -> None:
    with session.workspace.changing(UseCase.LOAD_SAMPLE, at=clock()) as unit:
        for number in range(TASKS):
            task = Task(
                id=0,
                code=_code(number),
                clause="2.a",
                title=f"Triển khai dịch vụ công trực tuyến, đợt {number}",
                kind=TaskKind.DEADLINE,
                lead="DKVN",
            )
            task_id = unit.tasks.add(task)
            for event in _steps(number):
                unit.tasks.add_event(task_id, event)
        for number in range(SIGNERS):
            person = Signer(id=0, full_name=f"Nguyễn Văn {number}", position="", department="CNTT")
            unit.signers.add(person, _certificate(number))
        for place, month in enumerate(indicators.MONTHS):
            unit.workload.add(MonthlyWorkload(month=month, total=1000, online=500 + place))


def _code(number: int) -> str:
    return f"DV-{number:03}"


def _steps(number: int) -> Iterable[TaskEvent]:
    """Return six steps; two of three tasks are done, some of them late."""
    first = date(2020, 1, 6) + timedelta(days=number)
    yield TaskEvent(kind=TaskEventKind.ASSIGNED, on=first, due=first + timedelta(days=200))
    for step in range(4 if number % 3 else 5):
        on = first + timedelta(days=20 + 30 * step)
        note = "Đã hoàn thành cấu hình, đang chạy thử tại bộ phận một cửa."
        yield TaskEvent(kind=TaskEventKind.PROGRESS, on=on, percent=20 * step, note=note)
    if number % 3:
        on = first + timedelta(days=150 + number % 100)
        yield TaskEvent(kind=TaskEventKind.COMPLETED, on=on, document=f"{number}/BC-DKVN")


def _certificate(number: int) -> Iterable[SignerEvent]:
    first = date(2020, 2, 3)
    yield SignerEvent(kind=SignerEventKind.ENTITLED, on=first)
    yield SignerEvent(
        kind=SignerEventKind.ISSUED,
        on=first,
        serial=f"{number + 1:x}",
        issuer="CA",
        valid_from=first,
        valid_to=first + timedelta(days=500 + 10 * number),
    )
    yield SignerEvent(kind=SignerEventKind.SIGNING, on=first + timedelta(days=30))
