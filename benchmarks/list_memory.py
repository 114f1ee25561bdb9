"""Show a list, look through it, sort and search it, and print the process's peak memory in bytes.

python -m benchmarks.list_memory WORKSPACE
"""

import sys
from pathlib import Path

from benchmarks.measure import peak_memory
from egovdesk.ui.app import load_qt

_LOOKS = 5


def main() -> None:
    load_qt()
    _show(Path(sys.argv[1]))
    print(peak_memory())


def _show(folder: Path) -> None:
    """Look at the list's beginning, end and some places between; sort it, and seek a word."""
    from PySide6.QtCore import Qt

    from benchmarks.lists import KIND
    from benchmarks.window import Screen
    from egovdesk.bootstrap import open_desk

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


if __name__ == "__main__":
    main()
