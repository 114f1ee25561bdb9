"""Evidence as a list; Enter or a double click opens a file."""

from collections.abc import Iterable, Set

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from egovdesk.domain.evidence import Evidence
from egovdesk.ui import icons, theme
from egovdesk.wording import _, formats


class EvidenceList(QListWidget):
    """As high as its lines; a file that is gone or was changed says so."""

    opened = Signal(Evidence)

    def __init__(self, evidence: Iterable[Evidence], lost: Set[int]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "files")
        self.setAccessibleName(_("Evidence"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip(_("Enter or a double click opens a copy of the file."))
        for item in evidence:
            line = QListWidgetItem(_words(item, is_lost=item.id in lost))
            line.setIcon(icons.icon(*(("error", "bad") if item.id in lost else ("file", "text"))))
            line.setData(Qt.ItemDataRole.UserRole, item)
            self.addItem(line)
        self.setCurrentRow(0)
        self.itemDoubleClicked.connect(self._open)

    def current(self) -> Evidence | None:
        """Return the file that is chosen."""
        place = self.currentRow()
        found = self.item(place).data(Qt.ItemDataRole.UserRole) if place >= 0 else None
        return found if isinstance(found, Evidence) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        current = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self._open(current)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room that the lines need at this width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that the lines need in another font."""
        super().changeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(lines + theme.px(6))

    def _open(self, line: QListWidgetItem) -> None:
        self.opened.emit(line.data(Qt.ItemDataRole.UserRole))


def _words(item: Evidence, *, is_lost: bool) -> str:
    document = " · ".join(
        part
        for part in (
            item.document_number,
            formats.day(item.document_date) if item.document_date else "",
        )
        if part
    )
    words = "\n".join(filter(None, (item.subject or item.name, document)))
    lost = _("The file is missing or was changed.")
    return f"{words}\n{lost}" if is_lost else words
