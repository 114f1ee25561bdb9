"""Measuring two things in turn, and the one form in which every benchmark answers."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_TINY = 0.1
"""Below this a ratio is easier to read the other way round."""

Measured = Callable[[], float]
"""Does the work once and returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Medians in seconds, or in another unit; `limit` is how many times the reference ours may be.

    A limit below 1 says how many times better ours has to be.
    """

    name: str
    ours: float
    reference: float
    limit: float
    notes: tuple[str, ...] = ()
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times the reference ours is."""
        return self.ours / self.reference

    @property
    def verdict(self) -> str:
        """Say whether the limit is kept."""
        return "within" if self.ratio <= self.limit else "ABOVE"


def alternately(ours: Measured, reference: Measured, times: int) -> tuple[float, float]:
    """Measure both in turn after one round to warm up; return the medians.

    In turn, because whatever else the computer does then falls on both alike.
    """
    ours(), reference()
    rounds = [(ours(), reference()) for _ in range(times)]
    return median(mine for mine, _ in rounds), median(theirs for _, theirs in rounds)


def timed(work: Callable[[], object]) -> float:
    """Do the work and return how long it took, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def environment(home: Path) -> dict[str, str]:
    """Return the surroundings of a fresh process: no screen, compiled modules kept and used."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"EGOVDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


def process(home: Path, *arguments: str) -> float:
    """Run `python ...` to its end and return how long it took, in seconds.

    Raises:
        RuntimeError: it failed; its last words are in the message.
    """
    return timed(lambda: process_output(home, *arguments))


def process_output(home: Path, *arguments: str) -> str:
    """Run `python ...` to its end and return what it printed.

    Raises:
        RuntimeError: it failed; its last words are in the message.
    """
    ended = subprocess.run(
        [sys.executable, *arguments], env=environment(home), capture_output=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"{arguments}: {ended.stderr.decode(errors='replace')[-2000:]}")
    return ended.stdout.decode()


def peak_memory() -> int:
    """Return the peak memory of this process so far, in bytes.

    Not by getrusage, whose peak includes that of the process which started this one.
    """
    peak = re.search(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    assert peak is not None
    return int(peak[1]) * 1024


def table(results: list[Result]) -> str:
    """Return the results as one table, each with its notes below."""
    width = max(44, *(len(result.name) for result in results))
    lines = [f"{'':{width}} {'ours':>10} {'reference':>10} {'ratio':>9} {'limit':>9}"]
    for result in results:
        ours, reference = (_said(size, result.unit) for size in (result.ours, result.reference))
        lines.append(
            f"{result.name:{width}} {ours:>10} {reference:>10} {_times(result.ratio):>9} "
            f"{_times(result.limit, 1):>9}  {result.verdict}"
        )
        lines.extend(f"    {note}" for note in result.notes)
    return "\n".join(lines)


def _said(size: float, unit: str) -> str:
    return f"{1e3 * size:.1f} ms" if unit == "s" else f"{size:.1f} {unit}"


def _times(ratio: float, decimals: int = 2) -> str:
    """Write how many times longer something is, or how many times shorter."""
    return f"{ratio:.{decimals}f}x" if ratio >= _TINY or not ratio else f"1/{1 / ratio:.0f}"
