"""The months of work handled online: typed in at the left, judged at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QWidget

from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.context import Context
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.signatures.work_online import WorkOnlineCard
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _, formats


class WorkTab(QWidget):
    """The register of months beside the milestones; closed months that are missing are named."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.panel = RegisterPanel(context, RegisterKind.WORKLOAD)
        self.panel.set_empty(
            _("No month is recorded yet"),
            _("Each month needs two counts: all files and work that are not secret, and online."),
            _("Add a record"),
        )
        header = self.panel.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(self.panel.model.column_of("month"), Qt.SortOrder.DescendingOrder)
        self.card = WorkOnlineCard()
        self._missing: tuple[str, ...] = ()
        self.missing_words = QLabel(wordWrap=True)
        self.add_month = QPushButton()
        self.add_month.clicked.connect(self._on_add_month)
        self.missing = QWidget()
        line = QHBoxLayout(self.missing)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Glyph(TONE_ICONS[Tone.WARNING], Tone.WARNING, 16))
        line.addWidget(self.missing_words, stretch=1)
        line.addWidget(self.add_month)
        self.panel.add_widget_below_search(self.missing)
        self.missing.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.panel, stretch=5)
        row.addWidget(self.card, stretch=4)

    def show_missing(self, months: Sequence[str]) -> None:
        """Name the months that have closed and were not recorded."""
        self._missing = tuple(months)
        self.missing.setVisible(bool(months))
        if months:
            named = ", ".join(map(formats.month, months))
            self.missing_words.setText(_("Closed and not recorded: {months}.").format(months=named))
            first = formats.month(months[0])
            self.add_month.setText(_("Add month {month}…").format(month=first))

    def _on_add_month(self) -> None:
        if self._missing:
            self.panel.add_record_with({"month": formats.month(self._missing[0])})
