"""Lists of 100,000 records on the screen, against the SQL that feeds them.

Ours: a register's list from `refresh` to its first page painted, and a letter typed into its
search until the narrowed list is painted; both through the program's own panel, threads included.
Reference: the same ids and the rows of the first page, fetched by the driver alone on the same
connection. The longest gap of a heartbeat of 1 ms on the GUI thread, measured over the whole time
until the last id has come, is held against one frame of 60 a second, and for everything else that
is done to a list against the 50 ms that a person does not notice.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Result, alternately, process_output, timed
from benchmarks.window import FRAME, Heartbeat, Screen, refreshed, watched
from egovdesk.bootstrap import Desk, clock, workspaces
from egovdesk.domain.history import UseCase
from egovdesk.domain.registers import Record, RegisterKind
from egovdesk.ui.registers.grid_model import PAGE
from egovdesk.ui.registers.panel import RegisterPanel

ROWS = 100_000
TIMES = 15
LIMIT = 2.0
NOTICED = 0.05
BYTES_PER_ROW = 40
KIND = RegisterKind.REPORT_FORMS
_BATCH = 20_000
_SUBJECTS = ("tàu biển", "đường sắt", "phương tiện thủy", "cảng hàng không", "lái xe", "đăng kiểm")
_UNITS = ("Vụ Vận tải", "Cục Hàng hải Việt Nam", "Văn phòng Bộ", "Sở Giao thông vận tải Hà Nội")
_TYPED = "tau bien quy"

_IDS = "SELECT id FROM report_forms ORDER BY id"
_MATCHING = "SELECT row_id FROM listing WHERE register = ? {words} ORDER BY row_id"
_ROWS = "SELECT * FROM report_forms WHERE id IN ({marks})"


def run(folder: Path) -> list[Result]:
    desk = filled_desk(folder / "workspace", ROWS)
    try:
        screen = Screen(desk, folder / "home")
        panel = screen.panel(KIND)
        prepared = timed(lambda: refreshed(screen, panel))
        screen.drop(panel)
        results = [*_first_page(screen, prepared)]
        panel = screen.panel(KIND)
        refreshed(screen, panel)
        results += [*_keystroke(screen, panel), *_gestures(screen, panel)]
    finally:
        desk.close()
    return [*results, _memory(folder)]


def filled_desk(folder: Path, rows: int) -> Desk:
    """Make a workspace with so many report forms."""
    session = workspaces().create(folder, "DKVN")
    for start in range(0, rows, _BATCH):
        records = [record(number) for number in range(start, min(rows, start + _BATCH))]
        with session.workspace.changing(UseCase.LOAD_SAMPLE, at=clock()) as unit:
            unit.registers.insert(KIND, records, date(2021, 1, 1))
    return Desk(session)


def record(number: int) -> Record:
    """Make up one report form."""
    subject, unit = _SUBJECTS[number % len(_SUBJECTS)], _UNITS[number % len(_UNITS)]
    return {
        "code": f"BM-{number:07}",
        "name": f"Báo cáo quý {number % 4 + 1} về {subject}, mẫu số {number}",
        "basis": f"Thông tư {number % 97}/2021/TT-BGTVT",
        "frequency": ("monthly", "quarterly", "yearly")[number % 3],
        "recipient": unit,
        "online": number % 3 == 0,
        "system": "Hệ thống báo cáo của Bộ" if number % 3 == 0 else "",
    }


def _first_page(screen: Screen, prepared: float) -> list[Result]:
    bare = driver(screen.context.desk)
    gaps: list[float] = []
    complete: list[float] = []

    def ours() -> float:
        panel = screen.panel(KIND)
        seconds, whole, gap = watched(screen, panel, panel.refresh)
        gaps.append(gap)
        complete.append(whole)
        screen.drop(panel)
        return seconds

    def reference() -> object:
        ids = [row[0] for row in bare.execute(_IDS)]
        return ids, page(bare, ids)

    mine, theirs = alternately(ours, lambda: timed(reference), TIMES)
    return [
        Result(
            name="list: first page of 100,000 painted / SQL",
            ours=mine,
            reference=theirs,
            limit=LIMIT,
            notes=(
                f"every id was there after {1e3 * _median(complete):.0f} ms",
                f"the first time, being made ready for searching included: {prepared:.1f} s",
            ),
        ),
        _gap("list: GUI thread while it opens / a frame", gaps, FRAME),
    ]


def _keystroke(screen: Screen, panel: RegisterPanel) -> list[Result]:
    bare = driver(screen.context.desk)
    gaps: list[float] = []
    box = panel.toolbar.search

    def ours() -> float:
        written = box.text()
        if len(written) == len(_TYPED):
            box.clear()
            refreshed(screen, panel)
            written = ""
        letter = _TYPED[len(written)]
        seconds, _whole, gap = watched(screen, panel, lambda: QTest.keyClick(box, letter))
        gaps.append(gap)
        return seconds

    def reference() -> object:
        words = box.text().split()
        conditions = "".join(" AND instr(folded, ?) > 0" for _word in words)
        found = bare.execute(_MATCHING.format(words=conditions), (KIND.value, *words))
        ids = [row[0] for row in found]
        return ids, page(bare, ids)

    mine, theirs = alternately(ours, lambda: timed(reference), len(_TYPED) * 2)
    box.clear()
    refreshed(screen, panel)
    return [
        Result(
            name="list: a letter typed into its search / SQL",
            ours=mine,
            reference=theirs,
            limit=LIMIT,
        ),
        _gap("list: GUI thread while typing / a frame", gaps, FRAME),
    ]


def _gestures(screen: Screen, panel: RegisterPanel) -> list[Result]:
    """Everything else that a person does to a long list."""
    view = panel.view
    header = view.horizontalHeader()

    def scroll() -> None:
        for _turn in range(120):
            _wheel(panel, -120 * 40)
            screen.spin_for(0.004)
        view.scrollToBottom()
        view.scrollToTop()

    def jump() -> None:
        bar = view.verticalScrollBar()
        for step in range(30):
            bar.setValue(bar.maximum() * (step * 7 % 30) // 30)
            screen.spin_for(0.01)

    gestures: dict[str, Callable[[], object]] = {
        "Ctrl+A": lambda: QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
        "what Ctrl+A chose is counted": view.selected_count,
        "the wheel through the list": scroll,
        "the scroll bar dragged": jump,
        "Ctrl+End": lambda: QTest.keyClick(
            view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier
        ),
        "sorted by name": lambda: header.setSortIndicator(1, Qt.SortOrder.AscendingOrder),
        "sorted backwards": lambda: header.setSortIndicator(1, Qt.SortOrder.DescendingOrder),
        "in the order of entry": lambda: header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder),
        "read anew": panel.refresh,
    }
    results = []
    for name, gesture in gestures.items():
        gaps = []
        for _time in range(3):
            heart = Heartbeat()
            heart.start()
            gesture()
            screen.settle()
            gaps.append(heart.stop())
        longest = max(gaps)  # the second time there may be nothing left to do
        title = f"list: GUI thread, {name} / 50 ms"
        results.append(Result(name=title, ours=longest, reference=NOTICED, limit=1.0))
    return results


def _wheel(panel: RegisterPanel, turn: int) -> None:
    viewport = panel.view.viewport()
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(viewport.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own
    )
    QApplication.sendEvent(viewport, event)


def page(bare: Any, ids: list[int]) -> object:  # noqa: ANN401
    """Fetch the rows of the first page by the driver alone."""
    first = ids[:PAGE]
    statement = _ROWS.format(marks=", ".join("?" * len(first)))
    return bare.execute(statement, first).fetchall()


def driver(desk: Desk) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """Return the desk's own connection, to ask it without the program."""
    with desk.session.workspace.reading() as unit:
        return unit.registers._connection.connection.driver_connection  # noqa: SLF001


