"""Folders that files are written into: what is said of them, and showing one."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui.reports.path_row import PathRow


def concerns(error: EGovDeskError, row: PathRow) -> bool:
    """Say whether an error is about the path in a field, or about something below it."""
    named, path = Path(str(error.data.get("file", ""))), row.path()
    return path is not None and (named == path or path in named.parents)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
