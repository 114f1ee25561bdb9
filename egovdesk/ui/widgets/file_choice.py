"""Asking for a file, a folder, or where a file is to be written; showing a folder."""

from pathlib import Path

from PySide6.QtCore import QDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

_chosen_from: Path | None = None
"""The folder that something was chosen from last; programs differ in what they begin with."""


def ask_file(parent: QWidget, title: str, kinds: str, start: str = "") -> Path | None:
    """Return an existing file, or None; without a `start` look where something was found last."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, start or _begin(), kinds)
    return next(iter(_found(parent, [name])), None)


def ask_files(parent: QWidget, title: str, kinds: str, start: str = "") -> list[Path]:
    """Return existing files, or none of them; without a `start` as `ask_file` does."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, start or _begin(), kinds)
    return _found(parent, names)


def ask_folder(parent: QWidget, title: str, start: str = "") -> Path | None:
    """Return an existing folder, or None; without a `start` look where something was found last."""
    name = QFileDialog.getExistingDirectory(parent, title, start or _begin())
    return next(iter(_found(parent, [name])), None)


def _begin() -> str:
    """Return where to look first: never wherever the program happened to be started."""
    is_there = _chosen_from is not None and _chosen_from.is_dir()
    return str(_chosen_from) if is_there else QDir.homePath()


def _found(parent: QWidget, names: list[str]) -> list[Path]:
    global _chosen_from  # noqa: PLW0603 - as long as the program runs
    parent.activateWindow()  # some desktops leave the keyboard with nobody
    chosen = [Path(name) for name in names if name]
    if chosen:
        _chosen_from = chosen[0].parent
    return chosen


def ask_target(
    parent: QWidget, title: str, proposed: Path, kind: str, suffix: str = ".xlsx"
) -> Path | None:
    """Return the file to write, which ends with `suffix`, or None where nothing was chosen.

    An ending that was left out, or of which the last part was typed, is put on, as office programs
    do. Where that names a file that exists the dialog comes again: it asks about replacing, and
    had asked about another name.
    """
    kinds = f"{kind} (*{suffix})"
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        parent.activateWindow()  # some desktops leave the keyboard with nobody
        if not chosen:
            return None
        target = Path(chosen)
        if target.name.lower().endswith(suffix):
            return target
        typed = f".{suffix.rpartition('.')[2]}"
        stem = target.stem if target.suffix.lower() == typed else target.name
        proposed = target.with_name(stem + suffix)
        if not proposed.exists():
            return proposed


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
