"""What the list of procedures shows."""

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import Qt

from egovdesk.domain.catalogue import ServiceLevel
from egovdesk.domain.procedures import CountField, ProcedureAttribute, ProcedureFigures
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

ONLINE_RANK = 3
"""From this rank on a level counts as online: levels 3 and 4, partial and full."""

FIELD = "field"
"""The column that a narrow list leaves out; searching finds its words all the same."""

MARKS = ("portal", "fee", "payment", "result_sync", "status_sync")
"""The columns that say yes or no."""

_MARK_WIDTH = 82
_RIGHT = Qt.AlignmentFlag.AlignRight
_Levels = Mapping[str, ServiceLevel]


def columns(levels: _Levels) -> list[Column[ProcedureFigures]]:
    """Return the columns in the order of reading."""
    return [
        Column(key="code", title=_("Code"), text=lambda row: row.procedure.code, width=68),
        Column(
            key="name",
            title=_("Procedure"),
            text=lambda row: row.procedure.name,
            tooltip=lambda row: f"{row.procedure.name}\n{row.procedure.field}",
            stretch=True,
        ),
        Column(key=FIELD, title=_("Field"), text=lambda row: row.procedure.field, width=190),
        Column(
            key="level",
            title=_("Level"),
            text=lambda row: level_words(row, levels),
            sort_key=lambda row: (row.in_force, rank(row, levels)),
            tone=lambda row: _level_tone(row, levels),
            width=110,
        ),
        *_mark_columns(),
        *_count_columns(),
    ]


def level_words(row: ProcedureFigures, levels: _Levels) -> str:
    """Return the level's label, or why there is none."""
    if not row.in_force:
        return _("Not in force")
    found = levels.get(row.level)
    return formats.words(found.label) if found else _("Not recorded")


def rank(row: ProcedureFigures, levels: _Levels) -> int:
    """Return the rank of the procedure's level; 0 where none is known."""
    found = levels.get(row.level)
    return found.rank if found else 0


def lacks_payment(row: ProcedureFigures) -> bool:
    """Say whether there is a fee that cannot be paid online."""
    has_fee = row.has(ProcedureAttribute.FEE)
    return row.in_force and has_fee and not row.has(ProcedureAttribute.PAYMENT)


def online_share(row: ProcedureFigures) -> Fraction | None:
    """Return the share of dossiers received online in percent; None where none arose."""
    received = row.counts.get(CountField.RECEIVED, 0)
    return Fraction(100 * row.counts[CountField.RECEIVED_ONLINE], received) if received else None


def _mark_columns() -> list[Column[ProcedureFigures]]:
    return [
        _mark("portal", _("Portal"), ProcedureAttribute.PORTAL),
        Column(
            key="fee",
            title=_("With fee"),
            text=lambda row: _yes_no(row.has(ProcedureAttribute.FEE)),
            tone=lambda row: Tone.INFO if row.has(ProcedureAttribute.FEE) else Tone.NEUTRAL,
            width=_MARK_WIDTH,
            hint=label(ProcedureAttribute.FEE),
        ),
        Column(
            key="payment",
            title=_("Payment"),
            text=_payment,
            tone=_payment_tone,
            tooltip=_payment_tip,
            width=94,
            hint=label(ProcedureAttribute.PAYMENT),
        ),
        _mark("result_sync", _("Results"), ProcedureAttribute.RESULT_SYNC),
        _mark("status_sync", _("Status"), ProcedureAttribute.STATUS_SYNC),
    ]


def _mark(key: str, title: str, attribute: ProcedureAttribute) -> Column[ProcedureFigures]:
    return Column(
        key=key,
        title=title,
        text=lambda row: _yes_no(row.has(attribute)),
        tone=lambda row: Tone.GOOD if row.has(attribute) else Tone.NEUTRAL,
        width=_MARK_WIDTH,
        hint=label(attribute),
    )


def _count_columns() -> list[Column[ProcedureFigures]]:
    return [
        _count("received", _("Received"), CountField.RECEIVED),
        Column(
            key="online",
            title=_("Online"),
            text=lambda row: _percent(online_share(row)),
            sort_key=online_share,
            align=_RIGHT,
            width=84,
            hint=label(CountField.RECEIVED_ONLINE),
        ),
        _count("results_synced", _("Synced"), CountField.RESULTS_SYNCED),
    ]


def _count(key: str, title: str, field: CountField) -> Column[ProcedureFigures]:
    return Column(
        key=key,
        title=title,
        text=lambda row: formats.number(row.counts.get(field)),
        sort_key=lambda row: row.counts.get(field),
        align=_RIGHT,
        width=82,
        hint=label(field),
    )


def _yes_no(value: bool) -> str:  # noqa: FBT001 - the value is the whole question
    return _("Yes") if value else _("No")


def _percent(value: Fraction | None) -> str:
    return formats.EMPTY if value is None else formats.percent(value)


def _level_tone(row: ProcedureFigures, levels: _Levels) -> Tone:
    if not row.in_force:
        return Tone.NEUTRAL
    return Tone.GOOD if rank(row, levels) >= ONLINE_RANK else Tone.WARNING


def _payment(row: ProcedureFigures) -> str:
    return _yes_no(row.has(ProcedureAttribute.PAYMENT)) if _is_payable(row) else formats.EMPTY


def _is_payable(row: ProcedureFigures) -> bool:
    return row.has(ProcedureAttribute.FEE) or row.has(ProcedureAttribute.PAYMENT)


def _payment_tone(row: ProcedureFigures) -> Tone | None:
    if not _is_payable(row):
        return None
    if lacks_payment(row):
        return Tone.WARNING
    return Tone.GOOD if row.has(ProcedureAttribute.PAYMENT) else Tone.NEUTRAL


def _payment_tip(row: ProcedureFigures) -> str:
    if not _is_payable(row):
        return _("No fee, so there is nothing to pay")
    return _("The fee cannot be paid online") if lacks_payment(row) else _payment(row)
