"""What was looked at before a key signs: an icon, a word, a sentence, and the cure."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from egovdesk.domain.signing import Check, CheckKind, CheckOutcome
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _
from egovdesk.wording.labels import label
from egovdesk.wording.signing import check_message

_TONES = {
    CheckOutcome.GOOD: Tone.GOOD,
    CheckOutcome.WARNING: Tone.WARNING,
    CheckOutcome.FAILED: Tone.BAD,
}
_GRAVITY = (CheckOutcome.FAILED, CheckOutcome.WARNING, CheckOutcome.GOOD)
_TOP = Qt.AlignmentFlag.AlignTop


def _place(check: Check) -> tuple[bool, int]:
    return check.kind is not CheckKind.HOLDER, _GRAVITY.index(check.outcome)


class CheckList(QWidget):
    """The checks of one key, after its holder the gravest first; or why there are none yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What was looked at"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def say(self, words: str) -> None:
        """Say what is to be done before a key can be looked at."""
        note = QLabel(words, wordWrap=True)
        note.setProperty("role", "muted")
        self._show(note)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show what was seen."""
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        for row, check in enumerate(sorted(checks, key=_place)):
            self._add(grid, row, check)
        self._show(inner)

    def _add(self, grid: QGridLayout, row: int, check: Check) -> None:
        tone, message = _TONES[check.outcome], check_message(check)
        word = QLabel(label(check.kind))
        word.setProperty("role", "label")
        said = QLabel(message.cause, wordWrap=True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setAccessibleName(f"{word.text()}: {label(check.outcome)}. {message}")
        sentences = QVBoxLayout()
        sentences.setSpacing(0)
        sentences.addWidget(said)
        if message.cure:
            cure = QLabel(message.cure, wordWrap=True)
            cure.setProperty("role", "note")
            sentences.addWidget(cure)
        grid.addWidget(Glyph(TONE_ICONS[tone], tone, 16), row, 0, _TOP)
        grid.addWidget(word, row, 1, _TOP)
        grid.addLayout(sentences, row, 2)

    def _show(self, widget: QWidget) -> None:
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = widget
        self._column.addWidget(widget)
