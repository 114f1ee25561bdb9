"""Answering dialogs that wait for a person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

Dialog = TypeVar("Dialog", bound=QDialog)


@contextmanager
def answering(kind: type[Dialog], act: Callable[[Dialog], None]) -> Iterator[None]:
    """Act on the dialog of a kind that opens meanwhile; what is left open is closed by Escape.

    What fails in acting fails the test: the program itself would only report it.
    """
    answered: list[QDialog] = []
    failed: list[BaseException] = []
    timer = QTimer(interval=5)

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind) and not answered:
            answered.append(shown)
            try:
                act(shown)
            except BaseException as error:  # noqa: BLE001 - raised again where the test waits
                failed.append(error)
            finally:
                while shown.isVisible():
                    shown.reject()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    if failed:
        raise failed[0]
    assert answered, f"no {kind.__name__} opened"
