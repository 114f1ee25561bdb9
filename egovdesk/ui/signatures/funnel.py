"""The adoption of signatures as bars, each step a part of the one before it."""

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from egovdesk.domain.signers import SignerStage
from egovdesk.ui import theme
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_HEIGHT = 40
_GAP = 28
_COLORS = {
    SignerStage.ENTITLED: "neutral",
    SignerStage.ISSUED: "primary",
    SignerStage.VALID: "primary",
    SignerStage.SIGNING: "good",
}


class Funnel(QWidget):
    """Shows how many people reached each stage, as numbers and as a share of those entitled."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[SignerStage, int] = {}
        self.setAccessibleName(_("Adoption of digital signatures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Mapping[SignerStage, int]) -> None:
        """Show these counts; every stage is present."""
        self._counts = counts
        words = [f"{label(stage)}: {self._words(stage)}" for stage in counts]
        self.setAccessibleDescription("; ".join(words))
        self.setToolTip("\n".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of four steps side by side."""
        return QSize(theme.px(900), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which words and numbers do not meet."""
        return QSize(theme.px(560), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint one bar a stage, its words above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(_GAP)
        step = (self.width() + gap) / len(SignerStage)
        for place, stage in enumerate(self._counts):
            self._paint_stage(painter, QRectF(place * step, 0, step - gap, self.height()), stage)
        painter.end()

    def _paint_stage(self, painter: QPainter, room: QRectF, stage: SignerStage) -> None:
        number_font = theme.font(13, QFont.Weight.DemiBold)
        number = self._words(stage)
        taken = QFontMetrics(number_font).horizontalAdvance(number) + theme.px(12)
        line = QRectF(room.left(), room.top(), room.width(), theme.px(20))
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(13))
        name = painter.fontMetrics().elidedText(
            label(stage), Qt.TextElideMode.ElideRight, int(line.width() - taken)
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(number_font)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, number)
        bar = QRectF(room.left(), line.bottom() + theme.px(3), room.width(), theme.px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("neutral_soft"))
        radius = bar.height() / 2
        painter.drawRoundedRect(bar, radius, radius)
        share = self._share(stage)
        if share:
            bar.setWidth(max(bar.height(), bar.width() * float(share) / 100))
            painter.setBrush(theme.color(_COLORS[stage]))
            painter.drawRoundedRect(bar, radius, radius)

    def _share(self, stage: SignerStage) -> Fraction | None:
        entitled = self._counts.get(SignerStage.ENTITLED, 0)
        return Fraction(100 * self._counts[stage], entitled) if entitled else None

    def _words(self, stage: SignerStage) -> str:
        share = self._share(stage)
        number = formats.number(self._counts[stage])
        return number if share is None else f"{number} · {formats.percent(share)}"
