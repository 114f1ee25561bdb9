"""States as pills: an icon and a word, so that nobody has to tell colours apart."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from egovdesk.ui import icons, theme

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Under this role a model gives the `Tone` of a cell that is to be shown as a pill."""

_Index = QModelIndex | QPersistentModelIndex


class Tone(StrEnum):
    """What a state means to the reader; each value names its colour in the theme."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"
    UNDER_WAY = "under_way"
    """On the way to something good, as it should be."""
    WATCHED = "watched"
    """Looked at, but not judged."""
    VOID = "void"
    """There was nothing of which anything could be said."""


TONE_ICONS = {
    Tone.GOOD: "check",
    Tone.WARNING: "warning",
    Tone.BAD: "error",
    Tone.INFO: "info",
    Tone.NEUTRAL: "minus",
    Tone.UNDER_WAY: "rising",
    Tone.WATCHED: "eye",
    Tone.VOID: "nought",
}


def soft(tone: Tone) -> str:
    """Return the name of the tone's background colour."""
    return f"{tone}_soft"


def pill_size(text: str) -> QSize:
    """Return the room that a pill with this word takes."""
    metrics = QFontMetrics(_pill_font())
    return QSize(metrics.horizontalAdvance(text) + theme.px(36), metrics.height() + theme.px(6))


def paint_pill(painter: QPainter, rect: QRectF, tone: Tone, text: str) -> None:
    """Paint a pill at the left of a rectangle, vertically in the middle."""
    size = pill_size(text)
    width = min(float(size.width()), rect.width())
    pill = QRectF(rect.left(), rect.center().y() - size.height() / 2, width, size.height())
    color = theme.color(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    background = theme.color(soft(tone))
    # The contrast theme has white pills: there the border tells where they end.
    painter.setPen(color if background == theme.color("surface") else Qt.PenStyle.NoPen)
    painter.setBrush(background)
    painter.drawRoundedRect(
        pill.adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2, pill.height() / 2
    )
    glyph = theme.px(12)
    corner = QPointF(pill.left() + theme.px(9), pill.center().y() - glyph / 2)
    icons.paint_icon(painter, TONE_ICONS[tone], QRectF(corner.x(), corner.y(), glyph, glyph), color)
    painter.setPen(color)
    painter.setFont(_pill_font())
    inner = pill.adjusted(theme.px(25), 0, -theme.px(9), 0)
    words = QFontMetrics(_pill_font()).elidedText(
        text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
    )
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


def _pill_font() -> QFont:
    return theme.font(12, QFont.Weight.Medium)


class Badge(QLabel):
    """One pill on its own."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.set_badge(text, tone)

    def set_badge(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the pill."""
        return pill_size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Never squeeze the word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._tone, self.text())
        painter.end()


class BadgeDelegate(QStyledItemDelegate):
    """Paints the cells of a table: pills where the model gives a tone, quiet text elsewhere."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint background, row line, focus mark and content."""
        painter.save()
        self._paint_ground(painter, option, index)
        self._paint_content(painter, option, index)
        painter.restore()

    def _paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        inner = _content(option)
        text, tone, across = self.content(index)
        if tone is not None and text:
            self.paint_state(painter, inner, Tone(tone), text)
        else:
            painter.setPen(theme.color("text"))
            painter.setFont(option.font)
            painter.drawText(inner, across, "\n".join(fitting_lines(option, inner, text)))

    def content(self, index: _Index) -> tuple[str, str | None, Qt.AlignmentFlag]:
        """Return a cell's text, its tone and where it stands."""
        across = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        return text, index.data(TONE_ROLE), Qt.AlignmentFlag.AlignVCenter | across

    def paint_state(self, painter: QPainter, room: QRectF, tone: Tone, text: str) -> None:
        """Paint a state into its cell: here as a pill."""
        paint_pill(painter, room, tone, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room of the content, for a column that is fitted to it."""
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if index.data(TONE_ROLE) is not None:
            return pill_size(text) + QSize(theme.px(20), theme.px(10))
        width = option.fontMetrics.horizontalAdvance(text)
        return QSize(width + theme.px(22), theme.px(36))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Show a tooltip where there is more to say than the cell shows."""
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        tooltip = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        fits = self.sizeHint(option, index).width() <= option.rect.width()
        if event.type() is QEvent.Type.ToolTip and tooltip == text and fits:
            return False
        return super().helpEvent(event, view, option, index)

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface_alt"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        view = option.widget
        if (
            isinstance(view, QAbstractItemView)
            and index.column() == 0
            and view.hasFocus()
            and view.currentIndex().row() == index.row()
        ):
            mark = QRectF(rect.left(), rect.top(), theme.px(3), rect.height() - 1)
            painter.fillRect(mark, theme.color("primary"))


class MarkDelegate(BadgeDelegate):
    """Paints states as an icon and a word without a ground, where a column says yes or no."""

    def paint_state(self, painter: QPainter, room: QRectF, tone: Tone, text: str) -> None:
        """Paint icon and word in the colour of the tone."""
        glyph = theme.px(13)
        icon = QRectF(room.left(), room.center().y() - glyph / 2, glyph, glyph)
        icons.paint_icon(painter, TONE_ICONS[tone], icon, theme.color(tone))
        words = room.adjusted(glyph + theme.px(5), 0, 0, 0)
        painter.setPen(theme.color(tone))
        painter.setFont(_pill_font())
        shown = QFontMetrics(_pill_font()).elidedText(
            text, Qt.TextElideMode.ElideRight, int(words.width()) + 1
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


def _content(option: QStyleOptionViewItem) -> QRectF:
    return QRectF(option.rect).adjusted(theme.px(10), 0, -theme.px(10), -1)


def fitting_lines(option: QStyleOptionViewItem, room: QRectF, text: str) -> list[str]:
    """Break a text into the lines that a cell has room for; one that is too long ends in “…”.

    Where the view does not wrap words there is one line. Words are never broken: half a number
    would look like another.
    """
    if not option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
        return [option.fontMetrics.elidedText(text, option.textElideMode, int(room.width()))]
    most = max(1, int(room.height()) // option.fontMetrics.height())
    layout = QTextLayout(text.replace("\n", " "), option.font)
    layout.beginLayout()
    lines: list[str] = []
    start = 0
    while start < len(layout.text()):
        line = layout.createLine()
        line.setLineWidth(room.width())
        is_last = len(lines) + 1 == most
        end = len(layout.text()) if is_last else start + line.textLength()
        words = layout.text()[start:end].rstrip()
        if line.naturalTextWidth() > room.width() or start + line.textLength() < end:
            words = option.fontMetrics.elidedText(words, option.textElideMode, int(room.width()))
        lines.append(words)
        start = end
    layout.endLayout()
    return lines
