"""Answering dialogs that wait for a person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

Dialog = TypeVar("Dialog", bound=QDialog)


@contextmanager
def answering(kind: type[Dialog], act: Callable[[Dialog], None]) -> Iterator[None]:
    """Act on the dialog of a kind that opens meanwhile; what is left open is closed by Escape."""
    answered: list[QDialog] = []
    timer = QTimer(interval=5)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind) and not answered:
            answered.append(shown)
            try:
                act(shown)
            finally:
                while shown.isVisible():
                    shown.reject()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    assert answered, f"no {kind.__name__} opened"
