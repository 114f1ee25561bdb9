"""What the lists of a comparison show."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.comparison import (
    AttributeChange,
    Comparison,
    IndicatorChange,
    RowChange,
    Side,
    TaskChange,
)
from egovdesk.domain.indicators import IndicatorResult
from egovdesk.domain.procedures import ProcedureAttribute
from egovdesk.domain.tasks import TaskStatus
from egovdesk.ui.indicators.formulas import part_words
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row that moved the numerator, or the denominator."""

    is_numerator: bool
    change: RowChange


def side_words(side: Side, other: Side) -> str:
    """Return what a side is called: its quarter, or its revision of the same quarter."""
    if side.period != other.period or side.revision == other.revision:
        return formats.quarter(side.period)
    return _("Revision {number}").format(number=side.revision)


def indicator_columns(found: Comparison) -> list[Column[IndicatorChange]]:
    """Return the columns of the indicators, the earlier side before the later one."""
    return [
        Column(
            key="number",
            title=_("No."),
            text=lambda row: formats.number(row.indicator.number),
            sort_key=lambda row: row.indicator.number,
            align=_RIGHT,
            width=48,
        ),
        Column(
            key="title",
            title=_("Indicator"),
            text=lambda row: formats.words(row.indicator.short),
            tooltip=lambda row: formats.words(row.indicator.title),
            width=240,
            stretch=True,
        ),
        *_side_columns("earlier", side_words(found.earlier, found.later), lambda row: row.earlier),
        *_side_columns("later", side_words(found.later, found.earlier), lambda row: row.later),
        Column(
            key="difference",
            title=_("Points"),
            text=lambda row: formats.difference(row.difference),
            sort_key=lambda row: row.difference,
            align=_RIGHT,
            width=72,
            hint=_("The difference of the values, in percentage points"),
        ),
    ]


def _side_columns(
    key: str, name: str, result_of: Callable[[IndicatorChange], IndicatorResult | None]
) -> list[Column[IndicatorChange]]:
    def parts(row: IndicatorChange) -> str:
        found = result_of(row)
        if found is None or found.denominator is None:
            return formats.EMPTY
        return f"{formats.number(found.numerator)} / {formats.number(found.denominator)}"

    def value(row: IndicatorChange) -> str:
        found = result_of(row)
        return formats.EMPTY if found is None else formats.result(row.indicator, found)

    def state(row: IndicatorChange) -> str:
        found = result_of(row)
        return _("Not in it") if found is None else label(found.state)

    def tone(row: IndicatorChange) -> Tone:
        found = result_of(row)
        return Tone.NEUTRAL if found is None else state_tone(found.state)

    return [
        Column(
            key=f"{key}_parts",
            title=name,
            text=parts,
            align=_RIGHT,
            width=128,
            hint=_("{side}: numerator / denominator").format(side=name),
        ),
        Column(
            key=f"{key}_value",
            title=_("Value"),
            text=value,
            sort_key=lambda row: (found := result_of(row)) and found.value,
            align=_RIGHT,
            width=96,
            hint=_("{side}: value").format(side=name),
        ),
        Column(
            key=f"{key}_state",
            title=_("State"),
            text=state,
            tone=tone,
            width=166,
            hint=_("{side}: state").format(side=name),
        ),
    ]


def part_rows(change: IndicatorChange) -> list[PartRow]:
    """Return the rows that moved an indicator, those of the numerator first."""
    return [
        *(PartRow(is_numerator=True, change=row) for row in change.numerator),
        *(PartRow(is_numerator=False, change=row) for row in change.denominator),
    ]


def part_columns(found: Comparison, catalogue: Catalogue) -> list[Column[PartRow]]:
    """Return the columns of the rows that moved an indicator."""
    return [
        Column(
            key="part",
            title=_("Part"),
            text=lambda row: _("Numerator") if row.is_numerator else _("Denominator"),
            width=104,
        ),
        Column(
            key="code",
            title=_("Code"),
            text=lambda row: "" if row.change.code in catalogue.measures else row.change.code,
            width=104,
        ),
        Column(
            key="label",
            title=_("What is counted"),
            text=lambda row: part_words(row.change.code, catalogue) or row.change.label,
            stretch=True,
        ),
        _count_column("before", side_words(found.earlier, found.later), lambda row: row.before),
        _count_column("after", side_words(found.later, found.earlier), lambda row: row.after),
        Column(
            key="moved",
            title=_("Change"),
            text=lambda row: signed(row.change.moved),
            sort_key=lambda row: row.change.moved,
            align=_RIGHT,
            width=90,
        ),
        Column(
            key="why",
            title=_("What happened"),
            text=lambda row: _why(row.change, catalogue),
            width=320,
        ),
    ]


def _count_column(
    key: str, name: str, count_of: Callable[[RowChange], int | None]
) -> Column[PartRow]:
    return Column(
        key=key,
        title=name,
        text=lambda row: formats.number(count_of(row.change)),
        sort_key=lambda row: count_of(row.change),
        align=_RIGHT,
        width=128,
    )


def signed(count: int) -> str:
    """Return a difference of counts with its sign."""
    return f"+{formats.number(count)}" if count > 0 else formats.number(count)


def _why(change: RowChange, catalogue: Catalogue) -> str:
    """Say what changed about a procedure; else that its row is new or gone, or counted on."""
    if change.reasons:
        return "; ".join(_reason_words(reason, catalogue) for reason in change.reasons)
    if change.before is None:
        return _("entered")
    return _("left") if change.after is None else _("counted on")


def _reason_words(reason: AttributeChange, catalogue: Catalogue) -> str:
    if reason.attribute is ProcedureAttribute.LEVEL:
        before, after = (_level(held, catalogue) for held in (reason.before, reason.after))
        return f"{before} → {after}"
    held = _("yes") if reason.after == "1" else _("no")
    return f"{label(reason.attribute)}: {held}"


def _level(held: str, catalogue: Catalogue) -> str:
    found = catalogue.levels.get(held)
    return formats.words(found.label) if found else held or formats.EMPTY


def task_columns(found: Comparison) -> list[Column[TaskChange]]:
    """Return the columns of the tasks that do not stand as they did."""
    earlier, later = side_words(found.earlier, found.later), side_words(found.later, found.earlier)
    return [
        Column(key="code", title=_("Code"), text=lambda row: row.task.code, width=90),
        Column(key="title", title=_("Task"), text=lambda row: row.task.title, stretch=True),
        *_status_columns("earlier", earlier, lambda row: row.earlier),
        *_status_columns("later", later, lambda row: row.later),
    ]


def _status_columns(
    key: str, name: str, status_of: Callable[[TaskChange], TaskStatus | None]
) -> list[Column[TaskChange]]:
    def state(row: TaskChange) -> str:
        status = status_of(row)
        if status is None:
            return _("Not in it")
        percent = "" if status.is_done else f" · {status.percent}%"
        return f"{label(status.state)}{percent}"

    def timeliness(row: TaskChange) -> str:
        status = status_of(row)
        return "" if status is None else timeliness_words(status)

    def tone(row: TaskChange) -> Tone | None:
        status = status_of(row)
        return None if status is None else timeliness_tone(status)

    return [
        Column(
            key=f"{key}_state",
            title=name,
            text=state,
            width=160,
            hint=_("{side}: state").format(side=name),
        ),
        Column(
            key=f"{key}_timeliness",
            title=_("Timeliness"),
            text=timeliness,
            tone=tone,
            width=216,
            hint=_("{side}: timeliness").format(side=name),
        ),
    ]
