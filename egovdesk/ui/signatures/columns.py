"""What the list of signers and the list of months show."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt

from egovdesk.domain.signers import SignerStage, SignerStatus
from egovdesk.domain.text import name_key
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.services.overview import EXPIRY_WARNING_DAYS
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_STAGES = list(SignerStage)
_TONES = {
    SignerStage.ENTITLED: Tone.WARNING,
    SignerStage.ISSUED: Tone.BAD,
    SignerStage.VALID: Tone.INFO,
    SignerStage.SIGNING: Tone.GOOD,
}
_RIGHT = Qt.AlignmentFlag.AlignRight


def signer_columns(as_of: Callable[[], date]) -> list[Column[SignerStatus]]:
    """Return the columns of the register; `as_of` gives the day that is shown."""
    return [
        Column(
            key="name",
            title=_("Name"),
            text=lambda row: row.signer.full_name,
            sort_key=lambda row: name_key(row.signer.full_name),
            width=138,
        ),
        Column(
            key="department",
            title=_("Department"),
            text=lambda row: row.signer.department,
            stretch=True,
        ),
        Column(
            key="position", title=_("Position"), text=lambda row: row.signer.position, width=138
        ),
        Column(
            key="stage",
            title=_("Stage"),
            text=stage_words,
            sort_key=lambda row: _place(stage_of(row)),
            tone=_stage_tone,
            width=148,
        ),
        Column(
            key="valid_to",
            title=_("Valid until"),
            text=lambda row: formats.day(row.valid_to) if row.valid_to else "",
            sort_key=lambda row: row.valid_to,
            tone=lambda row: _end_tone(row, as_of()),
            hint=_("Last day of the certificate"),
            width=118,
        ),
    ]


def stage_of(row: SignerStatus) -> SignerStage | None:
    """Return the furthest stage reached; None for who is not (or no longer) entitled."""
    reached = [stage for stage in SignerStage if stage in row.stages]
    return reached[-1] if reached else None


def stage_words(row: SignerStatus) -> str:
    """Return the stage in words; who stopped at a stage reads what is lacking."""
    match stage_of(row):
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


def is_signing(row: SignerStatus) -> bool:
    """Say whether the person signs digitally."""
    return SignerStage.SIGNING in row.stages


def lacks_certificate(row: SignerStatus) -> bool:
    """Say whether the person is entitled and has no valid certificate."""
    return SignerStage.ENTITLED in row.stages and SignerStage.VALID not in row.stages


def expires_soon(row: SignerStatus, as_of: date) -> bool:
    """Say whether the person's certificate ends soon enough to ask for a new one."""
    return row.expires_within(as_of, EXPIRY_WARNING_DAYS)


def month_columns() -> list[Column[MonthlyWorkload]]:
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
            key="total", title=_("Total"), text=lambda row: formats.number(row.total), align=_RIGHT
        ),
        Column(
            key="online",
            title=_("Online"),
            text=lambda row: formats.number(row.online),
            align=_RIGHT,
        ),
        Column(key="share", title=_("Share"), text=_share, align=_RIGHT),
    ]


def _share(row: MonthlyWorkload) -> str:
    return formats.percent(Fraction(100 * row.online, row.total)) if row.total else formats.EMPTY


def _place(stage: SignerStage | None) -> int:
    return -1 if stage is None else _STAGES.index(stage)


def _stage_tone(row: SignerStatus) -> Tone:
    stage = stage_of(row)
    return Tone.NEUTRAL if stage is None else _TONES[stage]


def _end_tone(row: SignerStatus, as_of: date) -> Tone | None:
    """Colour only what asks for action: an end that is near, or past."""
    if row.valid_to is None:
        return None
    if row.valid_to < as_of:
        return Tone.BAD
    return Tone.WARNING if expires_soon(row, as_of) else None
