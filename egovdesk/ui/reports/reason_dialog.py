"""Asking for a reason that will be kept: why a warning is right, why a report is recalled."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from egovdesk.ui import theme
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _


class ReasonDialog(QDialog):
    """Takes one or two sentences; Ctrl+Return accepts them."""

    def __init__(self, title: str, about: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(560))
        said = QLabel(about, wordWrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(96))
        self._row = FieldRow(_("&Reason"), self.text, hint=_("It travels with the report."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setProperty("kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        press_with_ctrl_return(self, self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        for widget in (said, self._row, buttons):
            column.addWidget(widget)
        self.finished.connect(self.deleteLater)

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.text.toPlainText().strip()

    def accept(self) -> None:
        """Close with a reason; without one the dialog says that it needs one."""
        if self.reason:
            super().accept()
        else:
            self._row.set_error(_("Write in one or two sentences why."))
            self.text.setFocus()
