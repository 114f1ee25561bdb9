"""Step 7: every revision of the period with its package, and verifying any package."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.services.reports import Closing, ReportRow
from egovdesk.ui import theme
from egovdesk.ui.reports.columns import revision_columns
from egovdesk.ui.reports.signature_lines import signature_lines
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.drop_area import DropArea
from egovdesk.wording import _, formats


class FileStep(QWidget):
    """The revisions, newest first; both a recalled one and its successor stay."""

    verify_asked = Signal(object)
    """A package of the period (`ReportRow`) is to be verified."""
    comparison_asked = Signal(object, object)
    """Two revisions (`ReportRow`), the earlier one first, are to be set side by side."""
    file_dropped = Signal(object)
    file_returned = Signal(object)
    """The package that waits came back with its second signature (its path)."""
    folder_asked = Signal(object)
    documents_asked = Signal(object)
    """The documents of a revision (`ReportRow`) are to be shown."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._newest: int | None = None
        self.revisions: DataTable[ReportRow] = DataTable(
            revision_columns(), key=lambda row: row.report.id, name=_("Revisions of this period")
        )
        self.revisions.hide_search()
        self.revisions.set_empty(
            _("No revision yet"), _("Freeze the report and sign it to make the first one.")
        )
        self.revisions.row_activated.connect(self._on_verify)
        self.buttons = (
            self._add_action(_("Verify"), self._on_verify),
            self._add_action(_("Open folder"), self._on_folder),
        )
        self.documents = self._add_action(_("View…"), self.documents_asked.emit)
        self.compare = QPushButton(_("Compare"))
        self.compare.setToolTip(
            _("Sets two chosen revisions side by side, or one and the one before")
        )
        self.compare.clicked.connect(self._on_compare)
        self.revisions.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.detail = QLabel(wordWrap=True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.drop = DropArea(
            _("Drop a package or a signed PDF here to see whether it is genuine."),
            (".asice", ".pdf"),
            several=False,
        )
        self.drop.folder = str(folder)
        self.drop.button.setText(_("Verify a file…"))
        self.drop.files_dropped.connect(lambda files: self.file_dropped.emit(files[0]))
        self.returned = DropArea(
            _("Drop the package here that came back with its second signature."),
            (".asice",),
            several=False,
            compact=True,
        )
        self.returned.folder = str(folder)
        self.returned.files_dropped.connect(lambda files: self.file_returned.emit(files[0]))
        kept = Card(_("Revisions of this period"))
        kept.body.addWidget(self.revisions, stretch=1)
        kept.body.addWidget(self.detail)
        kept.body.addWidget(self.returned)
        for button in (*self.buttons, self.documents, self.compare):
            kept.header.addWidget(button)
        check = Card(_("Verify a file"))
        check.body.addWidget(self.drop)
        check.setMaximumHeight(theme.px(190))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(kept, stretch=1)
        column.addWidget(check)

    def show_closing(self, closing: Closing) -> None:
        """Show a period's revisions."""
        newest_first = tuple(reversed(closing.state.history))
        newest = newest_first[0].report.id if newest_first else None
        self.revisions.set_rows(newest_first)
        if newest is not None and (newest != self._newest or not self.revisions.selected_rows()):
            self.revisions.select(newest)  # what was chosen before may be recalled by now
        self._newest = newest
        live = closing.state.live
        package = None if live is None else live.package
        self.returned.setVisible(package is not None and package.is_waiting)
        self._on_selected()

    def _add_action(self, words: str, act: Callable[[ReportRow], None]) -> QPushButton:
        """Offer an action on the selected revision, in the context menu and as a button."""
        action, button = QAction(words, self), QPushButton(words)
        button.setEnabled(False)

        def for_selected() -> None:
            for row in self.revisions.selected_rows()[:1]:
                act(row)

        action.triggered.connect(for_selected)
        button.clicked.connect(for_selected)
        self.revisions.add_action(action)
        return button

    def _on_selected(self) -> None:
        selected = self.revisions.selected_rows()
        is_packed = len(selected) == 1 and selected[0].package is not None
        for button in self.buttons:
            button.setEnabled(is_packed)
        self.documents.setEnabled(len(selected) == 1)
        self.compare.setEnabled(self._pair() is not None)
        self.detail.setText(_detail(selected[0]) if len(selected) == 1 else "")
        self.detail.setVisible(bool(self.detail.text()))

    def _pair(self) -> tuple[ReportRow, ReportRow] | None:
        """Return the two revisions that are chosen, or the chosen one and the one before it."""
        chosen = sorted(row.report.revision for row in self.revisions.selected_rows())
        if len(chosen) == 1:
            chosen = [chosen[0] - 1, chosen[0]]
        rows = {row.report.revision: row for row in self.revisions.model.all_rows()}
        if len(chosen) != 2 or not rows.keys() >= set(chosen):
            return None
        return rows[chosen[0]], rows[chosen[1]]

    def _on_compare(self) -> None:
        if (pair := self._pair()) is not None:
            self.comparison_asked.emit(*pair)

    def _on_verify(self, row: ReportRow) -> None:
        if row.package is not None:
            self.verify_asked.emit(row)

    def _on_folder(self, row: ReportRow) -> None:
        if row.package is not None:
            self.folder_asked.emit(row)


def _detail(row: ReportRow) -> str:
    """Say who signed a revision, and why it was recalled."""
    lines = [signature_lines(row)]
    if row.recall is not None:
        said = _("Recalled on {moment}: {reason}")
        lines.append(said.format(moment=formats.moment(row.recall.at), reason=row.recall.reason))
    return "\n".join(line for line in lines if line)
