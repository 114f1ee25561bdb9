"""Undo and redo: two actions that name what they would do, and say what they did."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from egovdesk.wording import _

if TYPE_CHECKING:
    from egovdesk.domain.history import Change, Stacks
    from egovdesk.ui.context import Context


class UndoActions(QObject):
    """Serves the window's two actions once there is a desk; both lists are read anew each time."""

    def __init__(self, context: "Context", undo: QAction, redo: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._undo, self._redo = undo, redo
        self._stacks: Stacks | None = None
        undo.triggered.connect(self.undo)
        redo.triggered.connect(self.redo)
        context.undo_requested.connect(self.undo)
        context.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read what can be undone and redone now."""
        context = self._context
        context.jobs.run(context.desk.history.stacks, self._show, context.notifier.show_error)

    def undo(self) -> None:
        """Take back the latest change that was not taken back yet."""
        if self._stacks is not None:
            undo = self._context.desk.history.undo
            self._replay(undo, lambda stacks: stacks.undo, _("Undone: {what}"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._stacks is not None:
            redo = self._context.desk.history.redo
            self._replay(redo, lambda stacks: stacks.redo, _("Redone: {what}"))

    def _show(self, stacks: "Stacks") -> None:
        self._stacks = stacks
        for action, change, words in (
            (self._undo, stacks.undo, _("Undo: {what} (Ctrl+Z)")),
            (self._redo, stacks.redo, _("Redo: {what} (Ctrl+Y)")),
        ):
            action.setEnabled(change is not None)
            what = _named(change) if change else _("nothing")
            action.setText(words.format(what=what))
            action.setToolTip(words.format(what=what))

    def _replay(
        self, replay: "Callable[[], Change]", of: "Callable[[Stacks], Change | None]", said: str
    ) -> None:
        """Undo or redo; what a later change forbids is said by name, and passed over next time."""
        from egovdesk.domain.errors import RefusedError
        from egovdesk.wording.messages import CONFLICTS, conflict

        context = self._context

        def work() -> "tuple[Change, Change] | str":
            # Asked for again: the key may have been pressed before the last outcome was shown.
            target = of(context.desk.history.stacks())
            try:
                change = replay()
            except RefusedError as error:
                if target is None or error.code not in CONFLICTS:
                    raise
                return str(conflict(error.code, target, context.desk.history.in_the_way_of(target)))
            return target or change, change

        def done(outcome: "tuple[Change, Change] | str") -> None:
            if isinstance(outcome, str):
                context.notifier.show_refusal(outcome)
                self.refresh()
                return
            target, change = outcome
            context.notifier.show_success(said.format(what=_named(target)))
            context.announce(change.nouns)

        context.jobs.run(work, done, context.notifier.show_error)


def _named(change: "Change") -> str:
    from egovdesk.wording.registers import change_words

    return change_words(change)
