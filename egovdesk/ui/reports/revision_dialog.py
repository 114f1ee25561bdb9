"""The documents of a frozen revision, whether it stands or was recalled."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from egovdesk.services.reports import ReportRow
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.reports.preview import ReportPreview
from egovdesk.wording import _, formats


class RevisionDialog(QDialog):
    """Shows a revision as it is on paper, to be read, printed and saved; Escape closes."""

    def __init__(self, context: Context, row: ReportRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        report = row.report
        said = _("Revision {revision}, frozen on {moment}")
        if row.recall is not None:
            said = _("Revision {revision}, frozen on {moment} and recalled")
        self.setWindowTitle(
            said.format(revision=report.revision, moment=formats.moment(report.frozen_at))
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(1100), theme.px(690))
        self.preview = ReportPreview(context, self)
        documents = context.desk.documents
        self.preview.show_report(lambda: documents.revision(row))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.addWidget(self.preview)
