"""Three cards, one for each kind of key; one of them is chosen."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.painted_button import PaintedButton
from egovdesk.wording import N_, _


class KeyKind(StrEnum):
    """Where the key that signs lies; the values are kept in the preferences."""

    TOKEN = "token"  # noqa: S105 - the name of a kind
    FILE = "file"
    TRIAL = "trial"


_WORDS = {
    KeyKind.TOKEN: ("verify", N_("USB token"), N_("The unit's certificate on a token or card")),
    KeyKind.FILE: ("file", N_("Key file"), N_("A .p12 or .pfx file with its password")),
    KeyKind.TRIAL: ("eye", N_("Trial key"), N_("To try things out, without legal force")),
}


class KeyCard(PaintedButton):
    """One kind of key; arrow keys go on to the next, Space and Enter choose it."""

    wanted_width, least_width, fixed_height = 250, 150, 64

    def __init__(self, kind: KeyKind) -> None:
        super().__init__()
        self.kind = kind
        self._icon, title, note = _WORDS[kind]
        self._note = _(note)
        self.setText(_(title))
        self.setCheckable(True)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._note)
        self.setToolTip(self._note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card; what is chosen has a ground and a tick, not a colour alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "text" if self.hasFocus() else "primary" if self.isChecked() else "edge"
        width = 2 if self.hasFocus() or self.isChecked() else 1
        painter.setPen(QPen(theme.color(edge), width))
        hovered = "surface_alt" if self.underMouse() else "surface"
        painter.setBrush(theme.color("selection" if self.isChecked() else hovered))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        room = QRectF(self.rect()).adjusted(theme.px(14), theme.px(8), -theme.px(12), -theme.px(8))
        glyph = theme.px(22)
        place = QRectF(room.left(), room.center().y() - glyph / 2, glyph, glyph)
        icons.paint_icon(
            painter, self._icon, place, theme.color("primary" if self.isChecked() else "text_muted")
        )
        if self.isChecked():
            tick = theme.px(18)
            place = QRectF(room.right() - tick, room.center().y() - tick / 2, tick, tick)
            icons.paint_icon(painter, "check", place, theme.color("primary"))
        words = room.adjusted(glyph + theme.px(12), 0, -theme.px(24), 0)
        half = words.height() / 2
        title = theme.font(14, QFont.Weight.DemiBold)
        self._paint_line(painter, words.adjusted(0, 0, 0, -half), self.text(), title, "text")
        below = words.adjusted(0, half, 0, 0)
        self._paint_line(painter, below, self._note, theme.font(12), "text_muted")
        painter.end()

    @staticmethod
    def _paint_line(painter: QPainter, room: QRectF, text: str, font: QFont, color: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.color(color))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class KeyCards(QWidget):
    """The cards beside one another."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Sign with"))
        self.cards = {kind: KeyCard(kind) for kind in KeyKind}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in self.cards.values():
            self._group.addButton(card)
            row.addWidget(card)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def kind(self) -> KeyKind:
        """The kind that is chosen."""
        return next(kind for kind, card in self.cards.items() if card.isChecked())

    def choose(self, kind: KeyKind) -> None:
        """Choose a kind, as a click on its card does."""
        self.cards[kind].setChecked(True)

    def _on_toggled(self, _button: QAbstractButton, is_checked: bool) -> None:  # noqa: FBT001 - Qt
        if is_checked:
            self.chosen.emit()
