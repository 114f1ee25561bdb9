"""What can go wrong in a way that the person in front of the program can mend.

An error carries data, never sentences: `egovdesk.wording` turns the code and the data into a
cause and a cure in the user's language.
"""

from collections.abc import Mapping
from enum import StrEnum


class ErrorCode(StrEnum):
    """Every cause that a user may be told of; each has words in `egovdesk.wording`."""

    # files that cannot be read
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"
    FILE_UNWRITABLE = "file-unwritable"
    FILE_TOO_LARGE = "file-too-large"
    JSON_INVALID = "json-invalid"
    # catalogues
    CATALOGUE_SCHEMA = "catalogue-schema"
    CATALOGUE_NEWER = "catalogue-newer"
    CATALOGUE_DUPLICATE = "catalogue-duplicate"
    CATALOGUE_UNKNOWN = "catalogue-unknown"
    CATALOGUE_CYCLE = "catalogue-cycle"
    CATALOGUE_NO_DENOMINATOR = "catalogue-no-denominator"
    CATALOGUE_VALUE = "catalogue-value"
    CATALOGUE_WEIGHTS = "catalogue-weights"
    CATALOGUE_OLDER = "catalogue-older"
    # workspaces
    WORKSPACE_MISSING = "workspace-missing"
    WORKSPACE_FOREIGN = "workspace-foreign"
    WORKSPACE_DAMAGED = "workspace-damaged"
    WORKSPACE_NEWER = "workspace-newer"
    WORKSPACE_LOCKED = "workspace-locked"
    WORKSPACE_READ_ONLY = "workspace-read-only"
    WORKSPACE_EXISTS = "workspace-exists"
    DISK_FULL = "disk-full"
    EVIDENCE_CHANGED = "evidence-changed"
    EVIDENCE_MISSING = "evidence-missing"
    # what the person asked for
    AGENCY_UNKNOWN = "agency-unknown"
    PERIOD_INVALID = "period-invalid"
    PERIOD_FUTURE = "period-future"
    DATE_INVALID = "date-invalid"
    NUMBER_INVALID = "number-invalid"
    FIELD_INVALID = "field-invalid"
    RECORD_MISSING = "record-missing"
    RECORD_IN_USE = "record-in-use"
    RECORD_TAKEN = "record-taken"
    STEP_IMPOSSIBLE = "step-impossible"
    PLAN_REFUSED = "plan-refused"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    UNDO_CONFLICT = "undo-conflict"
    REPORT_BLOCKED = "report-blocked"
    CANCELLED = "cancelled"
    # keys and packages
    KEY_UNREADABLE = "key-unreadable"
    KEY_PASSPHRASE = "key-passphrase"  # noqa: S105 - the name of an error
    KEY_PASSPHRASE_NEEDED = "key-passphrase-needed"  # noqa: S105 - the name of an error
    KEY_NOT_VALID_NOW = "key-not-valid-now"
    KEY_USAGE = "key-usage"
    CERTIFICATE_UNREADABLE = "certificate-unreadable"
    CONTAINER_REFUSED = "container-refused"
    TEXT_TOO_LONG = "text-too-long"
    PAYLOAD_SCHEMA = "payload-schema"
    PAYLOAD_NEWER = "payload-newer"


class EGovDeskError(Exception):
    """Something that the person can act upon.

    `data` holds what the sentence needs (file, place, value...); never a secret and never a name
    of a member of staff.
    """

    def __init__(self, code: ErrorCode, **data: str | int) -> None:
        super().__init__(code, data)
        self.code = code
        self.data: Mapping[str, str | int] = data


class RefusedError(EGovDeskError):
    """The answer is no: blocking findings, a report that may not be made. Exit code 1."""


class UsageError(EGovDeskError):
    """The request itself is wrong: an unknown unit, an impossible period. Exit code 2."""


class InputError(EGovDeskError):
    """A file or workspace cannot be read or written. Exit code 3."""
