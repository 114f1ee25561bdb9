"""Step 4: the narrative, section by section, with the figures that have become old.

What is typed is saved by itself: a moment after the last key, while somebody types without a
pause, on leaving the text, and before the desk closes. What is refused stays on the screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.narrative import numbered
from egovdesk.domain.text import clean_multiline
from egovdesk.services.narrative import SectionState
from egovdesk.services.reports import Closing
from egovdesk.ui import icons, theme
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.flow_layout import FlowLayout
from egovdesk.wording import _, formats

_SAVE_MS = 1500
_LATEST_MS = 10_000
"""So long somebody can type without a pause before it is saved: more is never lost."""
_SECTION_ROLE = Qt.ItemDataRole.UserRole


class NarrativeStep(QWidget):
    """The outline to the left, the text of one section to the right."""

    written = Signal(str, str)
    """A section (its id) has a new text."""
    asked = Signal(str, str)
    """Something is asked for a section (its id): renew, confirm, redraft; or adopt, for all."""

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[str, SectionState] = {}
        self._refused: dict[str, tuple[str, str]] = {}
        self._shown = ""
        self._is_frozen = False
        self.outline = QListWidget()
        self.outline.setAccessibleName(_("Sections of the narrative"))
        self.outline.setProperty("role", "steps")
        self.outline.setWordWrap(True)
        self.outline.setFixedWidth(theme.px(250))
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.outline.currentItemChanged.connect(self._on_section)
        self.heading = QLabel(wordWrap=True)
        self.heading.setProperty("role", "heading")
        self.state = QLabel(wordWrap=True)
        self.state.setProperty("role", "muted")
        self.refused, self.old = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for said, role in ((self.refused, "error"), (self.old, "warning")):
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setProperty("role", role)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Text of the section"))
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(
            _("Nothing was recorded that could be told here. Write what the report should say.")
        )
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._on_typed)
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        for timer in (self._timer, self._latest):
            timer.timeout.connect(self.save)
        self.renew = self._button(_("Write the new figures"), "renew")
        self.confirm = self._button(_("Keep them as they stand"), "confirm")
        self.redraft = self._button(_("Draft again from the data"), "redraft")
        self.adopt = self._button(_("Keep all drafts as they are"), "adopt")
        self._lay_out()

    def show_closing(self, closing: Closing) -> None:
        """Show a period's narrative; what is being typed stays."""
        self._is_frozen = closing.state.live is not None
        self._states = {state.section.id: state for state in closing.narrative}
        if self.outline.count() != len(self._states):
            self.outline.clear()
            for name in self._states:
                item = QListWidgetItem()
                item.setData(_SECTION_ROLE, name)
                self.outline.addItem(item)
        numbers = {section.id: number for number, section in numbered(closing.draft.narrative)}
        for row, state in enumerate(closing.narrative):
            self._show_item(self.outline.item(row), state, numbers.get(state.section.id, ""))
        if self.outline.currentRow() < 0:
            self.outline.setCurrentRow(self._first_of_interest())
        self._show_section()

    def save(self) -> None:
        """Save what was typed and is not saved yet."""
        self._timer.stop()
        self._latest.stop()
        if self._shown and self.text.document().isModified() and not self._is_frozen:
            self.text.document().setModified(False)
            self._refused.pop(self._shown, None)
            self.written.emit(self._shown, self.text.toPlainText())

    @property
    def has_refused(self) -> bool:
        """Say whether something was written that could not be saved."""
        return bool(self._refused)

    def refuse(self, section: str, text: str, why: str) -> None:
        """Keep what could not be saved on the screen, and say why; it is recorded nowhere."""
        self._refused[section] = (text, why)
        self._show_section()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the text is left."""
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        card = Card()
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.heading)
        head.addWidget(self.state)
        actions = FlowLayout(8)
        for button in (self.renew, self.confirm, self.redraft, self.adopt):
            actions.addWidget(button)
        card.body.addLayout(head)
        card.body.addWidget(self.refused)
        card.body.addWidget(self.old)
        card.body.addWidget(self.text, stretch=1)
        card.body.addLayout(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.outline)
        row.addWidget(card, stretch=1)

    def _button(self, words: str, request: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(self._asking(request))
        return button

    def _asking(self, request: str) -> Callable[[], None]:
        def ask() -> None:
            self.save()
            self.asked.emit(request, self._shown)

        return ask

    def _show_item(self, item: QListWidgetItem, state: SectionState, number: str) -> None:
        section = state.section
        tone, words = _standing(state)
        item.setText(f"{number} {section.title}".strip())
        font = item.font()
        font.setBold(section.level == 1)
        item.setFont(font)
        item.setToolTip(f"{section.title}: {words}")
        item.setIcon(icons.icon(TONE_ICONS[tone], str(tone)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{section.title}: {words}")

    def _first_of_interest(self) -> int:
        states = list(self._states.values())
        places = [place for place, state in enumerate(states) if state.outdated]
        places += [place for place, state in enumerate(states) if state.section.paragraphs]
        return places[0] if places else 0

    def _on_section(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self.save()
        self._shown = "" if item is None else str(item.data(_SECTION_ROLE))
        self.text.document().setModified(False)
        self._show_section()

    def _show_section(self) -> None:
        state = self._states.get(self._shown)
        if state is None:
            return
        section = state.section
        self.heading.setText(section.title)
        frozen = _("Frozen with the report; recall it to change a word.")
        self.state.setText(frozen if self._is_frozen else _standing(state)[1])
        text, why = self._refused.get(self._shown, (section.text, ""))
        # Spaces and lines at the end are not recorded, but somebody may be about to type on there.
        typed = self.text.toPlainText()
        if not self.text.document().isModified() and text not in (typed, clean_multiline(typed)):
            self._set_text(text)
        self.text.setReadOnly(self._is_frozen)
        self.refused.setText(why)
        self.refused.setVisible(bool(why))
        self.old.setText(_old_words(state))
        self.old.setVisible(bool(state.outdated))
        is_old = bool(state.outdated) and not self._is_frozen
        self.renew.setVisible(is_old and any(item.now is not None for item in state.outdated))
        self.confirm.setVisible(is_old)
        self.redraft.setVisible(state.is_written and not self._is_frozen)
        drafts = any(s.section.paragraphs and not s.is_written for s in self._states.values())
        self.adopt.setVisible(drafts and not self._is_frozen)

    def _set_text(self, text: str) -> None:
        """Show another text; the cursor stays where it was as far as it can."""
        position = self.text.textCursor().position()
        self.text.blockSignals(True)  # noqa: FBT003 - Qt
        self.text.setPlainText(text)
        self.text.blockSignals(False)  # noqa: FBT003 - Qt
        cursor = self.text.textCursor()
        cursor.setPosition(min(position, len(self.text.toPlainText())))
        self.text.setTextCursor(cursor)
        self.text.document().setModified(False)

    def _on_typed(self) -> None:
        if self.text.document().isModified():
            self._timer.start()
            if not self._latest.isActive():
                self._latest.start()


def _standing(state: SectionState) -> tuple[Tone, str]:
    if state.outdated:
        count = formats.number(len(state.outdated))
        return Tone.WARNING, _("Figures that have changed since this was written: {count}").format(
            count=count
        )
    if state.is_written:
        return Tone.GOOD, _("Written; saved by itself")
    if state.section.paragraphs:
        return Tone.INFO, _("Draft from the data; it follows the data until it is edited or kept")
    return Tone.NEUTRAL, _("Empty; left out of the report")


def _old_words(state: SectionState) -> str:
    gone = _("no figure any more")
    return "\n".join(
        _("“{old}” is now “{now}”: {sentence}").format(
            old=item.quote.shown,
            now=gone if item.now is None else item.now,
            sentence=item.sentence,
        )
        for item in state.outdated
    )
