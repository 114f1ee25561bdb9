"""A place to drop files on, with a button for those who do not drag."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.ui import theme
from egovdesk.ui.widgets.file_choice import ask_file, ask_files
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class DropArea(QWidget):
    """Takes files with one of the suffixes (".xlsx"), whatever their case, or any if none is named.

    A compact area is one line high, for dialogs.
    """

    files_dropped = Signal(list)
    """The files that were dropped or chosen, as a list of paths."""

    def __init__(
        self,
        text: str,
        suffixes: Sequence[str],
        *,
        several: bool = True,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._suffixes = tuple(suffix.lower() for suffix in suffixes)
        self._several = several
        self.folder = ""
        """Where the choice of a file begins, if not where something was found last."""
        self._is_hovered = False
        self.setAcceptDrops(True)
        self.setAccessibleName(text)
        label = _("Choose files…") if several else _("Choose a file…")
        self.button = QPushButton(label)
        self.button.setAccessibleDescription(text)
        self.button.clicked.connect(self._on_choose_clicked)
        self._lay_out(text, compact=compact)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files that fit."""
        if self._fitting(event.mimeData()):
            self._set_hovered(hovered=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Become quiet again."""
        self._set_hovered(hovered=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        self._set_hovered(hovered=False)
        if files := self._fitting(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("primary" if self._is_hovered else "outline"), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("selection" if self._is_hovered else "surface_alt"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()

    def _lay_out(self, text: str, *, compact: bool) -> None:
        words = QLabel(text, wordWrap=True)
        words.setProperty("role", "muted")
        if compact:
            row = QHBoxLayout(self)
            row.setContentsMargins(14, 10, 14, 10)
            row.setSpacing(10)
            row.addWidget(Glyph("import", "text_muted", 20))
            row.addWidget(words, stretch=1)
            row.addWidget(self.button)
            return
        words.setAlignment(_CENTRE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(Glyph("import", "text_muted", 28), alignment=_CENTRE)
        column.addWidget(words)
        column.addWidget(self.button, alignment=_CENTRE)
        column.addStretch()

    def _fitting(self, data: QMimeData) -> list[Path]:
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if self._suffixes:
            files = [path for path in files if path.suffix.lower() in self._suffixes]
        return files if self._several or len(files) == 1 else []

    def _set_hovered(self, *, hovered: bool) -> None:
        self._is_hovered = hovered
        self.update()

    def _on_choose_clicked(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in self._suffixes)
        wanted = _("Files ({patterns})").format(patterns=kinds) if kinds else _("All files (*)")
        title = self.button.text()
        if self._several:
            files = ask_files(self, title, wanted, self.folder)
        else:
            file = ask_file(self, title, wanted, self.folder)
            files = [] if file is None else [file]
        if files:
            self.folder = ""
            self.files_dropped.emit(files)
