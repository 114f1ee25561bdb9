"""The registers of the desk: what the officer keeps all year, described once each."""

from collections.abc import Mapping
from enum import StrEnum

from egovdesk.domain import assets
from egovdesk.domain.history import Noun
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.registers import (
    LARGEST,
    LINE,
    TEXT,
    Access,
    Field,
    FieldKind,
    NotAbove,
    NotBefore,
    OnlyWhere,
    Register,
    RegisterKind,
    Vocabulary,
)
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskKind, TaskPriority, TaskState, Timeliness

_K, _A, _V = FieldKind, Access, Vocabulary


def _needed(key: str, kind: FieldKind = FieldKind.TEXT, most: int = LINE) -> Field:
    return Field(key=key, kind=kind, is_required=True, most=LARGEST if kind is _K.WHOLE else most)


def _whole(key: str, most: int = LARGEST) -> Field:
    return Field(key=key, kind=_K.WHOLE, most=most)


def _day(key: str, access: Access = Access.FREE) -> Field:
    return Field(key=key, kind=_K.DAY, access=access)


def _choice(key: str, choices: type[StrEnum], *, is_required: bool = False) -> Field:
    return Field(key=key, kind=_K.CHOICE, choices=choices, is_required=is_required)


def _computed(key: str, kind: FieldKind, choices: type[StrEnum] | None = None) -> Field:
    return Field(key=key, kind=kind, choices=choices, access=_A.COMPUTED)


_NOTE = Field(key="note", kind=_K.LONG_TEXT, most=TEXT)
_CODE = _needed("code", most=60)
_SUMMED = (CountField.RECEIVED, CountField.RECEIVED_ONLINE, CountField.RESULTS_SYNCED)

