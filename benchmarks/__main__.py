"""python -m benchmarks [NAME ...]: run the benchmarks named, or all the quick ones."""

import platform
import shutil
import sys
from pathlib import Path

from benchmarks import (
    documents,
    edit,
    export,
    importing,
    indicators,
    lists,
    million,
    overview,
    reading,
    signing,
    start,
    verifying,
    workbook,
)
from benchmarks.measure import Result, table

FOLDER = Path("build") / "benchmarks"
BENCHMARKS = {
    "start": start.run,
    "indicators": indicators.run,
    "overview": overview.run,
    "edit": edit.run,
    "documents": documents.run,
    "export": export.run,
    "signing": signing.run,
    "reading": reading.run,
    "verify": verifying.run,
    "lists": lists.run,
    "import": importing.run,
    "million": million.run,
    "workbook": workbook.run,
}
APART = ("million", "workbook")
"""Those that take minutes; they run where they are named."""


def main() -> int:
    """Print one table; limits that are not kept are said, not punished."""
    wanted = sys.argv[1:] or [name for name in BENCHMARKS if name not in APART]
    if unknown := set(wanted) - set(BENCHMARKS):
        print(f"{', '.join(sorted(unknown))}: there are only {', '.join(BENCHMARKS)}")
        return 2
    results: list[Result] = []
    for name in wanted:
        folder = (FOLDER / name).resolve()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        results.extend(BENCHMARKS[name](folder))
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; medians")
    print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
