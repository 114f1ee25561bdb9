"""A million records in a list: is it still usable?

The same list as in `lists`, ten times as long: opened, narrowed by a letter, sorted by name, and
looked at from its end. How long it takes until it is painted is held against the driver alone,
which fetches the same ids and the rows of the page; the longest time in which the window does not
answer, over the whole time until the last id has come, against the 50 ms that nobody notices.
Memory is what each record adds to a list of 100,000. It takes some minutes, so it runs where it
is named:

    python -m benchmarks million
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.lists import (
    BYTES_PER_ROW,
    KIND,
    LIMIT,
    NOTICED,
    driver,
    filled_desk,
    page,
    peak_of,
    prepare,
)
from benchmarks.measure import Result, timed
from benchmarks.window import Heartbeat, Screen, refreshed, watched
from egovdesk.bootstrap import Desk

ROWS = 1_000_000
SHORT = 100_000
_TIMES = 5
_NAME = 1
_LETTER = "c"

_LISTED = f"SELECT row_id FROM listing WHERE register = '{KIND}'"
_ALL = "SELECT id FROM report_forms ORDER BY id"
_MATCHING = f"{_LISTED} AND instr(folded, '{_LETTER}') > 0 ORDER BY row_id"
_SORTED = f"{_LISTED} ORDER BY k1 = '', k1, row_id"

_Watched = Callable[[], tuple[float, float, float]]


def run(folder: Path) -> list[Result]:
    with closing(filled_desk(folder / "long", ROWS)) as desk:
        seconds = timed(lambda: prepare(desk))
        results = _on_screen(desk, folder / "home")
    with closing(filled_desk(folder / "short", SHORT)) as desk:
        prepare(desk)
    note = f"made ready for searching and sorting once, behind the first list: {seconds:.0f} s"
    return [*results, _memory(folder, note)]


def _on_screen(desk: Desk, home: Path) -> list[Result]:
    screen, bare = Screen(desk, home), driver(desk)
    panel = screen.panel(KIND)
    refreshed(screen, panel)
    view, box = panel.view, panel.toolbar.search
    header = view.horizontalHeader()
    up = Qt.SortOrder.AscendingOrder

    def opened() -> tuple[float, float, float]:
        another = screen.panel(KIND)
        found = watched(screen, another, another.refresh)
        screen.drop(another)
        return found

    def typed() -> tuple[float, float, float]:
        found = watched(screen, panel, lambda: QTest.keyClick(box, _LETTER))
        box.clear()
        screen.settle()
        return found

    def by_name() -> tuple[float, float, float]:
        found = watched(screen, panel, lambda: header.setSortIndicator(_NAME, up))
        header.setSortIndicator(-1, up)
        screen.settle()
        return found

    def to_the_end() -> float:
        view.scrollToTop()
        heart = Heartbeat()
        heart.start()
        QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        screen.settle()
        return heart.stop()

    def fetched(statement: str) -> float:
        return timed(lambda: page(bare, [row[0] for row in bare.execute(statement)]))

    return [
        *_compared("first page painted", opened, lambda: fetched(_ALL)),
        *_compared("a letter typed into its search", typed, lambda: fetched(_MATCHING)),
        *_compared("sorted by name", by_name, lambda: fetched(_SORTED)),
        _gap("Ctrl+End", [to_the_end() for _time in range(_TIMES)]),
    ]


def _compared(what: str, ours: _Watched, reference: Callable[[], float]) -> list[Result]:
    measured = [(*ours(), reference()) for _time in range(_TIMES)]
    painted, whole, gaps, theirs = zip(*measured, strict=True)
    return [
        Result(
            name=f"million: {what} / SQL",
            ours=median(painted),
            reference=median(theirs),
            limit=LIMIT,
            notes=(f"every id was there after {median(whole):.2f} s",),
        ),
        _gap(what, gaps),
    ]


def _gap(what: str, gaps: Sequence[float]) -> Result:
    return Result(
        name=f"million: GUI thread, {what} / 50 ms",
        ours=median(gaps),
        reference=NOTICED,
        limit=1.0,
        notes=(f"the longest of all: {1e3 * max(gaps):.1f} ms",),
    )


def _memory(folder: Path, note: str) -> Result:
    few, many = peak_of(folder / "short"), peak_of(folder / "long")
    peaks = f"peaks: {few / 2**20:.1f} MB with 100,000, {many / 2**20:.1f} MB with 1,000,000"
    return Result(
        name="million: memory per record / 40 bytes",
        ours=(many - few) / (ROWS - SHORT),
        reference=BYTES_PER_ROW,
        limit=1.0,
        unit="B",
        notes=(peaks, note),
    )
