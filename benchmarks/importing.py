"""Importing 15,000 rows of 20 columns against only reading them with the fastest reader there is.

Ours: the file read and checked, its head recognised, every cell read and judged, and the records
saved with the journal's images and hashes. Reference: python-calamine gives the same cells.
Fourteen columns belong to the register of databases; six more, which its owner added, are read
and then left out. Undo of the same import is measured as well, and whether the window lives.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.measure import Result, alternately, timed
from benchmarks.window import Heartbeat, Screen
from egovdesk.bootstrap import Desk, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Field, FieldKind, RegisterKind
from egovdesk.services.imports import Choices
from egovdesk.wording import Language, in_language
from egovdesk.wording import registers as words

ROWS = 15_000
COLUMNS = 20
TIMES = 3
LIMIT = 4.0
NOTICED = 0.05
UNDONE_WITHIN = 1.0
KIND = RegisterKind.DATABASES
_DAY = date(2021, 1, 1)


def run(folder: Path) -> list[Result]:
    file = folder / "databases.xlsx"
    session = workspaces().create(folder / "workspace", "DKVN")
    desk = Desk(session)
    _write(file, desk)
    undone: list[float] = []
    gaps: list[float] = []
    try:
        screen = Screen(desk, folder / "home")

        def ours() -> float:
            seconds = timed(lambda: _import(desk, file))
            undone.append(timed(desk.history.undo))
            return seconds

        mine, theirs = alternately(ours, lambda: timed(lambda: _read(file)), TIMES)
        for _time in range(TIMES):
            heart = Heartbeat()
            heart.start()
            screen.jobs.run_long(
                lambda _job, _report: _import(desk, file),
                lambda _change: None,
                screen.bugs.append,
                lambda _progress: None,
            )
            screen.settle()
            gaps.append(heart.stop())
            desk.history.undo()
    finally:
        desk.close()
    middle = TIMES // 2
    return [
        Result(
            name="import: 15,000 rows x 20 saved / calamine",
            ours=mine,
            reference=theirs,
            limit=LIMIT,
        ),
        Result(
            name="import: taken back / 1 s",
            ours=sorted(undone)[middle],
            reference=UNDONE_WITHIN,
            limit=1.0,
        ),
        Result(
            name="import: GUI thread meanwhile / 50 ms",
            ours=sorted(gaps)[middle],
            reference=NOTICED,
            limit=1.0,
            notes=(f"the longest of all: {1e3 * max(gaps):.1f} ms",),
        ),
    ]


def _import(desk: Desk, file: Path) -> object:
    source = desk.imports.open(file)
    sheet = source.sheets[source.likeliest]
    layout = desk.imports.recognise(sheet, KIND)
    planned = desk.imports.plan(KIND, sheet, layout, _DAY, Choices())
    if planned.effective != ROWS:
        raise RuntimeError(f"only {planned.effective} rows were recognised")
    return desk.registers.apply(planned, use_case=UseCase.IMPORT_RECORDS, on=_DAY)


def _read(file: Path) -> object:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _write(file: Path, desk: Desk) -> None:
    fields = REGISTERS[KIND].typed
    labels = {key: list(each.values()) for key, each in desk.registers.labels(KIND).items()}
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("CSDL")
    with in_language(Language.VI):
        heads = [words.title(KIND, field.key) for field in fields]
    own = range(COLUMNS - len(fields))
    sheet.append([*heads, *(f"Cột riêng {number + 1}" for number in own)])
    for line in range(1, ROWS + 1):
        cells = [_cell(field, line, labels.get(field.key, [])) for field in fields]
        sheet.append([*cells, *(f"Ghi thêm {line % 50}" for _number in own)])
    workbook.save(file)


def _cell(field: Field, line: int, offered: Sequence[str]) -> str | int | date:
    match field.kind:
        case FieldKind.DAY:
            return _DAY + timedelta(days=line % 300)
        case FieldKind.WHOLE:
            return line * 7
        case FieldKind.CHOICE:
            return offered[line % len(offered)]
        case _ if field.key in REGISTERS[KIND].key:
            return f"CSDL-{line:05}"
        case _:
            return f"Dữ liệu {field.key} số {line % 900}"
