"""Indicators: the values of a day, and what is behind each."""

from datetime import date

from egovdesk.domain.reports import IndicatorLine
from egovdesk.services import facts
from egovdesk.services.session import Session


class Indicators:
    """Computes the catalogue's indicators from what was recorded."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self, as_of: date, previous: date) -> tuple[IndicatorLine, ...]:
        """Return every indicator as of a day, with its value on an earlier day and its rows."""
        session = self._session
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, as_of, previous)
        now = facts.evaluator(session, registers.facts(as_of))
        before = facts.evaluator(session, registers.facts(previous))
        return facts.lines(session, now, now.all(), before.all())
