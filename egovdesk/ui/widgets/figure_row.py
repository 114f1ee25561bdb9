"""Figures in a list: an icon, words, a quiet note and a number; each leads to what it counts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from egovdesk.domain.values import value
from egovdesk.ui import icons, theme
from egovdesk.ui.link import Link
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone, soft
from egovdesk.ui.widgets.painted_button import PaintedButton

_PADDING = 8
_HEIGHT = 32
_GAP = 10


@value
class Figure:
    """One line: `number` as written at the right, `note` before it.

    The icon is that of the tone unless another one is named; `share` (0 to 1) of the line is
    shaded in the tone.
    """

    title: str
    number: str
    link: Link
    note: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = ""
    share: float = 0.0


class FigureRow(PaintedButton):
    """Opens by mouse, Space or Enter."""

    wanted_width, least_width, fixed_height = 280, 180, _HEIGHT

    def __init__(self, opened: Callable[[Link], None], figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self.clicked.connect(lambda: opened(self.figure.link))
        self.set_figure(figure)

    def set_figure(self, figure: Figure) -> None:
        """Show another figure in the same place."""
        self.figure = figure
        self.setText(figure.title)
        self.setToolTip("\n".join(filter(None, (figure.title, figure.note, figure.number))))
        self.setAccessibleName(
            f"{figure.title}: {figure.number}" if figure.number else figure.title
        )
        self.setAccessibleDescription(figure.note)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, words, note and number."""
        figure, painter = self.figure, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        room = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        glyph = theme.px(14)
        icon = QRectF(room.left(), room.center().y() - glyph / 2, glyph, glyph)
        name = figure.icon or TONE_ICONS[figure.tone]
        icons.paint_icon(painter, name, icon, theme.color(figure.tone))
        room.setLeft(icon.right() + theme.px(_GAP))
        bold = (13, QFont.Weight.DemiBold, "text")
        room.setRight(room.right() - self._paint_at_right(painter, room, figure.number, bold))
        # The note gives way to the title, but for a third of the line.
        wanted = QFontMetrics(theme.font(13)).horizontalAdvance(figure.title)
        quiet = room.adjusted(min(wanted + theme.px(_GAP), room.width() * 2 / 3), 0, 0, 0)
        muted = (12, QFont.Weight.Normal, "text_muted")
        room.setRight(room.right() - self._paint_at_right(painter, quiet, figure.note, muted))
        chosen = theme.font(13)
        painter.setFont(chosen)
        painter.setPen(theme.color("text"))
        shown = QFontMetrics(chosen).elidedText(
            figure.title, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = theme.px(6)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(theme.color("neutral_soft"))
            painter.drawRoundedRect(ground, radius, radius)
        if self.figure.share > 0:
            shaded = QRectF(ground)
            shaded.setWidth(max(2.0 * radius, ground.width() * self.figure.share))
            painter.setBrush(theme.color(soft(self.figure.tone)))
            painter.drawRoundedRect(shaded, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("primary"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, radius, radius)

    @staticmethod
    def _paint_at_right(
        painter: QPainter, room: QRectF, text: str, look: tuple[int, QFont.Weight, str]
    ) -> float:
        """Paint words at the right of the room; return how much of it they and a gap take."""
        if not text:
            return 0.0
        size, weight, color = look
        chosen = theme.font(size, weight)
        metrics = QFontMetrics(chosen)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(chosen)
        painter.setPen(theme.color(color))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, shown)
        return metrics.horizontalAdvance(shown) + theme.px(_GAP)


class FigureList(QWidget):
    """Figures under one another; rows are used again, so that the focus stays where it is."""

    opened = Signal(object)
    """A figure was chosen; carries its `Link`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FigureRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures."""
        for row, figure in zip(self.rows, figures, strict=False):
            row.set_figure(figure)
        for figure in figures[len(self.rows) :]:
            row = FigureRow(self.opened.emit, figure)
            self.rows.append(row)
            self._column.addWidget(row)
        for row in self.rows[len(figures) :]:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(figures) :]
