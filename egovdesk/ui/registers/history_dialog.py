"""What was done to a record: when, by which use case, and from which value to which."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.history import JournalEntry, RecordChange
from egovdesk.domain.registers import RegisterKind
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words

_INTERNAL = frozenset({"id", "task_id", "procedure_id", "signer_id", "directive_id", "percent"})


class HistoryDialog(QDialog):
    """Lists the use cases that touched a record, each with what it changed."""

    def __init__(
        self, context: Context, kind: RegisterKind, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._labels = context.labels(kind)
        self.setWindowTitle(_("History: {title}").format(title=title))
        self.resize(theme.px(860), theme.px(520))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(_("What was done, latest first"))
        self.tree.setHeaderLabels([_("When and what"), _("Before"), _("After")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        for column in (1, 2):
            self.tree.setColumnWidth(column, theme.px(220))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(20, 16, 20, 16)
        column_layout.addWidget(self.tree)
        column_layout.addWidget(buttons)

    def show_changes(self, changes: tuple[RecordChange, ...]) -> None:
        """Show what was done, the latest first."""
        for one in reversed(changes):
            when = formats.moment(one.change.at)
            top = QTreeWidgetItem([f"{when}  ·  {words.change_words(one.change)}"])
            top.setFirstColumnSpanned(True)
            for entry in one.entries:
                for line in self._lines(entry):
                    item = QTreeWidgetItem(list(line))
                    for place, text in enumerate(line):
                        item.setToolTip(place, text)
                    top.addChild(item)
            self.tree.addTopLevelItem(top)
        self.tree.expandAll()
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, entry: JournalEntry) -> list[tuple[str, str, str]]:
        """Return field, before and after; an event is told as one line."""
        if entry.table.endswith("_event"):
            held = entry.after or entry.before or {}
            told = self._event(held)
            return [(told, "" if entry.before is None else told, "" if entry.after else "–")]
        lines = [
            (self._title(name), self._text(name, before), self._text(name, after))
            for name, (before, after) in entry.differences.items()
            if name not in _INTERNAL
        ]
        return [line for line in lines if line[1] or line[2]]

    def _event(self, held: Mapping[str, Any]) -> str:
        name = str(held.get("attribute") or held.get("kind") or "")
        parts = [self._title(name), formats.day_text(str(held.get("on_day") or ""))]
        if "value" in held:
            parts.append(self._text(name, held["value"]))
        if held.get("due"):
            parts.append(f"{self._title('due')} {formats.day_text(held['due'])}")
        parts += [str(held[key]) for key in ("note", "serial") if held.get(key)]
        return " · ".join(filter(None, parts))

    def _title(self, name: str) -> str:
        return words.column_title(self._kind, name)

    def _text(self, name: str, held: object) -> str:
        return words.stored_value(self._kind, name, held, self._labels.get(name))
