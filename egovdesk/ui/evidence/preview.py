"""Looking at evidence: a checked copy in the preview, wherever a page lists it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from egovdesk.domain.evidence import Evidence
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.preview import PreviewDialog


def show_evidence(context: Context, evidence: Evidence, parent: QWidget) -> None:
    """Show a kept file without its own program, once it is known to be the one attached."""
    files = context.desk.evidence

    def show(path: Path) -> None:
        dialog = PreviewDialog(context.jobs, path, evidence.name, parent)
        dialog.exec()
        dialog.deleteLater()

    context.jobs.run(lambda: files.copy(evidence), show, context.notifier.show_error)
