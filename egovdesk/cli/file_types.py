"""A double click on a package: telling the system that this program opens .asice files.

For the person alone, never for the whole computer. PDF documents keep the program that they have.
"""

import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from egovdesk import paths
from egovdesk.cli.output import Output
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.files import replacing
from egovdesk.wording import _

_TYPE = "application/vnd.etsi.asic-e+zip"
_ENTRY = "egovdesk.desktop"
_SECONDS = 30


def associate(_arguments: Namespace, output: Output) -> int:
    """Let a double click on a package open this very program."""
    program = _program()
    if sys.platform == "win32":
        _tell_windows(program)
    else:
        _tell_desktop(program)
    said = _("A double click on a package (.asice) now opens {program}.")
    output.line(said.format(program=program[0]))
    output.document({"program": list(program), "type": _TYPE})
    return 0


def _program() -> tuple[str, ...]:
    is_packed = getattr(sys, "frozen", False)
    return (sys.executable,) if is_packed else (sys.executable, "-m", "egovdesk")


def _tell_desktop(program: Sequence[str]) -> None:
    """Install what the desktops of Linux read (XDG shared MIME info and desktop entries).

    Raises:
        InputError: the person's own folder of data cannot be written.
    """
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    shipped = paths.RESOURCES / "file-types"
    entry = (shipped / _ENTRY).read_text(encoding="utf-8")
    command = " ".join(map(quoted, program))
    applications, types = data / "applications", data / "mime"
    _write(applications / _ENTRY, entry.replace("@PROGRAM@", command).encode())
    _write(types / "packages" / "egovdesk.xml", (shipped / "egovdesk.xml").read_bytes())
    for refresh in (
        ("update-mime-database", str(types)),
        ("update-desktop-database", str(applications)),
        ("xdg-mime", "default", _ENTRY, _TYPE),
        ("gio", "mime", _TYPE, _ENTRY),
    ):
        if found := shutil.which(refresh[0]):  # what is not there this desktop does not need
            command_line = (found, *refresh[1:])
            subprocess.run(command_line, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603 - nothing of it is typed


def quoted(word: str) -> str:
    """Return a word of a command as desktop entries write it: quoted, then escaped as a string."""
    inner = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return f'"{inner}"'.replace("\\", "\\\\").replace("%", "%%")


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(target.parent)) from error
    with replacing(target) as stream:
        stream.write(data)


def _tell_windows(program: Sequence[str]) -> None:
    """Write the classes of the person's own registry."""
    if sys.platform == "win32":  # so that the type checker knows where this runs
        import winreg

        command = subprocess.list2cmdline(program)
        for key, said in (
            (".asice", "eGovDesk.Package"),
            ("eGovDesk.Package", "ASiC-E"),
            (r"eGovDesk.Package\shell\open\command", f'{command} desktop "%1"'),
        ):
            winreg.SetValue(
                winreg.HKEY_CURRENT_USER, rf"Software\Classes\{key}", winreg.REG_SZ, said
            )
