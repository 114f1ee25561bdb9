"""What can be said of a signed file: intact, by whom, trusted by your list, when."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from egovdesk.domain.signing import SignerRole
from egovdesk.domain.values import value


@value
class CertificateInfo:
    """What a certificate says; `fingerprint` is the SHA-256 (hex) over its DER form."""

    subject: str
    issuer: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    is_trial: bool


@value
class RevocationListInfo:
    """What a revocation list says; `fingerprint` is the SHA-256 (hex) over its DER form.

    `next_update` is None where the authority does not say when the next one comes.
    """

    issuer: str
    fingerprint: str
    this_update: datetime
    next_update: datetime | None
    entries: int

    def is_stale(self, now: datetime) -> bool:
        """Say whether a newer one should have come by now."""
        return self.next_update is not None and self.next_update < now


class ExportStep(StrEnum):
    """The steps in which a package is made."""

    COMPUTE = "compute"
    KEY = "key"
    LETTER = "letter"
    WORKBOOK = "workbook"
    SIGN = "sign"
    KEEP = "keep"


class VerdictStatus(StrEnum):
    """The verdict. Untrusted is not forged; unknown is not valid."""

    VALID = "valid"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"


class FileKind(StrEnum):
    """What was judged: a package of ours, or a PDF document, whoever signed it."""

    PACKAGE = "package"
    PDF = "pdf"


class MemberStatus(StrEnum):
    """What the signed manifest says of one member of the container."""

    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"
    UNSIGNED = "unsigned"


class SignerVerdict(StrEnum):
    """What can be said of one signature."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    WRONG_USAGE = "wrong_usage"
    WEAK_KEY = "weak_key"
    INVALID = "invalid"


class ProblemCode(StrEnum):
    """Everything that verification can object to; each has words in `egovdesk.wording`."""

    NOT_A_CONTAINER = "not-a-container"
    CONTAINER_STRUCTURE = "container-structure"
    CONTAINER_NAME = "container-name"
    CONTAINER_SIZE = "container-size"
    MIMETYPE = "mimetype"
    NO_SIGNATURE = "no-signature"
    MANIFEST_INVALID = "manifest-invalid"
    MEMBER_CHANGED = "member-changed"
    MEMBER_MISSING = "member-missing"
    MEMBER_UNSIGNED = "member-unsigned"
    SIGNATURE_INVALID = "signature-invalid"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_REVOKED = "certificate-revoked"
    CERTIFICATE_USAGE = "certificate-usage"
    CERTIFICATE_WEAK = "certificate-weak"
    REVOCATION_NOT_CHECKED = "revocation-not-checked"
    TRIAL_KEY = "trial-key"
    TIME_STAMP_UNTRUSTED = "time-stamp-untrusted"
    TIME_STAMP_INVALID = "time-stamp-invalid"
    PLAIN_SIGNATURE = "plain-signature"
    APPROVAL_AWAITED = "approval-awaited"
    DOCUMENT_NOT_JUDGED = "document-not-judged"
    PDF_NOT_CHECKED = "pdf-not-checked"
    PDF_UNREADABLE = "pdf-unreadable"
    PDF_LOCKED = "pdf-locked"
    PDF_TOO_SLOW = "pdf-too-slow"
    PDF_SIGNATURE_UNREADABLE = "pdf-signature-unreadable"
    PDF_CHANGED = "pdf-changed"
    PDF_NOT_COVERED = "pdf-not-covered"
    PDF_APPENDED = "pdf-appended"
    PDF_ALTERED = "pdf-altered"
    PDF_INFORMATION = "pdf-information"
    PDF_OTHER_REPORT = "pdf-other-report"
    DATA_INVALID = "data-invalid"
    DATA_NEWER = "data-newer"
    NAME_MISMATCH = "name-mismatch"


NOTICES = frozenset(
    {
        ProblemCode.REVOCATION_NOT_CHECKED,
        ProblemCode.TRIAL_KEY,
        ProblemCode.TIME_STAMP_UNTRUSTED,
        ProblemCode.TIME_STAMP_INVALID,
        ProblemCode.PLAIN_SIGNATURE,
        ProblemCode.APPROVAL_AWAITED,
        ProblemCode.DOCUMENT_NOT_JUDGED,
    }
)
"""Problems that are worth telling but do not touch the verdict."""

DOUBTS = frozenset(
    {
        ProblemCode.CERTIFICATE_UNTRUSTED,
        ProblemCode.CERTIFICATE_EXPIRED,
        ProblemCode.CERTIFICATE_NOT_YET_VALID,
        ProblemCode.CERTIFICATE_REVOKED,
        ProblemCode.CERTIFICATE_USAGE,
        ProblemCode.CERTIFICATE_WEAK,
        ProblemCode.PDF_NOT_CHECKED,
        ProblemCode.PDF_LOCKED,
        ProblemCode.PDF_TOO_SLOW,
        ProblemCode.DATA_NEWER,
    }
)
"""Problems that leave the contents as they were, or unknown: nobody can say that it is forged."""


@value
class MemberVerdict:
    """A member of the container and its status."""

    name: str
    status: MemberStatus


@value
class SignerVerdictLine:
    """Who signed. `claimed_time` is what the signer's computer said; `trusted_time` is proven.

    `reason` names the problem where status is not TRUSTED; `role` is in what capacity the signer
    signed, None where the signature does not say.
    """

    subject: str
    serial: str
    issuer: str
    claimed_time: datetime | None
    trusted_time: datetime | None
    status: SignerVerdict
    reason: ProblemCode | None
    role: SignerRole | None = None


@value
class Problem:
    """An objection, the member and the certificate it concerns, and a short detail.

    `certificate` is the name of whom the certificate was issued to.
    """

    code: ProblemCode
    member: str = ""
    detail: str = ""
    certificate: str = ""


@value
class PackageSummary:
    """What the package says of itself in its report.json."""

    kind: str
    agency: str
    period: str
    revision: int


@value
class Verdict:
    """The whole answer of the verifier for one file.

    `letter_signers` signed the letter inside a package, as a document of its own.
    """

    file: str
    status: VerdictStatus
    kind: FileKind = FileKind.PACKAGE
    summary: PackageSummary | None = None
    members: tuple[MemberVerdict, ...] = ()
    signers: tuple[SignerVerdictLine, ...] = ()
    letter_signers: tuple[SignerVerdictLine, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Say whether it is not what was signed, whoever signed it."""
        return self.status is VerdictStatus.INVALID

    @property
    def is_trial(self) -> bool:
        """Say whether a trial key signed: a seal for trying out, not a digital signature."""
        return any(problem.code is ProblemCode.TRIAL_KEY for problem in self.problems)

    @property
    def is_awaiting_approval(self) -> bool:
        """Say whether who prepared it has signed, and nobody yet who approves."""
        return any(problem.code is ProblemCode.APPROVAL_AWAITED for problem in self.problems)


def status_of(problems: Iterable[Problem]) -> VerdictStatus:
    """Return the verdict that problems amount to."""
    grave = {problem.code for problem in problems} - NOTICES
    if grave - DOUBTS:
        return VerdictStatus.INVALID
    return VerdictStatus.INDETERMINATE if grave else VerdictStatus.VALID
