"""Asking where a file is to be written."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_target(
    parent: QWidget, title: str, proposed: Path, kind: str, suffix: str = ".xlsx"
) -> Path | None:
    """Return the file to write, which ends with `suffix`, or None where nothing was chosen.

    An ending that was left out is put on, as office programs do. Where that names a file that
    exists the dialog comes again: it asks about replacing, and had asked about another name.
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
        proposed = target.with_name(target.name + suffix)
        if not proposed.exists():
            return proposed
