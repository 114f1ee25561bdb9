"""What can go wrong in a way that the person in front of the program can mend.

An error carries data, never sentences: `egovdesk.wording` turns the code and the data into a
cause and a cure in the user's language.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum


class ErrorCode(StrEnum):
    """Every cause that a user may be told of; each has words in `egovdesk.wording`."""

    # files that cannot be read
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"
    FILE_NOT_ORDINARY = "file-not-ordinary"
    FILE_UNWRITABLE = "file-unwritable"
    FILE_IN_USE = "file-in-use"
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
    EVIDENCE_UNWANTED = "evidence-unwanted"
    # what the person asked for
    AGENCY_UNKNOWN = "agency-unknown"
    PERIOD_INVALID = "period-invalid"
    PERIOD_FUTURE = "period-future"
    DATE_INVALID = "date-invalid"
    MONTH_INVALID = "month-invalid"
    YES_NO_INVALID = "yes-no-invalid"
    NUMBER_INVALID = "number-invalid"
    FIELD_INVALID = "field-invalid"
    SHEET_UNKNOWN = "sheet-unknown"
    REGISTER_UNKNOWN = "register-unknown"
    PASTE_EMPTY = "paste-empty"
    PASTE_TOO_LARGE = "paste-too-large"
    RECORD_MISSING = "record-missing"
    RECORD_IN_USE = "record-in-use"
    RECORD_TAKEN = "record-taken"
    STEP_IMPOSSIBLE = "step-impossible"
    PLAN_REFUSED = "plan-refused"
    RECORDS_CHANGED = "records-changed"
    TEXT_SECRET = "text-secret"  # noqa: S105 - the name of an error
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    UNDO_CONFLICT = "undo-conflict"
    REDO_CONFLICT = "redo-conflict"
    REPORT_BLOCKED = "report-blocked"
    REPORT_UNANSWERED = "report-unanswered"
    REPORT_FROZEN = "report-frozen"
    REPORT_NOT_FROZEN = "report-not-frozen"
    REPORT_SIGNED = "report-signed"
    REASON_NEEDED = "reason-needed"
    NOT_A_WARNING = "not-a-warning"
    CANCELLED = "cancelled"
    # workbooks and tables from outside
    WORKBOOK_NOT_XLSX = "workbook-not-xlsx"
    WORKBOOK_PROTECTED = "workbook-protected"
    WORKBOOK_MACROS = "workbook-macros"
    WORKBOOK_DAMAGED = "workbook-damaged"
    WORKBOOK_TOO_LARGE = "workbook-too-large"
    WORKBOOK_EMPTY = "workbook-empty"
    WORKBOOK_CHANGED = "workbook-changed"
    TABLE_ENCODING = "table-encoding"
    CELL_ERROR = "cell-error"
    CELL_NOT_CALCULATED = "cell-not-calculated"
    CELL_NO_DATE = "cell-no-date"
    # keys and packages
    KEY_UNREADABLE = "key-unreadable"
    KEY_PASSPHRASE = "key-passphrase"  # noqa: S105 - the name of an error
    KEY_PASSPHRASE_NEEDED = "key-passphrase-needed"  # noqa: S105 - the name of an error
    KEY_NOT_VALID_NOW = "key-not-valid-now"
    KEY_USAGE = "key-usage"
    KEY_WEAK = "key-weak"
    KEY_FORBIDDEN = "key-forbidden"
    CERTIFICATE_UNREADABLE = "certificate-unreadable"
    CERTIFICATE_KEY_ONLY = "certificate-key-only"
    TOKEN_DRIVER = "token-driver"  # noqa: S105 - the name of an error
    TOKEN_TIMEOUT = "token-timeout"  # noqa: S105 - the name of an error
    TOKEN_MISSING = "token-missing"  # noqa: S105 - the name of an error
    TOKEN_REMOVED = "token-removed"  # noqa: S105 - the name of an error
    TOKEN_KEY_MISSING = "token-key-missing"  # noqa: S105 - the name of an error
    TOKEN_PIN = "token-pin"  # noqa: S105 - the name of an error
    TOKEN_PIN_NEEDED = "token-pin-needed"  # noqa: S105 - the name of an error
    TOKEN_SEVERAL = "token-several"  # noqa: S105 - the name of an error
    TOKEN_PIN_LAST_TRY = "token-pin-last-try"  # noqa: S105 - the name of an error
    TOKEN_PIN_LOCKED = "token-pin-locked"  # noqa: S105 - the name of an error
    TOKEN_PIN_EXPIRED = "token-pin-expired"  # noqa: S105 - the name of an error
    TIME_STAMP_ADDRESS = "time-stamp-address"
    TIME_STAMP_UNREACHABLE = "time-stamp-unreachable"
    TIME_STAMP_WRONG = "time-stamp-wrong"
    SIGNATURE_PLACE = "signature-place"
    ALREADY_SIGNED = "already-signed"
    PACKAGE_BROKEN = "package-broken"
    PACKAGE_FOREIGN = "package-foreign"
    PACKAGE_NOT_WAITING = "package-not-waiting"
    LETTER_UNSIGNED = "letter-unsigned"
    LETTER_BROKEN = "letter-broken"
    LETTER_OTHER = "letter-other"
    LETTER_MISSING = "letter-missing"
    LETTER_TOO_LATE = "letter-too-late"
    PACKAGE_MISSING = "package-missing"
    SIGNED_TWICE = "signed-twice"
    TRIAL_ON_REAL = "trial-on-real"
    PDF_UNREADABLE = "pdf-unreadable"
    PDF_LOCKED = "pdf-locked"
    PICTURE_UNREADABLE = "picture-unreadable"
    PDF_TIMEOUT = "pdf-timeout"
    CONTAINER_REFUSED = "container-refused"
    TEXT_TOO_LONG = "text-too-long"
    SECTION_TOO_LONG = "section-too-long"
    PAYLOAD_SCHEMA = "payload-schema"
    PAYLOAD_NEWER = "payload-newer"


class Cause(StrEnum):
    """What exactly is wrong with a file from outside; it stands in the sentence of an error."""

    # the system does not let it be read
    PERMISSION = "permission"
    DEVICE = "device"
    PATH = "path"
    IN_USE = "in-use"
    SYSTEM = "system"
    # JSON
    BOM = "bom"
    ENCODING = "encoding"
    SYNTAX = "syntax"
    DEPTH = "depth"
    DUPLICATE_KEY = "duplicate-key"
    NUMBER = "number"
    SURROGATE = "surrogate"
    # the keywords of JSON schemas by which a value can fail
    TYPE = "type"
    ENUM = "enum"
    CONST = "const"
    REQUIRED = "required"
    ADDITIONAL = "additionalProperties"
    PATTERN = "pattern"
    FORMAT = "format"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    MIN_LENGTH = "minLength"
    MAX_LENGTH = "maxLength"
    MIN_ITEMS = "minItems"
    MAX_ITEMS = "maxItems"
    UNIQUE_ITEMS = "uniqueItems"
    ANY_OF = "anyOf"
    NOT = "not"
    # names in a container
    NAME_LENGTH = "name-length"
    NAME_CHARACTER = "name-character"
    NAME_COMPOSITION = "name-composition"
    NAME_PATH = "name-path"
    NAME_RESERVED = "name-reserved"
    NAME_TWICE = "name-twice"
    # a container's size and structure
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    RATIO = "ratio"
    CUT_OFF = "cut-off"
    GAP = "gap"
    EXTRA = "extra"
    DIRECTORY = "directory"
    HEADERS = "headers"
    COMPRESSION = "compression"
    ENCRYPTED = "encrypted"
    NOT_A_FILE = "not-a-file"
    DAMAGED = "damaged"
    # the manifest
    NOT_XML = "not-xml"
    DOCUMENT_TYPE = "document-type"
    UNKNOWN_FORM = "unknown-form"
    LISTED_TWICE = "listed-twice"
    REFERENCE = "reference"
    DIGEST = "digest"
    NO_SIGNATURE = "no-signature"


class EGovDeskError(Exception):
    """Something that the person can act upon.

    `data` holds what the sentence needs (file, place, value...); never a secret and never a name
    of a member of staff. Where it says why (`cause`, `detail`) it is a `Cause`.
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


Check = Callable[[], None]
"""Raises CANCELLED where the person cancelled; long work asks between its steps."""


def unasked() -> None:
    """Let work go on that nobody can cancel."""
