"""Comments on a value, and the flag that asks to look at it again."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.history import Change
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.remarks import Remark
from egovdesk.services.remarks import NewRemark
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words
from egovdesk.wording.messages import explain


class RemarksDialog(QDialog):
    """Shows what was noted on a record, and takes a new comment on one of its fields."""

    def __init__(
        self,
        context: Context,
        kind: RegisterKind,
        row_id: int,
        field: str,
        parent: QWidget | None = None,
        *,
        record: str = "",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._is_warned = False
        self._new = NewRemark(kind=kind, row_id=row_id, field=field, text="")
        where = " · ".join(filter(None, (record, words.title(kind, field))))
        self.setWindowTitle(_("Comments: {field}").format(field=where))
        self.resize(theme.px(560), theme.px(480))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._list)
        inner.addStretch()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(80))
        self.follow_up = QCheckBox(_("&Flag it, to be looked at again"))
        self._row = FieldRow(_("New &comment"), self.text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.add = buttons.addButton(_("Save the comment"), QDialogButtonBox.ButtonRole.ActionRole)
        self.add.setProperty("kind", "primary")
        self.add.clicked.connect(self._on_add)
        press_with_ctrl_return(self, self.add)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(scrolling(holder), stretch=1)
        column.addWidget(self._row)
        column.addWidget(self.follow_up)
        column.addWidget(buttons)
        self.text.setFocus()
        self.refresh()

    def reject(self) -> None:
        """Close; a comment is given up only when it is asked for twice."""
        if self.text.toPlainText().strip() and not self._is_warned:
            self._is_warned = True
            self._row.set_error(_("Your note is not saved. Press Escape again to discard it."))
            return
        super().reject()

    def refresh(self) -> None:
        """Read the record's comments."""
        remarks, new = self._context.desk.remarks, self._new
        self._context.jobs.run(
            lambda: remarks.of(new.kind, new.row_id), self._show, self._context.notifier.show_error
        )

    def _show(self, found: tuple[Remark, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for remark in found:
            self._list.addWidget(self._card(remark))
        if not found:
            nothing = QLabel(_("Nothing was noted on this record yet."))
            nothing.setProperty("role", "muted")
            self._list.addWidget(nothing)

    def _card(self, remark: Remark) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "note")
        title = words.title(remark.kind, remark.field) if remark.field else ""
        parts = [formats.moment(remark.at), title]
        if remark.follow_up:
            parts.append("⚑ " + _("to be looked at again"))
        head = QLabel(" · ".join(filter(None, parts)))
        head.setProperty("role", "note")
        head.setTextFormat(Qt.TextFormat.PlainText)
        body = QLabel(remark.text, wordWrap=True)
        body.setTextFormat(Qt.TextFormat.PlainText)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.addWidget(head, stretch=1)
        remarks = self._context.desk.remarks
        if remark.follow_up:
            line.addWidget(self._button(_("Settled"), partial(remarks.settle, remark)))
        line.addWidget(self._button(_("Delete"), partial(remarks.remove, remark)))
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(line)
        column.addWidget(body)
        return card

    def _button(self, text: str, work: "partial[Change]") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "quiet")
        button.clicked.connect(
            lambda: self._context.jobs.run(work, self._on_saved, self._on_failed)
        )
        return button

    def _on_add(self) -> None:
        new = NewRemark(
            kind=self._new.kind,
            row_id=self._new.row_id,
            field=self._new.field,
            text=self.text.toPlainText(),
            follow_up=self.follow_up.isChecked(),
        )
        remarks = self._context.desk.remarks
        self._context.jobs.run(lambda: remarks.add(new), self._on_added, self._on_failed)

    def _on_added(self, change: Change) -> None:
        self.text.clear()
        self.follow_up.setChecked(False)
        self._row.set_error("")
        self._on_saved(change)

    def _on_saved(self, change: Change) -> None:
        self._context.announce(change.nouns)
        self.refresh()

    def _on_failed(self, error: EGovDeskError) -> None:
        self._row.set_error(str(explain(error)))
