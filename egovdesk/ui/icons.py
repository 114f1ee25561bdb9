"""Icons drawn by the program itself: crisp at any size, and in the colours of the theme."""

from typing import ClassVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from egovdesk.ui import theme

_GRID = 24
_STROKE = 1.8

# Shapes on a grid of 24: P an open line through points, Z a closed one, R a rounded rectangle
# (x y width height radius), C an ellipse (centre, radii), A an arc (centre, radius, start and
# sweep in degrees), D a dot.
_SHAPES = {
    "overview": "R 3.5 3.5 7 7 1.5|R 13.5 3.5 7 7 1.5|R 3.5 13.5 7 7 1.5|R 13.5 13.5 7 7 1.5",
    "directives": "Z 5.5 3 18.5 3 18.5 21 5.5 21|P 9 7.5 15 7.5|P 9 11.5 15 11.5|P 9 15.5 10.5 15.5"
    "|C 15 16.5 2.4 2.4",
    "tasks": "P 11 6 20.5 6|P 11 12 20.5 12|P 11 18 20.5 18|P 3.5 6 5 7.5 8 4.5"
    "|P 3.5 12 5 13.5 8 10.5|P 3.5 18 5 19.5 8 16.5",
    "signatures": "Z 3.8 20.2 4.8 15.8 15.8 4.8 19.2 8.2 8.2 19.2|P 13.3 7.3 16.7 10.7"
    "|P 13.5 20.2 20.5 20.2",
    "services": "C 12 12 8.7 8.7|C 12 12 3.9 8.7|P 3.3 12 20.7 12",
    "assets": "C 12 6 7.5 2.7|P 4.5 6 4.5 17.5|P 19.5 6 19.5 17.5|P 4.5 17.5 8 20 16 20 19.5 17.5"
    "|P 4.5 11.8 8 14.3 16 14.3 19.5 11.8",
    "reports": "Z 5.5 3 13.5 3 18.5 8 18.5 21 5.5 21|P 9 17.2 9 14|P 12 17.2 12 11|P 15 17.2 15 13",
    "settings": "P 4 7.5 12 7.5|C 15 7.5 2.6 2.6|P 18 7.5 20 7.5|P 4 16.5 6 16.5"
    "|C 9 16.5 2.6 2.6|P 12 16.5 20 16.5",
    "search": "C 10.5 10.5 6.5 6.5|P 15.4 15.4 20.5 20.5",
    "filter": "Z 3.5 5 20.5 5 14 12.5 14 19 10 21 10 12.5",
    "undo": "P 8 4.5 3.8 8.8 8 13|P 3.8 8.8 14.5 8.8|A 14.5 14 5.2 90 -180|P 14.5 19.2 8 19.2",
    "redo": "P 16 4.5 20.2 8.8 16 13|P 20.2 8.8 9.5 8.8|A 9.5 14 5.2 90 180|P 9.5 19.2 16 19.2",
    "plus": "P 12 5 12 19|P 5 12 19 12",
    "minus": "P 5 12 19 12",
    "check": "P 4.5 12.8 9.6 17.8 19.5 6.8",
    "warning": "Z 12 3.8 21.2 19.8 2.8 19.8|P 12 9.8 12 14|D 12 16.9",
    "error": "C 12 12 8.7 8.7|P 9 9 15 15|P 15 9 9 15",
    "info": "C 12 12 8.7 8.7|P 12 11.3 12 16.4|D 12 7.7",
    "help": "C 12 12 8.7 8.7|P 9.4 9.8 9.8 8.2 11 7.2 12.6 7.1 14 7.9 14.6 9.4"
    "|P 14.6 9.4 14 11 12 12.4 12 13.6|D 12 16.6",
    "file": "Z 5.5 3 13.5 3 18.5 8 18.5 21 5.5 21|P 13.5 3 13.5 8 18.5 8|P 9 13 15 13|P 9 17 15 17",
    "folder": "Z 3.3 5 9.3 5 11.5 7.8 20.7 7.8 20.7 19.5 3.3 19.5",
    "export": "P 12 15 12 3.8|P 7.6 8.2 12 3.8 16.4 8.2|P 4 14.5 4 20 20 20 20 14.5",
    "import": "P 12 3.8 12 15|P 7.6 10.6 12 15 16.4 10.6|P 4 14.5 4 20 20 20 20 14.5",
    "verify": "Z 12 2.8 19.5 5.6 19.5 11.5 17.6 16.8 12 21.2 6.4 16.8 4.5 11.5 4.5 5.6"
    "|P 8.4 11.8 11 14.4 15.6 9.4",
    "close": "P 6 6 18 18|P 18 6 6 18",
    "trash": "P 4 6.5 20 6.5|P 9 6.5 9 3.8 15 3.8 15 6.5|P 6 6.5 7 20.5 17 20.5 18 6.5"
    "|P 10.2 10.5 10.5 16.5|P 13.8 10.5 13.5 16.5",
    "calendar": "R 3.8 5.5 16.4 15 2|P 3.8 10.2 20.2 10.2|P 8.3 3.2 8.3 7|P 15.7 3.2 15.7 7",
    "bell": "P 4.5 17.2 19.5 17.2|P 6.5 17.2 6.5 10.5|A 12 10.5 5.5 180 -180|P 17.5 10.5 17.5 17.2"
    "|P 10.2 20.4 13.8 20.4|P 12 2.8 12 5",
    "chart": "P 4 20.3 20 20.3|P 6.5 16.5 6.5 12|P 12 16.5 12 4.5|P 17.5 16.5 17.5 9",
    "rising": "P 3.5 17.5 9.5 11.5 13.5 15 20.5 7|P 14.8 7 20.5 7 20.5 12.7",
    "eye": "C 12 12 9.3 5.8|C 12 12 2.3 2.3",
    "nought": "C 12 12 5.6 8.2",
    "up": "P 12 20 12 4.5|P 5.5 11 12 4.5 18.5 11",
    "down": "P 12 4 12 19.5|P 5.5 13 12 19.5 18.5 13",
    "flag": "P 6 21 6 3.5|P 6 4.5 18 4.5 15.5 8.5 18 12.5 6 12.5",
    "clock": "C 12 12 8.7 8.7|P 12 6.8 12 12 15.6 14.2",
    "previous": "P 14.7 6 8.7 12 14.7 18",
    "next": "P 9.3 6 15.3 12 9.3 18",
}

