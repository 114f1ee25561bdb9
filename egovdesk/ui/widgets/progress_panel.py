"""Long work that can be watched and stopped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from egovdesk.wording import _


class ProgressPanel(QWidget):
    """What is being done, how far it is, and a button to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(wordWrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.clicked.connect(self._on_cancel_clicked)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._bar, 1, 0)
        grid.addWidget(self._cancel, 0, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        self.hide()

    def start(self, label: str, *, can_cancel: bool = True) -> None:
        """Show the panel for new work whose length is not known yet."""
        self._bar.setRange(0, 0)
        self._cancel.setText(_("Cancel"))
        self._cancel.setEnabled(True)
        self._cancel.setVisible(can_cancel)
        self.set_label(label)
        self.show()

    def set_label(self, label: str) -> None:
        """Say what is being done now."""
        self._label.setText(label)
        self._bar.setAccessibleName(label)

    def set_progress(self, done: int, total: int) -> None:
        """Show how far it is; a total of 0 means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def finish(self) -> None:
        """Take the panel away."""
        self.hide()

    def _on_cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(_("Stopping…"))
        self.cancelled.emit()
