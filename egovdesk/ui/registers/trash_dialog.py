"""The trash of a register: what was deleted, and bringing it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.history import DeletedRecord
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.text import fold, matches
from egovdesk.ui import theme
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words


class TrashDialog(QDialog):
    """Lists deleted records, latest first; `chosen` are those to bring back."""

    def __init__(
        self,
        kind: RegisterKind,
        deleted: tuple[DeletedRecord, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._deleted = deleted
        self.chosen: list[DeletedRecord] = []
        self.setWindowTitle(_("Trash: {register}").format(register=words.name(kind)))
        self.resize(theme.px(640), theme.px(480))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search in the trash"))
        self.search.textChanged.connect(self._on_search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Deleted records, latest first"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemActivated.connect(lambda _item: self._on_restore())
        for place, record in enumerate(deleted):
            item = QListWidgetItem(f"{_words(record)}\n{formats.moment(record.at)}")
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.restore = buttons.addButton(_("Bring back"), QDialogButtonBox.ButtonRole.ActionRole)
        self.restore.setProperty("kind", "primary")
        self.restore.clicked.connect(self._on_restore)
        buttons.rejected.connect(self.reject)
        nothing = QLabel(_("The trash is empty. What is deleted can be brought back from here."))
        nothing.setVisible(not deleted)
        nothing.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(nothing)
        column.addWidget(self.list, stretch=1)
        column.addWidget(buttons)
        self._on_selection()

    def _on_search(self, text: str) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(not matches(text, fold(item.text())))

    def _on_selection(self) -> None:
        self.restore.setEnabled(bool(self.list.selectedItems()))

    def _on_restore(self) -> None:
        places = [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]
        self.chosen = [self._deleted[place] for place in places]
        if self.chosen:
            self.accept()


def _words(record: DeletedRecord) -> str:
    """Return the texts of a record that tell it apart."""
    values = (record.values.get(key) for key in ("code", "number", "month", "full_name", "title"))
    more = (record.values.get(key) for key in ("name", "subject", "department", "measure"))
    return " · ".join(str(value) for value in (*values, *more) if value) or f"#{record.row_id}"
