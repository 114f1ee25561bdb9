"""Build the one-folder program with PyInstaller, then prove that it does the whole job.

python scripts/build_package.py            dist/egovdesk, tried out in build/package-demo
"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from egovdesk.domain.renderings import Rendering
from egovdesk.ui.app import XCB_LIBRARIES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "egovdesk"
LIBRARIES = FOLDER / "_internal"
PROGRAM = FOLDER / ("egovdesk.exe" if sys.platform == "win32" else "egovdesk")
TRIAL = ROOT / "build" / "package-demo"
REPRODUCIBLE = {"SOURCE_DATE_EPOCH": "1609459200", "PYTHONHASHSEED": "0"}
FORBIDDEN = (
    *("tkinter", "unittest", "pytest", "_pytest", "hypothesis", "numpy", "aiosqlite"),
    # Qt modules that are GPL or commercial only.
    *("*Qt6Charts*", "*Qt6DataVisualization*", "*Qt6Graphs*", "*Qt6HttpServer*", "*Qt6Lottie*"),
    *("*Qt6NetworkAuth*", "*Qt6Quick3D*", "*Qt6VirtualKeyboard*"),
)
"""Names of files and folders that must not be inside."""

WINDOW_SECONDS = 60


class PackageError(Exception):
    """The package is not as it should be; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the program ended."""

    code: int
    output: str
    errors: str
    seconds: float


def main() -> int:
    """Build, prove, print size and times; 1 with one sentence where something is wrong."""
    try:
        seconds = build()
        check_contents()
        size = sum(file.stat().st_size for file in files())
        say("built", f"{seconds:.0f} s, {size / 1e6:.0f} MB, {len(files())} files, {FOLDER}")
        shutil.rmtree(TRIAL, ignore_errors=True)
        TRIAL.mkdir(parents=True)
        package = prove_demo()
        prove_verification(package)
        prove_documents()
        prove_window()
    except PackageError as error:
        sys.stderr.write(f"The package was not made: {error}\n")
        return 1
    return 0


def build() -> float:
    """Run PyInstaller and return how long it took, in seconds."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(FOLDER.parent), "--workpath", str(ROOT / "build" / "package")]
    began = time.perf_counter()
    done = subprocess.run(
        [*command, *places, str(ROOT / "build.spec")],
        env=os.environ | REPRODUCIBLE,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise PackageError(f"PyInstaller ended with exit code {done.returncode}.")
    return time.perf_counter() - began


def files() -> list[Path]:
    """Return every file of the built folder, links to files of it not counted."""
    return [file for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink()]


def check_contents() -> None:
    """Look for what must be inside and what must not."""
    for pattern in FORBIDDEN:
        if found := next(FOLDER.rglob(pattern), None):
            raise PackageError(f"{found.relative_to(FOLDER)} is inside, which it must not be.")
    if broken := [file for file in FOLDER.rglob("*") if file.is_symlink() and not file.exists()]:
        raise PackageError(f"{broken[0].relative_to(FOLDER)} is a link to nothing.")
    if sys.platform == "linux":
        plugin = LIBRARIES / "PySide6" / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        wanted = [plugin, *(LIBRARIES / name for name in XCB_LIBRARIES)]
        if lacking := [file.name for file in wanted if not file.is_file()]:
            raise PackageError(
                f"{', '.join(lacking)} is not inside; "
                "install it with “scripts/system-libraries window” and build again."
            )


def prove_demo() -> Path:
    """Make the sample unit's report with the frozen program and return its package."""
    ran = run("demo", str(TRIAL / "demo"))
    package = next((TRIAL / "demo" / "out").glob("*.asice"), None)
    if ran.code or package is None:
        raise PackageError(f"its demo ended with exit code {ran.code}. {ran.errors}")
    say("demo", f"{ran.seconds:.1f} s, {package.name}")
    return package


def prove_verification(package: Path) -> None:
    """Let it judge that package, and a copy in which one byte is another."""
    root = next((TRIAL / "demo" / "trust").glob("*.pem"))
    changed = TRIAL / package.name
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    for file, code, verdict in ((package, 0, "valid"), (changed, 1, "invalid")):
        ran = run("verify", str(file), "--trust", str(root), "--json")
        answer = json.loads(ran.output or "{}").get("verdict", ran.errors)
        if (ran.code, answer) != (code, verdict):
            raise PackageError(
                f"it judged {file} “{answer}” with exit code {ran.code}, "
                f"not “{verdict}” with {code}."
            )
        say("verify", f"{ran.seconds:.1f} s, {verdict}")


def prove_documents() -> None:
    """Let it write the frozen report in every form: each needs data files of its library."""
    workspace = TRIAL / "demo" / "workspace"
    for form in Rendering:
        file = TRIAL / f"report{form.suffix}"
        wanted = ("--period", "2021-Q3", "--format", form.value, "--out", str(file))
        ran = run("document", str(workspace), *wanted)
        if ran.code or not file.is_file():
            raise PackageError(f"“document” as {form} ended with {ran.code}. {ran.errors}")
        say("document", f"{ran.seconds:.1f} s, {file.name}, {file.stat().st_size // 1000} KB")


def prove_window() -> None:
    """Open its window on no screen until the overview shows the sample unit's data."""
    ran = run("desktop", "--report-start", str(TRIAL / "demo" / "workspace"))
    if ran.code or ran.output.split() != ["painted", "filled"]:
        raise PackageError(
            f"its window ended with exit code {ran.code} after “{ran.output.strip()}”. {ran.errors}"
        )
    say("desktop", f"{ran.seconds:.1f} s, overview filled")


def run(*arguments: str) -> Run:
    """Run the frozen program as a stranger would: no checkout, no settings, no screen."""
    foreign = ("PYTHON", "EGOVDESK", "VIRTUAL_ENV", "QT_", "LD_LIBRARY_PATH")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    env |= {"EGOVDESK_HOME": str(TRIAL / "home"), "EGOVDESK_LANGUAGE": "en"}
    env |= {"QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    try:
        done = subprocess.run(
            [str(PROGRAM), *arguments],
            env=env,
            cwd=TRIAL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=WINDOW_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PackageError(f"“{arguments[0]}” had not ended after {WINDOW_SECONDS} s.") from error
    return Run(done.returncode, done.stdout, done.stderr, time.perf_counter() - began)


def say(step: str, result: str) -> None:
    """Print one line of the account."""
    sys.stdout.write(f"{step:10}{result}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
