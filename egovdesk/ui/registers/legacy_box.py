"""Text in an old encoding, before and after, with the choice to convert it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGroupBox, QLabel, QVBoxLayout

from egovdesk.domain.legacy_text import LegacyText
from egovdesk.wording import _, formats

_SHOWN = 3


class LegacyBox(QGroupBox):
    """Shows some cells of each encoding as they are and as they would be; hidden if there are none.

    Nothing is saved before the person goes on with what is shown.
    """

    def __init__(self) -> None:
        super().__init__(_("Text in an old encoding"))
        self._words = QLabel(wordWrap=True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.convert = QCheckBox(_("&Convert it as shown"))
        self.convert.setChecked(True)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addWidget(self.convert)
        self.show_legacy(())

    def show_legacy(self, legacy: Sequence[LegacyText]) -> None:
        """Show what was found."""
        self.setVisible(bool(legacy))
        lines = []
        for found in legacy:
            count = formats.number(found.cells)
            lines.append(
                _("{encoding}: {count} cells").format(encoding=found.encoding.upper(), count=count)
            )
            lines += [f"   {before}  →  {after}" for before, after in found.samples[:_SHOWN]]
        self._words.setText("\n".join(lines))
