"""What the card of an indicator and a comparison share: their keys, saving, and leaving them."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.renderings import Rendering
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.file_choice import ask_target
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _
from egovdesk.wording.labels import label
from egovdesk.wording.messages import explain


class Sheet(QDialog):
    """A roomy dialog of lists: Ctrl+S saves the one that is looked at, F1 helps, Escape closes.

    `help_page` is the name under which the help has it.
    """

    help_page = ""

    def __init__(self, context: Context, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(1240), theme.px(690))
        self.said = quiet(_("Enter opens a row; Ctrl+S saves the list as a workbook."))
        self.save = QPushButton(_("Save as a workbook…"))
        self.save.clicked.connect(self.save_list)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        self.below = QHBoxLayout()
        self.below.addWidget(self.said, stretch=1)
        for button in (self.save, close):
            button.setAutoDefault(False)  # Enter belongs to the rows
            self.below.addWidget(button)
        for keys, act in (
            (QKeySequence.StandardKey.Save, self.save_list),
            (QKeySequence.StandardKey.HelpContents, self.open_help),
        ):
            QShortcut(keys, self).activated.connect(act)

    def shown_list(self) -> tuple[DataTable[Any], str] | None:
        """Return the list that is looked at and what its file is called; None without a list."""
        raise NotImplementedError

    def open_page(self, page: str, key: str) -> None:
        """Open a record on its page, and leave this with every dialog that it stands on."""
        standing: QWidget | None = self
        while standing is not None:
            below = standing.parentWidget()
            if isinstance(standing, QDialog):
                standing.accept()
            standing = below
        self.context.page_requested.emit(page, key)

    def save_list(self) -> None:
        """Ask for a file, write the list into it as it stands, and tell how it went."""
        shown = self.shown_list()
        if shown is None:
            return
        table, title = shown
        name = "".join(char for char in title if char not in '\\/:*?"<>|')
        proposed = self.context.preferences.export_folder / f"{name}.xlsx"
        kind = label(Rendering.XLSX)
        target = ask_target(self, _("Save the list as a workbook"), proposed, kind)
        if target is None:
            return
        self.context.preferences.export_folder = target.parent
        columns = table.model.columns
        head = [column.title for column in columns]
        rows = [[_entry(column, row) for column in columns] for row in table.model.rows()]
        indicators = self.context.desk.indicators
        self.context.jobs.run_long(
            lambda _job, _report: indicators.save_table(target, title, head, rows),
            lambda _written: self.said.setText(_("Saved: {file}").format(file=target)),
            self._on_failed,
            lambda _progress: None,
        )

    def open_help(self) -> None:
        """Say what this is for and which keys do what."""
        from egovdesk.ui.help_dialog import HelpDialog
        from egovdesk.ui.palette import Command

        keys = [Command(_("Save the list as a workbook"), "Ctrl+S", self.save_list)]
        dialog = HelpDialog(self.help_page, self.windowTitle(), keys, self)
        dialog.exec()
        dialog.deleteLater()

    def _on_failed(self, error: EGovDeskError) -> None:
        message = explain(error)
        self.said.setText(f"{message.cause} {message.cure}")


def quiet(text: str) -> QLabel:
    """Return muted words that wrap and can be selected."""
    result = QLabel(text, wordWrap=True)
    result.setProperty("role", "muted")
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def _entry(column: Column[Any], row: object) -> str | int:
    """Return a cell's number where the list sorts by a whole one, and its text elsewhere."""
    key = column.sort_key(row) if column.sort_key is not None else None
    return key if isinstance(key, int) else column.text(row)
