"""Measuring two things in turn, and the one form in which every benchmark answers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Measured = Callable[[], float]
"""Does the work once and returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Medians in seconds; `limit` is how many times the reference's time ours may take."""

    name: str
    ours: float
    reference: float
    limit: float
    notes: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """How many times longer than the reference ours takes."""
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
    began = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, *arguments], env=environment(home), capture_output=True, check=False
    )
    seconds = time.perf_counter() - began
    if ended.returncode:
        raise RuntimeError(f"{arguments}: {ended.stderr.decode(errors='replace')[-2000:]}")
    return seconds


def table(results: list[Result]) -> str:
    """Return the results as one table, each with its notes below."""
    head = f"{'':44} {'ours':>9} {'reference':>9} {'ratio':>7} {'limit':>6}"
    lines = [head]
    for result in results:
        ours, reference = f"{1e3 * result.ours:.1f} ms", f"{1e3 * result.reference:.1f} ms"
        lines.append(
            f"{result.name:44} {ours:>9} {reference:>9} {result.ratio:6.2f}x "
            f"{result.limit:5.1f}x  {result.verdict}"
        )
        lines.extend(f"    {note}" for note in result.notes)
    return "\n".join(lines)
