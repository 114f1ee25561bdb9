"""Entering one value in a field of many records; a preview follows before anything is saved."""

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Access, FieldKind, RegisterKind
from egovdesk.ui import theme
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import _
from egovdesk.wording import registers as words


class BulkEditDialog(QDialog):
    """Asks for a field and its new value; `answer` is both.

    It begins with a field that is named, if that can be changed.
    """

    def __init__(
        self,
        kind: RegisterKind,
        count: int,
        labels: Mapping[str, Mapping[str, str]],
        parent: QWidget | None = None,
        *,
        begin_with: str = "",
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._labels = labels
        self.answer: tuple[str, str] | None = None
        what = words.counted(kind, count)
        self.setWindowTitle(_("Change together: {what}").format(what=what))
        self.setMinimumWidth(theme.px(440))
        self.field = QComboBox()
        for field in REGISTERS[kind].fields:
            if field.access is Access.FREE and field.key not in REGISTERS[kind].key:
                self.field.addItem(words.title(kind, field.key), field.key)
        self.field.setCurrentIndex(max(0, self.field.findData(begin_with)))
        self.choice = QComboBox()
        self.text = QLineEdit()
        self.choice.setAccessibleName(_("New value"))
        self.text.setAccessibleName(_("New value"))
        self._value = QStackedWidget()
        self._value.addWidget(self.choice)
        self._value.addWidget(self.text)
        self._row = FieldRow(_("New &value"), self._value)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go_on = buttons.addButton(_("Preview…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setProperty("kind", "primary")
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(FieldRow(_("&Field"), self.field))
        column.addWidget(self._row)
        column.addWidget(buttons)
        self.field.currentIndexChanged.connect(self._on_field)
        self._on_field()

    def _on_field(self) -> None:
        field = REGISTERS[self._kind].field(str(self.field.currentData()))
        is_choice = field.kind in (FieldKind.CHOICE, FieldKind.YES_NO)
        if is_choice:
            self.choice.clear()
            if field.kind is FieldKind.YES_NO:
                self.choice.addItems([_("Yes"), _("No")])
            else:
                self.choice.addItems(list(self._labels.get(field.key, {}).values()))
                if not field.is_required:
                    self.choice.addItem("")
        self._value.setCurrentWidget(self.choice if is_choice else self.text)

    def _on_accepted(self) -> None:
        is_choice = self._value.currentWidget() is self.choice
        text = self.choice.currentText() if is_choice else self.text.text()
        self.answer = (str(self.field.currentData()), text)
        self.accept()
