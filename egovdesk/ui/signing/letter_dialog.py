"""The letter that is about to be signed, page by page."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from egovdesk.domain.quarter import Quarter
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import JobRunner
from egovdesk.ui.reports.preview import ReportPreview
from egovdesk.ui.widgets.preview import PreviewDialog
from egovdesk.wording import _, formats


class LetterDialog(QDialog):
    """Shows what the period's letter says and where it will be signed."""

    def __init__(self, context: Context, period: Quarter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The letter for {period}").format(period=formats.quarter(period)))
        self.resize(theme.px(900), theme.px(680))
        self.preview = ReportPreview(context)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self.preview, stretch=1)
        column.addWidget(buttons)
        self.finished.connect(self.deleteLater)
        self.preview.show_period(period)


def show_file(jobs: JobRunner, file: Path, name: str, parent: QWidget) -> None:
    """Show a letter that another program signed or that lies in a package: it may be anybody's."""
    dialog = PreviewDialog(jobs, file, name, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
