"""What the lists of signers, departments and months show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt

from egovdesk.domain.registers import Value
from egovdesk.domain.signers import SignerStage, SignerStatus, adoption_by_department
from egovdesk.domain.text import format_points
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.overview import EXPIRY_WARNING_DAYS
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, current_language, formats
from egovdesk.wording.labels import label

_RIGHT = Qt.AlignmentFlag.AlignRight
STAGE_TONES = {
    SignerStage.ENTITLED: Tone.WARNING,
    SignerStage.ISSUED: Tone.BAD,
    SignerStage.VALID: Tone.INFO,
    SignerStage.SIGNING: Tone.GOOD,
}


def stage_of(status: SignerStatus) -> SignerStage | None:
    """Return the furthest stage reached; None for who is not (or no longer) entitled."""
    reached = [stage for stage in SignerStage if stage in status.stages]
    return reached[-1] if reached else None


def stage_words(status: SignerStatus) -> str:
    """Return the stage in words; who stopped at a stage reads what is lacking."""
    match stage_of(status):
        case None:
            return _("Not entitled")
        case SignerStage.ENTITLED:
            return _("No certificate")
        case SignerStage.ISSUED:
            return _("Not valid")
        case SignerStage.VALID:
            return _("Not signing yet")
        case stage:
            return label(stage)


def end_tone(ends: Value, as_of: date) -> Tone | None:
    """Colour only what asks for action: an end that is near, or past."""
    if not isinstance(ends, date):
        return None
    if ends < as_of:
        return Tone.BAD
    return Tone.WARNING if (ends - as_of).days <= EXPIRY_WARNING_DAYS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    """A department's signers by stage; `name` is None for all departments together."""

    name: str | None
    counts: dict[SignerStage, int]

    @property
    def share(self) -> Fraction | None:
        """How many of those entitled sign, in percent; None where nobody is entitled."""
        entitled = self.counts[SignerStage.ENTITLED]
        return Fraction(100 * self.counts[SignerStage.SIGNING], entitled) if entitled else None


def department_rows(statuses: Sequence[SignerStatus]) -> list[DepartmentRow]:
    """Return every department and, in the end, all of them together."""
    rows = [
        DepartmentRow(name=name, counts=counts)
        for name, counts in adoption_by_department(statuses).items()
    ]
    totals = {stage: sum(row.counts[stage] for row in rows) for stage in SignerStage}
    return [*rows, DepartmentRow(name=None, counts=totals)] if rows else []


def department_columns() -> list[Column[DepartmentRow]]:
    """Return the columns of the departments."""
    return [
        Column(key="name", title=_("Department"), text=_department, width=200, stretch=True),
        *(
            Column(
                key=stage.value,
                title=label(stage),
                text=lambda row, stage=stage: formats.number(row.counts[stage]),  # type: ignore[misc]
                align=_RIGHT,
            )
            for stage in SignerStage
        ),
        Column(
            key="share",
            title=_("Share signing"),
            text=lambda row: formats.EMPTY if row.share is None else formats.percent(row.share),
        ),
    ]


def _department(row: DepartmentRow) -> str:
    if row.name is None:
        return _("All departments")
    return row.name or _("(no department)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """A month's share online in percent, and the month before it; None where nothing arose."""

    month: str
    share: Fraction | None
    before: Fraction | None


def month_rows(months: Sequence[MonthlyWorkload]) -> list[MonthRow]:
    """Return the months, newest first, each with the one before it."""
    shares = [Fraction(100 * one.online, one.total) if one.total else None for one in months]
    rows = [
        MonthRow(month=one.month, share=share, before=before)
        for one, share, before in zip(months, shares, [None, *shares], strict=False)
    ]
    return rows[::-1]


def month_columns() -> list[Column[MonthRow]]:
    """Return the columns of the months of work handled online."""
    return [
        Column(
            key="month",
            title=_("Month"),
            text=lambda row: formats.month(row.month),
            width=80,
            stretch=True,
        ),
        Column(
            key="share",
            title=_("Share online"),
            text=lambda row: formats.EMPTY if row.share is None else formats.percent(row.share),
            align=_RIGHT,
        ),
        Column(key="change", title=_("Change (points)"), text=_change, align=_RIGHT),
    ]


def _change(row: MonthRow) -> str:
    if row.share is None or row.before is None:
        return formats.EMPTY
    return format_points(row.share - row.before, current_language().value)