def _gap(name: str, gaps: list[float], limit: float) -> Result:
    notes = (f"the longest of all: {1e3 * max(gaps):.1f} ms",)
    return Result(name=name, ours=_median(gaps), reference=limit, limit=1.0, notes=notes)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def prepare(desk: Desk) -> None:
    """Make what searching and sorting need of every record."""
    desk.registers.prepare_search(KIND, desk.session.as_of(desk.periods.chosen()))


def peak_of(workspace: Path) -> int:
    """Return the peak memory (bytes) of a fresh process that shows a list and looks through it."""
    home = workspace.parent / "home"
    return int(process_output(home, "-m", "benchmarks.list_memory", str(workspace)))


def _memory(folder: Path) -> Result:
    """Compare the peaks of two fresh processes that show a short and a long list."""
    with closing(filled_desk(folder / "short", PAGE * 5)) as desk:
        prepare(desk)
    short, long = peak_of(folder / "short"), peak_of(folder / "workspace")
    each = (long - short) / (ROWS - PAGE * 5)
    return Result(
        name="list: memory per record / 40 bytes",
        ours=each,
        reference=BYTES_PER_ROW,
        limit=1.0,
        unit="B",
        notes=(f"peaks: {short / 2**20:.1f} MB with 1,000, {long / 2**20:.1f} MB with 100,000",),
    )
