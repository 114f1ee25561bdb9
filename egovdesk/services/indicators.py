"""Indicators: the values of a day, and what is behind each."""

from datetime import date

from egovdesk.domain.reports import IndicatorLine
from egovdesk.services import facts
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit


class Indicators:
    """Computes the catalogue's indicators from what was recorded."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self, as_of: date, previous: date) -> tuple[IndicatorLine, ...]:
        """Return every indicator as of a day, with its value on an earlier day and its rows."""
        with self._session.workspace.reading() as unit:
            return lines_of(unit, self._session, as_of, previous)


def lines_of(
    unit: Unit, session: Session, as_of: date, previous: date
) -> tuple[IndicatorLine, ...]:
    """Compute every indicator within a unit of work that is already open."""
    now = facts.evaluator(session, facts.gather(unit, session, as_of))
    before = facts.evaluator(session, facts.gather(unit, session, previous))
    return tuple(
        IndicatorLine(
            indicator=indicator,
            result=now.result(indicator),
            previous=before.result(indicator),
            rows=now.rows_behind(indicator),
        )
        for indicator in session.catalogue.indicators.values()
    )