REGISTERS: Mapping[RegisterKind, Register] = {
    register.kind: register
    for register in (
        Register(
            kind=RegisterKind.DIRECTIVES,
            noun=Noun.DIRECTIVES,
            fields=(
                _needed("number", most=60),
                _day("issued_on"),
                Field(key="issuer"),
                _needed("subject", most=1000),
                Field(key="replaces", kind=_K.CHOICE, vocabulary=_V.DIRECTIVES),
                _NOTE,
            ),
            key=("number",),
            title="number",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.TASKS,
            noun=Noun.TASKS,
            fields=(
                _CODE,
                _needed("title", _K.LONG_TEXT, most=1000),
                Field(key="directive", kind=_K.CHOICE, vocabulary=_V.DIRECTIVES),
                Field(key="clause", most=60),
                _choice("kind", TaskKind, is_required=True),
                _choice("recurrence", Recurrence),
                Field(
                    key="priority",
                    kind=_K.CHOICE,
                    choices=TaskPriority,
                    default=TaskPriority.NORMAL.value,
                ),
                Field(key="lead", kind=_K.CHOICE, vocabulary=_V.AGENCIES, is_required=True),
                Field(key="coordinating", kind=_K.MANY, vocabulary=_V.AGENCIES, most=TEXT),
                Field(key="focal_point", is_name=True),
                Field(key="deliverable", most=1000),
                _day("assigned_on", _A.ONCE),
                _day("due", _A.ONCE),
                _computed("percent", _K.WHOLE),
                _computed("state", _K.CHOICE, TaskState),
                _computed("timeliness", _K.CHOICE, Timeliness),
                _computed("completed_on", _K.DAY),
                _computed("days_left", _K.WHOLE),
                _computed("extensions", _K.WHOLE),
                _computed("evidence", _K.WHOLE),
            ),
            key=("code",),
            title="code",
            rules=(
                NotBefore("due", "assigned_on"),
                OnlyWhere("recurrence", "kind", TaskKind.PERIODIC, Recurrence.QUARTER),
            ),
        ),
        Register(
            kind=RegisterKind.SIGNERS,
            noun=Noun.SIGNERS,
            fields=(
                Field(key="full_name", is_required=True, is_name=True),
                Field(key="position"),
                Field(key="department"),
                _day("entitled_on"),
                Field(key="serial", most=64),
                Field(key="issuer"),
                _day("valid_from"),
                _day("valid_to"),
                Field(key="signing", kind=_K.YES_NO, is_dated=True),
                _computed("stage", _K.CHOICE, SignerStage),
            ),
            key=("full_name", "department"),
            title="full_name",
            rules=(NotBefore("valid_to", "valid_from"),),
        ),
        Register(
            kind=RegisterKind.WORKLOAD,
            noun=Noun.WORKLOAD,
            fields=(
                _needed("month", _K.MONTH),
                _needed("total", _K.WHOLE),
                _needed("online", _K.WHOLE),
            ),
            key=("month",),
            title="month",
            rules=(NotAbove("online", "total"),),
        ),
        Register(
            kind=RegisterKind.PROCEDURES,
            noun=Noun.PROCEDURES,
            fields=(
                _CODE,
                _needed("name", _K.LONG_TEXT, most=1000),
                Field(key="field"),
                Field(key="level", kind=_K.CHOICE, vocabulary=_V.LEVELS, is_dated=True),
                *(
                    Field(
                        key=attribute.value,
                        kind=_K.YES_NO,
                        is_dated=True,
                        default=True if attribute is ProcedureAttribute.IN_FORCE else None,
                    )
                    for attribute in ProcedureAttribute
                    if attribute is not ProcedureAttribute.LEVEL
                ),
                *(_computed(count.value, _K.WHOLE) for count in _SUMMED),
            ),
            key=("code",),
            title="code",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.PROCEDURE_COUNTS,
            noun=Noun.PROCEDURES,
            fields=(
                Field(key="procedure", kind=_K.CHOICE, vocabulary=_V.PROCEDURES, is_required=True),
                _needed("month", _K.MONTH),
                *(
                    Field(key=count.value, kind=_K.WHOLE, most=LARGEST, default=0)
                    for count in CountField
                ),
                _computed("name", _K.TEXT),
            ),
            key=("procedure", "month"),
            title="procedure",
            rules=(
                NotAbove(CountField.RECEIVED_ONLINE, CountField.RECEIVED),
                NotAbove(CountField.PAYMENTS_PORTAL, CountField.PAYMENTS),
                NotAbove(CountField.RESULTS_SYNCED, CountField.RESULTS),
                NotAbove(CountField.ONE_STOP_SYNCED, CountField.ONE_STOP),
            ),
        ),
        Register(
            kind=RegisterKind.DATABASES,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                _choice("kind", assets.DatabaseKind),
                Field(key="owner"),
                _choice("stage", assets.DatabaseStage),
                _choice("updating", assets.UpdateState),
                _day("updated_on"),
                _whole("records"),
                Field(key="regulation"),
                _day("regulation_on"),
                _day("lgsp_on"),
                Field(key="national_database"),
                _day("national_on"),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.PROJECTS,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                _choice("stage", assets.ProjectStage),
                _choice("funding", assets.FundingSource),
                _whole("budget"),
                _whole("spent"),
                Field(key="decision"),
                _day("started_on"),
                _day("due_on"),
                _day("accepted_on"),
                Field(key="regulation"),
                Field(key="focal_point", is_name=True),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
            rules=(NotAbove("spent", "budget"), NotBefore("due_on", "started_on")),
        ),
        Register(
            kind=RegisterKind.REPORT_FORMS,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                Field(key="basis"),
                _choice("frequency", assets.ReportFrequency),
                Field(key="recipient"),
                Field(key="online", kind=_K.YES_NO),
                _day("online_on"),
                Field(key="system"),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.SECURITY_DUTIES,
            noun=Noun.ASSETS,
            fields=(
                _CODE,
                _needed("name"),
                _choice("kind", assets.SecurityDutyKind),
                Field(key="system"),
                _whole("level", most=5),
                _day("due_on"),
                _day("done_on"),
                Field(key="document"),
                _NOTE,
            ),
            key=("code",),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.ACTIVITIES,
            noun=Noun.ASSETS,
            fields=(
                _needed("held_on", _K.DAY),
                _choice("kind", assets.ActivityKind, is_required=True),
                _needed("name"),
                _whole("participants"),
                Field(key="clause", most=60),
                Field(key="document"),
                _NOTE,
            ),
            key=("held_on", "name"),
            title="name",
            keeps_evidence=True,
        ),
        Register(
            kind=RegisterKind.ENTERED_VALUES,
            noun=Noun.MEASURES,
            fields=(
                Field(key="measure", kind=_K.CHOICE, vocabulary=_V.MEASURES, is_required=True),
                _needed("on_day", _K.DAY),
                _needed("value", _K.WHOLE),
                _NOTE,
            ),
            key=("measure", "on_day"),
            title="measure",
        ),
        Register(
            kind=RegisterKind.BASELINES,
            noun=Noun.MEASURES,
            fields=(
                Field(key="indicator", kind=_K.CHOICE, vocabulary=_V.INDICATORS, is_required=True),
                _needed("on_day", _K.DAY),
                _needed("numerator", _K.WHOLE),
                _needed("denominator", _K.WHOLE),
                Field(key="source", most=1000),
            ),
            key=("indicator",),
            title="indicator",
            rules=(NotAbove("numerator", "denominator"),),
        ),
    )
}
