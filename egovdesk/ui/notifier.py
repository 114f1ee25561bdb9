"""Telling the person: results in the message bar, bugs with where their report lies.

The words for errors are imported when there is one: they need the whole domain, and this module
is needed before the window is painted.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.wording import _

if TYPE_CHECKING:
    from pathlib import Path

    from egovdesk.ui.widgets.message_bar import MessageBar


class Notifier:
    """Speaks through one message bar, which is made when there is something to say."""

    def __init__(self, bar: "Callable[[], MessageBar]") -> None:
        self._bar = bar

    def show_success(
        self, text: str, *, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Say what was done, perhaps with a button to take it back."""
        self._show("good", text, action, on_action)

    def show_written(self, text: str, file: "Path") -> None:
        """Say that a file was written, with a button that opens its folder."""
        from egovdesk.ui.widgets.file_choice import open_folder

        self.show_success(text, action=_("Open folder"), on_action=lambda: open_folder(file.parent))

    def show_error(self, error: EGovDeskError) -> None:
        """Say what went wrong and how to mend it."""
        from egovdesk.wording.messages import explain

        self._show("info" if error.code is ErrorCode.CANCELLED else "bad", str(explain(error)))

    def show_notice(self, text: str, *, action: str, on_action: Callable[[], None]) -> None:
        """Say something that nobody asked for, unless there is something else to read."""
        if self._bar().isHidden():
            self._show("info", text, action, on_action)

    def show_refusal(self, text: str) -> None:
        """Say why something that was typed cannot be saved."""
        self._show("bad", text)

    def show_bug(self, error: BaseException) -> None:
        """Say that the program made a mistake, and where its report lies."""
        from egovdesk.crash import write_crash_report

        file = write_crash_report(error)
        said = _(
            "The program made a mistake; what you did last was not saved. "
            "Please send this file to the IT Centre: {file}"
        )
        self._show("bad", said.format(file=file))

    def clear(self) -> None:
        """Take the message away."""
        self._bar().clear()

    def _show(
        self,
        tone: str,
        text: str,
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        from egovdesk.ui.widgets.badge import Tone

        self._bar().show_message(Tone(tone), text, action=action, on_action=on_action)
