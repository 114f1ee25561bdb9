"""Asking where to and with which key, then making the package."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.packages import ExportStep
from egovdesk.domain.signing import KeyChoice
from egovdesk.services.packages import Exported
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import Job
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.reports.path_row import PathRow
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.message_bar import MessageBar
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import explain

_PASSPHRASE = frozenset({ErrorCode.KEY_PASSPHRASE, ErrorCode.KEY_PASSPHRASE_NEEDED})
_KEY = frozenset(
    {
        ErrorCode.KEY_UNREADABLE,
        ErrorCode.KEY_NOT_VALID_NOW,
        ErrorCode.KEY_USAGE,
        ErrorCode.KEY_WEAK,
    }
)


class ExportDialog(JobDialog):
    """Exports the period that is shown; errors show below the field they concern."""

    exported = Signal(object)
    """The package was written (`Exported`)."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context.jobs, parent)
        self._context = context
        period = formats.quarter(context.period)
        self.setWindowTitle(_("Export the report for {period}").format(period=period))
        self.setMinimumWidth(theme.px(560))
        self._messages = MessageBar()
        self.folder = PathRow(_("&Folder for the package"), self._browse_folder)
        self.folder.set_path(context.preferences.export_folder)
        self.key = QComboBox()
        self.key.addItem(_("Trial key: to try things out, without legal force"))
        self.key.addItem(_("Key file (.p12 or .pfx)"))
        self.key_row = FieldRow(_("&Sign with"), self.key)
        self.key_file = PathRow(_("&Key file"), self._browse_key)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase_row = FieldRow(
            _("&Password of the key file"),
            self.passphrase,
            hint=_("Used once for this signature and kept nowhere."),
        )
        self.buttons = self._make_buttons()
        self._lay_out()
        self.key.currentIndexChanged.connect(self._show_key)
        self._show_key()

    @property
    def uses_file(self) -> bool:
        """Say whether a key file signs, not the trial key."""
        return self.key.currentIndex() == 1

    def accept(self) -> None:
        """Make the package; the dialog closes once it is written."""
        if self.is_running or not self._is_complete():
            return
        folder, file = self.folder.path(), self.key_file.path() if self.uses_file else None
        assert folder is not None
        typed = self.passphrase.text() if self.uses_file else ""
        self.passphrase.clear()
        choice = KeyChoice(file=file, passphrase=typed.encode() or None)
        packages, period = self._context.desk.packages, self._context.period

        def work(_job: Job, report: Callable[[object], None]) -> Exported:
            return packages.export(
                period, folder, choice, lambda step, percent: report((step, percent))
            )

        self._set_editable(editable=False)
        self._messages.clear()
        words = label(ExportStep.COMPUTE)
        self.start_job(words, work, self._on_exported, self._on_failed, self._on_progress)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        export = buttons.button(QDialogButtonBox.StandardButton.Ok)
        export.setText(_("Export"))
        export.setProperty("kind", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _lay_out(self) -> None:
        note = QLabel(
            _(
                "The package holds the letter, the workbook, the data and the evidence in one "
                "signed file. It names no member of staff."
            ),
            wordWrap=True,
        )
        note.setProperty("role", "muted")
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(14)
        for row in (self.folder, self.key_row, self.key_file, self.passphrase_row):
            fields.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        for widget in (self._messages, note, self._fields):
            column.addWidget(widget)
        column.addStretch()
        column.addWidget(self.progress)
        column.addWidget(self.buttons)

    def _show_key(self) -> None:
        for row in (self.key_row, self.key_file, self.passphrase_row):
            row.set_error("")
        self.key_file.setVisible(self.uses_file)
        self.passphrase_row.setVisible(self.uses_file)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the fields need now; layouts learn of hidden ones when activated."""
        for widget in (self._fields, self):
            if (layout := widget.layout()) is not None:
                layout.activate()
        self.adjustSize()

    def _browse_folder(self, now: str) -> str:
        return QFileDialog.getExistingDirectory(self, _("Folder for the package"), now)

    def _browse_key(self, now: str) -> str:
        kinds = _("Key files ({patterns})").format(patterns="*.p12 *.pfx")
        return QFileDialog.getOpenFileName(self, _("Key file"), now, kinds)[0]

    def _is_complete(self) -> bool:
        for row in (self.folder, self.key_row, self.key_file, self.passphrase_row):
            row.set_error("")
        if self.folder.path() is None:
            self.folder.set_error(_("Choose the folder into which the package is written."))
        if self.uses_file and self.key_file.path() is None:
            self.key_file.set_error(_("Choose the file that holds your key."))
        return not (self.folder.error or self.key_file.error)

    def _set_editable(self, *, editable: bool) -> None:
        self._fields.setEnabled(editable)
        self.buttons.setVisible(editable)

    def _on_progress(self, progress: tuple[ExportStep, int]) -> None:
        step, percent = progress
        self.progress.set_label(label(step))
        self.progress.set_progress(percent, 100)

    def _on_exported(self, exported: Exported) -> None:
        self._context.preferences.export_folder = exported.file.parent
        super().accept()
        self.exported.emit(exported)

    def _on_failed(self, error: EGovDeskError) -> None:
        self._set_editable(editable=True)
        row = self._row_of(error)
        if row is None:
            Notifier(lambda: self._messages).show_error(error)
        else:
            row.set_error(str(explain(error)))
            row.editor.setFocus()
        self._fit()

    def _row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the field that an error concerns, if there is one."""
        named = Path(str(error.data.get("file", "")))
        if error.code in _PASSPHRASE and self.uses_file:
            return self.passphrase_row
        if error.code in _KEY or (self.uses_file and named == self.key_file.path()):
            return self.key_file if self.uses_file else self.key_row
        folder = self.folder.path()
        if folder is not None and (named == folder or folder in named.parents):
            return self.folder
        return None
