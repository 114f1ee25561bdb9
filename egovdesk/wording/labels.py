"""Words for every member of every enumeration that a person sees."""

from enum import StrEnum

from egovdesk.domain.findings import Rule, Severity
from egovdesk.domain.history import UseCase
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.packages import ExportStep, MemberStatus, SignerVerdict, VerdictStatus
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.reports import ReportAction
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskEventKind, TaskKind, TaskState, Timeliness
from egovdesk.wording import N_, _

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (IndicatorState.NOT_APPLICABLE, N_("Not applicable")),
    (IndicatorState.NONE_AROSE, N_("None arose")),
    (IndicatorState.MISSING, N_("No figures yet")),
    (IndicatorState.TRACKED, N_("Tracked")),
    (IndicatorState.ON_TRACK, N_("On track")),
    (IndicatorState.BEHIND, N_("Behind")),
    (IndicatorState.MET, N_("Met")),
    (IndicatorState.NOT_MET, N_("Not met")),
    (Timeliness.DONE_ON_TIME, N_("Done on time")),
    (Timeliness.DONE_LATE, N_("Done late")),
    (Timeliness.OPEN_IN_TIME, N_("Open, in time")),
    (Timeliness.OPEN_OVERDUE, N_("Open, overdue")),
    (Timeliness.NO_DEADLINE, N_("No deadline")),
    (TaskState.NOT_STARTED, N_("Not started")),
    (TaskState.IN_PROGRESS, N_("In progress")),
    (TaskState.AWAITING_CONFIRMATION, N_("Awaiting confirmation")),
    (TaskState.DONE, N_("Done")),
    (TaskState.SUSPENDED, N_("Suspended")),
    (TaskState.RETURNED, N_("Returned")),
    (TaskState.WITHDRAWAL_PROPOSED, N_("Withdrawal proposed")),
    (TaskState.CANCELLED, N_("Cancelled")),
    (TaskKind.DEADLINE, N_("With a deadline")),
    (TaskKind.PERIODIC, N_("Periodic")),
    (TaskKind.STANDING, N_("Standing")),
    (TaskKind.OPEN, N_("Without a deadline")),
    (TaskEventKind.ASSIGNED, N_("Assigned")),
    (TaskEventKind.PROGRESS, N_("Progress")),
    (TaskEventKind.EXTENSION_REQUESTED, N_("Extension requested")),
    (TaskEventKind.EXTENSION_GRANTED, N_("Extension granted")),
    (TaskEventKind.EXTENSION_REFUSED, N_("Extension refused")),
    (TaskEventKind.COMPLETED, N_("Completed")),
    (TaskEventKind.CONFIRMED, N_("Completion confirmed")),
    (TaskEventKind.RETURNED, N_("Returned for more work")),
    (TaskEventKind.SUSPENDED, N_("Work suspended")),
    (TaskEventKind.WITHDRAWAL_PROPOSED, N_("Withdrawal was proposed")),
    (TaskEventKind.CANCELLED, N_("Task cancelled")),
    (SignerStage.ENTITLED, N_("Entitled")),
    (SignerStage.ISSUED, N_("Certificate issued")),
    (SignerStage.VALID, N_("Certificate valid")),
    (SignerStage.SIGNING, N_("Signing")),
    (ProcedureAttribute.IN_FORCE, N_("In force")),
    (ProcedureAttribute.LEVEL, N_("Level")),
    (ProcedureAttribute.PORTAL, N_("On the national portal")),
    (ProcedureAttribute.FEE, N_("Fee")),
    (ProcedureAttribute.PAYMENT, N_("Online payment")),
    (ProcedureAttribute.RESULT_SYNC, N_("Results synchronised")),
    (ProcedureAttribute.STATUS_SYNC, N_("Status synchronised")),
    (CountField.RECEIVED, N_("Dossiers received")),
    (CountField.RECEIVED_ONLINE, N_("Dossiers received online")),
    (CountField.PAYMENTS, N_("Payments")),
    (CountField.PAYMENTS_PORTAL, N_("Payments on the national portal")),
    (CountField.RESULTS, N_("Results issued")),
    (CountField.RESULTS_SYNCED, N_("Results issued and synchronised")),
    (CountField.ONE_STOP, N_("One-stop dossiers")),
    (CountField.ONE_STOP_SYNCED, N_("One-stop dossiers synchronised")),
    (Severity.ERROR, N_("Error")),
    (Severity.WARNING, N_("Warning")),
    (Severity.NOTICE, N_("Notice")),
    (Rule.NUMERATOR_ABOVE_DENOMINATOR, N_("Numerator above denominator")),
    (Rule.PART_ABOVE_WHOLE, N_("Part above whole")),
    (Rule.BASELINE_MISSING, N_("Baseline missing")),
    (Rule.INDICATOR_MISSING, N_("Indicator without figures")),
    (Rule.MONTH_MISSING, N_("Month without counts")),
    (Rule.TASK_OVERDUE, N_("Overdue without an extension")),
    (Rule.DONE_WITHOUT_EVIDENCE, N_("Done without evidence")),
    (Rule.NO_CHANGE_SINCE, N_("Nothing recorded this quarter")),
    (Rule.JUMP, N_("Jump against last quarter")),
    (Rule.NOTHING_RECORDED, N_("Empty report")),
    (ExportStep.COMPUTE, N_("Computing the figures")),
    (ExportStep.KEY, N_("Opening the key")),
    (ExportStep.LETTER, N_("Writing the letter")),
    (ExportStep.WORKBOOK, N_("Writing the workbook")),
    (ExportStep.SIGN, N_("Signing and packing")),
    (ExportStep.KEEP, N_("Keeping the package")),
    (VerdictStatus.VALID, N_("Valid")),
    (VerdictStatus.INDETERMINATE, N_("Indeterminate")),
    (VerdictStatus.INVALID, N_("Invalid")),
    (MemberStatus.INTACT, N_("Intact")),
    (MemberStatus.CHANGED, N_("Changed")),
    (MemberStatus.MISSING, N_("Missing")),
    (MemberStatus.UNSIGNED, N_("Not signed")),
    (SignerVerdict.TRUSTED, N_("Trusted")),
    (SignerVerdict.UNTRUSTED, N_("Not trusted")),
    (SignerVerdict.EXPIRED, N_("Certificate expired")),
    (SignerVerdict.NOT_YET_VALID, N_("Certificate not yet valid")),
    (SignerVerdict.REVOKED, N_("Certificate revoked")),
    (SignerVerdict.WRONG_USAGE, N_("Certificate not meant for signing")),
    (SignerVerdict.WEAK_KEY, N_("Key too short")),
    (SignerVerdict.INVALID, N_("Signature invalid")),
    (ReportAction.NEW, N_("New report")),
    (ReportAction.REPLACE, N_("Replacement")),
    (UseCase.CREATE_WORKSPACE, N_("create the workspace")),
    (UseCase.LOAD_SAMPLE, N_("load sample data")),
    (UseCase.INSTALL_CATALOGUE, N_("install a catalogue")),
    (UseCase.RECORD_PROGRESS, N_("record progress on {subject}")),
    (UseCase.COMPLETE_TASK, N_("declare {subject} complete")),
    (UseCase.RECORD_PACKAGE, N_("export the report {subject}")),
    (UseCase.CHOOSE_PERIOD, N_("choose a period")),
    (UseCase.UNDO, N_("undo")),
    (UseCase.REDO, N_("redo")),
)

# Members of different enumerations may have the same value and would then be one key.
_LABELS = {(type(member), member.value): words for member, words in _WORDS}


def label(member: StrEnum) -> str:
    """Return the words for an enumeration's member in the current language."""
    return _(_LABELS[type(member), member.value])
