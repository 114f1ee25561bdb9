"""Answering dialogs that wait for a person, and what the program reports of its own mistakes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

Dialog = TypeVar("Dialog", bound=QDialog)

_TRIES = 2000


def taken_reports(folder: Path) -> dict[Path, str]:
    """Return the reports of mistakes below a test's folder, and take them away."""
    found = {file: file.read_text("utf-8") for file in sorted(folder.glob("home/crashes/*"))}
    for file in found:
        file.unlink()
    return found


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
                while shiboken6.isValid(shown) and shown.isVisible():
                    shown.reject()

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    if failed:
        raise failed[0]
    assert answered, f"no {kind.__name__} opened"


def in_dialog(kind: type[Dialog], act: Callable[[Dialog], None]) -> None:
    """Act on the dialog that the next call opens and waits for, once it has the keyboard.

    It closes by what was done in it. What fails in acting is reported as the program's own
    mistake, which fails the test as well.
    """
    tries = iter(range(_TRIES))

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind) and shown.isActiveWindow():
            try:
                act(shown)
            except BaseException:
                shown.done(0)  # or the test would wait for ever
                raise
        elif next(tries, None) is not None:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)
