"""The files of a record in its form: looked at, added and taken away, each saved at once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.attachments import RecordFiles
from egovdesk.services.evidence import NewEvidence
from egovdesk.ui.context import Context
from egovdesk.ui.evidence.attach import not_attached
from egovdesk.ui.evidence.file_list import EvidenceList
from egovdesk.ui.evidence.preview import show_evidence
from egovdesk.ui.registers.telling import tell
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _


class RecordFilesView(QWidget):
    """Lists the files of a record above a place to drop more on."""

    def __init__(
        self, context: Context, kind: RegisterKind, row_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind, self._row_id = kind, row_id
        self.drop = DropArea(
            _("Drop or paste files here (Ctrl+V): documents, pictures"), (), compact=True
        )
        self.row = FieldRow(_("Evidence"), self.drop, hint=_("Files are kept at once."))
        self.list = EvidenceList((), frozenset())
        self.remove = QPushButton(_("Take the file away"))
        self.remove.setProperty("kind", "quiet")
        self.remove.setToolTip(_("Take the file away (Delete); Ctrl+Z puts it back"))
        self.remove.clicked.connect(self._on_remove)
        self.drop.files_dropped.connect(self.attach)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.row)
        self._column.addWidget(self.list)
        self._column.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self._show(RecordFiles(files=(), lost=frozenset()))
        self.refresh()

    def refresh(self) -> None:
        """Read the files of the record."""
        attachments, kind, row_id = self._context.desk.attachments, self._kind, self._row_id
        self._context.jobs.run(
            lambda: attachments.of(kind, row_id), self._show, self._context.notifier.show_error
        )

    def attach(self, files: list[Path]) -> None:
        """Keep files with the record."""
        attachments, kind, row_id = self._context.desk.attachments, self._kind, self._row_id
        new = [NewEvidence(path=path) for path in files]
        self._context.jobs.run(
            lambda: attachments.attach(kind, row_id, new), self._on_changed, self._on_failed
        )

    def _show(self, found: RecordFiles) -> None:
        old, self.list = self.list, EvidenceList(found.files, found.lost)
        self._column.replaceWidget(old, self.list)
        old.hide()
        old.deleteLater()
        self.list.opened.connect(lambda one: show_evidence(self._context, one, self))
        removing = QAction(_("Take the file away"), self.list)
        removing.setShortcut(QKeySequence.StandardKey.Delete)
        removing.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        removing.triggered.connect(self._on_remove)
        self.list.addAction(removing)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for widget in (self.list, self.remove):
            widget.setVisible(bool(found.files))

    def _on_remove(self) -> None:
        chosen = self.list.current()
        if chosen is None:
            return
        attachments, kind, row_id = self._context.desk.attachments, self._kind, self._row_id
        self._context.jobs.run(
            lambda: attachments.remove(kind, row_id, chosen.id), self._on_changed, self._on_failed
        )

    def _on_changed(self, change: Change) -> None:
        self.row.set_error("")
        tell(self._context, change)
        self.refresh()

    def _on_failed(self, error: EGovDeskError) -> None:
        self.row.set_error(not_attached(error))
