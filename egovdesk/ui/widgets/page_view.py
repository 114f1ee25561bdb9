"""One page of a document on the screen: fitted to the width or in a size of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from egovdesk.ui import theme

_SCREEN_DPI = 96
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_A4_INCHES = 8.27
_MARGIN = 8
_SETTLED_MS = 80
_MARK = QColor(255, 214, 10, 110)


class PageView(QScrollArea):
    """Shows a picture of a page; says when it should be painted anew, and how fine."""

    wanted = Signal()
    """The page should be painted at `dpi`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0
        self._inches = _A4_INCHES
        self.page = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setWidgetResizable(True)
        self.setWidget(self.page)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self.wanted)

    @property
    def dpi(self) -> float:
        """How fine the page has to be painted for the zoom, in dots an inch of this screen."""
        return _SCREEN_DPI * self.percent / 100 * self.devicePixelRatioF()

    @property
    def percent(self) -> float:
        """In what size the page is shown."""
        if self._percent:
            return self._percent
        return 100 * self._room() / (self._inches * _SCREEN_DPI)

    def zoom(self, step: int) -> None:
        """Go to the next size, up or down."""
        beyond = [size for size in _ZOOMS if (size - self.percent) * step > 0.5]
        if beyond:
            self._percent = beyond[0] if step > 0 else beyond[-1]
            self.wanted.emit()

    def fit(self) -> None:
        """Show the page as wide as there is room."""
        self._percent = 0
        self.wanted.emit()

    def show_page(
        self, image: QImage, dpi: float, marks: Sequence[QRectF] = (), looked_at: int = -1
    ) -> None:
        """Show a picture that was painted at `dpi`, with boxes (in shares of it) marked."""
        self._inches = image.width() / dpi
        _mark(image, marks, looked_at)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.setPixmap(pixmap)
        if 0 <= looked_at < len(marks):
            middle = marks[looked_at].center() * pixmap.deviceIndependentSize().height()
            self.ensureVisible(0, round(middle.y()), 0, theme.px(120))
        else:
            self.verticalScrollBar().setValue(0)
        if not self._percent and abs(self.dpi - dpi) > 1:
            self.wanted.emit()  # a page of another width

    def clear(self) -> None:
        """Show nothing."""
        self.page.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another picture once the size has settled, where it fits the width."""
        super().resizeEvent(event)
        if not self._percent and not self.page.pixmap().isNull():
            self._settled.start()

    def _room(self) -> int:
        """Return the width for a page, whether or not it needs a scroll bar now."""
        bar = self.verticalScrollBar()
        beside = 0 if bar.isVisible() else bar.sizeHint().width()
        return max(100, self.viewport().width() - beside - _MARGIN)


def _mark(image: QImage, marks: Sequence[QRectF], looked_at: int) -> None:
    """Lay a colour over the boxes; the one looked at has a frame, too."""
    if not marks:
        return
    width, height = image.width(), image.height()
    painter = QPainter(image)
    for place, share in enumerate(marks):
        box = QRectF(
            share.x() * width, share.y() * height, share.width() * width, share.height() * height
        ).adjusted(-2, -2, 2, 2)
        painter.fillRect(box, _MARK)
        if place == looked_at:
            painter.drawRect(box)
    painter.end()
