"""Monthly counts of work handled online on disk."""

from sqlalchemy import Connection, insert, select

from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.storage import schema

_month = schema.workload.c
_MONTHS = select(_month.month, _month.total, _month.online).order_by(_month.month)


class WorkloadRepository:
    """Reads and writes the monthly counts of clause 2.a."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[MonthlyWorkload, ...]:
        """Return every month that was recorded, oldest first."""
        rows = self._connection.execute(_MONTHS)
        return tuple(MonthlyWorkload(month=row[0], total=row[1], online=row[2]) for row in rows)

    def add(self, workload: MonthlyWorkload) -> None:
        """Keep a month's counts."""
        self._connection.execute(
            insert(schema.workload).values(
                month=workload.month, total=workload.total, online=workload.online
            )
        )
