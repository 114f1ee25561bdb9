"""Step 5: the documents as they will leave, and freezing what they say."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.services.reports import Closing
from egovdesk.ui.reports.readiness import verdict_of
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _, formats


class DocumentsStep(QWidget):
    """Says whether the report is frozen, and offers to freeze or to recall it."""

    freeze_asked = Signal()
    recall_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said = QLabel(wordWrap=True)
        self.freeze = QPushButton(_("Freeze the report"))
        self.freeze.setProperty("kind", "primary")
        self.freeze.clicked.connect(self.freeze_asked)
        self.recall = QPushButton(_("Recall to correct…"))
        self.recall.clicked.connect(self.recall_asked)
        card = Card(_("Letter and annexes"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.said, stretch=1)
        line.addWidget(self.recall)
        line.addWidget(self.freeze)
        card.body.addLayout(line)
        card.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_closing(self, closing: Closing) -> None:
        """Show whether a period's report is frozen."""
        state, live = closing.state, closing.state.live
        self.freeze.setVisible(live is None)
        self.freeze.setEnabled(state.is_ready)
        self.recall.setVisible(live is not None)
        if live is not None:
            self.said.setText(
                _(
                    "Revision {revision} was frozen on {moment}; its documents do not change."
                ).format(
                    revision=live.report.revision, moment=formats.moment(live.report.frozen_at)
                )
            )
        elif state.is_ready:
            self.said.setText(
                _("Read the documents; freezing keeps every figure and word as they are now.")
            )
        else:
            self.said.setText(verdict_of(state)[2])
