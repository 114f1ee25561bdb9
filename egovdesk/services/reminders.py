"""Reminders: what is due, read once a day."""

from datetime import date

from egovdesk.domain import reminders
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reminders import Reminder
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit


class Reminders:
    """Reads what asks to be done."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.told_on: date | None = None
        """The day on which the person was told last while the desk has been open."""

    def due(self, today: date) -> tuple[Reminder, ...]:
        """Return what is overdue or due soon on a day, the most pressing first."""
        with self._session.workspace.reading() as unit:
            found = [
                *reminders.of_tasks(unit.tasks.all(), today),
                *self._reports(unit, today),
                *reminders.of_certificates(
                    [record.as_of(today) for record in unit.signers.all()], today
                ),
            ]
        return tuple(sorted(found, key=lambda reminder: reminder.days))

    def _reports(self, unit: Unit, today: date) -> list[Reminder]:
        session = self._session
        if not session.agency.must_report:
            return []
        recalled = unit.reports.recalls().keys()
        packages = unit.reports.packages()
        sent = {each.report_id for each in packages if each.is_complete} - recalled
        current = Quarter.containing(today)
        found = []
        for period in (current.previous, current):
            if sent.isdisjoint(report.id for report in unit.reports.of_period(str(period))):
                due_on = session.catalogue.reporting.due_on(period)
                found += reminders.of_report(str(period), due_on, today)
        return found
