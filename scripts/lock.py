"""Resolve the dependencies anew and pin them with hashes, for every platform at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = "requirements/program.txt"
COMMON = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--quiet", "--upgrade"),
)


def main() -> int:
    """Write both files; the second holds the first one's versions."""
    compiling = [sys.executable, "-m", "uv", "pip", "compile", *COMMON, "pyproject.toml"]
    for extra in (
        ["-o", PROGRAM],
        ["--group", "dev", "-c", PROGRAM, "-o", "requirements/develop.txt"],
    ):
        subprocess.run([*compiling, *extra], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
