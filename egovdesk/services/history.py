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
    """Readings of the one journal.

    What was refused once is passed over from then on, so that what was done before it can still
    be taken back; whoever opens the workspace again is told again.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._refused: set[int] = set()

    def stacks(self) -> Stacks:
        """Return what undo and redo would do next."""
        with self._session.workspace.reading() as unit:
            return stacks(unit.history.changes(), self._refused)

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

    def in_the_way_of(self, change: Change) -> Change | None:
        """Return the latest change that touched the same rows as this one, after it."""
        with self._session.workspace.reading() as unit:
            return unit.history.later(change)

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
            RefusedError: there is none, or a later change builds on it; the next undo passes it
                over.
        """
        target = self.stacks().undo
        if target is None:
            raise RefusedError(ErrorCode.NOTHING_TO_UNDO)
        return self._replay(UseCase.UNDO, target)

    def redo(self) -> Change:
        """Bring back the change that was undone last.

        Raises:
            RefusedError: nothing was undone, or a later change stands in its way; the next redo
                passes it over.
        """
        target = self.stacks().redo
        if target is None:
            raise RefusedError(ErrorCode.NOTHING_TO_REDO)
        return self._replay(UseCase.REDO, target)

    def _replay(self, use_case: UseCase, target: Change) -> Change:
        try:
            return self._carry_out(use_case, target)
        except RefusedError as error:
            self._refused.add(target.id)
            is_undo = use_case is UseCase.UNDO
            code = ErrorCode.UNDO_CONFLICT if is_undo else ErrorCode.REDO_CONFLICT
            raise RefusedError(code) from error

    def _carry_out(self, use_case: UseCase, target: Change) -> Change:
        session = self._session
        with session.workspace.changing(
            use_case, at=session.clock(), subject=target.subject, target=target.id
        ) as unit:
            if use_case is UseCase.UNDO:
                unit.history.take_back(target)
            else:
                unit.history.bring_back(target)
        return unit.change
