"""A year's work at the desk without a window, as LibreOffice does its part in `workbook`.

python -m benchmarks.year WORKSPACE does all of it once and prints the process's peak memory in
bytes.
"""

import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks.measure import peak_memory
from egovdesk.bootstrap import Desk, open_desk
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.registers import FIRST_ROWS

PROCEDURES = 400
KIND = RegisterKind.REPORT_FORMS
_AS_OF, _PREVIOUS = date(2021, 9, 14), date(2021, 6, 14)


def look(desk: Desk) -> None:
    """Read the overview and the first page of the long list."""
    desk.overviews.of(desk.periods.chosen())
    ids = desk.registers.ids(ListQuery(kind=KIND), _AS_OF, limit=FIRST_ROWS)
    desk.registers.rows(KIND, ids, _AS_OF)


def sort(desk: Desk, limit: int | None = None) -> None:
    """Sort the long list by name and read its first page."""
    ids = desk.registers.ids(ListQuery(kind=KIND, sort_by="name"), _AS_OF, limit=limit)
    desk.registers.rows(KIND, ids[:FIRST_ROWS], _AS_OF)


def sort_a_page(desk: Desk) -> None:
    """Read the first page in the order of names, which a list shows before it reads on."""
    sort(desk, FIRST_ROWS)


def compute(desk: Desk) -> None:
    """Compute a quarter's figures of every procedure, and every indicator."""
    kind = RegisterKind.PROCEDURES
    ids = desk.registers.ids(ListQuery(kind=kind), _AS_OF)
    if len(desk.registers.rows(kind, ids, _AS_OF)) < PROCEDURES:
        raise RuntimeError("procedures are missing")
    desk.indicators.lines(_AS_OF, _PREVIOUS)


def main() -> None:
    with closing(open_desk(Path(sys.argv[1]))) as desk:
        for work in (look, sort, compute):
            work(desk)
    print(peak_memory())


if __name__ == "__main__":
    main()
