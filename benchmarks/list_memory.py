"""Show a list, look through it, sort and search it, and print the process's peak memory in bytes.

python -m benchmarks.list_memory WORKSPACE
"""

import re
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from benchmarks.lists import KIND
from benchmarks.window import Screen
from egovdesk.bootstrap import open_desk

_LOOKS = 5


def main() -> None:
    """Look at the list's beginning, end and some places between; sort it, and seek a word."""
    folder = Path(sys.argv[1])
    desk = open_desk(folder)
    screen = Screen(desk, folder.parent / "home")
    panel = screen.panel(KIND)
    panel.refresh()
    screen.settle()
    for look in range(_LOOKS):
        panel.view.go_to(look * (panel.model.rowCount() - 1) // (_LOOKS - 1))
        screen.settle()
    panel.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    screen.settle()
    panel.toolbar.search.setText("quý")
    screen.settle()
    desk.close()
    # Not by getrusage, whose peak includes that of the process which started this one.
    status = Path("/proc/self/status").read_text()
    peak = re.search(r"VmHWM:\s+([0-9]+) kB", status)
    assert peak is not None
    print(int(peak[1]) * 1024)


if __name__ == "__main__":
    main()
