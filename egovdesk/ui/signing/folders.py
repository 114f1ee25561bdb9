"""Whether an error speaks of what stands in a field for a path."""

from pathlib import Path

from egovdesk.domain.errors import EGovDeskError
from egovdesk.ui.reports.path_row import PathRow


def concerns(error: EGovDeskError, row: PathRow) -> bool:
    """Say whether an error is about the path in a field, or about something below it."""
    named, path = Path(str(error.data.get("file", ""))), row.path()
    return path is not None and (named == path or path in named.parents)
