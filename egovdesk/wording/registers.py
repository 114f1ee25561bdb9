"""Words for registers: names, fields with help, values, and what is wrong in a cell."""

from collections.abc import Mapping
from datetime import date

from egovdesk.domain.cells import CellIssue, IssueCode
from egovdesk.domain.history import Change
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Field, FieldKind, RegisterKind, Value
from egovdesk.domain.signers import SignerEventKind
from egovdesk.domain.tasks import TaskEventKind
from egovdesk.wording import N_, _, formats
from egovdesk.wording.labels import label

_K = RegisterKind

_NAMES: Mapping[RegisterKind, tuple[str, str]] = {
    _K.DIRECTIVES: (N_("Directives"), N_("{count} directives")),
    _K.TASKS: (N_("Tasks"), N_("{count} tasks")),
    _K.SIGNERS: (N_("Signers"), N_("{count} signers")),
    _K.WORKLOAD: (N_("Work handled online"), N_("{count} months of work online")),
    _K.PROCEDURES: (N_("Procedures"), N_("{count} procedures")),
    _K.PROCEDURE_COUNTS: (N_("Monthly counts"), N_("{count} monthly counts")),
    _K.DATABASES: (N_("Shared databases"), N_("{count} shared databases")),
    _K.PROJECTS: (N_("IT projects"), N_("{count} IT projects")),
    _K.REPORT_FORMS: (N_("Report forms"), N_("{count} report forms")),
    _K.SECURITY_DUTIES: (N_("Security duties"), N_("{count} security duties")),
    _K.ACTIVITIES: (N_("Meetings and training"), N_("{count} meetings and trainings")),
    _K.ENTERED_VALUES: (N_("Entered figures"), N_("{count} entered figures")),
    _K.BASELINES: (N_("Baselines"), N_("{count} baselines")),
}

