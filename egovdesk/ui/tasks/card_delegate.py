"""Cards of the board: code, deadline, title, and timeliness as an icon and a word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from egovdesk.services.tasks import TaskRow
from egovdesk.ui import icons, theme
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.widgets.badge import TONE_ICONS
from egovdesk.wording import formats

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Under this role an item gives its `TaskRow`."""
_HEIGHT = 98
_GAP = 6
_LINES = 2

_Index = QModelIndex | QPersistentModelIndex


def card_words(row: TaskRow) -> str:
    """Return everything that a card says, for who hears it and for the pointer."""
    due = formats.day(row.status.due) if row.status.due else ""
    parts = (row.task.code, row.task.title, due, timeliness_words(row.status))
    return "\n".join(part for part in parts if part)


class CardDelegate(QStyledItemDelegate):
    """Paints a task as a card."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the room of four lines."""
        return QSize(theme.px(120), theme.px(_HEIGHT + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the ground, then the lines from top to bottom."""
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(1, 1, -theme.px(4), -theme.px(_GAP))
        self._paint_ground(painter, option, card)
        room = card.adjusted(theme.px(10), theme.px(7), -theme.px(10), -theme.px(7))
        self._paint_head(painter, room, row)
        self._paint_title(painter, room, row.task.title)
        self._paint_timeliness(painter, room, row)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, card: QRectF) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        edge = "primary" if is_selected else "outline" if is_hovered else "border"
        painter.setPen(QPen(theme.color(edge), 2 if has_focus and is_selected else 1))
        painter.setBrush(theme.color("selection" if is_selected else "surface"))
        painter.drawRoundedRect(card, theme.px(6), theme.px(6))

    @staticmethod
    def _paint_head(painter: QPainter, room: QRectF, row: TaskRow) -> None:
        line = QRectF(room.left(), room.top(), room.width(), theme.px(16))
        bold, plain = theme.font(12, QFont.Weight.DemiBold), theme.font(12)
        due = formats.day(row.status.due) if row.status.due else ""
        painter.setFont(plain)
        painter.setPen(theme.color("text_muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, due)
        left = line.adjusted(0, 0, -QFontMetrics(plain).horizontalAdvance(due) - theme.px(6), 0)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        code = QFontMetrics(bold).elidedText(
            row.task.code, Qt.TextElideMode.ElideRight, int(left.width())
        )
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, code)

    @staticmethod
    def _paint_title(painter: QPainter, room: QRectF, title: str) -> None:
        font = theme.font(13)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        layout = QTextLayout(title, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = room.top() + theme.px(20)
        for number in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            start, length = line.textStart(), line.textLength()
            is_last = number == _LINES - 1
            words = title[start:] if is_last else title[start : start + length]
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(QPointF(room.left(), top + metrics.ascent()), shown)
            top += metrics.height()
        layout.endLayout()

    @staticmethod
    def _paint_timeliness(painter: QPainter, room: QRectF, row: TaskRow) -> None:
        tone = timeliness_tone(row.status)
        size = theme.px(13)
        line = QRectF(room.left(), room.bottom() - theme.px(16), room.width(), theme.px(16))
        place = QRectF(line.left(), line.center().y() - size / 2, size, size)
        icons.paint_icon(painter, TONE_ICONS[tone], place, theme.color(tone))
        font = theme.font(12, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        words = line.adjusted(size + theme.px(5), 0, 0, 0)
        shown = QFontMetrics(font).elidedText(
            # In time or overdue is said by the last words.
            timeliness_words(row.status),
            Qt.TextElideMode.ElideMiddle,
            int(words.width()),
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
