"""Undo, redo and the list of what was done."""

from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.history import Change, Stacks, UseCase, stacks
from egovdesk.domain.reports import JournalStamp
from egovdesk.services.session import Session

if TYPE_CHECKING:
    from egovdesk.domain.latest import Latest

_LATEST = 6
_LOOKED_AT = 60
"""Among so many changes the latest ones that still hold are looked for."""


class History:
    """Readings of the one journal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stacks(self) -> Stacks:
        """Return what undo and redo would do next."""
        with self._session.workspace.reading() as unit:
            return stacks(unit.history.changes())

    def changes(self) -> tuple[Change, ...]:
        """Return everything that was done, oldest first."""
        with self._session.workspace.reading() as unit:
            return unit.history.changes()

    def latest(self) -> "Latest":
        """Return what was done last and still holds, and the flags that nobody has settled."""
        from egovdesk.domain.latest import Latest, standing

        with self._session.workspace.reading() as unit:
            return Latest(
                changes=standing(unit.history.latest(_LOOKED_AT), _LATEST),
                flags=unit.remarks.flagged(),
            )

    def stamp(self) -> JournalStamp:
        """Return the journal's head and length."""
        with self._session.workspace.reading() as unit:
            return unit.history.stamp()

    def first_break(self) -> int | None:
        """Check the journal's whole chain; return the number of the first wrong entry, or None."""
        with self._session.workspace.reading() as unit:
            return unit.history.first_break()

    def undo(self) -> Change:
        """Take back the latest change that can be.

        Raises:
            RefusedError: there is none, or its rows were changed again since.
        """
        target = self.stacks().undo
        if target is None:
            raise RefusedError(ErrorCode.NOTHING_TO_UNDO)
        return self._replay(UseCase.UNDO, target)

    def redo(self) -> Change:
        """Bring back the change that was undone last.

        Raises:
            RefusedError: nothing was undone, or its rows were changed since.
        """
        target = self.stacks().redo
        if target is None:
            raise RefusedError(ErrorCode.NOTHING_TO_REDO)
        return self._replay(UseCase.REDO, target)

    def _replay(self, use_case: UseCase, target: Change) -> Change:
        session = self._session
        with session.workspace.changing(
            use_case, at=session.clock(), subject=target.subject, target=target.id
        ) as unit:
            if use_case is UseCase.UNDO:
                unit.history.take_back(target)
            else:
                unit.history.bring_back(target)
        return unit.change
