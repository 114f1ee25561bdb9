"""LibreOffice, headless, at the work that `workbook` compares with."""

import os
import signal
import subprocess
import time
from pathlib import Path
from threading import Timer

_PATIENCE = 900.0
"""In seconds; a question that it asks without a window would wait for ever."""

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_LIBRARY_SPACE = 'xmlns:library="http://openoffice.org/2000/library"'
_MODULE = "Benchmark"
_LIBRARIES = (
    _TYPES.format("library:libraries", "libraries")
    + f'<library:libraries {_LIBRARY_SPACE} xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" '
    'xlink:type="simple" library:link="false"/></library:libraries>'
)
_LIBRARY = (
    _TYPES.format("library:library", "library")
    + f'<library:library {_LIBRARY_SPACE} library:name="Standard" library:readonly="false" '
    f'library:passwordprotected="false"><library:element library:name="{_MODULE}"/>'
    "</library:library>"
)
_SORT = """Sub Sort(book, answer, column, columns, rows)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(book, "_blank", 0, hidden())
  area = document.Sheets(0).getCellRangeByPosition(0, 0, CLng(columns) - 1, CLng(rows) - 1)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = CLng(column)
  fields(0).IsAscending = True
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = fields()
  began = GetSystemTicks()
  area.sort(how())
  ended = GetSystemTicks()
  Open answer For Output As #1
  Print #1, ended - began
  Print #1, document.Sheets(0).getCellByPosition(CLng(column), 0).String
  Close #1
  document.close(True)
End Sub
"""
_BASIC = (
    _TYPES.format("script:module", "module")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" '
    f'script:name="{_MODULE}" script:language="StarBasic">{_SORT}</script:module>'
)


def converted(book: Path, form: str = "csv") -> tuple[float, int]:
    """Let it open a workbook and write it in another form; return seconds and peak bytes.

    As CSV it writes the first sheet, as PDF it prints what is not hidden.

    Raises:
        RuntimeError: it could not.
    """
    folder = book.parent
    took, peak = _run(folder, "--convert-to", form, "--outdir", str(folder), str(book))
    if not book.with_suffix(f".{form}").is_file():
        raise RuntimeError(f"LibreOffice could not open {book.name}")
    return took, peak


def sorted_by(book: Path, column: int, *, columns: int, rows: int) -> tuple[float, str]:
    """Let it sort a workbook's first sheet by a column.

    Return only the sorting's seconds, by its own clock, and what then stands first.

    Raises:
        RuntimeError: it could not.
    """
    folder = book.parent
    basic, answer = folder / "profile" / "user" / "basic", folder / "sorted.txt"
    library = basic / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(_LIBRARIES)
    (library / "script.xlb").write_text(_LIBRARY)
    (library / f"{_MODULE}.xba").write_text(_BASIC)
    answer.unlink(missing_ok=True)
    given = ",".join(f'"{one}"' for one in (book.as_uri(), answer, column, columns, rows))
    _run(folder, f"macro:///Standard.{_MODULE}.Sort({given})")
    if not answer.is_file():
        raise RuntimeError(f"LibreOffice could not sort {book.name}")
    milliseconds, first = answer.read_text().splitlines()[:2]
    return int(milliseconds) / 1e3, first


def _run(folder: Path, *arguments: str) -> tuple[float, int]:
    """Run it to its end, with a profile beside the workbooks; return seconds and peak bytes."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    began = time.perf_counter()
    with subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as started:
        too_long = Timer(_PATIENCE, os.killpg, (started.pid, signal.SIGKILL))
        too_long.start()
        _pid, status, used = os.wait4(started.pid, 0)
        too_long.cancel()
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise RuntimeError(f"LibreOffice ended with exit code {started.returncode}")
    return time.perf_counter() - began, used.ru_maxrss * 1024