NAMES = frozenset(_SHAPES)
"""Every icon there is."""

_paths: dict[str, QPainterPath] = {}


def icon(name: str, color: str = "text") -> QIcon:
    """Return an icon; `color` is a token's name, which follows the theme, or "#rrggbb".

    Raises:
        KeyError: there is no icon of this name.
    """
    _path(name)
    return QIcon(_GlyphEngine(name, color))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Paint an icon into the largest square in the middle of a rectangle."""
    scale = min(rect.width(), rect.height()) / _GRID
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(scale, scale)
    painter.translate(-_GRID / 2, -_GRID / 2)
    pen = QPen(color, max(_STROKE, 1.25 / scale))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(name))
    painter.restore()


class _GlyphEngine(QIconEngine):
    """Paints at the moment of use, so that an icon follows theme, zoom and screen density."""

    _copies: ClassVar[list[QIconEngine]] = []

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        color = theme.color(self._color)
        if mode is QIcon.Mode.Disabled:
            color.setAlphaF(0.5)
        paint_icon(painter, self._name, QRectF(rect), color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        if result.isNull():  # a layout that is still on its way may leave an icon no room
            return result
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        # Qt takes the copy but Python would free it: the class keeps it.
        copy = _GlyphEngine(self._name, self._color)
        self._copies.append(copy)
        return copy


def _path(name: str) -> QPainterPath:
    if name not in _paths:
        path = QPainterPath()
        for shape in _SHAPES[name].split("|"):
            kind, *numbers = shape.split()
            _add_shape(path, kind, [float(number) for number in numbers])
        _paths[name] = path
    return _paths[name]


def _add_shape(path: QPainterPath, kind: str, n: list[float]) -> None:
    match kind:
        case "R":
            path.addRoundedRect(n[0], n[1], n[2], n[3], n[4], n[4])
        case "C":
            path.addEllipse(QPointF(n[0], n[1]), n[2], n[3])
        case "D":
            path.moveTo(n[0], n[1])
            path.lineTo(n[0], n[1] + 0.1)
        case "A":
            box = QRectF(n[0] - n[2], n[1] - n[2], 2 * n[2], 2 * n[2])
            path.arcMoveTo(box, n[3])
            path.arcTo(box, n[3], n[4])
        case _:
            path.moveTo(n[0], n[1])
            for x, y in zip(n[2::2], n[3::2], strict=True):
                path.lineTo(x, y)
            if kind == "Z":
                path.closeSubpath()
