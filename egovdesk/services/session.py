"""An open desk: the workspace, the catalogue it works by, and the unit it belongs to."""

from collections.abc import Callable
from datetime import date, datetime

from egovdesk.domain.agencies import Agency
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.values import value
from egovdesk.storage.workspace import Workspace

Clock = Callable[[], datetime]
"""Returns the present moment with its time zone; only `bootstrap` reads the real one."""


@value
class Session:
    """What every service of one open workspace shares."""

    workspace: Workspace
    catalogue: Catalogue
    agency: Agency
    is_sample: bool
    clock: Clock

    @property
    def today(self) -> date:
        """The present day where the officer sits."""
        return self.clock().date()

    def as_of(self, period: Quarter) -> date:
        """Return the day for which a period is shown: its cut-off, or today while it is open."""
        return min(self.catalogue.reporting.cut_off(period), max(self.today, period.days.first))
