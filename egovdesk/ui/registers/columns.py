"""How the fields of registers look in a grid: widths, alignment, and the tones of states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt

from egovdesk.domain.assets import DatabaseStage, ProjectStage, UpdateState
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Field, FieldKind, RegisterKind, Value
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskPriority, Timeliness
from egovdesk.ui.widgets.badge import Tone

_WIDTHS = {
    FieldKind.TEXT: 150,
    FieldKind.LONG_TEXT: 320,
    FieldKind.WHOLE: 96,
    FieldKind.DAY: 106,
    FieldKind.MONTH: 88,
    FieldKind.CHOICE: 170,
    FieldKind.MANY: 160,
    FieldKind.YES_NO: 104,
}

_OWN_WIDTHS: Mapping[str, int] = {
    "code": 84,
    "clause": 80,
    "name": 300,
    "subject": 380,
    "full_name": 190,
    "timeliness": 206,
    "directive": 170,
    "procedure": 120,
    "level": 104,
    "number": 190,
    "source": 260,
    "recurrence": 110,
    "priority": 110,
    "title": 240,
    "percent": 96,
    "in_force": 76,
    "portal": 76,
    "fee": 78,
    "payment": 90,
    "result_sync": 86,
    "status_sync": 86,
    "received": 82,
    "valid_to": 124,
    "signing": 116,
    "issued_on": 124,
}

_TONES: Mapping[str, Tone] = {
    Timeliness.DONE_ON_TIME: Tone.GOOD,
    Timeliness.DONE_LATE: Tone.WARNING,
    Timeliness.OPEN_IN_TIME: Tone.INFO,
    Timeliness.OPEN_OVERDUE: Tone.BAD,
    Timeliness.NO_DEADLINE: Tone.NEUTRAL,
}
_STAGE_TONES: Mapping[str, Tone] = {
    SignerStage.ENTITLED: Tone.NEUTRAL,
    SignerStage.ISSUED: Tone.BAD,
    SignerStage.VALID: Tone.WARNING,
    SignerStage.SIGNING: Tone.GOOD,
    DatabaseStage.PLANNED: Tone.NEUTRAL,
    DatabaseStage.BUILDING: Tone.INFO,
    DatabaseStage.OPERATING: Tone.GOOD,
    DatabaseStage.STOPPED: Tone.BAD,
    ProjectStage.PROPOSED: Tone.NEUTRAL,
    ProjectStage.APPROVED: Tone.INFO,
    ProjectStage.CONTRACTING: Tone.INFO,
    ProjectStage.IMPLEMENTING: Tone.INFO,
    ProjectStage.ACCEPTED: Tone.GOOD,
    ProjectStage.OPERATING: Tone.GOOD,
}
_UPDATE_TONES: Mapping[str, Tone] = {
    UpdateState.CONTINUOUS: Tone.GOOD,
    UpdateState.PERIODIC: Tone.INFO,
    UpdateState.LATE: Tone.WARNING,
    UpdateState.NONE: Tone.BAD,
}
_PRIORITY_TONES: Mapping[str, Tone] = {
    TaskPriority.HIGH: Tone.WARNING,
    TaskPriority.URGENT: Tone.BAD,
}
_FIELD_TONES: Mapping[str, Mapping[str, Tone]] = {
    "timeliness": _TONES,
    "stage": _STAGE_TONES,
    "updating": _UPDATE_TONES,
    "priority": _PRIORITY_TONES,
}

_HIDDEN: Mapping[RegisterKind, frozenset[str]] = {
    RegisterKind.TASKS: frozenset(
        {
            "directive",
            "coordinating",
            "deliverable",
            "assigned_on",
            "completed_on",
            "days_left",
            "extensions",
            "evidence",
            "lead",
            "kind",
            "clause",
            "recurrence",
            "priority",
            "focal_point",
            "state",
        }
    ),
    RegisterKind.SIGNERS: frozenset({"position", "entitled_on", "serial", "issuer", "valid_from"}),
    RegisterKind.PROCEDURES: frozenset({"results_synced"}),
}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A field in a grid; `width` in pixels at zoom 1."""

    field: Field
    width: int
    is_hidden: bool
    tone: Callable[[Value], Tone | None] | None

    @property
    def align(self) -> Qt.AlignmentFlag:
        """Numbers stand at the right."""
        is_number = self.field.kind is FieldKind.WHOLE
        return Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft


def columns(kind: RegisterKind) -> tuple[GridColumn, ...]:
    """Return the columns of a register, in the order of its fields."""
    hidden = _HIDDEN.get(kind, frozenset())
    return tuple(
        GridColumn(
            field=field,
            width=_OWN_WIDTHS.get(field.key, _WIDTHS[field.kind]),
            is_hidden=field.key in hidden,
            tone=_tone_of(field),
        )
        for field in REGISTERS[kind].fields
    )


def _tone_of(field: Field) -> Callable[[Value], Tone | None] | None:
    if field.kind is FieldKind.YES_NO:
        return _yes_no_tone
    if tones := _FIELD_TONES.get(field.key):
        return lambda value: tones.get(str(value)) if value else None
    return None


def _yes_no_tone(value: Value) -> Tone:
    return Tone.GOOD if value else Tone.NEUTRAL
