"""Who signed a revision, in words."""

from egovdesk.services.reports import ReportRow
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label


def signature_lines(row: ReportRow | None) -> str:
    """Return a line for each signature: in what capacity, by whom, when, by which certificate."""
    if row is None or row.package is None:
        return ""
    line = _("{role}: {signer}, {moment}, certificate {serial}")
    return "\n".join(
        line.format(
            role=label(signature.role),
            signer=signature.signer or formats.EMPTY,
            moment=formats.moment(signature.created_at),
            serial=signature.signer_serial.upper(),
        )
        for signature in row.package.signatures
    )
