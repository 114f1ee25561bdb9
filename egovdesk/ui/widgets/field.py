"""A labelled field that says below itself what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from egovdesk.ui.widgets.glyph import Glyph


class FieldRow(QWidget):
    """Label, editor, hint and error; "&" in the label marks its key (Alt and that letter)."""

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._error = ""
        name = QLabel(label)
        name.setProperty("role", "label")
        name.setBuddy(editor)
        name.setVisible(bool(label))
        editor.setAccessibleName(label.replace("&", ""))
        self._note = QLabel(wordWrap=True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._sign = Glyph("error", "bad", 14)
        below = QHBoxLayout()
        below.setSpacing(5)
        below.addWidget(self._sign)
        below.addWidget(self._note, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(editor)
        column.addLayout(below)
        # Beside a row with a note this one is higher than it needs: label and editor stay on top.
        column.addStretch()
        self._show_note()

    @property
    def error(self) -> str:
        """What is wrong, or nothing."""
        return self._error

    def put_beside(self, *widgets: QWidget) -> None:
        """Put buttons to the right of the editor."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        place = column.indexOf(self.editor)
        column.removeWidget(self.editor)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.editor, stretch=1)
        for widget in widgets:
            line.addWidget(widget)
        column.insertLayout(place, line)

    def set_error(self, text: str) -> None:
        """Say what is wrong with the value and how to mend it; "" takes it back."""
        self._error = text
        self._show_note()

    def _show_note(self) -> None:
        self._note.setText(self._error or self._hint)
        self._note.setVisible(bool(self._error or self._hint))
        self._sign.setVisible(bool(self._error))
        self.editor.setAccessibleDescription(self._error or self._hint)
        _restyle(self._note, "role", "error" if self._error else "note")
        _restyle(self.editor, "invalid", bool(self._error))


def _restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for; Qt reads it again only when told to."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
