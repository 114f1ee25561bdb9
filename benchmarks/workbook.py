"""A year kept in the desk against the same year kept in a workbook, as offices do until now.

100,000 dossiers of 400 procedures, and for each procedure eight figures of a quarter: COUNTIFS
and SUMIFS in LibreOffice; the monthly counts of the register of procedures here. LibreOffice
runs headless and writes only the small sheet of figures, so that little but opening and computing
is measured; computing is what the same workbook takes longer with its formulas than without.
It takes some minutes, most of them LibreOffice's, so `make bench` leaves it out:

    python -m benchmarks workbook
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook

from benchmarks.lists import KIND, filled_desk, peak_of
from benchmarks.measure import Result, timed
from egovdesk.bootstrap import Desk, clock, open_desk
from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.registers.grid_model import PAGE

DOSSIERS = 100_000
PROCEDURES = 400
_MONTHS = tuple(range(202101, 202113))
_QUARTER = (202107, 202109)
_AS_OF, _PREVIOUS = date(2021, 9, 14), date(2021, 6, 14)
_FLAGS = (
    CountField.RECEIVED_ONLINE,
    CountField.PAYMENTS,
    CountField.PAYMENTS_PORTAL,
    CountField.RESULTS,
    CountField.RESULTS_SYNCED,
    CountField.ONE_STOP,
    CountField.ONE_STOP_SYNCED,
)
_TIMES = 9


def run(folder: Path) -> list[Result]:
    if shutil.which("soffice") is None:
        print("workbook: LibreOffice is missing; scripts/system-libraries judges window has it")
        return []
    desk = filled_desk(folder / "workspace", DOSSIERS)
    _fill_counts(desk)
    desk.close()
    _write(folder / "year.xlsx", has_formulas=False)
    _write(folder / "figures.xlsx", has_formulas=True)
    _converted(folder, "year.xlsx")  # makes LibreOffice's profile
    opened = _opened(folder / "workspace")
    peak = peak_of(folder / "workspace")
    opened_there, _year_peak = _converted(folder, "year.xlsx")
    computed_there, figures_peak = _converted(folder, "figures.xlsx")
    return [
        Result(
            name="workbook: opened, with overview and list / soffice",
            ours=opened,
            reference=opened_there,
            limit=0.1,
        ),
        Result(
            name="workbook: a quarter computed / soffice",
            ours=_computed(folder / "workspace"),
            reference=computed_there - opened_there,
            limit=0.001,
            notes=(f"{PROCEDURES} procedures, 8 figures each, and every indicator",),
        ),
        Result(
            name="workbook: peak memory / soffice",
            ours=peak / 2**20,
            reference=figures_peak / 2**20,
            limit=1 / 3,
            unit="MB",
        ),
    ]


def _dossiers() -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """Yield procedure, month and what each of the flags says, by procedure and month."""
    for number in range(DOSSIERS):
        place = number * PROCEDURES // DOSSIERS
        month = _MONTHS[number * PROCEDURES * 12 // DOSSIERS % 12]
        yield f"1.{place:06}", month, tuple(number * 7 % (n + 2) % 2 for n in range(len(_FLAGS)))


def _fill_counts(desk: Desk) -> None:
    """Record the same year as the desk keeps it: counts by procedure and month."""
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=clock()) as unit:
        for code, dossiers in groupby(_dossiers(), key=lambda dossier: dossier[0]):
            procedure = Procedure(id=0, code=code, name=f"Thủ tục {code}", field="Đăng kiểm")
            id_ = unit.procedures.add(procedure)
            in_force = ProcedureEvent(ProcedureAttribute.IN_FORCE, date(2021, 1, 1), "1")
            unit.procedures.add_events(id_, [in_force])
            counts = {}
            for month, found in groupby(dossiers, key=lambda dossier: dossier[1]):
                flags = [each for _code, _month, each in found]
                sums = {
                    field.value: sum(column)
                    for field, column in zip(_FLAGS, zip(*flags, strict=True), strict=True)
                }
                counts[f"{month // 100}-{month % 100:02}"] = {
                    CountField.RECEIVED.value: len(flags),
                    **sums,
                }
            unit.procedures.add_counts(id_, counts)


def _opened(workspace: Path) -> float:
    """Return how long opening takes until the overview and a first page can be painted."""

    def to_open() -> float:
        began = time.perf_counter()
        desk = open_desk(workspace)
        try:
            desk.overviews.of(desk.periods.chosen())
            ids = desk.registers.ids(ListQuery(kind=KIND), _AS_OF, limit=PAGE)
            desk.registers.rows(KIND, ids, _AS_OF)
            return time.perf_counter() - began
        finally:
            desk.close()

    to_open()
    return sorted(to_open() for _time in range(_TIMES))[_TIMES // 2]


def _computed(workspace: Path) -> float:
    """Return how long the quarter's figures of all procedures and all indicators take."""
    desk = open_desk(workspace)
    kind = RegisterKind.PROCEDURES

    def compute() -> None:
        ids = desk.registers.ids(ListQuery(kind=kind), _AS_OF)
        if len(desk.registers.rows(kind, ids, _AS_OF)) < PROCEDURES:
            raise RuntimeError("procedures are missing")
        desk.indicators.lines(_AS_OF, _PREVIOUS)

    try:
        compute()
        return sorted(timed(compute) for _time in range(_TIMES))[_TIMES // 2]
    finally:
        desk.close()


def _write(file: Path, *, has_formulas: bool) -> None:
    book = Workbook(write_only=True)
    figures, dossiers = book.create_sheet("ChiTieu"), book.create_sheet("HoSo")
    for number in range(PROCEDURES):
        line = number + 1
        code = f"1.{number:06}"
        figures.append([code, *(_formulas(line) if has_formulas else ())])
    for number, (code, month, flags) in enumerate(_dossiers()):
        who = (f"HS-{number:07}", f"Nguyễn Văn {number % 997}", "Đã giải quyết")
        dossiers.append([code, month, *flags, *who])
    book.save(file)


def _formulas(line: int) -> list[str]:
    first, last = _QUARTER

    def column(letter: str) -> str:
        return f"HoSo!${letter}$1:${letter}${DOSSIERS}"

    within = f'{column("A")},$A{line},{column("B")},">={first}",{column("B")},"<={last}"'
    counted = f"=COUNTIFS({within})"
    online = f"=COUNTIFS({within},{column('C')},1)"
    return [counted, online, *(f"=SUMIFS({column(letter)},{within})" for letter in "DEFGHI")]


def _converted(folder: Path, name: str) -> tuple[float, int]:
    """Let LibreOffice open a workbook and write its first sheet; return seconds and peak bytes."""
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(folder),
        str(folder / name),
    ]
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as started:
        _pid, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode or not (folder / name).with_suffix(".csv").is_file():
        raise RuntimeError(f"LibreOffice could not open {name}")
    return time.perf_counter() - began, used.ru_maxrss * 1024
