"""Attaching files to a record, wherever they were dropped or pasted."""

from pathlib import Path

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.evidence import NewEvidence
from egovdesk.ui.context import Context
from egovdesk.ui.registers.telling import tell
from egovdesk.wording import _
from egovdesk.wording.messages import explain


def attach(context: Context, kind: RegisterKind, row_id: int, files: list[Path]) -> None:
    """Keep files with a record; the message bar says what was done, or why it was not."""
    attachments, new = context.desk.attachments, [NewEvidence(path=path) for path in files]
    context.jobs.run(
        lambda: attachments.attach(kind, row_id, new),
        lambda change: tell(context, change),
        lambda error: context.notifier.show_refusal(not_attached(error)),
    )


def not_attached(error: EGovDeskError) -> str:
    """Return why a file was not attached, and what to do."""
    if error.code is ErrorCode.FIELD_INVALID:
        said = _("{value} is missing, empty or larger than 50 MB.")
        return said.format(value=error.data["value"])
    return str(explain(error))
