"""The numbers before the lines of a grid."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from egovdesk.ui import theme

_ROW_HEIGHT = 34
_LEAST = 46
_MARGINS = 16


class LineNumbers(QHeaderView):
    """Numbers lines of one height; as wide as the last number needs.

    Qt would ask for the words of 200 lines to find that width, 2 ms each time the list changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        """Return the room that the last number takes."""
        last = self.fontMetrics().horizontalAdvance("9" * len(str(self.count())))
        return QSize(max(theme.px(_LEAST), last + theme.px(_MARGINS)), 0)
