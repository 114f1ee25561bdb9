"""Recording what happened to a signer on a day."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import Change
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _
from egovdesk.wording.messages import explain


class DayDialog(QDialog):
    """Asks for the day, and for which certificate if there are several; `change` was saved."""

    def __init__(
        self,
        context: Context,
        title: str,
        explanation: str,
        act: Callable[[date, str], Change],
        certificates: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._act = context, act
        self.change: Change | None = None
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(440))
        self.day = DateEdit()
        self.day.set_day(min(context.as_of, context.desk.session.today))
        self.certificate = QComboBox()
        self.certificate.addItems(list(certificates))
        self._day_row = FieldRow(_("&Day"), self.day)
        which = FieldRow(_("&Certificate serial"), self.certificate)
        which.setVisible(len(certificates) > 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setProperty("kind", "primary")
        buttons.accepted.connect(self._on_save)
        press_with_ctrl_return(self, self.save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for widget in (QLabel(explanation, wordWrap=True), which, self._day_row):
            column.addWidget(widget)
        column.addStretch()
        column.addWidget(buttons)
        self.day.setFocus()

    def _on_save(self) -> None:
        day, act, serial = self.day.day(), self._act, self.certificate.currentText()
        if day is None:
            self._refuse(_("Write the day as 24/02/2021."))
            return
        self.save.setEnabled(False)
        self._context.jobs.run(lambda: act(day, serial), self._on_saved, self._on_failed)

    def _on_saved(self, change: Change) -> None:
        self.change = change
        self.accept()

    def _on_failed(self, error: EGovDeskError) -> None:
        self.save.setEnabled(True)
        if error.code is ErrorCode.FIELD_INVALID:
            words = _("{day} lies ahead, or does not fit what is recorded. Choose another day.")
            self._refuse(words.format(day=error.data["value"]))
        else:
            self._refuse(str(explain(error)))

    def _refuse(self, words: str) -> None:
        self._day_row.set_error(words)
        self.day.setFocus()
