"""The register of signers: the funnel above, the list, and the signer that is chosen."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHeaderView, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind, RegisterRow
from egovdesk.domain.signers import SignerStage
from egovdesk.services.overview import EXPIRY_WARNING_DAYS, ending_filters
from egovdesk.ui.context import Context
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.registers.telling import tell
from egovdesk.ui.signatures.certificate_dialog import SUFFIXES, CertificateDialog
from egovdesk.ui.signatures.columns import end_tone
from egovdesk.ui.signatures.documents_dialog import DocumentsDialog
from egovdesk.ui.signatures.funnel import Funnel
from egovdesk.ui.signatures.signer_detail import SignerDetail
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _


class SignersTab(QWidget):
    """Certificate files can be dropped anywhere on it."""

    details_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setAcceptDrops(True)
        self.funnel = Funnel()
        self.details = QPushButton(_("Details"))
        self.details.setProperty("kind", "quiet")
        self.details.clicked.connect(self.details_requested)
        self.panel = RegisterPanel(context, RegisterKind.SIGNERS)
        self.panel.set_empty(
            _("No signers are recorded in this workspace"),
            _(
                "The register says who is entitled to sign digitally, who has a certificate, and "
                "who signs. Names stay in the workspace; reports carry the counts only."
            ),
            _("Add a record"),
        )
        self.panel.set_tone("valid_to", lambda ends: end_tone(ends, context.as_of))
        self.detail = SignerDetail(context)
        self.panel.add_widget_beside(self.detail)
        self.panel.row_changed.connect(self._on_row)
        self.panel.filled.connect(lambda: self._on_row(self.panel.current_row()))
        self.read, self.count = self._actions()
        self._add_presets()
        self._lay_out()
        model, header = self.panel.model, self.panel.view.horizontalHeader()
        header.setSortIndicator(model.column_of("full_name"), Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(model.column_of("department"), QHeaderView.ResizeMode.Stretch)

    def set_period(self) -> None:
        """Let the chip of the near ends mean the period that is looked at."""
        self.panel.add_preset(
            _("Ending within {days} days").format(days=EXPIRY_WARNING_DAYS),
            *ending_filters(self._context.as_of),
        )

    def show_department(self, name: str | None) -> None:
        """Show the signers of a department, as they are counted; None for all departments."""
        filters = [Filter("stage", Comparison.FILLED)]
        if name is not None:
            filters.insert(0, Filter("department", Comparison.ANY_OF, (name,)))
        query = ListQuery(
            kind=RegisterKind.SIGNERS,
            filters=tuple(filters),
            sort_by=self.panel.query.sort_by,
            descending=self.panel.query.descending,
        )
        self.panel.apply_query(query)

    def show_counts(self, counts: Mapping[SignerStage, int], *, has_details: bool) -> None:
        """Show how many reached each stage."""
        self.funnel.set_counts(counts)
        self.details.setVisible(has_details)

    def read_certificates(self, files: Sequence[Path] = ()) -> CertificateDialog:
        """Ask for certificates, or read these files."""
        dialog = CertificateDialog(self._context, self.panel.toolbar.holds_from, self)
        dialog.accepted.connect(lambda: self._tell(dialog))
        dialog.open()
        if files:
            dialog.read_files(files)
        return dialog

    def count_documents(self) -> DocumentsDialog:
        """Ask for a folder of signed documents."""
        dialog = DocumentsDialog(self._context, self)
        dialog.accepted.connect(lambda: self._tell(dialog))
        dialog.open()
        return dialog

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome certificate files."""
        if _certificate_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        if files := _certificate_files(event.mimeData()):
            event.acceptProposedAction()
            self.read_certificates(files)

    def _actions(self) -> tuple[QPushButton, QPushButton]:
        made = []
        for words, keys, act in (
            (_("Read certificates…"), "Ctrl+Shift+R", self.read_certificates),
            (_("Count from signed documents…"), "Ctrl+Shift+D", self.count_documents),
        ):
            action = QAction(words, self)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.panel.toolbar.add_to_menu(action)
            button = QPushButton(words)
            button.setToolTip(f"{words} ({keys})")
            button.clicked.connect(action.trigger)
            made.append(button)
        return made[0], made[1]

    def _add_presets(self) -> None:
        stage = "stage"
        lacking = (SignerStage.ENTITLED.value, SignerStage.ISSUED.value)
        for words, one in (
            (_("Signing"), Filter(stage, Comparison.ANY_OF, (SignerStage.SIGNING.value,))),
            (_("Not signing yet"), Filter(stage, Comparison.ANY_OF, (SignerStage.VALID.value,))),
            (_("Without a certificate"), Filter(stage, Comparison.ANY_OF, lacking)),
        ):
            self.panel.add_preset(words, one)
        self.set_period()
        self.panel.add_preset(_("No longer entitled"), Filter(stage, Comparison.EMPTY))

    def _lay_out(self) -> None:
        adoption = Card(_("Adoption of digital signatures"))
        for button in (self.read, self.count, self.details):
            adoption.header.addWidget(button)
        adoption.body.addWidget(self.funnel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(adoption)
        column.addWidget(self.panel, stretch=1)

    def _on_row(self, row: RegisterRow | None) -> None:
        self.detail.show_signer(None if row is None else row.id)

    def _tell(self, dialog: CertificateDialog | DocumentsDialog) -> None:
        if dialog.change is not None:
            tell(self._context, dialog.change)


def _certificate_files(data: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in files if path.suffix.lower() in SUFFIXES]
