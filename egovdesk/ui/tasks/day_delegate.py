"""Days of the calendar: the number, why offices are closed, and a line for each entry."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import TONE_ICONS, soft
from egovdesk.wording import _, formats

DAY_ROLE = Qt.ItemDataRole.UserRole
"""Under this role an item gives its `Day`."""
_HEAD = 24
_LINE = 20

_Index = QModelIndex | QPersistentModelIndex


class DayDelegate(QStyledItemDelegate):
    """Paints a day."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint ground, head and as many entries as there is room for."""
        day = index.data(DAY_ROLE)
        if day is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        is_plain = day.is_in_month and day.is_working
        painter.fillRect(rect, theme.color("surface" if is_plain else "surface_alt"))
        painter.setPen(theme.color("border"))
        painter.drawRect(rect.adjusted(-0.5, -0.5, -0.5, -0.5))
        self._paint_head(painter, rect, day)
        whole = self._fitting(option.rect)
        shown = len(day.entries) if len(day.entries) <= whole else max(0, whole - 1)
        for place, entry in enumerate(day.entries[:shown]):
            self._paint_entry(painter, self._line(rect, place), entry)
        if shown < len(day.entries):
            more = _("{count} more").format(count=formats.number(len(day.entries) - shown))
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text_muted"))
            line = self._line(rect, shown).adjusted(theme.px(5), 0, 0, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, more)
        view = option.widget
        has_focus = isinstance(view, QAbstractItemView) and view.hasFocus()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("primary" if has_focus else "edge"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @classmethod
    def line_at(cls, rect: QRect, point: QPointF, count: int) -> int | None:
        """Return the entry under a point; the line that stands for the rest gives `count`."""
        place = int((point.y() - rect.top() - theme.px(_HEAD)) // theme.px(_LINE))
        whole = cls._fitting(rect)
        if place < 0 or place >= min(count, whole):
            return None
        return count if count > whole and place == whole - 1 else place

    @staticmethod
    def _fitting(rect: QRect) -> int:
        """Return how many lines a day has room for."""
        return max(0, (rect.height() - theme.px(_HEAD) - 2) // theme.px(_LINE))

    @staticmethod
    def _line(rect: QRectF, place: int) -> QRectF:
        top = rect.top() + theme.px(_HEAD) + place * theme.px(_LINE)
        return QRectF(rect.left() + theme.px(4), top, rect.width() - theme.px(8), theme.px(_LINE))

    @staticmethod
    def _paint_head(painter: QPainter, rect: QRectF, day) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        head = QRectF(rect.left(), rect.top(), rect.width(), theme.px(_HEAD))
        inner = head.adjusted(theme.px(7), 0, -theme.px(7), 0)
        font = theme.font(12, QFont.Weight.Bold if day.is_today else QFont.Weight.Medium)
        painter.setFont(font)
        number = str(day.on.day)
        width = QFontMetrics(font).horizontalAdvance(number)
        color = "text" if day.is_working else "bad"
        if not day.is_in_month:
            color = "text_muted"
        if day.is_today:
            pill = QRectF(inner.left() - theme.px(5), head.top() + theme.px(3), 0, theme.px(18))
            pill.setWidth(width + theme.px(10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary"))
            painter.drawRoundedRect(pill, theme.px(9), theme.px(9))
            color = "primary_text"
        painter.setPen(theme.color(color))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, number)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("text_muted" if day.is_working else "bad"))
        note = inner.adjusted(width + theme.px(10), 0, 0, 0)
        words = QFontMetrics(theme.font(11)).elidedText(
            day.note, Qt.TextElideMode.ElideRight, int(note.width())
        )
        painter.drawText(note, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _paint_entry(painter: QPainter, line: QRectF, entry) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        chip = line.adjusted(0, 1, 0, -1)
        ground = theme.color(soft(entry.tone))
        painter.setPen(
            theme.color(entry.tone) if ground == theme.color("surface") else Qt.PenStyle.NoPen
        )
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, theme.px(4), theme.px(4))
        size = theme.px(11)
        place = QRectF(chip.left() + theme.px(4), chip.center().y() - size / 2, size, size)
        name = "export" if entry.task_id is None else TONE_ICONS[entry.tone]
        icons.paint_icon(painter, name, place, theme.color(entry.tone))
        words = chip.adjusted(size + theme.px(8), 0, -theme.px(3), 0)
        font = theme.font(12)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        shown = QFontMetrics(font).elidedText(
            entry.text, Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
