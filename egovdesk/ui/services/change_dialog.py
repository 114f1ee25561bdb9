"""A dialog that ends with one use case: it closes when that is done, and stays to say why not."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change
from egovdesk.ui.context import Context


class ChangeDialog(QDialog):
    """Subclasses make `save` and say what failed; `change` is what was saved."""

    save: QPushButton

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.change: Change | None = None

    def run(self, work: Callable[[], Change]) -> None:
        """Do the use case off the GUI thread."""
        self.save.setEnabled(False)
        self._context.jobs.run(work, self._on_saved, self._on_failed)

    def show_failure(self, error: EGovDeskError) -> None:
        """Say beside the field what is wrong with it."""
        raise NotImplementedError

    def _on_saved(self, change: Change) -> None:
        self.change = change
        self.accept()

    def _on_failed(self, error: EGovDeskError) -> None:
        self.save.setEnabled(True)
        self.show_failure(error)
