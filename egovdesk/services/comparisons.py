"""Comparisons: two quarters side by side."""

from egovdesk.domain.comparison import Comparison, compare
from egovdesk.domain.quarter import Quarter
from egovdesk.services.reports import computed
from egovdesk.services.session import Session


class Comparisons:
    """Computes two quarters from what is recorded now, and sets them side by side."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, earlier: Quarter, later: Quarter) -> Comparison:
        """Return what differs between two quarters, an open one taken as of today."""
        with self._session.workspace.reading() as unit:
            return compare(
                computed(unit, self._session, earlier), computed(unit, self._session, later)
            )
