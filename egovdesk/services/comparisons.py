"""Comparisons: two quarters side by side."""

from egovdesk.domain.comparison import Comparison, Figures, Side, compare_figures
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import IndicatorLine
from egovdesk.services import facts
from egovdesk.services.session import Session


class Comparisons:
    """Computes two quarters from what is recorded now, and sets them side by side."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, earlier: Quarter, later: Quarter) -> Comparison:
        """Return what differs between two quarters, an open one taken as of today."""
        session = self._session
        days = {quarter: session.as_of(quarter) for quarter in (earlier, later)}
        with session.workspace.reading() as unit:
            registers = facts.read(unit, session, *days.values())
            tasks = unit.tasks.all()

        def figures(quarter: Quarter) -> Figures:
            day = days[quarter]
            now = registers.facts(day)
            evaluator = facts.evaluator(session, now)
            return Figures(
                side=Side(period=quarter, as_of=day, revision=0),
                indicators=tuple(
                    IndicatorLine(
                        indicator=indicator,
                        result=evaluator.result(indicator),
                        previous=None,
                        rows=evaluator.rows_behind(indicator),
                    )
                    for indicator in session.catalogue.indicators.values()
                ),
                procedures=now.procedures,
                tasks=tuple((record.task, record.as_of(day)) for record in tasks),
            )

        return compare_figures(figures(earlier), figures(later))
