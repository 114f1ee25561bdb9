"""Online services: the unit's procedures with their levels, histories and monthly counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.monthly_counts import MonthSheet, months_before
from egovdesk.domain.procedures import (
    AttributePeriod,
    LevelHeld,
    ProcedureAttribute,
    ProcedureEvent,
    attribute_periods,
)
from egovdesk.domain.quarter import shifted_month
from egovdesk.domain.registers import RegisterKind, Value
from egovdesk.domain.values import value
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

_FIRST_OFFERED = 24
"""How many months before the running one are offered, at least."""
_EVER = ("0000-01", "9999-12")


@value
class ProcedureSummary:
    """The register as of a day: how many are in force, and of these online on the portal.

    `months` are the closed months of the day's year; `old_levels` says how many procedures still
    have a level of a vocabulary that was replaced by then.
    """

    in_force: int
    online: int
    months: tuple[str, ...]
    counted_months: frozenset[str]
    old_levels: int

    @property
    def lacking(self) -> tuple[str, ...]:
        """The closed months without counts."""
        return tuple(month for month in self.months if month not in self.counted_months)


class Procedures:
    """The register of procedures."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def summary(self, as_of: date) -> ProcedureSummary:
        """Return what the register amounts to on a day."""
        levels = self._session.catalogue.levels
        online = {level.id for level in levels.values() if level.is_online}
        months = self._session.catalogue.reporting.closed_months(as_of)
        with self._session.workspace.reading() as unit:
            rows = [row for row in unit.procedures.figures({as_of: ()})[as_of] if row.in_force]
            return ProcedureSummary(
                in_force=len(rows),
                online=sum(
                    row.level in online and row.has(ProcedureAttribute.PORTAL) for row in rows
                ),
                months=months,
                counted_months=unit.procedures.counted_months(months),
                old_levels=len(self._with_old_levels(unit, as_of)),
            )

    def months(self) -> dict[str, bool]:
        """Return the reporting months that can be filled, the oldest first; has each counts?"""
        running = self._session.catalogue.reporting.running_month(self._session.today)
        with self._session.workspace.reading() as unit:
            counted = unit.procedures.counted_months(_EVER)
        month = min((shifted_month(running, -_FIRST_OFFERED), *counted))
        offered = {}
        while month <= max((running, *counted)):
            offered[month] = month in counted
            month = shifted_month(month, 1)
        return offered

    def month_sheet(self, month: str) -> MonthSheet:
        """Return the procedures in force in a month, with its counts and those before it."""
        days = self._session.catalogue.reporting.month_days(month)
        with self._session.workspace.reading() as unit:
            rows = unit.procedures.sheet(month, days, months_before(month)[0])
        return MonthSheet(
            month=month,
            days=days,
            is_closed=days.last <= self._session.today,
            rows=rows,
            jumps={row.procedure.id: row.jumps for row in rows if row.jumps},
        )

    def history(self, procedure_id: int) -> tuple[AttributePeriod, ...]:
        """Return from when until when each attribute of a procedure had which value."""
        with self._session.workspace.reading() as unit:
            return attribute_periods(unit.procedures.events(procedure_id))

    def correct_entry(self, event_id: int, *, on: date, value: str) -> Change:
        """Give an entry of a procedure's history the day or the value that it should have had.

        Raises:
            UsageError: the entry is gone, the value is none of the attribute, or another entry
                holds on that day; `field` in the error's data is "value" or "on".
        """
        with self._session.workspace.reading() as unit:
            code, event = _known(unit, event_id)
        corrected = replace(event, on=on, value=value)
        if value not in self._values(event.attribute):
            raise UsageError(ErrorCode.FIELD_INVALID, field="value", value=value)
        with self._session.workspace.changing(
            UseCase.EDIT_RECORD, at=self._session.clock(), subject=_subject(code)
        ) as changing:
            if changing.procedures.has_other_event(corrected):
                raise UsageError(ErrorCode.FIELD_INVALID, field="on", value=f"{on:%d/%m/%Y}")
            changing.procedures.correct_event(corrected)
        return changing.change

    def remove_entry(self, event_id: int) -> Change:
        """Take an entry out of a procedure's history; what held before it then goes on.

        Raises:
            UsageError: the entry is gone.
        """
        with self._session.workspace.reading() as unit:
            code, _event = _known(unit, event_id)
        with self._session.workspace.changing(
            UseCase.EDIT_RECORD, at=self._session.clock(), subject=_subject(code)
        ) as changing:
            changing.procedures.remove_event(event_id)
        return changing.change

    def old_levels(self, as_of: date) -> tuple[LevelHeld, ...]:
        """Return the procedures in force whose level was replaced by another vocabulary by then."""
        with self._session.workspace.reading() as unit:
            return self._with_old_levels(unit, as_of)

    def convert_levels(self, chosen: Mapping[int, str], *, on: date, as_of: date) -> Change:
        """Give procedures with old levels the new ones that the officer chose, in one use case.

        A new level holds from `on`, or from the day of the old one where that is later; what held
        before stays in the history.

        Raises:
            UsageError: a procedure has no old level on the day, a level is none of the new
                vocabulary, or `on` lies before the new vocabulary.
        """
        catalogue = self._session.catalogue
        if catalogue.new_levels_from is None or on < catalogue.new_levels_from:
            raise UsageError(ErrorCode.FIELD_INVALID, field="on", value=f"{on:%d/%m/%Y}")
        known = {level.id for level in catalogue.new_levels}
        for level in chosen.values():
            if level not in known:
                raise UsageError(ErrorCode.FIELD_INVALID, field="level", value=level)
        held = {item.procedure.id: item for item in self.old_levels(as_of)}
        for id_ in chosen:
            if id_ not in held:
                raise UsageError(ErrorCode.RECORD_MISSING, value=str(id_))
        kind = RegisterKind.PROCEDURES
        subject = f"{kind.value}:{len(chosen)}"
        if len(chosen) == 1:
            subject = _subject(held[next(iter(chosen))].procedure.code)
        by_day: dict[date, list[tuple[int, dict[str, Value]]]] = {}
        for id_, level in chosen.items():
            by_day.setdefault(held[id_].replaced_on(on), []).append((id_, {"level": level}))
        with self._session.workspace.changing(
            UseCase.EDIT_RECORDS, at=self._session.clock(), subject=subject
        ) as unit:
            for day, changes in by_day.items():
                unit.registers.update(kind, changes, day)
        return unit.change

    def _with_old_levels(self, unit: Unit, as_of: date) -> tuple[LevelHeld, ...]:
        since = self._session.catalogue.new_levels_from
        if since is None or as_of < since:
            return ()
        return unit.procedures.with_levels(self._session.catalogue.old_levels, as_of)

    def _values(self, attribute: ProcedureAttribute) -> frozenset[str]:
        if attribute is ProcedureAttribute.LEVEL:
            return frozenset(self._session.catalogue.levels)
        return frozenset({"0", "1"})


def _known(unit: Unit, event_id: int) -> tuple[str, ProcedureEvent]:
    found = unit.procedures.event(event_id)
    if found is None:
        raise UsageError(ErrorCode.RECORD_MISSING, value=str(event_id))
    return found


def _subject(code: str) -> str:
    return f"{RegisterKind.PROCEDURES.value}={code}"
