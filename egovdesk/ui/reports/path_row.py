"""A field for a file or a folder, typed or looked for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _


class PathRow(FieldRow):
    """A line for a path with a button that looks for it; `browse` returns None for nothing."""

    def __init__(self, label: str, browse: Callable[[str], Path | None], *, hint: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint=hint)
        self._browse = browse
        self.button = QPushButton(_("Browse…"))
        self.button.setAccessibleName(_("Browse: {what}").format(what=self.line.accessibleName()))
        self.button.clicked.connect(self._on_browse)
        self.put_beside(self.button)

    def path(self) -> Path | None:
        """Return the path, or None where nothing was typed."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def concerns(self, error: EGovDeskError) -> bool:
        """Say whether an error is about this path, or about something below it."""
        named, path = Path(str(error.data.get("file", ""))), self.path()
        return path is not None and (named == path or path in named.parents)

    def set_path(self, path: Path) -> None:
        """Fill the field."""
        self.line.setText(str(path))

    def _on_browse(self) -> None:
        if chosen := self._browse(self.line.text()):
            self.set_path(chosen)
