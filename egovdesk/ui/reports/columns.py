"""What the lists of the reports page show."""

from egovdesk.domain.findings import Finding, Severity
from egovdesk.domain.packages import MemberStatus, MemberVerdict
from egovdesk.domain.reports import ReportAction
from egovdesk.services.reports import ReportRow
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.data_table import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label
from egovdesk.wording.messages import finding_message

_SEVERITY_TONES = {
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.WARNING,
    Severity.NOTICE: Tone.INFO,
}

_SHORT_DIGEST = 12


def finding_columns() -> tuple[Column[Finding], ...]:
    """Return the columns of the findings."""
    order = list(Severity)
    return (
        Column(
            key="severity",
            title=_("Severity"),
            text=lambda finding: label(finding.severity),
            tone=lambda finding: _SEVERITY_TONES[finding.severity],
            sort_key=lambda finding: order.index(finding.severity),
            width=116,
        ),
        Column(
            key="finding",
            title=_("Finding"),
            text=lambda finding: finding_message(finding).cause,
            tooltip=lambda finding: finding_message(finding).cause,
            stretch=True,
        ),
        Column(
            key="reason",
            title=_("Reason"),
            text=_reason,
            tooltip=lambda finding: finding.reason,
            width=176,
        ),
    )


def _reason(finding: Finding) -> str:
    return _("needed") if finding.needs_reason else finding.reason


def revision_columns() -> tuple[Column[ReportRow], ...]:
    """Return the columns of the frozen revisions."""
    return (
        Column(
            key="revision",
            title=_("Revision"),
            text=lambda row: str(row.report.revision),
            sort_key=lambda row: row.report.revision,
            width=84,
        ),
        Column(
            key="action",
            title=_("Action"),
            text=lambda row: label(ReportAction(row.report.action)),
            width=118,
        ),
        Column(
            key="state",
            title=_("State"),
            text=_revision_state,
            tooltip=lambda row: row.recall.reason if row.recall else "",
            tone=lambda row: _REVISION_TONES[_standing(row)],
            width=130,
        ),
        Column(
            key="frozen_at",
            title=_("Frozen at"),
            text=lambda row: formats.moment(row.report.frozen_at),
            sort_key=lambda row: row.report.frozen_at,
            width=144,
        ),
        Column(
            key="file",
            title=_("Package"),
            text=lambda row: row.package.file_name if row.package else formats.EMPTY,
            stretch=True,
        ),
        Column(
            key="digest",
            title="SHA-256",
            text=lambda row: (
                row.package.final_digest[:_SHORT_DIGEST] if row.package else formats.EMPTY
            ),
            tooltip=lambda row: row.package.final_digest if row.package else "",
            width=122,
        ),
    )


def _standing(row: ReportRow) -> str:
    if row.recall is not None:
        return "recalled"
    if row.package is None:
        return "frozen"
    if row.package.is_waiting:
        return "waiting"
    return "signed" if row.is_signed else "trial"


def _revision_state(row: ReportRow) -> str:
    words = {
        "recalled": _("Recalled"),
        "signed": _("Signed"),
        "waiting": _("Waiting"),
        "trial": _("Trial"),
        "frozen": _("Frozen"),
    }
    return words[_standing(row)]


_REVISION_TONES = {
    "recalled": Tone.NEUTRAL,
    "signed": Tone.GOOD,
    "waiting": Tone.WARNING,
    "trial": Tone.WARNING,
    "frozen": Tone.INFO,
}

_MEMBER_TONES = {
    MemberStatus.INTACT: Tone.GOOD,
    MemberStatus.CHANGED: Tone.BAD,
    MemberStatus.MISSING: Tone.BAD,
    MemberStatus.UNSIGNED: Tone.BAD,
}


def member_columns() -> tuple[Column[MemberVerdict], ...]:
    """Return the columns of a package's files."""
    return (
        Column(
            key="status",
            title=_("Status"),
            text=lambda member: label(member.status),
            tone=lambda member: _MEMBER_TONES[member.status],
            width=124,
        ),
        Column(key="name", title=_("File"), text=lambda member: member.name, stretch=True),
    )
