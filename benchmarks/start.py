"""Starting the desktop against the least that a Qt program in Python can show.

Ours: `egovdesk desktop WORKSPACE` on the sample unit, from the start of the process to the first
painting of the window, and to the overview filled with the unit's figures and painted.
Reference: a process that shows an empty QMainWindow and quits at its first painting.
The note lists what was loaded of the libraries that signing, Excel and PDF need; none should be.
"""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Result, alternately, environment, process
from egovdesk.bootstrap import make_sample

TIMES = 15
SHELL_LIMIT = 1.5
OVERVIEW_LIMIT = 3.5
HEAVY = ("pyhanko", "openpyxl", "reportlab", "jsonschema", "lxml")

_EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, app.quit)

app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
sys.exit(app.exec())
"""


def run(folder: Path) -> list[Result]:
    workspace, home = folder / "workspace", folder / "home"
    make_sample(workspace)
    desktop = ["-m", "egovdesk", "desktop", "--report-start", str(workspace)]

    def until(moment: str) -> float:
        return _moments(home, desktop)[moment]

    def empty_window() -> float:
        return process(home, "-c", _EMPTY_WINDOW)

    shell = alternately(lambda: until("painted"), empty_window, TIMES)
    overview = alternately(lambda: until("filled"), empty_window, TIMES)
    loaded = _loaded(home, desktop)
    note = f"loaded of {', '.join(HEAVY)}: {', '.join(loaded) or 'none'}"
    return [
        Result(
            name="start: shell painted / empty window",
            ours=shell[0],
            reference=shell[1],
            limit=SHELL_LIMIT,
        ),
        Result(
            name="start: overview filled / empty window",
            ours=overview[0],
            reference=overview[1],
            limit=OVERVIEW_LIMIT,
            notes=(note,),
        ),
    ]


def _moments(home: Path, desktop: list[str]) -> dict[str, float]:
    """Start the desktop and return when it reported each moment, in seconds."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *desktop], env=environment(home), stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        moments = {line.strip(): time.perf_counter() - began for line in started.stdout}
    if started.returncode:
        raise RuntimeError(f"the desktop ended with exit code {started.returncode}")
    return moments


def _loaded(home: Path, desktop: list[str]) -> list[str]:
    """Return which heavy libraries a start imports, by the interpreter's own account."""
    traced = subprocess.run(
        [sys.executable, "-X", "importtime", *desktop],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {line.rpartition("|")[2].strip() for line in traced.stderr.splitlines()}
    return [name for name in HEAVY if name in modules]
