"""Things that have a name in a folder and are no ordinary files."""

import os
import socket
from pathlib import Path

KINDS = ("pipe", "socket", "device", "folder", "link to a pipe")


def make(kind: str, folder: Path) -> Path:
    """Return the path of one."""
    path = folder / "báo cáo"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "link to a pipe":
            os.mkfifo(folder / "pipe")
            path.symlink_to(folder / "pipe")
        case "socket":
            bound = socket.socket(socket.AF_UNIX)
            here = Path.cwd()
            os.chdir(folder)  # the path of a socket may only be short
            try:
                bound.bind(path.name)
            finally:
                os.chdir(here)
                bound.close()
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            path.mkdir()
    return path