_TITLES: Mapping[str, str] = {
    "number": N_("Number and symbol"),
    "issued_on": N_("Issued on"),
    "issuer": N_("Issuer"),
    "subject": N_("Subject of the document"),
    "replaces": N_("Replaces"),
    "note": N_("Note"),
    "code": N_("Code"),
    "title": N_("Task"),
    "directive": N_("Directive"),
    "clause": N_("Clause"),
    "kind": N_("Kind"),
    "recurrence": N_("Recurs"),
    "priority": N_("Priority"),
    "lead": N_("Lead unit"),
    "coordinating": N_("Co-ordinating units"),
    "focal_point": N_("Focal point"),
    "deliverable": N_("Deliverable"),
    "assigned_on": N_("Assigned on"),
    "due": N_("Due"),
    "percent": N_("Progress (%)"),
    "state": N_("State"),
    "timeliness": N_("Timeliness"),
    "completed_on": N_("Completed on"),
    "days_left": N_("Days left"),
    "extensions": N_("Extensions"),
    "evidence": N_("Evidence"),
    "full_name": N_("Full name"),
    "position": N_("Position"),
    "department": N_("Department"),
    "entitled_on": N_("Entitled from"),
    "serial": N_("Certificate serial"),
    "valid_from": N_("Valid from"),
    "valid_to": N_("Valid to"),
    "signing": N_("Signs digitally"),
    "stage": N_("Stage"),
    "month": N_("Month"),
    "total": N_("Items in all"),
    "online": N_("Online"),
    "name": N_("Name"),
    "field": N_("Field"),
    "level": N_("Level"),
    "in_force": N_("In force"),
    "portal": N_("National portal"),
    "fee": N_("Fee"),
    "payment": N_("Online payment"),
    "result_sync": N_("Results synchronised"),
    "status_sync": N_("Status synchronised"),
    "received": N_("Received"),
    "received_online": N_("Received online"),
    "payments": N_("Payments"),
    "payments_portal": N_("Paid on the portal"),
    "results": N_("Results"),
    "results_synced": N_("Results sent"),
    "one_stop": N_("One-stop"),
    "one_stop_synced": N_("One-stop sent"),
    "procedure": N_("Procedure code"),
    "owner": N_("Managed by"),
    "updating": N_("Updating"),
    "updated_on": N_("Last updated on"),
    "records": N_("Records"),
    "regulation": N_("Regulation"),
    "regulation_on": N_("Regulation dated"),
    "lgsp_on": N_("On the LGSP since"),
    "national_database": N_("National database"),
    "national_on": N_("Connected on"),
    "funding": N_("Funding"),
    "budget": N_("Budget (million dong)"),
    "spent": N_("Spent (million dong)"),
    "decision": N_("Decision"),
    "started_on": N_("Started on"),
    "due_on": N_("Due on"),
    "accepted_on": N_("Accepted on"),
    "basis": N_("Legal basis"),
    "frequency": N_("Frequency"),
    "recipient": N_("Recipient"),
    "online_on": N_("Online since"),
    "system": N_("System"),
    "done_on": N_("Done on"),
    "document": N_("Document"),
    "held_on": N_("Held on"),
    "participants": N_("Participants"),
    "measure": N_("Measure"),
    "on_day": N_("Day"),
    "value": N_("Figure"),
    "indicator": N_("Indicator"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "source": N_("Source"),
    "agency": N_("Co-ordinating units"),
    "label": N_("Clause"),
}

_OWN_TITLES: Mapping[tuple[RegisterKind, str], str] = {
    (_K.SIGNERS, "issuer"): N_("Certificate issuer"),
    (_K.WORKLOAD, "online"): N_("Of these online"),
    (_K.PROCEDURES, "name"): N_("Procedure"),
    (_K.PROCEDURE_COUNTS, "name"): N_("Procedure"),
    (_K.REPORT_FORMS, "online"): N_("Reported online"),
    (_K.REPORT_FORMS, "name"): N_("Report"),
    (_K.SECURITY_DUTIES, "name"): N_("Duty"),
    (_K.SECURITY_DUTIES, "level"): N_("Security level"),
    (_K.ACTIVITIES, "name"): N_("Topic"),
    (_K.DATABASES, "stage"): N_("State"),
    (_K.PROJECTS, "stage"): N_("Stage of the project"),
    (_K.PROJECTS, "regulation"): N_("Regulation on its products"),
}

_HELP: Mapping[str, str] = {
    "number": N_("As it stands on the document, for example 1478/BGTVT-TTCNTT."),
    "issued_on": N_("The day on the document."),
    "subject": N_("What the document is about, as it stands below its number."),
    "replaces": N_("The number of the earlier directive that this one takes the place of."),
    "code": N_("A short code of your own that tells the record apart, for example 01."),
    "clause": N_("The clause that orders it, for example 2.đ."),
    "recurrence": N_(
        "How often a periodic task is due again; every quarter where nothing is chosen."
    ),
    "lead": N_("Exactly one unit leads; others co-ordinate."),
    "coordinating": N_("Several units are separated by semicolons."),
    "focal_point": N_("Whom to ask. Names stay in the workspace and never leave in a report."),
    "assigned_on": N_("The day from which the task counts."),
    "due": N_(
        "Set when the task is made; afterwards only a granted extension changes it. "
        "A periodic task is due again each time it recurs. Left empty, it gets the day of the "
        "month on which reports are due."
    ),
    "full_name": N_("Family name first. Names stay in the workspace."),
    "entitled_on": N_("The day from which this person is to have a certificate."),
    "serial": N_("Better read from the certificate than typed."),
    "signing": N_("Whether the certificate is really used for signing."),
    "month": N_("The reporting month, for example 09/2021."),
    "total": N_("Documents and files that are not secret. Secret ones are counted nowhere."),
    "level": N_("The level of the online service on that day."),
    "in_force": N_("Whether the procedure is under the unit's authority."),
    "payment": N_("Whether its fees can be paid on the National Public Service Portal."),
    "received": N_("Dossiers received in the month."),
    "received_online": N_("Of these, received online; never more than received."),
    "budget": N_("In million dong."),
    "spent": N_("In million dong; never more than the budget."),
    "regulation": N_("The number of the rules on collecting, updating and operating it."),
    "lgsp_on": N_("The day since which it shares data over the ministry's platform."),
    "national_database": N_("The national database with which it exchanges data."),
    "online_on": N_("The day since which the report is made online."),
    "on_day": N_("The day from which the figure holds."),
    "value": N_("A whole number; 1 for yes and 0 for no."),
}

_KIND_HELP: Mapping[FieldKind, str] = {
    FieldKind.WHOLE: N_("A whole number."),
    FieldKind.DAY: N_("A day, for example 24/02/2021."),
    FieldKind.MONTH: N_("A month, for example 09/2021."),
    FieldKind.CHOICE: N_("One of the choices in the list."),
    FieldKind.MANY: N_("Choices from the list, separated by semicolons."),
    FieldKind.YES_NO: N_("Yes or no."),
}

_ISSUES: Mapping[IssueCode, str] = {
    IssueCode.REQUIRED: N_("This cell may not be empty. Fill it in."),
    IssueCode.NOT_A_NUMBER: N_("“{value}” is not a number. Write it as 1234 or 1.234."),
    IssueCode.NOT_WHOLE: N_("“{value}” is not a whole number. Enter counts without decimals or %."),
    IssueCode.OUT_OF_RANGE: N_("{value} is not between 0 and {other}. Check the number."),
    IssueCode.NOT_A_DAY: N_("“{value}” is not a day. Write it as 24/02/2021."),
    IssueCode.NOT_A_MONTH: N_("“{value}” is not a month. Write it as 09/2021."),
    IssueCode.NOT_A_CHOICE: N_("“{value}” is none of the choices. Choose one from the list."),
    IssueCode.NOT_YES_OR_NO: N_("“{value}” is neither yes nor no. Write Có or Không."),
    IssueCode.TOO_LONG: N_("The text has {value} characters; {other} fit. Shorten it."),
    IssueCode.SECRET: N_(
        "The text is marked “{value}”. State secrets may not be kept here: leave it out."
    ),
    IssueCode.FORMULA_ERROR: N_("The cell holds the error {value}. Correct it in the workbook."),
    IssueCode.LEGACY: N_(
        "The text is in an old encoding; it would become “{value}”. Import again and let it be "
        "converted."
    ),
    IssueCode.NOT_ABOVE: N_("{value} is more than “{other}”. Correct one of the two."),
    IssueCode.NOT_BEFORE: N_("{value} lies before “{other}”. Correct one of the two."),
    IssueCode.TWICE: N_("“{value}” stands in several rows. Keep one of them."),
    IssueCode.NOT_OF_KIND: N_(
        "Only a periodic task recurs. Empty this cell, or choose “Periodic” as “{other}” first."
    ),
    IssueCode.TAKEN: N_("“{value}” belongs to another record already. Choose another."),
    IssueCode.FIXED: N_("This cannot be changed here. Record an extension instead."),
    IssueCode.GONE: N_(
        "The record has been deleted meanwhile. Bring it back from the trash first."
    ),
    IssueCode.NOT_SAVED: N_("“{value}” is not saved. Mend the cause, then type it again."),
    IssueCode.READ_AS: N_("“{value}” is read as {other}."),
}


def name(kind: RegisterKind) -> str:
    """Return a register's name."""
    return _(_NAMES[kind][0])


def counted(kind: RegisterKind, count: int) -> str:
    """Return so many records of a register in words: 214 procedures."""
    return _(_NAMES[kind][1]).format(count=formats.number(count))


def title(kind: RegisterKind, field: str) -> str:
    """Return a field's title."""
    return _(_OWN_TITLES.get((kind, field)) or _TITLES[field])


def help_text(kind: RegisterKind, field: Field) -> str:
    """Return what is to be entered in a field: what it means, and how it is written."""
    how = _(_KIND_HELP.get(field.kind, ""))
    needed = _("Required.") if field.is_required else ""
    return " ".join(filter(None, (_meaning(kind, field), how, needed)))


def form_help(kind: RegisterKind, field: Field) -> str:
    """Return the same for a form, without what its box, list, calendar and asterisk say already."""
    is_seen = field.kind in (FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.DAY)
    how = "" if is_seen else _(_KIND_HELP.get(field.kind, ""))
    return " ".join(filter(None, (_meaning(kind, field), how)))


def _meaning(kind: RegisterKind, field: Field) -> str:
    same = kind is RegisterKind.PROJECTS and field.key == "regulation"
    own = _HELP.get(field.key, "")
    return "" if same or not own else _(own)


def issue(kind: RegisterKind, found: CellIssue) -> str:
    """Return what is wrong with a cell, and how to mend it."""
    other = found.other
    if found.code in (IssueCode.NOT_ABOVE, IssueCode.NOT_BEFORE, IssueCode.NOT_OF_KIND):
        other = title(kind, other)
    return _(_ISSUES[found.code]).format(value=found.value, other=other)


def value(field: Field, held: Value, labels: Mapping[str, str] | None = None) -> str:
    """Return a field's value as a list shows it; nothing where it is empty."""
    if held is None or held == "":
        return ""
    match field.kind:
        case FieldKind.YES_NO:
            return _("Yes") if held else _("No")
        case FieldKind.MONTH:
            return formats.month(str(held))
        case FieldKind.CHOICE:
            return (labels or {}).get(str(held), str(held))
        case FieldKind.MANY:
            return "; ".join((labels or {}).get(each, each) for each in str(held).split(", "))
        case _:
            return _plain(held)


def _plain(held: Value) -> str:
    if isinstance(held, date):
        return formats.day(held)
    return formats.number(held) if isinstance(held, int) else str(held)


def subject(written: str) -> str:
    """Return what a change was about: its own words, one record, or how many of a register."""
    for mark in (":", "="):
        kind, found, rest = written.partition(mark)
        if found and any(kind == each.value for each in RegisterKind):
            if mark == "=":
                return rest
            return counted(RegisterKind(kind), int(rest)) if rest.isdecimal() else rest
    return written


def change_words(change: Change) -> str:
    """Return what was done, in words: import 214 procedures."""
    return label(change.use_case).format(subject=subject(change.subject))


def column_title(kind: RegisterKind, name: str) -> str:
    """Return the title of what a register's table or event calls by this name."""
    if name in REGISTERS[kind].field_keys:
        return title(kind, name)
    for event in (TaskEventKind, SignerEventKind):
        for member in event:
            if member.value == name:
                return label(member)
    return _(_TITLES[name]) if name in _TITLES else name.replace("_", " ")


def stored_value(
    kind: RegisterKind, name: str, held: object, labels: Mapping[str, str] | None
) -> str:
    """Return a value as the journal keeps it, in words."""
    if held is None:
        return ""
    if name in REGISTERS[kind].field_keys:
        field = REGISTERS[kind].field(name)
        if field.kind is FieldKind.YES_NO:
            return _("Yes") if str(held) == "1" else _("No")
        if isinstance(held, str | int):
            plain = formats.day_text(held) if isinstance(held, str) else held
            return value(field, plain, labels)
    return formats.day_text(str(held))
