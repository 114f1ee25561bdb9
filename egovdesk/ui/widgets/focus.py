"""Where the keyboard goes when a page or a tab is opened: to the list that it shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget


def focus_list(page: QWidget) -> bool:
    """Give the focus to the first list, grid or board that is seen on a page, if there is any."""
    for view in page.findChildren(QAbstractItemView):
        if view.isVisible() and view.focusPolicy() & Qt.FocusPolicy.TabFocus:
            view.setFocus()
            return True
    return False
