"""Entered values and locked baselines on disk."""

from sqlalchemy import Connection, insert, select

from egovdesk.domain.measures import Baseline, EnteredValue
from egovdesk.storage import schema

# Built once: making a statement anew costs more than running it.
_BASELINES = select(schema.baseline)
_ENTERED = select(schema.entered_value).order_by(
    schema.entered_value.c.on_day, schema.entered_value.c.id
)


class MeasureRepository:
    """Reads what the officer entered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entered(self) -> tuple[EnteredValue, ...]:
        """Return every value that was entered, the latest day last."""
        return tuple(
            EnteredValue(measure=row.measure, on=row.on_day, value=row.value, note=row.note)
            for row in self._connection.execute(_ENTERED)
        )

    def baselines(self) -> dict[str, Baseline]:
        """Return the locked baseline of each indicator that has one."""
        return {
            row.indicator: Baseline(
                indicator=row.indicator,
                on=row.on_day,
                numerator=row.numerator,
                denominator=row.denominator,
                source=row.source,
            )
            for row in self._connection.execute(_BASELINES)
        }

    def enter(self, value: EnteredValue) -> None:
        """Keep a value from a day on."""
        self._connection.execute(
            insert(schema.entered_value).values(
                measure=value.measure, on_day=value.on, value=value.value, note=value.note
            )
        )

    def lock_baseline(self, baseline: Baseline) -> None:
        """Keep an indicator's figure of an earlier date."""
        self._connection.execute(
            insert(schema.baseline).values(
                indicator=baseline.indicator,
                on_day=baseline.on,
                numerator=baseline.numerator,
                denominator=baseline.denominator,
                source=baseline.source,
            )
        )
