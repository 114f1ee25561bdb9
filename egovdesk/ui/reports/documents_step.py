"""Step 5: the documents as they will leave, and freezing what they say."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.services.reports import Closing
from egovdesk.ui.context import Context
from egovdesk.ui.reports.preview import ReportPreview
from egovdesk.ui.reports.readiness import verdict_of
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _, formats


class DocumentsStep(QWidget):
    """Shows the letter with its annexes, and offers to freeze or to recall what it says."""

    freeze_asked = Signal()
    recall_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._closing: Closing | None = None
        self._drawn: object = None
        self.preview = ReportPreview(context)
        self.preview.save_key.setEnabled(False)  # the window's own Ctrl+S comes here
        self.said = QLabel(wordWrap=True)
        self.freeze = QPushButton(_("Freeze the report"))
        self.freeze.setProperty("kind", "primary")
        self.freeze.clicked.connect(self.freeze_asked)
        self.recall = QPushButton(_("Recall to correct…"))
        self.recall.clicked.connect(self.recall_asked)
        self.signatory = QPushButton(_("Who signs…"))
        self.signatory.clicked.connect(lambda: context.page_requested.emit("settings", ""))
        card = Card(_("Letter and annexes"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.said, stretch=1)
        line.addWidget(self.signatory)
        line.addWidget(self.recall)
        line.addWidget(self.freeze)
        card.body.addLayout(line)
        card.body.addWidget(self.preview, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_closing(self, closing: Closing) -> None:
        """Show whether a period's report is frozen."""
        self._closing = closing
        self._draw()
        state, live = closing.state, closing.state.live
        self.freeze.setVisible(live is None)
        self.freeze.setEnabled(state.is_ready)
        self.recall.setVisible(live is not None)
        self.signatory.setVisible(live is None or not live.is_signed)
        if live is not None:
            said = _("Revision {revision} was frozen on {moment}; its documents do not change.")
            if not live.is_signed:
                said = _(
                    "Revision {revision} was frozen on {moment}; only who signs may still change."
                )
            self.said.setText(
                said.format(
                    revision=live.report.revision, moment=formats.moment(live.report.frozen_at)
                )
            )
        elif state.is_ready:
            self.said.setText(
                _("Read the documents; freezing keeps every figure and word as they are now.")
            )
        else:
            self.said.setText(verdict_of(state)[2])

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the letter when somebody looks: it takes half a second."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """Draw the letter anew where what it says may be something else now."""
        closing = self._closing
        if closing is None or not self.isVisible():
            return
        live = closing.state.live
        # The journal grows with every change, that of who signs included.
        shown = (closing.state.period, live and live.report.id, closing.draft.journal)
        if shown != self._drawn:
            self._drawn = shown
            self.preview.show_period(closing.state.period)
