"""Exporting a signed package against signing and zipping alone.

Ours: `egovdesk export` of the sample unit in a fresh process, imports included, which is what the
officer waits for: figures, rules, letter, workbook, data, signature, record. Reference: a fresh
process that signs and zips the very same members with pyHanko and zipfile. The note gives both in
one process that has done it before.
"""

import os
import shutil
import zipfile
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.measure import Result, alternately, process, timed
from benchmarks.plain_export import export as plain_export
from egovdesk.bootstrap import make_sample, open_desk
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import KeyChoice

TIMES = 7
WARM_TIMES = 5
LIMIT = 3.0
PERIOD = "2021-Q3"


def run(folder: Path) -> list[Result]:
    home, fresh = folder / "home", folder / "fresh"
    answered_sample(fresh)
    copies = (folder / f"copy{number}" for number in count(1))
    first = copied(fresh, next(copies))
    process(home, *_command(first))  # makes the trial key
    members = unpacked(next((first / "out").glob("*.asice")), folder / "members")
    key = next((home / "trial").glob("*.p12"))

    def ours() -> float:
        return process(home, *_command(copied(fresh, next(copies))))

    def reference() -> float:
        target = str(folder / "plain.asice")
        return process(home, "-m", "benchmarks.plain_export", str(key), str(members), target)

    mine, theirs = alternately(ours, reference, TIMES)
    os.environ["EGOVDESK_HOME"] = str(home)
    warm_ours, warm_plain = [], []
    for _ in range(WARM_TIMES):
        warm_ours.append(_warm_export(copied(fresh, next(copies))))
        warm_plain.append(timed(lambda: plain_export(key, members, folder / "plain.asice")))
    warm = f"{1e3 * median(warm_ours):.0f} ms / {1e3 * median(warm_plain):.0f} ms"
    return [
        Result(
            name="export: fresh process / sign and zip alone",
            ours=mine,
            reference=theirs,
            limit=LIMIT,
            notes=(f"in a warm process: {warm}",),
        )
    ]


def answered_sample(folder: Path) -> None:
    """Make the sample unit's workspace with a reason for every warning, ready to be frozen."""
    make_sample(folder)
    desk = open_desk(folder)
    try:
        period = Quarter.parse(PERIOD)
        if open_warnings := [f for f in desk.findings.check(period) if f.needs_reason]:
            desk.findings.answer(period, open_warnings, "Đã rà soát, số liệu đúng.")
    finally:
        desk.close()


def copied(fresh: Path, workspace: Path) -> Path:
    """Copy the workspace: one that has exported already would copy its earlier package."""
    return Path(shutil.copytree(fresh, workspace))


def _command(workspace: Path) -> list[str]:
    out = str(workspace / "out")
    return ["-m", "egovdesk", "export", str(workspace), "--period", PERIOD, "--out", out]


def unpacked(package: Path, folder: Path) -> Path:
    """Extract what was signed, without the parts that belong to the signature."""
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name != "mimetype" and not name.startswith("META-INF/"):
                archive.extract(name, folder)
    return folder


def _warm_export(workspace: Path) -> float:
    desk = open_desk(workspace)
    try:
        period = Quarter.parse(PERIOD)
        return timed(lambda: desk.packages.export(period, workspace / "out", KeyChoice()))
    finally:
        desk.close()
