"""Saved views of lists."""

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.text import clean, secrecy_marking
from egovdesk.domain.views import SavedView
from egovdesk.services.session import Session

_LONGEST = 80


class Views:
    """The views that officers keep under a name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, kind: RegisterKind) -> tuple[SavedView, ...]:
        """Return a register's views, by name."""
        with self._session.workspace.reading() as unit:
            return unit.views.of(kind)

    def save(self, view: SavedView) -> Change:
        """Keep a view under its name; one of the same name is replaced.

        Raises:
            UsageError: it has no name, or one of more than 80 characters.
        """
        name = clean(view.name)
        if marking := secrecy_marking(name):
            raise UsageError(ErrorCode.TEXT_SECRET, field="name", value=marking)
        if not 0 < len(name) <= _LONGEST:
            raise UsageError(ErrorCode.FIELD_INVALID, field="name", value=view.name[:_LONGEST])
        kept = SavedView(id=0, name=name, query=view.query, columns=view.columns)
        with self._session.workspace.changing(
            UseCase.SAVE_VIEW, at=self._session.clock(), subject=name
        ) as unit:
            unit.views.save(kept)
        return unit.change

    def remove(self, view: SavedView) -> Change:
        """Take a view away."""
        with self._session.workspace.changing(
            UseCase.SAVE_VIEW, at=self._session.clock(), subject=view.name
        ) as unit:
            unit.views.remove(view.id)
        return unit.change
