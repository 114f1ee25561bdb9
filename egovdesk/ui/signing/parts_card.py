"""What exactly will be signed: every file with its size, and the letter page by page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy

from egovdesk.domain.signing import SignedPart
from egovdesk.ui import theme
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats


class PartsCard(Card):
    """The files that the signature covers."""

    letter_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("What will be signed"))
        self.letter = QPushButton(_("Show the letter…"))
        self.letter.setEnabled(False)
        self.letter.clicked.connect(self.letter_asked)
        self.header.addWidget(self.letter)
        self.table: CompactTable[SignedPart] = CompactTable(
            _columns(), name=_("What will be signed")
        )
        self.table.setMinimumHeight(theme.px(84))
        # what was looked at comes first: the list takes the room that is left, and scrolls
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addWidget(self.table)

    def show_parts(self, parts: Sequence[SignedPart]) -> None:
        """Show the files."""
        self.table.set_rows(parts)
        self.letter.setEnabled(bool(parts))


def _named(part: SignedPart) -> str:
    if part.signature is None:
        return part.name
    said = _("Signature of {name} ({file})")
    return said.format(name=part.signature.signer, file=Path(part.name).name)


def _columns() -> tuple[Column[SignedPart], ...]:
    return (
        Column(
            key="name",
            title=_("File"),
            text=_named,
            tooltip=_named,
            stretch=True,
            width=160,
        ),
        Column(
            key="size",
            title=_("Size"),
            text=lambda part: formats.file_size(part.size),
            align=Qt.AlignmentFlag.AlignRight,
        ),
    )
