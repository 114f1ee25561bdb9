"""Ctrl+Return saves, in every dialog that does, wherever the cursor stands."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from egovdesk.wording import _

_KEYS = ("Ctrl+Return", "Ctrl+Enter")
"""The second is Enter on the block of digits."""


def press_with_ctrl_return(dialog: QDialog, button: QPushButton) -> None:
    """Let Ctrl+Return press the button, and say so where the pointer rests on it.

    The key belongs to the dialog and not to the button, which loses its own with a new text.
    """
    for keys in _KEYS:
        QShortcut(QKeySequence(keys), dialog).activated.connect(partial(_press, dialog, button))
    button.setToolTip(_("Save (Ctrl+Return)"))


def _press(dialog: QDialog, button: QPushButton) -> None:
    """Leave the editor for a moment, as the mouse does: a cell takes what was typed only then."""
    focused: QWidget | None = dialog.focusWidget()
    button.setFocus()
    if focused is not None and focused.isVisible():
        focused.setFocus()
    button.click()
