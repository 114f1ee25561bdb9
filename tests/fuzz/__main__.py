"""python -m tests.fuzz [--seconds N] [--seed N]: damage what readers read until time is up.

What a reader may do with any bytes is to read them or to refuse them; everything else is a bug, and
the bytes that show it are kept. The same seed damages in the same way.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from hashlib import sha256
from pathlib import Path

from tests.fuzz.mutation import damaged
from tests.fuzz.readers import READERS, Reader, corpus

FOUND = Path("build") / "fuzz"
SLOW_SECONDS = 5.0
MOST_MEMORY = 1 << 30


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for all readers together")
    parser.add_argument("--seed", type=int, default=None, help="a new one each time without it")
    parser.add_argument("readers", nargs="*", help=f"of {', '.join(READERS)}")
    given = parser.parse_args()
    limit_memory()
    seed = time.time_ns() % 1_000_000 if given.seed is None else given.seed
    names = given.readers or list(READERS)
    print(f"seed {seed}")
    bad = 0
    for name in names:
        tried, found = fuzz(name, READERS[name], seed, given.seconds / len(names))
        bad += found
        told = ", ".join(f"{count} {outcome}" for outcome, count in tried.most_common())
        print(f"{name:10} {told}")
    return 1 if bad else 0


def limit_memory() -> None:
    """Let a reader that asks for too much fail, as the program's own process for documents does."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))


def fuzz(name: str, reader: Reader, seed: int, seconds: float) -> tuple[Counter[str], int]:
    """Damage and read until the time is up; return the outcomes and how many were bugs."""
    source = random.Random(f"{seed} {name}")
    honest = corpus(name)
    tried: Counter[str] = Counter()
    end = time.monotonic() + seconds
    bugs = 0
    while time.monotonic() < end:
        data = damaged(source, honest)
        began = time.monotonic()
        try:
            tried[reader(data)] += 1
        except Exception:  # noqa: BLE001 - what is looked for
            bugs += 1
            _keep(name, data, traceback.format_exc())
        else:
            if time.monotonic() - began > SLOW_SECONDS:
                bugs += 1
                _keep(name, data, f"took {time.monotonic() - began:.1f} s\n")
    return tried, bugs


def _keep(name: str, data: bytes, why: str) -> None:
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / f"{name}-{sha256(data).hexdigest()[:16]}"
    path.write_bytes(data)
    print(f"{path}:\n{why}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
