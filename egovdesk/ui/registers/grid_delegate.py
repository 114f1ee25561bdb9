"""Cells of a grid: painted with their marks, and edited with what suits the field."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from egovdesk.domain.registers import FieldKind
from egovdesk.ui import theme
from egovdesk.ui.registers.grid_model import ISSUE_ROLE, GridModel
from egovdesk.ui.widgets.badge import MarkDelegate
from egovdesk.wording import _

_Index = QModelIndex | QPersistentModelIndex
_BEGUN = "begun"
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_VERTICAL = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class GridDelegate(MarkDelegate):
    """Paints states as icon and word, the current cell with a frame, and what cannot be saved."""

    left = Signal(int, bool)
    """The editor was left towards this key, its text committed; and whether by Enter."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell, then its marks."""
        super().paint(painter, option, index)
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        model = index.model()
        if isinstance(model, GridModel):
            cannot_be_saved, has_remark = model.marks(index.row(), index.column())
        else:
            cannot_be_saved, has_remark = bool(index.data(ISSUE_ROLE)), False
        if not (is_current or cannot_be_saved or has_remark):
            return
        painter.save()
        rect = option.rect
        if cannot_be_saved:
            painter.setPen(theme.color("bad"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.fillRect(
                rect.left(), rect.top(), theme.px(3), rect.height(), theme.color("bad")
            )
        if has_remark:
            size = theme.px(8)
            corner = QPointF(rect.topRight()) + QPointF(1, 0)
            mark = QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("warning"))
            painter.drawPolygon(mark)
        if is_current and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("primary"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def content(self, index: _Index) -> tuple[str, str | None, Qt.AlignmentFlag]:
        """Ask the model itself: by way of Qt it takes several times as long."""
        model = index.model()
        if isinstance(model, GridModel):
            return model.content(index.row(), index.column())
        return super().content(index)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        """Return a list for choices, a line for everything else."""
        model = index.model()
        assert isinstance(model, GridModel)
        field = model.columns[index.column()].field
        if field.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
            return self._choices(parent, model, index)
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setProperty("kind", "cell")
        line.setAlignment(model.columns[index.column()].align)
        line.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        if field.kind is FieldKind.DAY:
            line.setPlaceholderText(_("dd/mm/yyyy"))
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with what the cell shows; whatever is read meanwhile, what is typed stays."""
        if editor.property(_BEGUN):
            return
        editor.setProperty(_BEGUN, _BEGUN)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text) if text else -1)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QObject, index: _Index) -> None:
        """Pass on what was typed."""
        assert isinstance(model, GridModel)
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        model.setData(index, editor.text() if isinstance(editor, QLineEdit) else text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index
    ) -> None:
        """Fill the cell; a list gets the room of its longest choice."""
        rect = option.rect
        if isinstance(editor, QComboBox):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Commit on Enter, Tab, Up and Down, and tell by which of them the cell was left."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # In a list, up and down choose.
            keys = _LEAVING + (_VERTICAL if isinstance(editor, QLineEdit) else ())
            if event.key() in keys and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor)
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                key = Qt.Key(event.key())
                is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                if is_enter:
                    key = Qt.Key.Key_Up if back else Qt.Key.Key_Down
                self.left.emit(key.value, is_enter)
                return True
        return super().eventFilter(editor, event)

    @staticmethod
    def _choices(parent: QWidget, model: GridModel, index: _Index) -> QComboBox:
        field = model.columns[index.column()].field
        box = QComboBox(parent)
        if field.kind is FieldKind.YES_NO:
            choices = [_("Yes"), _("No")]
        else:
            choices = list(model.labels.get(field.key, {}).values())
            if not field.is_required:
                choices.insert(0, "")
        box.addItems(choices)
        box.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        return box
