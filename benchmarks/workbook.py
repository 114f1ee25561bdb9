"""A year kept in the desk against the same year kept in a workbook, as offices do until now.

100,000 dossiers of 400 procedures, and for each procedure eight figures of a quarter: COUNTIFS
and SUMIFS in LibreOffice; the monthly counts of the register of procedures here. LibreOffice
runs headless and writes only the small sheet of figures, so that little but opening and computing
is measured; computing is what the same workbook takes longer with its formulas than without.
Sorting is that of the same 100,000 records by name: LibreOffice's by its own clock, ours until
the first page is there, which is what a person waits for, and until the last id is. Of memory
the peak is compared, ours with a window and, as LibreOffice works here, without one.
It takes some minutes, most of them LibreOffice's, so `make bench` leaves it out:

    python -m benchmarks workbook
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from pathlib import Path
from statistics import median

from openpyxl import Workbook

from benchmarks import soffice, year
from benchmarks.lists import filled_desk, peak_of, prepare, record
from benchmarks.measure import Result, process_output, timed
from benchmarks.year import PROCEDURES
from egovdesk.bootstrap import Desk, clock, open_desk
from egovdesk.domain.history import UseCase
from egovdesk.domain.procedures import CountField, Procedure, ProcedureAttribute, ProcedureEvent
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.services.documents import rendered

DOSSIERS = 100_000
_MONTHS = tuple(range(202101, 202113))
_QUARTER = (202107, 202109)
_QUARTER_OF_REPORT = Quarter(2021, 3)
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
    workspace, book, figures = folder / "workspace", folder / "year.xlsx", folder / "figures.xlsx"
    with closing(filled_desk(workspace, DOSSIERS)) as desk:
        _fill_counts(desk)
        prepare(desk)
    _write(book, has_formulas=False)
    _write(figures, has_formulas=True)
    soffice.converted(book)  # makes LibreOffice's profile
    opened = _opened(workspace)
    opened_there, _peak = soffice.converted(book)
    computed = _worked(workspace, year.compute)
    computed_there, peak_there = soffice.converted(figures)
    return [
        Result(
            name="workbook: opened, with overview and list / soffice",
            ours=opened,
            reference=opened_there,
            limit=0.1,
        ),
        Result(
            name="workbook: a quarter computed / soffice",
            ours=computed,
            reference=computed_there - opened_there,
            limit=0.001,
            notes=(f"{PROCEDURES} procedures, 8 figures each, and every indicator",),
        ),
        Result(
            name="workbook: figures to finished documents / soffice",
            ours=_rendered(folder / "workspace"),
            reference=_printed(folder),
            limit=1 / 20,
            notes=("letter, workbook and data; there: opened, computed, printed to PDF",),
        ),
        *_sorted(folder, workspace),
        _memory("with a window", peak_of(workspace), peak_there),
        _memory("without one, as there", _peak_without_window(workspace), peak_there),
    ]


def _sorted(folder: Path, workspace: Path) -> list[Result]:
    """Sort the same records by name, here and there."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("DanhSach")
    for number in range(DOSSIERS):
        sheet.append(list(record(number).values()))
    book.save(folder / "list.xlsx")
    place, columns = list(record(0)).index("name"), len(record(0))
    whole, a_page = (_worked(workspace, work) for work in (year.sort, year.sort_a_page))
    there, first = soffice.sorted_by(folder / "list.xlsx", place, columns=columns, rows=DOSSIERS)
    if first == record(0)["name"]:
        raise RuntimeError("LibreOffice left the list as it was")
    return [
        Result(
            name=f"workbook: 100,000 rows sorted by name, {until} / soffice",
            ours=ours,
            reference=there,
            limit=1 / 30,
        )
        for until, ours in (("first page", a_page), ("to the last id", whole))
    ]


def _memory(what: str, ours: int, there: int) -> Result:
    return Result(
        name=f"workbook: peak memory, {what} / soffice",
        ours=ours / 2**20,
        reference=there / 2**20,
        limit=1 / 3,
        unit="MB",
    )


def _peak_without_window(workspace: Path) -> int:
    home = workspace.parent / "home"
    return int(process_output(home, "-m", "benchmarks.year", str(workspace)))


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
        with closing(open_desk(workspace)) as desk:
            year.look(desk)
            return time.perf_counter() - began

    to_open()
    return median(to_open() for _time in range(_TIMES))


def _worked(workspace: Path, work: Callable[[Desk], None]) -> float:
    """Return how long a piece of work takes at a desk that is open already."""
    with closing(open_desk(workspace)) as desk:
        work(desk)
        return median(timed(lambda: work(desk)) for _time in range(_TIMES))


def _rendered(workspace: Path) -> float:
    """Return how long it takes from the records to letter, workbook and data."""
    desk = open_desk(workspace)

    def render() -> None:
        source = desk.documents.source(_QUARTER_OF_REPORT)
        for form in (Rendering.PDF, Rendering.XLSX, Rendering.JSON):
            rendered(source, form)

    try:
        render()
        return sorted(timed(render) for _time in range(_TIMES))[_TIMES // 2]
    finally:
        desk.close()


def _printed(folder: Path) -> float:
    """Return how long LibreOffice takes to open the year, compute it and print the figures."""
    seconds, _peak = soffice.converted(folder / "figures.xlsx", "pdf")
    return seconds


def _write(file: Path, *, has_formulas: bool) -> None:
    book = Workbook(write_only=True)
    figures, dossiers = book.create_sheet("ChiTieu"), book.create_sheet("HoSo")
    dossiers.sheet_state = "hidden"  # only the figures are printed
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
