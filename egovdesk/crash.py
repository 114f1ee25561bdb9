"""What is kept of a bug: where it happened and in which surroundings, never whose data.

A report holds the exception's type and the places in the program, not its message, because a
message may quote a name.
"""

import platform
import sys
import traceback
from pathlib import Path

import egovdesk
from egovdesk import paths


def write_crash_report(error: BaseException) -> Path:
    """Write a report of the error into the user's profile and return the file.

    The same mistake made again and again, as in painting, leaves one report.
    """
    folder = paths.profile() / "crashes"
    folder.mkdir(parents=True, exist_ok=True)
    text = describe(error)
    written = sorted(folder.glob("crash-*.txt"))
    if written and written[-1].read_text("utf-8") == text:
        return written[-1]
    file = folder / f"crash-{len(written) + 1:04d}.txt"
    file.write_text(text, "utf-8")
    return file


def describe(error: BaseException) -> str:
    """Return the report's text."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and cause not in chain:
        chain.append(cause)
    lines = [
        f"eGovDesk {egovdesk.__version__}",
        f"Python {sys.version.split()[0]}, {platform.system()} {platform.release()}",
    ]
    for each in chain:
        lines.append(f"\n{type(each).__module__}.{type(each).__qualname__}")
        lines.extend(
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(each.__traceback__)
        )
    return "\n".join(lines) + "\n"
